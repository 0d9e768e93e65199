-- Physical tables, the rounds in which people sit at them, and what was said there.

create table discussion_tables (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    number integer not null check (number between 1 and 99),
    topic jsonb not null,
    question jsonb not null default '{}',
    languages text[] not null default '{de}',
    seats integer not null default 8 check (seats between 2 and 16),
    primary key (tenant_id, id),
    unique (tenant_id, conference_id, number),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade
);
select protect_tenant_table('discussion_tables');
grant insert, update (topic, question, languages, seats) on discussion_tables to mitreden_app;

create table table_hosts (
    tenant_id uuid not null references tenants,
    table_id uuid not null,
    person_id uuid not null,
    primary key (tenant_id, table_id, person_id),
    foreign key (tenant_id, table_id) references discussion_tables (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on table_hosts (tenant_id, person_id);
select protect_tenant_table('table_hosts');
grant insert (table_id, person_id), delete on table_hosts to mitreden_app;

create table table_seats (
    tenant_id uuid not null references tenants,
    conference_id uuid not null,
    person_id uuid not null,
    table_id uuid not null,
    primary key (tenant_id, conference_id, person_id),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade,
    foreign key (tenant_id, table_id) references discussion_tables (tenant_id, id) on delete cascade
);
comment on table table_seats is 'who sits where: one table for each person and conference';
create index on table_seats (tenant_id, table_id);
create index on table_seats (tenant_id, person_id);
select protect_tenant_table('table_seats');
grant insert (conference_id, person_id, table_id), update (table_id), delete on table_seats to mitreden_app;

create table rounds (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    number integer not null check (number between 1 and 20),
    title jsonb not null default '{}',
    question jsonb not null default '{}',
    minutes integer not null default 20 check (minutes between 1 and 240),
    primary key (tenant_id, id),
    unique (tenant_id, conference_id, number),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade
);
select protect_tenant_table('rounds');
grant insert, update (title, question, minutes) on rounds to mitreden_app;

create table round_openings (
    tenant_id uuid not null references tenants,
    round_id uuid not null,
    opened_at timestamptz not null default now(),
    ends_at timestamptz not null,
    opened_by uuid default current_person(),
    primary key (tenant_id, round_id),
    foreign key (tenant_id, round_id) references rounds (tenant_id, id) on delete cascade,
    foreign key (tenant_id, opened_by) references people (tenant_id, id) on delete set null (opened_by)
);
create index on round_openings (tenant_id, opened_by);
select protect_tenant_table('round_openings');
grant insert (round_id, opened_at, ends_at), update (ends_at), delete on round_openings to mitreden_app;

create table round_closings (
    tenant_id uuid not null references tenants,
    round_id uuid not null,
    closed_at timestamptz not null default now(),
    closed_by uuid default current_person(),
    primary key (tenant_id, round_id),
    foreign key (tenant_id, round_id) references round_openings (tenant_id, round_id) on delete cascade,
    foreign key (tenant_id, closed_by) references people (tenant_id, id) on delete set null (closed_by)
);
create index on round_closings (tenant_id, closed_by);
select protect_tenant_table('round_closings');
grant insert (round_id), delete on round_closings to mitreden_app;

-- What was said at a table. By design without who and when: a note belongs to a table, and its position orders it.
create table notes (
    tenant_id uuid not null references tenants,
    -- random, since a time-ordered id would tell the time
    id uuid not null default gen_random_uuid(),
    conference_id uuid not null,
    table_id uuid not null,
    round_id uuid,
    position integer not null,
    kind text not null check (kind in ('idea', 'problem', 'quote', 'question')),
    body text not null check (length(body) between 1 and 2000),
    language text not null default 'de',
    submission_key uuid not null,
    primary key (tenant_id, id),
    unique (tenant_id, conference_id, position),
    unique (tenant_id, submission_key),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, table_id) references discussion_tables (tenant_id, id) on delete cascade,
    foreign key (tenant_id, round_id) references rounds (tenant_id, id) on delete set null (round_id)
);
create index on notes (tenant_id, table_id, position);
create index on notes (tenant_id, round_id);
select protect_tenant_table('notes');
grant insert (conference_id, table_id, round_id, position, kind, body, language, submission_key) on notes to mitreden_app;

create table note_releases (
    tenant_id uuid not null references tenants,
    note_id uuid not null,
    released_at timestamptz not null default now(),
    released_by uuid default current_person(),
    primary key (tenant_id, note_id),
    foreign key (tenant_id, note_id) references notes (tenant_id, id) on delete cascade,
    foreign key (tenant_id, released_by) references people (tenant_id, id) on delete set null (released_by)
);
comment on table note_releases is 'a person let this sentence out of the table, onto the wall and into the public';
create index on note_releases (tenant_id, released_by);
select protect_tenant_table('note_releases');
grant insert (note_id), delete on note_releases to mitreden_app;
