internal import Core
internal import HTML
internal import Web

enum OfficePages {
    /// The parts of the office's page for one recommendation, in the order in which they are needed.
    enum Part: String, CaseIterable {
        case decision, submission, paper, deliberation, answer, implementation

        var kind: ChainEvent.Kind {
            switch self {
            case .decision: .decided
            case .submission: .submitted
            case .paper: .numbered
            case .deliberation: .deliberated
            case .answer: .answered
            case .implementation: .implemented
            }
        }

        var title: Wording.Key {
            switch self {
            case .decision: "office.decision"
            case .submission: "office.submission"
            case .paper: "office.paper"
            case .deliberation: "office.deliberation"
            case .answer: "office.answer"
            case .implementation: "office.implementation"
            }
        }

        var template: PathTemplate {
            switch self {
            case .decision: RecommendationPaths.decision
            case .submission: RecommendationPaths.submission
            case .paper: RecommendationPaths.paper
            case .deliberation: RecommendationPaths.deliberation
            case .answer: RecommendationPaths.answer
            case .implementation: RecommendationPaths.implementation
            }
        }
    }

    static func index(_ v: Visit, _ chains: [(Recommendation, Chain)]) -> Page {
        Page(v.t("office.title")) { h in
            h.pageHead(v.t("office.title"), lead: v.t("office.lead"))
            if chains.isEmpty { return h.empty(v.t("recommendation.none"), v.t("recommendation.noneText")) }
            h.table(
                v.t("recommendation.list"), columns: [v.t("office.recommendation"), v.t("office.state"), v.t("office.todo")],
                rows: chains.map { recommendation, chain in
                    [
                        { h in h.a(.href(RecommendationPaths.work.path(recommendation.id.description))) { $0.text(v.text(recommendation.title)) } },
                        { h in
                            if let last = chain.events.last { h.text(ChainWords.title(last, v)) }
                        },
                        { h in
                            guard let waiting = chain.waiting else { return h.tag(v.t("office.nothing"), .good) }
                            if case .answer(_, let overdue) = waiting, overdue > 0 {
                                h.tag(ChainWords.waiting(waiting, v), .bad)
                            } else {
                                h.tag(ChainWords.waiting(waiting, v), .warm)
                            }
                        },
                    ]
                })
        }
    }

    /// - Parameter state: of the one form on this page that was typed into, if one was; each field's id begins with its form's prefix.
    static func work(_ v: Visit, _ recommendation: Recommendation, _ chain: Chain, _ state: FormState) -> Page {
        Page(v.text(recommendation.title).text) { h in
            h.pageHead(
                v.text(recommendation.title),
                meta: Line(recommendation.number, v.text(recommendation.conferenceName)))
            h.div(.class("split")) { h in
                h.div(.class("stack")) { h in
                    entries(&h, v, recommendation, chain, state)
                    corrections(&h, v, recommendation, chain, state)
                }
                h.section(.class("stack"), .id("weg"), .data("data-live")) { h in
                    h.h2(v.t("chain.title"))
                    RecommendationPages.chainList(&h, v, chain)
                    RecommendationPages.corrections(&h, v, chain)
                    h.p { h in h.a(v.t("office.public"), .href(RecommendationPaths.show.path(recommendation.id.description))) }
                }
            }
        }
    }

    /// What can be entered, the next part unfolded.
    private static func entries(_ h: inout Markup, _ v: Visit, _ recommendation: Recommendation, _ chain: Chain, _ state: FormState) {
        let typed = Part.allCases.first { prefix($0) == state.idPrefix }
        h.section(.class("stack"), .id("eintragen")) { h in
            h.h2(v.t("office.record"))
            for part in Part.allCases {
                h.details(.class("card"), .openState(part == typed ?? next(chain))) { h in
                    h.summary(v.t(part.title))
                    let own = part == typed ? state : OfficePages.state(of: part, FormData([("tag", DateStyle.isoDay(v.now))]))
                    h.postForm(part.template.path(recommendation.id.description), own, v.t) { h in
                        h.input(.type("hidden"), .name("teil"), .value(part.rawValue))
                        fields(&h, v, part, recommendation, own)
                        h.submit(v.t("form.save"))
                    }
                }
            }
        }
    }

    /// What the office entered, each to be taken back. Apart from the live chain, which must not swallow what is being typed.
    private static func corrections(_ h: inout Markup, _ v: Visit, _ recommendation: Recommendation, _ chain: Chain, _ state: FormState) {
        let entries = chain.events.filter(\.kind.isOffice)
        if entries.isEmpty { return }
        h.section(.class("stack"), .id("berichtigen")) { h in
            h.h2(v.t("office.corrections"))
            for event in entries { if let id = event.id { correction(&h, v, recommendation, event, id, state) } }
        }
    }

    private static func correction(
        _ h: inout Markup, _ v: Visit, _ recommendation: Recommendation, _ event: ChainEvent, _ id: ID<ChainEvent>, _ state: FormState
    ) {
        let blank = OfficePages.state(ofWithdrawing: id)
        let isTyped = state.idPrefix == blank.idPrefix
        let own = isTyped ? state : blank
        h.details(.class("card"), .openState(isTyped)) { h in
            h.summary(Line(ChainWords.title(event, v), ChainWords.day(event.day, v)))
            h.postForm(RecommendationPaths.withdrawal.path(recommendation.id.description, id.description), own, v.t) { h in
                h.input(.type("hidden"), .name("eintrag"), .value(id.description))
                h.field("grund", v.t("office.correctReason"), own, v.t, .german { $0.hint = v.t("office.correctHint") })
                h.submit(v.t("office.takeBack"), class: "button quiet")
            }
        }
    }

    private static func prefix(_ part: Part) -> String { part.rawValue + "-" }

    /// The form of one part.
    static func state(of part: Part, _ values: FormData, _ problems: [FormProblem] = []) -> FormState {
        var state = FormState(values, problems: problems)
        state.idPrefix = prefix(part)
        return state
    }

    /// The form by which one entry is taken back.
    static func state(ofWithdrawing id: ID<ChainEvent>, _ values: FormData = FormData(), _ problems: [FormProblem] = []) -> FormState {
        var state = FormState(values, problems: problems)
        state.idPrefix = "\(id)-"
        return state
    }

    private static func next(_ chain: Chain) -> Part? {
        switch chain.waiting {
        case .decision: .decision
        case .submission: .submission
        case .answer: chain.events.contains { $0.kind == .numbered } ? .deliberation : .paper
        case .implementation: .implementation
        case nil: nil
        }
    }

    private static func fields(_ h: inout Markup, _ v: Visit, _ part: Part, _ recommendation: Recommendation, _ state: FormState) {
        h.field("tag", v.t("office.day"), state, v.t, .make { $0.type = "date" })
        switch part {
        case .decision:
            h.options(
                v.t("office.adopted"), "radio",
                [("beschluss", "ja", v.t("office.adoptedYes"), nil), ("beschluss", "nein", v.t("office.adoptedNo"), nil)], state)
            h.field("ja", v.t("office.yes"), state, v.t, .make { $0.inputmode = "numeric" })
            h.field(
                "nein", v.t("office.no"), state, v.t,
                .make {
                    $0.inputmode = "numeric"; $0.isOptional = true
                })
            h.field(
                "enthaltung", v.t("office.abstain"), state, v.t,
                .make {
                    $0.inputmode = "numeric"; $0.isOptional = true
                })
            h.field(
                "nummer", v.t("office.number"), state, v.t,
                .make {
                    $0.isOptional = true; $0.initial = recommendation.number
                })
        case .submission:
            h.selection("weg", v.t("office.route"), Route.allCases.map { ($0.rawValue, v.t(Wording.Key("route", $0))) }, state, v.t, FieldStyle())
            h.field("empfaenger", v.t("office.recipient"), state, v.t, .german { $0.initial = v.german("office.assembly") })
            h.options(v.t("office.deadline"), "checkbox", [("frist", "ja", v.t("office.deadlineYes"), v.t("office.deadlineHint"))], state)
        case .paper:
            h.field("drucksache", v.t("office.reference"), state, v.t, .make { $0.hint = v.t("office.referenceHint") })
            h.field(
                "adresse", v.t("office.url"), state, v.t,
                .make {
                    $0.isOptional = true; $0.type = "url"
                })
        case .deliberation:
            h.field("gremium", v.t("office.body"), state, v.t, .german())
            h.selection(
                "ergebnis", v.t("office.result"), ChainEvent.Deliberation.allCases.map { ($0.rawValue, v.t(Wording.Key("deliberation", $0))) }, state,
                v.t, FieldStyle())
            h.field("top", v.t("office.agendaItem"), state, v.t, .make { $0.isOptional = true })
            h.field(
                "text", v.t("office.words"), state, v.t,
                .german {
                    $0.rows = 3; $0.isOptional = true
                })
        case .answer:
            h.field("von", v.t("office.from"), state, v.t, .german())
            h.field("text", v.t("office.answerText"), state, v.t, .german { $0.rows = 5 })
            h.field("drucksache", v.t("office.reference"), state, v.t, .make { $0.isOptional = true })
        case .implementation:
            h.options(
                v.t("office.status"), "radio",
                ChainEvent.Implementation.allCases.map { ("stand", $0.rawValue, v.t(Wording.Key("implementation", $0)), nil) }, state)
            h.field(
                "text", v.t("office.reason"), state, v.t,
                .german {
                    $0.rows = 3; $0.hint = v.t("office.reasonHint")
                })
        }
    }
}
