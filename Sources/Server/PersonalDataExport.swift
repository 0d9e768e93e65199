internal import Core
internal import Foundation
internal import HTML
internal import Web

/// What is stored about somebody, to take along: once for people, once for programs (GDPR, articles 15 and 20).
enum PersonalDataExport {
    private struct Document: Encodable {
        struct Place: Encodable {
            let table: String
            let column: String
            /// What somebody did in an office is counted: its rows are about others.
            let count: Int
            let entries: [[String: String]]
        }
        let council: String
        let exportedAt: Date
        let data: [Place]
    }

    static func zip(_ v: Visit, _ viewer: Viewer, _ records: [PersonalRecords], _ days: [RetentionRule.Kind: Int]) throws -> [UInt8] {
        let council = v.text(v.site.name)
        let document = Document(
            council: council.text, exportedAt: v.now,
            data: records.map { record in
                Document.Place(
                    table: record.place.table, column: record.place.column, count: record.entries.count,
                    entries: record.place.retention == .record
                        ? [] : record.entries.map { Dictionary($0.map { ($0.column, $0.value) }) { first, _ in first } })
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let page = StandaloneDocument(language: v.language, title: v.t("personal.title"), hue: v.site.hue).bytes { color in
            """
            h2 { margin: 26px 0 6px; font-size: 19px; }
            dl { margin: 0 0 14px; }
            dl > div { display: flex; gap: 12px; padding: 6px 0; border-top: 1px solid \(color("line")); }
            dt { flex: 0 0 40%; color: \(color("ink-soft")); }
            dd { margin: 0; overflow-wrap: anywhere; }
            @media (max-width: 480px) { dl > div { display: block; } }
            """
        } _: { h in
            h.p(Phrase(text: council.text, language: council.language))
            h.h1(v.t("personal.title"))
            h.p(Line(v.dates.day(v.now), v.t("time.clock", ["time": v.dates.time(v.now)])))
            h.records(v, records, days, isStaff: !viewer.roles.subtracting([.participant]).isEmpty)
        }
        return try Archive.zip([("meine-daten.html", page), ("meine-daten.json", Array(try encoder.encode(document)))], at: v.now)
    }
}
