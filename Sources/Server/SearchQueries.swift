internal import Core
internal import Database

enum SearchQueries {
    /// What fits best comes first; at most `limit` of all that were found.
    static func search(_ tx: borrowing Transaction, _ question: String, reader: Language, limit: Int) throws -> SearchResults {
        var all = SearchResults()
        all.shown = try tx.rows("select * from search($1, $2, $3::int)", question, reader.code, limit) { row in
            all.found = try row("found")
            all.areSimilar = try row("similar")
            return SearchResult(
                kind: try row("kind"), place: try row("place"), title: try row("title"),
                piece: SearchPiece(marked: try row("piece"), language: Language(try row("language")), reader: reader), date: try row("happened_at"))
        }
        return all
    }
}
