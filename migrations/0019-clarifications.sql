-- Clarifications of national reports: threads between the secretariat or the Committee of Article 15 and a Party, a question of the report each; what was
-- written about them; who of the Committee looked at what; roles that end by themselves.
create table reporting.clarifications (
	record_id text not null references records.records (id),
	number integer not null,
	revision integer not null,
	question text not null,
	asked_for text not null check (asked_for in ('secretariat', 'committee')),
	state text not null check (state in ('open', 'answered', 'reopened', 'closed')),
	due date not null,
	posts integer not null,
	outcome text check (outcome in ('corrected', 'note', 'withdrawn')),
	outcome_revision integer,
	agreed text check (agreed in ('whole', 'note')),
	opened_by text not null,
	opened_at timestamptz not null,
	closed_at timestamptz,
	published_at timestamptz,
	primary key (record_id, number),
	foreign key (record_id, revision) references records.revisions (record_id, number),
	foreign key (record_id, outcome_revision) references records.revisions (record_id, number),
	check ((state = 'closed') = (outcome is not null)),
	check ((state = 'closed') = (closed_at is not null)),
	check ((outcome_revision is not null) = (outcome is not distinct from 'corrected')),
	check (agreed is null or state = 'closed'),
	check (published_at is null or agreed is not null)
);
comment on table reporting.clarifications is 'Threads of clarification: where each stands. What was said and done stands in the posts, and in them alone.';
comment on column reporting.clarifications.record_id is 'The report.';
comment on column reporting.clarifications.number is 'Number of the thread in its report.';
comment on column reporting.clarifications.revision is 'The revision that it asks about.';
comment on column reporting.clarifications.question is 'Id of the question of the form that it asks about.';
comment on column reporting.clarifications.asked_for is 'On whose behalf the secretariat asks: its own, or that of the Implementation and Compliance Committee.';
comment on column reporting.clarifications.state is 'open: the Party is asked; answered: the secretariat looks; reopened: asked again; closed.';
comment on column reporting.clarifications.due is 'Day until which the Party is asked to answer, or a later one.';
comment on column reporting.clarifications.posts is 'How many posts the thread has: whoever acts says how many they saw.';
comment on column reporting.clarifications.outcome is 'How it ended: corrected in a revision, the explanation stands as a note, or withdrawn.';
comment on column reporting.clarifications.outcome_revision is 'The revision that corrects.';
comment on column reporting.clarifications.agreed is 'What the Party agrees to have published: the whole thread or its note alone. Null: nothing.';
comment on column reporting.clarifications.opened_by is 'Account of the officer who asked.';
comment on column reporting.clarifications.opened_at is 'When.';
comment on column reporting.clarifications.closed_at is 'When it was closed.';
comment on column reporting.clarifications.published_at is 'From when the public sees what was agreed to.';
create index clarifications_by_due on reporting.clarifications (due) where state in ('open', 'reopened');
create index clarifications_public on reporting.clarifications (record_id) where published_at is not null;

create table reporting.clarification_posts (
	record_id text not null,
	clarification integer not null,
	number integer not null,
	kind text not null check (kind in ('question', 'answer', 'reopening', 'extension', 'closing', 'agreement', 'retraction', 'publication')),
	text text not null,
	language text not null check (language in ('ar', 'en', 'es', 'fr', 'ru', 'zh')),
	details jsonb not null,
	files jsonb not null,
	posted_by text not null,
	posted_at timestamptz not null,
	sha256 text not null,
	previous_sha256 text not null,
	primary key (record_id, clarification, number),
	foreign key (record_id, clarification) references reporting.clarifications (record_id, number)
);
comment on table reporting.clarification_posts is 'Everything that was said and done in a thread, in its order. Never changed, never deleted.';
comment on column reporting.clarification_posts.record_id is 'The report.';
comment on column reporting.clarification_posts.clarification is 'Number of the thread.';
comment on column reporting.clarification_posts.number is 'Number of the post in its thread.';
comment on column reporting.clarification_posts.kind is 'What it is: a question, an answer, asking again, more time, the closing, the agreement of the Party to publication, its retraction, the publication.';
comment on column reporting.clarification_posts.text is 'Plain text as it was written; empty where nothing needed saying.';
comment on column reporting.clarification_posts.language is 'Language of the text.';
comment on column reporting.clarification_posts.details is 'What the kind brings: due, outcome, revision, agreed, askedFor.';
comment on column reporting.clarification_posts.files is 'Attached files: sha256, name, mediaType, size.';
comment on column reporting.clarification_posts.posted_by is 'Account.';
comment on column reporting.clarification_posts.posted_at is 'When.';
comment on column reporting.clarification_posts.sha256 is 'SHA-256 of the canonical JSON of the post with the hash before it.';
comment on column reporting.clarification_posts.previous_sha256 is 'Hash of the post before; of the first, the seal of the revision that it asks about.';

create function reporting.keep_posts() returns trigger language plpgsql as $$
begin
	raise exception 'a post of a clarification stays as it is';
end $$;
comment on function reporting.keep_posts() is 'Refuses any change of a post.';
create trigger posts_stay before update or delete on reporting.clarification_posts for each row execute function reporting.keep_posts();

create table reporting.clarification_letters (
	record_id text not null,
	clarification integer not null,
	letter text not null,
	account text not null,
	sent_at timestamptz not null,
	primary key (record_id, clarification, letter, account),
	foreign key (record_id, clarification) references reporting.clarifications (record_id, number)
);
comment on table reporting.clarification_letters is 'Letters about threads, so that none is written twice.';
comment on column reporting.clarification_letters.record_id is 'The report.';
comment on column reporting.clarification_letters.clarification is 'Number of the thread.';
comment on column reporting.clarification_letters.letter is 'post with its number, or a reminder by its distance from the due day, with that day: before-14 2026-03-31.';
comment on column reporting.clarification_letters.account is 'To whom.';
comment on column reporting.clarification_letters.sent_at is 'When it was handed to the mail.';

create table reporting.looks (
	seq integer generated always as identity primary key,
	record_id text not null references records.records (id),
	what text not null check (what in ('record', 'clarification', 'document', 'file')),
	part text,
	looked_by text not null,
	looked_at timestamptz not null
);
comment on table reporting.looks is 'Every look of a reader of the Committee at what is not public. The focal point of the Party sees it.';
comment on column reporting.looks.seq is 'Order of the looks.';
comment on column reporting.looks.record_id is 'The record that was looked at.';
comment on column reporting.looks.what is 'What of it: the record with its threads, one thread, the formal record as a document, an attached file.';
comment on column reporting.looks.part is 'Number of the thread, name of the file, or format of the document.';
comment on column reporting.looks.looked_by is 'Account.';
comment on column reporting.looks.looked_at is 'When.';
create index looks_by_record on reporting.looks (record_id, seq);

alter table people.roles add column until date;
comment on column people.roles.until is 'Last day of a role that ends by itself; null for all others.';
alter table people.roles drop constraint roles_role_check;
alter table people.roles add constraint roles_role_check check (
	role in ('focal-point', 'party-contributor', 'organisation-contributor', 'committee-reader', 'reviewer', 'editor', 'publisher', 'administrator')
);
alter table people.roles add constraint roles_term_check check ((until is not null) = (role = 'committee-reader'));
alter table people.invitations add column until date;
comment on column people.invitations.until is 'Last day of the role that is offered, where it ends by itself.';
