internal import Conferences
internal import Core
internal import Database
internal import Identity

enum SeatPlanQueries {
    /// Somebody who is in the hall.
    struct Present: Sendable {
        let person: ID<Person>
        let name: String
        let language: Language
        /// Nil: at none yet.
        let table: Int?
    }

    /// Everybody in the hall, in the order in which they came.
    static func present(_ tx: borrowing Transaction, at conference: ID<Conference>) throws -> [Present] {
        try tx.rows(
            """
            select p.id, p.name, p.language, t.number from registrations as r
            join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id and not i.at_home
            join people as p on p.tenant_id = r.tenant_id and p.id = r.person_id
            left join table_seats as s on s.tenant_id = r.tenant_id and s.conference_id = r.conference_id and s.person_id = r.person_id
            left join discussion_tables as t on t.tenant_id = s.tenant_id and t.id = s.table_id
            where r.tenant_id = (select current_tenant()) and r.conference_id = $1 order by i.arrived_at, r.id
            """, conference
        ) { row in Present(person: try row("id"), name: try row("name"), language: try row("language"), table: try row("number")) }
    }

    /// One at a time for all tables of a conference, as for each of them when somebody sits down.
    static func lock(_ tx: borrowing Transaction, _ tables: [DiscussionTable]) throws {
        try tx.execute(
            """
            select pg_advisory_xact_lock(hashtextextended('seat ' || t.id::text, 0)) from unnest($1::uuid[]) with ordinality as t (id, number)
            order by t.number
            """, tables.map(\.id))
    }

    static func sit(_ tx: borrowing Transaction, _ seats: [(guest: SeatPlan.Guest, table: DiscussionTable)], at conference: ID<Conference>) throws {
        try tx.execute(
            """
            insert into table_seats (conference_id, person_id, table_id)
            select $1, s.person_id, s.table_id from unnest($2::uuid[], $3::uuid[]) as s (person_id, table_id) on conflict do nothing
            """, conference, seats.map(\.guest.person), seats.map(\.table.id))
    }
}
