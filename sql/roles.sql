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
end
$$;

comment on role mitreden_owner is 'owns the schema and migrates it; FORCE binds it to row-level security too';
comment on role mitreden_app is 'serves; owns nothing and cannot bypass row-level security';
comment on role mitreden_platform is 'keeps the register of tenants; sees no content';
comment on role mitreden_backup is 'reads for pg_dump';

-- A statement that runs longer than this is a fault; a lock waited for longer, too.
alter role mitreden_app set statement_timeout = '10s';
alter role mitreden_app set lock_timeout = '5s';
alter role mitreden_app set idle_in_transaction_session_timeout = '15s';
