-- A Party whose day of entry into force was confirmed after a round was opened joins it later; the history says when, by whom and why.
alter table reporting.bound add column added_at timestamptz, add column added_by text, add column reason text;
comment on column reporting.bound.added_at is 'When it joined, where that was after the opening.';
comment on column reporting.bound.added_by is 'Account.';
comment on column reporting.bound.reason is 'Why it joined later, in the words of whoever added it.';
