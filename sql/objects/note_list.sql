-- The notes of a tenant's conferences with what every list shows of them.
-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists note_list();
create function note_list()
returns table (
    id uuid, conference_id uuid, table_id uuid, "position" integer, table_number integer, round_number integer, kind text, body text,
    language text, is_released boolean)
language sql stable
as $$
    select n.id, n.conference_id, n.table_id, n.position, t.number, r.number, n.kind, n.body, n.language, x.note_id is not null
    from notes as n
    join discussion_tables as t on t.tenant_id = n.tenant_id and t.id = n.table_id
    left join rounds as r on r.tenant_id = n.tenant_id and r.id = n.round_id
    left join note_releases as x on x.tenant_id = n.tenant_id and x.note_id = n.id
    where n.tenant_id = (select current_tenant())
$$;
