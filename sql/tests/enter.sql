-- The first statement of every transaction: what it lets in, and what it raises.
begin;
select plan(9);

insert into tenants (slug, origin, name, district) values
    ('nord', 'http://nord.example', '{"de": "Rat Nord"}', '{"de": "Nord"}'),
    ('sued', 'http://sued.example', '{"de": "Rat Süd"}', '{"de": "Süd"}');
insert into tenant_hosts (host, tenant_id) select slug || '.example', id from tenants where slug in ('nord', 'sued');

select throws_ok($$ select current_tenant() $$, 'MR000', null, 'without a tenant there is no tenant, not all of them');
select throws_ok($$ select * from enter('nirgends.example', null, null) $$, 'MR404', null, 'an unknown host');
select throws_ok($$ select * from enter('nord.example', null, '{}') $$, 'MR401', null, 'a guest where one must be signed in');
select lives_ok($$ select * from enter('nord.example', null, null) $$, 'a guest where everybody may');
select is(current_tenant(), (select id from tenants where slug = 'nord'), 'the host names the tenant');

insert into people (id, name) values ('00000000-0000-7000-8000-000000000001', 'Moderation');
insert into role_grants (person_id, role) values ('00000000-0000-7000-8000-000000000001', 'moderator');
insert into sessions (token_hash, person_id, expires_at) values
    (sha256('gilt'), '00000000-0000-7000-8000-000000000001', now() + interval '1 hour'),
    (sha256('vorbei'), '00000000-0000-7000-8000-000000000001', now() - interval '1 second');

select is((select name from enter('nord.example', sha256('gilt'), '{moderator}')), 'Moderation', 'a session with the role');
select throws_ok($$ select * from enter('nord.example', sha256('gilt'), '{desk}') $$, 'MR403', null, 'a session without the role');
select throws_ok($$ select * from enter('nord.example', sha256('vorbei'), '{}') $$, 'MR401', null, 'a session whose time is over');

-- As the application, whom policies bind; a superuser would see the session of the other tenant.
set local role mitreden_app;
select throws_ok($$ select * from enter('sued.example', sha256('gilt'), '{}') $$, 'MR401', null, 'a session at another council');
reset role;

select * from finish();
rollback;
