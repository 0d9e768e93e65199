internal import Core
internal import Database
internal import HTML
internal import Web

/// The council decides who can take part.
enum ParticipationRoutes {
    @Sendable static func edit(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        let rule = try ParticipationRule.of(tx)
        let proposed = [("alter", "\(rule.minimumAge)")] + rule.ties.map { ("bezug", $0.rawValue) }
        return .page(page(v, v.state(or: FormData(proposed)), rule))
    }

    @Sendable static func update(_ tx: borrowing Transaction, _ v: Visit) throws -> Answer {
        var reader = FormReader(v)
        let rule = ParticipationRule(
            minimumAge: reader.number("alter", in: 6...18), ties: Set(v.form.all("bezug").compactMap(ParticipationRule.Tie.init(rawValue:))))
        if rule.ties.isEmpty { reader.fail("bezug", v.t("form.choose")) }
        let before = try ParticipationRule.of(tx)
        guard reader.isFine else { return .again(page(v, reader.state, before)) }
        if rule != before {
            try ParticipationQueries.set(tx, rule)
            let ties = rule.ties.map(\.rawValue).sorted().joined(separator: ",")
            try tx.audit(AuditEvent("participation.changed", "\(rule.minimumAge) \(ties)"))
        }
        return .redirect(IdentityPaths.participation.path())
    }

    private static func page(_ v: Visit, _ state: FormState, _ rule: ParticipationRule) -> Page {
        Page(v.t("participation.title")) { h in
            h.div(.class("narrow stack")) { h in
                h.pageHead(v.t("participation.title"), lead: v.t("participation.lead"))
                h.notice(.warm, v.t("participation.now")) { h in h.p(rule.sentence(v)) }
                h.postForm(IdentityPaths.participation.path(), state, v.t) { h in
                    h.field(
                        "alter", v.t("participation.age"), state, v.t,
                        .make {
                            $0.inputmode = "numeric"
                            $0.hint = v.t("participation.ageHint")
                        })
                    h.options(
                        v.t("participation.tie"), "checkbox",
                        ParticipationRule.Tie.allCases.map { ("bezug", $0.rawValue, v.t(Wording.Key("participation.one", $0)), nil) }, state)
                    h.submit(v.t("participation.save"))
                }
                h.p { h in h.a(v.t("form.back"), .href(IdentityPaths.rights.path())) }
            }
        }
    }
}
