internal import Core
internal import HTML
public import Web

public enum IdentityPages {
    /// Signing in with a participation card. With JavaScript the QR code's secret comes out of the address; without, the code is typed.
    static func card(_ v: Visit, _ state: FormState, _ interrupted: Interrupted?, withEmail: Bool, signedIn viewer: Viewer? = nil) -> Page {
        Page(v.t("card.title")) { h in
            h.div(.class("narrow stack")) { h in
                if let name = viewer?.name {
                    h.notice(.warm, v.t("card.second.title", ["name": name])) { h in
                        h.p(v.t("card.second.text"))
                        h.p { h in h.a(v.t("navigation.account"), .href(IdentityPaths.account.path())) }
                    }
                }
                if let interrupted {
                    let wasTyping = !interrupted.form.isEmpty
                    h.notice(.warm, v.t(wasTyping ? "card.ended.title" : "card.needed.title")) { h in
                        h.p(v.t(wasTyping ? "card.ended.text" : "card.needed.text"))
                    }
                }
                h.pageHead(v.t("card.title"), lead: v.t("card.lead"))
                h.postForm(IdentityPaths.cardSignIn.path(), state, v.t, .id("card-form")) { h in
                    h.carry(interrupted)
                    h.input(.type("hidden"), .name("secret"), .value(""))
                    h.secretReady(v.t("card.ready"), v.t("card.signIn"))
                    h.div(.class("stack"), .data("data-card-code")) { h in
                        h.field(
                            "code", v.t("card.code"), state, v.t,
                            .make {
                                $0.hint = v.t("card.codeHint")
                                $0.classes = "code"
                                $0.autocomplete = "off"
                            })
                        h.submit(v.t("card.signIn"))
                        if withEmail, interrupted?.form.isEmpty == false {
                            // Takes what was typed along.
                            h.button(v.t("email.without"), .class("button quiet"), .formaction(IdentityPaths.email.path()))
                        }
                        if interrupted?.form.isEmpty == false {
                            h.button(v.t("passkey.with"), .class("button quiet"), .formaction(IdentityPaths.passkey.path()))
                        }
                    }
                }
                h.p(v.t("card.lost"), .class("meta"))
                if interrupted?.form.isEmpty != false {
                    if withEmail { h.way(v.t("email.without"), IdentityPaths.email.path(), interrupted) }
                    h.way(v.t("passkey.with"), IdentityPaths.passkey.path(), interrupted)
                    if v.site.offersAccounts { h.way(v.t("account.elsewhere.title"), IdentityPaths.providers.path(), interrupted) }
                }
                if interrupted != nil { h.p(v.t("card.staff"), .class("meta")) }
            }
        }.confidential()
    }

    static func link(_ v: Visit, _ state: FormState) -> Page {
        Page(v.t("link.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("link.title"), lead: v.t("link.lead"))
                h.postForm(IdentityPaths.linkSignIn.path(), state, v.t, .id("card-form")) { h in
                    h.input(.type("hidden"), .name("secret"), .value(""))
                    h.secretReady(v.t("link.ready"), v.t("link.signIn"))
                    h.div(.class("stack"), .data("data-card-code")) { h in
                        h.field(
                            "code", v.t("link.key"), state, v.t,
                            .make {
                                $0.hint = v.t("link.keyHint")
                                $0.autocomplete = "off"
                            })
                        h.submit(v.t("link.signIn"))
                    }
                }
                h.way(v.t("passkey.with"), IdentityPaths.passkey.path(), nil)
                if v.site.offersAccounts { h.way(v.t("account.elsewhere.title"), IdentityPaths.providers.path(), nil) }
            }
        }.confidential()
    }

    /// For Web, when a route needs somebody who is signed in.
    public static func signIn(_ v: Visit, _ interrupted: Interrupted?, withEmail: Bool) -> Page {
        card(v, FormState(), interrupted, withEmail: withEmail)
    }
}

extension Markup {
    /// Another way in, for the page where somebody was interrupted.
    fileprivate mutating func way(_ label: String, _ path: Path, _ interrupted: Interrupted?) {
        p { h in h.a(label, .href(interrupted.map { path.query(["weiter": $0.page.text]) } ?? path)) }
    }
}
