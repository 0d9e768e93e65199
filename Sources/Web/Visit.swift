public import Core
public import HTML

public import struct Foundation.Date

/// One request, as a handler sees it: whose page, in which language, with what.
public struct Visit: Sendable {
    public let site: Site
    /// The words of the interface in the visitor's language.
    public private(set) var t: Wording
    public private(set) var dates: DateStyle
    public let now: Date
    public internal(set) var path: Path
    /// Where the page can be asked for that belongs to this visit: `path`, and for a form that was sent the page it is on.
    public internal(set) var address: Path
    public internal(set) var parameters: [String: String]
    public let query: [String: String]
    public internal(set) var form: FormData
    /// Why what is typed in the form has come back unsent.
    public internal(set) var resumption: Resumption?
    /// What the browser says of itself.
    public let userAgent: String
    /// What this browser keeps while it is signing in by a way that takes several steps.
    public let attempt: SessionToken?
    /// True on a developer's machine only.
    public let isDevelopment: Bool

    public var language: Language { t.language }
    /// The words in German: for what a form proposes and the database keeps as the binding text.
    public var german: Wording { t.in(.german) }

    /// The same visit for a reader of another language: what is printed for somebody else.
    public func `in`(_ language: Language) -> Visit {
        var copy = self
        copy.t = t.in(language)
        copy.dates = DateStyle(language: language)
        return copy
    }

    /// The state of a form that opens: empty but for what it proposes, or with what was typed before signing in again.
    public func state(or proposed: FormData = FormData()) -> FormState { FormState(form.isEmpty ? proposed : form) }

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

/// Why a form has come back with what was typed, and nothing was done.
public enum Resumption: Sendable {
    /// It was sent while nobody was signed in.
    case signedIn
    /// It was opened by one person and sent when another had signed in: two cards on one phone.
    case otherPerson
}

extension Phrase: Words {
    public var words: String { text }
    public var ownLanguage: TextLanguage? { language.map { TextLanguage(code: $0.code, isRightToLeft: $0.isRightToLeft) } }
}
