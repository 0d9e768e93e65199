-- Cards that are printed before anybody has come: dead paper until the desk hands one out.
create table blank_cards (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    conference_id uuid not null,
    -- printed large: by it the desk says which one it hands out
    number integer not null check (number between 1 and 9999),
    secret_hash bytea not null check (length(secret_hash) = 32),
    code_mac bytea not null check (length(code_mac) = 32),
    ending text not null check (length(ending) = 2),
    submission_key uuid not null,
    printed_at timestamptz not null default now(),
    printed_by uuid default current_person(),
    -- handed out to somebody: its hashes stand in cards from then on
    taken_at timestamptz,
    -- the pile was lost: it will never work
    discarded_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, conference_id, number),
    foreign key (tenant_id, conference_id) references conferences (tenant_id, id) on delete cascade,
    foreign key (tenant_id, printed_by) references people (tenant_id, id) on delete set null (printed_by)
);
comment on table blank_cards is 'nobody can sign in with one; what was taken or discarded stays until the evening is over, so that no number comes twice';
create index on blank_cards (tenant_id, secret_hash);
create index on blank_cards (tenant_id, code_mac);
create index on blank_cards (tenant_id, printed_by);
select protect_tenant_table('blank_cards');
grant insert (conference_id, number, secret_hash, code_mac, ending, submission_key), update (taken_at, discarded_at), delete
    on blank_cards to mitreden_app;

-- The number stays with the card: handing it out twice to the same person is handing it out once.
alter table cards add column number integer check (number between 1 and 9999);
grant insert (number) on cards to mitreden_app;
