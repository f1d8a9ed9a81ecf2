-- What Parties stated elsewhere, in reports to other treaties and bodies: offered while a report is filled in, and nothing more.
create table reporting.statements (
	id text primary key,
	party text not null,
	question text not null,
	year integer,
	answer jsonb not null,
	source text not null,
	source_name text not null,
	address text not null,
	retrieved date not null,
	demo boolean not null default false,
	loaded_by text not null,
	loaded_at timestamptz not null
);
comment on table reporting.statements is 'Statements of Parties to other treaties and bodies that answer a question of the national report, as they were loaded from a file, each with where it was found. Never an answer until a person of the Party takes it over.';
comment on column reporting.statements.id is 'Source, Party, question and year: loading the same again replaces it.';
comment on column reporting.statements.party is 'Key of the Party.';
comment on column reporting.statements.question is 'Question of the full report that it answers.';
comment on column reporting.statements.year is 'Year that it speaks of; null where it speaks of none.';
comment on column reporting.statements.answer is 'In the notation of the kind of the question.';
comment on column reporting.statements.source is 'Short name of the source: BRS, EU, GEF.';
comment on column reporting.statements.source_name is 'What the source is called, as the file says.';
comment on column reporting.statements.address is 'Web address at which it was found.';
comment on column reporting.statements.retrieved is 'Day on which it was found there.';
comment on column reporting.statements.demo is 'Demonstration content, invented.';
comment on column reporting.statements.loaded_by is 'Account, or seed.';
comment on column reporting.statements.loaded_at is 'When it was loaded.';
create index statements_by_party on reporting.statements (party, question);
