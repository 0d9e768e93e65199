internal import Core
internal import Database
internal import HTML
internal import Identity
internal import Web

/// How long the council keeps what it knows about people, and the job that deletes it: from the modules' lists.
enum RetentionModule {
    static let periods: PathTemplate = "/fristen"

    static func make(for modules: [Module]) -> Module {
        var module = Module("retention")
        let rules = modules.flatMap(\.retention)
        let admins = Permission.roles(.tenantAdmin)
        module.routes = [
            .get(periods, for: admins) { tx, v in .page(try page(tx, v, rules, nil)) },
            .post(periods, for: admins) { tx, v in try change(tx, v, rules) },
        ]
        module.duties = [
            Duty(for: [.tenantAdmin], order: 95) { _, v, _ in
                [Tile(title: v.t("retention.title"), detail: v.t("retention.lead"), path: periods.path())]
            }
        ]
        module.jobs = [
            JobWork(
                "retention", every: .night,
                .inside { tx, _, now in
                    let days = try RetentionPeriods.all(tx)
                    for rule in rules {
                        let forgotten = try rule.forget(tx, days[rule.kind] ?? rule.kind.standard, now)
                        if forgotten > 0 { try tx.audit(AuditEvent("retention.deleted", "\(rule.kind.rawValue) \(forgotten)")) }
                    }
                })
        ]
        return module
    }

    private static func page(_ tx: borrowing Transaction, _ v: Visit, _ rules: [RetentionRule], _ state: FormState?) throws -> Page {
        let days = try RetentionPeriods.all(tx)
        let proposed = FormData(rules.map { ($0.kind.rawValue, "\(days[$0.kind] ?? $0.kind.standard)") })
        return RetentionPages.periods(v, rules, try RetentionQueries.lastDeletions(tx), state ?? v.state(or: proposed))
    }

    private static func change(_ tx: borrowing Transaction, _ v: Visit, _ rules: [RetentionRule]) throws -> Answer {
        var reader = FormReader(v)
        let chosen = rules.map { rule in (rule: rule, days: reader.number(rule.kind.rawValue, in: rule.kind.bounds)) }
        guard reader.isFine else { return .again(try page(tx, v, rules, reader.state)) }
        let before = try RetentionPeriods.all(tx)
        for (rule, days) in chosen where days != before[rule.kind] {
            try RetentionQueries.set(tx, rule.kind, days: days)
            try tx.audit(AuditEvent("retention.changed", "\(rule.kind.rawValue) \(days)"))
        }
        return .redirect(self.periods.path())
    }
}

enum RetentionPages {
    static func periods(_ v: Visit, _ rules: [RetentionRule], _ deletions: [String: RetentionQueries.Deletion], _ state: FormState) -> Page {
        Page(v.t("retention.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("retention.title"), lead: v.t("retention.lead"))
                h.p(v.t("retention.text"))
                h.postForm(RetentionModule.periods.path(), state, v.t) { h in
                    for rule in rules {
                        h.section(.class("card stack")) { h in
                            h.h2(v.t(Wording.Key("retention.kind", rule.kind)))
                            h.p(v.t(Wording.Key("retention.about", rule.kind)))
                            h.field(
                                rule.kind.rawValue, v.t(Wording.Key("retention.days", rule.kind)), state, v.t,
                                .make {
                                    $0.inputmode = "numeric"
                                    $0.hint = v.t(
                                        "retention.range",
                                        ["from": rule.kind.bounds.lowerBound, "to": rule.kind.bounds.upperBound, "standard": rule.kind.standard])
                                })
                            if let last = deletions[rule.kind.rawValue] {
                                h.p(v.t("retention.last", ["day": v.dates.day(last.at), "count": last.count]), .class("meta"))
                            }
                        }
                    }
                    h.submit(v.t("retention.save"))
                }
            }
        }
    }
}
