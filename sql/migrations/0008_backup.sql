-- A dump is made by a role that reads everything and bypasses nothing: it has a policy of its own on every table, for reading only.
create or replace function protect_tenant_table(target regclass) returns void
language plpgsql
as $$
begin
    if (select attname from pg_attribute where attrelid = target and attnum = (
            select conkey[1] from pg_constraint where conrelid = target and contype = 'p')) is distinct from 'tenant_id' then
        raise exception 'the primary key of % must begin with tenant_id', target;
    end if;
    execute format('alter table %s alter column tenant_id set default current_tenant()', target);
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    -- (select …) makes it an init plan: evaluated once for a statement, not once for a row.
    execute format(
        'create policy tenant on %s using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))',
        target);
    execute format('grant select on %s to mitreden_app', target);
    execute format('create policy backup on %s for select to mitreden_backup using (true)', target);
    execute format('grant select on %s to mitreden_backup', target);
end
$$;

do $$
declare
    target regclass;
begin
    for target in select polrelid::regclass from pg_policy where polname = 'tenant' order by 1 loop
        execute format('create policy backup on %s for select to mitreden_backup using (true)', target);
        execute format('grant select on %s to mitreden_backup', target);
    end loop;
end
$$;
grant select on applied_files to mitreden_backup;
