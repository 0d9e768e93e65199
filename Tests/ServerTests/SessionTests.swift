import Core
import Foundation
import TestSupport
import Testing

/// Where somebody is signed in, they can see and end; what nobody uses ends by itself.
@Suite struct SessionTests {
    private static let phone = "Mozilla/5.0 (Android 13; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0"
    private static let office = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36"

    /// The addresses that end the sessions on somebody's account page, by the device's name.
    private func endings(_ page: TestResponse) -> [String: String] {
        let rows = page.text.components(separatedBy: "<article").dropFirst()
        return Dictionary(
            uniqueKeysWithValues: rows.compactMap { row in
                guard let path = row.firstMatch(of: /action="(\/mein-konto\/geraete\/[0-9a-f-]{36}\/abmeldung)"/) else { return nil }
                return (["Firefox · Android", "Chrome · Windows"].first { row.contains($0) } ?? "?", String(path.1))
            })
    }

    @Test func eachDeviceIsListedAndEndsAlone() async throws {
        try await TestHouse.with { house in
            var phone = try await house.visitor(as: .councilOffice, userAgent: Self.phone)
            var office = try await house.visitor(as: .councilOffice, userAgent: Self.office)
            var other = try await house.visitor(as: .desk)
            let page = try await office.get("/mein-konto")
            let found = endings(page)
            #expect(found.count == 1 && page.text.contains("dieses Gerät") && page.text.contains("Geschäftsstelle"))

            // Nobody ends another's session, by whatever id.
            #expect(try await other.post(try #require(found["Firefox · Android"])).status == 404)
            #expect(try await phone.get("/mein-konto").status == 200)
            #expect(try await other.post("/mein-konto/geraete/keine/abmeldung").status == 404)

            #expect(try await office.post(try #require(found["Firefox · Android"])).location == "/mein-konto")
            #expect(try await phone.get("/mein-konto").status == 401)
            #expect(try await office.get("/mein-konto").status == 200)
            #expect(try await other.get("/mein-konto").status == 200)

            var third = try await house.visitor(as: .councilOffice, userAgent: Self.phone)
            _ = try await office.post("/mein-konto/geraete/abmeldung")
            #expect(try await third.get("/mein-konto").status == 401)
            #expect(!endings(try await office.get("/mein-konto")).keys.contains("Chrome · Windows"), "of this one the menu signs out")
            let last = try await office.post("/abmeldung")
            #expect(last.location == "/" && office.cookies["mitreden"] == nil)
        }
    }

    @Test func endsAfterItsTimeAndWhenNobodyUsesIt() async throws {
        try await TestHouse.with { house in
            let code = try await Cards.new(house, "Gast")
            var guest = house.visitor()
            _ = try await guest.post("/karte/anmeldung", ["code": code])
            var office = try await house.visitor(as: .councilOffice)
            var host = try await house.visitor(as: .tableHost)
            try house.testDatabase.run("update sessions set seen_at = now() - interval '239 minutes'")
            #expect(try await office.get("/mein-konto").status == 200)
            try house.testDatabase.run("update sessions set seen_at = now() - interval '241 minutes'")
            #expect(try await office.get("/mein-konto").status == 401)
            #expect(try await guest.get("/mein-konto").status == 200, "a phone may rest in its pocket all evening")
            #expect(try await host.get("/mein-konto").status == 200)
            try house.testDatabase.run("update sessions set expires_at = now()")
            #expect(try await guest.get("/mein-konto").status == 401)
        }
    }

    @Test func isNotedWhenItIsUsed() async throws {
        try await TestHouse.with { house in
            var office = try await house.visitor(as: .councilOffice)
            try house.testDatabase.run("update sessions set seen_at = now() - interval '3 hours'")
            _ = try await office.get("/mein-konto")
            // Written down after the answer.
            var isNoted = false
            for _ in 0..<200 where !isNoted {
                isNoted =
                    (try? house.testDatabase.run(
                        "do $$ begin if exists (select from sessions where seen_at > now() - interval '1 minute') then null; else raise exception 'not yet'; end if; end $$"
                    )) != nil
                if !isNoted { try await Task.sleep(for: .milliseconds(20)) }
            }
            #expect(isNoted)
        }
    }

    @Test func endsWhenRightsChange() async throws {
        try await TestHouse.with { house in
            var office = try await house.visitor(as: .councilOffice)
            var desk = try await house.visitor(as: .desk)
            let statement = """
                select set_config('mitreden.tenant_id', (select id::text from tenants where slug = 'harburg'), false); set role mitreden_app;
                """
            try house.testDatabase.run(
                statement
                    + "insert into role_grants (person_id, role) select person_id, 'chair' from role_grants where role = 'council_office' limit 1")
            #expect(try await office.get("/mein-konto").status == 401)
            #expect(try await desk.get("/mein-konto").status == 200, "others stay")
            try house.testDatabase.run(statement + "delete from role_grants where role = 'desk'")
            #expect(try await desk.get("/mein-konto").status == 401)
        }
    }

    // MARK: Two cards on one phone

    /// Two people signed in in one browser, the second one just now.
    private func family(_ house: TestHouse) async throws -> Visitor {
        var phone = house.visitor()
        for name in ["Anna", "Bassam"] {
            let code = try await Cards.new(house, name)
            #expect(try await phone.post("/karte/anmeldung", ["code": code]).status == 303)
        }
        return phone
    }

    /// Goes on as the other one of two.
    private func change(_ phone: inout Visitor) async throws {
        let path = try #require(try await phone.get("/mein-konto").forms.first { $0.hasPrefix("/mein-konto/wechsel/") })
        #expect(try await phone.post(path).location == "/mein-abend")
    }

    @Test func twoCardsShareAPhone() async throws {
        try await TestHouse.with { house in
            var phone = try await family(house)
            let account = try await phone.get("/mein-konto").text
            #expect(account.contains("Weiter als Anna, Karte …"))
            #expect(try await phone.get("/karte").text.contains("Bassam ist hier schon angemeldet"))
            for name in ["Anna", "Bassam", "Anna"] {
                try await change(&phone)
                let title = try #require(try await phone.get("/mein-abend").text.firstMatch(of: /<h1>(.+?)<\/h1>/)).1
                #expect(title.contains(name), "\(title)")
            }
            // A stranger's browser is not part of it, nor is one at the other council.
            var stranger = house.visitor()
            let code = try await Cards.new(house, "Fremd")
            _ = try await stranger.post("/karte/anmeldung", ["code": code])
            let path = try #require(try await phone.get("/mein-konto").forms.first { $0.hasPrefix("/mein-konto/wechsel/") })
            #expect(try await stranger.post(path).status == 404)
            var theirs = try await house.visitor("wandsbek", as: .desk)
            #expect(try await theirs.post(path).status == 404)
            // Whoever signs out signs everybody out who shares the phone.
            var copy = phone
            _ = try await phone.post("/abmeldung")
            #expect(try await copy.get("/mein-konto").status == 401)
            #expect(try await stranger.post(path).status == 404)
            #expect(try await stranger.get("/mein-konto").status == 200)
        }
    }

    @Test func aFormSendsForWhomItWasOpened() async throws {
        try await TestHouse.with { house in
            var phone = try await family(house)
            _ = try await phone.post("/konferenzen/18-hik/tische/4/platz")
            let opened = try await phone.get("/konferenzen/18-hik/tische/4")
            let mark = try #require(opened.hidden("_wer"))
            try await change(&phone)
            _ = try await phone.post("/konferenzen/18-hik/tische/4/platz")
            let fields: [(String, String)] = [
                ("notiz", "Meine eigene Meinung"), ("art", "idea"), ("sprache", "de"), ("schluessel", try #require(opened.hidden("schluessel"))),
            ]
            let refused = try await phone.post("/konferenzen/18-hik/tische/4/notizen", form: fields + [("_wer", mark)])
            #expect(
                refused.status == 409 && refused.text.contains("Jetzt ist Anna angemeldet")
                    && refused.text.contains("Meine eigene Meinung</textarea>"))
            let table = try await phone.get("/konferenzen/18-hik/tische/4")
            #expect(!table.text.contains("Meine eigene Meinung"))
            let own = try #require(refused.hidden("_wer"))
            #expect(own != mark)
            #expect(try await phone.post("/konferenzen/18-hik/tische/4/notizen", form: fields + [("_wer", own)]).status == 303)
            // A vote least of all.
            let evening = try await phone.get("/mein-abend").text
            let poll = String(try #require(evening.firstMatch(of: /href="(\/abstimmungen\/[0-9a-f-]+)"/)).1)
            let choices = (1...6).map { ("frage-\($0)", "yes") }
            let vote = try await phone.post("\(poll)/stimme", form: choices + [("_wer", mark)])
            #expect(vote.status == 409 && vote.text.contains("Jetzt ist Anna angemeldet") && vote.text.contains("value=\"yes\" checked"))
            #expect(try await phone.post("\(poll)/stimme", form: choices + [("_wer", own)]).status == 303)
        }
    }

    /// Where the other may not go, what was typed waits on the page for signing in.
    @Test func nothingTypedIsLostWhereTheOtherMayNotGo() async throws {
        try await TestHouse.with { house in
            var phone = try await family(house)
            _ = try await phone.post("/konferenzen/18-hik/tische/4/platz")
            let opened = try await phone.get("/konferenzen/18-hik/tische/4")
            let mark = try #require(opened.hidden("_wer"))
            try await change(&phone)
            // Anna sits nowhere: the table's page would send her to the tables.
            let fields: [(String, String)] = [("notiz", "Mein langer Gedanke"), ("art", "idea"), ("sprache", "de"), ("_wer", mark)]
            let refused = try await phone.post("/konferenzen/18-hik/tische/4/notizen", form: fields)
            #expect(refused.status == 409 && refused.hidden("getippt") != nil && refused.location == nil)
            let kept = try #require(refused.hidden("getippt"))
            let typed = try #require(Data(base64Encoded: kept))
            #expect(
                String(decoding: typed, as: UTF8.self).contains("Mein+langer+Gedanke")
                    || String(decoding: typed, as: UTF8.self).contains("Mein%20langer%20Gedanke"))
            // What concerns the browser works from any page.
            #expect(try await phone.post("/abmeldung", ["_wer": mark]).location == "/")
            #expect(try await phone.get("/mein-konto").status == 401)
        }
    }

    /// The same person with another session is the same person.
    @Test func aFormOutlivesItsOwnersSession() async throws {
        try await TestHouse.with { house in
            var phone = try await family(house)
            _ = try await phone.post("/konferenzen/18-hik/tische/4/platz")
            let mark = try #require(try await phone.get("/konferenzen/18-hik/tische/4").hidden("_wer"))
            try await change(&phone)
            try await change(&phone)
            let fields: [(String, String)] = [("notiz", "Noch da"), ("art", "idea"), ("sprache", "de"), ("_wer", mark)]
            #expect(try await phone.post("/konferenzen/18-hik/tische/4/notizen", form: fields).status == 303)
        }
    }

    /// Whoever had this browser before, or kept a copy of its cookie, does not get into the session of whoever came after.
    @Test func aKeptCookieOpensNobodyElsesSession() async throws {
        try await TestHouse.with { house in
            let first = try await Cards.new(house, "Vorher")
            let second = try await Cards.new(house, "Nachher")
            var tablet = house.visitor()
            _ = try await tablet.post("/karte/anmeldung", ["code": first])
            var copy = tablet
            _ = try await tablet.post("/karte/anmeldung", ["code": second])
            #expect(try await copy.get("/mein-konto").status == 401)
            copy = tablet
            try await change(&tablet)
            #expect(try await copy.get("/mein-konto").status == 401)
            // Nor does anybody with a card get to what the office had opened there, or the other way round.
            var desk = try await house.visitor(as: .councilOffice)
            copy = desk
            _ = try await desk.post("/karte/anmeldung", ["code": second])
            #expect(try await copy.get("/mein-konto").status == 401)
            #expect(try await !desk.get("/mein-konto").text.contains("Weiter als"))
        }
    }
}
