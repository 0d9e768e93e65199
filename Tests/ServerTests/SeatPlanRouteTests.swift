import Core
import TestSupport
import Testing
import Web

/// Everybody gets a table, once, whoever presses and how often.
@Suite struct SeatPlanRouteTests {
    private static let plan = "/konferenzen/18-hik/tischplan"

    @Test func whoeverHasNoTableGetsOne() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                create table seated as select s.* from table_seats as s join conferences as c on c.id = s.conference_id
                where s.tenant_id = current_tenant() and c.slug = '18-hik' order by s.person_id limit 3;
                delete from table_seats where tenant_id = current_tenant() and person_id not in (select person_id from seated);
                """)
            #expect(try await desk.get(Self.plan).text.contains("Alle verteilen"))
            let visitor = desk
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...4 {
                    group.addTask {
                        var other = visitor
                        return try await other.post(Self.plan).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [303, 303, 303, 303])
            let facts = try await house.testDatabase.strings(
                """
                with t as (select t.id, t.seats, (select count(*) from table_seats as s where s.table_id = t.id) as taken from discussion_tables as t
                    join conferences as c on c.id = t.conference_id where c.slug = '18-hik')
                select ((select count(*) from check_ins as i join registrations as r on r.id = i.registration_id
                        join conferences as c on c.id = r.conference_id where c.slug = '18-hik' and not i.at_home) = least(sum(taken), sum(seats)))::text
                    || ' ' || count(*) filter (where taken > seats)
                    || ' ' || (select count(*) from seated as o join table_seats as s using (person_id, table_id)) from t
                """)
            #expect(facts == ["true 0 3"], "everybody sits, no table is too full, and whoever sat still sits there")
        }
    }

    @Test func somebodyIsMovedByHand() async throws {
        try await TestHouse.with { house in
            var desk = try await house.visitor(as: .desk)
            let page = try await desk.get(Self.plan)
            let guest = try #require(page.text.firstMatch(of: /<option[^>]*value="([0-9a-f-]{36})"/).map { String($0.1) })
            for (person, table) in [(guest, "99"), ("nobody", "1"), ("", "")] {
                let answer = try await desk.post(Self.plan + "/platz", ["gast": person, "tisch": table])
                #expect(answer.status == 422 && answer.text.contains("role=\"alert\""))
            }
            try house.testDatabase.run(
                """
                select enter_house((select id from tenants where slug = 'harburg'));
                delete from table_seats where tenant_id = current_tenant() and person_id <> '\(guest)';
                """)
            #expect(try await desk.post(Self.plan + "/platz", ["gast": guest, "tisch": "2"]).status == 303)
            let seat = try await house.testDatabase.strings(
                "select t.number::text from table_seats as s join discussion_tables as t on t.id = s.table_id where s.person_id = '\(guest)'")
            #expect(seat == ["2"])
            var guestVisitor = house.visitor()
            #expect(try await guestVisitor.get(Self.plan).status == 401)
        }
    }
}
