internal import Core
internal import Foundation

/// Something that somebody is to be told, once.
struct NewMessage: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        /// What they have registered for, and where to find it again.
        case registered
        /// A seat became free, and it is theirs.
        case seat
        /// A seat became free and waits for their answer.
        case offer
        /// They did not answer, and it went on.
        case lapsed
        /// In three days it is.
        case reminder
        /// What the office has to tell everybody; see ``Notice``.
        case cancelled, moved, news
    }

    let kind: Kind
    let person: ID<Person>
    let conference: ID<Conference>
    /// Tells two of a kind apart.
    let occasion: String
    /// By the program's clock.
    let at: Date

    init(_ kind: Kind, to person: ID<Person>, of conference: ID<Conference>, occasion: String = "", at: Date) {
        (self.kind, self.person, self.conference, self.occasion, self.at) = (kind, person, conference, occasion, at)
    }
}

/// A message as it is written down, with how to reach its reader.
struct StoredMessage: Sendable {
    let id: ID<NewMessage>
    let kind: NewMessage.Kind
    let person: ID<Person>
    let name: String
    let language: Language
    let conference: ID<Conference>
    /// What their place in the conference is called in addresses.
    let reference: String
    /// Tells two of a kind apart: of a notice its id.
    let occasion: String
    let contact: StoredContact
    let isHandled: Bool
}

struct StoredContact: Sendable {
    let way: Contact.Way
    let address: [UInt8]
    let mac: [UInt8]
    let reminders: Bool
    let followUp: Bool
    let isStopped: Bool
    /// In the address by which messages are ended.
    let stopKey: ID<StoredContact>
}
