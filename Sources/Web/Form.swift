public import Core
internal import Crypto
internal import Foundation
public import HTML

/// What a form sent: names and their values, in order.
public struct FormData: Sendable, Hashable {
    private var values: [String: [String]] = [:]
    /// The fields as they came, for carrying them through a page in between.
    public private(set) var pairs: [(name: String, value: String)] = []

    public init() {}
    public init(_ pairs: [(String, String)]) { for (name, value) in pairs { add(name, value) } }

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL, "urlencoded parsing"). Malformed escapes stand for themselves.
    public init(urlEncoded text: some StringProtocol) {
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            add(Self.decode(sides[0]), sides.count > 1 ? Self.decode(sides[1]) : "")
        }
    }

    private mutating func add(_ name: String, _ value: String) {
        values[name, default: []].append(value)
        pairs.append((name, value))
    }

    private static func decode(_ bytes: some Sequence<UInt8>) -> String {
        Path.decode(bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 })
    }

    public subscript(_ name: String) -> String? { values[name]?.first }
    public func all(_ name: String) -> [String] { values[name] ?? [] }
    public var isEmpty: Bool { pairs.isEmpty }

    /// The same fields but one.
    public func without(_ name: String) -> FormData { FormData(pairs.filter { $0.name != name }) }

    /// As a form would send them.
    public var urlEncoded: String { pairs.map { Path.encode($0.name) + "=" + Path.encode($0.value) }.joined(separator: "&") }

    public static func == (a: FormData, b: FormData) -> Bool { a.values == b.values }
    public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

/// What is wrong with one field, in the reader's words.
public struct FormProblem: Sendable, Hashable {
    public let field: String
    public let message: String
    public init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }
}

/// A form as its page shows it: what was typed, and what is wrong with it.
public struct FormState: Sendable {
    public var values: FormData
    public var problems: [FormProblem]
    public var key: SubmissionKey
    /// Set when several forms of one page have fields of the same name: ids must differ.
    public var idPrefix = ""

    /// An untouched form, or one that is shown again.
    public init(_ values: FormData = FormData(), problems: [FormProblem] = []) {
        self.values = values
        self.problems = problems
        // The same key again: what is sent after a correction is still the same submission.
        key = values["schluessel"].flatMap { SubmissionKey($0) } ?? SubmissionKey()
    }

    public func problem(_ field: String) -> String? { problems.first { $0.field == field }?.message }
}

/// Reads typed values out of a form and collects what is wrong.
public struct FormReader {
    public let values: FormData
    private let t: Wording
    public private(set) var problems: [FormProblem] = []

    public init(_ visit: Visit) {
        values = visit.form
        t = visit.t
    }

    /// Reads what a form sent that only asks: it stands in the address.
    public init(asked visit: Visit) {
        values = FormData(visit.query.map { ($0.key, $0.value) })
        t = visit.t
    }

    public var state: FormState { FormState(values, problems: problems) }
    public var isFine: Bool { problems.isEmpty }

    public mutating func fail(_ field: String, _ message: String) { problems.append(FormProblem(field, message)) }

    /// A trimmed text of at most `limit` characters; "" when it may be left out.
    public mutating func text(_ field: String, limit: Int, isRequired: Bool = true) -> String {
        // Line ends as HTML forms send them (CRLF) become the one kind we store.
        let text = (values[field] ?? "").replacing("\r\n", with: "\n").withoutControls.trimmed
        if text.isEmpty && isRequired { fail(field, t("form.missing")) }
        // Counted in Unicode scalars, as PostgreSQL's length() does.
        let length = text.unicodeScalars.count
        if length > limit { fail(field, t("form.tooLong", ["limit": limit, "length": length])) }
        return text
    }

    /// A whole number within bounds.
    public mutating func number(_ field: String, in range: ClosedRange<Int>, empty: Int? = nil) -> Int {
        let text = (values[field] ?? "").trimmed
        if text.isEmpty, let empty { return empty }
        // Digits of any script: an Arabic keyboard types ٢ for 2.
        let digits = text.map { $0.wholeNumberValue.map(String.init) ?? String($0) }.joined()
        guard let number = Int(digits), range.contains(number) else {
            fail(field, t("form.number", ["from": range.lowerBound, "to": range.upperBound]))
            return range.lowerBound
        }
        return number
    }

    /// One of an enumeration's values.
    public mutating func choice<Value: RawRepresentable<String>>(_ field: String, of: Value.Type = Value.self) -> Value? {
        if let value = (values[field]).flatMap({ Value(rawValue: $0) }) { return value }
        fail(field, t("form.choose"))
        return nil
    }

    public func isChecked(_ field: String) -> Bool { values[field] != nil }

    /// The key with which the page was made, by which the browser knows what has arrived.
    public var key: SubmissionKey { values["schluessel"].flatMap { SubmissionKey($0) } ?? SubmissionKey() }

    /// The key that makes sending this form twice do its work once. Whoever goes back, writes something else and sends again
    /// has made a second submission: `content` is what tells the two apart.
    public func submission(of content: String...) -> SubmissionKey {
        var hash = SHA256()
        hash.update(data: Array(key.description.utf8))
        for part in content { hash.update(data: [0] + Array(part.utf8)) }
        return Array(hash.finalize().prefix(16)).withUnsafeBytes { SubmissionKey(UUID(uuid: $0.loadUnaligned(as: uuid_t.self))) }
    }
}

extension String {
    /// Without characters that nobody types and that would turn other people's text around or break it: controls other than
    /// tab and line end, and the explicit embeddings and isolates of Unicode's bidirectional algorithm (UAX #9). The marks and
    /// joiners that Persian and Arabic are typed with stay.
    public var withoutControls: String {
        func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x09, 0x0a: false
            case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069, 0xfeff: true
            default: false
            }
        }
        guard unicodeScalars.contains(where: isUnwanted) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.filter { !isUnwanted($0) }))
    }

    /// Without white space and line ends around it.
    public var trimmed: String {
        var view = self[...]
        while view.first?.isWhitespace == true { view.removeFirst() }
        while view.last?.isWhitespace == true { view.removeLast() }
        return String(view)
    }

    /// Nil when empty, for columns that are null then.
    public var nonEmpty: String? { isEmpty ? nil : self }
}

extension Path {
    /// Tells the browser which submission has arrived, so that it forgets the draft it kept; see keep.js.
    public func arrived(_ key: SubmissionKey) -> Path { fragment("gesendet-\(key)") }
}
