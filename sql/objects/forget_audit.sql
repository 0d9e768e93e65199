-- A door in the wall, reviewed: the log's events that are older than so many days go, up to the end of a seal; the seals stay and say
-- that it was done, so that nobody takes it for tampering or the other way round. Never what is younger than a year. Returns how many.
-- It belongs to a role that nobody can log in as and that can do this and nothing else (migration 0018); row-level security binds that
-- role to the tenant of the transaction like everybody.
grant create on schema public to mitreden_audit;
set local role mitreden_audit;
create or replace function forget_audit(days integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
    boundary timestamptz;
    forgotten integer;
begin
    if days < 365 then
        raise exception 'the log is kept for a year at least' using errcode = 'invalid_parameter_value';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('audit seals ' || current_tenant()::text, 0));
    select max(s.sealed_until) into boundary from audit_seals as s
    where s.tenant_id = current_tenant() and s.sealed_until < now() - make_interval(days => days);
    if boundary is null then
        return 0;
    end if;
    delete from audit_events as e where e.tenant_id = current_tenant() and e.happened_at < boundary;
    get diagnostics forgotten = row_count;
    update audit_seals as s set forgotten_at = now()
    where s.tenant_id = current_tenant() and s.sealed_until <= boundary and s.forgotten_at is null;
    return forgotten;
end
$$;
revoke execute on function forget_audit(integer) from public;
grant execute on function forget_audit(integer) to mitreden_app;
reset role;
revoke create on schema public from mitreden_audit;
