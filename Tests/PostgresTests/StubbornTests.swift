import Foundation
import Testing

@testable import Postgres

/// Work that is hard to end: statements that do not listen, bodies that swallow errors, results that never stop coming.
@Suite struct StubbornTests {
    /// Whoever cancels at once must not be overheard because the worker was just waking up.
    @Test func cancellingAtOnceIsNoticed() async throws {
        try await withPool(connections: 1, change: { $0.workTimeout = .seconds(100) }) { pool, _ in
            _ = try await pool.backend()
            // What is overheard ends by itself when its time is over, and says that instead. That time is long: on a busy machine
            // it may take a while until this test's own thread comes to cancel.
            for delay in 0..<40 {
                let task = Task {
                    try await pool.transaction(readOnly: true, prelude: []) { tx in try tx.execute("select pg_sleep(200)") }
                }
                for _ in 0..<delay { await Task.yield() }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
        }
    }

    @Test func cancellingBetweenTwoTriesEndsIt() async throws {
        try await withPool(connections: 1, change: { $0.retries = 1000 }) { pool, _ in
            let tries = Guarded(0)
            let task = Task {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    tries.withLock { $0 += 1 }
                    try tx.execute("do $$ begin raise exception 'again' using errcode = '40001'; end $$")
                }
            }
            while tries.withLock({ $0 }) < 2 { await Task.yield() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let last = tries.withLock { $0 }
            #expect(last < 1000)
        }
    }

    @Test func aReaderSlowerThanTheServerIsEndedInTime() async throws {
        try await withPool(connections: 1, change: { $0.workTimeout = .seconds(3) }) { pool, _ in
            await #expect {
                try await pool.transaction(readOnly: true, prelude: []) { tx in
                    var rows = 0
                    try tx.forEach("select repeat('x', 100) from generate_series(1, 100000000)") { _ in
                        rows += 1
                        if rows.isMultiple(of: 10) { usleep(1000) }
                    }
                }
            } throws: { ($0 as? PostgresError)?.kind == .timedOut }
            _ = try await pool.backend()
        }
    }

    @Test func rowsThatNeverEndAreLoadedNoLongerThanAllowed() async throws {
        try await withPool(connections: 1, change: { $0.workTimeout = .seconds(3) }) { pool, database in
            try database.run("create table numbers (n bigint)")
            await #expect {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    try tx.copyIn("copy numbers from stdin (format binary)", sequence(first: [1]) { $0 })
                }
            } throws: { ($0 as? PostgresError)?.kind == .timedOut }
            let count = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select count(*) as n from numbers") { row in try row("n") as Int }
            }
            #expect(count == 0)
        }
    }

    /// Its results are still to come when the body goes on: they must not be taken for those of the next statement.
    @Test func aConnectionThatWasGivenUpIsNotUsedOn() async throws {
        try await withPool(
            connections: 1,
            change: {
                $0.workTimeout = .seconds(1)
                $0.retries = 0
            }
        ) { pool, database in
            try database.run("create table numbers (n bigint)")
            await #expect {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    // It does not listen to being cancelled, for a while.
                    _ = try? tx.execute(
                        """
                        do $$ declare began timestamptz := clock_timestamp(); begin
                            while clock_timestamp() < began + interval '8 seconds' loop
                                begin perform pg_sleep(1); exception when query_canceled then null; end;
                            end loop;
                        end $$
                        """)
                    _ = try? tx.execute("insert into numbers values (1)")
                    tx.later("insert into numbers values (2)")
                }
            } throws: { ($0 as? PostgresError)?.kind == .unavailable }
            let count = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select count(*) as n from numbers") { row in try row("n") as Int }
            }
            #expect(count == 0)
        }
    }

    /// A body that swallows the failure of its own beginning must not go on without a transaction.
    @Test func nothingRunsOutsideATransaction() async throws {
        try await withPool(connections: 1, change: { $0.retries = 0 }) { pool, database in
            try database.run("create table numbers (n bigint)")
            // Ends the transaction that has just begun, and then fails.
            let prelude = [Statement("rollback"), Statement("select 1/0")]
            await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: false, prelude: prelude) { tx in
                    _ = try? tx.execute("select 1")
                    _ = try? tx.execute("insert into numbers values (1)")
                }
            }
            let count = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select count(*) as n from numbers") { row in try row("n") as Int }
            }
            #expect(count == 0)
        }
    }

    @Test func copyingWhereItDoesNotBelongIsAnError() async throws {
        try await withPool(connections: 1) { pool, database in
            try database.run("create table numbers (n bigint)")
            await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("copy numbers from stdin") }
            }
            await #expect(throws: PostgresError.self) {
                try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("copy numbers to stdout") }
            }
            #expect(throws: PostgresError.self) { try database.run("copy numbers from stdin") }
            _ = try await pool.backend()
        }
    }

    /// It had its connection in time: that it is late now is not its fault.
    @Test func workThatLosesItsConnectionLateRunsAgain() async throws {
        try await withPool(connections: 1, change: { $0.acquisitionTimeout = .seconds(3) }) { pool, database in
            let tries = Guarded(0)
            let value = try await pool.transaction(readOnly: false, prelude: []) { tx in
                let number = tries.withLock { tries in
                    tries += 1
                    return tries
                }
                try tx.execute("select pg_sleep(4)")
                if number == 1 {
                    let pid = try tx.one("select pg_backend_pid() as pid") { row in try row("pid") as Int }
                    try database.run("select pg_terminate_backend(\(pid))")
                }
                return try tx.one("select 7 as n") { row in try row("n") as Int }
            }
            #expect(value == 7 && tries.withLock { $0 } == 2)
        }
    }

    @Test func whoeverDeadlocksRunsAgain() async throws {
        try await withPool(connections: 2) { pool, database in
            try database.run("create table accounts (id int primary key, n int); insert into accounts values (1, 0), (2, 0)")
            let tries = Guarded(0)
            let arrived = Guarded(0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await pool.transaction(readOnly: false, prelude: [Statement("set local deadlock_timeout = '50ms'")]) { tx in
                            tries.withLock { $0 += 1 }
                            try tx.execute("update accounts set n = n + 1 where id = $1", first)
                            arrived.withLock { $0 += 1 }
                            // Both hold their first row before either wants its second.
                            while arrived.withLock({ $0 }) < 2 { usleep(1000) }
                            try tx.execute("update accounts set n = n + 1 where id = $1", second)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sum = try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select sum(n) as n from accounts") { row in try row("n") as Int }
            }
            #expect(sum == 4 && tries.withLock { $0 } == 3)
        }
    }

    @Test func theServersOwnLimitIsAnAnswer() async throws {
        try await withPool(connections: 1) { pool, _ in
            let tries = Guarded(0)
            await #expect {
                try await pool.transaction(readOnly: false, prelude: [Statement("set local statement_timeout = '50ms'")]) { tx in
                    tries.withLock { $0 += 1 }
                    try tx.execute("select pg_sleep(10)")
                }
            } throws: { ($0 as? PostgresError)?.state == .queryCanceled }
            #expect(tries.withLock { $0 } == 1)
        }
    }

    /// What is kept as JSON travels in the binary form too.
    @Test func jsonIsLoadedByCopy() async throws {
        try await withPool(connections: 1) { pool, database in
            try database.run("create table documents (d jsonb)")
            let text = try await pool.transaction(readOnly: false, prelude: []) { tx in
                try tx.copyIn("copy documents from stdin (format binary)", [[try JSON(["de": "Bänke"])]])
                return try tx.one("select d->>'de' as d from documents") { row in try row("d") as String }
            }
            #expect(text == "Bänke")
        }
    }
}
