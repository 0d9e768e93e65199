public import Core
public import Database
public import Foundation
internal import Identity
internal import Web

/// An evening to which a council invites everybody: its motto, its place, and where it stands.
public struct Conference: Sendable {
    /// What has happened to it so far. Each step is a row with who and when.
    public enum Step: String, Sendable, CaseIterable {
        case announced
        case registrationOpened = "registration_opened"
        case registrationClosed = "registration_closed"
        case started
        case ended
        /// What came of it can be read, and people can say what is wrong with it.
        case documented
        /// Nothing of it changes any more.
        case archived
        /// It does not take place.
        case cancelled
    }

    /// How the evening goes.
    public enum Format: String, Sendable, CaseIterable {
        case worldCafe = "world_cafe"
        case openSpace = "open_space"
        case fishbowl
        case galleryWalk = "gallery_walk"
        case planningWorkshop = "planning_workshop"
    }

    public let id: ID<Conference>
    public let slug: String
    public let shortName: String
    public let name: LocalizedText
    public let motto: LocalizedText
    public let summary: LocalizedText
    public let description: LocalizedText
    public let doorsAt: Date
    public let startsAt: Date
    public let endsAt: Date
    public let venueName: String
    public let venueAddress: String
    public let directions: LocalizedText
    public let access: LocalizedText
    public let whoCanCome: LocalizedText
    public let languages: [Language]
    public let capacity: Int
    /// The last day on which what people need can surely be arranged: `2024-11-01`.
    public let needsUntil: String?
    public let format: Format
    /// The last day on which people can say what is wrong with the documentation: `2024-12-13`.
    public let correctionsUntil: String?
    /// Who speaks, a line for each.
    let speakers: String?
    let venueFacts: [VenueFact]
    let easy: EasyVersion
    public let isDemonstration: Bool
    public let steps: Set<Step>

    public var isAnnounced: Bool { steps.contains(.announced) }
    public var isLive: Bool { steps.contains(.started) && !isOver }
    /// It has taken place, or never will.
    public var isOver: Bool { steps.contains(.ended) || isCancelled }
    public var isCancelled: Bool { steps.contains(.cancelled) }
    /// It was held.
    var hasTakenPlace: Bool { steps.contains(.ended) && !isCancelled }
    public var isArchived: Bool { steps.contains(.archived) }

    /// What everybody who watches this conference watches.
    public var topic: Topic { Topic("conference", id) }
}

extension Conference {
    /// So long people can say what is wrong with the documentation.
    static let daysOfCorrection = 14.0

    /// Noon of the last day on which they can.
    var correctionsUntilDate: Date? { correctionsUntil.flatMap { DateStyle.moment(day: $0, time: "12:00") } }

    /// Whether somebody can register, and if not, why.
    public enum RegistrationState: Sendable, Equatable {
        case notYet
        case open
        /// Registration is closed, but the evening is not over: one can still simply come.
        case closed
        case over
    }

    public var registration: RegistrationState {
        if isOver { return .over }
        if steps.contains(.registrationClosed) { return .closed }
        return steps.contains(.registrationOpened) ? .open : .notYet
    }

    /// The steps that may be taken now, the expected one first.
    public var possibleSteps: [Step] {
        if isCancelled || isArchived { return [] }
        if isOver { return [steps.contains(.documented) ? .archived : .documented] }
        if isLive { return [.ended] }
        if !isAnnounced { return [.announced] }
        switch registration {
        case .notYet: return [.registrationOpened, .started]
        case .open: return [.registrationClosed, .started]
        // Somebody wanted it closed and wants it open again.
        case .closed, .over: return [.started, .registrationOpened]
        }
    }
}

/// The invitation for those to whom the other one says too much, and in sign language.
struct EasyVersion: Sendable, Equatable {
    var text: String?
    /// People of the target group who have tested it (DIN SPEC 33429). Without them nothing is called easy language.
    var testedBy: String?
    /// A film in German Sign Language, on a page of its own.
    var signVideo: String?
}

/// The languages somebody can ask an interpreter for, besides those a conference offers anyway.
enum Interpreting {
    static let languages = ["ar", "prs", "fa", "tr", "uk", "ru", "pl", "ckb", "bg", "en", "es", "fr"].map { Language($0) }
}

extension Conference {
    /// Noon of the last day on which what people need can surely be arranged.
    var needsUntilDate: Date? { needsUntil.flatMap { DateStyle.moment(day: $0, time: "12:00") } }

    /// When the codes of its cards work: the whole day, and the hours after a long evening.
    var codeHours: CodeHours {
        let day = DateStyle.calendar.startOfDay(for: doorsAt)
        return CodeHours(from: day, until: max(endsAt.addingTimeInterval(6 * 3600), day.addingTimeInterval(30 * 3600)))
    }
}

/// What another council has announced: enough to see that two evenings fall on the same day.
struct ConferenceElsewhere: Sendable {
    let council: LocalizedText
    /// Scheme and host of that council's own pages.
    let origin: String
    let slug: String
    let name: LocalizedText
    let startsAt: Date
    let venueName: String
}
