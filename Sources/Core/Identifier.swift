public import struct Foundation.UUID

/// An id that knows what it identifies, so that a table's cannot be taken for a conference's.
public struct ID<Entity>: Hashable, Sendable, CustomStringConvertible {
    public let uuid: UUID

    public init(_ uuid: UUID) { self.uuid = uuid }

    /// Nil when `text` is not a UUID; in an address that means: not found.
    public init?(_ text: String) {
        guard let uuid = UUID(uuidString: text) else { return nil }
        self.uuid = uuid
    }

    public var description: String { uuid.uuidString.lowercased() }
}

/// What can be spoken of by id in every room; the types themselves live where they are used.
public enum Tenant {}
public enum Person {}
public enum Card {}
public enum Session {}

/// Random, made by the page that holds a form: sending the same form twice does its work once.
public struct SubmissionKey: Hashable, Sendable, CustomStringConvertible {
    public let uuid: UUID
    public init() { uuid = UUID() }
    public init(_ uuid: UUID) { self.uuid = uuid }
    public init?(_ text: String) {
        guard let uuid = UUID(uuidString: text) else { return nil }
        self.uuid = uuid
    }
    public var description: String { uuid.uuidString.lowercased() }
}
