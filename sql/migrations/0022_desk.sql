-- What a desk at the door writes down, with or without network: each entry once, however often it is sent.

create table desk_entries (
    tenant_id uuid not null references tenants,
    -- made by the desk's device
    id uuid not null,
    conference_id uuid not null,
    kind text not null check (kind in ('arrival', 'walk_in', 'card', 'photo', 'mistake')),
    -- nil: nobody was found whom it is about
    registration_id uuid,
    -- of a card on the pile
    number integer,
    -- how it stood with them before they came: what a mistake takes back is that
    stood text check (stood in ('home', 'cancelled')),
    outcome text not null check (outcome ~ '^[a-z_]{1,30}$'),
    -- by the device's clock
    happened_at timestamptz not null,
    received_at timestamptz not null default now(),
    recorded_by uuid default current_person(),
    -- an arrival that was a mistake
    undone_at timestamptz,
    -- somebody has looked at what did not fit
    settled_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, registration_id) references registrations (tenant_id, id) on delete cascade,
    foreign key (tenant_id, recorded_by) references people (tenant_id, id) on delete set null (recorded_by)
);
create index on desk_entries (tenant_id, conference_id);
create index on desk_entries (tenant_id, registration_id);
create index on desk_entries (tenant_id, recorded_by);
select protect_tenant_table('desk_entries');
grant insert (id, conference_id, kind, registration_id, number, stood, outcome, happened_at), update (settled_at, undone_at) on desk_entries to mitreden_app;

-- What somebody said at the door; nil: nobody asked them.
alter table check_ins add column photos boolean;
grant insert (arrived_at), update (photos) on check_ins to mitreden_app;
