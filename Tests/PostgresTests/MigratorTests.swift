import Foundation
import Testing

@testable import Postgres

@Suite struct MigratorTests {
    private func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("migrations-\(UUID())")
        for part in ["migrations", "objects"] {
            try FileManager.default.createDirectory(at: folder.appendingPathComponent(part), withIntermediateDirectories: true)
        }
        for (name, text) in files { try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8) }
        return folder
    }

    /// A fresh, empty schema beside the house's own.
    private func with(_ files: [String: String], _ test: (URL, () throws -> Migrator, ScratchDatabase) throws -> Void) async throws {
        try await ScratchDatabase.with { database in
            try database.run("drop schema public cascade; create schema public authorization mitreden_owner")
            let folder = try folder(files)
            defer { try? FileManager.default.removeItem(at: folder) }
            try test(
                folder,
                { try Migrator(conninfo: database.url("mitreden_owner"), folder: folder) { "\($0.count)-\($0.reduce(0) { $0 &+ Int($1) })" } },
                database)
        }
    }

    @Test func appliesOnceAndObjectsAgainWhenTheyChange() async throws {
        try await with(["migrations/0001_a.sql": "create table a (n int);", "objects/v.sql": "create or replace view v as select n from a;"]) {
            folder, migrator, _ in
            #expect(try migrator().plan().map(\.description) == ["migrations/0001_a.sql", "objects/v.sql"])
            #expect(try migrator().migrate().count == 2)
            #expect(try migrator().migrate().isEmpty)
            try "create or replace view v as select n, 1 as one from a;".write(
                to: folder.appendingPathComponent("objects/v.sql"), atomically: true, encoding: .utf8)
            #expect(try migrator().migrate().map(\.description) == ["objects/v.sql"])
        }
    }

    @Test func refusesAMigrationThatWasChanged() async throws {
        try await with(["migrations/0001_a.sql": "create table a (n int);"]) { folder, migrator, _ in
            try migrator().migrate()
            try "create table a (n int8);".write(to: folder.appendingPathComponent("migrations/0001_a.sql"), atomically: true, encoding: .utf8)
            #expect(throws: Migrator.Problem.changed("migrations/0001_a.sql")) { try migrator().migrate() }
        }
    }

    /// Eight servers start in the same moment: each file is applied once, and all of them go on.
    @Test func severalStartAtOnce() async throws {
        try await ScratchDatabase.with { database in
            try database.run("drop schema public cascade; create schema public authorization mitreden_owner")
            let folder = try folder([
                "migrations/0001_a.sql": "create table a (n int); select pg_sleep(0.1);", "migrations/0002_b.sql": "insert into a values (1);",
                "objects/v.sql": "drop view if exists v; create view v as select n from a;",
            ])
            defer { try? FileManager.default.removeItem(at: folder) }
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask { try Migrator(conninfo: database.url("mitreden_owner"), folder: folder) { "\($0.count)" }.migrate().count }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(applied.sorted() == [0, 0, 0, 0, 0, 0, 0, 3])
            try database.run("do $$ begin if (select count(*) from v) <> 1 then raise exception 'applied more than once'; end if; end $$")
        }
    }

    @Test func saysWhichStatementFailedWhereThereIsNoLine() async throws {
        try await with(["migrations/0001_a.sql": "create table a (n int unique);\ninsert into a values (1);\ninsert into a values (1);"]) {
            _, migrator, _ in
            #expect {
                try migrator().migrate()
            } throws: { "\($0)".hasPrefix("migrations/0001_a.sql, statement 3: duplicate key") }
        }
    }

    @Test func leavesThePreviousStateWhenOneFails() async throws {
        try await with(["migrations/0001_a.sql": "create table a (n int);", "migrations/0002_b.sql": "create table b (n int);\nselect broken;"]) {
            _, migrator, database in
            #expect(
                throws: Migrator.Problem.failed(step: "migrations/0002_b.sql", statement: 2, line: 2, message: "column \"broken\" does not exist")
            ) {
                try migrator().migrate()
            }
            try database.run("select n from a")
            #expect(throws: PostgresError.self) { try database.run("select n from b") }
        }
    }
}
