import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

/// The whole way over HTTP, and what people do to it.
@Suite struct JourneyTests {
    @Test func fromTheDoorToTheResult() async throws {
        try await TestHouse.with { house in
            let code = try await Cards.new(house, "Zübeyde 🙂")
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
            _ = try await moderator.post("/konferenzen/18-hik\(poll)/schliessung")
            let late = try await guest.post("\(poll)/stimme", ["frage-1": "yes"])
            #expect(late.status == 303, "who has voted is told so")
            _ = try await moderator.post("/konferenzen/18-hik\(poll)/freigabe")
            let result = try await guest.get("\(poll)/ergebnis").text
            #expect(result.contains("Eine Person hat abgestimmt"))
        }
    }

    @Test func aCardOfAnotherCouncilIsUnknown() async throws {
        try await TestHouse.with { house in
            let code = try await Cards.new(house, "Gast")
            var elsewhere = house.visitor("wandsbek")
            let answer = try await elsewhere.post("/karte/anmeldung", ["code": code])
            #expect(answer.status == 422 && answer.text.contains(code), "what was typed is still there")
        }
    }

    @Test func aReplacedCardIsDeadAtOnce() async throws {
        try await TestHouse.with { house in
            let code = try await Cards.new(house, "Verliererin")
            var guest = house.visitor()
            _ = try await guest.post("/karte/anmeldung", ["code": code])
            #expect(try await guest.get("/mein-abend").status == 200)
            var desk = try await house.visitor(as: .desk)
            let list = try await desk.get("/konferenzen/18-hik/einlass?suche=Verliererin")
            let replace = try #require(list.forms.first { $0.hasSuffix("/karte") })
            let fresh = try Cards.code(in: try await desk.post(replace))
            #expect(try await guest.get("/mein-abend").status == 401)
            #expect(try await guest.post("/karte/anmeldung", ["code": code]).status == 422)
            #expect(try await guest.post("/karte/anmeldung", ["code": fresh]).status == 303)
        }
    }

    @Test func aHundredWrongCodesSlowOnlyWrongCodes() async throws {
        let pauses = Pauses()
        try await TestHouse.with(pauses: pauses) { house in
            let code = try await Cards.new(house, "Gast")
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
            let code = try await Cards.new(house, "Gast")
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
            #expect(resumed.text.contains("data-page=\"/konferenzen/18-hik/tische/4\""), "live updates come from the page, not from where it stands")
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
            let first = try await guest.post(
                path, ["name": "أميرة 🙂", "kinder": "2", "sonst": "Nüsse <bitte> keine", "schluessel": key, "teilnahme": "ab16"])
            let again = try await guest.post(path, ["name": "أميرة 🙂", "kinder": "2", "schluessel": key, "teilnahme": "ab16"])
            #expect(first.status == 303 && again.location == first.location, "a double tap registers once")
            let child = try await guest.post(path, ["name": "Sami", "schluessel": key, "teilnahme": "ab16"])
            #expect(child.status == 303 && child.location != first.location, "going back and writing another name registers a second person")
            let page = try await guest.get(try #require(first.location))
            #expect(page.status == 200 && page.text.contains("أميرة 🙂"))
            #expect(try await guest.get(path + "/" + String(repeating: "A", count: 16)).status == 404)
        }
    }

    @Test func manyTapsAtOnceRegisterOnce() async throws {
        try await TestHouse.with { house in
            let guest = house.visitor()
            let key = SubmissionKey().description
            let answers = try await withThrowingTaskGroup(of: TestResponse.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        var tap = guest
                        return try await tap.post("/konferenzen/19-hik/anmeldung", ["name": "Ungeduldige", "schluessel": key, "teilnahme": "ab16"])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.status)) == [303] && Set(answers.map(\.location)).count == 1)
        }
    }

    @Test func aHugePasteIsRefusedWithoutShowingItAgain() async throws {
        try await TestHouse.with { house in
            let code = try await Cards.new(house, "Gast")
            var guest = house.visitor()
            _ = try await guest.post("/karte/anmeldung", ["code": code])
            _ = try await guest.post("/konferenzen/18-hik/tische/4/platz")
            let huge = String(repeating: "Mitreden ", count: 250_000)
            let answer = try await guest.post("/konferenzen/18-hik/tische/4/notizen", ["notiz": huge, "art": "idea"])
            #expect(answer.status == 413 && answer.text.utf8.count < 10_000, "a phone would freeze on two megabytes")
            // Other languages lead to the page, not to the form's address.
            #expect(answer.text.contains("href=\"/konferenzen/18-hik/tische/4?sprache=en\""))
            let long = String(repeating: "Mitreden ", count: 20_000)
            let tooLong = try await guest.post("/konferenzen/18-hik/tische/4/notizen", ["notiz": long, "art": "idea"])
            #expect(tooLong.status == 422 && tooLong.text.utf8.count > 180_000, "what was typed is still there")
        }
    }

    @Test func theSameFormTwiceMakesOneConferenceAndOneBallotPaper() async throws {
        try await TestHouse.with { house in
            var office = try await house.visitor(as: .councilOffice)
            let key = try #require(try await office.get("/konferenzen/neu").hidden("schluessel"))
            let day = DateStyle.isoDay(TestClock.evening.addingTimeInterval(90 * 86_400))
            func draft(_ day: String, _ key: String) -> KeyValuePairs<String, String> {
                [
                    "kurzname": "Probe", "name": "Probe", "motto": "Probe", "kurz": "Probe", "tag": day, "einlass": "16:30", "beginn": "17:00",
                    "ende": "20:00", "ort": "Saal", "adresse": "Weg 1", "wer": "Alle", "plaetze": "50", "schluessel": key,
                ]
            }
            let past = try await office.post("/konferenzen/neu", draft("2020-05-04", key))
            #expect(past.status == 422 && past.text.contains("Dieser Tag ist schon vorbei"))
            for _ in 0..<2 { #expect(try await office.post("/konferenzen/neu", draft(day, key)).location?.hasPrefix("/konferenzen/probe") == true) }
            let other = try await office.post("/konferenzen/neu", draft(day, SubmissionKey().description))
            #expect(other.status == 422, "another one of the same name is told so")

            var moderator = try await house.visitor(as: .moderator)
            let page = try await moderator.get("/konferenzen/18-hik/abstimmungen")
            let question = try #require(page.text.firstMatch(of: #/name="fragen" value="([0-9a-f-]+)"/#)).1
            let paper = try #require(page.hidden("schluessel"))
            for _ in 0..<2 {
                let made = try await moderator.post(
                    "/konferenzen/18-hik/abstimmungen", ["titel": "Nur einmal", "fragen": String(question), "schluessel": paper])
                #expect(made.status == 303)
            }
            let after = try await moderator.get("/konferenzen/18-hik/abstimmungen").text
            #expect(after.components(separatedBy: ">Nur einmal<").count == 2)
        }
    }

    @Test func theOfficeCorrectsWhatWasWrong() async throws {
        try await TestHouse.with { house in
            var office = try await house.visitor(as: .councilOffice)
            let list = try await office.get("/buero").text
            // The last of the list is of the oldest conference, voted on and not decided.
            let path = try #require(list.matches(of: #/href="(\/empfehlungen\/[0-9a-f-]+\/bearbeitung)"/#).last).1
            let today = DateStyle.isoDay(TestClock.evening)
            let refused = try await office.post("\(path)/uebergabe", ["tag": today, "weg": "submission", "empfaenger": "Bezirksversammlung"])
            #expect(refused.status == 422 && refused.text.contains("Davor fehlt noch ein Schritt"))
            let early = try await office.post("\(path)/beschluss", ["tag": "2000-01-01", "beschluss": "ja", "ja": "12"])
            #expect(early.status == 422 && early.text.contains("Das kann nicht vor diesem Schritt gewesen sein"))
            for _ in 0..<2 { #expect(try await office.post("\(path)/beschluss", ["tag": today, "beschluss": "ja", "ja": "12"]).status == 303) }
            // The council's number comes later, and belongs to one recommendation only.
            let numbered: KeyValuePairs = ["tag": today, "beschluss": "ja", "ja": "12", "nummer": "HIR-99\u{202e}"]
            #expect(try await office.post("\(path)/beschluss", numbered).status == 303)
            #expect(try await office.get(String(path)).text.contains("HIR-99"))
            let first = try #require(list.firstMatch(of: #/href="(\/empfehlungen\/[0-9a-f-]+\/bearbeitung)"/#)).1
            let taken = try await office.post("\(first)/beschluss", numbered)
            #expect(taken.status == 422 && taken.text.contains("Diese Nummer hat schon eine andere Empfehlung"))
            let other = try await office.post("\(path)/beschluss", ["tag": today, "beschluss": "nein", "ja": "1"])
            #expect(other.status == 422 && other.text.contains("Das ist schon eingetragen"))

            let withdrawal = try #require(try await office.get(String(path)).forms.last { $0.hasSuffix("/ruecknahme") })
            #expect(try await office.post(withdrawal, ["grund": " "]).status == 422)
            for _ in 0..<2 { #expect(try await office.post(withdrawal, ["grund": "Falsch <abgelesen>"]).status == 303) }
            #expect(try await office.post("\(first)/beschluss", numbered).status == 303, "the number is free again")
            #expect(try await office.post("\(path)/beschluss", ["tag": today, "beschluss": "nein", "ja": "1", "nein": "11"]).status == 303)
            var guest = house.visitor()
            let open = try await guest.get(String(path.dropLast("/bearbeitung".count))).text
            #expect(open.contains("nicht angenommen") && open.contains("Falsch &lt;abgelesen&gt;") && open.contains("Ein Eintrag wurde berichtigt"))
        }
    }

    @Test func whoComesTooLateIsToldBeforeTyping() async throws {
        try await TestHouse.with { house in
            try house.testDatabase.run("select for_each_tenant($$ update conferences set capacity = 1 $$)")
            var guest = house.visitor()
            for name in ["Erste", "Zweite"] {
                let form = try await guest.get("/konferenzen/19-hik/anmeldung")
                let key = try #require(form.hidden("schluessel"))
                _ = try await guest.post("/konferenzen/19-hik/anmeldung", ["name": name, "schluessel": key, "teilnahme": "jung"])
            }
            let full = try await guest.get("/konferenzen/19-hik/anmeldung").text
            #expect(full.contains("Alle Plätze sind vergeben") && full.contains("Auf die Warteliste"))
        }
    }

    @Test func aCardSpeaksItsHoldersLanguage() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let key = try #require(try await desk.get("/konferenzen/18-hik/einlass").hidden("schluessel"))
            let card = try await desk.post("/konferenzen/18-hik/einlass/gaeste", ["name": "أميرة", "sprache": "ar", "schluessel": key]).text
            #expect(card.contains("<html lang=\"de\"") && card.contains("class=\"participation-card\" lang=\"ar\" dir=\"rtl\""))
        }
    }

    @Test func theDemonstrationMovesToTodayAndLosesNothing() async throws {
        try await TestHouse.with { house in
            _ = try await Cards.new(house, "Bleibende")
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
