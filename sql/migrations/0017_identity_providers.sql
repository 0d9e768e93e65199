-- Accounts elsewhere: OpenID Connect providers that an operator has approved for a council, which of their accounts is whom here, and
-- by which rules of the council what they say gives roles.

create table identity_providers (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    -- exactly as in its own metadata (OpenID Connect Discovery 1.0, section 3)
    issuer text not null check (length(issuer) <= 500),
    client_id text not null check (length(client_id) between 1 and 300),
    -- AES-GCM; null: a public client
    client_secret bytea,
    -- what people call it: "Anmelden mit …"
    name text not null check (length(name) between 1 and 80),
    approved_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, issuer)
);
select protect_tenant_table('identity_providers');
comment on table identity_providers is 'entered by the operator alone';
-- Like the register: the operator's role keeps it, one council at a time, and it says nothing about anybody.
grant select, insert, delete on identity_providers to mitreden_platform;
revoke insert, update, delete on identity_providers from mitreden_app;

-- Servers ask the register whether to offer it.
-- squawk-ignore adding-field-with-default
alter table tenants add column offers_accounts boolean not null default false;
create function note_offered_accounts() returns trigger
language plpgsql
as $$
declare
    changed identity_providers := coalesce(new, old);
begin
    update tenants as t set offers_accounts = exists (select from identity_providers as p where p.tenant_id = t.id) where t.id = changed.tenant_id;
    return null;
end
$$;
create trigger note after insert or delete on identity_providers for each row execute function note_offered_accounts();

-- What a provider says of an account, and the role that it gives here.
create table provider_rules (
    tenant_id uuid not null references tenants,
    id uuid not null default new_id(),
    provider_id uuid not null,
    claim text not null check (length(claim) between 1 and 100),
    value text not null check (length(value) between 1 and 200),
    role text not null check (role in (
        'table_host', 'moderator', 'interpreter', 'desk', 'council_member', 'chair', 'council_office', 'tenant_admin')),
    primary key (tenant_id, id),
    unique (tenant_id, provider_id, claim, value, role),
    foreign key (tenant_id, provider_id) references identity_providers (tenant_id, id) on delete cascade
);
select protect_tenant_table('provider_rules');
grant insert (provider_id, claim, value, role), delete on provider_rules to mitreden_app;

create table provider_accounts (
    tenant_id uuid not null references tenants,
    provider_id uuid not null,
    -- HMAC-SHA-256 of the account's name there ("sub")
    subject_mac bytea not null check (length(subject_mac) = 32),
    person_id uuid not null,
    -- the roles that rules have given, and may take away again
    roles text[] not null default '{}',
    linked_at timestamptz not null default now(),
    primary key (tenant_id, provider_id, subject_mac),
    unique (tenant_id, provider_id, person_id),
    foreign key (tenant_id, provider_id) references identity_providers (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references people (tenant_id, id) on delete cascade
);
create index on provider_accounts (tenant_id, person_id);
select protect_tenant_table('provider_accounts');
grant insert (provider_id, subject_mac, person_id, roles), update (roles), delete on provider_accounts to mitreden_app;

-- What a provider's word has given goes when nobody listens to it any more.
create function take_back_roles() returns trigger
language plpgsql
as $$
begin
    delete from role_grants as g where g.tenant_id = old.tenant_id and g.person_id = old.person_id and g.role = any(old.roles);
    return null;
end
$$;
create trigger take_back after delete on provider_accounts for each row execute function take_back_roles();
