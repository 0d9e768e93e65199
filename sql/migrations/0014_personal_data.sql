-- What becomes of a person's open votes when the person goes: they still count, and nobody knows any more whose they were.
create table departed_ballots (
    tenant_id uuid not null references tenants,
    poll_id uuid not null,
    ballots integer not null default 1 check (ballots > 0),
    primary key (tenant_id, poll_id),
    foreign key (tenant_id, poll_id) references polls (tenant_id, id) on delete cascade
);
select protect_tenant_table('departed_ballots');
grant insert (poll_id), update (ballots) on departed_ballots to mitreden_app;

create table departed_choices (
    tenant_id uuid not null references tenants,
    poll_id uuid not null,
    recommendation_id uuid not null,
    choice text not null check (choice in ('yes', 'no', 'abstain')),
    choices integer not null default 1 check (choices > 0),
    primary key (tenant_id, poll_id, recommendation_id, choice),
    foreign key (tenant_id, poll_id, recommendation_id)
        references poll_questions (tenant_id, poll_id, recommendation_id) on delete cascade
);
select protect_tenant_table('departed_choices');
grant insert (poll_id, recommendation_id, choice), update (choices) on departed_choices to mitreden_app;

-- Before the ballot goes, while its choices are still there. While the vote is open nobody goes: they could come back and vote again.
create function keep_count_of_ballot() returns trigger
language plpgsql
as $$
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
create trigger keep_count before delete on open_ballots for each row execute function keep_count_of_ballot();
