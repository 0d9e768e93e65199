public import Core
public import Database
public import Web

/// Cards printed in advance. Nobody can sign in with one before the desk has handed it out to somebody.
public enum BlankCards {
    /// More at once are a slip of the finger.
    public static let most = 200
    public static let numbers = 1...9999

    public struct Printed: Sendable {
        public let number: Int
        public let secrets: CardSecrets
    }

    /// How many lie on the pile, and their numbers from the lowest to the highest.
    public struct Pile: Sendable {
        public let count: Int
        public let lowest: Int
        public let highest: Int
    }

    public enum Refused: Error, Sendable {
        /// Made by this form before: whoever reloads must not kill what is on paper already.
        case printedBefore(Pile)
    }

    /// Makes blank cards for a conference, numbered on from those that were made for it before.
    /// - Throws: ``Refused`` when this form has made its cards already.
    public static func make<Occasion>(
        _ tx: borrowing Transaction, houseKey: HouseKey, for occasion: ID<Occasion>, count: Int, key: SubmissionKey
    ) throws -> [Printed] {
        try tx.waitForTurn(key)
        if let before = try BlankCardQueries.made(tx, for: occasion, by: key) { throw Refused.printedBefore(before) }
        let first = try BlankCardQueries.nextNumber(tx, of: occasion)
        let printed = (first..<first + count).map { Printed(number: $0, secrets: CardSecrets()) }
        let tenant = try tx.viewer.tenant
        try BlankCardQueries.insert(tx, printed.map { StoredCard($0.secrets, houseKey, of: tenant, number: $0.number) }, for: occasion, key: key)
        try tx.audit(AuditEvent("cards.printed", "\(occasion) \(first) \(count)"))
        return printed
    }

    /// Those that nobody has yet.
    public static func pile<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws -> Pile? {
        try BlankCardQueries.pile(tx, of: occasion)
    }

    /// A card on the pile, as a device at the desk knows it again by its QR code.
    public struct Hash: Sendable {
        public let number: Int
        /// SHA-256 of the secret in its QR code.
        public let secretHash: [UInt8]
    }

    /// Those that nobody has yet, by number.
    public static func hashes<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws -> [Hash] {
        try BlankCardQueries.hashes(tx, of: occasion)
    }

    /// A card in the hand of whoever sits at the desk: off the pile, and nobody's yet.
    public struct Taken: Sendable { let card: StoredCard }

    /// Takes a card off the pile. Nil when no such card lies there.
    public static func take<Occasion>(_ tx: borrowing Transaction, number: Int, of occasion: ID<Occasion>) throws -> Taken? {
        try BlankCardQueries.take(tx, number: number, of: occasion).map { Taken(card: $0) }
    }

    /// Makes it a person's; any card they had before is dead from then on.
    public static func give(_ tx: borrowing Transaction, _ taken: Taken, to person: ID<Person>, _ hours: CodeHours) throws {
        try Cards.give(tx, taken.card, to: person, hours)
    }

    /// Whether this person's card is the one with this number: a second tap.
    public static func has(_ tx: borrowing Transaction, _ person: ID<Person>, number: Int) throws -> Bool {
        try CardQueries.hasCard(tx, person, number: number)
    }

    /// The pile was lost: none of its cards will ever work. Returns how many there were.
    public static func discard<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws -> Int {
        let count = try BlankCardQueries.discard(tx, of: occasion)
        try tx.audit(AuditEvent("cards.discarded", "\(occasion) \(count)"))
        return count
    }

    /// The evening they were printed for is over.
    public static func forget<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws {
        try BlankCardQueries.deleteAll(tx, of: occasion)
    }
}
