internal import Core
internal import Database

internal import struct Foundation.Date

enum CardQueries {
    struct Holder: Sendable {
        let person: ID<Person>
        let card: ID<Card>
    }

    static func insert(_ tx: borrowing Transaction, _ card: StoredCard, person: ID<Person>, _ hours: CodeHours) throws -> ID<Card> {
        try tx.one(
            """
            insert into cards (person_id, secret_hash, code_mac, ending, number, code_valid_from, code_valid_until, issued_by)
            values ($1, $2, $3, $4, $5::int, $6, $7, current_person()) returning id
            """,
            person, Bytes(card.secretHash), Bytes(card.codeMAC), card.ending, card.number, hours.from, hours.until
        ) { row in try row("id") }
    }

    /// One at a time for each person, so that nobody ends up with two cards; released with the transaction.
    static func lock(_ tx: borrowing Transaction, _ person: ID<Person>) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('card ' || $1::text, 0))", person)
    }

    static func hasCard(_ tx: borrowing Transaction, _ person: ID<Person>, number: Int) throws -> Bool {
        try tx.first(
            """
            select true as found from cards as c where c.tenant_id = current_tenant() and c.person_id = $1 and c.number = $2::int
                and not exists (select from card_withdrawals as w where w.tenant_id = c.tenant_id and w.card_id = c.id)
            """, person, number
        ) { row in try row("found") } ?? false
    }

    static func hasSession(_ tx: borrowing Transaction, _ person: ID<Person>) throws -> Bool {
        try tx.one("select exists (select from sessions where tenant_id = current_tenant() and person_id = $1) as found", person) { row in
            try row("found")
        }
    }

    /// Returns how many there were.
    static func withdrawAll(_ tx: borrowing Transaction, of person: ID<Person>) throws -> Int {
        try tx.execute(
            """
            insert into card_withdrawals (card_id, withdrawn_by)
            select c.id, current_person() from cards as c
            where c.tenant_id = current_tenant() and c.person_id = $1
            on conflict do nothing
            """, person)
    }

    /// The holder of a card, by the QR code's secret. Works as long as the card was not replaced.
    static func holder(_ tx: borrowing Transaction, secretHash: [UInt8]) throws -> Holder? {
        try tx.first(
            """
            select c.person_id, c.id from cards as c
            where c.tenant_id = current_tenant() and c.secret_hash = $1
                and not exists (select from card_withdrawals as w where w.tenant_id = c.tenant_id and w.card_id = c.id)
            """, Bytes(secretHash)
        ) { row in Holder(person: try row("person_id"), card: try row("id")) }
    }

    /// The holder of a card, by its printed code, while that is valid.
    static func holder(_ tx: borrowing Transaction, codeMAC: [UInt8], at now: Date) throws -> Holder? {
        try tx.first(
            """
            select c.person_id, c.id from cards as c
            where c.tenant_id = current_tenant() and c.code_mac = $1 and $2 between c.code_valid_from and c.code_valid_until
                and not exists (select from card_withdrawals as w where w.tenant_id = c.tenant_id and w.card_id = c.id)
            """, Bytes(codeMAC), now
        ) { row in Holder(person: try row("person_id"), card: try row("id")) }
    }
}
