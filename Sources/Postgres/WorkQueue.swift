internal import Foundation

/// The bounded queue in front of the connections. Workers wait on it; callers never do.
final class WorkQueue: @unchecked Sendable {
    struct Job {
        let deadline: ContinuousClock.Instant
        /// Called exactly once, with nil when no connection will be given.
        let work: (Connection?, PostgresError?) -> Void
        let connect: Bool
    }

    // One NSCondition guards both fields; hence unchecked Sendable.
    private let condition = NSCondition()
    private var jobs: [Job] = []
    private var head = 0
    private var isClosed = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Adds a job, or says why it cannot.
    func add(_ job: Job) -> PostgresError? {
        condition.lock()
        defer { condition.unlock() }
        if isClosed { return PostgresError(.closed, "the pool is shut down") }
        if jobs.count - head >= limit { return PostgresError(.busy, "\(limit) callers are waiting already") }
        jobs.append(job)
        condition.signal()
        return nil
    }

    /// The next job; waits for one. Nil when the queue is closed and empty.
    func next() -> Job? {
        condition.lock()
        defer { condition.unlock() }
        while head == jobs.count {
            if isClosed { return nil }
            condition.wait()
        }
        let job = jobs[head]
        head += 1
        if head > 64 && head * 2 > jobs.count {
            jobs.removeFirst(head)
            head = 0
        }
        return job
    }

    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
