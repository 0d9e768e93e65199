internal import Conferences
internal import Core
internal import Database
internal import DiscussionTables
internal import HTML
internal import Web

/// What the projector shows: whatever the evening is at, and only what was released.
enum HallRoutes {
    @Sendable static func show(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let conference = try ConferenceQueries.conference(tx, slug: v["conference"])
        let rounds = try DiscussionTableQueries.rounds(tx, of: conference.id)
        let polls = try PollQueries.all(tx, of: conference.id)
        let attendance = try RegistrationQueries.attendance(tx, of: conference.id)
        let page: Page
        let released = polls.filter { $0.state == .released }.max { ($0.releasedAt ?? .distantPast) < ($1.releasedAt ?? .distantPast) }
        // Whatever began last is on the wall; an open vote goes before everything.
        if let open = polls.last(where: { $0.state == .open }) {
            page = HallPages.voting(v, conference, open, attendance)
        } else if let running = rounds.running, (running.openedAt ?? .distantPast) > (released?.releasedAt ?? .distantPast) {
            page = HallPages.round(v, conference, running, rounds.count)
        } else if let released {
            page = HallPages.result(v, conference, released, try PollQueries.outcomes(tx, of: released.id))
        } else {
            page = HallPages.motto(v, conference)
        }
        var framed = page.framed(.hall)
        framed.topics = [conference.topic] + polls.filter { $0.state == .open }.map(\.topic)
        return .page(framed)
    }
}

enum HallPages {
    private static func frame(_ v: Visit, _ conference: Conference, aside: String?, _ content: @escaping @Sendable (inout Markup) -> Void) -> Page {
        Page(v.t("hall.title")) { h in
            h.header(.class("row"), .id("kopf"), .data("data-live")) { h in
                h.trusted(RoundTable.mark)
                h.strong(v.text(conference.name))
                if let aside { h.span(aside, .class("end")) }
            }
            h.main(.id("inhalt"), .class("stack"), .data("data-live")) { h in content(&h) }
            h.footer(.class("row"), .id("fuss")) { h in
                if conference.isDemonstration { h.span(v.t("shell.demonstration")) }
                h.span(v.text(v.site.name))
            }
        }
    }

    static func motto(_ v: Visit, _ conference: Conference) -> Page {
        frame(v, conference, aside: nil) { h in
            h.h1(v.text(conference.motto), .class("motto"))
            h.p(v.t("hall.welcome"), .class("lead"))
        }
    }

    static func round(_ v: Visit, _ conference: Conference, _ round: Round, _ count: Int) -> Page {
        frame(v, conference, aside: v.t("round.of", ["number": round.number, "count": count])) { h in
            h.div(.class("question")) { h in
                h.h1(v.text(round.question).text.isEmpty ? v.text(round.title) : v.text(round.question))
                if let ends = round.endsAt { h.clock(until: ends, v) }
            }
        }
    }

    static func voting(_ v: Visit, _ conference: Conference, _ poll: Poll, _ attendance: Attendance) -> Page {
        frame(v, conference, aside: v.t("hall.cast", ["cast": poll.cast, "here": attendance.arrived])) { h in
            h.h1(v.t("hall.voteNow"))
            h.p(v.text(poll.title), .class("lead"))
            h.p(v.t("hall.howTo"), .class("lead"))
        }
    }

    static func result(_ v: Visit, _ conference: Conference, _ poll: Poll, _ outcomes: [Outcome]) -> Page {
        frame(v, conference, aside: v.t("result.cast", ["count": poll.cast])) { h in
            h.h1(v.t("hall.result"))
            h.div(.class(outcomes.count > 4 ? "results many" : "results")) { h in BallotPages.bars(&h, v, outcomes) }
        }
    }
}
