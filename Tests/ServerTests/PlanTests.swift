import Core
import Database
import Foundation
import TestSupport
import Testing

@testable import Postgres
@testable import Web

/// A thousand councils in one database: what one of them asks for touches its own rows only.
///
/// Not one EXPLAIN for a few queries, but PostgreSQL's own count of what every route really read, for everybody who may call it.
@Suite struct PlanTests {
    private static let isDeep = ProcessInfo.processInfo.environment["MITREDEN_DEEP"] != nil

    /// A thousand further councils of Harburg's size.
    private static let neighbours = copies(
        1000, into: "tenants as n where n.slug = ''t'' || k",
        making: """
            insert into tenants (slug, origin, name, district)
                select 't' || n, 'http://t' || n || '.localhost', '{"de": "Nachbar"}', '{"de": "Nachbar"}' from generate_series(1, 1000) as n;
            """)

    /// One council a hundred times as large.
    private static let giant = copies(
        100, into: "tenants as n where n.slug = ''giant''",
        making: """
            insert into tenants (slug, origin, name, district) values ('giant', 'http://giant.localhost', '{"de": "Riese"}', '{"de": "Riese"}');
            insert into tenant_hosts (host, tenant_id) select 'giant.localhost', id from tenants where slug = 'giant';
            """)

    /// Copies Harburg's rows. Every copy has ids of its own, and names of its own where a council cannot have two.
    private static func copies(_ count: Int, into tenants: String, making: String) -> String {
        """
        set session_replication_role = replica;
        \(making)
        do $fill$
        declare
            t record;
        begin
            for t in
                select c.oid::regclass as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
                    string_agg(format(case
                        when a.attname = 'tenant_id' then 'n.id'
                        when a.atttypid = 'uuid'::regtype then 'md5(o.%I::text || n.slug || k)::uuid'
                        when not u.is_unique then 'o.%I'
                        when a.atttypid = 'bytea'::regtype then 'sha256(o.%I || k::text::bytea)'
                        when a.atttypid = 'timestamptz'::regtype then 'o.%I + make_interval(days => k)'
                        when a.atttypid = 'text'::regtype then 'o.%I || ''-'' || k'
                        else 'o.%I' end, a.attname), ', ' order by a.attnum) as values
                from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '',
                    lateral (select exists (select from pg_index as i where i.indrelid = c.oid and i.indisunique and a.attnum = any(i.indkey)
                        and not exists (select from pg_attribute as k where k.attrelid = c.oid and k.attnum = any(i.indkey)
                            and k.attname <> 'tenant_id' and k.atttypid = 'uuid'::regtype)) as is_unique) as u
                where c.oid in (select polrelid from pg_policy) group by c.oid
            loop
                execute format(
                    'insert into %s (%s) select %s from %s as o, generate_series(1, \(count)) as k, lateral (select n.* from \(tenants)) as n
                     where o.tenant_id = (select id from tenants where slug = ''harburg'')', t.name, t.columns, t.values, t.name);
            end loop;
        end $fill$;
        set session_replication_role = origin;
        analyze;
        """
    }

    /// What was read of one table.
    private struct Reading {
        let rows: Int
        let sequential: Int
        let indexed: Int
        let entries: Int
    }

    /// What everybody who may call a route makes Harburg's routes read, of all large tables.
    private func readings(_ testDatabase: TestDatabase, _ connection: Connection) async throws -> [String: Reading] {
        try await TestHouse.with(on: testDatabase) { house in
            let places = try await Places.of(house, "harburg")
            var visitors = [house.visitor()]
            for role in Role.allCases { visitors.append(try await house.visitor(as: role)) }
            // From here on it is counted.
            try testDatabase.run("select pg_stat_reset()")
            var calls: [(Route.Method, String)] = [(.get, "/suche?suche=Sprachkurs"), (.get, "/suche?suche=spielpl")]
            for route in house.house.routes where !route.template.text.hasPrefix("/werkstatt") && route.template.text != "/abmeldung" {
                calls.append((route.method, try Places.path(route, places)))
            }
            for (method, path) in calls {
                for var visitor in visitors { _ = method == .get ? try await visitor.get(path) : try await visitor.post(path) }
            }
        }
        return try read(testDatabase, connection)
    }

    /// PostgreSQL's own count. What was read is told when a connection ends, and it has.
    private func read(_ testDatabase: TestDatabase, _ connection: Connection) throws -> [String: Reading] {
        try testDatabase.run("select pg_stat_clear_snapshot()")
        let set = try connection.run([
            Statement(
                """
                -- entries of indexes and not rows: what was vacuumed lately is answered from the index alone
                select s.relname::text as table, c.reltuples::int8 as rows, s.seq_scan, coalesce(s.idx_scan, 0) as idx_scan,
                    coalesce((select sum(i.idx_tup_read)::int8 from pg_stat_user_indexes as i where i.relid = s.relid), 0) as idx_tup_read
                from pg_stat_user_tables as s join pg_class as c on c.oid = s.relid
                where c.oid in (select polrelid from pg_policy) and c.reltuples > 5000 order by 1
                """)
        ])[0]
        var all: [String: Reading] = [:]
        for index in 0..<set.rowCount {
            let row = Row(set: set, index: Int32(index))
            all[try row("table")] = Reading(
                rows: try row("rows"), sequential: try row("seq_scan"), indexed: try row("idx_scan"), entries: try row("idx_tup_read"))
        }
        return all
    }

    private func isNoMore(_ after: Reading, _ before: Reading) -> Bool { after.entries <= before.entries * 11 / 10 + 20 }

    @Test(.enabled(if: isDeep)) func everyRouteReadsItsOwnRowsOnly() async throws {
        try await TestDatabase.with(.demonstration) { testDatabase in
            let began = ContinuousClock.now
            try await testDatabase.runAside(Self.neighbours)
            let connection = try Connection(conninfo: testDatabase.url("postgres"), applicationName: "tests")
            func count(_ sql: StaticString) throws -> Int { try Row(set: try connection.run([Statement(sql)])[0], index: 0)("n") }
            let rows = try count("select sum(reltuples)::int8 as n from pg_class where oid in (select polrelid from pg_policy)")
            print("\(rows) rows of 1002 councils, made in \(ContinuousClock.now - began)")
            #expect(rows > 1_000_000)
            // Once for what it changes (a vote is closed, a round ended); what is compared below happens in the same state.
            _ = try await readings(testDatabase, connection)
            let equals = try await readings(testDatabase, connection)
            for (table, one) in equals {
                #expect(one.sequential == 0, "\(table) with \(one.rows) rows was read from end to end \(one.sequential) times")
                // A look into an index finds what belongs to one council: a thousandth of the rows, and a few more.
                let bound = one.indexed * (one.rows / 1000 + 10) * 2
                #expect(one.entries <= bound, "\(table): \(one.indexed) looks into indexes found \(one.entries) entries of \(one.rows) rows")
            }
            let scans = equals.values.reduce(0) { $0 + $1.indexed }
            print("\(scans) looks into indexes of \(equals.count) large tables, none read from end to end")
            #expect(scans > 1000 && equals.count > 5)

            // One council grows to a hundred times the size of any other: its neighbours do not notice.
            try await testDatabase.runAside(Self.giant)
            var beside = try await readings(testDatabase, connection)
            // PostgreSQL plans from a sample drawn at random, and with some it goes through all of a council's own rows where a few would
            // do. Whoever reads a neighbour's does so with every sample.
            for _ in 0..<3 where equals.contains(where: { table, before in !(beside[table].map { isNoMore($0, before) } ?? false) }) {
                try await testDatabase.runAside("analyze")
                beside = try await readings(testDatabase, connection)
            }
            for (table, before) in equals {
                let after = try #require(beside[table])
                #expect(after.rows > before.rows * 21 / 20, "\(table) has not grown: \(before.rows), \(after.rows)")
                #expect(after.sequential == 0, "beside a large council \(table) was read from end to end \(after.sequential) times")
                #expect(
                    isNoMore(after, before),
                    "\(table): \(before.entries) entries were read among equals, \(after.entries) beside a large council")
            }

            // And where there is much to search, the text index is what is asked.
            try testDatabase.run("select pg_stat_reset()")
            try await TestHouse.with(on: testDatabase) { house in
                var visitor = house.visitor("giant")
                for question in ["Wahlinfo", "ahlinf", "Wahlnfo"] {
                    let text = try await visitor.get("/suche?suche=\(question)").text
                    #expect(text.contains("100 Treffer") || text.contains("Meinten Sie"), "\(question)")
                }
            }
            let searched = try #require(try read(testDatabase, connection)["search_documents"])
            let documents = try count(
                "select count(*) as n from search_documents as d join tenants as t on t.id = d.tenant_id where t.slug = 'giant'")
            #expect(searched.sequential == 0 && searched.entries < 3 * documents / 2, "\(searched) of \(documents)")
            let texts = try count(
                """
                select sum(idx_scan)::int8 as n from pg_stat_user_indexes as s join pg_class as c on c.oid = s.indexrelid
                join pg_am as m on m.oid = c.relam where s.relname = 'search_documents' and m.amname = 'gin'
                """)
            #expect(texts >= 3, "the text indexes were asked \(texts) times")
        }
    }
}
