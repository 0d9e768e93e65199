internal import Core
internal import Foundation
internal import HTML
internal import Web

// The words of this page are for developers and stand here, not in the catalogue.
enum MailboxPages {
    struct Received: Sendable {
        let id: ID<Letter>
        let letter: Letter
        let recipient: EmailAddress
        let at: Date
    }

    static func all(_ v: Visit, _ mails: [Received]) -> Page {
        Page("Werkstatt: Postfach") { h in
            h.pageHead("Postfach", lead: "Was sonst als E-Mail hinausginge. Diese Seite gibt es nur in der Entwicklung.")
            if mails.isEmpty { h.empty("Noch nichts da", "Sobald jemand eine E-Mail bekommt, liegt sie hier.") }
            for mail in mails {
                h.article(.class("card stack tight"), .lang(mail.letter.language.code), .dir(mail.letter.language.isRightToLeft ? "rtl" : "ltr")) {
                    h in
                    h.h2(mail.letter.subject)
                    h.p(Line(Phrase(text: mail.recipient.text, language: .english), v.dates.time(mail.at)), .class("meta"))
                    for paragraph in mail.letter.paragraphs { h.p(paragraph) }
                    if let code = mail.letter.code { h.p(code.characters, .class("code"), .dir("ltr")) }
                    if let link = mail.letter.link, let address = ExternalURL(link.address) {
                        h.p { h in h.a(.class("button"), .href(address)) { $0.text(link.label) } }
                    }
                    for paragraph in mail.letter.footer { h.p(paragraph, .class("meta")) }
                    if let unsubscribe = mail.letter.unsubscribe, let address = ExternalURL(unsubscribe.address) {
                        h.p { h in h.a(unsubscribe.label, .href(address)) }
                    }
                    h.p { h in
                        h.a(.href(MailModule.mailbox.path().query(["nachricht": mail.id.description])), .lang("de")) {
                            $0.text("So geht sie über die Leitung")
                        }
                    }
                }
            }
        }
    }
}
