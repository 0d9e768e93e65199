internal import HTML

/// Which page a form stands on. Verbs are resources below their page (`…/tische/4/notizen` below `…/tische/4`), so it is the
/// nearest address above the form's that can be asked for; nobody writes it down a second time.
struct PageMap: Sendable {
    private let pages: [PathTemplate: Route]

    init(_ routes: [Route]) {
        pages = Dictionary(routes.filter { $0.method == .get }.map { ($0.template, $0) }) { first, _ in first }
    }

    /// The template of the page that belongs to a route.
    func page(of template: PathTemplate) -> PathTemplate {
        var candidate: PathTemplate? = template
        while let current = candidate {
            if pages[current] != nil { return current }
            candidate = current.parent
        }
        return "/"
    }

    /// The address of the page that belongs to a route, its places filled with what stands in the request's path.
    func address(of template: PathTemplate, _ parameters: [String: String]) -> Path {
        let page = page(of: template)
        return page.path(filling: page.parameters.map { parameters[$0] ?? "" })
    }

    /// The page at an address, and what stands at its places. A written part goes before a place that takes anything.
    func page(at path: Path) -> (route: Route, parameters: [String: String])? {
        pages.values.compactMap { route in route.template.match(path).map { (route: route, parameters: $0) } }
            .min { $0.parameters.count < $1.parameters.count }
    }
}
