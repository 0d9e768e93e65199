internal import CLibPQ
internal import Foundation
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
        let thread = Thread { [self] in run() }
        thread.name = "pg-\(id.number)"
        // The default of 8 MB is address space only, but recursion here is shallow.
        thread.stackSize = 1 << 20
        thread.start()
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
                if waitReady(connection.socket, Int32(POLLIN), wake: wake, until: nil), !connection.isAlive() { return pool.lost(id) }
            }
        }
    }

    private func connect() throws -> Connection {
        let configuration = pool.configuration
        let connection = try Connection(
            conninfo: configuration.conninfo, applicationName: "\(configuration.applicationName) \(getpid())",
            statements: configuration.statements, timeout: configuration.connectTimeout, wake: wake)
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
            guard isUsable, failure.state?.isRetryable == true else {
                leave(number, isUsable: isUsable, again: true)
                return isUsable
            }
            // Who collided waits a moment, each a different one.
            Thread.sleep(forTimeInterval: Double.random(in: 0...0.01) * Double(1 << min(round, 6)))
            round += 1
        }
    }

    private func leave(_ number: PoolState.JobID, isUsable: Bool, again: Bool) {
        desk.withLock { $0.job = nil }
        pool.finished(id, number, isUsable: isUsable, again: again)
    }
}

/// Calls a pool back when time has passed.
final class Keeper: @unchecked Sendable {
    // One NSCondition guards both fields; hence unchecked Sendable.
    private let condition = NSCondition()
    private var next: ContinuousClock.Instant?
    private var isStopped = false

    func start(_ action: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            while wait() { action() }
        }
        thread.name = "pg-keeper"
        thread.stackSize = 1 << 18
        thread.start()
    }

    /// The one time at which it calls; a new one replaces it.
    func wake(at time: ContinuousClock.Instant?) {
        condition.lock()
        defer { condition.unlock() }
        let isEarlier = time.map { time in next.map { time < $0 } ?? true } ?? false
        next = time
        if isEarlier { condition.signal() }
    }

    func stop() {
        condition.lock()
        defer { condition.unlock() }
        isStopped = true
        condition.signal()
    }

    /// False when it is to end.
    private func wait() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while !isStopped {
            guard let time = next else {
                condition.wait()
                continue
            }
            let left = time - .now
            if left <= .zero {
                next = nil
                return true
            }
            let seconds = Double(left.components.seconds) + Double(left.components.attoseconds) / 1e18
            _ = condition.wait(until: Date(timeIntervalSinceNow: seconds))
        }
        return false
    }
}

extension Connection {
    /// Reads what the server has said to an idle connection: whether it is still there.
    func isAlive() -> Bool { PQconsumeInput(handle) == 1 && PQisBusy(handle) >= 0 && isUsable }
}
