-- Made by bin/schema on PostgreSQL 15; changed by migrations only.
--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: extensions; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA extensions;

--
-- Name: btree_gin; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA extensions;

--
-- Name: EXTENSION btree_gin; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gin IS 'support for indexing common datatypes in GIN';

--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions;

--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

--
-- Name: announce_jobs(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.announce_jobs() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform pg_notify('mitreden', 'jobs');
    return null;
end
$$;

--
-- Name: announce_register(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.announce_register() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform pg_notify('mitreden', 'register');
    return null;
end
$$;

--
-- Name: card_carries(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.card_carries(role text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$ select role in ('table_host', 'interpreter', 'council_member') $$;

--
-- Name: chain_event_list(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.chain_event_list() RETURNS TABLE(id uuid, recommendation_id uuid, kind text, day text, facts jsonb, withdrawn_on text, reason text)
    LANGUAGE sql STABLE
    AS $$
    select e.id, e.recommendation_id, e.kind, e.happened_on::text, e.facts,
        (w.withdrawn_at at time zone 'Europe/Berlin')::date::text, w.reason
    from recommendation_events as e
    left join recommendation_event_withdrawals as w on w.tenant_id = e.tenant_id and w.event_id = e.id
    where e.tenant_id = (select current_tenant())
$$;

--
-- Name: claim_job(text[], timestamp with time zone, interval); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.claim_job(kinds text[], at timestamp with time zone, lease interval) RETURNS TABLE(tenant_id uuid, id uuid, kind text, subject text, attempt integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    tenant uuid;
    job uuid;
begin
    -- In no order: a council with a thousand jobs does not hold up the one with a single one.
    for tenant in
        select t.id from tenants as t
        where t.suspended_at is null and exists (
            select from jobs as j where j.tenant_id = t.id and j.run_at <= at and j.given_up_at is null and j.kind = any(kinds))
        order by random()
    loop
        select j.id into job from jobs as j
        where j.tenant_id = tenant and j.run_at <= at and j.given_up_at is null and j.kind = any(kinds)
        order by j.run_at limit 1 for update skip locked;
        if found then
            return query
                update jobs as j set run_at = at + lease, attempts = j.attempts + 1
                where j.tenant_id = tenant and j.id = job
                returning j.tenant_id, j.id, j.kind, j.subject, j.attempts;
            return;
        end if;
    end loop;
end
$$;

--
-- Name: conference_document(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.conference_document(wanted uuid) RETURNS TABLE(kind text, id uuid, place text, title jsonb, body jsonb, terms text, happened_at timestamp with time zone)
    LANGUAGE sql STABLE
    AS $$
    select 'conference', c.id, c.slug, c.motto,
        (select jsonb_object_agg(l.key, concat_ws(E'\n', c.summary->>l.key, c.description->>l.key))
            from (select jsonb_object_keys(c.summary || c.description) as key) as l),
        concat_ws(E'\n', c.short_name, every_language(c.name), c.venue_name, c.venue_address), c.starts_at
    from conferences as c
    where c.tenant_id = (select current_tenant()) and c.id = wanted
        and exists (select from conference_steps as s
            where s.tenant_id = c.tenant_id and s.conference_id = c.id and s.step = 'announced')
$$;

--
-- Name: conference_list(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.conference_list() RETURNS TABLE(id uuid, slug text, short_name text, name jsonb, motto jsonb, summary jsonb, description jsonb, doors_at timestamp with time zone, starts_at timestamp with time zone, ends_at timestamp with time zone, venue_name text, venue_address text, directions jsonb, access jsonb, who_can_come jsonb, languages text[], capacity integer, is_demonstration boolean, submission_key uuid, needs_until text, format text, corrections_until text, speakers text, venue_facts text[], easy_text text, easy_testers text, sign_video text, steps text[])
    LANGUAGE sql STABLE
    AS $$
    select c.id, c.slug, c.short_name, c.name, c.motto, c.summary, c.description, c.doors_at, c.starts_at, c.ends_at, c.venue_name,
        c.venue_address, c.directions, c.access, c.who_can_come, c.languages, c.capacity, c.is_demonstration, c.submission_key, c.needs_until::text, c.format,
        c.corrections_until::text, c.speakers, c.venue_facts, c.easy_text, c.easy_testers, c.sign_video,
        array(select s.step from conference_steps as s where s.tenant_id = c.tenant_id and s.conference_id = c.id)
    from conferences as c
    where c.tenant_id = (select current_tenant())
$$;

--
-- Name: current_person(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.current_person() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select nullif(current_setting('mitreden.person_id', true), '')::uuid $$;

--
-- Name: current_tenant(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.current_tenant() RETURNS uuid
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
declare
    setting text := nullif(current_setting('mitreden.tenant_id', true), '');
begin
    if setting is null then
        raise exception 'no tenant is set for this transaction' using errcode = 'MR000';
    end if;
    return setting::uuid;
end
$$;

--
-- Name: end_sessions_of_grantee(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.end_sessions_of_grantee() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    changed role_grants := coalesce(new, old);
begin
    delete from sessions as s where s.tenant_id = changed.tenant_id and s.person_id = changed.person_id;
    return null;
end
$$;

--
-- Name: enter(text, bytea, text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.enter(request_host text, session_hash bytea, allowed text[]) RETURNS TABLE(tenant_id uuid, person_id uuid, name text, roles text[], card_id uuid, card_ending text, session_id uuid, session_is_stale boolean)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
declare
    tenant record;
    viewer record;
begin
    select t.id, t.suspended_at into tenant
    from tenant_hosts as h join tenants as t on t.id = h.tenant_id
    where h.host = request_host;
    if tenant.id is null then
        raise exception 'no council answers here' using errcode = 'MR404';
    end if;
    if tenant.suspended_at is not null then
        raise exception 'this council is suspended' using errcode = 'MR423';
    end if;
    perform set_config('mitreden.tenant_id', tenant.id::text, true);

    select s.person_id as id, s.name, s.card_id, s.card_ending, s.roles, s.session_id, s.is_stale into viewer from sessions_of(array[session_hash]) as s;

    if allowed is not null then
        if viewer.id is null then
            raise exception 'not signed in' using errcode = 'MR401';
        end if;
        if cardinality(allowed) > 0 and not viewer.roles && allowed then
            raise exception 'not permitted' using errcode = 'MR403';
        end if;
    end if;
    perform set_config('mitreden.person_id', coalesce(viewer.id::text, ''), true);
    return query select tenant.id, viewer.id, viewer.name, coalesce(viewer.roles, '{}'), viewer.card_id, viewer.card_ending,
        viewer.session_id, coalesce(viewer.is_stale, false);
end
$$;

--
-- Name: enter_house(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.enter_house(tenant uuid) RETURNS TABLE(tenant_id uuid, person_id uuid, name text, roles text[], card_id uuid, card_ending text, session_id uuid, session_is_stale boolean)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
begin
    perform set_config('mitreden.tenant_id', tenant::text, true);
    perform set_config('mitreden.person_id', '', true);
    return query select tenant, null::uuid, null::text, '{}'::text[], null::uuid, null::text, null::uuid, false;
end
$$;

--
-- Name: every_language(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.every_language(localised jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select coalesce(string_agg(t.value, E'\n' order by t.key), '') from jsonb_each_text(localised) as t $$;

--
-- Name: for_each_tenant(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.for_each_tenant(statement text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    tenant record;
begin
    for tenant in select id from tenants loop
        perform set_config('mitreden.tenant_id', tenant.id::text, true);
        execute statement;
    end loop;
    perform set_config('mitreden.tenant_id', '', true);
end
$$;

--
-- Name: forget_audit(integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.forget_audit(days integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    boundary timestamptz;
    forgotten integer;
begin
    if days < 365 then
        raise exception 'the log is kept for a year at least' using errcode = 'invalid_parameter_value';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('audit seals ' || current_tenant()::text, 0));
    select max(s.sealed_until) into boundary from audit_seals as s
    where s.tenant_id = current_tenant() and s.sealed_until < now() - make_interval(days => days);
    if boundary is null then
        return 0;
    end if;
    delete from audit_events as e where e.tenant_id = current_tenant() and e.happened_at < boundary;
    get diagnostics forgotten = row_count;
    update audit_seals as s set forgotten_at = now()
    where s.tenant_id = current_tenant() and s.sealed_until <= boundary and s.forgotten_at is null;
    return forgotten;
end
$$;

--
-- Name: keep_count_of_ballot(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keep_count_of_ballot() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    -- The person goes, not the whole vote.
    if not exists (select from polls as p where p.tenant_id = old.tenant_id and p.id = old.poll_id) then
        return old;
    end if;
    if not exists (select from poll_closings as c where c.tenant_id = old.tenant_id and c.poll_id = old.poll_id) then
        raise exception 'this vote is still open' using errcode = 'MR409';
    end if;
    insert into departed_ballots (poll_id) values (old.poll_id)
    on conflict (tenant_id, poll_id) do update set ballots = departed_ballots.ballots + 1;
    insert into departed_choices (poll_id, recommendation_id, choice)
    select c.poll_id, c.recommendation_id, c.choice from open_choices as c
    where c.tenant_id = old.tenant_id and c.poll_id = old.poll_id and c.person_id = old.person_id
    on conflict (tenant_id, poll_id, recommendation_id, choice) do update set choices = departed_choices.choices + 1;
    return old;
end
$$;

--
-- Name: keep_count_of_needs(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keep_count_of_needs() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    conference uuid;
begin
    select c.id into conference from registrations as r
    join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
    left join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
    where r.tenant_id = old.tenant_id and r.id = old.registration_id and not coalesce(i.at_home, false)
        and (i.registration_id is not null or r.standing = 'confirmed' and not exists (
            select from registration_cancellations as x where x.tenant_id = r.tenant_id and x.registration_id = r.id))
        and (c.ends_at < now() - interval '1 day' or exists (
            select from conference_steps as s where s.tenant_id = c.tenant_id and s.conference_id = c.id and s.step = 'ended'));
    if conference is null then return old; end if;
    insert into departed_needs (conference_id, need, people)
    select conference, n.need, n.people from (
        values ('interpreter:' || old.interpreter, 1), ('food:' || old.food, 1), ('sign_language', old.sign_language::int),
            ('step_free', old.step_free::int), ('children', old.children)
    ) as n (need, people)
    where n.need is not null and n.people > 0
    on conflict (tenant_id, conference_id, need) do update set people = departed_needs.people + excluded.people;
    -- What they said about photographs goes with the check-in, not with the needs.
    update check_ins set photos = old.photo_consent where tenant_id = old.tenant_id and registration_id = old.registration_id and photos is null;
    return old;
end
$$;

--
-- Name: keep_count_of_registration(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keep_count_of_registration() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    has_come boolean := exists (
        select from check_ins as i where i.tenant_id = old.tenant_id and i.registration_id = old.id and not i.at_home);
    -- An office may forget to press "ended".
    is_over boolean := exists (
        select from conferences as c where c.tenant_id = old.tenant_id and c.id = old.conference_id and (c.ends_at < now() - interval '1 day'
            or exists (select from conference_steps as s
                where s.tenant_id = c.tenant_id and s.conference_id = c.id and s.step = 'ended')));
    had_seat boolean := old.standing = 'confirmed' and not exists (
        select from registration_cancellations as x where x.tenant_id = old.tenant_id and x.registration_id = old.id);
begin
    -- The person goes, not the whole conference; whoever goes before it has just not registered. Somebody who waited may have come.
    if (has_come or had_seat and is_over)
        and exists (select from conferences as c where c.tenant_id = old.tenant_id and c.id = old.conference_id) then
        insert into departed_registrations (conference_id, registered, arrived) values (old.conference_id, had_seat::int, has_come::int)
        on conflict (tenant_id, conference_id) do update
            set registered = departed_registrations.registered + had_seat::int, arrived = departed_registrations.arrived + has_come::int;
    end if;
    return old;
end
$$;

--
-- Name: keep_needs_of_registration(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keep_needs_of_registration() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    delete from registration_needs where tenant_id = old.tenant_id and registration_id = old.id;
    insert into departed_needs (conference_id, need, people)
    select c.id, 'photos', 1 from check_ins as i join conferences as c on c.tenant_id = i.tenant_id and c.id = old.conference_id
    where i.tenant_id = old.tenant_id and i.registration_id = old.id and not i.at_home and i.photos
    on conflict (tenant_id, conference_id, need) do update set people = departed_needs.people + 1;
    return old;
end
$$;

--
-- Name: message_list(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.message_list(conference uuid) RETURNS TABLE(id uuid, conference_id uuid, person_id uuid, name text, language text, reference text, kind text, occasion text, created_at timestamp with time zone, is_handled boolean, way text, address bytea, address_mac bytea, reminders boolean, follow_up boolean, is_stopped boolean, stop_key uuid)
    LANGUAGE sql STABLE
    AS $$
    select m.id, m.conference_id, m.person_id, p.name, p.language, coalesce(r.reference, ''), m.kind, m.occasion, m.created_at, m.handled_at is not null,
        c.way, c.address, c.address_mac, c.reminders, c.follow_up, c.stopped_at is not null, c.stop_key
    from messages as m
    join people as p on p.tenant_id = m.tenant_id and p.id = m.person_id
    join contacts as c on c.tenant_id = m.tenant_id and c.person_id = m.person_id
    left join registrations as r on r.tenant_id = m.tenant_id and r.conference_id = m.conference_id and r.person_id = m.person_id
    where m.tenant_id = (select current_tenant()) and (conference is null or m.conference_id = conference)
$$;

--
-- Name: needs_passkey(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.needs_passkey(person uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    select exists (select from role_grants as g where g.tenant_id = (select current_tenant()) and g.person_id = person and g.role = 'tenant_admin')
        and exists (select from passkeys as k where k.tenant_id = (select current_tenant()) and k.person_id = person)
$$;

--
-- Name: new_id(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.new_id() RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    AS $$
    select encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid())
                    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                    from 1 for 6
                ),
                52, 1
            ),
            53, 1
        ),
        'hex'
    )::uuid
$$;

--
-- Name: note_list(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.note_list() RETURNS TABLE(id uuid, conference_id uuid, table_id uuid, "position" integer, table_number integer, round_number integer, kind text, body text, language text, is_released boolean)
    LANGUAGE sql STABLE
    AS $$
    select n.id, n.conference_id, n.table_id, n.position, t.number, r.number, n.kind, n.body, n.language, x.note_id is not null
    from notes as n
    join discussion_tables as t on t.tenant_id = n.tenant_id and t.id = n.table_id
    left join rounds as r on r.tenant_id = n.tenant_id and r.id = n.round_id
    left join note_releases as x on x.tenant_id = n.tenant_id and x.note_id = n.id
    where n.tenant_id = (select current_tenant())
$$;

--
-- Name: note_offered_accounts(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.note_offered_accounts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    changed identity_providers := coalesce(new, old);
begin
    update tenants as t set offers_accounts = exists (select from identity_providers as p where p.tenant_id = t.id) where t.id = changed.tenant_id;
    return null;
end
$$;

--
-- Name: note_seen_grantee(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.note_seen_grantee() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    update people as p set last_seen_on = current_date where p.tenant_id = old.tenant_id and p.id = old.person_id and p.last_seen_on < current_date;
    return null;
end
$$;

--
-- Name: note_seen_guest(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.note_seen_guest() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    update people as p set last_seen_on = current_date from registrations as r
    where r.tenant_id = new.tenant_id and r.id = new.registration_id and p.tenant_id = r.tenant_id and p.id = r.person_id
        and p.last_seen_on < current_date;
    return null;
end
$$;

--
-- Name: people_not_seen_since(timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.people_not_seen_since(moment timestamp with time zone, most integer) RETURNS TABLE(id uuid)
    LANGUAGE sql STABLE
    AS $$
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

--
-- Name: personal_data(uuid, text[], text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.personal_data(person uuid, tables text[], columns text[]) RETURNS TABLE(place integer, entry jsonb)
    LANGUAGE plpgsql STABLE
    AS $_$
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
$_$;

--
-- Name: poll_list(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.poll_list() RETURNS TABLE(id uuid, conference_id uuid, conference_slug text, title jsonb, is_opened boolean, is_closed boolean, released_at timestamp with time zone, ballots integer)
    LANGUAGE sql STABLE
    AS $$
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

--
-- Name: protect_tenant_table(regclass); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.protect_tenant_table(target regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    if (select attname from pg_attribute where attrelid = target and attnum = (
            select conkey[1] from pg_constraint where conrelid = target and contype = 'p')) is distinct from 'tenant_id' then
        raise exception 'the primary key of % must begin with tenant_id', target;
    end if;
    execute format('alter table %s alter column tenant_id set default current_tenant()', target);
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    -- (select …) makes it an init plan: evaluated once for a statement, not once for a row.
    execute format(
        'create policy tenant on %s using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))',
        target);
    execute format('grant select on %s to mitreden_app', target);
    execute format('create policy backup on %s for select to mitreden_backup using (true)', target);
    execute format('grant select on %s to mitreden_backup', target);
end
$$;

--
-- Name: published(timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.published(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(council jsonb, origin text, slug text, name jsonb, motto jsonb, starts_at timestamp with time zone, ends_at timestamp with time zone, venue_name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: recommendation_document(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.recommendation_document(wanted uuid) RETURNS TABLE(kind text, id uuid, place text, title jsonb, body jsonb, terms text, happened_at timestamp with time zone)
    LANGUAGE sql STABLE
    AS $_$
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
$_$;

--
-- Name: recommendation_list(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.recommendation_list() RETURNS TABLE(id uuid, conference_id uuid, conference_slug text, conference_name jsonb, conference_start timestamp with time zone, is_demonstration boolean, "position" integer, number text, title jsonb, body jsonb, table_number integer, is_released boolean, sources integer)
    LANGUAGE sql STABLE
    AS $$
    select r.id, r.conference_id, c.slug, c.name, c.starts_at, c.is_demonstration, r.position, r.number, r.title, r.body, t.number,
        x.recommendation_id is not null,
        (select count(*) from recommendation_sources as s where s.tenant_id = r.tenant_id and s.recommendation_id = r.id)::int
    from recommendations as r
    join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
    left join discussion_tables as t on t.tenant_id = r.tenant_id and t.id = r.table_id
    left join recommendation_releases as x on x.tenant_id = r.tenant_id and x.recommendation_id = r.id
    where r.tenant_id = (select current_tenant())
$$;

--
-- Name: registration_list(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.registration_list(conference uuid) RETURNS TABLE(id uuid, person_id uuid, name text, language text, standing text, reference text, is_cancelled boolean, has_arrived boolean, card_ending text, waiting_position integer, is_at_home boolean, party_id uuid, place integer, offered_until timestamp with time zone, cancelled_because text, channel text)
    LANGUAGE sql STABLE
    AS $$
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

--
-- Name: registrations_over_since(timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.registrations_over_since(moment timestamp with time zone, most integer) RETURNS TABLE(id uuid)
    LANGUAGE sql STABLE
    AS $$
    select r.id from registrations as r join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id
    where r.tenant_id = (select current_tenant()) and c.ends_at <= moment
        and not exists (
            select from poll_openings as o join polls as p on p.tenant_id = o.tenant_id and p.id = o.poll_id
            where o.tenant_id = c.tenant_id and p.conference_id = c.id
                and not exists (select from poll_closings as x where x.tenant_id = o.tenant_id and x.poll_id = o.poll_id))
    order by r.id limit most
$$;

--
-- Name: search(text, text, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.search(question text, reader text, at_most integer) RETURNS TABLE(kind text, place text, title jsonb, piece text, language text, happened_at timestamp with time zone, found bigint, "similar" boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET "pg_trgm.word_similarity_threshold" TO '0.5'
    AS $$
#variable_conflict use_column
declare
    tenant uuid := current_tenant();
    wording text;
    asked tsquery;
    part text;
    ids uuid[];
    slips boolean := false;
begin
    foreach wording in array array[question, replace(replace(replace(lower(question), 'ue', 'ü'), 'oe', 'ö'), 'ae', 'ä')] loop
        asked := websearch_to_tsquery('german', wording);
        part := '%' || replace(replace(replace(wording, '\', '\\'), '%', '\%'), '_', '\_') || '%';
        -- One question for each index. All at once, joined by "or", PostgreSQL reads every document: it does not know how dear
        -- comparing three letters at a time is.
        ids := array(
            select d.id from search_documents as d where d.tenant_id = tenant and d.words @@ asked
            union
            select d.id from search_documents as d where d.tenant_id = tenant and d.content ilike part);
        exit when ids <> '{}';
    end loop;
    if ids = '{}' then
        ids := array(
            select d.id from search_documents as d where d.tenant_id = tenant and d.content operator(extensions.%>) question);
        slips := true;
    end if;
    return query
        select f.kind, f.place, f.title,
            ts_headline('german', coalesce(f.body->>f.language, ''), asked,
                'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxFragments=2, MinWords=15, MaxWords=30, FragmentDelimiter=" … "'),
            f.language, f.happened_at, cardinality(ids)::bigint, slips
        from (
            select d.*, case when d.body->>reader <> '' then reader else 'de' end as language,
                case when slips then extensions.word_similarity(question, d.content)
                    else ts_rank(d.words, asked) + (every_language(d.title) ilike part)::int end as rank
            from search_documents as d
            where d.tenant_id = tenant and d.id = any(ids)
            order by rank desc, d.happened_at desc, d.id limit at_most
        ) as f
        order by f.rank desc, f.happened_at desc, f.id;
end
$$;

--
-- Name: sessions_of(bytea[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sessions_of(hashes bytea[]) RETURNS TABLE(place bigint, person_id uuid, name text, card_id uuid, card_ending text, roles text[], session_id uuid, is_stale boolean)
    LANGUAGE sql STABLE
    AS $$
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

--
-- Name: take_back_roles(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.take_back_roles() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    delete from role_grants as g where g.tenant_id = old.tenant_id and g.person_id = old.person_id and g.role = any(old.roles);
    return null;
end
$$;

--
-- Name: write_document(text, uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.write_document(wanted_kind text, wanted uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

--
-- Name: write_document_of(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.write_document_of() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform write_document(tg_argv[0], (to_jsonb(coalesce(new, old))->>tg_argv[1])::uuid);
    return null;
end
$$;

--
-- Name: write_document_of_withdrawal(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.write_document_of_withdrawal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform write_document('recommendation', (select e.recommendation_id from recommendation_events as e
        where e.tenant_id = new.tenant_id and e.id = new.event_id));
    return null;
end
$$;

--
-- Name: write_documents_of_recommendations(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.write_documents_of_recommendations() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform write_document('recommendation', r.id) from recommendations as r
    where r.tenant_id = new.tenant_id and r.conference_id = new.id order by r.id;
    return null;
end
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: applied_files; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.applied_files (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: audit_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_events (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    happened_at timestamp with time zone DEFAULT now() NOT NULL,
    person_id uuid DEFAULT public.current_person(),
    action text NOT NULL,
    subject text NOT NULL
);

ALTER TABLE ONLY public.audit_events FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE audit_events; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.audit_events IS 'append-only by grant; person_id is no foreign key, since a row outlives the person';

--
-- Name: audit_seals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_seals (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    number integer NOT NULL,
    sealed_until timestamp with time zone NOT NULL,
    events integer NOT NULL,
    root bytea NOT NULL,
    chained bytea NOT NULL,
    sealed_at timestamp with time zone DEFAULT now() NOT NULL,
    forgotten_at timestamp with time zone,
    CONSTRAINT audit_seals_chained_check CHECK ((length(chained) = 32)),
    CONSTRAINT audit_seals_events_check CHECK ((events > 0)),
    CONSTRAINT audit_seals_number_check CHECK ((number > 0)),
    CONSTRAINT audit_seals_root_check CHECK ((length(root) = 32))
);

ALTER TABLE ONLY public.audit_seals FORCE ROW LEVEL SECURITY;

--
-- Name: blank_cards; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.blank_cards (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    number integer NOT NULL,
    secret_hash bytea NOT NULL,
    code_mac bytea NOT NULL,
    ending text NOT NULL,
    submission_key uuid NOT NULL,
    printed_at timestamp with time zone DEFAULT now() NOT NULL,
    printed_by uuid DEFAULT public.current_person(),
    taken_at timestamp with time zone,
    discarded_at timestamp with time zone,
    CONSTRAINT blank_cards_code_mac_check CHECK ((length(code_mac) = 32)),
    CONSTRAINT blank_cards_ending_check CHECK ((length(ending) = 2)),
    CONSTRAINT blank_cards_number_check CHECK (((number >= 1) AND (number <= 9999))),
    CONSTRAINT blank_cards_secret_hash_check CHECK ((length(secret_hash) = 32))
);

ALTER TABLE ONLY public.blank_cards FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE blank_cards; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.blank_cards IS 'nobody can sign in with one; what was taken or discarded stays until the evening is over, so that no number comes twice';

--
-- Name: card_withdrawals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.card_withdrawals (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    card_id uuid NOT NULL,
    withdrawn_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_by uuid
);

ALTER TABLE ONLY public.card_withdrawals FORCE ROW LEVEL SECURITY;

--
-- Name: cards; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cards (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    person_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    code_mac bytea NOT NULL,
    ending text NOT NULL,
    code_valid_from timestamp with time zone NOT NULL,
    code_valid_until timestamp with time zone NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    issued_by uuid,
    number integer,
    CONSTRAINT cards_check CHECK ((code_valid_from < code_valid_until)),
    CONSTRAINT cards_code_mac_check CHECK ((length(code_mac) = 32)),
    CONSTRAINT cards_ending_check CHECK ((length(ending) = 2)),
    CONSTRAINT cards_number_check CHECK (((number >= 1) AND (number <= 9999))),
    CONSTRAINT cards_secret_hash_check CHECK ((length(secret_hash) = 32))
);

ALTER TABLE ONLY public.cards FORCE ROW LEVEL SECURITY;

--
-- Name: check_ins; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.check_ins (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    registration_id uuid NOT NULL,
    arrived_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by uuid DEFAULT public.current_person(),
    at_home boolean DEFAULT false NOT NULL,
    photos boolean
);

ALTER TABLE ONLY public.check_ins FORCE ROW LEVEL SECURITY;

--
-- Name: checklist_items; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.checklist_items (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    key text,
    title text,
    days integer NOT NULL,
    done_at timestamp with time zone,
    done_by uuid,
    removed_at timestamp with time zone,
    begun_on date,
    CONSTRAINT checklist_items_check CHECK (((key IS NULL) <> (title IS NULL))),
    CONSTRAINT checklist_items_days_check CHECK (((days >= '-500'::integer) AND (days <= 500))),
    CONSTRAINT checklist_items_key_check CHECK ((key ~ '^[a-z_]{1,30}$'::text)),
    CONSTRAINT checklist_items_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

ALTER TABLE ONLY public.checklist_items FORCE ROW LEVEL SECURITY;

--
-- Name: conference_notices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conference_notices (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    kind text NOT NULL,
    text jsonb DEFAULT '{}'::jsonb NOT NULL,
    old_starts_at timestamp with time zone,
    old_venue_name text,
    submission_key uuid NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    made_by uuid DEFAULT public.current_person(),
    CONSTRAINT conference_notices_kind_check CHECK ((kind = ANY (ARRAY['cancelled'::text, 'moved'::text, 'news'::text])))
);

ALTER TABLE ONLY public.conference_notices FORCE ROW LEVEL SECURITY;

--
-- Name: conference_offers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conference_offers (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    conference_id uuid NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    description jsonb NOT NULL,
    CONSTRAINT conference_offers_kind_check CHECK ((kind = ANY (ARRAY['interpreting'::text, 'sign_language'::text, 'childcare'::text, 'food'::text, 'step_free'::text, 'travel'::text])))
);

ALTER TABLE ONLY public.conference_offers FORCE ROW LEVEL SECURITY;

--
-- Name: conference_steps; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conference_steps (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    conference_id uuid NOT NULL,
    step text NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL,
    taken_by uuid DEFAULT public.current_person(),
    CONSTRAINT conference_steps_step_check CHECK ((step = ANY (ARRAY['announced'::text, 'registration_opened'::text, 'registration_closed'::text, 'started'::text, 'ended'::text, 'documented'::text, 'archived'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY public.conference_steps FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE conference_steps; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.conference_steps IS 'where a conference stands: each step is a row with who and when';

--
-- Name: conferences; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conferences (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    slug text NOT NULL,
    short_name text NOT NULL,
    name jsonb NOT NULL,
    motto jsonb NOT NULL,
    summary jsonb NOT NULL,
    description jsonb DEFAULT '{}'::jsonb NOT NULL,
    doors_at timestamp with time zone NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    venue_name text NOT NULL,
    venue_address text NOT NULL,
    directions jsonb DEFAULT '{}'::jsonb NOT NULL,
    access jsonb DEFAULT '{}'::jsonb NOT NULL,
    who_can_come jsonb DEFAULT '{}'::jsonb NOT NULL,
    languages text[] DEFAULT '{de}'::text[] NOT NULL,
    capacity integer NOT NULL,
    is_demonstration boolean DEFAULT false NOT NULL,
    submission_key uuid,
    needs_until date,
    format text DEFAULT 'world_cafe'::text NOT NULL,
    corrections_until date,
    speakers text,
    venue_facts text[] DEFAULT '{}'::text[] NOT NULL,
    easy_text text,
    easy_testers text,
    sign_video text,
    CONSTRAINT conferences_capacity_check CHECK (((capacity >= 1) AND (capacity <= 5000))),
    CONSTRAINT conferences_check CHECK (((doors_at <= starts_at) AND (starts_at < ends_at))),
    CONSTRAINT conferences_easy_testers_check CHECK ((length(easy_testers) <= 120)),
    CONSTRAINT conferences_easy_text_check CHECK ((length(easy_text) <= 3000)),
    CONSTRAINT conferences_format_check CHECK ((format = ANY (ARRAY['world_cafe'::text, 'open_space'::text, 'fishbowl'::text, 'gallery_walk'::text, 'planning_workshop'::text]))),
    CONSTRAINT conferences_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 60))),
    CONSTRAINT conferences_sign_video_check CHECK (((sign_video ~ '^https://'::text) AND (length(sign_video) <= 500))),
    CONSTRAINT conferences_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,60}$'::text)),
    CONSTRAINT conferences_speakers_check CHECK ((length(speakers) <= 2000))
);

ALTER TABLE ONLY public.conferences FORCE ROW LEVEL SECURITY;

--
-- Name: contacts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contacts (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    person_id uuid NOT NULL,
    conference_id uuid NOT NULL,
    way text NOT NULL,
    address bytea NOT NULL,
    address_mac bytea NOT NULL,
    reminders boolean NOT NULL,
    follow_up boolean NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stop_key uuid DEFAULT gen_random_uuid() NOT NULL,
    stopped_at timestamp with time zone,
    CONSTRAINT contacts_address_mac_check CHECK ((length(address_mac) = 32)),
    CONSTRAINT contacts_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'phone'::text, 'letter'::text])))
);

ALTER TABLE ONLY public.contacts FORCE ROW LEVEL SECURITY;

--
-- Name: departed_ballots; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.departed_ballots (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    poll_id uuid NOT NULL,
    ballots integer DEFAULT 1 NOT NULL,
    CONSTRAINT departed_ballots_ballots_check CHECK ((ballots > 0))
);

ALTER TABLE ONLY public.departed_ballots FORCE ROW LEVEL SECURITY;

--
-- Name: departed_choices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.departed_choices (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    poll_id uuid NOT NULL,
    recommendation_id uuid NOT NULL,
    choice text NOT NULL,
    choices integer DEFAULT 1 NOT NULL,
    CONSTRAINT departed_choices_choice_check CHECK ((choice = ANY (ARRAY['yes'::text, 'no'::text, 'abstain'::text]))),
    CONSTRAINT departed_choices_choices_check CHECK ((choices > 0))
);

ALTER TABLE ONLY public.departed_choices FORCE ROW LEVEL SECURITY;

--
-- Name: departed_needs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.departed_needs (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    conference_id uuid NOT NULL,
    need text NOT NULL,
    people integer NOT NULL,
    CONSTRAINT departed_needs_need_check CHECK ((need ~ '^[a-z_]{1,30}(:[a-z_-]{1,20})?$'::text)),
    CONSTRAINT departed_needs_people_check CHECK ((people >= 0))
);

ALTER TABLE ONLY public.departed_needs FORCE ROW LEVEL SECURITY;

--
-- Name: departed_registrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.departed_registrations (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    conference_id uuid NOT NULL,
    registered integer DEFAULT 0 NOT NULL,
    arrived integer DEFAULT 0 NOT NULL,
    CONSTRAINT departed_registrations_arrived_check CHECK ((arrived >= 0)),
    CONSTRAINT departed_registrations_registered_check CHECK ((registered >= 0))
);

ALTER TABLE ONLY public.departed_registrations FORCE ROW LEVEL SECURITY;

--
-- Name: desk_entries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.desk_entries (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid NOT NULL,
    conference_id uuid NOT NULL,
    kind text NOT NULL,
    registration_id uuid,
    number integer,
    stood text,
    outcome text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by uuid DEFAULT public.current_person(),
    undone_at timestamp with time zone,
    settled_at timestamp with time zone,
    CONSTRAINT desk_entries_kind_check CHECK ((kind = ANY (ARRAY['arrival'::text, 'walk_in'::text, 'card'::text, 'photo'::text, 'mistake'::text]))),
    CONSTRAINT desk_entries_outcome_check CHECK ((outcome ~ '^[a-z_]{1,30}$'::text)),
    CONSTRAINT desk_entries_stood_check CHECK ((stood = ANY (ARRAY['home'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY public.desk_entries FORCE ROW LEVEL SECURITY;

--
-- Name: discussion_tables; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.discussion_tables (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    number integer NOT NULL,
    topic jsonb NOT NULL,
    question jsonb DEFAULT '{}'::jsonb NOT NULL,
    languages text[] DEFAULT '{de}'::text[] NOT NULL,
    seats integer DEFAULT 8 NOT NULL,
    CONSTRAINT discussion_tables_number_check CHECK (((number >= 1) AND (number <= 99))),
    CONSTRAINT discussion_tables_seats_check CHECK (((seats >= 2) AND (seats <= 16)))
);

ALTER TABLE ONLY public.discussion_tables FORCE ROW LEVEL SECURITY;

--
-- Name: email_addresses; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.email_addresses (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    person_id uuid NOT NULL,
    address_mac bytea NOT NULL,
    address bytea NOT NULL,
    confirmed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT email_addresses_address_mac_check CHECK ((length(address_mac) = 32))
);

ALTER TABLE ONLY public.email_addresses FORCE ROW LEVEL SECURITY;

--
-- Name: email_requests; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.email_requests (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    browser_hash bytea NOT NULL,
    address_mac bytea NOT NULL,
    claimed_by uuid,
    claimed_address bytea,
    mail_id uuid,
    code_mac bytea,
    link_hash bytea,
    failures integer DEFAULT 0 NOT NULL,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    mailed_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT email_requests_address_mac_check CHECK ((length(address_mac) = 32)),
    CONSTRAINT email_requests_browser_hash_check CHECK ((length(browser_hash) = 32)),
    CONSTRAINT email_requests_check CHECK (((claimed_by IS NULL) = (claimed_address IS NULL))),
    CONSTRAINT email_requests_code_mac_check CHECK ((length(code_mac) = 32)),
    CONSTRAINT email_requests_link_hash_check CHECK ((length(link_hash) = 32))
);

ALTER TABLE ONLY public.email_requests FORCE ROW LEVEL SECURITY;

--
-- Name: identity_providers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.identity_providers (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    client_secret bytea,
    name text NOT NULL,
    approved_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT identity_providers_client_id_check CHECK (((length(client_id) >= 1) AND (length(client_id) <= 300))),
    CONSTRAINT identity_providers_issuer_check CHECK ((length(issuer) <= 500)),
    CONSTRAINT identity_providers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);

ALTER TABLE ONLY public.identity_providers FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE identity_providers; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.identity_providers IS 'entered by the operator alone';

--
-- Name: jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.jobs (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    kind text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    given_up_at timestamp with time zone,
    CONSTRAINT jobs_kind_check CHECK ((kind ~ '^[a-z][a-z-]{1,40}$'::text)),
    CONSTRAINT jobs_last_error_check CHECK ((length(last_error) <= 300)),
    CONSTRAINT jobs_subject_check CHECK ((length(subject) <= 100))
);

ALTER TABLE ONLY public.jobs FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE jobs; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.jobs IS 'deleted when done, daily ones put off to the next night; what stays with given_up_at set is a dead letter';

--
-- Name: mails; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mails (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    person_id uuid,
    letter bytea NOT NULL,
    recipient bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    kept_at timestamp with time zone
);

ALTER TABLE ONLY public.mails FORCE ROW LEVEL SECURITY;

--
-- Name: messages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.messages (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    occasion text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    handled_at timestamp with time zone,
    mail_id uuid,
    handled_by uuid,
    CONSTRAINT messages_kind_check CHECK ((kind = ANY (ARRAY['registered'::text, 'seat'::text, 'offer'::text, 'lapsed'::text, 'reminder'::text, 'cancelled'::text, 'moved'::text, 'news'::text]))),
    CONSTRAINT messages_occasion_check CHECK ((length(occasion) <= 60))
);

ALTER TABLE ONLY public.messages FORCE ROW LEVEL SECURITY;

--
-- Name: note_releases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.note_releases (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    note_id uuid NOT NULL,
    released_at timestamp with time zone DEFAULT now() NOT NULL,
    released_by uuid DEFAULT public.current_person()
);

ALTER TABLE ONLY public.note_releases FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE note_releases; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.note_releases IS 'a person let this sentence out of the table, onto the wall and into the public';

--
-- Name: notes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notes (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    conference_id uuid NOT NULL,
    table_id uuid NOT NULL,
    round_id uuid,
    "position" integer NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    language text DEFAULT 'de'::text NOT NULL,
    submission_key uuid NOT NULL,
    CONSTRAINT notes_body_check CHECK (((length(body) >= 1) AND (length(body) <= 2000))),
    CONSTRAINT notes_kind_check CHECK ((kind = ANY (ARRAY['idea'::text, 'problem'::text, 'quote'::text, 'question'::text])))
);

ALTER TABLE ONLY public.notes FORCE ROW LEVEL SECURITY;

--
-- Name: open_ballots; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.open_ballots (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    poll_id uuid NOT NULL,
    person_id uuid NOT NULL
);

ALTER TABLE ONLY public.open_ballots FORCE ROW LEVEL SECURITY;

--
-- Name: open_choices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.open_choices (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    poll_id uuid NOT NULL,
    person_id uuid NOT NULL,
    recommendation_id uuid NOT NULL,
    choice text NOT NULL,
    CONSTRAINT open_choices_choice_check CHECK ((choice = ANY (ARRAY['yes'::text, 'no'::text, 'abstain'::text])))
);

ALTER TABLE ONLY public.open_choices FORCE ROW LEVEL SECURITY;

--
-- Name: participation_rules; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.participation_rules (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    minimum_age integer NOT NULL,
    lives boolean NOT NULL,
    works boolean NOT NULL,
    learns boolean NOT NULL,
    CONSTRAINT participation_rules_check CHECK ((lives OR works OR learns)),
    CONSTRAINT participation_rules_minimum_age_check CHECK (((minimum_age >= 6) AND (minimum_age <= 18)))
);

ALTER TABLE ONLY public.participation_rules FORCE ROW LEVEL SECURITY;

--
-- Name: passkeys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.passkeys (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    person_id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    algorithm smallint NOT NULL,
    sign_count bigint DEFAULT 0 NOT NULL,
    is_synced boolean NOT NULL,
    device text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT passkeys_algorithm_check CHECK ((algorithm = ANY (ARRAY['-7'::integer, '-257'::integer]))),
    CONSTRAINT passkeys_credential_id_check CHECK (((length(credential_id) >= 1) AND (length(credential_id) <= 1023))),
    CONSTRAINT passkeys_device_check CHECK ((length(device) <= 60)),
    CONSTRAINT passkeys_public_key_check CHECK ((length(public_key) <= 2000)),
    CONSTRAINT passkeys_sign_count_check CHECK ((sign_count >= 0))
);

ALTER TABLE ONLY public.passkeys FORCE ROW LEVEL SECURITY;

--
-- Name: people; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    name text NOT NULL,
    language text DEFAULT 'de'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_on date DEFAULT CURRENT_DATE NOT NULL,
    CONSTRAINT people_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY public.people FORCE ROW LEVEL SECURITY;

--
-- Name: poll_closings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.poll_closings (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    poll_id uuid NOT NULL,
    closed_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_by uuid DEFAULT public.current_person()
);

ALTER TABLE ONLY public.poll_closings FORCE ROW LEVEL SECURITY;

--
-- Name: poll_openings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.poll_openings (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    poll_id uuid NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    opened_by uuid DEFAULT public.current_person()
);

ALTER TABLE ONLY public.poll_openings FORCE ROW LEVEL SECURITY;

--
-- Name: poll_questions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.poll_questions (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    poll_id uuid NOT NULL,
    recommendation_id uuid NOT NULL,
    "position" integer NOT NULL
);

ALTER TABLE ONLY public.poll_questions FORCE ROW LEVEL SECURITY;

--
-- Name: polls; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.polls (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    title jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT public.current_person(),
    submission_key uuid
);

ALTER TABLE ONLY public.polls FORCE ROW LEVEL SECURITY;

--
-- Name: programme_items; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.programme_items (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    conference_id uuid NOT NULL,
    "position" integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    title jsonb NOT NULL
);

ALTER TABLE ONLY public.programme_items FORCE ROW LEVEL SECURITY;

--
-- Name: provider_accounts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.provider_accounts (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    provider_id uuid NOT NULL,
    subject_mac bytea NOT NULL,
    person_id uuid NOT NULL,
    roles text[] DEFAULT '{}'::text[] NOT NULL,
    linked_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT provider_accounts_subject_mac_check CHECK ((length(subject_mac) = 32))
);

ALTER TABLE ONLY public.provider_accounts FORCE ROW LEVEL SECURITY;

--
-- Name: provider_rules; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.provider_rules (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    provider_id uuid NOT NULL,
    claim text NOT NULL,
    value text NOT NULL,
    role text NOT NULL,
    CONSTRAINT provider_rules_claim_check CHECK (((length(claim) >= 1) AND (length(claim) <= 100))),
    CONSTRAINT provider_rules_role_check CHECK ((role = ANY (ARRAY['table_host'::text, 'moderator'::text, 'interpreter'::text, 'desk'::text, 'council_member'::text, 'chair'::text, 'council_office'::text, 'tenant_admin'::text]))),
    CONSTRAINT provider_rules_value_check CHECK (((length(value) >= 1) AND (length(value) <= 200)))
);

ALTER TABLE ONLY public.provider_rules FORCE ROW LEVEL SECURITY;

--
-- Name: recommendation_event_withdrawals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recommendation_event_withdrawals (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    event_id uuid NOT NULL,
    reason text NOT NULL,
    withdrawn_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_by uuid DEFAULT public.current_person(),
    CONSTRAINT recommendation_event_withdrawals_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);

ALTER TABLE ONLY public.recommendation_event_withdrawals FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE recommendation_event_withdrawals; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.recommendation_event_withdrawals IS 'entries of the chain that were mistakes; shown as corrected, append-only by grant';

--
-- Name: recommendation_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recommendation_events (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    recommendation_id uuid NOT NULL,
    kind text NOT NULL,
    happened_on date NOT NULL,
    facts jsonb NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by uuid DEFAULT public.current_person(),
    CONSTRAINT recommendation_events_kind_check CHECK ((kind = ANY (ARRAY['drafted'::text, 'voted'::text, 'decided'::text, 'submitted'::text, 'numbered'::text, 'deliberated'::text, 'answered'::text, 'implemented'::text])))
);

ALTER TABLE ONLY public.recommendation_events FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE recommendation_events; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.recommendation_events IS 'the chain everybody can follow; append-only by grant, mistakes are taken back by a row beside them';

--
-- Name: recommendation_releases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recommendation_releases (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    recommendation_id uuid NOT NULL,
    released_at timestamp with time zone DEFAULT now() NOT NULL,
    released_by uuid DEFAULT public.current_person()
);

ALTER TABLE ONLY public.recommendation_releases FORCE ROW LEVEL SECURITY;

--
-- Name: recommendation_sources; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recommendation_sources (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    recommendation_id uuid NOT NULL,
    note_id uuid NOT NULL
);

ALTER TABLE ONLY public.recommendation_sources FORCE ROW LEVEL SECURITY;

--
-- Name: recommendations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recommendations (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    table_id uuid,
    "position" integer NOT NULL,
    number text,
    title jsonb NOT NULL,
    body jsonb DEFAULT '{}'::jsonb NOT NULL,
    submission_key uuid NOT NULL,
    CONSTRAINT recommendations_number_check CHECK (((length(number) >= 1) AND (length(number) <= 40)))
);

ALTER TABLE ONLY public.recommendations FORCE ROW LEVEL SECURITY;

--
-- Name: recovery_codes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recovery_codes (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    code_mac bytea NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT recovery_codes_code_mac_check CHECK ((length(code_mac) = 32))
);

ALTER TABLE ONLY public.recovery_codes FORCE ROW LEVEL SECURITY;

--
-- Name: registration_cancellations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registration_cancellations (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    registration_id uuid NOT NULL,
    cancelled_at timestamp with time zone DEFAULT now() NOT NULL,
    reason text DEFAULT 'guest'::text NOT NULL,
    CONSTRAINT registration_cancellations_reason_check CHECK ((reason = ANY (ARRAY['guest'::text, 'office'::text, 'lapsed'::text])))
);

ALTER TABLE ONLY public.registration_cancellations FORCE ROW LEVEL SECURITY;

--
-- Name: registration_needs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registration_needs (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    registration_id uuid NOT NULL,
    interpreter text,
    sign_language boolean DEFAULT false NOT NULL,
    step_free boolean DEFAULT false NOT NULL,
    children integer DEFAULT 0 NOT NULL,
    food text,
    photo_consent boolean DEFAULT false NOT NULL,
    remark text,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT registration_needs_children_check CHECK (((children >= 0) AND (children <= 12))),
    CONSTRAINT registration_needs_food_check CHECK ((food = ANY (ARRAY['vegetarian'::text, 'vegan'::text, 'halal'::text]))),
    CONSTRAINT registration_needs_remark_check CHECK ((length(remark) <= 500))
);

ALTER TABLE ONLY public.registration_needs FORCE ROW LEVEL SECURITY;

--
-- Name: registrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registrations (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    person_id uuid NOT NULL,
    standing text NOT NULL,
    channel text NOT NULL,
    reference text NOT NULL,
    submission_key uuid NOT NULL,
    registered_at timestamp with time zone DEFAULT now() NOT NULL,
    place integer NOT NULL,
    party_id uuid NOT NULL,
    offered_until timestamp with time zone,
    CONSTRAINT registrations_channel_check CHECK ((channel = ANY (ARRAY['online'::text, 'desk'::text, 'phone'::text, 'paper'::text]))),
    CONSTRAINT registrations_check CHECK (((standing = 'offered'::text) = (offered_until IS NOT NULL))),
    CONSTRAINT registrations_place_check CHECK ((place > 0)),
    CONSTRAINT registrations_reference_check CHECK (((length(reference) >= 10) AND (length(reference) <= 40))),
    CONSTRAINT registrations_standing_check CHECK ((standing = ANY (ARRAY['confirmed'::text, 'offered'::text, 'waiting'::text])))
);

ALTER TABLE ONLY public.registrations FORCE ROW LEVEL SECURITY;

--
-- Name: result_releases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.result_releases (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    poll_id uuid NOT NULL,
    released_at timestamp with time zone DEFAULT now() NOT NULL,
    released_by uuid DEFAULT public.current_person()
);

ALTER TABLE ONLY public.result_releases FORCE ROW LEVEL SECURITY;

--
-- Name: retention_periods; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.retention_periods (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    kind text NOT NULL,
    days integer NOT NULL,
    CONSTRAINT retention_periods_days_check CHECK (((days >= 0) AND (days <= 36500))),
    CONSTRAINT retention_periods_kind_check CHECK ((kind ~ '^[a-z-]{1,40}$'::text))
);

ALTER TABLE ONLY public.retention_periods FORCE ROW LEVEL SECURITY;

--
-- Name: role_grants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.role_grants (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    granted_by uuid,
    CONSTRAINT role_grants_role_check CHECK ((role = ANY (ARRAY['participant'::text, 'table_host'::text, 'moderator'::text, 'interpreter'::text, 'desk'::text, 'council_member'::text, 'chair'::text, 'council_office'::text, 'tenant_admin'::text])))
);

ALTER TABLE ONLY public.role_grants FORCE ROW LEVEL SECURITY;

--
-- Name: round_closings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_closings (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    round_id uuid NOT NULL,
    closed_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_by uuid DEFAULT public.current_person()
);

ALTER TABLE ONLY public.round_closings FORCE ROW LEVEL SECURITY;

--
-- Name: round_openings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_openings (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    round_id uuid NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    opened_by uuid DEFAULT public.current_person()
);

ALTER TABLE ONLY public.round_openings FORCE ROW LEVEL SECURITY;

--
-- Name: rounds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rounds (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    conference_id uuid NOT NULL,
    number integer NOT NULL,
    title jsonb DEFAULT '{}'::jsonb NOT NULL,
    question jsonb DEFAULT '{}'::jsonb NOT NULL,
    minutes integer DEFAULT 20 NOT NULL,
    CONSTRAINT rounds_minutes_check CHECK (((minutes >= 1) AND (minutes <= 240))),
    CONSTRAINT rounds_number_check CHECK (((number >= 1) AND (number <= 20)))
);

ALTER TABLE ONLY public.rounds FORCE ROW LEVEL SECURITY;

--
-- Name: search_documents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.search_documents (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    place text NOT NULL,
    title jsonb NOT NULL,
    body jsonb NOT NULL,
    terms text DEFAULT ''::text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    content text GENERATED ALWAYS AS (((((public.every_language(title) || '
'::text) || terms) || '
'::text) || public.every_language(body))) STORED NOT NULL,
    words tsvector GENERATED ALWAYS AS (((setweight(to_tsvector('german'::regconfig, public.every_language(title)), 'A'::"char") || setweight(to_tsvector('german'::regconfig, terms), 'A'::"char")) || setweight(to_tsvector('german'::regconfig, public.every_language(body)), 'C'::"char"))) STORED NOT NULL,
    CONSTRAINT search_documents_kind_check CHECK ((kind = ANY (ARRAY['conference'::text, 'recommendation'::text])))
);

ALTER TABLE ONLY public.search_documents FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE search_documents; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.search_documents IS 'what is public, as it is searched; written by triggers, never by hand';

--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    token_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    card_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    id uuid DEFAULT public.new_id() NOT NULL,
    device text,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    household_id uuid,
    proof text,
    CONSTRAINT sessions_device_check CHECK ((length(device) <= 60)),
    CONSTRAINT sessions_proof_check CHECK ((proof = ANY (ARRAY['card'::text, 'link'::text, 'email'::text, 'passkey'::text, 'recovery'::text, 'provider'::text]))),
    CONSTRAINT sessions_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY public.sessions FORCE ROW LEVEL SECURITY;

--
-- Name: signin_failures; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signin_failures (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    minute timestamp with time zone NOT NULL,
    failures integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.signin_failures FORCE ROW LEVEL SECURITY;

--
-- Name: signin_links; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signin_links (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    secret_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT signin_links_secret_hash_check CHECK ((length(secret_hash) = 32))
);

ALTER TABLE ONLY public.signin_links FORCE ROW LEVEL SECURITY;

--
-- Name: spent_challenges; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.spent_challenges (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    challenge_hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT spent_challenges_challenge_hash_check CHECK ((length(challenge_hash) = 32))
);

ALTER TABLE ONLY public.spent_challenges FORCE ROW LEVEL SECURITY;

--
-- Name: table_hosts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.table_hosts (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    table_id uuid NOT NULL,
    person_id uuid NOT NULL
);

ALTER TABLE ONLY public.table_hosts FORCE ROW LEVEL SECURITY;

--
-- Name: table_seats; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.table_seats (
    tenant_id uuid DEFAULT public.current_tenant() NOT NULL,
    conference_id uuid NOT NULL,
    person_id uuid NOT NULL,
    table_id uuid NOT NULL
);

ALTER TABLE ONLY public.table_seats FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE table_seats; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.table_seats IS 'who sits where: one table for each person and conference';

--
-- Name: tenant_hosts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tenant_hosts (
    host text NOT NULL,
    tenant_id uuid NOT NULL,
    CONSTRAINT tenant_hosts_host_check CHECK (((host = lower(host)) AND (host !~ ':'::text)))
);

--
-- Name: TABLE tenant_hosts; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.tenant_hosts IS 'which host names answer for which council';

--
-- Name: tenants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tenants (
    id uuid DEFAULT public.new_id() NOT NULL,
    slug text NOT NULL,
    origin text NOT NULL,
    name jsonb NOT NULL,
    district jsonb NOT NULL,
    claim jsonb DEFAULT '{}'::jsonb NOT NULL,
    about jsonb DEFAULT '{}'::jsonb NOT NULL,
    imprint jsonb DEFAULT '{}'::jsonb NOT NULL,
    words jsonb DEFAULT '{}'::jsonb NOT NULL,
    hue integer DEFAULT 205 NOT NULL,
    languages text[] DEFAULT '{de}'::text[] NOT NULL,
    is_demonstration boolean DEFAULT false NOT NULL,
    suspended_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    offers_accounts boolean DEFAULT false NOT NULL,
    CONSTRAINT tenants_hue_check CHECK (((hue >= 0) AND (hue <= 359))),
    CONSTRAINT tenants_languages_check CHECK ((languages @> '{de}'::text[])),
    CONSTRAINT tenants_origin_check CHECK ((origin ~ '^https?://[a-z0-9.-]+(:[0-9]+)?$'::text)),
    CONSTRAINT tenants_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{1,30}$'::text))
);

--
-- Name: TABLE tenants; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.tenants IS 'the hosting bodies; a register without content';

--
-- Name: applied_files applied_files_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.applied_files
    ADD CONSTRAINT applied_files_pkey PRIMARY KEY (name);

--
-- Name: audit_events audit_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: audit_seals audit_seals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_seals
    ADD CONSTRAINT audit_seals_pkey PRIMARY KEY (tenant_id, number);

--
-- Name: blank_cards blank_cards_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.blank_cards
    ADD CONSTRAINT blank_cards_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: blank_cards blank_cards_tenant_id_conference_id_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.blank_cards
    ADD CONSTRAINT blank_cards_tenant_id_conference_id_number_key UNIQUE (tenant_id, conference_id, number);

--
-- Name: card_withdrawals card_withdrawals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_withdrawals
    ADD CONSTRAINT card_withdrawals_pkey PRIMARY KEY (tenant_id, card_id);

--
-- Name: cards cards_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cards
    ADD CONSTRAINT cards_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: cards cards_tenant_id_secret_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cards
    ADD CONSTRAINT cards_tenant_id_secret_hash_key UNIQUE (tenant_id, secret_hash);

--
-- Name: check_ins check_ins_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.check_ins
    ADD CONSTRAINT check_ins_pkey PRIMARY KEY (tenant_id, registration_id);

--
-- Name: checklist_items checklist_items_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checklist_items
    ADD CONSTRAINT checklist_items_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: checklist_items checklist_items_tenant_id_conference_id_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checklist_items
    ADD CONSTRAINT checklist_items_tenant_id_conference_id_key_key UNIQUE (tenant_id, conference_id, key);

--
-- Name: conference_notices conference_notices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_notices
    ADD CONSTRAINT conference_notices_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: conference_notices conference_notices_tenant_id_submission_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_notices
    ADD CONSTRAINT conference_notices_tenant_id_submission_key_key UNIQUE (tenant_id, submission_key);

--
-- Name: conference_offers conference_offers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_offers
    ADD CONSTRAINT conference_offers_pkey PRIMARY KEY (tenant_id, conference_id, "position");

--
-- Name: conference_steps conference_steps_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_steps
    ADD CONSTRAINT conference_steps_pkey PRIMARY KEY (tenant_id, conference_id, step);

--
-- Name: conferences conferences_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conferences
    ADD CONSTRAINT conferences_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: conferences conferences_tenant_id_slug_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conferences
    ADD CONSTRAINT conferences_tenant_id_slug_key UNIQUE (tenant_id, slug);

--
-- Name: contacts contacts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_pkey PRIMARY KEY (tenant_id, person_id);

--
-- Name: contacts contacts_tenant_id_stop_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_tenant_id_stop_key_key UNIQUE (tenant_id, stop_key);

--
-- Name: departed_ballots departed_ballots_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_ballots
    ADD CONSTRAINT departed_ballots_pkey PRIMARY KEY (tenant_id, poll_id);

--
-- Name: departed_choices departed_choices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_choices
    ADD CONSTRAINT departed_choices_pkey PRIMARY KEY (tenant_id, poll_id, recommendation_id, choice);

--
-- Name: departed_needs departed_needs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_needs
    ADD CONSTRAINT departed_needs_pkey PRIMARY KEY (tenant_id, conference_id, need);

--
-- Name: departed_registrations departed_registrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_registrations
    ADD CONSTRAINT departed_registrations_pkey PRIMARY KEY (tenant_id, conference_id);

--
-- Name: desk_entries desk_entries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_entries
    ADD CONSTRAINT desk_entries_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: discussion_tables discussion_tables_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.discussion_tables
    ADD CONSTRAINT discussion_tables_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: discussion_tables discussion_tables_tenant_id_conference_id_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.discussion_tables
    ADD CONSTRAINT discussion_tables_tenant_id_conference_id_number_key UNIQUE (tenant_id, conference_id, number);

--
-- Name: email_addresses email_addresses_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_addresses
    ADD CONSTRAINT email_addresses_pkey PRIMARY KEY (tenant_id, person_id);

--
-- Name: email_addresses email_addresses_tenant_id_address_mac_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_addresses
    ADD CONSTRAINT email_addresses_tenant_id_address_mac_key UNIQUE (tenant_id, address_mac);

--
-- Name: email_requests email_requests_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_requests
    ADD CONSTRAINT email_requests_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: email_requests email_requests_tenant_id_browser_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_requests
    ADD CONSTRAINT email_requests_tenant_id_browser_hash_key UNIQUE (tenant_id, browser_hash);

--
-- Name: identity_providers identity_providers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_providers
    ADD CONSTRAINT identity_providers_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: identity_providers identity_providers_tenant_id_issuer_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_providers
    ADD CONSTRAINT identity_providers_tenant_id_issuer_key UNIQUE (tenant_id, issuer);

--
-- Name: jobs jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: jobs jobs_tenant_id_kind_subject_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_tenant_id_kind_subject_key UNIQUE (tenant_id, kind, subject);

--
-- Name: mails mails_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: messages messages_tenant_id_person_id_conference_id_kind_occasion_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_tenant_id_person_id_conference_id_kind_occasion_key UNIQUE (tenant_id, person_id, conference_id, kind, occasion);

--
-- Name: note_releases note_releases_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note_releases
    ADD CONSTRAINT note_releases_pkey PRIMARY KEY (tenant_id, note_id);

--
-- Name: notes notes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: notes notes_tenant_id_conference_id_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_tenant_id_conference_id_position_key UNIQUE (tenant_id, conference_id, "position");

--
-- Name: notes notes_tenant_id_submission_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_tenant_id_submission_key_key UNIQUE (tenant_id, submission_key);

--
-- Name: open_ballots open_ballots_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_ballots
    ADD CONSTRAINT open_ballots_pkey PRIMARY KEY (tenant_id, poll_id, person_id);

--
-- Name: open_choices open_choices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_choices
    ADD CONSTRAINT open_choices_pkey PRIMARY KEY (tenant_id, poll_id, person_id, recommendation_id);

--
-- Name: participation_rules participation_rules_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participation_rules
    ADD CONSTRAINT participation_rules_pkey PRIMARY KEY (tenant_id);

--
-- Name: passkeys passkeys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: passkeys passkeys_tenant_id_credential_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_tenant_id_credential_id_key UNIQUE (tenant_id, credential_id);

--
-- Name: people people_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: poll_closings poll_closings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_closings
    ADD CONSTRAINT poll_closings_pkey PRIMARY KEY (tenant_id, poll_id);

--
-- Name: poll_openings poll_openings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_openings
    ADD CONSTRAINT poll_openings_pkey PRIMARY KEY (tenant_id, poll_id);

--
-- Name: poll_questions poll_questions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_questions
    ADD CONSTRAINT poll_questions_pkey PRIMARY KEY (tenant_id, poll_id, recommendation_id);

--
-- Name: poll_questions poll_questions_tenant_id_poll_id_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_questions
    ADD CONSTRAINT poll_questions_tenant_id_poll_id_position_key UNIQUE (tenant_id, poll_id, "position");

--
-- Name: polls polls_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.polls
    ADD CONSTRAINT polls_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: programme_items programme_items_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.programme_items
    ADD CONSTRAINT programme_items_pkey PRIMARY KEY (tenant_id, conference_id, "position");

--
-- Name: provider_accounts provider_accounts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_accounts
    ADD CONSTRAINT provider_accounts_pkey PRIMARY KEY (tenant_id, provider_id, subject_mac);

--
-- Name: provider_accounts provider_accounts_tenant_id_provider_id_person_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_accounts
    ADD CONSTRAINT provider_accounts_tenant_id_provider_id_person_id_key UNIQUE (tenant_id, provider_id, person_id);

--
-- Name: provider_rules provider_rules_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_rules
    ADD CONSTRAINT provider_rules_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: provider_rules provider_rules_tenant_id_provider_id_claim_value_role_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_rules
    ADD CONSTRAINT provider_rules_tenant_id_provider_id_claim_value_role_key UNIQUE (tenant_id, provider_id, claim, value, role);

--
-- Name: recommendation_event_withdrawals recommendation_event_withdrawals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_event_withdrawals
    ADD CONSTRAINT recommendation_event_withdrawals_pkey PRIMARY KEY (tenant_id, event_id);

--
-- Name: recommendation_events recommendation_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_events
    ADD CONSTRAINT recommendation_events_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: recommendation_releases recommendation_releases_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_releases
    ADD CONSTRAINT recommendation_releases_pkey PRIMARY KEY (tenant_id, recommendation_id);

--
-- Name: recommendation_sources recommendation_sources_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_sources
    ADD CONSTRAINT recommendation_sources_pkey PRIMARY KEY (tenant_id, recommendation_id, note_id);

--
-- Name: recommendations recommendations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT recommendations_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: recommendations recommendations_tenant_id_conference_id_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT recommendations_tenant_id_conference_id_position_key UNIQUE (tenant_id, conference_id, "position");

--
-- Name: recommendations recommendations_tenant_id_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT recommendations_tenant_id_number_key UNIQUE (tenant_id, number);

--
-- Name: recommendations recommendations_tenant_id_submission_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT recommendations_tenant_id_submission_key_key UNIQUE (tenant_id, submission_key);

--
-- Name: recovery_codes recovery_codes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (tenant_id, code_mac);

--
-- Name: registration_cancellations registration_cancellations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registration_cancellations
    ADD CONSTRAINT registration_cancellations_pkey PRIMARY KEY (tenant_id, registration_id);

--
-- Name: registration_needs registration_needs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registration_needs
    ADD CONSTRAINT registration_needs_pkey PRIMARY KEY (tenant_id, registration_id);

--
-- Name: registrations registrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: registrations registrations_tenant_id_conference_id_person_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_tenant_id_conference_id_person_id_key UNIQUE (tenant_id, conference_id, person_id);

--
-- Name: registrations registrations_tenant_id_reference_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_tenant_id_reference_key UNIQUE (tenant_id, reference);

--
-- Name: registrations registrations_tenant_id_submission_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_tenant_id_submission_key_key UNIQUE (tenant_id, submission_key);

--
-- Name: result_releases result_releases_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_releases
    ADD CONSTRAINT result_releases_pkey PRIMARY KEY (tenant_id, poll_id);

--
-- Name: retention_periods retention_periods_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retention_periods
    ADD CONSTRAINT retention_periods_pkey PRIMARY KEY (tenant_id, kind);

--
-- Name: role_grants role_grants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grants
    ADD CONSTRAINT role_grants_pkey PRIMARY KEY (tenant_id, person_id, role);

--
-- Name: round_closings round_closings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_closings
    ADD CONSTRAINT round_closings_pkey PRIMARY KEY (tenant_id, round_id);

--
-- Name: round_openings round_openings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_openings
    ADD CONSTRAINT round_openings_pkey PRIMARY KEY (tenant_id, round_id);

--
-- Name: rounds rounds_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: rounds rounds_tenant_id_conference_id_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_tenant_id_conference_id_number_key UNIQUE (tenant_id, conference_id, number);

--
-- Name: search_documents search_documents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_documents
    ADD CONSTRAINT search_documents_pkey PRIMARY KEY (tenant_id, id);

--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (tenant_id, token_hash);

--
-- Name: signin_failures signin_failures_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signin_failures
    ADD CONSTRAINT signin_failures_pkey PRIMARY KEY (tenant_id, minute);

--
-- Name: signin_links signin_links_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signin_links
    ADD CONSTRAINT signin_links_pkey PRIMARY KEY (tenant_id, secret_hash);

--
-- Name: spent_challenges spent_challenges_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spent_challenges
    ADD CONSTRAINT spent_challenges_pkey PRIMARY KEY (tenant_id, challenge_hash);

--
-- Name: table_hosts table_hosts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_hosts
    ADD CONSTRAINT table_hosts_pkey PRIMARY KEY (tenant_id, table_id, person_id);

--
-- Name: table_seats table_seats_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_seats
    ADD CONSTRAINT table_seats_pkey PRIMARY KEY (tenant_id, conference_id, person_id);

--
-- Name: tenant_hosts tenant_hosts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenant_hosts
    ADD CONSTRAINT tenant_hosts_pkey PRIMARY KEY (host);

--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);

--
-- Name: tenants tenants_slug_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_slug_key UNIQUE (slug);

--
-- Name: audit_events_tenant_id_happened_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_events_tenant_id_happened_at_idx ON public.audit_events USING btree (tenant_id, happened_at);

--
-- Name: blank_cards_tenant_id_code_mac_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX blank_cards_tenant_id_code_mac_idx ON public.blank_cards USING btree (tenant_id, code_mac);

--
-- Name: blank_cards_tenant_id_printed_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX blank_cards_tenant_id_printed_by_idx ON public.blank_cards USING btree (tenant_id, printed_by);

--
-- Name: blank_cards_tenant_id_secret_hash_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX blank_cards_tenant_id_secret_hash_idx ON public.blank_cards USING btree (tenant_id, secret_hash);

--
-- Name: card_withdrawals_tenant_id_withdrawn_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX card_withdrawals_tenant_id_withdrawn_by_idx ON public.card_withdrawals USING btree (tenant_id, withdrawn_by);

--
-- Name: cards_tenant_id_code_mac_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cards_tenant_id_code_mac_idx ON public.cards USING btree (tenant_id, code_mac);

--
-- Name: cards_tenant_id_issued_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cards_tenant_id_issued_by_idx ON public.cards USING btree (tenant_id, issued_by);

--
-- Name: cards_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cards_tenant_id_person_id_idx ON public.cards USING btree (tenant_id, person_id);

--
-- Name: check_ins_tenant_id_recorded_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX check_ins_tenant_id_recorded_by_idx ON public.check_ins USING btree (tenant_id, recorded_by);

--
-- Name: checklist_items_tenant_id_conference_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX checklist_items_tenant_id_conference_id_idx ON public.checklist_items USING btree (tenant_id, conference_id);

--
-- Name: checklist_items_tenant_id_done_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX checklist_items_tenant_id_done_by_idx ON public.checklist_items USING btree (tenant_id, done_by);

--
-- Name: conference_notices_tenant_id_conference_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX conference_notices_tenant_id_conference_id_idx ON public.conference_notices USING btree (tenant_id, conference_id);

--
-- Name: conference_notices_tenant_id_made_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX conference_notices_tenant_id_made_by_idx ON public.conference_notices USING btree (tenant_id, made_by);

--
-- Name: conference_steps_tenant_id_taken_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX conference_steps_tenant_id_taken_by_idx ON public.conference_steps USING btree (tenant_id, taken_by);

--
-- Name: conferences_tenant_id_starts_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX conferences_tenant_id_starts_at_idx ON public.conferences USING btree (tenant_id, starts_at);

--
-- Name: conferences_tenant_id_submission_key_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX conferences_tenant_id_submission_key_idx ON public.conferences USING btree (tenant_id, submission_key);

--
-- Name: contacts_tenant_id_address_mac_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX contacts_tenant_id_address_mac_idx ON public.contacts USING btree (tenant_id, address_mac);

--
-- Name: contacts_tenant_id_conference_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX contacts_tenant_id_conference_id_idx ON public.contacts USING btree (tenant_id, conference_id);

--
-- Name: desk_entries_tenant_id_conference_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX desk_entries_tenant_id_conference_id_idx ON public.desk_entries USING btree (tenant_id, conference_id);

--
-- Name: desk_entries_tenant_id_recorded_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX desk_entries_tenant_id_recorded_by_idx ON public.desk_entries USING btree (tenant_id, recorded_by);

--
-- Name: desk_entries_tenant_id_registration_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX desk_entries_tenant_id_registration_id_idx ON public.desk_entries USING btree (tenant_id, registration_id);

--
-- Name: email_requests_tenant_id_address_mac_requested_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX email_requests_tenant_id_address_mac_requested_at_idx ON public.email_requests USING btree (tenant_id, address_mac, requested_at);

--
-- Name: email_requests_tenant_id_claimed_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX email_requests_tenant_id_claimed_by_idx ON public.email_requests USING btree (tenant_id, claimed_by);

--
-- Name: email_requests_tenant_id_mail_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX email_requests_tenant_id_mail_id_idx ON public.email_requests USING btree (tenant_id, mail_id);

--
-- Name: email_requests_tenant_id_requested_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX email_requests_tenant_id_requested_at_idx ON public.email_requests USING btree (tenant_id, requested_at);

--
-- Name: jobs_tenant_id_run_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX jobs_tenant_id_run_at_idx ON public.jobs USING btree (tenant_id, run_at) WHERE (given_up_at IS NULL);

--
-- Name: mails_tenant_id_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mails_tenant_id_expires_at_idx ON public.mails USING btree (tenant_id, expires_at);

--
-- Name: mails_tenant_id_kept_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mails_tenant_id_kept_at_idx ON public.mails USING btree (tenant_id, kept_at) WHERE (kept_at IS NOT NULL);

--
-- Name: mails_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mails_tenant_id_person_id_idx ON public.mails USING btree (tenant_id, person_id);

--
-- Name: messages_tenant_id_conference_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX messages_tenant_id_conference_id_idx ON public.messages USING btree (tenant_id, conference_id) WHERE (handled_at IS NULL);

--
-- Name: messages_tenant_id_handled_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX messages_tenant_id_handled_by_idx ON public.messages USING btree (tenant_id, handled_by);

--
-- Name: messages_tenant_id_mail_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX messages_tenant_id_mail_id_idx ON public.messages USING btree (tenant_id, mail_id);

--
-- Name: note_releases_tenant_id_released_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX note_releases_tenant_id_released_by_idx ON public.note_releases USING btree (tenant_id, released_by);

--
-- Name: notes_tenant_id_round_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notes_tenant_id_round_id_idx ON public.notes USING btree (tenant_id, round_id);

--
-- Name: notes_tenant_id_table_id_position_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notes_tenant_id_table_id_position_idx ON public.notes USING btree (tenant_id, table_id, "position");

--
-- Name: open_ballots_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX open_ballots_tenant_id_person_id_idx ON public.open_ballots USING btree (tenant_id, person_id);

--
-- Name: open_choices_tenant_id_poll_id_recommendation_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX open_choices_tenant_id_poll_id_recommendation_id_idx ON public.open_choices USING btree (tenant_id, poll_id, recommendation_id);

--
-- Name: passkeys_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX passkeys_tenant_id_person_id_idx ON public.passkeys USING btree (tenant_id, person_id);

--
-- Name: poll_closings_tenant_id_closed_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX poll_closings_tenant_id_closed_by_idx ON public.poll_closings USING btree (tenant_id, closed_by);

--
-- Name: poll_openings_tenant_id_opened_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX poll_openings_tenant_id_opened_by_idx ON public.poll_openings USING btree (tenant_id, opened_by);

--
-- Name: poll_questions_tenant_id_recommendation_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX poll_questions_tenant_id_recommendation_id_idx ON public.poll_questions USING btree (tenant_id, recommendation_id);

--
-- Name: polls_tenant_id_conference_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX polls_tenant_id_conference_id_idx ON public.polls USING btree (tenant_id, conference_id);

--
-- Name: polls_tenant_id_created_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX polls_tenant_id_created_by_idx ON public.polls USING btree (tenant_id, created_by);

--
-- Name: polls_tenant_id_submission_key_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX polls_tenant_id_submission_key_idx ON public.polls USING btree (tenant_id, submission_key);

--
-- Name: provider_accounts_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX provider_accounts_tenant_id_person_id_idx ON public.provider_accounts USING btree (tenant_id, person_id);

--
-- Name: recommendation_event_withdrawals_tenant_id_withdrawn_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recommendation_event_withdrawals_tenant_id_withdrawn_by_idx ON public.recommendation_event_withdrawals USING btree (tenant_id, withdrawn_by);

--
-- Name: recommendation_events_tenant_id_recommendation_id_happened__idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recommendation_events_tenant_id_recommendation_id_happened__idx ON public.recommendation_events USING btree (tenant_id, recommendation_id, happened_on, id);

--
-- Name: recommendation_releases_tenant_id_released_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recommendation_releases_tenant_id_released_by_idx ON public.recommendation_releases USING btree (tenant_id, released_by);

--
-- Name: recommendation_sources_tenant_id_note_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recommendation_sources_tenant_id_note_id_idx ON public.recommendation_sources USING btree (tenant_id, note_id);

--
-- Name: recommendations_tenant_id_table_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recommendations_tenant_id_table_id_idx ON public.recommendations USING btree (tenant_id, table_id);

--
-- Name: recovery_codes_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recovery_codes_tenant_id_person_id_idx ON public.recovery_codes USING btree (tenant_id, person_id);

--
-- Name: registrations_tenant_id_conference_id_place_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX registrations_tenant_id_conference_id_place_idx ON public.registrations USING btree (tenant_id, conference_id, place);

--
-- Name: registrations_tenant_id_party_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registrations_tenant_id_party_id_idx ON public.registrations USING btree (tenant_id, party_id);

--
-- Name: registrations_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registrations_tenant_id_person_id_idx ON public.registrations USING btree (tenant_id, person_id);

--
-- Name: result_releases_tenant_id_released_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX result_releases_tenant_id_released_by_idx ON public.result_releases USING btree (tenant_id, released_by);

--
-- Name: role_grants_tenant_id_granted_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX role_grants_tenant_id_granted_by_idx ON public.role_grants USING btree (tenant_id, granted_by);

--
-- Name: round_closings_tenant_id_closed_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_closings_tenant_id_closed_by_idx ON public.round_closings USING btree (tenant_id, closed_by);

--
-- Name: round_openings_tenant_id_opened_by_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_openings_tenant_id_opened_by_idx ON public.round_openings USING btree (tenant_id, opened_by);

--
-- Name: search_documents_tenant_id_content_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX search_documents_tenant_id_content_idx ON public.search_documents USING gin (tenant_id, content extensions.gin_trgm_ops);

--
-- Name: search_documents_tenant_id_words_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX search_documents_tenant_id_words_idx ON public.search_documents USING gin (tenant_id, words);

--
-- Name: sessions_tenant_id_card_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_tenant_id_card_id_idx ON public.sessions USING btree (tenant_id, card_id);

--
-- Name: sessions_tenant_id_household_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_tenant_id_household_id_idx ON public.sessions USING btree (tenant_id, household_id) WHERE (household_id IS NOT NULL);

--
-- Name: sessions_tenant_id_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX sessions_tenant_id_id_idx ON public.sessions USING btree (tenant_id, id);

--
-- Name: sessions_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_tenant_id_person_id_idx ON public.sessions USING btree (tenant_id, person_id);

--
-- Name: signin_links_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signin_links_tenant_id_person_id_idx ON public.signin_links USING btree (tenant_id, person_id);

--
-- Name: spent_challenges_tenant_id_expires_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX spent_challenges_tenant_id_expires_at_idx ON public.spent_challenges USING btree (tenant_id, expires_at);

--
-- Name: table_hosts_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX table_hosts_tenant_id_person_id_idx ON public.table_hosts USING btree (tenant_id, person_id);

--
-- Name: table_seats_tenant_id_person_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX table_seats_tenant_id_person_id_idx ON public.table_seats USING btree (tenant_id, person_id);

--
-- Name: table_seats_tenant_id_table_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX table_seats_tenant_id_table_id_idx ON public.table_seats USING btree (tenant_id, table_id);

--
-- Name: jobs announce; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER announce AFTER INSERT ON public.jobs FOR EACH STATEMENT EXECUTE FUNCTION public.announce_jobs();

--
-- Name: tenant_hosts announce; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON public.tenant_hosts FOR EACH STATEMENT EXECUTE FUNCTION public.announce_register();

--
-- Name: tenants announce; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER announce AFTER INSERT OR DELETE OR UPDATE ON public.tenants FOR EACH STATEMENT EXECUTE FUNCTION public.announce_register();

--
-- Name: conference_steps document; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER document AFTER INSERT OR DELETE ON public.conference_steps FOR EACH ROW EXECUTE FUNCTION public.write_document_of('conference', 'conference_id');

--
-- Name: conferences document; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER document AFTER INSERT OR DELETE OR UPDATE ON public.conferences FOR EACH ROW EXECUTE FUNCTION public.write_document_of('conference', 'id');

--
-- Name: recommendation_event_withdrawals document; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER document AFTER INSERT ON public.recommendation_event_withdrawals FOR EACH ROW EXECUTE FUNCTION public.write_document_of_withdrawal();

--
-- Name: recommendation_events document; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER document AFTER INSERT ON public.recommendation_events FOR EACH ROW EXECUTE FUNCTION public.write_document_of('recommendation', 'recommendation_id');

--
-- Name: recommendation_releases document; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER document AFTER INSERT OR DELETE ON public.recommendation_releases FOR EACH ROW EXECUTE FUNCTION public.write_document_of('recommendation', 'recommendation_id');

--
-- Name: recommendations document; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER document AFTER INSERT OR DELETE OR UPDATE ON public.recommendations FOR EACH ROW EXECUTE FUNCTION public.write_document_of('recommendation', 'id');

--
-- Name: conferences documents_of_recommendations; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER documents_of_recommendations AFTER UPDATE ON public.conferences FOR EACH ROW WHEN (((old.short_name IS DISTINCT FROM new.short_name) OR (old.starts_at IS DISTINCT FROM new.starts_at))) EXECUTE FUNCTION public.write_documents_of_recommendations();

--
-- Name: role_grants end_sessions; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER end_sessions AFTER INSERT OR DELETE ON public.role_grants FOR EACH ROW EXECUTE FUNCTION public.end_sessions_of_grantee();

--
-- Name: open_ballots keep_count; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_count BEFORE DELETE ON public.open_ballots FOR EACH ROW EXECUTE FUNCTION public.keep_count_of_ballot();

--
-- Name: registration_needs keep_count; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_count BEFORE DELETE ON public.registration_needs FOR EACH ROW EXECUTE FUNCTION public.keep_count_of_needs();

--
-- Name: registrations keep_count; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_count BEFORE DELETE ON public.registrations FOR EACH ROW EXECUTE FUNCTION public.keep_count_of_registration();

--
-- Name: registrations keep_needs; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_needs BEFORE DELETE ON public.registrations FOR EACH ROW EXECUTE FUNCTION public.keep_needs_of_registration();

--
-- Name: identity_providers note; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER note AFTER INSERT OR DELETE ON public.identity_providers FOR EACH ROW EXECUTE FUNCTION public.note_offered_accounts();

--
-- Name: check_ins note_seen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER note_seen AFTER INSERT OR UPDATE OF at_home ON public.check_ins FOR EACH ROW EXECUTE FUNCTION public.note_seen_guest();

--
-- Name: role_grants note_seen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER note_seen AFTER DELETE ON public.role_grants FOR EACH ROW EXECUTE FUNCTION public.note_seen_grantee();

--
-- Name: provider_accounts take_back; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER take_back AFTER DELETE ON public.provider_accounts FOR EACH ROW EXECUTE FUNCTION public.take_back_roles();

--
-- Name: audit_events audit_events_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: audit_seals audit_seals_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_seals
    ADD CONSTRAINT audit_seals_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: blank_cards blank_cards_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.blank_cards
    ADD CONSTRAINT blank_cards_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: blank_cards blank_cards_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.blank_cards
    ADD CONSTRAINT blank_cards_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: blank_cards blank_cards_tenant_id_printed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.blank_cards
    ADD CONSTRAINT blank_cards_tenant_id_printed_by_fkey FOREIGN KEY (tenant_id, printed_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (printed_by);

--
-- Name: card_withdrawals card_withdrawals_tenant_id_card_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_withdrawals
    ADD CONSTRAINT card_withdrawals_tenant_id_card_id_fkey FOREIGN KEY (tenant_id, card_id) REFERENCES public.cards(tenant_id, id) ON DELETE CASCADE;

--
-- Name: card_withdrawals card_withdrawals_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_withdrawals
    ADD CONSTRAINT card_withdrawals_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: card_withdrawals card_withdrawals_tenant_id_withdrawn_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.card_withdrawals
    ADD CONSTRAINT card_withdrawals_tenant_id_withdrawn_by_fkey FOREIGN KEY (tenant_id, withdrawn_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (withdrawn_by);

--
-- Name: cards cards_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cards
    ADD CONSTRAINT cards_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: cards cards_tenant_id_issued_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cards
    ADD CONSTRAINT cards_tenant_id_issued_by_fkey FOREIGN KEY (tenant_id, issued_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (issued_by);

--
-- Name: cards cards_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cards
    ADD CONSTRAINT cards_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: check_ins check_ins_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.check_ins
    ADD CONSTRAINT check_ins_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: check_ins check_ins_tenant_id_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.check_ins
    ADD CONSTRAINT check_ins_tenant_id_recorded_by_fkey FOREIGN KEY (tenant_id, recorded_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (recorded_by);

--
-- Name: check_ins check_ins_tenant_id_registration_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.check_ins
    ADD CONSTRAINT check_ins_tenant_id_registration_id_fkey FOREIGN KEY (tenant_id, registration_id) REFERENCES public.registrations(tenant_id, id) ON DELETE CASCADE;

--
-- Name: checklist_items checklist_items_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checklist_items
    ADD CONSTRAINT checklist_items_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: checklist_items checklist_items_tenant_id_done_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checklist_items
    ADD CONSTRAINT checklist_items_tenant_id_done_by_fkey FOREIGN KEY (tenant_id, done_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (done_by);

--
-- Name: checklist_items checklist_items_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checklist_items
    ADD CONSTRAINT checklist_items_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: conference_notices conference_notices_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_notices
    ADD CONSTRAINT conference_notices_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: conference_notices conference_notices_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_notices
    ADD CONSTRAINT conference_notices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: conference_notices conference_notices_tenant_id_made_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_notices
    ADD CONSTRAINT conference_notices_tenant_id_made_by_fkey FOREIGN KEY (tenant_id, made_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (made_by);

--
-- Name: conference_offers conference_offers_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_offers
    ADD CONSTRAINT conference_offers_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: conference_offers conference_offers_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_offers
    ADD CONSTRAINT conference_offers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: conference_steps conference_steps_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_steps
    ADD CONSTRAINT conference_steps_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: conference_steps conference_steps_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_steps
    ADD CONSTRAINT conference_steps_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: conference_steps conference_steps_tenant_id_taken_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conference_steps
    ADD CONSTRAINT conference_steps_tenant_id_taken_by_fkey FOREIGN KEY (tenant_id, taken_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (taken_by);

--
-- Name: conferences conferences_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conferences
    ADD CONSTRAINT conferences_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: contacts contacts_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: contacts contacts_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: contacts contacts_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: departed_ballots departed_ballots_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_ballots
    ADD CONSTRAINT departed_ballots_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: departed_ballots departed_ballots_tenant_id_poll_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_ballots
    ADD CONSTRAINT departed_ballots_tenant_id_poll_id_fkey FOREIGN KEY (tenant_id, poll_id) REFERENCES public.polls(tenant_id, id) ON DELETE CASCADE;

--
-- Name: departed_choices departed_choices_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_choices
    ADD CONSTRAINT departed_choices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: departed_choices departed_choices_tenant_id_poll_id_recommendation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_choices
    ADD CONSTRAINT departed_choices_tenant_id_poll_id_recommendation_id_fkey FOREIGN KEY (tenant_id, poll_id, recommendation_id) REFERENCES public.poll_questions(tenant_id, poll_id, recommendation_id) ON DELETE CASCADE;

--
-- Name: departed_needs departed_needs_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_needs
    ADD CONSTRAINT departed_needs_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: departed_needs departed_needs_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_needs
    ADD CONSTRAINT departed_needs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: departed_registrations departed_registrations_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_registrations
    ADD CONSTRAINT departed_registrations_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: departed_registrations departed_registrations_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.departed_registrations
    ADD CONSTRAINT departed_registrations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: desk_entries desk_entries_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_entries
    ADD CONSTRAINT desk_entries_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: desk_entries desk_entries_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_entries
    ADD CONSTRAINT desk_entries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: desk_entries desk_entries_tenant_id_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_entries
    ADD CONSTRAINT desk_entries_tenant_id_recorded_by_fkey FOREIGN KEY (tenant_id, recorded_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (recorded_by);

--
-- Name: desk_entries desk_entries_tenant_id_registration_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.desk_entries
    ADD CONSTRAINT desk_entries_tenant_id_registration_id_fkey FOREIGN KEY (tenant_id, registration_id) REFERENCES public.registrations(tenant_id, id) ON DELETE CASCADE;

--
-- Name: discussion_tables discussion_tables_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.discussion_tables
    ADD CONSTRAINT discussion_tables_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: discussion_tables discussion_tables_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.discussion_tables
    ADD CONSTRAINT discussion_tables_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: email_addresses email_addresses_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_addresses
    ADD CONSTRAINT email_addresses_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: email_addresses email_addresses_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_addresses
    ADD CONSTRAINT email_addresses_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: email_requests email_requests_tenant_id_claimed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_requests
    ADD CONSTRAINT email_requests_tenant_id_claimed_by_fkey FOREIGN KEY (tenant_id, claimed_by) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: email_requests email_requests_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_requests
    ADD CONSTRAINT email_requests_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: email_requests email_requests_tenant_id_mail_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.email_requests
    ADD CONSTRAINT email_requests_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES public.mails(tenant_id, id) ON DELETE SET NULL (mail_id);

--
-- Name: identity_providers identity_providers_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_providers
    ADD CONSTRAINT identity_providers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: jobs jobs_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: mails mails_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: mails mails_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: messages messages_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: messages messages_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: messages messages_tenant_id_handled_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_tenant_id_handled_by_fkey FOREIGN KEY (tenant_id, handled_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (handled_by);

--
-- Name: messages messages_tenant_id_mail_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES public.mails(tenant_id, id) ON DELETE SET NULL (mail_id);

--
-- Name: messages messages_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: note_releases note_releases_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note_releases
    ADD CONSTRAINT note_releases_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: note_releases note_releases_tenant_id_note_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note_releases
    ADD CONSTRAINT note_releases_tenant_id_note_id_fkey FOREIGN KEY (tenant_id, note_id) REFERENCES public.notes(tenant_id, id) ON DELETE CASCADE;

--
-- Name: note_releases note_releases_tenant_id_released_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note_releases
    ADD CONSTRAINT note_releases_tenant_id_released_by_fkey FOREIGN KEY (tenant_id, released_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (released_by);

--
-- Name: notes notes_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: notes notes_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: notes notes_tenant_id_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_tenant_id_round_id_fkey FOREIGN KEY (tenant_id, round_id) REFERENCES public.rounds(tenant_id, id) ON DELETE SET NULL (round_id);

--
-- Name: notes notes_tenant_id_table_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_tenant_id_table_id_fkey FOREIGN KEY (tenant_id, table_id) REFERENCES public.discussion_tables(tenant_id, id) ON DELETE CASCADE;

--
-- Name: open_ballots open_ballots_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_ballots
    ADD CONSTRAINT open_ballots_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: open_ballots open_ballots_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_ballots
    ADD CONSTRAINT open_ballots_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: open_ballots open_ballots_tenant_id_poll_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_ballots
    ADD CONSTRAINT open_ballots_tenant_id_poll_id_fkey FOREIGN KEY (tenant_id, poll_id) REFERENCES public.poll_openings(tenant_id, poll_id) ON DELETE CASCADE;

--
-- Name: open_choices open_choices_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_choices
    ADD CONSTRAINT open_choices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: open_choices open_choices_tenant_id_poll_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_choices
    ADD CONSTRAINT open_choices_tenant_id_poll_id_person_id_fkey FOREIGN KEY (tenant_id, poll_id, person_id) REFERENCES public.open_ballots(tenant_id, poll_id, person_id) ON DELETE CASCADE;

--
-- Name: open_choices open_choices_tenant_id_poll_id_recommendation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.open_choices
    ADD CONSTRAINT open_choices_tenant_id_poll_id_recommendation_id_fkey FOREIGN KEY (tenant_id, poll_id, recommendation_id) REFERENCES public.poll_questions(tenant_id, poll_id, recommendation_id) ON DELETE CASCADE;

--
-- Name: participation_rules participation_rules_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participation_rules
    ADD CONSTRAINT participation_rules_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: passkeys passkeys_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: passkeys passkeys_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: people people_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: poll_closings poll_closings_tenant_id_closed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_closings
    ADD CONSTRAINT poll_closings_tenant_id_closed_by_fkey FOREIGN KEY (tenant_id, closed_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (closed_by);

--
-- Name: poll_closings poll_closings_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_closings
    ADD CONSTRAINT poll_closings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: poll_closings poll_closings_tenant_id_poll_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_closings
    ADD CONSTRAINT poll_closings_tenant_id_poll_id_fkey FOREIGN KEY (tenant_id, poll_id) REFERENCES public.poll_openings(tenant_id, poll_id) ON DELETE CASCADE;

--
-- Name: poll_openings poll_openings_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_openings
    ADD CONSTRAINT poll_openings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: poll_openings poll_openings_tenant_id_opened_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_openings
    ADD CONSTRAINT poll_openings_tenant_id_opened_by_fkey FOREIGN KEY (tenant_id, opened_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (opened_by);

--
-- Name: poll_openings poll_openings_tenant_id_poll_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_openings
    ADD CONSTRAINT poll_openings_tenant_id_poll_id_fkey FOREIGN KEY (tenant_id, poll_id) REFERENCES public.polls(tenant_id, id) ON DELETE CASCADE;

--
-- Name: poll_questions poll_questions_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_questions
    ADD CONSTRAINT poll_questions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: poll_questions poll_questions_tenant_id_poll_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_questions
    ADD CONSTRAINT poll_questions_tenant_id_poll_id_fkey FOREIGN KEY (tenant_id, poll_id) REFERENCES public.polls(tenant_id, id) ON DELETE CASCADE;

--
-- Name: poll_questions poll_questions_tenant_id_recommendation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll_questions
    ADD CONSTRAINT poll_questions_tenant_id_recommendation_id_fkey FOREIGN KEY (tenant_id, recommendation_id) REFERENCES public.recommendations(tenant_id, id) ON DELETE CASCADE;

--
-- Name: polls polls_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.polls
    ADD CONSTRAINT polls_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: polls polls_tenant_id_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.polls
    ADD CONSTRAINT polls_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (created_by);

--
-- Name: polls polls_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.polls
    ADD CONSTRAINT polls_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: programme_items programme_items_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.programme_items
    ADD CONSTRAINT programme_items_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: programme_items programme_items_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.programme_items
    ADD CONSTRAINT programme_items_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: provider_accounts provider_accounts_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_accounts
    ADD CONSTRAINT provider_accounts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: provider_accounts provider_accounts_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_accounts
    ADD CONSTRAINT provider_accounts_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: provider_accounts provider_accounts_tenant_id_provider_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_accounts
    ADD CONSTRAINT provider_accounts_tenant_id_provider_id_fkey FOREIGN KEY (tenant_id, provider_id) REFERENCES public.identity_providers(tenant_id, id) ON DELETE CASCADE;

--
-- Name: provider_rules provider_rules_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_rules
    ADD CONSTRAINT provider_rules_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: provider_rules provider_rules_tenant_id_provider_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_rules
    ADD CONSTRAINT provider_rules_tenant_id_provider_id_fkey FOREIGN KEY (tenant_id, provider_id) REFERENCES public.identity_providers(tenant_id, id) ON DELETE CASCADE;

--
-- Name: recommendation_event_withdrawals recommendation_event_withdrawals_tenant_id_event_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_event_withdrawals
    ADD CONSTRAINT recommendation_event_withdrawals_tenant_id_event_id_fkey FOREIGN KEY (tenant_id, event_id) REFERENCES public.recommendation_events(tenant_id, id) ON DELETE CASCADE;

--
-- Name: recommendation_event_withdrawals recommendation_event_withdrawals_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_event_withdrawals
    ADD CONSTRAINT recommendation_event_withdrawals_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: recommendation_event_withdrawals recommendation_event_withdrawals_tenant_id_withdrawn_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_event_withdrawals
    ADD CONSTRAINT recommendation_event_withdrawals_tenant_id_withdrawn_by_fkey FOREIGN KEY (tenant_id, withdrawn_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (withdrawn_by);

--
-- Name: recommendation_events recommendation_events_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_events
    ADD CONSTRAINT recommendation_events_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: recommendation_events recommendation_events_tenant_id_recommendation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_events
    ADD CONSTRAINT recommendation_events_tenant_id_recommendation_id_fkey FOREIGN KEY (tenant_id, recommendation_id) REFERENCES public.recommendations(tenant_id, id) ON DELETE CASCADE;

--
-- Name: recommendation_releases recommendation_releases_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_releases
    ADD CONSTRAINT recommendation_releases_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: recommendation_releases recommendation_releases_tenant_id_recommendation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_releases
    ADD CONSTRAINT recommendation_releases_tenant_id_recommendation_id_fkey FOREIGN KEY (tenant_id, recommendation_id) REFERENCES public.recommendations(tenant_id, id) ON DELETE CASCADE;

--
-- Name: recommendation_releases recommendation_releases_tenant_id_released_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_releases
    ADD CONSTRAINT recommendation_releases_tenant_id_released_by_fkey FOREIGN KEY (tenant_id, released_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (released_by);

--
-- Name: recommendation_sources recommendation_sources_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_sources
    ADD CONSTRAINT recommendation_sources_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: recommendation_sources recommendation_sources_tenant_id_note_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_sources
    ADD CONSTRAINT recommendation_sources_tenant_id_note_id_fkey FOREIGN KEY (tenant_id, note_id) REFERENCES public.notes(tenant_id, id) ON DELETE CASCADE;

--
-- Name: recommendation_sources recommendation_sources_tenant_id_recommendation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendation_sources
    ADD CONSTRAINT recommendation_sources_tenant_id_recommendation_id_fkey FOREIGN KEY (tenant_id, recommendation_id) REFERENCES public.recommendations(tenant_id, id) ON DELETE CASCADE;

--
-- Name: recommendations recommendations_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT recommendations_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: recommendations recommendations_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT recommendations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: recommendations recommendations_tenant_id_table_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT recommendations_tenant_id_table_id_fkey FOREIGN KEY (tenant_id, table_id) REFERENCES public.discussion_tables(tenant_id, id) ON DELETE SET NULL (table_id);

--
-- Name: recovery_codes recovery_codes_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: recovery_codes recovery_codes_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: registration_cancellations registration_cancellations_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registration_cancellations
    ADD CONSTRAINT registration_cancellations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: registration_cancellations registration_cancellations_tenant_id_registration_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registration_cancellations
    ADD CONSTRAINT registration_cancellations_tenant_id_registration_id_fkey FOREIGN KEY (tenant_id, registration_id) REFERENCES public.registrations(tenant_id, id) ON DELETE CASCADE;

--
-- Name: registration_needs registration_needs_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registration_needs
    ADD CONSTRAINT registration_needs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: registration_needs registration_needs_tenant_id_registration_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registration_needs
    ADD CONSTRAINT registration_needs_tenant_id_registration_id_fkey FOREIGN KEY (tenant_id, registration_id) REFERENCES public.registrations(tenant_id, id) ON DELETE CASCADE;

--
-- Name: registrations registrations_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: registrations registrations_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: registrations registrations_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT registrations_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: result_releases result_releases_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_releases
    ADD CONSTRAINT result_releases_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: result_releases result_releases_tenant_id_poll_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_releases
    ADD CONSTRAINT result_releases_tenant_id_poll_id_fkey FOREIGN KEY (tenant_id, poll_id) REFERENCES public.poll_closings(tenant_id, poll_id) ON DELETE CASCADE;

--
-- Name: result_releases result_releases_tenant_id_released_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_releases
    ADD CONSTRAINT result_releases_tenant_id_released_by_fkey FOREIGN KEY (tenant_id, released_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (released_by);

--
-- Name: retention_periods retention_periods_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retention_periods
    ADD CONSTRAINT retention_periods_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: role_grants role_grants_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grants
    ADD CONSTRAINT role_grants_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: role_grants role_grants_tenant_id_granted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grants
    ADD CONSTRAINT role_grants_tenant_id_granted_by_fkey FOREIGN KEY (tenant_id, granted_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (granted_by);

--
-- Name: role_grants role_grants_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grants
    ADD CONSTRAINT role_grants_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: round_closings round_closings_tenant_id_closed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_closings
    ADD CONSTRAINT round_closings_tenant_id_closed_by_fkey FOREIGN KEY (tenant_id, closed_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (closed_by);

--
-- Name: round_closings round_closings_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_closings
    ADD CONSTRAINT round_closings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: round_closings round_closings_tenant_id_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_closings
    ADD CONSTRAINT round_closings_tenant_id_round_id_fkey FOREIGN KEY (tenant_id, round_id) REFERENCES public.round_openings(tenant_id, round_id) ON DELETE CASCADE;

--
-- Name: round_openings round_openings_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_openings
    ADD CONSTRAINT round_openings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: round_openings round_openings_tenant_id_opened_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_openings
    ADD CONSTRAINT round_openings_tenant_id_opened_by_fkey FOREIGN KEY (tenant_id, opened_by) REFERENCES public.people(tenant_id, id) ON DELETE SET NULL (opened_by);

--
-- Name: round_openings round_openings_tenant_id_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_openings
    ADD CONSTRAINT round_openings_tenant_id_round_id_fkey FOREIGN KEY (tenant_id, round_id) REFERENCES public.rounds(tenant_id, id) ON DELETE CASCADE;

--
-- Name: rounds rounds_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: rounds rounds_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: search_documents search_documents_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_documents
    ADD CONSTRAINT search_documents_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: sessions sessions_tenant_id_card_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_tenant_id_card_id_fkey FOREIGN KEY (tenant_id, card_id) REFERENCES public.cards(tenant_id, id) ON DELETE CASCADE;

--
-- Name: sessions sessions_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: sessions sessions_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: signin_failures signin_failures_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signin_failures
    ADD CONSTRAINT signin_failures_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: signin_links signin_links_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signin_links
    ADD CONSTRAINT signin_links_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: signin_links signin_links_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signin_links
    ADD CONSTRAINT signin_links_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: spent_challenges spent_challenges_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spent_challenges
    ADD CONSTRAINT spent_challenges_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: table_hosts table_hosts_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_hosts
    ADD CONSTRAINT table_hosts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: table_hosts table_hosts_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_hosts
    ADD CONSTRAINT table_hosts_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: table_hosts table_hosts_tenant_id_table_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_hosts
    ADD CONSTRAINT table_hosts_tenant_id_table_id_fkey FOREIGN KEY (tenant_id, table_id) REFERENCES public.discussion_tables(tenant_id, id) ON DELETE CASCADE;

--
-- Name: table_seats table_seats_tenant_id_conference_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_seats
    ADD CONSTRAINT table_seats_tenant_id_conference_id_fkey FOREIGN KEY (tenant_id, conference_id) REFERENCES public.conferences(tenant_id, id) ON DELETE CASCADE;

--
-- Name: table_seats table_seats_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_seats
    ADD CONSTRAINT table_seats_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id);

--
-- Name: table_seats table_seats_tenant_id_person_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_seats
    ADD CONSTRAINT table_seats_tenant_id_person_id_fkey FOREIGN KEY (tenant_id, person_id) REFERENCES public.people(tenant_id, id) ON DELETE CASCADE;

--
-- Name: table_seats table_seats_tenant_id_table_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.table_seats
    ADD CONSTRAINT table_seats_tenant_id_table_id_fkey FOREIGN KEY (tenant_id, table_id) REFERENCES public.discussion_tables(tenant_id, id) ON DELETE CASCADE;

--
-- Name: tenant_hosts tenant_hosts_tenant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenant_hosts
    ADD CONSTRAINT tenant_hosts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

--
-- Name: audit_events; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.audit_events ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_seals; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.audit_seals ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_events backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.audit_events FOR SELECT TO mitreden_backup USING (true);

--
-- Name: audit_seals backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.audit_seals FOR SELECT TO mitreden_backup USING (true);

--
-- Name: blank_cards backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.blank_cards FOR SELECT TO mitreden_backup USING (true);

--
-- Name: card_withdrawals backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.card_withdrawals FOR SELECT TO mitreden_backup USING (true);

--
-- Name: cards backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.cards FOR SELECT TO mitreden_backup USING (true);

--
-- Name: check_ins backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.check_ins FOR SELECT TO mitreden_backup USING (true);

--
-- Name: checklist_items backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.checklist_items FOR SELECT TO mitreden_backup USING (true);

--
-- Name: conference_notices backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.conference_notices FOR SELECT TO mitreden_backup USING (true);

--
-- Name: conference_offers backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.conference_offers FOR SELECT TO mitreden_backup USING (true);

--
-- Name: conference_steps backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.conference_steps FOR SELECT TO mitreden_backup USING (true);

--
-- Name: conferences backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.conferences FOR SELECT TO mitreden_backup USING (true);

--
-- Name: contacts backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.contacts FOR SELECT TO mitreden_backup USING (true);

--
-- Name: departed_ballots backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.departed_ballots FOR SELECT TO mitreden_backup USING (true);

--
-- Name: departed_choices backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.departed_choices FOR SELECT TO mitreden_backup USING (true);

--
-- Name: departed_needs backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.departed_needs FOR SELECT TO mitreden_backup USING (true);

--
-- Name: departed_registrations backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.departed_registrations FOR SELECT TO mitreden_backup USING (true);

--
-- Name: desk_entries backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.desk_entries FOR SELECT TO mitreden_backup USING (true);

--
-- Name: discussion_tables backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.discussion_tables FOR SELECT TO mitreden_backup USING (true);

--
-- Name: email_addresses backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.email_addresses FOR SELECT TO mitreden_backup USING (true);

--
-- Name: email_requests backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.email_requests FOR SELECT TO mitreden_backup USING (true);

--
-- Name: identity_providers backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.identity_providers FOR SELECT TO mitreden_backup USING (true);

--
-- Name: jobs backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.jobs FOR SELECT TO mitreden_backup USING (true);

--
-- Name: mails backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.mails FOR SELECT TO mitreden_backup USING (true);

--
-- Name: messages backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.messages FOR SELECT TO mitreden_backup USING (true);

--
-- Name: note_releases backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.note_releases FOR SELECT TO mitreden_backup USING (true);

--
-- Name: notes backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.notes FOR SELECT TO mitreden_backup USING (true);

--
-- Name: open_ballots backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.open_ballots FOR SELECT TO mitreden_backup USING (true);

--
-- Name: open_choices backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.open_choices FOR SELECT TO mitreden_backup USING (true);

--
-- Name: participation_rules backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.participation_rules FOR SELECT TO mitreden_backup USING (true);

--
-- Name: passkeys backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.passkeys FOR SELECT TO mitreden_backup USING (true);

--
-- Name: people backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.people FOR SELECT TO mitreden_backup USING (true);

--
-- Name: poll_closings backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.poll_closings FOR SELECT TO mitreden_backup USING (true);

--
-- Name: poll_openings backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.poll_openings FOR SELECT TO mitreden_backup USING (true);

--
-- Name: poll_questions backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.poll_questions FOR SELECT TO mitreden_backup USING (true);

--
-- Name: polls backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.polls FOR SELECT TO mitreden_backup USING (true);

--
-- Name: programme_items backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.programme_items FOR SELECT TO mitreden_backup USING (true);

--
-- Name: provider_accounts backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.provider_accounts FOR SELECT TO mitreden_backup USING (true);

--
-- Name: provider_rules backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.provider_rules FOR SELECT TO mitreden_backup USING (true);

--
-- Name: recommendation_event_withdrawals backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.recommendation_event_withdrawals FOR SELECT TO mitreden_backup USING (true);

--
-- Name: recommendation_events backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.recommendation_events FOR SELECT TO mitreden_backup USING (true);

--
-- Name: recommendation_releases backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.recommendation_releases FOR SELECT TO mitreden_backup USING (true);

--
-- Name: recommendation_sources backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.recommendation_sources FOR SELECT TO mitreden_backup USING (true);

--
-- Name: recommendations backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.recommendations FOR SELECT TO mitreden_backup USING (true);

--
-- Name: recovery_codes backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.recovery_codes FOR SELECT TO mitreden_backup USING (true);

--
-- Name: registration_cancellations backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.registration_cancellations FOR SELECT TO mitreden_backup USING (true);

--
-- Name: registration_needs backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.registration_needs FOR SELECT TO mitreden_backup USING (true);

--
-- Name: registrations backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.registrations FOR SELECT TO mitreden_backup USING (true);

--
-- Name: result_releases backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.result_releases FOR SELECT TO mitreden_backup USING (true);

--
-- Name: retention_periods backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.retention_periods FOR SELECT TO mitreden_backup USING (true);

--
-- Name: role_grants backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.role_grants FOR SELECT TO mitreden_backup USING (true);

--
-- Name: round_closings backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.round_closings FOR SELECT TO mitreden_backup USING (true);

--
-- Name: round_openings backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.round_openings FOR SELECT TO mitreden_backup USING (true);

--
-- Name: rounds backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.rounds FOR SELECT TO mitreden_backup USING (true);

--
-- Name: search_documents backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.search_documents FOR SELECT TO mitreden_backup USING (true);

--
-- Name: sessions backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.sessions FOR SELECT TO mitreden_backup USING (true);

--
-- Name: signin_failures backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.signin_failures FOR SELECT TO mitreden_backup USING (true);

--
-- Name: signin_links backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.signin_links FOR SELECT TO mitreden_backup USING (true);

--
-- Name: spent_challenges backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.spent_challenges FOR SELECT TO mitreden_backup USING (true);

--
-- Name: table_hosts backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.table_hosts FOR SELECT TO mitreden_backup USING (true);

--
-- Name: table_seats backup; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY backup ON public.table_seats FOR SELECT TO mitreden_backup USING (true);

--
-- Name: blank_cards; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.blank_cards ENABLE ROW LEVEL SECURITY;

--
-- Name: card_withdrawals; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.card_withdrawals ENABLE ROW LEVEL SECURITY;

--
-- Name: cards; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.cards ENABLE ROW LEVEL SECURITY;

--
-- Name: check_ins; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.check_ins ENABLE ROW LEVEL SECURITY;

--
-- Name: checklist_items; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.checklist_items ENABLE ROW LEVEL SECURITY;

--
-- Name: jobs claim; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY claim ON public.jobs TO mitreden_jobs USING (true) WITH CHECK (true);

--
-- Name: conference_notices; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.conference_notices ENABLE ROW LEVEL SECURITY;

--
-- Name: conference_offers; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.conference_offers ENABLE ROW LEVEL SECURITY;

--
-- Name: conference_steps; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.conference_steps ENABLE ROW LEVEL SECURITY;

--
-- Name: conferences; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.conferences ENABLE ROW LEVEL SECURITY;

--
-- Name: contacts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.contacts ENABLE ROW LEVEL SECURITY;

--
-- Name: departed_ballots; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.departed_ballots ENABLE ROW LEVEL SECURITY;

--
-- Name: departed_choices; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.departed_choices ENABLE ROW LEVEL SECURITY;

--
-- Name: departed_needs; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.departed_needs ENABLE ROW LEVEL SECURITY;

--
-- Name: departed_registrations; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.departed_registrations ENABLE ROW LEVEL SECURITY;

--
-- Name: desk_entries; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.desk_entries ENABLE ROW LEVEL SECURITY;

--
-- Name: discussion_tables; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.discussion_tables ENABLE ROW LEVEL SECURITY;

--
-- Name: email_addresses; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.email_addresses ENABLE ROW LEVEL SECURITY;

--
-- Name: email_requests; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.email_requests ENABLE ROW LEVEL SECURITY;

--
-- Name: identity_providers; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.identity_providers ENABLE ROW LEVEL SECURITY;

--
-- Name: jobs; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.jobs ENABLE ROW LEVEL SECURITY;

--
-- Name: mails; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.mails ENABLE ROW LEVEL SECURITY;

--
-- Name: messages; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;

--
-- Name: note_releases; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.note_releases ENABLE ROW LEVEL SECURITY;

--
-- Name: notes; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;

--
-- Name: open_ballots; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.open_ballots ENABLE ROW LEVEL SECURITY;

--
-- Name: open_choices; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.open_choices ENABLE ROW LEVEL SECURITY;

--
-- Name: participation_rules; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.participation_rules ENABLE ROW LEVEL SECURITY;

--
-- Name: passkeys; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.passkeys ENABLE ROW LEVEL SECURITY;

--
-- Name: people; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.people ENABLE ROW LEVEL SECURITY;

--
-- Name: poll_closings; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.poll_closings ENABLE ROW LEVEL SECURITY;

--
-- Name: poll_openings; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.poll_openings ENABLE ROW LEVEL SECURITY;

--
-- Name: poll_questions; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.poll_questions ENABLE ROW LEVEL SECURITY;

--
-- Name: polls; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.polls ENABLE ROW LEVEL SECURITY;

--
-- Name: programme_items; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.programme_items ENABLE ROW LEVEL SECURITY;

--
-- Name: provider_accounts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.provider_accounts ENABLE ROW LEVEL SECURITY;

--
-- Name: provider_rules; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.provider_rules ENABLE ROW LEVEL SECURITY;

--
-- Name: conference_steps published; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY published ON public.conference_steps FOR SELECT TO mitreden_published USING ((step = ANY (ARRAY['announced'::text, 'cancelled'::text])));

--
-- Name: conferences published; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY published ON public.conferences FOR SELECT TO mitreden_published USING (((EXISTS ( SELECT
   FROM public.conference_steps s
  WHERE ((s.tenant_id = conferences.tenant_id) AND (s.conference_id = conferences.id) AND (s.step = 'announced'::text)))) AND (NOT (EXISTS ( SELECT
   FROM public.conference_steps s
  WHERE ((s.tenant_id = conferences.tenant_id) AND (s.conference_id = conferences.id) AND (s.step = 'cancelled'::text)))))));

--
-- Name: recommendation_event_withdrawals; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.recommendation_event_withdrawals ENABLE ROW LEVEL SECURITY;

--
-- Name: recommendation_events; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.recommendation_events ENABLE ROW LEVEL SECURITY;

--
-- Name: recommendation_releases; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.recommendation_releases ENABLE ROW LEVEL SECURITY;

--
-- Name: recommendation_sources; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.recommendation_sources ENABLE ROW LEVEL SECURITY;

--
-- Name: recommendations; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.recommendations ENABLE ROW LEVEL SECURITY;

--
-- Name: recovery_codes; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.recovery_codes ENABLE ROW LEVEL SECURITY;

--
-- Name: registration_cancellations; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.registration_cancellations ENABLE ROW LEVEL SECURITY;

--
-- Name: registration_needs; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.registration_needs ENABLE ROW LEVEL SECURITY;

--
-- Name: registrations; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.registrations ENABLE ROW LEVEL SECURITY;

--
-- Name: result_releases; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.result_releases ENABLE ROW LEVEL SECURITY;

--
-- Name: retention_periods; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.retention_periods ENABLE ROW LEVEL SECURITY;

--
-- Name: role_grants; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.role_grants ENABLE ROW LEVEL SECURITY;

--
-- Name: round_closings; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.round_closings ENABLE ROW LEVEL SECURITY;

--
-- Name: round_openings; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.round_openings ENABLE ROW LEVEL SECURITY;

--
-- Name: rounds; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.rounds ENABLE ROW LEVEL SECURITY;

--
-- Name: search_documents search; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY search ON public.search_documents FOR SELECT TO mitreden_search USING (true);

--
-- Name: search_documents; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.search_documents ENABLE ROW LEVEL SECURITY;

--
-- Name: sessions; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.sessions ENABLE ROW LEVEL SECURITY;

--
-- Name: signin_failures; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.signin_failures ENABLE ROW LEVEL SECURITY;

--
-- Name: signin_links; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.signin_links ENABLE ROW LEVEL SECURITY;

--
-- Name: spent_challenges; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.spent_challenges ENABLE ROW LEVEL SECURITY;

--
-- Name: table_hosts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.table_hosts ENABLE ROW LEVEL SECURITY;

--
-- Name: table_seats; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.table_seats ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_events tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.audit_events USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: audit_seals tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.audit_seals USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: blank_cards tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.blank_cards USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: card_withdrawals tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.card_withdrawals USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: cards tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.cards USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: check_ins tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.check_ins USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: checklist_items tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.checklist_items USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: conference_notices tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.conference_notices USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: conference_offers tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.conference_offers USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: conference_steps tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.conference_steps USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: conferences tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.conferences USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: contacts tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.contacts USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: departed_ballots tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.departed_ballots USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: departed_choices tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.departed_choices USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: departed_needs tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.departed_needs USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: departed_registrations tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.departed_registrations USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: desk_entries tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.desk_entries USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: discussion_tables tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.discussion_tables USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: email_addresses tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.email_addresses USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: email_requests tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.email_requests USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: identity_providers tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.identity_providers USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: jobs tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.jobs USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: mails tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.mails USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: messages tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.messages USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: note_releases tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.note_releases USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: notes tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.notes USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: open_ballots tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.open_ballots USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: open_choices tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.open_choices USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: participation_rules tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.participation_rules USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: passkeys tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.passkeys USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: people tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.people USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: poll_closings tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.poll_closings USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: poll_openings tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.poll_openings USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: poll_questions tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.poll_questions USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: polls tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.polls USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: programme_items tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.programme_items USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: provider_accounts tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.provider_accounts USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: provider_rules tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.provider_rules USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: recommendation_event_withdrawals tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.recommendation_event_withdrawals USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: recommendation_events tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.recommendation_events USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: recommendation_releases tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.recommendation_releases USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: recommendation_sources tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.recommendation_sources USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: recommendations tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.recommendations USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: recovery_codes tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.recovery_codes USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: registration_cancellations tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.registration_cancellations USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: registration_needs tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.registration_needs USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: registrations tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.registrations USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: result_releases tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.result_releases USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: retention_periods tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.retention_periods USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: role_grants tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.role_grants USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: round_closings tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.round_closings USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: round_openings tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.round_openings USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: rounds tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.rounds USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: search_documents tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.search_documents USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: sessions tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.sessions USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: signin_failures tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.signin_failures USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: signin_links tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.signin_links USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: spent_challenges tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.spent_challenges USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: table_hosts tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.table_hosts USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: table_seats tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.table_seats USING ((tenant_id = ( SELECT public.current_tenant() AS current_tenant))) WITH CHECK ((tenant_id = ( SELECT public.current_tenant() AS current_tenant)));

--
-- Name: SCHEMA extensions; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA extensions TO mitreden_search;

--
-- Name: FUNCTION claim_job(kinds text[], at timestamp with time zone, lease interval); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.claim_job(kinds text[], at timestamp with time zone, lease interval) FROM PUBLIC;
GRANT ALL ON FUNCTION public.claim_job(kinds text[], at timestamp with time zone, lease interval) TO mitreden_app;

--
-- Name: FUNCTION forget_audit(days integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.forget_audit(days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.forget_audit(days integer) TO mitreden_app;

--
-- Name: FUNCTION published(since timestamp with time zone, until timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.published(since timestamp with time zone, until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.published(since timestamp with time zone, until timestamp with time zone) TO mitreden_app;

--
-- Name: FUNCTION search(question text, reader text, at_most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.search(question text, reader text, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.search(question text, reader text, at_most integer) TO mitreden_app;

--
-- Name: TABLE applied_files; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.applied_files TO mitreden_backup;

--
-- Name: TABLE audit_events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.audit_events TO mitreden_app;
GRANT SELECT ON TABLE public.audit_events TO mitreden_backup;
GRANT DELETE ON TABLE public.audit_events TO mitreden_audit;

--
-- Name: COLUMN audit_events.tenant_id; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(tenant_id) ON TABLE public.audit_events TO mitreden_audit;

--
-- Name: COLUMN audit_events.happened_at; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(happened_at) ON TABLE public.audit_events TO mitreden_audit;

--
-- Name: COLUMN audit_events.action; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(action) ON TABLE public.audit_events TO mitreden_app;

--
-- Name: COLUMN audit_events.subject; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(subject) ON TABLE public.audit_events TO mitreden_app;

--
-- Name: TABLE audit_seals; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.audit_seals TO mitreden_app;
GRANT SELECT ON TABLE public.audit_seals TO mitreden_backup;

--
-- Name: COLUMN audit_seals.tenant_id; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(tenant_id) ON TABLE public.audit_seals TO mitreden_audit;

--
-- Name: COLUMN audit_seals.number; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(number) ON TABLE public.audit_seals TO mitreden_app;
GRANT SELECT(number) ON TABLE public.audit_seals TO mitreden_audit;

--
-- Name: COLUMN audit_seals.sealed_until; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(sealed_until) ON TABLE public.audit_seals TO mitreden_app;
GRANT SELECT(sealed_until) ON TABLE public.audit_seals TO mitreden_audit;

--
-- Name: COLUMN audit_seals.events; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(events) ON TABLE public.audit_seals TO mitreden_app;

--
-- Name: COLUMN audit_seals.root; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(root) ON TABLE public.audit_seals TO mitreden_app;

--
-- Name: COLUMN audit_seals.chained; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(chained) ON TABLE public.audit_seals TO mitreden_app;

--
-- Name: COLUMN audit_seals.forgotten_at; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(forgotten_at),UPDATE(forgotten_at) ON TABLE public.audit_seals TO mitreden_audit;

--
-- Name: TABLE blank_cards; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.blank_cards TO mitreden_app;
GRANT SELECT ON TABLE public.blank_cards TO mitreden_backup;

--
-- Name: COLUMN blank_cards.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.blank_cards TO mitreden_app;

--
-- Name: COLUMN blank_cards.number; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(number) ON TABLE public.blank_cards TO mitreden_app;

--
-- Name: COLUMN blank_cards.secret_hash; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(secret_hash) ON TABLE public.blank_cards TO mitreden_app;

--
-- Name: COLUMN blank_cards.code_mac; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(code_mac) ON TABLE public.blank_cards TO mitreden_app;

--
-- Name: COLUMN blank_cards.ending; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(ending) ON TABLE public.blank_cards TO mitreden_app;

--
-- Name: COLUMN blank_cards.submission_key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(submission_key) ON TABLE public.blank_cards TO mitreden_app;

--
-- Name: COLUMN blank_cards.taken_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(taken_at) ON TABLE public.blank_cards TO mitreden_app;

--
-- Name: COLUMN blank_cards.discarded_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(discarded_at) ON TABLE public.blank_cards TO mitreden_app;

--
-- Name: TABLE card_withdrawals; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.card_withdrawals TO mitreden_app;
GRANT SELECT ON TABLE public.card_withdrawals TO mitreden_backup;

--
-- Name: COLUMN card_withdrawals.card_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(card_id) ON TABLE public.card_withdrawals TO mitreden_app;

--
-- Name: COLUMN card_withdrawals.withdrawn_by; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(withdrawn_by) ON TABLE public.card_withdrawals TO mitreden_app;

--
-- Name: TABLE cards; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.cards TO mitreden_app;
GRANT SELECT ON TABLE public.cards TO mitreden_backup;

--
-- Name: COLUMN cards.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.cards TO mitreden_app;

--
-- Name: COLUMN cards.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.cards TO mitreden_app;

--
-- Name: COLUMN cards.secret_hash; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(secret_hash) ON TABLE public.cards TO mitreden_app;

--
-- Name: COLUMN cards.code_mac; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(code_mac) ON TABLE public.cards TO mitreden_app;

--
-- Name: COLUMN cards.ending; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(ending) ON TABLE public.cards TO mitreden_app;

--
-- Name: COLUMN cards.code_valid_from; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(code_valid_from),UPDATE(code_valid_from) ON TABLE public.cards TO mitreden_app;

--
-- Name: COLUMN cards.code_valid_until; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(code_valid_until),UPDATE(code_valid_until) ON TABLE public.cards TO mitreden_app;

--
-- Name: COLUMN cards.issued_by; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(issued_by) ON TABLE public.cards TO mitreden_app;

--
-- Name: COLUMN cards.number; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(number) ON TABLE public.cards TO mitreden_app;

--
-- Name: TABLE check_ins; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.check_ins TO mitreden_app;
GRANT SELECT ON TABLE public.check_ins TO mitreden_backup;

--
-- Name: COLUMN check_ins.registration_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(registration_id) ON TABLE public.check_ins TO mitreden_app;

--
-- Name: COLUMN check_ins.arrived_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(arrived_at) ON TABLE public.check_ins TO mitreden_app;

--
-- Name: COLUMN check_ins.at_home; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(at_home),UPDATE(at_home) ON TABLE public.check_ins TO mitreden_app;

--
-- Name: COLUMN check_ins.photos; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(photos) ON TABLE public.check_ins TO mitreden_app;

--
-- Name: TABLE checklist_items; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.checklist_items TO mitreden_app;
GRANT SELECT ON TABLE public.checklist_items TO mitreden_backup;

--
-- Name: COLUMN checklist_items.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.checklist_items TO mitreden_app;

--
-- Name: COLUMN checklist_items.key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(key) ON TABLE public.checklist_items TO mitreden_app;

--
-- Name: COLUMN checklist_items.title; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(title) ON TABLE public.checklist_items TO mitreden_app;

--
-- Name: COLUMN checklist_items.days; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(days) ON TABLE public.checklist_items TO mitreden_app;

--
-- Name: COLUMN checklist_items.done_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(done_at) ON TABLE public.checklist_items TO mitreden_app;

--
-- Name: COLUMN checklist_items.done_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(done_by) ON TABLE public.checklist_items TO mitreden_app;

--
-- Name: COLUMN checklist_items.removed_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(removed_at) ON TABLE public.checklist_items TO mitreden_app;

--
-- Name: COLUMN checklist_items.begun_on; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(begun_on) ON TABLE public.checklist_items TO mitreden_app;

--
-- Name: TABLE conference_notices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.conference_notices TO mitreden_app;
GRANT SELECT ON TABLE public.conference_notices TO mitreden_backup;

--
-- Name: COLUMN conference_notices.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.conference_notices TO mitreden_app;

--
-- Name: COLUMN conference_notices.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.conference_notices TO mitreden_app;

--
-- Name: COLUMN conference_notices.text; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(text) ON TABLE public.conference_notices TO mitreden_app;

--
-- Name: COLUMN conference_notices.old_starts_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(old_starts_at) ON TABLE public.conference_notices TO mitreden_app;

--
-- Name: COLUMN conference_notices.old_venue_name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(old_venue_name) ON TABLE public.conference_notices TO mitreden_app;

--
-- Name: COLUMN conference_notices.submission_key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(submission_key) ON TABLE public.conference_notices TO mitreden_app;

--
-- Name: TABLE conference_offers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.conference_offers TO mitreden_app;
GRANT SELECT ON TABLE public.conference_offers TO mitreden_backup;

--
-- Name: COLUMN conference_offers.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.conference_offers TO mitreden_app;

--
-- Name: COLUMN conference_offers."position"; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT("position") ON TABLE public.conference_offers TO mitreden_app;

--
-- Name: COLUMN conference_offers.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.conference_offers TO mitreden_app;

--
-- Name: COLUMN conference_offers.description; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(description) ON TABLE public.conference_offers TO mitreden_app;

--
-- Name: TABLE conference_steps; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.conference_steps TO mitreden_app;
GRANT SELECT ON TABLE public.conference_steps TO mitreden_backup;

--
-- Name: COLUMN conference_steps.tenant_id; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(tenant_id) ON TABLE public.conference_steps TO mitreden_published;

--
-- Name: COLUMN conference_steps.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.conference_steps TO mitreden_app;
GRANT SELECT(conference_id) ON TABLE public.conference_steps TO mitreden_published;

--
-- Name: COLUMN conference_steps.step; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(step) ON TABLE public.conference_steps TO mitreden_app;
GRANT SELECT(step) ON TABLE public.conference_steps TO mitreden_published;

--
-- Name: TABLE conferences; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.conferences TO mitreden_app;
GRANT SELECT ON TABLE public.conferences TO mitreden_backup;

--
-- Name: COLUMN conferences.tenant_id; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(tenant_id) ON TABLE public.conferences TO mitreden_published;

--
-- Name: COLUMN conferences.id; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(id) ON TABLE public.conferences TO mitreden_published;

--
-- Name: COLUMN conferences.slug; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(slug) ON TABLE public.conferences TO mitreden_published;

--
-- Name: COLUMN conferences.name; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(name) ON TABLE public.conferences TO mitreden_published;

--
-- Name: COLUMN conferences.motto; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(motto) ON TABLE public.conferences TO mitreden_published;

--
-- Name: COLUMN conferences.starts_at; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(starts_at) ON TABLE public.conferences TO mitreden_published;

--
-- Name: COLUMN conferences.ends_at; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(ends_at) ON TABLE public.conferences TO mitreden_published;

--
-- Name: COLUMN conferences.venue_name; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(venue_name) ON TABLE public.conferences TO mitreden_published;

--
-- Name: COLUMN conferences.needs_until; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(needs_until),UPDATE(needs_until) ON TABLE public.conferences TO mitreden_app;

--
-- Name: COLUMN conferences.format; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(format),UPDATE(format) ON TABLE public.conferences TO mitreden_app;

--
-- Name: COLUMN conferences.corrections_until; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(corrections_until) ON TABLE public.conferences TO mitreden_app;

--
-- Name: COLUMN conferences.speakers; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(speakers),UPDATE(speakers) ON TABLE public.conferences TO mitreden_app;

--
-- Name: COLUMN conferences.venue_facts; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(venue_facts),UPDATE(venue_facts) ON TABLE public.conferences TO mitreden_app;

--
-- Name: COLUMN conferences.easy_text; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(easy_text),UPDATE(easy_text) ON TABLE public.conferences TO mitreden_app;

--
-- Name: COLUMN conferences.easy_testers; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(easy_testers),UPDATE(easy_testers) ON TABLE public.conferences TO mitreden_app;

--
-- Name: COLUMN conferences.sign_video; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(sign_video),UPDATE(sign_video) ON TABLE public.conferences TO mitreden_app;

--
-- Name: TABLE contacts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.contacts TO mitreden_app;
GRANT SELECT ON TABLE public.contacts TO mitreden_backup;

--
-- Name: COLUMN contacts.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.contacts TO mitreden_app;

--
-- Name: COLUMN contacts.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.contacts TO mitreden_app;

--
-- Name: COLUMN contacts.way; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(way) ON TABLE public.contacts TO mitreden_app;

--
-- Name: COLUMN contacts.address; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(address) ON TABLE public.contacts TO mitreden_app;

--
-- Name: COLUMN contacts.address_mac; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(address_mac) ON TABLE public.contacts TO mitreden_app;

--
-- Name: COLUMN contacts.reminders; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(reminders) ON TABLE public.contacts TO mitreden_app;

--
-- Name: COLUMN contacts.follow_up; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(follow_up) ON TABLE public.contacts TO mitreden_app;

--
-- Name: COLUMN contacts.stopped_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(stopped_at) ON TABLE public.contacts TO mitreden_app;

--
-- Name: TABLE departed_ballots; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.departed_ballots TO mitreden_app;
GRANT SELECT ON TABLE public.departed_ballots TO mitreden_backup;

--
-- Name: COLUMN departed_ballots.poll_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(poll_id) ON TABLE public.departed_ballots TO mitreden_app;

--
-- Name: COLUMN departed_ballots.ballots; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ballots) ON TABLE public.departed_ballots TO mitreden_app;

--
-- Name: TABLE departed_choices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.departed_choices TO mitreden_app;
GRANT SELECT ON TABLE public.departed_choices TO mitreden_backup;

--
-- Name: COLUMN departed_choices.poll_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(poll_id) ON TABLE public.departed_choices TO mitreden_app;

--
-- Name: COLUMN departed_choices.recommendation_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(recommendation_id) ON TABLE public.departed_choices TO mitreden_app;

--
-- Name: COLUMN departed_choices.choice; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(choice) ON TABLE public.departed_choices TO mitreden_app;

--
-- Name: COLUMN departed_choices.choices; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(choices) ON TABLE public.departed_choices TO mitreden_app;

--
-- Name: TABLE departed_needs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.departed_needs TO mitreden_app;
GRANT SELECT ON TABLE public.departed_needs TO mitreden_backup;

--
-- Name: COLUMN departed_needs.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.departed_needs TO mitreden_app;

--
-- Name: COLUMN departed_needs.need; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(need) ON TABLE public.departed_needs TO mitreden_app;

--
-- Name: COLUMN departed_needs.people; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(people),UPDATE(people) ON TABLE public.departed_needs TO mitreden_app;

--
-- Name: TABLE departed_registrations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.departed_registrations TO mitreden_app;
GRANT SELECT ON TABLE public.departed_registrations TO mitreden_backup;

--
-- Name: COLUMN departed_registrations.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.departed_registrations TO mitreden_app;

--
-- Name: COLUMN departed_registrations.registered; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(registered),UPDATE(registered) ON TABLE public.departed_registrations TO mitreden_app;

--
-- Name: COLUMN departed_registrations.arrived; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(arrived),UPDATE(arrived) ON TABLE public.departed_registrations TO mitreden_app;

--
-- Name: TABLE desk_entries; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.desk_entries TO mitreden_app;
GRANT SELECT ON TABLE public.desk_entries TO mitreden_backup;

--
-- Name: COLUMN desk_entries.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.registration_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(registration_id) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.number; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(number) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.stood; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(stood) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.outcome; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(outcome) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.happened_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(happened_at) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.undone_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(undone_at) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: COLUMN desk_entries.settled_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(settled_at) ON TABLE public.desk_entries TO mitreden_app;

--
-- Name: TABLE discussion_tables; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.discussion_tables TO mitreden_app;
GRANT SELECT ON TABLE public.discussion_tables TO mitreden_backup;

--
-- Name: COLUMN discussion_tables.topic; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(topic) ON TABLE public.discussion_tables TO mitreden_app;

--
-- Name: COLUMN discussion_tables.question; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(question) ON TABLE public.discussion_tables TO mitreden_app;

--
-- Name: COLUMN discussion_tables.languages; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(languages) ON TABLE public.discussion_tables TO mitreden_app;

--
-- Name: COLUMN discussion_tables.seats; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(seats) ON TABLE public.discussion_tables TO mitreden_app;

--
-- Name: TABLE email_addresses; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.email_addresses TO mitreden_app;
GRANT SELECT ON TABLE public.email_addresses TO mitreden_backup;

--
-- Name: COLUMN email_addresses.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.email_addresses TO mitreden_app;

--
-- Name: COLUMN email_addresses.address_mac; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(address_mac),UPDATE(address_mac) ON TABLE public.email_addresses TO mitreden_app;

--
-- Name: COLUMN email_addresses.address; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(address),UPDATE(address) ON TABLE public.email_addresses TO mitreden_app;

--
-- Name: COLUMN email_addresses.confirmed_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(confirmed_at) ON TABLE public.email_addresses TO mitreden_app;

--
-- Name: TABLE email_requests; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.email_requests TO mitreden_app;
GRANT SELECT ON TABLE public.email_requests TO mitreden_backup;

--
-- Name: COLUMN email_requests.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.browser_hash; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(browser_hash),UPDATE(browser_hash) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.address_mac; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(address_mac) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.claimed_by; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(claimed_by) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.claimed_address; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(claimed_address) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.mail_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(mail_id) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.code_mac; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(code_mac),UPDATE(code_mac) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.link_hash; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(link_hash),UPDATE(link_hash) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.failures; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(failures) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.mailed_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(mailed_at) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: COLUMN email_requests.expires_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(expires_at),UPDATE(expires_at) ON TABLE public.email_requests TO mitreden_app;

--
-- Name: TABLE identity_providers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.identity_providers TO mitreden_app;
GRANT SELECT ON TABLE public.identity_providers TO mitreden_backup;
GRANT SELECT,INSERT,DELETE ON TABLE public.identity_providers TO mitreden_platform;

--
-- Name: TABLE jobs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.jobs TO mitreden_app;
GRANT SELECT ON TABLE public.jobs TO mitreden_backup;
GRANT SELECT ON TABLE public.jobs TO mitreden_jobs;

--
-- Name: COLUMN jobs.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.jobs TO mitreden_app;

--
-- Name: COLUMN jobs.subject; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(subject) ON TABLE public.jobs TO mitreden_app;

--
-- Name: COLUMN jobs.run_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(run_at),UPDATE(run_at) ON TABLE public.jobs TO mitreden_app;
GRANT UPDATE(run_at) ON TABLE public.jobs TO mitreden_jobs;

--
-- Name: COLUMN jobs.attempts; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(attempts) ON TABLE public.jobs TO mitreden_app;
GRANT UPDATE(attempts) ON TABLE public.jobs TO mitreden_jobs;

--
-- Name: COLUMN jobs.last_error; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(last_error) ON TABLE public.jobs TO mitreden_app;

--
-- Name: COLUMN jobs.given_up_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(given_up_at) ON TABLE public.jobs TO mitreden_app;

--
-- Name: TABLE mails; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.mails TO mitreden_app;
GRANT SELECT ON TABLE public.mails TO mitreden_backup;

--
-- Name: COLUMN mails.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.mails TO mitreden_app;

--
-- Name: COLUMN mails.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(person_id) ON TABLE public.mails TO mitreden_app;

--
-- Name: COLUMN mails.letter; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(letter),UPDATE(letter) ON TABLE public.mails TO mitreden_app;

--
-- Name: COLUMN mails.recipient; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(recipient) ON TABLE public.mails TO mitreden_app;

--
-- Name: COLUMN mails.expires_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(expires_at),UPDATE(expires_at) ON TABLE public.mails TO mitreden_app;

--
-- Name: COLUMN mails.taken_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(taken_at) ON TABLE public.mails TO mitreden_app;

--
-- Name: COLUMN mails.kept_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(kept_at) ON TABLE public.mails TO mitreden_app;

--
-- Name: TABLE messages; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.messages TO mitreden_app;
GRANT SELECT ON TABLE public.messages TO mitreden_backup;

--
-- Name: COLUMN messages.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.messages TO mitreden_app;

--
-- Name: COLUMN messages.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.messages TO mitreden_app;

--
-- Name: COLUMN messages.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.messages TO mitreden_app;

--
-- Name: COLUMN messages.occasion; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(occasion) ON TABLE public.messages TO mitreden_app;

--
-- Name: COLUMN messages.handled_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(handled_at) ON TABLE public.messages TO mitreden_app;

--
-- Name: COLUMN messages.mail_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(mail_id) ON TABLE public.messages TO mitreden_app;

--
-- Name: COLUMN messages.handled_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(handled_by) ON TABLE public.messages TO mitreden_app;

--
-- Name: TABLE note_releases; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.note_releases TO mitreden_app;
GRANT SELECT ON TABLE public.note_releases TO mitreden_backup;

--
-- Name: COLUMN note_releases.note_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(note_id) ON TABLE public.note_releases TO mitreden_app;

--
-- Name: TABLE notes; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.notes TO mitreden_app;
GRANT SELECT ON TABLE public.notes TO mitreden_backup;

--
-- Name: COLUMN notes.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.notes TO mitreden_app;

--
-- Name: COLUMN notes.table_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(table_id) ON TABLE public.notes TO mitreden_app;

--
-- Name: COLUMN notes.round_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(round_id) ON TABLE public.notes TO mitreden_app;

--
-- Name: COLUMN notes."position"; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT("position") ON TABLE public.notes TO mitreden_app;

--
-- Name: COLUMN notes.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.notes TO mitreden_app;

--
-- Name: COLUMN notes.body; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(body) ON TABLE public.notes TO mitreden_app;

--
-- Name: COLUMN notes.language; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(language) ON TABLE public.notes TO mitreden_app;

--
-- Name: COLUMN notes.submission_key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(submission_key) ON TABLE public.notes TO mitreden_app;

--
-- Name: TABLE open_ballots; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.open_ballots TO mitreden_app;
GRANT SELECT ON TABLE public.open_ballots TO mitreden_backup;

--
-- Name: COLUMN open_ballots.poll_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(poll_id) ON TABLE public.open_ballots TO mitreden_app;

--
-- Name: COLUMN open_ballots.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.open_ballots TO mitreden_app;

--
-- Name: TABLE open_choices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.open_choices TO mitreden_app;
GRANT SELECT ON TABLE public.open_choices TO mitreden_backup;

--
-- Name: COLUMN open_choices.poll_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(poll_id) ON TABLE public.open_choices TO mitreden_app;

--
-- Name: COLUMN open_choices.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.open_choices TO mitreden_app;

--
-- Name: COLUMN open_choices.recommendation_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(recommendation_id) ON TABLE public.open_choices TO mitreden_app;

--
-- Name: COLUMN open_choices.choice; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(choice) ON TABLE public.open_choices TO mitreden_app;

--
-- Name: TABLE participation_rules; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.participation_rules TO mitreden_app;
GRANT SELECT ON TABLE public.participation_rules TO mitreden_backup;

--
-- Name: COLUMN participation_rules.minimum_age; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(minimum_age),UPDATE(minimum_age) ON TABLE public.participation_rules TO mitreden_app;

--
-- Name: COLUMN participation_rules.lives; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(lives),UPDATE(lives) ON TABLE public.participation_rules TO mitreden_app;

--
-- Name: COLUMN participation_rules.works; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(works),UPDATE(works) ON TABLE public.participation_rules TO mitreden_app;

--
-- Name: COLUMN participation_rules.learns; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(learns),UPDATE(learns) ON TABLE public.participation_rules TO mitreden_app;

--
-- Name: TABLE passkeys; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.passkeys TO mitreden_app;
GRANT SELECT ON TABLE public.passkeys TO mitreden_backup;

--
-- Name: COLUMN passkeys.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.passkeys TO mitreden_app;

--
-- Name: COLUMN passkeys.credential_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(credential_id) ON TABLE public.passkeys TO mitreden_app;

--
-- Name: COLUMN passkeys.public_key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(public_key) ON TABLE public.passkeys TO mitreden_app;

--
-- Name: COLUMN passkeys.algorithm; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(algorithm) ON TABLE public.passkeys TO mitreden_app;

--
-- Name: COLUMN passkeys.sign_count; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(sign_count),UPDATE(sign_count) ON TABLE public.passkeys TO mitreden_app;

--
-- Name: COLUMN passkeys.is_synced; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(is_synced),UPDATE(is_synced) ON TABLE public.passkeys TO mitreden_app;

--
-- Name: COLUMN passkeys.device; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(device) ON TABLE public.passkeys TO mitreden_app;

--
-- Name: COLUMN passkeys.used_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(used_at) ON TABLE public.passkeys TO mitreden_app;

--
-- Name: TABLE people; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.people TO mitreden_app;
GRANT SELECT ON TABLE public.people TO mitreden_backup;

--
-- Name: COLUMN people.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.people TO mitreden_app;

--
-- Name: COLUMN people.name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE public.people TO mitreden_app;

--
-- Name: COLUMN people.language; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(language),UPDATE(language) ON TABLE public.people TO mitreden_app;

--
-- Name: COLUMN people.last_seen_on; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(last_seen_on) ON TABLE public.people TO mitreden_app;

--
-- Name: TABLE poll_closings; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.poll_closings TO mitreden_app;
GRANT SELECT ON TABLE public.poll_closings TO mitreden_backup;

--
-- Name: COLUMN poll_closings.poll_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(poll_id) ON TABLE public.poll_closings TO mitreden_app;

--
-- Name: TABLE poll_openings; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.poll_openings TO mitreden_app;
GRANT SELECT ON TABLE public.poll_openings TO mitreden_backup;

--
-- Name: COLUMN poll_openings.poll_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(poll_id) ON TABLE public.poll_openings TO mitreden_app;

--
-- Name: TABLE poll_questions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.poll_questions TO mitreden_app;
GRANT SELECT ON TABLE public.poll_questions TO mitreden_backup;

--
-- Name: COLUMN poll_questions.poll_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(poll_id) ON TABLE public.poll_questions TO mitreden_app;

--
-- Name: COLUMN poll_questions.recommendation_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(recommendation_id) ON TABLE public.poll_questions TO mitreden_app;

--
-- Name: COLUMN poll_questions."position"; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT("position") ON TABLE public.poll_questions TO mitreden_app;

--
-- Name: TABLE polls; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.polls TO mitreden_app;
GRANT SELECT ON TABLE public.polls TO mitreden_backup;

--
-- Name: COLUMN polls.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.polls TO mitreden_app;

--
-- Name: COLUMN polls.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.polls TO mitreden_app;

--
-- Name: COLUMN polls.title; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(title) ON TABLE public.polls TO mitreden_app;

--
-- Name: COLUMN polls.submission_key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(submission_key) ON TABLE public.polls TO mitreden_app;

--
-- Name: TABLE programme_items; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.programme_items TO mitreden_app;
GRANT SELECT ON TABLE public.programme_items TO mitreden_backup;

--
-- Name: COLUMN programme_items.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.programme_items TO mitreden_app;

--
-- Name: COLUMN programme_items."position"; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT("position") ON TABLE public.programme_items TO mitreden_app;

--
-- Name: COLUMN programme_items.starts_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(starts_at),UPDATE(starts_at) ON TABLE public.programme_items TO mitreden_app;

--
-- Name: COLUMN programme_items.title; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(title) ON TABLE public.programme_items TO mitreden_app;

--
-- Name: TABLE provider_accounts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.provider_accounts TO mitreden_app;
GRANT SELECT ON TABLE public.provider_accounts TO mitreden_backup;

--
-- Name: COLUMN provider_accounts.provider_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(provider_id) ON TABLE public.provider_accounts TO mitreden_app;

--
-- Name: COLUMN provider_accounts.subject_mac; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(subject_mac) ON TABLE public.provider_accounts TO mitreden_app;

--
-- Name: COLUMN provider_accounts.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.provider_accounts TO mitreden_app;

--
-- Name: COLUMN provider_accounts.roles; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(roles),UPDATE(roles) ON TABLE public.provider_accounts TO mitreden_app;

--
-- Name: TABLE provider_rules; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.provider_rules TO mitreden_app;
GRANT SELECT ON TABLE public.provider_rules TO mitreden_backup;

--
-- Name: COLUMN provider_rules.provider_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(provider_id) ON TABLE public.provider_rules TO mitreden_app;

--
-- Name: COLUMN provider_rules.claim; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(claim) ON TABLE public.provider_rules TO mitreden_app;

--
-- Name: COLUMN provider_rules.value; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(value) ON TABLE public.provider_rules TO mitreden_app;

--
-- Name: COLUMN provider_rules.role; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(role) ON TABLE public.provider_rules TO mitreden_app;

--
-- Name: TABLE recommendation_event_withdrawals; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.recommendation_event_withdrawals TO mitreden_app;
GRANT SELECT ON TABLE public.recommendation_event_withdrawals TO mitreden_backup;

--
-- Name: COLUMN recommendation_event_withdrawals.event_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(event_id) ON TABLE public.recommendation_event_withdrawals TO mitreden_app;

--
-- Name: COLUMN recommendation_event_withdrawals.reason; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(reason) ON TABLE public.recommendation_event_withdrawals TO mitreden_app;

--
-- Name: TABLE recommendation_events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.recommendation_events TO mitreden_app;
GRANT SELECT ON TABLE public.recommendation_events TO mitreden_backup;

--
-- Name: COLUMN recommendation_events.recommendation_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(recommendation_id) ON TABLE public.recommendation_events TO mitreden_app;

--
-- Name: COLUMN recommendation_events.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.recommendation_events TO mitreden_app;

--
-- Name: COLUMN recommendation_events.happened_on; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(happened_on) ON TABLE public.recommendation_events TO mitreden_app;

--
-- Name: COLUMN recommendation_events.facts; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(facts) ON TABLE public.recommendation_events TO mitreden_app;

--
-- Name: TABLE recommendation_releases; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.recommendation_releases TO mitreden_app;
GRANT SELECT ON TABLE public.recommendation_releases TO mitreden_backup;

--
-- Name: COLUMN recommendation_releases.recommendation_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(recommendation_id) ON TABLE public.recommendation_releases TO mitreden_app;

--
-- Name: TABLE recommendation_sources; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.recommendation_sources TO mitreden_app;
GRANT SELECT ON TABLE public.recommendation_sources TO mitreden_backup;

--
-- Name: COLUMN recommendation_sources.recommendation_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(recommendation_id) ON TABLE public.recommendation_sources TO mitreden_app;

--
-- Name: COLUMN recommendation_sources.note_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(note_id) ON TABLE public.recommendation_sources TO mitreden_app;

--
-- Name: TABLE recommendations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.recommendations TO mitreden_app;
GRANT SELECT ON TABLE public.recommendations TO mitreden_backup;

--
-- Name: COLUMN recommendations.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.recommendations TO mitreden_app;

--
-- Name: COLUMN recommendations.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.recommendations TO mitreden_app;

--
-- Name: COLUMN recommendations.table_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(table_id) ON TABLE public.recommendations TO mitreden_app;

--
-- Name: COLUMN recommendations."position"; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT("position") ON TABLE public.recommendations TO mitreden_app;

--
-- Name: COLUMN recommendations.number; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(number),UPDATE(number) ON TABLE public.recommendations TO mitreden_app;

--
-- Name: COLUMN recommendations.title; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(title),UPDATE(title) ON TABLE public.recommendations TO mitreden_app;

--
-- Name: COLUMN recommendations.body; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(body),UPDATE(body) ON TABLE public.recommendations TO mitreden_app;

--
-- Name: COLUMN recommendations.submission_key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(submission_key) ON TABLE public.recommendations TO mitreden_app;

--
-- Name: TABLE recovery_codes; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.recovery_codes TO mitreden_app;
GRANT SELECT ON TABLE public.recovery_codes TO mitreden_backup;

--
-- Name: COLUMN recovery_codes.code_mac; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(code_mac) ON TABLE public.recovery_codes TO mitreden_app;

--
-- Name: COLUMN recovery_codes.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.recovery_codes TO mitreden_app;

--
-- Name: TABLE registration_cancellations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.registration_cancellations TO mitreden_app;
GRANT SELECT ON TABLE public.registration_cancellations TO mitreden_backup;

--
-- Name: COLUMN registration_cancellations.registration_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(registration_id) ON TABLE public.registration_cancellations TO mitreden_app;

--
-- Name: COLUMN registration_cancellations.reason; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(reason) ON TABLE public.registration_cancellations TO mitreden_app;

--
-- Name: TABLE registration_needs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.registration_needs TO mitreden_app;
GRANT SELECT ON TABLE public.registration_needs TO mitreden_backup;

--
-- Name: COLUMN registration_needs.registration_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(registration_id) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: COLUMN registration_needs.interpreter; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(interpreter) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: COLUMN registration_needs.sign_language; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(sign_language) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: COLUMN registration_needs.step_free; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(step_free) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: COLUMN registration_needs.children; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(children) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: COLUMN registration_needs.food; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(food) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: COLUMN registration_needs.photo_consent; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(photo_consent) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: COLUMN registration_needs.remark; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(remark) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: COLUMN registration_needs.expires_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(expires_at) ON TABLE public.registration_needs TO mitreden_app;

--
-- Name: TABLE registrations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.registrations TO mitreden_app;
GRANT SELECT ON TABLE public.registrations TO mitreden_backup;

--
-- Name: COLUMN registrations.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.standing; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(standing),UPDATE(standing) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.channel; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(channel) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.reference; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(reference) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.submission_key; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(submission_key) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.place; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(place),UPDATE(place) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.party_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(party_id) ON TABLE public.registrations TO mitreden_app;

--
-- Name: COLUMN registrations.offered_until; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(offered_until) ON TABLE public.registrations TO mitreden_app;

--
-- Name: TABLE result_releases; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.result_releases TO mitreden_app;
GRANT SELECT ON TABLE public.result_releases TO mitreden_backup;

--
-- Name: COLUMN result_releases.poll_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(poll_id) ON TABLE public.result_releases TO mitreden_app;

--
-- Name: TABLE retention_periods; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.retention_periods TO mitreden_app;
GRANT SELECT ON TABLE public.retention_periods TO mitreden_backup;

--
-- Name: COLUMN retention_periods.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.retention_periods TO mitreden_app;

--
-- Name: COLUMN retention_periods.days; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(days),UPDATE(days) ON TABLE public.retention_periods TO mitreden_app;

--
-- Name: TABLE role_grants; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.role_grants TO mitreden_app;
GRANT SELECT ON TABLE public.role_grants TO mitreden_backup;

--
-- Name: COLUMN role_grants.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.role_grants TO mitreden_app;

--
-- Name: COLUMN role_grants.role; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(role) ON TABLE public.role_grants TO mitreden_app;

--
-- Name: COLUMN role_grants.granted_by; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(granted_by) ON TABLE public.role_grants TO mitreden_app;

--
-- Name: TABLE round_closings; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.round_closings TO mitreden_app;
GRANT SELECT ON TABLE public.round_closings TO mitreden_backup;

--
-- Name: COLUMN round_closings.round_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(round_id) ON TABLE public.round_closings TO mitreden_app;

--
-- Name: TABLE round_openings; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.round_openings TO mitreden_app;
GRANT SELECT ON TABLE public.round_openings TO mitreden_backup;

--
-- Name: COLUMN round_openings.round_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(round_id) ON TABLE public.round_openings TO mitreden_app;

--
-- Name: COLUMN round_openings.opened_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(opened_at) ON TABLE public.round_openings TO mitreden_app;

--
-- Name: COLUMN round_openings.ends_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(ends_at),UPDATE(ends_at) ON TABLE public.round_openings TO mitreden_app;

--
-- Name: TABLE rounds; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.rounds TO mitreden_app;
GRANT SELECT ON TABLE public.rounds TO mitreden_backup;

--
-- Name: COLUMN rounds.title; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(title) ON TABLE public.rounds TO mitreden_app;

--
-- Name: COLUMN rounds.question; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(question) ON TABLE public.rounds TO mitreden_app;

--
-- Name: COLUMN rounds.minutes; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(minutes) ON TABLE public.rounds TO mitreden_app;

--
-- Name: TABLE search_documents; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.search_documents TO mitreden_app;
GRANT SELECT ON TABLE public.search_documents TO mitreden_backup;
GRANT SELECT ON TABLE public.search_documents TO mitreden_search;

--
-- Name: COLUMN search_documents.kind; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(kind) ON TABLE public.search_documents TO mitreden_app;

--
-- Name: COLUMN search_documents.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.search_documents TO mitreden_app;

--
-- Name: COLUMN search_documents.place; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(place) ON TABLE public.search_documents TO mitreden_app;

--
-- Name: COLUMN search_documents.title; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(title) ON TABLE public.search_documents TO mitreden_app;

--
-- Name: COLUMN search_documents.body; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(body) ON TABLE public.search_documents TO mitreden_app;

--
-- Name: COLUMN search_documents.terms; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(terms) ON TABLE public.search_documents TO mitreden_app;

--
-- Name: COLUMN search_documents.happened_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(happened_at) ON TABLE public.search_documents TO mitreden_app;

--
-- Name: TABLE sessions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.sessions TO mitreden_app;
GRANT SELECT ON TABLE public.sessions TO mitreden_backup;

--
-- Name: COLUMN sessions.token_hash; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(token_hash),UPDATE(token_hash) ON TABLE public.sessions TO mitreden_app;

--
-- Name: COLUMN sessions.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.sessions TO mitreden_app;

--
-- Name: COLUMN sessions.card_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(card_id) ON TABLE public.sessions TO mitreden_app;

--
-- Name: COLUMN sessions.expires_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(expires_at) ON TABLE public.sessions TO mitreden_app;

--
-- Name: COLUMN sessions.device; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(device) ON TABLE public.sessions TO mitreden_app;

--
-- Name: COLUMN sessions.seen_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(seen_at) ON TABLE public.sessions TO mitreden_app;

--
-- Name: COLUMN sessions.household_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(household_id),UPDATE(household_id) ON TABLE public.sessions TO mitreden_app;

--
-- Name: COLUMN sessions.proof; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(proof),UPDATE(proof) ON TABLE public.sessions TO mitreden_app;

--
-- Name: TABLE signin_failures; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.signin_failures TO mitreden_app;
GRANT SELECT ON TABLE public.signin_failures TO mitreden_backup;

--
-- Name: COLUMN signin_failures.minute; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(minute) ON TABLE public.signin_failures TO mitreden_app;

--
-- Name: COLUMN signin_failures.failures; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(failures) ON TABLE public.signin_failures TO mitreden_app;

--
-- Name: TABLE signin_links; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.signin_links TO mitreden_app;
GRANT SELECT ON TABLE public.signin_links TO mitreden_backup;

--
-- Name: COLUMN signin_links.secret_hash; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(secret_hash) ON TABLE public.signin_links TO mitreden_app;

--
-- Name: COLUMN signin_links.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.signin_links TO mitreden_app;

--
-- Name: COLUMN signin_links.expires_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(expires_at) ON TABLE public.signin_links TO mitreden_app;

--
-- Name: TABLE spent_challenges; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.spent_challenges TO mitreden_app;
GRANT SELECT ON TABLE public.spent_challenges TO mitreden_backup;

--
-- Name: COLUMN spent_challenges.challenge_hash; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(challenge_hash) ON TABLE public.spent_challenges TO mitreden_app;

--
-- Name: COLUMN spent_challenges.expires_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(expires_at) ON TABLE public.spent_challenges TO mitreden_app;

--
-- Name: TABLE table_hosts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.table_hosts TO mitreden_app;
GRANT SELECT ON TABLE public.table_hosts TO mitreden_backup;

--
-- Name: COLUMN table_hosts.table_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(table_id) ON TABLE public.table_hosts TO mitreden_app;

--
-- Name: COLUMN table_hosts.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.table_hosts TO mitreden_app;

--
-- Name: TABLE table_seats; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,DELETE ON TABLE public.table_seats TO mitreden_app;
GRANT SELECT ON TABLE public.table_seats TO mitreden_backup;

--
-- Name: COLUMN table_seats.conference_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(conference_id) ON TABLE public.table_seats TO mitreden_app;

--
-- Name: COLUMN table_seats.person_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(person_id) ON TABLE public.table_seats TO mitreden_app;

--
-- Name: COLUMN table_seats.table_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(table_id),UPDATE(table_id) ON TABLE public.table_seats TO mitreden_app;

--
-- Name: TABLE tenant_hosts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.tenant_hosts TO mitreden_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tenant_hosts TO mitreden_platform;
GRANT SELECT ON TABLE public.tenant_hosts TO mitreden_backup;

--
-- Name: TABLE tenants; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.tenants TO mitreden_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.tenants TO mitreden_platform;
GRANT SELECT ON TABLE public.tenants TO mitreden_backup;

--
-- Name: COLUMN tenants.id; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(id) ON TABLE public.tenants TO mitreden_jobs;
GRANT SELECT(id) ON TABLE public.tenants TO mitreden_published;

--
-- Name: COLUMN tenants.origin; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(origin) ON TABLE public.tenants TO mitreden_published;

--
-- Name: COLUMN tenants.name; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(name) ON TABLE public.tenants TO mitreden_published;

--
-- Name: COLUMN tenants.is_demonstration; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(is_demonstration) ON TABLE public.tenants TO mitreden_published;

--
-- Name: COLUMN tenants.suspended_at; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT(suspended_at) ON TABLE public.tenants TO mitreden_jobs;
GRANT SELECT(suspended_at) ON TABLE public.tenants TO mitreden_published;

--
-- PostgreSQL database dump complete
--

