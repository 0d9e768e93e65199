internal import Core
internal import Database
internal import Web

internal import struct Foundation.Date

/// How long sessions and links live is decided and checked by the database's clock alone, which all servers share.
enum SignInQueries {
    static func startSession(
        _ tx: borrowing Transaction, _ token: SessionToken, person: ID<Person>, card: ID<Card>?, hours: Int
    ) throws {
        try tx.execute(
            "insert into sessions (token_hash, person_id, card_id, expires_at) values ($1, $2, $3, now() + make_interval(hours => $4::int))",
            Bytes(token.hash), person, card, hours)
    }

    /// Ends all sessions this person has opened with this card (or without one): there is no "other device" to forget.
    static func endSessions(_ tx: borrowing Transaction, of viewer: Viewer) throws {
        try tx.execute(
            "delete from sessions where tenant_id = current_tenant() and person_id = $1 and card_id is not distinct from $2", viewer.person,
            viewer.card)
    }

    static func addLink(_ tx: borrowing Transaction, secretHash: [UInt8], person: ID<Person>, hours: Int) throws {
        try tx.execute(
            "insert into signin_links (secret_hash, person_id, expires_at) values ($1, $2, now() + make_interval(hours => $3::int))",
            Bytes(secretHash), person, hours)
    }

    /// Using a link deletes it: it works once.
    static func useLink(_ tx: borrowing Transaction, secretHash: [UInt8]) throws -> ID<Person>? {
        try tx.first(
            "delete from signin_links where tenant_id = current_tenant() and secret_hash = $1 and expires_at > now() returning person_id",
            Bytes(secretHash)
        ) { row in try row("person_id") }
    }

    /// Counts one more failed attempt of the whole council; returns how many there were within the last two minutes.
    static func countFailure(_ tx: borrowing Transaction, at now: Date) throws -> Int {
        try tx.execute(
            """
            insert into signin_failures (minute) values (date_trunc('minute', $1::timestamptz))
            on conflict (tenant_id, minute) do update set failures = signin_failures.failures + 1
            """, now)
        return try tx.one(
            """
            select coalesce(sum(failures), 0)::int as count from signin_failures
            where tenant_id = current_tenant() and minute >= date_trunc('minute', $1::timestamptz) - interval '1 minute'
            """, now
        ) { row in try row("count") }
    }
}
