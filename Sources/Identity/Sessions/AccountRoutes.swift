internal import Core
internal import Database
internal import Web

/// Who somebody is here, and in which browsers they are signed in.
struct AccountRoutes: Sendable {
    /// Nil where no mail can be sent.
    let email: EmailSignIn?

    @Sendable func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let viewer = try tx.viewer
        guard let person = viewer.person else { throw Refusal.signInNeeded }
        var ways: AccountPages.Ways?
        if try Ways.mayChange(tx) {
            ways = AccountPages.Ways(
                withEmail: email != nil, address: try email?.address(tx, of: person), passkeys: try PasskeyQueries.own(tx, of: person).count,
                providers: try ProviderQueries.all(tx), linked: try ProviderQueries.linked(tx, to: person))
        }
        return .page(AccountPages.account(v, viewer, try SessionQueries.devices(tx, of: person), try Self.others(tx, viewer), ways))
    }

    private static func others(_ tx: borrowing Transaction, _ viewer: Viewer) throws -> [HouseholdMember] {
        try viewer.session.map { try SessionQueries.others(tx, with: $0) } ?? []
    }

    /// Somebody else of those who share this browser goes on.
    @Sendable static func change(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let wanted: ID<Session> = try v.id("session")
        guard try others(tx, tx.viewer).contains(where: { $0.session == wanted }) else { throw Refusal.notFound }
        let token = SessionToken()
        if let session = try tx.viewer.session { try SessionQueries.leave(tx, session) }
        try SessionQueries.goOn(tx, with: wanted, token)
        var answer = Answer.redirect(WellKnownPaths.evening.path())
        answer.session = .start(token)
        return answer
    }

    @Sendable static func endSession(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let viewer = try tx.viewer
        let session: ID<Session> = try v.id("session")
        guard let person = viewer.person else { throw Refusal.signInNeeded }
        if session == viewer.session { return try signOut(tx, v) }
        try SessionQueries.end(tx, session, of: person)
        return .redirect(IdentityPaths.account.path())
    }

    @Sendable static func endOthers(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let viewer = try tx.viewer
        guard let person = viewer.person else { throw Refusal.signInNeeded }
        try SessionQueries.endOthers(tx, than: viewer.session, of: person)
        return .redirect(IdentityPaths.account.path())
    }

    /// Everybody who is signed in in this browser; where else one is, "my account" shows.
    @Sendable static func signOut(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        if let session = try tx.viewer.session { try SessionQueries.endHousehold(tx, of: session) }
        return signedOut()
    }

    private static func signedOut() -> Answer {
        var answer = Answer.redirect("/")
        answer.session = .end
        return answer
    }
}
