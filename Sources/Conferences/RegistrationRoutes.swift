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

    @Sendable static func register(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        var reader = FormReader(v)
        let name = reader.text("name", limit: 80)
        let needs = read(&reader)
        let submission = reader.submission(of: name)
        // Sent twice: it is already done. What somebody needs may have been changed on the way back.
        if let done = try RegistrationQueries.reference(tx, for: submission) {
            let registration = try RegistrationQueries.registration(tx, reference: done, of: conference.id)
            if reader.isFine && !registration.hasArrived && !registration.isCancelled {
                try RegistrationQueries.write(tx, needs, of: registration.id, conference)
                try tx.changed(conference.topic)
            }
            return .redirect(ConferencePaths.confirmation.path(conference.slug, done))
        }
        guard conference.registration == .open else { return .again(RegistrationPages.tooLate(v, conference)) }
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        let language = v.site.languages.first { $0.code == v.form["sprache"] } ?? v.language
        let person = try People.add(tx, name: name, language: language)
        let reference = try RegistrationQueries.add(tx, to: conference, person: person, channel: .online, needs: needs, key: submission)
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
            try RegistrationQueries.cancel(tx, registration, of: conference)
            try tx.changed(conference.topic)
        }
        return .redirect(ConferencePaths.confirmation.path(conference.slug, registration.reference))
    }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        let isFull = try RegistrationQueries.attendance(tx, of: conference.id).confirmed >= conference.capacity
        return RegistrationPages.form(v, conference, isFull: isFull, state).demonstration(conference.isDemonstration)
    }
}
