internal import CPlural
public import Core
public import Foundation

/// The words of the interface in one language: every text a person reads is a key here.
///
///     t("registration.seatsLeft", ["count": 3])
public struct Wording: Sendable {
    /// The name of a text in `config/locales`. A literal, so that a test finds unused and missing ones.
    public struct Key: Hashable, Sendable, ExpressibleByStringLiteral {
        public let name: String
        public init(stringLiteral value: StaticString) { name = "\(value)" }
        /// For the few names that are made of a fixed part and a raw value of an enumeration.
        public init(_ prefix: StaticString, _ value: some RawRepresentable<String>) { name = "\(prefix).\(value.rawValue)" }
    }

    public typealias Values = [String: any CustomStringConvertible & Sendable]

    public let language: Language
    private let catalogue: Catalogue
    private let allWords: [String: [String: String]]
    private let words: [String: String]

    init(language: Language, catalogue: Catalogue, words: [String: [String: String]]) {
        self.language = language
        self.catalogue = catalogue
        allWords = words
        self.words = words[language.code] ?? words["de"] ?? [:]
    }

    /// The same words in another language.
    func `in`(_ language: Language) -> Wording { Wording(language: language, catalogue: catalogue, words: allWords) }

    /// The text of `key`; `count` chooses the plural form, the other values fill its places. The council's own words fill theirs.
    public func callAsFunction(_ key: Key, _ values: Values = [:]) -> String {
        guard let entry = catalogue.entry(key.name, language) else { return "⟪\(key.name)⟫" }
        let pattern: String
        switch entry {
        case .text(let text): pattern = text
        case .plural(let forms):
            let category = (values["count"] as? Int).flatMap { Self.pluralCategory($0, language) } ?? "other"
            pattern = forms[category] ?? forms["other"] ?? ""
        }
        let text = fill(pattern, values)
        return language == Catalogue.pseudo ? "⟦\(text)⟧" : text
    }

    private func fill(_ pattern: String, _ values: Values) -> String {
        guard pattern.utf8.contains(UInt8(ascii: "{")) else { return pattern }
        var result = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            if let value = values[name] { result += isolated("\(value)") } else { result += words[name] ?? "{\(name)}" }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// A value that is written the other way than the text around it keeps its direction to itself (UAX #9: FSI … PDI).
    private func isolated(_ value: String) -> String {
        let runsOtherWay = value.unicodeScalars.contains { scalar in
            let isRightToLeft =
                (0x590...0x8ff).contains(scalar.value) || (0xfb1d...0xfdff).contains(scalar.value) || (0xfe70...0xfefc).contains(scalar.value)
            return isRightToLeft != language.isRightToLeft && (isRightToLeft || scalar.properties.isAlphabetic)
        }
        return runsOtherWay ? "\u{2068}\(value)\u{2069}" : value
    }

    /// CLDR's category of a whole number, by ICU.
    static func pluralCategory(_ count: Int, _ language: Language) -> String? {
        var buffer = [CChar](repeating: 0, count: 16)
        guard mitreden_plural_category(language.code, count, &buffer, 16) == 0 else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// All texts of the interface, as read from `config/locales/<language>/<room>.json` at the start.
public struct Catalogue: Sendable {
    public enum Entry: Sendable, Equatable, Decodable {
        case text(String)
        case plural([String: String])

        public init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .plural(try container.decode([String: String].self))
            }
        }
    }

    public struct Problem: Error, CustomStringConvertible {
        public let description: String
    }

    /// By language code, then by key.
    public let entries: [String: [String: Entry]]

    public init(folder: URL) throws {
        var entries: [String: [String: Entry]] = [:]
        let manager = FileManager.default
        guard let languages = try? manager.contentsOfDirectory(atPath: folder.path), !languages.isEmpty else {
            throw Problem(description: "there are no texts in \(folder.path); is MITREDEN_HOME right?")
        }
        for language in languages.sorted() {
            let path = folder.appendingPathComponent(language)
            for file in try manager.contentsOfDirectory(atPath: path.path).sorted() where file.hasSuffix(".json") {
                let data = try Data(contentsOf: path.appendingPathComponent(file))
                do {
                    entries[language, default: [:]].merge(try JSONDecoder().decode([String: Entry].self, from: data)) { _, new in new }
                } catch {
                    throw Problem(description: "config/locales/\(language)/\(file): \(error)")
                }
            }
        }
        self.entries = entries
    }

    /// A text in a language; German where the language does not have it.
    func entry(_ key: String, _ language: Language) -> Entry? { entries[language.code]?[key] ?? entries["de"]?[key] }

    /// A language that no one speaks, for development: every text of the interface in brackets, so that a word without a key stands out.
    public static let pseudo = Language("qps")

    public var languages: [Language] { entries.keys.sorted().map { Language($0) } }
}
