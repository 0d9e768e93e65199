/// A page being written: markup goes straight into bytes, everything that is not markup is escaped.
///
///     h.section(.class("card")) { h in
///         h.h2(title)
///         h.p(summary, .class("lead"))
///     }
///
/// There is no tree, and no state but the errors shown so far. Why functions into a buffer and not a result builder: Decisions, "Markup".
public struct Markup: Sendable {
    public private(set) var bytes: [UInt8] = []

    public typealias Content = (inout Markup) -> Void

    /// A hidden field of every form that is posted, wherever on the page it is written. Nil: none.
    public var formMark: (name: String, value: String)?

    public init(capacity: Int = 16_384) { bytes.reserveCapacity(capacity) }

    /// Writes an element with content.
    public mutating func element(_ name: StaticString, _ attributes: [Attribute], _ content: Content) {
        open(name, attributes)
        if let formMark, attributes.contains(where: \.isPost) { void("input", [.type("hidden"), .name(formMark.name), .value(formMark.value)]) }
        content(&self)
        close(name)
    }

    /// Writes an element that holds one text, marked with the text's language where it has its own.
    public mutating func element(_ name: StaticString, _ attributes: [Attribute], text: some Words) {
        open(name, attributes, language: text.ownLanguage)
        text.write(into: &self)
        close(name)
    }

    /// Writes a void element (`br`, `input`, `meta` …).
    public mutating func void(_ name: StaticString, _ attributes: [Attribute]) { open(name, attributes) }

    /// Writes text in place; in a `span` when it is in another language than the page.
    public mutating func text(_ text: some Words) {
        if text.ownLanguage == nil { text.write(into: &self) } else { element("span", [], text: text) }
    }

    /// An error as it was written beside its field.
    public struct FieldError: Sendable {
        public let id: String
        public let label: String?
        public let message: String
    }

    /// The errors beside the fields written so far, in the order of the page: what a form's summary links to.
    public private(set) var fieldErrors: [FieldError] = []

    /// Writes an error beside the field `id`. A `label` that the message does not repeat names the field in the summary.
    public mutating func fieldError(_ message: String, of id: String, label: String?) {
        fieldErrors.append(FieldError(id: id, label: label, message: message))
        element("p", [.class("error"), .id(id + "-error")], text: message)
    }

    /// Writes content before what was written from `position` on.
    public mutating func insert(at position: Int, _ content: Content) {
        var part = Markup(capacity: 1024)
        content(&part)
        bytes.insert(contentsOf: part.bytes, at: position)
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
    mutating func escape(_ text: String) {
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
