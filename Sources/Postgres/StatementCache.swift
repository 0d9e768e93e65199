/// Which statements a connection has prepared: the least recently used ones go when there are too many.
///
/// A statement's identity is the address of its literal: equal addresses mean equal text, and no text is compared or hashed.
struct StatementCache {
    private struct Entry {
        let name: String
        /// The types of its parameters: one literal in a generic function may be bound to different ones.
        let types: [UInt32]
        var lastUse: Int
    }

    private let limit: Int
    private var entries: [UnsafeRawPointer: Entry] = [:]
    private var clock = 0
    private var serial = 0
    /// Names that the server still knows and nobody uses any more.
    private(set) var discarded: [String] = []

    init(limit: Int) { self.limit = max(1, limit) }

    var count: Int { entries.count }

    struct Lookup: Equatable {
        let name: String
        /// It has to be prepared first.
        let isNew: Bool
    }

    mutating func use(_ key: UnsafeRawPointer, _ types: [UInt32] = []) -> Lookup {
        clock += 1
        if let entry = entries[key] {
            if entry.types == types {
                entries[key]?.lastUse = clock
                return Lookup(name: entry.name, isNew: false)
            }
            discard(key)
        }
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) { discard(oldest.key) }
        serial += 1
        let name = "m\(serial)"
        entries[key] = Entry(name: name, types: types, lastUse: clock)
        return Lookup(name: name, isNew: true)
    }

    private mutating func discard(_ key: UnsafeRawPointer) { if let entry = entries.removeValue(forKey: key) { discarded.append(entry.name) } }

    /// Its PREPARE failed or was skipped: the server does not have it.
    mutating func forget(_ key: UnsafeRawPointer) { entries[key] = nil }

    /// The names that the server is asked to forget now.
    mutating func takeDiscarded() -> [String] {
        defer { discarded = [] }
        return discarded
    }

    /// The server was asked and did not: later, then.
    mutating func keepDiscarded(_ name: String) { discarded.append(name) }
}
