internal import Core
internal import Database
internal import Web

enum NeedsRoutes {
    @Sendable static func plan(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let plan = try NeedsQueries.plan(tx, of: conference.id)
        return .page(NeedsPages.plan(v, conference, plan).watching(conference.topic).demonstration(conference.isDemonstration))
    }
}
