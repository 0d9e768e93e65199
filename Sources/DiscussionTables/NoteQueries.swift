public import Conferences
public import Core
public import Database
internal import Web

public enum NoteQueries {
    /// The notes of one table, in their order.
    public static func notes(_ tx: borrowing Transaction, of table: ID<DiscussionTable>) throws -> [Note] {
        try tx.rows("select * from note_list() where table_id = $1 order by position", table, read: Note.init(row:))
    }

    /// The notes of a whole conference, in their order.
    public static func all(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [Note] {
        try tx.rows("select * from note_list() where conference_id = $1 order by position", conference, read: Note.init(row:))
    }

    /// Keeps a note; the same form sent twice keeps it once. Only its order is remembered, not who or when.
    static func add(
        _ tx: borrowing Transaction, table: DiscussionTable, of conference: ID<Conference>, round: ID<Round>?, kind: Note.Kind, body: String,
        language: Language, key: SubmissionKey
    ) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('notes ' || $1::text, 0))", conference)
        try tx.execute(
            """
            insert into notes (conference_id, table_id, round_id, position, kind, body, language, submission_key)
            select $1, $2, $3, 1 + coalesce((select max(n.position) from notes as n
                where n.tenant_id = current_tenant() and n.conference_id = $1), 0), $4, $5, $6, $7
            on conflict (tenant_id, submission_key) do nothing
            """, conference, table.id, round, kind, body, language, key)
    }

    static func release(_ tx: borrowing Transaction, _ note: ID<Note>, of conference: ID<Conference>) throws {
        guard try exists(tx, note, of: conference) else { throw Refusal.notFound }
        try tx.execute("insert into note_releases (note_id) values ($1) on conflict do nothing", note)
    }

    static func withdraw(_ tx: borrowing Transaction, _ note: ID<Note>, of conference: ID<Conference>) throws {
        guard try exists(tx, note, of: conference) else { throw Refusal.notFound }
        try tx.execute("delete from note_releases where tenant_id = current_tenant() and note_id = $1", note)
    }

    private static func exists(_ tx: borrowing Transaction, _ note: ID<Note>, of conference: ID<Conference>) throws -> Bool {
        try tx.first("select true as found from notes where tenant_id = current_tenant() and id = $1 and conference_id = $2", note, conference) {
            row in try row("found")
        } ?? false
    }
}

extension Note {
    init(row: Row) throws {
        self.init(
            id: try row("id"), table: try row("table_number"), round: try row("round_number"), kind: try row("kind"), body: try row("body"),
            language: try row("language"), isReleased: try row("is_released"))
    }
}

extension Note.Kind: Bindable, Readable {}
