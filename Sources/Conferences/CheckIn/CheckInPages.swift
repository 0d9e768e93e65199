internal import Core
internal import HTML
internal import Identity
internal import Web

enum CheckInPages {
    static func list(
        _ v: Visit, _ conference: Conference, _ all: [Registration], _ attendance: Attendance,
        _ pile: BlankCards.Pile?, _ rule: ParticipationRule, _ photos: [ID<Registration>: Bool], _ doubts: [DeskQueries.Doubt], _ state: FormState
    ) -> Page {
        let wanted = (v.query["suche"] ?? "").trimmed
        let found = wanted.isEmpty ? all : all.filter { $0.name.localizedStandardContains(wanted) }
        // Who is still expected stands first: that is whom the desk looks for.
        let rowsInOrder = found.filter { !$0.hasArrived && !$0.isCancelled } + found.filter { $0.hasArrived || $0.isCancelled }
        return Page(v.t("desk.title")) { h in
            h.pageHead(v.t("desk.title"), meta: v.text(conference.name))
            h.p(
                v.t("desk.arrived", ["arrived": attendance.arrived, "confirmed": attendance.confirmed]), .class("lead"), .id("zahl"),
                .data("data-live"))
            DeskPages.besideTheList(&h, v, conference, doubts)
            h.section(.class("card warm stack")) { h in
                h.h2(v.t("desk.walkIn"))
                h.p(Line(rule.sentence(v), v.t("participation.oneVote")), .class("meta"))
                h.postForm(ConferencePaths.walkIn.path(conference.slug), state, v.t) { h in
                    h.field("name", v.t("desk.name"), state, v.t, .make { $0.autocomplete = "off" })
                    h.selection("sprache", v.t("needs.language"), v.site.languages.map { ($0.code, $0.ownName) }, state, v.t)
                    if pile != nil { h.cardNumber(state, v, isOptional: true) }
                    h.submit(v.t("desk.giveCard"))
                }
            }
            h.section(.class("stack")) { h in
                h.h2(v.t("desk.registered"))
                h.element("form", [.action(ConferencePaths.desk.path(conference.slug)), .class("row"), .role("search")]) { h in
                    h.field(
                        "suche", v.t("desk.search"), FormState(FormData([("suche", wanted)])), v.t,
                        .make {
                            $0.type = "search"; $0.autocomplete = "off"
                        })
                    h.button(v.t("desk.find"), .class("button quiet"))
                }
                h.div(.class("stack"), .id("liste"), .data("data-live")) { h in rows(&h, v, conference, rowsInOrder, photos) }
            }
            h.p { h in
                h.a(v.t("badges.title"), .href(ConferencePaths.badges.path(conference.slug)))
                h.text(" · ")
                h.a(v.t("cards.title"), .href(ConferencePaths.cards.path(conference.slug)))
                if let pile { h.text(" · " + v.t("cards.onPile", ["count": pile.count])) }
            }
        }
    }

    private static func rows(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ all: [Registration], _ photos: [ID<Registration>: Bool]) {
        if all.isEmpty { return h.empty(v.t("desk.nobody"), v.t("desk.nobodyText")) }
        h.table(
            v.t("desk.registered"), columns: [v.t("desk.name"), v.t("desk.state"), v.t("desk.card")],
            rows: all.map { registration in
                [
                    { h in h.text(Typed(registration.name)) },
                    { h in
                        h.standing(of: registration, v)
                        if registration.hasArrived && !registration.isAtHome { photoAnswer(&h, v, conference, registration, photos[registration.id]) }
                    },
                    { h in
                        let home = ConferencePaths.homeCard.path(conference.slug, registration.id.description)
                        if registration.isAtHome {
                            h.actionButton(ConferencePaths.arrival.path(conference.slug, registration.id.description), v.t("desk.arrive"))
                            h.a(v.t("homeCard.again"), .class("meta"), .href(home))
                        } else if registration.hasArrived {
                            h.actionButton(
                                ConferencePaths.newCard.path(conference.slug, registration.id.description), v.t("desk.newCard"), class: "plain",
                                confirm: Confirmation(v.t("desk.newCard"), v.t("desk.newCardText"), yes: v.t("desk.newCard"), no: v.t("form.back")))
                        } else if !registration.isCancelled {
                            h.actionButton(ConferencePaths.arrival.path(conference.slug, registration.id.description), v.t("desk.arrive"))
                            h.a(v.t("homeCard.link.short"), .class("meta"), .href(home))
                        }
                    },
                ]
            })
    }

    /// Nobody is in a photograph who has not said yes.
    private static func photoAnswer(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ registration: Registration, _ photos: Bool?) {
        let isYes = photos == true
        h.actionButton(
            ConferencePaths.photos.path(conference.slug, registration.id.description), v.t(isYes ? "device.photosYes" : "desk.photosNo"),
            class: "plain", fields: ["fotos": isYes ? "nein" : "ja"])
    }

    static func card(_ v: Visit, _ conference: Conference, _ card: CardSecrets, of registration: Registration, hasPile: Bool) -> Page {
        let name = registration.name
        let holder = v.in(registration.language)
        return Page(v.t("desk.cardFor", ["name": name])) { h in
            h.div(.class("stack no-print")) { h in
                h.pageHead(v.t("desk.cardFor", ["name": name]), lead: v.t("desk.cardLead"))
                if hasPile { numberForm(&h, v, conference, registration, FormState()) }
            }
            h.div(.class("card-sheet large")) { h in
                h.participationCard(card, holder, conference: holder.text(conference.name), .name(name))
            }
            h.div(.class("row no-print")) { h in
                h.button(v.t("form.print"), .class("button quiet"), .data("data-print"), .hidden(), .type("button"))
                h.a(v.t("desk.next"), .class("button"), .href(ConferencePaths.desk.path(conference.slug)))
            }
        }.framed(.print)
    }

    /// The number that was typed is on no card of the pile.
    static func fromPile(_ v: Visit, _ conference: Conference, _ registration: Registration, _ state: FormState) -> Page {
        Page(v.t("desk.cardFor", ["name": registration.name])) { h in
            h.pageHead(v.t("desk.cardFor", ["name": registration.name]))
            numberForm(&h, v, conference, registration, state)
            h.actionButton(ConferencePaths.newCard.path(conference.slug, registration.id.description), v.t("desk.newCard"), class: "button quiet")
        }
    }

    private static func numberForm(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ registration: Registration, _ state: FormState) {
        h.section(.class("card warm stack")) { h in
            h.h2(v.t("desk.fromPile"))
            h.postForm(ConferencePaths.handOut.path(conference.slug, registration.id.description), state, v.t) { h in
                h.cardNumber(state, v, isOptional: false)
                h.submit(v.t("desk.handOut"))
            }
        }
    }

    static func alreadyHere(_ v: Visit, _ conference: Conference, _ registration: Registration) -> Page {
        Page(v.t("desk.alreadyHere")) { h in
            h.pageHead(v.t("desk.cardFor", ["name": registration.name]))
            h.notice(.warm, v.t("desk.alreadyHere")) { h in
                h.p(v.t("desk.alreadyHereText", ["name": registration.name, "ending": registration.cardEnding ?? "–"]))
            }
            h.div(.class("row")) { h in
                h.a(v.t("desk.next"), .class("button"), .href(ConferencePaths.desk.path(conference.slug)))
                h.actionButton(ConferencePaths.newCard.path(conference.slug, registration.id.description), v.t("desk.newCard"), class: "button quiet")
            }
        }
    }
}

extension Markup {
    fileprivate mutating func cardNumber(_ state: FormState, _ v: Visit, isOptional: Bool) {
        field(
            "nummer", v.t("desk.cardNumber"), state, v.t,
            .make {
                $0.hint = isOptional ? v.t("desk.cardNumberHint") : nil
                $0.isOptional = isOptional
                $0.inputmode = "numeric"
                $0.autocomplete = "off"
            })
    }
}
