import Core
import Database
import Foundation
import TestSupport
import Testing

@testable import Server
@testable import Web

/// Everybody sees what is stored about them, takes it along, and deletes it; a card is enough.
@Suite struct PersonalDataTests {
    /// Somebody who has done everything that a participant can do this evening.
    private struct Guest {
        var visitor: Visitor
        let name: String
        let code: String
        let person: String
    }

    private static let name = "Zübeyde Öztürk-Nakamura"

    private func guest(_ house: TestHouse) async throws -> Guest {
        let code = try await Cards.new(house, Self.name)
        var visitor = house.visitor()
        #expect(try await visitor.post("/karte/anmeldung", ["code": code]).status == 303)
        let person = try await rows(house, "select id::text as t from people where name = '\(Self.name)'").first
        return Guest(visitor: visitor, name: Self.name, code: code, person: try #require(person))
    }

    private func vote(_ guest: inout Guest, _ house: TestHouse) async throws -> String {
        let evening = try await guest.visitor.get("/mein-abend").text
        let poll = String(try #require(evening.firstMatch(of: /\/abstimmungen\/[0-9a-f-]{36}/)).0)
        let paper = try await guest.visitor.get(poll)
        let form = try #require(paper.filledForms.first { $0.action.hasPrefix(poll) })
        var fields: [(name: String, value: String)] = []
        for field in form.fields where !fields.contains(where: { $0.name == field.name }) {
            fields.append((field.name, field.name == "schluessel" || field.name.hasPrefix("_") ? field.value : "yes"))
        }
        let answer = try await guest.visitor.post(form.action, form: fields)
        #expect(answer.status == 303 || answer.status == 200, "\(answer.text)")
        return poll
    }

    /// As superuser: every tenant, every table.
    private func rows(_ house: TestHouse, _ sql: String) async throws -> [String] { try await house.testDatabase.strings(sql) }

    /// Every table in which a text stands, anywhere.
    private func places(_ house: TestHouse, of text: String) async throws -> [String] {
        let tables = try await rows(house, "select tablename::text as t from pg_tables where schemaname = 'public' order by 1")
        var found: [String] = []
        for table in tables {
            let count = try await rows(house, "select count(*)::text as t from \(table) as x where strpos(lower(x::text), lower('\(text)')) > 0")
            if count != ["0"] { found.append(table) }
        }
        return found
    }

    @Test func everythingIsShownAndNothingOfOthers() async throws {
        try await TestHouse.with { house in
            var guest = try await guest(house)
            let poll = try await vote(&guest, house)
            let page = try await guest.visitor.get("/meine-daten")
            #expect(page.status == 200 && !poll.isEmpty)
            for words in [Self.name, "Wer Sie hier sind", "Ihre Karten", "Ihre Stimmen", "Wann Sie gekommen sind", "Wo Sie angemeldet sind"] {
                #expect(page.text.contains(words), "\(words)")
            }
            #expect(!page.text.contains("⟪") && !page.text.contains("\\x") && !page.text.contains(guest.code))
            // Whatever the database knows, by its own keys.
            let tables = Set(try await places(house, of: guest.person)).subtracting(["people"])
            let listed = Set(house.house.modules.flatMap(\.personalData).map(\.table))
            #expect(tables.subtracting(listed).isEmpty, "\(tables)")
            let others = try await rows(house, "select name as t from people where name <> '\(Self.name)' and name like '% %'")
            #expect(others.count > 20)
            #expect(others.filter { page.text.contains(">\($0)<") } == [])
            var nobody = house.visitor()
            #expect(try await nobody.get("/meine-daten").status == 401)
            #expect(try await nobody.get("/meine-daten/meine-daten.zip").status == 401)
            nobody.host = "wandsbek.localhost"
            nobody.cookies = guest.visitor.cookies
            #expect(try await nobody.get("/meine-daten").status == 401)
        }
    }

    @Test func afterDeletingNothingIsLeft() async throws {
        try await TestHouse.with { house in
            var guest = try await guest(house)
            let poll = try await vote(&guest, house)
            let id = String(poll.split(separator: "/").last ?? "")
            var moderator = try await house.visitor(as: .moderator)
            // While the vote is open they could come back and vote again.
            let early = try await guest.visitor.post("/meine-daten/loeschung", ["sicher": "ja"])
            #expect(early.status == 422 && early.text.contains("noch läuft"))
            #expect(try await guest.visitor.get("/meine-daten").status == 200, "nothing has happened")
            #expect(try await guest.visitor.post("/meine-daten/loeschung").status == 422, "not without saying so")

            let closing = try await moderator.post("/konferenzen/18-hik/abstimmungen/\(id)/schliessung")
            #expect(closing.status == 303 || closing.status == 200)
            let before = try await rows(house, Self.count(id))
            let done = try await guest.visitor.post("/meine-daten/loeschung", ["sicher": "ja"])
            #expect(done.location == "/meine-daten/geloescht")
            #expect(try await guest.visitor.get("/meine-daten").status == 401)
            #expect(try await places(house, of: Self.name).isEmpty)
            #expect(try await places(house, of: guest.code).isEmpty)
            // Of the person the log keeps the bare number, for a year.
            #expect(Set(try await places(house, of: guest.person)).subtracting(["audit_events"]).isEmpty)
            #expect(try await rows(house, Self.count(id)) == before, "their votes count as before")
            var again = house.visitor()
            #expect(try await again.post("/karte/anmeldung", ["code": guest.code]).status == 422)
        }
    }

    private static func count(_ poll: String) -> String {
        """
        select recommendation_id::text || ' ' || choice || ' ' || sum(n)::text as t from (
            select recommendation_id, choice, count(*) as n from open_choices where poll_id = '\(poll)' group by 1, 2
            union all select recommendation_id, choice, choices from departed_choices where poll_id = '\(poll)') as x
        group by recommendation_id, choice order by 1
        """
    }

    @Test func whatIsTakenAlongCanBeOpened() async throws {
        try await TestHouse.with { house in
            var guest = try await guest(house)
            guest.visitor.language = "ar"
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let site = try #require(house.house.directory.site("harburg.localhost"))
            let person = try #require(ID<Person>(guest.person))
            let modules = house.house.modules
            let records = try await house.house.database.read(as: .house(site.tenant)) { tx in
                try PersonalDataQueries.all(tx, about: person, modules)
            }
            #expect(records.contains { $0.place.table == "registrations" })
            let response = try await guest.visitor.get("/meine-daten/meine-daten.zip")
            #expect(response.status == 200 && response.header("content-type") == "application/zip" && response.text.hasPrefix("PK"))
        }
    }

    @Test func theLastWhoAdministersStays() async throws {
        try await TestHouse.with { house in
            var admin = try await house.visitor(as: .tenantAdmin)
            let answer = try await admin.post("/meine-daten/loeschung", ["sicher": "ja"])
            #expect(answer.status == 422 && answer.text.contains("Geben Sie diese Aufgabe"))
            #expect(try await admin.get("/rechte").status == 200)
        }
    }

    /// Every column that can be shown has a name in every language.
    @Test func everyColumnHasAName() async throws {
        try await TestHouse.with { house in
            let places = house.house.modules.flatMap(\.personalData).filter { $0.retention != .record }
            for place in places {
                #expect(house.house.catalogue.entry("personal.table.\(place.table)", .german) != nil, "\(place.table)")
                let columns = try await rows(
                    house,
                    """
                    select column_name::text as t from information_schema.columns
                    where table_schema = 'public' and table_name = '\(place.table)' and udt_name not in ('uuid', 'bytea')
                    """)
                for column in columns {
                    #expect(house.house.catalogue.entry("personal.column.\(column)", .german) != nil, "\(place.table).\(column)")
                }
            }
        }
    }
}
