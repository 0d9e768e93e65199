public import Core
public import Database
internal import Foundation
internal import Web

public enum RegistrationQueries {
    enum Channel: String { case online, desk }

    /// Registers a person under the lock of the conference, so that no seat is given twice and the line keeps its order.
    static func add(
        _ tx: borrowing Transaction, to conference: Conference, person: ID<Person>, channel: Channel, needs: Needs, key: SubmissionKey,
        reference: String = Secret.random(bytes: 12)
    ) throws -> String {
        try lock(tx, conference.id)
        let taken: Int = try tx.one(
            """
            select count(*)::int as taken from registrations as r
            where r.tenant_id = current_tenant() and r.conference_id = $1 and r.standing = 'confirmed'
                and not exists (select from registration_cancellations as x where x.tenant_id = r.tenant_id and x.registration_id = r.id)
                and not exists (select from check_ins as i where i.tenant_id = r.tenant_id and i.registration_id = r.id and i.at_home)
            """, conference.id
        ) { row in try row("taken") }
        // Whoever stands at the desk is there: they get a chair.
        let standing = channel == .desk ? .confirmed : Registration.standing(taken: taken, capacity: conference.capacity)
        let id: ID<Registration> = try tx.one(
            """
            insert into registrations (conference_id, person_id, standing, channel, reference, submission_key)
            values ($1, $2, $3, $4, $5, $6) returning id
            """, conference.id, person, standing, channel, reference, key
        ) { row in try row("id") }
        try write(tx, needs, of: id, conference)
        return reference
    }

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
    static func forgetNeeds(_ tx: borrowing Transaction, days: Int, at now: Date) throws -> Int {
        try tx.execute(
            """
            delete from registration_needs as n using registrations as r, conferences as c
            where n.tenant_id = (select current_tenant()) and r.tenant_id = n.tenant_id and r.id = n.registration_id
                and c.tenant_id = r.tenant_id and c.id = r.conference_id and c.ends_at + make_interval(days => $2::int) <= $1
            """, now, days)
    }

    /// Forgets who registered and came; how many they were stays. Not while a vote of that evening runs, which asks who came.
    static func forgetRegistrations(_ tx: borrowing Transaction, days: Int, at now: Date) throws -> Int {
        try tx.execute(
            """
            delete from registrations as r where r.tenant_id = current_tenant()
                and r.id in (select o.id from registrations_over_since($1::timestamptz - make_interval(days => $2::int), 1000) as o)
            """, now, days)
    }

    /// One at a time for each conference; released with the transaction.
    private static func lock(_ tx: borrowing Transaction, _ conference: ID<Conference>) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('registration ' || $1::text, 0))", conference)
    }

    /// The reference of what this form has already made, if it was sent before.
    static func reference(_ tx: borrowing Transaction, for key: SubmissionKey) throws -> String? {
        try tx.waitForTurn(key)
        return try tx.first("select reference from registrations where tenant_id = current_tenant() and submission_key = $1", key) { row in
            try row("reference")
        }
    }

    static func registration(_ tx: borrowing Transaction, reference: String, of conference: ID<Conference>) throws -> Registration {
        let found = try tx.first(
            """
            select * from registration_list($1) where reference = $2
            """, conference, reference, read: Registration.init(row:))
        guard let found else { throw Refusal.notFound }
        return found
    }

    static func registration(_ tx: borrowing Transaction, id: ID<Registration>, of conference: ID<Conference>) throws -> Registration {
        let found = try tx.first("select * from registration_list($1) where id = $2", conference, id, read: Registration.init(row:))
        guard let found else { throw Refusal.notFound }
        return found
    }

    /// Everybody registered, by name.
    public static func all(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [Registration] {
        try tx.rows("select * from registration_list($1) order by lower(name), id", conference, read: Registration.init(row:))
    }

    /// Gives a seat back; the first of those who wait moves up.
    static func cancel(_ tx: borrowing Transaction, _ registration: ID<Registration>, of conference: Conference) throws {
        try lock(tx, conference.id)
        try tx.execute("insert into registration_cancellations (registration_id) values ($1) on conflict do nothing", registration)
        try tx.execute(
            """
            update registrations set standing = 'confirmed'
            where tenant_id = current_tenant() and id = (
                select r.id from registrations as r
                where r.tenant_id = current_tenant() and r.conference_id = $1 and r.standing = 'waiting'
                    and not exists (select from registration_cancellations as x where x.tenant_id = r.tenant_id and x.registration_id = r.id)
                    and $2 > (select count(*) from registrations as c
                        where c.tenant_id = current_tenant() and c.conference_id = $1 and c.standing = 'confirmed'
                            and not exists (select from registration_cancellations as x where x.tenant_id = c.tenant_id and x.registration_id = c.id))
                order by r.id limit 1)
            """, conference.id, conference.capacity)
    }

    /// Gives back all seats of somebody at conferences that are still to come or going on.
    static func cancelAll(_ tx: borrowing Transaction, of person: ID<Person>, at now: Date) throws {
        let seats = try tx.rows(
            """
            select r.id, r.conference_id from registrations as r
            join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
            where r.tenant_id = (select current_tenant()) and r.person_id = $1 and c.ends_at > $2
                -- Whoever has come has used their seat.
                and not exists (select from check_ins as i where i.tenant_id = r.tenant_id and i.registration_id = r.id and not i.at_home)
            order by r.conference_id
            """, person, now
        ) { row in (registration: try row("id") as ID<Registration>, conference: try row("conference_id") as ID<Conference>) }
        for seat in seats {
            let conference = try ConferenceQueries.conference(tx, id: seat.conference)
            try cancel(tx, seat.registration, of: conference)
            try tx.changed(conference.topic)
        }
    }

    public static func attendance(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> Attendance {
        try tx.one(
            """
            select (count(*) filter (where standing = 'confirmed' and not is_cancelled) + coalesce(max(d.registered), 0))::int as confirmed,
                count(*) filter (where standing = 'waiting' and not is_cancelled)::int as waiting,
                (count(*) filter (where has_arrived and not is_at_home) + coalesce(max(d.arrived), 0))::int as arrived,
                (count(*) filter (where is_at_home))::int as at_home
            from (select) as one left join registration_list($1) on true
            left join departed_registrations as d on d.tenant_id = (select current_tenant()) and d.conference_id = $1
            """, conference
        ) { row in Attendance(confirmed: try row("confirmed"), waiting: try row("waiting"), arrived: try row("arrived"), atHome: try row("at_home")) }
    }

    static func needCounts(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> NeedCounts {
        let interpreters = try tx.rows(
            """
            select n.interpreter, count(*)::int as count
            from registration_needs as n join registration_list($1) as r on r.id = n.registration_id
            where n.tenant_id = current_tenant() and not r.is_cancelled and n.interpreter is not null
            group by n.interpreter order by 2 desc, 1
            """, conference
        ) { row in (language: try row("interpreter") as Language, count: try row("count") as Int) }
        return try tx.one(
            """
            select count(*) filter (where n.sign_language)::int as sign, count(*) filter (where n.step_free)::int as step_free,
                coalesce(sum(n.children), 0)::int as children
            from registration_needs as n join registration_list($1) as r on r.id = n.registration_id
            where n.tenant_id = current_tenant() and not r.is_cancelled
            """, conference
        ) { row in
            NeedCounts(
                interpreters: interpreters, signLanguage: try row("sign"), stepFree: try row("step_free"), children: try row("children"))
        }
    }

    /// Somebody has come, perhaps although they wanted to take part from home. Returns false when they had been there already.
    static func checkIn(_ tx: borrowing Transaction, _ registration: ID<Registration>) throws -> Bool {
        try tx.execute(
            """
            insert into check_ins (registration_id) values ($1)
            on conflict (tenant_id, registration_id) do update set at_home = false where check_ins.at_home
            """, registration) == 1
    }

    /// Somebody gets their card at home, and can vote from there.
    static func takePartFromHome(_ tx: borrowing Transaction, _ registration: ID<Registration>) throws {
        try tx.execute("insert into check_ins (registration_id, at_home) values ($1, true) on conflict do nothing", registration)
    }

    /// The conference that is live and to which this person has come, if there is one.
    public static func isPresent(_ tx: borrowing Transaction, _ person: ID<Person>, at conference: ID<Conference>) throws -> Bool {
        try tx.first(
            """
            select true as present from registrations as r
            join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
            where r.tenant_id = current_tenant() and r.conference_id = $1 and r.person_id = $2
            """, conference, person
        ) { row in try row("present") } ?? false
    }
}

extension Registration {
    init(row: Row) throws {
        self.init(
            id: try row("id"), person: try row("person_id"), name: try row("name"), language: try row("language"),
            standing: try row("standing"), reference: try row("reference"), isCancelled: try row("is_cancelled"),
            hasArrived: try row("has_arrived"), isAtHome: try row("is_at_home"), cardEnding: try row("card_ending"),
            waitingPosition: try row("waiting_position"))
    }
}

extension Registration.Standing: BindableElement, Readable {}
extension RegistrationQueries.Channel: Bindable {}
extension Needs.Food: BindableElement {}
