import Core
import Database
import Foundation
import TestSupport
import Testing

/// Who may do what is given by administrators, written down, and never by anybody to themselves.
@Suite struct RightsTests {
    /// The part of a link behind the #, from the page that shows it once.
    private func secret(_ page: TestResponse) throws -> String { String(try #require(page.text.firstMatch(of: /anmelden#([\w-]{22})/)).1) }

    private func signIn(_ house: TestHouse, _ secret: String) async throws -> (visitor: Visitor, status: Int) {
        var visitor = house.visitor()
        let status = try await visitor.post("/anmelden/anmeldung", ["secret": secret]).status
        return (visitor, status)
    }

    private func path(of role: Role, _ house: TestHouse) async throws -> String {
        let site = try #require(house.house.directory.site("harburg.localhost"))
        let person = try await house.house.database.read(as: .house(site.tenant)) { tx in
            // The same whom `visitor(as:)` signs in.
            try tx.one(
                """
                select g.person_id::text as id from role_grants as g where g.tenant_id = current_tenant() and g.role = $1
                order by (select count(*) from role_grants as o where o.tenant_id = g.tenant_id and o.person_id = g.person_id), g.granted_at, g.person_id
                limit 1
                """, role.rawValue
            ) { row in try row("id") as String }
        }
        return "/rechte/personen/\(person)"
    }

    private func audited(_ house: TestHouse, _ action: String) async throws -> [String] {
        let site = try #require(house.house.directory.site("harburg.localhost"))
        return try await house.house.database.read(as: .house(site.tenant)) { tx in
            try tx.rows("select subject from audit_events where tenant_id = current_tenant() and action = $1 and person_id is not null", action) {
                row in
                try row("subject") as String
            }
        }
    }

    @Test func anInvitationLeadsIn() async throws {
        try await TestHouse.with { house in
            var admin = try await house.visitor(as: .tenantAdmin)
            let key = try #require(try await admin.get("/rechte").hidden("schluessel"))
            let form = [("name", "Yağmur أمل"), ("rolle", "desk"), ("rolle", "interpreter"), ("rolle", "operator"), ("schluessel", key)]
            let page = try await admin.post("/rechte", form: form)
            #expect(page.status == 200 && page.text.contains("Link für"))
            // Sent again, nobody is invited twice, and no second link is made.
            let again = try await admin.post("/rechte", form: form)
            #expect(again.status == 303 && again.location?.hasPrefix("/rechte/personen/") == true)
            #expect(try await admin.get("/rechte").text.components(separatedBy: "<h3><bdi>Yağmur أمل</bdi></h3>").count == 2)
            var (guest, status) = try await signIn(house, try secret(page))
            #expect(status == 303)
            #expect(try await guest.get("/konferenzen/18-hik/einlass").status == 200)
            #expect(try await guest.get("/konferenzen/18-hik/leitung").status == 404)
            #expect(try await signIn(house, try secret(page)).status == 422, "it works once")
            #expect(try await audited(house, "role.granted").count == 2)

            let incomplete = try await admin.post("/rechte", ["name": "Ohne Aufgabe"])
            #expect(incomplete.status == 422 && incomplete.text.contains("value=\"Ohne Aufgabe\"") && incomplete.text.contains("mindestens eine"))
        }
    }

    @Test func aChangeHoldsAtOnceAndIsWrittenDown() async throws {
        try await TestHouse.with { house in
            var admin = try await house.visitor(as: .tenantAdmin)
            var desk = try await house.visitor(as: .desk)
            let path = try await path(of: .desk, house)
            #expect(try await admin.post(path, ["rolle": "moderator"]).location == "/rechte")
            #expect(try await desk.get("/konferenzen/18-hik/einlass").status == 401)
            #expect(try await audited(house, "role.revoked").contains { $0.hasSuffix(" desk") })
            #expect(try await audited(house, "role.granted").contains { $0.hasSuffix(" moderator") })
            // A new link for them; the one before it is dead.
            let first = try secret(try await admin.post(path + "/link"))
            let second = try secret(try await admin.post(path + "/link"))
            #expect(try await signIn(house, first).status == 422)
            var (moderator, status) = try await signIn(house, second)
            #expect(status == 303)
            #expect(try await moderator.get("/konferenzen/18-hik/leitung").status == 200)
            // Without any role they are nobody's staff, and their links lead nowhere.
            let last = try secret(try await admin.post(path + "/link"))
            #expect(try await admin.post(path).status == 422, "taking everything away is another button")
            #expect(try await admin.post(path + "/entzug").status == 303)
            #expect(try await signIn(house, last).status == 422)
            #expect(try await admin.get(path).status == 404)
        }
    }

    @Test func nobodyChangesTheirOwnRights() async throws {
        try await TestHouse.with { house in
            var admin = try await house.visitor(as: .tenantAdmin)
            let own = try await path(of: .tenantAdmin, house)
            #expect(try await admin.get("/rechte").text.contains("Das sind Sie"))
            #expect(try await admin.get(own).status == 404)
            #expect(try await admin.post(own, ["rolle": "chair"]).status == 404)
            #expect(try await admin.post(own + "/link").status == 404)
            #expect(try await admin.post(own + "/entzug").status == 404)
            #expect(try await admin.get("/rechte").status == 200, "and still is one")
            // Nor does anybody else give rights.
            for role in Role.allCases where role != .tenantAdmin && role != .participant {
                var visitor = try await house.visitor(as: role)
                #expect(try await visitor.post("/rechte", ["name": "Freund", "rolle": "tenant_admin"]).status == 404, "\(role)")
                #expect(try await visitor.post(own, ["rolle": "desk"]).status == 404, "\(role)")
            }
        }
    }

    @Test func theOverviewSaysWhatHolds() async throws {
        try await TestHouse.with { house in
            var admin = try await house.visitor(as: .tenantAdmin)
            let rows = try await admin.get("/rechte/uebersicht").text.components(separatedBy: "<tr>").dropFirst(2)
            let closed = house.house.routes.filter { $0.permission != .everyone && !$0.template.text.hasPrefix("/werkstatt") }
            // All but the page itself, which is made from the others.
            #expect(rows.count == closed.count - 1)
            let yes = rows.reduce(0) { $0 + $1.components(separatedBy: ">ja<").count - 1 }
            let allowed = closed.filter { $0.template.text != "/rechte/uebersicht" }
                .reduce(0) { sum, route in sum + Role.allCases.filter { route.permission.allows([$0]) }.count }
            #expect(yes == allowed)
        }
    }
}
