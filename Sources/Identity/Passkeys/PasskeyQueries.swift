internal import Core
internal import Database

internal import struct Foundation.Date

/// A passkey as its owner sees it.
struct OwnPasskey: Sendable {
    let id: ID<Passkey>
    let device: String?
    let isSynced: Bool
    let since: Date
    let usedAt: Date?
}

enum Passkey {}

/// A passkey as it is checked.
struct StoredPasskey: Sendable {
    let id: ID<Passkey>
    let person: ID<Person>
    let algorithm: Int
    let publicKey: [UInt8]
    let signCount: Int
}

enum PasskeyQueries {
    static func own(_ tx: borrowing Transaction, of person: ID<Person>) throws -> [OwnPasskey] {
        try tx.rows(
            """
            select id, device, is_synced, created_at, used_at from passkeys
            where tenant_id = (select current_tenant()) and person_id = $1 order by created_at, id
            """, person
        ) { row in
            OwnPasskey(
                id: try row("id"), device: try row("device"), isSynced: try row("is_synced"), since: try row("created_at"),
                usedAt: try row("used_at"))
        }
    }

    /// So that an authenticator is not asked to make a second one for the same person.
    static func credentials(_ tx: borrowing Transaction, of person: ID<Person>) throws -> [[UInt8]] {
        try tx.rows("select credential_id from passkeys where tenant_id = (select current_tenant()) and person_id = $1", person) { row in
            (try row("credential_id") as Bytes).array
        }
    }

    /// Locked until it is written down that it was used, so that two at once count one after the other.
    static func find(_ tx: borrowing Transaction, credential: [UInt8]) throws -> StoredPasskey? {
        try tx.first(
            """
            select id, person_id, algorithm::int as algorithm, public_key, sign_count from passkeys
            where tenant_id = (select current_tenant()) and credential_id = $1 for update
            """, Bytes(credential)
        ) { row in
            StoredPasskey(
                id: try row("id"), person: try row("person_id"), algorithm: try row("algorithm"),
                publicKey: (try row("public_key") as Bytes).array, signCount: try row("sign_count"))
        }
    }

    /// False when this council knows it already.
    static func insert(_ tx: borrowing Transaction, _ new: PasskeyCeremony.New, of person: ID<Person>, device: String?) throws -> Bool {
        try tx.execute(
            """
            insert into passkeys (person_id, credential_id, public_key, algorithm, sign_count, is_synced, device)
            values ($1, $2, $3, $4::int, $5, $6, $7) on conflict (tenant_id, credential_id) do nothing
            """, person, Bytes(new.credential), Bytes(new.publicKey), new.algorithm.rawValue, new.signCount, new.isSynced, device) == 1
    }

    static func noteUse(_ tx: borrowing Transaction, _ id: ID<Passkey>, _ used: PasskeyCeremony.Used) throws {
        try tx.execute(
            "update passkeys set sign_count = $2, is_synced = $3, used_at = now() where tenant_id = current_tenant() and id = $1", id,
            used.signCount, used.isSynced)
    }

    /// - Throws: ``Refusal/notFound`` when it is another's, or none.
    static func delete(_ tx: borrowing Transaction, _ id: ID<Passkey>, of person: ID<Person>) throws {
        let count = try tx.execute("delete from passkeys where tenant_id = current_tenant() and id = $1 and person_id = $2", id, person)
        if count == 0 { throw Refusal.notFound }
    }

    /// Passkeys and codes.
    static func deleteAll(_ tx: borrowing Transaction, of person: ID<Person>) throws {
        try tx.execute("delete from passkeys where tenant_id = current_tenant() and person_id = $1", person)
        try deleteCodes(tx, of: person)
    }

    /// Whether this person's rights are theirs only with a passkey.
    static func isNeeded(_ tx: borrowing Transaction, by person: ID<Person>) throws -> Bool {
        try tx.one("select needs_passkey($1) as is_needed", person) { row in try row("is_needed") }
    }

    /// Whether a session was opened with what its owner needs.
    static func isStrongEnough(_ tx: borrowing Transaction, _ session: ID<Session>, of person: ID<Person>) throws -> Bool {
        try tx.one(
            """
            select not needs_passkey($2) or exists (select from sessions as s
                where s.tenant_id = (select current_tenant()) and s.id = $1 and s.proof in ('passkey', 'recovery')) as is_enough
            """, session, person
        ) { row in try row("is_enough") }
    }

    // MARK: Recovery codes

    static func codesLeft(_ tx: borrowing Transaction, of person: ID<Person>) throws -> Int {
        try tx.one(
            "select count(*)::int as count from recovery_codes where tenant_id = (select current_tenant()) and person_id = $1", person
        ) { row in try row("count") }
    }

    /// In place of those there were.
    static func setCodes(_ tx: borrowing Transaction, _ macs: [[UInt8]], of person: ID<Person>) throws {
        try deleteCodes(tx, of: person)
        for mac in macs { try tx.execute("insert into recovery_codes (code_mac, person_id) values ($1, $2)", Bytes(mac), person) }
    }

    static func deleteCodes(_ tx: borrowing Transaction, of person: ID<Person>) throws {
        try tx.execute("delete from recovery_codes where tenant_id = current_tenant() and person_id = $1", person)
    }

    /// Using one deletes it.
    static func useCode(_ tx: borrowing Transaction, mac: [UInt8]) throws -> ID<Person>? {
        try tx.first("delete from recovery_codes where tenant_id = current_tenant() and code_mac = $1 returning person_id", Bytes(mac)) { row in
            try row("person_id")
        }
    }
}
