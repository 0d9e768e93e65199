-- A door in the wall, reviewed: takes one job that is due, whichever tenant it belongs to, and says only what it is about.
-- It belongs to a role that nobody can log in as and that sees jobs and nothing else (migration 0009).
--   kinds: which kinds the caller can do; at: the program's clock, which tests move; lease: how long nobody else may take it
-- The attempt is its receipt: finishing it works only for whoever took it last.
grant create on schema public to mitreden_jobs;
set local role mitreden_jobs;
create or replace function claim_job(kinds text[], at timestamptz, lease interval)
returns table (tenant_id uuid, id uuid, kind text, subject text, attempt integer)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
    tenant uuid;
    job uuid;
begin
    -- In no order: a council with a thousand jobs does not hold up the one with a single one.
    for tenant in
        select t.id from tenants as t
        where t.suspended_at is null and exists (
            select from jobs as j where j.tenant_id = t.id and j.run_at <= at and j.given_up_at is null and j.kind = any(kinds))
        order by random()
    loop
        select j.id into job from jobs as j
        where j.tenant_id = tenant and j.run_at <= at and j.given_up_at is null and j.kind = any(kinds)
        order by j.run_at limit 1 for update skip locked;
        if found then
            return query
                update jobs as j set run_at = at + lease, attempts = j.attempts + 1
                where j.tenant_id = tenant and j.id = job
                returning j.tenant_id, j.id, j.kind, j.subject, j.attempts;
            return;
        end if;
    end loop;
end
$$;
revoke execute on function claim_job(text[], timestamptz, interval) from public;
grant execute on function claim_job(text[], timestamptz, interval) to mitreden_app;
reset role;
revoke create on schema public from mitreden_jobs;
