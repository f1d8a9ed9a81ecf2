// SPDX-License-Identifier: Apache-2.0
// Records as lines in the shape that import takes, read page by page. Its files are named, and taken out of the answers; who writes them is the command.
import { sql } from 'kysely';
import { allQuestions, type Answers, type Form, type Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { publicAnswers } from '#forms/privacy.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { tidyName } from '#records/server/attach.ts';

export interface ExportedLine {
	type: string;
	party?: string;
	organisation?: string;
	secretariat?: true;
	key: string;
	answers: Answers;
	attachments?: { file: string; name: string; language?: string; question: string }[];
	submittedOn?: string;
	publishedOn?: string;
	state: 'draft' | 'submitted' | 'published';
}

export interface Exported {
	line: ExportedLine;
	/** Files by their hash, with the name that the line gives them. */
	attached: { sha256: string; path: string }[];
}

interface Row {
	id: string;
	type: string;
	owner_kind: 'party' | 'organisation' | 'secretariat';
	owner: string;
	stage: string;
	state: string;
	created: string;
	keys: string[] | null;
	form_version: string | null;
	answers: Answers | null;
	submitted_at: Date | null;
	published_at: Date | null;
	draft_version: string | null;
	draft: Answers | null;
}

const page = 200;

/** In the order in which the records were begun, so that what is pointed to mostly comes first. `all` lets private things out too. */
export async function* exportedLines(
	db: Reading,
	definitions: Definitions,
	{ all, type }: { all: boolean; type: string | null }
): AsyncGenerator<Exported> {
	let after: [string, string] = ['-infinity', ''];
	const unclear = await unclearKeys(db);
	for (;;) {
		const { rows } = await sql<Row>`
			select record.id, record.type, record.owner_kind, record.owner, record.stage, record.state, record.created_at::text as created,
				(select array_agg(key order by key) from records.imports where record_id = record.id) as keys,
				revision.form_version, revision.answers, revision.submitted_at, revision.published_at,
				draft.form_version as draft_version, draft.answers as draft
			from records.records as record
			left join lateral (
				select * from records.revisions where record_id = record.id and (record.published is null or number = record.published) order by number desc limit 1
			) as revision on true
			left join records.whole_drafts as draft on draft.record_id = record.id
			where record.id not like 'TRAINING-%' and (record.created_at, record.id) > (${after[0]}::timestamptz, ${after[1]})
				and (record.state = 'published' or (${all} and record.state = 'unpublished' and record.stage in ('draft', 'returned', 'submitted')))
				and (${all} or record.visibility = 'public') and record.type = coalesce(${type}, record.type)
			order by record.created_at, record.id limit ${page}`.execute(db as never);
		const exported = rows.flatMap((row) => exportedFrom(row, definitions, all, unclear) ?? []);
		const names = await namesOf(db, exported, unclear);
		for (const { form, line, ...rest } of exported) yield { ...rest, line: { ...line, answers: renamed(form, line.answers, names) } };
		const last = rows.at(-1);
		if (!last || rows.length < page) return;
		after = [last.created, last.id];
	}
}

/** Keys that would name two lines of one file: two senders use them, or one is the identifier of a record that nobody sent. */
async function unclearKeys(db: Reading): Promise<Set<string>> {
	const { rows } = await sql<{ key: string }>`
		select key from records.imports group by key having count(distinct record_id) > 1
		union
		select import.key from records.imports as import join records.records as named on named.id = import.key
			where named.id <> import.record_id and not exists (select from records.imports as own where own.record_id = named.id)`.execute(db as never);
	return new Set(rows.map(({ key }) => key));
}

/** The sender's key where it is clear, else the identifier. */
const keyOf = (id: string, keys: readonly string[] | null, unclear: ReadonlySet<string>): string => keys?.find((key) => !unclear.has(key)) ?? id;

const references = (form: Form) => allQuestions(form).filter(({ kind }) => kind === 'reference');

/** Under which key each record goes out that one of these points to. */
async function namesOf(db: Reading, exported: readonly Pointing[], unclear: ReadonlySet<string>): Promise<Map<string, string>> {
	const pointed = exported.flatMap(({ form, line }) => references(form).flatMap(({ id }) => [line.answers[id] ?? []].flat()));
	const ids = [...new Set(pointed.filter((each): each is string => typeof each === 'string'))];
	if (!ids.length) return new Map();
	const { rows } = await sql<{ id: string; keys: string[] }>`
		select record_id as id, array_agg(key order by key) as keys from records.imports where record_id = any(${ids}::text[]) group by 1`.execute(
		db as never
	);
	return new Map(rows.map(({ id, keys }) => [id, keyOf(id, keys, unclear)]));
}

/** Who takes the lines in knows no identifier of here: what is pointed to is named as its own line names it. */
function renamed(form: Form, answers: Answers, names: ReadonlyMap<string, string>): Answers {
	const one = (value: Json): Json => (typeof value === 'string' ? (names.get(value) ?? value) : value);
	const pointing = references(form).filter(({ id }) => answers[id] !== undefined);
	return {
		...answers,
		...Object.fromEntries(
			pointing.map(({ id }) => {
				const answer = answers[id] as Json;
				return [id, Array.isArray(answer) ? answer.map(one) : one(answer)];
			})
		)
	};
}

type Pointing = Exported & { form: Form };

function exportedFrom(row: Row, definitions: Definitions, all: boolean, unclear: ReadonlySet<string>): Pointing | null {
	const draft = row.state === 'unpublished' && row.stage !== 'submitted';
	const state = draft ? 'draft' : row.state === 'published' ? 'published' : 'submitted';
	const form = definitions.form(row.type, (draft ? row.draft_version : row.form_version) ?? undefined);
	const said = draft ? row.draft : row.answers;
	if (!form || !said) return null;
	const { answers, files } = withoutFiles(form, all ? said : publicAnswers(form, said));
	return {
		form,
		line: {
			type: row.type,
			...(row.owner_kind === 'secretariat' ? { secretariat: true as const } : { [row.owner_kind]: row.owner }),
			key: keyOf(row.id, row.keys, unclear),
			answers,
			...(files.length
				? {
						attachments: files.map(({ sha256, name, language, question }) => ({
							file: fileName(sha256, name),
							name,
							...(language ? { language } : {}),
							question
						}))
					}
				: {}),
			...(row.submitted_at && !draft ? { submittedOn: row.submitted_at.toISOString() } : {}),
			...(row.published_at && state === 'published' ? { publishedOn: row.published_at.toISOString() } : {}),
			state
		},
		attached: files.map(({ sha256, name }) => ({ sha256, path: fileName(sha256, name) }))
	};
}

/** The hash goes first, so that no two files of one name meet; the name is one that any file system takes. */
const fileName = (sha256: string, name: string): string => `${sha256}-${tidyName(name).slice(-100)}`;

interface Found {
	sha256: string;
	name: string;
	language: string;
	question: string;
}

/** Answers without their files, and those files with the paths that they stood at. What the owner gives is left out: import gives it again. */
function withoutFiles(form: Form, answers: Answers): { answers: Answers; files: Found[] } {
	const files: Found[] = [];
	const rest: Answers = {};
	for (const question of allQuestions(form)) {
		const answer = answers[question.id];
		if (answer === undefined || question.given === 'owner') continue;
		const left = takeOut(answer, question.id, question.many === true && question.kind === 'attachment', files);
		if (left !== undefined) rest[question.id] = left;
	}
	return { answers: rest, files };
}

/** What is left of a value without the files in it; undefined when it was a file. A list of files is taken out in its order, under one path. */
function takeOut(value: Json, path: string, listed: boolean, files: Found[]): Json | undefined {
	if (isObject(value) && typeof value.file === 'string' && /^[0-9a-f]{64}$/.test(value.file)) {
		files.push({ sha256: value.file, name: String(value.name ?? 'file'), language: String(value.language ?? ''), question: path });
		return undefined;
	}
	if (Array.isArray(value)) {
		const left = value.map((each, at) => takeOut(each, listed ? path : `${path}.${at}`, false, files)).filter((each) => each !== undefined);
		return left.length || !value.length ? left : undefined;
	}
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, each]) => {
			const left = takeOut(each, `${path}.${name}`, false, files);
			return left === undefined ? [] : [[name, left]];
		})
	);
}
