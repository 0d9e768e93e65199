public import Conferences
public import Core
public import Database
internal import Foundation
internal import Web

public enum DiscussionTableQueries {
    public static func tables(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [DiscussionTable] {
        try tx.rows(
            """
            select t.*,
                (select count(*) from table_seats as s where s.tenant_id = t.tenant_id and s.table_id = t.id)::int as taken,
                (select count(*) from notes as n where n.tenant_id = t.tenant_id and n.table_id = t.id)::int as note_count
            from discussion_tables as t
            where t.tenant_id = (select current_tenant()) and t.conference_id = $1 order by t.number
            """, conference, read: DiscussionTable.init(row:))
    }

    public static func table(_ tx: borrowing Transaction, number: String, of conference: ID<Conference>) throws -> DiscussionTable {
        guard let number = Int(number), let table = try tables(tx, of: conference).first(where: { $0.number == number }) else {
            throw Refusal.notFound
        }
        return table
    }

    /// The table at which a person sits.
    public static func seat(_ tx: borrowing Transaction, of person: ID<Person>?, at conference: ID<Conference>) throws -> Int? {
        try tx.first(
            """
            select t.number from table_seats as s
            join discussion_tables as t on t.tenant_id = s.tenant_id and t.id = s.table_id
            where s.tenant_id = (select current_tenant()) and s.conference_id = $1 and s.person_id = $2
            """, conference, person
        ) { row in try row("number") }
    }

    /// The tables a person hosts.
    public static func hosted(_ tx: borrowing Transaction, by person: ID<Person>?, at conference: ID<Conference>) throws -> [Int] {
        try tx.rows(
            """
            select t.number from table_hosts as h
            join discussion_tables as t on t.tenant_id = h.tenant_id and t.id = h.table_id
            where h.tenant_id = (select current_tenant()) and t.conference_id = $1 and h.person_id = $2 order by t.number
            """, conference, person
        ) { row in try row("number") }
    }

    /// Sits a person down at a table with a free seat, one decision at a time for each table. False when the last seat has just gone.
    static func sit(_ tx: borrowing Transaction, _ person: ID<Person>, at table: DiscussionTable, of conference: ID<Conference>) throws -> Bool {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('seat ' || $1::text, 0))", table.id)
        return try tx.execute(
            """
            insert into table_seats (conference_id, person_id, table_id)
            select $1, $2, $3
            where $4 > (select count(*) from table_seats as s
                where s.tenant_id = current_tenant() and s.table_id = $3 and s.person_id <> $2)
            on conflict (tenant_id, conference_id, person_id) do update set table_id = excluded.table_id
            """, conference, person, table.id, table.seats) == 1
    }

    public static func rounds(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [Round] {
        try tx.rows(
            """
            select r.*, o.opened_at, o.ends_at, c.round_id is not null as is_closed
            from rounds as r
            left join round_openings as o on o.tenant_id = r.tenant_id and o.round_id = r.id
            left join round_closings as c on c.tenant_id = r.tenant_id and c.round_id = r.id
            where r.tenant_id = (select current_tenant()) and r.conference_id = $1 order by r.number
            """, conference
        ) { row in
            Round(
                id: try row("id"), number: try row("number"), title: try row("title"), question: try row("question"),
                minutes: try row("minutes"), openedAt: try row("opened_at"), endsAt: try row("ends_at"), isClosed: try row("is_closed"))
        }
    }

    static func open(_ tx: borrowing Transaction, _ round: Round, at now: Date) throws {
        try tx.execute(
            "insert into round_openings (round_id, opened_at, ends_at) values ($1, $2, $3) on conflict do nothing",
            round.id, now, now.addingTimeInterval(Double(round.minutes) * 60))
    }

    static func close(_ tx: borrowing Transaction, _ round: Round) throws {
        try tx.execute("insert into round_closings (round_id) values ($1) on conflict do nothing", round.id)
    }
}

extension DiscussionTable {
    init(row: Row) throws {
        self.init(
            id: try row("id"), number: try row("number"), topic: try row("topic"), question: try row("question"),
            languages: try row("languages"), seats: try row("seats"), taken: try row("taken"), noteCount: try row("note_count"))
    }
}
