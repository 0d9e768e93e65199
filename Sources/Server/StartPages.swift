internal import Conferences
internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

enum StartPages {
    static func home(_ v: Visit, _ sections: [HomeSection.Writer]) -> Page {
        var page = Page(v.t("home.title")) { h in
            h.element("h1", [.class("visually-hidden")], text: v.text(v.site.name))
            for section in sections { section(&h) }
            h.div(.class("split")) { h in
                h.section(.class("card warm stack")) { h in
                    h.h2(v.t("home.noMail"))
                    h.p(v.t("home.noMailText"))
                    h.p { h in h.a(v.t("conference.haveCard"), .href(IdentityPaths.card.path())) }
                }
                h.section(.class("card stack")) { h in
                    h.h2(v.t("home.about"))
                    h.paragraphs(v.text(v.site.about))
                }
            }
        }
        page.isDemonstration = v.site.isDemonstration
        return page
    }

    static func topics(_ tx: borrowing Transaction) throws -> [Topic] { try ConferenceQueries.live(tx).map { [$0.topic] } ?? [] }

    static func evening(_ v: Visit, _ viewer: Viewer, _ work: [Tile], _ evening: [Tile], topics: [Topic]) -> Page {
        var page = Page(v.t("navigation.evening")) { h in
            h.pageHead(v.t("evening.hello", ["name": viewer.name ?? ""]), lead: v.t("evening.lead"))
            h.div(.class("stack"), .id("abend"), .data("data-live"), .data("data-announce", v.t("evening.changed"))) { h in
                if work.isEmpty && evening.isEmpty { h.empty(v.t("evening.empty"), v.t("evening.emptyText")) }
                if !work.isEmpty {
                    h.section(.class("stack")) { h in
                        h.h2(v.t("evening.work"))
                        h.tiles(work)
                    }
                }
                if !evening.isEmpty {
                    h.section(.class("stack")) { h in
                        h.h2(v.t("evening.yours"))
                        h.tiles(evening)
                    }
                }
            }
        }
        page.topics = topics
        page.isDemonstration = v.site.isDemonstration
        return page
    }

    static func imprint(_ v: Visit) -> Page {
        Page(v.t("navigation.imprint")) { h in
            h.pageHead(v.t("navigation.imprint"))
            h.paragraphs(v.text(v.site.imprint))
        }
    }

    static func privacy(_ v: Visit, _ days: [RetentionRule.Kind: Int]) -> Page {
        Page(v.t("navigation.privacy")) { h in
            h.pageHead(v.t("navigation.privacy"), lead: v.t("privacy.lead"))
            for part in ["privacy.card", "privacy.contact", "privacy.notes", "privacy.votes", "privacy.needs", "privacy.cookies", "privacy.record"]
                as [Wording.Key]
            {
                h.p(v.t(part, Dictionary(uniqueKeysWithValues: days.map { ($0.key.rawValue, $0.value) })))
            }
        }
    }

    static func accessibility(_ v: Visit) -> Page {
        Page(v.t("navigation.accessibility")) { h in
            h.pageHead(v.t("navigation.accessibility"), lead: v.t("accessibility.lead"))
            for part in ["accessibility.state", "accessibility.feedback"] as [Wording.Key] { h.p(v.t(part)) }
        }
    }
}
