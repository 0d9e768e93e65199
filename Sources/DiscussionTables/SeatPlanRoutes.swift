internal import Conferences
internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// Who sits where, for those who lead people to their seats.
enum SeatPlanRoutes {
    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        .page(try page(tx, v, try ConferenceQueries.conference(tx, slug: v["conference"]), v.state()))
    }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        SeatPlanPages.show(
            v, conference, try DiscussionTableQueries.tables(tx, of: conference.id), try SeatPlanQueries.present(tx, at: conference.id), state
        ).watching(conference.topic).demonstration(conference.isDemonstration)
    }

    /// Everybody who is in the hall and has no table gets one.
    @Sendable static func distribute(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard !conference.isOver else { throw Refusal.notFound }
        try SeatPlanQueries.lock(tx, DiscussionTableQueries.tables(tx, of: conference.id))
        let guests = try SeatPlanQueries.present(tx, at: conference.id).filter { $0.table == nil }
            .map { SeatPlan.Guest(person: $0.person, language: $0.language) }
        // Counted again under the lock.
        try SeatPlanQueries.sit(tx, SeatPlan.assign(guests, to: DiscussionTableQueries.tables(tx, of: conference.id)), at: conference.id)
        try tx.changed(conference.topic)
        return .redirect(DiscussionTablePaths.seatPlan.path(conference.slug))
    }

    /// One person, by hand.
    @Sendable static func sit(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard !conference.isOver else { throw Refusal.notFound }
        var reader = FormReader(v)
        let present = try SeatPlanQueries.present(tx, at: conference.id)
        let guest = present.first { $0.person.description == v.form["gast"] }
        let table = try DiscussionTableQueries.tables(tx, of: conference.id).first { "\($0.number)" == v.form["tisch"] }
        if guest == nil { reader.fail("gast", v.t("seatPlan.noGuest")) }
        if table == nil { reader.fail("tisch", v.t("seatPlan.noTable")) }
        if let guest, let table, try !DiscussionTableQueries.sit(tx, guest.person, at: table, of: conference.id) {
            reader.fail("tisch", v.t("table.fullText"))
        }
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        try tx.changed(conference.topic)
        return .redirect(DiscussionTablePaths.seatPlan.path(conference.slug))
    }
}

enum SeatPlanPages {
    fileprivate static func missing(_ v: Visit, _ without: Int) -> String {
        without > 0 ? v.t("seatPlan.without", ["count": without]) : v.t("seatPlan.complete")
    }

    static func show(
        _ v: Visit, _ conference: Conference, _ tables: [DiscussionTable], _ present: [SeatPlanQueries.Present], _ state: FormState
    ) -> Page {
        let without = present.count { $0.table == nil }
        let byName = present.sorted { $0.name.localizedStandardCompare($1.name) == .orderedAscending }
        return Page(v.t("seatPlan.title")) { h in
            h.div(.class("stack no-print")) { h in
                h.pageHead(v.t("seatPlan.title"), meta: v.text(conference.name), lead: v.t("seatPlan.lead"))
                h.div(.class("row")) { h in
                    h.button(v.t("form.print"), .class("button quiet"), .data("data-print"), .hidden(), .type("button"))
                }
            }
            if tables.isEmpty { return h.empty(v.t("table.none"), v.t("table.noneText")) }
            if !conference.isOver && !present.isEmpty { seating(&h, v, conference, tables, byName, without, state) }
            h.div(.class("stack"), .id("plan"), .data("data-live")) { h in
                if present.isEmpty { return h.empty(v.t("seatPlan.nobody"), v.t("seatPlan.nobodyText")) }
                h.table(
                    v.t("seatPlan.byName"), columns: [v.t("seatPlan.name"), v.t("seatPlan.table")],
                    rows: byName.map { guest in
                        [
                            { $0.text(Typed(guest.name)) },
                            { $0.text(guest.table.map { v.t("table.number", ["number": $0]) } ?? v.t("seatPlan.none")) },
                        ]
                    })
                h.div(.class("split")) { h in
                    for table in tables { self.table(&h, v, table, byName.filter { $0.table == table.number }) }
                }
            }
        }.framed(.print).confidential()
    }

    private static func seating(
        _ h: inout Markup, _ v: Visit, _ conference: Conference, _ tables: [DiscussionTable], _ guests: [SeatPlanQueries.Present], _ without: Int,
        _ state: FormState
    ) {
        h.section(.class("card warm stack no-print")) { h in
            h.h2(missing(v, without))
            if without > 0 {
                h.p(v.t("seatPlan.distributeText"))
                h.actionButton(DiscussionTablePaths.seatPlan.path(conference.slug), v.t("seatPlan.distribute"))
            }
            h.element("details", []) { h in
                h.summary(v.t("seatPlan.byHand"))
                h.postForm(DiscussionTablePaths.seating.path(conference.slug), state, v.t) { h in
                    h.selection("gast", v.t("seatPlan.name"), guests.map { ($0.person.description, $0.name) }, state, v.t)
                    h.selection(
                        "tisch", v.t("seatPlan.table"),
                        tables.map { ("\($0.number)", v.t("table.picture", ["number": $0.number, "taken": $0.taken, "seats": $0.seats])) }, state, v.t
                    )
                    h.button(v.t("seatPlan.sit"), .class("button quiet"))
                }
            }
        }
    }

    private static func table(_ h: inout Markup, _ v: Visit, _ table: DiscussionTable, _ guests: [SeatPlanQueries.Present]) {
        h.section(.class("card stack")) { h in
            h.div(.class("row")) { h in
                h.trusted(Symbol.drawing(table.number))
                h.div { h in
                    h.h2(v.t("table.number", ["number": table.number]))
                    h.p(v.t("table.picture", ["number": table.number, "taken": table.taken, "seats": table.seats]), .class("meta"))
                }
            }
            h.languageTags(table.languages)
            if guests.isEmpty { return h.p(v.t("seatPlan.empty"), .class("meta")) }
            h.ul { h in for guest in guests { h.li(Typed(guest.name)) } }
        }
    }

    /// For whoever stands at the door or leads the evening.
    @Sendable static func duties(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        guard let live = try ConferenceQueries.live(tx) else { return [] }
        let present = try SeatPlanQueries.present(tx, at: live.id)
        let without = present.count { $0.table == nil }
        return [
            Tile(
                title: v.t("seatPlan.title"), detail: present.isEmpty ? v.t("seatPlan.nobody") : SeatPlanPages.missing(v, without),
                path: DiscussionTablePaths.seatPlan.path(live.slug))
        ]
    }
}
