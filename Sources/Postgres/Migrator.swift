public import Foundation

/// Brings a database to the state that a folder of SQL files describes.
///
/// `migrations/NNNN_name.sql` run once each, in order, each in a transaction, and must never change afterwards;
/// `objects/*.sql` (functions, views, grants) run again whenever the text of any of them changed.
/// Several servers may start at once: an advisory lock lets one work while the others wait.
public struct Migrator {
    /// One file that is applied.
    public struct Step: Sendable, Equatable, CustomStringConvertible {
        /// The file's name, with its ending.
        public let name: String
        /// Whether it is applied again when any object's text changes, or once.
        public let isObject: Bool
        public var description: String { (isObject ? "objects/" : "migrations/") + name }
    }

    /// Why nothing was changed by the file that failed, nor by any after it.
    public enum Problem: Error, CustomStringConvertible, Equatable {
        /// A migration that was applied has another text now.
        case changed(String)
        /// A migration that was applied is not in the folder.
        case missing(String)
        /// A file or folder that cannot be read.
        case unreadable(String)
        /// PostgreSQL refused a statement: its number in the file and its line, where known, and the server's message.
        case failed(step: String, statement: Int?, line: Int?, message: String)

        public var description: String {
            switch self {
            case .changed(let name): "migration \(name) was changed after it had been applied; add a new one instead"
            case .missing(let name): "the database has migration \(name), which these files do not"
            case .unreadable(let path): "cannot read \(path)"
            case .failed(let step, let statement, let line, let message):
                "\(step)\(statement.map { ", statement \($0)" } ?? "")\(line.map { ", line \($0)" } ?? ""): \(message)"
            }
        }
    }

    private let connection: Connection
    private let folder: URL
    private let checksum: ([UInt8]) -> String

    /// - Parameters:
    ///   - conninfo: of the role that owns the schema.
    ///   - folder: holds `migrations` and `objects`.
    ///   - checksum: a collision-resistant digest in printable form; handed in, so that this library needs no cryptography.
    public init(conninfo: String, folder: URL, checksum: @escaping ([UInt8]) -> String) throws {
        connection = try Connection(conninfo: conninfo, applicationName: "mitreden migrate")
        self.folder = folder
        self.checksum = checksum
    }

    /// What `migrate` would do now.
    public func plan() throws -> [Step] { try work(apply: false) }

    /// Applies what is missing; returns it.
    @discardableResult
    public func migrate() throws -> [Step] { try work(apply: true) }

    private func work(apply: Bool) throws -> [Step] {
        // Any number will do, as long as it is always the same one for this purpose.
        _ = try connection.run([Statement("select pg_advisory_lock(4242570001)")])
        defer { _ = try? connection.run([Statement("select pg_advisory_unlock(4242570001)")]) }
        try connection.runScript(
            """
            create table if not exists applied_files (
                name text primary key, checksum text not null, applied_at timestamptz not null default now());
            """)
        let applied = try appliedFiles()
        let migrations = try files(in: "migrations")
        let objects = try files(in: "objects")
        for name in applied.keys.sorted() where name.hasPrefix("migrations/") && !migrations.contains(where: { $0.name == name }) {
            throw Problem.missing(name)
        }
        var steps: [Step] = []
        for file in migrations {
            if let known = applied[file.name] {
                if known != file.checksum { throw Problem.changed(file.name) }
                continue
            }
            if apply { try run([file]) }
            steps.append(Step(name: file.title, isObject: false))
        }
        // Objects refer to each other: when one changed, or tables did, all are made again, in order, and are there at once.
        if !steps.isEmpty || objects.contains(where: { applied[$0.name] != $0.checksum }) {
            if apply { try run(objects) }
            steps += objects.map { Step(name: $0.title, isObject: true) }
        }
        return steps
    }

    private struct File {
        /// `migrations/0001_x.sql`
        let name: String
        let title: String
        let text: String
        let checksum: String
    }

    private func files(in part: String) throws -> [File] {
        let path = folder.appendingPathComponent(part)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path.path) else { throw Problem.unreadable(path.path) }
        return try names.filter { $0.hasSuffix(".sql") }.sorted().map { name in
            guard let data = FileManager.default.contents(atPath: path.appendingPathComponent(name).path) else {
                throw Problem.unreadable(name)
            }
            return File(name: part + "/" + name, title: name, text: String(decoding: data, as: UTF8.self), checksum: checksum(Array(data)))
        }
    }

    private func appliedFiles() throws -> [String: String] {
        let set = try connection.run([Statement("select name, checksum from applied_files")])[0]
        var applied: [String: String] = [:]
        for index in 0..<set.rowCount {
            let row = Row(set: set, index: Int32(index))
            applied[try row("name")] = try row("checksum")
        }
        return applied
    }

    /// In one transaction.
    private func run(_ files: [File]) throws {
        do {
            // Better to fail and be run again than to hold up everybody behind a lock that somebody else has.
            _ = try connection.run([Statement("begin"), Statement("set local lock_timeout = '10s'")])
            for file in files { try run(file) }
            _ = try connection.run([Statement("commit")])
        } catch {
            _ = try? connection.run([Statement("rollback")])
            throw error
        }
    }

    private func run(_ file: File) throws {
        do {
            try connection.runScript(file.text)
            _ = try connection.run([
                Statement(
                    """
                    insert into applied_files (name, checksum) values ($1, $2)
                    on conflict (name) do update set checksum = excluded.checksum, applied_at = now()
                    """, [file.name, file.checksum])
            ])
        } catch let error as PostgresError {
            let line = error.position.map { position in file.text.prefix(position).count { $0.isNewline } + 1 }
            throw Problem.failed(step: file.name, statement: error.ordinal, line: line, message: error.message)
        }
    }
}
