internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// All registrations of a conference, for those who take them on the telephone and from paper.
struct RegistrationOfficeRoutes: Sendable {
    let houseKey: HouseKey
    let waitingList: WaitingList

    @Sendable func list(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(try page(tx, v, conference, v.state(or: Self.blank)))
    }

    /// Nothing but a name has to be typed.
    private static let blank = FormData([("kanal", Registration.Channel.phone.rawValue), ("sprache", Language.german.code)])

    private func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        let all = try RegistrationQueries.all(tx, of: conference.id)
        let doubtful = try RegistrationQueries.doubtful(tx, of: conference.id)
        let made = v.query["neu"].flatMap { number in all.first { $0.reference == number } }
        let list = RegistrationList(all: all, doubtful: doubtful, made: made, contacts: try MessageQueries.ways(tx, of: conference.id))
        return RegistrationOfficePages.list(
            v, conference, list, try RegistrationQueries.attendance(tx, of: conference.id), try ParticipationRule.of(tx),
            openMessages: try OpenMessages(houseKey: houseKey, canMail: waitingList.canMail).all(tx, v, conference).count, state,
            mayOrganise: Conference.editors.allows(try tx.viewer.roles)
        ).watching(conference.topic).demonstration(conference.isDemonstration)
    }

    /// From the telephone or from paper, in a few seconds; then the next one.
    @Sendable func enter(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        var reader = FormReader(v)
        let channel: Registration.Channel = v.form["kanal"] == Registration.Channel.paper.rawValue ? .paper : .phone
        let entry = RegistrationForm(houseKey: houseKey).read(&reader, v, by: channel)
        if let done = try RegistrationQueries.reference(tx, for: entry.key) {
            let registration = try RegistrationQueries.registration(tx, reference: done, of: conference.id)
            if reader.isFine && registration.isComing { try RegistrationRoutes.complete(tx, registration, entry, conference) }
            return .redirect(Self.after(conference, done, channel))
        }
        guard !conference.isOver else { return .again(RegistrationPages.tooLate(v, conference)) }
        guard reader.isFine, let made = try RegistrationBatchQueries.register(tx, [(entry, conference)]).first.flatMap({ $0 }) else {
            return .again(try page(tx, v, conference, reader.state))
        }
        return .redirect(Self.after(conference, made.reference, channel))
    }

    private static func after(_ conference: Conference, _ number: String, _ channel: Registration.Channel) -> Path {
        ConferencePaths.registrations.path(conference.slug).query(["neu": number, "kanal": channel.rawValue])
    }

    private func find(_ tx: borrowing Transaction, _ v: Visit) throws -> (Conference, Registration) {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return (conference, try RegistrationQueries.registration(tx, id: try v.id("registration"), of: conference.id))
    }

    /// Somebody has called and cannot come; or was entered twice.
    @Sendable func cancel(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        let party = v.form["alle"] != nil ? try RegistrationQueries.party(tx, of: registration, at: conference.id) : [registration]
        let coming = party.filter(\.isComing)
        if !coming.isEmpty {
            try waitingList.cancel(tx, coming.map(\.id), of: conference, because: .office, at: v.now)
            try tx.changed(conference.topic)
        }
        return .redirect(ConferencePaths.registrations.path(conference.slug))
    }

    /// It was a mistake: they stand where they stood.
    @Sendable func restore(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        if registration.isCancelled, !conference.isOver {
            try waitingList.restore(tx, registration, of: conference, keepsPlace: true, at: v.now)
            try tx.changed(conference.topic)
        }
        return .redirect(ConferencePaths.registrations.path(conference.slug))
    }

    /// They have answered by telephone that they come.
    @Sendable func accept(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, registration) = try find(tx, v)
        if try waitingList.accept(tx, [registration.id], of: conference, at: v.now) { try tx.changed(conference.topic) }
        return .redirect(ConferencePaths.registrations.path(conference.slug))
    }
}

/// What the office sees of all registrations.
struct RegistrationList: Sendable {
    let all: [Registration]
    /// Others that may be the same person.
    let doubtful: Set<ID<Registration>>
    /// The one that was just entered.
    let made: Registration?
    let contacts: [ID<Person>: Contact.Way]
}
