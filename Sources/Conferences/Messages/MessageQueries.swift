internal import Core
internal import Database
internal import Foundation
internal import Mail

enum MessageQueries {
    /// The job that lets a message leave by mail.
    static let kind = "conference-mail"

    /// Writes messages down for those who can be reached; what they were told already is not told again. Those by mail leave by
    /// themselves, the rest waits for somebody who calls or writes.
    static func put(_ tx: borrowing Transaction, _ messages: [NewMessage]) throws {
        if messages.isEmpty { return }
        let written = try tx.rows(
            """
            with new as (
                insert into messages (person_id, conference_id, kind, occasion)
                select x.person_id, x.conference_id, x.kind, x.occasion
                from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as x (person_id, conference_id, kind, occasion)
                join contacts as c on c.tenant_id = (select current_tenant()) and c.person_id = x.person_id and c.stopped_at is null
                on conflict do nothing
                returning id, person_id
            )
            select new.id, new.person_id from new
            join contacts as c on c.tenant_id = (select current_tenant()) and c.person_id = new.person_id
            where c.way = 'mail'
            """, messages.map(\.person), messages.map(\.conference), messages.map(\.kind), messages.map(\.occasion)
        ) { row in (id: try row("id") as ID<NewMessage>, person: try row("person_id") as ID<Person>) }
        let times = Dictionary(messages.map { ($0.person, $0.at) }) { first, _ in first }
        for message in written { tx.enqueue(kind, subject: message.id.description, at: times[message.person] ?? messages[0].at) }
    }

    static func message(_ tx: borrowing Transaction, _ id: ID<NewMessage>) throws -> StoredMessage? {
        try tx.first("select * from message_list(null) where id = $1", id, read: StoredMessage.init(row:))
    }

    /// What somebody of the office has to tell people, the oldest first.
    /// - Parameter canMail: false where no mail leaves, and those who read it have to be told as well.
    static func open(_ tx: borrowing Transaction, of conference: ID<Conference>, canMail: Bool) throws -> [StoredMessage] {
        try tx.rows(
            """
            select * from message_list($1) where not is_handled and not is_stopped and (way <> 'mail' or not $2 and kind <> 'registered')
            order by created_at, id
            """, conference, canMail, read: StoredMessage.init(row:))
    }

    /// It has left, or there is nothing to say any more.
    static func noteSent(_ tx: borrowing Transaction, _ id: ID<NewMessage>, by mail: ID<Letter>?) throws {
        try tx.execute("update messages set handled_at = now(), mail_id = $2 where tenant_id = current_tenant() and id = $1", id, mail)
    }

    /// Somebody has called or written. A second time it changes nothing.
    static func handle(_ tx: borrowing Transaction, _ id: ID<NewMessage>, of conference: ID<Conference>) throws {
        try tx.execute(
            """
            update messages set handled_at = now(), handled_by = current_person()
            where tenant_id = current_tenant() and id = $1 and conference_id = $2 and handled_at is null
            """, id, conference)
    }

    static func reopen(_ tx: borrowing Transaction, _ id: ID<NewMessage>, of conference: ID<Conference>) throws {
        try tx.execute(
            """
            update messages set handled_at = null, handled_by = null
            where tenant_id = current_tenant() and id = $1 and conference_id = $2 and handled_by is not null
            """, id, conference)
    }

    /// Those who are expected and can be told, of each party the first.
    /// - Parameter onlyReminded: only those with a seat who wanted a word before the evening and are not there yet.
    static func expected(_ tx: borrowing Transaction, at conference: ID<Conference>, onlyReminded: Bool = false) throws -> [ID<Person>] {
        try tx.rows(
            """
            -- An address is told once, however many have registered with it.
            select distinct on (c.address_mac) h.person_id from registration_list($1) as r
            join registration_list($1) as h on h.id = r.party_id
            join contacts as c on c.tenant_id = (select current_tenant()) and c.person_id = h.person_id and c.stopped_at is null
            where not r.is_cancelled and (not $2 or c.reminders and r.standing = 'confirmed' and not r.has_arrived)
            order by c.address_mac, h.place
            """, conference, onlyReminded
        ) { row in try row("person_id") }
    }

    /// Those who want to know what becomes of this evening.
    static func followers(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [ID<Person>] {
        try tx.rows(
            """
            select distinct on (address_mac) person_id from contacts
            where tenant_id = (select current_tenant()) and conference_id = $1 and follow_up and stopped_at is null order by address_mac, person_id
            """, conference
        ) { row in try row("person_id") }
    }

    /// How much has left in the last day for this address, which somebody else may have typed; and how many first messages in the last
    /// hour for addresses that nobody has answered from.
    static func sent(_ tx: borrowing Transaction, mac: [UInt8]) throws -> (toAddress: Int, first: Int) {
        try tx.one(
            """
            select (select count(*) from messages as m join contacts as c on c.tenant_id = m.tenant_id and c.person_id = m.person_id
                    where m.tenant_id = (select current_tenant()) and c.address_mac = $1 and m.mail_id is not null
                        and m.handled_at > now() - interval '1 day')::int as to_address,
                (select count(*) from messages as m
                    where m.tenant_id = (select current_tenant()) and m.kind = 'registered' and m.handled_at > now() - interval '1 hour')::int as first
            """, Bytes(mac)
        ) { row in (try row("to_address"), try row("first")) }
    }

    /// The ways to reach these people, as many as can be reached.
    static func ways(_ tx: borrowing Transaction, of people: Set<ID<Person>>) throws -> [Contact.Way] {
        try tx.rows(
            "select way from contacts where tenant_id = (select current_tenant()) and person_id = any($1) and stopped_at is null", Array(people)
        ) { row in try row("way") }
    }

    // MARK: Contacts

    /// Whose messages this address ends.
    static func person(_ tx: borrowing Transaction, stopKey: ID<StoredContact>) throws -> (person: ID<Person>, isStopped: Bool)? {
        try tx.first(
            "select person_id, stopped_at is not null as is_stopped from contacts where tenant_id = current_tenant() and stop_key = $1", stopKey
        ) { row in (try row("person_id"), try row("is_stopped")) }
    }

    static func contact(_ tx: borrowing Transaction, of person: ID<Person>) throws -> StoredContact? {
        try tx.first(
            """
            select way, address, address_mac, reminders, follow_up, stopped_at is not null as is_stopped, stop_key
            from contacts where tenant_id = (select current_tenant()) and person_id = $1
            """, person, read: StoredContact.init(row:))
    }

    /// How those who registered can be reached.
    static func ways(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [ID<Person>: Contact.Way] {
        Dictionary(
            uniqueKeysWithValues: try tx.rows(
                """
                select c.person_id, c.way from contacts as c
                join registrations as r on r.tenant_id = c.tenant_id and r.person_id = c.person_id
                where c.tenant_id = (select current_tenant()) and r.conference_id = $1 and c.stopped_at is null
                """, conference
            ) { row in (try row("person_id") as ID<Person>, try row("way") as Contact.Way) })
    }

    /// Somebody does not want to be written to any more, whatever they or others have registered with this address. Or does again.
    static func stop(_ tx: borrowing Transaction, _ person: ID<Person>, _ isStopped: Bool) throws {
        try tx.execute(
            """
            update contacts set stopped_at = case when $2 then now() end
            where tenant_id = current_tenant() and address_mac in (
                select address_mac from contacts where tenant_id = current_tenant() and person_id = $1)
            """, person, isStopped)
    }

    /// Another address than before, or the first.
    static func replace(_ tx: borrowing Transaction, _ contact: NewContact, of person: ID<Person>, for conference: ID<Conference>) throws {
        try tx.execute("delete from contacts where tenant_id = current_tenant() and person_id = $1", person)
        try tx.execute(
            """
            insert into contacts (person_id, conference_id, way, address, address_mac, reminders, follow_up) values ($1, $2, $3, $4, $5, $6, $7)
            """, person, conference, contact.way, Bytes(contact.address), Bytes(contact.mac), contact.reminders, contact.followUp)
    }

    /// What was given and said for an evening goes with its registrations; but for those who want to know what becomes of it, and have
    /// not ended that.
    static func forget(_ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            delete from messages as m where m.tenant_id = current_tenant() and m.kind <> 'news' and not exists (
                select from registrations as r where r.tenant_id = m.tenant_id and r.conference_id = m.conference_id and r.person_id = m.person_id)
            """)
        try tx.execute(
            """
            delete from contacts as c where c.tenant_id = current_tenant() and (not c.follow_up or c.stopped_at is not null)
                and not exists (select from registrations as r where r.tenant_id = c.tenant_id and r.person_id = c.person_id)
            """)
    }

    /// How to reach whoever wanted to know what becomes of it, and what they were told, this long after the evening.
    static func forgetContacts(_ tx: borrowing Transaction, days: Int, at now: Date) throws -> Int {
        let told = try tx.execute(
            """
            delete from messages as m using conferences as c where m.tenant_id = current_tenant() and c.tenant_id = m.tenant_id
                and c.id = m.conference_id and c.ends_at <= $1::timestamptz - make_interval(days => $2::int)
            """, now, days)
        return try told
            + tx.execute(
                """
                delete from contacts as w using conferences as c where w.tenant_id = current_tenant() and c.tenant_id = w.tenant_id
                    and c.id = w.conference_id and c.ends_at <= $1::timestamptz - make_interval(days => $2::int)
                """, now, days)
    }
}

extension StoredMessage {
    init(row: Row) throws {
        self.init(
            id: try row("id"), kind: try row("kind"), person: try row("person_id"), name: try row("name"), language: try row("language"),
            conference: try row("conference_id"), reference: try row("reference"),
            occasion: try row("occasion"), contact: try StoredContact(row: row),
            isHandled: try row("is_handled"))
    }
}

extension StoredContact {
    init(row: Row) throws {
        self.init(
            way: try row("way"), address: (try row("address") as Bytes).array, mac: (try row("address_mac") as Bytes).array,
            reminders: try row("reminders"), followUp: try row("follow_up"), isStopped: try row("is_stopped"), stopKey: try row("stop_key"))
    }
}

extension NewMessage.Kind: BindableElement, Readable {}
extension Contact.Way: BindableElement, Readable {}
