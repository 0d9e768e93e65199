internal import Conferences
internal import Core
internal import Database
internal import HTML
internal import Recommendations
internal import Web

/// The moderator makes ballot papers, opens, closes, and shows results.
enum PollRoutes {
    @Sendable static func manage(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        return .page(try page(tx, v, conference, v.state()))
    }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ conference: Conference, _ state: FormState) throws -> Page {
        let polls = try PollQueries.all(tx, of: conference.id)
        let recommendations = try RecommendationQueries.all(tx, of: conference.id).filter(\.isReleased)
        var page = PollPages.manage(v, conference, polls, recommendations, state).demonstration(conference.isDemonstration)
        page.topics = [conference.topic] + polls.filter { $0.state == .open }.map(\.topic)
        return page
    }

    @Sendable static func create(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        var reader = FormReader(v)
        let title = reader.text("titel", limit: 160)
        let released = try RecommendationQueries.all(tx, of: conference.id).filter(\.isReleased)
        let chosen = reader.values.all("fragen").compactMap { ID<Recommendation>($0) }.filter { id in released.contains { $0.id == id } }
        if chosen.isEmpty { reader.fail("fragen", v.t("poll.chooseQuestions")) }
        guard reader.isFine else { return .again(try page(tx, v, conference, reader.state)) }
        if let id = try PollQueries.create(
            tx, of: conference.id, title: LocalizedText(german: title), about: chosen,
            key: reader.submission(of: title, chosen.map(\.description).joined()))
        {
            try tx.audit(AuditEvent("poll.created", id))
            try tx.changed(conference.topic)
        }
        return .redirect(VotingPaths.manage.path(conference.slug))
    }

    @Sendable static func open(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try step(tx, v, from: .planned, "poll.opened") { tx, poll in try PollQueries.open(tx, poll.id) }
    }

    @Sendable static func close(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try step(tx, v, from: .open, "poll.closed") { tx, poll in try PollQueries.close(tx, poll.id) }
    }

    /// Shows the result to everybody, and writes it into the history of each recommendation.
    @Sendable static func release(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        try step(tx, v, from: .closed, "poll.released") { tx, poll in
            let conference = try ConferenceQueries.conference(tx, id: poll.conference)
            try Results.release(tx, poll, on: DateStyle.isoDay(conference.startsAt))
        }
    }

    /// Takes one step of a poll. What has happened already happens no second time.
    private static func step(
        _ tx: borrowing Transaction, _ v: Visit, from state: Poll.State, _ action: StaticString,
        _ take: (borrowing Transaction, Poll) throws -> Void
    ) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let poll = try PollQueries.poll(tx, try v.id("poll"))
        guard poll.conference == conference.id else { throw Refusal.notFound }
        if poll.state == state {
            try take(tx, poll)
            try tx.audit(AuditEvent(action, poll.id))
            try tx.changed(conference.topic)
        }
        return .redirect(VotingPaths.manage.path(poll.conferenceSlug))
    }
}

enum Results {
    static func release(_ tx: borrowing Transaction, _ poll: Poll, on day: String) throws {
        guard try PollQueries.release(tx, poll.id) else { return }
        for outcome in try PollQueries.outcomes(tx, of: poll.id) {
            let count = outcome.count
            try RecommendationQueries.append(
                tx,
                ChainEvent(
                    .voted, on: day,
                    .make { facts in
                        (facts.yes, facts.no, facts.abstain) = (count.yes, count.no, count.abstain)
                        facts.isAdopted = count.isAccepted
                    }), to: outcome.question.recommendation)
        }
    }
}

enum PollPages {
    static func manage(_ v: Visit, _ conference: Conference, _ polls: [Poll], _ recommendations: [Recommendation], _ state: FormState) -> Page {
        Page(v.t("poll.manage")) { h in
            h.pageHead(v.t("poll.manage"), meta: v.text(conference.name), lead: v.t("poll.manageLead"))
            h.div(.class("stack"), .id("abstimmungen"), .data("data-live")) { h in
                for poll in polls { card(&h, v, poll) }
            }
            h.p(.class("row")) { h in h.a(v.t("poll.toHall"), .class("button quiet"), .href(VotingPaths.hall.path(conference.slug))) }
            h.section(.class("card stack")) { h in
                h.h2(v.t("poll.new"))
                if recommendations.isEmpty { return h.empty(v.t("poll.noRecommendations"), v.t("poll.noRecommendationsText")) }
                h.postForm(VotingPaths.manage.path(conference.slug), state, v.t) { h in
                    h.field("titel", v.t("poll.title"), state, v.t, .german { $0.initial = v.german("poll.titleDefault") })
                    h.options(
                        v.t("poll.questions"), "checkbox", recommendations.map { ("fragen", $0.id.description, v.text($0.title), nil) }, state)
                    h.submit(v.t("poll.create"))
                }
            }
        }
    }

    private static func card(_ h: inout Markup, _ v: Visit, _ poll: Poll) {
        h.section(.class(poll.state == .open ? "card warm stack tight" : "card stack tight")) { h in
            h.div(.class("row")) { h in
                h.h2(v.text(poll.title))
                switch poll.state {
                case .planned: h.tag(v.t("poll.planned"))
                case .open: h.tag(v.t("poll.open"), .warm)
                case .closed: h.tag(v.t("poll.closed"))
                case .released: h.tag(v.t("poll.released"), .good)
                }
            }
            h.p(v.t("poll.cast", ["count": poll.cast]))
            let id = poll.id.description
            switch poll.state {
            case .planned:
                h.actionButton(
                    VotingPaths.opening.path(poll.conferenceSlug, id), v.t("poll.doOpen"),
                    confirm: Confirmation(v.t("poll.openQuestion"), v.t("poll.openText"), yes: v.t("poll.doOpen"), no: v.t("form.back")))
            case .open:
                h.actionButton(
                    VotingPaths.closing.path(poll.conferenceSlug, id), v.t("poll.doClose"),
                    confirm: Confirmation(v.t("poll.closeQuestion"), v.t("poll.closeText"), yes: v.t("poll.doClose"), no: v.t("form.back")))
            case .closed:
                h.div(.class("row")) { h in
                    h.actionButton(
                        VotingPaths.release.path(poll.conferenceSlug, id), v.t("poll.doRelease"),
                        confirm: Confirmation(v.t("poll.releaseQuestion"), v.t("poll.releaseText"), yes: v.t("poll.doRelease"), no: v.t("form.back")))
                    h.a(v.t("poll.lookFirst"), .class("button quiet"), .href(VotingPaths.result.path(id)))
                }
            case .released: h.p { h in h.a(v.t("poll.toResult"), .href(VotingPaths.result.path(id))) }
            }
        }
    }
}
