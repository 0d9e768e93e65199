internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Mail
internal import Web

/// Lets messages leave by mail: what one says is composed when it goes, from how things stand then.
struct MessagePost: Sendable {
    /// So much a day for one address, and so many first messages an hour for a council: an address may be somebody else's, and they have
    /// not asked for anything. What is more waits.
    static let messagesADay = 5
    static let firstMessagesAnHour = 600

    let houseKey: HouseKey
    let outbox: Outbox
    let voice: Voice

    func send(_ tx: borrowing Transaction, _ job: Job, _ now: Date) throws {
        guard let id = ID<NewMessage>(job.subject), let message = try MessageQueries.message(tx, id), !message.isHandled else { return }
        let contact = message.contact
        guard !contact.isStopped, case .mail(let address)? = ContactSeal(houseKey: houseKey).open(contact, of: job.tenant) else { return }
        let sent = try MessageQueries.sent(tx, mac: contact.mac)
        if sent.toAddress >= Self.messagesADay { return tx.enqueue(MessageQueries.kind, subject: job.subject, at: now.addingTimeInterval(86_400)) }
        if message.kind == .registered, sent.first >= Self.firstMessagesAnHour {
            return tx.enqueue(MessageQueries.kind, subject: job.subject, at: now.addingTimeInterval(3600))
        }
        guard let v = voice.visit(job.tenant, in: message.language, at: now) else { throw JobFailure("this server does not know the council yet") }
        let conference = try ConferenceQueries.conference(tx, id: message.conference)
        let registration = try RegistrationQueries.first(tx, of: message.person, at: conference.id)
        let party = try registration.map { try RegistrationQueries.party(tx, of: $0, at: conference.id) } ?? []
        let notice = try ID<Notice>(message.occasion).flatMap { try NoticeQueries.notice(tx, $0) }
        // What it is about has changed meanwhile: there is nothing to say, or another message says it.
        guard let letter = MessageLetters(v, conference, message, party, notice).letter(byName: false) else {
            return try MessageQueries.noteSent(tx, id, by: nil)
        }
        let mail = try outbox.put(tx, letter, hours: 48)
        try outbox.address(tx, mail, to: address, of: message.person, minutes: 48 * 60, at: now)
        try MessageQueries.noteSent(tx, id, by: mail)
    }
}
