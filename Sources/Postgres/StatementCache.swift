/// Which statements a connection has prepared: the least recently used ones go when there are too many.
///
/// A statement's identity is the address of its literal: equal addresses mean equal text, and no text is compared or hashed.
struct StatementCache {
    private struct Entry {
        let name: String
        var lastUse: Int
    }

    private let limit: Int
    private var entries: [UnsafeRawPointer: Entry] = [:]
    private var clock = 0
    private var serial = 0

    init(limit: Int) { self.limit = max(1, limit) }

    var count: Int { entries.count }

    struct Lookup: Equatable {
        let name: String
        /// It has to be prepared first.
        let isNew: Bool
        /// The name of a statement that has to be forgotten for it.
        let evicted: String?
    }

    mutating func use(_ key: UnsafeRawPointer) -> Lookup {
        clock += 1
        if let entry = entries[key] {
            entries[key]?.lastUse = clock
            return Lookup(name: entry.name, isNew: false, evicted: nil)
        }
        var evicted: String?
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
            evicted = oldest.value.name
        }
        serial += 1
        let name = "m\(serial)"
        entries[key] = Entry(name: name, lastUse: clock)
        return Lookup(name: name, isNew: true, evicted: evicted)
    }

    /// Its PREPARE failed or was skipped: the server does not have it.
    mutating func forget(_ key: UnsafeRawPointer) { entries[key] = nil }
}
