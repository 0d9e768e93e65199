import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

/// Coming in by e-mail, and what strangers try with it. Messages are read on the developer's mailbox page.
@Suite struct EmailTests {
    private struct Mail {
        let text: String
        var code: String? { text.firstMatch(of: /class="code" dir="ltr">(\d{3} \d{3})</).map { String($0.1) } }
        var secret: String? { text.firstMatch(of: /e-mail#([\w-]{22})/).map { String($0.1) } }
    }

    private func runJobs(_ house: TestHouse, at now: Date = TestClock.evening) async throws {
        let runner = JobRunner(house.house.database, house.house.modules.flatMap(\.jobs))
        while try await runner.runOne(now: now) != nil {}
    }

    /// The messages there are, newest first.
    private func mails(_ house: TestHouse, _ slug: String = "harburg") async throws -> [Mail] {
        try await runJobs(house)
        var visitor = house.visitor(slug)
        let page = try await visitor.get("/werkstatt/postfach").text
        return page.components(separatedBy: "<article").dropFirst().map { Mail(text: $0) }
    }

    private func ask(_ visitor: inout Visitor, _ address: String, extra: [(String, String)] = []) async throws -> TestResponse {
        let key = try #require(try await visitor.get("/anmelden/e-mail").hidden("schluessel"))
        return try await visitor.post("/anmelden/e-mail", form: [("adresse", address), ("schluessel", key)] + extra)
    }

    private let confirmation = "/anmelden/e-mail/bestaetigung"

    /// Enters an address on "my account" and confirms it.
    private func enter(_ address: String, _ visitor: inout Visitor, _ house: TestHouse) async throws {
        let key = try #require(try await visitor.get("/mein-konto/e-mail").hidden("schluessel"))
        #expect(try await visitor.post("/mein-konto/e-mail", ["adresse": address, "schluessel": key]).status == 200)
        let code = try #require(try await mails(house).first?.code)
        #expect(try await visitor.post("/mein-konto/e-mail/bestaetigung", ["code": code]).location == "/mein-konto")
    }

    /// A house in which somebody of the desk has entered an address.
    private func withAddress(_ test: (TestHouse) async throws -> Void) async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            try await enter("Fatma@Example.org", &desk, house)
            #expect(try await desk.get("/mein-konto").text.contains("Fatma@Example.org"))
            try await test(house)
        }
    }

    /// As if so much time had gone by: of these the database's clock decides.
    private func age(_ house: TestHouse, minutes: Int) throws {
        try house.testDatabase.run(
            """
            update email_requests set requested_at = requested_at - interval '\(minutes) minutes', mailed_at = mailed_at - interval '\(minutes) minutes',
                expires_at = expires_at - interval '\(minutes) minutes';
            """)
    }

    @Test func theCodeLeadsInOnceAndOnlyHere() async throws {
        try await withAddress { house in
            var visitor = house.visitor()
            let asked = try await ask(&visitor, " fatma@example.ORG ")
            #expect(asked.status == 200 && asked.text.contains("Schauen Sie in Ihr Postfach"))
            let mail = try #require(try await mails(house).first)
            let code = try #require(mail.code)
            // Another browser, another council: nothing.
            var other = house.visitor()
            _ = try await ask(&other, "unbekannt@example.org")
            #expect(try await other.post(confirmation, ["code": code]).status == 422)
            var wandsbek = house.visitor("wandsbek")
            wandsbek.cookies = visitor.cookies
            #expect(try await wandsbek.post(confirmation, ["code": code]).status == 422)
            #expect(try await visitor.post(confirmation, ["code": code]).location == "/mein-abend")
            #expect(try await visitor.get("/konferenzen/18-hik/einlass").status == 200, "as who she is")
            // Once.
            var again = house.visitor()
            again.cookies = visitor.cookies.filter { $0.key == "anmeldung" }
            #expect(try await again.post(confirmation, ["code": code]).status == 422)
            #expect(try await again.post(confirmation, ["secret": mail.secret ?? ""]).status == 422)
        }
    }

    @Test func theLinkLeadsInWhereItWasOrderedAndLookingAtItDoesNothing() async throws {
        try await withAddress { house in
            var visitor = house.visitor()
            _ = try await ask(&visitor, "fatma@example.org")
            let secret = try #require(try await mails(house).first?.secret)
            // A scanner that opens every address, and then one that presses every button.
            var scanner = house.visitor()
            for _ in 0..<3 { #expect(try await scanner.get("/anmelden/e-mail").status == 200) }
            let pressed = try await scanner.post(confirmation, ["secret": secret])
            #expect(pressed.status == 422 && pressed.text.contains("nur in dem Browser"))
            #expect(try await visitor.post(confirmation, ["secret": "falsch-" + secret]).status == 422)
            #expect(try await visitor.post(confirmation, ["secret": secret]).location == "/mein-abend")
            #expect(try await visitor.post(confirmation, ["secret": secret]).status == 422)
        }
    }

    /// Known or not: the same answer, byte for byte but for what is random, and the same work until it is sent.
    @Test func nobodyLearnsWhetherAnAddressIsKnown() async throws {
        try await withAddress { house in
            func answer(_ address: String) async throws -> String {
                var visitor = house.visitor()
                let page = try await ask(&visitor, address)
                #expect(page.status == 200 && visitor.cookies["anmeldung"] != nil)
                let wrong = try await visitor.post(confirmation, ["code": "000 000"])
                return (page.text + wrong.text).replacing(address, with: "…")
                    .replacing(/name="schluessel" value="[^"]+"/, with: "").replacing(/id="[^"]*-error"/, with: "")
            }
            #expect(try await answer("fatma@example.org") == answer("keine@example.org"))
            // Nor later: after the message, when it is too old, and after many.
            func later(_ address: String) async throws -> [String] {
                var seen: [String] = []
                var visitors: [Visitor] = []
                for _ in 0..<5 {
                    var visitor = house.visitor()
                    _ = try await ask(&visitor, address)
                    try await runJobs(house)
                    visitors.append(visitor)
                }
                func look() async throws {
                    for index in visitors.indices {
                        let page = try await visitors[index].get("/anmelden/e-mail").text
                        let wrong = try await visitors[index].post(confirmation, ["code": "000000"]).text
                        seen.append("\(index) \(page.contains("Code aus der E-Mail")) \(wrong.contains("noch")) \(wrong.contains("zu alt"))")
                    }
                }
                try await look()
                try age(house, minutes: 6)
                try await runJobs(house, at: TestClock.evening.addingTimeInterval(6 * 60))
                try await look()
                try age(house, minutes: 16)
                try await look()
                return seen
            }
            let known = try await later("fatma@example.org")
            try house.testDatabase.run("delete from email_requests; delete from jobs")
            #expect(try await later("niemand@example.org") == known)
            _ = try await mails(house)
            let stored = try await house.house.database.read(as: .house(try #require(house.house.directory.site("harburg.localhost")).tenant)) { tx in
                try tx.one("select count(*)::int as n from mails where tenant_id = current_tenant() and recipient is null") { row in
                    try row("n") as Int
                }
            }
            #expect(stored == 0, "what nobody gets is not kept")
        }
    }

    @Test func afterFiveWrongCodesTheLinkIsLeft() async throws {
        try await withAddress { house in
            var visitor = house.visitor()
            _ = try await ask(&visitor, "fatma@example.org")
            let mail = try #require(try await mails(house).first)
            let code = try #require(mail.code)
            let wrong = code == "111 111" ? "222222" : "111111"
            for left in (1...4).reversed() {
                let page = try await visitor.post(confirmation, ["code": wrong])
                #expect(
                    page.text.contains(left == 1 ? "noch einen Versuch" : "noch \u{2068}\(left)\u{2069} Versuche")
                        || page.text.contains("\(left) Versuche"))
            }
            #expect(try await visitor.post(confirmation, ["code": wrong]).text.contains("gilt nicht mehr"))
            #expect(try await visitor.post(confirmation, ["code": code]).status == 422, "even the right one")
            #expect(try await visitor.post(confirmation, ["secret": mail.secret ?? ""]).status == 303)
        }
    }

    @Test func messagesGrowOld() async throws {
        try await withAddress { house in
            var visitor = house.visitor()
            _ = try await ask(&visitor, "fatma@example.org")
            let mail = try #require(try await mails(house).first)
            try age(house, minutes: 14)
            #expect(try await visitor.get("/anmelden/e-mail").text.contains("Code aus der E-Mail"))
            try age(house, minutes: 2)
            let page = try await visitor.post(confirmation, ["code": mail.code ?? ""])
            #expect(page.status == 422 && page.text.contains("zu alt"))
            #expect(try await visitor.post(confirmation, ["secret": mail.secret ?? ""]).status == 422)
        }
    }

    /// A stranger floods somebody's mailbox and guesses at their codes: few messages come, and she still comes in.
    @Test func whoIsFloodedStillComesIn() async throws {
        try await withAddress { house in
            for _ in 0..<12 {
                var stranger = house.visitor()
                _ = try await ask(&stranger, "fatma@example.org")
                try await runJobs(house)
                for _ in 0..<5 { _ = try await stranger.post(confirmation, ["code": "000000"]) }
            }
            let before = try await mails(house).count
            // One of them confirmed the address; three came at once.
            #expect(before <= 4)
            // Twelve with five tries each, and twenty were looked at.
            let site = try #require(house.house.directory.site("harburg.localhost"))
            let tried = try await house.house.database.read(as: .house(site.tenant)) { tx in
                try tx.one("select sum(failures)::int as n from email_requests where tenant_id = current_tenant()") { row in try row("n") as Int }
            }
            #expect(tried == 20)
            var visitor = house.visitor()
            _ = try await ask(&visitor, "fatma@example.org")
            #expect(try await mails(house).count == before, "she waits with the others")
            try age(house, minutes: 5)
            try await runJobs(house, at: TestClock.evening.addingTimeInterval(5 * 60 + 2))
            let after = try await mails(house)
            #expect(after.count == before + 1, "one for all")
            let mail = try #require(after.first)
            #expect(mail.code == nil, "with the link alone")
            #expect(try await visitor.post(confirmation, ["secret": mail.secret ?? ""]).status == 303)
        }
    }

    @Test func theSameFormSendsOneMessage() async throws {
        try await withAddress { house in
            var visitor = house.visitor()
            let key = try #require(try await visitor.get("/anmelden/e-mail").hidden("schluessel"))
            let before = try await mails(house).count
            // The first answer was lost; the second tap comes without its cookie.
            var first = visitor
            for _ in 0..<2 { _ = try await first.post("/anmelden/e-mail", ["adresse": "fatma@example.org", "schluessel": key]) }
            _ = try await visitor.post("/anmelden/e-mail", ["adresse": "fatma@example.org", "schluessel": key])
            let after = try await mails(house)
            #expect(after.count == before + 1)
            #expect(try await visitor.post(confirmation, ["code": after.first?.code ?? ""]).status == 303)
        }
    }

    @Test func aCardIsClaimedAndOpensAsThatCard() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let code = try await Cards.new(house, "Amal")
            #expect(try await guest.post("/karte/anmeldung", ["code": code]).status == 303)
            try await enter("amal@example.org", &guest, house)
            var elsewhere = house.visitor()
            elsewhere.language = "ar"
            _ = try await ask(&elsewhere, "amal@example.org")
            let mail = try #require(try await mails(house).first)
            #expect(mail.text.contains("dir=\"rtl\""))
            #expect(try await elsewhere.post(confirmation, ["code": mail.code ?? ""]).status == 303)
            elsewhere.language = "de"
            let (here, there) = (try await guest.get("/mein-konto").text, try await elsewhere.get("/mein-konto").text)
            let ending = /Karte …?[^<]*?([2-9A-Z]{2})\b/
            #expect(here.firstMatch(of: ending)?.1 == there.firstMatch(of: ending)?.1)
        }
    }

    /// Whoever finds a card can enter an address with it; when the card is replaced, that opens nothing any more.
    @Test func aReplacedCardTakesItsAddressAlong() async throws {
        try await TestHouse.with { house in
            let code = try await Cards.new(house, "Verloren")
            var finder = house.visitor()
            #expect(try await finder.post("/karte/anmeldung", ["code": code]).status == 303)
            try await enter("finder@example.org", &finder, house)
            try await Cards.replace(house, of: "Verloren")
            #expect(try await finder.get("/mein-konto").status == 401)
            let before = try await mails(house).count
            var again = house.visitor()
            _ = try await ask(&again, "finder@example.org")
            #expect(try await mails(house).count == before)
        }
    }

    /// A stranger who asks and guesses for an address cannot keep it from being entered.
    @Test func strangersDoNotHinderAClaim() async throws {
        try await TestHouse.with { house in
            for _ in 0..<5 {
                var stranger = house.visitor()
                _ = try await ask(&stranger, "amal@example.org")
                try await runJobs(house)
                for _ in 0..<5 { _ = try await stranger.post(confirmation, ["code": "000000"]) }
            }
            var desk = try await house.visitor(as: .desk)
            try await enter("amal@example.org", &desk, house)
        }
    }

    @Test func oneAddressBelongsToOnePerson() async throws {
        try await withAddress { house in
            var other = try await house.visitor(as: .moderator)
            let key = try #require(try await other.get("/mein-konto/e-mail").hidden("schluessel"))
            let asked = try await other.post("/mein-konto/e-mail", ["adresse": "fatma@example.org", "schluessel": key])
            #expect(asked.status == 200 && !asked.text.contains("gehört"), "it does not say so before one has shown that it is one's own")
            let code = try #require(try await mails(house).first?.code)
            let page = try await other.post("/mein-konto/e-mail/bestaetigung", ["code": code])
            #expect(page.status == 422 && page.text.contains("jemand anderem"))
            // Nor does the code for one's own address sign anybody in.
            var guest = house.visitor()
            guest.cookies = other.cookies.filter { $0.key == "anmeldung" }
            #expect(try await guest.post(confirmation, ["code": code]).status == 422)
        }
    }

    @Test func aNewAddressSaysGoodbyeToTheOld() async throws {
        try await withAddress { house in
            var desk = try await house.visitor(as: .desk)
            try await enter("neu@example.org", &desk, house)
            let all = try await mails(house)
            #expect(all.contains { $0.text.contains("Fatma@Example.org") && $0.text.contains("nicht mehr eingetragen") })
            #expect(try await desk.post("/mein-konto/e-mail/entfernung").status == 303)
            #expect(!(try await desk.get("/mein-konto").text.contains("neu@example.org")))
            #expect(try await mails(house).contains { $0.text.contains("neu@example.org") && $0.text.contains("nicht mehr eingetragen") })
            var visitor = house.visitor()
            let count = try await mails(house).count
            _ = try await ask(&visitor, "neu@example.org")
            #expect(try await mails(house).count == count)
        }
    }

    @Test func whoWasInterruptedGoesOn() async throws {
        try await withAddress { house in
            var visitor = house.visitor()
            let stopped = try await visitor.get("/konferenzen/18-hik/einlass")
            #expect(stopped.status == 401)
            let page = try await visitor.get("/anmelden/e-mail?weiter=/konferenzen/18-hik/einlass")
            #expect(page.hidden("weiter") == "/konferenzen/18-hik/einlass")
            _ = try await ask(&visitor, "fatma@example.org", extra: [("weiter", "/konferenzen/18-hik/einlass")])
            let code = try #require(try await mails(house).first?.code)
            let back = try await visitor.post(confirmation, ["code": code, "weiter": "/konferenzen/18-hik/einlass"])
            #expect(back.location == "/konferenzen/18-hik/einlass")
            for hostile in ["//boese.example", "https://boese.example", "/\\boese.example"] {
                var other = house.visitor()
                #expect(try await other.get("/anmelden/e-mail?weiter=" + hostile).hidden("weiter") == nil)
            }
        }
    }

    /// A stranger cannot make the browser of somebody else sign in as the stranger: the form must come from our own pages.
    @Test func siblingsAndNobodyCanPostTheForms() async throws {
        try await withAddress { house in
            for origin in ["http://wandsbek.localhost", nil] {
                for path in ["/anmelden/e-mail", confirmation] {
                    var visitor = house.visitor()
                    visitor.origin = origin
                    let answer = try await visitor.post(path, ["adresse": "fatma@example.org", "code": "123456"])
                    #expect(answer.status == 403)
                }
            }
        }
    }

    @Test func wrongAddressesAreKept() async throws {
        try await TestHouse.with { house in
            var visitor = house.visitor()
            for wrong in ["fatma", "a@b.de\r\nBcc: x@y.de", String(repeating: "x", count: 300) + "@b.de", "مرحبا@example.org"] {
                let page = try await ask(&visitor, wrong)
                #expect(page.status == 422 && visitor.cookies["anmeldung"] == nil)
            }
            #expect(try await mails(house).isEmpty)
        }
    }
}
