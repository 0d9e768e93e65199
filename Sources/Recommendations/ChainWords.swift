internal import Core
internal import HTML
internal import Web

/// What a chain's events are called, and what is told about them.
enum ChainWords {
    static func day(_ day: String, _ v: Visit) -> String { DateStyle.moment(day: day, time: "12:00").map(v.dates.day) ?? day }

    static func title(_ event: ChainEvent, _ v: Visit) -> String {
        let facts = event.facts
        switch event.kind {
        case .drafted:
            let tables = facts.tables ?? []
            return tables.isEmpty
                ? v.t("chain.drafted") : v.t("chain.draftedAt", ["tables": tables.map(String.init).joined(separator: ", "), "count": tables.count])
        case .voted: return v.t(facts.isAdopted == false ? "chain.votedNo" : "chain.votedYes")
        case .decided: return v.t(facts.isAdopted == false ? "chain.decidedNo" : "chain.decidedYes")
        case .submitted: return v.t("chain.submitted")
        case .numbered: return v.t("chain.numbered", ["reference": facts.reference ?? ""])
        case .deliberated: return facts.result.map { v.t(Wording.Key("deliberation", $0)) } ?? ""
        case .answered: return v.t("chain.answered")
        case .implemented: return facts.status.map { v.t(Wording.Key("implementation", $0)) } ?? ""
        }
    }

    static func waiting(_ waiting: Chain.Waiting, _ v: Visit) -> String {
        switch waiting {
        case .decision: v.t("chain.waitsDecision")
        case .submission: v.t("chain.waitsSubmission")
        case .answer(let days, _): days > 0 ? v.t("chain.waitsAnswer", ["count": days]) : v.t("chain.waitsAnswerToday")
        case .implementation: v.t("chain.waitsImplementation")
        }
    }

    static func objection(_ objection: Objection, _ v: Visit) -> String {
        switch objection {
        case .inFuture: v.t("office.inFuture")
        case .before(let kind, let day): v.t("office.before", ["what": v.t(Wording.Key("chain.kind", kind)), "day": ChainWords.day(day, v)])
        case .already(let day): v.t("office.already", ["day": ChainWords.day(day, v)])
        case .missing(let kind): v.t("office.missing", ["what": v.t(Wording.Key("chain.kind", kind))])
        case .refused(let day): v.t("office.refused", ["day": ChainWords.day(day, v)])
        case .neededBy(let kind): v.t("office.neededBy", ["what": v.t(Wording.Key("chain.kind", kind))])
        }
    }

    static func details(_ h: inout Markup, _ event: ChainEvent, _ v: Visit) {
        let facts = event.facts
        if let yes = facts.yes, let no = facts.no, let abstain = facts.abstain {
            h.p(v.t("chain.votes", ["yes": yes, "no": no, "abstain": abstain]), .class("meta"))
        }
        if let notes = facts.notes, notes > 0 { h.p(v.t("chain.notes", ["count": notes]), .class("meta")) }
        if let recipient = facts.recipient { h.p(v.text(recipient)) }
        if let route = facts.route.flatMap(Route.init(rawValue:)) { h.p(v.t(Wording.Key("route", route)), .class("meta")) }
        if let due = facts.due, event.kind == .submitted { h.p(v.t("chain.due", ["day": day(due, v)]), .class("meta")) }
        if let body = facts.body { h.p(v.text(body), .class("meta")) }
        if let item = facts.agendaItem { h.p(v.t("chain.agendaItem", ["item": item]), .class("meta")) }
        if let from = facts.from { h.p(v.text(from), .class("meta")) }
        if let text = facts.text { h.p(v.text(text)) }
        if event.kind != .numbered, let reference = facts.reference { h.p(v.t("chain.paper", ["reference": reference]), .class("meta")) }
        if let url = facts.url.flatMap({ ExternalURL($0) }) { h.p { h in h.a(v.t("chain.link"), .href(url), .rel("external noopener")) } }
    }
}
