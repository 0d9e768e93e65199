/// Which entries go into the database together, and when, as a pure value: an event goes in, actions come out.
///
/// Each key (a tenant) has a line of its own. A line departs when it is full or its first entry has waited for the window,
/// and while a batch of that key is under way it goes on filling: the busier it is, the fuller the batches.
struct BatchState<Key: Hashable> {
    typealias Time = ContinuousClock.Instant
    typealias EntryID = Int

    struct Limits: Sendable, Equatable {
        /// Entries of one batch.
        var size = 256
        /// How long an entry waits for company.
        var window: Duration = .milliseconds(2)
        /// Batches of one key that may be under way at the same time.
        var underWay = 1
        /// Entries that may wait, of all keys together.
        var waiting = 8192
    }

    enum Action: Equatable {
        case run([EntryID], of: Key)
        /// Too many wait already.
        case refuse(EntryID)
    }

    private struct Line {
        var waiting: [(id: EntryID, since: Time)] = []
        var underWay = 0
    }

    private let limits: Limits
    private var lines: [Key: Line] = [:]
    private(set) var waitingCount = 0

    init(_ limits: Limits) {
        precondition(limits.size > 0 && limits.underWay > 0 && limits.waiting >= 0)
        self.limits = limits
    }

    /// How many keys have something waiting or under way; the others take no memory.
    var lineCount: Int { lines.count }

    /// When ``tick(now:)`` has something to do; nil when nothing is due.
    var nextTick: Time? {
        lines.values.compactMap { line in line.underWay < limits.underWay ? line.waiting.first.map { $0.since + limits.window } : nil }.min()
    }

    // MARK: Events

    mutating func add(_ id: EntryID, _ key: Key, now: Time) -> [Action] {
        if waitingCount >= limits.waiting { return [.refuse(id)] }
        waitingCount += 1
        lines[key, default: Line()].waiting.append((id, now))
        return depart(key, now)
    }

    mutating func finished(_ key: Key, now: Time) -> [Action] {
        lines[key]?.underWay -= 1
        return depart(key, now)
    }

    mutating func tick(now: Time) -> [Action] { lines.keys.flatMap { depart($0, now) } }

    /// Whoever asked for it does not want it any more.
    /// - Returns: whether it still waited; once under way it cannot be taken back.
    mutating func withdraw(_ id: EntryID, _ key: Key) -> Bool {
        guard let place = lines[key]?.waiting.firstIndex(where: { $0.id == id }) else { return false }
        lines[key]?.waiting.remove(at: place)
        waitingCount -= 1
        tidy(key)
        return true
    }

    // MARK: What follows

    private mutating func depart(_ key: Key, _ now: Time) -> [Action] {
        var actions: [Action] = []
        while let line = lines[key], let first = line.waiting.first, line.underWay < limits.underWay,
            line.waiting.count >= limits.size || first.since + limits.window <= now
        {
            let batch = line.waiting.prefix(limits.size).map(\.id)
            lines[key]?.waiting.removeFirst(batch.count)
            lines[key]?.underWay += 1
            waitingCount -= batch.count
            actions.append(.run(batch, of: key))
        }
        tidy(key)
        return actions
    }

    private mutating func tidy(_ key: Key) {
        if let line = lines[key], line.waiting.isEmpty, line.underWay == 0 { lines[key] = nil }
    }
}
