-- What is read and written while measuring. `bench_plain` is the same as `bench_people` without row-level security.
create table bench_people (
    tenant_id uuid not null references tenants,
    number bigint not null,
    name text not null,
    primary key (tenant_id, number)
);
select protect_tenant_table('bench_people');
create table bench_plain (like bench_people including all);
grant select on bench_plain to mitreden_app;
create table bench_events (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    action text not null,
    primary key (tenant_id, id)
);
select protect_tenant_table('bench_events');
grant insert (action) on bench_events to mitreden_app;

select for_each_tenant(
    'insert into bench_people (number, name) select n, ''Gast '' || n from generate_series(1, 1000) as n');
insert into bench_plain select t.id, n, 'Gast ' || n from tenants as t, generate_series(1, 1000) as n;
analyze bench_people, bench_plain;
