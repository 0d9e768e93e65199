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

    /// A conference as the demonstration has one, at this place in an address: open, with so many seats, and nobody has registered.
    func open(_ slug: String) throws {
        try psql(
            """
            begin;
            select enter_house((select id from tenants where slug = 'harburg'));
            insert into conferences (slug, short_name, name, motto, summary, doors_at, starts_at, ends_at, venue_name, venue_address, capacity)
                select '\(slug)', '\(slug)', name, motto, summary, doors_at, starts_at, ends_at, venue_name, venue_address, \(capacity)
                from conferences where tenant_id = current_tenant() and slug = '19-hik';
            insert into conference_steps (conference_id, step)
                select id, unnest(array['announced', 'registration_opened']) from conferences
                where tenant_id = current_tenant() and slug = '\(slug)';
            commit;
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

    func facts(_ slug: String) throws -> Facts {
        func number(_ sql: String) throws -> Int {
            let from = """
                with r as (select r.*, p.name from registrations as r join people as p on p.id = r.person_id
                join conferences as c on c.id = r.conference_id join tenants as t on t.id = c.tenant_id where c.slug = '\(slug)' and t.slug = 'harburg')
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

    /// As many registrations as ours, by so many clients, each at a conference of its own. In transactions per second: the best.
    func pgbench(_ people: Int, round: Int) throws -> Double {
        try [1, 4, 8].map { clients in
            let slug = "theirs-\(round)-\(clients)"
            try open(slug)
            let output = try Process.output(
                pgbenchPath,
                [
                    "-n", "-h", socket, "-p", port, "-U", "mitreden_app", "-M", "prepared", "-c", "\(clients)", "-j", "2",
                    "-t", "\(people / clients)", "-D", "slug=\(slug)", "-f", script, "mitreden",
                ])
            guard let rate = output.firstMatch(of: /tps = ([0-9.]+)/).flatMap({ Double($0.1) }) else { fatalError(output) }
            let facts = try facts(slug)
            guard facts.registered == people else { fatalError("pgbench: \(facts)") }
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
