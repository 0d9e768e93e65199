internal import Core
internal import Database
internal import Logging
internal import Synchronization

/// Tells watchers about changes that must not be told from the transaction that made them, since NOTIFY takes a lock at
/// commit which all of them would share: ballots. Whatever changes within a second is told once.
final class Announcer: Sendable {
    private let pending = Mutex<[ID<Tenant>: Set<Topic>]>([:])
    private let database: Database
    private let log: Logger

    init(database: Database, log: Logger) {
        self.database = database
        self.log = log
    }

    func announce(_ topics: [Topic], of tenant: ID<Tenant>) {
        if topics.isEmpty { return }
        let isFirst = pending.withLock { pending in
            defer { pending[tenant, default: []].formUnion(topics) }
            return pending[tenant] == nil
        }
        if isFirst { Task { await tell(tenant) } }
    }

    private func tell(_ tenant: ID<Tenant>) async {
        try? await Task.sleep(for: .seconds(1))
        let topics = pending.withLock { $0.removeValue(forKey: tenant) } ?? []
        do {
            try await database.write(as: .house(tenant)) { tx in for topic in topics { try tx.changed(topic) } }
        } catch {
            log.warning("watchers were not told", metadata: ["error": "\(String(reflecting: error))"])
        }
    }
}
