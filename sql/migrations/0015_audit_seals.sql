-- The log of what was done is append-only by grant. Every hour what has been added is sealed: whoever changes it later, even with the
-- owner's rights, has to change every seal after it, and somebody may have written one of those down.
create table audit_seals (
    tenant_id uuid not null references tenants,
    number integer not null check (number > 0),
    -- from the end of the one before
    sealed_until timestamptz not null,
    events integer not null check (events > 0),
    -- Merkle root of the events (RFC 6962) and, chained, SHA-256 over the seal before, this root, its number, end and count
    root bytea not null check (length(root) = 32),
    chained bytea not null check (length(chained) = 32),
    sealed_at timestamptz not null default now(),
    primary key (tenant_id, number)
);
select protect_tenant_table('audit_seals');
grant insert (number, sealed_until, events, root, chained) on audit_seals to mitreden_app;

-- The log of an office is small.
-- squawk-ignore require-concurrent-index-creation
create index on audit_events (tenant_id, happened_at);
