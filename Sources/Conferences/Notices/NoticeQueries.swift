internal import Core
internal import Database
internal import Foundation
internal import Web

enum NoticeQueries {
    /// The latest first.
    static func all(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [Notice] {
        try tx.rows(
            """
            select id, kind, text, old_starts_at, made_at from conference_notices
            where tenant_id = (select current_tenant()) and conference_id = $1 order by id desc
            """, conference, read: Notice.init(row:))
    }

    static func notice(_ tx: borrowing Transaction, _ id: ID<Notice>) throws -> Notice? {
        try tx.first(
            "select id, kind, text, old_starts_at, made_at from conference_notices where tenant_id = (select current_tenant()) and id = $1", id,
            read: Notice.init(row:))
    }

    /// Whether this form was sent before.
    static func isThere(_ tx: borrowing Transaction, _ key: SubmissionKey) throws -> Bool {
        try tx.first("select true as found from conference_notices where tenant_id = (select current_tenant()) and submission_key = $1", key) { row in
            try row("found")
        } ?? false
    }

    /// It does not take place: everybody who is expected and can be reached is told.
    static func cancel(_ tx: borrowing Transaction, _ conference: Conference, _ text: LocalizedText, key: SubmissionKey, at now: Date) throws {
        guard let id = try insert(tx, .cancelled, text, of: conference, key: key) else { return }
        try ConferenceQueries.take(tx, .cancelled, of: conference.id, at: now)
        try tell(tx, .cancelled, id, of: conference, try MessageQueries.expected(tx, at: conference.id), at: now)
    }

    /// It takes place at another time or in another place.
    static func moved(_ tx: borrowing Transaction, from old: Conference, because reason: String, key: SubmissionKey, at now: Date) throws {
        let text = reason.isEmpty ? LocalizedText([:]) : LocalizedText(german: reason)
        guard let id = try insert(tx, .moved, text, of: old, key: key) else { return }
        try tell(tx, .moved, id, of: old, try MessageQueries.expected(tx, at: old.id), at: now)
        let new = try ConferenceQueries.conference(tx, id: old.id)
        try tx.execute(
            """
            update cards set code_valid_from = $2, code_valid_until = $3 where tenant_id = current_tenant()
                and person_id in (select r.person_id from registrations as r where r.tenant_id = current_tenant() and r.conference_id = $1)
            """, new.id, new.codeHours.from, new.codeHours.until)
    }

    /// Something else: before the evening to those who are expected, after it to those who wanted to know what became of it.
    static func tellAll(_ tx: borrowing Transaction, _ text: LocalizedText, of conference: Conference, key: SubmissionKey, at now: Date) throws {
        guard let id = try insert(tx, .news, text, of: conference, key: key) else { return }
        try tell(tx, .news, id, of: conference, try audience(tx, of: conference), at: now)
    }

    static func audience(_ tx: borrowing Transaction, of conference: Conference) throws -> [ID<Person>] {
        conference.hasTakenPlace ? try MessageQueries.followers(tx, of: conference.id) : try MessageQueries.expected(tx, at: conference.id)
    }

    /// Nil when this form was sent before.
    private static func insert(
        _ tx: borrowing Transaction, _ kind: Notice.Kind, _ text: LocalizedText, of conference: Conference, key: SubmissionKey
    ) throws -> ID<Notice>? {
        try tx.waitForTurn(key)
        return try tx.first(
            """
            insert into conference_notices (conference_id, kind, text, old_starts_at, old_venue_name, submission_key)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id
            """, conference.id, kind, text, kind == .moved ? conference.startsAt : nil, kind == .moved ? conference.venueName : nil, key
        ) { row in try row("id") }
    }

    private static func tell(
        _ tx: borrowing Transaction, _ kind: NewMessage.Kind, _ notice: ID<Notice>, of conference: Conference, _ people: [ID<Person>], at now: Date
    ) throws {
        try MessageQueries.put(
            tx, people.map { NewMessage(kind, to: $0, of: conference.id, occasion: notice.description, at: now) })
    }
}

extension Notice {
    init(row: Row) throws {
        self.init(
            id: try row("id"), kind: try row("kind"), text: try row("text"), oldStart: try row("old_starts_at"), madeAt: try row("made_at"))
    }
}

extension Notice.Kind: Bindable, Readable {}
