internal import Core
internal import Foundation
internal import HTML
internal import Web

/// What people need in order to come; nothing of it is asked for twice, and all of it may be left out.
enum NeedsForm {
    static func read(_ reader: inout FormReader) -> Needs {
        var needs = Needs()
        needs.interpreter = Interpreting.languages.first { $0.code == reader.values["dolmetschen"] }
        needs.signLanguage = reader.isChecked("gebaerden")
        needs.stepFree = reader.isChecked("stufenlos")
        needs.children = reader.number("kinder", in: 0...12, empty: 0)
        needs.food = Needs.Food(rawValue: reader.values["essen"] ?? "")
        needs.photoConsent = reader.isChecked("fotos")
        needs.remark = reader.text("sonst", limit: Needs.remarkLimit, isRequired: false).nonEmpty
        return needs
    }

    static func write(_ h: inout Markup, _ v: Visit, _ conference: Conference, _ state: FormState, days: Int?) {
        h.section(.class("card stack")) { h in
            h.h2(v.t("registration.needs"))
            if let until = conference.needsUntil {
                let isLate = until < DateStyle.isoDay(v.now)
                h.p(v.t(isLate ? "registration.needsLate" : "registration.needsUntil", ["day": v.dates.longDay(conference.needsUntilDate ?? v.now)]))
            }
            if let days { h.p(v.t("registration.needsText", ["count": days]), .class("meta")) }
            h.selection(
                "dolmetschen", v.t("registration.interpreter"),
                [("", v.t("registration.noInterpreter"))] + Interpreting.languages.map { ($0.code, $0.ownName) }, state, v.t,
                .make { $0.isOptional = true })
            h.options(
                v.t("registration.also"), "checkbox",
                [
                    ("gebaerden", "ja", v.t("offer.sign_language"), nil),
                    ("stufenlos", "ja", v.t("registration.stepFree"), nil),
                ], state)
            h.field(
                "kinder", v.t("registration.children"), state, v.t,
                .make {
                    $0.isOptional = true; $0.inputmode = "numeric"; $0.hint = v.t("registration.childrenHint")
                })
            h.selection(
                "essen", v.t("registration.food"),
                [("", v.t("registration.anyFood"))] + Needs.Food.allCases.map { ($0.rawValue, v.t(Wording.Key("food", $0))) }, state, v.t,
                .make { $0.isOptional = true })
            h.field(
                "sonst", v.t("registration.remark"), state, v.t,
                .make {
                    $0.isOptional = true; $0.rows = 2; $0.limit = Needs.remarkLimit
                })
        }
    }
}
