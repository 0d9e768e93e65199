import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

/// An office that has forgotten everything since last time.
@Suite struct PlanningTests {
    private func date(_ house: TestHouse, _ slug: String) async throws -> Date {
        let found = try await house.testDatabase.strings(
            "select extract(epoch from starts_at)::text from conferences where slug = '\(slug)' and tenant_id = (select id from tenants where slug = 'harburg')"
        )
        return Date(timeIntervalSince1970: try #require(found.first.flatMap { Double($0) }))
    }

    /// What a browser would send of the page's form as it is.
    private func form(_ page: TestResponse, _ action: String, _ changes: [String: String]) throws -> [(String, String)] {
        let form = try #require(
            page.text.components(separatedBy: "<form").first { $0.contains("action=\"\(action)\"") && $0.contains("method=\"post\"") })
        var fields: [(String, String)] = []
        for match in form.matches(of: /<input ([^>]*)>/) {
            let tag = String(match.1)
            guard let name = tag.firstMatch(of: /name="([^"]*)"/).map({ String($0.1) }) else { continue }
            if tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\""), !tag.contains(" checked") { continue }
            fields.append((name, tag.firstMatch(of: /value="([^"]*)"/).map { String($0.1) } ?? ""))
        }
        for match in form.matches(of: /<textarea ([^>]*)>([^<]*)</) {
            guard let name = String(match.1).firstMatch(of: /name="([^"]*)"/).map({ String($0.1) }) else { continue }
            fields.append((name, String(match.2.drop { $0 == "\n" })))
        }
        for match in form.matches(of: /<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/) {
            let chosen = match.2.firstMatch(of: /<option value="([^"]*)" selected>/) ?? match.2.firstMatch(of: /<option value="([^"]*)"/)
            fields.append((String(match.1), chosen.map { String($0.1) } ?? ""))
        }
        return fields.filter { changes[$0.0] == nil } + changes.map { ($0.key, $0.value) }
    }

    @Test func theNextEveningIsLikeTheLast() async throws {
        try await TestHouse.with { house in
            var office = try await house.visitor(as: .councilOffice)
            let last = try await office.get("/konferenzen/18-hik").text
            #expect(try await office.get("/konferenzen/neu").text.contains("/konferenzen/neu?vorlage=18-hik"))
            let page = try await office.get("/konferenzen/neu?vorlage=18-hik")
            let own = try await office.post(
                "/konferenzen/18-hik/planung",
                ["titel": "Fahne ausleihen", "tag": DateStyle.isoDay(try await date(house, "18-hik").addingTimeInterval(-5 * 86_400))])
            #expect(own.status == 303)
            let day = DateStyle.isoDay(TestClock.evening.addingTimeInterval(200 * 86_400))
            let fields = try form(
                page, "/konferenzen/neu", ["kurzname": "20. HIK", "name": "20. Konferenz", "motto": "Neu", "kurz": "Kurz", "tag": day])
            #expect(fields.contains { $0.0 == "vorlage" && $0.1 == "18-hik" } && fields.contains { $0.0 == "motto" && $0.1 == "Neu" })
            let made = try await office.post("/konferenzen/neu", form: fields)
            #expect(made.status == 303, "\(made.text)")
            let text = try await office.get("/konferenzen/20-hik").text
            // Place, programme and offers are there, with their translations; the old motto is not.
            let venue = try #require(
                last.firstMatch(of: /<dd><bdi><bdi>([^<]+)</).map { String($0.1) }
                    ?? last.firstMatch(of: /<bdi>([^<]*(?:Elbcampus|Haus|Zentrum|Saal)[^<]*)</).map { String($0.1) })
            #expect(text.contains(venue))
            let counts = try await house.testDatabase.strings(
                """
                select c.slug || ' ' || (select count(*) from programme_items as p where p.conference_id = c.id)
                    || ' ' || (select count(*) from conference_offers as o where o.conference_id = c.id)
                    || ' ' || (select count(*) from checklist_items as i where i.conference_id = c.id and i.done_at is null)
                    || ' ' || (select count(*) from programme_items as p where p.conference_id = c.id and p.title ? 'ar')
                from conferences as c where slug in ('18-hik', '20-hik') and tenant_id = (select id from tenants where slug = 'harburg') order by slug
                """)
            let (old, new) = (try #require(counts.first).split(separator: " "), try #require(counts.last).split(separator: " "))
            #expect(old[1] == new[1] && old[2] == new[2] && old[4] == new[4] && Int(new[1]) ?? 0 > 3, "\(counts)")
            #expect(new[3] == "21", "twenty tasks and our own, all open again")
        }
    }

    @Test func tasksMoveWithTheEvening() async throws {
        try await TestHouse.with { house in
            var office = try await house.visitor(as: .councilOffice)
            let path = "/konferenzen/19-hik/planung"
            let start = try await date(house, "19-hik")
            let dates = DateStyleProbe.german
            let page = try await office.get(path)
            #expect(page.text.contains(dates.day(start.addingTimeInterval(-14 * 86_400))), "needs are counted two weeks before")
            #expect(page.text.contains("Als Nächstes") == false && page.text.contains("erledigt"))
            for (title, day) in [
                ("", "2026-01-01"), ("Etwas", ""), ("Etwas", "2026-02-31"), ("Etwas", "2036-01-01"),
                (String(repeating: "W", count: 201), "2026-12-01"),
            ] {
                #expect(try await office.post(path, ["titel": title, "tag": day]).status == 422, "\(title.prefix(9)) \(day)")
            }
            for _ in 0..<2 { #expect(try await office.post(path, ["titel": "Fahne", "tag": DateStyle.isoDay(start)]).status == 303) }
            let with = try await office.get(path)
            #expect(with.text.components(separatedBy: "Fahne").count - 1 >= 1 && with.text.contains("Der Abend"))
            let tick = try #require(with.forms.first { $0.hasSuffix("/haken") })
            #expect(try await office.post(tick).location?.contains("#aufgabe-") == true)
            #expect(try await office.post(tick, ["offen": "ja"]).status == 303)
            let removal = try #require(with.forms.first { $0.hasSuffix("/wegfall") })
            for _ in 0..<2 { #expect(try await office.post(removal).status == 303) }
            #expect(try await office.get(path).text.contains(removal) == false)
            var other = try await house.visitor(as: .desk)
            #expect(try await other.get(path).status == 404)
            // The start page says what is next.
            #expect(try await office.get("/mein-abend").text.contains("Als Nächstes: "))
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                update conferences set starts_at = starts_at + interval '7 days', ends_at = ends_at + interval '7 days' where slug = '19-hik' and tenant_id = current_tenant();
                """)
            #expect(try await office.get(path).text.contains(dates.day(start.addingTimeInterval(-7 * 86_400))))
        }
    }

    @Test func easyLanguageIsCalledSoWhenSomebodyHasTestedIt() async throws {
        try await TestHouse.with { house in
            var office = try await house.visitor(as: .councilOffice)
            let path = "/konferenzen/19-hik/bearbeiten"
            func save(_ changes: [String: String]) async throws -> TestResponse {
                try await office.post(path, form: try form(try await office.get(path), path, changes))
            }
            #expect(try await save(["leicht": "Alle können kommen.\nEs gibt Essen."]).status == 303)
            var guest = house.visitor()
            #expect(try await guest.get("/konferenzen/19-hik").text.contains("Einfach gesagt (noch nicht geprüft)"))
            #expect(try await save(["leicht_geprueft": "Prüfgruppe Süd", "video": "https://film.example/hik"]).status == 303)
            let text = try await guest.get("/konferenzen/19-hik").text
            #expect(text.contains("Leichte Sprache") && text.contains("Prüfgruppe Süd") && text.contains("href=\"https://film.example/hik\""))
            for wrong in ["http://film.example", "javascript:alert(1)", "film.example"] {
                #expect(try await save(["video": wrong]).status == 422, "\(wrong)")
            }
        }
    }
}

/// Days as the pages write them.
private enum DateStyleProbe {
    struct Style {
        func day(_ date: Date) -> String {
            date.formatted(Date.FormatStyle(locale: Locale(identifier: "de"), timeZone: DateStyle.berlin).day().month(.wide).year())
        }
    }
    static let german = Style()
}
