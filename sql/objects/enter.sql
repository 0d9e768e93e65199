-- The first statement of every transaction of a request: names the tenant by the host, the person by the session,
-- and raises unless the person holds one of the roles that the route allows. Nothing after it runs then.
--   allowed: null = everybody, '{}' = everybody signed in, else any of these roles
-- Codes: MR404 no such host, MR423 tenant suspended, MR401 not signed in, MR403 not permitted.
-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists enter(text, bytea, text[]);
create function enter(request_host text, session_hash bytea, allowed text[])
returns table (
    tenant_id uuid, person_id uuid, name text, roles text[], card_id uuid, card_ending text, session_id uuid, session_is_stale boolean)
language plpgsql volatile
as $$
#variable_conflict use_column
declare
    tenant record;
    viewer record;
begin
    select t.id, t.suspended_at into tenant
    from tenant_hosts as h join tenants as t on t.id = h.tenant_id
    where h.host = request_host;
    if tenant.id is null then
        raise exception 'no council answers here' using errcode = 'MR404';
    end if;
    if tenant.suspended_at is not null then
        raise exception 'this council is suspended' using errcode = 'MR423';
    end if;
    perform set_config('mitreden.tenant_id', tenant.id::text, true);

    select s.person_id as id, s.name, s.card_id, s.card_ending, s.roles, s.session_id, s.is_stale into viewer from sessions_of(array[session_hash]) as s;

    if allowed is not null then
        if viewer.id is null then
            raise exception 'not signed in' using errcode = 'MR401';
        end if;
        if cardinality(allowed) > 0 and not viewer.roles && allowed then
            raise exception 'not permitted' using errcode = 'MR403';
        end if;
    end if;
    perform set_config('mitreden.person_id', coalesce(viewer.id::text, ''), true);
    return query select tenant.id, viewer.id, viewer.name, coalesce(viewer.roles, '{}'), viewer.card_id, viewer.card_ending,
        viewer.session_id, coalesce(viewer.is_stale, false);
end
$$;

-- The same for the house itself: demonstration data, jobs, an operator's commands.
drop function if exists enter_house(uuid);
create function enter_house(tenant uuid)
returns table (
    tenant_id uuid, person_id uuid, name text, roles text[], card_id uuid, card_ending text, session_id uuid, session_is_stale boolean)
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    perform set_config('mitreden.tenant_id', tenant::text, true);
    perform set_config('mitreden.person_id', '', true);
    return query select tenant, null::uuid, null::text, '{}'::text[], null::uuid, null::text, null::uuid, false;
end
$$;
