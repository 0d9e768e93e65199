-- In which order people came, with whom, how they can be reached, and who is asked next when a seat becomes free.

-- Until when wishes (interpreters, childcare, food) can surely be met; and how the evening goes.
alter table conferences add column needs_until date;
grant update (needs_until), insert (needs_until) on conferences to mitreden_app;

-- The sequence taken under the lock of the conference's capacity. Whoever goes to the end of the line takes a new one.
alter table registrations add column place integer check (place > 0);
-- Those who came together: the id of the first of them.
alter table registrations add column party_id uuid;
-- A seat waits so long for an answer.
alter table registrations add column offered_until timestamptz;
-- Both come again below, wider.
-- squawk-ignore ban-drop-constraint
alter table registrations drop constraint registrations_standing_check;
-- squawk-ignore ban-drop-constraint
alter table registrations drop constraint registrations_channel_check;
select for_each_tenant('update registrations as r set party_id = r.id, place = o.place
    from (select id, row_number() over (partition by conference_id order by id) as place from registrations where tenant_id = current_tenant()) as o
    where r.tenant_id = current_tenant() and o.id = r.id');
-- Registrations go a month after their evening: there are some hundreds at the most, and a scan holds nobody up.
-- squawk-ignore constraint-missing-not-valid
alter table registrations add check (standing in ('confirmed', 'offered', 'waiting'));
-- squawk-ignore constraint-missing-not-valid
alter table registrations add check (channel in ('online', 'desk', 'phone', 'paper'));
-- squawk-ignore constraint-missing-not-valid
alter table registrations add check ((standing = 'offered') = (offered_until is not null));
-- squawk-ignore adding-not-nullable-field
alter table registrations alter column place set not null;
-- squawk-ignore adding-not-nullable-field
alter table registrations alter column party_id set not null;
-- squawk-ignore require-concurrent-index-creation
create unique index on registrations (tenant_id, conference_id, place);
-- squawk-ignore require-concurrent-index-creation
create index on registrations (tenant_id, party_id);
grant insert (place, party_id), update (place, offered_until) on registrations to mitreden_app;

-- Who gave the seat back: the guest, the office for them, or nobody who answered in time.
-- squawk-ignore adding-field-with-default
alter table registration_cancellations add column reason text not null default 'guest' check (reason in ('guest', 'office', 'lapsed'));
grant insert (reason), delete on registration_cancellations to mitreden_app;

-- How somebody wants to be reached, and for what. One row for a person; those who came with them have none.
create table contacts (
    tenant_id uuid not null references tenants,
    person_id uuid not null,
    -- the evening for which it was given
    conference_id uuid not null,
    way text not null check (way in ('mail', 'phone', 'letter')),
    -- AES-GCM: the e-mail address, the number, the postal address
    address bytea not null,
    -- HMAC-SHA-256 of it: by which two registrations of the same person are seen
    address_mac bytea not null check (length(address_mac) = 32),
    -- a word before the evening
    reminders boolean not null,
    -- what became of it
    follow_up boolean not null,
    created_at timestamptz not null default now(),
    -- in the address by which messages are ended, in every one of them
    stop_key uuid not null default gen_random_uuid(),
    stopped_at timestamptz,
    primary key (tenant_id, person_id),
    unique (tenant_id, stop_key),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on contacts (tenant_id, conference_id);
create index on contacts (tenant_id, address_mac);
select protect_tenant_table('contacts');
grant insert (person_id, conference_id, way, address, address_mac, reminders, follow_up), update (stopped_at), delete on contacts to mitreden_app;

-- What somebody is to be told, each thing once: by mail it leaves by itself, else somebody of the office calls or writes.
create table messages (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    person_id uuid not null,
    kind text not null check (kind in ('registered', 'seat', 'offer', 'lapsed')),
    -- tells two of a kind apart: a date, never content
    occasion text not null default '' check (length(occasion) <= 60),
    created_at timestamptz not null default now(),
    handled_at timestamptz,
    -- by mail: the letter, until it is gone
    mail_id uuid,
    -- who called or wrote; nobody where it went by itself
    handled_by uuid,
    primary key (tenant_id, id),
    unique (tenant_id, person_id, conference_id, kind, occasion),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade,
    foreign key (tenant_id, mail_id) references mails (tenant_id, id) on delete set null (mail_id),
    foreign key (tenant_id, handled_by) references people (tenant_id, id) on delete set null (handled_by)
);
create index on messages (tenant_id, conference_id) where handled_at is null;
create index on messages (tenant_id, handled_by);
create index on messages (tenant_id, mail_id);
select protect_tenant_table('messages');
grant insert (conference_id, person_id, kind, occasion), update (handled_at, handled_by, mail_id), delete on messages to mitreden_app;
