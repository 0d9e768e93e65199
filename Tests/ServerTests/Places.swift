import Core
import Database
import HTML
import TestSupport
import Testing

@testable import Web

/// Real objects of one tenant for the places of all routes' addresses.
enum Places {
    /// Values for the places of templates: objects of one tenant that are really there.
    static func of(_ house: TestHouse, _ slug: String) async throws -> [String: String] {
        let site = try #require(house.house.directory.site("\(slug).localhost"))
        // The demonstration has no accounts elsewhere.
        try house.testDatabase.run(
            """
            insert into identity_providers (tenant_id, issuer, client_id, name) values ('\(site.tenant)', 'https://localhost', 'us', 'Anderswo')
            on conflict do nothing;
            select enter_house('\(site.tenant)');
            insert into contacts (person_id, conference_id, way, address, address_mac, reminders, follow_up)
            select person_id, conference_id, 'phone', 'x', sha256('x'), false, false from registrations where tenant_id = '\(site.tenant)' limit 1 on conflict do nothing;
            insert into desk_entries (id, conference_id, kind, outcome, happened_at)
            select new_id(), id, 'arrival', 'unknown', now() from conferences where tenant_id = '\(site.tenant)'
                order by slug = '18-hik' desc, starts_at desc, slug limit 1;
            """)
        return try await house.house.database.read(as: .house(site.tenant)) { tx in
            var places = ["step": "anmeldeschluss", "table": "1", "round": "3"]
            let found = try tx.one(
                """
                select (select slug from conferences where tenant_id = current_tenant() order by starts_at desc, slug limit 1) as conference,
                    (select id::text from registrations where tenant_id = current_tenant() order by id limit 1) as registration,
                    (select reference from registrations where tenant_id = current_tenant() order by id limit 1) as reference,
                    (select id::text from notes where tenant_id = current_tenant() order by position, id limit 1) as note,
                    (select p.id::text from polls as p where p.tenant_id = current_tenant()
                        order by exists (select from poll_closings as c where c.tenant_id = p.tenant_id and c.poll_id = p.id), p.id limit 1) as poll,
                    (select id::text from recommendations where tenant_id = current_tenant() order by id limit 1) as recommendation,
                    (select id::text from recommendation_events where tenant_id = current_tenant() order by id limit 1) as event,
                    (select person_id::text from role_grants where tenant_id = current_tenant() and role = 'table_host'
                        order by person_id desc limit 1) as person,
                    coalesce((select id::text from messages where tenant_id = current_tenant() order by id limit 1), new_id()::text) as message,
                    (select id::text from checklist_items where tenant_id = current_tenant() and conference_id = (
                        select id from conferences where tenant_id = current_tenant() and slug in ('18-hik', (select slug from conferences where
                            tenant_id = current_tenant() order by starts_at desc, slug limit 1)) order by slug = '18-hik' desc limit 1) limit 1) as item,
                    (select stop_key::text from contacts where tenant_id = current_tenant() limit 1) as stop,
                    new_id()::text as device, (select id::text from desk_entries where tenant_id = current_tenant() limit 1) as entry,
                    coalesce((select id::text from sessions where tenant_id = current_tenant() order by id limit 1), new_id()::text) as session,
                    coalesce((select id::text from passkeys where tenant_id = current_tenant() order by id limit 1), new_id()::text) as passkey,
                    coalesce((select id::text from identity_providers where tenant_id = current_tenant() limit 1), new_id()::text) as provider,
                    coalesce((select id::text from provider_rules where tenant_id = current_tenant() limit 1), new_id()::text) as rule
                """
            ) { row in
                [
                    "conference": try row("conference") as String, "registration": try row("registration"), "reference": try row("reference"),
                    "note": try row("note"), "message": try row("message"), "stop": try row("stop"), "item": try row("item"), "poll": try row("poll"),
                    "recommendation": try row("recommendation"),
                    "event": try row("event"), "session": try row("session"), "person": try row("person"),
                    "device": try row("device"), "entry": try row("entry"), "passkey": try row("passkey"), "provider": try row("provider"),
                    "rule": try row("rule"),
                ]
            }
            places.merge(found) { $1 }
            if slug == "harburg" { places["conference"] = "18-hik" }
            return places
        }
    }

    static func path(_ route: Route, _ places: [String: String]) throws -> String {
        route.template.path(filling: try route.template.parameters.map { try #require(places[$0], "no example for {\($0)}") }).text
    }
}
