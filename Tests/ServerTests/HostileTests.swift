import Core
import Database
import Foundation
import TestSupport
import Testing

@testable import Postgres
@testable import Web

/// What a stranger could try through HTTP: other councils' ids and plain nonsense in every path, field and header of every route.
@Suite struct HostileTests {
    /// One number for everything that a council has.
    private struct Fingerprint {
        let connection: Connection

        init(_ database: TestDatabase) throws { connection = try Connection(conninfo: database.url("postgres"), applicationName: "tests") }

        func of(_ slug: String) throws -> String {
            let set = try connection.run([
                Statement(
                    """
                    select string_agg((xpath('//d/text()', query_to_xml(format(
                        'select count(*) || ''-'' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as d from %I as t where tenant_id = %L',
                        c.relname, t.id), false, true, '')))[1]::text, ' ' order by c.relname) as print
                    from pg_class as c, tenants as t
                    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and t.slug = $1
                        and exists (select from pg_policy where polrelid = c.oid)
                    """, [slug])
            ])[0]
            return try Row(set: set, index: 0)("print")
        }
    }

    private static let nonsense = [
        "", "0", "-1", "99999999999999999999", "00000000-0000-0000-0000-000000000000", "' or 1=1 --", "<script>alert(1)</script>", "../../etc/passwd",
        "%00", "\u{0}", "\u{202e}", "🙂", String(repeating: "x", count: 20_000), "2026-02-30", "NaN", "null",
    ]

    /// Every field of every form on every page, for everybody who sees one. (All the nonsense in the deep run only: a minute.)
    @Test func everyFieldWithOthersIdsAndNonsense() async throws {
        try await TestHouse.with { house in
            let own = try await Places.of(house, "harburg")
            let foreign = try await Places.of(house, "wandsbek")
            let isDeep = ProcessInfo.processInfo.environment["MITREDEN_DEEP"] != nil
            let values =
                (isDeep ? Self.nonsense : Array(Self.nonsense[5...6])) + foreign.filter { !["table", "round", "step"].contains($0.key) }.map(\.value)
            let print = try Fingerprint(house.testDatabase)
            var visitors = [house.visitor()]
            for role in [Role.participant, .desk, .moderator, .councilOffice, .tenantAdmin] { visitors.append(try await house.visitor(as: role)) }
            let before = try print.of("wandsbek")
            var forms: [Form] = []
            for var visitor in visitors {
                for route in house.house.routes where route.method == .get && !route.template.text.hasPrefix("/werkstatt") {
                    let page = try await visitor.get(try Places.path(route, own))
                    for form in page.status == 200 ? page.filledForms : [] where form.action != "/abmeldung" {
                        if !forms.contains(where: { $0.action == form.action }) {
                            forms.append(Form(visitor: visitor, action: form.action, fields: form.fields))
                        }
                    }
                }
            }
            // Two at a time: one waits for the database while the other works.
            let tried = try await withThrowingTaskGroup(of: Int.self) { group in
                for half in [forms.indices.filter { $0.isMultiple(of: 2) }, forms.indices.filter { !$0.isMultiple(of: 2) }] {
                    let own = half.map { forms[$0] }
                    group.addTask {
                        var tried = 0
                        for form in own { tried += try await Self.attack(form, with: values) }
                        return tried
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(try print.of("wandsbek") == before, "nothing of the other council has changed")
            #expect(forms.count > 20 && tried > 500, "\(forms.count) forms, \(tried) tries")
            // Nor do pages of ours show anything of theirs now.
            for route in house.house.routes where route.method == .get && !route.template.text.hasPrefix("/werkstatt") {
                for var visitor in visitors {
                    let page = try await visitor.get(try Places.path(route, own))
                    #expect(!page.text.contains("Wandsbek"), "\(route.template.text) shows the other council")
                }
            }
        }
    }

    private struct Form: Sendable {
        let visitor: Visitor
        let action: String
        let fields: [(name: String, value: String)]
    }

    /// Each field in turn with each value. - Returns: how many tries that were.
    private static func attack(_ form: Form, with values: [String]) async throws -> Int {
        var visitor = form.visitor
        var tried = 0
        for index in form.fields.indices {
            for value in values {
                var fields = form.fields
                fields[index].value = value
                let answer = try await visitor.post(form.action, form: fields)
                tried += 1
                #expect(answer.status < 500, "\(form.action) with \(fields[index].name)=\(value.prefix(40)): \(answer.status)")
                #expect(!answer.text.contains("<script>alert"), "\(form.action) shows \(fields[index].name) unescaped")
            }
        }
        return tried
    }

    /// Every place of every address with nonsense.
    @Test func everyAddressWithNonsense() async throws {
        try await TestHouse.with { house in
            let own = try await Places.of(house, "harburg")
            var admin = try await house.visitor(as: .tenantAdmin)
            for route in house.house.routes where !route.template.text.hasPrefix("/werkstatt") {
                for place in route.template.parameters {
                    for value in Self.nonsense where !value.isEmpty && value.utf8.count < 2000 {
                        var places = own
                        places[place] = value
                        let path = try Places.path(route, places)
                        let answer = route.method == .get ? try await admin.get(path) : try await admin.post(path)
                        #expect([200, 303, 404, 409, 422].contains(answer.status), "\(route.method) \(path.prefix(120)): \(answer.status)")
                        #expect(!answer.text.contains("<script>alert"))
                    }
                }
            }
        }
    }

    @Test func headersChangeNothing() async throws {
        try await TestHouse.with { house in
            let own = try await Places.of(house, "harburg")
            var wandsbek = try await house.visitor("wandsbek", as: .moderator)
            _ = try await wandsbek.get("/mein-abend")
            let session = try #require(wandsbek.cookies["mitreden"])
            let tricks: [(String, String)] =
                ["X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Forwarded-Server", "X-Original-URL", "X-Rewrite-URL"].map {
                    ($0, $0 == "Forwarded" ? "host=wandsbek.localhost" : $0.hasSuffix("URL") ? "/leitung" : "wandsbek.localhost")
                } + [
                    ("X-HTTP-Method-Override", "POST"), ("Cookie", "mitreden=\(session)"),
                    ("Cookie", "mitreden=" + String(repeating: "a", count: 43)),
                    ("Cookie", "=;;; mitreden; mitreden==; \u{e4}"), ("Accept-Language", String(repeating: "de,", count: 2000)),
                    ("Accept-Language", "../../xx, <script>"), ("If-None-Match", "\"\\\""), ("Authorization", "Bearer " + session),
                    ("Content-Type", "application/json"), ("Accept", "application/xml"), ("Sec-Fetch-Site", "none"),
                ]
            for route in house.house.routes where route.method == .get && !route.template.text.hasPrefix("/werkstatt") {
                let path = try Places.path(route, own)
                var plain = house.visitor()
                let expected = try await plain.get(path).status
                for (name, value) in tricks {
                    var guest = house.visitor()
                    guest.extraHeaders = [(name, value)]
                    let answer = try await guest.get(path)
                    #expect(answer.status == expected, "\(path) with \(name): \(answer.status) instead of \(expected)")
                    #expect(!answer.text.contains("Wandsbek"), "\(path) with \(name) shows the other council")
                }
            }
        }
    }

    @Test func onlyTheHostItselfNamesTheCouncil() async throws {
        try await TestHouse.with { house in
            func ask(_ host: String) async throws -> TestResponse {
                var guest = house.visitor()
                guest.host = host
                return try await guest.get("/konferenzen/18-hik")
            }
            for host in ["harburg.localhost", "HARBURG.LocalHost", "harburg.localhost:8080"] { #expect(try await ask(host).status == 200, "\(host)") }
            for host in [
                "", ".", "localhost", ".localhost", "harburg", "harburg.localhost.", "harburg.localhost.evil.example", "xharburg.localhost",
                "harburg.localhost,wandsbek.localhost", "harburg.localhost@wandsbek.localhost", "wandsbek.localhost@harburg.localhost",
                "harburg.localhost/",
                "[::1]", "127.0.0.1", "h\u{430}rburg.localhost", "%68arburg.localhost", "harburg_localhost", "' or '1'='1",
                String(repeating: "harburg.", count: 500) + "localhost",
            ] {
                let answer = try await ask(host)
                #expect(answer.status == 404 && !answer.text.contains("Anmeldung"), "\(host): \(answer.status)")
            }
        }
    }

    @Test func whatOpensOneCouncilOpensNoOther() async throws {
        try await TestHouse.with { house in
            let code = try await Cards.new(house, "Gast")
            var other = house.visitor("wandsbek")
            #expect(try await other.post("/karte/anmeldung", ["code": code]).status == 422)
            #expect(other.cookies["mitreden"] == nil)
            // At home it works, so the code was a good one.
            var own = house.visitor()
            #expect(try await own.post("/karte/anmeldung", ["code": code]).status == 303)
            // The session it gives is worth nothing elsewhere, neither for reading nor for writing.
            var moved = own
            (moved.host, moved.origin) = ("wandsbek.localhost", "http://wandsbek.localhost")
            for route in house.house.routes where route.permission != .everyone {
                let path = try Places.path(route, try await Places.of(house, "wandsbek"))
                let answer = route.method == .get ? try await moved.get(path) : try await moved.post(path)
                #expect(answer.status == 401, "\(path): \(answer.status)")
            }
        }
    }
}
