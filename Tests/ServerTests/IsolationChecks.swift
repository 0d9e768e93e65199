/// What the database itself proves about each table, read from its catalogue: a table that is added tomorrow is checked tomorrow.
/// PL/pgSQL: `t` is the table's name, `owned` and `foreign_tenant` two tenants.
enum IsolationChecks {
    /// Tables that belong to no tenant. Whoever adds one says so here.
    static let shared = ["tenants", "tenant_hosts", "applied_files"]

    /// Runs `body` for each tenant's table.
    static func block(_ body: String) -> String {
        """
        do $test$
        declare
            t text; tables integer := 0; found bigint; sample jsonb; owned uuid; foreign_tenant uuid;
        begin
            select id into owned from tenants where slug = 'harburg';
            select id into foreign_tenant from tenants where slug = 'wandsbek';
            for t in select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                and relname not in (\(shared.map { "'\($0)'" }.joined(separator: ", "))) order by 1
            loop
                tables := tables + 1;
                \(body)
            end loop;
            if tables < 25 then raise exception 'only % tables were looked at', tables; end if;
        end $test$
        """
    }

    /// Policies of the roles behind the doors. Whoever adds one says so here.
    private static let doors = [
        "jobs.claim to mitreden_jobs", "search_documents.search to mitreden_search", "conferences.published to mitreden_published",
        "conference_steps.published to mitreden_published",
    ].map { "'\($0)'" }.joined(separator: ", ")

    static let ownership = """
        if not (select relrowsecurity and relforcerowsecurity from pg_class where oid = t::regclass) then
            raise exception '% has no forced row-level security', t;
        end if;
        if exists (select from pg_policy where polrelid = t::regclass and polname not in ('tenant', 'backup')
                and format('%s.%s to %s', t, polname, (select string_agg(r::regrole::text, ', ') from unnest(polroles) as r)) not in (\(doors))) or not exists (
            select from pg_policy where polrelid = t::regclass and polname = 'tenant' and polpermissive and polroles = '{0}'
                and pg_get_expr(polqual, polrelid) like '%current_tenant()%' and pg_get_expr(polwithcheck, polrelid) like '%current_tenant()%') then
            raise exception '% has other policies than the one', t;
        end if;
        if not exists (select from pg_policy where polrelid = t::regclass and polname = 'backup' and polcmd = 'r'
            and polroles = array['mitreden_backup'::regrole::oid]) then
            raise exception '% has no policy for the backup, or one for others', t;
        end if;
        if exists (select from pg_index as i where i.indrelid = t::regclass and (select attname from pg_attribute
            where attrelid = i.indrelid and attnum = i.indkey[0]) <> 'tenant_id') then
            raise exception '% has an index that does not begin with tenant_id', t;
        end if;
        if exists (select from pg_constraint as c where c.conrelid = t::regclass and c.contype = 'f' and c.confrelid <> 'tenants'::regclass
            and (select attname from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[1]) <> 'tenant_id') then
            raise exception '% refers to a table without its tenant', t;
        end if;
        """

    static let foreignRows = """
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
        """

    static let noTenant = """
        perform set_config('mitreden.tenant_id', '', true);
        set local role mitreden_app;
        begin
            execute format('select count(*) from %I', t) into found;
            raise exception '% can be read without a tenant', t;
        exception when sqlstate 'MR000' then null;
        end;
        reset role;
        """
}
