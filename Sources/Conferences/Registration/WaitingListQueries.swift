internal import Core
internal import Database
internal import Foundation

/// Seats that are given back, and who gets them: in the order in which people came, each once.
struct WaitingList: Sendable {
    /// Whether anybody can be asked by mail. Where none leaves, nobody loses a seat over a letter that never came.
    let canMail: Bool

    /// The job by which a seat goes on when nobody answered.
    static let kind = "seat-offers"

    /// Gives seats back; those who wait move up.
    func cancel(
        _ tx: borrowing Transaction, _ registrations: [ID<Registration>], of old: Conference, because reason: Registration.Cancellation,
        at now: Date
    ) throws {
        let conference = try locked(tx, old)
        try tx.execute(
            "insert into registration_cancellations (registration_id, reason) select unnest($1::uuid[]), $2 on conflict do nothing", registrations,
            reason)
        try moveUp(tx, in: conference, at: now)
    }

    /// Gives back all seats of somebody at conferences that are still to come or going on.
    func cancelAll(_ tx: borrowing Transaction, of person: ID<Person>, at now: Date) throws {
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
            try cancel(tx, [seat.registration], of: conference, because: .guest, at: now)
            try tx.changed(conference.topic)
        }
    }

    /// Takes a registration up again that was cancelled: with a seat if one is free and nobody waits, at the end of the line otherwise.
    /// - Parameter keepsPlace: it was a mistake of ours, and they stand where they stood.
    func restore(
        _ tx: borrowing Transaction, _ registration: Registration, of old: Conference, keepsPlace: Bool, at now: Date
    ) throws {
        let conference = try locked(tx, old)
        guard
            try tx.execute("delete from registration_cancellations where tenant_id = current_tenant() and registration_id = $1", registration.id) == 1
        else { return }
        var seats = try count(tx, conference.id)
        // Counted again without themselves, whatever they stood as before.
        if registration.standing == .waiting { seats.waiting -= 1 } else { seats.taken -= 1 }
        let next = seats.next(capacity: conference.capacity)
        try tx.execute(
            """
            update registrations set standing = $2, place = $3::int, offered_until = null where tenant_id = current_tenant() and id = $1
            """, registration.id, next.standing, keepsPlace ? registration.place : next.place)
        try moveUp(tx, in: conference, at: now)
    }

    /// Somebody answers in time that they come, for some of a party. Returns false when it was too late.
    func accept(_ tx: borrowing Transaction, _ registrations: [ID<Registration>], of conference: Conference, at now: Date) throws -> Bool {
        try RegistrationQueries.lock(tx, conference.id)
        return try tx.execute(
            """
            update registrations as r set standing = 'confirmed', offered_until = null
            where r.tenant_id = current_tenant() and r.id = any($1) and r.standing = 'offered' and r.offered_until > $2
                and not exists (select from registration_cancellations as x where x.tenant_id = r.tenant_id and x.registration_id = r.id)
            """, registrations, now) > 0
    }

    /// The conference as it is under its lock: what was read before may have changed.
    private func locked(_ tx: borrowing Transaction, _ conference: Conference) throws -> Conference {
        try RegistrationQueries.lock(tx, conference.id)
        return try ConferenceQueries.conference(tx, id: conference.id)
    }

    /// Takes back the seats for which nobody answered, and offers them to the next. Done at the end of each offer.
    func lapse(_ tx: borrowing Transaction, in old: Conference, at now: Date) throws {
        let conference = try locked(tx, old)
        // Called off, going on, or begun by the clock: there is nothing to pass on.
        guard conference.startsAt > now, !conference.isOver, !conference.isLive else { return }
        // Whose letter has not left was not asked: the seat is theirs.
        try tx.execute(
            """
            update registrations as r set standing = 'confirmed', offered_until = null
            where r.tenant_id = current_tenant() and r.conference_id = $1 and r.standing = 'offered' and r.offered_until <= $2
                and exists (
                    select from registrations as h
                    join messages as m on m.tenant_id = h.tenant_id and m.conference_id = h.conference_id and m.person_id = h.person_id
                    left join mails as l on l.tenant_id = m.tenant_id and l.id = m.mail_id
                    where h.tenant_id = r.tenant_id and h.id = r.party_id and m.kind = 'offer'
                        and (m.handled_at is null or l.id is not null and l.kept_at is null))
            """, conference.id, now)
        let lapsed = try tx.rows(
            """
            with lapsed as (
                insert into registration_cancellations (registration_id, reason)
                select r.id, 'lapsed' from registrations as r
                where r.tenant_id = current_tenant() and r.conference_id = $1 and r.standing = 'offered' and r.offered_until <= $2
                    and not exists (select from check_ins as i where i.tenant_id = r.tenant_id and i.registration_id = r.id)
                on conflict do nothing
                returning registration_id
            )
            select h.person_id from lapsed
            join registrations as r on r.tenant_id = current_tenant() and r.id = lapsed.registration_id
            join registrations as h on h.tenant_id = r.tenant_id and h.id = r.party_id
            """, conference.id, now
        ) { row in NewMessage(.lapsed, to: try row("person_id"), of: conference.id, occasion: Self.occasion(now), at: now) }
        try MessageQueries.put(tx, lapsed)
        if !lapsed.isEmpty { try tx.changed(conference.topic) }
        try moveUp(tx, in: conference, at: now)
    }

    /// One message for what happens to a party in one moment.
    private static func occasion(_ now: Date) -> String { "\(Int(now.timeIntervalSince1970))" }

    /// The evening is another day now: nobody has longer to answer than there is time; and whose time ran out while nobody passed seats on,
    /// since the evening had begun, has some again.
    func adjust(_ tx: borrowing Transaction, in conference: Conference, at now: Date) throws {
        let end = max(now, conference.doorsAt.addingTimeInterval(-SeatOffer.hoursBeforeDoors * 3600))
        let again = SeatOffer.end(from: now, doorsAt: conference.doorsAt) ?? end
        let ends: [Date] = try tx.rows(
            """
            update registrations set offered_until = case when offered_until > $2 then $2 else $4 end
            where tenant_id = current_tenant() and conference_id = $1 and standing = 'offered' and (offered_until > $2 or offered_until <= $3)
            returning offered_until
            """, conference.id, end, now, again
        ) { row in try row("offered_until") }
        for end in Set(ends) { enqueue(tx, conference, at: end) }
    }

    private func enqueue(_ tx: borrowing Transaction, _ conference: Conference, at end: Date) {
        tx.enqueue(Self.kind, subject: "\(conference.id) \(Int(end.timeIntervalSince1970.rounded(.up)))", at: end)
    }

    /// Gives the seats that are free to the first who wait. Whoever gets mail is asked first, and has some time to answer; whoever does
    /// not read any gets the seat at once: nobody loses a seat for having no e-mail.
    func moveUp(_ tx: borrowing Transaction, in conference: Conference, at now: Date) throws {
        // In one order: whoever comes second sees what the first has given.
        try RegistrationQueries.lock(tx, conference.id)
        // Later there is a desk at the door, and whoever comes gets a chair.
        guard conference.startsAt > now, !conference.isLive, !conference.isOver else { return }
        let seats = try count(tx, conference.id)
        let free = min(conference.capacity - seats.taken, seats.waiting)
        guard free > 0 else { return }
        let end = canMail ? SeatOffer.end(from: now, doorsAt: conference.doorsAt) : nil
        let moved = try tx.rows(
            """
            with next as (
                select r.id, h.person_id, r.place, $4::timestamptz is not null and c.way is not distinct from 'mail' as is_asked
                from registrations as r
                left join registrations as h on h.tenant_id = r.tenant_id and h.id = r.party_id
                left join contacts as c on c.tenant_id = h.tenant_id and c.person_id = h.person_id and c.stopped_at is null
                where r.tenant_id = (select current_tenant()) and r.conference_id = $1 and r.standing = 'waiting'
                    and not exists (select from registration_cancellations as x where x.tenant_id = r.tenant_id and x.registration_id = r.id)
                    and not exists (select from check_ins as i where i.tenant_id = r.tenant_id and i.registration_id = r.id)
                order by r.place limit $2
            ), moved as (
                update registrations as r
                set standing = case when n.is_asked then 'offered' else 'confirmed' end, offered_until = case when n.is_asked then $4 end
                from next as n where r.tenant_id = $3 and r.id = n.id and r.standing = 'waiting'
            )
            select person_id, is_asked from next where person_id is not null
            """, conference.id, free, try tx.viewer.tenant, end
        ) { row in
            NewMessage(
                try row("is_asked") ? .offer : .seat, to: try row("person_id"), of: conference.id, occasion: Self.occasion(now), at: now)
        }
        try MessageQueries.put(tx, moved)
        if let end, moved.contains(where: { $0.kind == .offer }) {
            enqueue(tx, conference, at: end)
        }
        try tx.changed(conference.topic)
    }

    private func count(_ tx: borrowing Transaction, _ conference: ID<Conference>) throws -> SeatCount {
        try tx.rows(RegistrationQueries.seatCounts, [conference], read: SeatCount.init(row:)).first ?? SeatCount()
    }
}

extension Registration.Cancellation: Bindable, Readable {}
