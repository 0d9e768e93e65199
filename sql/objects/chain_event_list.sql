-- The entries of all chains of a tenant, those that were taken back among them.
-- Dropped first: the columns a function returns cannot be changed in place.
drop function if exists chain_event_list();
create function chain_event_list()
returns table (id uuid, recommendation_id uuid, kind text, "day" text, facts jsonb, withdrawn_on text, reason text)
language sql stable
as $$
    select e.id, e.recommendation_id, e.kind, e.happened_on::text, e.facts,
        (w.withdrawn_at at time zone 'Europe/Berlin')::date::text, w.reason
    from recommendation_events as e
    left join recommendation_event_withdrawals as w on w.tenant_id = e.tenant_id and w.event_id = e.id
    where e.tenant_id = (select current_tenant())
$$;
