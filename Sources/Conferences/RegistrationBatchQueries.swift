internal import Core
internal import Database
internal import Web

/// A registration as a request brings it, found fine as far as one can see without the database.
struct RegistrationEntry: Sendable {
    let slug: String
    let name: String
    let language: Language
    let needs: Needs
    let key: SubmissionKey
    let reference: String
}

/// Registering many people at once, in the minutes after a conference was announced.
enum RegistrationBatchQueries {
    /// - Returns: for each entry, whether it has got a seat or a place in the line. What was sent before, or for a conference
    ///   where nobody can register, has not.
    static func register(_ tx: borrowing Transaction, _ entries: [RegistrationEntry]) throws -> [Bool] {
        let conferences = try ConferenceQueries.openForRegistration(tx, slugs: entries.map(\.slug))
        var found = try RegistrationQueries.lockAndCount(tx, conferences: conferences.values.map(\.id), keys: entries.map(\.key))
        var rows: [RegistrationQueries.NewRow] = []
        let isTaken = entries.map { entry in
            guard let conference = conferences[entry.slug], found.keys.insert(entry.key).inserted else { return false }
            let standing = Registration.standing(taken: found.taken[conference.id, default: 0], capacity: conference.capacity)
            if standing == .confirmed { found.taken[conference.id, default: 0] += 1 }
            rows.append(RegistrationQueries.NewRow(entry: entry, conference: conference, standing: standing))
            return true
        }
        try RegistrationQueries.add(tx, rows)
        for conference in Set(rows.map(\.conference.topic)) { try tx.changed(conference) }
        return isTaken
    }
}

extension RegistrationQueries {
    struct NewRow {
        let entry: RegistrationEntry
        let conference: Conference
        let standing: Registration.Standing
    }

    /// Takes the locks of these conferences and submissions; what is counted afterwards stays so until the transaction ends.
    /// - Returns: seats taken in each conference; and which submissions are there already.
    fileprivate static func lockAndCount(_ tx: borrowing Transaction, conferences: [ID<Conference>], keys: [SubmissionKey]) throws -> (
        taken: [ID<Conference>: Int], keys: Set<SubmissionKey>
    ) {
        // In one order, whoever takes them: two batches that wait for each other would be a deadlock.
        tx.later(
            """
            select pg_advisory_xact_lock(hashtextextended(x.word, 0)) from (
                select 'submission ' || unnest($1::uuid[])::text as word union select 'registration ' || unnest($2::uuid[])::text order by word desc
            ) as x
            """, keys, conferences)
        let (taken, known) = try tx.pipeline(
            Query.rows(
                """
                select r.conference_id, count(*)::int as taken from registrations as r
                where r.tenant_id = (select current_tenant()) and r.conference_id = any($1) and r.standing = 'confirmed'
                    and not exists (select from registration_cancellations as x where x.tenant_id = r.tenant_id and x.registration_id = r.id)
                    and not exists (select from check_ins as i where i.tenant_id = r.tenant_id and i.registration_id = r.id and i.at_home)
                group by r.conference_id
                """, conferences
            ) { row in (try row("conference_id") as ID<Conference>, try row("taken") as Int) },
            Query.rows("select submission_key from registrations where tenant_id = (select current_tenant()) and submission_key = any($1)", keys) {
                row in try row("submission_key") as SubmissionKey
            })
        return (Dictionary(uniqueKeysWithValues: taken), Set(known))
    }

    fileprivate static func add(_ tx: borrowing Transaction, _ rows: [NewRow]) throws {
        if rows.isEmpty { return }
        let (entries, needs) = (rows.map(\.entry), rows.map(\.entry.needs))
        try tx.execute(
            """
            with entry as materialized (
                select new_id() as id, new_id() as person_id, x.*
                from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::bool[], $9::bool[], $10::int8[],
                    $11::text[], $12::bool[], $13::text[], $14::timestamptz[])
                as x (name, language, conference_id, standing, reference, key, interpreter, sign_language, step_free, children, food, photo_consent,
                    remark, expires_at)
            ), person as (
                insert into people (id, name, language) select person_id, name, language from entry
            ), registration as (
                insert into registrations (id, conference_id, person_id, standing, channel, reference, submission_key)
                select id, conference_id, person_id, standing, $15, reference, key from entry
            )
            insert into registration_needs (
                registration_id, interpreter, sign_language, step_free, children, food, photo_consent, remark, expires_at)
            select id, interpreter, sign_language, step_free, children, food, photo_consent, remark, expires_at from entry
            """,
            entries.map(\.name), entries.map(\.language), rows.map(\.conference.id), rows.map(\.standing), entries.map(\.reference),
            entries.map(\.key), needs.map(\.interpreter), needs.map(\.signLanguage), needs.map(\.stepFree), needs.map(\.children), needs.map(\.food),
            needs.map(\.photoConsent), needs.map(\.remark), rows.map { Needs.expiry(after: $0.conference) }, Channel.online)
    }
}
