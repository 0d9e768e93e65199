internal import Core
internal import Database
internal import HTML
internal import Web

/// One field for everything that is public. What can be found, the rooms say.
enum SearchModule {
    static let path: PathTemplate = "/suche"
    static let question = "suche"
    /// More than anybody types, and nothing that keeps the database busy.
    static let limit = 100
    static let shown = 20

    private static let magnifier = TrustedHTML(
        literal: """
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5"/></svg>
            """)

    static func make(for modules: [Module]) -> Module {
        let kinds = Dictionary(modules.flatMap(\.search).map { ($0.kind, $0) }) { first, _ in first }
        var module = Module("search")
        module.routes = [
            .get(path, for: .everyone) { tx, v in
                var reader = FormReader(asked: v)
                let question = reader.text(Self.question, limit: limit, isRequired: false)
                guard reader.isFine, question.unicodeScalars.count > 1 else { return .page(SearchPages.form(v, reader.state)) }
                let results = try SearchQueries.search(tx, question, reader: v.language, limit: shown)
                return .page(SearchPages.results(v, reader.state, question, results, kinds))
            }
        ]
        module.navigation = [NavigationItem("navigation.search", path.path(), order: 90, icon: magnifier)]
        return module
    }
}
