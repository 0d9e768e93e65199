public import Core

/// A sentence that a conference wants the district to hear, from a table's draft to its answer.
public struct Recommendation: Sendable {
    public let id: ID<Recommendation>
    public let conferenceSlug: String
    public let conferenceName: LocalizedText
    public let isDemonstration: Bool
    /// Within its conference; carries the symbol on the ballot paper.
    public let position: Int
    /// The council's own number, once adopted.
    public let number: String?
    public let title: LocalizedText
    public let body: LocalizedText
    public let table: Int?
    /// Whether a person let it out of the hall's tables.
    public let isReleased: Bool
    /// How many sentences from tables stand behind it.
    public let sources: Int

    public static let titleLimit = 200
    public static let bodyLimit = 2000
}

/// By which way a recommendation reaches the district. Chosen for each: there is no one way.
public enum Route: String, Sendable, CaseIterable {
    case submission
    case groupMotion = "group_motion"
    case crossPartyMotion = "cross_party_motion"
    case administration
    case committeeReport = "committee_report"
    case stateBoard = "state_board"
}
