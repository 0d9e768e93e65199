internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

enum ConferenceRoutes {
    @Sendable static func index(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let mayWrite = try Conference.editors.allows(tx.viewer.roles)
        let conferences = try ConferenceQueries.all(tx, withDrafts: mayWrite)
        return .page(ConferencePages.index(v, conferences, mayWrite: mayWrite))
    }

    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let offers = try ConferenceQueries.offers(tx, of: conference.id)
        let programme = try ConferenceQueries.programme(tx, of: conference.id)
        let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
        let viewer = try tx.viewer
        let isPlanning = Conference.editors.allows(viewer.roles) && !conference.isOver
        let elsewhere = isPlanning ? try ConferenceQueries.elsewhere(tx, around: conference) : []
        let page = ConferencePages.show(
            v, conference, offers, programme, attendance, elsewhere, viewer, try ParticipationRule.of(tx),
            try NoticeQueries.all(tx, of: conference.id))
        return .page(page.watching(conference.topic).demonstration(conference.isDemonstration))
    }
}

extension ConferenceRoutes {
    /// Fetched again and again by people's calendars; what is over stays, so that nobody's entry disappears.
    @Sendable static func calendar(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let announced = try ConferenceQueries.all(tx, withDrafts: false).filter(\.isAnnounced).sorted { $0.startsAt < $1.startsAt }
        return .bytes(CalendarFile.bytes(v, announced), type: CalendarFile.type)
    }

    @Sendable static func calendarEntry(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard conference.isAnnounced else { throw Refusal.notFound }
        return .bytes(CalendarFile.bytes(v, [conference]), type: CalendarFile.type)
    }
}

extension ConferenceRoutes {
    @Sendable static func poster(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let offers = try ConferenceQueries.offers(tx, of: conference.id)
        return .page(PosterPages.poster(v, conference, offers).demonstration(conference.isDemonstration))
    }
}

/// What other pages show of conferences.
enum ConferenceHome {
    /// The live conference, else the next one, large on the home page.
    @Sendable static func next(_ tx: borrowing Transaction, _ v: Visit) throws -> HomeSection.Writer? {
        let conferences = try ConferenceQueries.all(tx, withDrafts: false)
        let coming = conferences.filter { !$0.isOver }.sorted { $0.startsAt < $1.startsAt }
        guard let next = coming.first(where: \.isLive) ?? coming.first else {
            return { h in h.empty(v.t("home.none.title"), v.t("home.none.text")) }
        }
        return { h in
            ConferencePages.hero(&h, v, next)
            let others = coming.filter { $0.id != next.id }
            if !others.isEmpty { h.tiles(others.map { ConferencePages.tile(v, $0) }) }
        }
    }

    @Sendable static func deskDuties(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        guard let live = try ConferenceQueries.live(tx) else { return [] }
        let attendance = try RegistrationQueries.attendance(tx, of: live.id)
        let detail = v.t("desk.arrived", ["arrived": attendance.arrived, "confirmed": attendance.confirmed])
        return [Tile(title: v.t("desk.title"), detail: detail, path: ConferencePaths.desk.path(live.slug), isNow: viewer.has(.desk))]
    }

    @Sendable static func officeDuties(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        let all = try ConferenceQueries.all(tx, withDrafts: true)
        return all.filter { !$0.isAnnounced }.map {
            Tile(title: v.t("office.draft", ["name": $0.shortName]), detail: $0.motto.german, path: ConferencePaths.show.path($0.slug), isNow: true)
        }
            + [Tile(title: v.t("conference.new"), detail: v.t("conference.newHint"), path: ConferencePaths.new.path(), isNow: all.isEmpty)]
    }
}
