internal import Conferences
internal import Core
internal import Database
internal import HTML
internal import Web

enum TableRoutes {
    @Sendable static func index(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(try overview(tx, v, conference, isFull: false))
    }

    private static func overview(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, isFull: Bool) throws -> Page {
        let tables = try DiscussionTableQueries.tables(tx, of: conference.id)
        let viewer = try tx.viewer
        let seat = try DiscussionTableQueries.seat(tx, of: viewer.person, at: conference.id)
        let maySit = try conference.isLive && isHere(tx, viewer, conference)
        return TablePages.index(v, conference, tables, seat: seat, maySit: maySit, isFull: isFull)
            .watching(conference.topic).demonstration(conference.isDemonstration)
    }

    private static func isHere(_ tx: borrowing Transaction, _ viewer: Viewer, _ conference: Conference) throws -> Bool {
        guard let person = viewer.person else { return false }
        return try RegistrationQueries.isPresent(tx, person, at: conference.id)
    }

    @Sendable static func sit(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let table = try DiscussionTableQueries.table(tx, number: v["table"], of: conference.id)
        let viewer = try tx.viewer
        guard conference.isLive, let person = viewer.person, try isHere(tx, viewer, conference) else { throw Refusal.notFound }
        guard try DiscussionTableQueries.sit(tx, person, at: table, of: conference.id) else {
            return .again(try overview(tx, v, conference, isFull: true).at(DiscussionTablePaths.index.path(conference.slug)))
        }
        try tx.changed(conference.topic)
        return .redirect(DiscussionTablePaths.show.path(conference.slug, "\(table.number)"))
    }

    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let table = try DiscussionTableQueries.table(tx, number: v["table"], of: conference.id)
        // Whoever has come and does not sit here (yet) sees all tables and can sit down.
        if conference.isLive, try !place(tx, conference, table).mayRead, try isHere(tx, tx.viewer, conference) {
            return .redirect(DiscussionTablePaths.index.path(conference.slug))
        }
        return .page(try page(tx, v, conference, table, v.state(or: FormData([("art", "idea"), ("sprache", v.language.code)]))))
    }

    @Sendable static func addNote(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let table = try DiscussionTableQueries.table(tx, number: v["table"], of: conference.id)
        let place = try place(tx, conference, table)
        guard conference.isLive, place.mayWrite else { throw Refusal.notFound }
        var reader = FormReader(v)
        let body = reader.text("notiz", limit: Note.limit)
        let kind = reader.choice("art", of: Note.Kind.self)
        guard reader.isFine, let kind else { return .again(try page(tx, v, conference, table, reader.state)) }
        let language = table.spoken(in: v.site).first { $0.code == v.form["sprache"] } ?? v.language
        let round = try DiscussionTableQueries.rounds(tx, of: conference.id).running?.id
        try NoteQueries.add(
            tx, table: table, of: conference.id, round: round, kind: kind, body: body, language: language, key: reader.submission(of: body))
        try tx.changed(conference.topic)
        return .redirect(DiscussionTablePaths.show.path(conference.slug, "\(table.number)").arrived(reader.key))
    }

    private static func page(
        _ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ table: DiscussionTable, _ state: FormState
    ) throws -> Page {
        let place = try place(tx, conference, table)
        guard place.mayRead else { throw Refusal.notFound }
        let rounds = try DiscussionTableQueries.rounds(tx, of: conference.id)
        let notes = try NoteQueries.notes(tx, of: table.id)
        return TablePages.show(v, conference, table, rounds, notes, place, state)
            .watching(conference.topic).demonstration(conference.isDemonstration)
    }

    /// What the viewer is to a table. Whoever is nothing to it does not find it.
    private static func place(_ tx: borrowing Transaction, _ conference: Conference, _ table: DiscussionTable) throws -> TablePlace {
        let viewer = try tx.viewer
        return TablePlace(
            isSeated: try DiscussionTableQueries.seat(tx, of: viewer.person, at: conference.id) == table.number,
            isHost: try DiscussionTableQueries.hosted(tx, by: viewer.person, at: conference.id).contains(table.number),
            isModerator: DiscussionTablesModule.moderators.allows(viewer.roles))
    }
}

/// What somebody is to a table.
struct TablePlace: Sendable {
    let isSeated: Bool
    let isHost: Bool
    let isModerator: Bool

    var mayRead: Bool { isSeated || isHost || isModerator }
    var mayWrite: Bool { isSeated || isHost }
}

extension DiscussionTable {
    /// The languages a note at this table can be in: those of the table, then those of the council.
    func spoken(in site: Site) -> [Language] { languages + site.languages.filter { !languages.contains($0) } }
}

/// What other pages show of tables.
enum TableTiles {
    @Sendable static func evening(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        guard let live = try ConferenceQueries.live(tx), let person = viewer.person,
            try RegistrationQueries.isPresent(tx, person, at: live.id)
        else { return [] }
        let running = try DiscussionTableQueries.rounds(tx, of: live.id).running
        guard let seat = try DiscussionTableQueries.seat(tx, of: person, at: live.id) else {
            return [
                Tile(
                    title: v.t("evening.findTable"), detail: v.t("evening.findTableText"), path: DiscussionTablePaths.index.path(live.slug),
                    isNow: true)
            ]
        }
        let detail =
            running.map { v.t("round.runningUntil", ["number": $0.number, "time": $0.endsAt.map(v.dates.time) ?? ""]) } ?? v.t("evening.noRound")
        return [
            Tile(
                title: v.t("evening.yourTable", ["number": seat]), detail: detail, path: DiscussionTablePaths.show.path(live.slug, "\(seat)"),
                isNow: running != nil, symbol: seat)
        ]
    }

    @Sendable static func hosted(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        guard let live = try ConferenceQueries.live(tx) else { return [] }
        return try DiscussionTableQueries.hosted(tx, by: viewer.person, at: live.id).map { number in
            Tile(
                title: v.t("table.host", ["number": number]), detail: v.t("table.hostText"),
                path: DiscussionTablePaths.show.path(live.slug, "\(number)"), isNow: true, symbol: number)
        }
    }

    @Sendable static func board(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        guard let live = try ConferenceQueries.live(tx) else { return [] }
        let waiting = try NoteQueries.all(tx, of: live.id).count { !$0.isReleased }
        return [
            Tile(
                title: v.t("board.title"), detail: v.t("board.waiting", ["count": waiting]), path: DiscussionTablePaths.board.path(live.slug),
                isNow: true)
        ]
    }
}
