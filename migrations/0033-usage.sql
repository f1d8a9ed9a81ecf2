-- How the platform is used, counted without cookies and without keeping whom: sums by day, and for as long as a day is open marks that tell visitors apart.
create schema usage;
comment on schema usage is 'How the platform is used: sums by day. Nobody can be told from them.';

create table usage.counts (
	day date not null,
	audience text not null check (audience in ('people', 'robots', 'programs')),
	dimension text not null,
	value text not null,
	views bigint not null default 0,
	replies bigint not null default 0,
	acts bigint not null default 0,
	visitors bigint not null default 0,
	bytes bigint not null default 0,
	primary key (day, audience, dimension, value)
);
comment on table usage.counts is 'Sums of one day (UTC) by one property of what was answered. Properties are never crossed with one another.';
comment on column usage.counts.day is 'Day, by UTC.';
comment on column usage.counts.audience is 'people, robots, or programs (API, feeds, harvesters, frames on other sites).';
comment on column usage.counts.dimension is 'all, language, section, page, record, area, act, referrer, device, group, status, robot or program.';
comment on column usage.counts.value is 'Value of the property; empty for all.';
comment on column usage.counts.views is 'Pages that were looked at.';
comment on column usage.counts.replies is 'Requests that were answered.';
comment on column usage.counts.acts is 'Searches, downloads, exports, forms sent, follows, plays.';
comment on column usage.counts.visitors is 'Visitors told apart within the day.';
comment on column usage.counts.bytes is 'Bytes of the replies, where their length is known.';
create index counts_dimension on usage.counts (dimension, day);

create table usage.salts (
	day date primary key,
	salt text not null
);
comment on table usage.salts is 'The secret of a day, by which all processes make the same mark of a visitor. Thrown away when the day is over; without it no mark leads to anybody.';
comment on column usage.salts.day is 'Day, by UTC.';
comment on column usage.salts.salt is 'Thirty-two random bytes as base64url.';

create table usage.marks (
	day date not null,
	audience text not null,
	dimension text not null,
	value text not null,
	mark text not null,
	primary key (day, audience, dimension, value, mark)
);
comment on table usage.marks is 'Marks of the visitors of a day that is not over, so that nobody is counted twice. Thrown away with the salt.';
comment on column usage.marks.day is 'Day, by UTC.';
comment on column usage.marks.audience is 'people, robots or programs.';
comment on column usage.marks.dimension is 'As in counts.';
comment on column usage.marks.value is 'As in counts.';
comment on column usage.marks.mark is 'Keyed hash of address and browser, by the salt of the day, cut to 72 bits.';

create table usage.days (
	day date primary key,
	source text not null check (source in ('counted', 'log'))
);
comment on table usage.days is 'Days that are counted: here, or from the log of a web server that was brought in.';
comment on column usage.days.day is 'Day, by UTC.';
comment on column usage.days.source is 'counted or log.';

create table usage.drafted (
	record_id text not null references records.records (id),
	question text not null,
	answer jsonb not null,
	drafted_at timestamptz not null,
	drafted_by text not null,
	primary key (record_id, question)
);
comment on table usage.drafted is 'What was last filled into a strategy report from the figures, by which it is seen what people changed since.';
comment on column usage.drafted.record_id is 'The report.';
comment on column usage.drafted.question is 'Question of its form.';
comment on column usage.drafted.answer is 'The answer as it was filled in.';
comment on column usage.drafted.drafted_at is 'When.';
comment on column usage.drafted.drafted_by is 'Account.';
