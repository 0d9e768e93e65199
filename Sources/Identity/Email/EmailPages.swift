internal import Core
internal import HTML
internal import Mail
internal import Web

enum EmailPages {
    enum Step {
        case asking
        /// A message is on its way, to this address where it is known.
        case waiting(EmailAddress?)
    }

    static func signIn(_ v: Visit, _ state: FormState, _ step: Step, _ interrupted: Interrupted?) -> Page {
        Page(v.t("email.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("email.title"), lead: v.t("email.lead"))
                h.postForm(IdentityPaths.emailConfirmation.path(), state.only("code"), v.t, .id("card-form")) { h in
                    h.carry(interrupted)
                    h.input(.type("hidden"), .name("secret"), .value(""))
                    h.secretReady(v.t("email.ready"), v.t("email.signIn"))
                    if case .waiting(let address) = step {
                        h.div(.class("stack"), .data("data-card-code")) { h in
                            h.sent(v, address)
                            h.codeField(v, state)
                            h.submit(v.t("email.signIn"))
                        }
                    }
                }
                ask(&h, v, state, IdentityPaths.email.path(), step, interrupted)
                h.p(v.t("email.noAddress"), .class("meta"))
                h.p { h in h.a(v.t("email.withCard"), .href(IdentityPaths.card.path())) }
            }
        }.confidential()
    }

    static func own(_ v: Visit, _ state: FormState, _ step: Step, _ address: EmailAddress?) -> Page {
        Page(v.t("email.own")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("email.own"), lead: v.t("email.ownLead"))
                if let address { h.facts([(v.t("email.address"), Phrase(text: address.text, language: .english))]) }
                if case .waiting(let address) = step {
                    h.postForm(IdentityPaths.ownEmailConfirmation.path(), state.only("code"), v.t) { h in
                        h.sent(v, address)
                        h.codeField(v, state)
                        h.submit(v.t("email.confirm"))
                    }
                }
                ask(&h, v, state, IdentityPaths.ownEmail.path(), step, nil)
                h.p { h in h.a(v.t("form.back"), .href(IdentityPaths.account.path())) }
            }
        }.confidential()
    }

    /// Folded away while a message is on its way.
    private static func ask(_ h: inout Markup, _ v: Visit, _ state: FormState, _ path: Path, _ step: Step, _ interrupted: Interrupted?) {
        let form: (inout Markup) -> Void = { h in
            h.postForm(path, state.only("adresse"), v.t) { h in
                h.carry(interrupted)
                h.field(
                    "adresse", v.t("email.address"), state, v.t,
                    .make {
                        $0.type = "email"
                        $0.autocomplete = "email"
                        $0.inputmode = "email"
                    })
                h.submit(v.t("email.send"))
            }
        }
        switch step {
        case .asking: form(&h)
        case .waiting:
            h.element("details", []) { h in
                h.element("summary", [], text: v.t("email.again"))
                h.div(.class("stack")) { h in form(&h) }
            }
        }
    }
}

extension Markup {
    fileprivate mutating func sent(_ v: Visit, _ address: EmailAddress?) {
        notice(.good, v.t("email.sent")) { h in
            if let address { h.p { h in h.text(Phrase(text: address.text, language: .english)) } }
            h.p(v.t("email.sentText"))
        }
    }

    fileprivate mutating func codeField(_ v: Visit, _ state: FormState) {
        field(
            "code", v.t("email.code"), state, v.t,
            .make {
                $0.hint = v.t("email.codeHint")
                $0.classes = "code"
                $0.autocomplete = "one-time-code"
                $0.inputmode = "numeric"
            })
    }
}

extension FormState {
    /// Of two forms on a page, each lists its own mistakes.
    func only(_ field: String) -> FormState {
        var state = self
        state.problems = problems.filter { $0.field == field }
        return state
    }
}
