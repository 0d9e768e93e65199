public import Core
public import Database

/// A provider of accounts that an operator has approved for this council.
public struct IdentityProvider: Sendable {
    public let id: ID<IdentityProvider>
    public let issuer: String
    public let clientID: String
    public let name: String
    let sealedSecret: [UInt8]?
}

/// What a provider says of an account, and the role that it gives here.
struct ProviderRule: Sendable {
    let id: ID<ProviderRule>
    let provider: ID<IdentityProvider>
    let claim: String
    let value: String
    let role: Role
}

/// An account elsewhere that is somebody here.
struct ProviderAccount: Sendable {
    let person: ID<Person>
    /// That rules have given.
    let roles: Set<Role>
}

public enum ProviderQueries {
    public static func all(_ tx: borrowing Transaction) throws -> [IdentityProvider] {
        try tx.rows(
            "select id, issuer, client_id, client_secret, name from identity_providers where tenant_id = (select current_tenant()) order by name, id",
            read: IdentityProvider.init(row:))
    }

    /// - Throws: ``Refusal/notFound``.
    static func provider(_ tx: borrowing Transaction, _ id: ID<IdentityProvider>) throws -> IdentityProvider {
        let found = try all(tx).first { $0.id == id }
        guard let found else { throw Refusal.notFound }
        return found
    }

    /// As the platform's role, which alone may. False when this council has this issuer already.
    public static func approve(_ tx: borrowing Transaction, issuer: String, clientID: String, sealedSecret: [UInt8]?, name: String) throws -> Bool {
        try tx.execute(
            """
            insert into identity_providers (issuer, client_id, client_secret, name) values ($1, $2, $3, $4)
            on conflict (tenant_id, issuer) do nothing
            """, issuer, clientID, sealedSecret.map { Bytes($0) }, name) == 1
    }

    /// Ends what a provider's accounts are here; what they were given by rules goes with them.
    public static func forgetAccounts(_ tx: borrowing Transaction, issuer: String) throws {
        try tx.execute(
            """
            delete from provider_accounts as a using identity_providers as p
            where a.tenant_id = current_tenant() and p.tenant_id = a.tenant_id and p.id = a.provider_id and p.issuer = $1
            """, issuer)
    }

    /// As the platform's role, when nobody has an account there any more. False when there is none.
    public static func dismiss(_ tx: borrowing Transaction, issuer: String) throws -> Bool {
        try tx.execute("delete from identity_providers where tenant_id = current_tenant() and issuer = $1", issuer) == 1
    }

    // MARK: Rules

    static func rules(_ tx: borrowing Transaction) throws -> [ProviderRule] {
        try tx.rows(
            """
            select id, provider_id, claim, value, role from provider_rules where tenant_id = (select current_tenant())
            order by provider_id, role, claim, value
            """
        ) { row in
            let role: String = try row("role")
            // The table's own check keeps others out.
            return ProviderRule(
                id: try row("id"), provider: try row("provider_id"), claim: try row("claim"), value: try row("value"),
                role: Role(rawValue: role) ?? .participant)
        }
    }

    static func add(_ tx: borrowing Transaction, claim: String, value: String, role: Role, to provider: ID<IdentityProvider>) throws {
        try tx.execute(
            "insert into provider_rules (provider_id, claim, value, role) values ($1, $2, $3, $4) on conflict do nothing", provider, claim, value,
            role)
    }

    /// - Throws: ``Refusal/notFound`` when there is none.
    static func removeRule(_ tx: borrowing Transaction, _ id: ID<ProviderRule>) throws {
        if try tx.execute("delete from provider_rules where tenant_id = current_tenant() and id = $1", id) == 0 { throw Refusal.notFound }
    }

    // MARK: Accounts

    static func account(_ tx: borrowing Transaction, _ subjectMAC: [UInt8], at provider: ID<IdentityProvider>) throws -> ProviderAccount? {
        try tx.first(
            """
            select person_id, roles from provider_accounts
            where tenant_id = current_tenant() and provider_id = $1 and subject_mac = $2
            """, provider, Bytes(subjectMAC)
        ) { row in
            let roles: [String] = try row("roles")
            return ProviderAccount(person: try row("person_id"), roles: Set(roles.compactMap(Role.init(rawValue:))))
        }
    }

    /// False when somebody was faster, or this person has another account there.
    static func link(_ tx: borrowing Transaction, _ subjectMAC: [UInt8], at provider: ID<IdentityProvider>, to person: ID<Person>) throws -> Bool {
        try tx.execute(
            "insert into provider_accounts (provider_id, subject_mac, person_id) values ($1, $2, $3) on conflict do nothing", provider,
            Bytes(subjectMAC), person) == 1
    }

    static func note(_ tx: borrowing Transaction, _ roles: Set<Role>, of person: ID<Person>, by provider: ID<IdentityProvider>) throws {
        try tx.execute(
            "update provider_accounts set roles = $3 where tenant_id = current_tenant() and provider_id = $1 and person_id = $2", provider, person,
            roles.map(\.rawValue).sorted())
    }

    static func givenRoles(_ tx: borrowing Transaction, to person: ID<Person>, by provider: ID<IdentityProvider>) throws -> Set<Role> {
        let roles = try tx.first(
            "select roles from provider_accounts where tenant_id = current_tenant() and provider_id = $1 and person_id = $2", provider, person
        ) { row in try row("roles") as [String] }
        return Set((roles ?? []).compactMap(Role.init(rawValue:)))
    }

    /// To whom a provider's word has given a role.
    static func people(_ tx: borrowing Transaction, with role: Role, by provider: ID<IdentityProvider>) throws -> [ID<Person>] {
        try tx.rows(
            "select person_id from provider_accounts where tenant_id = current_tenant() and provider_id = $1 and $2 = any(roles) order by person_id",
            provider, role
        ) { row in try row("person_id") }
    }

    /// Accounts that have shown nothing but that somebody had the person's card or link; those by whose word they hold a role stay.
    static func unlinkUnproven(_ tx: borrowing Transaction, of person: ID<Person>, but provider: ID<IdentityProvider>?) throws {
        try tx.execute(
            """
            delete from provider_accounts where tenant_id = current_tenant() and person_id = $1 and roles = '{}'
                and provider_id is distinct from $2::uuid
            """, person, provider?.uuid)
    }

    static func linked(_ tx: borrowing Transaction, to person: ID<Person>) throws -> Set<ID<IdentityProvider>> {
        Set(
            try tx.rows("select provider_id from provider_accounts where tenant_id = (select current_tenant()) and person_id = $1", person) { row in
                try row("provider_id") as ID<IdentityProvider>
            })
    }

    static func unlink(_ tx: borrowing Transaction, _ provider: ID<IdentityProvider>, of person: ID<Person>) throws {
        try tx.execute(
            "delete from provider_accounts where tenant_id = current_tenant() and person_id = $1 and provider_id = $2", person, provider)
    }
}

extension IdentityProvider {
    init(row: Row) throws {
        self.init(
            id: try row("id"), issuer: try row("issuer"), clientID: try row("client_id"), name: try row("name"),
            sealedSecret: (try row("client_secret") as Bytes?)?.array)
    }
}
