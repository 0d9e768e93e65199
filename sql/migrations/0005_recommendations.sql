-- From sentences at a table to the district's answer.

create table recommendations (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    table_id uuid,
    -- within its conference, in the order of drafting; carries the symbol on the ballot paper
    position integer not null,
    -- the council's own number, given when the council adopts it
    number text check (length(number) between 1 and 40),
    title jsonb not null,
    body jsonb not null default '{}',
    submission_key uuid not null,
    primary key (tenant_id, id),
    unique (tenant_id, conference_id, position),
    unique (tenant_id, number),
    unique (tenant_id, submission_key),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, table_id) references discussion_tables (tenant_id, id) on delete set null (table_id)
);
create index on recommendations (tenant_id, table_id);
select protect_tenant_table('recommendations');
grant insert (id, conference_id, table_id, position, number, title, body, submission_key), update (number, title, body)
    on recommendations to mitreden_app;

create table recommendation_sources (
    tenant_id uuid not null references tenants,
    recommendation_id uuid not null,
    note_id uuid not null,
    primary key (tenant_id, recommendation_id, note_id),
    foreign key (tenant_id, recommendation_id) references recommendations (tenant_id, id) on delete cascade,
    foreign key (tenant_id, note_id) references notes (tenant_id, id) on delete cascade
);
create index on recommendation_sources (tenant_id, note_id);
select protect_tenant_table('recommendation_sources');
grant insert (recommendation_id, note_id) on recommendation_sources to mitreden_app;

create table recommendation_releases (
    tenant_id uuid not null references tenants,
    recommendation_id uuid not null,
    released_at timestamptz not null default now(),
    released_by uuid default current_person(),
    primary key (tenant_id, recommendation_id),
    foreign key (tenant_id, recommendation_id) references recommendations (tenant_id, id) on delete cascade,
    foreign key (tenant_id, released_by) references people (tenant_id, id) on delete set null (released_by)
);
create index on recommendation_releases (tenant_id, released_by);
select protect_tenant_table('recommendation_releases');
grant insert (recommendation_id), delete on recommendation_releases to mitreden_app;

create table recommendation_events (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    recommendation_id uuid not null,
    kind text not null check (kind in (
        'drafted', 'voted', 'decided', 'submitted', 'numbered', 'deliberated', 'answered', 'implemented')),
    happened_on date not null,
    -- what the public page tells about it; its shape depends on the kind
    facts jsonb not null,
    recorded_at timestamptz not null default now(),
    recorded_by uuid default current_person(),
    primary key (tenant_id, id),
    foreign key (tenant_id, recommendation_id) references recommendations (tenant_id, id) on delete cascade
);
comment on table recommendation_events is 'the chain everybody can follow; append-only by grant, mistakes are corrected by a further event';
create index on recommendation_events (tenant_id, recommendation_id, happened_on, id);
select protect_tenant_table('recommendation_events');
grant insert (recommendation_id, kind, happened_on, facts) on recommendation_events to mitreden_app;

create table submissions (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    recommendation_id uuid not null,
    route text not null check (route in (
        'submission', 'group_motion', 'cross_party_motion', 'administration', 'committee_report', 'state_board')),
    recipient text not null check (length(recipient) between 1 and 300),
    submitted_on date not null,
    -- § 27 BezVG: authorities answer within six weeks of receipt
    answer_due_on date,
    primary key (tenant_id, id),
    unique (tenant_id, recommendation_id),
    foreign key (tenant_id, recommendation_id) references recommendations (tenant_id, id) on delete cascade
);
select protect_tenant_table('submissions');
grant insert (id, recommendation_id, route, recipient, submitted_on, answer_due_on), update (answer_due_on) on submissions to mitreden_app;

create table papers (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    submission_id uuid not null,
    -- the Drucksache's number as the assembly writes it: an opaque text, since districts number differently
    reference text not null check (length(reference) between 1 and 60),
    url text check (url ~ '^https?://'),
    numbered_on date not null,
    primary key (tenant_id, id),
    unique (tenant_id, submission_id, reference),
    foreign key (tenant_id, submission_id) references submissions (tenant_id, id) on delete cascade
);
select protect_tenant_table('papers');
grant insert (id, submission_id, reference, url, numbered_on) on papers to mitreden_app;
