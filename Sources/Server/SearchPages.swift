internal import Core
internal import HTML
internal import Web

enum SearchPages {
    static func form(_ v: Visit, _ state: FormState) -> Page {
        Page(v.t("navigation.search")) { h in
            h.pageHead(v.t("navigation.search"), lead: v.t("search.lead"))
            field(&h, v, state, hint: v.t("search.hint"))
        }
    }

    static func results(
        _ v: Visit, _ state: FormState, _ question: String, _ results: SearchResults, _ kinds: [String: SearchKind]
    ) -> Page {
        Page(v.t("search.titleOf", ["question": question])) { h in
            h.pageHead(v.t("navigation.search"))
            field(&h, v, state)
            if results.shown.isEmpty {
                h.empty(v.t("search.none"), v.t("search.noneText"))
                return
            }
            h.section(.class("stack")) { h in
                let title = results.areSimilar ? v.t("search.similar") : v.t("search.found", ["count": results.found])
                h.h2(title)
                if results.found > results.shown.count { h.p(v.t("search.more", ["count": results.shown.count])) }
                for result in results.shown {
                    // What no room can lead to is not shown: a server of another version may have written it.
                    if let kind = kinds[result.kind] { card(&h, v, result, kind) }
                }
            }
        }
    }

    private static func field(_ h: inout Markup, _ v: Visit, _ state: FormState, hint: String? = nil) {
        h.element("form", [.action(SearchModule.path.path()), .class("stack"), .role("search"), .novalidate]) { h in
            h.field(
                SearchModule.question, v.t("search.field"), state, v.t,
                .make {
                    $0.type = "search"
                    $0.hint = hint
                })
            h.submit(v.t("search.start"))
        }
    }

    private static func card(_ h: inout Markup, _ v: Visit, _ result: SearchResult, _ kind: SearchKind) {
        h.article(.class("card stack tight")) { h in
            h.p(Line(v.t(kind.label), v.dates.day(result.date)), .class("meta"))
            h.h3 { h in h.a(.href(kind.path(result.place))) { $0.text(v.text(result.title)) } }
            if !result.piece.words.isEmpty { h.p(result.piece) }
        }
    }
}
