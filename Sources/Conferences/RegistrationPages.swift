internal import Core
internal import HTML
internal import Identity
internal import Web

enum RegistrationPages {
    static func form(
        _ v: Visit, _ conference: Conference, isFull: Bool, _ rule: ParticipationRule, _ days: [RetentionRule.Kind: Int], _ state: FormState
    ) -> Page {
        Page(v.t("registration.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(
                    v.t("registration.title"), meta: Line(v.text(conference.name), v.dates.longDay(conference.startsAt)),
                    lead: v.t("registration.lead"))
                if isFull { h.notice(.warm, v.t("registration.fullTitle")) { h in h.p(v.t("registration.fullText")) } }
                h.postForm(
                    ConferencePaths.registration.path(conference.slug), state, v.t, .data("data-keep", "anmeldung-\(conference.slug)"),
                    .data("data-kept-text", v.t("form.kept"))
                ) { h in
                    h.field(
                        "name", v.t("registration.name"), state, v.t,
                        .make {
                            $0.hint = v.t("registration.nameHint")
                            $0.autocomplete = "nickname"
                        })
                    h.selection("sprache", v.t("registration.language"), v.site.languages.map { ($0.code, $0.ownName) }, state, v.t)
                    needs(&h, v, state, days: days[.needs] ?? 0)
                    h.options(
                        v.t("registration.photos"), "checkbox",
                        [("fotos", "ja", v.t("registration.photosYes"), v.t("registration.photosHint"))], state)
                    h.participationDeclaration(rule, state, v)
                    h.submit(v.t(isFull ? "registration.wait" : "registration.send"))
                }
                h.p(v.t("registration.privacy", ["count": days[.participants] ?? 0]), .class("meta"))
            }
        }
    }

    /// What people need in order to come; nothing of it is asked for twice, and all of it may be left out.
    static func needs(_ h: inout Markup, _ v: Visit, _ state: FormState, days: Int) {
        h.section(.class("card stack")) { h in
            h.h2(v.t("registration.needs"))
            h.p(v.t("registration.needsText", ["count": days]), .class("meta"))
            h.selection(
                "dolmetschen", v.t("registration.interpreter"),
                [("", v.t("registration.noInterpreter"))] + Interpreting.languages.map { ($0.code, $0.ownName) }, state, v.t,
                .make { $0.isOptional = true })
            h.options(
                v.t("registration.also"), "checkbox",
                [
                    ("gebaerden", "ja", v.t("offer.sign_language"), nil),
                    ("stufenlos", "ja", v.t("registration.stepFree"), nil),
                ], state)
            h.field(
                "kinder", v.t("registration.children"), state, v.t,
                .make {
                    $0.isOptional = true; $0.inputmode = "numeric"; $0.hint = v.t("registration.childrenHint")
                })
            h.selection(
                "essen", v.t("registration.food"),
                [("", v.t("registration.anyFood"))] + Needs.Food.allCases.map { ($0.rawValue, v.t(Wording.Key("food", $0))) }, state, v.t,
                .make { $0.isOptional = true })
            h.field(
                "sonst", v.t("registration.remark"), state, v.t,
                .make {
                    $0.isOptional = true; $0.rows = 2; $0.limit = Needs.remarkLimit
                })
        }
    }

    static func confirmation(_ v: Visit, _ conference: Conference, _ registration: Registration) -> Page {
        Page(v.t("registration.done")) { h in
            h.div(.class("narrow stack")) { h in
                h.p(.hidden(), .data("data-kept-done", "anmeldung-\(conference.slug)")) { _ in }
                h.div(.class("stack"), .id("stand"), .data("data-live")) { h in
                    standing(&h, v, registration)
                }
                h.section(.class("card stack")) { h in
                    h.h2(v.text(conference.motto))
                    h.facts([
                        (
                            v.t("conference.when"),
                            Line(v.dates.longDay(conference.startsAt), v.t("time.clock", ["time": v.dates.time(conference.startsAt)]))
                        ),
                        (v.t("conference.doors"), v.t("time.clock", ["time": v.dates.time(conference.doorsAt)])),
                        (v.t("conference.where"), Line(Typed(conference.venueName), Typed(conference.venueAddress))),
                        (v.t("registration.name"), Typed(registration.name)),
                    ])
                    h.p(v.t("registration.atTheDoor"))
                }
                h.p(v.t("registration.keepPage"), .class("meta"))
                h.div(.class("row")) { h in
                    h.button(v.t("form.print"), .class("button quiet"), .data("data-print"), .hidden(), .type("button"))
                    if !registration.isCancelled && !registration.hasArrived {
                        h.actionButton(
                            ConferencePaths.cancellation.path(conference.slug, registration.reference), v.t("registration.cancel"),
                            class: "button quiet",
                            confirm: Confirmation(
                                v.t("registration.cancelQuestion"), v.t("registration.cancelText"), yes: v.t("registration.cancel"),
                                no: v.t("form.back")))
                    }
                    h.a(v.t("registration.another"), .class("plain"), .href(ConferencePaths.registration.path(conference.slug)))
                }
            }
        }
    }

    private static func standing(_ h: inout Markup, _ v: Visit, _ registration: Registration) {
        h.element("h1", [.class("visually-hidden")], text: v.t("registration.done"))
        if registration.isCancelled {
            h.notice(.warm, v.t("registration.cancelled")) { h in h.p(v.t("registration.cancelledText")) }
        } else if registration.standing == .waiting {
            h.notice(.warm, v.t("registration.waiting")) { h in
                h.p(v.t("registration.waitingText", ["count": registration.waitingPosition]))
            }
        } else {
            h.notice(.good, v.t("registration.confirmed", ["name": registration.name])) { h in h.p(v.t("registration.confirmedText")) }
        }
    }

    static func tooLate(_ v: Visit, _ conference: Conference) -> Page {
        Page(v.t("registration.closed")) { h in
            h.pageHead(v.t("registration.closed"), lead: v.t("registration.closedText"))
            h.p { h in h.a(v.t("conference.more"), .class("button"), .href(ConferencePaths.show.path(conference.slug))) }
        }
    }
}
