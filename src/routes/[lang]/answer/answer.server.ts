// The page of one who is asked, reached by the link of a letter or from the desk: what it shows, and what is posted to it. Whatever is given out here is
// named one by one: nothing of the draft goes along but what was asked for and let be seen.
import { Readable } from 'node:stream';
import { error, fail, redirect } from '@sveltejs/kit';
import { attachmentAt, uploadsIn, withFile, withoutLine } from '#components/fill/posted.ts';
import { answersFrom } from '#forms/fields.ts';
import type { Answers, Json } from '#forms/form.ts';
import { worded } from '#forms/part.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { ownerName } from '#catalogue/server/project.ts';
import { findRecord } from '#records/server/records.ts';
import { schemesOf } from '#records/schemes.ts';
import { placeIn } from '#sharing/ask.ts';
import { judgeAsked, openAsk, type Opened, saveAsked, sendAsked } from '#sharing/server/answer.ts';
import { type Door, owedBy } from '#sharing/server/asks.ts';
import { approvalsOwedBy } from '#sharing/server/approvals.ts';
import { attachAsked } from '#sharing/server/attach-asked.ts';
import { type Answering, telling } from '#sharing/server/doing.ts';
import { acceptedTypes } from '../work/records/[id]/edit/store-upload.server.ts';

const answering = ({ person, definitions, convention, platform }: App.Locals): Answering => ({
	by: person,
	at: new Date(),
	definitions,
	convention,
	...telling(platform.jobs)
});

/** What the page shows; a refusal where the link opens nothing. What was just saved is read from the database itself, not from a replica. */
export async function loadAnswer(locals: App.Locals, door: Door, url: URL) {
	const db = locals.platform.database.fresh;
	const doing = answering(locals);
	const opened = await openAsk(db, doing, door);
	if (isRefusal(opened)) return opened;
	const { ask, record, state } = opened;
	const form = worded(opened.form, locals.reader.language);
	const names = await namesOf(db, [ask.askedBy]);
	const open = state === 'open';
	return {
		asker: names.get(ask.askedBy) ?? '',
		owner: await ownerName(db, locals.convention, record.ownerKind, record.owner),
		state,
		due: ask.due,
		expiresAt: ask.expiresAt,
		savedAt: ask.savedAt,
		sentAt: ask.sentAt,
		word: open ? ask.word : '',
		// Of an ask that is over nothing is shown any more but that it is over.
		form: open ? form : { ...form, sections: [], words: { 'form.title': form.words['form.title'] ?? {} } },
		answers: open ? ask.answers : {},
		present: open && ask.showsAnswers ? presentAnswers(locals, opened) : null,
		schemes: open ? schemesOf(form, locals.convention) : {},
		findings: open && url.searchParams.has('wrong') ? await judgeAsked(db, doing, opened, ask.answers) : [],
		recordId: record.id,
		added: url.searchParams.getAll('add'),
		saved: url.searchParams.has('saved')
	};
}

/** The answers that stand in the draft to the questions asked, under the names that the ask knows them by. */
function presentAnswers({ definitions }: App.Locals, { ask, record, draft }: Opened): Answers {
	const form = draft && definitions.form(record.type, draft.formVersion);
	if (!form) return {};
	const versionOf = (version: string) => definitions.form(record.type, version);
	return Object.fromEntries(
		ask.questions.flatMap((question): [string, Json][] => {
			const answer = draft.answers[placeIn(form, ask.formVersion, question, versionOf) ?? ''];
			return answer === undefined ? [] : [[question, answer]];
		})
	);
}

/** All answers that the page of an open ask shows; undefined where it shows none. */
export async function answersShown(locals: App.Locals, door: Door): Promise<{ record: string; answers: Json } | undefined> {
	const opened = await openAsk(locals.platform.database.fresh, answering(locals), door);
	if (isRefusal(opened) || opened.state !== 'open') return undefined;
	const present = opened.ask.showsAnswers ? presentAnswers(locals, opened) : {};
	return { record: opened.record.id, answers: [opened.ask.answers, present] };
}

interface Posted {
	locals: App.Locals;
	request: Request;
	url: URL;
}

/** `typed` comes along where nothing of it could be kept: whoever typed it can copy it. */
const refused = ({ typed, ...refusal }: Refusal & { typed?: string[] }) => fail(statusOf[refusal.refusal], { refusal: refusal as Refusal, typed });

/** What people typed, as it stands in the fields; files and lengthy posts apart. */
async function typedIn(request: Request): Promise<string[]> {
	if (Number(request.headers.get('content-length') ?? Infinity) > megabyte) return [];
	return [...(await request.formData())].flatMap(([name, value]) =>
		name.startsWith('q.') && typeof value === 'string' && value.trim() ? [value.trim()] : []
	);
}

/** `?/save&add=links` and `?/save&remove=links.0` change a list after saving what was typed. */
export async function saveAnswer({ locals, request, url }: Posted, door: Door) {
	const outcome = await savePosted({ locals, request, url }, door);
	if (isRefusal(outcome)) return refused(outcome);
	const add = url.searchParams.get('add');
	const place = (add ?? url.searchParams.get('remove'))?.split('.')[0];
	redirect(303, `${url.pathname}?saved${add ? `&add=${encodeURIComponent(add)}` : ''}${place ? `#${encodeURIComponent(place)}` : ''}`);
}

/** What was typed is kept before anything is said of it. */
export async function sendAnswer({ locals, request, url }: Posted, door: Door) {
	const kept = await savePosted({ locals, request, url }, door);
	if (isRefusal(kept)) return refused(kept);
	const outcome = await locals.platform.database.write((db) => sendAsked(db, answering(locals), door));
	if (isRefusal(outcome) && outcome.refusal === 'has-errors') redirect(303, `${url.pathname}?wrong`);
	if (isRefusal(outcome)) return refused(outcome);
	redirect(303, url.pathname);
}

const megabyte = 1_048_576;
const largest = 20 * megabyte;

async function savePosted({ locals, request, url }: Posted, door: Door): Promise<{ kept: true } | (Refusal & { typed?: string[] })> {
	const { database } = locals.platform;
	// Looked at before anything of the post is read: nobody sends us files through a link that opens nothing.
	const opened = await openAsk(database.fresh, answering(locals), door);
	if (isRefusal(opened)) return opened;
	if (opened.state !== 'open') return { refusal: opened.state === 'sent' ? 'ask-sent' : 'ask-over', typed: await typedIn(request) };
	const fields = await request.formData();
	const remove = url.searchParams.get('remove');
	let posted = remove ? withoutLine(fields, remove) : [...fields];
	let wrong: Refusal | undefined;
	for (const { path, file } of uploadsIn(posted)) {
		const question = attachmentAt(opened.form, path);
		if (!question) continue;
		const stored = await storeAsked(locals, opened, file, question.accept);
		if (isRefusal(stored)) wrong = stored;
		else posted = withFile(posted, path, question, stored);
	}
	// A file that is not taken takes nothing else with it.
	const outcome = await database.write((db) => saveAsked(db, answering(locals), door, answersFrom(opened.form, posted)));
	return isRefusal(outcome) ? outcome : (wrong ?? { kept: true });
}

async function storeAsked(locals: App.Locals, opened: Opened, file: File, accept: string[] | undefined) {
	const { database, files } = locals.platform;
	const stored = await files.put(Readable.fromWeb(file.stream() as never), { limitBytes: largest, accept: accept ?? acceptedTypes });
	if ('refusal' in stored) return { refusal: stored.refusal, values: { limit: largest / megabyte } } as Refusal;
	const { sha256, mediaType, size } = stored;
	const attached = await database.write((db) => attachAsked(db, { at: new Date() }, opened, { sha256, mediaType, size, name: file.name }));
	return isRefusal(attached) ? attached : { file: sha256, name: attached.name, mediaType, size, language: locals.reader.language };
}

/** What colleagues ask of the reader: answers, and approval. */
export async function askedOfMe(locals: App.Locals) {
	const { person, platform, definitions, today } = locals;
	if (!person) error(401, 'sign in first', { refusal: { refusal: 'sign-in-first' } });
	const db = platform.database.fresh;
	const asks = await owedBy(db, person.id);
	const names = await namesOf(
		db,
		asks.map(({ askedBy }) => askedBy)
	);
	const lines = await Promise.all(
		asks.map(async (ask) => {
			const record = await findRecord(db, ask.record);
			if (!record || (record.stage !== 'draft' && record.stage !== 'returned')) return [];
			const opened = await openAsk(db, answering(locals), { ask: ask.id });
			if (isRefusal(opened) || opened.state !== 'open') return [];
			const title = definitions.current(record.type)?.form.words['form.title'] ?? {};
			return [
				{
					id: ask.id,
					record: record.id,
					title,
					asker: names.get(ask.askedBy) ?? '',
					count: ask.questions.length,
					due: ask.due,
					late: ask.due < today
				}
			];
		})
	);
	const approvals = (await approvalsOwedBy(db, person)).map(({ id, type }) => ({
		record: id,
		title: definitions.current(type)?.form.words['form.title'] ?? {}
	}));
	return { asks: lines.flat(), approvals };
}
