/// Something that was done and must stay known: what, and to what. Who and when, the database adds.
public struct AuditEvent: Sendable {
    /// A past-tense verb with its room: `poll.opened`.
    public let action: String
    /// The kind and id of what it was done to.
    public let subject: String

    public init(_ action: StaticString, _ subject: some CustomStringConvertible) {
        self.action = "\(action)"
        self.subject = "\(subject)"
    }
}
