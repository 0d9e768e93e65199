internal import Core
internal import Database
internal import Foundation

/// One line of the log.
struct AuditEntry: Sendable {
    let id: String
    let happenedAt: Date
    /// Nil: the house itself, or somebody who is not known here any more.
    let person: String?
    let isByTheHouse: Bool
    let action: String
    let subject: String
    /// Whom it was done to, where that is a person who is known here.
    let about: String?
}

enum AuditQueries {
    static let pageSize = 50

    /// The newest before an event (or the newest of all), one more than a page has.
    static func page(_ tx: borrowing Transaction, before id: UUID?) throws -> [AuditEntry] {
        try tx.rows(
            """
            select e.id::text as id, e.happened_at, e.person_id is null as is_by_the_house, p.name, e.action, e.subject, o.name as about
            from audit_events as e
            left join people as p on p.tenant_id = e.tenant_id and p.id = e.person_id
            left join people as o on o.tenant_id = e.tenant_id and o.id = case
                when e.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' then left(e.subject, 36)::uuid end
            where e.tenant_id = (select current_tenant())
                and ($1::uuid is null or (e.happened_at, e.id) < (
                    select x.happened_at, x.id from audit_events as x where x.tenant_id = (select current_tenant()) and x.id = $1))
            order by e.happened_at desc, e.id desc limit $2::int
            """, id, pageSize + 1
        ) { row in
            AuditEntry(
                id: try row("id"), happenedAt: try row("happened_at"), person: try row("name"), isByTheHouse: try row("is_by_the_house"),
                action: try row("action"), subject: try row("subject"), about: try row("about"))
        }
    }

    // MARK: Seals

    /// One at a time in each council; released with the transaction.
    static func lockSeals(_ tx: borrowing Transaction) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('audit seals ' || current_tenant()::text, 0))")
    }

    static func seals(_ tx: borrowing Transaction) throws -> [AuditSeal] {
        try tx.rows(
            """
            select number, to_char(sealed_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as until, events, root, chained,
                forgotten_at
            from audit_seals where tenant_id = (select current_tenant()) order by number
            """
        ) { row in
            AuditSeal(
                number: try row("number"), until: try row("until"), events: try row("events"), root: (try row("root") as Bytes).array,
                chained: (try row("chained") as Bytes).array, forgottenAt: try row("forgotten_at"))
        }
    }

    /// Whether something has waited for its seal for more than two hours: then nobody seals.
    static func hasSealingStopped(_ tx: borrowing Transaction) throws -> Bool {
        try tx.one(
            """
            select exists (select from audit_events as e where e.tenant_id = (select current_tenant())
                and e.happened_at < now() - interval '2 hours 10 minutes' and e.happened_at >= coalesce((
                    select max(s.sealed_until) from audit_seals as s where s.tenant_id = (select current_tenant())), '-infinity')) as has_stopped
            """
        ) { row in try row("has_stopped") }
    }

    /// What is older goes, up to the end of a seal. Returns how many.
    static func forget(_ tx: borrowing Transaction, days: Int) throws -> Int {
        try tx.one("select forget_audit($1::int) as count", days) { row in try row("count") }
    }

    /// No transaction of ours lasts ten minutes; what is older has been written by now or never will.
    static func sealableUntil(_ tx: borrowing Transaction) throws -> String {
        try tx.one("select to_char((now() - interval '10 minutes') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as until") { row in
            try row("until")
        }
    }

    /// Everything that an event says, as one text, in an order that does not depend on when it was read.
    static func leaves(_ tx: borrowing Transaction, from: String?, until: String) throws -> [[UInt8]] {
        try tx.rows(
            """
            select convert_to(jsonb_build_array(id, to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                person_id, action, subject)::text, 'UTF8') as leaf
            from audit_events where tenant_id = (select current_tenant())
                and happened_at >= coalesce($1::text::timestamptz, '-infinity') and happened_at < $2::text::timestamptz
            order by happened_at, id
            """, from, until
        ) { row in (try row("leaf") as Bytes).array }
    }

    static func insert(_ tx: borrowing Transaction, _ seal: AuditSeal) throws {
        try tx.execute(
            "insert into audit_seals (number, sealed_until, events, root, chained) values ($1::int, $2::text::timestamptz, $3::int, $4, $5)",
            seal.number, seal.until, seal.events, Bytes(seal.root), Bytes(seal.chained))
    }
}
