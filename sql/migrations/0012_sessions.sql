-- Sessions that their owner can look at and end one by one, and that end by themselves when nobody uses them.
-- The table is small and short-lived: rewriting it holds nobody up.
-- squawk-ignore adding-field-with-default
alter table sessions add column id uuid not null default new_id();
-- what the browser calls itself, in a few words: "Firefox · Android"
alter table sessions add column device text check (length(device) <= 60);
-- brought up to date every ten minutes at most
-- squawk-ignore adding-field-with-default
alter table sessions add column seen_at timestamptz not null default now();
-- squawk-ignore require-concurrent-index-creation
create unique index on sessions (tenant_id, id);
-- sessions of one browser, between which its owners change: a family with one phone
alter table sessions add column household_id uuid;
-- squawk-ignore require-concurrent-index-creation
create index on sessions (tenant_id, household_id) where household_id is not null;
grant insert (device, household_id), update (seen_at, token_hash, household_id) on sessions to mitreden_app;

-- Whoever gets or loses a right signs in again: no session outlives the rights it was opened with.
create function end_sessions_of_grantee() returns trigger
language plpgsql
as $$
declare
    changed role_grants := coalesce(new, old);
begin
    delete from sessions as s where s.tenant_id = changed.tenant_id and s.person_id = changed.person_id;
    return null;
end
$$;
create trigger end_sessions after insert or delete on role_grants for each row execute function end_sessions_of_grantee();
