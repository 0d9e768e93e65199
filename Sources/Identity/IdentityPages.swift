internal import Core
internal import Foundation
internal import HTML
public import Web

public enum IdentityPages {
    /// Signing in with a participation card. With JavaScript the QR code's secret comes out of the address; without, the code is typed.
    static func card(_ v: Visit, _ state: FormState, _ interrupted: Interrupted?, signedIn viewer: Viewer? = nil) -> Page {
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
                    h.cardReady(v.t("card.ready"), v.t("card.signIn"))
                    h.div(.class("stack"), .data("data-card-code")) { h in
                        h.field(
                            "code", v.t("card.code"), state, v.t,
                            .make {
                                $0.hint = v.t("card.codeHint")
                                $0.classes = "code"
                                $0.autocomplete = "off"
                            })
                        h.submit(v.t("card.signIn"))
                    }
                }
                h.p(v.t("card.lost"), .class("meta"))
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
                    h.cardReady(v.t("link.ready"), v.t("link.signIn"))
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
            }
        }.confidential()
    }

    /// For Web, when a route needs somebody who is signed in.
    public static func signIn(_ v: Visit, _ interrupted: Interrupted?) -> Page { card(v, FormState(), interrupted) }
}

extension Markup {
    fileprivate mutating func carry(_ interrupted: Interrupted?) {
        guard let interrupted else { return }
        input(.type("hidden"), .name("weiter"), .value(interrupted.page.text))
        if !interrupted.form.isEmpty {
            input(.type("hidden"), .name("getippt"), .value(Data(interrupted.form.urlEncoded.utf8).base64EncodedString()))
        }
    }

    fileprivate mutating func cardReady(_ text: String, _ button: String) {
        div(.class("stack"), .data("data-card-ready"), .hidden()) { h in
            h.p { h in
                h.text(text + " …")
                h.element("b", [.data("data-card-tail")]) { _ in }
            }
            h.submit(button)
        }
    }
}
