public import Core
public import Postgres

public typealias Row = Postgres.Row
public typealias Cell = Postgres.Cell
public typealias Parameter = Postgres.Parameter
public typealias Bindable = Postgres.PostgresEncodable
public typealias BindableElement = Postgres.PostgresArrayElement
public typealias Readable = Postgres.PostgresDecodable
public typealias Query = Postgres.Query
public typealias Bytes = Postgres.Bytes
public typealias JSON = Postgres.JSON
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
            roles: Set(roles.compactMap(Role.init(rawValue:))), card: try row("card_id"), cardEnding: try row("card_ending"))
    }
}

/// Something that people watch: a conference, a poll. Within its tenant.
public struct Topic: Hashable, Sendable {
    public let name: String
    public init(_ kind: StaticString, _ id: some CustomStringConvertible) { name = "\(kind):\(id)" }
}

public typealias DatabaseConfiguration = Postgres.ConnectionPool.Configuration
