import Core
import Foundation
import TestSupport
import Testing

@testable import Server
@testable import Web

/// The texts of the interface: none missing, none unused, none with other places than the German one.
@Suite struct CatalogueTests {
    private let catalogue: Catalogue
    private let german: [String: Catalogue.Entry]

    init() throws {
        catalogue = try Catalogue(folder: TestDatabase.repository.appendingPathComponent("config/locales"))
        german = catalogue.entries["de"] ?? [:]
    }

    @Test func everyLanguageHasEveryText() {
        for language in ["en", "ar"] {
            let own = Set((catalogue.entries[language] ?? [:]).keys)
            #expect(Set(german.keys).subtracting(own).sorted() == [], "missing in \(language)")
            #expect(own.subtracting(german.keys).sorted() == [], "only in \(language)")
        }
    }

    @Test func everyTextHasTheSamePlaces() {
        for (language, entries) in catalogue.entries {
            for (key, entry) in entries {
                guard let original = german[key] else { continue }
                #expect(Self.places(entry) == Self.places(original), "\(key) in \(language)")
            }
        }
    }

    @Test func everyPluralHasItsLanguagesCategories() {
        for (language, entries) in catalogue.entries {
            let needed = Set((0...200).compactMap { Wording.pluralCategory($0, Language(language)) })
            for (key, entry) in entries {
                if case .plural(let forms) = entry { #expect(needed.subtracting(forms.keys).isEmpty, "\(key) in \(language)") }
            }
        }
    }

    @Test func everyTextIsUsedAndEveryUsedTextIsThere() throws {
        var literals: Set<String> = []
        var prefixes: Set<String> = []
        let sources = TestDatabase.repository.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: #/"([a-z][A-Za-z]*(?:\.[A-Za-z_0-9]+)+)"/#) { literals.insert(String(match.1)) }
            for match in text.matches(of: #/Wording\.Key\("([A-Za-z.]+)", /#) { prefixes.insert(match.1 + ".") }
            for match in text.matches(of: #/\bt\("([^"]+)"/#) { #expect(german[String(match.1)] != nil, "\(match.1) is used and not there") }
        }
        #expect(literals.count > 100 && prefixes.count > 3, "the search itself found next to nothing")
        let unused = german.keys.filter { key in !literals.contains(key) && !prefixes.contains { key.hasPrefix($0) } }
        #expect(unused.sorted() == [])
    }

    private static func places(_ entry: Catalogue.Entry) -> Set<String> {
        let texts: [String] =
            switch entry {
            case .text(let text): [text]
            case .plural(let forms): Array(forms.values)
            }
        // A plural form may leave the number out ("one minute left"), and every language bends the council's own words as it must.
        let free = DefaultWords.council["de"].map { Set($0.keys) } ?? []
        return Set(texts.flatMap { $0.matches(of: #/\{([A-Za-z_]+)\}/#).map { String($0.1) } }).subtracting(free).subtracting(["count"])
    }
}

@Suite struct WordingTests {
    private func wording(_ language: Language) throws -> Wording {
        let catalogue = try Catalogue(folder: TestDatabase.repository.appendingPathComponent("config/locales"))
        return Wording(language: language, catalogue: catalogue, words: ["de": ["council_gen": "des Beirats"]])
    }

    @Test func choosesThePluralByICU() throws {
        let t = try wording(.german)
        #expect(t("time.left", ["count": 1]) == "Noch eine Minute")
        #expect(t("time.left", ["count": 5]) == "Noch 5 Minuten")
        #expect(Wording.pluralCategory(2, .arabic) == "two")
        #expect(Wording.pluralCategory(11, .arabic) == "many")
    }

    @Test func fillsInTheCouncilsOwnWords() throws { #expect(try wording(.german)("chain.decidedYes") == "Entscheidung des Beirats: angenommen") }

    @Test func valuesThatRunTheOtherWayKeepToThemselves() throws {
        let german = try wording(.german)
        #expect(german("desk.cardFor", ["name": "Anna"]) == "Karte für Anna")
        #expect(german("desk.cardFor", ["name": "أميرة"]) == "Karte für \u{2068}أميرة\u{2069}")
        let arabic = try wording(.arabic)
        #expect(arabic("desk.cardFor", ["name": "Anna"]).contains("\u{2068}Anna\u{2069}"))
        #expect(!arabic("table.number", ["number": 4]).contains("\u{2068}"))
    }

    /// What a council calls things: every word is used by some text, and every language has the same ones.
    @Test(arguments: ["harburg", "wandsbek"]) func everyWordOfACouncilIsUsed(tenant: String) throws {
        struct File: Decodable {
            struct Tenant: Decodable { let words: [String: [String: String]] }
            let tenant: Tenant
        }
        let folder = TestDatabase.repository.appendingPathComponent("config")
        let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appendingPathComponent("demonstration/\(tenant).json")))
        let texts = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("locales/de").path).map {
            try String(contentsOf: folder.appendingPathComponent("locales/de/\($0)"), encoding: .utf8)
        }
        let german = try #require(file.tenant.words["de"])
        for (language, words) in file.tenant.words {
            #expect(words.keys.sorted() == german.keys.sorted(), "\(language)")
        }
        for word in german.keys where word != "council" { #expect(texts.contains { $0.contains("{\(word)}") }, "\(word)") }
    }

    @Test func pseudoLanguageMarksEveryText() throws { #expect(try wording(Catalogue.pseudo)("choice.yes") == "⟦Ja⟧") }
}

@Suite struct CalendarTests {
    @Test func readsDaysAndTimesInHamburg() throws {
        let summer = try #require(DateStyle.moment(day: "2026-07-01", time: "17:00"))
        #expect(DateStyle.machine(summer) == "2026-07-01T15:00:00Z")
        #expect(DateStyle.isoDay(summer) == "2026-07-01")
        #expect(DateStyle.isoTime(summer) == "17:00")
    }

    @Test(arguments: [("2026-02-30", "17:00"), ("2026-13-01", "17:00"), ("gestern", "17:00"), ("2026-01-01", "25:00"), ("2026-01-01", "")])
    func refusesWhatIsNone(day: String, time: String) { #expect(DateStyle.moment(day: day, time: time) == nil) }

    @Test func writesDatesAsTheReaderDoes() throws {
        let date = try #require(DateStyle.moment(day: "2024-11-15", time: "17:00"))
        #expect(DateStyle(language: .german).longDay(date) == "Freitag, 15. November 2024")
        #expect(DateStyle(language: .german).time(date) == "17:00")
        #expect(DateStyle(language: .english).day(date) == "15 November 2024")
        #expect(DateStyle(language: .arabic).day(date).contains("15"))
        for language in [Language.german, .english, .arabic, Language("tr"), Language("fa")] {
            #expect(DateStyle(language: language).time(date) == "17:00", "\(language): nobody may come at five in the morning")
        }
    }
}
