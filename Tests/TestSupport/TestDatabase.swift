internal import Core
public import Database
public import Foundation
internal import Logging
public import Server
internal import Synchronization

@testable import Postgres

/// A PostgreSQL database of its own for one test, copied from a template that was migrated (and filled) once.
///
/// The cluster is private: `bin/test` starts it and names its socket. Nothing else is ever connected to.
public struct TestDatabase: Sendable {
    public enum Content: String, Sendable {
        /// Migrated, with two empty tenants.
        case empty
        /// With the demonstration of both councils.
        case demonstration
    }

    public let name: String

    /// Runs a test on a fresh database and throws it away afterwards.
    public static func with<Value>(_ content: Content = .empty, _ test: (TestDatabase) async throws -> Value) async throws -> Value {
        // Whoever has a turn needs no second one for a second database.
        if Turns.isMine { return try await make(content, test) }
        await Turns.shared.take()
        do {
            let value = try await Turns.$isMine.withValue(true) { try await make(content, test) }
            await Turns.shared.giveBack()
            return value
        } catch {
            await Turns.shared.giveBack()
            throw error
        }
    }

    private static func make<Value>(_ content: Content, _ test: (TestDatabase) async throws -> Value) async throws -> Value {
        let template = try await Templates.shared.name(for: content)
        let database = TestDatabase(name: "test_\(ProcessInfo.processInfo.processIdentifier)_\(Self.counter.withLock { $0 += 1; return $0 })")
        // file_copy is faster than wal_log for a template of this size; one copy at a time, since it holds the template.
        try await Templates.shared.copy(template, to: database.name)
        defer { try? admin("drop database if exists \(database.name) with (force)") }
        return try await test(database)
    }

    private static let counter = Mutex(0)

    /// The libpq connection string for a role of the house, or the superuser `postgres`.
    public func url(_ role: String) -> String { Self.url(role, name) }

    static func url(_ role: String, _ database: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        guard let socket = environment["MITREDEN_TEST_SOCKET"], let port = environment["MITREDEN_TEST_PORT"] else {
            fatalError("database tests need the private cluster that bin/test starts")
        }
        return "host=\(socket) port=\(port) user=\(role) dbname=\(database)"
    }

    static func admin(_ sql: String) throws { try Connection(conninfo: url("postgres", "postgres"), applicationName: "tests").runScript(sql) }

    /// Runs any SQL as a role; for tests that make their statements from the catalogue.
    public func run(_ sql: String, as role: String = "postgres") throws {
        try Connection(conninfo: url(role), applicationName: "tests").runScript(sql)
    }

    /// What a query with one column `t` of text finds, as superuser. Statements are literals everywhere in the house, so the query
    /// travels inside a function.
    public func strings(_ sql: String) async throws -> [String] {
        try run(
            "create schema if not exists probe; create or replace function probe.found() returns setof text language sql as $probe$ \(sql) $probe$")
        let database = open(connections: 1, as: "postgres")
        defer { database.shutdown() }
        return try await database.readRegister { tx in try tx.rows("select f as t from probe.found() as f") { row in try row("t") } }
    }

    /// The same for what takes long: on a thread of its own, since Swift's few threads are needed by all other tests.
    public func runAside(_ sql: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread { continuation.resume(with: Result { try run(sql) }) }.start()
        }
    }

    /// The house's database as it is used when serving.
    public func open(connections: Int = 2, as role: String = "mitreden_app") -> Database {
        var configuration = DatabaseConfiguration(conninfo: url(role))
        configuration.connections = connections
        var log = Logger(label: "tests")
        log.logLevel = .critical
        return Database(configuration, log: log)
    }

    public func settings() throws -> Settings { try Self.settings(name) }

    static func settings(_ database: String) throws -> Settings {
        let key = FileManager.default.temporaryDirectory.appendingPathComponent("mitreden-test-key-\(ProcessInfo.processInfo.processIdentifier)")
        try String(repeating: "test-key-", count: 8).write(to: key, atomically: true, encoding: .utf8)
        var settings = try Settings.development(home: repository)
        settings.databaseURL = url("mitreden_app", database)
        settings.ownerDatabaseURL = url("mitreden_owner", database)
        settings.platformDatabaseURL = url("mitreden_platform", database)
        settings.secretKeyFile = key.path
        // What a busy machine takes for it says nothing about the provider; that one is slow has a test of its own.
        settings.providerTime = .seconds(60)
        return settings
    }

    /// The folder of the whole project.
    public static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// Not all at once: with hundreds of tests begun together each would wait for minutes in the middle of its work, and deadlines would say
/// nothing any more.
private actor Turns {
    static let shared = Turns()
    @TaskLocal static var isMine = false

    private var free = 6 * ProcessInfo.processInfo.activeProcessorCount
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

/// Templates are made once for a run of the tests.
private actor Templates {
    static let shared = Templates()

    private var making: [TestDatabase.Content: Task<String, any Error>] = [:]

    func name(for content: TestDatabase.Content) async throws -> String {
        if let task = making[content] { return try await task.value }
        let task = Task { try await Self.make(content) }
        making[content] = task
        return try await task.value
    }

    func copy(_ template: String, to name: String) throws {
        try TestDatabase.admin("create database \(name) template \(template) owner mitreden_owner strategy file_copy")
    }

    private static func make(_ content: TestDatabase.Content) async throws -> String {
        let name = "template_\(content.rawValue)_\(ProcessInfo.processInfo.processIdentifier)"
        try TestDatabase.admin("create database \(name) owner mitreden_owner")
        let settings = try TestDatabase.settings(name)
        _ = try Operations.migrate(settings, planOnly: false)
        switch content {
        case .empty:
            for (slug, district) in [("harburg", "Harburg"), ("wandsbek", "Wandsbek")] {
                _ = try await Operations.addTenant(settings, slug: slug, name: "Integrationsrat \(district)", district: district, hue: 205)
            }
        case .demonstration:
            _ = try await Operations.seedDemonstration(settings, now: TestClock.evening)
        }
        return name
    }
}

public enum TestClock {
    /// A Friday evening in Hamburg, at 18:30.
    public static let evening = Date(timeIntervalSince1970: 1_794_591_000 - 1_794_591_000.truncatingRemainder(dividingBy: 86_400) + 17.5 * 3600)
}
