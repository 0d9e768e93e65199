public import Core
public import Foundation

/// Somebody's seat at a conference, or their place in the line for one.
public struct Registration: Sendable {
    public enum Standing: String, Sendable {
        case confirmed
        /// A seat became free for them and waits for their answer.
        case offered
        case waiting
    }

    /// How it came to us.
    enum Channel: String, Sendable, CaseIterable { case online, desk, phone, paper }

    /// Who gave the seat back.
    enum Cancellation: String, Sendable {
        case guest, office
        /// Nobody answered in time.
        case lapsed
    }

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
    /// Those who came together: the first of them.
    let party: ID<Registration>
    /// The sequence in which people registered.
    let place: Int
    /// When the seat that waits for an answer goes to the next.
    let offeredUntil: Date?
    let cancelledBecause: Cancellation?
    let channel: Channel

    /// Still expected.
    var isComing: Bool { !isCancelled && !hasArrived }
}

/// How many seats of a conference are given, and to how many people none could be given.
struct SeatCount: Sendable, Equatable {
    var taken = 0
    var waiting = 0
    /// The last place in the sequence.
    var lastPlace = 0

    /// The standing of the next registration, decided under the lock of its conference: nobody overtakes those who wait.
    mutating func next(capacity: Int) -> (standing: Registration.Standing, place: Int) {
        lastPlace += 1
        if waiting == 0 && taken < capacity {
            taken += 1
            return (.confirmed, lastPlace)
        }
        waiting += 1
        return (.waiting, lastPlace)
    }

    /// A chair for somebody who is there already.
    mutating func nextAtTheDoor() -> (standing: Registration.Standing, place: Int) {
        lastPlace += 1
        taken += 1
        return (.confirmed, lastPlace)
    }
}

/// When a seat becomes free, the first who waits is asked, and has some time to answer.
enum SeatOffer {
    static let hours = 48.0
    /// Less is no time to ask somebody.
    static let fewestHours = 12.0
    /// So long before the doors open everything is settled.
    static let hoursBeforeDoors = 24.0

    /// Until when somebody can answer; nil when there is no time left to ask, and the seat is simply theirs.
    static func end(from now: Date, doorsAt: Date) -> Date? {
        let end = min(now.addingTimeInterval(hours * 3600), doorsAt.addingTimeInterval(-hoursBeforeDoors * 3600))
        return end.timeIntervalSince(now) >= fewestHours * 3600 ? end : nil
    }
}

/// Who is expected and who is there.
public struct Attendance: Sendable, Equatable {
    public let confirmed: Int
    /// Seats that wait for an answer.
    public var offered = 0
    /// Seats nobody else can have.
    var taken = 0
    public let waiting: Int
    public let arrived: Int
    /// Taking part, and not in the hall.
    public let atHome: Int

    /// Everybody who can vote.
    public var takingPart: Int { arrived + atHome }
}
