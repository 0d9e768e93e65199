internal import Core
internal import Database
internal import Foundation
internal import Identity
internal import Web

enum DeskQueries {
    static func list(_ tx: borrowing Transaction, of conference: Conference) throws -> DeskList {
        // Before anything is read: whatever happens from now on is in a later list.
        let madeAt = try tx.one("select extract(epoch from clock_timestamp())::float8 * 1000 as at") { row in try row("at") as Double }
        let cards = try BlankCards.hashes(tx, of: conference.id)
        let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
        let guests = try tx.rows(
            """
            select r.id, r.name, r.reference, r.card_ending, r.has_arrived, r.is_at_home, r.is_cancelled, r.standing, r.channel,
                coalesce(i.photos, n.photo_consent) as photos, o.submission_key,
                (select c.secret_hash from cards as c where c.tenant_id = o.tenant_id and c.person_id = r.person_id
                    and not exists (select from card_withdrawals as w where w.tenant_id = c.tenant_id and w.card_id = c.id)
                    order by c.id desc limit 1) as card
            from registration_list($1) as r
            join registrations as o on o.tenant_id = (select current_tenant()) and o.id = r.id
            left join check_ins as i on i.tenant_id = o.tenant_id and i.registration_id = o.id
            left join registration_needs as n on n.tenant_id = o.tenant_id and n.registration_id = o.id
            order by lower(r.name), r.id
            """, conference.id
        ) { row in
            DeskList.Guest(
                id: (try row("id") as ID<Registration>).description, name: try row("name"),
                registered: DeskList.hash(try row("reference")), card: (try row("card") as Bytes?).map { Secret.base64URL($0.array) },
                ending: try row("card_ending"), isHere: try row("has_arrived"), isAtHome: try row("is_at_home"), isCancelled: try row("is_cancelled"),
                isWaiting: try row("standing") as Registration.Standing == .waiting, photos: try row("photos"),
                entry: try row("channel") as Registration.Channel == .desk ? (try row("submission_key") as SubmissionKey).description : nil)
        }
        return DeskList(
            guests: guests, pile: cards.map { DeskList.BlankCard(number: $0.number, card: Secret.base64URL($0.secretHash)) },
            madeAt: madeAt, expected: attendance.confirmed, arrived: attendance.arrived,
            until: conference.codeHours.until.timeIntervalSince1970 * 1000)
    }

    /// What became of an entry that came before.
    static func outcome(_ tx: borrowing Transaction, of entry: DeskEntry) throws -> DeskOutcome? {
        try tx.first("select outcome from desk_entries where tenant_id = current_tenant() and id = $1", entry.id) { row in try row("outcome") }
    }

    static func insert(
        _ tx: borrowing Transaction, _ entry: DeskEntry, of conference: Conference, _ written: DeskWritten
    ) throws {
        try tx.execute(
            """
            insert into desk_entries (id, conference_id, kind, registration_id, number, stood, outcome, happened_at)
            values ($1, $2, $3, $4, $5::int, $6, $7, $8)
            """, entry.id, conference.id, entry.kind, written.registration, entry.kind == .card ? entry.number : nil, written.stood, written.outcome,
            entry.at)
    }

    /// A registration by its id, or by the entry that made it.
    static func find(_ tx: borrowing Transaction, _ who: UUID, at conference: Conference) throws -> Registration? {
        let id: ID<Registration>? = try tx.first(
            """
            select id from registrations where tenant_id = current_tenant() and conference_id = $1 and (id = $2 or submission_key = $2)
            """, conference.id, who
        ) { row in try row("id") }
        return try id.map { try RegistrationQueries.registration(tx, id: $0, of: conference.id) }
    }

    /// Whoever stands at the door has not cancelled.
    static func takeBackCancellation(_ tx: borrowing Transaction, _ registration: Registration) throws {
        try tx.execute("delete from registration_cancellations where tenant_id = current_tenant() and registration_id = $1", registration.id)
        try tx.execute(
            "update registrations set standing = 'confirmed', offered_until = null where tenant_id = current_tenant() and id = $1", registration.id)
    }

    static func setPhotos(_ tx: borrowing Transaction, _ registration: ID<Registration>, _ photos: Bool) throws {
        try tx.execute("update check_ins set photos = $2 where tenant_id = current_tenant() and registration_id = $1", registration, photos)
    }

    /// What people have said about photographs, at the door or before; of those who have said anything.
    static func photos(_ tx: borrowing Transaction, of conference: Conference) throws -> [ID<Registration>: Bool] {
        let said = try tx.rows(
            """
            select r.id, coalesce(i.photos, n.photo_consent) as photos from registrations as r
            left join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
            left join registration_needs as n on n.tenant_id = r.tenant_id and n.registration_id = r.id
            where r.tenant_id = (select current_tenant()) and r.conference_id = $1 and coalesce(i.photos, n.photo_consent) is not null
            """, conference.id
        ) { row in (try row("id") as ID<Registration>, try row("photos") as Bool) }
        return Dictionary(uniqueKeysWithValues: said)
    }

    /// An entry that wrote down that somebody came.
    struct Arrival: Sendable {
        let kind: DeskEntry.Kind
        let registration: ID<Registration>
        let at: Date
        let outcome: DeskOutcome
        let stood: DeskStanding?
        let isUndone: Bool
    }

    static func arrival(_ tx: borrowing Transaction, by entry: UUID, at conference: Conference) throws -> Arrival? {
        try tx.first(
            """
            select kind, registration_id, happened_at, outcome, stood, undone_at is not null as is_undone from desk_entries
            where tenant_id = current_tenant() and id = $1 and conference_id = $2 and kind in ('arrival', 'walk_in') and registration_id is not null
            """, entry, conference.id
        ) { row in
            Arrival(
                kind: try row("kind"), registration: try row("registration_id"), at: try row("happened_at"), outcome: try row("outcome"),
                stood: try row("stood"), isUndone: try row("is_undone"))
        }
    }

    /// - Parameter isAtHome: they took part from home before, and do again.
    static func takeBackArrival(_ tx: borrowing Transaction, _ arrival: Arrival, by entry: UUID, isAtHome: Bool) throws {
        try tx.execute("update desk_entries set undone_at = now() where tenant_id = current_tenant() and id = $1", entry)
        if isAtHome {
            try tx.execute("update check_ins set at_home = true where tenant_id = current_tenant() and registration_id = $1", arrival.registration)
        } else {
            try tx.execute("delete from check_ins where tenant_id = current_tenant() and registration_id = $1", arrival.registration)
        }
    }

    // MARK: What did not fit

    struct Doubt: Sendable {
        let id: SubmissionKey
        let kind: DeskEntry.Kind
        let outcome: DeskOutcome
        /// Nil: nobody was found.
        let name: String?
        let ending: String?
        let number: Int?
        let at: Date
        /// Who sat at the desk.
        let desk: String?
    }

    /// What nobody has settled yet, the newest first.
    static func doubts(_ tx: borrowing Transaction, of conference: Conference) throws -> [Doubt] {
        try tx.rows(
            """
            select e.id, e.kind, e.outcome, e.number, r.name, r.card_ending, e.happened_at, p.name as desk from desk_entries as e
            left join registration_list($1) as r on r.id = e.registration_id
            left join people as p on p.tenant_id = e.tenant_id and p.id = e.recorded_by
            where e.tenant_id = (select current_tenant()) and e.conference_id = $1 and e.settled_at is null
                and e.outcome not in ('done', 'returned')
            order by e.happened_at desc, e.id
            """, conference.id
        ) { row in
            Doubt(
                id: try row("id"), kind: try row("kind"), outcome: try row("outcome"), name: try row("name"), ending: try row("card_ending"),
                number: try row("number"), at: try row("happened_at"), desk: try row("desk"))
        }
    }

    /// Returns whether there is such an entry.
    static func settle(_ tx: borrowing Transaction, _ entry: SubmissionKey, of conference: Conference) throws -> Bool {
        try tx.execute(
            """
            update desk_entries set settled_at = coalesce(settled_at, now())
            where tenant_id = current_tenant() and id = $1 and conference_id = $2
            """, entry, conference.id) == 1
    }
}

extension DeskStanding: BindableElement, Readable {}
extension DeskEntry.Kind: BindableElement, Readable {}
extension DeskOutcome: BindableElement, Readable {}
