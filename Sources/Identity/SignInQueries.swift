internal import Core
internal import Database
internal import Web

internal import struct Foundation.Date

/// How long links live is decided and checked by the database's clock alone, which all servers share.
enum SignInQueries {
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

    /// Forgets what has run out: sessions, links, counted failures.
    static func forgetExpired(_ tx: borrowing Transaction) throws {
        try tx.execute("delete from sessions where tenant_id = current_tenant() and expires_at <= now()")
        try tx.execute("delete from signin_links where tenant_id = current_tenant() and expires_at <= now()")
        try EmailQueries.forgetRequests(tx)
        try tx.execute("delete from signin_failures where tenant_id = current_tenant() and minute < now() - interval '1 day'")
    }
}
