internal import Core
internal import DiscussionTables
internal import HTML
internal import Web

enum RecommendationPages {
    static func index(_ v: Visit, _ chains: [(Recommendation, Chain)]) -> Page {
        Page(v.t("navigation.recommendations")) { h in
            h.pageHead(v.t("recommendation.list"), lead: v.t("recommendation.listLead"))
            if chains.isEmpty { h.empty(v.t("recommendation.none"), v.t("recommendation.noneText")) }
            var conferences: [String] = []
            for (recommendation, _) in chains where !conferences.contains(recommendation.conferenceSlug) {
                conferences.append(recommendation.conferenceSlug)
            }
            for slug in conferences {
                let own = chains.filter { $0.0.conferenceSlug == slug }
                h.section(.class("stack")) { h in
                    h.h2(v.text(own[0].0.conferenceName))
                    for (recommendation, chain) in own { card(&h, v, recommendation, chain, level: 3) }
                }
            }
        }
    }

    static func homeSection(_ h: inout Markup, _ v: Visit, _ chains: [(Recommendation, Chain)]) {
        h.section(.class("stack")) { h in
            h.h2(v.t("home.whatBecame"))
            h.div(.class("split")) { h in for (recommendation, chain) in chains { card(&h, v, recommendation, chain, level: 3) } }
            h.p { h in h.a(v.t("home.allRecommendations"), .href(RecommendationPaths.index.path())) }
        }
    }

    private static func card(_ h: inout Markup, _ v: Visit, _ recommendation: Recommendation, _ chain: Chain, level: Int) {
        h.article(.class("card stack tight")) { h in
            h.h3 { h in h.a(.href(RecommendationPaths.show.path(recommendation.id.description))) { $0.text(v.text(recommendation.title)) } }
            h.element("ol", [.class("chain short"), .label(v.t("chain.label"))]) { h in
                // A node for each kind of thing that happened; a paper may have been deliberated many times.
                let stations = ChainEvent.Kind.allCases.compactMap { kind in chain.events.last { $0.kind == kind } }
                for (index, event) in stations.enumerated() {
                    let isCurrent = index == stations.count - 1 && chain.waiting == nil
                    h.li(.class(style(Chain.mood(event))), .current(isCurrent ? "step" : nil)) { h in h.span(ChainWords.title(event, v)) }
                }
                if let waiting = chain.waiting { h.li(.class("waiting"), .current("step")) { h in h.span(ChainWords.waiting(waiting, v)) } }
            }
        }
    }

    static func style(_ mood: Chain.Mood) -> String {
        switch mood {
        case .done: "done"
        case .good: "done good"
        case .refused: "refused"
        case .waiting: "waiting"
        case .next: "next"
        }
    }

    static func show(_ v: Visit, _ recommendation: Recommendation, _ chain: Chain, _ notes: [Note], mayWork: Bool) -> Page {
        Page(v.text(recommendation.title).text) { h in
            h.pageHead(v.text(recommendation.title), meta: Line(recommendation.number, v.text(recommendation.conferenceName)))
            h.paragraphs(v.text(recommendation.body), .class("lead"))
            if !recommendation.isReleased { h.notice(.warm, v.t("draft.notReleased")) { h in h.p(v.t("draft.notReleasedText")) } }
            if mayWork {
                h.p { h in
                    h.a(v.t("office.work"), .class("button quiet"), .href(RecommendationPaths.work.path(recommendation.id.description)))
                }
            }
            h.section(.class("stack"), .id("weg"), .data("data-live")) { h in
                h.h2(v.t("chain.title"))
                chainList(&h, v, chain) { h, event in
                    if event.kind == .drafted { for note in notes.prefix(3) { h.note(note, v, withTable: true) } }
                }
                corrections(&h, v, chain)
            }
            if notes.count > 3 {
                h.section(.class("stack")) { h in
                    h.h2(v.t("chain.allNotes", ["count": notes.count]))
                    h.notes(notes, v, withTable: true)
                }
            }
        }
    }

    /// - Parameter more: what a page adds to an entry.
    static func chainList(_ h: inout Markup, _ v: Visit, _ chain: Chain, more: (inout Markup, ChainEvent) -> Void = { _, _ in }) {
        if chain.events.isEmpty { return h.empty(v.t("chain.none"), v.t("chain.noneText")) }
        h.element("ol", [.class("chain")]) { h in
            for (index, event) in chain.events.enumerated() {
                let isLast = index == chain.events.count - 1 && chain.waiting == nil
                h.li(.class(style(Chain.mood(event))), .current(isLast ? "step" : nil)) { h in
                    h.time(ChainWords.day(event.day, v), .datetime(event.day))
                    h.h3(ChainWords.title(event, v))
                    ChainWords.details(&h, event, v)
                    more(&h, event)
                }
            }
            if let waiting = chain.waiting {
                h.li(.class("waiting"), .current("step")) { h in
                    h.p(v.t("chain.now"), .class("when"))
                    h.h3(ChainWords.waiting(waiting, v))
                    if case .answer(_, let overdue) = waiting, overdue > 0 { h.p(v.t("chain.overdue", ["count": overdue])) }
                }
            }
        }
    }

    /// What stood there by mistake: a public chain hides nothing.
    static func corrections(_ h: inout Markup, _ v: Visit, _ chain: Chain) {
        if chain.corrected.isEmpty { return }
        h.details(.id("berichtigt")) { h in
            h.summary(v.t("chain.corrected", ["count": chain.corrected.count]))
            h.ul { h in
                for event in chain.corrected {
                    h.li { h in
                        h.element("del", [], text: Line(ChainWords.title(event, v), ChainWords.day(event.day, v)))
                        if let withdrawal = event.withdrawal {
                            h.p(v.t("chain.correctedOn", ["day": ChainWords.day(withdrawal.day, v)]), .class("meta"))
                            h.p(v.text(LocalizedText(german: withdrawal.reason)))
                        }
                    }
                }
            }
        }
    }
}
