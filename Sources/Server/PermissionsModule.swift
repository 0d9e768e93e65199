internal import Core
internal import HTML
internal import Web

/// What each role may see and do: read from the modules' routes, so that it cannot say anything else than what holds.
enum PermissionsModule {
    static func make(for modules: [Module]) -> Module {
        let routes = modules.flatMap(\.routes).filter { $0.permission != .everyone }.sorted { $0.template.text < $1.template.text }
        var module = Module("permissions")
        module.routes = [.get(WellKnownPaths.permissions, for: .roles(.tenantAdmin)) { _, v in .page(page(v, routes)) }]
        return module
    }

    private static func page(_ v: Visit, _ routes: [Route]) -> Page {
        Page(v.t("permissions.title")) { h in
            h.pageHead(v.t("permissions.title"), lead: v.t("permissions.lead"))
            h.table(
                v.t("permissions.title"),
                columns: [v.t("permissions.page")] + Role.allCases.map { v.t(Wording.Key("role", $0)) },
                rows: routes.map { route in
                    [{ h in row(&h, v, route) }]
                        + Role.allCases.map { role in
                            { h in if route.permission.allows([role]) { h.text(v.t("permissions.yes")) } }
                        }
                })
        }
    }

    /// Addresses are German words; the places in them stand for anything.
    private static func row(_ h: inout Markup, _ v: Visit, _ route: Route) {
        let words = route.template.text.split(separator: "/").map { $0.hasPrefix("{") ? "…" : String($0) }.joined(separator: " / ")
        h.text(Phrase(text: words, language: .german))
        h.text(" ")
        h.tag(v.t(route.method == .get ? "permissions.look" : "permissions.change"), route.method == .get ? nil : .warm)
    }
}
