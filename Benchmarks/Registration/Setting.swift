import Foundation

/// The database and the server that bin/bench has made.
struct Setting: Sendable {
    let rounds: Int
    let httpPort: String
    let capacity = 100
    private let socket: String
    private let port: String
    private let pgbenchPath: String
    private let script: String

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) -> String {
            guard let value = environment[name] else { fatalError("\(name) is not set; run bin/bench registration") }
            return value
        }
        socket = value("BENCH_SOCKET")
        port = value("BENCH_PORT")
        pgbenchPath = value("BENCH_PGBENCH")
        httpPort = value("BENCH_HTTP_PORT")
        script = value("BENCH_SCRIPT")
        rounds = Int(environment["BENCH_ROUNDS"] ?? "") ?? 3
    }

    /// What the superuser finds: one word.
    @discardableResult private func psql(_ sql: String) throws -> String {
        let program = URL(fileURLWithPath: pgbenchPath).deletingLastPathComponent().appendingPathComponent("psql").path
        return try Process.output(
            program, ["-qXAt", "-v", "ON_ERROR_STOP=1", "-h", socket, "-p", port, "-U", "postgres", "-d", "mitreden", "-c", sql])
    }

    /// Nobody has registered, and there are so many seats.
    func empty() throws {
        try psql(
            """
            select enter_house((select id from tenants where slug = 'harburg'));
            update conferences set capacity = \(capacity) where tenant_id = current_tenant() and slug = '19-hik';
            delete from people as p using registrations as r, conferences as c where p.tenant_id = current_tenant() and r.tenant_id = p.tenant_id
                and r.person_id = p.id and c.tenant_id = r.tenant_id and c.id = r.conference_id and c.slug = '19-hik';
            """)
        try psql("vacuum analyze registrations")
    }

    struct Facts: Equatable {
        let registered: Int
        let seated: Int
        /// Who has more than one registration.
        let doubled: Int
        /// Who waits although somebody behind them has a seat, or stands in the same place as somebody else.
        let overtaken: Int
    }

    func facts() throws -> Facts {
        func number(_ sql: String) throws -> Int {
            let from = """
                with r as (select r.*, p.name from registrations as r join people as p on p.id = r.person_id
                join conferences as c on c.id = r.conference_id join tenants as t on t.id = c.tenant_id where c.slug = '19-hik' and t.slug = 'harburg')
                """
            return try Int(psql("\(from) \(sql)")) ?? -1
        }
        return Facts(
            registered: try number("select count(*) from r"), seated: try number("select count(*) from r where standing = 'confirmed'"),
            doubled: try number("select count(*) - count(distinct name) from r"),
            overtaken: try number(
                """
                select count(*) filter (where standing = 'waiting' and place < (select max(place) from r where standing = 'confirmed'))
                    + count(*) - count(distinct place) from r
                """))
    }

    /// The best of several numbers of clients, in transactions per second.
    func pgbench() throws -> Double {
        try [1, 4, 8].map { clients in
            let output = try Process.output(
                pgbenchPath,
                [
                    "-n", "-h", socket, "-p", port, "-U", "mitreden_app", "-M", "prepared", "-c", "\(clients)", "-j", "2", "-T", "5", "-f", script,
                    "mitreden",
                ])
            guard let rate = output.firstMatch(of: /tps = ([0-9.]+)/).flatMap({ Double($0.1) }) else { fatalError(output) }
            try empty()
            return rate
        }.max() ?? 0
    }
}

extension Process {
    /// What a program says; ends this one when that one fails.
    static func output(_ path: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { fatalError("\(path) ended with \(process.terminationStatus)") }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
