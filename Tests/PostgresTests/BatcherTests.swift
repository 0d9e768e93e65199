import Testing

@testable import Postgres

/// Group commit on a real server.
@Suite struct BatcherTests {
    private typealias Numbers = Batcher<String, Int, Int>

    /// A table that refuses numbers below zero, and counts its transactions.
    private func withNumbers(
        change: (inout Numbers.Configuration) -> Void = { _ in }, _ test: (Numbers, ConnectionPool, Guarded<[[Int]]>) async throws -> Void
    ) async throws {
        try await withPool { pool, database in
            try database.run("create table numbers (number bigint primary key check (number >= 0), transaction text default txid_current()::text)")
            let batches = Guarded<[[Int]]>([])
            var configuration = Numbers.Configuration()
            change(&configuration)
            let batcher = Numbers(configuration) { _, numbers in
                batches.withLock { $0.append(numbers) }
                return try await pool.transaction(readOnly: false, prelude: []) { tx in
                    try tx.execute("insert into numbers (number) select unnest($1::int8[])", numbers)
                    return numbers.map { $0 * 2 }
                }
            }
            try await test(batcher, pool, batches)
        }
    }

    private func add(_ numbers: some Sequence<Int> & Sendable, to batcher: Numbers) async -> [Int: Result<Int, any Error>] {
        await withTaskGroup(of: (Int, Result<Int, any Error>).self) { group in
            for number in numbers {
                group.addTask {
                    do { return (number, .success(try await batcher.add(number, to: "a"))) } catch { return (number, .failure(error)) }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    private func stored(_ pool: ConnectionPool) async throws -> (rows: Int, transactions: Int) {
        try await pool.transaction(readOnly: true, prelude: []) { tx in
            try tx.one("select count(*) as rows, count(distinct transaction) as transactions from numbers") { row in
                (rows: try row("rows"), transactions: try row("transactions"))
            }
        }
    }

    @Test func manyShareATransactionAndEachGetsItsOwnOutcome() async throws {
        try await withNumbers { batcher, pool, batches in
            let outcomes = await add(0..<500, to: batcher)
            for (number, outcome) in outcomes { #expect(outcome.value == number * 2) }
            let stored = try await stored(pool)
            #expect(stored.rows == 500 && stored.transactions == batches.withLock { $0.count } && stored.transactions <= 60, "\(stored)")
        }
    }

    @Test func aBadRowFailsNobodyElse() async throws {
        try await withNumbers(change: { $0.window = .milliseconds(50) }) { batcher, pool, _ in
            let outcomes = await add(-3..<97, to: batcher)
            for (number, outcome) in outcomes {
                if number >= 0 {
                    #expect(outcome.value == number * 2)
                } else {
                    #expect((outcome.failure as? PostgresError)?.state == .checkViolation)
                }
            }
            let rows = try await stored(pool).rows
            #expect(rows == 97)
        }
    }

    /// What befalls the whole batch is told to all of it, at once: halving it would only ask a dead server more often.
    @Test func aServerThatIsAwayFailsThemAllOnce() async throws {
        try await withNumbers(change: { $0.window = .milliseconds(20) }) { batcher, pool, batches in
            pool.shutdown()
            let outcomes = await add(0..<40, to: batcher)
            #expect(outcomes.values.allSatisfy { ($0.failure as? PostgresError)?.kind == .closed })
            #expect(batches.withLock { $0.map(\.count).reduce(0, +) } == 40)
        }
    }

    @Test func theOrderCanBeLeftToChance() async throws {
        try await withNumbers(change: {
            $0.window = .seconds(30)
            $0.size = 200
            $0.isShuffled = true
        }) { batcher, _, batches in
            _ = await add(0..<200, to: batcher)
            let order = try #require(batches.withLock { $0.first })
            #expect(order.count == 200 && order != order.sorted())
            // Not merely the order in which tasks came to run: neighbours by number are no neighbours here.
            #expect(zip(order, order.dropFirst()).count { abs($0 - $1) == 1 } < 20)
        }
    }

    @Test func whoIsCancelledWhileWaitingLeavesNothing() async throws {
        try await withNumbers(change: { $0.window = .seconds(60) }) { batcher, pool, batches in
            let task = Task { try await batcher.add(1, to: "a") }
            await Task.yield()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(batches.withLock { $0.isEmpty })
            let rows = try await stored(pool).rows
            #expect(rows == 0)
        }
    }

    @Test func tooManyAreTurnedAway() async throws {
        try await withNumbers(change: {
            $0.size = 1
            $0.waiting = 2
        }) { batcher, pool, _ in
            let outcomes = await add(0..<300, to: batcher)
            let refused = outcomes.values.count { ($0.failure as? PostgresError)?.kind == .busy }
            #expect(refused > 0)
            let rows = try await stored(pool).rows
            #expect(rows == 300 - refused)
        }
    }
}

extension Result {
    var value: Success? { try? get() }
    var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
