internal import Core
internal import Web

/// Why an entry of the office cannot be right as it stands. The chain is public: what stands in it must be possible.
enum Objection: Sendable, Equatable {
    case inFuture
    /// Earlier than what must have come before it.
    case before(ChainEvent.Kind, day: String)
    /// Happens once, and stands there already.
    case already(day: String)
    /// What must have come before it is not there.
    case missing(ChainEvent.Kind)
    /// The council has decided against it.
    case refused(day: String)
    /// Cannot be taken back while this still stands on it.
    case neededBy(ChainEvent.Kind)
}

extension ChainEvent.Kind {
    /// What the office writes down and may take back. The rest is told by the evening itself.
    var isOffice: Bool { ![.drafted, .voted].contains(self) }

    /// Answers and states of the work may come several times; a decision and a handing over come once.
    fileprivate var isUnique: Bool { [.decided, .submitted].contains(self) }

    /// What must have happened before.
    fileprivate var premise: ChainEvent.Kind? {
        switch self {
        case .drafted, .voted: nil
        // A council may begin a project of its own without deciding on a recommendation.
        case .decided, .implemented: .drafted
        case .submitted: .decided
        case .numbered, .deliberated, .answered: .submitted
        }
    }
}

extension Chain {
    /// - Parameter today: `2024-11-15`
    func objection(to new: ChainEvent, today: String) -> Objection? {
        if new.day > today { return .inFuture }
        if new.kind.isUnique, let known = events.first(where: { $0.kind == new.kind }) { return .already(day: known.day) }
        guard let premise = new.kind.premise else { return nil }
        guard let first = events.first(where: { $0.kind == premise }) else { return .missing(premise) }
        if first.facts.isAdopted == false { return .refused(day: first.day) }
        // Nothing comes before the conference has voted, where it has.
        let earliest = events.last { $0.kind == .voted && premise == .drafted } ?? first
        return new.day < earliest.day ? .before(earliest.kind, day: earliest.day) : nil
    }

    func objection(toWithdrawing old: ChainEvent) -> Objection? {
        if events.count(where: { $0.kind == old.kind }) > 1 { return nil }
        return events.first { $0.kind.premise == old.kind }.map { .neededBy($0.kind) }
    }
}
