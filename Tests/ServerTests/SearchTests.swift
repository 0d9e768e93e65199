import Core
import Database
import Foundation
import TestSupport
import Testing

@testable import Server

/// Everything that is public is found, and nothing else: through a door that sees all councils, and shows one.
@Suite struct SearchTests {
    private func found(_ visitor: inout Visitor, _ question: String) async throws -> TestResponse {
        let encoded = question.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let response = try await visitor.get("/suche?suche=\(encoded)")
        try #require(response.status == 200, "\(question): \(response.status)")
        return response
    }

    /// What stands in `search_documents` is what the documents' functions say now: for every row, in every tenant, with nothing missing.
    private static let difference = """
        do $test$
        declare
            tenant uuid; found bigint;
        begin
            for tenant in select id from tenants loop
                perform set_config('mitreden.tenant_id', tenant::text, true);
                with wanted as (
                    select d.* from conferences as c, conference_document(c.id) as d where c.tenant_id = tenant
                    union all
                    select d.* from recommendations as r, recommendation_document(r.id) as d where r.tenant_id = tenant
                ), written as (
                    select kind, id, place, title, body, terms, happened_at from search_documents where tenant_id = tenant
                )
                select count(*) into found from ((table wanted except table written) union all (table written except table wanted)) as d;
                if found > 0 then raise exception '% documents differ', found; end if;
            end loop;
            if (select count(*) from search_documents) < 5 then raise exception 'hardly anything can be found'; end if;
        end $test$
        """

    @Test func findsWordsTheirFormsTheirPartsAndSlips() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let all = try await guest.get("/empfehlungen").text
            let link = try #require(all.firstMatch(of: #/<a href="(\/empfehlungen\/[0-9a-f-]{36})"[^>]*>([^<]+)/#))
            let (place, title) = (String(link.1), String(link.2))
            #expect(try await found(&guest, title).text.contains("href=\"\(place)\""))
            let word = try #require(title.split(separator: " ").map(String.init).max { $0.count < $1.count }).filter { $0.isLetter }
            try #require(word.count > 7, "the longest word of “\(title)”")
            // Whole, from its middle, with a letter too few, in capitals, and with its neighbours in another order.
            let slip = String(word.prefix(3) + word.dropFirst(4))
            for question in [word, String(word.dropFirst(2).dropLast(2)), slip, word.uppercased()] {
                #expect(try await found(&guest, question).text.contains("href=\"\(place)\""), "\(question)")
            }
            #expect(try await found(&guest, slip).text.contains("Meinten Sie"))
            #expect(try await found(&guest, "xyzzyplugh").text.contains("Nichts gefunden"))
            #expect(try await guest.get("/suche").text.contains("role=\"search\""))
        }
    }

    @Test func followsWhatIsReleasedRecordedAndTakenBack() async throws {
        try await TestHouse.with { house in
            try house.testDatabase.run(Self.difference)
            var guest = house.visitor()
            func write(_ sql: String) throws {
                try house.testDatabase.run(
                    "select set_config('mitreden.tenant_id', (select id::text from tenants where slug = 'harburg'), false); set role mitreden_app; \(sql)"
                )
            }
            try write(
                """
                insert into recommendations (conference_id, position, title, body, submission_key)
                    select id, 900, '{"de": "Zwiebelfest am Kanal", "ar": "مهرجان البصل"}', '{"de": "Ein Fest & <b>viel</b> Zwiebelkuchen."}', gen_random_uuid()
                    from conferences where slug = '16-hik';
                """)
            #expect(try await !found(&guest, "Zwiebelfest").text.contains("Zwiebelfest am"), "a draft")
            try write("insert into recommendation_releases (recommendation_id) select id from recommendations where position = 900")
            let text = try await found(&guest, "Zwiebelkuchen").text
            #expect(text.contains("Zwiebelfest am Kanal") && text.contains("<mark>Zwiebelkuchen</mark>") && !text.contains("<b>"))
            var reader = guest
            reader.language = "ar"
            #expect(try await found(&reader, "البصل").text.contains("مهرجان البصل"))
            #expect(try await found(&guest, "22-99887").text.contains("Nichts gefunden"))
            try write(
                """
                insert into recommendation_events (recommendation_id, kind, happened_on, facts)
                    select id, 'numbered', '2026-01-02', '{"reference": "22-99887"}' from recommendations where position = 900
                """)
            #expect(try await found(&guest, "22-99887").text.contains("Zwiebelfest am Kanal"))
            try write(
                """
                insert into recommendation_event_withdrawals (event_id, reason)
                    select id, 'Tippfehler' from recommendation_events where facts->>'reference' = '22-99887'
                """)
            #expect(try await found(&guest, "22-99887").text.contains("Nichts gefunden"))
            try write("update recommendations set title = '{\"de\": \"Grünkohlessen\"}' where position = 900")
            for question in ["Grünkohlessen", "gruenkohl", "Gruenkohl", "GRUENKOHL"] {
                let text = try await found(&guest, question).text
                #expect(text.contains("Grünkohlessen</a>") && !text.contains("Meinten Sie"))
            }
            try house.testDatabase.run(Self.difference)
            try write("update conferences set short_name = 'Umbenannt', starts_at = starts_at + interval '1 minute' where slug = '16-hik'")
            #expect(try await found(&guest, "Umbenannt").text.contains("Grünkohlessen</a>"), "by its conference's new name")
            try house.testDatabase.run(Self.difference)
            try write("delete from recommendation_releases using recommendations where id = recommendation_id and position = 900")
            #expect(try await found(&guest, "Grünkohlessen").text.contains("Nichts gefunden"))
            try house.testDatabase.run(
                "select set_config('mitreden.tenant_id', (select id::text from tenants where slug = 'harburg'), false); delete from conferences where slug = '16-hik'"
            )
            try house.testDatabase.run(Self.difference)
        }
    }

    @Test func showsNothingOfAnotherCouncil() async throws {
        try await TestHouse.with { house in
            for (own, other) in [("harburg", "wandsbek"), ("wandsbek", "harburg")] {
                var (visitor, theirs) = (house.visitor(own), house.visitor(other))
                let all = try await theirs.get("/empfehlungen").text
                let titles = all.matches(of: #/<a href="\/empfehlungen\/[0-9a-f-]{36}"[^>]*>([^<]+)/#).map { String($0.1) }
                try #require(!titles.isEmpty)
                for title in titles {
                    #expect(try await found(&theirs, title).text.contains(title))
                    #expect(try await !found(&visitor, title).text.contains(">\(title)</a>"))
                }
            }
            // Not even the program could ask for another council's: the door looks at the transaction, and without one it is shut.
            #expect(throws: (any Error).self) { try house.testDatabase.run("select * from search('Kurs', 'de', 5)", as: "mitreden_app") }
            #expect(throws: (any Error).self) { try house.testDatabase.run("select * from published(now(), now())", as: "mitreden_app") }
            for role in ["mitreden_platform", "mitreden_backup"] {
                #expect(throws: (any Error).self) { try house.testDatabase.run("select search('Kurs', 'de', 5)", as: role) }
            }
        }
    }

    @Test(arguments: [
        "", " ", "a", "%", "%%%", "_", "\\", "'; drop table notes; --", "\"offen", "-", "or or", "( & | ! :*", "🙂🙂", "مرحبا", "\u{202e}abc",
        "<script>",
        "\0\u{2}\u{3}", String(repeating: "langes Wort ", count: 3000),
    ]) func takesWhateverIsTyped(_ question: String) async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let text = try await found(&guest, question).text
            #expect(text.contains("role=\"search\"") && !text.contains("<script>"))
            if question.count > 1000 { #expect(text.contains("aria-invalid") && text.contains("langes Wort langes")) }
        }
    }

    @Test func councilsSeeOfEachOtherWhatIsAnnounced() async throws {
        try await TestHouse.with { house in
            var office = try await house.visitor(as: .councilOffice)
            func ask() async throws -> String { try await office.get("/konferenzen/18-hik").text }
            let title = "Für denselben Tag ist schon etwas geplant"
            #expect(try await !ask().contains(title))
            try house.testDatabase.run(
                """
                select set_config('mitreden.tenant_id', (select id::text from tenants where slug = 'wandsbek'), false);
                insert into conferences (tenant_id, slug, short_name, name, motto, summary, doors_at, starts_at, ends_at, venue_name, venue_address, capacity)
                    select t.id, 'nachbarschaft', 'N', '{"de": "Nachbarschaftsabend"}', '{"de": "M"}', '{"de": "Z"}', c.doors_at, c.starts_at, c.ends_at,
                        'Haus am Teich', 'Teichweg 1', 50
                    from conferences as c, tenants as t where c.slug = '18-hik' and t.slug = 'wandsbek';
                """)
            #expect(try await !ask().contains("Nachbarschaftsabend"), "a draft of theirs")
            func write(_ sql: String) throws {
                try house.testDatabase.run(
                    "select set_config('mitreden.tenant_id', (select id::text from tenants where slug = 'wandsbek'), false); set role mitreden_app; \(sql)"
                )
            }
            try write("insert into conference_steps (conference_id, step) select id, 'announced' from conferences where slug = 'nachbarschaft'")
            let page = try await ask()
            #expect(page.contains(title) && page.contains("Nachbarschaftsabend") && page.contains("/konferenzen/nachbarschaft"))
            var guest = house.visitor()
            #expect(try await !guest.get("/konferenzen/18-hik").text.contains("Nachbarschaftsabend"))
            // The other way round it is seen too, but never one's own.
            var theirs = try await house.visitor("wandsbek", as: .councilOffice)
            let their = try await theirs.get("/konferenzen/nachbarschaft").text
            #expect(their.contains("18-hik") && !their.contains("href=\"http://wandsbek"))
            try house.testDatabase.run("update tenants set is_demonstration = false where slug = 'wandsbek'")
            #expect(try await !ask().contains("Nachbarschaftsabend"), "demonstrations keep to themselves")
            try house.testDatabase.run("update tenants set is_demonstration = true, suspended_at = now() where slug = 'wandsbek'")
            #expect(try await !ask().contains("Nachbarschaftsabend"), "a suspended council")
            // What the council has planned itself, even as a draft.
            #expect(try await !ask().contains(title))
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into conferences (slug, short_name, name, motto, summary, doors_at, starts_at, ends_at, venue_name, venue_address, capacity)
                    select 'zweiter-termin', 'Z', '{"de": "Sommerfest"}', '{"de": "M"}', '{"de": "Z"}', doors_at, starts_at, ends_at, 'Elbcampus', 'Weg 1', 50
                    from conferences where tenant_id = current_tenant() and slug = '18-hik';
                """)
            let own = try await ask()
            #expect(own.contains(title) && own.contains("Sommerfest") && own.contains("/konferenzen/zweiter-termin"))
        }
    }
}
