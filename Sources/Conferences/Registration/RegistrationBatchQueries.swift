internal import Core
internal import Database
internal import Web

/// Registering, one or many at once as in the minutes after a conference was announced: the only place where seats are given out.
enum RegistrationBatchQueries {
    /// What became of an entry.
    struct Made: Sendable {
        let conference: Conference
        /// Of who registered.
        let id: ID<Registration>
        let person: ID<Person>
        let reference: String
    }

    /// - Returns: for each entry, what was made; nil for what was sent before, or for a conference where nobody can register.
    static func register(_ tx: borrowing Transaction, _ entries: [RegistrationEntry]) throws -> [Made?] {
        let conferences = try ConferenceQueries.openForRegistration(tx, slugs: entries.map(\.slug))
        return try register(tx, entries.map { ($0, conferences[$0.slug]) })
    }

    /// - Parameter entries: each with the conference it is for, whatever step that has come to; nil: it cannot be.
    static func register(_ tx: borrowing Transaction, _ entries: [(entry: RegistrationEntry, conference: Conference?)]) throws -> [Made?] {
        let conferences = Set(entries.compactMap { $0.conference?.id })
        var found = try RegistrationQueries.lockAndCount(tx, conferences: Array(conferences), keys: entries.map(\.entry.key))
        var rows: [RegistrationQueries.NewRow] = []
        let isTaken = entries.map { entry, conference in
            guard let conference, !entry.names.isEmpty, let capacity = found.capacities[conference.id], found.keys.insert(entry.key).inserted else {
                return false
            }
            let party = rows.count
            for member in entry.names.indices {
                let seat =
                    entry.channel == .desk
                    ? found.seats[conference.id, default: SeatCount()].nextAtTheDoor()
                    : found.seats[conference.id, default: SeatCount()].next(capacity: capacity)
                rows.append(RegistrationQueries.NewRow(entry, member, conference, seat, party: party))
            }
            return true
        }
        var made = try RegistrationQueries.add(tx, rows)[...]
        for conference in Set(rows.map(\.conference.topic)) { try tx.changed(conference) }
        let results = isTaken.map { $0 ? made.popFirst() : nil }
        try MessageQueries.put(
            tx,
            zip(entries, results).compactMap { entry, made in
                made.flatMap { $0.person }.flatMap { person in
                    entry.entry.contact?.way == .mail ? NewMessage(.registered, to: person, of: entry.conference!.id, at: entry.entry.at) : nil
                }
            })
        return results
    }
}

extension RegistrationQueries {
    /// One person of an entry, with the seat they get.
    struct NewRow {
        let entry: RegistrationEntry
        let conference: Conference
        let standing: Registration.Standing
        let place: Int
        /// Rows of the same number came together.
        let party: Int
        let isFirst: Bool
        let name: String
        let reference: String
        let key: SubmissionKey
        let needs: Needs

        init(_ entry: RegistrationEntry, _ member: Int, _ conference: Conference, _ seat: (standing: Registration.Standing, place: Int), party: Int) {
            (self.entry, self.conference, self.party, isFirst) = (entry, conference, party, member == 0)
            (standing, place) = seat
            (name, reference) = (entry.names[member], entry.references[member])
            key = member == 0 ? entry.key : SubmissionKey()
            needs = member == 0 ? entry.needs : entry.needs.forCompanions
        }
    }

    /// Takes the locks of these conferences and submissions; what is counted afterwards stays so until the transaction ends.
    /// - Returns: the seats of each conference; and which submissions are there already.
    fileprivate static func lockAndCount(_ tx: borrowing Transaction, conferences: [ID<Conference>], keys: [SubmissionKey]) throws -> (
        seats: [ID<Conference>: SeatCount], capacities: [ID<Conference>: Int], keys: Set<SubmissionKey>
    ) {
        // In one order, whoever takes them: two batches that wait for each other would be a deadlock.
        tx.later(
            """
            select pg_advisory_xact_lock(hashtextextended(x.word, 0)) from (
                select 'submission ' || unnest($1::uuid[])::text as word union select 'registration ' || unnest($2::uuid[])::text order by word desc
            ) as x
            """, keys, conferences)
        let (seats, capacities, known) = try tx.pipeline(
            Query.rows(seatCounts, conferences) { row in (try row("conference_id") as ID<Conference>, try SeatCount(row: row)) },
            Query.rows("select id, capacity from conferences where tenant_id = (select current_tenant()) and id = any($1)", conferences) { row in
                (try row("id") as ID<Conference>, try row("capacity") as Int)
            },
            Query.rows("select submission_key from registrations where tenant_id = (select current_tenant()) and submission_key = any($1)", keys) {
                row in try row("submission_key") as SubmissionKey
            })
        return (Dictionary(uniqueKeysWithValues: seats), Dictionary(uniqueKeysWithValues: capacities), Set(known))
    }

    static let seatCounts: StaticString = """
        select r.conference_id, max(r.place) as last_place,
            count(*) filter (where r.standing in ('confirmed', 'offered') and x.registration_id is null and not coalesce(i.at_home, false))::int as taken,
            count(*) filter (where r.standing = 'waiting' and x.registration_id is null and i.registration_id is null)::int as waiting
        from registrations as r
        left join registration_cancellations as x on x.tenant_id = r.tenant_id and x.registration_id = r.id
        left join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
        where r.tenant_id = (select current_tenant()) and r.conference_id = any($1)
        group by r.conference_id
        """

    /// - Returns: what was made of the first of each party, in order.
    fileprivate static func add(_ tx: borrowing Transaction, _ rows: [NewRow]) throws -> [RegistrationBatchQueries.Made] {
        if rows.isEmpty { return [] }
        let (entries, needs, contacts) = (rows.map(\.entry), rows.map(\.needs), rows.map { $0.isFirst ? $0.entry.contact : nil })
        let made = try tx.rows(
            """
            with entry as materialized (
                select new_id() as id, new_id() as person_id, x.*
                from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::bool[], $9::bool[], $10::int8[],
                    $11::text[], $12::bool[], $13::text[], $14::timestamptz[], $15::text[], $16::int8[], $17::int8[], $18::uuid[], $19::text[],
                    $20::bytea[], $21::bytea[], $22::bool[], $23::bool[]) with ordinality
                as x (name, language, conference_id, standing, reference, key, interpreter, sign_language, step_free, children, food, photo_consent,
                    remark, expires_at, channel, place, party, party_id, way, address, address_mac, reminders, follow_up, number)
            ), person as (
                insert into people (id, name, language) select person_id, name, language from entry
            ), registration as (
                insert into registrations (id, conference_id, person_id, standing, channel, reference, submission_key, place, party_id)
                select id, conference_id, person_id, standing, channel, reference, key, place,
                    coalesce(party_id, first_value(id) over (partition by party order by number))
                from entry
            ), contact as (
                insert into contacts (person_id, conference_id, way, address, address_mac, reminders, follow_up)
                select person_id, conference_id, way, address, address_mac, reminders, follow_up from entry where way is not null
            ), needs as (
                insert into registration_needs (
                    registration_id, interpreter, sign_language, step_free, children, food, photo_consent, remark, expires_at)
                select id, interpreter, sign_language, step_free, children, food, photo_consent, remark, expires_at from entry
            )
            select id, person_id from entry order by number
            """,
            rows.map(\.name), entries.map(\.language), rows.map(\.conference.id), rows.map(\.standing), rows.map(\.reference),
            rows.map(\.key), needs.map(\.interpreter), needs.map(\.signLanguage), needs.map(\.stepFree), needs.map(\.children), needs.map(\.food),
            needs.map(\.photoConsent), needs.map(\.remark), rows.map { Needs.expiry(after: $0.conference) }, entries.map(\.channel),
            rows.map(\.place), rows.map(\.party), entries.map(\.party), contacts.map { $0?.way }, contacts.map { $0.map { Bytes($0.address) } },
            contacts.map { $0.map { Bytes($0.mac) } }, contacts.map { $0?.reminders }, contacts.map { $0?.followUp }
        ) { row in (id: try row("id") as ID<Registration>, person: try row("person_id") as ID<Person>) }
        return zip(rows, made).filter(\.0.isFirst).map { row, made in
            RegistrationBatchQueries.Made(conference: row.conference, id: made.id, person: made.person, reference: row.reference)
        }
    }
}

extension SeatCount {
    init(row: Row) throws { self.init(taken: try row("taken"), waiting: try row("waiting"), lastPlace: try row("last_place")) }
}

extension Registration.Channel: BindableElement, Readable {}
