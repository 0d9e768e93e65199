internal import Core
internal import HTML
internal import Web

/// The plans for those who prepare the evening, each for one who needs no other: the kitchen sees no names, the interpreters no children.
enum NeedsPages {
    static func plan(_ v: Visit, _ conference: Conference, _ plan: NeedsPlan, _ report: [String: Int]?) -> Page {
        Page(v.t("needs.title")) { h in
            h.div(.class("stack no-print")) { h in
                h.pageHead(v.t("needs.title"), meta: v.text(conference.name), lead: v.t("needs.lead"))
                h.div(.class("row")) { h in
                    h.button(v.t("form.print"), .class("button quiet"), .data("data-print"), .hidden(), .type("button"))
                    h.a(v.t("office.registrations"), .class("plain"), .href(ConferencePaths.registrations.path(conference.slug)))
                }
            }
            if let report { self.report(&h, v, conference, report) }
            if conference.hasTakenPlace && plan.guests.allSatisfy({ $0.needs == nil }) { return }
            if plan.guests.isEmpty { return h.empty(v.t("needs.none"), v.t("needs.noneText")) }
            interpreters(&h, v, conference, plan)
            kitchen(&h, v, conference, plan)
            names(&h, v, conference, v.t("offer.childcare"), plan.families) { guest in
                v.t("needs.children", ["count": guest.needs?.children ?? 0])
            } summary: {
                v.t("needs.children", ["count": plan.children])
            }
            names(&h, v, conference, v.t("registration.stepFree"), plan.stepFree) { _ in
                ""
            } summary: {
                v.t("needs.people", ["count": plan.stepFree.count])
            }
            names(&h, v, conference, v.t("needs.remarks"), plan.remarks) {
                $0.needs?.remark ?? ""
            } summary: {
                nil
            }
        }.framed(.print).confidential()
    }

    /// - Parameter isNeeded: if nobody needs it, the screen says so, and it takes no paper.
    private static func sheet(
        _ h: inout Markup, _ v: Visit, _ conference: Conference, _ title: String, isNeeded: Bool = true, _ content: (inout Markup) -> Void
    ) {
        h.section(.class(isNeeded ? "card stack sheet" : "card stack no-print")) { h in
            h.h2(title)
            h.p(Line(v.text(conference.name), v.dates.longDay(conference.startsAt), Typed(conference.venueName)), .class("meta"))
            if isNeeded { content(&h) } else { h.p(v.t("needs.nobody")) }
        }
    }

    /// Numbers without names: they stay when the names go.
    private static func report(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ counts: [String: Int]) {
        sheet(&h, v, conference, v.t("needs.report")) { h in
            h.p(v.t("needs.reportText"), .class("meta"))
            let interpreters = counts.filter { $0.key.hasPrefix("interpreter:") }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            h.facts(
                interpreters.map { line in
                    let language = Language(String(line.key.dropFirst("interpreter:".count)))
                    return (Line(v.t("needs.interpreters"), Phrase(text: language.ownName, language: language)), "\(line.value)")
                } + [
                    (v.t("offer.sign_language"), "\(counts["sign_language"] ?? 0)"), (v.t("registration.stepFree"), "\(counts["step_free"] ?? 0)"),
                    (v.t("needs.childrenEat"), "\(counts["children"] ?? 0)"),
                ] + Needs.Food.allCases.map { (v.t(Wording.Key("food", $0)), "\(counts["food:" + $0.rawValue] ?? 0)") }
                    + [(v.t("needs.photos"), "\(counts["photos"] ?? 0)")])
        }
    }

    private static func interpreters(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ plan: NeedsPlan) {
        let languages = plan.interpreters
        let isNeeded = !languages.isEmpty || !plan.signLanguage.isEmpty
        sheet(&h, v, conference, v.t("needs.interpreters"), isNeeded: isNeeded) { h in
            var rows: [[(inout Markup) -> Void]] = languages.map { line in
                [
                    { $0.strong(Phrase(text: line.language.ownName, language: line.language)) }, { $0.text("\(line.guests.count)") },
                    { $0.names(line.guests) },
                ]
            }
            if !plan.signLanguage.isEmpty {
                rows.append([
                    { $0.strong(v.t("offer.sign_language")) }, { $0.text("\(plan.signLanguage.count)") },
                    { $0.names(plan.signLanguage) },
                ])
            }
            h.table(v.t("needs.interpreters"), columns: [v.t("needs.language"), v.t("needs.howMany"), v.t("needs.who")], rows: rows)
        }
    }

    /// Heads, and nobody's name.
    private static func kitchen(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ plan: NeedsPlan) {
        sheet(&h, v, conference, v.t("needs.kitchen")) { h in
            h.p(v.t("needs.meals", ["count": plan.guests.count + plan.children]), .class("lead"))
            h.facts(
                [(v.t("registration.anyFood"), "\(plan.anyFood)")]
                    + Needs.Food.allCases.map { (v.t(Wording.Key("food", $0)), "\(plan.count(of: $0))") }
                    + [(v.t("needs.childrenEat"), "\(plan.children)")])
        }
    }

    private static func names(
        _ h: inout Markup, _ v: Visit, _ conference: Conference, _ title: String, _ guests: [NeedsPlan.Guest], detail: (NeedsPlan.Guest) -> String,
        summary: () -> String?
    ) {
        sheet(&h, v, conference, title, isNeeded: !guests.isEmpty) { h in
            if let summary = summary() { h.p(summary, .class("lead")) }
            h.ul { h in
                for guest in guests { h.li(Line(Typed(guest.name), detail(guest).nonEmpty.map { Typed($0) })) }
            }
        }
    }
}

extension Markup {
    /// Names side by side, each in its own direction.
    fileprivate mutating func names(_ guests: [NeedsPlan.Guest]) {
        span { h in
            for (index, guest) in guests.enumerated() {
                if index > 0 { h.text(", ") }
                h.text(Typed(guest.name))
            }
        }
    }
}
