internal import Core
public import Postgres

/// Writes of many people to one tenant, committed together; see ``Postgres/Batcher``.
///
/// Nobody is signed in inside a batch: it runs for the tenant of a host name, as a guest. Who each entry is from, and whether they
/// may, are joins *inside* its statement (`sessions_of`); a question for each of them beforehand would cost what the batch saves.
public struct Batches<Entry: Sendable, Outcome: Sendable>: Sendable {
    private let batcher: Batcher<String, Entry, Outcome>

    init(_ batcher: Batcher<String, Entry, Outcome>) { self.batcher = batcher }

    /// - Returns: the entry's outcome, once it is durable.
    /// - Throws: ``Refusal`` for a host that no council answers to; ``DatabaseError``; `CancellationError`.
    public func add(_ entry: Entry, at host: String) async throws -> Outcome { try await batcher.add(entry, to: host) }
}

/// How large batches are, and how long they wait for company.
public struct BatchLimits: Sendable, Equatable {
    /// Entries of one batch.
    public var size = 256
    /// How long an entry waits for company.
    public var window: Duration = .milliseconds(2)

    /// The values above.
    public init() {}
}

extension Database {
    /// - Parameters:
    ///   - isShuffled: the order of each batch is left to chance.
    ///   - work: writes the entries and returns an outcome for each, in their order. It may run again, and with fewer entries.
    public func batches<Entry: Sendable, Outcome: Sendable>(
        _ limits: BatchLimits, isShuffled: Bool, _ work: @escaping @Sendable (borrowing Transaction, [Entry]) throws -> [Outcome]
    ) -> Batches<Entry, Outcome> {
        var configuration = Batcher<String, Entry, Outcome>.Configuration()
        configuration.size = limits.size
        configuration.window = limits.window
        configuration.isShuffled = isShuffled
        return Batches(
            Batcher(configuration) { [self] host, entries in
                try await write(as: Principal(door: .host(host, session: nil), permission: .everyone)) { tx in try work(tx, entries) }
            })
    }
}
