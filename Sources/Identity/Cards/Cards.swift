public import Core
public import Database
public import Web

public import struct Foundation.Date

/// The two secrets of a card that was made a moment ago: the only time they are known.
public struct CardSecrets: Sendable {
    public let code = CardCode()
    /// 128 random bits in base64url; in the QR code behind the `#`, which no server ever sees in an address.
    public let secret = Secret.random(bytes: 16)

    /// What the QR code says.
    public func address(_ site: Site) -> String { site.origin + IdentityPaths.card.path().text + "#" + secret }
}

/// When a card's printed code works. Its QR code works for as long as the card does.
public struct CodeHours: Sendable {
    public let from: Date
    public let until: Date

    public init(from: Date, until: Date) {
        self.from = from
        self.until = until
    }
}

public enum Cards {
    /// Gives a person a new card; any card they had before is dead from then on.
    public static func issue(_ tx: borrowing Transaction, houseKey: HouseKey, to person: ID<Person>, _ hours: CodeHours) throws -> CardSecrets {
        let secrets = CardSecrets()
        try give(tx, StoredCard(secrets, houseKey, of: tx.viewer.tenant), to: person, hours)
        return secrets
    }

    /// One at a time for each person; released with the transaction.
    public static func lock(_ tx: borrowing Transaction, _ person: ID<Person>) throws { try CardQueries.lock(tx, person) }

    /// Whether somebody is signed in as this person anywhere.
    public static func hasSignedIn(_ tx: borrowing Transaction, _ person: ID<Person>) throws -> Bool {
        try CardQueries.hasSession(tx, person)
    }

    /// Whatever card they have is dead from then on.
    public static func withdraw(_ tx: borrowing Transaction, of person: ID<Person>) throws {
        try CardQueries.lock(tx, person)
        _ = try CardQueries.withdrawAll(tx, of: person)
    }

    static func give(_ tx: borrowing Transaction, _ card: StoredCard, to person: ID<Person>, _ hours: CodeHours) throws {
        try CardQueries.lock(tx, person)
        // Whoever found the card may have entered an address or a passkey of their own with it; unless the card could not do that.
        if try CardQueries.withdrawAll(tx, of: person) > 0, try !SignInQueries.isMoreThanTheirCard(tx, person) {
            try Ways.forget(tx, of: person)
        }
        let id = try CardQueries.insert(tx, card, person: person, hours)
        try tx.audit(AuditEvent("card.issued", id))
    }
}

/// What the database knows of a card: enough to recognise it, too little to make it.
struct StoredCard: Sendable {
    let secretHash: [UInt8]
    let codeMAC: [UInt8]
    let ending: String
    /// On cards that were printed in advance.
    var number: Int?
}

extension StoredCard {
    init(_ secrets: CardSecrets, _ houseKey: HouseKey, of tenant: ID<Tenant>, number: Int? = nil) {
        self.init(
            secretHash: Secret.hash(secrets.secret), codeMAC: houseKey.code(secrets.code, of: tenant), ending: secrets.code.ending, number: number)
    }
}
