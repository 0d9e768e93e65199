public import Core
public import Logging
internal import Postgres
internal import Synchronization

/// Passes "something changed" from PostgreSQL on to whoever watches. Carries topics and no content:
/// a page refetches itself through its ordinary route, so watching needs no rights of its own.
///
/// Thousands may watch: a watcher is a few words of memory, has no task and no buffer. What changes while it is still writing
/// is remembered as one bit for each of its topics; since a message says no more than "look again", nothing is lost by that.
public final class LiveHub: Sendable {
    /// What a watcher is told.
    public enum Message: Sendable, Hashable {
        case changed(topic: String)
        /// Something may have been missed: look at everything again.
        case everything
        /// A sign of life that says nothing.
        case heartbeat
    }

    struct Place: Hashable {
        let tenant: ID<Tenant>
        let topic: String
    }

    struct Watcher {
        let places: [Place]
        /// What it has not been told yet: a bit for each topic, one for everything, one for the heartbeat.
        var news: UInt16 = 0
        /// Set while it waits for news.
        var continuation: CheckedContinuation<Message?, Never>?
        /// It has not come back since the last heartbeat.
        var isLate = false
    }

    private struct State {
        var watchers: [Int: Watcher] = [:]
        /// Who watches what, so that a change touches nobody else.
        var byPlace: [Place: Set<Int>] = [:]
        /// When what last changed, for whoever begins to watch a page that was made before that; as long as ``memory``.
        var changes: [Place: ContinuousClock.Instant] = [:]
        /// Since when nothing was missed.
        var listensSince: ContinuousClock.Instant?
        var next = 0
        var listener: Listener?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let actions = Mutex<[Signal: @Sendable () -> Void]>([:])

    /// A hub that hears nothing before it is started.
    public init() {}

    /// Topics that one watcher can have; more are not watched.
    public static let mostTopics = 8
    /// How long a change is remembered.
    static let memory = Duration.seconds(600)
    private static let everything: UInt16 = 1 << 8
    private static let heartbeat: UInt16 = 1 << 9

    /// Begins to listen. One connection, one thread.
    public func start(conninfo: String, log: Logger) {
        let listener = Listener(conninfo: conninfo, listen: "listen mitreden", log: log) { [self] event in
            switch event {
            case .listening:
                // Whatever was notified while nobody listened: let everybody look again.
                for signal in Signal.allCases { act(signal) }
                state.withLock { $0.listensSince = .now }
                tellAll(Self.everything)
            case .notification(let notification):
                if let signal = Signal(rawValue: notification.payload) { act(signal) } else { pass(notification.payload) }
            }
        }
        state.withLock { $0.listener = listener }
    }

    /// What servers tell each other, apart from topics.
    public enum Signal: String, Sendable, CaseIterable {
        /// The register of tenants may have changed.
        case register
        /// A job was put down.
        case jobs
    }

    /// Calls `action` at every such signal, and whenever one may have been missed.
    public func on(_ signal: Signal, _ action: @escaping @Sendable () -> Void) { actions.withLock { $0[signal] = action } }

    private func act(_ signal: Signal) { actions.withLock { $0[signal] }?() }

    /// How many watch.
    public var watcherCount: Int { state.withLock { $0.watchers.count } }

    /// Begins to watch some topics of one tenant; it ends with the watch's life, or when the hub closes.
    /// - Parameter age: so long ago the page was asked for that shows them. What has changed since is told at once.
    public func watch(_ tenant: ID<Tenant>, _ topics: some Sequence<String>, age: Duration = .zero) -> LiveWatch {
        let places = Array(Set(topics.map { Place(tenant: tenant, topic: $0) }).prefix(Self.mostTopics))
        let number = state.withLock { state -> Int? in
            if state.isClosed { return nil }
            state.next += 1
            state.watchers[state.next] = Watcher(places: places, news: Self.news(of: places, age, state))
            for place in places { state.byPlace[place, default: []].insert(state.next) }
            return state.next
        }
        return LiveWatch(hub: self, number: number)
    }

    private static func news(of places: [Place], _ age: Duration, _ state: State) -> UInt16 {
        guard age > .zero else { return 0 }
        // Further back nobody remembers.
        guard age < memory, let since = state.listensSince else { return everything }
        let start = ContinuousClock.now - age
        if start < since { return everything }
        return places.enumerated().reduce(0) { news, place in
            (state.changes[place.element] ?? start) > start ? news | 1 << place.offset : news
        }
    }

    // MARK: Telling

    /// Payload: tenant and topic, separated by a space.
    private func pass(_ payload: String) {
        let parts = payload.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let tenant = ID<Tenant>(String(parts[0])) else { return }
        let place = Place(tenant: tenant, topic: String(parts[1]))
        state.withLock { $0.changes[place] = .now }
        tell { state in
            (state.byPlace[place] ?? []).map { number in (number, state.watchers[number]?.places.firstIndex(of: place).map { 1 << $0 } ?? 0) }
        }
    }

    private func tellAll(_ news: UInt16) { tell { state in state.watchers.keys.map { ($0, news) } } }

    /// A sign of life for every stream, so that a connection that died quietly is noticed. Who has not come back since the
    /// last one is dropped: its browser connects again and then looks at everything.
    public func heartbeat() {
        state.withLock { state in
            let old = ContinuousClock.now - Self.memory
            state.changes = state.changes.filter { $0.value > old }
            for number in state.watchers.filter({ $0.value.continuation == nil && $0.value.isLate }).keys { Self.remove(number, &state) }
            for (number, watcher) in state.watchers { state.watchers[number]?.isLate = watcher.continuation == nil }
        }
        tellAll(Self.heartbeat)
    }

    private func tell(_ news: (State) -> [(Int, UInt16)]) {
        var waking: [(CheckedContinuation<Message?, Never>, Message)] = []
        state.withLock { state in
            for (number, bits) in news(state) {
                state.watchers[number]?.news |= bits
                if let continuation = state.watchers[number]?.continuation.take(), let message = Self.takeMessage(number, &state) {
                    waking.append((continuation, message))
                }
            }
        }
        for (continuation, message) in waking { continuation.resume(returning: message) }
    }

    /// The next thing that a watcher has not been told.
    private static func takeMessage(_ number: Int, _ state: inout State) -> Message? {
        guard let watcher = state.watchers[number], watcher.news != 0 else { return nil }
        if watcher.news & everything != 0 {
            state.watchers[number]?.news = 0
            return .everything
        }
        for (bit, place) in watcher.places.enumerated() where watcher.news & (1 << bit) != 0 {
            // Any message is a sign of life.
            state.watchers[number]?.news &= ~(1 << bit | heartbeat)
            return .changed(topic: place.topic)
        }
        state.watchers[number]?.news = 0
        return .heartbeat
    }

    // MARK: Waiting

    fileprivate func next(_ number: Int) async -> Message? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Message?, Never>) in
                let answer = state.withLock { state -> Message?? in
                    guard state.watchers[number] != nil else { return .some(nil) }
                    state.watchers[number]?.isLate = false
                    if let message = Self.takeMessage(number, &state) { return message }
                    state.watchers[number]?.continuation = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) } else if Task.isCancelled { end(number) }
            }
        } onCancel: {
            end(number)
        }
    }

    fileprivate func end(_ number: Int) {
        let continuation = state.withLock { state in
            let continuation = state.watchers[number]?.continuation
            Self.remove(number, &state)
            return continuation
        }
        continuation?.resume(returning: nil)
    }

    private static func remove(_ number: Int, _ state: inout State) {
        for place in state.watchers.removeValue(forKey: number)?.places ?? [] {
            state.byPlace[place]?.remove(number)
            if state.byPlace[place]?.isEmpty == true { state.byPlace[place] = nil }
        }
    }

    /// Ends all streams and stops listening.
    public func close() {
        let (waiting, listener) = state.withLock { state in
            state.isClosed = true
            defer { (state.watchers, state.byPlace, state.listener) = ([:], [:], nil) }
            return (state.watchers.values.compactMap(\.continuation), state.listener)
        }
        for continuation in waiting { continuation.resume(returning: nil) }
        listener?.shutdown()
    }
}

/// One who watches.
public final class LiveWatch: Sendable {
    private let hub: LiveHub
    /// Nil when the hub had closed before.
    private let number: Int?

    fileprivate init(hub: LiveHub, number: Int?) {
        self.hub = hub
        self.number = number
    }

    deinit { end() }

    /// Ends it; whoever waits for the next message gets none.
    public func end() { if let number { hub.end(number) } }

    /// Waits for the next message. Nil at the end: the hub closes, the task is cancelled, or it was not back in time for two heartbeats.
    public func next() async -> LiveHub.Message? {
        guard let number else { return nil }
        return await hub.next(number)
    }
}
