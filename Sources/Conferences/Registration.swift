public import Core
internal import Foundation

/// Somebody's seat at a conference, or their place in the line for one.
public struct Registration: Sendable {
    public enum Standing: String, Sendable { case confirmed, waiting }

    public let id: ID<Registration>
    public let person: ID<Person>
    public let name: String
    public let language: Language
    public let standing: Standing
    /// In the address of the confirmation page.
    public let reference: String
    public let isCancelled: Bool
    public let hasArrived: Bool
    /// Takes part from home, and is no head in the hall.
    public let isAtHome: Bool
    /// The last two characters of their card, if they have one.
    public let cardEnding: String?
    /// How many wait before them, counted from one. Zero for a confirmed seat.
    public let waitingPosition: Int
}

extension Registration {
    /// The standing of the next registration, decided under the lock of its conference.
    static func standing(taken: Int, capacity: Int) -> Standing { taken < capacity ? .confirmed : .waiting }
}

/// What somebody needs that evening. Kept apart from everything else.
struct Needs: Sendable {
    static let remarkLimit = 500

    enum Food: String, Sendable, CaseIterable { case vegetarian, vegan, halal }

    var interpreter: Language?
    var signLanguage = false
    var stepFree = false
    var children = 0
    var food: Food?
    var photoConsent = false
    var remark: String?

    /// When they are deleted.
    static func expiry(after conference: Conference) -> Date { conference.endsAt.addingTimeInterval(30 * 86_400) }
}

/// How many of each need, for those who organise it. Never a list of names.
struct NeedCounts: Sendable {
    let interpreters: [(language: Language, count: Int)]
    let signLanguage: Int
    let stepFree: Int
    let children: Int
}

/// Who is expected and who is there.
public struct Attendance: Sendable, Equatable {
    public let confirmed: Int
    public let waiting: Int
    public let arrived: Int
    /// Taking part, and not in the hall.
    public let atHome: Int

    /// Everybody who can vote.
    public var takingPart: Int { arrived + atHome }
}
