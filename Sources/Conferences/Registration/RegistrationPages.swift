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
                    companions(&h, v, state)
                    NeedsForm.write(&h, v, conference, state, days: days[.needs] ?? 0)
                    ContactForm.write(&h, v, state, days: days[.contacts] ?? 0)
                    h.options(
                        v.t("registration.photos"), "checkbox",
                        [("fotos", "ja", v.t("registration.photosYes"), v.t("registration.photosHint"))], state)
                    h.participationDeclaration(rule, state, v)
                    trap(&h, v, state)
                    h.submit(v.t(isFull ? "registration.wait" : "registration.send"))
                }
                h.p(v.t("registration.privacy", ["count": days[.participants] ?? 0]), .class("meta"))
                h.p(.class("meta")) { h in
                    h.a(v.t("registration.find"), .href(ConferencePaths.findRegistration.path(conference.slug)))
                }
            }
        }
    }

    /// Most come alone: for them it stays closed.
    static func companions(_ h: inout Markup, _ v: Visit, _ state: FormState) {
        let isOpen = ["weitere", "namen"].contains { !(state.values[$0] ?? "").isEmpty || state.problem($0) != nil }
        h.details(.openState(isOpen)) { h in
            h.summary(v.t("registration.notAlone"))
            h.div(.class("stack")) { h in
                h.field(
                    "weitere", v.t("registration.companions"), state, v.t,
                    .make {
                        $0.isOptional = true; $0.inputmode = "numeric"
                    })
                h.field(
                    "namen", v.t("registration.companionNames"), state, v.t,
                    .make {
                        $0.isOptional = true; $0.rows = 3; $0.hint = v.t("registration.companionNamesHint")
                    })
                h.p(v.t("registration.companionsNeeds"), .class("meta"))
            }
        }
    }

    /// A field that no person sees or reaches, and that machines fill.
    private static func trap(_ h: inout Markup, _ v: Visit, _ state: FormState) {
        // A person whose browser filled it in can empty it.
        if state.problem("webseite") != nil { return h.field("webseite", v.t("registration.trapLabel"), state, v.t) }
        h.div(.class("visually-hidden"), .ariaHidden) { h in
            h.label(.for("webseite")) { $0.text(v.t("registration.trapLabel")) }
            h.input(.type("text"), .name("webseite"), .id("webseite"), .autocomplete("off"), .tabindex(-1))
        }
    }

    static func tooLate(_ v: Visit, _ conference: Conference) -> Page {
        Page(v.t("registration.closed")) { h in
            h.pageHead(v.t("registration.closed"), lead: v.t("registration.closedText"))
            h.p { h in h.a(v.t("conference.more"), .class("button"), .href(ConferencePaths.show.path(conference.slug))) }
        }
    }
}
