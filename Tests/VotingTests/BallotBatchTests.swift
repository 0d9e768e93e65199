import Core
import Database
import Foundation
import Identity
import Recommendations
import Tally
import TestSupport
import Testing

@testable import Conferences
@testable import Voting
@testable import Web

/// Many ballots in one transaction count exactly as if each had come alone.
@Suite struct BallotBatchTests {
    private struct Setting {
        let house: TestHouse
        let tenant: ID<Tenant>
        let poll: ID<Poll>
        let guests: [ID<Person>]
        let absent: ID<Person>
        let positions: [Int]

        var full: [Int: YesNoAbstain.Choice] { Dictionary(uniqueKeysWithValues: positions.map { ($0, .yes) }) }

        func session(_ person: ID<Person>, expires: Double = 3600) async throws -> SessionToken {
            let token = SessionToken()
            try await house.house.database.write(as: .house(tenant)) { tx in
                _ = try tx.execute(
                    "insert into sessions (token_hash, person_id, expires_at) values ($1, $2, now() + make_interval(secs => $3::int8))",
                    Bytes(token.hash), person, Int(expires))
            }
            return token
        }

        func cast(_ entries: [BallotEntry], at tenant: ID<Tenant>? = nil) async throws -> [Bool] {
            try await house.house.database.write(as: .house(tenant ?? self.tenant)) { tx in try BallotBatchQueries.cast(tx, entries) }
        }

        func read<Value: Sendable>(_ work: @escaping @Sendable (borrowing Transaction) throws -> Value) async throws -> Value {
            try await house.house.database.read(as: .house(tenant), work)
        }
    }

    private func withOpenPoll(_ test: (Setting) async throws -> Void) async throws {
        try await TestHouse.with { house in
            let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
            let setting = try await house.house.database.write(as: .house(tenant)) { tx in
                let live = try #require(try ConferenceQueries.live(tx))
                let poll = try #require(try PollQueries.all(tx, of: live.id).first { $0.state == .open })
                let all = try RegistrationQueries.all(tx, of: live.id)
                // Registered, and not there.
                let entry = RegistrationEntry(slug: live.slug, names: ["Fehlt"], language: .german, at: TestClock.evening)
                let absent = try #require(try RegistrationBatchQueries.register(tx, [(entry, live)]).first.flatMap { $0 }).person
                return Setting(
                    house: house, tenant: tenant, poll: poll.id, guests: all.filter(\.hasArrived).map(\.person),
                    absent: absent, positions: try PollQueries.questions(tx, of: poll.id).map(\.position))
            }
            try await test(setting)
        }
    }

    @Test func whoMayIsDecidedForEachEntry() async throws {
        try await withOpenPoll { s in
            let wandsbek = try #require(s.house.house.directory.site("wandsbek.localhost")).tenant
            func entry(_ token: SessionToken, _ poll: ID<Poll>? = nil, _ choices: [Int: YesNoAbstain.Choice]? = nil) -> BallotEntry {
                BallotEntry(session: token.hash, poll: poll ?? s.poll, choices: choices ?? s.full)
            }
            let good = try await s.session(s.guests[0])
            let incomplete = Dictionary(uniqueKeysWithValues: s.positions.dropLast().map { ($0, YesNoAbstain.Choice.no) })
            var tooMany = s.full
            tooMany[99] = .yes
            let entries = [
                entry(SessionToken()),
                entry(try await s.session(s.guests[1], expires: -1)),
                entry(try await s.session(s.absent)),
                entry(good),
                entry(good, nil, s.full.mapValues { _ in .no }),
                entry(try await s.session(s.guests[2]), nil, incomplete),
                entry(try await s.session(s.guests[3]), nil, tooMany),
                entry(try await s.session(s.guests[4]), ID(UUID())),
                entry(try await s.session(s.guests[5])),
            ]
            // An answer to a question that is not asked is no answer; the others count.
            let expected = [false, false, false, true, false, false, true, false, true]
            #expect(try await s.cast(entries, at: wandsbek) == entries.map { _ in false }, "another council's")
            #expect(try await s.cast(entries) == expected)
            #expect(try await s.cast(entries) == entries.map { _ in false }, "sent again")
            let choices = try await s.read { tx in try PollQueries.ballot(tx, of: s.guests[0], in: s.poll) }
            #expect(choices?.count == s.positions.count && choices?.values.allSatisfy { $0 == .yes } == true, "the first of two counts")
            #expect(try await s.read { tx in try PollQueries.poll(tx, s.poll).cast } == 3)
            try await s.house.house.database.write(as: .house(s.tenant)) { tx in try PollQueries.close(tx, s.poll) }
            #expect(try await s.cast([entry(try await s.session(s.guests[6]))]) == [false], "closed")
        }
    }

    /// The hall votes at once, over HTTP, some with two taps; the poll closes in the middle.
    @Test func everybodyIsCountedOnceAndToldTheTruth() async throws {
        try await withOpenPoll { s in
            var visitors: [(ID<Person>, Visitor)] = []
            for guest in s.guests {
                var visitor = s.house.visitor()
                visitor.cookies["mitreden"] = try await s.session(guest).text
                visitors.append((guest, visitor))
            }
            let form = FormData(s.positions.map { ("frage-\($0)", $0.isMultiple(of: 2) ? "no" : "yes") })
            let fields = form.pairs
            let half = visitors.count / 2
            func vote(_ visitors: ArraySlice<(ID<Person>, Visitor)>) async throws -> [ID<Person>: Int] {
                try await withThrowingTaskGroup(of: (ID<Person>, Int).self) { group in
                    for (person, visitor) in visitors {
                        for _ in 0..<2 {
                            group.addTask {
                                var visitor = visitor
                                return (person, try await visitor.post("/abstimmungen/\(s.poll)/stimme", form: fields).status)
                            }
                        }
                    }
                    // Both taps must be told the same.
                    return try await group.reduce(into: [:]) { told, answer in
                        if let before = told[answer.0] { #expect(before == answer.1) }
                        told[answer.0] = answer.1
                    }
                }
            }
            let first = try await vote(visitors[..<half])
            #expect(first.values.allSatisfy { $0 == 303 })
            async let rest = vote(visitors[half...])
            try await s.house.house.database.write(as: .house(s.tenant)) { tx in try PollQueries.close(tx, s.poll) }
            let told = first.merging(try await rest) { a, _ in a }
            #expect(told.values.allSatisfy { $0 == 303 || $0 == 409 })
            let counted = told.filter { $0.value == 303 }
            let (ballots, transactions) = try await s.read { tx in
                try tx.one(
                    "select count(*)::int as ballots, count(distinct xmin::text)::int as transactions from open_ballots where tenant_id = current_tenant() and poll_id = $1",
                    s.poll
                ) { row in (try row("ballots") as Int, try row("transactions") as Int) }
            }
            #expect(ballots == counted.count)
            #expect(transactions < ballots / 2, "\(ballots) ballots took \(transactions) transactions")
        }
    }

    @Test func aFormWithAGapComesBackWithWhatIsMissing() async throws {
        try await withOpenPoll { s in
            var visitor = s.house.visitor()
            visitor.cookies["mitreden"] = try await s.session(s.guests[0]).text
            let answer = try await visitor.post("/abstimmungen/\(s.poll)/stimme", ["frage-1": "yes"])
            #expect(answer.status == 422)
            var guest = s.house.visitor()
            #expect(try await guest.post("/abstimmungen/\(s.poll)/stimme", ["frage-1": "yes"]).status == 401)
        }
    }
}
