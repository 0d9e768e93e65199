-- The conferences of a tenant, each with the steps it has taken.
-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists conference_list();
create function conference_list()
returns table (
    id uuid, slug text, short_name text, name jsonb, motto jsonb, summary jsonb, description jsonb, doors_at timestamptz, starts_at timestamptz,
    ends_at timestamptz, venue_name text, venue_address text, directions jsonb, access jsonb, who_can_come jsonb, languages text[],
    capacity integer, is_demonstration boolean, submission_key uuid, needs_until text, format text, corrections_until text, speakers text,
    venue_facts text[], easy_text text, easy_testers text, sign_video text, steps text[])
language sql stable
as $$
    select c.id, c.slug, c.short_name, c.name, c.motto, c.summary, c.description, c.doors_at, c.starts_at, c.ends_at, c.venue_name,
        c.venue_address, c.directions, c.access, c.who_can_come, c.languages, c.capacity, c.is_demonstration, c.submission_key, c.needs_until::text, c.format,
        c.corrections_until::text, c.speakers, c.venue_facts, c.easy_text, c.easy_testers, c.sign_video,
        array(select s.step from conference_steps as s where s.tenant_id = c.tenant_id and s.conference_id = c.id)
    from conferences as c
    where c.tenant_id = (select current_tenant())
$$;
