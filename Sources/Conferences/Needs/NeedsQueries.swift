internal import Core
internal import Database
internal import Foundation

/// The only queries that read what people need: for those who organise it, and for the night in which it is forgotten.
enum NeedsQueries {
    /// What somebody says they need, instead of what they said before.
    static func write(_ tx: borrowing Transaction, _ needs: Needs, of id: ID<Registration>, _ conference: Conference) throws {
        try tx.execute("delete from registration_needs where tenant_id = current_tenant() and registration_id = $1", id)
        try tx.execute(
            """
            insert into registration_needs (registration_id, interpreter, sign_language, step_free, children, food, photo_consent, remark, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            id, needs.interpreter, needs.signLanguage, needs.stepFree, needs.children, needs.food, needs.photoConsent, needs.remark,
            Needs.expiry(after: conference))
    }

    /// Forgets what people needed, once its time is over. Returns how many.
    static func forget(_ tx: borrowing Transaction, days: Int, at now: Date) throws -> Int {
        try tx.execute(
            """
            delete from registration_needs as n using registrations as r, conferences as c
            where n.tenant_id = (select current_tenant()) and r.tenant_id = n.tenant_id and r.id = n.registration_id
                and c.tenant_id = r.tenant_id and c.id = r.conference_id and c.ends_at + make_interval(days => $2::int) <= $1
            """, now, days)
    }

    /// How many needed what, and how many could be in photographs, with those whose names are gone: by the words of `departed_needs`.
    static func counts(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [String: Int] {
        let rows = try tx.rows(
            """
            with guest as materialized (
                select n.*, coalesce(i.photos, n.photo_consent, false) and i.registration_id is not null as photos
                from registration_list($1) as r
                left join registration_needs as n on n.tenant_id = (select current_tenant()) and n.registration_id = r.id
                left join check_ins as i on i.tenant_id = (select current_tenant()) and i.registration_id = r.id
                where not r.is_cancelled and (r.standing = 'confirmed' or r.has_arrived) and not r.is_at_home
            )
            select need, sum(people)::int as people from (
                select 'interpreter:' || interpreter, 1 from guest union all select 'food:' || food, 1 from guest
                union all select 'sign_language', 1 from guest where sign_language union all select 'step_free', 1 from guest where step_free
                union all select 'children', children from guest union all select 'photos', 1 from guest where photos
                union all select d.need, d.people from departed_needs as d where d.tenant_id = (select current_tenant()) and d.conference_id = $1
            ) as x (need, people)
            where need is not null and people > 0 group by need
            """, conference
        ) { row in (try row("need") as String, try row("people") as Int) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// What is needed by everybody who has a seat, or one offered, with those names that a helper must know.
    static func plan(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> NeedsPlan {
        NeedsPlan(
            try tx.rows(
                """
                select r.name, r.language, r.has_arrived, n.interpreter, n.sign_language, n.step_free, n.children, n.food, n.photo_consent, n.remark
                from registration_list($1) as r
                left join registration_needs as n on n.tenant_id = (select current_tenant()) and n.registration_id = r.id
                where not r.is_cancelled and (r.standing <> 'waiting' or r.has_arrived) and not r.is_at_home
                order by lower(r.name), r.id
                """, conference
            ) { row in
                NeedsPlan.Guest(
                    name: try row("name"), language: try row("language"), hasArrived: try row("has_arrived"),
                    // The left join has no row for those whose needs are forgotten, or who came without registering.
                    needs: try row("children") as Int? == nil ? nil : try Needs(row: row))
            })
    }
}

extension Needs {
    init(row: Row) throws {
        self.init(
            interpreter: try row("interpreter"), signLanguage: try row("sign_language"), stepFree: try row("step_free"),
            children: try row("children"), food: try row("food"), photoConsent: try row("photo_consent"), remark: try row("remark"))
    }
}

extension Needs.Food: BindableElement, Readable {}
