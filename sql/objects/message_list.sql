-- What people are to be told, of one conference or of all, with how they can be reached.
-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists message_list(uuid);
create function message_list(conference uuid)
returns table (
    id uuid, conference_id uuid, person_id uuid, name text, language text, reference text, kind text, occasion text, created_at timestamptz, is_handled boolean,
    way text, address bytea, address_mac bytea, reminders boolean, follow_up boolean, is_stopped boolean, stop_key uuid)
language sql stable
as $$
    select m.id, m.conference_id, m.person_id, p.name, p.language, coalesce(r.reference, ''), m.kind, m.occasion, m.created_at, m.handled_at is not null,
        c.way, c.address, c.address_mac, c.reminders, c.follow_up, c.stopped_at is not null, c.stop_key
    from messages as m
    join people as p on p.tenant_id = m.tenant_id and p.id = m.person_id
    join contacts as c on c.tenant_id = m.tenant_id and c.person_id = m.person_id
    left join registrations as r on r.tenant_id = m.tenant_id and r.conference_id = m.conference_id and r.person_id = m.person_id
    where m.tenant_id = (select current_tenant()) and (conference is null or m.conference_id = conference)
$$;
