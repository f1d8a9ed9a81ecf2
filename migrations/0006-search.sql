-- Search: what each entry is found by, counts that a million entries need, words for spelling, texts of attached files.
create sequence catalogue.entry_numbers;
comment on sequence catalogue.entry_numbers is 'Numbers entries in the order in which they were published here.';

alter table catalogue.entries add column number bigint, add column facets integer[] not null default '{}';
comment on column catalogue.entries.number is 'Grows with each publication, so that the newest of very many can be found without sorting; null until it was projected for search.';
comment on column catalogue.entries.facets is 'Codes of catalogue.facet_values that it counts under; empty unless published.';
comment on column catalogue.entries.search is 'What it is found by: stems of its words with weight and place (A title, B text, C names, D attached files), ^stems of its title, #concepts, =facets and @ the block of its number. Empty unless published.';
create unique index entries_number on catalogue.entries (number);
alter index catalogue.entries_search set (gin_pending_list_limit = 512);
-- Vectors and texts stand beside the row: counting facets then reads little, and ranking unpacks nothing.
alter table catalogue.entries alter column search set storage external;
alter table catalogue.entries set (toast_tuple_target = 512);

create function catalogue.matching(asked tsquery, most integer, oldest boolean)
	returns table (number bigint, facets integer[], published_at timestamptz)
	language plpgsql stable
	set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_custom_plan
as $$
begin
	if oldest then
		return query select entry.number, entry.facets, entry.published_at from catalogue.entries as entry
			where entry.search @@ asked order by entry.number + 0 limit most;
	else
		return query select entry.number, entry.facets, entry.published_at from catalogue.entries as entry
			where entry.search @@ asked order by entry.number + 0 desc limit most;
	end if;
end $$;
comment on function catalogue.matching(tsquery, integer, boolean) is 'The newest or oldest entries that match, by the index of words alone: a planner that does not know what a vector costs to fetch would walk through the rows instead.';

create table catalogue.facet_values (
	code integer generated always as identity primary key,
	facet text not null,
	value text not null,
	unique (facet, value)
);
comment on table catalogue.facet_values is 'Every value of every facet under a number, so that counting is quick.';
comment on column catalogue.facet_values.code is 'The number.';
comment on column catalogue.facet_values.facet is 'type, party, region, area, article, year, language; all for the one value that every published entry has.';
comment on column catalogue.facet_values.value is 'The value.';

create table catalogue.facet_changes (
	code integer not null,
	change integer not null
);
comment on table catalogue.facet_changes is 'How many published entries have each facet value: the sum of the changes of a code. Written by triggers as changes, so that those who publish at once do not wait for one another.';
comment on column catalogue.facet_changes.code is 'Code of catalogue.facet_values.';
comment on column catalogue.facet_changes.change is 'Entries that came (positive) or went (negative).';

create function catalogue.count_facets() returns trigger language plpgsql as $$
begin
	if tg_op = 'INSERT' then
		insert into catalogue.facet_changes (code, change)
		select code, count(*) from come, unnest(come.facets) as code group by code;
	elsif tg_op = 'DELETE' then
		insert into catalogue.facet_changes (code, change)
		select code, -count(*) from gone, unnest(gone.facets) as code group by code;
	else
		insert into catalogue.facet_changes (code, change)
		select code, sum(change) from (
			select code, 1 as change from come, unnest(come.facets) as code
			union all select code, -1 from gone, unnest(gone.facets) as code
		) as changes group by code having sum(change) <> 0;
	end if;
	return null;
end $$;
comment on function catalogue.count_facets() is 'Writes down how a change of the entries changes the counts of their facets.';

create trigger count_come after insert on catalogue.entries
	referencing new table as come for each statement execute function catalogue.count_facets();
create trigger count_changed after update on catalogue.entries
	referencing new table as come old table as gone for each statement execute function catalogue.count_facets();
create trigger count_gone after delete on catalogue.entries
	referencing old table as gone for each statement execute function catalogue.count_facets();

create function catalogue.forget_counts() returns trigger language plpgsql as $$
begin
	delete from catalogue.facet_changes;
	return null;
end $$;
comment on function catalogue.forget_counts() is 'Counts nothing once the entries were emptied at one stroke.';
create trigger count_emptied after truncate on catalogue.entries for each statement execute function catalogue.forget_counts();

create function catalogue.fold_facet_changes() returns void language sql as $$
	with gone as (delete from catalogue.facet_changes returning code, change)
	insert into catalogue.facet_changes (code, change) select code, sum(change) from gone group by code having sum(change) <> 0;
$$;
comment on function catalogue.fold_facet_changes() is 'Replaces the changes of each code by their sum.';

create table catalogue.words (
	word text not null,
	language text not null,
	frequency integer not null,
	primary key (word, language)
);
comment on table catalogue.words is 'Words that published entries contain, to put typing mistakes right by.';
comment on column catalogue.words.word is 'Small letters, no accents, as src/catalogue/tokens.ts writes it.';
comment on column catalogue.words.language is 'Language of the text that it stands in; empty when that is not known.';
comment on column catalogue.words.frequency is 'In how many projections it was seen; counted up to fifty, since only rare words are worth telling apart.';
create index words_alike on catalogue.words using gin (word gin_trgm_ops);
create index words_chinese on catalogue.words (char_length(word), word) where language = 'zh';

create table catalogue.file_texts (
	sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
	media_type text not null,
	text text,
	language text,
	state text not null check (state in ('read', 'unreadable', 'too-large')),
	read_at timestamptz not null default now(),
	search tsvector
);
comment on table catalogue.file_texts is 'The text inside attached files, by content. Read for any file; only what a public answer attaches comes into the catalogue.';
comment on column catalogue.file_texts.sha256 is 'SHA-256 of the file.';
comment on column catalogue.file_texts.media_type is 'As detected when it was attached.';
comment on column catalogue.file_texts.text is 'Its words; null unless read.';
comment on column catalogue.file_texts.language is 'Language of the text, where known.';
comment on column catalogue.file_texts.state is 'read, unreadable or too-large.';
comment on column catalogue.file_texts.read_at is 'When it was read.';
comment on column catalogue.file_texts.search is 'Stems of the text, weight D; made when an entry with the file is first projected, null before.';
