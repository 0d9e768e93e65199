-- Everything that is stored about a person, from the list of places that the program keeps (its modules' personal data): each place
-- is a column by which a person is known, either by their own id or by the id of something that is theirs, such as a registration.
-- Runs as whoever asks, so that it sees this tenant alone. `place` counts the list from 1.
create or replace function personal_data(person uuid, tables text[], columns text[])
returns table (place integer, entry jsonb)
language plpgsql stable
as $$
declare
    target regclass;
    condition text;
    owner text;
    extra text;
begin
    for i in 1 .. cardinality(tables) loop
        select c.confrelid into target
        from pg_constraint as c join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
        where c.contype = 'f' and c.conrelid = tables[i]::regclass and a.attname = columns[i] and cardinality(c.conkey) = 2
        limit 1;
        if target is null or target = 'people'::regclass or tables[i] = 'people' then
            condition := format('x.%I = $1', columns[i]);
        else
            -- Theirs is what a place of its own says.
            select t.column_name into owner
            from unnest(tables, columns) as t (table_name, column_name)
            join pg_constraint as c on c.conrelid = t.table_name::regclass and c.contype = 'f' and c.confrelid = 'people'::regclass
                and c.confdeltype = 'c'
            join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[2] and a.attname = t.column_name
            where t.table_name::regclass = target limit 1;
            continue when owner is null;
            condition := format(
                'x.%I in (select y.id from %s as y where y.tenant_id = (select current_tenant()) and y.%I = $1)', columns[i], target, owner);
        end if;
        -- Which evening it belongs to, for people who do not read ids.
        extra := case when exists (select from pg_attribute as a where a.attrelid = tables[i]::regclass and a.attname = 'conference_id')
            then '|| jsonb_build_object(''conference'', (select c.name ->> ''de'' from conferences as c '
                'where c.tenant_id = x.tenant_id and c.id = x.conference_id))' else '' end;
        return query execute format(
            'select %s, to_jsonb(x) - ''tenant_id'' %s from %I as x where x.tenant_id = (select current_tenant()) and %s',
            i, extra, tables[i], condition) using person;
    end loop;
end
$$;

-- People without a role whom nobody has seen since (`people.last_seen_on`), who are expected nowhere and do not wait to be told what became
-- of their evening (that has a period of its own). Not while an open vote of theirs
-- runs. Who was seen longest ago comes first, so many at the most.
create or replace function people_not_seen_since(moment timestamptz, most integer)
returns table (id uuid)
language sql stable
as $$
    select p.id from people as p
    where p.tenant_id = (select current_tenant()) and p.last_seen_on < moment and p.created_at < moment
        and not exists (select from role_grants as g where g.tenant_id = p.tenant_id and g.person_id = p.id)
        and not exists (select from table_hosts as t where t.tenant_id = p.tenant_id and t.person_id = p.id)
        and not exists (
            select from registrations as r join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
            where r.tenant_id = p.tenant_id and r.person_id = p.id and c.ends_at >= moment)
        and not exists (
            select from contacts as w where w.tenant_id = p.tenant_id and w.person_id = p.id and w.follow_up and w.stopped_at is null)
        and not exists (
            select from open_ballots as b where b.tenant_id = p.tenant_id and b.person_id = p.id
                and not exists (select from poll_closings as x where x.tenant_id = b.tenant_id and x.poll_id = b.poll_id))
    order by p.last_seen_on, p.id limit most
$$;

-- Registrations for evenings that were over at a moment, so many at the most. Not while a vote of that evening is open, which asks who came.
create or replace function registrations_over_since(moment timestamptz, most integer)
returns table (id uuid)
language sql stable
as $$
    select r.id from registrations as r join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
    where r.tenant_id = (select current_tenant()) and c.ends_at <= moment
        and not exists (
            select from poll_openings as o join polls as p on p.tenant_id = o.tenant_id and p.id = o.poll_id
            where o.tenant_id = c.tenant_id and p.conference_id = c.id
                and not exists (select from poll_closings as x where x.tenant_id = o.tenant_id and x.poll_id = o.poll_id))
    order by r.id limit most
$$;
