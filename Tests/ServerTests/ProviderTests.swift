import Core
import Crypto
import Foundation
import Server
import TestSupport
import Testing
import Web

/// Accounts elsewhere: the way out and back, what gives a role, and what strangers and bad providers try. The provider is a real one on
/// this machine; see provider_server.py for its habits.
@Suite struct ProviderTests {
    /// A provider that a council of a house has approved.
    private struct Approved: Sendable {
        let server: PythonServer
        let issuer: String
        let id: String
        var path: String { "/anmelden/anbieter/\(id)" }
        var out: String { path + "/weg" }
        var back: String { path + "/anmeldung" }
    }

    /// What our page sent to the provider's.
    private struct Order {
        let state: String
        let nonce: String
        let challenge: String
        let redirect: String
    }

    private static func approve(_ house: TestHouse, _ server: PythonServer, _ habit: String = "good", _ slug: String = "harburg") async throws
        -> Approved
    {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("secret-\(UUID())")
        try "ge heim:\n".write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let issuer = "http://127.0.0.1:\(server.port)/\(habit)"
        let address = try await Operations.approveProvider(
            house.testDatabase.settings(), tenant: slug, issuer: issuer, clientID: "mitreden", secretFile: file.path, name: "Bezirksamt")
        return Approved(server: server, issuer: issuer, id: address.split(separator: "/").dropLast().last.map(String.init) ?? "")
    }

    private func with(_ habit: String = "good", _ test: (TestHouse, Approved) async throws -> Void) async throws {
        let server = try PythonServer("ServerTests/provider_server.py")
        try await TestHouse.with { house in try await test(house, try await Self.approve(house, server, habit)) }
    }

    private func setOut(_ visitor: inout Visitor, _ path: String) async throws -> Order {
        let answer = try await visitor.get(path)
        let location = try #require(answer.location, "\(answer.status)")
        let query = FormData(urlEncoded: location.split(separator: "?", maxSplits: 1).last.map(String.init) ?? "")
        #expect(answer.status == 303 && query["code_challenge_method"] == "S256" && query["response_type"] == "code")
        #expect(query["scope"]?.contains("openid") == true && query["client_id"] == "mitreden")
        return Order(
            state: try #require(query["state"]), nonce: try #require(query["nonce"]), challenge: try #require(query["code_challenge"]),
            redirect: try #require(query["redirect_uri"]))
    }

    /// A code that says which token is to be made of it.
    private func code(
        _ order: Order, _ approved: Approved, subject: String = "u-1", more: [String: Any] = [:], without: String? = nil, sign: String = "RS256",
        cut: Bool = false
    ) throws -> String {
        let now = TestClock.evening.timeIntervalSince1970
        var claims: [String: Any] = [
            "iss": approved.issuer, "aud": "mitreden", "sub": subject, "nonce": order.nonce, "iat": now - 2, "exp": now + 300, "name": "Kim Muster",
        ]
        claims.merge(more) { $1 }
        if let without { claims[without] = nil }
        let data = try JSONSerialization.data(withJSONObject: ["claims": claims, "sign": sign, "challenge": order.challenge, "cut": cut])
        return Secret.base64URL(Array(data))
    }

    private func come(
        _ visitor: inout Visitor, _ approved: Approved, subject: String = "u-1", more: [String: Any] = [:], without: String? = nil,
        sign: String = "RS256", cut: Bool = false, wanted: String = ""
    ) async throws -> TestResponse {
        let order = try await setOut(&visitor, approved.out + wanted)
        let code = try code(order, approved, subject: subject, more: more, without: without, sign: sign, cut: cut)
        return try await visitor.post(approved.back, ["code": code, "state": order.state])
    }

    private func rule(_ house: TestHouse, _ approved: Approved, _ claim: String, _ value: String, _ role: Role) async throws {
        var admin = try await house.visitor(as: .tenantAdmin)
        let answer = try await admin.post(
            "/rechte/anbieter", ["anbieter": approved.id, "angabe": claim, "wert": value, "rolle": role.rawValue])
        #expect(answer.location == "/rechte/anbieter")
    }

    // MARK: Coming in

    @Test(arguments: ["good", "form"]) func aRuleOfTheCouncilLetsSomebodyInAndNothingElseDoes(habit: String) async throws {
        try await with(habit) { house, approved in
            var stranger = house.visitor()
            let refused = try await come(&stranger, approved, more: ["groups": ["einlass"]])
            #expect(refused.status == 422 && refused.text.contains("ist hier noch mit niemandem verbunden"))
            try await rule(house, approved, "groups", "einlass", .desk)
            #expect(try await come(&stranger, approved, more: ["groups": "einlassleitung"]).status == 422, "a value is the whole value")
            #expect(try await come(&stranger, approved, more: ["group": "einlass"]).status == 422)
            var kim = house.visitor()
            #expect(try await come(&kim, approved, more: ["groups": ["alle", "einlass"]]).location == "/mein-abend")
            #expect(try await kim.get("/konferenzen/18-hik/einlass").status == 200)
            #expect(try await kim.get("/mein-konto").text.contains("Kim Muster"))
            #expect(try await kim.get("/rechte").status == 404)
            // Again: the same person. And when the group is gone, so is the role; what somebody here has given stays.
            try house.testDatabase.run(
                "insert into role_grants (tenant_id, person_id, role) select tenant_id, id, 'interpreter' from people where name = 'Kim Muster'")
            var again = house.visitor()
            #expect(try await come(&again, approved, more: ["groups": []]).status == 303)
            #expect(try await again.get("/konferenzen/18-hik/einlass").status == 404)
            #expect(try await again.get("/mein-konto").text.contains("Dolmetschen"))
            #expect(try await kim.get("/mein-konto").status == 401, "a session outlives no right")
            #expect(try await house.testDatabase.strings("select count(*)::text from people where name = 'Kim Muster'") == ["1"])
        }
    }

    @Test(arguments: ["ES256", "no kid"]) func otherWaysToSign(_ sign: String) async throws {
        try await with { house, approved in
            try await rule(house, approved, "sub", "u-1", .interpreter)
            var kim = house.visitor()
            let answer = try await come(&kim, approved, sign: sign)
            // Without a name for the key there must be one alone that fits the method.
            #expect(answer.status == 303, "\(answer.text)")
        }
    }

    @Test func anAccountIsConnectedBySomebodyWhoIsHere() async throws {
        try await with { house, approved in
            var desk = try await house.visitor(as: .desk)
            let order = try await setOut(&desk, "/mein-konto/anbieter/\(approved.id)/weg")
            let code = try code(order, approved)
            // Whoever is sent this answer connects nothing with it, signed in or not.
            for role in [Role.moderator, nil] {
                var other = house.visitor()
                if let role { other = try await house.visitor(as: role) }
                other.cookies["anmeldung"] = desk.cookies["anmeldung"]
                #expect(try await other.post(approved.back, ["code": code, "state": order.state]).status == 422)
            }
            #expect(try await desk.post(approved.back, ["code": code, "state": order.state]).location == "/mein-konto")
            var home = house.visitor()
            #expect(try await come(&home, approved).location == "/mein-abend")
            #expect(try await home.get("/konferenzen/18-hik/einlass").status == 200)
            // It belongs to nobody else.
            var moderator = try await house.visitor(as: .moderator)
            let theirs = try await setOut(&moderator, "/mein-konto/anbieter/\(approved.id)/weg")
            let taken = try await moderator.post(
                approved.back, ["code": try self.code(theirs, approved), "state": theirs.state])
            #expect(taken.status == 422 && taken.text.contains("mit jemand anderem"))
            #expect(try await home.post("/mein-konto/anbieter/\(approved.id)/trennung").location == "/mein-konto")
            #expect(try await come(&home, approved).status == 422)
        }
    }

    @Test func anAdministratorWithAPasskeyComesNotByAnAccount() async throws {
        try await with { house, approved in
            try await rule(house, approved, "sub", "u-1", .tenantAdmin)
            var kim = house.visitor()
            #expect(try await come(&kim, approved).status == 303)
            #expect(try await kim.get("/rechte").status == 200)
            let origin = try #require(house.house.directory.site("harburg.localhost")).origin
            let authenticator = try Authenticator(origin: origin)
            let challenge = try await kim.question("/mein-konto/passkeys/frage")
            #expect(try await kim.post("/mein-konto/passkeys", ["passkey": authenticator.create(challenge)]).status == 200)
            let refused = try await come(&kim, approved)
            #expect(refused.status == 401 && refused.text.contains("brauchen Sie Ihren Passkey"))
        }
    }

    @Test func whatAProviderGaveGoesWithIt() async throws {
        try await with { house, approved in
            try await rule(house, approved, "sub", "u-1", .desk)
            var kim = house.visitor()
            #expect(try await come(&kim, approved).status == 303)
            try await Operations.dismissProvider(house.testDatabase.settings(), tenant: "harburg", issuer: approved.issuer)
            #expect(try await kim.get("/mein-konto").status == 401)
            #expect(try await kim.get(approved.out).status == 404)
            #expect(
                try await house.testDatabase.strings("select role from role_grants g join people p on p.id = g.person_id where p.name = 'Kim Muster'")
                    == [])
        }
    }

    /// Who has lost everything gets a link, and with it what a rule gave them; the last administrator cannot cut off the council.
    @Test func nobodyLosesTheirRightsByMistake() async throws {
        try await with { house, approved in
            try await rule(house, approved, "sub", "u-1", .tenantAdmin)
            var kim = house.visitor()
            #expect(try await come(&kim, approved).status == 303)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                delete from role_grants where tenant_id = current_tenant() and role = 'tenant_admin'
                    and person_id not in (select id from people where name = 'Kim Muster');
                """)
            kim = house.visitor()
            #expect(try await come(&kim, approved).status == 303)
            let refused = try await kim.post("/mein-konto/anbieter/\(approved.id)/trennung")
            #expect(refused.status == 422 && refused.text.contains("als Einzige"))
            let link = try await Operations.signInLink(
                house.testDatabase.settings(), tenant: "harburg", role: .tenantAdmin, forgettingWays: true)
            var back = house.visitor()
            #expect(try await back.post("/anmelden/anmeldung", ["secret": String(link.split(separator: "#").last ?? "")]).status == 303)
            #expect(try await back.get("/rechte").status == 200)
            #expect(try await come(&kim, approved).status == 303, "and is the same person there")
            #expect(try await house.testDatabase.strings("select count(*)::text from people where name = 'Kim Muster'") == ["1"])
        }
    }

    @Test func aRuleThatGoesTakesItsRolesAlong() async throws {
        try await with { house, approved in
            try await rule(house, approved, "sub", "u-1", .desk)
            var kim = house.visitor()
            #expect(try await come(&kim, approved).status == 303)
            var admin = try await house.visitor(as: .tenantAdmin)
            let removal = try #require(try await admin.get("/rechte/anbieter").forms.first { $0.hasSuffix("/entfernung") })
            #expect(try await admin.post(removal).status == 303)
            #expect(try await kim.get("/mein-konto").status == 401)
            #expect(try await house.testDatabase.strings("select r from provider_accounts, unnest(roles) as r").isEmpty)
            let logged = try await house.testDatabase.strings("select subject from audit_events where action = 'role.revoked'")
            #expect(logged.contains { $0.hasSuffix(" desk") })
        }
    }

    /// What the desk may have entered for somebody is worth nothing once a rule gives them more.
    @Test func waysEnteredWithACardEndWhereMoreBegins() async throws {
        try await with { house, approved in
            let card = try await Cards.new(house, "Kim")
            var desk = house.visitor()
            #expect(try await desk.post("/karte/anmeldung", ["code": card]).status == 303)
            let planted = try Authenticator(origin: try #require(house.house.directory.site("harburg.localhost")).origin)
            let made = try await desk.post(
                "/mein-konto/passkeys", ["passkey": planted.create(try await desk.question("/mein-konto/passkeys/frage"))])
            #expect(made.status == 200)
            let order = try await setOut(&desk, "/mein-konto/anbieter/\(approved.id)/weg")
            #expect(try await desk.post(approved.back, ["code": try code(order, approved), "state": order.state]).location == "/mein-konto")
            try await rule(house, approved, "sub", "u-1", .tenantAdmin)
            var kim = house.visitor()
            #expect(try await come(&kim, approved).status == 303)
            #expect(try await kim.get("/rechte").status == 200)
            var thief = house.visitor()
            let stolen = try await thief.post(
                "/anmelden/passkey/anmeldung", ["passkey": try planted.get(try await thief.question("/anmelden/passkey/frage"))])
            #expect(stolen.status == 422)
        }
    }

    /// A provider that is away, or a wrong secret of ours, is nobody's failed attempt.
    @Test func theProvidersFaultCostsTheHallNothing() async throws {
        let pauses = Pauses()
        let server = try PythonServer("ServerTests/provider_server.py")
        try await TestHouse.with(pauses: pauses) { house in
            let approved = try await Self.approve(house, server)
            try house.testDatabase.run("update identity_providers set client_secret = null")
            for _ in 0..<50 {
                var visitor = house.visitor()
                let order = try await setOut(&visitor, approved.out)
                let answer = try await visitor.post(approved.back, ["code": try code(order, approved), "state": order.state])
                #expect(answer.status == 502)
            }
            #expect(try await house.testDatabase.strings("select failures::text from signin_failures").isEmpty)
            #expect(pauses.made.isEmpty)
        }
    }

    // MARK: What strangers try

    @Test func anAnswerIsGoodOnceHereAndNow() async throws {
        try await with { house, approved in
            try await rule(house, approved, "sub", "u-1", .desk)
            var kim = house.visitor()
            let order = try await setOut(&kim, approved.out)
            #expect(order.redirect == (try #require(house.house.directory.site("harburg.localhost"))).origin + approved.path + "/rueckkehr")
            let answer: KeyValuePairs = ["code": try code(order, approved), "state": order.state]
            // Scanners and previews open addresses: nothing happens, and the code is not used up.
            var scanner = house.visitor()
            for _ in 0..<2 { #expect(try await scanner.get(approved.path + "/rueckkehr?code=x&state=y").status == 200) }
            // Another browser; one that has begun as well; another council; another origin.
            var other = house.visitor()
            #expect(try await other.post(approved.back, answer).status == 422)
            _ = try await setOut(&other, approved.out)
            #expect(try await other.post(approved.back, answer).status == 422)
            let sibling = try await Self.approve(house, approved.server, "good", "wandsbek")
            var wandsbek = house.visitor("wandsbek")
            wandsbek.cookies = kim.cookies
            #expect(try await wandsbek.post(sibling.back, answer).status == 422)
            #expect(try await wandsbek.post(approved.back, answer).status == 404)
            for origin in ["http://wandsbek.localhost", approved.issuer, nil] {
                var lured = kim
                lured.origin = origin
                #expect(try await lured.post(approved.back, answer).status == 403)
            }
            // An answer that says it is another provider's (RFC 9207); a state that was changed; none.
            #expect(try await kim.post(approved.back, ["code": answer[0].value, "state": order.state, "iss": "https://example.org"]).status == 422)
            for state in ["", order.state + "A", "A" + order.state, String(order.state.dropLast(2)), order.state.replacing(".", with: "..")] {
                #expect(try await kim.post(approved.back, ["code": answer[0].value, "state": state]).status == 422)
            }
            let elsewhere = (order.state.split(separator: ".").first.map(String.init) ?? "") + "." + Secret.base64URL(Array("i/rechte".utf8))
            #expect(try await kim.post(approved.back, ["code": answer[0].value, "state": elsewhere]).status == 422)
            #expect(try await kim.post(approved.back, answer).status == 303)
            var replay = house.visitor()
            replay.cookies = kim.cookies.filter { $0.key == "anmeldung" }
            #expect(try await replay.post(approved.back, answer).status == 422)
        }
    }

    @Test func nobodyIsLedAstray() async throws {
        try await with { house, approved in
            try await rule(house, approved, "sub", "u-1", .desk)
            var kim = house.visitor()
            #expect(try await come(&kim, approved, wanted: "?weiter=/konferenzen/18-hik/einlass").location == "/konferenzen/18-hik/einlass")
            for wanted in ["https://example.org/", "//example.org", "\\\\example.org"] {
                var lured = house.visitor()
                let answer = try await come(&lured, approved, wanted: "?weiter=" + FormData([("", wanted)]).urlEncoded.dropFirst())
                #expect(answer.location == "/mein-abend", "\(wanted)")
            }
            // A session that was planted is gone when somebody comes in over it.
            var attacker = try await house.visitor(as: .moderator)
            var victim = house.visitor()
            victim.cookies = attacker.cookies
            #expect(try await come(&victim, approved).status == 303)
            #expect(try await attacker.get("/mein-konto").status == 401)
        }
    }

    @Test func timeRunsOut() async throws {
        let server = try PythonServer("ServerTests/provider_server.py")
        try await TestDatabase.with(.demonstration) { database in
            let kept = Kept()
            try await TestHouse.with(on: database) { house in
                let approved = try await Self.approve(house, server)
                try await rule(house, approved, "sub", "u-1", .desk)
                var kim = house.visitor()
                kept.order = try await setOut(&kim, approved.out)
                (kept.approved, kept.cookies) = (approved, kim.cookies)
            }
            for (seconds, status) in [(301.0, 422), (-400, 422), (280, 303)] {
                try await TestHouse.with(on: database, clock: .fixed(TestClock.evening.addingTimeInterval(seconds))) { house in
                    let (order, approved) = (try #require(kept.order), try #require(kept.approved))
                    var kim = house.visitor()
                    kim.cookies = kept.cookies
                    let code = try code(order, approved)
                    let answer = try await kim.post(approved.back, ["code": code, "state": order.state])
                    #expect(answer.status == status, "\(seconds)")
                }
            }
        }
    }

    private final class Kept: @unchecked Sendable {
        var order: Order?
        var approved: Approved?
        var cookies: [String: String] = [:]
    }

    // MARK: What a token must not say

    @Test func tokensThatAreNotForUs() async throws {
        try await with { house, approved in
            try await rule(house, approved, "sub", "u-1", .desk)
            let now = TestClock.evening.timeIntervalSince1970
            let wrong: [(String, [String: Any], String?, String, Bool)] = [
                ("another issuer", ["iss": approved.issuer + "/"], nil, "RS256", false), ("no issuer", [:], "iss", "RS256", false),
                ("for another", ["aud": "other"], nil, "RS256", false), ("for nobody", [:], "aud", "RS256", false),
                ("for several", ["aud": ["mitreden", "other"]], nil, "RS256", false),
                ("made for another", ["azp": "other"], nil, "RS256", false),
                ("another sign-in", ["nonce": "AAAA"], nil, "RS256", false), ("no nonce", [:], "nonce", "RS256", false),
                ("too old", ["exp": now - 61], nil, "RS256", false), ("for ever", [:], "exp", "RS256", false),
                ("text for a time", ["exp": "9999999999"], nil, "RS256", false), ("from the future", ["iat": now + 120], nil, "RS256", false),
                ("not yet", ["nbf": now + 120], nil, "RS256", false), ("about nobody", [:], "sub", "RS256", false),
                ("about a long nobody", ["sub": String(repeating: "u", count: 300)], nil, "RS256", false),
                ("not signed", [:], nil, "none", false), ("signed with the public key", [:], nil, "HS256", false),
                ("signed by a stranger", [:], nil, "stranger", false), ("signed with an unknown key", [:], nil, "unknown", false),
                ("a key used in another way", [:], nil, "other method", false), ("changed on the way", [:], nil, "RS256", true),
            ]
            for (what, more, without, sign, cut) in wrong {
                var visitor = house.visitor()
                let answer = try await come(&visitor, approved, more: more, without: without, sign: sign, cut: cut)
                #expect(answer.status == 422 && visitor.cookies["mitreden"] == nil, "\(what)")
            }
            // A little wrong is the clock's fault.
            for more in [["exp": now - 50], ["iat": now + 50], ["aud": ["mitreden"], "azp": "mitreden"]] as [[String: Any]] {
                var visitor = house.visitor()
                #expect(try await come(&visitor, approved, more: more).status == 303)
            }
            // PKCE: the code of another browser is worth nothing to the provider either.
            var visitor = house.visitor()
            let (mine, theirs) = (try await setOut(&visitor, approved.out), try await setOut(&visitor, approved.out))
            #expect(try await visitor.post(approved.back, ["code": try code(theirs, approved), "state": mine.state]).status == 422)
        }
    }

    @Test func aWeakKeyIsNoKey() async throws {
        try await with("weak") { house, approved in
            try await rule(house, approved, "sub", "u-1", .desk)
            var visitor = house.visitor()
            #expect(try await come(&visitor, approved, sign: "weak").status == 422)
        }
    }

    // MARK: Providers that behave badly

    @Test func badProvidersAreNotApproved() async throws {
        let server = try PythonServer("ServerTests/provider_server.py")
        try await TestHouse.with { house in
            for habit in ["impostor", "nonsense", "huge", "redirect", "broken", "local"] {
                await #expect(throws: Settings.Problem.self, "\(habit)") { _ = try await Self.approve(house, server, habit) }
            }
            for issuer in ["http://example.org", "ftp://127.0.0.1", "https://user@example.org", "https://example.org/#a", "", "127.0.0.1"] {
                await #expect(throws: Settings.Problem.self, "\(issuer)") {
                    _ = try await Operations.approveProvider(
                        house.testDatabase.settings(), tenant: "harburg", issuer: issuer, clientID: "x", secretFile: nil, name: "x")
                }
            }
            // The server itself cannot approve one, whatever its code does.
            let site = try #require(house.house.directory.site("harburg.localhost"))
            await #expect(throws: (any Error).self) {
                try await house.house.database.write(as: .house(site.tenant)) { tx in
                    try tx.execute("insert into identity_providers (issuer, client_id, name) values ('https://example.org', 'x', 'x')")
                }
            }
        }
    }

    @Test func aProviderThatIsAwayIsSaidSo() async throws {
        try await TestDatabase.with(.demonstration) { database in
            let kept = Kept()
            try await TestHouse.with(on: database) { house in
                kept.approved = try await Self.approve(house, try PythonServer("ServerTests/provider_server.py"))
            }
            let away = try #require(kept.approved)
            kept.approved = nil
            // Its process goes with the last who holds it.
            let (path, back) = (away.path, away.back)
            let port = away.server.port
            try await TestHouse.with(on: database) { house in
                var visitor = house.visitor()
                try database.run("update identity_providers set issuer = replace(issuer, '\(port)', '1')")
                let answer = try await visitor.get(path + "/weg")
                #expect(answer.status == 502 && answer.text.contains("Bezirksamt ist gerade nicht zu erreichen"))
                #expect(try await visitor.get(path + "/rueckkehr?error=access_denied").text.contains("abgebrochen"))
                #expect(try await visitor.post(back, ["code": "x", "state": "y"]).status == 422)
            }
        }
    }

    @Test func rulesAreForAdministratorsAndLogged() async throws {
        try await with { house, approved in
            try await rule(house, approved, "groups", "einlass", .desk)
            var admin = try await house.visitor(as: .tenantAdmin)
            let page = try await admin.get("/rechte/anbieter")
            #expect(page.text.contains("groups = einlass"))
            for wrong in [
                ["anbieter": approved.id, "angabe": "", "wert": "x", "rolle": "desk"],
                ["anbieter": "x", "angabe": "a", "wert": "x", "rolle": "desk"],
                ["anbieter": approved.id, "angabe": "a", "wert": "x", "rolle": "participant"],
                ["anbieter": approved.id, "angabe": "a", "wert": "x", "rolle": "operator"],
            ] {
                #expect(try await admin.post("/rechte/anbieter", form: wrong.map { ($0.key, $0.value) }).status == 422)
            }
            let removal = try #require(page.forms.first { $0.hasSuffix("/entfernung") })
            var desk = try await house.visitor(as: .desk)
            #expect(try await desk.post(removal).status == 404)
            #expect(try await desk.get("/rechte/anbieter").status == 404)
            #expect(try await admin.post(removal).status == 303)
            #expect(try await admin.post(removal).status == 404)
            let log = try await admin.get("/protokoll").text
            #expect(log.contains("Regel für Konten anderswo gemacht") && log.contains("Regel für Konten anderswo entfernt"))
        }
    }
}
