import Conferences
import Core
import Database
import Recommendations
import Tally
import TestSupport
import Testing

@testable import Voting

@Suite struct BallotTests {
    private struct Setting {
        let database: Database
        let principal: Principal
        let poll: ID<Poll>
        let guests: [ID<Person>]
        let yes: Choices
    }

    private func withOpenPoll(_ test: (Setting) async throws -> Void) async throws {
        try await TestDatabase.with(.demonstration) { testDatabase in
            let database = testDatabase.open(connections: 8)
            defer { database.shutdown() }
            let tenant = try await database.readRegister { tx in
                try tx.one("select id from tenants where slug = 'harburg'") { row in try row("id") as ID<Tenant> }
            }
            let setting = try await database.read(as: .house(tenant)) { tx in
                let live = try #require(try ConferenceQueries.live(tx))
                let poll = try #require(try PollQueries.all(tx, of: live.id).first { $0.state == .open })
                let guests = try RegistrationQueries.all(tx, of: live.id).filter(\.hasArrived).map(\.person)
                let yes = Choices(uniqueKeysWithValues: try PollQueries.questions(tx, of: poll.id).map { ($0.recommendation, .yes) })
                return Setting(database: database, principal: .house(tenant), poll: poll.id, guests: guests, yes: yes)
            }
            try await test(setting)
        }
    }

    @Test func oneBallotForEachPersonWhateverIsSentAtOnce() async throws {
        try await withOpenPoll { s in
            let person = s.guests[0]
            let results = try await withThrowingTaskGroup(of: PollQueries.Cast.self) { group in
                for _ in 0..<12 {
                    group.addTask { try await s.database.write(as: s.principal) { tx in try PollQueries.cast(tx, s.yes, by: person, in: s.poll) } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0 == .counted } == 1)
            #expect(results.count { $0 == .before } == 11)
            let outcomes = try await s.database.read(as: s.principal) { tx in try PollQueries.outcomes(tx, of: s.poll) }
            #expect(outcomes.allSatisfy { $0.count == YesNoAbstain.Count(yes: 1, no: 0, abstain: 0) })
        }
    }

    @Test func nothingIsCountedAfterClosing() async throws {
        try await withOpenPoll { s in
            let result = try await s.database.write(as: s.principal) { tx in
                try PollQueries.close(tx, s.poll)
                return try PollQueries.cast(tx, s.yes, by: s.guests[1], in: s.poll)
            }
            #expect(result == .closed)
            #expect(try await s.database.read(as: s.principal) { tx in try PollQueries.poll(tx, s.poll).cast } == 0)
        }
    }

    /// Ballots that are being cast while the poll closes are either counted or told that they are not.
    @Test func everyAcknowledgedBallotIsInTheResult() async throws {
        try await withOpenPoll { s in
            let counted = try await withThrowingTaskGroup(of: Int.self) { group in
                for (index, guest) in s.guests.enumerated() {
                    group.addTask {
                        let cast = try await s.database.write(as: s.principal) { tx in try PollQueries.cast(tx, s.yes, by: guest, in: s.poll) }
                        return cast == .counted ? 1 : 0
                    }
                    if index == s.guests.count / 2 {
                        group.addTask {
                            try await s.database.write(as: s.principal) { tx in try PollQueries.close(tx, s.poll) }
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            let outcomes = try await s.database.read(as: s.principal) { tx in try PollQueries.outcomes(tx, of: s.poll) }
            #expect(outcomes.allSatisfy { $0.count.yes == counted })
        }
    }

    @Test func releasingTellsEveryRecommendationOnce() async throws {
        try await withOpenPoll { s in
            try await s.database.write(as: s.principal) { tx in
                _ = try PollQueries.cast(tx, s.yes, by: s.guests[0], in: s.poll)
                try PollQueries.close(tx, s.poll)
                try Results.release(tx, try PollQueries.poll(tx, s.poll), on: "2026-11-13")
                try Results.release(tx, try PollQueries.poll(tx, s.poll), on: "2026-11-13")
            }
            let told = try await s.database.read(as: s.principal) { tx in
                try tx.rows(
                    """
                    select count(*)::int as count from recommendation_events as e
                    join poll_questions as q on q.tenant_id = e.tenant_id and q.recommendation_id = e.recommendation_id
                    where e.tenant_id = current_tenant() and q.poll_id = $1 and e.kind = 'voted' group by e.recommendation_id
                    """, s.poll
                ) { row in try row("count") as Int }
            }
            #expect(told == Array(repeating: 1, count: s.yes.count))
        }
    }
}
