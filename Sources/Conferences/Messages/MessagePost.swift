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
        let notice = try ID<Notice>(message.occasion).flatMap { try NoticeQueries.notice(tx, $0) }
        try MessageQueries.noteSent(tx, id)
        // What it is about has changed meanwhile: there is nothing to say, or another message says it.
        guard let letter = MessageLetters(v, conference, message, party, notice).letter() else { return }
        let mail = try outbox.put(tx, letter, hours: 48)
        try outbox.address(tx, mail, to: address, of: message.person, minutes: 48 * 60, at: now)
    }
}
