internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// The desk at the door.
struct CheckInRoutes: Sendable {
    let keys: CardKeys

    @Sendable func list(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(try page(tx, v, conference, v.state()))
    }

    private func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        let all = try RegistrationQueries.all(tx, of: conference.id)
        let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
        let needs = try RegistrationQueries.needCounts(tx, of: conference.id)
        return CheckInPages.list(v, conference, all, attendance, needs, state)
            .watching(conference.topic).demonstration(conference.isDemonstration)
    }

    /// Somebody who registered has come: they get their card.
    @Sendable func arrive(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let registration = try RegistrationQueries.registration(tx, id: try v.id("registration"), of: conference.id)
        guard try RegistrationQueries.checkIn(tx, registration.id) else {
            return .page(CheckInPages.alreadyHere(v, conference, registration))
        }
        try tx.changed(conference.topic)
        return try card(tx, v, conference, for: registration)
    }

    /// The card was lost, or did not print: a new one, and the old one is dead.
    @Sendable func replaceCard(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let registration = try RegistrationQueries.registration(tx, id: try v.id("registration"), of: conference.id)
        guard registration.hasArrived else { throw Refusal.notFound }
        return try card(tx, v, conference, for: registration)
    }

    /// Somebody who did not register has come.
    @Sendable func walkIn(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        var reader = FormReader(v)
        let name = reader.text("name", limit: 80)
        let submission = reader.submission(of: name)
        if let done = try RegistrationQueries.reference(tx, for: submission) {
            let registration = try RegistrationQueries.registration(tx, reference: done, of: conference.id)
            return .page(CheckInPages.alreadyHere(v, conference, registration))
        }
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        let language = v.site.languages.first { $0.code == v.form["sprache"] } ?? .german
        let person = try People.add(tx, name: name, language: language)
        let reference = try RegistrationQueries.add(tx, to: conference, person: person, channel: .desk, needs: Needs(), key: submission)
        let registration = try RegistrationQueries.registration(tx, reference: reference, of: conference.id)
        _ = try RegistrationQueries.checkIn(tx, registration.id)
        try tx.changed(conference.topic)
        return try card(tx, v, conference, for: registration)
    }

    /// The only page that ever shows this card's secrets; hence no redirect to it.
    private func card(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, for registration: Registration) throws -> Answer {
        // The whole day, and the hours after a long evening.
        let day = DateStyle.calendar.startOfDay(for: conference.doorsAt)
        let card = try Cards.issue(
            tx, keys: keys, to: registration.person, from: day,
            until: max(conference.endsAt.addingTimeInterval(6 * 3600), day.addingTimeInterval(30 * 3600)))
        return .page(CheckInPages.card(v, conference, card, of: registration).demonstration(conference.isDemonstration))
    }
}
