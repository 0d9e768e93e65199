internal import Core
internal import Database
internal import Foundation
internal import HTML
internal import Web

enum ChecklistRoutes {
    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(try page(tx, v, conference, v.state()))
    }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        ChecklistPages.show(v, conference, try ChecklistQueries.all(tx, of: conference.id), state)
    }

    @Sendable static func add(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        var reader = FormReader(v)
        let title = reader.text("titel", limit: 200)
        let day = DateStyle.moment(day: reader.text("tag", limit: 10), time: "12:00")
        if day == nil && reader.problems.allSatisfy({ $0.field != "tag" }) { reader.fail("tag", v.t("form.day")) }
        let evening = DateStyle.calendar.startOfDay(for: conference.startsAt)
        let days = day.flatMap { DateStyle.calendar.dateComponents([.day], from: evening, to: DateStyle.calendar.startOfDay(for: $0)).day }
        if let days, abs(days) > 500 { reader.fail("tag", v.t("checklist.tooFar")) }
        guard reader.isFine, let days else { return .again(try page(tx, v, conference, reader.state)) }
        // Tapped twice: it stands there already.
        let all = try ChecklistQueries.all(tx, of: conference.id)
        if !all.contains(where: { $0.title == title && $0.days == days }) {
            try ChecklistQueries.add(tx, title, days: days, to: conference.id)
        }
        return .redirect(ConferencePaths.checklist.path(conference.slug).arrived(reader.key))
    }

    @Sendable static func tick(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard try ChecklistQueries.tick(tx, try v.id("item"), v.form["offen"] == nil, of: conference.id, at: v.now) else { throw Refusal.notFound }
        return .redirect(ConferencePaths.checklist.path(conference.slug).fragment("aufgabe-" + v["item"]))
    }

    @Sendable static func remove(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        guard try ChecklistQueries.remove(tx, try v.id("item"), of: conference.id) else { throw Refusal.notFound }
        return .redirect(ConferencePaths.checklist.path(conference.slug))
    }

    /// What is next for each evening that comes, or that still has something open.
    @Sendable static func duties(_ tx: borrowing Transaction, _ v: Visit, _ viewer: Viewer) throws -> [Tile] {
        try ConferenceQueries.all(tx, withDrafts: true).filter { !$0.isArchived && !$0.isCancelled }.compactMap { conference in
            let open = try ChecklistQueries.all(tx, of: conference.id).filter { !$0.isDone(conference) }
            guard let next = open.min(by: { $0.due(conference) < $1.due(conference) }) else { return nil }
            let overdue = open.count { $0.isOverdue(conference, at: v.now) }
            // Half a year after the evening only what is due now is worth a tile.
            if conference.isOver && overdue == 0 && next.due(conference) > v.now.addingTimeInterval(14 * 86_400) { return nil }
            return Tile(
                title: v.t("checklist.next", ["task": ChecklistPages.title(v, next)]),
                detail: Line(
                    v.text(conference.name), v.dates.day(next.due(conference)), overdue > 0 ? v.t("checklist.overdue", ["count": overdue]) : nil),
                path: ConferencePaths.checklist.path(conference.slug), isNow: overdue > 0)
        }
    }
}
