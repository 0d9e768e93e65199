-- A door in the wall, reviewed: which conferences other councils have announced for the days between `since` and `until`.
-- It belongs to a role that sees announced conferences, their day and their place, and nothing else (migration 0010).
-- A demonstration sees demonstrations only, and nobody sees them elsewhere.
drop function if exists published(timestamptz, timestamptz);
grant create on schema public to mitreden_published;
set local role mitreden_published;
create function published(since timestamptz, until timestamptz)
returns table (council jsonb, origin text, slug text, name jsonb, motto jsonb, starts_at timestamptz, ends_at timestamptz, venue_name text)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
    own tenants.id%type := current_tenant();
begin
    return query
        -- Council by council: that is how the index on conferences is made.
        select t.name, t.origin, c.slug, c.name, c.motto, c.starts_at, c.ends_at, c.venue_name
        from tenants as t
        cross join lateral (
            select x.slug, x.name, x.motto, x.starts_at, x.ends_at, x.venue_name from conferences as x
            where x.tenant_id = t.id and x.starts_at >= since and x.starts_at < until offset 0) as c
        where t.id <> own and t.suspended_at is null
            and t.is_demonstration = (select o.is_demonstration from tenants as o where o.id = own)
        order by c.starts_at, t.origin, c.slug;
end
$$;
revoke execute on function published(timestamptz, timestamptz) from public;
grant execute on function published(timestamptz, timestamptz) to mitreden_app;
reset role;
revoke create on schema public from mitreden_published;
