internal import Core
internal import Foundation
internal import HTML
internal import Web

/// What there is to do for an evening, with its day; the council's own list, which goes along to the next evening.
struct ChecklistItem: Sendable {
    let id: ID<ChecklistItem>
    /// Of the program's list; nil for what the office has added.
    let task: ChecklistTask?
    let title: String?
    /// Before (negative) or after the evening.
    let days: Int
    /// The day the list was begun, at midnight.
    let begun: Date?
    let doneAt: Date?

    /// What the conference itself tells needs no tick.
    func isDone(_ conference: Conference) -> Bool {
        if doneAt != nil { return true }
        switch task {
        case .announce: return conference.isAnnounced
        case .open: return conference.steps.contains(.registrationOpened)
        case .close: return !conference.steps.isDisjoint(with: [.registrationClosed, .started, .ended])
        case .documentation: return conference.steps.contains(.documented)
        default: return false
        }
    }

    /// Whether somebody ticks it, or a button elsewhere does.
    var isTicked: Bool {
        switch task {
        case .announce, .open, .close, .documentation: false
        default: true
        }
    }

    func due(_ conference: Conference) -> Date { Self.due(days: days, evening: conference.startsAt, begun: begun) }

    /// Its day as counted from the evening. Who begins late is not late with everything at once: for what should have been done before
    /// there is a week, though not beyond the day before the evening.
    static func due(days: Int, evening: Date, begun: Date?) -> Date {
        let evening = DateStyle.calendar.startOfDay(for: evening)
        let day = evening.adding(days: days)
        guard let begun, days < 0, day < begun else { return day }
        return max(begun, min(begun.adding(days: 7), evening.adding(days: -1)))
    }

    func isOverdue(_ conference: Conference, at now: Date) -> Bool {
        !isDone(conference) && due(conference) < DateStyle.calendar.startOfDay(for: now)
    }
}

/// What councils have done before such evenings, and when, counted from the evening.
enum ChecklistTask: String, Sendable, CaseIterable {
    case venue, motto, moderation, announce, posters, invitations, open, interpreters, childcare, needs, food, hosts, close, cards, devices, thanks,
        documentation, council, handover, report

    var days: Int {
        switch self {
        case .venue: -98
        case .motto: -91
        case .moderation: -84
        case .announce: -70
        case .posters: -63
        case .invitations: -60
        case .open: -56
        case .interpreters, .childcare: -42
        case .needs: -14
        case .food: -12
        case .hosts: -7
        case .close: -3
        case .cards: -3
        case .devices: -1
        case .thanks: 3
        case .documentation: 14
        case .council: 25
        case .handover: 28
        case .report: 168
        }
    }

    /// Where it is done, if it is done here.
    func path(_ conference: Conference) -> PathTemplate? {
        switch self {
        case .announce, .open, .close, .documentation: ConferencePaths.show
        case .posters: ConferencePaths.poster
        case .needs, .food: ConferencePaths.needs
        case .cards: ConferencePaths.cards
        case .devices: ConferencePaths.desk
        case .thanks, .report: conference.isAnnounced ? ConferencePaths.news : nil
        default: nil
        }
    }
}

/// The parts of the list, by how far away the evening is.
enum ChecklistPhase: String, Sendable, CaseIterable {
    case early, inviting, close, evening, after

    init(days: Int) {
        self =
            switch days {
            case ..<(-56): .early
            case ..<(-14): .inviting
            case ..<0: .close
            case 0: .evening
            default: .after
            }
    }
}

extension Date {
    fileprivate func adding(days: Int) -> Date { DateStyle.calendar.date(byAdding: .day, value: days, to: self) ?? self }
}
