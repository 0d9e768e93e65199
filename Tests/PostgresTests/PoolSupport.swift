import Foundation
import Logging

@testable import Postgres

/// An empty database for one test, in the private cluster that `bin/test` starts. These tests know nothing of the house, so that
/// they can be built without it (under Thread Sanitizer).
struct ScratchDatabase: Sendable {
    let name: String

    private static let counter = Guarded(0)

    static func with<Value>(_ test: (ScratchDatabase) async throws -> Value) async throws -> Value {
        let number = counter.withLock { counter in
            counter += 1
            return counter
        }
        let database = ScratchDatabase(name: "scratch_\(ProcessInfo.processInfo.processIdentifier)_\(number)")
        let server = ScratchDatabase(name: "postgres")
        try server.run("create database \(database.name) owner mitreden_owner strategy file_copy")
        defer { try? server.run("drop database if exists \(database.name) with (force)") }
        return try await test(database)
    }

    /// The libpq connection string for a role of the cluster.
    func url(_ role: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        guard let socket = environment["MITREDEN_TEST_SOCKET"], let port = environment["MITREDEN_TEST_PORT"] else {
            fatalError("database tests need the private cluster that bin/test starts")
        }
        return "host=\(socket) port=\(port) user=\(role) dbname=\(name)"
    }

    /// Runs any SQL as the superuser.
    func run(_ sql: String) throws { try Connection(conninfo: url("postgres"), applicationName: "tests").runScript(sql) }

    /// Ends every connection to this database but our own.
    func killBackends() throws {
        try run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
    }
}

/// Thrown by a test's own closures.
struct Stop: Error {}

/// A pool on a database of its own.
func withPool<Value: Sendable>(
    connections: Int = 2, queueLimit: Int = 64, change: (inout ConnectionPool.Configuration) -> Void = { _ in },
    _ test: (ConnectionPool, ScratchDatabase) async throws -> Value
) async throws -> Value {
    try await ScratchDatabase.with { database in
        var configuration = ConnectionPool.Configuration(conninfo: database.url("postgres"))
        configuration.connections = connections
        configuration.queueLimit = queueLimit
        change(&configuration)
        let pool = ConnectionPool(configuration, log: .silent)
        defer { pool.shutdown() }
        return try await test(pool, database)
    }
}

extension ConnectionPool {
    /// The process that serves this pool's next transaction.
    func backend() async throws -> Int {
        try await transaction(readOnly: true, prelude: []) { tx in try tx.one("select pg_backend_pid() as pid") { row in try row("pid") as Int } }
    }
}

extension Logger {
    static var silent: Logger {
        var log = Logger(label: "tests")
        log.logLevel = .critical
        return log
    }
}

/// The same numbers at every run (SplitMix64), so that a failing walk can be walked again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
