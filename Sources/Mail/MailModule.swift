internal import Core
internal import Database
internal import HTML
public import Web

public enum MailModule {
    /// On a developer's machine only: what would have left the house.
    static let mailbox: PathTemplate = "/werkstatt/postfach"

    public static func make(_ outbox: Outbox?) -> Module {
        var module = Module("mail")
        module.personalData = [PersonalData("mails", "person_id", .days(10))]
        guard let outbox else { return module }
        module.jobs = [
            JobWork(Outbox.kind, .outside { database, job, now in try await outbox.send(database, job, now) }),
            JobWork("mail-retention", every: .night, .inside { tx, _, _ in try MailQueries.forgetExpired(tx) }),
        ]
        if case .mailbox = outbox.way {
            module.routes = [.get(mailbox, for: .everyone) { tx, v in try show(v, try received(tx, outbox)) }]
        }
        return module
    }

    /// All of them, or one as it goes over the wire.
    private static func show(_ v: Visit, _ mails: [MailboxPages.Received]) throws -> Answer {
        guard let id = v.query["nachricht"].flatMap({ ID<Letter>($0) }) else { return .page(MailboxPages.all(v, mails)) }
        guard let mail = mails.first(where: { $0.id == id }), let sender = EmailAddress("mitreden@example.org") else { throw Refusal.notFound }
        let format = MessageFormat(letter: mail.letter, sender: sender, recipient: mail.recipient, id: id.description, date: mail.at)
        return .bytes(format.bytes, type: "message/rfc822")
    }

    private static func received(_ tx: borrowing Transaction, _ outbox: Outbox) throws -> [MailboxPages.Received] {
        let tenant = try tx.viewer.tenant
        return try MailQueries.kept(tx).map { mail in
            MailboxPages.Received(
                id: mail.id, letter: try outbox.opened(mail.letter, mail.id, of: tenant),
                recipient: try outbox.recipient(mail.recipient, mail.id, of: tenant), at: mail.at)
        }
    }
}
