internal import Core
internal import Database
internal import Web

/// The ways in that somebody has made for themselves: an address, passkeys with their codes, an account elsewhere.
enum Ways {
    /// Somebody else may have had their card or link: what was entered with it opens nothing any more.
    /// - Parameter provider: by whose word they have just shown who they are.
    static func forget(_ tx: borrowing Transaction, of person: ID<Person>, but provider: ID<IdentityProvider>? = nil) throws {
        try EmailQueries.forgetAddress(tx, of: person)
        try PasskeyQueries.deleteAll(tx, of: person)
        try ProviderQueries.unlinkUnproven(tx, of: person, but: provider)
    }

    /// Whose ways are changed here: one's own. Not by a card that carries less than its owner may do otherwise; else whoever found it,
    /// or made it at the desk, would have the rest as well.
    static func owner(_ tx: borrowing Transaction) throws -> ID<Person> {
        guard let person = try tx.viewer.person else { throw Refusal.signInNeeded }
        if try !mayChange(tx) { throw Refusal.notFound }
        return person
    }

    static func mayChange(_ tx: borrowing Transaction) throws -> Bool {
        let viewer = try tx.viewer
        guard let person = viewer.person, let session = viewer.session else { return false }
        if viewer.card != nil { return try !SignInQueries.isMoreThanTheirCard(tx, person) }
        return try PasskeyQueries.isStrongEnough(tx, session, of: person)
    }

    /// One at a time for each person; released with the transaction. So that a session that is opened while the first passkey is made
    /// sees it.
    static func lock(_ tx: borrowing Transaction, of person: ID<Person>) throws { try SignInQueries.lockWays(tx, of: person) }
}
