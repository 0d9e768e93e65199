import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

/// The whole way over HTTP, and what people do to it.
@Suite struct JourneyTests {
    /// The code on a freshly issued card's page.
    private func code(in page: TestResponse) throws -> String {
        let start = try #require(page.text.range(of: "class=\"code\""))
        let groups = page.text[start.upperBound...].prefix(300).matches(of: #/<span>([A-Z2-9]{3})<\/span>/#).prefix(3)
        #expect(groups.count == 3)
        return groups.map { String($0.1) }.joined()
    }

    private func newCard(_ house: TestHouse, _ name: String) async throws -> String {
        var desk = try await house.visitor(as: .desk)
        let form = try await desk.get("/konferenzen/18-hik/einlass")
        let key = try #require(form.hidden("schluessel"))
        return try code(in: try await desk.post("/konferenzen/18-hik/einlass/gaeste", ["name": name, "sprache": "de", "schluessel": key]))
    }

    @Test func fromTheDoorToTheResult() async throws {
        try await TestHouse.with { house in
            let code = try await newCard(house, "Zübeyde 🙂")
            var guest = house.visitor()
            #expect(try await guest.post("/karte/anmeldung", ["code": code.lowercased()]).location == "/mein-abend")
            #expect(try await guest.post("/konferenzen/18-hik/tische/4/platz").location == "/konferenzen/18-hik/tische/4")
            let table = try await guest.get("/konferenzen/18-hik/tische/4")
            let key = try #require(table.hidden("schluessel"))
            let note = "Wir wollen <b>reden</b> 🙂 نريد أن نتكلم"
            for _ in 0..<2 {
                let answer = try await guest.post(
                    "/konferenzen/18-hik/tische/4/notizen", ["notiz": note, "art": "idea", "sprache": "de", "schluessel": key])
                #expect(answer.status == 303)
            }
            let after = try await guest.get("/konferenzen/18-hik/tische/4").text
            #expect(after.components(separatedBy: "Wir wollen &lt;b&gt;reden&lt;/b&gt; 🙂 نريد أن نتكلم").count == 2, "kept once, escaped")

            let evening = try await guest.get("/mein-abend").text
            let poll = try #require(evening.firstMatch(of: #/href="(\/abstimmungen\/[0-9a-f-]+)"/#)).1
            let incomplete = try await guest.post("\(poll)/stimme", ["frage-1": "yes"])
            #expect(incomplete.status == 422 && incomplete.text.contains("value=\"yes\" checked"))
            for _ in 0..<2 {
                let vote = try await guest.post(
                    "\(poll)/stimme",
                    ["frage-1": "yes", "frage-2": "no", "frage-3": "abstain", "frage-4": "yes", "frage-5": "yes", "frage-6": "yes"])
                #expect(vote.status == 303)
            }
            #expect(try await guest.get(String(poll)).text.contains("Ihre Stimme ist gezählt"))

            var moderator = try await house.visitor(as: .moderator)
            #expect(try await guest.get("\(poll)/ergebnis").status == 404)
            _ = try await moderator.post("\(poll)/schliessung")
            let late = try await guest.post("\(poll)/stimme", ["frage-1": "yes"])
            #expect(late.status == 303, "who has voted is told so")
            _ = try await moderator.post("\(poll)/freigabe")
            let result = try await guest.get("\(poll)/ergebnis").text
            #expect(result.contains("Eine Person hat abgestimmt"))
        }
    }

    @Test func aCardOfAnotherCouncilIsUnknown() async throws {
        try await TestHouse.with { house in
            let code = try await newCard(house, "Gast")
            var elsewhere = house.visitor("wandsbek")
            let answer = try await elsewhere.post("/karte/anmeldung", ["code": code])
            #expect(answer.status == 422 && answer.text.contains(code), "what was typed is still there")
        }
    }

    @Test func aReplacedCardIsDeadAtOnce() async throws {
        try await TestHouse.with { house in
            let code = try await newCard(house, "Verliererin")
            var guest = house.visitor()
            _ = try await guest.post("/karte/anmeldung", ["code": code])
            #expect(try await guest.get("/mein-abend").status == 200)
            var desk = try await house.visitor(as: .desk)
            let list = try await desk.get("/konferenzen/18-hik/einlass?suche=Verliererin")
            let replace = try #require(list.forms.first { $0.hasSuffix("/karte") })
            let fresh = try self.code(in: try await desk.post(replace))
            #expect(try await guest.get("/mein-abend").status == 401)
            #expect(try await guest.post("/karte/anmeldung", ["code": code]).status == 422)
            #expect(try await guest.post("/karte/anmeldung", ["code": fresh]).status == 303)
        }
    }

    @Test func aHundredWrongCodesSlowOnlyWrongCodes() async throws {
        let pauses = Pauses()
        try await TestHouse.with(pauses: pauses) { house in
            let code = try await newCard(house, "Gast")
            var attacker = house.visitor()
            // Right check characters, wrong cards: what an attacker would send.
            for number in 0..<100 {
                let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
                var characters = (0..<8).map { alphabet[(number * 7 + $0 * 11) % 31] }
                characters.append(alphabet[characters.enumerated().reduce(0) { $0 + ($1.offset + 2) * alphabet.firstIndex(of: $1.element)! } % 31])
                #expect(try await attacker.post("/karte/anmeldung", ["code": String(characters)]).status == 422)
            }
            #expect(pauses.made.contains { $0 > .seconds(5) }, "the hundredth waits")
            let before = pauses.made.count
            var guest = house.visitor()
            #expect(try await guest.post("/karte/anmeldung", ["code": code]).status == 303)
            #expect(pauses.made.dropFirst(before).allSatisfy { $0 == .zero }, "nobody in the hall notices")
        }
    }

    @Test func whatWasTypedSurvivesAnEndedSession() async throws {
        try await TestHouse.with { house in
            let code = try await newCard(house, "Gast")
            var guest = house.visitor()
            _ = try await guest.post("/karte/anmeldung", ["code": code])
            _ = try await guest.post("/konferenzen/18-hik/tische/4/platz")
            let key = try #require(try await guest.get("/konferenzen/18-hik/tische/4").hidden("schluessel"))
            guest.cookies = [:]
            let typed = "Zeile eins\nZeile \"zwei\" & <drei>"
            let ended = try await guest.post(
                "/konferenzen/18-hik/tische/4/notizen", ["notiz": typed, "art": "idea", "sprache": "de", "schluessel": key])
            #expect(ended.status == 401 && ended.text.contains("Was Sie geschrieben haben, ist noch da"))
            let back = try #require(ended.hidden("weiter"))
            let kept = try #require(ended.hidden("getippt"))
            let resumed = try await guest.post("/karte/anmeldung", ["code": code, "weiter": back, "getippt": kept])
            #expect(resumed.status == 200 && resumed.text.contains("Zeile &quot;zwei&quot; &amp; &lt;drei&gt;"))
            #expect(resumed.forms.contains("/konferenzen/18-hik/tische/4/notizen"))
        }
    }

    @Test func registrationToleratesPeople() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let form = try await guest.get("/konferenzen/19-hik/anmeldung")
            let key = try #require(form.hidden("schluessel"))
            let path = "/konferenzen/19-hik/anmeldung"
            let long = String(repeating: "Ä", count: 300)
            let tooLong = try await guest.post(path, ["name": long, "schluessel": key])
            #expect(tooLong.status == 422 && tooLong.text.contains(long) && tooLong.text.contains("300 Zeichen"))
            #expect(try await guest.post(path, ["name": "  ", "schluessel": key]).status == 422)
            let first = try await guest.post(path, ["name": "أميرة 🙂", "kinder": "2", "sonst": "Nüsse <bitte> keine", "schluessel": key])
            let again = try await guest.post(path, ["name": "أميرة 🙂", "kinder": "2", "schluessel": key])
            #expect(first.status == 303 && again.location == first.location, "a double tap registers once")
            let page = try await guest.get(try #require(first.location))
            #expect(page.status == 200 && page.text.contains("أميرة 🙂"))
            #expect(try await guest.get(path + "/" + String(repeating: "A", count: 16)).status == 404)
        }
    }

    @Test func aHugePasteGetsTheSamePageWithItsTextStillThere() async throws {
        try await TestHouse.with { house in
            let code = try await newCard(house, "Gast")
            var guest = house.visitor()
            _ = try await guest.post("/karte/anmeldung", ["code": code])
            _ = try await guest.post("/konferenzen/18-hik/tische/4/platz")
            let huge = String(repeating: "Mitreden ", count: 250_000)
            let answer = try await guest.post("/konferenzen/18-hik/tische/4/notizen", ["notiz": huge, "art": "idea"])
            #expect(answer.status == 422 && answer.text.utf8.count > 2_000_000)
            let tooMuch = try await guest.post("/konferenzen/18-hik/tische/4/notizen", ["notiz": huge + huge, "art": "idea"])
            #expect(tooMuch.status == 413)
        }
    }

    @Test func theDemonstrationMovesToTodayAndLosesNothing() async throws {
        try await TestHouse.with { house in
            _ = try await newCard(house, "Bleibende")
            let later = TestClock.evening.addingTimeInterval(9 * 86_400)
            let lines = try await house.seedAgain(now: later)
            #expect(lines.count == 2)
            var desk = try await house.visitor(as: .desk)
            #expect(try await desk.get("/konferenzen/18-hik/einlass?suche=Bleibende").text.contains("Bleibende"))
            let site = try #require(house.house.directory.site("harburg.localhost"))
            let start = try await house.house.database.read(as: .house(site.tenant)) { tx in
                try tx.one("select starts_at from conferences where tenant_id = current_tenant() and slug = '18-hik'") { row in
                    try row("starts_at") as Date
                }
            }
            #expect(DateStyle.isoDay(start) == DateStyle.isoDay(later))
        }
    }
}
