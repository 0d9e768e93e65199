internal import CLibPQ

/// Anything that goes wrong between this client and a PostgreSQL server.
///
/// `description` never carries data or SQL, since descriptions end up in answers and messages;
/// `debugDescription` carries everything and belongs into the log.
public struct PostgresError: Error, CustomStringConvertible, CustomDebugStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The server refused a statement.
        case server(SQLState)
        /// No connection, or it broke before the transaction's outcome could matter.
        case unavailable
        /// The connection broke while committing: the work may or may not be durable.
        case commitOutcomeUnknown
        /// The queue was full or the deadline for a connection passed; try again shortly.
        case busy
        /// A column could not be read as the type that was asked for.
        case decoding
        /// `one` found no row.
        case noRow
        /// The pool has been shut down.
        case closed
    }

    public let kind: Kind
    public let message: String
    public var detail: String?
    public var constraint: String?
    public var table: String?
    public var position: Int?
    public var sql: String?

    public init(_ kind: Kind, _ message: String, sql: StaticString? = nil) {
        self.kind = kind
        self.message = message
        self.sql = sql.map { "\($0)" }
    }

    public var state: SQLState? {
        if case .server(let state) = kind { state } else { nil }
    }

    public var description: String {
        switch kind {
        case .server(let state): "PostgreSQL refused a statement (SQLSTATE \(state))"
        case .unavailable: "no connection to PostgreSQL"
        case .commitOutcomeUnknown: "the connection to PostgreSQL broke while committing"
        case .busy: "all connections to PostgreSQL are busy"
        case .decoding: "a column had an unexpected type"
        case .noRow: "a row was expected and there was none"
        case .closed: "the connections to PostgreSQL are closed"
        }
    }

    public var debugDescription: String {
        var parts = ["\(kind): \(message)"]
        if let detail { parts.append("detail: \(detail)") }
        if let constraint { parts.append("constraint: \(constraint)") }
        if let table { parts.append("table: \(table)") }
        if let position { parts.append("position: \(position)") }
        if let sql { parts.append("sql: \(sql)") }
        return parts.joined(separator: "; ")
    }
}

extension PostgresError {
    /// Reads the fields of an error result.
    init(result: OpaquePointer, sql: String?) {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        // The codes are the ASCII letters of postgres_ext.h; macros with a cast are not imported.
        let state = field(Int32(UInt8(ascii: "C"))) ?? "XX000"
        let message = field(Int32(UInt8(ascii: "M"))) ?? String(cString: PQresultErrorMessage(result))
        self.init(.server(SQLState(state)), message)
        self.detail = field(Int32(UInt8(ascii: "D")))
        self.constraint = field(Int32(UInt8(ascii: "n")))
        self.table = field(Int32(UInt8(ascii: "t")))
        self.position = field(Int32(UInt8(ascii: "P"))).flatMap { Int($0) }
        self.sql = sql
    }
}
