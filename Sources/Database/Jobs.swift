public import Core
public import Postgres

public import struct Foundation.Date

/// What is to be done later, for one tenant: put down in a transaction, taken by whichever server is free, deleted when it is done.
public struct Job: Sendable, Hashable {
    /// Whose job it is; what it does, it does for this tenant alone.
    public let tenant: ID<Tenant>
    /// The same at every try: for whoever receives something from us and must not take it twice.
    public let id: ID<Job>
    /// What is to be done.
    public let kind: String
    /// What it is about: an id or a date, never content.
    public let subject: String
    /// From 1.
    public let attempt: Int
}

/// How a kind of job is done.
public struct JobWork: Sendable {
    /// Whether something leaves the house.
    public enum Way: Sendable {
        /// In one transaction with its end: what it does happens exactly once.
        case inside(@Sendable (borrowing Transaction, Job, Date) throws -> Void)
        /// Something leaves the house, which no transaction can take back. It may be sent again when its end could not be written
        /// down; then with the same ``Job/id``, by which the receiver knows.
        case outside(@Sendable (Database, Job, Date) async throws -> Void)
    }

    /// Lower-case letters and hyphens.
    public let kind: String
    /// Done again and again for every tenant; see ``JobRunner/putDownRepeated()``. Nil: when somebody puts it down.
    public let every: Rhythm?
    /// How it is done.
    public let way: Way

    /// Whether doing it means to wait for somebody outside.
    public var leavesTheHouse: Bool { if case .outside = way { true } else { false } }

    /// How often a job comes back by itself.
    public enum Rhythm: Sendable {
        /// Between three and four in the morning.
        case night
        /// Within the first ten minutes of an hour.
        case hour
    }

    /// - Parameter kind: lower-case letters and hyphens, as the database wants it.
    public init(_ kind: String, every: Rhythm? = nil, _ way: Way) {
        self.kind = kind
        self.every = every
        self.way = way
    }
}

/// Why a try failed, said by whoever did the work. Other errors are told by their type alone, since they may carry data.
public struct JobFailure: Error {
    /// For an operator; without data.
    public let reason: String
    /// There is no use in trying again.
    public let isFinal: Bool

    /// - Parameters: what an operator reads, without data; and whether it is a dead letter at once.
    public init(_ reason: String, isFinal: Bool = false) {
        self.reason = reason
        self.isFinal = isFinal
    }
}

extension Transaction {
    /// Puts a job down; the same kind and subject that are there already are not put down again.
    /// - Parameter time: when it may be taken, by the clock that the program goes by.
    public func enqueue(_ kind: String, subject: String = "", at time: Date) {
        later(
            "insert into jobs (kind, subject, run_at) values ($1, $2, $3) on conflict (tenant_id, kind, subject) do nothing",
            kind, subject, time)
    }
}

/// A tenant's jobs as an operator sees them.
public struct JobState: Sendable {
    /// What is to be done.
    public let kind: String
    /// What it is about.
    public let subject: String
    /// How often it was tried.
    public let attempts: Int
    /// When it is tried (again).
    public let dueAt: Date
    /// What the last try failed of, without data.
    public let lastError: String?
    /// A dead letter: nobody tries any more.
    public let isGivenUp: Bool

    /// Those of the transaction's tenant, dead letters last.
    public static func all(_ tx: borrowing Transaction) throws -> [JobState] {
        try tx.rows("select * from jobs where tenant_id = (select current_tenant()) order by given_up_at nulls last, run_at, id") { row in
            JobState(
                kind: try row("kind"), subject: try row("subject"), attempts: try row("attempts"), dueAt: try row("run_at"),
                lastError: try row("last_error"), isGivenUp: try row("given_up_at") as Date? != nil)
        }
    }

    /// Gives the dead letters of the transaction's tenant another eight tries. Returns how many there were.
    public static func retry(_ tx: borrowing Transaction, at now: Date) throws -> Int {
        try tx.execute(
            "update jobs set given_up_at = null, attempts = 0, run_at = $1 where tenant_id = (select current_tenant()) and given_up_at is not null",
            now
        )
    }
}

/// Takes jobs and does them.
public struct JobRunner: Sendable {
    private let database: Database
    private let works: [String: JobWork]

    /// After so many tries somebody has to look.
    public static let mostAttempts = 8
    /// How long a try may take before another server takes the job.
    private static let lease = 120

    /// - Parameter works: how each kind is done; no kind twice.
    public init(_ database: Database, _ works: [JobWork]) {
        self.database = database
        self.works = Dictionary(uniqueKeysWithValues: works.map { ($0.kind, $0) })
    }

    /// What became of a try.
    public enum Outcome: Sendable, Equatable {
        /// And gone, or put off to the next night.
        case done
        /// It is tried again later.
        case failed
        /// It is a dead letter now.
        case givenUp
        /// It took longer than its lease, and another server has it.
        case takenByOthers
    }

    /// Takes one job that is due and does it. Nil when there is none.
    public func runOne(now: Date) async throws -> (job: Job, outcome: Outcome)? {
        guard let job = try await claim(now), let work = works[job.kind] else { return nil }
        do {
            switch work.way {
            case .inside(let body):
                let isOurs = try await database.write(as: .house(job.tenant)) { tx in
                    // Taken off first: should another server have taken it meanwhile, nothing of the work may happen.
                    guard try Self.end(tx, job, work, now) else { return false }
                    try body(tx, job, now)
                    return true
                }
                return (job, isOurs ? .done : .takenByOthers)
            case .outside(let body):
                try await body(database, job, now)
                let isOurs = try await database.write(as: .house(job.tenant)) { tx in try Self.end(tx, job, work, now) }
                return (job, isOurs ? .done : .takenByOthers)
            }
        } catch {
            return (job, try await putBack(job, work, error, now))
        }
    }

    /// Makes sure that every tenant has the jobs that come back; those that are new begin at once.
    public func putDownRepeated(now: Date) async throws {
        let repeated = works.values.filter { $0.every != nil }.map(\.kind).sorted()
        let tenants = try await database.readRegister { tx in
            try tx.rows("select id from tenants where suspended_at is null order by id") { row in try row("id") as ID<Tenant> }
        }
        for tenant in tenants {
            try await database.write(as: .house(tenant)) { tx in for kind in repeated { tx.enqueue(kind, at: now) } }
        }
    }

    private func claim(_ now: Date) async throws -> Job? {
        let kinds = works.keys.sorted()
        return try await database.acrossTenants { tx in
            try tx.first("select * from claim_job($1, $2, make_interval(secs => $3::int8))", kinds, now, Self.lease) { row in
                Job(
                    tenant: try row("tenant_id"), id: try row("id"), kind: try row("kind"), subject: try row("subject"), attempt: try row("attempt"))
            }
        }
    }

    /// False when another server has taken it meanwhile.
    private static func end(_ tx: borrowing Transaction, _ job: Job, _ work: JobWork, _ now: Date) throws -> Bool {
        guard let rhythm = work.every else {
            return try tx.execute("delete from jobs where tenant_id = current_tenant() and id = $1 and attempts = $2", job.id, job.attempt) == 1
        }
        // Councils spread over an hour, or over ten minutes.
        return try tx.execute(
            """
            update jobs set attempts = 0, last_error = null, run_at = case when $4
                then (($3::timestamptz at time zone 'Europe/Berlin')::date + 1 + time '03:00' + random() * interval '1 hour') at time zone 'Europe/Berlin'
                else date_trunc('hour', $3::timestamptz) + interval '1 hour' + random() * interval '10 minutes' end
            where tenant_id = current_tenant() and id = $1 and attempts = $2
            """, job.id, job.attempt, now, rhythm == .night) == 1
    }

    /// Later, then: after half a minute, and twice as long each time, a little earlier or later at random.
    private func putBack(_ job: Job, _ work: JobWork, _ error: any Error, _ now: Date) async throws -> Outcome {
        let failure = error as? JobFailure
        // What comes back by itself is never given up: its next time comes, and whatever was in its way may be gone.
        let isLast = work.every == nil && (failure?.isFinal == true || job.attempt >= Self.mostAttempts)
        let pause = 30 * Double(1 << min(job.attempt - 1, 10)) * Double.random(in: 0.8...1.2)
        // What kind of error, and nothing that it may carry.
        let ofDatabase = (error as? PostgresError).map { $0.state.map { "SQLSTATE \($0)" } ?? $0.description }
        let what = String((failure?.reason ?? ofDatabase ?? "\(type(of: error))").prefix(300))
        let isOurs = try await database.write(as: .house(job.tenant)) { tx in
            try tx.execute(
                """
                update jobs set run_at = $3, last_error = $4, given_up_at = case when $5 then now() end
                where tenant_id = current_tenant() and id = $1 and attempts = $2
                """, job.id, job.attempt, now.addingTimeInterval(pause), what, isLast) == 1
        }
        return !isOurs ? .takenByOthers : isLast ? .givenUp : .failed
    }
}
