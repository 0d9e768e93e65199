/// A five-character SQLSTATE, as PostgreSQL reports it with every error.
///
/// Codes are static members, so that naming one more breaks nobody.
/// Source: PostgreSQL documentation, appendix A.
public struct SQLState: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// Five digits or upper-case letters.
    public let code: String

    /// - Parameter code: five characters.
    public init(_ code: String) { self.code = code }
    /// A code as it is written in PostgreSQL's documentation: `"23505"`.
    public init(stringLiteral value: String) { code = value }

    public var description: String { code }

    /// The first two characters: the class of the condition.
    public var conditionClass: Substring { code.prefix(2) }

    /// A column that needs a value has none.
    public static let notNullViolation: SQLState = "23502"
    /// A row refers to one that is not there, or is referred to.
    public static let foreignKeyViolation: SQLState = "23503"
    /// There is such a row already.
    public static let uniqueViolation: SQLState = "23505"
    /// A value is not what the table's check allows.
    public static let checkViolation: SQLState = "23514"
    /// A statement after one that failed, in the same transaction.
    public static let inFailedTransaction: SQLState = "25P02"
    /// Writing in a transaction that only reads.
    public static let readOnlyTransaction: SQLState = "25006"
    /// Another transaction came in between; run again, it may succeed.
    public static let serializationFailure: SQLState = "40001"
    /// Two transactions waited for each other, and this one gave way.
    public static let deadlockDetected: SQLState = "40P01"
    /// The role may not, or a policy does not let the row through.
    public static let insufficientPrivilege: SQLState = "42501"
    /// A lock was waited for longer than `lock_timeout`.
    public static let lockNotAvailable: SQLState = "55P03"
    /// Cancelled by us, or by `statement_timeout`.
    public static let queryCanceled: SQLState = "57014"
    /// The server is being stopped, or ended this connection.
    public static let adminShutdown: SQLState = "57P01"
    /// The server is starting, stopping or recovering.
    public static let cannotConnectNow: SQLState = "57P03"

    /// The whole transaction may be run again and may then succeed.
    public var isRetryable: Bool { self == .serializationFailure || self == .deadlockDetected }
}
