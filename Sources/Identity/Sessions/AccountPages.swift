internal import Core
internal import HTML
internal import Mail
internal import Web

enum AccountPages {
    /// The ways in that somebody has made for themselves, or could.
    struct Ways: Sendable {
        let withEmail: Bool
        let address: EmailAddress?
        let passkeys: Int
        let providers: [IdentityProvider]
        let linked: Set<ID<IdentityProvider>>
    }

    static func account(
        _ v: Visit, _ viewer: Viewer, _ devices: [SignedInDevice], _ others: [HouseholdMember], _ ways: Ways?
    ) -> Page {
        Page(v.t("navigation.account")) { h in
            h.pageHead(v.t("navigation.account"), lead: v.t("account.lead"))
            h.section(.class("card stack")) { h in
                h.h2(v.t("account.who"))
                var facts: [(any Words, any Words)] = [(v.t("account.name"), Typed(viewer.name ?? ""))]
                if let ending = viewer.cardEnding { facts.append((v.t("account.card"), v.t("shell.card", ["ending": ending]))) }
                let roles = viewer.roles.sorted { $0.rawValue < $1.rawValue }
                if !roles.isEmpty { facts.append((v.t("account.roles"), roles.map { v.t(Wording.Key("role", $0)) }.joined(separator: ", "))) }
                h.facts(facts)
            }
            h.section(.class("card stack")) { h in
                h.h2(v.t("account.shared"))
                h.p(v.t("account.sharedText"))
                h.div(.class("row")) { h in
                    for other in others {
                        // By name and card: two of a family may be called the same.
                        h.actionButton(
                            IdentityPaths.change.path(other.session.description),
                            v.t("account.goOnAs", ["name": other.name, "ending": other.cardEnding]), class: "button quiet")
                    }
                    h.a(v.t("account.addCard"), .class("button quiet"), .href(IdentityPaths.card.path()))
                }
            }
            if let ways {
                if ways.withEmail { h.section(.class("card stack")) { h in email(&h, v, ways.address) } }
                h.section(.class("card stack")) { h in passkeys(&h, v, ways.passkeys) }
                if !ways.providers.isEmpty { h.section(.class("card stack")) { h in accounts(&h, v, ways) } }
            }
            h.section(.class("card stack")) { h in
                h.h2(v.t("personal.title"))
                h.p(v.t("personal.lead"))
                h.p { h in h.a(v.t("personal.open"), .class("button quiet"), .href(WellKnownPaths.ownData.path())) }
            }
            h.section(.class("stack")) { h in
                h.h2(v.t("account.devices"))
                h.p(v.t("account.devicesText"))
                for device in devices { row(&h, device, v, isThis: device.id == viewer.session) }
                if devices.count > 1 {
                    h.actionButton(
                        IdentityPaths.otherSessions.path(), v.t("account.endOthers"), class: "button quiet",
                        confirm: Confirmation(
                            v.t("account.endOthersQuestion"), v.t("account.endOthersText"), yes: v.t("account.endOthers"), no: v.t("form.back")))
                }
            }
        }.confidential()
    }

    private static func passkeys(_ h: inout Markup, _ v: Visit, _ count: Int) {
        h.h2(v.t("passkey.own"))
        h.p(v.t("passkey.ownLead"))
        if count > 0 { h.p(v.t("passkey.count", ["count": count]), .class("meta")) }
        h.p { h in
            h.a(v.t(count > 0 ? "passkey.change" : "passkey.add"), .class("button quiet"), .href(IdentityPaths.ownPasskeys.path()))
        }
    }

    private static func accounts(_ h: inout Markup, _ v: Visit, _ ways: Ways) {
        h.h2(v.t("account.elsewhere.own"))
        h.p(v.t("account.elsewhere.ownLead"))
        for provider in ways.providers {
            if ways.linked.contains(provider.id) {
                h.actionButton(
                    IdentityPaths.providerRemoval.path(provider.id.description), v.t("account.elsewhere.disconnect", ["name": provider.name]),
                    class: "button quiet",
                    confirm: Confirmation(
                        v.t("account.elsewhere.disconnectQuestion"), v.t("account.elsewhere.disconnectText"),
                        yes: v.t("account.elsewhere.disconnect", ["name": provider.name]), no: v.t("form.back")))
            } else {
                h.p { h in
                    h.a(
                        v.t("account.elsewhere.connect", ["name": provider.name]), .class("button quiet"),
                        .href(IdentityPaths.ownProvider.path(provider.id.description)))
                }
            }
        }
    }

    private static func email(_ h: inout Markup, _ v: Visit, _ address: EmailAddress?) {
        h.h2(v.t("email.own"))
        h.p(v.t("email.ownLead"))
        guard let address else {
            h.p { h in h.a(v.t("email.add"), .class("button quiet"), .href(IdentityPaths.ownEmail.path())) }
            return
        }
        h.p { h in h.text(Phrase(text: address.text, language: .english)) }
        h.div(.class("row")) { h in
            h.a(v.t("email.change"), .class("button quiet"), .href(IdentityPaths.ownEmail.path()))
            h.actionButton(
                IdentityPaths.emailRemoval.path(), v.t("email.remove"), class: "button quiet",
                confirm: Confirmation(
                    v.t("email.removeQuestion"), v.t("email.removeText"), yes: v.t("email.remove"), no: v.t("form.back")))
        }
    }

    private static func row(_ h: inout Markup, _ device: SignedInDevice, _ v: Visit, isThis: Bool) {
        h.article(.class("card stack tight")) { h in
            h.div(.class("row")) { h in
                // Names of products: the same in every language, and written from left to right.
                h.h3(device.name.map { Phrase(text: $0, language: .english) } ?? Phrase(text: v.t("account.unknownDevice"), language: nil))
                if isThis { h.tag(v.t("account.thisDevice"), .good) }
            }
            let since = v.t("time.clock", ["time": v.dates.time(device.since)])
            h.p(
                Line(v.t("account.since", ["day": v.dates.day(device.since)]), since, device.proof.map { v.t(Wording.Key("account.by", $0)) }),
                .class("meta"))
            // Of this one the menu signs out, with everybody who shares it.
            if !isThis {
                let name = device.name ?? v.t("account.unknownDevice")
                h.actionButton(
                    IdentityPaths.endSession.path(device.id.description),
                    v.t("account.endThis", ["device": name, "time": v.dates.time(device.since)]), class: "button quiet")
            }
        }
    }
}
