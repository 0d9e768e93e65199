-- A list that begins late has days behind it already: what was due before it began is due a week after (ChecklistItem.due).
-- Null: it began before this was kept, or in time.
alter table checklist_items add column begun_on date;
grant insert (begun_on) on checklist_items to mitreden_app;
