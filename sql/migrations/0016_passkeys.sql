-- Passkeys (Web Authentication, Level 3), and codes for those who lose theirs. Nothing here can be used by whoever steals it: public
-- halves of keys, and codes under a key that is outside the database.

create table passkeys (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    person_id uuid not null,
    -- by which the authenticator knows it
    credential_id bytea not null check (length(credential_id) between 1 and 1023),
    -- SubjectPublicKeyInfo (RFC 5280), DER
    public_key bytea not null check (length(public_key) <= 2000),
    -- COSE: -7 is ES256, -257 RS256
    algorithm smallint not null check (algorithm in (-7, -257)),
    -- how often it has signed; stays 0 with those that live on several devices
    sign_count bigint not null default 0 check (sign_count >= 0),
    is_synced boolean not null,
    -- what the browser it was made in calls itself
    device text check (length(device) <= 60),
    created_at timestamptz not null default now(),
    used_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, credential_id),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on passkeys (tenant_id, person_id);
select protect_tenant_table('passkeys');
grant insert (person_id, credential_id, public_key, algorithm, sign_count, is_synced, device), update (sign_count, is_synced, used_at), delete
    on passkeys to mitreden_app;

-- Using one deletes it.
create table recovery_codes (
    tenant_id uuid not null references tenants,
    code_mac bytea not null check (length(code_mac) = 32),
    person_id uuid not null,
    primary key (tenant_id, code_mac),
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on recovery_codes (tenant_id, person_id);
select protect_tenant_table('recovery_codes');
grant insert (code_mac, person_id), delete on recovery_codes to mitreden_app;

-- What browsers were given to sign, or to bring back from elsewhere, is not stored; what they brought back is, until it is too old anyway.
create table spent_challenges (
    tenant_id uuid not null references tenants,
    challenge_hash bytea not null check (length(challenge_hash) = 32),
    expires_at timestamptz not null,
    primary key (tenant_id, challenge_hash)
);
create index on spent_challenges (tenant_id, expires_at);
select protect_tenant_table('spent_challenges');
grant insert (challenge_hash, expires_at), delete on spent_challenges to mitreden_app;

-- How somebody has shown who they are. Null in sessions from before this was written down.
alter table sessions add column proof text check (proof in ('card', 'link', 'email', 'passkey', 'recovery', 'provider'));
grant insert (proof), update (proof) on sessions to mitreden_app;
