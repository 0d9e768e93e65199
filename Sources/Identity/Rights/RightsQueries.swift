public import Core
public import Database

/// Somebody who holds a role.
struct StaffMember: Sendable {
    let id: ID<Person>
    let name: String
    let roles: Set<Role>
}

public enum RightsQueries {
    /// Everybody who holds a role, by name.
    static func staff(_ tx: borrowing Transaction) throws -> [StaffMember] {
        try tx.rows(
            """
            select p.id, p.name, array_agg(g.role) as roles from people as p
            join role_grants as g on g.tenant_id = p.tenant_id and g.person_id = p.id
            where p.tenant_id = (select current_tenant()) group by p.id, p.name order by lower(p.name), p.id
            """, read: StaffMember.init(row:))
    }

    /// - Throws: ``Refusal/notFound`` for somebody who holds no role: cards are the desk's business.
    static func member(_ tx: borrowing Transaction, _ id: ID<Person>) throws -> StaffMember {
        let found = try staff(tx).first { $0.id == id }
        guard let found else { throw Refusal.notFound }
        return found
    }

    /// One at a time in each council, so that two who change the same rights see what the other did; released with the transaction.
    public static func lock(_ tx: borrowing Transaction) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('rights ' || current_tenant()::text, 0))")
    }

    static func isAdmin(_ tx: borrowing Transaction, _ person: ID<Person>) throws -> Bool {
        try tx.one(
            """
            select exists (select from role_grants where tenant_id = (select current_tenant()) and person_id = $1 and role = 'tenant_admin')
                as is_admin
            """, person
        ) { row in try row("is_admin") }
    }

    /// Whether somebody would leave the council without anybody who administers it.
    public static func isLastAdmin(_ tx: borrowing Transaction, _ person: ID<Person>) throws -> Bool {
        try tx.one(
            """
            select coalesce(bool_and(person_id = $1), false) as is_last from role_grants
            where tenant_id = (select current_tenant()) and role = 'tenant_admin'
            """, person
        ) { row in try row("is_last") }
    }

    /// Ways in that were entered with a card are worth no more than the card: whoever is given more enters theirs anew.
    /// - Parameter provider: by whose word they have just shown who they are.
    static func grant(_ tx: borrowing Transaction, _ role: Role, to person: ID<Person>, provenBy provider: ID<IdentityProvider>? = nil) throws {
        let wasByCard = try tx.one(
            """
            select not card_carries($2) and exists (select from cards where tenant_id = current_tenant() and person_id = $1)
                and not exists (select from role_grants as g
                    where g.tenant_id = current_tenant() and g.person_id = $1 and not card_carries(g.role)) as was_by_card
            """, person, role
        ) { row in try row("was_by_card") as Bool }
        if wasByCard { try Ways.forget(tx, of: person, but: provider) }
        try tx.execute(
            "insert into role_grants (person_id, role, granted_by) values ($1, $2, current_person()) on conflict do nothing", person, role)
    }

    static func revoke(_ tx: borrowing Transaction, _ role: Role, of person: ID<Person>) throws {
        try tx.execute("delete from role_grants where tenant_id = current_tenant() and person_id = $1 and role = $2", person, role)
        // Should it be given again by hand, no rule has given it.
        try tx.execute(
            """
            update provider_accounts set roles = array_remove(roles, $2)
            where tenant_id = current_tenant() and person_id = $1 and $2 = any(roles)
            """, person, role)
    }

    /// Links that were given out and not used.
    static func forgetLinks(_ tx: borrowing Transaction, of person: ID<Person>) throws {
        try tx.execute("delete from signin_links where tenant_id = current_tenant() and person_id = $1", person)
    }

    /// The person this form has already invited, if it was sent before.
    static func invited(_ tx: borrowing Transaction, by key: SubmissionKey) throws -> ID<Person>? {
        try tx.waitForTurn(key)
        return try tx.first("select id from people where tenant_id = current_tenant() and id = $1", ID<Person>(key.uuid)) { row in try row("id") }
    }

    /// The id is the form's key: the same form invites once.
    static func add(_ tx: borrowing Transaction, name: String, key: SubmissionKey) throws -> ID<Person> {
        try tx.one("insert into people (id, name) values ($1, $2) returning id", key, name) { row in try row("id") }
    }
}

extension StaffMember {
    init(row: Row) throws {
        let roles: [String] = try row("roles")
        self.init(id: try row("id"), name: try row("name"), roles: Set(roles.compactMap(Role.init(rawValue:))))
    }
}
