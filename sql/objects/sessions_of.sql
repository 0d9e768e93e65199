-- Whose sessions these are: the one place that says what makes a session good. Asked by enter() for one request and by
-- batches for many; `place` is the hash's place in the array, from 1. What is no good session has no row.
-- Sessions last an evening. Those of people with rights over everything also end when nobody used them for four hours;
-- `is_stale` says that it is time to write down that it is used. Whoever administers a council and has a passkey has their rights
-- only with it (or with one of its recovery codes): any other session of theirs is one of a participant.

-- What a card carries of what its owner may do: cards are given out and replaced at the desk, so nobody gets with one what the desk
-- could not hand out by itself.
create or replace function card_carries(role text) returns boolean
language sql immutable
as $$ select role in ('table_host', 'interpreter', 'council_member') $$;

-- Whether somebody has to come with a passkey.
create or replace function needs_passkey(person uuid) returns boolean
language sql stable
as $$
    select exists (select from role_grants as g where g.tenant_id = (select current_tenant()) and g.person_id = person and g.role = 'tenant_admin')
        and exists (select from passkeys as k where k.tenant_id = (select current_tenant()) and k.person_id = person)
$$;

-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists sessions_of(bytea[]);
create function sessions_of(hashes bytea[])
returns table (
    place bigint, person_id uuid, name text, card_id uuid, card_ending text, roles text[], session_id uuid, is_stale boolean)
language sql stable
as $$
    select h.place, p.id, p.name, s.card_id, c.ending,
        array(select g.role from role_grants as g where g.tenant_id = p.tenant_id and g.person_id = p.id
            and (s.card_id is null or card_carries(g.role))
            and (s.proof in ('passkey', 'recovery') or not needs_passkey(p.id)))
            || case when s.card_id is null then '{}'::text[] else '{participant}'::text[] end,
        s.id, s.seen_at < now() - interval '10 minutes'
    from unnest(hashes) with ordinality as h (hash, place)
    join sessions as s on s.tenant_id = (select current_tenant()) and s.token_hash = h.hash and s.expires_at > now()
        and (s.card_id is not null or s.seen_at > now() - interval '4 hours' or not exists (
            select from role_grants as g where g.tenant_id = s.tenant_id and g.person_id = s.person_id
                and g.role in ('tenant_admin', 'council_office', 'chair')))
    join people as p on p.tenant_id = s.tenant_id and p.id = s.person_id
    left join cards as c on c.tenant_id = s.tenant_id and c.id = s.card_id
    where not exists (select from card_withdrawals as w where w.tenant_id = s.tenant_id and w.card_id = s.card_id)
$$;
