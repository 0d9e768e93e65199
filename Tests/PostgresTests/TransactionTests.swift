import Foundation
import Synchronization
import Testing

@testable import Postgres

/// The client against a real server.
@Suite struct TransactionTests {
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

    // MARK: Round trips

    @Test func severalStatementsShareARoundTrip() async throws {
        try await withPool { pool, _ in
            let (one, many, none, touched) = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.pipeline(
                    Query.one("select 7 as n") { row in try row("n") as Int },
                    Query.rows("select n::int8 as n from generate_series(1, $1) as n", 3) { row in try row("n") as Int },
                    Query.first("select 1 as n where false") { row in try row("n") as Int }, Query.execute("select 1 union all select 2"))
            }
            #expect(one == 7 && many == [1, 2, 3] && none == nil && touched == 2)
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: true, prelude: []) { tx in
                    _ = try tx.pipeline(Query.execute("select 1"), Query.one("select 'x' as n") { row in try row("n") as Int })
                }
            }
            #expect(error?.kind == .decoding && error?.sql == "select 'x' as n")
        }
    }

    @Test func whatIsPutOffTravelsWithTheCommit() async throws {
        try await withPool { pool, _ in
            try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("create table kept (n int8 primary key)") }
            try await pool.transaction(readOnly: false, prelude: []) { tx in
                tx.later("insert into kept values ($1)", 1)
                tx.later("insert into kept values ($1)", 2)
            }
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    tx.later("insert into kept values ($1)", 3)
                    tx.later("insert into kept values ($1)", 1)
                }
            }
            #expect(error?.state == .uniqueViolation && error?.place?.contains("TransactionTests.swift:") == true)
            let kept = try await pool.transaction(readOnly: true, prelude: []) { tx in try tx.rows("select n from kept order by n", as: (Int).self) }
            #expect(kept == [1, 2])
        }
    }

    @Test func aSwallowedErrorIsNoSuccess() async throws {
        try await withPool { pool, _ in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    _ = try? tx.execute("select 1 / 0")
                }
            }
            #expect(error?.state == .inFailedTransaction)
        }
    }

    // MARK: Rows

    @Test func readsRowsAsTuples() async throws {
        try await withPool { pool, _ in
            try await pool.transaction(readOnly: true, prelude: []) { tx in
                let rows = try tx.rows("select n, n::text, null::text from generate_series(1, 2) as n", as: (Int, String, String?).self)
                #expect(rows.map(\.0) == [1, 2] && rows.map(\.1) == ["1", "2"] && rows.allSatisfy { $0.2 == nil })
                #expect(throws: PostgresError.self) { try tx.rows("select 1, 2", as: (Int, Int, Int).self) }
                #expect(throws: PostgresError.self) { try tx.rows("select 1, 2, 3", as: (Int, Int).self) }
            }
        }
    }

    @Test func handsALargeResultOnRowByRow() async throws {
        try await withPool { pool, _ in
            let sum = try await pool.transaction(readOnly: true, prelude: []) { tx in
                var sum = 0
                try tx.forEach("select n::int8 as n from generate_series(1, 100000) as n") { row in sum += try row("n") as Int }
                return sum
            }
            #expect(sum == 5_000_050_000)
        }
    }

    @Test func whoHasSeenEnoughEndsTheStatement() async throws {
        try await withPool(connections: 1) { pool, _ in
            let backend = try await pool.backend()
            let count = Atomic<Int>(0)
            await #expect(throws: Stop.self) {
                try await pool.transaction(readOnly: true, prelude: []) { tx in
                    try tx.forEach("select generate_series(1, 100000000)::int8 as n") { _ in
                        if count.add(1, ordering: .relaxed).newValue == 10 { throw Stop() }
                    }
                }
            }
            #expect(count.load(ordering: .relaxed) == 10)
            #expect(try await pool.backend() == backend, "brought back to rest and used again")
        }
    }

    // MARK: Bulk

    @Test func copiesInAndOut() async throws {
        try await withPool(connections: 1) { pool, _ in
            let csv = try await pool.transaction(readOnly: false, prelude: []) { tx in
                try tx.execute("create table many (n int8, text text, at timestamptz)")
                let moment = Date(timeIntervalSince1970: 0)
                let loaded = try tx.copyIn(
                    "copy many (n, text, at) from stdin (format binary)",
                    (1...20_000).lazy.map { [$0, $0 % 2 == 0 ? "Straße 🙂 \($0)" : String?.none, moment] as [any PostgresEncodable] })
                #expect(loaded == 20_000)
                #expect(try tx.one("select count(*) as n from many where text is null") { row in try row("n") as Int } == 10_000)
                var csv: [UInt8] = []
                try tx.copyOut("copy (select n, text from many where n <= 2 order by n) to stdout (format csv)") { csv += $0 }
                return String(decoding: csv, as: UTF8.self)
            }
            #expect(csv == "1,\n2,Straße 🙂 2\n")
        }
    }

    @Test func aCopyThatFailsLeavesNothingAndTheConnectionWhole() async throws {
        try await withPool(connections: 1) { pool, _ in
            try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("create table few (n int8 primary key)") }
            let backend = try await pool.backend()
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    try tx.copyIn("copy few from stdin (format binary)", [[1], [1]])
                }
            }
            #expect(error?.state == .uniqueViolation)
            let missing = await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: true, prelude: []) { tx in try tx.copyOut("copy (select * from not_there) to stdout") { _ in } }
            }
            #expect(missing?.state == "42P01")
            await #expect(throws: Stop.self) {
                try await pool.transaction(readOnly: true, prelude: []) { tx in
                    try tx.copyOut("copy (select generate_series(1, 100000000)) to stdout") { _ in throw Stop() }
                }
            }
            #expect(try await pool.backend() == backend)
            let count = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select count(*) as n from few") { row in try row("n") as Int }
            }
            #expect(count == 0)
        }
    }
}
