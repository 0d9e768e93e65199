internal import Core
internal import Database
internal import Foundation
internal import Web

enum ChecklistQueries {
    static func all(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [ChecklistItem] {
        try tx.rows(
            """
            select id, key, title, days, begun_on::text, done_at from checklist_items
            where tenant_id = (select current_tenant()) and conference_id = $1 and removed_at is null order by days, id
            """, conference
        ) { row in
            ChecklistItem(
                id: try row("id"), task: try row("key"), title: try row("title"), days: try row("days"),
                begun: (try row("begun_on") as String?).flatMap { DateStyle.moment(day: $0, time: "00:00") }, doneAt: try row("done_at"))
        }
    }

    /// The list for a new evening: as it was for another one, or as the program proposes.
    static func start(_ tx: borrowing Transaction, of conference: ID<Conference>, like other: ID<Conference>?, at now: Date) throws {
        let today = DateStyle.isoDay(now)
        if let other {
            let copied = try tx.execute(
                """
                insert into checklist_items (conference_id, key, title, days, begun_on)
                select $1, key, title, days, $3::date from checklist_items
                where tenant_id = current_tenant() and conference_id = $2 and removed_at is null order by days, id
                """, conference, other, today)
            if copied > 0 { return }
        }
        try tx.execute(
            """
            insert into checklist_items (conference_id, key, days, begun_on)
            select $1, x.key, x.days, $4::date from unnest($2::text[], $3::int8[]) as x (key, days)
            """, conference, ChecklistTask.allCases, ChecklistTask.allCases.map(\.days), today)
    }

    static func add(_ tx: borrowing Transaction, _ title: String, days: Int, to conference: ID<Conference>) throws {
        try tx.execute("insert into checklist_items (conference_id, title, days) values ($1, $2, $3::int)", conference, title, days)
    }

    /// - Returns: false when there is none.
    static func tick(_ tx: borrowing Transaction, _ id: ID<ChecklistItem>, _ isDone: Bool, of conference: ID<Conference>, at now: Date) throws -> Bool
    {
        try tx.execute(
            """
            update checklist_items set done_at = case when $3 then coalesce(done_at, $4) end, done_by = case when $3 then current_person() end
            where tenant_id = current_tenant() and id = $1 and conference_id = $2
            """, id, conference, isDone, now) == 1
    }

    static func remove(_ tx: borrowing Transaction, _ id: ID<ChecklistItem>, of conference: ID<Conference>) throws -> Bool {
        try tx.execute(
            "update checklist_items set removed_at = coalesce(removed_at, now()) where tenant_id = current_tenant() and id = $1 and conference_id = $2",
            id, conference) == 1
    }
}

extension ChecklistTask: BindableElement, Readable {}
