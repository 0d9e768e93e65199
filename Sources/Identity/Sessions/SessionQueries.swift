internal import Core
internal import Database
internal import Web

import struct Foundation.Date

/// A browser in which a person is signed in.
struct SignedInDevice: Sendable {
    let id: ID<Session>
    /// Nil when the browser says nothing that we understand.
    let name: String?
    let since: Date
    /// Nil in sessions from before this was written down.
    let proof: SignIn.Proof?
}

/// The sessions of one browser.
enum Household {}

/// Somebody else who is signed in in the same browser.
struct HouseholdMember: Sendable {
    let session: ID<Session>
    let name: String
    let cardEnding: String
}

/// How long sessions live is decided and checked by the database's clock alone, which all servers share.
enum SessionQueries {
    static func insert(
        _ tx: borrowing Transaction, _ token: SessionToken, person: ID<Person>, card: ID<Card>?, by proof: SignIn.Proof, device: String?,
        household: ID<Household>?, hours: Int
    ) throws {
        try tx.execute(
            """
            insert into sessions (token_hash, person_id, card_id, proof, device, household_id, expires_at)
            values ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7::int))
            """,
            Bytes(token.hash), person, card, proof.rawValue, device, household, hours)
    }

    /// The sessions of the browser that has this one; made when there is none.
    static func household(_ tx: borrowing Transaction, of session: ID<Session>) throws -> ID<Household>? {
        try tx.first(
            """
            update sessions set household_id = coalesce(household_id, new_id()) where tenant_id = current_tenant() and id = $1 returning household_id
            """, session
        ) { row in try row("household_id") }
    }

    /// Those who are signed in in the same browser and whose sessions are good, without the one that is asking.
    static func others(_ tx: borrowing Transaction, with session: ID<Session>) throws -> [HouseholdMember] {
        try tx.rows(
            """
            select good.session_id, good.name, good.card_ending
            from sessions_of(array(select o.token_hash from sessions as o join sessions as mine
                on mine.tenant_id = o.tenant_id and mine.household_id = o.household_id and mine.id <> o.id
                where o.tenant_id = current_tenant() and mine.id = $1)) as good
            order by good.name, good.session_id
            """, session
        ) { row in HouseholdMember(session: try row("session_id"), name: try row("name"), cardEnding: try row("card_ending")) }
    }

    /// The browser goes on with this session; its token is a new one, since nobody has kept the old.
    static func goOn(_ tx: borrowing Transaction, with session: ID<Session>, _ token: SessionToken) throws {
        try tx.execute("update sessions set token_hash = $2 where tenant_id = current_tenant() and id = $1", session, Bytes(token.hash))
    }

    /// The browser goes on with another session. A token of this one that somebody may have kept opens nothing any more, and
    /// above all not the session of whoever comes next.
    static func leave(_ tx: borrowing Transaction, _ session: ID<Session>) throws { try goOn(tx, with: session, SessionToken()) }

    /// Who has this session has shown in another way, too, who they are.
    static func prove(_ tx: borrowing Transaction, _ session: ID<Session>?, by proof: SignIn.Proof) throws {
        try tx.execute("update sessions set proof = $2 where tenant_id = current_tenant() and id = $1", session, proof.rawValue)
    }

    static func end(_ tx: borrowing Transaction, of person: ID<Person>, in household: ID<Household>) throws {
        try tx.execute("delete from sessions where tenant_id = current_tenant() and person_id = $1 and household_id = $2", person, household)
    }

    /// Ends what is open in this browser.
    static func endHousehold(_ tx: borrowing Transaction, of session: ID<Session>) throws {
        try tx.execute(
            """
            delete from sessions where tenant_id = current_tenant() and (id = $1
                or household_id = (select x.household_id from sessions as x where x.tenant_id = current_tenant() and x.id = $1))
            """, session)
    }

    /// Those that are good, the one used last first.
    static func devices(_ tx: borrowing Transaction, of person: ID<Person>) throws -> [SignedInDevice] {
        try tx.rows(
            """
            select s.id, s.device, s.created_at, s.proof from sessions as s
            join sessions_of(array(select o.token_hash from sessions as o where o.tenant_id = current_tenant() and o.person_id = $1)) as good
                on good.session_id = s.id
            where s.tenant_id = current_tenant() and s.person_id = $1 order by s.seen_at desc, s.id desc
            """, person
        ) { row in
            let proof: String? = try row("proof")
            return SignedInDevice(
                id: try row("id"), name: try row("device"), since: try row("created_at"), proof: proof.flatMap(SignIn.Proof.init(rawValue:)))
        }
    }

    /// Ends one session of a person.
    /// - Throws: ``Refusal/notFound`` when it is another's, or none.
    static func end(_ tx: borrowing Transaction, _ session: ID<Session>, of person: ID<Person>) throws {
        let ended = try tx.execute("delete from sessions where tenant_id = current_tenant() and id = $1 and person_id = $2", session, person)
        if ended == 0 { throw Refusal.notFound }
    }

    /// Ends all sessions of a person but one.
    static func endOthers(_ tx: borrowing Transaction, than session: ID<Session>?, of person: ID<Person>) throws {
        try tx.execute(
            "delete from sessions where tenant_id = current_tenant() and person_id = $2 and id is distinct from $1", session, person)
    }
}
