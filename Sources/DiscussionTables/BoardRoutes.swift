internal import Conferences
internal import Core
internal import Database
internal import HTML
internal import Web

/// The moderator's board: rounds and clock, tables, and what may leave them.
enum BoardRoutes {
    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let tables = try DiscussionTableQueries.tables(tx, of: conference.id)
        let rounds = try DiscussionTableQueries.rounds(tx, of: conference.id)
        let notes = try NoteQueries.all(tx, of: conference.id)
        let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
        return .page(
            BoardPages.show(v, conference, tables, rounds, notes, attendance).watching(conference.topic)
                .demonstration(conference.isDemonstration))
    }

    @Sendable static func openRound(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, round) = try round(tx, v)
        if conference.isLive && round.openedAt == nil {
            // One round at a time: opening the next closes the one before.
            if let running = try DiscussionTableQueries.rounds(tx, of: conference.id).running { try DiscussionTableQueries.close(tx, running) }
            try DiscussionTableQueries.open(tx, round, at: v.now)
            try tx.audit(AuditEvent("round.opened", round.id))
            try tx.changed(conference.topic)
        }
        return .redirect(DiscussionTablePaths.board.path(conference.slug))
    }

    @Sendable static func closeRound(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, round) = try round(tx, v)
        if round.isRunning {
            try DiscussionTableQueries.close(tx, round)
            try tx.audit(AuditEvent("round.closed", round.id))
            try tx.changed(conference.topic)
        }
        return .redirect(DiscussionTablePaths.board.path(conference.slug))
    }

    private static func round(_ tx: borrowing Transaction, _ v: Visit) throws -> (Conference, Round) {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let found = try DiscussionTableQueries.rounds(tx, of: conference.id).first { "\($0.number)" == v["round"] }
        guard let found else { throw Refusal.notFound }
        return (conference, found)
    }

    @Sendable static func release(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let note = try v.id("note", of: Note.self)
        try NoteQueries.release(tx, note, of: conference.id)
        try tx.audit(AuditEvent("note.released", note))
        try tx.changed(conference.topic)
        return .redirect(DiscussionTablePaths.board.path(conference.slug).fragment("notizen"))
    }

    @Sendable static func withdraw(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let note = try v.id("note", of: Note.self)
        try NoteQueries.withdraw(tx, note, of: conference.id)
        try tx.audit(AuditEvent("note.withdrawn", note))
        try tx.changed(conference.topic)
        return .redirect(DiscussionTablePaths.board.path(conference.slug).fragment("notizen"))
    }
}

enum BoardPages {
    static func show(
        _ v: Visit, _ conference: Conference, _ tables: [DiscussionTable], _ rounds: [Round], _ notes: [Note], _ attendance: Attendance
    ) -> Page {
        let waiting = notes.filter { !$0.isReleased }
        let released = notes.filter(\.isReleased)
        return Page(v.t("board.title")) { h in
            h.pageHead(v.t("board.title"), meta: v.text(conference.name), lead: v.t("board.arrived", ["count": attendance.arrived]))
            h.section(.class("card stack"), .id("runden"), .data("data-live")) { h in
                h.h2(v.t("board.rounds"))
                if let ends = rounds.running?.endsAt { h.clock(until: ends, v) }
                h.element("ol", [.class("steps")]) { h in
                    for round in rounds {
                        h.li(.current(round.isRunning ? "step" : nil)) { h in h.text(v.text(round.title)) }
                    }
                }
                h.div(.class("row")) { h in
                    if let next = rounds.upcoming, conference.isLive {
                        h.actionButton(
                            DiscussionTablePaths.roundOpening.path(conference.slug, "\(next.number)"),
                            v.t("round.open", ["number": next.number, "minutes": next.minutes]),
                            confirm: Confirmation(
                                v.t("round.openQuestion", ["number": next.number]),
                                rounds.running.map { v.t("round.openEnds", ["running": $0.number]) } ?? v.t("round.openText"),
                                yes: v.t("round.open", ["number": next.number, "minutes": next.minutes]), no: v.t("form.back")))
                    }
                    if let running = rounds.running {
                        h.actionButton(
                            DiscussionTablePaths.roundClosing.path(conference.slug, "\(running.number)"),
                            v.t("round.close", ["number": running.number]), class: "button quiet",
                            confirm: Confirmation(
                                v.t("round.closeQuestion", ["number": running.number]), v.t("round.closeText"),
                                yes: v.t("round.close", ["number": running.number]), no: v.t("form.back")))
                    }
                }
            }
            h.section(.class("stack"), .id("tische"), .data("data-live")) { h in
                h.h2(v.t("table.all"))
                h.ul(.class("tiles")) { h in
                    for table in tables {
                        h.li { h in
                            h.a(.class("tile"), .href(DiscussionTablePaths.show.path(conference.slug, "\(table.number)"))) { h in
                                h.trusted(RoundTable.drawing(seats: table.seats, taken: table.taken, number: table.number))
                                h.span { h in
                                    h.strong(v.text(table.topic))
                                    h.small(v.t("board.table", ["taken": table.taken, "seats": table.seats, "notes": table.noteCount]))
                                }
                            }
                        }
                    }
                }
            }
            h.section(.class("stack"), .id("notizen"), .data("data-live")) { h in
                h.h2(v.t("board.notes"))
                h.p(v.t("board.notesText"), .class("meta"))
                if waiting.isEmpty { h.notice(.good, v.t("board.nothingWaits")) }
                list(&h, v, conference, waiting, DiscussionTablePaths.release, v.t("board.release"))
                if !released.isEmpty {
                    h.details { h in
                        h.summary(v.t("board.released", ["count": released.count]))
                        list(&h, v, conference, released, DiscussionTablePaths.withdrawal, v.t("board.withdraw"))
                    }
                }
            }
        }
    }

    private static func list(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ notes: [Note], _ action: PathTemplate, _ label: String) {
        if notes.isEmpty { return }
        h.ul(.class("notes")) { h in
            for note in notes {
                h.li { h in
                    h.note(note, v, withTable: true) { h in
                        h.actionButton(action.path(conference.slug, note.id.description), label, class: "button quiet")
                    }
                }
            }
        }
    }
}
