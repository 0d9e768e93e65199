internal import Core
internal import Database
internal import Tally

/// A ballot as a request brings it: whose, is for the database to find out.
struct BallotEntry: Sendable {
    /// The hash of the session's token.
    let session: [UInt8]
    let poll: ID<Poll>
    /// By the question's position.
    let choices: [Int: YesNoAbstain.Choice]
}

/// Casting many ballots at once.
enum BallotBatchQueries {
    /// - Returns: for each entry, whether it has been counted: a complete ballot of somebody who is signed in and present, the first
    ///   of theirs, in a poll that is open.
    static func cast(_ tx: borrowing Transaction, _ entries: [BallotEntry]) throws -> [Bool] {
        // As one ballot does it: closing waits for us, and we see what was closed before.
        tx.later(
            "select pg_advisory_xact_lock_shared(hashtextextended('poll ' || x.poll, 0)) from (select distinct unnest($1::uuid[])::text as poll) as x",
            entries.map(\.poll))
        let answers = entries.enumerated().flatMap { index, entry in
            entry.choices.map { (place: index + 1, position: $0.key, choice: $0.value.rawValue) }
        }
        let counted = try tx.rows(
            """
            with entry as materialized (
                select e.place, e.poll_id, s.person_id
                from unnest($1::uuid[]) with ordinality as e (poll_id, place)
                join sessions_of($2) as s on s.place = e.place
            ), answer as materialized (
                select a.place, q.recommendation_id, a.choice
                from unnest($3::int8[], $4::int8[], $5::text[]) as a (place, position, choice)
                join entry as e on e.place = a.place
                join poll_questions as q on q.tenant_id = (select current_tenant()) and q.poll_id = e.poll_id and q.position = a.position
            ), eligible as materialized (
                select distinct on (e.poll_id, e.person_id) e.place, e.poll_id, e.person_id
                from entry as e
                join poll_openings as o on o.tenant_id = (select current_tenant()) and o.poll_id = e.poll_id
                join polls as p on p.tenant_id = o.tenant_id and p.id = o.poll_id
                join registrations as r on r.tenant_id = o.tenant_id and r.conference_id = p.conference_id and r.person_id = e.person_id
                join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
                where not exists (select from poll_closings as c where c.tenant_id = o.tenant_id and c.poll_id = o.poll_id)
                    and (select count(*) from answer as a where a.place = e.place)
                        = (select count(*) from poll_questions as q where q.tenant_id = o.tenant_id and q.poll_id = o.poll_id)
                order by e.poll_id, e.person_id, e.place
            ), counted as (
                insert into open_ballots (poll_id, person_id)
                select e.poll_id, e.person_id from eligible as e
                on conflict do nothing returning poll_id, person_id
            ), chosen as (
                insert into open_choices (poll_id, person_id, recommendation_id, choice)
                select e.poll_id, e.person_id, a.recommendation_id, a.choice
                from counted as b
                join eligible as e on e.poll_id = b.poll_id and e.person_id = b.person_id
                join answer as a on a.place = e.place
            )
            select e.place from counted as b join eligible as e on e.poll_id = b.poll_id and e.person_id = b.person_id
            """,
            entries.map(\.poll), entries.map { Bytes($0.session) }, answers.map(\.place), answers.map(\.position), answers.map(\.choice)
        ) { row in try row("place") as Int }
        let places = Set(counted)
        return entries.indices.map { places.contains($0 + 1) }
    }
}
