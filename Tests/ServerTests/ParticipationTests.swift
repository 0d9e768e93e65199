import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

/// Who can take part, said by themselves; and cards for those who take part from home.
@Suite struct ParticipationTests {
    private let form = "/konferenzen/19-hik/anmeldung"

    @Test func nobodyRegistersWithoutSayingThatTheRuleFits() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let page = try await guest.get(form)
            #expect(
                page.text.contains(
                    "Mitmachen können alle ab 14 Jahren, die hier im Bezirk leben, arbeiten, zur Schule gehen oder eine Ausbildung machen."))
            #expect(page.text.contains("mindestens 14, aber noch nicht 16 Jahre alt") && page.text.contains("Meine Eltern"))
            let key = try #require(page.hidden("schluessel"))
            for said in [nil, "", "nein", "ab15"] {
                let fields = [("name", "Kim"), ("schluessel", key)] + (said.map { [("teilnahme", $0)] } ?? [])
                let answer = try await guest.post(form, form: fields)
                #expect(answer.status == 422 && answer.text.contains("Bitte sagen Sie uns") && answer.text.contains("value=\"Kim\""))
            }
            let answer = try await guest.post(form, ["name": "Kim", "schluessel": key, "teilnahme": "jung"])
            #expect(answer.status == 303)
            // Nobody's age is stored.
            let columns = try await house.testDatabase.strings(
                "select column_name::text from information_schema.columns where table_name in ('people', 'registrations', 'registration_needs')")
            #expect(!columns.contains { $0.contains(/(^|_)age(_|$)|minor|birth|born/) })
        }
    }

    @Test func theCouncilDecides() async throws {
        try await TestHouse.with { house in
            var admin = try await house.visitor(as: .tenantAdmin)
            for wrong in [
                [("alter", "5"), ("bezug", "lives")], [("alter", "19"), ("bezug", "lives")], [("alter", "16")], [("alter", "16"), ("bezug", "x")],
            ] {
                #expect(try await admin.post("/rechte/teilnahme", form: wrong).status == 422)
            }
            #expect(try await admin.post("/rechte/teilnahme", form: [("alter", "16"), ("bezug", "lives"), ("bezug", "works")]).status == 303)
            var guest = house.visitor()
            let page = try await guest.get(form).text
            let key = try #require(try await guest.get(form).hidden("schluessel"))
            #expect(try await guest.post(form, ["name": "Kim", "schluessel": key, "teilnahme": "jung"]).status == 422, "an old form")
            #expect(page.contains("ab 16 Jahren, die hier im Bezirk leben oder arbeiten.") && !page.contains("Meine Eltern"))
            #expect(try await guest.get("/konferenzen/19-hik").text.contains("ab 16 Jahren"))
            var desk = try await house.visitor(as: .desk)
            #expect(try await desk.get("/konferenzen/18-hik/einlass").text.contains("ab 16 Jahren"))
            #expect(try await desk.get("/rechte/teilnahme").status == 404)
            var sibling = house.visitor("wandsbek")
            let other = try await sibling.get("/").text.firstMatch(of: /href="(\/konferenzen\/[a-z0-9-]+)"/).map { String($0.1) }
            #expect(try await sibling.get(try #require(other)).text.contains("ab 14 Jahren"))
        }
    }

    // MARK: From home

    /// Somebody who has registered for the coming evening: the page for their card.
    private func registered(_ house: TestHouse, _ name: String) async throws -> String {
        var guest = house.visitor()
        let key = try #require(try await guest.get(form).hidden("schluessel"))
        #expect(try await guest.post(form, ["name": name, "schluessel": key, "teilnahme": "ab16"]).status == 303)
        let found = try await house.testDatabase.strings(
            "select r.id::text from registrations as r join people as p on p.tenant_id = r.tenant_id and p.id = r.person_id where p.name = '\(name)'")
        return "/konferenzen/19-hik/einlass/\(try #require(found.first))/zuhause"
    }

    @Test func aLetterCarriesACardThatVotesAndIsNoHeadInTheHall() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            func arrived() async throws -> String? {
                try await desk.get("/konferenzen/19-hik/einlass").text.firstMatch(of: /id="zahl"[^>]*>([^<]+)</).map { String($0.1) }
            }
            let name = "Von Daheim"
            let path = try await registered(house, name)
            let before = try await arrived()
            let form = try await desk.get(path)
            #expect(form.status == 200 && form.hidden("bisher") == "")
            let letter = try await desk.post(path, ["weg": "brief", "anschrift": "Frau\r\nErika Muster\r\n21073 Hamburg", "bisher": ""])
            #expect(letter.status == 200 && letter.text.contains("21073 Hamburg") && letter.header("cache-control") == "no-store")
            let code = try Cards.code(in: letter)
            #expect(try await arrived() == before, "nobody has come")
            // A second tap does not kill the card that is in the printer.
            #expect(try await desk.post(path, ["weg": "brief", "bisher": ""]).status == 303)
            var guest = house.visitor()
            #expect(try await guest.post("/karte/anmeldung", ["code": code]).location == "/mein-abend")
            #expect(try await guest.get("/mein-konto").text.contains(name))
            let present = try await house.testDatabase.strings("select at_home::text from check_ins as i where at_home")
            #expect(present == ["true"])
            // Whoever asks again on purpose gets a new one, and the old one is dead.
            let again = try await desk.get(path)
            #expect(again.text.contains("…\(code.suffix(2)) ist schon unterwegs"))
            let second = try await desk.post(path, ["weg": "brief", "bisher": String(code.suffix(2))])
            #expect(second.status == 200)
            #expect(try await guest.get("/mein-konto").status == 401)
            #expect(try await house.testDatabase.strings("select 'x' from people where name like '%Muster%'").isEmpty, "no address is kept")
            // They come after all: a card in the hall, the one at home is dead, and they are a head.
            let hall = try await desk.post(path.replacing("/zuhause", with: "/ankunft"))
            #expect(hall.status == 200)
            _ = try Cards.code(in: hall)
            #expect(try await arrived() != before)
            #expect(try await house.testDatabase.strings("select at_home::text from check_ins as i where at_home").isEmpty)
        }
    }

    @Test func anEmailCarriesTheCard() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let name = "Von Daheim"
            let path = try await registered(house, name)
            for wrong in ["", "nix", "a@b"] {
                let answer = try await desk.post(path, ["weg": "mail", "mailadresse": wrong, "bisher": ""])
                #expect(answer.status == 422, "\(wrong)")
            }
            #expect(try await desk.post(path, ["weg": "mail", "mailadresse": "zuhause@example.org", "bisher": ""]).text.contains("unterwegs"))
            let runner = JobRunner(house.house.database, house.house.modules.flatMap(\.jobs))
            while try await runner.runOne(now: TestClock.evening) != nil {}
            var reader = house.visitor()
            let mailbox = try await reader.get("/werkstatt/postfach").text
            #expect(mailbox.contains("zuhause@example.org"))
            let secret = try #require(mailbox.firstMatch(of: /\/karte#([\w-]{22})/).map { String($0.1) })
            var guest = house.visitor()
            #expect(try await guest.post("/karte/anmeldung", ["secret": secret]).location == "/mein-abend")
            #expect(try await guest.get("/mein-konto").text.contains(name))
            // Whoever sits in the hall already has theirs.
            let here = try await house.testDatabase.strings(
                "select r.id::text from registrations r join check_ins i on i.registration_id = r.id join conferences c on c.id = r.conference_id where c.slug = '18-hik' and not i.at_home limit 1"
            )
            #expect(try await desk.get("/konferenzen/18-hik/einlass/\(try #require(here.first))/zuhause").status == 404)
            var moderator = try await house.visitor(as: .interpreter)
            #expect(try await moderator.get(path).status == 404)
        }
    }
}
