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

    /// Copies Harburg's rows to a thousand further councils: ids are unique within a tenant only, so they can stay.
    private static let neighbours = """
        set session_replication_role = replica;
        insert into tenants (slug, origin, name, district)
            select 't' || n, 'http://t' || n || '.localhost', '{"de": "Nachbar"}', '{"de": "Nachbar"}' from generate_series(1, 1000) as n;
        do $fill$
        declare
            t record;
        begin
            for t in
                select c.oid::regclass as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
                    string_agg(case a.attname when 'tenant_id' then 'n.id' else 'o.' || quote_ident(a.attname) end, ', ' order by a.attnum) as values
                from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.oid in (select polrelid from pg_policy) group by c.oid
            loop
                execute format(
                    'insert into %s (%s) select %s from %s as o, tenants as n
                     where o.tenant_id = (select id from tenants where slug = ''harburg'') and n.slug like ''t%%''', t.name, t.columns, t.values, t.name);
            end loop;
        end $fill$;
        set session_replication_role = origin;
        analyze;
        """

    @Test(.enabled(if: isDeep)) func everyRouteReadsItsOwnRowsOnly() async throws {
        try await TestDatabase.with(.demonstration) { testDatabase in
            let began = ContinuousClock.now
            try testDatabase.run(Self.neighbours)
            let connection = try Connection(conninfo: testDatabase.url("postgres"), applicationName: "tests")
            func count(_ sql: StaticString) throws -> Int { try Row(set: try connection.run([Statement(sql)])[0], index: 0)("n") }
            let rows = try count("select sum(reltuples)::int8 as n from pg_class where oid in (select polrelid from pg_policy)")
            print("\(rows) rows of 1002 councils, made in \(ContinuousClock.now - began)")
            #expect(rows > 1_000_000)
            try await TestHouse.with(on: testDatabase) { house in
                let places = try await Places.of(house, "harburg")
                var visitors = [house.visitor()]
                for role in Role.allCases { visitors.append(try await house.visitor(as: role)) }
                // From here on it is counted.
                try testDatabase.run("select pg_stat_reset()")
                for route in house.house.routes where !route.template.text.hasPrefix("/werkstatt") && route.template.text != "/abmeldung" {
                    let path = try Places.path(route, places)
                    for var visitor in visitors { _ = route.method == .get ? try await visitor.get(path) : try await visitor.post(path) }
                }
            }
            // What was read is told when a connection ends, and it has.
            try testDatabase.run("select pg_stat_clear_snapshot()")
            let set = try connection.run([
                Statement(
                    """
                    select s.relname::text as table, c.reltuples::int8 as rows, s.seq_scan, s.seq_tup_read, coalesce(s.idx_scan, 0) as idx_scan,
                        coalesce(s.idx_tup_fetch, 0) as idx_tup_fetch
                    from pg_stat_user_tables as s join pg_class as c on c.oid = s.relid
                    where c.oid in (select polrelid from pg_policy) and c.reltuples > 5000 order by 1
                    """)
            ])[0]
            var scans = 0
            for index in 0..<set.rowCount {
                let row = Row(set: set, index: Int32(index))
                let (table, rows): (String, Int) = (try row("table"), try row("rows"))
                let (sequential, indexed, fetched): (Int, Int, Int) = (try row("seq_scan"), try row("idx_scan"), try row("idx_tup_fetch"))
                scans += indexed
                #expect(sequential == 0, "\(table) with \(rows) rows was read from end to end \(sequential) times")
                // A look into an index finds what belongs to one council: a thousandth of the rows, and a few more.
                #expect(fetched <= indexed * (rows / 1000 + 10) * 2, "\(table): \(indexed) looks into indexes fetched \(fetched) of \(rows) rows")
            }
            print("\(scans) looks into indexes of \(set.rowCount) large tables, none read from end to end")
            #expect(scans > 1000 && set.rowCount > 5)
        }
    }
}
