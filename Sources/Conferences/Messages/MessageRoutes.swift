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
        let messages = try MessageQueries.open(tx, of: conference.id).compactMap { message -> OpenMessage? in
            guard let contact = ContactSeal(houseKey: houseKey).open(message.contact, of: v.site.tenant),
                let own = all.first(where: { $0.person == message.person })
            else { return nil }
            return OpenMessage(message: message, contact: contact, party: all.filter { $0.party == own.party }.sorted { $0.place < $1.place })
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
    let message: StoredMessage
    let contact: Contact
    let party: [Registration]
}
