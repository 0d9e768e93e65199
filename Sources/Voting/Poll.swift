public import Conferences
public import Core
public import Database
public import Recommendations
public import Tally

public import struct Foundation.Date

/// A ballot paper with one or more questions, each about one recommendation. Open: the database knows who chose what, and the page says so.
public struct Poll: Sendable {
    public enum State: Sendable, Equatable { case planned, open, closed, released }

    public let id: ID<Poll>
    public let conferenceSlug: String
    public let conference: ID<Conference>
    public let title: LocalizedText
    public let state: State
    /// How many have voted.
    public let cast: Int
    public let releasedAt: Date?

    public var topic: Topic { Self.topic(id) }
    static func topic(_ id: ID<Poll>) -> Topic { Topic("poll", id) }
}

public struct Question: Sendable {
    public let recommendation: ID<Recommendation>
    /// Number on the paper; chooses the symbol.
    public let position: Int
    public let title: LocalizedText
    public let body: LocalizedText
}

/// A question with how it was answered.
public struct Outcome: Sendable {
    public let question: Question
    public let count: YesNoAbstain.Count
}

/// What somebody chose on every question of a paper.
typealias Choices = [ID<Recommendation>: YesNoAbstain.Choice]
