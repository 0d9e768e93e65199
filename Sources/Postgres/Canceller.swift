internal import CLibPQ
internal import Dispatch
internal import Synchronization

/// Sends PostgreSQL's cancel request for one connection, from a thread of its own: up to version 16, libpq's `PQcancel` blocks
/// for as long as connecting takes, which nobody can bound.
final class Canceller: @unchecked Sendable {
    // PGcancel holds a copy of address and key and may be used by any thread (libpq documentation, "Canceling Queries in Progress").
    private let target: OpaquePointer

    /// Requests that hang in a network that swallows them; when there are too many, no further thread is spent.
    private static let underWay = Atomic<Int>(0)
    private static let limit = 64

    init?(_ connection: OpaquePointer) {
        guard let target = PQgetCancel(connection) else { return nil }
        self.target = target
    }

    deinit { PQfreeCancel(target) }

    /// One request; tells when the server has taken note of it. Before that its connection must not be used for anything else,
    /// or the cancellation would hit the next statement.
    final class Request: Sendable {
        private let done = DispatchSemaphore(value: 0)

        fileprivate func finish() { done.signal() }

        /// - Returns: whether the server took note before the deadline.
        func wait(until deadline: ContinuousClock.Instant) -> Bool {
            let left = deadline - ContinuousClock.now
            let seconds = Double(left.components.seconds) + Double(left.components.attoseconds) / 1e18
            return done.wait(timeout: .now() + max(0, seconds)) == .success
        }
    }

    /// Nil when too many requests hang already.
    func send() -> Request? {
        guard Self.underWay.add(1, ordering: .relaxed).oldValue < Self.limit else {
            Self.underWay.subtract(1, ordering: .relaxed)
            return nil
        }
        let request = Request()
        let hasBegun = startThread("pg-cancel", stackSize: 1 << 18) { [self] in
            var message = [CChar](repeating: 0, count: 256)
            PQcancel(target, &message, 256)
            Self.underWay.subtract(1, ordering: .relaxed)
            request.finish()
        }
        guard hasBegun else {
            Self.underWay.subtract(1, ordering: .relaxed)
            return nil
        }
        return request
    }
}
