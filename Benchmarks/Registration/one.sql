-- One registration, the statements of a batch of one (RegistrationBatchQueries), for pgbench.
begin;
select * from enter('harburg.localhost', null, null);
select * from conference_list() where slug = any(array[:slug::text]);
select gen_random_uuid() as key, upper(left(translate(gen_random_uuid()::text, '-01', 'xyz'), 12)) as reference, id as conference
from conferences where tenant_id = (select current_tenant()) and slug = :slug::text \gset
select pg_advisory_xact_lock(hashtextextended(x.word, 0)) from (
    select 'submission ' || unnest(array[:key::text]) as word union select 'registration ' || unnest(array[:conference::text]) order by word desc
) as x;
select coalesce(max(r.place), 0) + 1 as place,
    count(*) filter (where r.standing in ('confirmed', 'offered') and x.registration_id is null and not coalesce(i.at_home, false))::int as taken,
    count(*) filter (where r.standing = 'waiting' and x.registration_id is null and i.registration_id is null)::int as waiting
from registrations as r
left join registration_cancellations as x on x.tenant_id = r.tenant_id and x.registration_id = r.id
left join check_ins as i on i.tenant_id = r.tenant_id and i.registration_id = r.id
where r.tenant_id = (select current_tenant()) and r.conference_id = any(array[:conference::uuid]) \gset
select id, capacity from conferences where tenant_id = (select current_tenant()) and id = any(array[:conference::uuid]);
select submission_key from registrations where tenant_id = (select current_tenant()) and submission_key = any(array[:key::uuid]);
with entry as materialized (
    select new_id() as id, new_id() as person_id, x.*
    from unnest(array['Gast'], array['de'], array[:conference::uuid], array['waiting'], array[:reference::text], array[:key::uuid], array[null::text],
        array[false], array[false], array[0::int8], array[null::text], array[false], array[null::text], array[now()], array['online'], array[:place::int8],
        array[0::int8], array[null::uuid], array[null::text], array[null::bytea], array[null::bytea], array[null::bool], array[null::bool]) with ordinality
    as x (name, language, conference_id, standing, reference, key, interpreter, sign_language, step_free, children, food, photo_consent,
        remark, expires_at, channel, place, party, party_id, way, address, address_mac, reminders, follow_up, number)
), person as (
    insert into people (id, name, language) select person_id, name, language from entry
), registration as (
    insert into registrations (id, conference_id, person_id, standing, channel, reference, submission_key, place, party_id)
    select id, conference_id, person_id, standing, channel, reference, key, place,
        coalesce(party_id, first_value(id) over (partition by party order by number))
    from entry
), contact as (
    insert into contacts (person_id, conference_id, way, address, address_mac, reminders, follow_up)
    select person_id, conference_id, way, address, address_mac, reminders, follow_up from entry where way is not null
), needs as (
    insert into registration_needs (
        registration_id, interpreter, sign_language, step_free, children, food, photo_consent, remark, expires_at)
    select id, interpreter, sign_language, step_free, children, food, photo_consent, remark, expires_at from entry
)
select id, person_id from entry order by number;
select pg_notify('mitreden', 'bench');
commit;
