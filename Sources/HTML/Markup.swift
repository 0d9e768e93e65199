/// A page being written: markup goes straight into bytes, everything that is not markup is escaped.
///
///     h.section(.class("card")) { h in
///         h.h2(title)
///         h.p(summary, .class("lead"))
///     }
///
/// There is no tree and no state. Why functions into a buffer and not a result builder: Decisions, "Markup".
public struct Markup: Sendable {
    public private(set) var bytes: [UInt8] = []

    public typealias Content = (inout Markup) -> Void

    public init(capacity: Int = 16_384) { bytes.reserveCapacity(capacity) }

    /// Writes an element with content.
    public mutating func element(_ name: StaticString, _ attributes: [Attribute], _ content: Content) {
        open(name, attributes)
        content(&self)
        close(name)
    }

    /// Writes an element that holds one text, marked with the text's language where it has its own.
    public mutating func element(_ name: StaticString, _ attributes: [Attribute], text: some Words) {
        open(name, attributes, language: text.ownLanguage)
        escape(text.words)
        close(name)
    }

    /// Writes a void element (`br`, `input`, `meta` …).
    public mutating func void(_ name: StaticString, _ attributes: [Attribute]) { open(name, attributes) }

    /// Writes text in place; in a `span` when it is in another language than the page.
    public mutating func text(_ text: some Words) {
        if text.ownLanguage == nil { escape(text.words) } else { element("span", [], text: text) }
    }

    /// Writes markup that the one Markdown renderer or a drawing function made.
    public mutating func trusted(_ markup: TrustedHTML) { bytes += markup.bytes }

    private mutating func open(_ name: StaticString, _ attributes: [Attribute], language: TextLanguage? = nil) {
        bytes.append(UInt8(ascii: "<"))
        raw(name)
        for attribute in attributes { write(attribute) }
        if let language {
            write(.lang(language.code))
            write(.dir(language.isRightToLeft ? "rtl" : "ltr"))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func close(_ name: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        raw(name)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func write(_ attribute: Attribute) {
        guard let value = attribute.value else { return }
        bytes.append(UInt8(ascii: " "))
        raw(attribute.name)
        if value.isEmpty && attribute.isFlag { return }
        bytes.append(UInt8(ascii: "="))
        bytes.append(UInt8(ascii: "\""))
        escape(value)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The five characters that mean something in text or in a quoted attribute.
    private mutating func escape(_ text: String) {
        var text = text
        text.withUTF8 { buffer in
            var start = 0
            for index in buffer.indices {
                let replacement: StaticString
                switch buffer[index] {
                case UInt8(ascii: "&"): replacement = "&amp;"
                case UInt8(ascii: "<"): replacement = "&lt;"
                case UInt8(ascii: ">"): replacement = "&gt;"
                case UInt8(ascii: "\""): replacement = "&quot;"
                case UInt8(ascii: "'"): replacement = "&#39;"
                default: continue
                }
                bytes.append(contentsOf: buffer[start..<index])
                raw(replacement)
                start = index + 1
            }
            bytes.append(contentsOf: buffer[start...])
        }
    }
}

/// Markup known to be safe. Made only inside this module's drawing functions and by the Markdown renderer.
public struct TrustedHTML: Sendable {
    let bytes: [UInt8]
    public init(literal: StaticString) { bytes = Array("\(literal)".utf8) }
    package init(drawing: String) { bytes = Array(drawing.utf8) }
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

/// Something that can be read: plain text, or text that says which language it is in.
public protocol Words {
    var words: String { get }
    /// Nil when the text is in the page's language.
    var ownLanguage: TextLanguage? { get }
}

extension String: Words {
    public var words: String { self }
    public var ownLanguage: TextLanguage? { nil }
}
