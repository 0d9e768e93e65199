import Foundation
import Synchronization
import Testing

@testable import Postgres

/// What happens to work when connections end, time runs out, or nobody wants the result any more.
@Suite struct ConnectionPoolTests {
    @Test func cancellingATaskEndsItsStatementAndKeepsTheConnection() async throws {
        try await withPool(connections: 1) { pool, database in
            let backend = try await pool.backend()
            let (started, signal) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                try await pool.transaction(readOnly: true, prelude: []) { tx in
                    _ = try tx.one("select 1 as one") { row in try row("one") as Int }
                    signal.yield()
                    _ = try tx.one("select pg_sleep(60)::text as s") { row in try row("s") as String }
                }
            }
            for await _ in started { break }
            let began = ContinuousClock.now
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(ContinuousClock.now - began < .seconds(20))
            #expect(try await pool.backend() == backend)
        }
    }

    @Test func cancellingBeforeItsTurnTakesNoConnection() async throws {
        try await withPool(connections: 1, queueLimit: 2000) { pool, _ in
            let (started, signal) = AsyncStream.makeStream(of: Void.self)
            let blocker = Task {
                try await pool.transaction(readOnly: true, prelude: []) { tx in
                    try tx.execute("select 1")
                    signal.yield()
                    try tx.execute("select pg_sleep(60)")
                }
            }
            for await _ in started { break }
            let cancelled = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<1000 {
                    group.addTask {
                        do {
                            try await pool.transaction(readOnly: true, prelude: []) { _ in }
                            return false
                        } catch { return error is CancellationError }
                    }
                }
                group.cancelAll()
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(cancelled == 1000)
            blocker.cancel()
            _ = await blocker.result
            _ = try await pool.backend()
        }
    }

    @Test func workThatTakesTooLongIsEnded() async throws {
        try await withPool(connections: 1, change: { $0.workTimeout = .seconds(3) }) { pool, _ in
            let backend = try await pool.backend()
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("select pg_sleep(60)") }
            }
            #expect(error?.kind == .timedOut && error?.debugDescription.contains("pg_sleep") == true)
            #expect(try await pool.backend() == backend, "brought back to rest and used again")
        }
    }

    @Test func waitingTooLongForAConnectionIsBusy() async throws {
        try await withPool(connections: 1, change: { $0.acquisitionTimeout = .seconds(2) }) { pool, _ in
            // It is there before anybody has to wait for it.
            for _ in 0..<10 where (try? await pool.backend()) == nil {}
            let (started, signal) = AsyncStream.makeStream(of: Void.self)
            let blocker = Task {
                try await pool.transaction(readOnly: true, prelude: []) { tx in
                    try tx.execute("select 1")
                    signal.yield()
                    try tx.execute("select pg_sleep(60)")
                }
            }
            for await _ in started { break }
            let error = await #expect(throws: PostgresError.self) { try await pool.backend() }
            #expect(error?.kind == .busy)
            blocker.cancel()
            _ = await blocker.result
        }
    }

    @Test func aConnectionThatDiedIdleIsReplacedBeforeAnybodyNotices() async throws {
        try await withPool(connections: 1) { pool, database in
            let first = try await pool.backend()
            for _ in 0..<5 {
                try database.killBackends()
                #expect(try await pool.backend() != first)
            }
        }
    }

    @Test func workWhoseConnectionDiesBeforeTheCommitRunsAgain() async throws {
        try await withPool { pool, database in
            try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("create table kept (n int8)") }
            let tries = Atomic<Int>(0)
            try await pool.transaction(readOnly: false, prelude: []) { tx in
                try tx.execute("insert into kept values (1)")
                if tries.add(1, ordering: .relaxed).oldValue == 0 { try database.killBackends() }
                try tx.execute("insert into kept values (2)")
            }
            let kept = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.rows("select n from kept order by n") { row in try row("n") as Int }
            }
            #expect(kept == [1, 2] && tries.load(ordering: .relaxed) == 2)
        }
    }

    @Test func growsWithTheWorkAndNoFurther() async throws {
        try await withPool(connections: 3) { pool, _ in
            let backends = Guarded<Set<Int>>([])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await pool.transaction(readOnly: true, prelude: []) { tx in
                            let pid = try tx.one("select pg_backend_pid() as pid") { row in try row("pid") as Int }
                            backends.withLock { _ = $0.insert(pid) }
                            // All three are waited for, and a little longer for a fourth.
                            for _ in 0..<500 where backends.withLock({ $0.count }) < 3 { usleep(20_000) }
                            usleep(100_000)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(backends.withLock { $0.count } == 3)
        }
    }

    @Test func aTableThatChangesUnderAPreparedStatement() async throws {
        try await withPool(connections: 1) { pool, database in
            try database.run("create table shape (a int8); insert into shape values (1)")
            func read() async throws -> Int {
                try await pool.transaction(readOnly: true, prelude: []) { tx in try tx.one("select * from shape") { row in try row("a") as Int } }
            }
            #expect(try await read() == 1)
            try database.run("alter table shape add column b text; update shape set a = 2")
            #expect(try await read() == 2)
            try database.run("alter table shape alter column a type int4")
            #expect(try await read() == 2)
        }
    }

    @Test func keepsNoMorePreparedStatementsThanAllowed() async throws {
        try await withPool(connections: 1, change: { $0.statements = 4 }) { pool, _ in
            let backend = try await pool.backend()
            for _ in 0..<5 {
                try await pool.transaction(readOnly: true, prelude: []) { tx in
                    try tx.execute("select 1")
                    try tx.execute("select 2")
                    try tx.execute("select 3")
                    try tx.execute("select 4")
                    try tx.execute("select 5")
                }
                // Also what fails leaves nothing behind, and costs no connection.
                _ = try? await pool.transaction(readOnly: false, prelude: []) { tx in
                    try tx.execute("select 6")
                    try tx.execute("select 1/0")
                }
            }
            let (prepared, last) = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select count(*) as n, pg_backend_pid() as pid from pg_prepared_statements") { row in
                    (try row("n") as Int, try row("pid") as Int)
                }
            }
            // Those of the last transaction may still wait to be forgotten together with this one's end.
            #expect(prepared <= 8 && prepared > 1)
            #expect(last == backend)
        }
    }

    @Test func aServerThatIsNotThereIsSaidSoInTime() async throws {
        try await withPool(change: {
            $0.conninfo = "host=127.0.0.1 port=1 dbname=nothing"
            $0.acquisitionTimeout = .seconds(3)
        }) { pool, _ in
            let error = await #expect(throws: PostgresError.self) { try await pool.backend() }
            #expect(error?.kind == .unavailable)
        }
    }

    @Test func tellsTheServerWhoItIs() async throws {
        try await withPool { pool, _ in
            let name = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select current_setting('application_name') as name") { row in try row("name") as String }
            }
            #expect(name == "mitreden \(ProcessInfo.processInfo.processIdentifier)")
        }
    }

    @Test func shuttingDownRefusesWhatComesAndEndsAllConnections() async throws {
        try await withPool { pool, database in
            _ = try await pool.backend()
            pool.shutdown()
            let error = await #expect(throws: PostgresError.self) { try await pool.backend() }
            #expect(error?.kind == .closed)
        }
    }
}
