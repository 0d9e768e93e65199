internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// Registering: no account, no e-mail.
enum RegistrationRoutes {
    @Sendable static func form(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard conference.registration == .open else { return .redirect(ConferencePaths.show.path(conference.slug)) }
        return .page(try page(tx, v, conference, v.state(or: FormData([("sprache", v.language.code)]))))
    }

    /// What the form says, as far as one can tell without the database.
    private static func entry(_ v: Visit, _ reader: inout FormReader) -> RegistrationEntry {
        let name = reader.text("name", limit: 80)
        let needs = read(&reader)
        _ = ParticipationDeclaration.read(&reader, v)
        let language = v.site.languages.first { $0.code == v.form["sprache"] } ?? v.language
        return RegistrationEntry(
            slug: v["conference"], name: name, language: language, needs: needs, key: reader.submission(of: name),
            reference: Secret.random(bytes: 12))
    }

    /// Many register in the hour after the announcement: forms without a fault are written together.
    static let rush = RouteBatch(
        entry: { v, _ in
            var reader = FormReader(v)
            let entry = entry(v, &reader)
            // Whether the council admits who is not sixteen yet, the handler looks up.
            return reader.isFine && ParticipationDeclaration.read(&reader, v) == .grown ? entry : nil
        },
        write: { tx, entries in zip(entries, try RegistrationBatchQueries.register(tx, entries)).map { (entry: $0, isTaken: $1) } },
        answer: { v, outcome in
            outcome.isTaken ? .redirect(ConferencePaths.confirmation.path(outcome.entry.slug, outcome.entry.reference)) : nil
        })

    @Sendable static func register(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        var reader = FormReader(v)
        let entry = entry(v, &reader)
        ParticipationDeclaration.check(&reader, v, try ParticipationRule.of(tx))
        // Sent twice: it is already done. What somebody needs may have been changed on the way back.
        if let done = try RegistrationQueries.reference(tx, for: entry.key) {
            let registration = try RegistrationQueries.registration(tx, reference: done, of: conference.id)
            if reader.isFine && !registration.hasArrived && !registration.isCancelled {
                try RegistrationQueries.write(tx, entry.needs, of: registration.id, conference)
                try tx.changed(conference.topic)
            }
            return .redirect(ConferencePaths.confirmation.path(conference.slug, done))
        }
        guard conference.registration == .open else { return .again(RegistrationPages.tooLate(v, conference)) }
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        let person = try People.add(tx, name: entry.name, language: entry.language)
        let reference = try RegistrationQueries.add(
            tx, to: conference, person: person, channel: .online, needs: entry.needs, key: entry.key, reference: entry.reference)
        try tx.changed(conference.topic)
        return .redirect(ConferencePaths.confirmation.path(conference.slug, reference))
    }

    static func read(_ reader: inout FormReader) -> Needs {
        var needs = Needs()
        needs.interpreter = Interpreting.languages.first { $0.code == reader.values["dolmetschen"] }
        needs.signLanguage = reader.isChecked("gebaerden")
        needs.stepFree = reader.isChecked("stufenlos")
        needs.children = reader.number("kinder", in: 0...12, empty: 0)
        needs.food = Needs.Food(rawValue: reader.values["essen"] ?? "")
        needs.photoConsent = reader.isChecked("fotos")
        needs.remark = reader.text("sonst", limit: Needs.remarkLimit, isRequired: false).nonEmpty
        return needs
    }

    @Sendable static func confirmation(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let registration = try RegistrationQueries.registration(tx, reference: v["reference"], of: conference.id)
        return .page(
            RegistrationPages.confirmation(v, conference, registration).watching(conference.topic).demonstration(conference.isDemonstration)
                .confidential())
    }

    @Sendable static func cancel(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let registration = try RegistrationQueries.registration(tx, reference: v["reference"], of: conference.id)
        if !registration.isCancelled && !registration.hasArrived {
            try RegistrationQueries.cancel(tx, registration.id, of: conference)
            try tx.changed(conference.topic)
        }
        return .redirect(ConferencePaths.confirmation.path(conference.slug, registration.reference))
    }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        let isFull = try RegistrationQueries.attendance(tx, of: conference.id).confirmed >= conference.capacity
        return RegistrationPages.form(v, conference, isFull: isFull, try ParticipationRule.of(tx), try RetentionPeriods.all(tx), state).demonstration(
            conference.isDemonstration)
    }
}
