import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

@testable import Identity

/// What goes by itself, when, and what is left of it.
@Suite struct RetentionTests {
    private func night(_ house: TestHouse, days: Double = 0) async throws {
        let works = house.house.modules.flatMap(\.jobs).filter { $0.kind == "retention" }
        #expect(works.count == 1)
        let now = TestClock.evening.addingTimeInterval(86_400 * days)
        let runner = JobRunner(house.house.database, works)
        try await runner.putDownRepeated(now: now)
        while try await runner.runOne(now: now.addingTimeInterval(2 * 86_400)) != nil {}
    }

    private func count(_ house: TestHouse, _ table: String, _ slug: String = "harburg", where condition: String = "true") async throws -> Int {
        let found = try await house.testDatabase.strings(
            "select count(*)::text from \(table) as x where tenant_id = (select id from tenants where slug = '\(slug)') and \(condition)")
        return try #require(found.first.flatMap { Int($0) })
    }

    @Test func theCouncilDecidesWithinBounds() async throws {
        try await TestHouse.with { house in
            var admin = try await house.visitor(as: .tenantAdmin)
            let page = try await admin.get("/fristen")
            let form = try #require(page.filledForms.first { $0.action == "/fristen" })
            let proposed = Dictionary(form.fields.map { ($0.name, $0.value) }) { first, _ in first }
            #expect(
                proposed["needs"] == "30" && proposed["attendance"] == "30" && proposed["contacts"] == "365" && proposed["participants"] == "365"
                    && proposed["log"] == "1095")
            for (kind, days) in [("log", "364"), ("needs", "91"), ("contacts", "179"), ("participants", "0"), ("attendance", "viele"), ("needs", "")]
            {
                var fields = proposed
                fields[kind] = days
                let answer = try await admin.post("/fristen", form: fields.map { ($0.key, $0.value) })
                #expect(answer.status == 422 && answer.text.contains("value=\"\(days)\""), "\(kind) \(days)")
            }
            var fields = proposed
            fields["needs"] = "١٤"
            #expect(try await admin.post("/fristen", form: fields.map { ($0.key, $0.value) }).status == 303)
            #expect(try await admin.get("/fristen").text.contains("value=\"14\""))
            #expect(try await count(house, "audit_events", where: "action = 'retention.changed'") == 1, "what stayed is no change")
            var sibling = try await house.visitor("wandsbek", as: .tenantAdmin)
            #expect(try await sibling.get("/fristen").text.contains("value=\"14\"") == false)
            var desk = try await house.visitor(as: .desk)
            #expect(try await desk.get("/fristen").status == 404)
        }
    }

    private let live = "conference_id = (select id from conferences where slug = '18-hik' and tenant_id = x.tenant_id)"

    /// The evening's registrations go; how many they were stays, on the office's page too.
    @Test func registrationsGoAndTheirNumberStays() async throws {
        try await TestHouse.with { house in
            // Whoever came and went by themselves is counted at once.
            let code = try await Cards.new(house, "Geht")
            var guest = house.visitor()
            #expect(try await guest.post("/karte/anmeldung", ["code": code]).status == 303)
            func arrived() async throws -> String {
                var desk = try await house.visitor(as: .desk)
                let text = try await desk.get("/konferenzen/18-hik/einlass").text
                return try #require(text.firstMatch(of: /id="zahl"[^>]*>([^<]+)</).map { String($0.1) })
            }
            let before = try await arrived()
            #expect(try await guest.post("/meine-daten/loeschung", ["sicher": "ja"]).status == 303)
            #expect(try await arrived() == before)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into conference_steps (tenant_id, conference_id, step) select tenant_id, id, 'ended' from conferences where slug = '18-hik' and tenant_id = current_tenant()
                on conflict do nothing;
                """)
            // Somebody who waited for a seat has come, too.
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                update registrations set standing = 'waiting' where id = (select r.id from registrations as r
                    join check_ins as i on i.registration_id = r.id join conferences as c on c.id = r.conference_id
                    where c.slug = '18-hik' and c.tenant_id = current_tenant() order by r.id limit 1);
                """)
            let withWaiting = try await arrived()
            let needs = try await count(house, "registration_needs")
            let all = try await count(house, "registrations")
            try await night(house, days: 20)
            #expect(
                try await count(
                    house, "registrations", where: live)
                    > 0)
            // While the vote of that evening is open, who came is asked for.
            try await night(house, days: 33)
            #expect(try await count(house, "registrations", where: live) > 0)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into poll_closings (tenant_id, poll_id) select o.tenant_id, o.poll_id from poll_openings as o
                    where o.tenant_id = current_tenant() on conflict do nothing;
                """)
            try await night(house, days: 34)
            #expect(
                try await count(
                    house, "registrations", where: live)
                    == 0)
            #expect(try await count(house, "registration_needs") < needs && needs > 0 && all > 0)
            #expect(try await arrived() == withWaiting, "the number stays")
            let logged = try await house.testDatabase.strings(
                "select subject from audit_events where action = 'retention.deleted' and subject like 'attendance %' and tenant_id = (select id from tenants where slug = 'harburg')"
            )
            #expect(logged.contains { $0.hasPrefix("attendance ") })
            var admin = try await house.visitor(as: .tenantAdmin)
            #expect(try await admin.get("/fristen").text.contains("Zuletzt gelöscht"))
        }
    }

    /// Who wants to know what becomes of it can be reached for longer than they are registered, and not for ever.
    @Test func waysToReachSomebodyGoLater() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let fields = [
                ("name", "Anna"), ("kontakt", "anna@example.org"), ("ergebnis", "ja"), ("teilnahme", "ab16"),
                ("schluessel", UUID().uuidString.lowercased()),
            ]
            #expect(try await guest.post("/konferenzen/19-hik/anmeldung", form: fields).status == 303)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into retention_periods (kind, days) values ('contacts', 200), ('participants', 60);
                insert into messages (conference_id, person_id, kind, occasion) select conference_id, person_id, 'news', 'test' from contacts
                where tenant_id = current_tenant() and follow_up;
                """)
            let end = try await house.testDatabase.strings(
                "select extract(epoch from ends_at)::text from conferences where slug = '19-hik' and tenant_id = (select id from tenants where slug = 'harburg')"
            )
            let over = try #require(end.first.flatMap { Double($0) }.map { Date(timeIntervalSince1970: $0) })
            let evening = over.timeIntervalSince(TestClock.evening) / 86_400
            // The night's job takes whatever is due within two days of its start.
            // She has not been here for longer than a guest is kept; but she waits to be told.
            try await night(house, days: evening + 190)
            let own = "conference_id = (select id from conferences where slug = '19-hik' and tenant_id = x.tenant_id)"
            #expect(try await count(house, "registrations", where: own) == 0)
            #expect(try await count(house, "contacts", where: own) == 1)
            #expect(try await count(house, "messages", where: own + " and kind = 'news'") == 1)
            try await night(house, days: evening + 201)
            #expect(try await count(house, "contacts", where: own) == 0)
            #expect(try await count(house, "messages", where: own) == 0)
            #expect(try await count(house, "people", where: "name = 'Anna'") == 0, "and now nothing is left of her")
        }
    }

    /// Everything about whoever has not been here for so long; nothing about anybody else.
    @Test func whatWasNeededStaysAsNumbers() async throws {
        try await TestHouse.with { house in
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into poll_closings (tenant_id, poll_id) select o.tenant_id, o.poll_id from poll_openings as o
                where o.tenant_id = current_tenant() on conflict do nothing;
                create table guests as select r.id, row_number() over (order by r.id) as number from registrations as r
                join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
                join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
                where r.tenant_id = current_tenant() and c.slug = '18-hik' and not i.at_home;
                delete from registration_needs where tenant_id = current_tenant() and registration_id in (select id from guests);
                insert into conference_steps (conference_id, step) select id, 'ended' from conferences
                where tenant_id = current_tenant() and slug = '18-hik';
                insert into registration_needs (registration_id, interpreter, children, step_free, food, photo_consent, expires_at)
                select id, case when number < 4 then 'fa' end, case when number = 2 then 2 else 0 end, number = 1, case when number > 3 then 'vegan' end,
                    number in (1, 2), now() + interval '1 day' from guests where number < 6;
                -- One thought better of it at the door, one had never said anything before.
                update check_ins as i set photos = case g.number when 1 then false when 9 then true end from guests as g
                where i.tenant_id = current_tenant() and i.registration_id = g.id;
                delete from departed_needs where tenant_id = current_tenant();
                """)
            var office = try await house.visitor(as: .councilOffice)
            func report() async throws -> [String] {
                let page = try await office.get("/konferenzen/18-hik/bedarf").text
                let section = page.components(separatedBy: "Was gebraucht wurde").dropFirst().first?.components(separatedBy: "</section>").first ?? ""
                return section.matches(of: /<dd>(\d+)<\/dd>/).map { String($0.1) }
            }
            // Interpreters for Persian, none for sign language, one step-free, two children, none vegetarian, two vegan, none halal, two in photographs.
            let before = try await report()
            #expect(before == ["3", "0", "1", "2", "0", "2", "0", "2"])
            try await night(house, days: 40)
            #expect(try await count(house, "registration_needs", where: "registration_id in (select id from guests)") == 0)
            #expect(try await count(house, "registrations", where: "id in (select id from guests)") == 0)
            #expect(try await report() == before)
        }
    }

    /// Somebody deletes themselves, with everything: what they needed still counts, once.
    @Test func whoeverGoesBeforeThatStillCounts() async throws {
        try await TestHouse.with { house in
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into conference_steps (conference_id, step) select id, 'ended' from conferences
                where tenant_id = current_tenant() and slug = '18-hik';
                insert into registration_needs (registration_id, food, photo_consent, expires_at)
                select r.id, 'halal', true, now() from registrations as r
                join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
                join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
                where r.tenant_id = current_tenant() and c.slug = '18-hik' order by r.id limit 1
                on conflict (tenant_id, registration_id) do update set food = 'halal', photo_consent = true, expires_at = now();
                delete from people where tenant_id = current_tenant() and id in (
                    select r.person_id from registrations as r join registration_needs as n on n.tenant_id = r.tenant_id and n.registration_id = r.id
                    where r.tenant_id = current_tenant() and n.food = 'halal' and n.photo_consent and n.expires_at = now());
                """)
            let kept = try await house.testDatabase.strings(
                "select need || ' ' || people from departed_needs where need in ('food:halal', 'photos') order by need")
            #expect(kept == ["food:halal 1", "photos 1"])
        }
    }

    @Test func whoStaysAwayIsForgotten() async throws {
        try await TestHouse.with { house in
            let names = ["Lange-Weg", "Eben-Da", "Stimmt-Noch-Ab", "Arbeitet-Mit", "Arbeitete-Mit"]
            var codes: [String: String] = [:]
            for name in names { codes[name] = try await Cards.new(house, name) }
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                update people set created_at = created_at - interval '3 years', last_seen_on = last_seen_on - 1095 where tenant_id = current_tenant();
                update conferences set doors_at = doors_at - interval '2 years', starts_at = starts_at - interval '2 years',
                    ends_at = ends_at - interval '2 years' where slug <> '19-hik' and tenant_id = current_tenant();
                insert into role_grants (tenant_id, person_id, role) select tenant_id, id, 'desk' from people where name = 'Arbeitet-Mit';
                insert into open_ballots (tenant_id, poll_id, person_id) select p.tenant_id, o.poll_id, p.id from people as p
                    join poll_openings as o on o.tenant_id = p.tenant_id where p.name = 'Stimmt-Noch-Ab'
                    and not exists (select from poll_closings as c where c.tenant_id = o.tenant_id and c.poll_id = o.poll_id);
                """)
            // Comes in, and their session is long gone; loses their right today.
            var back = house.visitor()
            #expect(try await back.post("/karte/anmeldung", ["code": try #require(codes["Eben-Da"])]).status == 303)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                delete from sessions where tenant_id = current_tenant();
                insert into role_grants (tenant_id, person_id, role) select tenant_id, id, 'council_office' from people where name = 'Arbeitete-Mit';
                delete from role_grants where role = 'council_office' and person_id in (select id from people where name = 'Arbeitete-Mit');
                """)
            let staff = try await count(house, "role_grants")
            let open = try await count(house, "open_ballots", where: "person_id in (select id from people where name = 'Stimmt-Noch-Ab')")
            try await night(house)
            var left = ["Eben-Da", "Arbeitet-Mit", "Arbeitete-Mit"]
            if open > 0 { left.append("Stimmt-Noch-Ab") }
            #expect(open > 0)
            for name in names {
                #expect(try await count(house, "people", where: "name = '\(name)'") == (left.contains(name) ? 1 : 0), "\(name)")
            }
            #expect(try await count(house, "role_grants") == staff)
        }
    }

    /// Old events go up to the end of a seal; the seals stay, and what is changed afterwards is still found.
    @Test func theLogGetsShorterAndStaysWhole() async throws {
        try await TestHouse.with { house in
            let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
            _ = try await Cards.new(house, "Früher")
            try house.testDatabase.run("update audit_events set happened_at = now() - interval '4 years'")
            try await house.house.database.write(as: .house(tenant)) { tx in try AuditSeals.seal(tx) }
            try house.testDatabase.run(
                """
                update audit_seals set sealed_until = now() - interval '1200 days';
                update audit_seals set chained = sha256(decode(repeat('00', 32), 'hex') || root || convert_to(number || ' '
                    || to_char(sealed_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || events, 'UTF8'));
                """)
            _ = try await Cards.new(house, "Später")
            try house.testDatabase.run(
                "update audit_events set happened_at = now() - interval '400 days' where happened_at > now() - interval '1 hour'")
            try await house.house.database.write(as: .house(tenant)) { tx in try AuditSeals.seal(tx) }
            func finding() async throws -> AuditSeals.Finding {
                try await house.house.database.read(as: .house(tenant)) { tx in try AuditSeals.verify(tx) }
            }
            #expect(try await finding() == .whole)
            let sibling = try await count(house, "audit_events", "wandsbek")
            let before = try await count(house, "audit_events")
            try await night(house)
            let after = try await count(house, "audit_events", where: "happened_at < now() - interval '1095 days'")
            #expect(after == 0 && before > 0)
            #expect(try await count(house, "audit_events", where: "happened_at < now() - interval '399 days'") == 1, "a year and a bit stays")
            #expect(try await count(house, "audit_events", "wandsbek") >= sibling)
            #expect(try await count(house, "audit_seals") == 2)
            #expect(try await finding() == .whole)
            var admin = try await house.visitor(as: .tenantAdmin)
            #expect(try await admin.get("/protokoll/siegel").text.contains("Bis Siegel 1 sind die Einträge"))
            for change in [
                "update audit_seals set root = sha256(root) where number = 1", "update audit_seals set events = events + 1 where number = 1",
                "delete from audit_seals where number = 1",
                "insert into audit_events (tenant_id, happened_at, action, subject) select tenant_id, now() - interval '4 years', 'x', 'y' from audit_seals limit 1",
                "delete from audit_events where happened_at < now() - interval '399 days'",
                "update audit_seals set forgotten_at = now(); delete from audit_events where happened_at < now() - interval '399 days'; update audit_seals set events = 7 where number = 2",
            ] {
                try house.testDatabase.run("create table kept_e as table audit_events; create table kept_s as table audit_seals; \(change)")
                #expect(try await finding() != .whole, "\(change)")
                try house.testDatabase.run(
                    """
                    delete from audit_events; delete from audit_seals; insert into audit_events select * from kept_e;
                    insert into audit_seals select * from kept_s; drop table kept_e; drop table kept_s;
                    """)
            }
            // Whoever serves cannot have it sooner.
            #expect(throws: (any Error).self) {
                try house.testDatabase.run("select enter_house('\(tenant)'); select forget_audit(364)", as: "mitreden_app")
            }
        }
    }

    @Test func aStoppedSealIsNoticed() async throws {
        try await TestHouse.with { house in
            _ = try await Cards.new(house, "Gast")
            var admin = try await house.visitor(as: .tenantAdmin)
            #expect(try await admin.get("/protokoll/siegel").text.contains("steht still") == false)
            try house.testDatabase.run("update audit_events set happened_at = now() - interval '3 hours'")
            #expect(try await admin.get("/protokoll/siegel").text.contains("steht still"))
        }
    }
}
