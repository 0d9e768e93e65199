import Core
import Foundation
import Identity
import Testing

@testable import DiscussionTables

@Suite struct SeatPlanTests {
    private func table(_ number: Int, seats: Int = 4, taken: Int = 0, _ languages: [Language] = [.german]) -> DiscussionTable {
        let text = LocalizedText(german: "x")
        return DiscussionTable(
            id: ID(UUID()), number: number, topic: text, question: text, languages: languages, seats: seats, taken: taken, noteCount: 0)
    }

    private func guests(_ languages: Language...) -> [SeatPlan.Guest] { languages.map { SeatPlan.Guest(person: ID(UUID()), language: $0) } }

    private func numbers(_ guests: [SeatPlan.Guest], _ tables: [DiscussionTable]) -> [Int] {
        let seats = SeatPlan.assign(guests, to: tables)
        return guests.map { guest in seats.first { $0.guest.person == guest.person }?.table.number ?? 0 }
    }

    @Test func tablesFillEvenly() {
        let german = Language.german
        #expect(numbers(guests(german, german, german, german, german), [table(1), table(2), table(3)]) == [1, 2, 3, 1, 2])
        #expect(numbers(guests(german, german, german), [table(1, taken: 3), table(2, taken: 1)]) == [2, 2, 1])
    }

    /// Whoever has no choice goes first, whenever they came.
    @Test func aLanguageFindsItsTable() {
        let (german, persian) = (Language.german, Language("fa"))
        let tables = [table(1, seats: 2, [.german, Language("fa")]), table(2)]
        #expect(numbers(guests(german, german, german, persian, persian), tables) == [2, 2, 2, 1, 1])
        // Where their table is full, or none speaks it, any seat is better than none.
        #expect(numbers(guests(persian, persian, persian), tables) == [1, 1, 2])
        #expect(numbers(guests(Language("ti"), german), tables) == [1, 2])
    }

    /// However many come and whatever is taken: each seat once, and nobody stands while one is free.
    @Test func everySeatOnce() {
        for people in 0...9 {
            for taken in 0...4 {
                let tables = [table(1, seats: 3, taken: min(taken, 3), [Language("ar")]), table(2, seats: 2), table(3, seats: 4, taken: taken)]
                let guests = (0..<people).map { SeatPlan.Guest(person: ID(UUID()), language: Language($0.isMultiple(of: 2) ? "ar" : "de")) }
                let seats = SeatPlan.assign(guests, to: tables)
                #expect(seats.count == min(people, tables.reduce(0) { $0 + $1.seats - $1.taken }))
                #expect(Set(seats.map(\.guest.person)).count == seats.count)
                for table in tables { #expect(table.taken + seats.count { $0.table.id == table.id } <= table.seats) }
            }
        }
    }
}
