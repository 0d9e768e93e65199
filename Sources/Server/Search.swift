internal import Core
internal import HTML

import struct Foundation.Date

struct SearchResults {
    var shown: [SearchResult] = []
    /// How many there are, with those that are not shown.
    var found = 0
    /// Nothing fits what was asked; these are written almost like it.
    var areSimilar = false
}

/// Something that was found: what it is, where it stands, and a piece of it with the words that were asked for.
struct SearchResult {
    let kind: String
    let place: String
    let title: LocalizedText
    let piece: SearchPiece
    let date: Date
}

/// A piece of a text in which the found words stand between U+0002 and U+0003, as `search()` marks them.
struct SearchPiece: Words {
    let marked: String
    let language: Language
    let reader: Language

    var words: String { String(marked.unicodeScalars.filter { $0 != Self.start && $0 != Self.end }) }
    var ownLanguage: TextLanguage? { Phrase(text: "", language: language == reader ? nil : language).ownLanguage }

    private static let start: Unicode.Scalar = "\u{2}"
    private static let end: Unicode.Scalar = "\u{3}"

    func write(into h: inout Markup) {
        var rest = marked.unicodeScalars[...]
        while let start = rest.firstIndex(of: Self.start), let end = rest[start...].firstIndex(of: Self.end) {
            h.text(String(rest[..<start]))
            h.element("mark", [], text: String(rest[rest.index(after: start)..<end]))
            rest = rest[rest.index(after: end)...]
        }
        h.text(String(rest))
    }
}
