internal import Core

/// What is needed that evening, by service: counts where counts are enough, names only where somebody must be found.
struct NeedsPlan: Sendable {
    struct Guest: Sendable {
        let name: String
        let language: Language
        let hasArrived: Bool
        /// Nil: nothing was said, or it is forgotten.
        let needs: Needs?
    }

    /// Everybody who is expected.
    let guests: [Guest]

    init(_ guests: [Guest]) { self.guests = guests }

    private func with(_ isNeeded: (Needs) -> Bool) -> [Guest] { guests.filter { $0.needs.map(isNeeded) ?? false } }

    /// The languages for which interpreters are needed, the most wanted first.
    var interpreters: [(language: Language, guests: [Guest])] {
        Dictionary(grouping: with { $0.interpreter != nil }) { $0.needs?.interpreter ?? .german }
            .map { (language: $0.key, guests: $0.value) }
            .sorted { ($1.guests.count, $0.language.code) < ($0.guests.count, $1.language.code) }
    }

    var signLanguage: [Guest] { with(\.signLanguage) }
    var stepFree: [Guest] { with(\.stepFree) }
    var families: [Guest] { with { $0.children > 0 } }
    var children: Int { guests.reduce(0) { $0 + ($1.needs?.children ?? 0) } }
    var remarks: [Guest] { with { $0.remark != nil } }
    var photos: Int { with(\.photoConsent).count }

    func count(of food: Needs.Food) -> Int { with { $0.food == food }.count }
    /// Everybody who eats what there is; with those of whom nothing is known.
    var anyFood: Int { guests.count - with { $0.food != nil }.count }
}
