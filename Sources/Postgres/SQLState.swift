/// A five-character SQLSTATE, as PostgreSQL reports it with every error.
///
/// Codes are static members, so that naming one more breaks nobody.
/// Source: PostgreSQL documentation, appendix A.
public struct SQLState: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let code: String

    public init(_ code: String) { self.code = code }
    public init(stringLiteral value: String) { code = value }

    public var description: String { code }

    /// The first two characters: the class of the condition.
    public var conditionClass: Substring { code.prefix(2) }

    public static let notNullViolation: SQLState = "23502"
    public static let foreignKeyViolation: SQLState = "23503"
    public static let uniqueViolation: SQLState = "23505"
    public static let checkViolation: SQLState = "23514"
    public static let inFailedTransaction: SQLState = "25P02"
    public static let readOnlyTransaction: SQLState = "25006"
    public static let serializationFailure: SQLState = "40001"
    public static let deadlockDetected: SQLState = "40P01"
    public static let insufficientPrivilege: SQLState = "42501"
    public static let lockNotAvailable: SQLState = "55P03"
    public static let queryCanceled: SQLState = "57014"
    public static let adminShutdown: SQLState = "57P01"
    public static let cannotConnectNow: SQLState = "57P03"

    /// The whole transaction may be run again and may then succeed.
    public var isRetryable: Bool { self == .serializationFailure || self == .deadlockDetected }
}
