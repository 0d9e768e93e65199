internal import Core
internal import Database
internal import HTML
internal import Web

enum BadgeRoutes {
    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let guests = try RegistrationQueries.all(tx, of: conference.id).filter { !$0.isCancelled && !$0.isAtHome && $0.standing != .waiting }
        let photos = try DeskQueries.photos(tx, of: conference)
        return .page(
            BadgePages.sheet(v, conference, guests.map { BadgePages.Badge(name: $0.name, isInPhotos: photos[$0.id] ?? false) })
                .demonstration(conference.isDemonstration))
    }
}

/// Names to be worn, ten to a sheet. Whoever has not said that they may be in photographs wears a mark that a photographer sees from afar.
enum BadgePages {
    struct Badge: Sendable {
        let name: String
        let isInPhotos: Bool
    }

    private static let perSheet = 10

    static func sheet(_ v: Visit, _ conference: Conference, _ badges: [Badge]) -> Page {
        Page(v.t("badges.title")) { h in
            h.div(.class("stack no-print")) { h in
                h.pageHead(v.t("badges.title"), meta: v.text(conference.name), lead: v.t("badges.lead"))
                h.div(.class("row")) { h in
                    h.button(v.t("form.print"), .class("button"), .data("data-print"), .hidden(), .type("button"))
                    h.a(v.t("cards.back"), .href(ConferencePaths.desk.path(conference.slug)))
                }
            }
            h.div(.class("card-sheet")) { h in
                for badge in badges { self.badge(&h, v, conference, badge) }
                // The rest of the last sheet, or a whole one: for those who come without having said so.
                for _ in 0..<(perSheet - badges.count % perSheet) { self.badge(&h, v, conference, nil) }
            }
        }.framed(.print).confidential()
    }

    private static func badge(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ badge: Badge?) {
        h.article(.class("participation-card badge")) { h in
            h.header { h in
                h.trusted(RoundTable.mark)
                h.p { h in h.strong(v.text(conference.name)) }
            }
            // On an empty one somebody writes with a pen, and sticks the mark on.
            h.p(.class("badge-name" + size(badge?.name ?? ""))) { h in if let badge { h.span(Typed(badge.name)) } }
            if let badge, !badge.isInPhotos {
                h.p(.class("no-photos")) { h in
                    h.trusted(noPhotos)
                    h.text(v.t("badges.noPhotos"))
                }
            }
        }
    }

    /// Eighty characters have to fit, and "Ayşe" is to be read across a table.
    private static func size(_ name: String) -> String { name.count > 40 ? " longest" : name.count > 16 ? " long" : "" }

    /// A camera, crossed out: understood without reading, and without telling red from green.
    static let noPhotos = TrustedHTML(
        literal: """
            <svg viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="22"/><path d="M12 18h6l3-4h6l3 4h6v16H12Z"/>\
            <circle class="lens" cx="24" cy="25" r="5"/><path d="m9 39 30-30"/></svg>
            """)
}
