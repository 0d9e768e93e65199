internal import Core
internal import Foundation
internal import Identity
internal import Web

/// Something that a desk wrote down, perhaps hours before there was a network to send it.
struct DeskEntry: Decodable, Sendable {
    enum Kind: String, Decodable, Sendable {
        /// Somebody on the list has come.
        case arrival
        /// Somebody has come who is not on it.
        case walkIn = "walk_in"
        /// A card from the pile was given to somebody.
        case card
        /// Somebody said whether they may be in photographs.
        case photo
        /// An arrival or a guest was written down by mistake.
        case mistake
    }

    /// Made by the device: what is sent twice is one entry.
    let id: SubmissionKey
    let kind: Kind
    /// Whom it is about: a registration, or the entry by which somebody came who had none. Of a mistake: the entry that was one.
    let who: UUID?
    /// Of a guest.
    let name: String
    let language: Language?
    /// Of a card on the pile; 0: no card has this number.
    let number: Int
    /// How the card ends that they had before, as far as the desk knew; empty: none.
    let ending: String
    let photos: Bool?
    /// By the device's clock.
    let at: Date

    private enum Key: String, CodingKey { case id, kind, who, name, language, number, ending, photos, at }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        id = SubmissionKey(try values.decode(UUID.self, forKey: .id))
        kind = try values.decode(Kind.self, forKey: .kind)
        who = try values.decodeIfPresent(UUID.self, forKey: .who)
        name = String((try values.decodeIfPresent(String.self, forKey: .name) ?? "").withoutControls.trimmed.unicodeScalars.prefix(80)).trimmed
        language = try values.decodeIfPresent(String.self, forKey: .language).map { Language($0) }
        let number = try values.decodeIfPresent(Int.self, forKey: .number) ?? 0
        self.number = BlankCards.numbers.contains(number) ? number : 0
        ending = try values.decodeIfPresent(String.self, forKey: .ending) ?? ""
        photos = try values.decodeIfPresent(Bool.self, forKey: .photos)
        at = Date(timeIntervalSince1970: min(Self.latest, max(0, try values.decode(Double.self, forKey: .at) / 1000)))
    }

    /// In the year 2100: a clock that is wrong must be something that the database can write down.
    private static let latest = 4_102_444_800.0

    /// More come with the next request.
    static let mostAtOnce = 50

    /// What was sent, in its order. Nil: nothing that a desk of ours has written.
    static func read(_ text: String) -> [DeskEntry]? {
        guard let entries = try? JSONDecoder().decode([DeskEntry].self, from: Data(text.utf8)), entries.count <= mostAtOnce else { return nil }
        return entries
    }
}

/// What became of an entry. The device keeps on showing what somebody has to look at.
enum DeskOutcome: String, Encodable, Sendable {
    case done
    /// They had cancelled, and are here all the same.
    case returned
    /// Another desk, or this one, had them already.
    case already
    /// Nobody like that is on the list, or any more.
    case unknown
    /// The card is not on the pile: somebody else has it, or there is none with this number.
    case noCard = "no_card"
    /// They have a card of which the desk did not know.
    case hasCard = "has_card"
    /// It could not be taken back any more: it is too long ago, or somebody has signed in with the card.
    case tooLate = "too_late"
    /// The evening is over for good.
    case closed

    /// Nobody notices it unless it is shown.
    static let doubtful: Set<DeskOutcome> = [.already, .unknown, .noCard, .hasCard, .tooLate, .closed]
}

/// How it stood with somebody before they came.
enum DeskStanding: String, Sendable { case home, cancelled }

/// What was written of an entry.
struct DeskWritten: Sendable {
    let outcome: DeskOutcome
    /// Whom it was about; nil: nobody was found.
    var registration: ID<Registration>?
    var stood: DeskStanding?
}
