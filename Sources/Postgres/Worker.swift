internal import CLibPQ
internal import Glibc

/// One connection and its thread, from connecting to its end.
final class Worker: Sendable {
    private enum Letter {
        case job(PoolState.JobID, Job)
        case retire
    }

    private struct Desk {
        var letter: Letter?
        /// What it works at, or is about to.
        var job: Job?
        var thread: pthread_t?
    }

    private let id: PoolState.WorkerID
    private let pool: ConnectionPool
    private let wake = WakeUp()
    private let desk = Guarded(Desk())

    init(_ id: PoolState.WorkerID, pool: ConnectionPool) {
        self.id = id
        self.pool = pool
    }

    func start() {
        if !startThread("pg-\(id.number)", { [self] in run() }) {
            // Called under the pool's lock, which the answer needs as well.
            Task { [pool, id] in pool.failedToConnect(id, PostgresError(.unavailable, "no thread is left")) }
        }
    }

    // MARK: Called by the pool, under its lock

    func give(_ job: (PoolState.JobID, Job)?) {
        guard let job else { return }
        put(.job(job.0, job.1), job.1)
    }

    func retire() { put(.retire, nil) }

    private func put(_ letter: Letter, _ job: Job?) {
        let isOurs = desk.withLock { desk in
            desk.letter = letter
            desk.job = job
            return desk.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false
        }
        // Whoever has just finished a job looks by itself.
        if !isOurs { wake.signal() }
    }

    func interrupt() {
        desk.withLock { $0.job?.interruption.request() }
        wake.signal()
    }

    // MARK: The thread

    /// How long the COMMIT of what has only been read waits for another job to travel with. Under load one comes at once, and the
    /// transaction costs a single round trip.
    private static let patience: Duration = .milliseconds(1)

    private func run() {
        desk.withLock { $0.thread = pthread_self() }
        let connection: Connection
        do {
            connection = try connect()
        } catch {
            pool.failedToConnect(id, (error as? PostgresError) ?? PostgresError(.unavailable, "\(error)"))
            return
        }
        pool.connected(id)
        while true {
            switch desk.withLock({ desk in desk.letter.take() }) {
            case .job(let number, let job)?:
                if !work(at: job, number, connection) { return }
            case .retire?: return
            case nil:
                // Whatever a server says to an idle connection is its end, or nothing that matters.
                let patience = connection.owesCommit ? ContinuousClock.now + Self.patience : nil
                if waitReady(connection.socket, Int32(POLLIN), wake: wake, until: patience) {
                    if !connection.isAlive() { return pool.lost(id) }
                } else if let patience, ContinuousClock.now >= patience {
                    do { try connection.payCommit() } catch { return pool.lost(id) }
                }
            }
        }
    }

    private func connect() throws -> Connection {
        try wake.check()
        let configuration = pool.configuration
        let connection = try Connection(
            conninfo: configuration.conninfo, applicationName: "\(configuration.applicationName) \(getpid())",
            statements: configuration.statements, timeout: configuration.connectTimeout, wake: wake)
        connection.measures = pool.measures
        // A second net: should this process be gone or stuck, the server ends by itself what it left behind.
        let longest = configuration.workTimeout + configuration.commitTimeout
        _ = try connection.unhurried(until: .now + configuration.connectTimeout) {
            try connection.run([
                Statement(
                    """
                    select set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $1, false)
                    """, ["\(longest.components.seconds + 1)s"])
            ])
        }
        return connection
    }

    /// Runs a job, again where that may help. False when the thread ends with its connection.
    private func work(at job: Job, _ number: PoolState.JobID, _ connection: Connection) -> Bool {
        var round = 0
        if !job.hasBegun { pool.measures.wait.record(since: job.submitted) }
        while true {
            connection.deadline = .now + pool.configuration.workTimeout
            connection.interruption = job.interruption
            let failure = job.attempt(connection, job.isLastTry)
            (connection.deadline, connection.interruption) = (nil, nil)
            let isUsable = connection.isIdle
            guard let failure else {
                leave(number, isUsable: isUsable, again: false)
                return isUsable
            }
            job.useTry()
            pool.measures.retries.increment()
            guard isUsable, failure.state?.isRetryable == true else {
                leave(number, isUsable: isUsable, again: true)
                return isUsable
            }
            // Who collided waits a moment, each a different one.
            _ = poll(nil, 0, Int32.random(in: 0...10) << min(round, 6))
            round += 1
        }
    }

    private func leave(_ number: PoolState.JobID, isUsable: Bool, again: Bool) {
        desk.withLock { $0.job = nil }
        pool.finished(id, number, isUsable: isUsable, again: again)
    }
}

extension Connection {
    /// Reads what the server has said to an idle connection: whether it is still there.
    func isAlive() -> Bool { PQconsumeInput(handle) == 1 && PQisBusy(handle) >= 0 && isUsable }
}
