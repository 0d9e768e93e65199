internal import Core
internal import Foundation
internal import HTML
internal import Identity
internal import Web

enum MessagePages {
    static func list(_ v: Visit, _ conference: Conference, _ messages: [OpenMessage], done: StoredMessage?) -> Page {
        Page(v.t("messages.title")) { h in
            h.div(.class("stack no-print")) { h in
                h.pageHead(v.t("messages.title"), meta: v.text(conference.name), lead: v.t("messages.lead"))
                if let done {
                    h.notice(.good, v.t("messages.done", ["name": done.name])) { h in
                        h.actionButton(
                            ConferencePaths.message.path(conference.slug, done.id.description), v.t("messages.undo"), class: "plain",
                            fields: ["doch": "ja"])
                    }
                }
                if messages.isEmpty { h.empty(v.t("messages.none"), v.t("messages.noneText")) }
                for message in messages { entry(&h, v, conference, message) }
                if messages.contains(where: { $0.contact.way == .letter }) {
                    h.button(v.t("messages.printLetters"), .class("button quiet"), .data("data-print"), .hidden(), .type("button"))
                }
                h.p { h in h.a(v.t("notice.news"), .href(ConferencePaths.news.path(conference.slug))) }
                h.p { h in h.a(v.t("office.registrations"), .href(ConferencePaths.registrations.path(conference.slug))) }
            }
            for message in messages where message.contact.way == .letter { letter(&h, v, conference, message) }
        }.framed(.print).confidential()
    }

    static func stop(_ v: Visit, isStopped: Bool) -> Page {
        Page(v.t("contact.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("contact.messages"), lead: v.t(isStopped ? "contact.stopped" : "contact.stopText"))
                if isStopped {
                    h.actionButton(v.path, v.t("contact.startAgain"), class: "button quiet", fields: ["wieder": "ja"])
                } else {
                    h.actionButton(v.path, v.t("contact.stop"))
                }
            }
        }.confidential()
    }

    private static func entry(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ open: OpenMessage) {
        let reader = open.letters.v
        guard let text = open.letters.short() else { return }
        h.section(.class("card stack")) { h in
            h.h2(Typed(open.message.name))
            h.p(.class("row")) { h in
                h.tag(v.t(Wording.Key("message.kind", open.message.kind)), .warm)
                switch open.contact {
                case .phone(let number):
                    if let call = ExternalURL(calling: number) { h.a(Phrase(text: number, language: Language("zxx")), .href(call)) }
                case .letter(let lines): h.span(Typed(lines.replacing("\n", with: ", ")))
                case .mail(let address): h.span(Phrase(text: address.text, language: Language("zxx")))
                }
            }
            if case .phone(let number) = open.contact {
                h.div(.class("note lines")) { h in
                    h.p(text, .lang(reader.language.code), .dir(reader.language.isRightToLeft ? "rtl" : "ltr"))
                }
                h.div(.class("row")) { h in
                    if let message = ExternalURL(messaging: number, text) { h.a(v.t("messages.write"), .class("button quiet"), .href(message)) }
                    h.button(
                        v.t("messages.copy"), .class("button quiet"), .type("button"), .hidden(), .data("data-copy", text),
                        .data("data-copied", v.t("messages.copied")))
                }
            }
            h.actionButton(
                ConferencePaths.message.path(conference.slug, open.message.id.description), v.t("messages.handled"), class: "button quiet")
        }
    }

    /// Many write their name above their address anyway.
    private static func address(_ open: OpenMessage) -> String {
        let lines = open.contact.text
        return lines.localizedStandardContains(open.message.name) ? lines : open.message.name + "\n" + lines
    }

    private static func letter(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ open: OpenMessage) {
        guard let letter = open.letters.letter(byName: true) else { return }
        h.letter(v, for: open.letters.v, to: address(open)) { h in
            h.h2(letter.subject)
            for paragraph in letter.paragraphs { h.p(paragraph, .dir("auto")) }
            if let link = letter.link {
                h.p(link.lead)
                h.p(.class("row")) { h in
                    if let drawing = QRCode.drawing(link.address, label: link.label) { h.div(.class("qr single")) { $0.trusted(drawing) } }
                    h.span(Phrase(text: link.address, language: Language("zxx")))
                }
            }
            for line in letter.footer { h.p(line, .class("meta")) }
        }
    }
}
