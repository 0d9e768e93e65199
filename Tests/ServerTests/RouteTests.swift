import Core
import Database
import Foundation
import HTML
import Server
import TestSupport
import Testing

@testable import Web

/// Every route that exists, from the modules' lists.
@Suite struct RouteTests {
    @Test func everyRouteForEveryRole() async throws {
        try await TestHouse.with { house in
            let places = try await Places.of(house, "harburg")
            var guest = house.visitor()
            var visitors: [(Role, Visitor)] = []
            for role in Role.allCases { visitors.append((role, try await house.visitor(as: role))) }
            #expect(house.house.routes.count > 40)
            for route in house.house.routes where !route.template.text.hasPrefix("/werkstatt") && route.template.text != "/abmeldung" {
                let path = try Places.path(route, places)
                let answer = route.method == .get ? try await guest.get(path) : try await guest.post(path)
                // The example's provider of accounts is not there.
                let isAway = route.template.text.hasSuffix("{provider}/weg")
                if isAway && route.permission == .everyone {
                    #expect(answer.status == 502)
                } else if route.permission == .everyone {
                    #expect([200, 303, 404, 422].contains(answer.status), "\(route.method) \(path) for a guest: \(answer.status)")
                } else {
                    #expect(answer.status == 401, "\(route.method) \(path) for a guest: \(answer.status)")
                }
                for (role, visitor) in visitors {
                    var visitor = visitor
                    let answer = route.method == .get ? try await visitor.get(path) : try await visitor.post(path)
                    if route.permission.allows([role]) {
                        #expect(
                            ([200, 303, 404, 409, 422] + (isAway ? [502] : [])).contains(answer.status),
                            "\(route.method) \(path) for \(role): \(answer.status)")
                    } else {
                        #expect(answer.status == 404, "\(route.method) \(path) for \(role): \(answer.status)")
                    }
                }
            }
        }
    }

    @Test func everyPageIsThereForSomebody() async throws {
        try await TestHouse.with { house in
            let places = try await Places.of(house, "harburg")
            var visitors: [Visitor] = []
            for role in Role.allCases { visitors.append(try await house.visitor(as: role)) }
            for route in house.house.routes where route.method == .get {
                var best = 599
                for var visitor in visitors {
                    let answer = try await visitor.get(try Places.path(route, places))
                    best = min(best, answer.status)
                }
                // An address with a reference to another conference's registration is rightly not there.
                let isThere =
                    best == 200 || (route.template.parameters.contains("reference") && best == 404)
                    || (route.template.text.hasSuffix("/ergebnis") && best == 404)
                    // Whoever is in the hall needs no card at home.
                    || (route.template.text.hasSuffix("/zuhause") && best == 404)
                    // The example's provider of accounts cannot be reached.
                    || (route.template.text.hasSuffix("{provider}/weg") && best == 502)
                #expect(isThere, "\(route.template.text): \(best)")
            }
        }
    }

    /// Somebody was interrupted, or says so: whatever page they name, and whatever they claim to have typed, the house stands.
    @Test func comingBackOntoEveryPage() async throws {
        try await TestHouse.with { house in
            let places = try await Places.of(house, "harburg")
            for route in house.house.routes where route.method == .get {
                let path = try Places.path(route, places)
                let link = try await Operations.signInLink(try house.testDatabase.settings(), tenant: "harburg", role: .tenantAdmin)
                var visitor = house.visitor()
                let answer = try await visitor.post(
                    "/karte/anmeldung", ["code": String(link.split(separator: "#").last ?? ""), "weiter": path, "getippt": "YT1i"])
                #expect([200, 303, 404].contains(answer.status), "\(path): \(answer.status)")
            }
        }
    }

    @Test func anotherTenantsObjectsAreNotThere() async throws {
        try await TestHouse.with { house in
            let foreign = try await Places.of(house, "wandsbek")
            let own = try await Places.of(house, "harburg")
            var admin = try await house.visitor(as: .tenantAdmin)
            for route in house.house.routes {
                // A desk's device has made its number itself; it opens nothing.
                for place in route.template.parameters where !["table", "round", "step", "device"].contains(place) {
                    var places = own
                    places[place] = foreign[place]
                    let path = try Places.path(route, places)
                    let answer = route.method == .get ? try await admin.get(path) : try await admin.post(path)
                    #expect(answer.status == 404, "\(route.method) \(path) with wandsbek's \(place): \(answer.status)")
                }
            }
        }
    }

    @Test func aSessionIsWorthNothingAtTheOtherCouncil() async throws {
        try await TestHouse.with { house in
            var moderator = try await house.visitor(as: .moderator)
            moderator.host = "wandsbek.localhost"
            moderator.origin = "http://wandsbek.localhost"
            #expect(try await moderator.get("/mein-abend").status == 401)
        }
    }

    @Test(arguments: ["http://wandsbek.localhost", "https://harburg.localhost", "http://harburg.localhost:81", "null", "https://boese.example", nil])
    func everyUnsafeRouteNeedsOurOwnOrigin(origin: String?) async throws {
        try await TestHouse.with { house in
            let places = try await Places.of(house, "harburg")
            var visitor = try await house.visitor(as: .tenantAdmin)
            visitor.origin = origin
            for route in house.house.routes where route.method == .post {
                let answer = try await visitor.post(try Places.path(route, places))
                #expect(answer.status == 403, "\(route.template.text) from \(origin ?? "nowhere"): \(answer.status)")
                #expect(answer.text.contains("Es wurde nichts geändert"))
            }
        }
    }

    @Test func everyFaultShowsThePageAndNoInnards() async throws {
        try await TestHouse.with { house in
            let places = try await Places.of(house, "harburg")
            var visitor = try await house.visitor(as: .tenantAdmin)
            // Everything an application does from now on fails inside the database.
            try house.testDatabase.run("alter table tenants disable row level security; revoke all on all tables in schema public from mitreden_app")
            // The workshop answers an empty form before it asks the database anything.
            for route in house.house.routes where !route.template.text.hasPrefix("/werkstatt") {
                let path = try Places.path(route, places)
                let answer = route.method == .get ? try await visitor.get(path) : try await visitor.post(path)
                #expect(answer.status == 500, "\(path): \(answer.status)")
                #expect(answer.text.contains("Auf unserer Seite ist ein Fehler passiert"))
                for innards in ["permission denied", "SQLSTATE", "select ", "PostgresError", "tenant_hosts"] {
                    #expect(!answer.text.contains(innards), "\(path) shows \(innards)")
                }
            }
        }
    }

    @Test func everyPageCarriesItsHeaders() async throws {
        try await TestHouse.with { house in
            let places = try await Places.of(house, "harburg")
            var visitor = try await house.visitor(as: .tenantAdmin)
            for route in house.house.routes where route.method == .get {
                let answer = try await visitor.get(try Places.path(route, places))
                let policy = try #require(answer.header("content-security-policy"))
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
                #expect(answer.header("cache-control") == "no-store", "what the signed-in see is kept nowhere")
                #expect(answer.header("x-content-type-options") == "nosniff")
                for forbidden in [" style=\"", " onclick=", "<style", "javascript:", "⟪"] {
                    #expect(!answer.text.contains(forbidden), "\(route.template.text): \(forbidden)")
                }
            }
        }
    }

    /// On every page there is, every form belongs to just that page: there somebody goes on who had to sign in again.
    @Test func everyFormStandsOnItsPage() async throws {
        try await TestHouse.with { house in
            let map = PageMap(house.house.routes)
            let places = try await Places.of(house, "harburg")
            // Whoever does not sit at a table is led from its page to the list of tables, where the form for sitting down is.
            let elsewhere = ["/konferenzen/{conference}/tische/{table}/platz"]
            var visitors = [house.visitor()]
            for role in Role.allCases { visitors.append(try await house.visitor(as: role)) }
            var seen: Set<String> = []
            for route in house.house.routes where route.method == .get && !route.template.text.hasPrefix("/werkstatt") {
                for var visitor in visitors {
                    let answer = try await visitor.get(try Places.path(route, places))
                    for action in answer.status == 200 ? answer.forms : [] where action != "/abmeldung" {
                        let path = try #require(Path(local: action))
                        let form = try #require(
                            house.house.routes.first { $0.method == .post && $0.template.match(path) != nil }, "no route for \(action)")
                        seen.insert(form.template.text)
                        if elsewhere.contains(form.template.text) { continue }
                        #expect(map.page(of: form.template) == route.template, "\(action) stands on \(route.template.text)")
                    }
                }
            }
            #expect(seen.count > 15, "\(seen.sorted())")
        }
    }

    @Test func anotherLanguageIsRememberedEvenIfThePageIsKnown() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let tag = try #require(try await guest.get("/konferenzen?sprache=ar").header("etag"))
            _ = try await guest.get("/konferenzen?sprache=de")
            guest.extraHeaders = [("If-None-Match", tag)]
            let again = try await guest.get("/konferenzen?sprache=ar")
            #expect(again.status == 304 && again.header("set-cookie")?.hasPrefix("sprache=ar") == true)
        }
    }

    @Test func goingBackFindsWhatAGuestTyped() async throws {
        try await TestHouse.with { house in
            var guest = house.visitor()
            let form = try await guest.get("/konferenzen/19-hik/anmeldung")
            #expect(form.header("cache-control") == "private, no-cache")
            #expect(try await guest.post("/konferenzen/19-hik/anmeldung", ["name": ""]).header("cache-control") == "private, no-cache")
            #expect(try await guest.get("/karte").header("cache-control") == "no-store", "a card's secret is kept nowhere")
            let key = try #require(form.hidden("schluessel"))
            let done = try await guest.post("/konferenzen/19-hik/anmeldung", ["name": "Anna", "schluessel": key, "teilnahme": "ab16"])
            #expect(try await guest.get(try #require(done.location)).header("cache-control") == "no-store")
        }
    }

    @Test func anUnknownHostListsTheCouncils() async throws {
        try await TestHouse.with { house in
            var visitor = house.visitor("nirgends")
            let answer = try await visitor.get("/konferenzen")
            #expect(answer.status == 404)
            #expect(answer.text.contains("http://harburg.localhost") && answer.text.contains("http://wandsbek.localhost"))
            var operators = house.visitor("betrieb")
            #expect(try await operators.get("/").status == 200)
        }
    }
}
