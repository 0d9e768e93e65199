internal import Conferences
internal import Core
internal import Database
internal import DiscussionTables
internal import HTML
internal import Web

/// A table's notes become a draft; a moderator lets it out.
enum DraftRoutes {
    @Sendable static func form(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, table) = try place(tx, v)
        let notes = try NoteQueries.notes(tx, of: table.id)
        return .page(DraftPages.form(v, conference, table, notes, v.state()))
    }

    @Sendable static func draft(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let (conference, table) = try place(tx, v)
        let notes = try NoteQueries.notes(tx, of: table.id)
        var reader = FormReader(v)
        let title = reader.text("titel", limit: Recommendation.titleLimit)
        let body = reader.text("text", limit: Recommendation.bodyLimit, isRequired: false)
        let chosen = reader.values.all("notizen").compactMap { ID<Note>($0) }.filter { id in notes.contains { $0.id == id } }
        if chosen.isEmpty { reader.fail("notizen", v.t("draft.chooseNotes")) }
        guard reader.isFine else { return .again(DraftPages.form(v, conference, table, notes, reader.state)) }
        let id = try RecommendationQueries.draft(
            tx, of: conference.id, table: table.id, title: LocalizedText(german: title), body: LocalizedText(german: body), notes: chosen,
            key: reader.submission(of: title, body))
        // Sent twice: its beginning is told once.
        if try RecommendationQueries.events(tx, of: id).isEmpty {
            try RecommendationQueries.append(
                tx,
                ChainEvent(
                    .drafted, on: DateStyle.isoDay(v.now),
                    .make {
                        $0.tables = [table.number]; $0.notes = chosen.count
                    }), to: id)
            try tx.changed(conference.topic)
        }
        return .redirect(RecommendationPaths.show.path(id.description).arrived(reader.key))
    }

    /// The table of the address, if the viewer hosts it or moderates.
    private static func place(_ tx: borrowing Transaction, _ v: Visit) throws -> (Conference, DiscussionTable) {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let table = try DiscussionTableQueries.table(tx, number: v["table"], of: conference.id)
        let viewer = try tx.viewer
        let isHost = try DiscussionTableQueries.hosted(tx, by: viewer.person, at: conference.id).contains(table.number)
        guard isHost || DiscussionTablesModule.moderators.allows(viewer.roles) else { throw Refusal.notFound }
        return (conference, table)
    }

    @Sendable static func list(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let all = try RecommendationQueries.all(tx, of: conference.id)
        return .page(DraftPages.list(v, conference, all).watching(conference.topic).demonstration(conference.isDemonstration))
    }

    @Sendable static func release(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let recommendation = try RecommendationQueries.recommendation(tx, try v.id("recommendation"))
        guard recommendation.conferenceSlug == conference.slug else { throw Refusal.notFound }
        try RecommendationQueries.release(tx, recommendation.id)
        try tx.audit(AuditEvent("recommendation.released", recommendation.id))
        try tx.changed(conference.topic)
        return .redirect(RecommendationPaths.drafts.path(recommendation.conferenceSlug))
    }
}

enum DraftPages {
    static func form(_ v: Visit, _ conference: Conference, _ table: DiscussionTable, _ notes: [Note], _ state: FormState) -> Page {
        Page(v.t("draft.make")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("draft.make"), meta: v.t("table.number", ["number": table.number]), lead: v.t("draft.lead"))
                if notes.isEmpty { h.empty(v.t("note.none"), v.t("note.noneText")) }
                h.postForm(
                    DiscussionTablePaths.draftTemplate.path(conference.slug, "\(table.number)"), state, v.t,
                    .data("data-keep", "entwurf-\(table.number)"), .data("data-kept-text", v.t("form.kept"))
                ) { h in
                    h.options(
                        v.t("draft.notes"), "checkbox",
                        notes.map { ("notizen", $0.id.description, $0.phrase, v.t(Wording.Key("note.kind", $0.kind))) },
                        state)
                    h.field(
                        "titel", v.t("draft.title"), state, v.t,
                        .german {
                            $0.hint = v.t("draft.titleHint"); $0.limit = Recommendation.titleLimit
                        })
                    h.field(
                        "text", v.t("draft.text"), state, v.t,
                        .german {
                            $0.rows = 5; $0.isOptional = true; $0.limit = Recommendation.bodyLimit
                        })
                    h.submit(v.t("draft.save"))
                }
            }
        }
    }

    static func list(_ v: Visit, _ conference: Conference, _ all: [Recommendation]) -> Page {
        Page(v.t("draft.waiting")) { h in
            h.pageHead(v.t("draft.waiting"), meta: v.text(conference.name), lead: v.t("draft.waitingLead"))
            h.div(.class("stack"), .id("entwuerfe"), .data("data-live")) { h in
                if all.isEmpty { h.empty(v.t("draft.none"), v.t("draft.noneText")) }
                for recommendation in all {
                    h.article(.class("card stack tight")) { h in
                        h.div(.class("row")) { h in
                            h.trusted(Symbol.drawing(recommendation.position))
                            h.h2(v.text(recommendation.title))
                            h.tag(v.t(recommendation.isReleased ? "draft.isReleased" : "draft.isWaiting"), recommendation.isReleased ? .good : .warm)
                        }
                        h.p(v.text(recommendation.body))
                        if !recommendation.isReleased {
                            h.actionButton(
                                RecommendationPaths.release.path(conference.slug, recommendation.id.description), v.t("draft.release"),
                                confirm: Confirmation(
                                    v.t("draft.releaseQuestion"), v.t("draft.releaseText"), yes: v.t("draft.release"), no: v.t("form.back")))
                        }
                    }
                }
            }
        }
    }
}
