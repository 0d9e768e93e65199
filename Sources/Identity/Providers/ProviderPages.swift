internal import Core
internal import HTML
internal import Web

enum ProviderPages {
    static func choose(_ v: Visit, _ providers: [IdentityProvider], wanted: Path?) -> Page {
        Page(v.t("account.elsewhere.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("account.elsewhere.title"), lead: v.t("account.elsewhere.lead"))
                if providers.isEmpty { h.empty(v.t("account.elsewhere.none"), v.t("account.elsewhere.noneText")) }
                for provider in providers {
                    let path = IdentityPaths.provider.path(provider.id.description)
                    h.p { h in
                        h.a(
                            v.t("account.elsewhere.with", ["name": provider.name]), .class("button wide"),
                            .href(wanted.map { path.query(["weiter": $0.text]) } ?? path))
                    }
                }
                h.p { h in h.a(v.t("email.withCard"), .href(IdentityPaths.card.path())) }
            }
        }
    }

    /// Goes on by itself where there is JavaScript; see go.js.
    static func back(_ v: Visit, _ provider: IdentityProvider, isConnecting: Bool) -> Page {
        Page(v.t("account.elsewhere.back")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("account.elsewhere.back"), lead: v.t("account.elsewhere.backLead", ["name": provider.name]))
                // Connecting is confirmed by hand: a foreign link must not do it.
                h.postForm(IdentityPaths.providerSignIn.path(provider.id.description), .data("data-go", isConnecting ? nil : "")) { h in
                    for name in ["code", "state", "iss"] { h.input(.type("hidden"), .name(name), .value(v.query[name] ?? "")) }
                    h.submit(isConnecting ? v.t("account.elsewhere.connect", ["name": provider.name]) : v.t("account.elsewhere.goOn"))
                }
            }
        }.confidential()
    }

    static func problem(_ v: Visit, _ text: String) -> Page {
        Page(v.t("account.elsewhere.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("account.elsewhere.title"))
                h.notice(.bad, v.t("account.elsewhere.problem")) { h in h.p(text) }
                h.p { h in h.a(v.t("account.elsewhere.retry"), .class("button"), .href(IdentityPaths.providers.path())) }
                h.p { h in h.a(v.t("email.withCard"), .href(IdentityPaths.card.path())) }
            }
        }.confidential().at(IdentityPaths.providers.path())
    }

    static func rules(_ v: Visit, _ providers: [IdentityProvider], _ rules: [ProviderRule], _ state: FormState) -> Page {
        Page(v.t("providers.title")) { h in
            h.pageHead(v.t("providers.title"), lead: v.t("providers.lead"))
            if providers.isEmpty { h.empty(v.t("account.elsewhere.none"), v.t("providers.noneText")) }
            for provider in providers {
                h.section(.class("card stack")) { h in
                    h.h2(Typed(provider.name))
                    h.p(Phrase(text: provider.issuer, language: Language("zxx")), .class("meta"))
                    let own = rules.filter { $0.provider == provider.id }
                    if own.isEmpty { h.p(v.t("providers.noRules")) }
                    for rule in own {
                        h.div(.class("row")) { h in
                            h.p(Line(Phrase(text: "\(rule.claim) = \(rule.value)", language: Language("zxx")), v.t(Wording.Key("role", rule.role))))
                            h.actionButton(
                                IdentityPaths.providerRuleRemoval.path(rule.id.description),
                                v.t("providers.remove", ["value": rule.value]), class: "button quiet")
                        }
                    }
                }
            }
            if !providers.isEmpty {
                h.section(.class("card warm stack")) { h in
                    h.h2(v.t("providers.add"))
                    h.postForm(IdentityPaths.providerRules.path(), state, v.t) { h in
                        h.options(
                            v.t("providers.provider"), "radio", providers.map { ("anbieter", $0.id.description, $0.name, nil) },
                            providers.count == 1 && state.values["anbieter"] == nil
                                ? FormState(FormData([("anbieter", providers[0].id.description)]), problems: state.problems) : state)
                        h.field("angabe", v.t("providers.claim"), state, v.t, .make { $0.hint = v.t("providers.claimHint") })
                        h.field("wert", v.t("providers.value"), state, v.t, .make { $0.hint = v.t("providers.valueHint") })
                        h.options(
                            v.t("providers.role"), "radio",
                            RightsRoutes.given.map { ("rolle", $0.rawValue, v.t(Wording.Key("role", $0)), v.t(Wording.Key("roleHint", $0))) }, state)
                        h.submit(v.t("providers.save"))
                    }
                }
            }
            h.p { h in h.a(v.t("form.back"), .href(IdentityPaths.rights.path())) }
        }
    }
}
