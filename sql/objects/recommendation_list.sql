-- The recommendations of a tenant with what every list shows of them.
-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists recommendation_list();
create function recommendation_list()
returns table (
    id uuid, conference_id uuid, conference_slug text, conference_name jsonb, conference_start timestamptz, is_demonstration boolean,
    "position" integer, number text, title jsonb, body jsonb, table_number integer, is_released boolean, sources integer)
language sql stable
as $$
    select r.id, r.conference_id, c.slug, c.name, c.starts_at, c.is_demonstration, r.position, r.number, r.title, r.body, t.number,
        x.recommendation_id is not null,
        (select count(*) from recommendation_sources as s where s.tenant_id = r.tenant_id and s.recommendation_id = r.id)::int
    from recommendations as r
    join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
    left join discussion_tables as t on t.tenant_id = r.tenant_id and t.id = r.table_id
    left join recommendation_releases as x on x.tenant_id = r.tenant_id and x.recommendation_id = r.id
    where r.tenant_id = (select current_tenant())
$$;
