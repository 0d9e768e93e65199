import Foundation
import TestSupport
import Testing

@testable import Postgres

@Suite struct IsolationTests {
    @Test func everyTableIsATenantsOwn() async throws {
        try await TestDatabase.with { database in try database.run(IsolationChecks.block(IsolationChecks.ownership)) }
    }

    @Test func ofAnotherTenantNothingIsSeenChangedOrDeleted() async throws {
        try await TestDatabase.with(.demonstration) { database in try database.run(IsolationChecks.block(IsolationChecks.foreignRows)) }
    }

    @Test func withoutATenantEveryStatementFails() async throws {
        try await TestDatabase.with(.demonstration) { database in try database.run(IsolationChecks.block(IsolationChecks.noTenant)) }
    }

    /// Every function that returns rows: of another tenant none, without a tenant an error.
    @Test func functionsShowNothingOfOthers() async throws {
        try await TestDatabase.with(.demonstration) { database in
            try database.run(
                """
                do $test$
                declare
                    f record; owned uuid; foreign_tenant uuid; arguments text; call text; found bigint; functions integer := 0;
                begin
                    select id into owned from tenants where slug = 'harburg';
                    select id into foreign_tenant from tenants where slug = 'wandsbek';
                    for f in select p.oid::regprocedure as name, proname, proargtypes::regtype[] as types from pg_proc as p
                        where pronamespace = 'public'::regnamespace and proretset and not prosecdef and proname not in ('enter', 'enter_house') order by 1
                    loop
                        functions := functions + 1;
                        -- as arguments: what belongs to the other tenant
                        perform set_config('mitreden.tenant_id', foreign_tenant::text, true);
                        insert into contacts (person_id, conference_id, way, address, address_mac, reminders, follow_up)
                            select person_id, conference_id, 'phone', 'x', sha256('x'), true, false from registrations where tenant_id = foreign_tenant on conflict do nothing;
                        insert into messages (conference_id, person_id, kind)
                            select conference_id, person_id, 'seat' from registrations where tenant_id = foreign_tenant on conflict do nothing;
                        insert into sessions (token_hash, person_id, expires_at)
                            select sha256(id::text::bytea), id, now() + interval '1 hour' from people where tenant_id = foreign_tenant on conflict do nothing;
                        select string_agg(case a.type
                            when 'uuid'::regtype then quote_literal(case f.proname when 'recommendation_document' then (
                                select recommendation_id from recommendation_releases where tenant_id = foreign_tenant limit 1)
                                when 'personal_data' then (select person_id from registrations where tenant_id = foreign_tenant limit 1)
                                else (select c.id from conferences as c join registrations as r on r.tenant_id = c.tenant_id
                                and r.conference_id = c.id where c.tenant_id = foreign_tenant limit 1) end) || '::uuid'
                            when 'bytea[]'::regtype then quote_literal((select array_agg(token_hash) from sessions where tenant_id = foreign_tenant)) || '::bytea[]'
                            when 'text[]'::regtype then quote_literal(case a.place when 2 then '{registrations,cards}' else '{person_id,person_id}' end)
                                || '::text[]'
                            when 'timestamptz'::regtype then quote_literal('infinity') || '::timestamptz'
                            when 'integer'::regtype then '1000'
                            end, ', ' order by a.place) into arguments from unnest(f.types) with ordinality as a (type, place);
                        call := format('select count(*) from %I(%s) as x', f.proname, coalesce(arguments, ''));
                        set local role mitreden_app;
                        execute call into found;
                        if found = 0 then raise exception '% shows nothing at all', f.name; end if;
                        perform set_config('mitreden.tenant_id', owned::text, true);
                        if arguments is not null and f.proname not in ('people_not_seen_since', 'registrations_over_since') then
                            execute call into found;
                        else
                            perform set_config('mitreden.tenant_id', foreign_tenant::text, true);
                            execute format('create temp table theirs on commit drop as select to_jsonb(x)->>''id'' as id from %I(%s) as x',
                                f.proname, coalesce(arguments, ''));
                            perform set_config('mitreden.tenant_id', owned::text, true);
                            execute call || ' where to_jsonb(x)->>''id'' in (select id from theirs)' into found;
                            drop table theirs;
                        end if;
                        if found <> 0 then raise exception '% shows % rows of another tenant', f.name, found; end if;
                        perform set_config('mitreden.tenant_id', '', true);
                        begin
                            execute call into found;
                            raise exception '% can be asked without a tenant', f.name;
                        exception when sqlstate 'MR000' then null;
                        end;
                        reset role;
                    end loop;
                    if functions < 7 then raise exception 'only % functions were looked at', functions; end if;
                end $test$
                """)
        }
    }

    /// The checks above would notice: each protection of each table is taken away, one at a time, and put back.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["MITREDEN_DEEP"] != nil)) func everyProtectionOfEveryTableIsMissed() async throws {
        try await TestDatabase.with(.demonstration) { database in
            let connection = try Connection(conninfo: database.url("postgres"), applicationName: "tests")
            let checks = [IsolationChecks.ownership, IsolationChecks.foreignRows, IsolationChecks.noTenant].map(IsolationChecks.block).joined(
                separator: ";")
            let mutations = try connection.run([Statement(Self.mutations)])[0]
            var tried = 0
            for index in 0..<mutations.rowCount {
                let mutation: String = try Row(set: mutations, index: Int32(index))("mutation")
                try connection.runScript("begin")
                try connection.runScript(mutation)
                #expect(throws: PostgresError.self, "nobody misses: \(mutation)") { try connection.runScript(checks) }
                try connection.runScript("rollback")
                tried += 1
            }
            print("\(tried) protections taken away, one at a time")
            #expect(tried > 200)
            // Untouched, all is well: or the failures above would prove nothing.
            try connection.runScript(checks)
        }
    }

    /// Statements that each take one protection away.
    private static let mutations: StaticString = """
        with protected as (
            select c.oid, c.oid::regclass::text as name from pg_class as c join pg_policy as p on p.polrelid = c.oid and p.polname = 'tenant'
        )
        select m.mutation from protected as t, lateral (values
            (format('drop policy tenant on %s', t.name)),
            (format('alter policy tenant on %s using (true)', t.name)),
            (format('alter policy tenant on %s with check (true)', t.name)),
            (format('alter policy backup on %s to public', t.name)),
            (format('create policy other on %s using (true)', t.name)),
            (format('alter table %s no force row level security', t.name)),
            (format('alter table %s disable row level security', t.name))
        ) as m (mutation)
        union all
        -- a key without its tenant: the index alone, as a primary or unique key would make it
        select format('create index on %s (%s)', t.name, (
            select string_agg(quote_ident(a.attname), ', ' order by k.place) from unnest(i.indkey) with ordinality as k (number, place)
            join pg_attribute as a on a.attrelid = t.oid and a.attnum = k.number where a.attname <> 'tenant_id'))
        from protected as t join pg_index as i on i.indrelid = t.oid join pg_class as x on x.oid = i.indexrelid
            join pg_am as m on m.oid = x.relam where i.indnatts > 1 and i.indexprs is null and m.amname = 'btree'
        union all
        -- what is seen behind a door is seen by everybody
        select format('alter policy %I on %s to public', polname, polrelid::regclass) from pg_policy where polname not in ('tenant', 'backup')
        union all
        -- a reference to another row that does not name its tenant
        select format('alter table %s drop constraint %I; create unique index on %s (%I); alter table %s add constraint %I foreign key (%I) references %s (%I)',
            t.name, f.conname, f.confrelid::regclass, theirs.attname, t.name, f.conname, ours.attname, f.confrelid::regclass, theirs.attname)
        from protected as t join pg_constraint as f on f.conrelid = t.oid and f.contype = 'f' and cardinality(f.conkey) = 2
        join pg_attribute as ours on ours.attrelid = t.oid and ours.attnum = f.conkey[2]
        join pg_attribute as theirs on theirs.attrelid = f.confrelid and theirs.attnum = f.confkey[2]
        order by 1
        """

    /// What a dump reads, and what it is made with.
    @Test func theBackupReadsEverythingAndWritesNothing() async throws {
        try await TestDatabase.with(.demonstration) { database in
            try database.run(
                """
                do $test$
                declare t text; all_rows bigint; seen bigint;
                begin
                    for t in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
                        -- row-level security does not bind a superuser
                        execute format('select count(*) from %I', t) into all_rows;
                        set local role mitreden_backup;
                        execute format('select count(*) from %I', t) into seen;
                        if seen <> all_rows then raise exception 'the backup sees % of % rows of %', seen, all_rows, t; end if;
                        begin
                            execute format('delete from %I', t);
                            raise exception 'the backup deletes from %', t;
                        exception when insufficient_privilege then null;
                        end;
                        reset role;
                    end loop;
                end $test$
                """)
        }
    }

    @Test func ownRowsAreSeen() async throws {
        try await TestDatabase.with(.demonstration) { database in
            // Or the tests above would pass on a database that shows nothing to anybody.
            try database.run(
                """
                do $test$ begin
                    perform set_config('mitreden.tenant_id', (select id::text from tenants where slug = 'harburg'), true);
                    set local role mitreden_app;
                    if (select count(*) from notes) < 100 or (select count(*) from open_ballots) < 50 then raise exception 'own rows are missing'; end if;
                end $test$
                """)
        }
    }

    @Test func rolesCanDoNoMoreThanTheyShould() async throws {
        try await TestDatabase.with { database in
            try database.run(
                """
                do $test$
                declare found text;
                begin
                    select string_agg(rolname, ', ') into found from pg_roles
                    where rolname like 'mitreden%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication);
                    if found is not null then raise exception '% may too much', found; end if;
                    select string_agg(relname, ', ') into found from pg_class as c join pg_roles as r on r.oid = c.relowner
                    where r.rolname in ('mitreden_app', 'mitreden_platform', 'mitreden_backup') and relnamespace = 'public'::regnamespace;
                    if found is not null then raise exception 'others than the owner own %', found; end if;
                    -- security definer functions are doors in the wall: each is reviewed and named here
                    select string_agg(proname, ', ') into found from pg_proc
                    where pronamespace = 'public'::regnamespace and prosecdef and proname not in ('claim_job', 'published', 'search', 'forget_audit');
                    if found is not null then raise exception 'unreviewed doors: %', found; end if;
                    select string_agg(proname, ', ') into found from pg_proc as p join pg_roles as r on r.oid = p.proowner
                    where pronamespace = 'public'::regnamespace and prosecdef
                        and (rolcanlogin or not 'search_path=pg_catalog, public, pg_temp' = any(proconfig) or proacl::text like '%{=X%' or proacl::text like '%,=X%');
                    if found is not null then raise exception 'doors that are not built as doors: %', found; end if;
                    select string_agg(rolname, ', ') into found from pg_roles where rolname in ('mitreden_jobs', 'mitreden_search', 'mitreden_published', 'mitreden_audit')
                        and (pg_has_role('mitreden_owner', oid, 'usage') or pg_has_role('mitreden_app', oid, 'member') or rolcanlogin);
                    if found is not null then raise exception 'others see with the eyes of the doors %', found; end if;
                    select string_agg(relname, ', ') into found from pg_class
                    where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace and not coalesce(reloptions::text like '%security_invoker=true%', false);
                    if found is not null then raise exception 'views that see with their owner''s eyes: %', found; end if;
                    select string_agg(table_name || '.' || privilege_type, ', ') into found from information_schema.role_table_grants
                    where grantee = 'mitreden_app' and (privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
                        or (table_name in ('audit_events', 'recommendation_events', 'open_ballots', 'open_choices', 'notes')
                            and privilege_type in ('UPDATE', 'DELETE')));
                    if found is not null then raise exception 'grants that must not be: %', found; end if;
                    select string_agg(table_name, ', ') into found from information_schema.role_table_grants
                    where grantee = 'mitreden_platform' and table_name not in ('tenants', 'tenant_hosts', 'identity_providers');
                    if found is not null then raise exception 'the platform sees content: %', found; end if;
                end $test$
                """)
        }
    }
}
