public import Core
internal import Foundation
public import Logging
internal import Postgres
internal import Synchronization

/// Passes "something changed" from PostgreSQL on to whoever watches. Carries topics and no content:
/// a page refetches itself through its ordinary route, so watching needs no rights of its own.
public final class LiveHub: Sendable {
    public struct Event: Sendable, Hashable {
        /// Nil: something may have been missed, or a sign of life that says nothing.
        public let topic: String?
        public let isHeartbeat: Bool
    }

    private struct Watcher {
        let tenant: ID<Tenant>
        let topics: Set<String>
        let continuation: AsyncStream<Event>.Continuation
    }

    private struct State {
        var watchers: [Int: Watcher] = [:]
        var next = 0
        var listener: Listener?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let registerChanged: Mutex<(@Sendable () -> Void)?> = Mutex(nil)

    public init() {}

    /// Begins to listen. One connection, one thread.
    public func start(conninfo: String, log: Logger) {
        let listener = Listener(conninfo: conninfo, listen: "listen mitreden", log: log) { [self] event in
            switch event {
            case .listening:
                // Whatever was notified while nobody listened: let everybody look again.
                tellRegister()
                broadcast(Event(topic: nil, isHeartbeat: false))
            case .notification(let notification):
                if notification.payload == "register" { tellRegister() } else { pass(notification.payload) }
            }
        }
        state.withLock { $0.listener = listener }
    }

    /// Calls `action` whenever the register of tenants may have changed.
    public func onRegisterChange(_ action: @escaping @Sendable () -> Void) { registerChanged.withLock { $0 = action } }

    private func tellRegister() { registerChanged.withLock { $0 }?() }

    /// The changes of some topics of one tenant, until the reader stops or the hub closes. A slow reader loses the oldest.
    public func events(of tenant: ID<Tenant>, _ topics: Set<String>) -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(16))
        let number = state.withLock { state -> Int? in
            if state.isClosed { return nil }
            state.next += 1
            state.watchers[state.next] = Watcher(tenant: tenant, topics: topics, continuation: continuation)
            return state.next
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.watchers[number] = nil } }
        return stream
    }

    /// Payload: tenant and topic, separated by a space.
    private func pass(_ payload: String) {
        let parts = payload.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let tenant = ID<Tenant>(String(parts[0])) else { return }
        let topic = String(parts[1])
        let watchers = state.withLock { $0.watchers.values.filter { $0.tenant == tenant && $0.topics.contains(topic) } }
        for watcher in watchers { watcher.continuation.yield(Event(topic: topic, isHeartbeat: false)) }
    }

    private func broadcast(_ event: Event) {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.continuation.yield(event) }
    }

    /// A sign of life for every stream, so that a connection that died quietly is noticed.
    public func heartbeat() { broadcast(Event(topic: nil, isHeartbeat: true)) }

    /// Ends all streams and stops listening.
    public func close() {
        let (watchers, listener) = state.withLock { state in
            state.isClosed = true
            defer {
                state.watchers = [:]
                state.listener = nil
            }
            return (Array(state.watchers.values), state.listener)
        }
        for watcher in watchers { watcher.continuation.finish() }
        listener?.shutdown()
    }
}
