-- Votes on ballot papers of one or more questions. These are open ballots: the database knows who chose what,
-- and the pages say so. Secret ballots will not use these tables.

create table polls (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    title jsonb not null,
    created_at timestamptz not null default now(),
    created_by uuid default current_person(),
    primary key (tenant_id, id),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, created_by) references people (tenant_id, id) on delete set null (created_by)
);
create index on polls (tenant_id, conference_id);
create index on polls (tenant_id, created_by);
select protect_tenant_table('polls');
grant insert (id, conference_id, title) on polls to mitreden_app;

create table poll_questions (
    tenant_id uuid not null references tenants,
    poll_id uuid not null,
    recommendation_id uuid not null,
    position integer not null,
    primary key (tenant_id, poll_id, recommendation_id),
    unique (tenant_id, poll_id, position),
    foreign key (tenant_id, poll_id) references polls (tenant_id, id) on delete cascade,
    foreign key (tenant_id, recommendation_id) references recommendations (tenant_id, id) on delete cascade
);
create index on poll_questions (tenant_id, recommendation_id);
select protect_tenant_table('poll_questions');
grant insert (poll_id, recommendation_id, position) on poll_questions to mitreden_app;

create table poll_openings (
    tenant_id uuid not null references tenants,
    poll_id uuid not null,
    opened_at timestamptz not null default now(),
    opened_by uuid default current_person(),
    primary key (tenant_id, poll_id),
    foreign key (tenant_id, poll_id) references polls (tenant_id, id) on delete cascade,
    foreign key (tenant_id, opened_by) references people (tenant_id, id) on delete set null (opened_by)
);
create index on poll_openings (tenant_id, opened_by);
select protect_tenant_table('poll_openings');
grant insert (poll_id) on poll_openings to mitreden_app;

create table poll_closings (
    tenant_id uuid not null references tenants,
    poll_id uuid not null,
    closed_at timestamptz not null default now(),
    closed_by uuid default current_person(),
    primary key (tenant_id, poll_id),
    foreign key (tenant_id, poll_id) references poll_openings (tenant_id, poll_id) on delete cascade,
    foreign key (tenant_id, closed_by) references people (tenant_id, id) on delete set null (closed_by)
);
create index on poll_closings (tenant_id, closed_by);
select protect_tenant_table('poll_closings');
grant insert (poll_id) on poll_closings to mitreden_app;

create table result_releases (
    tenant_id uuid not null references tenants,
    poll_id uuid not null,
    released_at timestamptz not null default now(),
    released_by uuid default current_person(),
    primary key (tenant_id, poll_id),
    foreign key (tenant_id, poll_id) references poll_closings (tenant_id, poll_id) on delete cascade,
    foreign key (tenant_id, released_by) references people (tenant_id, id) on delete set null (released_by)
);
create index on result_releases (tenant_id, released_by);
select protect_tenant_table('result_releases');
grant insert (poll_id) on result_releases to mitreden_app;

create table open_ballots (
    tenant_id uuid not null references tenants,
    poll_id uuid not null,
    person_id uuid not null,
    -- one person, one ballot: this key is the rule
    primary key (tenant_id, poll_id, person_id),
    foreign key (tenant_id, poll_id) references poll_openings (tenant_id, poll_id) on delete cascade,
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on open_ballots (tenant_id, person_id);
select protect_tenant_table('open_ballots');
grant insert (poll_id, person_id) on open_ballots to mitreden_app;

create table open_choices (
    tenant_id uuid not null references tenants,
    poll_id uuid not null,
    person_id uuid not null,
    recommendation_id uuid not null,
    choice text not null check (choice in ('yes', 'no', 'abstain')),
    primary key (tenant_id, poll_id, person_id, recommendation_id),
    foreign key (tenant_id, poll_id, person_id) references open_ballots (tenant_id, poll_id, person_id) on delete cascade,
    foreign key (tenant_id, poll_id, recommendation_id)
        references poll_questions (tenant_id, poll_id, recommendation_id) on delete cascade
);
create index on open_choices (tenant_id, poll_id, recommendation_id);
select protect_tenant_table('open_choices');
grant insert (poll_id, person_id, recommendation_id, choice) on open_choices to mitreden_app;
