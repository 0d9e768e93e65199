-- The ground every other table stands on: the register of tenants, and what makes a table a tenant's own.

-- Time-ordered ids (RFC 9562, version 7): 48 bits of milliseconds, the rest random.
create function new_id() returns uuid
language sql volatile parallel safe
as $$
    select encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid())
                    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                    from 1 for 6
                ),
                52, 1
            ),
            53, 1
        ),
        'hex'
    )::uuid
$$;

-- The tenant of the running transaction. Raises when none is set: no tenant must never mean all tenants.
create function current_tenant() returns uuid
language plpgsql stable parallel safe
as $$
declare
    setting text := nullif(current_setting('mitreden.tenant_id', true), '');
begin
    if setting is null then
        raise exception 'no tenant is set for this transaction' using errcode = 'MR000';
    end if;
    return setting::uuid;
end
$$;

-- The person of the running transaction; null for a guest and for the house itself.
create function current_person() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('mitreden.person_id', true), '')::uuid $$;

-- Makes a table a tenant's own. Called in the migration that creates the table, so that no table is ever without.
create function protect_tenant_table(target regclass) returns void
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
end
$$;

-- Runs a statement once for each tenant, with that tenant set: how data migrations work under FORCE.
create function for_each_tenant(statement text) returns void
language plpgsql
as $$
declare
    tenant record;
begin
    for tenant in select id from tenants loop
        perform set_config('mitreden.tenant_id', tenant.id::text, true);
        execute statement;
    end loop;
    perform set_config('mitreden.tenant_id', '', true);
end
$$;

create table tenants (
    id uuid primary key default new_id(),
    slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,30}$'),
    -- scheme, host and port by which links in messages name this council
    origin text not null check (origin ~ '^https?://[a-z0-9.-]+(:[0-9]+)?$'),
    name jsonb not null,
    district jsonb not null,
    claim jsonb not null default '{}',
    about jsonb not null default '{}',
    imprint jsonb not null default '{}',
    -- what the council calls things, by language: see config/locales
    words jsonb not null default '{}',
    hue integer not null default 205 check (hue between 0 and 359),
    languages text[] not null default '{de}' check (languages @> '{de}'),
    is_demonstration boolean not null default false,
    suspended_at timestamptz,
    created_at timestamptz not null default now()
);
comment on table tenants is 'the hosting bodies; a register without content';

create table tenant_hosts (
    host text primary key check (host = lower(host) and host !~ ':'),
    tenant_id uuid not null references tenants on delete cascade
);
comment on table tenant_hosts is 'which host names answer for which council';

-- Servers keep a copy of the register; they are told when it changed.
create function announce_register() returns trigger
language plpgsql
as $$
begin
    perform pg_notify('mitreden', 'register');
    return null;
end
$$;
create trigger announce after insert or update or delete on tenants for each statement execute function announce_register();
create trigger announce after insert or update or delete on tenant_hosts for each statement execute function announce_register();

grant select on tenants, tenant_hosts to mitreden_app, mitreden_platform, mitreden_backup;
grant insert, update on tenants to mitreden_platform;
grant insert, update, delete on tenant_hosts to mitreden_platform;
