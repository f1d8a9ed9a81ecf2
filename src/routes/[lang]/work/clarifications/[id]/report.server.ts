// A report with its clarifications as its reader may see them. What a reader of the Committee is shown is written down in the same transaction.
import { error } from '@sveltejs/kit';
import { titleOf } from '#catalogue/entry.ts';
import { ownerName } from '#catalogue/server/project.ts';
import { questionOf } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { namesOf } from '#people/server/accounts.ts';
import { schemesOf } from '#records/schemes.ts';
import { findRecord } from '#records/server/records.ts';
import { readRevision } from '#records/server/revisions.ts';
import type { Thread } from '#reporting/clarification.ts';
import { threadsOf } from '#reporting/server/clarifications.ts';
import { lookAt, type Looked, looksAsReader, noteLook } from '#reporting/server/look.ts';

const missing = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });

/** The record, where the reader may read clarifications of it. */
export async function openRecord({ person, platform }: App.Locals, id: string) {
	const record = await findRecord(platform.database.read, id);
	if (!person || !record || !may(person, 'clarification.read', record)) return missing();
	return { record, person };
}

/** What every page about clarifications of a record shows on top. */
export async function aboutRecord(locals: App.Locals, id: string) {
	const { platform, definitions, convention } = locals;
	const { record, person } = await openRecord(locals, id);
	const db = platform.database.read;
	return {
		record,
		person,
		asReader: looksAsReader(person, record),
		owner: await ownerName(db, convention, record.ownerKind, record.owner),
		typeName: definitions.current(record.type)?.form.words['form.title'] ?? {}
	};
}

/** The revision with all that the reader may see of it: the newest for the owner and the secretariat, what is published for the Committee. */
export async function readReport(locals: App.Locals, id: string, number?: number) {
	const { platform, convention, person } = locals;
	const { record } = await openRecord(locals, id);
	const read = looksAsReader(person, record)
		? await platform.database.write((db) => lookAt(db, locals.doing(), id, number))
		: await newest(locals, id, number);
	if (!read) return missing();
	const { form, revision } = read;
	return { form, revision, title: titleOf(form, revision.answers, convention), schemes: schemesOf(form, convention) };
}

async function newest({ platform, definitions, person }: App.Locals, id: string, number?: number) {
	const db = platform.database.read;
	const first = await readRevision(db, definitions, person, id, number);
	if (!first || 'gone' in first) return undefined;
	const last = first.revisions.at(-1)?.number;
	if (number !== undefined || last === undefined || last === first.revision.number) return first;
	const read = await readRevision(db, definitions, person, id, last);
	return read && !('gone' in read) ? read : undefined;
}

export type NamedThread = Omit<Thread, 'posts'> & {
	questionNumber: string;
	posts: (Thread['posts'][number] & { name: string | null })[];
};

/** The threads with the printed numbers of their questions. Names of people are for the owner and the secretariat; the Committee reads who spoke for whom. */
export async function namedThreads(locals: App.Locals, id: string): Promise<NamedThread[]> {
	const { record, person } = await openRecord(locals, id);
	const db = locals.platform.database.read;
	const threads = await threadsOf(db, id);
	const names = may(person, 'record.read-private', record)
		? await namesOf(
				db,
				threads.flatMap(({ posts }) => posts.map(({ by }) => by))
			)
		: new Map<string, string>();
	const versions = new Map(
		(await db.selectFrom('records.revisions').select(['number', 'form_version']).where('record_id', '=', id).execute()).map((row) => [
			row.number,
			row.form_version
		])
	);
	return threads.map((thread) => {
		const form = locals.definitions.form(record.type, versions.get(thread.revision));
		return {
			...thread,
			questionNumber: (form && questionOf(form, thread.question)?.number) || thread.question,
			posts: thread.posts.map((post) => ({ ...post, name: names.get(post.by) || null }))
		};
	});
}

/** Writes down that a reader of the Committee looked; nothing for all others. */
export const note = async (locals: App.Locals, id: string, what: Looked, part: string): Promise<void> => {
	const { record } = await openRecord(locals, id);
	if (looksAsReader(locals.person, record)) await locals.platform.database.write((db) => noteLook(db, locals.doing(), record, what, part));
};
