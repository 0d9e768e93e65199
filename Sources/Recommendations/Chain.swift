public import Core
internal import Foundation
internal import Web

/// One thing that happened to a recommendation. Events are only ever added.
public struct ChainEvent: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case drafted, voted, decided, submitted, numbered, deliberated, answered, implemented
    }

    public let kind: Kind
    /// `2024-11-15`, in Hamburg.
    public let day: String
    public let facts: Facts
    /// Nil until it is stored.
    public let id: ID<ChainEvent>?
    /// Set when the office took it back.
    public let withdrawal: Withdrawal?

    public init(_ kind: Kind, on day: String, _ facts: Facts, id: ID<ChainEvent>? = nil, withdrawal: Withdrawal? = nil) {
        self.kind = kind
        self.day = day
        self.facts = facts
        self.id = id
        self.withdrawal = withdrawal
    }

    /// That an entry was a mistake: since when it counts no more, and why.
    public struct Withdrawal: Sendable, Equatable {
        public let day: String
        public let reason: String
    }

    /// What the public page tells about it. Which fields are there depends on the kind.
    public struct Facts: Sendable, Codable {
        /// drafted: the tables where it was said.
        public var tables: [Int]?
        /// drafted: how many sentences stand behind it.
        public var notes: Int?
        /// voted, decided
        public var yes: Int?
        public var no: Int?
        public var abstain: Int?
        /// voted, decided
        public var isAdopted: Bool?
        /// submitted
        public var route: String?
        public var recipient: LocalizedText?
        /// submitted: the day by which an answer is due.
        public var due: String?
        /// numbered, deliberated, answered: the number of the Drucksache.
        public var reference: String?
        public var url: String?
        /// deliberated: which body, under which item, with which result.
        public var body: LocalizedText?
        public var agendaItem: String?
        public var result: Deliberation?
        /// answered: who answered.
        public var from: LocalizedText?
        /// implemented
        public var status: Implementation?
        /// Anything in words.
        public var text: LocalizedText?

        public init() {}
        public static func make(_ change: (inout Facts) -> Void) -> Facts {
            var facts = Facts()
            change(&facts)
            return facts
        }
    }

    /// How a body dealt with a paper: Hamburg's vocabulary, mapped to a fixed core.
    public enum Deliberation: String, Sendable, Codable, CaseIterable {
        case referred, postponed, amended, adopted, rejected, noted, withdrawn, settled, remains
    }

    public enum Implementation: String, Sendable, Codable, CaseIterable {
        case done, partly, running
        case notDone = "not_done"
        case ownProject = "own_project"
    }
}

/// How a chain stands, from its events alone.
public struct Chain: Sendable {
    public enum Mood: Sendable, Equatable { case done, good, refused, waiting, next }

    public enum Waiting: Sendable, Equatable {
        /// For the council's decision, since the conference voted.
        case decision
        case submission
        /// For an answer: days since it was submitted, and days over the time for answering (0 when there is time left).
        case answer(days: Int, overdue: Int)
        case implementation
    }

    public let events: [ChainEvent]
    /// What stood there by mistake and counts no more.
    public let corrected: [ChainEvent]
    /// What comes next; nil when the chain has come to its end.
    public let waiting: Waiting?

    /// - Parameters:
    ///   - events: in any order.
    ///   - today: `2024-11-15`
    public init(_ events: [ChainEvent], today: String) {
        let order = ChainEvent.Kind.allCases
        corrected = events.filter { $0.withdrawal != nil }
        let sorted = events.filter { $0.withdrawal == nil }.enumerated().sorted { a, b in
            (a.element.day, order.firstIndex(of: a.element.kind)!, a.offset) < (b.element.day, order.firstIndex(of: b.element.kind)!, b.offset)
        }.map(\.element)
        self.events = sorted
        waiting = Self.waiting(sorted, today: today)
    }

    private static func waiting(_ events: [ChainEvent], today: String) -> Waiting? {
        func last(_ kind: ChainEvent.Kind) -> ChainEvent? { events.last { $0.kind == kind } }
        if last(.implemented) != nil { return last(.implemented)?.facts.status == .running ? .implementation : nil }
        guard let decided = last(.decided) else { return last(.voted).flatMap { $0.facts.isAdopted == false ? nil : .decision } }
        if decided.facts.isAdopted == false { return nil }
        guard let submitted = last(.submitted) else { return .submission }
        if last(.answered) != nil { return .implementation }
        if let end = events.last(where: { $0.kind == .deliberated })?.facts.result {
            if [.rejected, .withdrawn, .settled].contains(end) { return nil }
        }
        let due = submitted.facts.due
        return .answer(days: days(from: submitted.day, to: today), overdue: due.map { max(0, days(from: $0, to: today)) } ?? 0)
    }

    /// How an event looks on the line.
    public static func mood(_ event: ChainEvent) -> Mood {
        switch event.kind {
        case .voted, .decided: event.facts.isAdopted == false ? .refused : .done
        case .deliberated: event.facts.result == .rejected ? .refused : .done
        case .implemented:
            switch event.facts.status {
            case .notDone: .refused
            case .running: .done
            default: .good
            }
        default: .done
        }
    }

    /// Whole days between two dates; negative when the second lies before the first.
    static func days(from: String, to: String) -> Int {
        guard let start = DateStyle.moment(day: from, time: "12:00"), let end = DateStyle.moment(day: to, time: "12:00") else { return 0 }
        return DateStyle.calendar.dateComponents([.day], from: start, to: end).day ?? 0
    }

    /// § 27 (2) BezVG: authorities answer within six weeks of receipt.
    public static func answerDue(after day: String) -> String? {
        DateStyle.moment(day: day, time: "12:00").flatMap { DateStyle.calendar.date(byAdding: .day, value: 42, to: $0) }.map(DateStyle.isoDay)
    }
}
