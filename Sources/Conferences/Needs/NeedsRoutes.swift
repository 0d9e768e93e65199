internal import Core
internal import Database
internal import Web

enum NeedsRoutes {
    @Sendable static func plan(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let plan = try NeedsQueries.plan(tx, of: conference.id)
        let report = conference.hasTakenPlace || conference.isLive ? try NeedsQueries.counts(tx, of: conference.id) : nil
        return .page(NeedsPages.plan(v, conference, plan, report).watching(conference.topic).demonstration(conference.isDemonstration))
    }
}
