import Conferences
import Core
import Database
import Foundation
import TestSupport
import Testing

@testable import DiscussionTables

@Suite struct RoundTests {
    private func round(_ number: Int, opened: Bool, closed: Bool) -> Round {
        let text = LocalizedText(german: "x")
        return Round(
            id: ID(UUID()), number: number, title: text, question: text, minutes: 20, openedAt: opened ? .now : nil, endsAt: nil, isClosed: closed)
    }

    @Test func knowsWhatRunsAndWhatComes() {
        let rounds = [round(1, opened: true, closed: true), round(2, opened: true, closed: false), round(3, opened: false, closed: false)]
        #expect(rounds.running?.number == 2)
        #expect(rounds.upcoming?.number == 3)
        #expect([Round]().running == nil)
    }
}

@Suite struct SeatTests {
    /// The demonstration's live conference, with its guests.
    private func withLive(_ test: (Database, Principal, Conference) async throws -> Void) async throws {
        try await TestDatabase.with(.demonstration) { testDatabase in
            let database = testDatabase.open(connections: 8)
            defer { database.shutdown() }
            let tenant = try await database.readRegister { tx in
                try tx.one("select id from tenants where slug = 'harburg'") { row in try row("id") as ID<Tenant> }
            }
            let live = try await database.read(as: .house(tenant)) { tx in try ConferenceQueries.live(tx) }
            try await test(database, .house(tenant), try #require(live))
        }
    }

    @Test func aTableNeverHasMorePeopleThanChairs() async throws {
        try await withLive { database, principal, live in
            let guests = try await database.read(as: principal) { tx in try RegistrationQueries.all(tx, of: live.id).filter(\.hasArrived) }
            let table = try await database.read(as: principal) { tx in try DiscussionTableQueries.table(tx, number: "4", of: live.id) }
            let seated = try await withThrowingTaskGroup(of: Bool.self) { group in
                for guest in guests {
                    group.addTask {
                        try await database.write(as: principal) { tx in try DiscussionTableQueries.sit(tx, guest.person, at: table, of: live.id) }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(guests.count > table.seats, "more guests than chairs, or this proves nothing")
            let after = try await database.read(as: principal) { tx in try DiscussionTableQueries.table(tx, number: "4", of: live.id) }
            #expect(after.taken == table.seats && seated == table.seats)
        }
    }

    @Test func notesKeepTheirOrderAndComeOnce() async throws {
        try await withLive { database, principal, live in
            let table = try await database.read(as: principal) { tx in try DiscussionTableQueries.table(tx, number: "1", of: live.id) }
            let key = SubmissionKey()
            for (body, key) in [("eins", key), ("eins", key), ("zwei 🙂 مرحبا", SubmissionKey())] {
                try await database.write(as: principal) { tx in
                    try NoteQueries.add(tx, table: table, of: live.id, round: nil, kind: .idea, body: body, language: .german, key: key)
                }
            }
            let notes = try await database.read(as: principal) { tx in try NoteQueries.notes(tx, of: table.id) }
            #expect(notes.suffix(2).map(\.body) == ["eins", "zwei 🙂 مرحبا"])
            #expect(notes.count == table.noteCount + 2)
        }
    }
}
