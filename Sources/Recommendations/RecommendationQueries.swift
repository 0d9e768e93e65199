public import Conferences
public import Core
public import Database
internal import DiscussionTables
internal import Web

public enum RecommendationQueries {
    /// What everybody may read, newest conference first.
    static func released(_ tx: borrowing Transaction) throws -> [Recommendation] {
        try tx.rows("select * from recommendation_list() where is_released order by conference_start desc, position", read: Recommendation.init(row:))
    }

    public static func all(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [Recommendation] {
        try tx.rows("select * from recommendation_list() where conference_id = $1 order by position", conference, read: Recommendation.init(row:))
    }

    /// Every one the council's office has to do with.
    static func all(_ tx: borrowing Transaction) throws -> [Recommendation] {
        try tx.rows("select * from recommendation_list() order by conference_start desc, position", read: Recommendation.init(row:))
    }

    /// - Throws: ``Refusal/notFound`` when there is none, or when it is not released and the viewer has nothing to do with drafts.
    static func recommendation(_ tx: borrowing Transaction, _ id: ID<Recommendation>) throws -> Recommendation {
        let found = try tx.first("select * from recommendation_list() where id = $1", id, read: Recommendation.init(row:))
        guard let found, try found.isReleased || RecommendationsModule.drafters.allows(tx.viewer.roles) else { throw Refusal.notFound }
        return found
    }

    static func events(_ tx: borrowing Transaction, of id: ID<Recommendation>) throws -> [ChainEvent] {
        try tx.rows(
            """
            select * from chain_event_list() where recommendation_id = $1 order by day, id
            """, id, read: ChainEvent.init(row:))
    }

    /// The events of all recommendations that everybody may read, by recommendation.
    static func allEvents(_ tx: borrowing Transaction) throws -> [ID<Recommendation>: [ChainEvent]] {
        let rows = try tx.rows(
            "select * from chain_event_list() order by day, id"
        ) { row in (id: try row("recommendation_id") as ID<Recommendation>, event: try ChainEvent(row: row)) }
        return Dictionary(grouping: rows, by: \.id).mapValues { $0.map(\.event) }
    }

    /// The one way by which something is added to a recommendation's public history. Other rooms use it too.
    public static func append(_ tx: borrowing Transaction, _ event: ChainEvent, to id: ID<Recommendation>) throws {
        try tx.execute(
            "insert into recommendation_events (recommendation_id, kind, happened_on, facts) values ($1, $2, $3::date, $4)",
            id, event.kind, event.day, try JSON(event.facts))
        try tx.changed(topic(id))
    }

    /// One at a time for each recommendation; released with the transaction.
    static func lock(_ tx: borrowing Transaction, _ id: ID<Recommendation>) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('recommendation ' || $1::text, 0))", id)
    }

    /// Takes an entry back; the number that came with a decision is free again.
    static func withdraw(_ tx: borrowing Transaction, _ event: ChainEvent, of id: ID<Recommendation>, reason: String) throws {
        try tx.execute("insert into recommendation_event_withdrawals (event_id, reason) values ($1, $2) on conflict do nothing", event.id, reason)
        if event.kind == .decided {
            try tx.execute("update recommendations set number = null where tenant_id = current_tenant() and id = $1", id)
        }
        try tx.changed(topic(id))
    }

    public static func topic(_ id: ID<Recommendation>) -> Topic { Topic("recommendation", id) }

    /// The sentences behind a recommendation.
    static func sources(_ tx: borrowing Transaction, of id: ID<Recommendation>, conference: String) throws -> [Note] {
        let conference = try ConferenceQueries.conference(tx, slug: conference)
        let ids = try tx.rows(
            "select note_id from recommendation_sources where tenant_id = (select current_tenant()) and recommendation_id = $1", id
        ) { row in try row("note_id") as ID<Note> }
        return try NoteQueries.all(tx, of: conference.id).filter { ids.contains($0.id) }
    }

    /// Drafts a recommendation from notes; the same form sent twice drafts it once.
    static func draft(
        _ tx: borrowing Transaction, of conference: ID<Conference>, table: ID<DiscussionTable>?, number: String? = nil, title: LocalizedText,
        body: LocalizedText, notes: [ID<Note>], key: SubmissionKey
    ) throws -> ID<Recommendation> {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('recommendations ' || $1::text, 0))", conference)
        let id: ID<Recommendation>? = try tx.first(
            """
            insert into recommendations (conference_id, table_id, position, number, title, body, submission_key)
            select $1, $2, 1 + coalesce((select max(r.position) from recommendations as r
                where r.tenant_id = current_tenant() and r.conference_id = $1), 0), $3, $4, $5, $6
            on conflict (tenant_id, submission_key) do nothing returning id
            """, conference, table, number, title, body, key
        ) { row in try row("id") }
        guard let id else {
            return try tx.one("select id from recommendations where tenant_id = current_tenant() and submission_key = $1", key) { row in try row("id")
            }
        }
        try tx.execute(
            """
            insert into recommendation_sources (recommendation_id, note_id)
            select $1, n.id from notes as n where n.tenant_id = current_tenant() and n.conference_id = $2 and n.id = any($3)
            """, id, conference, notes)
        return id
    }

    static func release(_ tx: borrowing Transaction, _ id: ID<Recommendation>) throws {
        try tx.execute("insert into recommendation_releases (recommendation_id) values ($1) on conflict do nothing", id)
    }

    static func number(_ tx: borrowing Transaction, _ id: ID<Recommendation>, _ number: String) throws {
        try tx.execute("update recommendations set number = $2 where tenant_id = current_tenant() and id = $1", id, number)
    }

    /// Whether another recommendation of this council has this number. Numbers are given one at a time.
    static func isNumber(_ tx: borrowing Transaction, _ number: String, ofAnotherThan id: ID<Recommendation>) throws -> Bool {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('recommendation numbers ' || current_tenant()::text, 0))")
        return try tx.first(
            "select true as found from recommendations where tenant_id = current_tenant() and number = $1 and id <> $2", number, id
        ) { row in try row("found") } ?? false
    }
}

extension Recommendation {
    init(row: Row) throws {
        self.init(
            id: try row("id"), conferenceSlug: try row("conference_slug"), conferenceName: try row("conference_name"),
            isDemonstration: try row("is_demonstration"), position: try row("position"), number: try row("number"), title: try row("title"),
            body: try row("body"), table: try row("table_number"), isReleased: try row("is_released"), sources: try row("sources"))
    }
}

extension ChainEvent {
    init(row: Row) throws {
        let withdrawnOn: String? = try row("withdrawn_on")
        let reason: String? = try row("reason")
        self.init(
            try row("kind"), on: try row("day"), (try row("facts") as JSON<Facts>).value, id: try row("id"),
            withdrawal: withdrawnOn.map { Withdrawal(day: $0, reason: reason ?? "") })
    }
}

extension ChainEvent.Kind: Bindable, Readable {}
