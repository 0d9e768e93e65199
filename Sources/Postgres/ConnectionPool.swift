internal import Foundation
public import Logging
internal import Synchronization

/// Connections to one PostgreSQL server, each owned by a thread of its own, behind one bounded queue.
///
/// A unit of work is a synchronous closure: it hops to a connection's thread once, talks to the server
/// there, and hops back once. State of a connection is confined to its thread, so there is nothing to lock.
/// What happens next is decided by ``PoolState``; this class carries it out.
public final class ConnectionPool: Sendable {
    /// What a pool connects to, and its bounds.
    public struct Configuration: Sendable {
        /// A libpq connection string or URI; several hosts, `target_session_attrs` and TLS settings pass through.
        public var conninfo: String
        /// Shown in `pg_stat_activity`, with the process: `mitreden 4711`.
        public var applicationName = "mitreden"
        /// How many connections there are at the most; as many as are needed are made.
        public var connections = 8
        /// How many are kept when nobody needs them.
        public var minimumConnections = 1
        /// Units of work that may wait for a connection.
        public var queueLimit = 512
        /// How long a unit of work may wait for a connection.
        public var acquisitionTimeout: Duration = .seconds(5)
        /// How long the statements of a unit of work may take together.
        public var workTimeout: Duration = .seconds(15)
        /// How long connecting may take, with each host; whole seconds, at least two.
        public var connectTimeout: Duration = .seconds(5)
        /// How long ending a transaction may take; afterwards its outcome is unknown.
        public var commitTimeout: Duration = .seconds(10)
        /// How long a connection lives, shortened at random by up to a tenth.
        public var lifetime: Duration = .seconds(3600)
        /// How long a connection above the minimum stays without work.
        public var idleTime: Duration = .seconds(300)
        /// Prepared statements kept for each connection.
        public var statements = 256
        /// How often a unit of work is run again after a serialization failure, a deadlock or a lost connection.
        public var retries = 4

        /// The bounds above, for the server that this libpq connection string or URI names.
        public init(conninfo: String) { self.conninfo = conninfo }
    }

    let configuration: Configuration
    let log: Logger
    let measures = Measures()
    private let core: Guarded<Core>
    private let keeper: Keeper

    /// What the lock guards: the state, and what its numbers stand for.
    private struct Core {
        var state: PoolState
        var jobs: [PoolState.JobID: Job] = [:]
        var workers: [PoolState.WorkerID: Worker] = [:]
        var nextJob = 0
        var lastError: PostgresError?
    }

    /// Makes the connections that are kept, and more when there is work for them. It lives until ``shutdown()``.
    public init(_ configuration: Configuration, log: Logger) {
        self.configuration = configuration
        self.log = log
        var limits = PoolState.Limits()
        limits.maximum = max(1, configuration.connections)
        limits.minimum = min(configuration.minimumConnections, limits.maximum)
        limits.waiting = configuration.queueLimit
        limits.lifetime = configuration.lifetime
        limits.idleTime = configuration.idleTime
        limits.secondWait = configuration.acquisitionTimeout
        core = Guarded(Core(state: PoolState(limits)))
        keeper = Keeper()
        keeper.start { [weak self] in self?.tick() }
        change { $0.state.open(now: .now) }
    }

    /// Ends the connections: idle ones at once, the others when their work is done. What still waits is refused.
    public func shutdown() {
        change { $0.state.close() }
        keeper.stop()
    }

    /// Runs `body` in one transaction that begins with `prelude`; see ``Transaction``.
    ///
    /// After a serialization failure, a deadlock, or a connection that was lost before it committed, the whole closure runs again:
    /// it must have no effect but through the transaction. Cancelling the task ends the running statement.
    /// - Throws: ``PostgresError``, `CancellationError`, or whatever `body` throws after rolling back.
    @discardableResult
    public func transaction<Value: Sendable>(
        readOnly: Bool, prelude: [Statement], _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        let id = core.withLock { core in
            core.nextJob += 1
            return PoolState.JobID(number: core.nextJob)
        }
        let commitTime = configuration.commitTimeout
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
                let job = Job(
                    deadline: .now + configuration.acquisitionTimeout, retries: configuration.retries,
                    attempt: { connection, isLast in
                        let result = Result { try connection.transaction(readOnly: readOnly, prelude: prelude, commitTime: commitTime, body) }
                        if !isLast, case .failure(let error as PostgresError) = result, error.mayRunAgain { return error }
                        continuation.resume(with: result.mapError(Self.outward))
                        return nil
                    },
                    refuse: { continuation.resume(throwing: $0) })
                submit(job, id)
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Whoever cancelled is told so in Swift's own words.
    private static func outward(_ error: any Error) -> any Error {
        (error as? PostgresError)?.kind == .cancelled ? CancellationError() : error
    }

    private func submit(_ job: Job, _ id: PoolState.JobID) {
        // Cancelled before it was here: the handler has run already and found nothing.
        if Task.isCancelled { return job.refuse(CancellationError()) }
        change { core in
            core.jobs[id] = job
            return core.state.submit(id, deadline: job.deadline, now: .now)
        }
        if Task.isCancelled { cancel(id) }
    }

    private func cancel(_ id: PoolState.JobID) {
        change { core in
            // The wish stays with the job, wherever it is on its way to.
            core.jobs[id]?.interruption.request()
            return core.state.cancel(id)
        }
    }

    // MARK: Carrying out

    /// Puts an event into the state and carries out what follows.
    private func change(_ event: (inout Core) -> [PoolState.Action]) {
        var refusals: [(Job, PoolState.Reason)] = []
        var failing: PostgresError?
        core.withLock { core in
            for action in event(&core) {
                switch action {
                case .start(let id):
                    let worker = Worker(id, pool: self)
                    core.workers[id] = worker
                    worker.start()
                case .run(let id, let worker): core.workers[worker]?.give(core.jobs[id].map { (id, $0) })
                case .refuse(let id, let reason): if let job = core.jobs.removeValue(forKey: id) { refusals.append((job, reason)) }
                case .interrupt(let worker): core.workers[worker]?.interrupt()
                case .retire(let worker): core.workers.removeValue(forKey: worker)?.retire()
                }
            }
            failing = core.state.isFailing ? core.lastError : nil
            keeper.wake(at: core.state.nextTick)
            measures.waiting.record(core.state.waitingCount)
            measures.connections.record(core.state.connectionCount)
            measures.inUse.record(core.state.busyCount)
        }
        measures.refused.increment(by: refusals.count)
        for (job, reason) in refusals { job.refuse(error(reason, failing)) }
    }

    private func error(_ reason: PoolState.Reason, _ failing: PostgresError?) -> any Error {
        switch reason {
        case .full: PostgresError(.busy, "\(configuration.queueLimit) callers are waiting already")
        case .late: failing ?? PostgresError(.busy, "waited \(configuration.acquisitionTimeout) for a connection")
        case .closed: PostgresError(.closed, "the pool is shut down")
        case .cancelled: CancellationError()
        }
    }

    private func tick() { change { $0.state.tick(now: .now) } }

    // MARK: What workers say

    func connected(_ worker: PoolState.WorkerID) {
        measures.connects.increment()
        change { $0.state.connected(worker, jitter: .random(in: 0..<1), now: .now) }
    }

    func failedToConnect(_ worker: PoolState.WorkerID, _ error: PostgresError) {
        measures.failedConnects.increment()
        log.warning("cannot connect to PostgreSQL", metadata: ["error": "\(String(reflecting: error))"])
        change { core in
            core.lastError = error
            core.workers[worker] = nil
            return core.state.failedToConnect(worker, jitter: .random(in: 0..<1), now: .now)
        }
    }

    /// - Parameter again: the job goes to another connection.
    func finished(_ worker: PoolState.WorkerID, _ job: PoolState.JobID, isUsable: Bool, again: Bool) {
        change { core in
            if !again { core.jobs[job] = nil }
            if !isUsable { core.workers[worker] = nil }
            return core.state.finished(worker, isUsable: isUsable, again: again, now: .now)
        }
    }

    func lost(_ worker: PoolState.WorkerID) {
        change { core in
            core.workers[worker] = nil
            return core.state.lost(worker, now: .now)
        }
    }
}

/// A unit of work, apart from its types.
final class Job: Sendable {
    let submitted = ContinuousClock.now
    let deadline: ContinuousClock.Instant
    let interruption = Interruption()
    /// Runs it and tells the caller. Returns the error instead when it may run again and `isLast` is false.
    let attempt: @Sendable (Connection, _ isLast: Bool) -> PostgresError?
    let refuse: @Sendable (any Error) -> Void
    private let retries: Int
    private let left: Atomic<Int>

    init(
        deadline: ContinuousClock.Instant, retries: Int, attempt: @escaping @Sendable (Connection, Bool) -> PostgresError?,
        refuse: @escaping @Sendable (any Error) -> Void
    ) {
        self.deadline = deadline
        self.attempt = attempt
        self.refuse = refuse
        self.retries = retries
        left = Atomic(retries)
    }

    /// Whether the next try is the last one. A job is run by one thread at a time.
    var isLastTry: Bool { left.load(ordering: .relaxed) <= 0 }
    var hasBegun: Bool { left.load(ordering: .relaxed) < retries }
    func useTry() { left.subtract(1, ordering: .relaxed) }
}

extension PostgresError {
    /// Nothing of the transaction has happened, and another attempt may succeed.
    var mayRunAgain: Bool {
        if state?.isRetryable == true || isStalePlan { return true }
        return isLosingServer
    }
}
