-- Everybody registered for a conference, with how far they have come.
-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists registration_list(uuid);
create function registration_list(conference uuid)
returns table (
    id uuid, person_id uuid, name text, language text, standing text, reference text, is_cancelled boolean, has_arrived boolean,
    card_ending text, waiting_position integer, is_at_home boolean, party_id uuid, place integer, offered_until timestamptz, cancelled_because text,
    channel text)
language sql stable
as $$
    select r.id, r.person_id, p.name, p.language, r.standing, r.reference, x.registration_id is not null, i.registration_id is not null,
        (select c.ending from cards as c
            where c.tenant_id = r.tenant_id and c.person_id = r.person_id
                and not exists (select from card_withdrawals as w where w.tenant_id = c.tenant_id and w.card_id = c.id)
            order by c.id desc limit 1),
        case when r.standing = 'waiting' and x.registration_id is null
            then (count(*) filter (where r.standing = 'waiting' and x.registration_id is null) over (order by r.place))::int
            else 0 end,
        coalesce(i.at_home, false), r.party_id, r.place, r.offered_until, x.reason, r.channel
    from registrations as r
    join people as p on p.tenant_id = r.tenant_id and p.id = r.person_id
    left join registration_cancellations as x on x.tenant_id = r.tenant_id and x.registration_id = r.id
    left join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
    where r.tenant_id = (select current_tenant()) and r.conference_id = conference
$$;
