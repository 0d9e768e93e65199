internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// Registering: no account, no e-mail.
struct RegistrationRoutes: Sendable {
    let houseKey: HouseKey

    @Sendable func form(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard conference.registration == .open else { return .redirect(ConferencePaths.show.path(conference.slug)) }
        return .page(try page(tx, v, conference, v.state(or: FormData([("sprache", v.language.code)]))))
    }

    /// What the form says, as far as one can tell without the database.
    private func entry(_ v: Visit, _ reader: inout FormReader) -> RegistrationEntry {
        _ = ParticipationDeclaration.read(&reader, v)
        return RegistrationForm(houseKey: houseKey).read(&reader, v)
    }

    /// Many register in the hour after the announcement: forms without a fault are written together.
    var rush: RouteBatch {
        RouteBatch(
            entry: { v, _ in
                var reader = FormReader(v)
                let entry = entry(v, &reader)
                // Whether the council admits who is not sixteen yet, the handler looks up.
                return reader.isFine && ParticipationDeclaration.read(&reader, v) == .grown ? entry : nil
            },
            write: { tx, entries in zip(entries, try RegistrationBatchQueries.register(tx, entries)).map { (entry: $0, isTaken: $1 != nil) } },
            answer: { v, outcome in
                outcome.isTaken ? .redirect(ConferencePaths.confirmation.path(outcome.entry.slug, outcome.entry.references[0])) : nil
            })
    }

    @Sendable func register(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        var reader = FormReader(v)
        let entry = entry(v, &reader)
        ParticipationDeclaration.check(&reader, v, try ParticipationRule.of(tx))
        // Sent twice: it is already done. What was added on the way back is added.
        if let done = try RegistrationQueries.reference(tx, for: entry.key) {
            let registration = try RegistrationQueries.registration(tx, reference: done, of: conference.id)
            if reader.isFine && registration.isComing { try Self.complete(tx, registration, entry, conference) }
            return .redirect(ConferencePaths.confirmation.path(conference.slug, done))
        }
        guard conference.registration == .open else { return .again(RegistrationPages.tooLate(v, conference)) }
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        guard let made = try RegistrationBatchQueries.register(tx, [(entry, conference)]).first.flatMap({ $0 }) else { throw Refusal.notFound }
        return .redirect(ConferencePaths.confirmation.path(conference.slug, made.reference))
    }

    /// The same form once more, perhaps with other needs, or with more people.
    static func complete(
        _ tx: borrowing Transaction, _ registration: Registration, _ entry: RegistrationEntry, _ conference: Conference
    ) throws {
        if let contact = entry.contact {
            try MessageQueries.replace(tx, contact, of: registration.person, for: conference.id)
            if contact.way == .mail {
                try MessageQueries.put(tx, [NewMessage(.registered, to: registration.person, of: conference.id, at: entry.at)])
            }
        }
        // What was needed is counted once the evening is over.
        if !conference.isOver && entry.at < conference.endsAt { try NeedsQueries.write(tx, entry.needs, of: registration.id, conference) }
        let known = try RegistrationQueries.party(tx, of: registration, at: conference.id).count
        if known < entry.names.count, conference.registration == .open {
            _ = try RegistrationBatchQueries.register(tx, [(entry.companions(from: known, joining: registration.party), conference)])
        }
        try tx.changed(conference.topic)
    }

    private func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
        let isFull = attendance.waiting > 0 || attendance.taken >= conference.capacity
        return RegistrationPages.form(v, conference, isFull: isFull, try ParticipationRule.of(tx), try RetentionPeriods.all(tx), state).demonstration(
            conference.isDemonstration)
    }
}

/// The page by which somebody finds their registration again, and what they can do there.
struct ConfirmationRoutes: Sendable {
    let waitingList: WaitingList

    private func find(_ tx: borrowing Transaction, _ v: Visit) throws -> (Conference, Registration) {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return (conference, try RegistrationQueries.registration(tx, reference: v["reference"], of: conference.id))
    }

    private func back(_ conference: Conference, _ registration: Registration) -> Answer {
        .redirect(ConferencePaths.confirmation.path(conference.slug, registration.reference))
    }

    @Sendable func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        let party = try RegistrationQueries.party(tx, of: registration, at: conference.id)
        let contact = try party.first.flatMap { try MessageQueries.contact(tx, of: $0.person) }
        return .page(
            ConfirmationPages.show(v, conference, registration, party, contact, try NoticeQueries.all(tx, of: conference.id)).watching(
                conference.topic
            ).demonstration(conference.isDemonstration)
                .confidential())
    }

    /// Somebody who has the number on paper, or was told it.
    @Sendable func find(byNumber tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard let typed = v.query["nummer"] else { return .page(ConfirmationPages.find(v, conference, FormState())) }
        var reader = FormReader(asked: v)
        if let number = RegistrationNumber.read(typed), try RegistrationQueries.exists(tx, reference: number, of: conference.id) {
            return .redirect(ConferencePaths.confirmation.path(conference.slug, number))
        }
        reader.fail("nummer", v.t("registration.numberUnknown"))
        return .page(ConfirmationPages.find(v, conference, reader.state))
    }

    @Sendable func cancel(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        let party = try RegistrationQueries.party(tx, of: registration, at: conference.id)
        let coming = (v.form["alle"] != nil ? party : [registration]).filter(\.isComing)
        if !coming.isEmpty {
            try waitingList.cancel(tx, coming.map(\.id), of: conference, because: .guest, at: v.now)
            try tx.changed(conference.topic)
        }
        return back(conference, v.form["zurueck"].flatMap { number in party.first { $0.reference == number } } ?? registration)
    }

    /// "Yes, I come": to the seat that became free.
    @Sendable func accept(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        let all = v.form["alle"] != nil ? try RegistrationQueries.party(tx, of: registration, at: conference.id) : [registration]
        if !conference.isOver, try waitingList.accept(tx, all.map(\.id), of: conference, at: v.now) { try tx.changed(conference.topic) }
        // Too late: the page says so.
        return back(conference, registration)
    }

    /// After all: again, at the end of the line.
    @Sendable func again(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        if registration.isCancelled, conference.registration == .open {
            try waitingList.restore(tx, registration, of: conference, keepsPlace: false, at: v.now)
            try tx.changed(conference.topic)
        }
        return back(conference, registration)
    }

    /// No more messages; or again.
    @Sendable func messages(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        if let first = try RegistrationQueries.party(tx, of: registration, at: conference.id).first {
            try MessageQueries.stop(tx, first.person, v.form["wieder"] == nil)
        }
        return .redirect(ConferencePaths.confirmation.path(conference.slug, registration.reference).fragment("nachrichten"))
    }
}
