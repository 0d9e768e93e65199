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

    /// The card with which somebody comes in who has not shown one. Whoever holds a role comes in as that, and not as a card.
    static func card(_ tx: borrowing Transaction, of person: ID<Person>) throws -> ID<Card>? {
        try tx.first(
            """
            select c.id from cards as c where c.tenant_id = current_tenant() and c.person_id = $1
                and not exists (select from card_withdrawals as w where w.tenant_id = c.tenant_id and w.card_id = c.id)
                and not exists (select from role_grants as g where g.tenant_id = c.tenant_id and g.person_id = c.person_id)
            order by c.issued_at desc, c.id desc limit 1
            """, person
        ) { row in try row("id") }
    }

    static func lockWays(_ tx: borrowing Transaction, of person: ID<Person>) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('ways ' || $1::text, 0))", person)
    }

    /// Whether somebody has been seen today matters for how long they are known; see `people_not_seen_since`.
    static func noteSeen(_ tx: borrowing Transaction, _ person: ID<Person>) {
        tx.later(
            "update people set last_seen_on = current_date where tenant_id = current_tenant() and id = $1 and last_seen_on < current_date", person)
    }

    /// Whether somebody may do more than a card of theirs carries.
    static func isMoreThanTheirCard(_ tx: borrowing Transaction, _ person: ID<Person>) throws -> Bool {
        try tx.one(
            """
            select exists (select from role_grants as g where g.tenant_id = current_tenant() and g.person_id = $1 and not card_carries(g.role))
                as is_more
            """, person
        ) { row in try row("is_more") }
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

    /// False when it was brought back before.
    static func spend(_ tx: borrowing Transaction, challengeHash: [UInt8], until end: Date) throws -> Bool {
        try tx.execute(
            "insert into spent_challenges (challenge_hash, expires_at) values ($1, $2) on conflict do nothing", Bytes(challengeHash), end) == 1
    }

    /// Forgets what has run out: sessions, links, counted failures.
    static func forgetExpired(_ tx: borrowing Transaction) throws {
        try tx.execute("delete from sessions where tenant_id = current_tenant() and expires_at <= now()")
        try tx.execute("delete from signin_links where tenant_id = current_tenant() and expires_at <= now()")
        try EmailQueries.forgetRequests(tx)
        try tx.execute("delete from signin_failures where tenant_id = current_tenant() and minute < now() - interval '1 day'")
        // A clock that goes wrong for an hour makes nothing good again.
        try tx.execute("delete from spent_challenges where tenant_id = current_tenant() and expires_at < now() - interval '1 hour'")
    }
}
