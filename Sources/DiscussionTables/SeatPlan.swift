internal import Core
internal import Identity

/// Who sits where to begin with, for those who have not chosen a table themselves.
struct SeatPlan: Sendable {
    struct Guest: Sendable {
        let person: ID<Person>
        let language: Language
    }

    /// Distributes guests, in the order in which they came, over the free seats of tables.
    ///
    /// Whoever speaks a language of a table that is not German sits there first, so that those who have a choice do not take the only
    /// seats of those who have none. Everybody else fills the tables evenly: always at the one with the fewest people, and of several
    /// the first. Whoever finds no seat is left out.
    static func assign(_ guests: [Guest], to tables: [DiscussionTable]) -> [(guest: Guest, table: DiscussionTable)] {
        var taken = Dictionary(uniqueKeysWithValues: tables.map { ($0.id, $0.taken) })
        func emptiest(_ suits: (DiscussionTable) -> Bool) -> DiscussionTable? {
            tables.filter { taken[$0.id, default: 0] < $0.seats && suits($0) }
                .min { (taken[$0.id, default: 0], $0.number) < (taken[$1.id, default: 0], $1.number) }
        }
        var seated: [(guest: Guest, table: DiscussionTable)] = []
        func sit(_ guest: Guest, _ suits: (DiscussionTable) -> Bool) -> Bool {
            guard let table = emptiest(suits) else { return false }
            taken[table.id, default: 0] += 1
            seated.append((guest, table))
            return true
        }
        let others = guests.filter { guest in guest.language == .german || !sit(guest) { $0.languages.contains(guest.language) } }
        for guest in others { _ = sit(guest) { _ in true } }
        return seated
    }
}
