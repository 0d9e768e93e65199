internal import Conferences
internal import Core
internal import Database
internal import HTML
internal import Web

enum RecommendationRoutes {
    @Sendable static func index(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let all = try RecommendationQueries.released(tx)
        let events = try RecommendationQueries.allEvents(tx)
        let today = DateStyle.isoDay(v.now)
        let chains = all.map { ($0, Chain(events[$0.id] ?? [], today: today)) }
        return .page(RecommendationPages.index(v, chains).demonstration(all.contains(where: \.isDemonstration)))
    }

    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let recommendation = try RecommendationQueries.recommendation(tx, try v.id("recommendation"))
        let chain = Chain(try RecommendationQueries.events(tx, of: recommendation.id), today: DateStyle.isoDay(v.now))
        let notes = try RecommendationQueries.sources(tx, of: recommendation.id, conference: recommendation.conferenceSlug)
        let mayWork = try RecommendationsModule.office.allows(tx.viewer.roles)
        return .page(
            RecommendationPages.show(v, recommendation, chain, notes.filter(\.isReleased), mayWork: mayWork)
                .watching(RecommendationQueries.topic(recommendation.id)).demonstration(recommendation.isDemonstration))
    }
}

/// What other pages show of recommendations.
enum RecommendationTiles {
    @Sendable static func home(_ tx: borrowing Transaction, _ v: Visit) throws -> HomeSection.Writer? {
        let all = try RecommendationQueries.released(tx)
        let events = try RecommendationQueries.allEvents(tx)
        let today = DateStyle.isoDay(v.now)
        let chains = all.map { ($0, Chain(events[$0.id] ?? [], today: today)) }.filter { $0.1.events.contains { $0.kind == .submitted } }
        if chains.isEmpty { return nil }
        return { h in RecommendationPages.homeSection(&h, v, Array(chains.prefix(4))) }
    }

    @Sendable static func evening(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        [Tile(title: v.t("evening.whatBecame"), detail: v.t("evening.whatBecameText"), path: RecommendationPaths.index.path())]
    }

    @Sendable static func drafts(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        guard let live = try ConferenceQueries.live(tx) else { return [] }
        let waiting = try RecommendationQueries.all(tx, of: live.id).count { !$0.isReleased }
        return [
            Tile(
                title: v.t("draft.waiting"), detail: v.t("draft.count", ["count": waiting]), path: RecommendationPaths.drafts.path(live.slug),
                isNow: waiting > 0)
        ]
    }

    @Sendable static func office(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        let events = try RecommendationQueries.allEvents(tx)
        let today = DateStyle.isoDay(v.now)
        let overdue = events.values.count { events in
            if case .answer(_, let overdue)? = Chain(events, today: today).waiting { overdue > 0 } else { false }
        }
        return [
            Tile(
                title: v.t("office.title"), detail: overdue > 0 ? v.t("office.overdue", ["count": overdue]) : v.t("office.tile"),
                path: RecommendationPaths.office.path(),
                isNow: overdue > 0)
        ]
    }
}
