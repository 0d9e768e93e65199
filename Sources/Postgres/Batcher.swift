internal import CoreMetrics

/// Group commit: what many callers want to write travels in one transaction, and each is told only after it is durable.
///
/// A commit waits for the disk; a hundred people who vote in the same second need not wait for it a hundred times. `run` writes a
/// whole batch, best in one statement over arrays (`unnest`), and returns one outcome for each entry, in their order. A row that
/// the server refuses fails no other: the batch is halved until the row is alone.
public final class Batcher<Key: Hashable & Sendable, Entry: Sendable, Outcome: Sendable>: Sendable {
    /// How large batches are, and who may wait for one.
    public struct Configuration: Sendable, Equatable {
        /// Entries of one batch.
        public var size = 256
        /// How long an entry waits for company.
        public var window: Duration = .milliseconds(2)
        /// Batches of one key that may be under way at the same time.
        public var underWay = 1
        /// Entries that may wait, of all keys together; more are refused as ``PostgresError/Kind/busy``.
        public var waiting = 8192
        /// Whether the order of a batch is left to chance: where the order of rows must not tell who came when.
        public var isShuffled = false

        /// The values above.
        public init() {}
    }

    private struct Caller: Sendable {
        let entry: Entry
        let continuation: CheckedContinuation<Outcome, any Error>
    }

    private struct Core {
        var state: BatchState<Key>
        var callers: [Int: Caller] = [:]
        var next = 0
    }

    private let configuration: Configuration
    private let run: @Sendable (Key, [Entry]) async throws -> [Outcome]
    private let core: Guarded<Core>
    private let keeper = Keeper()
    private let size = Recorder(label: "postgres_batch_entries")

    /// - Parameter run: writes the entries of one key in one transaction and returns once it has committed, with as many outcomes.
    public init(_ configuration: Configuration = Configuration(), run: @escaping @Sendable (Key, [Entry]) async throws -> [Outcome]) {
        self.configuration = configuration
        self.run = run
        let limits = BatchState<Key>.Limits(
            size: configuration.size, window: configuration.window, underWay: configuration.underWay, waiting: configuration.waiting)
        core = Guarded(Core(state: BatchState(limits)))
        keeper.start { [weak self] in self?.change { $0.state.tick(now: .now) } }
    }

    deinit { keeper.stop() }

    /// Writes an entry together with others of its key.
    ///
    /// A task that is cancelled while its entry still waits takes it back; one whose entry is under way is told its outcome.
    /// - Throws: ``PostgresError``: what the server says about this entry, or what befell the whole batch; `CancellationError`.
    public func add(_ entry: Entry, to key: Key) async throws -> Outcome {
        let id = core.withLock { core in
            core.next += 1
            return core.next
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                change { core in
                    core.callers[id] = Caller(entry: entry, continuation: continuation)
                    return core.state.add(id, key, now: .now)
                }
                // Cancelled before it was here: the handler has run already and found nothing.
                if Task.isCancelled { withdraw(id, key) }
            }
        } onCancel: {
            withdraw(id, key)
        }
    }

    private func withdraw(_ id: Int, _ key: Key) {
        let caller = core.withLock { core in core.state.withdraw(id, key) ? core.callers.removeValue(forKey: id) : nil }
        caller?.continuation.resume(throwing: CancellationError())
    }

    private func change(_ event: (inout Core) -> [BatchState<Key>.Action]) {
        var refused: [Caller] = []
        var departing: [(Key, [Caller])] = []
        core.withLock { core in
            for action in event(&core) {
                switch action {
                case .run(let ids, let key): departing.append((key, ids.compactMap { core.callers.removeValue(forKey: $0) }))
                case .refuse(let id): if let caller = core.callers.removeValue(forKey: id) { refused.append(caller) }
                }
            }
            keeper.wake(at: core.state.nextTick)
        }
        for caller in refused {
            caller.continuation.resume(throwing: PostgresError(.busy, "\(configuration.waiting) entries are waiting already"))
        }
        for (key, callers) in departing {
            size.record(callers.count)
            Task {
                await carryOut(key, configuration.isShuffled ? callers.shuffled() : callers)
                change { $0.state.finished(key, now: .now) }
            }
        }
    }

    private func carryOut(_ key: Key, _ callers: [Caller]) async {
        do {
            let outcomes = try await run(key, callers.map(\.entry))
            precondition(outcomes.count == callers.count, "a batch of \(callers.count) entries came back with \(outcomes.count) outcomes")
            for (caller, outcome) in zip(callers, outcomes) { caller.continuation.resume(returning: outcome) }
        } catch let error as PostgresError where error.mayBeOfOneRow && callers.count > 1 {
            let middle = callers.count / 2
            await carryOut(key, Array(callers[..<middle]))
            await carryOut(key, Array(callers[middle...]))
        } catch {
            for caller in callers { caller.continuation.resume(throwing: error) }
        }
    }
}

extension PostgresError {
    /// The server found fault with what a statement carried, and nothing has been written: fewer rows may fare better.
    /// Classes 22 (data exception), 23 (integrity), 44 (WITH CHECK OPTION), 54 (program limit), P0 (raised); 42501 is how
    /// row-level security refuses a row. Source: PostgreSQL documentation, appendix A.
    var mayBeOfOneRow: Bool {
        guard let state else { return false }
        return ["22", "23", "44", "54", "P0"].contains(state.conditionClass) || state == .insufficientPrivilege
    }
}
