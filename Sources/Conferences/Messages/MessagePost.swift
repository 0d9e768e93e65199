internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Mail
internal import Web

/// Lets messages leave by mail: what one says is composed when it goes, from how things stand then.
struct MessagePost: Sendable {
    /// So many confirmations a day for one address: it may be somebody else's, and they have not asked for any.
    static let confirmationsADay = 5

    let houseKey: HouseKey
    let outbox: Outbox
    let voice: Voice

    func send(_ tx: borrowing Transaction, _ job: Job, _ now: Date) throws {
        guard let id = ID<NewMessage>(job.subject), let message = try MessageQueries.message(tx, id), !message.isHandled else { return }
        let contact = message.contact
        guard !contact.isStopped, case .mail(let address)? = ContactSeal(houseKey: houseKey).open(contact, of: job.tenant) else { return }
        if message.kind == .registered, try MessageQueries.countToday(tx, .registered, mac: contact.mac) >= Self.confirmationsADay { return }
        guard let v = voice.visit(job.tenant, in: message.language, at: now) else { throw JobFailure("this server does not know the council yet") }
        let conference = try ConferenceQueries.conference(tx, id: message.conference)
        let registration = try RegistrationQueries.first(tx, of: message.person, at: conference.id)
        let party = try registration.map { try RegistrationQueries.party(tx, of: $0, at: conference.id) } ?? []
        try MessageQueries.noteSent(tx, id)
        // What it is about has changed meanwhile: there is nothing to say, or another message says it.
        guard let letter = MessageLetters.letter(v, message.kind, conference, name: message.name, party: party) else { return }
        let mail = try outbox.put(tx, letter, hours: 48)
        try outbox.address(tx, mail, to: address, of: message.person, minutes: 48 * 60, at: now)
    }
}

/// What the messages say, in the reader's language: the same by mail, on paper, and in a line for a messenger.
enum MessageLetters {
    /// Nil when there is nothing to say any more.
    static func letter(_ v: Visit, _ kind: NewMessage.Kind, _ conference: Conference, name: String, party: [Registration]) -> Letter? {
        guard let first = party.first else { return nil }
        guard let news = news(v, kind, party) else { return nil }
        let page = v.site.origin + ConferencePaths.confirmation.path(conference.slug, first.reference).text
        return Letter(
            v, subject: v.t(Wording.Key("message.subject", kind), ["conference": v.text(conference.name).text]),
            paragraphs: [v.t("message.hello", ["name": name]), news, evening(v, conference)],
            link: Letter.Link(lead: v.t("message.linkLead"), label: v.t("message.link"), address: page),
            footer: [v.t("message.why"), v.t("message.number", ["number": RegistrationNumber.groups(first.reference)])],
            unsubscribe: Letter.Link(lead: "", label: v.t("message.unsubscribe"), address: page + "#nachrichten"))
    }

    /// For a messenger or the telephone: everything in a few lines.
    static func short(_ v: Visit, _ kind: NewMessage.Kind, _ conference: Conference, name: String, party: [Registration]) -> String? {
        guard let first = party.first, let news = news(v, kind, party) else { return nil }
        let page = v.site.origin + ConferencePaths.confirmation.path(conference.slug, first.reference).text
        return [v.t("message.hello", ["name": name]), news, evening(v, conference), page].joined(separator: "\n")
    }

    private static func evening(_ v: Visit, _ conference: Conference) -> String {
        v.t(
            "message.evening",
            [
                "conference": v.text(conference.name).text, "day": v.dates.longDay(conference.startsAt), "time": v.dates.time(conference.startsAt),
                "venue": conference.venueName, "address": conference.venueAddress,
            ])
    }

    private static func news(_ v: Visit, _ kind: NewMessage.Kind, _ party: [Registration]) -> String? {
        let there = party.filter { !$0.isCancelled }
        switch kind {
        case .registered:
            let (seats, waiting) = (there.count { $0.standing == .confirmed }, there.count { $0.standing == .waiting })
            if seats > 0 && waiting > 0 { return v.t("message.registeredPartly", ["seats": seats, "waiting": waiting]) }
            if waiting > 0 { return v.t("message.registeredWaiting") }
            return seats > 0 ? v.t("message.registered", ["count": seats]) : nil
        case .seat: return there.contains { $0.standing == .confirmed } ? v.t("message.seat") : nil
        case .offer:
            guard let end = there.compactMap(\.offeredUntil).max() else { return nil }
            return v.t("message.offer", ["day": v.dates.longDay(end), "time": v.dates.time(end)])
        case .lapsed: return party.contains { $0.cancelledBecause == .lapsed } ? v.t("message.lapsed") : nil
        }
    }
}
