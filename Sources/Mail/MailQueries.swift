internal import Core
internal import Database
internal import Foundation

enum MailQueries {
    enum Taken: Sendable {
        case gone
        case expired
        /// Somebody began to send it and never said how it went.
        case onItsWay
        case message(letter: [UInt8], recipient: [UInt8])
    }

    static func insert(_ tx: borrowing Transaction, _ id: ID<Letter>, letter: [UInt8], hours: Int) throws {
        try tx.execute(
            "insert into mails (id, letter, expires_at) values ($1, $2, now() + make_interval(hours => $3::int))", id, Bytes(letter), hours)
    }

    static func address(_ tx: borrowing Transaction, _ id: ID<Letter>, recipient: [UInt8], person: ID<Person>, minutes: Int) throws {
        try tx.execute(
            """
            update mails set recipient = $2, person_id = $3, expires_at = now() + make_interval(mins => $4::int)
            where tenant_id = current_tenant() and id = $1
            """, id, Bytes(recipient), person, minutes)
    }

    static func letter(_ tx: borrowing Transaction, _ id: ID<Letter>) throws -> [UInt8]? {
        try tx.first("select letter from mails where tenant_id = current_tenant() and id = $1", id) { row in (try row("letter") as Bytes).array }
    }

    static func replace(_ tx: borrowing Transaction, _ id: ID<Letter>, letter: [UInt8]) throws {
        try tx.execute("update mails set letter = $2 where tenant_id = current_tenant() and id = $1", id, Bytes(letter))
    }

    static func delete(_ tx: borrowing Transaction, _ id: ID<Letter>) throws {
        try tx.execute("delete from mails where tenant_id = current_tenant() and id = $1", id)
    }

    /// Takes a message for sending. From here on it is on its way until somebody says otherwise.
    static func take(_ tx: borrowing Transaction, _ id: ID<Letter>) throws -> Taken {
        let found = try tx.first(
            """
            select letter, recipient, expires_at <= now() as is_expired, taken_at is not null as is_taken, kept_at is not null as is_kept
            from mails where tenant_id = current_tenant() and id = $1 for update
            """, id
        ) { row -> Taken in
            if try row("is_kept") { return .gone }
            if try row("is_taken") { return .onItsWay }
            if try row("is_expired") { return .expired }
            guard let recipient: Bytes = try row("recipient") else { return .gone }
            return .message(letter: (try row("letter") as Bytes).array, recipient: recipient.array)
        }
        if case .message? = found { try tx.execute("update mails set taken_at = now() where tenant_id = current_tenant() and id = $1", id) }
        return found ?? .gone
    }

    static func putBack(_ tx: borrowing Transaction, _ id: ID<Letter>) throws {
        try tx.execute("update mails set taken_at = null where tenant_id = current_tenant() and id = $1", id)
    }

    static func keep(_ tx: borrowing Transaction, _ id: ID<Letter>) throws {
        try tx.execute("update mails set kept_at = now() where tenant_id = current_tenant() and id = $1", id)
    }

    struct Kept: Sendable {
        let id: ID<Letter>
        let letter: [UInt8]
        let recipient: [UInt8]
        let at: Date
    }

    /// The mailbox of a developer's machine, newest first.
    static func kept(_ tx: borrowing Transaction) throws -> [Kept] {
        try tx.rows(
            """
            select id, letter, recipient, kept_at from mails where tenant_id = (select current_tenant()) and kept_at is not null
            order by kept_at desc, id limit 50
            """
        ) { row in
            Kept(
                id: try row("id"), letter: (try row("letter") as Bytes).array, recipient: (try row("recipient") as Bytes).array,
                at: try row("kept_at"))
        }
    }

    /// Messages that nobody can use any more. Their dead letters have been there for a week.
    static func forgetExpired(_ tx: borrowing Transaction) throws {
        try tx.execute("delete from mails where tenant_id = current_tenant() and expires_at < now() - interval '7 days'")
    }
}
