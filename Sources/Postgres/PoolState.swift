/// What a pool of connections does next, as a pure value: an event goes in, actions come out.
///
/// It knows no threads, no clock and no server; ``ConnectionPool`` carries its actions out, and `PoolStateTests` drives it
/// through every situation without either. A worker is one connection with its thread, from connecting to its end.
struct PoolState {
    typealias Time = ContinuousClock.Instant

    struct WorkerID: Hashable { let number: Int }
    struct JobID: Hashable { let number: Int }

    struct Limits: Sendable {
        /// Connections that are kept even when nobody needs them.
        var minimum = 1
        var maximum = 8
        /// Jobs that may wait for a connection.
        var waiting = 512
        /// How long a job may wait for another connection after it has lost its first one.
        var secondWait: Duration = .seconds(5)
        /// How long a connection lives; shortened at random by up to a tenth, so that not all end at once.
        var lifetime: Duration = .seconds(3600)
        /// How long a connection above the minimum may be idle.
        var idleTime: Duration = .seconds(300)
        /// The pause after a failed attempt to connect; doubled with each further one, up to `longestPause`.
        var firstPause: Duration = .milliseconds(50)
        var longestPause: Duration = .seconds(2)
    }

    /// Why a job gets no connection.
    enum Reason: Equatable { case full, late, cancelled, closed }

    enum Action: Equatable {
        /// Begin a thread that connects.
        case start(WorkerID)
        case run(JobID, on: WorkerID)
        case refuse(JobID, Reason)
        /// The statement that runs on this connection must end now.
        case interrupt(WorkerID)
        /// An idle connection ends, and its thread with it.
        case retire(WorkerID)
    }

    private enum Worker: Equatable {
        case connecting
        case idle(since: Time, expires: Time)
        case busy(JobID, deadline: Time, expires: Time)

        var expires: Time? {
            switch self {
            case .connecting: nil
            case .idle(_, let expires), .busy(_, _, let expires): expires
            }
        }
    }

    private let limits: Limits
    private var workers: [WorkerID: Worker] = [:]
    /// The most recently used last: a few warm connections work, the others grow old.
    private var idle: [WorkerID] = []
    private var waiting: [(job: JobID, deadline: Time)] = []
    private var nextWorker = 0
    private var failures = 0
    private var connectAfter: Time?
    private var isClosed = false

    init(_ limits: Limits) {
        precondition(limits.minimum >= 0 && limits.maximum >= max(1, limits.minimum) && limits.waiting >= 0)
        self.limits = limits
    }

    // MARK: What one can see

    var waitingCount: Int { waiting.count }
    var connectionCount: Int { workers.count }
    var idleCount: Int { idle.count }
    /// Connections at work.
    var busyCount: Int { workers.count - idle.count - connectingCount }
    /// True once it was closed and the last connection has ended.
    var isOver: Bool { isClosed && workers.isEmpty }
    /// Whether the last attempt to connect failed.
    var isFailing: Bool { failures > 0 }

    /// When ``tick(now:)`` has something to do; nil when nothing is due.
    var nextTick: Time? {
        var earliest: Time?
        func note(_ time: Time) { if earliest.map({ time < $0 }) ?? true { earliest = time } }
        for entry in waiting { note(entry.deadline) }
        for id in idle {
            if case .idle(let since, let expires)? = workers[id] {
                note(expires)
                if workers.count > limits.minimum { note(since + limits.idleTime) }
            }
        }
        if let connectAfter, wantsConnection && connectingCount == 0 { note(connectAfter) }
        return earliest
    }

    // MARK: Events

    /// Connects what is kept even when nobody needs it.
    mutating func open(now: Time) -> [Action] { fill(now) }

    mutating func submit(_ job: JobID, deadline: Time, now: Time) -> [Action] {
        if isClosed { return [.refuse(job, .closed)] }
        if idle.isEmpty && waiting.count >= limits.waiting { return [.refuse(job, .full)] }
        waiting.append((job, deadline))
        return fill(now)
    }

    /// - Parameter jitter: 0 ..< 1, at random.
    mutating func connected(_ worker: WorkerID, jitter: Double, now: Time) -> [Action] {
        guard workers[worker] != nil else { return [] }
        failures = 0
        connectAfter = nil
        let expires = now + limits.lifetime * (1 - jitter / 10)
        return release(worker, expires: expires, now)
    }

    mutating func failedToConnect(_ worker: WorkerID, jitter: Double, now: Time) -> [Action] {
        workers[worker] = nil
        var pause = limits.firstPause
        for _ in 0..<min(failures, 16) where pause < limits.longestPause { pause = pause * 2 }
        failures += 1
        connectAfter = now + min(pause, limits.longestPause) * (0.5 + jitter / 2)
        return fill(now)
    }

    /// A job has ended on its connection.
    /// - Parameters:
    ///   - isUsable: whether the connection is idle and whole; else its thread ends.
    ///   - again: the job must be run once more, on another connection, before everybody who waits.
    mutating func finished(_ worker: WorkerID, isUsable: Bool, again: Bool = false, now: Time) -> [Action] {
        guard case .busy(let job, let deadline, let expires)? = workers[worker] else { return [] }
        let refusal = again ? putBack(job, deadline, now) : []
        guard isUsable else {
            workers[worker] = nil
            return refusal + fill(now)
        }
        return refusal + release(worker, expires: expires, now)
    }

    /// The server has ended a connection that was idle, or was about to be used: then its job goes to another one.
    mutating func lost(_ worker: WorkerID, now: Time) -> [Action] {
        var refusal: [Action] = []
        if case .busy(let job, let deadline, _)? = workers[worker] { refusal = putBack(job, deadline, now) }
        workers[worker] = nil
        idle.removeAll { $0 == worker }
        return refusal + fill(now)
    }

    /// Its first wait is over and may have been long: a new one begins.
    private mutating func putBack(_ job: JobID, _ deadline: Time, _ now: Time) -> [Action] {
        if isClosed { return [.refuse(job, .closed)] }
        waiting.insert((job, max(deadline, now + limits.secondWait)), at: 0)
        return []
    }

    /// The caller does not want the result any more.
    mutating func cancel(_ job: JobID) -> [Action] {
        if let index = waiting.firstIndex(where: { $0.job == job }) {
            waiting.remove(at: index)
            return [.refuse(job, .cancelled)]
        }
        for (id, worker) in workers { if case .busy(job, _, _) = worker { return [.interrupt(id)] } }
        return []
    }

    /// Time has passed.
    mutating func tick(now: Time) -> [Action] {
        var actions: [Action] = []
        waiting.removeAll { entry in
            guard entry.deadline <= now else { return false }
            actions.append(.refuse(entry.job, .late))
            return true
        }
        for id in idle {
            guard case .idle(let since, let expires)? = workers[id] else { continue }
            if expires <= now || (workers.count > limits.minimum && since + limits.idleTime <= now) {
                workers[id] = nil
                actions.append(.retire(id))
            }
        }
        idle.removeAll { workers[$0] == nil }
        return actions + fill(now)
    }

    /// What waits is refused, what runs may end.
    mutating func close() -> [Action] {
        isClosed = true
        let actions = waiting.map { Action.refuse($0.job, .closed) } + idle.map { Action.retire($0) }
        waiting = []
        for id in idle { workers[id] = nil }
        idle = []
        return actions
    }

    // MARK: Decisions

    /// A connection is free: it takes the next job, ends because its time is over, or waits.
    private mutating func release(_ worker: WorkerID, expires: Time, _ now: Time) -> [Action] {
        if isClosed || expires <= now {
            workers[worker] = nil
            return [.retire(worker)] + fill(now)
        }
        workers[worker] = .idle(since: now, expires: expires)
        idle.append(worker)
        return fill(now)
    }

    private var connectingCount: Int { workers.values.count { $0 == .connecting } }

    private var wantsConnection: Bool {
        !isClosed && workers.count < limits.maximum && (waiting.count > connectingCount || workers.count < limits.minimum)
    }

    /// Gives waiting jobs to idle connections, and makes new ones for those that are left.
    private mutating func fill(_ now: Time) -> [Action] {
        var actions: [Action] = []
        while let worker = idle.last, !waiting.isEmpty {
            idle.removeLast()
            guard let expires = workers[worker]?.expires else { continue }
            let next = waiting.removeFirst()
            workers[worker] = .busy(next.job, deadline: next.deadline, expires: expires)
            actions.append(.run(next.job, on: worker))
        }
        while wantsConnection {
            // After a failure one attempt at a time: a server that comes back is not met by a crowd.
            if let connectAfter, connectAfter > now || connectingCount > 0 { break }
            let worker = WorkerID(number: nextWorker)
            nextWorker += 1
            workers[worker] = .connecting
            actions.append(.start(worker))
        }
        return actions
    }
}
