import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

/// From the announcement to the archive, and what those who registered learn on the way.
@Suite struct LifeCycleTests {
    private let page = "/konferenzen/19-hik"

    private func register(_ house: TestHouse, _ name: String, _ contact: String = "", _ more: [(String, String)] = []) async throws -> String {
        var guest = house.visitor()
        let answer = try await guest.post(
            page + "/anmeldung",
            form: [("name", name), ("kontakt", contact), ("teilnahme", "ab16"), ("schluessel", SubmissionKey().description)] + more)
        return try #require(answer.location)
    }

    /// - Parameter time: by the program's clock.
    private func runJobs(_ house: TestHouse, at time: Date = TestClock.evening) async throws {
        let runner = JobRunner(house.house.database, house.house.modules.flatMap(\.jobs))
        try await runner.putDownRepeated(now: time)
        while try await runner.runOne(now: time) != nil {}
    }

    private func mailbox(_ house: TestHouse) async throws -> String {
        var guest = house.visitor()
        return try await guest.get("/werkstatt/postfach").text
    }

    private func count(_ text: String, _ part: String) -> Int { text.components(separatedBy: part).count - 1 }

    @Test func anEveningIsCalledOff() async throws {
        try await TestHouse.with { house in
            let byMail = try await register(house, "Anna", "anna@example.org")
            let byPhone = try await register(house, "Ben", "040 123456", [("sprache", "ar")])
            let gone = try await register(house, "Cem", "cem@example.org")
            var guest = house.visitor()
            _ = try await guest.post(gone + "/absage")
            try await runJobs(house)
            var office = try await house.visitor(as: .councilOffice)
            let form = try await office.get(page + "/ausfall")
            let key = try #require(form.hidden("schluessel"))
            let unsure = try await office.post(page + "/ausfall", ["text": "Zu wenige Dolmetschende.", "schluessel": key])
            #expect(unsure.status == 422 && unsure.text.contains("Zu wenige Dolmetschende."))
            let fields = ["text": "Zu wenige Dolmetschende.", "text_ar": "لا يوجد مترجمون كافون.", "sicher": "ja", "schluessel": key]
            for _ in 0..<2 { #expect(try await office.post(page + "/ausfall", form: fields.map { ($0.key, $0.value) }).status == 303) }
            for _ in 0..<2 { try await runJobs(house) }
            let letters = try await mailbox(house)
            #expect(count(letters, "Fällt aus: ") == 1 && letters.contains("Zu wenige Dolmetschende."))
            #expect(!letters.contains("cem@example.org · ") || count(letters, "cem@example.org") == 1, "who has cancelled is told nothing")
            let list = try await office.get(page + "/nachrichten").text
            #expect(list.contains("tel:040123456") && list.contains("لا يوجد مترجمون كافون."))
            let shown = try await guest.get(page).text
            #expect(shown.contains("Diese Veranstaltung fällt aus") && !shown.contains(page + "/anmeldung\""))
            #expect(try await guest.get(page + "/termin.ics").text.contains("STATUS:CANCELLED"))
            #expect(try await guest.get("/").text.contains("Am Johannisland") == false)
            let own = try await guest.get(byMail).text
            #expect(own.contains("Diese Veranstaltung fällt aus") && !own.contains("Ihr Platz ist reserviert"))
            // What comes instead is for those who were expected.
            #expect(try await office.post(page + "/mitteilung", ["text": "Ersatz im Mai."]).status == 303)
            try await runJobs(house)
            #expect(try await mailbox(house).contains("Ersatz im Mai."))
            #expect(try await guest.get(byPhone).text.contains("Ersatz im Mai."), "on the page of whoever has no mail")
            for path in [byMail, byPhone] { #expect(try await guest.get(path).status == 200) }
            #expect(try await guest.post(page + "/anmeldung", ["name": "Dana", "teilnahme": "ab16"]).status == 422)
            #expect(try await office.get(page + "/bearbeiten").status == 404)
            #expect(try await office.get(page + "/ausfall").status == 404)
            // Neighbours are not warned of it any more.
            let elsewhere = try await house.testDatabase.strings(
                """
                select enter_house((select id from tenants where slug = 'wandsbek'));
                set role mitreden_app;
                select slug from published('-infinity', 'infinity') where slug = '19-hik' and origin like '%harburg%';
                """)
            #expect(!elsewhere.contains("19-hik"))
        }
    }

    @Test func anEveningIsMoved() async throws {
        try await TestHouse.with { house in
            _ = try await register(house, "Anna", "anna@example.org", [("erinnern", "ja")])
            var office = try await house.visitor(as: .councilOffice)
            let form = try await office.get(page + "/bearbeiten")
            let filled = try #require(form.filledForms.first { $0.action == page + "/bearbeiten" })
            // What a browser would send: chosen options and texts are no values in the page's tags, so they are typed again.
            func fields(day: String, _ reason: String) -> [(String, String)] {
                let kept = filled.fields.filter {
                    !["tag", "nachricht", "sprachen", "angebote", "kurz", "lang", "weg", "zugang", "wer", "programm", "format"].contains($0.name)
                }
                return kept + [
                    ("tag", day), ("nachricht", reason), ("kurz", "Kurz"), ("wer", "Alle"), ("format", "fishbowl"), ("sprachen", "de"),
                    ("programm", "17:00 Begrüßung"),
                ]
            }
            // The same day: nobody is told.
            let day = try #require(filled.fields.first { $0.name == "tag" }?.value)
            #expect(try await office.post(page + "/bearbeiten", form: fields(day: day, "")).status == 303)
            try await runJobs(house)
            #expect(count(try await mailbox(house), "Geändert: ") == 0)
            let newDay = DateStyle.isoDay(try #require(DateStyle.moment(day: day, time: "12:00")).addingTimeInterval(7 * 86_400))
            for _ in 0..<2 {
                let answer = try await office.post(page + "/bearbeiten", form: fields(day: newDay, "Der Saal ist belegt."))
                // Nobody has to be called: back to the evening.
                #expect(answer.status == 303 && answer.location?.hasPrefix(page) == true && answer.location?.contains("/nachrichten") == false)
            }
            try await runJobs(house)
            let letters = try await mailbox(house)
            #expect(count(letters, "Geändert: ") == 1 && letters.contains("Der Saal ist belegt."))
            // Whoever registers writes the name: it goes into no message to an address that nobody has checked.
            #expect(letters.contains("Guten Tag!") && !letters.contains("Guten Tag Anna"))
            var guest = house.visitor()
            let shown = try await guest.get(page).text
            #expect(shown.contains("Tag, Uhrzeit oder Ort sind neu") && shown.contains("Vorher geplant: ") && shown.contains("Fishbowl"))
            // Somebody has to be called: that is what to do next.
            _ = try await register(house, "Ben", "040 428711234")
            let later = DateStyle.isoDay(try #require(DateStyle.moment(day: newDay, time: "12:00")).addingTimeInterval(7 * 86_400))
            let sent = try await office.get(page + "/bearbeiten").filledForms.first { $0.action == page + "/bearbeiten" }
            let stand = try #require(sent?.fields.first { $0.name == "stand" })
            let again =
                fields(day: later, "Noch einmal.").filter { $0.0 != "stand" && $0.0 != "schluessel" } + [
                    ("stand", stand.value), ("schluessel", SubmissionKey().description),
                ]
            for _ in 0..<2 {
                #expect(try await office.post(page + "/bearbeiten", form: again).location?.hasPrefix(page + "/nachrichten") == true)
            }
        }
    }

    /// Three days before, once; and once more for another day.
    @Test func whoWantedAReminderGetsOne() async throws {
        try await TestHouse.with { house in
            _ = try await register(house, "Anna", "anna@example.org", [("erinnern", "ja")])
            _ = try await register(house, "Ben", "ben@example.org")
            let start = try #require(
                try await house.testDatabase.strings(
                    "select extract(epoch from starts_at)::text from conferences where slug = '19-hik' and tenant_id = (select id from tenants where slug = 'harburg')"
                ).first.flatMap { Double($0) }.map { Date(timeIntervalSince1970: $0) })
            for hours in stride(from: 100.0, to: -10, by: -1) { try await runJobs(house, at: start.addingTimeInterval(-hours * 3600)) }
            let letters = try await mailbox(house)
            #expect(count(letters, "Bald ist es so weit") == 1)
            let times = try await house.testDatabase.strings(
                "select p.name from messages as m join people as p on p.id = m.person_id where m.kind = 'reminder'")
            #expect(times == ["Anna"])
        }
    }

    /// No mail left for weeks: afterwards nobody hears of a seat at an evening that has been.
    @Test func nobodyIsToldOfASeatAfterwards() async throws {
        try await TestHouse.with { house in
            _ = try await register(house, "Anna", "anna@example.org")
            try await runJobs(house, at: TestClock.evening.addingTimeInterval(365 * 86_400))
            #expect(try await house.testDatabase.strings("select count(*)::text from messages where handled_at is null") == ["0"])
            #expect(count(try await mailbox(house), "Ihre Anmeldung") == 0)
        }
    }

    @Test func whatBecameOfItGoesToThoseWhoWantedToKnow() async throws {
        try await TestHouse.with { house in
            _ = try await register(house, "Anna", "anna@example.org", [("ergebnis", "ja")])
            _ = try await register(house, "Ben", "ben@example.org")
            var office = try await house.visitor(as: .councilOffice)
            for step in ["anmeldeschluss", "anmeldeoeffnung", "anmeldeschluss", "beginn", "ende", "dokumentation"] {
                #expect(try await office.post(page + "/schritte/" + step).status == 303)
            }
            var guest = house.visitor()
            #expect(try await guest.get(page).text.contains("Die Dokumentation ist da."))
            // What is over cannot be called off.
            #expect(try await office.get(page + "/ausfall").status == 404)
            #expect(try await office.post(page + "/schritte/absage").status == 303)
            #expect(try await guest.get(page).text.contains("fällt aus") == false)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                delete from registrations as r using people as p where p.id = r.person_id and r.tenant_id = p.tenant_id and p.name = 'Anna';
                """)
            let news = ["text": "Zwei Empfehlungen sind beschlossen.", "schluessel": SubmissionKey().description]
            for _ in 0..<2 { #expect(try await office.post(page + "/mitteilung", form: news.map { ($0.key, $0.value) }).status == 303) }
            try await runJobs(house)
            let letters = try await mailbox(house)
            #expect(count(letters, "Nachricht zu: ") == 1 && letters.contains("Zwei Empfehlungen sind beschlossen."))
            // The way out is in every message, and works when the registration is gone.
            let stop = try #require(letters.firstMatch(of: /\/nachrichten\/ende\/[0-9a-f-]{36}/).map { String($0.0) })
            #expect(try await guest.get(stop).text.contains("Keine Nachrichten mehr"))
            #expect(try await guest.post(stop).status == 303)
            _ = try await office.post(page + "/mitteilung", ["text": "Noch etwas."])
            try await runJobs(house)
            #expect(count(try await mailbox(house), "Noch etwas.") == 0)
            _ = try await office.post(page + "/schritte/archiv")
            #expect(try await office.post(page + "/mitteilung", ["text": "Zu spät."]).status == 404)
            #expect(try await office.get(page + "/bearbeiten").status == 404)
        }
    }
}
