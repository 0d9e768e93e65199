internal import Conferences
internal import Core
internal import Database
internal import Recommendations
internal import Tally

internal import struct Foundation.Date

enum PollQueries {
    static func all(_ tx: borrowing Transaction, of conference: ID<Conference>) throws -> [Poll] {
        try tx.rows("select * from poll_list() where conference_id = $1 order by id", conference, read: Poll.init(row:))
    }

    static func poll(_ tx: borrowing Transaction, _ id: ID<Poll>) throws -> Poll {
        guard let poll = try tx.first("select * from poll_list() where id = $1", id, read: Poll.init(row:)) else { throw Refusal.notFound }
        return poll
    }

    static func questions(_ tx: borrowing Transaction, of poll: ID<Poll>) throws -> [Question] {
        try tx.rows(
            """
            select q.recommendation_id, q.position, r.title, r.body from poll_questions as q
            join recommendations as r on r.tenant_id = q.tenant_id and r.id = q.recommendation_id
            where q.tenant_id = (select current_tenant()) and q.poll_id = $1 order by q.position
            """, poll
        ) { row in
            Question(recommendation: try row("recommendation_id"), position: try row("position"), title: try row("title"), body: try row("body"))
        }
    }

    /// Makes a ballot paper. Nil when the same form has made it before.
    static func create(
        _ tx: borrowing Transaction, of conference: ID<Conference>, title: LocalizedText, about: [ID<Recommendation>], key: SubmissionKey
    ) throws -> ID<Poll>? {
        let id: ID<Poll>? = try tx.first(
            """
            insert into polls (conference_id, title, submission_key) values ($1, $2, $3)
            on conflict (tenant_id, submission_key) do nothing returning id
            """, conference, title, key
        ) { row in try row("id") }
        guard let id else { return nil }
        try tx.execute(
            """
            insert into poll_questions (poll_id, recommendation_id, position)
            select $1, r.id, row_number() over (order by r.position)
            from recommendations as r where r.tenant_id = current_tenant() and r.conference_id = $2 and r.id = any($3)
            """, id, conference, about)
        return id
    }

    /// Closing waits for ballots that are being cast, and none begins while it happens.
    private static func lock(_ tx: borrowing Transaction, _ poll: ID<Poll>) throws {
        try tx.execute("select pg_advisory_xact_lock(hashtextextended('poll ' || $1::text, 0))", poll)
    }

    static func open(_ tx: borrowing Transaction, _ poll: ID<Poll>) throws {
        try tx.execute("insert into poll_openings (poll_id) values ($1) on conflict do nothing", poll)
    }

    static func close(_ tx: borrowing Transaction, _ poll: ID<Poll>) throws {
        try lock(tx, poll)
        try tx.execute("insert into poll_closings (poll_id) values ($1) on conflict do nothing", poll)
    }

    /// False when it has been released before.
    static func release(_ tx: borrowing Transaction, _ poll: ID<Poll>) throws -> Bool {
        try tx.execute("insert into result_releases (poll_id) values ($1) on conflict do nothing", poll) == 1
    }

    enum Cast { case counted, before, closed }

    /// Casts a ballot. The table's key is the rule: one person, one ballot, whatever is sent how often at once.
    static func cast(_ tx: borrowing Transaction, _ choices: Choices, by person: ID<Person>, in poll: ID<Poll>) throws -> Cast {
        try tx.execute("select pg_advisory_xact_lock_shared(hashtextextended('poll ' || $1::text, 0))", poll)
        let isOpen = try tx.one(
            """
            select exists (select from poll_openings as o where o.tenant_id = current_tenant() and o.poll_id = $1)
                and not exists (select from poll_closings as c where c.tenant_id = current_tenant() and c.poll_id = $1) as is_open
            """, poll
        ) { row in try row("is_open") as Bool }
        guard isOpen else { return try ballot(tx, of: person, in: poll) == nil ? .closed : .before }
        guard try tx.execute("insert into open_ballots (poll_id, person_id) values ($1, $2) on conflict do nothing", poll, person) == 1 else {
            return .before
        }
        let sorted = choices.sorted { $0.key.description < $1.key.description }
        try tx.execute(
            """
            insert into open_choices (poll_id, person_id, recommendation_id, choice)
            select $1, $2, x.recommendation, x.choice from unnest($3::uuid[], $4::text[]) as x (recommendation, choice)
            """, poll, person, sorted.map(\.key), sorted.map(\.value.rawValue))
        return .counted
    }

    /// What a person chose; nil when they have not voted.
    static func ballot(_ tx: borrowing Transaction, of person: ID<Person>?, in poll: ID<Poll>) throws -> Choices? {
        let rows = try tx.rows(
            "select recommendation_id, choice from open_choices where tenant_id = (select current_tenant()) and poll_id = $1 and person_id = $2",
            poll, person
        ) { row in (try row("recommendation_id") as ID<Recommendation>, try row("choice") as YesNoAbstain.Choice) }
        return rows.isEmpty ? nil : Dictionary(uniqueKeysWithValues: rows)
    }

    static func outcomes(_ tx: borrowing Transaction, of poll: ID<Poll>) throws -> [Outcome] {
        let choices = try tx.rows(
            """
            select recommendation_id, choice, count(*)::int as choices from open_choices
            where tenant_id = (select current_tenant()) and poll_id = $1 group by recommendation_id, choice
            union all
            select recommendation_id, choice, choices from departed_choices where tenant_id = (select current_tenant()) and poll_id = $1
            """, poll
        ) { row in
            (
                recommendation: try row("recommendation_id") as ID<Recommendation>,
                choices: Array(repeating: try row("choice") as YesNoAbstain.Choice, count: try row("choices"))
            )
        }
        let byQuestion = Dictionary(grouping: choices, by: \.recommendation)
        return try questions(tx, of: poll).map { question in
            Outcome(question: question, count: YesNoAbstain.count((byQuestion[question.recommendation] ?? []).flatMap(\.choices)))
        }
    }
}

extension Poll {
    init(row: Row) throws {
        let isOpened: Bool = try row("is_opened")
        let isClosed: Bool = try row("is_closed")
        let releasedAt: Date? = try row("released_at")
        self.init(
            id: try row("id"), conferenceSlug: try row("conference_slug"), conference: try row("conference_id"), title: try row("title"),
            state: releasedAt != nil ? .released : isClosed ? .closed : isOpened ? .open : .planned, cast: try row("ballots"), releasedAt: releasedAt)
    }
}

extension YesNoAbstain.Choice: Bindable, Readable {}
