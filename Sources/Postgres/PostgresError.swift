internal import CLibPQ

/// Anything that goes wrong between this client and a PostgreSQL server.
///
/// `description` never carries data or SQL, since descriptions end up in answers and messages;
/// `debugDescription` carries everything and belongs into the log.
public struct PostgresError: Error, CustomStringConvertible, CustomDebugStringConvertible {
    /// What went wrong, for whoever has to decide what to do now.
    public enum Kind: Sendable, Equatable {
        /// The server refused a statement.
        case server(SQLState)
        /// No connection, or it broke before the transaction's outcome could matter.
        case unavailable
        /// The connection broke while committing: the work may or may not be durable.
        case commitOutcomeUnknown
        /// The queue was full or the deadline for a connection passed; try again shortly.
        case busy
        /// The job's statements took longer than they may.
        case timedOut
        /// The caller did not want the result any more.
        case cancelled
        /// A column could not be read as the type that was asked for.
        case decoding
        /// `one` found no row.
        case noRow
        /// The pool has been shut down.
        case closed
    }

    /// What went wrong.
    public let kind: Kind
    /// The server's or libpq's own words, which may hold data.
    public let message: String
    /// The server's DETAIL, which often holds data.
    public var detail: String?
    /// The name of the constraint that was violated.
    public var constraint: String?
    /// The table it concerns.
    public var table: String?
    /// The character of the statement, from 1.
    public var position: Int?
    /// Which statement of a script it was, from 1.
    public var ordinal: Int?
    /// The function of the server's source that reported it; unlike messages, never translated.
    public var routine: String?
    /// The statement's text, without its values.
    public var sql: String?
    /// Where in our own source the statement stands.
    public var place: String?

    /// - Parameter statement: during which it happened, for the log.
    public init(_ kind: Kind, _ message: String, _ statement: Statement? = nil) {
        self.kind = kind
        self.message = message
        mention(statement)
    }

    /// Says which statement it was, unless that is known already.
    mutating func mention(_ statement: Statement?) {
        guard sql == nil, let statement else { return }
        sql = "\(statement.sql)"
        place = "\(statement.file):\(statement.line)"
    }

    /// The server's code, where the server refused something.
    public var state: SQLState? {
        if case .server(let state) = kind { state } else { nil }
    }

    /// Tells nothing about data: for messages and answers.
    public var description: String {
        switch kind {
        case .server(let state): "PostgreSQL refused a statement (SQLSTATE \(state))"
        case .unavailable: "no connection to PostgreSQL"
        case .commitOutcomeUnknown: "the connection to PostgreSQL broke while committing"
        case .busy: "all connections to PostgreSQL are busy"
        case .timedOut: "a statement took too long"
        case .cancelled: "a statement was cancelled"
        case .decoding: "a column had an unexpected type"
        case .noRow: "a row was expected and there was none"
        case .closed: "the connections to PostgreSQL are closed"
        }
    }

    /// Tells everything: for the log.
    public var debugDescription: String {
        var parts = ["\(kind): \(message)"]
        if let detail { parts.append("detail: \(detail)") }
        if let constraint { parts.append("constraint: \(constraint)") }
        if let table { parts.append("table: \(table)") }
        if let position { parts.append("position: \(position)") }
        if let sql { parts.append("sql: \(sql)") }
        if let place { parts.append("at \(place)") }
        return parts.joined(separator: "; ")
    }
}

extension PostgresError {
    /// Reads the fields of an error result.
    init(result: OpaquePointer, statement: Statement?) {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        // The codes are the ASCII letters of postgres_ext.h; macros with a cast are not imported.
        let state = field(Int32(UInt8(ascii: "C"))) ?? "XX000"
        let message = field(Int32(UInt8(ascii: "M"))) ?? String(cString: PQresultErrorMessage(result))
        self.init(.server(SQLState(state)), message, statement)
        self.detail = field(Int32(UInt8(ascii: "D")))
        self.constraint = field(Int32(UInt8(ascii: "n")))
        self.table = field(Int32(UInt8(ascii: "t")))
        self.position = field(Int32(UInt8(ascii: "P"))).flatMap { Int($0) }
        self.routine = field(Int32(UInt8(ascii: "R")))
    }

    /// A statement was prepared before its tables changed ("cached plan must not change result type"), or is not known to this
    /// server any more. Nothing has happened; on a fresh connection it works.
    var isStalePlan: Bool {
        (state == "0A000" && routine == "RevalidateCachedQuery") || state == "26000"
    }

    /// The server is going away, or has become a standby that only reads: another connection may lead to one that works.
    var isLosingServer: Bool {
        guard let state else { return kind == .unavailable }
        return [.adminShutdown, "57P02", .cannotConnectNow].contains(state)
    }
}
