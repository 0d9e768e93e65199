import Core
import Database
import Foundation
import Identity
import TestSupport
import Testing

@testable import Conferences
@testable import Web

@Suite struct ConferenceRulesTests {
    private func conference(_ steps: Set<Conference.Step>) -> Conference {
        let text = LocalizedText(german: "x")
        return Conference(
            id: ID(UUID()), slug: "x", shortName: "x", name: text, motto: text, summary: text, description: text, doorsAt: .distantPast,
            startsAt: .distantPast, endsAt: .distantPast, venueName: "", venueAddress: "", directions: text, access: text, whoCanCome: text,
            languages: [.german], capacity: 1, needsUntil: nil,
            format: .worldCafe, correctionsUntil: nil, speakers: nil, venueFacts: [], easy: EasyVersion(), isDemonstration: false, steps: steps)
    }

    @Test func everyStateOfRegistration() {
        #expect(conference([]).registration == .notYet)
        #expect(conference([.announced]).registration == .notYet)
        #expect(conference([.announced, .registrationOpened]).registration == .open)
        #expect(conference([.announced, .registrationOpened, .started]).registration == .open)
        #expect(conference([.announced, .registrationOpened, .registrationClosed]).registration == .closed)
        #expect(conference([.announced, .registrationOpened, .started, .ended]).registration == .over)
    }

    @Test func stepsFollowEachOther() {
        var taken: Set<Conference.Step> = []
        for expected in Conference.Step.allCases where expected != .cancelled {
            #expect(conference(taken).possibleSteps.first == expected)
            taken.insert(expected)
        }
        #expect(conference(taken).possibleSteps.isEmpty)
    }

    @Test(arguments: [("16. HIK", "16-hik"), ("Frühling für Große", "fruehling-fuer-grosse"), ("🙂", ""), ("--a--", "a"), (" Neu ", "neu")])
    func makesAddresses(name: String, slug: String) { #expect(ConferenceDraft.slug(from: name) == slug) }

    @Test func readsAProgramme() {
        let (items, wrong) = ConferenceDraft.programme(from: "17:00 Begrüßung\n\n17.30  Runde 1\nPause\n25:00 Nie", day: "2026-05-08")
        #expect(items.map(\.title.german) == ["Begrüßung", "Runde 1"])
        #expect(wrong == [4, 5])
    }
}

/// Seats are given once, in order, whatever comes at once.
@Suite struct RegistrationTests {
    private func withConference(
        capacity: Int, _ test: (Database, Principal, Conference) async throws -> Void
    ) async throws {
        try await TestDatabase.with { test_ in
            let database = test_.open(connections: 8)
            defer { database.shutdown() }
            let tenant = try await database.readRegister { tx in
                try tx.one("select id from tenants where slug = 'harburg'") { row in try row("id") as ID<Tenant> }
            }
            let principal = Principal.house(tenant)
            let conference = try await database.write(as: principal) { tx in
                var draft = ConferenceDraft()
                draft.slug = "probe"
                draft.shortName = "Probe"
                draft.motto = LocalizedText(german: "Probe")
                draft.doorsAt = TestClock.evening.addingTimeInterval(86_400 * 10)
                draft.startsAt = draft.doorsAt
                draft.endsAt = draft.doorsAt.addingTimeInterval(3600)
                draft.venueName = "Saal"
                draft.venueAddress = "Weg 1"
                draft.capacity = capacity
                return try ConferenceQueries.conference(tx, id: try ConferenceQueries.insert(tx, draft))
            }
            try await test(database, principal, conference)
        }
    }

    private static func register(_ database: Database, _ principal: Principal, _ conference: Conference, _ name: String) async throws -> String {
        try await database.write(as: principal) { tx in
            let entry = RegistrationEntry(slug: conference.slug, names: [name], language: .german, at: TestClock.evening)
            return try #require(try RegistrationBatchQueries.register(tx, [(entry, conference)]).first.flatMap { $0 }).reference
        }
    }

    @Test func nobodyBeyondCapacityWhenManyComeAtOnce() async throws {
        try await withConference(capacity: 10) { database, principal, conference in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 { group.addTask { _ = try await Self.register(database, principal, conference, "Gast \(number)") } }
                try await group.waitForAll()
            }
            let attendance = try await database.read(as: principal) { tx in try RegistrationQueries.attendance(tx, of: conference.id) }
            #expect(attendance == Attendance(confirmed: 10, taken: 10, waiting: 30, arrived: 0, atHome: 0))
            let waiting = try await database.read(as: principal) { tx in try RegistrationQueries.all(tx, of: conference.id) }
                .filter { $0.standing == .waiting }.map(\.waitingPosition)
            #expect(waiting.sorted() == Array(1...30))
        }
    }

    @Test func theFirstWhoWaitsMovesUp() async throws {
        try await withConference(capacity: 1) { database, principal, conference in
            var references: [String] = []
            for name in ["Erste", "Zweite", "Dritte"] { references.append(try await Self.register(database, principal, conference, name)) }
            let first = references[0]
            try await database.write(as: principal) { tx in
                let registration = try RegistrationQueries.registration(tx, reference: first, of: conference.id)
                for _ in 0..<2 {
                    // A second tap gives no second seat away.
                    try WaitingList(canMail: true).cancel(tx, [registration.id], of: conference, because: .guest, at: TestClock.evening)
                }
            }
            let all = try await database.read(as: principal) { tx in try RegistrationQueries.all(tx, of: conference.id) }
            #expect(all.first { $0.name == "Erste" }?.isCancelled == true)
            #expect(all.first { $0.name == "Zweite" }?.standing == .confirmed)
            #expect(all.first { $0.name == "Dritte" }?.standing == .waiting)
            #expect(all.first { $0.name == "Dritte" }?.waitingPosition == 1)
        }
    }

    @Test func checkingInTwiceCountsOnce() async throws {
        try await withConference(capacity: 1) { database, principal, conference in
            let reference = try await Self.register(database, principal, conference, "Gast")
            let results = try await database.write(as: principal) { tx in
                let id = try RegistrationQueries.registration(tx, reference: reference, of: conference.id).id
                return [try RegistrationQueries.checkIn(tx, id), try RegistrationQueries.checkIn(tx, id)]
            }
            #expect(results == [true, false])
        }
    }
}
