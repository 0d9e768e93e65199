public import Core
public import Logging
public import Postgres

/// The only door to data. Every transaction is opened for a ``Principal`` and is bound to that principal's tenant by PostgreSQL itself.
///
///     let upcoming = try await database.read(as: principal) { tx in try ConferenceQueries.upcoming(tx) }
///
/// The closure is synchronous and its handle cannot escape: nothing is awaited inside a transaction.
/// After a serialization failure it runs again as a whole, so it must have no effect but through the transaction.
public final class Database: Sendable {
    private let pool: ConnectionPool

    /// - Parameter configuration: which server, as which role (`mitreden_app` when serving), and the bounds of the pool.
    public init(_ configuration: ConnectionPool.Configuration, log: Logger) {
        pool = ConnectionPool(configuration, log: log)
    }

    /// Runs `work` in a read-only transaction.
    /// - Throws: ``Refusal`` when the principal is not who it claims or may not do this; ``PostgresError``; what `work` throws.
    public func read<Value: Sendable>(
        as principal: Principal, _ work: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        try await run(readOnly: true, principal, work)
    }

    /// Runs `work` in a transaction that commits when `work` returns and leaves nothing behind when it throws.
    public func write<Value: Sendable>(
        as principal: Principal, _ work: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        try await run(readOnly: false, principal, work)
    }

    private func run<Value: Sendable>(
        readOnly: Bool, _ principal: Principal, _ work: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.transaction(readOnly: readOnly, prelude: [principal.prelude], work)
        } catch let error as PostgresError {
            throw Refusal(error) ?? error
        }
    }

    /// Writes down that a session is being used.
    public func touch(_ session: ID<Session>, of tenant: ID<Tenant>) async throws {
        try await write(as: .house(tenant)) { tx in
            try tx.execute("update sessions set seen_at = now() where tenant_id = current_tenant() and id = $1", session)
            try tx.execute(
                """
                update people as p set last_seen_on = current_date from sessions as s
                where s.tenant_id = current_tenant() and s.id = $1 and p.tenant_id = s.tenant_id and p.id = s.person_id
                    and p.last_seen_on < current_date
                """, session)
        }
    }

    /// Reads what belongs to no tenant: the register. Row-level security answers every other table with an error.
    public func readRegister<Value: Sendable>(
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        try await pool.transaction(readOnly: true, prelude: [], work)
    }

    /// Changes the register; only the platform's role may.
    public func writeRegister<Value: Sendable>(
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        try await pool.transaction(readOnly: false, prelude: [], work)
    }

    /// For the reviewed doors: functions that say for themselves which tenant they speak of.
    func acrossTenants<Value: Sendable>(_ work: @escaping @Sendable (borrowing Transaction) throws -> Value) async throws -> Value {
        try await pool.transaction(readOnly: false, prelude: [], work)
    }

    /// Ends the connections once queued work is done.
    public func shutdown() { pool.shutdown() }
}

extension Principal {
    /// The statement that names tenant and person for the transaction, or raises.
    var prelude: Statement {
        switch door {
        case .host(let host, let session):
            Statement(
                "select * from enter($1, $2, $3)",
                [host, session.map { Bytes($0) }, permission.roles.map { $0.map(\.rawValue).sorted() }])
        case .house(let tenant):
            Statement("select * from enter_house($1)", [tenant.uuid])
        }
    }
}

extension Refusal {
    /// The errors that `enter` raises.
    init?(_ error: PostgresError) {
        switch error.state?.code {
        case "MR404": self = .unknownHost
        case "MR423": self = .suspendedTenant
        case "MR401": self = .signInNeeded
        // What one may not see is not there.
        case "MR403": self = .notFound
        default: return nil
        }
    }
}
