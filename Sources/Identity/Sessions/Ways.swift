internal import Core
internal import Database
internal import Web

/// The ways in that somebody has made for themselves: an address, passkeys with their codes, an account elsewhere.
enum Ways {
    /// Somebody else may have had their card or link: what was entered with it opens nothing any more.
    static func forget(_ tx: borrowing Transaction, of person: ID<Person>) throws {
        try EmailQueries.forgetAddress(tx, of: person)
        try PasskeyQueries.deleteAll(tx, of: person)
        try ProviderQueries.unlink(tx, of: person)
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
        guard viewer.card != nil, let person = viewer.person else { return true }
        return try !SignInQueries.isMoreThanTheirCard(tx, person)
    }
}
