internal import Core
internal import Database
internal import HTML
internal import Web

/// Calling an evening off, and telling everybody something.
struct NoticeRoutes: Sendable {
    let messages: MessageRoutes

    @Sendable func cancellation(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try find(tx, v)
        return .page(try NoticePages.cancellation(v, conference, reach(tx, conference), v.state()))
    }

    @Sendable func cancel(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        if conference.isCancelled { return .redirect(ConferencePaths.show.path(conference.slug)) }
        if conference.isOver || !conference.isAnnounced { throw Refusal.notFound }
        var reader = FormReader(v)
        let text = text(&reader, v)
        if !reader.isChecked("sicher") { reader.fail("sicher", v.t("notice.sureMissing")) }
        guard reader.isFine else { return .again(try NoticePages.cancellation(v, conference, reach(tx, conference), reader.state)) }
        try NoticeQueries.cancel(tx, conference, text, key: reader.submission(of: "absage"), at: v.now)
        try tx.audit(AuditEvent("conference.step", "\(conference.id) cancelled"))
        try tx.changed(conference.topic)
        // Some have to be called: that is what to do next.
        let next = try MessageQueries.open(tx, of: conference.id, canMail: messages.canMail).isEmpty ? ConferencePaths.show : ConferencePaths.messages
        return .redirect(next.path(conference.slug).arrived(reader.key))
    }

    /// Called off is what was announced and has not taken place.
    private func find(_ tx: borrowing Transaction, _ v: Visit) throws -> Conference {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        if conference.isOver || !conference.isAnnounced { throw Refusal.notFound }
        return conference
    }

    @Sendable func form(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(try page(tx, v, conference, v.state()))
    }

    @Sendable func tell(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        if conference.isArchived { throw Refusal.notFound }
        var reader = FormReader(v)
        let text = text(&reader, v)
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        try NoticeQueries.tellAll(tx, text, of: conference, key: reader.submission(of: text.german), at: v.now)
        try tx.audit(AuditEvent("conference.told", conference.id))
        try tx.changed(conference.topic)
        return .redirect(ConferencePaths.messages.path(conference.slug).arrived(reader.key))
    }

    private func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        NoticePages.news(v, conference, try reach(tx, conference), try NoticeQueries.all(tx, of: conference.id), state)
    }

    private func text(_ reader: inout FormReader, _ v: Visit) -> LocalizedText {
        var text = LocalizedText(german: reader.text("text", limit: Notice.limit))
        for language in v.site.languages where language != .german {
            text.byLanguage[language.code] = reader.text("text_\(language)", limit: Notice.limit, isRequired: false).nonEmpty
        }
        return text
    }

    private func reach(_ tx: borrowing Transaction, _ conference: Conference) throws -> Reach {
        let people = Set(try NoticeQueries.audience(tx, of: conference))
        let ways = try MessageQueries.ways(tx, of: people)
        let expected =
            conference.isOver ? 0 : try RegistrationQueries.all(tx, of: conference.id).filter { !$0.isCancelled && $0.id == $0.party }.count
        return Reach(
            byMail: messages.canMail ? ways.count { $0 == .mail } : 0, byHand: ways.count { $0 != .mail || !messages.canMail },
            unreached: max(0, expected - ways.count))
    }
}

/// How many will learn of a notice, and how.
struct Reach: Sendable {
    let byMail: Int
    let byHand: Int
    /// They left no address; the page tells them.
    let unreached: Int
}
