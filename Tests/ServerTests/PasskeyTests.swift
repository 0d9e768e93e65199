import Core
import Foundation
import Server
import TestSupport
import Testing
import Web

/// Passkeys and recovery codes: the way in, who has to take it, and what strangers try with it.
@Suite struct PasskeyTests {
    private let origin = "http://harburg.localhost"
    private let signInPage = "/anmelden/passkey"
    private let question = "/anmelden/passkey/frage"
    private let signIn = "/anmelden/passkey/anmeldung"
    private let recovery = "/anmelden/passkey/ersatz"
    private let own = "/mein-konto/passkeys"
    private let admins = "/rechte"

    private func origin(_ house: TestHouse, _ slug: String = "harburg") throws -> String {
        try #require(house.house.directory.site("\(slug).localhost")).origin
    }

    /// Sets one up; returns it with the codes that were shown.
    private func add(_ visitor: inout Visitor, _ house: TestHouse, _ key: Authenticator.Key = .es256) async throws -> (Authenticator, [String]) {
        let authenticator = try Authenticator(key, origin: try origin(house))
        let page = try await visitor.post(own, ["passkey": authenticator.create(try await visitor.question(own + "/frage"))])
        #expect([200, 303].contains(page.status), "\(page.text)")
        let codes = page.text.matches(of: /<li><span>(\w{4})<\/span><span>(\w{4})<\/span><span>(\w{4})<\/span><\/li>/).map {
            "\($0.1) \($0.2) \($0.3)"
        }
        return (authenticator, codes)
    }

    private func come(_ authenticator: Authenticator, _ visitor: inout Visitor, extra: [(String, String)] = []) async throws -> TestResponse {
        let challenge = try await visitor.question(question)
        return try await visitor.post(signIn, form: [("passkey", try authenticator.get(challenge))] + extra)
    }

    private func withAdmin(_ test: (TestHouse, inout Visitor, Authenticator, [String]) async throws -> Void) async throws {
        try await TestHouse.with { house in
            var admin = try await house.visitor(as: .tenantAdmin)
            let (authenticator, codes) = try await add(&admin, house)
            try await test(house, &admin, authenticator, codes)
        }
    }

    // MARK: Coming in

    @Test(arguments: [Authenticator.Key.es256, .rs256]) func aPasskeyLeadsIn(_ key: Authenticator.Key) async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let (authenticator, codes) = try await add(&desk, house, key)
            #expect(codes.count == 8 && Set(codes).count == 8)
            var visitor = house.visitor()
            #expect(try await come(authenticator, &visitor).location == "/mein-abend")
            #expect(try await visitor.get("/konferenzen/18-hik/einlass").status == 200, "as who she is")
            #expect(try await visitor.get(own).text.contains("zuletzt benutzt"))
            // Where she wanted to go; and nowhere else.
            var again = house.visitor()
            #expect(try await come(authenticator, &again, extra: [("weiter", "/konferenzen/18-hik/karten")]).location == "/konferenzen/18-hik/karten")
            for elsewhere in ["https://example.org/", "//example.org/", "\\\\example.org", "/%2F/example.org"] {
                var lured = house.visitor()
                let answer = try await come(authenticator, &lured, extra: [("weiter", elsewhere)])
                #expect(answer.location == nil || answer.location?.hasPrefix("/") == true && answer.location?.hasPrefix("//") == false)
            }
        }
    }

    @Test func aParticipantComesInAsTheirCard() async throws {
        try await TestHouse.with { house in
            let card = try await Cards.new(house, "Amal")
            var guest = house.visitor()
            #expect(try await guest.post("/karte/anmeldung", ["code": card]).location == "/mein-abend")
            let (authenticator, _) = try await add(&guest, house)
            var home = house.visitor()
            #expect(try await come(authenticator, &home).location == "/mein-abend")
            #expect(try await home.get("/mein-konto").text.contains("Karte …\(card.suffix(2))"))
            // The card is replaced: whoever found it may have made the passkey.
            try await Cards.replace(house, of: "Amal")
            var finder = house.visitor()
            #expect(try await come(authenticator, &finder).status == 422)
        }
    }

    // MARK: Who has to

    @Test func anAdministratorWithAPasskeyNeedsIt() async throws {
        try await withAdmin { house, admin, authenticator, _ in
            #expect(try await admin.get(admins).status == 200, "who has just made it need not show it again")
            // A link works no more, and is not used up by being refused.
            let link = try await Operations.signInLink(try house.testDatabase.settings(), tenant: "harburg", role: .tenantAdmin)
            let secret = String(link.split(separator: "#").last ?? "")
            for _ in 0..<2 {
                var visitor = house.visitor()
                let refused = try await visitor.post("/anmelden/anmeldung", ["secret": secret])
                #expect(refused.status == 401 && refused.text.contains("brauchen Sie Ihren Passkey"))
                #expect(try await visitor.get("/mein-konto").status == 401)
            }
            var visitor = house.visitor()
            #expect(try await come(authenticator, &visitor).location == "/mein-abend")
            #expect(try await visitor.get(admins).status == 200)
            // The database says so too, whatever a route forgets.
            try house.testDatabase.run("update sessions set proof = 'link'")
            #expect(try await visitor.get(admins).status == 404)
            #expect(try await visitor.get("/mein-konto").status == 200)
        }
    }

    @Test func othersOfAnAdministratorEndWithTheFirstPasskey() async throws {
        try await TestHouse.with { house in
            var before = try await house.visitor(as: .tenantAdmin)
            var admin = try await house.visitor(as: .tenantAdmin)
            _ = try await add(&admin, house)
            #expect(try await before.get(admins).status == 401)
            #expect(try await admin.get(admins).status == 200)
            // Without one, it is as it was.
            let removal = try #require(try await admin.get(own).forms.first { $0.hasSuffix("/entfernung") })
            #expect(try await admin.post(removal).location == own)
            #expect(try await house.visitor(as: .tenantAdmin).cookies["mitreden"] != nil)
            #expect(try await house.testDatabase.strings("select count(*)::text as t from recovery_codes") == ["0"])
        }
    }

    /// A card is made at the desk in seconds. So it gives nobody more than the desk has, and nothing can be entered with it that would.
    @Test func aCardOfTheDeskGivesNobodyTheRightsOfItsOwner() async throws {
        try await TestHouse.with { house in
            let card = try await Cards.new(house, "Wahid")
            try house.testDatabase.run(
                """
                insert into role_grants (tenant_id, person_id, role) select tenant_id, id, r from people, unnest(array['tenant_admin', 'table_host']) as r
                where name = 'Wahid';
                """)
            var visitor = house.visitor()
            #expect(try await visitor.post("/karte/anmeldung", ["code": card]).location == "/mein-abend")
            #expect(try await visitor.get(admins).status == 404)
            for path in [own, own + "/frage", "/mein-konto/e-mail"] { #expect(try await visitor.get(path).status == 404, "\(path)") }
            #expect(try await visitor.post("/mein-konto/e-mail", ["adresse": "wahid@example.org"]).status == 404)
            #expect(try await visitor.post(own, ["passkey": "{}"]).status == 404)
            #expect(try await visitor.get("/mein-konto").text.contains(own) == false)
        }
    }

    // MARK: Codes

    @Test func aRecoveryCodeLeadsInOnce() async throws {
        try await withAdmin { house, _, _, codes in
            var visitor = house.visitor()
            let typed = codes[0].lowercased().replacing(" ", with: " - ")
            #expect(try await visitor.post(recovery, ["code": typed]).location == own)
            #expect(try await visitor.get(admins).status == 200)
            #expect(try await visitor.get(own).text.contains("noch 7 Ersatzcodes"))
            var again = house.visitor()
            #expect(try await again.post(recovery, ["code": codes[0]]).status == 422)
            var sibling = house.visitor("wandsbek")
            #expect(try await sibling.post(recovery, ["code": codes[1]]).status == 422)
            // New ones take the place of the old.
            #expect(try await visitor.post(own + "/ersatz").status == 200)
            #expect(try await again.post(recovery, ["code": codes[2]]).status == 422)
            let log = try await visitor.get("/protokoll").text
            for what in ["Passkey eingerichtet", "Ersatzcodes gemacht", "Ersatzcode benutzt"] { #expect(log.contains(what), "\(what)") }
        }
    }

    @Test func tryingCodesGetsSlower() async throws {
        let pauses = Pauses()
        try await TestHouse.with(pauses: pauses) { house in
            var stranger = house.visitor()
            for _ in 0..<60 {
                let status = try await stranger.post(recovery, ["code": "2222 2222 2222"]).status
                #expect(status == 422)
            }
            #expect(pauses.made.last ?? .zero >= .seconds(4))
        }
    }

    // MARK: What strangers try

    /// Everything but the thing itself is right; each is refused, and nobody is signed in by it.
    @Test func whatAnAuthenticatorMustNotSay() async throws {
        try await withAdmin { house, _, good, _ in
            let sibling = try origin(house, "wandsbek")
            var wrong: [(String, Authenticator)] = []
            func but(_ what: String, _ change: (inout Authenticator) -> Void) {
                var copy = good
                change(&copy)
                wrong.append((what, copy))
            }
            but("sibling's origin") { $0.origin = sibling }
            but("another scheme") { $0.origin = origin.replacing("http:", with: "https:") }
            but("an origin that begins alike") { $0.origin += ".example.org" }
            but("sibling's host") { $0.host = "wandsbek.localhost" }
            but("the domain above") { $0.host = "localhost" }
            but("in a frame") { $0.crossOrigin = true }
            but("another ceremony") { $0.type = "webauthn.create" }
            but("nobody there") { $0.flags = 0x04 }
            but("nobody asked") { $0.flags = 0x01 }
            but("backed up and yet not") { $0.flags = 0x15 }
            but("another's handle") { $0.handle = "AAAAAAAAAAAAAAAAAAAAAA" }
            wrong.append(("a key nobody knows", try Authenticator(origin: try origin(house))))
            for (what, authenticator) in wrong {
                var visitor = house.visitor()
                let answer = try await come(authenticator, &visitor)
                #expect(answer.status == 422 && visitor.cookies["mitreden"] == nil, "\(what)")
            }
            var visitor = house.visitor()
            #expect(try await come(good, &visitor).status == 303, "the thing itself")
        }
    }

    @Test func anAnswerIsGoodOnceHereAndNow() async throws {
        try await withAdmin { house, admin, authenticator, _ in
            var visitor = house.visitor()
            let answer = try authenticator.get(try await visitor.question(question))
            // Another browser, and one without a cookie; another council with the cookie.
            var other = house.visitor()
            _ = try await other.question(question)
            #expect(try await other.post(signIn, ["passkey": answer]).status == 422)
            var bare = house.visitor()
            #expect(try await bare.post(signIn, ["passkey": answer]).status == 422)
            var sibling = house.visitor("wandsbek")
            sibling.cookies = visitor.cookies
            #expect(try await sibling.post(signIn, ["passkey": answer]).status == 422)
            // A sibling's page, and one from nowhere, cannot send it.
            for origin in ["http://wandsbek.localhost", "https://example.org", nil] {
                var lured = visitor
                lured.origin = origin
                #expect(try await lured.post(signIn, ["passkey": answer]).status == 403)
            }
            #expect(try await visitor.post(signIn, ["passkey": answer]).status == 303)
            var replay = house.visitor()
            replay.cookies = visitor.cookies.filter { $0.key == "anmeldung" }
            #expect(try await replay.post(signIn, ["passkey": answer]).status == 422)
            // What was asked for signing in makes no new passkey, nor the other way round, nor for somebody else.
            let mine = try Authenticator(origin: try origin(house))
            #expect(try await admin.post(own, ["passkey": mine.create(try await admin.question(question))]).location == own)
            var desk = try await house.visitor(as: .desk)
            let forDesk = try await desk.question(own + "/frage")
            admin.cookies["anmeldung"] = desk.cookies["anmeldung"]
            #expect(try await admin.post(own, ["passkey": mine.create(forDesk)]).location == own)
            #expect(try await house.testDatabase.strings("select count(*)::text as t from passkeys") == ["1"])
        }
    }

    /// A browser that an attacker has prepared: with the session they had there, and the cookie they know.
    @Test func nobodyIsSignedInToWhatWasPrepared() async throws {
        try await withAdmin { house, _, authenticator, _ in
            var attacker = try await house.visitor(as: .moderator)
            _ = try await attacker.question(question)
            var victim = house.visitor()
            victim.cookies = attacker.cookies
            let planted = try #require(attacker.cookies["mitreden"])
            #expect(try await come(authenticator, &victim).status == 303)
            #expect(victim.cookies["mitreden"] != planted)
            #expect(try await attacker.get("/mein-konto").status == 401, "the session that was planted is gone")
        }
    }

    @Test func timeRunsOut() async throws {
        try await TestDatabase.with(.demonstration) { database in
            func at(_ seconds: TimeInterval, _ test: (TestHouse) async throws -> Void) async throws {
                try await TestHouse.with(on: database, clock: .fixed(TestClock.evening.addingTimeInterval(seconds)), test)
            }
            let kept = Kept()
            try await at(0) { house in
                var desk = try await house.visitor(as: .desk)
                let (authenticator, _) = try await add(&desk, house)
                var visitor = house.visitor()
                for _ in 0..<4 { kept.answers.append(try authenticator.get(try await visitor.question(question))) }
                kept.cookies = visitor.cookies
            }
            func expect(_ index: Int, at seconds: TimeInterval, _ status: Int, _ why: Comment) async throws {
                try await at(seconds) { house in
                    var visitor = house.visitor()
                    visitor.cookies = kept.cookies.filter { $0.key == "anmeldung" }
                    let answer = try await visitor.post(signIn, ["passkey": kept.answers[index]])
                    #expect(answer.status == status, why)
                }
            }
            try await expect(0, at: 301, 422, "too old")
            try await expect(1, at: -600, 422, "from a future that no clock explains")
            try await expect(2, at: -20, 303, "another server's clock is a little slow")
            try await expect(3, at: 290, 303, "in time")
        }
    }

    private final class Kept: @unchecked Sendable {
        var answers: [String] = []
        var cookies: [String: String] = [:]
    }

    @Test func aCopyThatCountsBehindIsNoticed() async throws {
        try await withAdmin { house, admin, authenticator, _ in
            var real = authenticator
            real.signCount = 7
            var visitor = house.visitor()
            #expect(try await come(real, &visitor).status == 303)
            for count in [7, 6, 0] as [UInt32] {
                var copy = authenticator
                copy.signCount = count
                var thief = house.visitor()
                let answer = try await come(copy, &thief)
                #expect(answer.status == 422 && answer.text.contains("Kopie"))
            }
            real.signCount = 8
            #expect(try await come(real, &visitor).status == 303)
            #expect(try await visitor.get("/protokoll").text.contains("vielleicht kopiert"))
        }
    }

    @Test func nonsenseIsRefusedAndSoIsTheSameKeyTwice() async throws {
        try await withAdmin { house, admin, authenticator, _ in
            let whole = try await authenticator.get(house.visitor().asking(question))
            let nonsense =
                ["", "{}", "null", "[]", "{\"id\":1}", String(repeating: "a", count: 20_000), "\u{0}", "🙂"]
                + (0..<12).map { String(whole.dropLast($0 * whole.count / 12 + 1)) }
                + ["signature", "clientDataJSON", "authenticatorData"].flatMap { field in
                    ["", "A", "AAAA", "====", "💥"].map { whole.replacing(try! Regex("\"\(field)\":\"[^\"]*\""), with: "\"\(field)\":\"\($0)\"") }
                }
            var visitor = house.visitor()
            for text in nonsense {
                #expect(try await visitor.post(signIn, ["passkey": text]).status == 422, "\(text.prefix(80))")
                #expect([303, 422].contains(try await admin.post(own, ["passkey": text]).status))
            }
            // The same authenticator again: for another person, too, nothing is taken over.
            var desk = try await house.visitor(as: .desk)
            #expect(try await desk.post(own, ["passkey": authenticator.create(try await desk.question(own + "/frage"))]).location == own)
            #expect(try await house.testDatabase.strings("select count(*)::text as t from passkeys") == ["1"])
            // Keys too weak or of another kind.
            for key in ["", "AAAA"] {
                let new = try Authenticator(origin: try origin(house)).create(try await desk.question(own + "/frage"))
                let changed = new.replacing(try! Regex("\"publicKey\":\"[^\"]*\""), with: "\"publicKey\":\"\(key)\"")
                #expect(try await desk.post(own, ["passkey": changed]).status == 422)
            }
        }
    }

    @Test func anotherAdministratorHelpsWhoHasLostEverything() async throws {
        try await withAdmin { house, admin, authenticator, codes in
            var desk = try await house.visitor(as: .desk)
            let (other, otherCodes) = try await add(&desk, house)
            let person = try await house.testDatabase.strings(
                "select person_id::text as t from passkeys order by created_at desc limit 1")[0]
            let page = try await admin.post("/rechte/personen/\(person)/link")
            #expect(page.status == 200)
            var thief = house.visitor()
            #expect(try await come(other, &thief).status == 422)
            #expect(try await thief.post(recovery, ["code": otherCodes[0]]).status == 422)
            var mine = house.visitor()
            #expect(try await come(authenticator, &mine).status == 303, "and nobody else's is touched")
            // The last administrator asks the operator.
            let settings = try house.testDatabase.settings()
            let link = try await Operations.signInLink(settings, tenant: "harburg", role: .tenantAdmin, forgettingWays: true)
            var back = house.visitor()
            #expect(try await back.post("/anmelden/anmeldung", ["secret": String(link.split(separator: "#").last ?? "")]).status == 303)
            #expect(try await back.get(admins).status == 200)
            #expect(try await come(authenticator, &mine).status == 422)
        }
    }
}

extension Visitor {
    fileprivate func asking(_ path: String) async throws -> String {
        var copy = self
        return try await copy.question(path)
    }
}
