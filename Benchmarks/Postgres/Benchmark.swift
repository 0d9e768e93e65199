import Foundation
import Logging
import Postgres

/// Measures the client against pgbench, in turns and in one run: the same SQL, role, row-level security, socket, number of
/// connections and durability. Called by `bin/bench postgres`, which makes the database.
@main
enum Benchmark {
    static func main() async throws {
        let setting = try Setting()
        say(
            """
            PostgreSQL \(try await setting.version()), \(ProcessInfo.processInfo.activeProcessorCount) cores, fsync and synchronous_commit on;
            medians of \(setting.rounds) rounds of \(setting.seconds) s in turns; transactions (c: rows) per second
            """)
        say(line("", "ours", "pgbench", "ratio", "aim"))
        for (callers, connections) in [(1, 1), (8, 8), (32, 8)] {
            try await compare("(a) read, \(callers) callers on \(connections)", aim: 0.8, setting, connections) { pool in
                try await setting.rate(callers) { try await setting.read(pool) }
            } pgbench: {
                try setting.pgbench(Script.read, connections: connections)
            }
        }
        for connections in [1, 8] {
            try await compare("(b) write, \(connections) callers on \(connections)", aim: 0.8, setting, connections) { pool in
                try await setting.rate(connections) { try await setting.write(pool) }
            } pgbench: {
                try setting.pgbench(Script.write, connections: connections)
            }
        }
        let best = try [1, 8, 32, 64].map { ($0, try setting.pgbench(Script.write, connections: $0)) }.max { $0.1 < $1.1 }!
        for callers in [128, 1024] {
            try await compare("(c) group commit, \(callers) callers; pgbench's best: \(best.0)", aim: 5, setting, 2) { pool in
                let batcher = setting.batcher(pool)
                return try await setting.rate(callers) { _ = try await batcher.add("bench", to: "harburg") }
            } pgbench: {
                try setting.pgbench(Script.write, connections: best.0)
            }
        }
        try await compare("row-level security: read with it, and without", aim: nil, setting, 8) { pool in
            try await setting.rate(8) { try await setting.read(pool) }
        } pgbench: {
            try await setting.withPool(8) { pool in try await setting.rate(8) { try await setting.readUnprotected(pool) } }
        }
    }

    /// Runs both in turns and prints the medians, and the median of the rounds' ratios.
    private static func compare(
        _ name: String, aim: Double?, _ setting: Setting, _ connections: Int, ours: @Sendable (ConnectionPool) async throws -> Double,
        pgbench: @Sendable () async throws -> Double
    ) async throws {
        var rates: [(ours: Double, theirs: Double)] = []
        for round in 0..<setting.rounds {
            // Who begins changes, so that a machine that grows slower or faster favours neither.
            if round.isMultiple(of: 2) {
                let ours = try await setting.withPool(connections, ours)
                rates.append((ours, try await pgbench()))
            } else {
                let theirs = try await pgbench()
                rates.append((try await setting.withPool(connections, ours), theirs))
            }
        }
        let ratio = median(rates.map { $0.ours / $0.theirs })
        say(
            line(
                name, "\(Int(median(rates.map(\.ours))))", "\(Int(median(rates.map(\.theirs))))", String(format: "%.2f", ratio),
                aim.map { String(format: "%.1f", $0) } ?? "-"))
    }

    /// At once, also into a pipe: a run takes minutes.
    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func line(_ cells: String...) -> String {
        cells.enumerated().map {
            $0 == 0 ? $1.padding(toLength: 58, withPad: " ", startingAt: 0) : String(repeating: " ", count: max(1, 9 - $1.count)) + $1
        }
        .joined()
    }
}
