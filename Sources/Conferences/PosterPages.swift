internal import Core
internal import HTML
internal import Identity
internal import Web

/// A poster for the wall of a school or a shop: what, when, where, and the way to the page, in the languages of the council.
enum PosterPages {
    static func poster(_ v: Visit, _ conference: Conference, _ offers: [Offer]) -> Page {
        let german = v.in(.german)
        let page = ConferencePaths.show.path(conference.slug)
        return Page(v.t("poster.title")) { h in
            h.div(.class("stack no-print")) { h in
                h.pageHead(v.t("poster.title"), lead: v.t("poster.lead"))
                h.div(.class("row")) { h in
                    h.button(v.t("form.print"), .class("button"), .data("data-print"), .hidden(), .type("button"))
                    h.a(v.t("form.back"), .class("button quiet"), .href(page))
                }
            }
            h.article(.class("poster stack"), .lang("de"), .dir("ltr")) { h in
                h.p(Line(german.text(v.site.name), german.text(conference.name)))
                let motto = german.text(conference.motto)
                // All of it on one sheet, the code too.
                h.h2(motto, .class("motto" + (motto.text.count > 90 ? " longest" : motto.text.count > 45 ? " long" : "")))
                h.p(.class("when")) { h in h.strong(when(german, conference)) }
                h.p(Line(Typed(conference.venueName), Typed(conference.venueAddress)))
                for other in v.site.languages where other != .german {
                    let reader = v.in(other)
                    h.section(.class("other"), .lang(other.code), .dir(other.isRightToLeft ? "rtl" : "ltr")) { h in
                        h.p { h in h.strong(reader.text(conference.motto)) }
                        h.p(when(reader, conference))
                    }
                }
                if !offers.isEmpty {
                    h.p(
                        Line(
                            offers.prefix(6).map { offer in
                                let own = german.text(offer.description)
                                return own.text.isEmpty ? german.t(Wording.Key("offer", offer.kind)) : own.text
                            }.joined(separator: " · ")), .class("meta"))
                }
                if let drawing = QRCode.drawing(v.site.origin + page.text, label: german.t("poster.qr")) {
                    h.div(.class("qr")) { $0.trusted(drawing) }
                }
                h.p(v.site.address(of: page), .dir("ltr"))
                h.p(german.t("registration.noMail"), .class("meta"))
            }
        }.framed(.print)
    }

    private static func when(_ v: Visit, _ conference: Conference) -> Line {
        Line(
            v.dates.longDay(conference.startsAt),
            v.t("time.fromTo", ["from": v.dates.time(conference.startsAt), "to": v.dates.time(conference.endsAt)]))
    }
}
