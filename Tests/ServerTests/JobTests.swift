import Core
import Database
import Foundation
import Server
import Synchronization
import TestSupport
import Testing

/// Jobs are done once, by whoever is free, each for its own tenant.
@Suite struct JobTests {
    private struct Setting {
        let testDatabase: TestDatabase
        let database: Database
        let harburg: ID<Tenant>
        let wandsbek: ID<Tenant>

        func enqueue(_ tenant: ID<Tenant>, _ kind: String, _ subject: String = "") async throws {
            try await database.write(as: .house(tenant)) { tx in tx.enqueue(kind, subject: subject, at: TestClock.evening) }
        }

        func jobs(_ tenant: ID<Tenant>) async throws -> [JobState] {
            try await database.read(as: .house(tenant)) { tx in try JobState.all(tx) }
        }

        /// What was done, as the audit log has it.
        func done(_ tenant: ID<Tenant>) async throws -> [String] {
            try await database.read(as: .house(tenant)) { tx in
                try tx.rows("select subject from audit_events where tenant_id = current_tenant() and action = 'probe.done' order by subject") { row in
                    try row("subject")
                }
            }
        }

        /// Nobody waits in a test.
        func makeAllDue() throws { try testDatabase.run("update jobs set run_at = '2026-01-01' where given_up_at is null") }
    }

    private struct Failed: Error {}

    private static let probe = JobWork("probe", .inside { tx, job, _ in try tx.audit(AuditEvent("probe.done", job.subject)) })

    private func with(_ test: (Setting) async throws -> Void) async throws {
        try await TestDatabase.with { testDatabase in
            let database = testDatabase.open(connections: 4)
            defer { database.shutdown() }
            let tenants = try await database.readRegister { tx in
                try tx.rows("select id from tenants order by slug") { row in try row("id") as ID<Tenant> }
            }
            try await test(Setting(testDatabase: testDatabase, database: database, harburg: tenants[0], wandsbek: tenants[1]))
        }
    }

    @Test func manyServersDoEachJobOnce() async throws {
        try await with { s in
            for number in 10..<40 {
                try await s.enqueue(s.harburg, "probe", "\(number)")
                if number < 20 { try await s.enqueue(s.wandsbek, "probe", "\(number)") }
                // Put down twice, it is there once.
                try await s.enqueue(s.harburg, "probe", "\(number)")
            }
            let done = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let runner = JobRunner(s.database, [Self.probe])
                        var count = 0
                        while let (_, outcome) = try await runner.runOne(now: TestClock.evening) { count += outcome == .done ? 1 : 0 }
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(done == 40)
            #expect(try await s.done(s.harburg) == (10..<40).map { "\($0)" })
            #expect(try await s.done(s.wandsbek) == (10..<20).map { "\($0)" }, "each for its own tenant")
            #expect(try await s.jobs(s.harburg).isEmpty)
        }
    }

    @Test func whatFailsIsTriedAgainLaterAndGivenUpInTheEnd() async throws {
        try await with { s in
            try await s.enqueue(s.harburg, "probe", "a")
            let failing = JobWork(
                "probe",
                .inside { tx, job, _ in
                    try tx.audit(AuditEvent("probe.done", job.subject))
                    try tx.execute("select 1 / 0, 'geheim'")
                })
            let runner = JobRunner(s.database, [failing])
            var pauses: [Double] = []
            for attempt in 1...JobRunner.mostAttempts {
                let (job, outcome) = try #require(try await runner.runOne(now: TestClock.evening))
                #expect(job.attempt == attempt && outcome == (attempt == JobRunner.mostAttempts ? .givenUp : .failed))
                let state = try #require(try await s.jobs(s.harburg).first)
                #expect(state.lastError == "SQLSTATE 22012", "what went wrong, and no data")
                pauses.append(state.dueAt.timeIntervalSince(TestClock.evening))
                #expect(try await runner.runOne(now: TestClock.evening) == nil, "not at once")
                try s.makeAllDue()
            }
            #expect(pauses[0] > 20 && pauses[0] < 40 && pauses[3] > 150 && pauses[3] < 300)
            #expect(try await s.jobs(s.harburg).first?.isGivenUp == true)
            #expect(try await s.done(s.harburg).isEmpty, "nothing of a failed try remains")
            #expect(try await s.database.write(as: .house(s.harburg)) { tx in try JobState.retry(tx, at: TestClock.evening) } == 1)
            #expect(try await JobRunner(s.database, [Self.probe]).runOne(now: TestClock.evening)?.outcome == .done)
        }
    }

    /// A server that takes longer than its lease finds that another one has done the work.
    @Test func whoComesTooLateEndsNothing() async throws {
        try await with { s in
            try await s.enqueue(s.harburg, "probe", "a")
            let sent = Mutex<[ID<Job>]>([])
            let quick = JobRunner(s.database, [JobWork("probe", .outside { _, job, _ in sent.withLock { $0.append(job.id) } })])
            let slow = JobRunner(
                s.database,
                [
                    JobWork(
                        "probe",
                        .outside { _, job, now in
                            sent.withLock { $0.append(job.id) }
                            // Its time is over.
                            try s.makeAllDue()
                            #expect(try await quick.runOne(now: now)?.outcome == .done)
                        })
                ])
            #expect(try await slow.runOne(now: TestClock.evening)?.outcome == .takenByOthers)
            let keys = sent.withLock { $0 }
            #expect(keys.count == 2 && keys[0] == keys[1], "sent again with the same key")
        }
    }

    @Test func suspendedCouncilsWait() async throws {
        try await with { s in
            try await s.enqueue(s.harburg, "probe", "a")
            try s.testDatabase.run("update tenants set suspended_at = now()")
            let runner = JobRunner(s.database, [Self.probe])
            #expect(try await runner.runOne(now: TestClock.evening) == nil)
            try s.testDatabase.run("update tenants set suspended_at = null")
            #expect(try await runner.runOne(now: TestClock.evening)?.outcome == .done)
        }
    }

    @Test func nightlyJobsComeAgainTheNextNight() async throws {
        try await with { s in
            let nightly = JobWork("probe", every: .night, .inside { tx, _, _ in try tx.audit(AuditEvent("probe.done", "nightly")) })
            let runner = JobRunner(s.database, [nightly])
            for _ in 0..<3 { try await runner.putDownRepeated(now: TestClock.evening) }
            for _ in 0..<2 { #expect(try await runner.runOne(now: TestClock.evening)?.outcome == .done) }
            #expect(try await runner.runOne(now: TestClock.evening) == nil)
            let state = try #require(try await s.jobs(s.harburg).first)
            // From 18:30 in Hamburg to a time between three and four.
            let hours = state.dueAt.timeIntervalSince(TestClock.evening) / 3600
            #expect(hours >= 8.4 && hours <= 9.6, "\(hours)")
            #expect(state.attempts == 0)
            let (own, theirs) = (try await s.done(s.harburg), try await s.done(s.wandsbek))
            #expect(own == ["nightly"] && theirs == ["nightly"])
        }
    }

    /// What comes back by itself is not given up because of a bad hour.
    @Test func nightlyJobsAreNeverGivenUp() async throws {
        try await with { s in
            let runner = JobRunner(s.database, [JobWork("probe", every: .hour, .inside { tx, _, _ in try tx.execute("select 1 / 0") })])
            try await runner.putDownRepeated(now: TestClock.evening)
            try s.testDatabase.run("delete from jobs where tenant_id = (select id from tenants where slug = 'wandsbek')")
            for _ in 0..<(JobRunner.mostAttempts + 2) {
                #expect(try await runner.runOne(now: TestClock.evening)?.outcome == .failed)
                try s.makeAllDue()
            }
            let mended = JobRunner(s.database, [JobWork("probe", every: .hour, .inside { tx, _, _ in try tx.audit(AuditEvent("probe.done", "x")) })])
            #expect(try await mended.runOne(now: TestClock.evening)?.outcome == .done)
        }
    }

    @Test func theHouseForgetsNeedsWhenTheirTimeIsOver() async throws {
        try await TestHouse.with { house in
            let tenant = try #require(house.house.directory.site("harburg.localhost")).tenant
            func needs() async throws -> Int {
                try await house.house.database.read(as: .house(tenant)) { tx in
                    try tx.one("select count(*)::int as n from registration_needs where tenant_id = current_tenant()") { row in try row("n") }
                }
            }
            let runner = JobRunner(house.house.database, house.house.modules.flatMap(\.jobs))
            try await runner.putDownRepeated(now: TestClock.evening)
            let before = try await needs()
            while try await runner.runOne(now: TestClock.evening) != nil {}
            let kept = try await needs()
            #expect(kept > 0 && kept <= before, "the evening's own needs are still there")
            while try await runner.runOne(now: TestClock.evening.addingTimeInterval(400 * 86_400)) != nil {}
            #expect(try await needs() == 0)
            let logged = try await house.house.database.read(as: .house(tenant)) { tx in
                try tx.rows(
                    """
                    select subject from audit_events
                    where tenant_id = current_tenant() and action = 'retention.deleted' and subject like 'needs %' order by id
                    """
                ) { row in try row("subject") as String }
            }
            #expect(logged.last == "needs \(kept)")
        }
    }
}
