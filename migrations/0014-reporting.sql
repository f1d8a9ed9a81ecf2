-- National reports (Article 21): rounds that were opened, the Parties that each binds, what was extended and written to them, and which record is whose report.
create schema reporting;
comment on schema reporting is 'Reporting rounds of Article 21. The reports themselves are records.';

create table reporting.rounds (
	cycle text primary key,
	opened_at timestamptz not null,
	opened_by text not null
);
comment on table reporting.rounds is 'Cycles that the secretariat opened. What a cycle is stands in the facts (kind cycle).';
comment on column reporting.rounds.cycle is 'Id of the cycle: its period.';
comment on column reporting.rounds.opened_at is 'When Parties could begin.';
comment on column reporting.rounds.opened_by is 'Account.';

create table reporting.bound (
	cycle text not null references reporting.rounds (cycle),
	party text not null,
	due date not null,
	shows_progress boolean not null default false,
	primary key (cycle, party)
);
comment on table reporting.bound is 'The Parties bound by a round, frozen when it was opened: the denominator of every share of the cycle.';
comment on column reporting.bound.cycle is 'The round.';
comment on column reporting.bound.party is 'Key of the Party.';
comment on column reporting.bound.due is 'Day until which its report is asked for: that of the cycle, or a later one.';
comment on column reporting.bound.shows_progress is 'Whether the Party lets the public see, before it submits, that it has begun.';

create table reporting.extensions (
	cycle text not null,
	party text not null,
	due date not null,
	reason text not null,
	extended_by text not null,
	extended_at timestamptz not null,
	primary key (cycle, party, extended_at),
	foreign key (cycle, party) references reporting.bound (cycle, party)
);
comment on table reporting.extensions is 'More time that was given to a Party. The last one stands in reporting.bound.';
comment on column reporting.extensions.cycle is 'The round.';
comment on column reporting.extensions.party is 'The Party.';
comment on column reporting.extensions.due is 'The later day.';
comment on column reporting.extensions.reason is 'Why, in the words of whoever gave it.';
comment on column reporting.extensions.extended_by is 'Account.';
comment on column reporting.extensions.extended_at is 'When it was given.';

create table reporting.letters (
	cycle text not null,
	party text not null,
	letter text not null,
	account text not null,
	sent_at timestamptz not null,
	primary key (cycle, party, letter, account),
	foreign key (cycle, party) references reporting.bound (cycle, party)
);
comment on table reporting.letters is 'Invitations and reminders, so that none is written twice.';
comment on column reporting.letters.cycle is 'The round.';
comment on column reporting.letters.party is 'The Party.';
comment on column reporting.letters.letter is 'invitation; a reminder by its distance from the due day, with the day where it was moved: before-30, after-7 2026-03-31; extension with the day; again with the moment at which somebody asked.';
comment on column reporting.letters.account is 'To whom.';
comment on column reporting.letters.sent_at is 'When it was handed to the mail.';

create table reporting.reports (
	cycle text not null,
	party text not null,
	record_id text not null unique references records.records (id),
	primary key (cycle, party)
);
comment on table reporting.reports is 'Which record is the report of a Party for a cycle: at most one each.';
comment on column reporting.reports.cycle is 'Id of the cycle.';
comment on column reporting.reports.party is 'The Party.';
comment on column reporting.reports.record_id is 'The record.';

alter table records.records add column keeps_version boolean not null default false;
comment on column records.records.keeps_version is 'Whether it stays with the version of the form that it was begun with, as a report of an earlier cycle does.';
