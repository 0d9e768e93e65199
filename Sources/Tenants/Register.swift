internal import Core
public import Database
public import Logging
internal import Synchronization
public import Web

/// A server's copy of the register of tenants: which council answers under which host name.
///
/// Read at the start and again whenever the database says that it changed; nothing else is remembered.
public final class Register: Sendable {
    private struct State {
        var byHost: [String: Site] = [:]
        var all: [Site] = []
    }

    private let state = Mutex(State())
    private let database: Database
    private let log: Logger

    public init(database: Database, log: Logger) {
        self.database = database
        self.log = log
    }

    /// Reads the register anew. On a fault the old copy stays.
    public func reload() async {
        do {
            let entries = try await database.readRegister { tx in try RegisterQueries.entries(tx) }
            state.withLock { state in
                state.byHost = Dictionary(entries.flatMap { entry in entry.hosts.map { ($0, entry.site) } }) { first, _ in first }
                state.all = entries.map(\.site)
            }
        } catch {
            log.error("the register of tenants cannot be read", metadata: ["error": "\(String(reflecting: error))"])
        }
    }

    public func directory(operatorHost: String) -> SiteDirectory {
        SiteDirectory(
            operatorHost: operatorHost,
            site: { host in self.state.withLock { $0.byHost[host] } },
            all: { self.state.withLock { $0.all } })
    }
}
