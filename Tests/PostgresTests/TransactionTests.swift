import Foundation
import Logging
import TestSupport
import Testing

@testable import Postgres

private struct Stop: Error {}

/// The client against a real server.
@Suite struct TransactionTests {
    private func withPool<Value: Sendable>(
        connections: Int = 2, queueLimit: Int = 64, _ test: (ConnectionPool, TestDatabase) async throws -> Value
    ) async throws -> Value {
        try await TestDatabase.with { database in
            var configuration = ConnectionPool.Configuration(conninfo: database.url("postgres"))
            configuration.connections = connections
            configuration.queueLimit = queueLimit
            var log = Logger(label: "tests")
            log.logLevel = .critical
            let pool = ConnectionPool(configuration, log: log)
            defer { pool.shutdown() }
            return try await test(pool, database)
        }
    }

    @Test func carriesEveryTypeThereAndBack() async throws {
        try await withPool { pool, _ in
            let id = UUID()
            let moment = Date(timeIntervalSince1970: 1_731_686_400.123456)
            try await pool.transaction(readOnly: true, prelude: []) { tx in
                let row = try tx.one(
                    """
                    select $1::text as a, $2::int8 as b, $3::bool as c, $4::uuid as d, $5::timestamptz as e, $6::bytea as f, $7::text[] as g,
                        $8::uuid[] as h, $9::text as i, $10::jsonb as j, 7::int2 as k, 1.5::float8 as l, '{}'::text[] as m
                    """, "Straße 🙂 مرحبا", Int.min, true, id, moment, Bytes([0, 1, 255]), ["a", "", "ü"], [id], String?.none,
                    try JSON(["x": [1, 2]])
                ) { row in
                    (
                        a: try row("a") as String, b: try row("b") as Int, c: try row("c") as Bool, d: try row("d") as UUID, e: try row("e") as Date,
                        f: try row("f") as Bytes, g: try row("g") as [String], h: try row("h") as [UUID], i: try row("i") as String?,
                        j: (try row("j") as JSON<[String: [Int]]>).value, k: try row("k") as Int, l: try row("l") as Double,
                        m: try row("m") as [String]
                    )
                }
                #expect(row.a == "Straße 🙂 مرحبا" && row.b == .min && row.c && row.d == id && row.f == Bytes([0, 1, 255]))
                #expect(abs(row.e.timeIntervalSince(moment)) < 0.000001)
                #expect(
                    row.g == ["a", "", "ü"] && row.h == [id] && row.i == nil && row.j == ["x": [1, 2]] && row.k == 7 && row.l == 1.5 && row.m.isEmpty)
            }
        }
    }

    @Test func namesColumnAndTypeWhenDecodingFails() async throws {
        try await withPool { pool, _ in
            for wrong in ["null", "type", "column"] {
                let error = await #expect(throws: PostgresError.self) {
                    try await pool.transaction(readOnly: true, prelude: []) { tx in
                        _ = try tx.one("select 1::int4 as number, null::text as nothing") { row in
                            switch wrong {
                            case "null": _ = try row("nothing") as String
                            case "type": _ = try row("number") as String
                            default: _ = try row("elsewhere") as Int
                            }
                        }
                    }
                }
                #expect(error?.kind == .decoding)
                #expect(error?.debugDescription.contains(["null": "nothing", "type": "number", "column": "elsewhere"][wrong]!) == true)
                #expect(error?.debugDescription.contains("select 1::int4") == true)
            }
        }
    }

    @Test func commitsWhatReturnsAndRollsBackWhatThrows() async throws {
        try await withPool { pool, _ in
            try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("create table kept (n int8)") }
            try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("insert into kept values ($1)", 1) }
            await #expect(throws: Stop.self) {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    try tx.execute("insert into kept values ($1)", 2)
                    throw Stop()
                }
            }
            let kept = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.rows("select n from kept") { row in try row("n") as Int }
            }
            #expect(kept == [1])
        }
    }

    @Test func refusesToWriteInAReadingTransaction() async throws {
        try await withPool { pool, _ in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: true, prelude: []) { tx in try tx.execute("create table t (n int)") }
            }
            #expect(error?.state == "25006")
        }
    }

    @Test func runsNothingAfterAPreludeThatRaises() async throws {
        try await withPool { pool, _ in
            let prelude = [Statement("select 1 / 0")]
            for touchesDatabase in [true, false] {
                let error = await #expect(throws: PostgresError.self) {
                    try await pool.transaction(readOnly: false, prelude: prelude) { tx in
                        if touchesDatabase { try tx.execute("create table never (n int)") }
                    }
                }
                #expect(error?.state == "22012")
            }
            let exists = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select to_regclass('never') is not null as found") { row in try row("found") as Bool }
            }
            #expect(!exists)
        }
    }

    @Test func readsThePreludesRowWithoutARoundTripOfItsOwn() async throws {
        try await withPool { pool, _ in
            let name = try await pool.transaction(readOnly: true, prelude: [Statement("select 'Harburg' as name")]) { tx in
                _ = try tx.rows("select 1 as one") { row in try row("one") as Int }
                return try tx.preludeRow().map { row in try row("name") as String }
            }
            #expect(name == "Harburg")
        }
    }

    @Test func worksOnAfterErrorsOnTheSameConnection() async throws {
        try await withPool(connections: 1) { pool, _ in
            for _ in 0..<5 {
                await #expect(throws: PostgresError.self) {
                    try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("select * from not_there") }
                }
                let one = try await pool.transaction(readOnly: true, prelude: []) { tx in try tx.one("select 1 as n") { row in try row("n") as Int } }
                #expect(one == 1)
            }
        }
    }

    @Test func readsResultsLargerThanTheSocketsBuffers() async throws {
        try await withPool { pool, _ in
            let lengths = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.rows("select repeat('x', 10000) as text from generate_series(1, 2000)") { row in (try row("text") as String).utf8.count }
            }
            #expect(lengths.count == 2000 && lengths.allSatisfy { $0 == 10000 })
        }
    }

    @Test func saysBusyWhenTheQueueIsFull() async throws {
        try await withPool(connections: 1, queueLimit: 2) { pool, _ in
            let kinds = await withTaskGroup(of: PostgresError.Kind?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            try await pool.transaction(readOnly: true, prelude: []) { tx in
                                _ = try tx.rows("select pg_sleep(0.05)::text as s") { row in try row("s") as String }
                            }
                            return nil
                        } catch { return (error as? PostgresError)?.kind }
                    }
                }
                var all: [PostgresError.Kind?] = []
                for await kind in group { all.append(kind) }
                return all
            }
            #expect(kinds.contains(.busy) && kinds.contains(nil))
            #expect(kinds.allSatisfy { $0 == nil || $0 == .busy })
        }
    }

    @Test func comesBackAfterItsBackendWasKilled() async throws {
        try await withPool(connections: 1) { pool, database in
            func ping() async throws -> Int {
                try await pool.transaction(readOnly: true, prelude: []) { tx in try tx.one("select 1 as n") { row in try row("n") as Int } }
            }
            #expect(try await ping() == 1)
            try database.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
            await #expect(throws: PostgresError.self) { try await ping() }
            #expect(try await ping() == 1)
        }
    }

    @Test func retriesWhatCollided() async throws {
        try await withPool(connections: 4) { pool, _ in
            try await pool.transaction(readOnly: false, prelude: []) { tx in
                try tx.execute("create table counter (n int8)")
                try tx.execute("insert into counter values (0)")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await pool.transaction(readOnly: false, prelude: [Statement("set transaction isolation level serializable")]) { tx in
                            let n = try tx.one("select n from counter") { row in try row("n") as Int }
                            try tx.execute("update counter set n = $1", n + 1)
                        }
                    }
                }
                // More than the bound of retries may collide; those are reported, none is lost.
                var done = 0
                while let result = await group.nextResult() { if case .success = result { done += 1 } }
                let n = try await pool.transaction(readOnly: true, prelude: []) { tx in
                    try tx.one("select n from counter") { row in try row("n") as Int }
                }
                #expect(n == done && done > 0)
            }
        }
    }

    @Test func errorsTellDataOnlyToTheLog() async throws {
        try await withPool { pool, _ in
            try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("create table secret (name text primary key)") }
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    try tx.execute("insert into secret values ($1), ($1)", "Geheimnis")
                }
            }
            #expect(error?.state == .uniqueViolation && error?.constraint == "secret_pkey")
            #expect(error?.description.contains("Geheimnis") == false)
            #expect(error?.debugDescription.contains("Geheimnis") == true)
        }
    }
}

@Suite struct ListenerTests {
    @Test func hearsWhatIsNotifiedWithTheCommit() async throws {
        try await TestDatabase.with { database in
            let (stream, continuation) = AsyncStream.makeStream(of: Listener.Event.self)
            let log = Logger(label: "tests")
            let listener = Listener(conninfo: database.url("postgres"), listen: "listen test", log: log) { continuation.yield($0) }
            defer { listener.shutdown() }
            var events = stream.makeAsyncIterator()
            guard case .listening? = await events.next() else { return #expect(Bool(false), "begins with listening") }
            var configuration = ConnectionPool.Configuration(conninfo: database.url("postgres"))
            configuration.connections = 1
            let pool = ConnectionPool(configuration, log: log)
            defer { pool.shutdown() }
            _ = try? await pool.transaction(readOnly: false, prelude: []) { tx in
                tx.notify(channel: "test", payload: "verworfen")
                throw Stop()
            }
            try await pool.transaction(readOnly: false, prelude: []) { tx in
                tx.notify(channel: "test", payload: "eins")
                tx.notify(channel: "test", payload: "eins")
                tx.notify(channel: "test", payload: "zwei")
            }
            for expected in ["eins", "zwei"] {
                guard case .notification(let notification)? = await events.next() else { return #expect(Bool(false), "a notification") }
                #expect(notification.payload == expected)
            }
        }
    }
}

@Suite struct MigratorTests {
    private func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("migrations-\(UUID())")
        for part in ["migrations", "objects"] {
            try FileManager.default.createDirectory(at: folder.appendingPathComponent(part), withIntermediateDirectories: true)
        }
        for (name, text) in files { try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8) }
        return folder
    }

    /// A fresh, empty schema beside the house's own.
    private func with(_ files: [String: String], _ test: (URL, () throws -> Migrator, TestDatabase) throws -> Void) async throws {
        try await TestDatabase.with { database in
            try database.run("drop schema public cascade; create schema public authorization mitreden_owner")
            let folder = try folder(files)
            defer { try? FileManager.default.removeItem(at: folder) }
            try test(
                folder,
                { try Migrator(conninfo: database.url("mitreden_owner"), folder: folder) { "\($0.count)-\($0.reduce(0) { $0 &+ Int($1) })" } },
                database)
        }
    }

    @Test func appliesOnceAndObjectsAgainWhenTheyChange() async throws {
        try await with(["migrations/0001_a.sql": "create table a (n int);", "objects/v.sql": "create or replace view v as select n from a;"]) {
            folder, migrator, _ in
            #expect(try migrator().plan().map(\.description) == ["migrations/0001_a.sql", "objects/v.sql"])
            #expect(try migrator().migrate().count == 2)
            #expect(try migrator().migrate().isEmpty)
            try "create or replace view v as select n, 1 as one from a;".write(
                to: folder.appendingPathComponent("objects/v.sql"), atomically: true, encoding: .utf8)
            #expect(try migrator().migrate().map(\.description) == ["objects/v.sql"])
        }
    }

    @Test func refusesAMigrationThatWasChanged() async throws {
        try await with(["migrations/0001_a.sql": "create table a (n int);"]) { folder, migrator, _ in
            try migrator().migrate()
            try "create table a (n int8);".write(to: folder.appendingPathComponent("migrations/0001_a.sql"), atomically: true, encoding: .utf8)
            #expect(throws: Migrator.Problem.changed("migrations/0001_a.sql")) { try migrator().migrate() }
        }
    }

    @Test func leavesThePreviousStateWhenOneFails() async throws {
        try await with(["migrations/0001_a.sql": "create table a (n int);", "migrations/0002_b.sql": "create table b (n int);\nselect broken;"]) {
            _, migrator, database in
            #expect(throws: Migrator.Problem.failed(step: "migrations/0002_b.sql", line: 2, message: "column \"broken\" does not exist")) {
                try migrator().migrate()
            }
            try database.run("select n from a")
            #expect(throws: PostgresError.self) { try database.run("select n from b") }
        }
    }
}
