public import Core
public import Database
internal import Foundation
internal import Web

public enum ConferenceQueries {
    /// All conferences, the latest first. Guests see announced ones only.
    public static func all(_ tx: borrowing Transaction, withDrafts: Bool) throws -> [Conference] {
        try tx.rows(
            "select * from conference_list() where $1 or 'announced' = any(steps) order by starts_at desc", withDrafts, read: Conference.init(row:))
    }

    /// The conference that is at this place in an address.
    /// - Throws: ``Refusal/notFound`` when there is none, or when it is not announced and the viewer has nothing to do with drafts.
    public static func conference(_ tx: borrowing Transaction, slug: String) throws -> Conference {
        let found = try tx.first("select * from conference_list() where slug = $1", slug, read: Conference.init(row:))
        guard let found, try found.isAnnounced || Conference.editors.allows(tx.viewer.roles) else { throw Refusal.notFound }
        return found
    }

    public static func conference(_ tx: borrowing Transaction, id: ID<Conference>) throws -> Conference {
        guard let found = try tx.first("select * from conference_list() where id = $1", id, read: Conference.init(row:)) else {
            throw Refusal.notFound
        }
        return found
    }

    /// Those of these conferences for which one can register now, by their slugs.
    static func openForRegistration(_ tx: borrowing Transaction, slugs: [String]) throws -> [String: Conference] {
        let found = try tx.rows("select * from conference_list() where slug = any($1)", Array(Set(slugs)), read: Conference.init(row:))
        return Dictionary(uniqueKeysWithValues: found.filter { $0.registration == .open }.map { ($0.slug, $0) })
    }

    /// The address of what this form has already made, if it was sent before.
    static func slug(_ tx: borrowing Transaction, for key: SubmissionKey) throws -> String? {
        try tx.waitForTurn(key)
        return try tx.first("select slug from conference_list() where submission_key = $1", key) { row in try row("slug") }
    }

    /// The conference that is live, if one is.
    public static func live(_ tx: borrowing Transaction) throws -> Conference? { try all(tx, withDrafts: false).last { $0.isLive } }

    static func offers(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [Offer] {
        try tx.rows(
            """
            select kind, description from conference_offers
            where tenant_id = (select current_tenant()) and conference_id = $1 order by position
            """, conference
        ) { row in Offer(kind: try row("kind"), description: try row("description")) }
    }

    static func programme(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [ProgrammeItem] {
        try tx.rows(
            """
            select starts_at, title from programme_items
            where tenant_id = (select current_tenant()) and conference_id = $1 order by position
            """, conference
        ) { row in ProgrammeItem(startsAt: try row("starts_at"), title: try row("title")) }
    }

    /// What this council has planned, and others have announced, for about the same hours, earliest first.
    static func elsewhere(_ tx: borrowing Transaction, around conference: Conference) throws -> [ConferenceElsewhere] {
        try tx.rows(
            """
            select council, origin, slug, name, starts_at, venue_name from published($1, $2)
            union all
            select t.name, t.origin, c.slug, c.name, c.starts_at, c.venue_name from conferences as c join tenants as t on t.id = c.tenant_id
            where c.tenant_id = (select current_tenant()) and c.id <> $3 and c.starts_at >= $1 and c.starts_at < $2
                and not exists (select from conference_steps as s
                    where s.tenant_id = c.tenant_id and s.conference_id = c.id and s.step = 'cancelled')
            order by starts_at, origin, slug
            """, conference.startsAt.addingTimeInterval(-12 * 3600), conference.endsAt.addingTimeInterval(12 * 3600), conference.id
        ) { row in
            ConferenceElsewhere(
                council: try row("council"), origin: try row("origin"), slug: try row("slug"), name: try row("name"), startsAt: try row("starts_at"),
                venueName: try row("venue_name"))
        }
    }

    /// Takes a step; taking it twice changes nothing. To open registration again takes its closing back.
    static func take(_ tx: borrowing Transaction, _ step: Conference.Step, of conference: ID<Conference>, at now: Date) throws {
        try tx.execute("insert into conference_steps (conference_id, step) values ($1, $2) on conflict do nothing", conference, step)
        if step == .registrationOpened {
            try tx.execute(
                "delete from conference_steps where tenant_id = current_tenant() and conference_id = $1 and step = 'registration_closed'", conference)
        }
        if step == .documented {
            try tx.execute(
                "update conferences set corrections_until = $2::date where tenant_id = current_tenant() and id = $1", conference,
                DateStyle.isoDay(now.addingTimeInterval(Conference.daysOfCorrection * 86_400)))
        }
    }

    static func insert(_ tx: borrowing Transaction, _ new: ConferenceDraft, key: SubmissionKey = SubmissionKey()) throws -> ID<Conference> {
        let id: ID<Conference> = try tx.one(
            """
            insert into conferences (slug, short_name, name, motto, summary, description, doors_at, starts_at, ends_at, venue_name,
                venue_address, directions, access, who_can_come, languages, capacity, is_demonstration, submission_key, needs_until, format,
                speakers, venue_facts, easy_text, easy_testers, sign_video)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19::date, $20, $21, $22, $23,
                $24, $25) returning id
            """,
            new.slug, new.shortName, new.name, new.motto, new.summary, new.description, new.doorsAt, new.startsAt, new.endsAt, new.venueName,
            new.venueAddress, new.directions, new.access, new.whoCanCome, new.languages, new.capacity, new.isDemonstration, key,
            new.needsUntil, new.format, new.speakers, new.venueFacts, new.easy.text, new.easy.testedBy, new.easy.signVideo
        ) { row in try row("id") }
        try writeParts(tx, of: id, new)
        return id
    }

    static func update(_ tx: borrowing Transaction, _ id: ID<Conference>, _ new: ConferenceDraft) throws {
        try tx.execute(
            """
            update conferences set short_name = $2, name = $3, motto = $4, summary = $5, description = $6, doors_at = $7, starts_at = $8,
                ends_at = $9, venue_name = $10, venue_address = $11, directions = $12, access = $13, who_can_come = $14, languages = $15,
                capacity = $16, needs_until = $17::date, format = $18, speakers = $19, venue_facts = $20,
                easy_text = $21, easy_testers = $22, sign_video = $23
            where tenant_id = current_tenant() and id = $1
            """,
            id, new.shortName, new.name, new.motto, new.summary, new.description, new.doorsAt, new.startsAt, new.endsAt, new.venueName,
            new.venueAddress, new.directions, new.access, new.whoCanCome, new.languages, new.capacity,
            new.needsUntil, new.format, new.speakers, new.venueFacts, new.easy.text, new.easy.testedBy, new.easy.signVideo)
        try tx.execute("delete from conference_offers where tenant_id = current_tenant() and conference_id = $1", id)
        try tx.execute("delete from programme_items where tenant_id = current_tenant() and conference_id = $1", id)
        try writeParts(tx, of: id, new)
    }

    private static func writeParts(_ tx: borrowing Transaction, of id: ID<Conference>, _ new: ConferenceDraft) throws {
        for (position, offer) in new.offers.enumerated() {
            try tx.execute(
                "insert into conference_offers (conference_id, position, kind, description) values ($1, $2, $3, $4)",
                id, position, offer.kind, offer.description)
        }
        for (position, item) in new.programme.enumerated() {
            try tx.execute(
                "insert into programme_items (conference_id, position, starts_at, title) values ($1, $2, $3, $4)",
                id, position, item.startsAt, item.title)
        }
    }

    /// Moves a conference with everything that has a time to another day. For demonstrations, which are live on any day.
    static func move(_ tx: borrowing Transaction, _ conference: Conference, byDays days: Int) throws {
        try tx.execute(
            """
            update conferences set doors_at = doors_at + make_interval(days => $2::int), starts_at = starts_at + make_interval(days => $2::int),
                ends_at = ends_at + make_interval(days => $2::int), needs_until = needs_until + $2::int
            where tenant_id = current_tenant() and id = $1
            """, conference.id, days)
        try tx.execute(
            """
            update programme_items set starts_at = starts_at + make_interval(days => $2::int)
            where tenant_id = current_tenant() and conference_id = $1
            """, conference.id, days)
        try tx.execute(
            """
            update cards set code_valid_from = code_valid_from + make_interval(days => $2::int),
                code_valid_until = code_valid_until + make_interval(days => $2::int)
            where tenant_id = current_tenant()
                and person_id in (select r.person_id from registrations as r where r.tenant_id = current_tenant() and r.conference_id = $1)
            """, conference.id, days)
    }
}

extension Conference {
    /// Who may see and write drafts.
    public static let editors = Permission.roles(.councilOffice, .tenantAdmin)

    init(row: Row) throws {
        let steps: [String] = try row("steps")
        self.init(
            id: try row("id"), slug: try row("slug"), shortName: try row("short_name"), name: try row("name"), motto: try row("motto"),
            summary: try row("summary"), description: try row("description"), doorsAt: try row("doors_at"), startsAt: try row("starts_at"),
            endsAt: try row("ends_at"), venueName: try row("venue_name"), venueAddress: try row("venue_address"),
            directions: try row("directions"), access: try row("access"), whoCanCome: try row("who_can_come"),
            languages: try row("languages"), capacity: try row("capacity"), needsUntil: try row("needs_until"), format: try row("format"),
            correctionsUntil: try row("corrections_until"), speakers: try row("speakers"),
            venueFacts: (try row("venue_facts") as [String]).compactMap(VenueFact.init(rawValue:)),
            easy: EasyVersion(text: try row("easy_text"), testedBy: try row("easy_testers"), signVideo: try row("sign_video")),
            isDemonstration: try row("is_demonstration"),
            steps: Set(steps.compactMap(Step.init(rawValue:))))
    }
}

extension Conference.Step: Bindable {}
extension Conference.Format: Bindable, Readable {}
extension VenueFact: BindableElement {}
extension Offer.Kind: Bindable, Readable {}
