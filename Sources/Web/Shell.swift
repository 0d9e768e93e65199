internal import Core
internal import Database
internal import HTML

/// What surrounds the content of a page: head, who and where, menu, foot.
struct Shell {
    let house: House
    let visit: Visit
    let viewer: Viewer?
    /// Of the session for which the page is made.
    let token: SessionToken?

    func render(_ page: Page) -> [UInt8] {
        var h = Markup()
        let who = viewer?.person.map { FormMark.of($0) }
        if let token, let person = viewer?.person { h.formMark = (FormMark.field, FormMark(token, person).text) }
        h.text("")
        h.trusted(TrustedHTML(literal: "<!doctype html>"))
        h.html(.lang(visit.language.code), .dir(visit.language.isRightToLeft ? "rtl" : "ltr"), .data("data-who", who)) { h in
            h.head { head(&$0, page) }
            switch page.frame {
            case .standard, .print: h.body { standard(&$0, page) }
            case .hall: h.body(.class("hall")) { h in page.body(&h) }
            }
        }
        return h.bytes
    }

    private func head(_ h: inout Markup, _ page: Page) {
        let theme = Theme(hue: visit.site.hue)
        h.meta(.charset("utf-8"))
        h.title(page.title + " – " + visit.text(visit.site.name).text)
        h.meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
        h.meta(.name("theme-color"), .content(theme.light["card"]!.hex), .media("(prefers-color-scheme: light)"))
        h.meta(.name("theme-color"), .content(theme.dark["card"]!.hex), .media("(prefers-color-scheme: dark)"))
        if !page.topics.isEmpty {
            let topics = page.topics.map { "thema=" + Path.encode($0.name) }.joined(separator: "&")
            h.meta(
                .name("live"), .content("\(LiveStreams.template.path().text)?\(topics)"),
                // The page that a form has answered with cannot be asked for where it stands.
                .data("data-page", address(page) == visit.path && visit.resumption == nil ? nil : address(page).text))
        }
        h.link(.rel("stylesheet"), .href(house.assets.theme(hue: visit.site.hue)))
        h.link(.rel("stylesheet"), .href(house.assets.path("look.css")))
        h.link(.rel("icon"), .type("image/svg+xml"), .href(house.assets.path("mark.svg")))
        h.element("script", [.type("module"), .src(house.assets.path("main.js"))]) { _ in }
    }

    private func address(_ page: Page) -> Path { page.address ?? visit.address }

    private func standard(_ h: inout Markup, _ page: Page) {
        let t = visit.t
        h.a(t("shell.skip"), .class("skip"), .href(Path.here("inhalt")))
        h.header(.class("top")) { h in
            if page.isDemonstration { h.p(t("shell.demonstration"), .class("banner")) }
            h.div(.class("page row")) { h in
                h.a(.class("name"), .href("/")) { h in
                    h.trusted(RoundTable.mark)
                    h.span { h in
                        h.text(visit.text(visit.site.name))
                        h.small(visit.text(visit.site.claim))
                    }
                }
                menu(&h)
                languages(&h, of: address(page))
            }
        }
        h.main(.id("inhalt"), .class("page stack"), .tabindex(-1)) { h in
            switch visit.resumption {
            case .signedIn?: h.notice(.warm, t("form.resumed")) { h in h.p(t("form.resumedText")) }
            case .otherPerson?:
                h.notice(.warm, t("form.otherPerson", ["name": viewer?.name ?? ""])) { h in h.p(t("form.otherPersonText")) }
            case nil: break
            }
            page.body(&h)
        }
        foot(&h)
    }

    private func menu(_ h: inout Markup) {
        let held = viewer?.isSignedIn == true ? viewer?.roles : nil
        let items = house.modules.flatMap(\.navigation).filter { $0.permission.allows(held) }.sorted { $0.order < $1.order }
        h.nav(.class("menu"), .label(visit.t("shell.pages"))) { h in
            h.ul { h in
                for item in items {
                    let isHere = visit.path == item.path || visit.path.text.hasPrefix(item.path.text + "/")
                    h.li { h in
                        h.a(.href(item.path), .current(isHere ? "page" : nil)) { h in
                            if let icon = item.icon { h.trusted(icon) }
                            h.span(visit.t(item.label), .class(item.icon == nil ? nil : "visually-hidden"))
                        }
                    }
                }
                who(&h)
            }
        }
    }

    private func languages(_ h: inout Markup, of page: Path) {
        if visit.site.languages.count < 2 { return }
        h.nav(.class("drop"), .label(visit.t("shell.language"))) { h in
            h.details { h in
                h.summary { h in
                    h.trusted(Self.globe)
                    h.text(visit.language.ownName)
                }
                h.ul { h in
                    for language in visit.site.languages where language != visit.language {
                        h.li { h in
                            h.a(
                                language.ownName, .lang(language.code), .dir(language.isRightToLeft ? "rtl" : "ltr"), .hreflang(language.code),
                                .href(page.query(["sprache": language.code])))
                        }
                    }
                }
            }
        }
    }

    private static let globe = TrustedHTML(
        literal: """
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/>\
            <path d="M3 12h18M12 3c5 5 5 13 0 18-5-5-5-13 0-18"/></svg>
            """)

    private func who(_ h: inout Markup) {
        guard let viewer, viewer.isSignedIn else { return }
        h.li(.class("me drop")) { h in
            h.details { h in
                h.summary { h in
                    h.trusted(Self.person)
                    if let ending = viewer.cardEnding {
                        h.span(visit.t("shell.card", ["ending": ending]), .class("one-line"))
                    } else {
                        h.span(Typed(viewer.name ?? ""), .class("one-line"))
                    }
                }
                h.element("form", [.post, .action(house.signOut), .data("data-sign-out")]) { h in
                    h.p(Typed(viewer.name ?? ""))
                    h.p { h in h.a(visit.t("navigation.account"), .href(WellKnownPaths.account.path())) }
                    h.button(visit.t("shell.signOut"), .class("button quiet"))
                }
            }
        }
    }

    private static let person = TrustedHTML(
        literal: """
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="8" r="4"/><path d="M4 21c1-6 15-6 16 0"/></svg>
            """)

    private func foot(_ h: inout Markup) {
        h.footer(.class("foot")) { h in
            h.div(.class("page")) { h in
                h.nav(.label(visit.t("shell.legal"))) { h in
                    h.ul { h in
                        for item in house.footer { h.li { h in h.a(visit.t(item.label), .href(item.path)) } }
                    }
                }
                h.p(visit.text(visit.site.name))
            }
        }
    }
}
