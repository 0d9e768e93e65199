import Core
import Database
import Foundation
import TestSupport
import Testing
import Web

/// The plan of the house, checked against its files.
@Suite struct HouseTests {
    private static let sources: [(path: String, text: String)] = {
        let root = TestDatabase.repository.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return files.filter { $0.pathExtension == "swift" }.compactMap { file in
            (try? String(contentsOf: file, encoding: .utf8)).map { (String(file.path.dropFirst(root.path.count + 1)), $0) }
        }
    }()

    private static let features = ["Tenants", "Identity", "Conferences", "DiscussionTables", "Recommendations", "Voting"]

    @Test func featuresSeeNeitherTheClientNorTheServer() {
        #expect(Self.sources.count > 80)
        for (path, text) in Self.sources where Self.features.contains(where: { path.hasPrefix($0 + "/") }) {
            for forbidden in ["import Postgres", "import CLibPQ", "import Hummingbird", "import NIO"] {
                #expect(!text.contains(forbidden), "\(path) has \(forbidden)")
            }
        }
    }

    @Test func sqlStandsInQueriesOnly() {
        for (path, text) in Self.sources where Self.features.contains(where: { path.hasPrefix($0 + "/") }) {
            // People is the queries of people, too small for a file of its own.
            let mayHave = path.hasSuffix("Queries.swift") || path.hasSuffix("Demonstration.swift") || path == "Identity/People.swift"
            let hasSQL =
                text.contains("try tx.rows(") || text.contains("try tx.one(") || text.contains("try tx.first(") || text.contains("try tx.execute(")
            #expect(mayHave || !hasSQL, "\(path) has SQL")
        }
    }

    @Test func filesAndFoldersHaveOneReasonToExist() {
        for (path, text) in Self.sources {
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 300, "\(path) is long: is it one thing?")
            for word in ["Utils", "Helpers", "Manager", "Service.swift", "Common"] { #expect(!path.contains(word), "\(path)") }
        }
    }

    /// The client could be lifted out by a stranger, who reads comments. What a protocol asks for is explained there.
    @Test func everythingPublicOfTheClientIsExplained() {
        let inherited = /var (description|debugDescription|postgresType|postgresArrayType|postgresParameter)\b|init\?\(cell/
        var looked = 0
        for (path, text) in Self.sources where path.hasPrefix("Postgres/") || path.hasPrefix("Database/") {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
            for (index, line) in lines.enumerated() where line.firstMatch(of: /^(@\S+ )*public (?!import|extension)/) != nil {
                looked += 1
                let before = lines[..<index].last { !$0.hasPrefix("@") } ?? ""
                #expect(before.hasPrefix("///") || line.contains(inherited), "\(path):\(index + 1): \(line)")
            }
        }
        #expect(looked > 150)
    }

    @Test func routesAreWrittenOnce() async throws {
        try await TestHouse.with(.empty) { house in
            let all = house.house.routes.map { "\($0.method.rawValue) \($0.template.text)" }
            #expect(Set(all).count == all.count)
        }
    }

    /// Every column by which a person is known is claimed by exactly one module, with how long it is kept.
    @Test func everyColumnAboutAPersonIsClaimedOnce() async throws {
        try await TestHouse.with(.empty) { house in
            let site = try #require(house.house.directory.site("harburg.localhost"))
            let columns = try await house.house.database.read(as: .house(site.tenant)) { tx in
                try tx.rows(
                    """
                    select distinct c.conrelid::regclass::text as "table", a.attname::text as "column"
                    from pg_constraint as c
                    cross join lateral unnest(c.conkey) as k (number)
                    join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = k.number
                    where c.contype = 'f' and c.confrelid in ('people'::regclass, 'registrations'::regclass, 'check_ins'::regclass) and a.attname <> 'tenant_id'
                    union
                    select attrelid::regclass::text, attname::text from pg_attribute
                    where attrelid in (select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)
                        and (attname = 'person_id' or attname ~ '_by$')
                    """
                ) { row in "\(try row("table") as String).\(try row("column") as String)" }
            }
            #expect(columns.count > 20)
            let claims = house.house.modules.flatMap(\.personalData).map { "\($0.table).\($0.column)" }
            #expect(Set(claims).count == claims.count, "claimed twice")
            #expect(Set(columns).subtracting(claims).sorted() == [], "unclaimed")
            #expect(Set(claims).subtracting(columns + ["people.id"]).sorted() == [], "claimed and not there")
        }
    }

    /// An object whose text changes is made again on a server that has been running for years: by itself, on a connection that has
    /// seen nothing else.
    @Test func everyObjectCanBeMadeAgain() async throws {
        try await TestDatabase.with { database in
            let folder = TestDatabase.repository.appendingPathComponent("sql/objects")
            let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            #expect(files.count > 8)
            for file in files {
                let text = try String(contentsOf: file, encoding: .utf8)
                #expect(throws: Never.self, "\(file.lastPathComponent)") { try database.run("begin; \(text); commit", as: "mitreden_owner") }
            }
        }
    }
}
