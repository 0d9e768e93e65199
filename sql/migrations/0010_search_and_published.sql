-- What everybody can find, and what councils tell each other: two doors more, each with a role and policies of its own.
--
-- Row-level security keeps PostgreSQL from using text indexes: their operators are not leakproof, so the policy has to be asked
-- first, row by row. The role behind search() sees all documents, and search() names the tenant itself.

-- Both are "trusted": the database's owner may install them.
create schema extensions;
create extension pg_trgm schema extensions;
create extension btree_gin schema extensions;

-- All languages of a text, one below the other.
create function every_language(localised jsonb) returns text
language sql immutable parallel safe
as $$ select coalesce(string_agg(t.value, E'\n' order by t.key), '') from jsonb_each_text(localised) as t $$;

create table search_documents (
    tenant_id uuid not null references tenants,
    kind text not null check (kind in ('conference', 'recommendation')),
    id uuid not null,
    -- the part of its address that names it
    place text not null,
    title jsonb not null,
    body jsonb not null,
    -- what belongs to it in no language: numbers, references, names
    terms text not null default '',
    happened_at timestamptz not null,
    content text not null generated always as (every_language(title) || E'\n' || terms || E'\n' || every_language(body)) stored,
    words tsvector not null generated always as (
        setweight(to_tsvector('german', every_language(title)), 'A') || setweight(to_tsvector('german', terms), 'A')
        || setweight(to_tsvector('german', every_language(body)), 'C')) stored,
    primary key (tenant_id, id)
);
comment on table search_documents is 'what is public, as it is searched; written by triggers, never by hand';
create index on search_documents using gin (tenant_id extensions.uuid_ops, words);
create index on search_documents using gin (tenant_id extensions.uuid_ops, content extensions.gin_trgm_ops);
select protect_tenant_table('search_documents');
grant insert (kind, id, place, title, body, terms, happened_at), delete on search_documents to mitreden_app;

-- What can be found of a conference: nothing before it is announced.
create function conference_document(wanted uuid)
returns table (kind text, id uuid, place text, title jsonb, body jsonb, terms text, happened_at timestamptz)
language sql stable
as $$
    select 'conference', c.id, c.slug, c.motto,
        (select jsonb_object_agg(l.key, concat_ws(E'\n', c.summary->>l.key, c.description->>l.key))
            from (select jsonb_object_keys(c.summary || c.description) as key) as l),
        concat_ws(E'\n', c.short_name, every_language(c.name), c.venue_name, c.venue_address), c.starts_at
    from conferences as c
    where c.tenant_id = (select current_tenant()) and c.id = wanted
        and exists (select from conference_steps as s
            where s.tenant_id = c.tenant_id and s.conference_id = c.id and s.step = 'announced')
$$;

-- What can be found of a recommendation: nothing before it is released, and nothing that was taken back.
create function recommendation_document(wanted uuid)
returns table (kind text, id uuid, place text, title jsonb, body jsonb, terms text, happened_at timestamptz)
language sql stable
as $$
    select 'recommendation', r.id, r.id::text, r.title, r.body,
        concat_ws(E'\n', r.number, c.short_name, (
            select string_agg(distinct f.value #>> '{}', E'\n') from recommendation_events as e,
                jsonb_path_query(e.facts, 'strict $.** ? (@.type() == "string")') as f (value)
            where e.tenant_id = r.tenant_id and e.recommendation_id = r.id
                and not exists (select from recommendation_event_withdrawals as w where w.tenant_id = e.tenant_id and w.event_id = e.id))),
        c.starts_at
    from recommendations as r
    join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
    where r.tenant_id = (select current_tenant()) and r.id = wanted
        and exists (select from recommendation_releases as x where x.tenant_id = r.tenant_id and x.recommendation_id = r.id)
$$;

-- Brings one document up to date. One at a time: each sees what the one before it wrote.
create function write_document(wanted_kind text, wanted uuid) returns void
language plpgsql volatile
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('document ' || wanted::text, 0));
    delete from search_documents as d where d.tenant_id = (select current_tenant()) and d.id = wanted;
    if wanted_kind = 'conference' then
        insert into search_documents (kind, id, place, title, body, terms, happened_at) select * from conference_document(wanted);
    else
        insert into search_documents (kind, id, place, title, body, terms, happened_at) select * from recommendation_document(wanted);
    end if;
end
$$;

-- Arguments: the kind of document, and the column of the changed row that names it.
create function write_document_of() returns trigger
language plpgsql
as $$
begin
    perform write_document(tg_argv[0], (to_jsonb(coalesce(new, old))->>tg_argv[1])::uuid);
    return null;
end
$$;

-- A recommendation is found by its conference's name, and dated by its day.
create function write_documents_of_recommendations() returns trigger
language plpgsql
as $$
begin
    perform write_document('recommendation', r.id) from recommendations as r
    where r.tenant_id = new.tenant_id and r.conference_id = new.id order by r.id;
    return null;
end
$$;

-- An event that is taken back names the event, and that the recommendation.
create function write_document_of_withdrawal() returns trigger
language plpgsql
as $$
begin
    perform write_document('recommendation', (select e.recommendation_id from recommendation_events as e
        where e.tenant_id = new.tenant_id and e.id = new.event_id));
    return null;
end
$$;

create trigger document after insert or update or delete on conferences
    for each row execute function write_document_of('conference', 'id');
create trigger documents_of_recommendations after update on conferences
    for each row when (old.short_name is distinct from new.short_name or old.starts_at is distinct from new.starts_at)
    execute function write_documents_of_recommendations();
create trigger document after insert or delete on conference_steps
    for each row execute function write_document_of('conference', 'conference_id');
create trigger document after insert or update or delete on recommendations
    for each row execute function write_document_of('recommendation', 'id');
create trigger document after insert or delete on recommendation_releases
    for each row execute function write_document_of('recommendation', 'recommendation_id');
create trigger document after insert on recommendation_events
    for each row execute function write_document_of('recommendation', 'recommendation_id');
create trigger document after insert on recommendation_event_withdrawals
    for each row execute function write_document_of_withdrawal();

-- What is there already. Without a lock for each document: nobody else is here yet.
select for_each_tenant('insert into search_documents (kind, id, place, title, body, terms, happened_at)
    select d.* from conferences as c, conference_document(c.id) as d');
select for_each_tenant('insert into search_documents (kind, id, place, title, body, terms, happened_at)
    select d.* from recommendations as r, recommendation_document(r.id) as d');

create policy search on search_documents for select to mitreden_search using (true);
grant select on search_documents to mitreden_search;
grant usage on schema extensions to mitreden_search;

-- What councils tell each other: of all conferences those that are announced, and of those the day and the place.
create policy published on conference_steps for select to mitreden_published using (step = 'announced');
create policy published on conferences for select to mitreden_published using (
    exists (select from conference_steps as s where s.tenant_id = conferences.tenant_id and s.conference_id = conferences.id));
grant select (tenant_id, conference_id, step) on conference_steps to mitreden_published;
grant select (tenant_id, id, slug, name, motto, starts_at, ends_at, venue_name) on conferences to mitreden_published;
grant select (id, name, origin, is_demonstration, suspended_at) on tenants to mitreden_published;
