public import Core
public import HTML

public import struct Foundation.Date

/// One request, as a handler sees it: whose page, in which language, with what.
public struct Visit: Sendable {
    public let site: Site
    public let language: Language
    /// The words of the interface in the visitor's language.
    public let t: Wording
    /// The same in German: for what a form proposes and the database keeps as the binding text.
    public let german: Wording
    public let dates: DateStyle
    public let now: Date
    public let path: Path
    public let parameters: [String: String]
    public let query: [String: String]
    public let form: FormData
    /// True on a developer's machine only.
    public let isDevelopment: Bool

    /// The part of the path at a place of the template. A place the template does not have is a mistake in the program.
    public subscript(_ parameter: String) -> String {
        guard let value = parameters[parameter] else { preconditionFailure("the route has no place {\(parameter)}") }
        return value
    }

    /// An id in the path; not found when it is none.
    public func id<Entity>(_ parameter: String, of: Entity.Type = Entity.self) throws -> ID<Entity> {
        guard let id = ID<Entity>(self[parameter]) else { throw Refusal.notFound }
        return id
    }

    /// A text of a council in the visitor's language.
    public func text(_ text: LocalizedText) -> Phrase { text.in(language) }
}

extension Phrase: Words {
    public var words: String { text }
    public var ownLanguage: TextLanguage? { language.map { TextLanguage(code: $0.code, isRightToLeft: $0.isRightToLeft) } }
}
