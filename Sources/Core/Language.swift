/// A language of the interface or of a text, by its BCP 47 tag.
public struct Language: Hashable, Sendable, CustomStringConvertible, Codable {
    public let code: String

    public init(_ code: String) { self.code = code }
    public init(from decoder: any Decoder) throws { code = try decoder.singleValueContainer().decode(String.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }

    public static let german = Language("de")
    public static let english = Language("en")
    public static let arabic = Language("ar")

    /// The scripts of these are written from right to left (CLDR characterOrder).
    public var isRightToLeft: Bool { ["ar", "fa", "prs", "ckb", "ur", "he", "ps"].contains(code) }

    /// What its speakers call it. Only languages that a council offers; others show their tag.
    public var ownName: String { Self.ownNames[code] ?? code }

    private static let ownNames = [
        "de": "Deutsch", "de-simple": "Einfaches Deutsch", "en": "English", "ar": "العربية", "tr": "Türkçe", "uk": "Українська",
        "ru": "Русский", "pl": "Polski", "fa": "فارسی", "prs": "دری", "ckb": "کوردی", "kmr": "Kurmancî", "bg": "Български",
        "es": "Español", "fr": "Français", "pt": "Português", "it": "Italiano", "ro": "Română", "sq": "Shqip", "ti": "ትግርኛ",
        "zh": "中文", "gsg": "DGS", "so": "Soomaali", "el": "Ελληνικά", "vi": "Tiếng Việt", "sr": "Српски", "bs": "Bosanski",
        "hr": "Hrvatski", "ps": "پښتو", "ur": "اردو", "hi": "हिन्दी",
    ]

    public var description: String { code }
}

/// A text in one or more languages. German is the binding one and always there.
public struct LocalizedText: Hashable, Sendable, Codable {
    public var byLanguage: [String: String]

    public init(_ byLanguage: [String: String]) { self.byLanguage = byLanguage }
    public init(german: String) { byLanguage = ["de": german] }

    public init(from decoder: any Decoder) throws {
        byLanguage = try decoder.singleValueContainer().decode([String: String].self)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(byLanguage)
    }

    public var german: String { byLanguage["de"] ?? byLanguage.sorted { $0.key < $1.key }.first?.value ?? "" }

    /// The text in `language`, or the German one, which then says so in the page.
    public func `in`(_ language: Language) -> Phrase {
        if let text = byLanguage[language.code], !text.isEmpty { return Phrase(text: text, language: nil) }
        return Phrase(text: german, language: language == .german ? nil : .german)
    }

    public func has(_ language: Language) -> Bool { byLanguage[language.code]?.isEmpty == false }
}

/// A text for one reader: its words, and its language where that is not the page's.
public struct Phrase: Hashable, Sendable {
    public let text: String
    public let language: Language?

    public init(text: String, language: Language?) {
        self.text = text
        self.language = language
    }
}
