// SPDX-License-Identifier: Apache-2.0
// Plants a word in everything of a full platform that the public must never be given: in drafts and what is said about them, in what was not published or is
// confidential or withdrawn, in the private parts of what is public, in reasons, clarifications that were not opened, accounts and contacts.
import { sql } from 'kysely';
import { projectMany } from '#catalogue/server/project-many.ts';
import { allQuestions, type Answers, type Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { publicAnswers } from '#forms/privacy.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import { secretariatCode } from '#records/record.ts';
import { begin } from '#records/server/begin.ts';
import { publicMoves } from '#records/server/revisions.ts';
import type { Doing } from '#records/server/doing.ts';
import type { OwnerKind } from '#records/type.ts';
import type { House } from './routes.ts';

/** Codes, hashes and media types say nothing of their own, and what is read by them must go on being read. */
const isCode = (text: string): boolean => /^[\w:.-]{0,24}$/.test(text) && !/\.[a-z]{3,4}$/.test(text);
const isName = (text: string): boolean => !isCode(text) && !/^[0-9a-f]{64}$/.test(text) && !/^(application|image|text)\/\S+$/.test(text);

/** The answer with the word in every text that is not `open` too. */
export function planted(answer: Json, open: Json | undefined, word: string): Json {
	if (typeof answer === 'string')
		return open !== undefined || !isName(answer) ? answer : answer.includes('://') ? `${answer}/${word}` : `${word}${answer}`;
	if (Array.isArray(answer)) return answer.map((each, at) => planted(each, Array.isArray(open) ? open[at] : undefined, word));
	if (!isObject(answer)) return answer;
	return Object.fromEntries(Object.entries(answer).map(([key, each]) => [key, planted(each, isObject(open) ? open[key] : undefined, word)]));
}

/** Of each type of which more than one is public, the last is read by named roles only from now on. */
async function closeSome(db: Writing): Promise<number> {
	const { numAffectedRows } = await sql`
		update records.records set visibility = 'restricted' where id in (
			select max(id) from records.records where visibility = 'public' and state = 'published' group by type having count(*) > 1
		)`.execute(db as never);
	return Number(numAffectedRows ?? 0);
}

/** A draft of every form, by whoever may begin one: all its texts are the word. */
async function beginEach(db: Writing, { definitions }: House, doings: ReadonlyMap<Person, Doing>, word: string): Promise<number> {
	const accounts = [...doings.keys()];
	let begun = 0;
	for (const { type, form } of definitions.all) {
		const by = accounts.find((person) => type.submitters.some((kind) => ownerOf(person, kind)));
		const ownerKind = by && type.submitters.find((kind) => ownerOf(by, kind));
		const owner = by && ownerKind && ownerOf(by, ownerKind);
		if (!owner) continue;
		const answers: Answers = {};
		for (const { id, kind, given } of allQuestions(form)) {
			if (given === 'beginning') answers[id] = 'MC-CALL-SEC-0001';
			else if (kind === 'text' || kind === 'long-text') answers[id] = `${word} ${word}`;
			else if (kind === 'words') answers[id] = { en: `${word} ${word}` };
		}
		const made = await begin(db, doings.get(by) as Doing, { type: type.id, ownerKind, ...owner, answers });
		if (!isRefusal(made)) begun += 1;
	}
	return begun;
}

function ownerOf({ roles }: Person, kind: OwnerKind): { owner: string; ownerCode: string } | undefined {
	for (const role of roles) {
		if (kind === 'party' && role.role === 'focal-point') return { owner: role.party, ownerCode: role.party.slice(0, 2) };
		if (kind === 'organisation' && role.role === 'organisation-contributor') return { owner: role.organisation, ownerCode: 'ORG' };
		if (kind === 'secretariat' && role.role === 'publisher') return { owner: 'secretariat', ownerCode: secretariatCode };
	}
	return undefined;
}

/** In how many places it now stands, by sort. */
export async function plant(house: House & { accounts: Person[] }, word: string): Promise<Record<string, number>> {
	const { platform, definitions, convention } = house;
	const { database } = platform;
	const doings = new Map(await Promise.all(house.accounts.map(async (by) => [by, await house.doing(by)] as const)));
	const at = new Date();
	return database.write(async (db) => {
		const closed = await closeSome(db);
		const begun = await beginEach(db, house, doings, word);
		const counts = { closed, begun, revisions: 0, drafts: 0, changes: 0, moves: 0, posts: 0, accounts: 0 };
		const revisions = await db
			.selectFrom('records.revisions as revision')
			.innerJoin('records.records as record', 'record.id', 'revision.record_id')
			.leftJoin('records.revisions as latest', (join) =>
				join.onRef('latest.record_id', '=', 'record.id').onRef('latest.number', '=', 'record.published')
			)
			.select(['record.id', 'record.type', 'record.state', 'record.visibility'])
			.select(['revision.number', 'revision.form_version', 'revision.answers', 'revision.published_at', 'latest.answers as latest'])
			.execute();
		for (const { id, type, state, visibility, number, form_version, answers, published_at, latest } of revisions) {
			const form = definitions.form(type, form_version);
			if (!form) throw new Error(`${type} ${form_version} is not defined`);
			const open =
				visibility !== 'public' || !published_at || state === 'unpublished'
					? {}
					: publicAnswers(form, answers as Answers, (latest ?? answers) as Answers);
			// A withdrawn record keeps its title and when it would have been.
			const shown = state === 'withdrawn' && form.titleFrom ? { [form.titleFrom]: open[form.titleFrom] as Json } : open;
			const full = planted(answers as Json, shown as Json, word);
			if (JSON.stringify(full) === JSON.stringify(answers)) continue;
			counts.revisions += 1;
			await db
				.updateTable('records.revisions')
				.set({ answers: json(full), ...(published_at ? {} : { remark: word }) })
				.where('record_id', '=', id)
				.where('number', '=', number)
				.execute();
		}
		for (const { record_id, question, value } of await db.selectFrom('records.draft_answers').selectAll().execute()) {
			if (value === null) continue;
			await db
				.updateTable('records.draft_answers')
				.set({ value: json(planted(value as Json, undefined, word)) })
				.where('record_id', '=', record_id)
				.where('question', '=', question)
				.execute();
			counts.drafts += 1;
		}
		const said = JSON.stringify(word);
		const changed = async (count: keyof typeof counts, statement: ReturnType<typeof sql>) => {
			counts[count] += Number((await statement.execute(db as never)).numAffectedRows ?? 0);
		};
		await changed('changes', sql`update records.answer_changes set value = ${said}::jsonb where jsonb_typeof(value) = 'string'`);
		await changed('moves', sql`update records.moves set reason = ${word} where reason is not null and move <> all(${[...publicMoves]}::text[])`);
		await sql`alter table reporting.clarification_posts disable trigger posts_stay`.execute(db as never);
		await changed(
			'posts',
			sql`update reporting.clarification_posts as post set text = ${word} || text from reporting.clarifications as clarification
				where clarification.record_id = post.record_id and clarification.number = post.clarification and clarification.published_at is null`
		);
		await sql`alter table reporting.clarification_posts enable trigger posts_stay`.execute(db as never);
		await changed('accounts', sql`update people.accounts set name = ${word} || name, email = ${word} || email`);
		await changed('accounts', sql`update people.organisations set contact_name = ${word}, contact_email = ${`${word}@example.org`}`);
		for (const { record_id } of await db.selectFrom('records.drafts').select('record_id').execute()) {
			const about = { record_id, question: 'title', form_version: '1' };
			const ask = `ask-${record_id}`;
			await db
				.insertInto('sharing.asks')
				.values({
					...{ id: ask, record_id, form_version: '1', questions: ['title'], expert_name: word, expert_email: `${word}@institute.example` },
					...{ language: 'en', word, due: '2030-01-01', answers: json({ title: word }), asked_by: 'platform', asked_at: at }
				})
				.execute();
			const suggestion = { id: `suggestion-${record_id}`, ...about, ask_id: ask, value: json(word), came_by: 'page', suggested_at: at };
			await db.insertInto('sharing.suggestions').values(suggestion).execute();
			const comment = { id: `comment-${record_id}`, ...about, body: word, written_by: 'platform', written_at: at };
			await db.insertInto('sharing.comments').values(comment).execute();
			const approval = { record_id, draft_version: 1, step: 'declined', reason: word, made_by: 'platform', made_at: at };
			await db.insertInto('sharing.approvals').values(approval).execute();
		}
		await db
			.insertInto('watching.readers')
			.values({ id: word, email: `${word}@example.org`, language: 'en', made_at: at })
			.execute();
		const all = await db.selectFrom('records.records').select('id').orderBy('id').execute();
		await projectMany(
			db,
			{ definitions, convention },
			all.map(({ id }) => id)
		);
		return counts;
	});
}
