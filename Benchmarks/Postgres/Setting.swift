import Foundation
import Logging
import Postgres
import Synchronization

/// The database that bin/bench has made, and the work that both sides do in it.
struct Setting: Sendable {
    let rounds: Int
    let seconds: Int
    private let socket: String
    private let port: String
    private let pgbenchPath: String
    private let folder: URL

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) -> String {
            guard let value = environment[name] else { fatalError("\(name) is not set; run bin/bench postgres") }
            return value
        }
        socket = value("BENCH_SOCKET")
        port = value("BENCH_PORT")
        pgbenchPath = value("BENCH_PGBENCH")
        rounds = Int(environment["BENCH_ROUNDS"] ?? "") ?? 5
        seconds = Int(environment["BENCH_SECONDS"] ?? "") ?? 2
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mitreden-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    // MARK: Our side

    /// From 1 to 1000, in no order that matters; Swift's own generator asks the kernel each time, pgbench's does not.
    private static func number() -> Int { 1 + (next.add(7919, ordering: .relaxed).oldValue & Int.max) % 1000 }
    private static let next = Atomic<Int>(0)

    func withPool<Value: Sendable>(_ connections: Int, _ body: @Sendable (ConnectionPool) async throws -> Value) async throws -> Value {
        var configuration = ConnectionPool.Configuration(conninfo: "host=\(socket) port=\(port) user=mitreden_app dbname=mitreden")
        configuration.connections = connections
        configuration.queueLimit = 4096
        let pool = ConnectionPool(configuration, log: Logger(label: "bench"))
        defer { pool.shutdown() }
        return try await body(pool)
    }

    private var enter: Statement { Statement("select * from enter($1, $2, $3)", ["harburg.localhost", nil as Bytes?, nil as [String]?]) }

    func read(_ pool: ConnectionPool) async throws {
        let number = Self.number()
        _ = try await pool.transaction(readOnly: true, prelude: [enter]) { tx in
            try tx.one("select name from bench_people where tenant_id = (select current_tenant()) and number = $1", number) { row in
                try row("name") as String
            }
        }
    }

    func readUnprotected(_ pool: ConnectionPool) async throws {
        let number = Self.number()
        _ = try await pool.transaction(readOnly: true, prelude: [enter]) { tx in
            try tx.one("select name from bench_plain where tenant_id = (select current_tenant()) and number = $1", number) { row in
                try row("name") as String
            }
        }
    }

    func write(_ pool: ConnectionPool) async throws {
        try await pool.transaction(readOnly: false, prelude: [enter]) { tx in
            tx.later("insert into bench_events (action) values ($1)", "bench")
        }
    }

    func batcher(_ pool: ConnectionPool) -> Batcher<String, String, Bool> {
        var configuration = Batcher<String, String, Bool>.Configuration()
        configuration.underWay = 2
        return Batcher(configuration) { [enter] _, actions in
            try await pool.transaction(readOnly: false, prelude: [enter]) { tx in
                tx.later("insert into bench_events (action) select unnest($1::text[])", actions)
                return actions.map { _ in true }
            }
        }
    }

    /// How often a second `callers` get `work` done together.
    func rate(_ callers: Int, _ work: @escaping @Sendable () async throws -> Void) async throws -> Double {
        for _ in 0..<50 { try await work() }
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < end {
                        try await work()
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        let time = ContinuousClock.now - start
        return Double(done) / (Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18)
    }

    func version() async throws -> String {
        try await withPool(1) { pool in
            try await pool.transaction(readOnly: true, prelude: []) { tx in
                try tx.one("select current_setting('server_version') as version") { row in try row("version") as String }
            }
        }
    }

    // MARK: pgbench

    func pgbench(_ script: String, connections: Int) throws -> Double {
        let file = folder.appendingPathComponent("script.sql")
        try script.write(to: file, atomically: true, encoding: .utf8)
        let arguments = [
            pgbenchPath, "-h", socket, "-p", port, "-U", "mitreden_app", "-n", "-M", "prepared", "-c", "\(connections)", "-j",
            "\(min(2, connections))", "-T", "\(seconds)", "-f", file.path, "mitreden",
        ]
        let output = try run(arguments)
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }), let rate = Double(line.split(separator: " ")[2]),
            rate > 0
        else { fatalError("pgbench said: \(output)") }
        return rate
    }
}

extension Setting {
    /// Runs a program to its end and returns what it wrote.
    ///
    /// Foundation's `Process` hands its own signal mask down, with SIGALRM blocked: pgbench would never notice that its time is over.
    private func run(_ arguments: [String]) throws -> String {
        let file = folder.appendingPathComponent("output")
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var nothing = sigset_t()
        sigemptyset(&nothing)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, file.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, arguments[0], &actions, &attributes, words, environ) == 0 else { fatalError("cannot run \(arguments[0])") }
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1 && errno == EINTR {}
        return try String(contentsOf: file, encoding: .utf8)
    }
}

/// The same statements as ours, in the fewest round trips that pgbench can make of them.
enum Script {
    static let read = """
        \\set number random(1, 1000)
        \\startpipeline
        begin read only;
        select * from enter('harburg.localhost', null::bytea, null::text[]);
        select name from bench_people where tenant_id = (select current_tenant()) and number = :number;
        commit;
        \\endpipeline
        """

    static let write = """
        \\startpipeline
        begin;
        select * from enter('harburg.localhost', null::bytea, null::text[]);
        insert into bench_events (action) values ('bench');
        commit;
        \\endpipeline
        """
}
