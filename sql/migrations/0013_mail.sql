-- Mail that leaves the house, and how people come in by it. What can be stolen here is sealed or keyed: the key is outside.

-- Messages that wait to be sent. One that is handed over is deleted.
create table mails (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    person_id uuid,
    -- AES-GCM: what it says, and where it goes (null: not known yet)
    letter bytea not null,
    recipient bytea,
    created_at timestamptz not null default now(),
    -- of no use after that
    expires_at timestamptz not null,
    -- on its way: whoever finds this set and does not know how it went never sends it again
    taken_at timestamptz,
    -- kept to be looked at, on a developer's machine
    kept_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on mails (tenant_id, person_id);
create index on mails (tenant_id, expires_at);
create index on mails (tenant_id, kept_at) where kept_at is not null;
select protect_tenant_table('mails');
grant insert (id, letter, expires_at), update (letter, recipient, person_id, expires_at, taken_at, kept_at), delete on mails to mitreden_app;

-- By which somebody who wants to comes in without a card. One address, one person.
create table email_addresses (
    tenant_id uuid not null references tenants,
    person_id uuid not null,
    -- HMAC-SHA-256 of the address: by which it is found
    address_mac bytea not null check (length(address_mac) = 32),
    -- AES-GCM: by which it is written to
    address bytea not null,
    confirmed_at timestamptz not null default now(),
    primary key (tenant_id, person_id),
    unique (tenant_id, address_mac),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
select protect_tenant_table('email_addresses');
grant insert (person_id, address_mac, address), update (address_mac, address, confirmed_at), delete on email_addresses to mitreden_app;

-- Somebody asked for a message by which to sign in, or to show that an address is theirs. Asking looks the same whether the
-- address is known or not. Kept for a day, for the sake of the budgets.
create table email_requests (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    -- SHA-256 of a secret in a cookie of the browser that asked: nobody else can use what is sent
    browser_hash bytea not null check (length(browser_hash) = 32),
    address_mac bytea not null check (length(address_mac) = 32),
    -- set when somebody who is signed in shows that an address is theirs
    claimed_by uuid,
    claimed_address bytea,
    mail_id uuid,
    -- null: not, or not any more, to be used
    code_mac bytea check (length(code_mac) = 32),
    link_hash bytea check (length(link_hash) = 32),
    failures integer not null default 0,
    requested_at timestamptz not null default now(),
    mailed_at timestamptz,
    expires_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, browser_hash),
    foreign key (tenant_id, claimed_by) references people (tenant_id, id) on delete cascade,
    foreign key (tenant_id, mail_id) references mails (tenant_id, id) on delete set null (mail_id),
    check ((claimed_by is null) = (claimed_address is null))
);
create index on email_requests (tenant_id, address_mac, requested_at);
create index on email_requests (tenant_id, requested_at);
create index on email_requests (tenant_id, claimed_by);
create index on email_requests (tenant_id, mail_id);
select protect_tenant_table('email_requests');
grant insert (id, browser_hash, address_mac, claimed_by, claimed_address, mail_id, code_mac, link_hash, expires_at),
    update (browser_hash, code_mac, link_hash, failures, mailed_at, expires_at), delete on email_requests to mitreden_app;
