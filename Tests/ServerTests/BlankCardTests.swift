import Foundation
import TestSupport
import Testing

/// Cards that are printed before anybody has come are dead paper until the desk hands one out.
@Suite struct BlankCardTests {
    private static let pile = "/konferenzen/18-hik/karten"
    private static let walkIn = "/konferenzen/18-hik/einlass/gaeste"

    /// Number and code of each card on a page.
    private func cards(on text: String) -> [(number: Int, code: String)] {
        text.components(separatedBy: "<article class=\"participation-card\"").dropFirst().compactMap { card in
            guard let number = card.firstMatch(of: /Nr\. (\d+)/).flatMap({ Int($0.1) }) else { return nil }
            let code = card.matches(of: /<span>([2-9A-Z]{3})<\/span>/).map { String($0.1) }.joined()
            return (number, code)
        }
    }

    private func printed(_ desk: inout Visitor, _ count: Int, at pile: String = Self.pile) async throws -> [(number: Int, code: String)] {
        let key = try #require(try await desk.get(pile).hidden("schluessel"))
        let page = try await desk.post(pile, ["anzahl": "\(count)", "schluessel": key])
        let all = cards(on: page.text)
        try #require(page.status == 200 && all.count == count && Set(all.map(\.code)).count == count, "\(page.status)")
        return all
    }

    private func signIn(_ house: TestHouse, _ code: String) async throws -> (visitor: Visitor, answer: TestResponse) {
        var visitor = house.visitor()
        let answer = try await visitor.post("/karte/anmeldung", ["code": code])
        return (visitor, answer)
    }

    private func registrations(_ house: TestHouse, name: String) async throws -> Int {
        var desk = try await house.visitor(as: .desk)
        return try await desk.get("/konferenzen/18-hik/einlass").text.components(separatedBy: ">\(name)<").count - 1
    }

    @Test func opensNothingBeforeItIsHandedOut() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let all = try await printed(&desk, 12)
            #expect(all.map(\.number) == Array(1...12))
            let early = try await signIn(house, all[2].code).answer
            #expect(early.status == 422 && early.text.contains("noch nicht ausgegeben"))

            #expect(try await desk.post(Self.walkIn, ["name": "Erste", "nummer": " 3 "]).location == "/konferenzen/18-hik/einlass")
            var (guest, answer) = try await signIn(house, all[2].code)
            #expect(answer.location == "/mein-abend")
            #expect(try await guest.get("/mein-abend").text.contains("Erste"))

            // The same number is gone, and nobody has come without a card: what was typed is still there.
            for number in ["3", "13", "0", "drei", "99999999999999999999"] {
                let refused = try await desk.post(Self.walkIn, ["name": "Zweite", "nummer": number])
                #expect(refused.status == 422, "\(number)")
                #expect(refused.text.contains("value=\"Zweite\"") && refused.text.contains("value=\"\(number)\""), "\(number)")
                #expect(!refused.text.contains(">Zweite<"), "nor does the list show what was not written")
            }
            #expect(try await registrations(house, name: "Zweite") == 0)
            // Digits of any script.
            #expect(try await desk.post(Self.walkIn, ["name": "Zweite", "nummer": "٤"]).status == 303)
            #expect(try await registrations(house, name: "Zweite") == 1)
            #expect(try await signIn(house, all[3].code).answer.status == 303)
        }
    }

    @Test func reloadingTheSheetKillsNothingThatIsOnPaper() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let key = try #require(try await desk.get(Self.pile).hidden("schluessel"))
            let first = cards(on: try await desk.post(Self.pile, ["anzahl": "10", "schluessel": key]).text)
            let again = try await desk.post(Self.pile, ["anzahl": "10", "schluessel": key])
            #expect(cards(on: again.text).isEmpty && again.text.contains("Diese Karten sind schon gemacht"))
            #expect(try await desk.get(Self.pile).text.contains("10 Karten liegen bereit"))
            #expect(try await desk.post(Self.walkIn, ["name": "Gast", "nummer": "\(first[9].number)"]).status == 303)
            #expect(try await signIn(house, first[9].code).answer.status == 303)
            // Numbers go on after the highest one, also when that is with somebody.
            #expect(try await printed(&desk, 2).map(\.number) == [11, 12])
            for count in ["", "0", "201", "viele", "-5"] {
                let refused = try await desk.post(Self.pile, ["anzahl": count])
                #expect(refused.status == 422 && cards(on: refused.text).isEmpty, "\(count)")
            }
        }
    }

    @Test func replacesALostCardAtOnce() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let all = try await printed(&desk, 3)
            _ = try await desk.post(Self.walkIn, ["name": "Gast", "nummer": "1"])
            var (guest, _) = try await signIn(house, all[0].code)
            let list = try await desk.get("/konferenzen/18-hik/einlass").text
            let row = try #require(list.components(separatedBy: "<tr").first { $0.contains(">Gast<") })
            let card = try #require(row.firstMatch(of: /action="([^"]+\/karte)"/)).1
            let wrong = try await desk.post("\(card)/ausgabe", ["nummer": "9"])
            #expect(wrong.status == 422 && wrong.text.contains("Karte 9 liegt nicht auf dem Stapel"))
            #expect(try await guest.get("/mein-abend").status == 200, "a wrong number takes nobody's card away")
            for _ in 0..<2 { #expect(try await desk.post("\(card)/ausgabe", ["nummer": "2"]).status == 303, "a second tap") }
            #expect(try await guest.get("/mein-abend").status == 401, "who found the lost card is out")
            #expect(try await signIn(house, all[0].code).answer.status == 422)
            #expect(try await signIn(house, all[1].code).answer.status == 303)
            // And by a card that is made on the spot, the number on paper is dead too.
            #expect(cards(on: try await desk.post(String(card)).text).isEmpty)
            #expect(try await signIn(house, all[1].code).answer.status == 422)
        }
    }

    @Test func twoDesksHandOutOneCardOnce() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            _ = try await printed(&desk, 1)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        var other = try await house.visitor(as: .desk)
                        return try await other.post(Self.walkIn, ["name": "Gast \(number)", "nummer": "1"]).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 303 }.count == 1 && statuses.filter { $0 == 422 }.count == 5, "\(statuses)")
        }
    }

    @Test func belongsToOneEvening() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let coming = try await printed(&desk, 2, at: "/konferenzen/19-hik/karten")
            #expect(coming.map(\.number) == [1, 2])
            #expect(try await desk.post(Self.walkIn, ["name": "Gast", "nummer": "1"]).status == 422)
            let mine = try await printed(&desk, 2)
            #expect(mine.map(\.number) == [1, 2])
            #expect(try await desk.post(Self.pile + "/verwerfung").status == 303)
            let gone = try await signIn(house, mine[0].code).answer
            #expect(gone.text.contains("Diesen Code kennen wir nicht"))
            #expect(try await signIn(house, coming[0].code).answer.text.contains("noch nicht ausgegeben"), "the other evening's pile stays")
            #expect(try await printed(&desk, 1).map(\.number) == [3], "no number comes twice")
            // Another council's desk knows neither.
            var theirs = try await house.visitor("wandsbek", as: .desk)
            #expect(try await theirs.get("/konferenzen/19-hik/karten").status == 404)
        }
    }
}
