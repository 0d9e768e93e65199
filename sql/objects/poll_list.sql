-- The ballot papers of a tenant and where each stands.
-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists poll_list();
create function poll_list()
returns table (
    id uuid, conference_id uuid, conference_slug text, title jsonb, is_opened boolean, is_closed boolean, released_at timestamptz, ballots integer)
language sql stable
as $$
    select p.id, p.conference_id, c.slug, p.title, o.poll_id is not null, x.poll_id is not null, r.released_at,
        (select count(*) from open_ballots as b where b.tenant_id = p.tenant_id and b.poll_id = p.id)::int
            + coalesce((select d.ballots from departed_ballots as d where d.tenant_id = p.tenant_id and d.poll_id = p.id), 0)
    from polls as p
    join conferences as c on c.tenant_id = p.tenant_id and c.id = p.conference_id
    left join poll_openings as o on o.tenant_id = p.tenant_id and o.poll_id = p.id
    left join poll_closings as x on x.tenant_id = p.tenant_id and x.poll_id = p.id
    left join result_releases as r on r.tenant_id = p.tenant_id and r.poll_id = p.id
    where p.tenant_id = (select current_tenant())
$$;
