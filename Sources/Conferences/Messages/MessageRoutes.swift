internal import Core
internal import Database
internal import HTML
internal import Web

/// What somebody of the office has to tell people who get no mail: by telephone, by messenger, by letter.
struct MessageRoutes: Sendable {
    let houseKey: HouseKey

    @Sendable func list(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let all = try RegistrationQueries.all(tx, of: conference.id)
        let notices = try NoticeQueries.all(tx, of: conference.id)
        let messages = try MessageQueries.open(tx, of: conference.id).compactMap { message -> OpenMessage? in
            guard let contact = ContactSeal(houseKey: houseKey).open(message.contact, of: v.site.tenant) else { return nil }
            let own = all.first { $0.person == message.person }
            let party = own.map { own in all.filter { $0.party == own.party }.sorted { $0.place < $1.place } } ?? []
            let letters = MessageLetters(v.in(message.language), conference, message, party, notices.first { $0.id.description == message.occasion })
            // There is nothing to say any more.
            return letters.short() == nil ? nil : OpenMessage(contact: contact, letters: letters)
        }
        let done = try v.query["erledigt"].flatMap { ID<NewMessage>($0) }.flatMap { try MessageQueries.message(tx, $0) }
        return .page(MessagePages.list(v, conference, messages, done: done?.isHandled == true ? done : nil).watching(conference.topic))
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
