public import Core
public import Database
internal import Foundation
internal import Web

public enum RegistrationQueries {
    /// Forgets who registered and came; how many they were stays. Not while a vote of that evening runs, which asks who came.
    static func forgetRegistrations(_ tx: borrowing Transaction, days: Int, at now: Date) throws -> Int {
        let count = try tx.execute(
            """
            delete from registrations as r where r.tenant_id = current_tenant()
                and r.id in (select o.id from registrations_over_since($1::timestamptz - make_interval(days => $2::int), 1000) as o)
            """, now, days)
        try MessageQueries.forget(tx)
        return count
    }

    /// One at a time for each conference; released with the transaction.
    static func lock(_ tx: borrowing Transaction, _ conference: ID<Conference>) throws {
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

    static func exists(_ tx: borrowing Transaction, reference: String, of conference: ID<Conference>) throws -> Bool {
        try tx.first(
            "select true as found from registrations where tenant_id = current_tenant() and reference = $1 and conference_id = $2", reference,
            conference
        ) { row in try row("found") } ?? false
    }

    /// Somebody's own registration, if they have one.
    static func first(_ tx: borrowing Transaction, of person: ID<Person>, at conference: ID<Conference>) throws -> Registration? {
        try tx.first("select * from registration_list($1) where person_id = $2", conference, person, read: Registration.init(row:))
    }

    /// Registrations of different parties that have the same name, or the same address: perhaps one person twice.
    static func doubtful(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> Set<ID<Registration>> {
        Set(
            try tx.rows(
                """
                with coming as materialized (
                    select r.id, r.party_id, lower(regexp_replace(r.name, '[[:space:]]+', ' ', 'g')) as name, c.address_mac
                    from registration_list($1) as r
                    left join contacts as c on c.tenant_id = (select current_tenant()) and c.person_id = r.person_id
                    where not r.is_cancelled
                )
                select id from coming
                where name in (select name from coming group by name having count(distinct party_id) > 1)
                    or address_mac in (select address_mac from coming where address_mac is not null group by address_mac having count(*) > 1)
                """, conference
            ) { row in try row("id") })
    }

    static func registration(_ tx: borrowing Transaction, id: ID<Registration>, of conference: ID<Conference>) throws -> Registration {
        let found = try tx.first("select * from registration_list($1) where id = $2", conference, id, read: Registration.init(row:))
        guard let found else { throw Refusal.notFound }
        return found
    }

    /// Those who came together with somebody: who registered, then the others as they were entered.
    static func party(_ tx: borrowing Transaction, of registration: Registration, at conference: ID<Conference>) throws -> [Registration] {
        try tx.rows(
            "select * from registration_list($1) where party_id = $2 order by id <> party_id, place", conference, registration.party,
            read: Registration.init(row:))
    }

    /// Everybody registered, by name.
    public static func all(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [Registration] {
        try tx.rows("select * from registration_list($1) order by lower(name), id", conference, read: Registration.init(row:))
    }

    public static func attendance(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> Attendance {
        try tx.one(
            """
            select (count(*) filter (where standing = 'confirmed' and not is_cancelled) + coalesce(max(d.registered), 0))::int as confirmed,
                count(*) filter (where standing = 'offered' and not is_cancelled)::int as offered,
                count(*) filter (where standing in ('confirmed', 'offered') and not is_cancelled and not is_at_home)::int as taken,
                count(*) filter (where standing = 'waiting' and not is_cancelled and not has_arrived)::int as waiting,
                (count(*) filter (where has_arrived and not is_at_home) + coalesce(max(d.arrived), 0))::int as arrived,
                (count(*) filter (where is_at_home))::int as at_home
            from (select) as one left join registration_list($1) on true
            left join departed_registrations as d on d.tenant_id = (select current_tenant()) and d.conference_id = $1
            """, conference
        ) { row in
            Attendance(
                confirmed: try row("confirmed"), offered: try row("offered"), taken: try row("taken"), waiting: try row("waiting"),
                arrived: try row("arrived"),
                atHome: try row("at_home"))
        }
    }

    /// Somebody has come, perhaps although they wanted to take part from home. Returns false when they had been there already.
    /// - Parameter moment: when they came, if that was not now: a desk without network wrote it down.
    static func checkIn(_ tx: borrowing Transaction, _ registration: ID<Registration>, at moment: Date? = nil) throws -> Bool {
        try keepOffer(tx, registration)
        return try tx.execute(
            """
            insert into check_ins (registration_id, arrived_at) values ($1, coalesce($2::timestamptz, now()))
            on conflict (tenant_id, registration_id) do update set at_home = false where check_ins.at_home
            """, registration, moment) == 1
    }

    /// Whoever is there has answered.
    private static func keepOffer(_ tx: borrowing Transaction, _ registration: ID<Registration>) throws {
        try tx.execute(
            """
            update registrations set standing = 'confirmed', offered_until = null
            where tenant_id = current_tenant() and id = $1 and standing = 'offered'
            """, registration)
    }

    /// Somebody gets their card at home, and can vote from there.
    static func takePartFromHome(_ tx: borrowing Transaction, _ registration: ID<Registration>) throws {
        try keepOffer(tx, registration)
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
            waitingPosition: try row("waiting_position"), party: try row("party_id"), place: try row("place"),
            offeredUntil: try row("offered_until"), cancelledBecause: try row("cancelled_because"), channel: try row("channel"))
    }
}

extension Registration.Standing: BindableElement, Readable {}
