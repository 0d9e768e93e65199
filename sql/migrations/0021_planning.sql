-- What there is to do before and after an evening, and what people must know before they come.

alter table conferences add column speakers text check (length(speakers) <= 2000);
-- What of the venue has been looked at: see Venue.Fact.
-- squawk-ignore adding-field-with-default
alter table conferences add column venue_facts text[] not null default '{}';
-- Easy language, and who has tested it; a film in sign language.
alter table conferences add column easy_text text check (length(easy_text) <= 3000);
alter table conferences add column easy_testers text check (length(easy_testers) <= 120);
alter table conferences add column sign_video text check (sign_video ~ '^https://' and length(sign_video) <= 500);
grant insert (speakers, venue_facts, easy_text, easy_testers, sign_video), update (speakers, venue_facts, easy_text, easy_testers, sign_video)
    on conferences to mitreden_app;

create table checklist_items (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    -- a word of the program's own list, or typed by the office
    key text check (key ~ '^[a-z_]{1,30}$'),
    title text check (length(title) between 1 and 200),
    -- before (negative) or after the evening: when the evening moves, what is to do moves with it
    days integer not null check (days between -500 and 500),
    done_at timestamptz,
    done_by uuid,
    -- not wanted; it stays, so that taking it away twice is taking it away once
    removed_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, conference_id, key),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, done_by) references people (tenant_id, id) on delete set null (done_by),
    check ((key is null) <> (title is null))
);
create index on checklist_items (tenant_id, conference_id);
create index on checklist_items (tenant_id, done_by);
select protect_tenant_table('checklist_items');
grant insert (conference_id, key, title, days), update (done_at, done_by, removed_at) on checklist_items to mitreden_app;
