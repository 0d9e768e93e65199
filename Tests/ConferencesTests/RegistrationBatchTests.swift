import Core
import Database
import Foundation
import TestSupport
import Testing

@testable import Conferences
@testable import Web

/// Many registrations in one transaction are the same as one after the other.
@Suite struct RegistrationBatchTests {
    private func entry(_ slug: String, _ name: String, key: SubmissionKey = SubmissionKey(), needs: Needs = Needs()) -> RegistrationEntry {
        RegistrationEntry(slug: slug, names: [name], language: .german, needs: needs, key: key, at: TestClock.evening)
    }

    private func withHouse(_ test: (TestHouse, ID<Tenant>) async throws -> Void) async throws {
        try await TestHouse.with { house in
            try await test(house, try #require(house.house.directory.site("harburg.localhost")).tenant)
        }
    }

    @Test func eachGetsWhatIsDue() async throws {
        try await withHouse { house, tenant in
            let database = house.house.database
            let (free, open) = try await database.write(as: .house(tenant)) { tx in
                let conference = try ConferenceQueries.conference(tx, slug: "19-hik")
                let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
                // Two chairs are left.
                try tx.execute(
                    "update conferences set capacity = $2::int8 where tenant_id = current_tenant() and id = $1", conference.id,
                    attendance.confirmed + 2)
                return (attendance, conference)
            }
            var needs = Needs()
            needs.interpreter = Language("fa")
            needs.children = 2
            needs.food = .vegan
            needs.remark = "Rollstuhl, 3 cm „Schwelle“ 🙂"
            let twice = SubmissionKey()
            let entries = [
                entry("19-hik", "Anna", needs: needs), entry("gibt-es-nicht", "Ben"), entry("17-hik", "Cem"),
                entry("19-hik", "Dana", key: twice), entry("19-hik", "Dana", key: twice), entry("19-hik", "Emil"),
            ]
            let first = try await database.write(as: .house(tenant)) { tx in try RegistrationBatchQueries.register(tx, entries) }
            #expect(first.map { $0 != nil } == [true, false, false, true, false, true])
            let again = try await database.write(as: .house(tenant)) { tx in try RegistrationBatchQueries.register(tx, entries) }
            #expect(again.allSatisfy { $0 == nil }, "sent again")
            let all = try await database.read(as: .house(tenant)) { tx in try RegistrationQueries.all(tx, of: open.id) }
            let added = all.filter { ["Anna", "Dana", "Emil"].contains($0.name) }
            #expect(added.map(\.name) == ["Anna", "Dana", "Emil"])
            #expect(added.map(\.standing) == [.confirmed, .confirmed, .waiting])
            #expect(added.last?.waitingPosition == free.waiting + 1)
            #expect(Set(added.map(\.reference)) == [entries[0].references[0], entries[3].references[0], entries[5].references[0]])
            let kept = try await database.read(as: .house(tenant)) { tx in
                try tx.one(
                    """
                    select interpreter, children, food, remark, sign_language from registration_needs
                    where tenant_id = current_tenant() and registration_id = $1
                    """, added[0].id
                ) { row in
                    "\(try row("interpreter") as String) \(try row("children") as Int) \(try row("food") as String) \(try row("remark") as String) \(try row("sign_language") as Bool)"
                }
            }
            #expect(kept == "fa 2 vegan Rollstuhl, 3 cm „Schwelle“ 🙂 false")
        }
    }

    /// Sixty people press the button in the same moment, each of them twice.
    @Test func theRushGivesEverySeatOnce() async throws {
        try await withHouse { house, tenant in
            let database = house.house.database
            let conference = try await database.read(as: .house(tenant)) { tx in try ConferenceQueries.conference(tx, slug: "19-hik") }
            let before = try await database.read(as: .house(tenant)) { tx in try RegistrationQueries.attendance(tx, of: conference.id) }
            let locations = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
                for number in 0..<60 {
                    let key = SubmissionKey()
                    for _ in 0..<2 {
                        group.addTask {
                            var guest = house.visitor()
                            let answer = try await guest.post(
                                "/konferenzen/19-hik/anmeldung",
                                ["name": "Gast \(number)", "schluessel": key.description, "kinder": "1", "teilnahme": "ab16"])
                            #expect(answer.status == 303)
                            return (number, answer.location)
                        }
                    }
                }
                return try await group.reduce(into: [Int: Set<String>]()) { all, one in
                    if let location = one.1 { all[one.0, default: []].insert(location) }
                }
            }
            #expect(locations.count == 60 && locations.values.allSatisfy { $0.count == 1 }, "both taps lead to the same page")
            for location in locations.values {
                var guest = house.visitor()
                #expect(try await guest.get(try #require(location.first)).status == 200)
            }
            let after = try await database.read(as: .house(tenant)) { tx in try RegistrationQueries.attendance(tx, of: conference.id) }
            #expect(after.confirmed + after.waiting == before.confirmed + before.waiting + 60)
            #expect(after.confirmed <= conference.capacity)
            let transactions = try await database.read(as: .house(tenant)) { tx in
                try tx.one(
                    """
                    select count(distinct r.xmin::text)::int as count from registrations as r
                    join people as p on p.tenant_id = r.tenant_id and p.id = r.person_id
                    where r.tenant_id = current_tenant() and p.name like 'Gast %'
                    """
                ) { row in try row("count") as Int }
            }
            #expect(transactions < 30, "60 registrations took \(transactions) transactions")
        }
    }
}
