-- A conference from its announcement to the door of the hall.

create table conferences (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
    -- typed by the office, never computed: numbers have been skipped and counted twice
    short_name text not null check (length(short_name) between 1 and 60),
    name jsonb not null,
    motto jsonb not null,
    summary jsonb not null,
    description jsonb not null default '{}',
    doors_at timestamptz not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    venue_name text not null,
    venue_address text not null,
    directions jsonb not null default '{}',
    access jsonb not null default '{}',
    who_can_come jsonb not null default '{}',
    languages text[] not null default '{de}',
    capacity integer not null check (capacity between 1 and 5000),
    is_demonstration boolean not null default false,
    primary key (tenant_id, id),
    unique (tenant_id, slug),
    check (doors_at <= starts_at and starts_at < ends_at)
);
create index on conferences (tenant_id, starts_at);
select protect_tenant_table('conferences');
grant insert, update on conferences to mitreden_app;

create table conference_steps (
    tenant_id uuid not null references tenants,
    conference_id uuid not null,
    step text not null check (step in ('announced', 'registration_opened', 'registration_closed', 'started', 'ended')),
    taken_at timestamptz not null default now(),
    taken_by uuid default current_person(),
    primary key (tenant_id, conference_id, step),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, taken_by) references people (tenant_id, id) on delete set null (taken_by)
);
comment on table conference_steps is 'where a conference stands: each step is a row with who and when';
create index on conference_steps (tenant_id, taken_by);
select protect_tenant_table('conference_steps');
grant insert (conference_id, step), delete on conference_steps to mitreden_app;

create table conference_offers (
    tenant_id uuid not null references tenants,
    conference_id uuid not null,
    position integer not null,
    kind text not null check (kind in ('interpreting', 'sign_language', 'childcare', 'food', 'step_free', 'travel')),
    description jsonb not null,
    primary key (tenant_id, conference_id, position),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade
);
select protect_tenant_table('conference_offers');
grant insert (conference_id, position, kind, description), delete on conference_offers to mitreden_app;

create table programme_items (
    tenant_id uuid not null references tenants,
    conference_id uuid not null,
    position integer not null,
    starts_at timestamptz not null,
    title jsonb not null,
    primary key (tenant_id, conference_id, position),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade
);
select protect_tenant_table('programme_items');
grant insert (conference_id, position, starts_at, title), update (starts_at), delete on programme_items to mitreden_app;

create table registrations (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    person_id uuid not null,
    standing text not null check (standing in ('confirmed', 'waiting')),
    channel text not null check (channel in ('online', 'desk')),
    -- in the address of the confirmation page, by which its holder can cancel
    reference text not null check (length(reference) between 10 and 40),
    submission_key uuid not null,
    registered_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, submission_key),
    unique (tenant_id, reference),
    unique (tenant_id, conference_id, person_id),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on registrations (tenant_id, person_id);
select protect_tenant_table('registrations');
grant insert (id, conference_id, person_id, standing, channel, reference, submission_key), update (standing) on registrations to mitreden_app;

create table registration_cancellations (
    tenant_id uuid not null references tenants,
    registration_id uuid not null,
    cancelled_at timestamptz not null default now(),
    primary key (tenant_id, registration_id),
    foreign key (tenant_id, registration_id) references registrations (tenant_id, id) on delete cascade
);
select protect_tenant_table('registration_cancellations');
grant insert (registration_id) on registration_cancellations to mitreden_app;

-- What somebody needs that evening. Apart from everything else, and gone soon after: it tells about health, origin and belief.
create table registration_needs (
    tenant_id uuid not null references tenants,
    registration_id uuid not null,
    interpreter text,
    sign_language boolean not null default false,
    step_free boolean not null default false,
    children integer not null default 0 check (children between 0 and 12),
    food text check (food in ('vegetarian', 'vegan', 'halal')),
    photo_consent boolean not null default false,
    remark text check (length(remark) <= 500),
    expires_at timestamptz not null,
    primary key (tenant_id, registration_id),
    foreign key (tenant_id, registration_id) references registrations (tenant_id, id) on delete cascade
);
select protect_tenant_table('registration_needs');
grant insert (registration_id, interpreter, sign_language, step_free, children, food, photo_consent, remark, expires_at),
    delete on registration_needs to mitreden_app;

create table check_ins (
    tenant_id uuid not null references tenants,
    registration_id uuid not null,
    arrived_at timestamptz not null default now(),
    recorded_by uuid default current_person(),
    primary key (tenant_id, registration_id),
    foreign key (tenant_id, registration_id) references registrations (tenant_id, id) on delete cascade,
    foreign key (tenant_id, recorded_by) references people (tenant_id, id) on delete set null (recorded_by)
);
create index on check_ins (tenant_id, recorded_by);
select protect_tenant_table('check_ins');
grant insert (registration_id), delete on check_ins to mitreden_app;
