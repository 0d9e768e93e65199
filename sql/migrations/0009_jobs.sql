-- What is to be done later, or again and again: each job belongs to a tenant, and is taken by whichever server is free.
create table jobs (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    kind text not null check (kind ~ '^[a-z][a-z-]{1,40}$'),
    -- what it is about, so that the same is not put down twice: an id or a date, never content
    subject text not null default '' check (length(subject) <= 100),
    created_at timestamptz not null default now(),
    -- when it may be taken (again); taking it moves this to the end of the lease
    run_at timestamptz not null default now(),
    attempts integer not null default 0,
    last_error text check (length(last_error) <= 300),
    -- set when there is no use in trying again: somebody has to look
    given_up_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, kind, subject)
);
comment on table jobs is 'deleted when done, daily ones put off to the next night; what stays with given_up_at set is a dead letter';
create index on jobs (tenant_id, run_at) where given_up_at is null;
select protect_tenant_table('jobs');
grant insert (kind, subject, run_at), update (run_at, attempts, last_error, given_up_at), delete on jobs to mitreden_app;

-- The role behind claim_job(): sees the jobs of all tenants, and nothing else of theirs.
create policy claim on jobs to mitreden_jobs using (true) with check (true);
grant select, update (run_at, attempts) on jobs to mitreden_jobs;
grant select (id, suspended_at) on tenants to mitreden_jobs;

-- Servers wait for jobs; they are told that there is one.
create function announce_jobs() returns trigger
language plpgsql
as $$
begin
    perform pg_notify('mitreden', 'jobs');
    return null;
end
$$;
create trigger announce after insert on jobs for each statement execute function announce_jobs();
