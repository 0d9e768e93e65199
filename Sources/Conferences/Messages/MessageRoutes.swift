internal import Core
internal import Database
internal import HTML
internal import Web

/// What somebody of the office has to tell people who get no mail: by telephone, by messenger, by letter.
struct MessageRoutes: Sendable {
    let houseKey: HouseKey

    let canMail: Bool

    private var open: OpenMessages { OpenMessages(houseKey: houseKey, canMail: canMail) }

    @Sendable func list(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let done = try v.query["erledigt"].flatMap { ID<NewMessage>($0) }.flatMap { try MessageQueries.message(tx, $0) }
        return .page(
            MessagePages.list(v, conference, try open.all(tx, v, conference), done: done?.isHandled == true ? done : nil).watching(conference.topic))
    }

    /// People who have to be told something, for each evening.
    @Sendable func duties(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        try ConferenceQueries.all(tx, withDrafts: false).filter { !$0.isArchived }.compactMap { conference in
            let count = try open.all(tx, v, conference).count
            if count == 0 { return nil }
            return Tile(
                title: v.t("messages.open", ["count": count]), detail: v.text(conference.name),
                path: ConferencePaths.messages.path(conference.slug), isNow: true)
        }
    }

    @Sendable func handle(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let id: ID<NewMessage> = try v.id("message")
        guard try MessageQueries.message(tx, id)?.conference == conference.id else { throw Refusal.notFound }
        if v.form["doch"] != nil {
            try MessageQueries.reopen(tx, id, of: conference.id)
            return .redirect(ConferencePaths.messages.path(conference.slug))
        }
        try MessageQueries.handle(tx, id, of: conference.id)
        return .redirect(ConferencePaths.messages.path(conference.slug).query(["erledigt": id.description]))
    }
}

/// What waits for somebody who calls or writes.
struct OpenMessages: Sendable {
    let houseKey: HouseKey
    let canMail: Bool

    /// Without those that have nothing to say any more.
    func all(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference) throws -> [OpenMessage] {
        let stored = try MessageQueries.open(tx, of: conference.id, canMail: canMail)
        if stored.isEmpty { return [] }
        let registrations = try RegistrationQueries.all(tx, of: conference.id)
        let notices = try NoticeQueries.all(tx, of: conference.id)
        return stored.compactMap { message in
            guard let contact = ContactSeal(houseKey: houseKey).open(message.contact, of: v.site.tenant) else { return nil }
            let own = registrations.first { $0.person == message.person }
            let party = registrations.filter { $0.party == own?.party }.sorted {
                ($0.id == $0.party ? 0 : $0.place) < ($1.id == $1.party ? 0 : $1.place)
            }
            let letters = MessageLetters(v.in(message.language), conference, message, party, notices.first { $0.id.description == message.occasion })
            return letters.short() == nil ? nil : OpenMessage(contact: contact, letters: letters)
        }
    }
}

/// A message that waits for somebody, with whom it is for.
struct OpenMessage: Sendable {
    let contact: Contact
    let letters: MessageLetters

    var message: StoredMessage { letters.message }
}

/// The address by which somebody gets no more messages: a page with a button, since nothing that only fetches it may do anything.
enum StopRoutes {
    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        guard let found = try MessageQueries.person(tx, stopKey: try v.id("stop")) else { throw Refusal.notFound }
        return .page(MessagePages.stop(v, isStopped: found.isStopped))
    }

    @Sendable static func stop(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        guard let found = try MessageQueries.person(tx, stopKey: try v.id("stop")) else { throw Refusal.notFound }
        try MessageQueries.stop(tx, found.person, v.form["wieder"] == nil)
        return .redirect(ConferencePaths.stop.path(v["stop"]))
    }
}
