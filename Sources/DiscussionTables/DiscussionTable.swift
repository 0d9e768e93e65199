internal import Conferences
public import Core
public import Foundation

/// A physical table in the hall, with its topic.
public struct DiscussionTable: Sendable {
    public let id: ID<DiscussionTable>
    public let number: Int
    public let topic: LocalizedText
    public let question: LocalizedText
    public let languages: [Language]
    public let seats: Int
    /// How many people have sat down at it.
    public let taken: Int
    public let noteCount: Int

    public var isFull: Bool { taken >= seats }
}

/// A stretch of the evening in which everybody talks at their table about one question.
public struct Round: Sendable {
    public let id: ID<Round>
    public let number: Int
    public let title: LocalizedText
    public let question: LocalizedText
    public let minutes: Int
    public let openedAt: Date?
    public let endsAt: Date?
    public let isClosed: Bool

    public var isRunning: Bool { openedAt != nil && !isClosed }
}

extension [Round] {
    /// The round that is running.
    public var running: Round? { last { $0.isRunning } }
    /// The first round that has not begun.
    public var upcoming: Round? { first { $0.openedAt == nil } }
}

/// Something that was said at a table. Has no author and no time, by design.
public struct Note: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case idea, problem, quote, question }

    public static let limit = 2000

    public let id: ID<Note>
    public let table: Int
    public let round: Int?
    public let kind: Kind
    public let body: String
    public let language: Language
    /// A person let it out of the table.
    public let isReleased: Bool

    /// The words, in their own language.
    public var phrase: Phrase { Phrase(text: body, language: language) }
}
