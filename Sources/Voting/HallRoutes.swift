internal import Conferences
internal import Core
internal import Database
internal import DiscussionTables
internal import HTML
internal import Identity
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
        frame(v, conference, aside: v.t("hall.cast", ["cast": poll.cast, "here": attendance.takingPart])) { h in
            h.div(.class("join")) { h in
                h.div(.class("stack")) { h in
                    h.h1(v.t("hall.voteNow"))
                    h.p(v.text(poll.title), .class("lead"))
                    h.p(v.t("hall.howTo"))
                    h.p { h in
                        h.text(v.t("hall.orHere") + " ")
                        h.element("b", [.class("address"), .dir("ltr")], text: v.site.address(of: WellKnownPaths.evening.path()))
                    }
                }
                if let drawing = QRCode.drawing(v.site.origin + WellKnownPaths.evening.path().text, label: v.t("hall.qr")) {
                    h.div(.class("qr")) { $0.trusted(drawing) }
                }
            }
        }
    }

    static func result(_ v: Visit, _ conference: Conference, _ poll: Poll, _ outcomes: [Outcome]) -> Page {
        // What does not fit on one wall comes on the next; the moderator turns the page.
        let pages = max(1, (outcomes.count + 11) / 12)
        let number = min(max(1, Int(v.query["seite"] ?? "") ?? 1), pages)
        let shown = Array(outcomes.dropFirst((number - 1) * 12).prefix(12))
        return frame(v, conference, aside: v.t("result.cast", ["count": poll.cast])) { h in
            h.div(.class("row")) { h in
                h.h1(v.t("hall.result"))
                if shown.count > 4 { h.div(.class("end")) { h in h.barKey(v.t) } }
                if pages > 1 {
                    let next = number % pages + 1
                    h.a(
                        "\(number)/\(pages)", .class("button quiet"), .href(v.path.query(["seite": "\(next)"])),
                        .label(v.t("hall.nextPage", ["number": next])))
                }
            }
            h.div(.class(shown.count > 4 ? "results many" : "results")) { h in BallotPages.bars(&h, v, shown) }
        }
    }
}
