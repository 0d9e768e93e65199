public import Core
public import Database
public import Web

/// The budget of failed attempts. The hall shares one address, so nobody can be told apart by it:
/// failures of the whole council are counted, and only *failing* attempts wait. Whoever has the right code is never slowed down.
enum FailureBudget {
    /// So many slips of the finger within two minutes are normal on a full evening.
    static let free = 40

    /// How long the answer to a failed attempt is held back after `failures` within two minutes.
    static func delay(after failures: Int) -> Duration {
        if failures <= free { return .zero }
        return .milliseconds(min(20_000, 250 * (failures - free)))
    }
}

/// Sign-in links: how people of the office, and of the demonstration, come in. They work once.
public enum SignInLink {
    public static let hours = 12

    /// Makes a link for a person; returns the part that goes behind the `#`.
    public static func make(_ tx: borrowing Transaction, for person: ID<Person>, hours: Int = SignInLink.hours) throws -> String {
        let secret = Secret.random(bytes: 16)
        try SignInQueries.addLink(tx, secretHash: Secret.hash(secret), person: person, hours: hours)
        return secret
    }

    /// For whoever lost everything: with it alone they come in, and nothing that was opened or entered before works any more.
    public static func makeAnew(_ tx: borrowing Transaction, for person: ID<Person>, hours: Int = SignInLink.hours) throws -> String {
        try RightsQueries.forgetLinks(tx, of: person)
        try Ways.forget(tx, of: person)
        try SessionQueries.endOthers(tx, than: nil, of: person)
        try tx.audit(AuditEvent("link.made", person))
        return try make(tx, for: person, hours: hours)
    }

    public static func address(origin: String, secret: String) -> String { origin + IdentityPaths.link.path().text + "#" + secret }
}

/// Opens sessions. Public for the workshop's page of roles, which exists in development only.
public enum SignIn {
    /// How somebody has shown who they are.
    public enum Proof: String, Sendable {
        case card, link, email, passkey, recovery, provider

        /// Whether it is enough for somebody who administers and has a passkey; the database asks the same, see `sessions_of`.
        var isStrong: Bool { self == .passkey || self == .recovery }
    }

    /// Long enough for an evening and the morning after.
    static let hours = 16

    /// Opens a session. Where somebody with a card is signed in and another card comes, both stay and can change places: a family
    /// with one phone. In all other cases whoever was signed in in this browser is not any more.
    public static func start(_ tx: borrowing Transaction, _ v: Visit, person: ID<Person>, card: ID<Card>?, by proof: Proof) throws -> SessionToken {
        let token = SessionToken()
        let viewer = try tx.viewer
        var household: ID<Household>?
        if let session = viewer.session {
            if viewer.card != nil && card != nil {
                household = try SessionQueries.household(tx, of: session)
                try SessionQueries.leave(tx, session)
                if let household { try SessionQueries.end(tx, of: person, in: household) }
            } else {
                try SessionQueries.endHousehold(tx, of: session)
            }
        }
        SignInQueries.noteSeen(tx, person)
        let device = DeviceName.of(userAgent: v.userAgent)
        try SessionQueries.insert(tx, token, person: person, card: card, by: proof, device: device, household: household, hours: hours)
        return token
    }
}
