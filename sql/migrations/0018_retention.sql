-- How long a council keeps what it knows about people, and what is left when it goes: counts.

-- Only what a council has decided for itself; the rest is as the program proposes.
create table retention_periods (
    tenant_id uuid not null references tenants,
    kind text not null check (kind ~ '^[a-z-]{1,40}$'),
    days integer not null check (days between 0 and 36500),
    primary key (tenant_id, kind)
);
select protect_tenant_table('retention_periods');
grant insert (kind, days), update (days) on retention_periods to mitreden_app;

-- Who can take part in this council's conferences; one row at the most.
create table participation_rules (
    tenant_id uuid not null references tenants,
    minimum_age integer not null check (minimum_age between 6 and 18),
    lives boolean not null,
    works boolean not null,
    learns boolean not null,
    primary key (tenant_id),
    check (lives or works or learns)
);
select protect_tenant_table('participation_rules');
grant insert (minimum_age, lives, works, learns), update (minimum_age, lives, works, learns) on participation_rules to mitreden_app;

-- Somebody takes part from home: they can vote, and are no head in the hall.
-- squawk-ignore adding-field-with-default
alter table check_ins add column at_home boolean not null default false;
grant insert (at_home) on check_ins to mitreden_app;
grant delete on registrations to mitreden_app;

-- Registrations that are no longer there, of those who came or whose evening is over: bare numbers.
create table departed_registrations (
    tenant_id uuid not null references tenants,
    conference_id uuid not null,
    registered integer not null default 0 check (registered >= 0),
    arrived integer not null default 0 check (arrived >= 0),
    primary key (tenant_id, conference_id),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade
);
select protect_tenant_table('departed_registrations');
grant insert (conference_id, registered, arrived), update (registered, arrived) on departed_registrations to mitreden_app;

-- Before the registration goes, while its check-in is still there.
create function keep_count_of_registration() returns trigger
language plpgsql
as $$
declare
    has_come boolean := exists (
        select from check_ins as i where i.tenant_id = old.tenant_id and i.registration_id = old.id and not i.at_home);
    -- An office may forget to press "ended".
    is_over boolean := exists (
        select from conferences as c where c.tenant_id = old.tenant_id and c.id = old.conference_id and (c.ends_at < now() - interval '1 day'
            or exists (select from conference_steps as s
                where s.tenant_id = c.tenant_id and s.conference_id = c.id and s.step = 'ended')));
    had_seat boolean := old.standing = 'confirmed' and not exists (
        select from registration_cancellations as x where x.tenant_id = old.tenant_id and x.registration_id = old.id);
begin
    -- The person goes, not the whole conference; whoever goes before it has just not registered. Somebody who waited may have come.
    if (has_come or had_seat and is_over)
        and exists (select from conferences as c where c.tenant_id = old.tenant_id and c.id = old.conference_id) then
        insert into departed_registrations (conference_id, registered, arrived) values (old.conference_id, had_seat::int, has_come::int)
        on conflict (tenant_id, conference_id) do update
            set registered = departed_registrations.registered + had_seat::int, arrived = departed_registrations.arrived + has_come::int;
    end if;
    return old;
end
$$;
create trigger keep_count before delete on registrations for each row execute function keep_count_of_registration();

-- When somebody was last here: came in, was checked in, or lost a right. Sessions and registrations go long before that matters.
-- squawk-ignore adding-field-with-default
alter table people add column last_seen_on date not null default current_date;
grant update (last_seen_on) on people to mitreden_app;
create function note_seen_grantee() returns trigger
language plpgsql
as $$
begin
    update people as p set last_seen_on = current_date where p.tenant_id = old.tenant_id and p.id = old.person_id and p.last_seen_on < current_date;
    return null;
end
$$;
create trigger note_seen after delete on role_grants for each row execute function note_seen_grantee();
create function note_seen_guest() returns trigger
language plpgsql
as $$
begin
    update people as p set last_seen_on = current_date from registrations as r
    where r.tenant_id = new.tenant_id and r.id = new.registration_id and p.tenant_id = r.tenant_id and p.id = r.person_id
        and p.last_seen_on < current_date;
    return null;
end
$$;
create trigger note_seen after insert or update on check_ins for each row execute function note_seen_guest();
grant update (at_home) on check_ins to mitreden_app;

-- Old events of the log go through a door; see objects/forget_audit.sql. Their seals stay.
alter table audit_seals add column forgotten_at timestamptz;
grant select (tenant_id, happened_at), delete on audit_events to mitreden_audit;
grant select (tenant_id, number, sealed_until, forgotten_at), update (forgotten_at) on audit_seals to mitreden_audit;
