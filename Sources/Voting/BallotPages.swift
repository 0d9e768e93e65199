internal import Conferences
internal import Core
internal import HTML
internal import Recommendations
internal import Tally
internal import Web

enum BallotPages {
    static func field(_ question: Question) -> String { prefix + "\(question.position)" }
    private static let prefix = "frage-"

    /// What a form chose, by the question's position; what is no choice is left out.
    static func choices(_ form: FormData) -> [Int: YesNoAbstain.Choice] {
        var choices: [Int: YesNoAbstain.Choice] = [:]
        for (name, value) in form.pairs where name.hasPrefix(prefix) {
            guard let position = Int(name.dropFirst(prefix.count)), choices[position] == nil else { continue }
            choices[position] = YesNoAbstain.Choice(rawValue: value)
        }
        return choices
    }

    static func show(_ v: Visit, _ poll: Poll, _ questions: [Question], own: Choices?, isEligible: Bool, _ state: FormState) -> Page {
        Page(v.t("ballot.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.text(poll.title), meta: v.t("ballot.title"))
                if let own {
                    voted(&h, v, poll, questions, own)
                } else if poll.state == .open && isEligible {
                    h.p(v.t("ballot.isOpen"), .class("notice warm"))
                    form(&h, v, poll, questions, state)
                } else {
                    closed(&h, v, poll, isEligible: isEligible)
                }
            }
        }
    }

    private static func form(_ h: inout Markup, _ v: Visit, _ poll: Poll, _ questions: [Question], _ state: FormState) {
        h.postForm(VotingPaths.cast.path(poll.id.description), state, v.t) { h in
            for question in questions {
                let name = field(question)
                h.fieldset(.class("card ballot-question"), .id(name)) { h in
                    h.legend { h in
                        h.trusted(Symbol.drawing(question.position))
                        h.span { h in
                            h.small(v.t("ballot.question", ["number": question.position, "count": questions.count]))
                            h.text(" ")
                            h.text(v.text(question.title))
                        }
                    }
                    if v.text(question.title).language == nil && v.language != .german {
                        h.p(question.title.german, .class("meta"), .lang("de"), .dir("ltr"))
                    }
                    if !v.text(question.body).text.isEmpty {
                        h.details { h in
                            h.summary(v.t("ballot.more"))
                            h.p(v.text(question.body))
                        }
                    }
                    if let problem = state.problem(name) { h.fieldError(problem, of: name, label: nil) }
                    h.div(.class("choice")) { h in
                        for choice in YesNoAbstain.Choice.allCases {
                            h.label(.class(choice.rawValue)) { h in
                                h.input(
                                    .type("radio"), .name(name), .value(choice.rawValue), .checked(state.values[name] == choice.rawValue))
                                h.span(v.t(Wording.Key("choice", choice)))
                            }
                        }
                    }
                }
            }
            h.p(v.t("ballot.once"), .class("meta"))
            h.submit(v.t("ballot.cast"))
        }
    }

    private static func voted(_ h: inout Markup, _ v: Visit, _ poll: Poll, _ questions: [Question], _ own: Choices) {
        h.notice(.good, v.t("ballot.counted")) { h in h.p(v.t("ballot.countedText")) }
        h.section(.class("card stack")) { h in
            h.h2(v.t("ballot.yours"))
            h.facts(
                questions.map { question in
                    (v.text(question.title), own[question.recommendation].map { v.t(Wording.Key("choice", $0)) } ?? "–") as (any Words, any Words)
                })
        }
        h.div(.class("stack"), .id("stand"), .data("data-live")) { h in
            switch poll.state {
            case .released: h.p { h in h.a(v.t("poll.toResult"), .class("button"), .href(VotingPaths.result.path(poll.id.description))) }
            default: h.p(v.t("ballot.wait"))
            }
        }
        h.p { h in h.a(v.t("evening.back"), .href(WellKnownPaths.evening.path())) }
    }

    private static func closed(_ h: inout Markup, _ v: Visit, _ poll: Poll, isEligible: Bool) {
        h.div(.class("stack"), .id("stand"), .data("data-live")) { h in
            switch poll.state {
            case .planned: h.notice(.warm, v.t("ballot.planned")) { h in h.p(v.t("ballot.plannedText")) }
            case .open: h.notice(.warm, v.t("ballot.notEligible")) { h in h.p(v.t("ballot.notEligibleText")) }
            case .closed: h.notice(.bad, v.t("ballot.closed")) { h in h.p(v.t("ballot.closedText")) }
            case .released:
                h.notice(.bad, v.t("ballot.closed")) { h in h.p(v.t("ballot.closedText")) }
                h.p { h in h.a(v.t("poll.toResult"), .class("button"), .href(VotingPaths.result.path(poll.id.description))) }
            }
        }
        h.p { h in h.a(v.t("evening.back"), .href(WellKnownPaths.evening.path())) }
    }

    static func result(_ v: Visit, _ conference: Conference, _ poll: Poll, _ outcomes: [Outcome]) -> Page {
        Page(v.t("result.title")) { h in
            h.pageHead(v.t("result.title"), meta: v.text(conference.name), lead: v.text(poll.title))
            if poll.state != .released { h.notice(.warm, v.t("result.notReleased")) { h in h.p(v.t("result.notReleasedText")) } }
            h.p(v.t("result.cast", ["count": poll.cast]))
            h.section(.class("card stack")) { h in bars(&h, v, outcomes) }
            if !outcomes.contains(where: \.count.isAccepted) { return }
            h.section(.class("stack tight")) { h in
                h.h2(v.t("result.next"))
                h.p(v.t("result.nextText"))
                h.ul { h in
                    for outcome in outcomes where outcome.count.isAccepted {
                        h.li { h in
                            h.a(.href(RecommendationPaths.show.path(outcome.question.recommendation.description))) {
                                $0.text(v.text(outcome.question.title))
                            }
                        }
                    }
                }
            }
        }
    }

    static func bars(_ h: inout Markup, _ v: Visit, _ outcomes: [Outcome]) {
        for outcome in outcomes {
            h.resultBar(
                v.text(outcome.question.title), symbol: outcome.question.position, yes: outcome.count.yes, no: outcome.count.no,
                abstain: outcome.count.abstain, v.t,
                verdict: outcome.count.isAccepted ? (v.t("result.accepted"), .good) : (v.t("result.rejected"), .bad))
        }
    }
}
