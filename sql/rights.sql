-- Who may do what, one line each: what sql/rights.txt is made from (bin/schema) and compared with. Run by psql as a superuser.
\pset format unaligned
\pset tuples_only on
select line from (
    select 1 as part, format('role %s:%s%s%s', rolname, case when rolcanlogin then ' login' else ' nologin' end,
        case when rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication then ' TOO MUCH' else '' end,
        (select coalesce(' member of ' || string_agg(g.rolname, ', ' order by g.rolname), '') from pg_auth_members as m
            join pg_roles as g on g.oid = m.roleid where m.member = r.oid)) as line
    from pg_roles as r where rolname like 'mitreden%'
    union all
    select 2, format('table %s: owner %s%s%s', relname, pg_get_userbyid(relowner), case when relrowsecurity then ', rls' else '' end,
        case when relforcerowsecurity then ' forced' else '' end)
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
    union all
    select 3, format('policy %s.%s: %s %s to %s using %s check %s', polrelid::regclass, polname, case when polpermissive then 'permissive' else 'restrictive' end,
        case polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' end,
        case when polroles = '{0}' then 'everybody' else (select string_agg(rolname, ', ' order by rolname) from pg_roles where oid = any(polroles)) end,
        regexp_replace(coalesce(pg_get_expr(polqual, polrelid), '-'), '\s+', ' ', 'g'),
        regexp_replace(coalesce(pg_get_expr(polwithcheck, polrelid), '-'), '\s+', ' ', 'g'))
    from pg_policy
    union all
    select 4, format('grant %s to %s: %s%s', table_name, grantee, lower(privilege_type), coalesce(' (' || columns || ')', ''))
    from (
        select c.relname as table_name, pg_get_userbyid(a.grantee) as grantee, a.privilege_type, null as columns
        from pg_class as c, aclexplode(c.relacl) as a
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.grantee <> c.relowner
        union all
        select c.relname, pg_get_userbyid(a.grantee), a.privilege_type, string_agg(t.attname, ', ' order by t.attnum)
        from pg_class as c join pg_attribute as t on t.attrelid = c.oid, aclexplode(t.attacl) as a
        where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner group by 1, 2, 3
    ) as g
    union all
    select 5, format('function %s: owner %s, %s%s, executed by %s', p.oid::regprocedure, pg_get_userbyid(proowner),
        case when prosecdef then 'SECURITY DEFINER' else 'invoker' end, coalesce(', ' || array_to_string(proconfig, ', '), ''),
        case when proacl is null then 'everybody' else (select string_agg(case when a.grantee = 0 then 'everybody' else pg_get_userbyid(a.grantee)::text end, ', '
            order by a.grantee) from aclexplode(proacl) as a where a.privilege_type = 'EXECUTE') end)
    from pg_proc as p where pronamespace = 'public'::regnamespace
) as lines order by part, line collate "C";
