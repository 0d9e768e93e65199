-- What was needed that evening, and who could be in photographs, stays as bare numbers when the names go: the next evening is planned
-- from them.

create table departed_needs (
    tenant_id uuid not null references tenants,
    conference_id uuid not null,
    -- "interpreter:fa", "food:vegan", "step_free" …
    need text not null check (need ~ '^[a-z_]{1,30}(:[a-z_-]{1,20})?$'),
    people integer not null check (people >= 0),
    primary key (tenant_id, conference_id, need),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade
);
select protect_tenant_table('departed_needs');
grant insert (conference_id, need, people), update (people) on departed_needs to mitreden_app;

-- While the registration is still there; of those who had a seat or came, once their evening is over.
create function keep_count_of_needs() returns trigger
language plpgsql
as $$
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
create trigger keep_count before delete on registration_needs for each row execute function keep_count_of_needs();

-- Before the registration goes, while its needs can still be counted; and who could be in photographs, of those who came.
create function keep_needs_of_registration() returns trigger
language plpgsql
as $$
begin
    delete from registration_needs where tenant_id = old.tenant_id and registration_id = old.id;
    insert into departed_needs (conference_id, need, people)
    select c.id, 'photos', 1 from check_ins as i join conferences as c on c.tenant_id = i.tenant_id and c.id = old.conference_id
    where i.tenant_id = old.tenant_id and i.registration_id = old.id and not i.at_home and i.photos
    on conflict (tenant_id, conference_id, need) do update set people = departed_needs.people + 1;
    return old;
end
$$;
create trigger keep_needs before delete on registrations for each row execute function keep_needs_of_registration();

-- Whoever is there was seen; what is written beside it later, perhaps by the night in which their needs go, is no sign of them.
drop trigger note_seen on check_ins;
create trigger note_seen after insert or update of at_home on check_ins for each row execute function note_seen_guest();
