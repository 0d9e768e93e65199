internal import Core
internal import Database

enum BlankCardQueries {
    /// One at a time for each conference; released with the transaction. No number comes twice, whatever became of its card.
    static func nextNumber<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws -> Int {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('blank cards ' || $1::text, 0))", occasion)
        return try tx.one(
            "select 1 + coalesce(max(number), 0) as number from blank_cards where tenant_id = current_tenant() and conference_id = $1", occasion
        ) { row in try row("number") }
    }

    static func insert<Occasion>(_ tx: borrowing Transaction, _ cards: [StoredCard], for occasion: ID<Occasion>, key: SubmissionKey) throws {
        try tx.execute(
            """
            insert into blank_cards (conference_id, number, secret_hash, code_mac, ending, submission_key)
            select $1, n.number, n.secret_hash, n.code_mac, n.ending, $2
            from unnest($3::int[], $4::bytea[], $5::bytea[], $6::text[]) as n (number, secret_hash, code_mac, ending)
            """,
            occasion, key, cards.map { $0.number ?? 0 }, cards.map { Bytes($0.secretHash) }, cards.map { Bytes($0.codeMAC) }, cards.map(\.ending))
    }

    /// Those that can still be handed out.
    static func pile<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws -> BlankCards.Pile? {
        try tx.first(
            """
            select count(*)::int as count, min(number) as lowest, max(number) as highest from blank_cards
            where tenant_id = (select current_tenant()) and conference_id = $1 and taken_at is null and discarded_at is null
            having count(*) > 0
            """, occasion, read: BlankCards.Pile.init(row:))
    }

    static func hashes<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws -> [BlankCards.Hash] {
        try tx.rows(
            """
            select number, secret_hash from blank_cards
            where tenant_id = (select current_tenant()) and conference_id = $1 and taken_at is null and discarded_at is null order by number
            """, occasion
        ) { row in BlankCards.Hash(number: try row("number"), secretHash: (try row("secret_hash") as Bytes).array) }
    }

    /// Those that this form has made, whatever became of them.
    static func made<Occasion>(_ tx: borrowing Transaction, for occasion: ID<Occasion>, by key: SubmissionKey) throws -> BlankCards.Pile? {
        try tx.first(
            """
            select count(*)::int as count, min(number) as lowest, max(number) as highest from blank_cards
            where tenant_id = current_tenant() and conference_id = $1 and submission_key = $2 having count(*) > 0
            """, occasion, key, read: BlankCards.Pile.init(row:))
    }

    /// Takes a card off the pile; two desks that type the same number get it once.
    static func take<Occasion>(_ tx: borrowing Transaction, number: Int, of occasion: ID<Occasion>) throws -> StoredCard? {
        try tx.first(
            """
            update blank_cards set taken_at = now()
            where tenant_id = current_tenant() and conference_id = $1 and number = $2 and taken_at is null and discarded_at is null
            returning secret_hash, code_mac, ending
            """, occasion, number
        ) { row in
            StoredCard(
                secretHash: (try row("secret_hash") as Bytes).array, codeMAC: (try row("code_mac") as Bytes).array, ending: try row("ending"),
                number: number)
        }
    }

    static func discard<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws -> Int {
        try tx.execute(
            """
            update blank_cards set discarded_at = now()
            where tenant_id = current_tenant() and conference_id = $1 and taken_at is null and discarded_at is null
            """, occasion)
    }

    static func deleteAll<Occasion>(_ tx: borrowing Transaction, of occasion: ID<Occasion>) throws {
        try tx.execute("delete from blank_cards where tenant_id = current_tenant() and conference_id = $1", occasion)
    }

    /// Whether there is a card with this secret (of its QR code) or this code that nobody has been given yet.
    static func isBlank(_ tx: borrowing Transaction, secretHash: [UInt8]?, codeMAC: [UInt8]?) throws -> Bool {
        try tx.first(
            """
            select true as found from blank_cards where tenant_id = current_tenant() and (secret_hash = $1 or code_mac = $2) and taken_at is null
                and discarded_at is null limit 1
            """, secretHash.map { Bytes($0) }, codeMAC.map { Bytes($0) }
        ) { row in try row("found") } ?? false
    }
}

extension BlankCards.Pile {
    init(row: Row) throws { self.init(count: try row("count"), lowest: try row("lowest"), highest: try row("highest")) }
}
