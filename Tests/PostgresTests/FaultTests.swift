import Foundation
import Glibc
import Testing

@testable import Postgres

/// Writers that keep books, while something is broken around them. Whatever breaks: what was acknowledged is there, what failed is
/// not, nobody is stuck, nothing leaks, and work goes on by itself. Run by `Tests/Deep/faults.sh` on a cluster of its own.
@Suite(.serialized, .enabled(if: FaultControl.script != nil)) struct FaultTests {
    @Test func backendsThatAreTerminated() async throws {
        try await keepBooks(expecting: 5) { database, _ in
            for _ in 0..<60 {
                try? database.run(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where application_name like 'mitreden%' and pid <> pg_backend_pid() order by random() limit 2
                    """)
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    @Test func aBackendThatIsKilledTakesTheServerDown() async throws {
        try await keepBooks { database, pool in
            for _ in 0..<3 {
                let backend = try await pool.patiently { try await pool.backend() }
                try FaultControl.run("kill", "\(backend)")
                try await pool.waitForAServer(without: backend)
            }
        }
    }

    @Test(arguments: ["fast", "immediate"]) func aServerThatRestarts(mode: String) async throws {
        try await keepBooks { _, _ in
            for _ in 0..<3 {
                try FaultControl.run("stop", mode)
                try FaultControl.run("start")
                try await Task.sleep(for: .milliseconds(300))
            }
        }
    }

    @Test func aServerThatIsAwayForTenSeconds() async throws {
        try await keepBooks { _, _ in
            try FaultControl.run("stop", "fast")
            try await Task.sleep(for: .seconds(10))
            try FaultControl.run("start")
        }
    }

    @Test func aServerWithoutConnectionsLeft() async throws {
        try await keepBooks(role: "mitreden_app") { database, _ in
            try database.run("alter role mitreden_app connection limit 2")
            try database.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mitreden_app'")
            try await Task.sleep(for: .seconds(2))
            try database.run("alter role mitreden_app connection limit -1")
        }
    }

    @Test(arguments: [Proxy.Fault.cut, .stall, .halfClose]) func aNetworkThatFails(fault: Proxy.Fault) async throws {
        let proxy = try Proxy()
        defer { proxy.stop() }
        try await keepBooks(through: proxy) { _, _ in
            for _ in 0..<6 {
                proxy.fail(fault)
                try await Task.sleep(for: .milliseconds(400))
                proxy.heal()
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    @Test func aDiskThatIsFull() async throws {
        let mount = URL(fileURLWithPath: "/tmp/mitreden-full-\(getpid())").path
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: mount) }
        guard (try? FaultControl.command("/bin/mount", "-t", "tmpfs", "-o", "size=4m,mode=777", "tmpfs", mount)) != nil else {
            print("skipped aDiskThatIsFull: mounting is refused here")
            return
        }
        defer { _ = try? FaultControl.command("/bin/umount", "-l", mount) }
        try FaultControl.command("/bin/chown", "--reference=\(try #require(ProcessInfo.processInfo.environment["MITREDEN_TEST_SOCKET"]))", mount)
        try await withPool(connections: 2) { pool, database in
            let space = "tiny_\(getpid())"
            try database.run("create tablespace \(space) location '\(mount)'")
            try database.run("create table filling (n int8, text text) tablespace \(space)")
            var error: PostgresError?
            for number in 0..<2000 where error == nil {
                do {
                    try await pool.transaction(readOnly: false, prelude: []) { tx in
                        try tx.execute(
                            "insert into filling select $1, string_agg(md5(random()::text), '') from generate_series(1, 1000)", number)
                    }
                } catch let failure as PostgresError { error = failure }
            }
            #expect(error?.state == "53100", "\(String(describing: error))")
            try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("create table elsewhere (n int8)") }
            try database.run("drop table filling")
            try database.run("drop tablespace \(space)")
        }
    }

    /// The first server dies under load, the second one takes over: the pool follows by itself, and what was acknowledged is there.
    @Test func aSecondServerThatTakesOver() async throws {
        let server = ScratchDatabase(name: "postgres")
        try FaultControl.run("standby")
        // Acknowledged means: the second one has it too.
        try server.run("alter system set synchronous_standby_names = '*'")
        try server.run("select pg_reload_conf()")
        let environment = ProcessInfo.processInfo.environment
        let (socket, port) = (environment["MITREDEN_TEST_SOCKET"]!, Int(environment["MITREDEN_TEST_PORT"]!)!)
        let both = "host=\(socket),\(socket) port=\(port),\(port + 1) user=postgres dbname=postgres target_session_attrs=read-write"
        try await keepBooks(conninfo: both) { _, pool in
            try FaultControl.run("stop", "immediate")
            try FaultControl.run("promote")
            let recovered = try await pool.patiently {
                try await pool.transaction(readOnly: false, prelude: []) { tx in
                    try tx.one("select current_setting('port') as port, txid_current() as id") { row in try row("port") as String }
                }
            }
            #expect(recovered == "\(port + 1)")
        }
        try FaultControl.run("end-standby")
        try FaultControl.run("start")
        try server.run("alter system reset synchronous_standby_names")
        try server.run("select pg_reload_conf()")
    }

    /// A million rows of a hundred bytes and more pass through; what they need stays what one of them needs.
    @Test func aMillionRowsInFlatMemory() async throws {
        try await withPool(connections: 1, change: { $0.workTimeout = .seconds(60) }) { pool, _ in
            let (rows, bytes, growth) = try await pool.transaction(readOnly: true, prelude: []) { tx in
                var (rows, bytes, first, most) = (0, 0, 0, 0)
                try tx.forEach("select n, repeat('x', 100) as text from generate_series(1, 1000000) as n") { row in
                    rows += 1
                    bytes += (try row("text") as String).utf8.count
                    if rows == 10_000 { first = Self.residentBytes }
                    if rows.isMultiple(of: 100_000) { most = max(most, Self.residentBytes) }
                }
                return (rows, bytes, most - first)
            }
            print("\(rows) rows, \(bytes) bytes of text; memory grew by \(growth) bytes after the first ten thousand")
            #expect(rows == 1_000_000 && bytes == 100_000_000)
            #expect(growth < 8_000_000, "the rows are more than 100 MB")
        }
    }

    private static var residentBytes: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }

    @Test func aHundredThousandCallersWhoGoAway() async throws {
        try await withPool(connections: 2, queueLimit: 200_000) { pool, _ in
            let (started, signal) = AsyncStream.makeStream(of: Void.self)
            let blockers = (0..<2).map { _ in
                Task {
                    try await pool.transaction(readOnly: true, prelude: []) { tx in
                        try tx.execute("select 1")
                        signal.yield()
                        try tx.execute("select pg_sleep(120)")
                    }
                }
            }
            var running = 0
            for await _ in started {
                running += 1
                if running == 2 { break }
            }
            let gone = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<100_000 {
                    group.addTask {
                        do {
                            try await pool.transaction(readOnly: true, prelude: []) { _ in }
                            return false
                        } catch { return error is CancellationError }
                    }
                }
                group.cancelAll()
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(gone == 100_000)
            for blocker in blockers { blocker.cancel() }
            for blocker in blockers { _ = await blocker.result }
            _ = try await pool.backend()
        }
    }

    // MARK: Keeping books

    /// What writers were told.
    private final class Books: Sendable {
        struct Entries {
            var acknowledged: Set<Int> = []
            var failed: Set<Int> = []
            var unknown: Set<Int> = []
        }

        private let entries = Guarded(Entries())

        func note(_ number: Int, _ error: (any Error)?) {
            _ = entries.withLock { books in
                switch (error as? PostgresError)?.kind {
                case nil where error == nil: books.acknowledged.insert(number)
                case .commitOutcomeUnknown?: books.unknown.insert(number)
                default: books.failed.insert(number)
                }
            }
        }

        var all: Entries { entries.withLock { $0 } }
    }

    /// Runs sixteen writers while `breaking` breaks something, and until each has written again afterwards; then compares the books.
    private func keepBooks(
        expecting least: Int = 0, role: String = "postgres", through proxy: Proxy? = nil, conninfo: String? = nil,
        _ breaking: @escaping @Sendable (ScratchDatabase, ConnectionPool) async throws -> Void
    ) async throws {
        let server = ScratchDatabase(name: "postgres")
        // The runtime opens a descriptor of its own for the first timer.
        try await Task.sleep(for: .milliseconds(1))
        let before = try resources()
        try server.run("drop table if exists ledger; create table ledger (n int8 primary key); grant insert, select on ledger to mitreden_app")
        var configuration = ConnectionPool.Configuration(conninfo: conninfo ?? proxy?.conninfo ?? server.url(role))
        configuration.connections = 8
        configuration.acquisitionTimeout = .seconds(3)
        configuration.workTimeout = .seconds(2)
        configuration.commitTimeout = .seconds(2)
        let pool = ConnectionPool(configuration, log: .silent)
        let books = Books()
        let isOver = Interruption()
        let numbers = Guarded(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    // After the fault every writer has to succeed again, within a bound.
                    var successes = 0
                    let limit = ContinuousClock.now + .seconds(90)
                    while successes < 5 {
                        let number = numbers.withLock { last in
                            last += 1
                            return last
                        }
                        var problem: (any Error)?
                        do {
                            try await pool.transaction(readOnly: false, prelude: []) { tx in try tx.execute("insert into ledger values ($1)", number)
                            }
                        } catch { problem = error }
                        books.note(number, problem)
                        if isOver.isRequested && problem == nil { successes += 1 }
                        if ContinuousClock.now > limit { throw Stuck() }
                        if problem != nil { try await Task.sleep(for: .milliseconds(20)) }
                    }
                }
            }
            group.addTask {
                defer { isOver.request() }
                try await Task.sleep(for: .milliseconds(200))
                try await breaking(server, pool)
            }
            try await group.waitForAll()
        }
        let all = books.all
        let (acknowledged, failed, unknown) = (all.acknowledged, all.failed, all.unknown)
        let there = try await pool.transaction(readOnly: true, prelude: []) { tx in
            Set(try tx.rows("select n from ledger") { row in try row("n") as Int })
        }
        print(
            "acknowledged \(acknowledged.count), failed \(failed.count), unknown \(unknown.count) (\(unknown.intersection(there).count) of them there)"
        )
        #expect(acknowledged.subtracting(there).isEmpty, "acknowledged and lost")
        #expect(failed.intersection(there).isEmpty, "said to have failed, and there")
        #expect(there.subtracting(acknowledged).subtracting(unknown).isEmpty)
        #expect(acknowledged.count >= 80)
        pool.shutdown()
        try await settle(before)
    }

    private struct Stuck: Error {}

    private func resources() throws -> (threads: Int, descriptors: Int) {
        (
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count,
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        )
    }

    /// Everything that was opened is closed again; threads of the runtime may come and go.
    private func settle(_ before: (threads: Int, descriptors: Int)) async throws {
        var now = try resources()
        for _ in 0..<100 where now.descriptors > before.descriptors || now.threads > before.threads + 4 {
            try await Task.sleep(for: .milliseconds(50))
            now = try resources()
        }
        #expect(now.descriptors <= before.descriptors, "\(now.descriptors) descriptors, \(before.descriptors) before")
        #expect(now.threads <= before.threads + 4, "\(now.threads) threads, \(before.threads) before")
    }
}

extension ConnectionPool {
    /// Until what answers was started after `backend` had ended. Right after the kill others of its time may still answer: the
    /// server ends them only when it has noticed.
    fileprivate func waitForAServer(without backend: Int) async throws {
        try await patiently {
            let old = try await transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select count(*) as old from pg_stat_activity where pid = $1", backend) { row in try row("old") as Int }
            }
            if old > 0 { throw Stop() }
        }
    }

    /// Tries again for as long as a server may take to come back.
    fileprivate func patiently<Value>(_ body: () async throws -> Value) async throws -> Value {
        for _ in 0..<100 {
            if let value = try? await body() { return value }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try await body()
    }
}
