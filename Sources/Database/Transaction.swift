public import Core
public import Postgres

/// One row of a result: `try row("motto")`.
public typealias Row = Postgres.Row
/// One value in PostgreSQL's binary format.
public typealias Cell = Postgres.Cell
/// One bound value.
public typealias Parameter = Postgres.Parameter
/// A value that can be bound to `$n`.
public typealias Bindable = Postgres.PostgresEncodable
/// A value of which arrays can be bound, too.
public typealias BindableElement = Postgres.PostgresArrayElement
/// A value that a column can be read as.
public typealias Readable = Postgres.PostgresDecodable
/// A statement with how its rows are read, for ``Transaction/pipeline(_:)``.
public typealias Query = Postgres.Query
/// `bytea`.
public typealias Bytes = Postgres.Bytes
/// A Codable value as `jsonb`.
public typealias JSON = Postgres.JSON
/// What goes wrong between us and PostgreSQL; see its kinds.
public typealias DatabaseError = Postgres.PostgresError

/// A transaction of one tenant: what queries take. See ``Database``.
public typealias Transaction = Postgres.Transaction

extension Transaction {
    /// Whom this transaction runs for, as the database found it.
    public var viewer: Viewer {
        get throws {
            guard let row = try preludeRow() else { throw DatabaseError(.noRow, "this transaction has no principal") }
            return try Viewer(row: row)
        }
    }

    /// Tells everybody who watches `topic` that it changed, once this transaction is durable. Carries no content.
    public func changed(_ topic: Topic) throws {
        notify(channel: "mitreden", payload: "\(try viewer.tenant) \(topic.name)")
    }

    /// Waits for the same submission where it is under way, so that the second tap finds what the first one did. Released with the transaction.
    public func waitForTurn(_ key: SubmissionKey) throws {
        try execute("select pg_advisory_xact_lock(hashtextextended('submission ' || $1::text, 0))", key)
    }

    /// Writes down that something was done, by whom and when.
    public func audit(_ event: AuditEvent) throws {
        later("insert into audit_events (action, subject) values ($1, $2)", event.action, event.subject)
    }
}

extension Viewer {
    init(row: Row) throws {
        let roles: [String] = try row("roles")
        self.init(
            tenant: try row("tenant_id"), person: try row("person_id"), name: try row("name"),
            roles: Set(roles.compactMap(Role.init(rawValue:))), card: try row("card_id"), cardEnding: try row("card_ending"),
            session: try row("session_id"), sessionIsStale: try row("session_is_stale"))
    }
}

/// Something that people watch: a conference, a poll. Within its tenant.
public struct Topic: Hashable, Sendable {
    /// Kind and id: `poll:0199…`.
    public let name: String
    /// - Parameters: what kind of thing, and which one.
    public init(_ kind: StaticString, _ id: some CustomStringConvertible) { name = "\(kind):\(id)" }
}

/// Which server, and the bounds of the connections to it.
public typealias DatabaseConfiguration = Postgres.ConnectionPool.Configuration
