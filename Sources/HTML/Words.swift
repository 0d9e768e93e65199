/// Something that can be read: plain text, or text that says which language it is in.
public protocol Words: Sendable {
    var words: String { get }
    /// Nil when the text is in the page's language.
    var ownLanguage: TextLanguage? { get }
    /// Writes the words inside an element that says their language already.
    func write(into markup: inout Markup)
}

extension Words {
    public var ownLanguage: TextLanguage? { nil }
    public func write(into markup: inout Markup) { markup.escape(words) }
}

extension String: Words {
    public var words: String { self }
}

/// A language tag together with its direction.
public struct TextLanguage: Hashable, Sendable {
    public let code: String
    public let isRightToLeft: Bool
    public init(code: String, isRightToLeft: Bool) {
        self.code = code
        self.isRightToLeft = isRightToLeft
    }
}

/// A name or a word that a person typed: in whatever script, it keeps its direction to itself.
public struct Typed: Words {
    public let words: String
    public init(_ words: String) { self.words = words }
    public func write(into markup: inout Markup) { markup.element("bdi", [], text: words) }
}

/// Several things side by side on one line, each in its own language and direction: 18. HIK · 15. November.
public struct Line: Words {
    private let parts: [any Words]

    /// What is nil is left out.
    public init(_ parts: (any Words)?...) { self.parts = parts.compactMap { $0 } }

    public var words: String { parts.map(\.words).joined(separator: Self.separator) }
    private static let separator = " · "

    public func write(into markup: inout Markup) {
        for (index, part) in parts.enumerated() {
            if index > 0 { markup.escape(Self.separator) }
            Self.write(part, into: &markup)
        }
    }

    private static func write(_ part: some Words, into markup: inout Markup) { markup.element("bdi", [], text: part) }
}
