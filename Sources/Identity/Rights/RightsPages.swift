internal import Core
internal import HTML
internal import Web

enum RightsPages {
    static func index(_ v: Visit, _ staff: [StaffMember], _ viewer: Viewer, _ state: FormState) -> Page {
        Page(v.t("rights.title")) { h in
            h.pageHead(v.t("rights.title"), lead: v.t("rights.lead"))
            h.div(.class("row")) { h in
                h.a(v.t("rights.overview"), .href(WellKnownPaths.permissions.path()))
                h.a(v.t("participation.title"), .href(IdentityPaths.participation.path()))
                h.a(v.t("providers.title"), .href(IdentityPaths.providerRules.path()))
            }
            h.section(.class("card warm stack")) { h in
                h.h2(v.t("rights.invite"))
                h.postForm(IdentityPaths.rights.path(), state, v.t) { h in
                    h.field("name", v.t("rights.name"), state, v.t, .make { $0.autocomplete = "off" })
                    h.roles(v, state)
                    h.submit(v.t("rights.makeLink"))
                }
            }
            h.section(.class("stack")) { h in
                h.h2(v.t("rights.staff"))
                for member in staff {
                    h.article(.class("card stack tight")) { h in
                        h.h3(Typed(member.name))
                        h.p(.class("row")) { h in
                            for role in RightsRoutes.given where member.roles.contains(role) { h.tag(v.t(Wording.Key("role", role))) }
                        }
                        if member.id == viewer.person {
                            h.p(v.t("rights.yourself"), .class("meta"))
                        } else {
                            h.p { h in
                                h.a(.href(IdentityPaths.rightsOf.path(member.id.description))) { h in
                                    h.text(v.t("rights.change", ["name": member.name]))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    static func edit(_ v: Visit, _ member: StaffMember, _ state: FormState) -> Page {
        Page(v.t("rights.of", ["name": member.name])) { h in
            h.pageHead(v.t("rights.of", ["name": member.name]), lead: v.t("rights.signsOut"))
            h.postForm(IdentityPaths.rightsOf.path(member.id.description), state, v.t) { h in
                h.roles(v, state)
                h.submit(v.t("rights.save"))
            }
            h.section(.class("card stack")) { h in
                h.h2(v.t("rights.newLink"))
                h.p(v.t("rights.newLinkText"))
                h.actionButton(IdentityPaths.newLink.path(member.id.description), v.t("rights.makeLink"), class: "button quiet")
            }
            h.section(.class("card stack")) { h in
                h.h2(v.t("rights.revoke"))
                h.p(v.t("rights.revokeText"))
                h.actionButton(
                    IdentityPaths.revocation.path(member.id.description), v.t("rights.revokeAll"), class: "button danger",
                    confirm: Confirmation(
                        v.t("rights.revokeQuestion", ["name": member.name]), v.t("rights.revokeText"), yes: v.t("rights.revokeAll"),
                        no: v.t("form.back")))
            }
            h.p { h in h.a(v.t("form.back"), .href(IdentityPaths.rights.path())) }
        }
    }

    /// The only page that ever shows this link; hence no redirect to it.
    static func link(_ v: Visit, name: String, secret: String) -> Page {
        let address = SignInLink.address(origin: v.site.origin, secret: secret)
        return Page(v.t("rights.linkFor", ["name": name])) { h in
            h.pageHead(v.t("rights.linkFor", ["name": name]), lead: v.t("rights.linkLead"))
            h.section(.class("card stack")) { h in
                h.p(address, .class("code"), .dir("ltr"), .data("translate", "no"))
                if let drawing = QRCode.drawing(address, label: v.t("card.qr")) { h.div(.class("qr single")) { $0.trusted(drawing) } }
            }
            h.p { h in h.a(v.t("rights.done"), .class("button"), .href(IdentityPaths.rights.path())) }
        }.confidential()
    }
}

extension Markup {
    fileprivate mutating func roles(_ v: Visit, _ state: FormState) {
        options(
            v.t("account.roles"), "checkbox",
            RightsRoutes.given.map { ("rolle", $0.rawValue, v.t(Wording.Key("role", $0)), v.t(Wording.Key("roleHint", $0))) }, state)
    }
}
