-- People of a council, what they may do, and how they prove who they are. There are no passwords.

create table people (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    -- what the person wants to be called; need not be a legal name
    name text not null check (length(name) between 1 and 200),
    language text not null default 'de',
    created_at timestamptz not null default now(),
    primary key (tenant_id, id)
);
select protect_tenant_table('people');
grant insert (id, name, language), update (name, language), delete on people to mitreden_app;

create table role_grants (
    tenant_id uuid not null references tenants,
    person_id uuid not null,
    role text not null check (role in (
        'participant', 'table_host', 'moderator', 'interpreter', 'desk', 'council_member', 'chair', 'council_office', 'tenant_admin')),
    granted_at timestamptz not null default now(),
    granted_by uuid,
    primary key (tenant_id, person_id, role),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade,
    foreign key (tenant_id, granted_by) references people (tenant_id, id) on delete set null (granted_by)
);
create index on role_grants (tenant_id, granted_by);
select protect_tenant_table('role_grants');
grant insert (person_id, role, granted_by), delete on role_grants to mitreden_app;

create table cards (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    person_id uuid not null,
    -- SHA-256 of the 128 random bits in the QR code
    secret_hash bytea not null check (length(secret_hash) = 32),
    -- HMAC-SHA-256 of the printed code; the key is outside the database
    code_mac bytea not null check (length(code_mac) = 32),
    -- the code's last two characters, by which people tell cards apart
    ending text not null check (length(ending) = 2),
    code_valid_from timestamptz not null,
    code_valid_until timestamptz not null,
    issued_at timestamptz not null default now(),
    issued_by uuid,
    primary key (tenant_id, id),
    unique (tenant_id, secret_hash),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade,
    foreign key (tenant_id, issued_by) references people (tenant_id, id) on delete set null (issued_by),
    check (code_valid_from < code_valid_until)
);
create index on cards (tenant_id, code_mac);
create index on cards (tenant_id, person_id);
create index on cards (tenant_id, issued_by);
select protect_tenant_table('cards');
grant insert (id, person_id, secret_hash, code_mac, ending, code_valid_from, code_valid_until, issued_by),
    update (code_valid_from, code_valid_until) on cards to mitreden_app;

create table card_withdrawals (
    tenant_id uuid not null references tenants,
    card_id uuid not null,
    withdrawn_at timestamptz not null default now(),
    withdrawn_by uuid,
    primary key (tenant_id, card_id),
    foreign key (tenant_id, card_id) references cards (tenant_id, id) on delete cascade,
    foreign key (tenant_id, withdrawn_by) references people (tenant_id, id) on delete set null (withdrawn_by)
);
create index on card_withdrawals (tenant_id, withdrawn_by);
select protect_tenant_table('card_withdrawals');
grant insert (card_id, withdrawn_by) on card_withdrawals to mitreden_app;

create table sessions (
    tenant_id uuid not null references tenants,
    -- SHA-256 of the cookie's 256 random bits
    token_hash bytea not null check (length(token_hash) = 32),
    person_id uuid not null,
    card_id uuid,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    primary key (tenant_id, token_hash),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade,
    foreign key (tenant_id, card_id) references cards (tenant_id, id) on delete cascade
);
create index on sessions (tenant_id, person_id);
create index on sessions (tenant_id, card_id);
select protect_tenant_table('sessions');
grant insert (token_hash, person_id, card_id, expires_at), delete on sessions to mitreden_app;

create table signin_links (
    tenant_id uuid not null references tenants,
    secret_hash bytea not null check (length(secret_hash) = 32),
    person_id uuid not null,
    expires_at timestamptz not null,
    primary key (tenant_id, secret_hash),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on signin_links (tenant_id, person_id);
select protect_tenant_table('signin_links');
-- using a link deletes it
grant insert (secret_hash, person_id, expires_at), delete on signin_links to mitreden_app;

-- One row a minute: how many attempts to sign in failed in the whole council. Says nothing about whom or from where.
create table signin_failures (
    tenant_id uuid not null references tenants,
    minute timestamptz not null,
    failures integer not null default 1,
    primary key (tenant_id, minute)
);
select protect_tenant_table('signin_failures');
grant insert (minute), update (failures), delete on signin_failures to mitreden_app;

create table audit_events (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    happened_at timestamptz not null default now(),
    person_id uuid default current_person(),
    action text not null,
    subject text not null,
    primary key (tenant_id, id)
);
comment on table audit_events is 'append-only by grant; person_id is no foreign key, since a row outlives the person';
select protect_tenant_table('audit_events');
grant insert (action, subject) on audit_events to mitreden_app;
