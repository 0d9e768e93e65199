import Foundation
import TestSupport
import Testing

/// What the database itself proves, read from its catalogue: a table that is added tomorrow is tested tomorrow.
@Suite struct IsolationTests {
    /// Tables that belong to no tenant. Whoever adds one says so here.
    private static let shared = ["tenants", "tenant_hosts", "applied_files"]

    private static var sharedList: String { shared.map { "'\($0)'" }.joined(separator: ", ") }

    /// Runs `body` for each tenant's table in a PL/pgSQL block; `t` is the table's name, `own` and `other` two tenants.
    private func forEachTable(_ database: TestDatabase, _ body: String) throws {
        try database.run(
            """
            do $test$
            declare
                t text; tables integer := 0; found bigint; sample jsonb; owned uuid; foreign_tenant uuid;
            begin
                select id into owned from tenants where slug = 'harburg';
                select id into foreign_tenant from tenants where slug = 'wandsbek';
                for t in select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                    and relname not in (\(Self.sharedList)) order by 1
                loop
                    tables := tables + 1;
                    \(body)
                end loop;
                if tables < 25 then raise exception 'only % tables were looked at', tables; end if;
            end $test$
            """)
    }

    @Test func everyTableIsATenantsOwn() async throws {
        try await TestDatabase.with { database in
            try forEachTable(
                database,
                """
                if not (select relrowsecurity and relforcerowsecurity from pg_class where oid = t::regclass) then
                    raise exception '% has no forced row-level security', t;
                end if;
                if (select count(*) from pg_policy where polrelid = t::regclass) <> 1 or not exists (
                    select from pg_policy where polrelid = t::regclass and polname = 'tenant' and polpermissive and polroles = '{0}'
                        and pg_get_expr(polqual, polrelid) like '%current_tenant()%' and pg_get_expr(polwithcheck, polrelid) like '%current_tenant()%') then
                    raise exception '% has other policies than the one', t;
                end if;
                if exists (select from pg_index as i where i.indrelid = t::regclass and (select attname from pg_attribute
                    where attrelid = i.indrelid and attnum = i.indkey[0]) <> 'tenant_id') then
                    raise exception '% has an index that does not begin with tenant_id', t;
                end if;
                if exists (select from pg_constraint as c where c.conrelid = t::regclass and c.contype = 'f' and c.confrelid <> 'tenants'::regclass
                    and (select attname from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[1]) <> 'tenant_id') then
                    raise exception '% refers to a table without its tenant', t;
                end if;
                """)
        }
    }

    @Test func ofAnotherTenantNothingIsSeenChangedOrDeleted() async throws {
        try await TestDatabase.with(.demonstration) { database in
            try forEachTable(
                database,
                """
                perform set_config('mitreden.tenant_id', foreign_tenant::text, true);
                execute format('select count(*) from %I where tenant_id = $1', t) into found using foreign_tenant;
                perform set_config('mitreden.tenant_id', owned::text, true);
                -- the owner has every privilege: what stops it is the policy, and FORCE
                set local role mitreden_owner;
                execute format('select count(*) from %I where tenant_id = $1', t) into found using foreign_tenant;
                if found <> 0 then raise exception '% shows another tenant''s rows', t; end if;
                execute format('select count(*) from %I where tenant_id <> $1', t) into found using owned;
                if found <> 0 then raise exception '% shows rows of others', t; end if;
                execute format('with gone as (delete from %I where tenant_id = $1 returning 1) select count(*) from gone', t) into found using foreign_tenant;
                if found <> 0 then raise exception '% lets another tenant''s rows be deleted', t; end if;
                begin
                    execute format('insert into %I (tenant_id) values ($1)', t) using foreign_tenant;
                    raise exception '% takes a row for another tenant', t;
                exception when insufficient_privilege then null;
                end;
                begin
                    execute format('update %I set tenant_id = $1', t) using foreign_tenant;
                    get diagnostics found = row_count;
                    if found > 0 then raise exception '% lets rows go to another tenant', t; end if;
                exception when insufficient_privilege then null;
                end;
                reset role;
                set local role mitreden_app;
                execute format('select count(*) from %I where tenant_id <> $1', t) into found using owned;
                if found <> 0 then raise exception '% shows the application rows of others', t; end if;
                reset role;
                """)
        }
    }

    @Test func withoutATenantEveryStatementFails() async throws {
        try await TestDatabase.with(.demonstration) { database in
            try forEachTable(
                database,
                """
                perform set_config('mitreden.tenant_id', '', true);
                set local role mitreden_app;
                begin
                    execute format('select count(*) from %I', t) into found;
                    raise exception '% can be read without a tenant', t;
                exception when sqlstate 'MR000' then null;
                end;
                reset role;
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
                    where pronamespace = 'public'::regnamespace and prosecdef and proname not in ('none yet');
                    if found is not null then raise exception 'unreviewed doors: %', found; end if;
                    select string_agg(relname, ', ') into found from pg_class
                    where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace and not coalesce(reloptions::text like '%security_invoker=true%', false);
                    if found is not null then raise exception 'views that see with their owner''s eyes: %', found; end if;
                    select string_agg(table_name || '.' || privilege_type, ', ') into found from information_schema.role_table_grants
                    where grantee = 'mitreden_app' and (privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
                        or (table_name in ('audit_events', 'recommendation_events', 'open_ballots', 'open_choices', 'notes')
                            and privilege_type in ('UPDATE', 'DELETE')));
                    if found is not null then raise exception 'grants that must not be: %', found; end if;
                    select string_agg(table_name, ', ') into found from information_schema.role_table_grants
                    where grantee = 'mitreden_platform' and table_name not in ('tenants', 'tenant_hosts');
                    if found is not null then raise exception 'the platform sees content: %', found; end if;
                end $test$
                """)
        }
    }
}
