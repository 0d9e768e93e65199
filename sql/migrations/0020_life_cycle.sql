-- From a draft to the archive, and what happens when an evening is called off or moved.

-- How the evening goes; and until when people can say what the documentation has wrong.
-- squawk-ignore adding-field-with-default
alter table conferences add column format text not null default 'world_cafe'
    check (format in ('world_cafe', 'open_space', 'fishbowl', 'gallery_walk', 'planning_workshop'));
alter table conferences add column corrections_until date;
grant insert (format), update (format, corrections_until) on conferences to mitreden_app;

-- Comes again, wider. A conference has a dozen steps at the most: a scan holds nobody up.
-- squawk-ignore ban-drop-constraint
alter table conference_steps drop constraint conference_steps_step_check;
-- squawk-ignore constraint-missing-not-valid
alter table conference_steps add check (step in (
    'announced', 'registration_opened', 'registration_closed', 'started', 'ended', 'documented', 'archived', 'cancelled'));

-- What everybody who is expected is told: called off, moved, or something else.
create table conference_notices (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    kind text not null check (kind in ('cancelled', 'moved', 'news')),
    text jsonb not null default '{}',
    -- when and where it was to be before
    old_starts_at timestamptz,
    old_venue_name text,
    submission_key uuid not null,
    made_at timestamptz not null default now(),
    made_by uuid default current_person(),
    primary key (tenant_id, id),
    unique (tenant_id, submission_key),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, made_by) references people (tenant_id, id) on delete set null (made_by)
);
create index on conference_notices (tenant_id, conference_id);
create index on conference_notices (tenant_id, made_by);
select protect_tenant_table('conference_notices');
grant insert (conference_id, kind, text, old_starts_at, old_venue_name, submission_key) on conference_notices to mitreden_app;

-- squawk-ignore ban-drop-constraint
alter table messages drop constraint messages_kind_check;
-- squawk-ignore constraint-missing-not-valid
alter table messages add check (kind in ('registered', 'seat', 'offer', 'lapsed', 'reminder', 'cancelled', 'moved', 'news'));

-- Neighbours are warned of evenings that take place.
drop policy published on conferences;
create policy published on conferences for select to mitreden_published using (
    exists (select from conference_steps as s
        where s.tenant_id = conferences.tenant_id and s.conference_id = conferences.id and s.step = 'announced')
    and not exists (select from conference_steps as s
        where s.tenant_id = conferences.tenant_id and s.conference_id = conferences.id and s.step = 'cancelled'));
drop policy published on conference_steps;
create policy published on conference_steps for select to mitreden_published using (step in ('announced', 'cancelled'));
