import TestSupport
import Testing

/// Cards as the desk hands them out.
enum Cards {
    /// The code on a freshly issued card's page.
    static func code(in page: TestResponse) throws -> String {
        let start = try #require(page.text.range(of: "class=\"code\""))
        let groups = page.text[start.upperBound...].prefix(300).matches(of: #/<span>([A-Z2-9]{3})<\/span>/#).prefix(3)
        #expect(groups.count == 3)
        return groups.map { String($0.1) }.joined()
    }

    /// The code of a card for somebody new.
    static func new(_ house: TestHouse, _ name: String) async throws -> String {
        var desk = try await house.visitor(as: .desk)
        let form = try await desk.get("/konferenzen/18-hik/einlass")
        let key = try #require(form.hidden("schluessel"))
        return try code(in: try await desk.post("/konferenzen/18-hik/einlass/gaeste", ["name": name, "sprache": "de", "schluessel": key]))
    }

    /// Whoever is called that on the live evening has lost their card and gets a new one.
    static func replace(_ house: TestHouse, of name: String) async throws {
        var desk = try await house.visitor(as: .desk)
        let registrations = try await house.testDatabase.strings(
            "select r.id::text from registrations as r join people as p on p.tenant_id = r.tenant_id and p.id = r.person_id where p.name = '\(name)'")
        let registration = try #require(registrations.first)
        #expect(try await desk.post("/konferenzen/18-hik/einlass/\(registration)/karte").status == 200)
    }
}
