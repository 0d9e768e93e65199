-- The office can take back an entry that was wrong: the entry stays, with the reason, and counts no more.
create table recommendation_event_withdrawals (
    tenant_id uuid not null references tenants,
    event_id uuid not null,
    reason text not null check (length(reason) between 1 and 500),
    withdrawn_at timestamptz not null default now(),
    withdrawn_by uuid default current_person(),
    primary key (tenant_id, event_id),
    foreign key (tenant_id, event_id) references recommendation_events (tenant_id, id) on delete cascade,
    foreign key (tenant_id, withdrawn_by) references people (tenant_id, id) on delete set null (withdrawn_by)
);
comment on table recommendation_event_withdrawals is 'entries of the chain that were mistakes; shown as corrected, append-only by grant';
comment on table recommendation_events is 'the chain everybody can follow; append-only by grant, mistakes are taken back by a row beside them';
create index on recommendation_event_withdrawals (tenant_id, withdrawn_by);
select protect_tenant_table('recommendation_event_withdrawals');
grant insert (event_id, reason) on recommendation_event_withdrawals to mitreden_app;

-- Said the same as the events and were never read: one truth is enough until papers have more to tell.
-- squawk-ignore ban-drop-table
drop table papers;
-- squawk-ignore ban-drop-table
drop table submissions;

-- A form sent twice makes one ballot paper and one conference. Both tables have a few dozen rows at most: no index holds anybody up.
alter table polls add column submission_key uuid;
-- squawk-ignore require-concurrent-index-creation
create unique index on polls (tenant_id, submission_key);
grant insert (submission_key) on polls to mitreden_app;
alter table conferences add column submission_key uuid;
-- squawk-ignore require-concurrent-index-creation
create unique index on conferences (tenant_id, submission_key);
