import Core
import Foundation
import TestSupport
import Testing
import Web

/// What desks send after an evening without network: each entry once, and what does not fit is said.
@Suite struct DeskTests {
    private static let desk = "/konferenzen/19-hik/einlass"
    private static let send = desk + "/geraet/eintraege"

    private struct Answer: Decodable {
        struct Result: Decodable, Equatable { let id: String, outcome: String, ending: String? }
        struct Guest: Decodable { let id: String, name: String, isHere: Bool, photos: Bool?, ending: String?, entry: String?, card: String? }
        struct List: Decodable {
            let guests: [Guest]
            let pile: [Card]
            let arrived: Int
        }
        struct Card: Decodable { let number: Int, card: String }
        let results: [Result]
        let list: List

        var outcomes: [String] { results.map(\.outcome) }
    }

    private struct Entry {
        let id = UUID()
        var fields: [String: Any]

        init(_ kind: String, _ who: String? = nil, _ more: [String: Any] = [:], at: Date = TestClock.evening) {
            fields = more
            fields["kind"] = kind
            fields["id"] = id.uuidString.lowercased()
            fields["who"] = who
            fields["at"] = at.timeIntervalSince1970 * 1000
        }

        var name: String { id.uuidString.lowercased() }
    }

    private func send(_ desk: inout Visitor, _ entries: Entry...) async throws -> Answer {
        let text = String(decoding: try JSONSerialization.data(withJSONObject: entries.map(\.fields)), as: UTF8.self)
        let answer = try await desk.post(Self.send, ["eintraege": text])
        #expect(answer.status == 200, "\(answer.text.prefix(300))")
        return try JSONDecoder().decode(Answer.self, from: Data(answer.text.utf8))
    }

    private func with(_ test: (TestHouse, inout Visitor, [Answer.Guest]) async throws -> Void) async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let made = try await desk.post("/konferenzen/19-hik/karten", ["anzahl": "10"])
            #expect(made.status == 200)
            let list = try await send(&desk).list
            #expect(list.pile.map(\.number) == Array(1...10) && list.arrived == 0)
            try await test(house, &desk, list.guests)
        }
    }

    @Test func whatIsSentTwiceIsOneArrival() async throws {
        try await with { house, desk, guests in
            let arrival = Entry("arrival", guests[0].id, at: TestClock.evening.addingTimeInterval(-1800))
            let guest = Entry("walk_in", nil, ["name": "Gast\u{0} \u{202E}am Tor ", "language": "ar"])
            let card = Entry("card", guest.name, ["number": 3, "ending": ""])
            let photo = Entry("photo", guests[0].id, ["photos": true])
            let first = try await send(&desk, arrival, guest, card, photo)
            #expect(first.outcomes == ["done", "done", "done", "done"] && first.list.arrived == 2)
            // The answer was lost, and another page of the device sends at the same moment.
            let visitor = desk
            let again = try await withThrowingTaskGroup(of: [String].self) { group in
                for entries in [[arrival, guest, card, photo], [guest, photo]] {
                    let text = String(decoding: try JSONSerialization.data(withJSONObject: entries.map(\.fields)), as: UTF8.self)
                    group.addTask {
                        var other = visitor
                        let answer = try await other.post(Self.send, ["eintraege": text])
                        return try JSONDecoder().decode(Answer.self, from: Data(answer.text.utf8)).outcomes
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(again.count == 6 && again.allSatisfy { $0 == "done" })
            let list = try await send(&desk).list
            #expect(list.arrived == 2 && list.guests.count == guests.count + 1 && list.pile.count == 9)
            #expect(list.guests.first { $0.id == guests[0].id }?.photos == true)
            let made = try #require(list.guests.first { $0.entry == guest.name })
            #expect(made.name == "Gast am Tor" && made.isHere && made.ending != nil && made.card != nil)
            let times = try await house.testDatabase.strings(
                "select extract(epoch from arrived_at)::bigint::text from check_ins where registration_id = '\(guests[0].id)'")
            #expect(times == ["\(Int(TestClock.evening.timeIntervalSince1970) - 1800)"], "when it happened, not when it was sent")
        }
    }

    @Test func whatDoesNotFitIsSaidAndStaysUntilSomebodyHasLooked() async throws {
        try await with { house, desk, guests in
            var other = try await house.visitor(as: .councilOffice)
            _ = try await send(&desk, Entry("arrival", guests[0].id), Entry("card", guests[0].id, ["number": 1]))
            let late = try await send(
                &other, Entry("arrival", guests[0].id), Entry("card", guests[0].id, ["number": 2]), Entry("arrival", guests[1].id),
                Entry("card", guests[1].id, ["number": 1]), Entry("card", guests[1].id, ["number": 99]), Entry("arrival", UUID().uuidString),
                Entry("card", guests[2].id, ["number": 4]))
            #expect(late.outcomes == ["already", "has_card", "done", "no_card", "no_card", "unknown", "no_card"])
            #expect(late.results[0].ending != nil && late.results[0].ending == late.results[1].ending, "the first card is still theirs")
            #expect(late.list.arrived == 2 && late.list.pile.contains { $0.number == 2 })
            let page = try await desk.get(Self.desk).text
            #expect(page.contains("Bitte ansehen") && page.components(separatedBy: "/erledigung").count == 7)
            let first = try #require(page.firstMatch(of: /einlass\/eintraege\/([^\/]+)\/erledigung/).map { String($0.1) })
            for _ in 1...2 { #expect(try await desk.post(Self.desk + "/eintraege/\(first)/erledigung").location == Self.desk) }
            #expect(try await desk.get(Self.desk).text.components(separatedBy: "/erledigung").count == 6)
        }
    }

    @Test func aSlipOfTheFingerIsTakenBack() async throws {
        try await with { house, desk, guests in
            let (wrong, guest) = (Entry("arrival", guests[0].id), Entry("walk_in", nil, ["name": "Gast"]))
            _ = try await send(&desk, wrong, Entry("card", guests[0].id, ["number": 1]), guest)
            let back = try await send(&desk, Entry("mistake", wrong.name), Entry("mistake", guest.name), Entry("mistake", wrong.name))
            #expect(back.outcomes == ["done", "done", "done"] && back.list.arrived == 0, "a second tap takes nothing back")
            #expect(back.list.guests.first { $0.id == guests[0].id }.map { !$0.isHere && $0.ending == nil } == true, "the card is dead")
            #expect(!back.list.pile.contains { $0.number == 1 }, "and nobody else's")
            // Whoever has signed in may have voted; and after a while it is no slip any more.
            let (used, old) = (Entry("arrival", guests[1].id), Entry("arrival", guests[2].id, at: TestClock.evening.addingTimeInterval(-1000)))
            _ = try await send(&desk, used, old)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into sessions (token_hash, person_id, proof, expires_at)
                select sha256('x'), person_id, 'card', now() + interval '1 day' from registrations where id = '\(guests[1].id)'
                """)
            #expect(try await send(&desk, Entry("mistake", used.name), Entry("mistake", old.name)).outcomes == ["too_late", "too_late"])
        }
    }

    @Test func aWrongClockAndAWrongNumberAreWrittenDown() async throws {
        try await with { house, desk, guests in
            let early = Entry("arrival", guests[0].id, at: .distantPast)
            let late = Entry("arrival", guests[1].id, at: Date(timeIntervalSince1970: 1e15))
            let card = Entry("card", guests[0].id, ["number": 9_999_999_999])
            #expect(try await send(&desk, early, late, card).outcomes == ["done", "done", "no_card"])
            let times = try await house.testDatabase.strings(
                "select distinct (arrived_at between '2026-01-01' and '2027-01-01')::text from check_ins as i where registration_id in ('\(guests[0].id)', '\(guests[1].id)')"
            )
            #expect(times == ["true"])
        }
    }

    /// What it takes back is what was before: and never what somebody else has written since.
    @Test func takingBackLeavesWhatWasThereBefore() async throws {
        try await with { house, desk, guests in
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into check_ins (registration_id, at_home) values ('\(guests[0].id)', true);
                insert into registration_cancellations (registration_id) values ('\(guests[1].id)');
                """)
            let (home, cancelled, third) = (Entry("arrival", guests[0].id), Entry("arrival", guests[1].id), Entry("arrival", guests[2].id))
            _ = try await send(&desk, home, cancelled, third)
            let back = try await send(&desk, Entry("mistake", home.name), Entry("mistake", cancelled.name), Entry("mistake", third.name))
            #expect(back.outcomes == ["done", "done", "done"] && back.list.arrived == 0)
            let states = try await house.testDatabase.strings(
                """
                select case r.id when '\(guests[0].id)' then (select at_home::text from check_ins as i where i.registration_id = r.id)
                    else (select 'cancelled' from registration_cancellations as x where x.registration_id = r.id) end
                from registrations as r where r.id in ('\(guests[0].id)', '\(guests[1].id)') order by r.id <> '\(guests[0].id)'
                """)
            #expect(states == ["true", "cancelled"])
            // The other desk has let them in since: a tap that comes late changes nothing.
            var other = try await house.visitor(as: .councilOffice)
            _ = try await send(&other, Entry("arrival", guests[2].id))
            #expect(try await send(&desk, Entry("mistake", third.name)).list.arrived == 1)
            // Nor does taking back what had been somebody else's arrival in truth.
            let second = Entry("arrival", guests[2].id)
            #expect(try await send(&desk, second, Entry("mistake", second.name)).outcomes == ["already", "done"])
            #expect(try await send(&desk).list.arrived == 1)
        }
    }

    @Test func whoeverStandsThereComesIn() async throws {
        try await with { house, desk, guests in
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                insert into registration_cancellations (registration_id) values ('\(guests[0].id)');
                """)
            let back = try await send(&desk, Entry("arrival", guests[0].id))
            #expect(back.outcomes == ["returned"] && back.list.arrived == 1)
            #expect(try await desk.get(Self.desk).text.contains("/erledigung") == false, "nothing to settle")
            var office = try await house.visitor(as: .councilOffice)
            #expect(try await office.post("/konferenzen/19-hik/ausfall", ["sicher": "ja", "text": "Sturm"]).status == 303)
            #expect(try await send(&desk, Entry("arrival", guests[1].id)).outcomes == ["closed"])
        }
    }

    @Test func theListHoldsNoMoreThanADeskNeeds() async throws {
        try await with { house, desk, guests in
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                update registration_needs set remark = 'geheimewunsch', food = 'vegan', interpreter = 'fa'
                where registration_id = '\(guests[0].id)';
                """)
            let device = UUID().uuidString.lowercased()
            let answer = try await desk.get(Self.desk + "/geraet/\(device)/liste")
            let reference = try await house.testDatabase.strings("select reference from registrations where id = '\(guests[0].id)'")[0]
            for word in ["geheimewunsch", "vegan", "\"fa\"", reference, "@"] { #expect(!answer.text.contains(word), "\(word)") }
            #expect(answer.header("cache-control") == "no-store")
            // The same device finds its key again, another gets another.
            struct Taken: Decodable { let key: String }
            func key(_ visitor: inout Visitor, _ device: String) async throws -> String {
                try JSONDecoder().decode(Taken.self, from: Data(try await visitor.get(Self.desk + "/geraet/\(device)/liste").text.utf8)).key
            }
            var office = try await house.visitor(as: .councilOffice)
            let keys = try await [key(&desk, device), key(&office, device), key(&desk, UUID().uuidString)]
            #expect(keys[0] == keys[1] && keys[0] != keys[2] && keys[0].count == 43)
            // The page that a device keeps is the same for everybody.
            let pages = try await [desk.get(Self.desk + "/geraet").text, office.get(Self.desk + "/geraet").text]
            #expect(pages[0] == pages[1] && !pages[0].contains("data-who") && !pages[0].contains(guests[0].name))
        }
    }

    @Test(arguments: ["", "nichts", "[1]", "{}", "[{\"id\":\"x\"}]", "[" + Array(repeating: "null", count: 60).joined(separator: ",") + "]"])
    func nonsenseIsRefusedAsAWhole(_ text: String) async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            #expect(try await desk.post(Self.send, ["eintraege": text]).status == 422)
        }
    }
}
