-- The roles of one server. Run once by a superuser; running it again changes nothing.
-- Who may log in from where is the business of pg_hba.conf.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['mitreden_owner', 'mitreden_app', 'mitreden_platform', 'mitreden_backup'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I login nosuperuser nocreatedb nocreaterole nobypassrls', wanted);
        end if;
    end loop;
    -- Roles behind doors in the wall: nobody logs in as one. The owner may become one, to make its door, but has none of its
    -- rights and policies by itself: what mitreden_doors is a member of, it does not inherit.
    foreach wanted in array array['mitreden_doors', 'mitreden_jobs', 'mitreden_search', 'mitreden_published', 'mitreden_audit'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin noinherit nosuperuser nocreatedb nocreaterole nobypassrls', wanted);
        end if;
    end loop;
    grant mitreden_jobs, mitreden_search, mitreden_published, mitreden_audit to mitreden_doors;
    grant mitreden_doors to mitreden_owner;
end
$$;

comment on role mitreden_jobs is 'owns claim_job(): sees what is to be done for all tenants, and nothing else';
comment on role mitreden_search is 'owns search(): sees what can be searched, and nothing else';
comment on role mitreden_published is 'owns published(): sees announced conferences of all tenants, and nothing else';
comment on role mitreden_audit is 'owns forget_audit(): deletes old events of the log, and nothing else';
comment on role mitreden_owner is 'owns the schema and migrates it; FORCE binds it to row-level security too';
comment on role mitreden_app is 'serves; owns nothing and cannot bypass row-level security';
comment on role mitreden_platform is 'keeps the register of tenants; sees no content';
comment on role mitreden_backup is 'reads for pg_dump';

-- A statement that runs longer than this is a fault; a lock waited for longer, too.
alter role mitreden_app set statement_timeout = '10s';
alter role mitreden_app set lock_timeout = '5s';
alter role mitreden_app set idle_in_transaction_session_timeout = '15s';
