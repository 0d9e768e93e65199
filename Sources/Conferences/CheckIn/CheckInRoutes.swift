internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// The desk at the door.
struct CheckInRoutes: Sendable {
    let houseKey: HouseKey

    @Sendable func list(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(try page(tx, v, conference, v.state()))
    }

    private func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        let all = try RegistrationQueries.all(tx, of: conference.id)
        let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
        let pile = try BlankCards.pile(tx, of: conference.id)
        let doubts = try DeskQueries.doubts(tx, of: conference)
        let photos = try DeskQueries.photos(tx, of: conference)
        return CheckInPages.list(v, conference, all, attendance, pile, try ParticipationRule.of(tx), photos, doubts, state)
            .watching(conference.topic).demonstration(conference.isDemonstration)
    }

    /// Somebody who registered has come: they get their card.
    @Sendable func arrive(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let registration = try RegistrationQueries.registration(tx, id: try v.id("registration"), of: conference.id)
        // Cancelled a moment ago, by themselves or by a colleague: the list shows so.
        if registration.isCancelled { return .redirect(ConferencePaths.desk.path(conference.slug)) }
        guard try RegistrationQueries.checkIn(tx, registration.id) else {
            return .page(CheckInPages.alreadyHere(v, conference, registration))
        }
        try tx.changed(conference.topic)
        return try card(tx, v, conference, for: registration)
    }

    /// Instead of a card that has to be printed: one from the pile, by its number. Whatever card they had before is dead.
    @Sendable func handOut(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let registration = try RegistrationQueries.registration(tx, id: try v.id("registration"), of: conference.id)
        guard registration.hasArrived else { throw Refusal.notFound }
        var reader = FormReader(v)
        let number = reader.number("nummer", in: BlankCards.numbers)
        // A second tap finds the card where it belongs.
        if reader.isFine, try !BlankCards.has(tx, registration.person, number: number) {
            if let taken = try take(tx, v, number, of: conference, &reader) {
                try BlankCards.give(tx, taken, to: registration.person, conference.codeHours)
            }
        }
        guard reader.isFine else { return .again(CheckInPages.fromPile(v, conference, registration, reader.state)) }
        return .redirect(ConferencePaths.desk.path(conference.slug))
    }

    /// Somebody who is there has said whether they may be in photographs.
    @Sendable func photos(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let registration = try RegistrationQueries.registration(tx, id: try v.id("registration"), of: conference.id)
        guard registration.hasArrived else { throw Refusal.notFound }
        try DeskQueries.setPhotos(tx, registration.id, v.form["fotos"] == "ja")
        try tx.changed(conference.topic)
        return .redirect(ConferencePaths.desk.path(conference.slug))
    }

    private func take(
        _ tx: borrowing Transaction, _ v: Visit, _ number: Int, of conference: Conference, _ reader: inout FormReader
    ) throws -> BlankCards.Taken? {
        let taken = try BlankCards.take(tx, number: number, of: conference.id)
        if taken == nil { reader.fail("nummer", v.t("desk.noSuchCard", ["number": number])) }
        return taken
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
        let number = (v.form["nummer"] ?? "").trimmed.isEmpty ? nil : reader.number("nummer", in: BlankCards.numbers)
        let submission = reader.submission(of: name)
        if let done = try RegistrationQueries.reference(tx, for: submission) {
            let registration = try RegistrationQueries.registration(tx, reference: done, of: conference.id)
            return .page(CheckInPages.alreadyHere(v, conference, registration))
        }
        // The card first: nobody has come who has none.
        let taken = reader.isFine ? try number.flatMap { try take(tx, v, $0, of: conference, &reader) } : nil
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        let language = v.site.languages.first { $0.code == v.form["sprache"] } ?? .german
        let entry = RegistrationEntry(slug: conference.slug, names: [name], language: language, channel: .desk, key: submission, at: v.now)
        guard let made = try RegistrationBatchQueries.register(tx, [(entry, conference)]).first.flatMap({ $0 }) else { throw Refusal.notFound }
        let registration = try RegistrationQueries.registration(tx, id: made.id, of: conference.id)
        _ = try RegistrationQueries.checkIn(tx, registration.id)
        try tx.changed(conference.topic)
        guard let taken else { return try card(tx, v, conference, for: registration) }
        try BlankCards.give(tx, taken, to: made.person, conference.codeHours)
        return .redirect(ConferencePaths.desk.path(conference.slug))
    }

    /// The only page that ever shows this card's secrets; hence no redirect to it.
    private func card(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, for registration: Registration) throws -> Answer {
        let card = try Cards.issue(tx, houseKey: houseKey, to: registration.person, conference.codeHours)
        let hasPile = try BlankCards.pile(tx, of: conference.id) != nil
        return .page(CheckInPages.card(v, conference, card, of: registration, hasPile: hasPile).demonstration(conference.isDemonstration))
    }
}
