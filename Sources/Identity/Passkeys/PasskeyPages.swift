internal import Core
internal import HTML
internal import Web

enum PasskeyPages {
    /// - Parameter isNeeded: somebody came in by another way, for whom that is not enough.
    static func signIn(_ v: Visit, _ state: FormState, _ interrupted: Interrupted?, isNeeded: Bool = false) -> Page {
        Page(v.t("passkey.title")) { h in
            h.div(.class("narrow stack")) { h in
                if isNeeded { h.notice(.warm, v.t("passkey.needed")) { h in h.p(v.t("passkey.neededText")) } }
                h.pageHead(v.t("passkey.title"), lead: v.t("passkey.lead"))
                h.ceremony(
                    v, state.only("passkey"), IdentityPaths.passkeySignIn.path(), question: IdentityPaths.passkeyQuestion.path(),
                    button: v.t("passkey.signIn"), interrupted)
                h.element("details", [.openState(state.problem("code") != nil)]) { h in
                    h.element("summary", [], text: v.t("recovery.lost"))
                    h.div(.class("stack")) { h in
                        h.postForm(IdentityPaths.recovery.path(), state.only("code"), v.t) { h in
                            h.carry(interrupted)
                            h.field(
                                "code", v.t("recovery.code"), state, v.t,
                                .make {
                                    $0.hint = v.t("recovery.hint")
                                    $0.classes = "code"
                                    $0.autocomplete = "off"
                                })
                            h.submit(v.t("recovery.signIn"))
                        }
                        h.p(v.t("recovery.none"), .class("meta"))
                    }
                }
                h.p { h in h.a(v.t("email.withCard"), .href(IdentityPaths.card.path())) }
            }
        }.confidential().at(IdentityPaths.passkey.path())
    }

    static func own(_ v: Visit, _ state: FormState, _ passkeys: [OwnPasskey], codesLeft: Int, isAdmin: Bool) -> Page {
        Page(v.t("passkey.own")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("passkey.own"), lead: v.t("passkey.ownLead"))
                if isAdmin && passkeys.isEmpty { h.notice(.warm, v.t("passkey.adminFirst")) { h in h.p(v.t("passkey.adminFirstText")) } }
                h.section(.class("card warm stack")) { h in
                    h.h2(v.t("passkey.add"))
                    h.p(v.t("passkey.addText"))
                    h.ceremony(
                        v, state, IdentityPaths.ownPasskeys.path(), question: IdentityPaths.newPasskeyQuestion.path(), button: v.t("passkey.make"),
                        nil)
                }
                for (index, passkey) in passkeys.enumerated() { row(&h, v, passkey, number: index + 1, isLast: passkeys.count == 1, isAdmin) }
                if !passkeys.isEmpty {
                    h.section(.class("card stack")) { h in
                        h.h2(v.t("recovery.title"))
                        h.p(v.t("recovery.left", ["count": codesLeft]))
                        h.p(v.t("recovery.text"))
                        h.actionButton(
                            IdentityPaths.recoveryCodes.path(), v.t("recovery.make"), class: "button quiet",
                            confirm: Confirmation(
                                v.t("recovery.makeQuestion"), v.t("recovery.makeText"), yes: v.t("recovery.make"), no: v.t("form.back")))
                    }
                }
                h.p { h in h.a(v.t("form.back"), .href(IdentityPaths.account.path())) }
            }
        }.confidential()
    }

    private static func row(_ h: inout Markup, _ v: Visit, _ passkey: OwnPasskey, number: Int, isLast: Bool, _ isAdmin: Bool) {
        h.article(.class("card stack tight")) { h in
            h.div(.class("row")) { h in
                // Names of products: the same in every language, and written from left to right.
                h.h3(passkey.device.map { Phrase(text: $0, language: .english) } ?? Phrase(text: v.t("account.unknownDevice"), language: nil))
                if passkey.isSynced { h.tag(v.t("passkey.synced")) }
            }
            h.p(
                Line(
                    v.t("passkey.since", ["day": v.dates.day(passkey.since)]),
                    passkey.usedAt.map { v.t("passkey.used", ["day": v.dates.day($0)]) } ?? v.t("passkey.unused")), .class("meta"))
            h.actionButton(
                IdentityPaths.passkeyRemoval.path(passkey.id.description), v.t("passkey.remove", ["number": number]), class: "button quiet",
                confirm: Confirmation(
                    v.t("passkey.removeQuestion"),
                    v.t(isLast ? (isAdmin ? "passkey.removeLastAdmin" : "passkey.removeLast") : "passkey.removeText"),
                    yes: v.t("passkey.remove", ["number": number]), no: v.t("form.back")))
        }
    }

    static func codes(_ v: Visit, _ codes: [RecoveryCode], isFirst: Bool) -> Page {
        Page(v.t("recovery.title")) { h in
            if isFirst { h.notice(.good, v.t("passkey.added")) }
            h.pageHead(v.t("recovery.title"), lead: v.t("recovery.lead"))
            h.section(.class("card stack")) { h in
                h.p(Line(v.text(v.site.name), v.dates.day(v.now)), .class("meta"))
                h.ul(.class("recovery-codes code"), .dir("ltr"), .data("translate", "no")) { h in
                    for code in codes { h.li { h in for group in code.groups { h.span(group) } } }
                }
            }
            h.div(.class("row")) { h in
                h.button(v.t("form.print"), .class("button"), .type("button"), .data("data-print"), .hidden())
                h.a(v.t("recovery.done"), .class("button quiet"), .href(IdentityPaths.ownPasskeys.path()))
            }
        }.confidential().at(IdentityPaths.ownPasskeys.path())
    }
}

extension Markup {
    /// A form that the browser's own dialog fills; see passkey.js. Where there is none, it says so.
    fileprivate mutating func ceremony(
        _ v: Visit, _ state: FormState, _ action: Path, question: Path, button: String, isNew: Bool = false, _ interrupted: Interrupted?
    ) {
        p(v.t("passkey.unable"), .class("meta"), .data("data-passkey-unable"))
        for problem in state.problems { notice(.bad, problem.message) }
        postForm(
            action, .data("data-passkey", question.text), .data("data-refused", v.t(isNew ? "passkey.refusedNew" : "passkey.refused")),
            .data("data-known", v.t("passkey.known")),
            .data("data-failed", v.t("passkey.failed")), .hidden()
        ) { h in
            h.carry(interrupted)
            h.input(.type("hidden"), .name("passkey"), .value(""))
            h.p("", .class("error"), .role("alert"), .hidden())
            h.submit(button)
        }
    }
}
