// SPDX-License-Identifier: Apache-2.0
// Clarifications of a national report from all sides: an officer asks, the focal point answers, letters go over a real mail server, the correction is a
// revision, and the public sees what the Party agreed to and nothing else. A reader of the Committee looks, and each look is written down.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordDocument } from '#components/print/record.ts';
import { clarificationsDocument } from '#components/print/clarifications.ts';
import { inputsOf, template } from '#interop/print/document.ts';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { giveRole } from '#people/server/change-roles.ts';
import { sendLetters } from '#people/server/ground.ts';
import { addRole, rolesOf } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import { restPress, typeset } from '#platform/server/pdf.ts';
import type { Platform } from '#platform/server/platform.ts';
import { begin } from '#records/server/begin.ts';
import { type Announced, type Doing, eventQueue } from '#records/server/doing.ts';
import { type Moving, moveRecord } from '#records/server/move-record.ts';
import { readRevision } from '#records/server/revisions.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { brokenPosts } from '#reporting/clarification.ts';
import { answerClarification } from '#reporting/server/answer-clarification.ts';
import { askClarification } from '#reporting/server/ask-clarification.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { listThreads, publicThreadsOf, threadsOf } from '#reporting/server/clarifications.ts';
import { closeClarification } from '#reporting/server/close-clarification.ts';
import { examineReport } from '#reporting/server/examine.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { findRecord } from '#records/server/records.ts';
import { readerIn } from '#text/message.ts';
import { clarificationReminders, remindOfClarifications } from '#worker/letters-clarifications.ts';
import { react } from '#worker/reactions.ts';
import { load as list } from '../../src/routes/[lang]/work/clarifications/+page.server.ts';
import { GET as sheet } from '../../src/routes/[lang]/work/clarifications.[format]/+server.ts';
import { load as reportPage } from '../../src/routes/[lang]/work/clarifications/[id]/+page.server.ts';
import { actions as asking, load as askPage } from '../../src/routes/[lang]/work/clarifications/[id]/ask/+page.server.ts';
import { load as looksPage } from '../../src/routes/[lang]/work/clarifications/[id]/looks/+page.server.ts';
import { GET as formalFile } from '../../src/routes/[lang]/work/clarifications/[id]/record.[format]/+server.ts';
import { actions as inThread, load as threadPage } from '../../src/routes/[lang]/work/clarifications/[id]/[number]/+page.server.ts';
import { load as publicPage } from '../../src/routes/[lang]/records/[id]/+page.server.ts';
import { GET as fileOf } from '../../src/routes/files/[record]/clarifications/[number]/[sha256]/+server.ts';
import { load as desk } from '../../src/routes/[lang]/work/+page.server.ts';
import { load as queued } from '../../src/routes/[lang]/work/queue/[id]/+page.server.ts';
import { startMailServer, type TestMailServer } from '../ground/mail-server.ts';
import { adam, ama, edith, kofi, lena, paul, ravi } from '../people.ts';
import { readPdf } from '../read-pdf.ts';
import { openWorld, type World } from '../world.ts';

const cycle = '2021-2022';
const origin = 'https://exchange.test';
/** Stands in all that was written in threads. */
const canary = 'kingfisher';
const aisha: Person = { ...ama, language: 'ar' };
const mira: Person = {
	id: 'mira',
	name: 'Mira Tama',
	email: 'mira@example.org',
	language: 'en',
	roles: [{ role: 'committee-reader', until: '2099-12-31' }]
};

let world: World;
let platform: Platform;
let jobs: Jobs;
let mail: TestMailServer;
let folder: string;
let now = '2024-02-01';
let report: string;
let own: string;

beforeAll(async () => {
	world = await openWorld();
	mail = await startMailServer();
	folder = await mkdtemp(join(tmpdir(), 'clarifications-'));
	const log = openLog('silent');
	jobs = await openJobs(world.database, { log, drained: true });
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder, SMTP_URL: mail.url });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const mailer = await openMailer(configuration);
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database: world.database, mailer, files, jobs, close: async () => mailer.close() };
	await jobs.declare(eventQueue);
	await sendLetters(platform);
	await jobs.work<Announced>(eventQueue, async (event) => react({ platform, world: world.catalogue }, event));
	await remindOfClarifications(
		platform,
		async () => world.catalogue,
		() => new Date(`${now}T05:20:00.000Z`)
	);
	for (const each of [aisha, kofi, lena, ravi, edith, paul, adam, mira]) await account(each);
	fine(await write((db) => openCycle(db, { ...doing(paul), convention: world.convention }, cycle)));
	report = await filed(plain);
	// What a Party says of its own compliance is restricted.
	own = fine(
		await write((db) =>
			begin(db, doing(aisha), { type: 'art15-self-submission', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH', answers: selfSubmission() })
		)
	).id;
	fine(await write((db) => submit(db, doing(aisha), own)));
	fine(await moved(paul, { record: own, move: 'publish', checklist: world.definitions.current('art15-self-submission')?.form.checklist ?? [] }));
	await letters();
}, 120_000);
afterAll(async () => {
	restPress();
	await jobs?.stop();
	await platform?.close();
	await mail?.stop();
	await world?.database.close();
	await rm(folder, { recursive: true });
});

async function account({ id, name, email, language, roles }: Person): Promise<void> {
	await world.database.write(async (db) => {
		await db.insertInto('people.accounts').values({ id, name, email, language, created_at: new Date(), updated_at: new Date() }).execute();
		for (const role of roles) await addRole(db, id, role, { by: 'platform', at: new Date() });
	});
}

const db = () => world.database.fresh;
const write: World['database']['write'] = (act) => world.database.write(act);
let minute = 0;
const doing = (by: Person): Doing => ({
	...world.doing(by, new Date(Date.parse(`${now}T10:00:00.000Z`) + minute++ * 60_000).toISOString()),
	examine: examineReport,
	announce: async (own, event) => jobs.enqueue(own, eventQueue, event)
});
function fine<T>(outcome: T) {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
}
const moved = (by: Person, moving: Moving) => write((own) => moveRecord(own, doing(by), moving));

const plain: Answers = {
	'a-2': '2017-03-23',
	'a-3': '2017-08-16',
	'a-4': { name: 'Ama Owusu', organisation: 'Environmental Protection Agency', email: `${canary}@example.org`, private: ['email'] },
	'a-5-differs': false,
	'q3-1': false,
	'q3-3': false,
	'q3-3-iii': 'Nothing is known of such stocks.',
	'q3-5': ['no-exports'],
	'q11-2': false
};

/** The least that the form takes. */
function selfSubmission(): Answers {
	return {
		party: 'GHA',
		provision: ['7'],
		matter: 'Own submission',
		contact: { name: 'Ama Owusu', organisation: 'Environmental Protection Agency', email: `${canary}@example.org`, address: `${canary} street` }
	};
}

async function filed(answers: Answers): Promise<string> {
	const { id } = fine(await write((own) => beginReport(own, doing(aisha), { cycle, party: 'GHA' })));
	fine(await write((own) => saveAnswers(own, doing(aisha), { record: id, version: 0, answers })));
	fine(await write((own) => submit(own, doing(aisha), id)));
	fine(await moved(paul, { record: id, move: 'publish', checklist: world.definitions.current('art21-short')?.form.checklist ?? [] }));
	return id;
}

async function letters() {
	expect((await jobs.drain()).failed).toBe(0);
	return mail.messages
		.splice(0)
		.map(({ mail: each, to }) => ({ to: String(to[0]), subject: each.subject ?? '', text: each.text ?? '' }))
		.toSorted((a, b) => a.to.localeCompare(b.to));
}

/** As the web framework asks. */
async function event(
	by: Person | null,
	params: object = {},
	{ query = '', posted, lang = 'en' }: { query?: string; posted?: FormData; lang?: 'en' | 'ar' } = {}
) {
	const url = new URL(`${origin}/${lang}/work/clarifications${query}`);
	const { definitions, convention } = world;
	const locals = {
		platform: { ...platform, database: { ...platform.database, read: db() } },
		definitions,
		convention,
		person: by,
		reader: await readerIn(lang),
		today: now,
		doing: () => doing(by as Person),
		remembered: (_: string, make: () => unknown) => make()
	};
	const request = posted ? new Request(url, { method: 'POST', body: posted }) : new Request(url);
	return { locals, params: { lang, id: report, ...params }, url, request } as never;
}
function typed(fields: { [name: string]: string }, files: File[] = []): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries({ language: 'en', ...fields })) form.set(name, value);
	for (const file of files) form.append('files', file);
	return form;
}
/** Where an act leads, or what it was refused with. */
async function outcome(act: unknown): Promise<string> {
	try {
		const failed = (await act) as { status?: number; data?: { refusal: { refusal: string } } } | undefined;
		return failed?.data?.refusal.refusal ?? `status ${failed?.status ?? 200}`;
	} catch (thrown) {
		const { location, status } = thrown as { location?: string; status?: number };
		if (location) return location;
		if (status) return `status ${status}`;
		throw thrown;
	}
}
const post = async (by: Person, act: string, fields: { [name: string]: string }, { number = '1', files }: { number?: string; files?: File[] } = {}) =>
	outcome(inThread[act]?.(await event(by, { number }, { posted: typed(fields, files) })));
type Page = { thread: { state: string; posts: { kind: string; text: string; name: string | null }[] }; acts: string[] };
const page = async (by: Person, number = '1') => (await threadPage(await event(by, { number }))) as Page;
const acts = async (by: Person, number = '1') => (await page(by, number)).acts;

describe('the secretariat asks', () => {
	test('from the page of the report, about one question, by a day to come; what is typed stays when it is refused', async () => {
		const shown = (await askPage(await event(ravi, {}, { query: '?question=q3-3' }))) as {
			chosen: string;
			sections: { questions: { id: string }[] }[];
		};
		expect(shown.chosen).toBe('q3-3');
		expect(shown.sections.flatMap(({ questions }) => questions.map(({ id }) => id))).toContain('q3-3');
		const ask = async (by: Person, more: { [name: string]: string } = {}) =>
			outcome(
				asking.default?.(
					await event(
						by,
						{},
						{ posted: typed({ question: 'q3-3', text: `Which stocks? ${canary}`, due: '2024-03-01', askedFor: 'committee', ...more }) }
					)
				)
			);
		expect(await ask(ravi, { text: ' \n ' })).toBe('clarification-empty');
		expect(await ask(ravi, { text: 'x'.repeat(10_001) })).toBe('too-large');
		expect(await ask(ravi, { due: '2024-02-30' })).toBe('not-a-day');
		expect(await ask(ravi, { due: '2024-02-01' })).toBe('day-passed');
		expect(await ask(ravi, { question: 'nonsense' })).toBe('not-valid');
		expect(await ask(ravi, { language: 'xx' })).toBe('not-valid');
		expect(await ask(aisha)).toBe('not-allowed');
		expect(await ask(mira)).toBe('not-allowed');
		expect(await ask(lena)).toBe('status 404');
		expect(await ask(ravi)).toBe(`/en/work/clarifications/${report}/1?done=ask`);
	});

	test('the focal point is written to in the own language, with the day and the way, and without a word of what is asked', async () => {
		const sent = await letters();
		expect(sent.map(({ to }) => to)).toEqual([aisha.email]);
		expect(sent[0]?.text).toContain(`${origin}/ar/work/clarifications/${report}/1`);
		expect(sent[0]?.text).toContain('غانا');
		expect(JSON.stringify(sent)).not.toContain(canary);
	});

	test('it stands on the desk of the Party, at its question, and in the lists of those who may know', async () => {
		const waiting = async (by: Person) => ((await desk(await event(by))) as { clarifications: { number: number }[] | null }).clarifications;
		expect(await waiting(aisha)).toMatchObject([{ number: 1, questionNumber: '3.3', state: 'open', overdue: false }]);
		expect(await waiting(ravi)).toEqual([]);
		expect(await waiting(lena)).toEqual([]);
		const listed = async (by: Person, query = '') => ((await list(await event(by, {}, { query }))) as { threads: object[] }).threads.length;
		for (const by of [aisha, kofi, ravi, edith, paul, mira]) expect(await listed(by), by.id).toBe(1);
		expect(await listed(lena)).toBe(0);
		expect(await listed(ravi, '?state=answered')).toBe(0);
		expect(await listed(ravi, '?due=overdue')).toBe(0);
		expect(await listed(ravi, '?party=CHE')).toBe(0);
		const queue = (await queued(await event(ravi))) as { clarifications: { threads: object[]; mayAsk: boolean } };
		expect(queue.clarifications).toMatchObject({ mayAsk: true, threads: [{ number: 1 }] });
		expect(await outcome(list(await event({ ...ama, roles: [{ role: 'organisation-contributor', organisation: 'x' }] })))).toBe('status 403');
	});

	test('two who ask at once get numbers one after the other', async () => {
		const ask = (question: string) =>
			write((own) =>
				askClarification(own, doing(ravi), {
					record: report,
					question,
					due: '2024-03-01',
					askedFor: 'secretariat',
					text: `And? ${canary}`,
					language: 'en'
				})
			);
		const both = await Promise.all([ask('q3-5'), ask('q11-2')]);
		expect(both.map((done) => fine(done).number).toSorted()).toEqual([2, 3]);
		await letters();
	});
});

describe('the Party answers', () => {
	test('whoever submits for it; a contributor who does not, and others, may not', async () => {
		expect(await acts(aisha)).toEqual(['answer']);
		expect(await acts(kofi)).toEqual([]);
		expect(await acts(mira)).toEqual([]);
		expect(await acts(ravi)).toEqual(['extend', 'close']);
		expect(await post(kofi, 'answer', { text: 'No.', seen: '1' })).toBe('not-allowed');
		expect(await post(mira, 'answer', { text: 'No.', seen: '1' })).toBe('not-allowed');
		expect(await post(lena, 'answer', { text: 'No.', seen: '1' })).toBe('status 404');
		expect(await post(aisha, 'answer', { text: 'No.', seen: '1' }, { number: '99' })).toBe('not-found');
	});

	test('with files, which are looked into; the officers are told', async () => {
		const program = new File([new Uint8Array([0x4d, 0x5a, 0x90, 0])], 'a.exe');
		expect(await post(aisha, 'answer', { text: 'See the file.', seen: '1' }, { files: [program] })).toBe('type-not-accepted');
		const many = Array.from({ length: 6 }, (_, n) => new File([`text ${n}`], `${n}.txt`));
		expect(await post(aisha, 'answer', { text: 'See the files.', seen: '1' }, { files: many })).toBe('too-large');
		const note = new File([`A survey of ${canary}`], '../survey.txt', { type: 'text/plain' });
		const text = `لا توجد مخزونات.\r\n\r\n<script>alert(1)</script> ${canary}\u0000`;
		expect(await post(aisha, 'answer', { text, language: 'ar', seen: '1' }, { files: [note] })).toContain('done=answer#post-2');
		const { thread } = (await page(ravi)) as unknown as {
			thread: { state: string; posts: { text: string; language: string; files: object[]; name: string }[] };
		};
		expect(thread.state).toBe('answered');
		expect(thread.posts[1]).toMatchObject({ language: 'ar', name: aisha.name, text: `لا توجد مخزونات.\n\n<script>alert(1)</script> ${canary}` });
		expect(thread.posts[1]?.files).toMatchObject([{ name: 'survey.txt', mediaType: 'text/plain' }]);
		const sent = await letters();
		expect(sent.map(({ to }) => to)).toEqual([edith.email, paul.email, ravi.email]);
		expect(JSON.stringify(sent)).not.toContain(canary);
	});

	test('the file is given to those who read the thread, and to nobody else', async () => {
		const [thread] = await threadsOf(db(), report);
		const sha256 = thread?.posts[1]?.files[0]?.sha256 ?? '';
		const given = async (by: Person | null, number = '1') => outcome(Promise.resolve(fileOf(await event(by, { record: report, number, sha256 }))));
		for (const by of [aisha, kofi, ravi, mira]) expect(await given(by), by.id).toBe('status 200');
		expect(await given(lena)).toBe('status 404');
		expect(await given(null)).toBe('status 404');
		expect(await given(ravi, '2')).toBe('status 404');
	});

	test('the secretariat asks again; whoever acts on an older state is told, and does it with the new one', async () => {
		expect(await acts(ravi)).toEqual(['reopen', 'close']);
		expect(await post(ravi, 'reopen', { text: `And the port? ${canary}`, due: '2024-03-15', seen: '1' })).toBe('changed-meanwhile');
		expect(await post(ravi, 'reopen', { text: `And the port? ${canary}`, due: '2024-03-15', seen: '2' })).toContain('done=reopen');
		expect(await post(ravi, 'close', { text: 'Enough.', outcome: 'note', seen: '3' })).toBe('stage-does-not-fit');
		const answer = (text: string) =>
			write((own) => answerClarification(own, doing(aisha), { record: report, number: 1, seen: 3, text, language: 'en' }));
		const twice = await Promise.all([answer(`Nothing there. ${canary}`), answer(`Nothing there. ${canary}`)]);
		expect(twice.filter(isRefusal)).toEqual([{ refusal: 'changed-meanwhile' }]);
		expect((await page(ravi)).thread.posts.map(({ kind }) => kind)).toEqual(['question', 'answer', 'reopening', 'answer']);
		await letters();
	});
});

describe('days', () => {
	test('more time is given with its reason, for a later day alone', async () => {
		const at = { number: '2' };
		expect(await post(ravi, 'extend', { text: '', due: '2024-04-01', seen: '1' }, at)).toBe('clarification-empty');
		expect(await post(ravi, 'extend', { text: 'A holiday.', due: '2024-03-01', seen: '1' }, at)).toBe('day-passed');
		expect(await post(aisha, 'extend', { text: 'A holiday.', due: '2024-04-01', seen: '1' }, at)).toBe('not-allowed');
		expect(await post(ravi, 'extend', { text: 'A holiday.', due: '2024-04-01', seen: '1' }, at)).toContain('done=extend');
		expect((await letters()).map(({ to }) => to)).toEqual([aisha.email]);
	});

	test('reminders before and after, each once; what is late the officers learn as well', async () => {
		const reminded = async (day: string) => {
			now = day;
			await write((own) => jobs.enqueue(own, clarificationReminders, {}));
			return (await letters()).map(({ to, text }) => `${to} ${/\/(\d+)$/m.exec(text)?.[1]}`);
		};
		// The third is due on 1 March, the second on 1 April by now; the first is answered.
		expect(await reminded('2024-02-16')).toEqual([`${aisha.email} 3`]);
		expect(await reminded('2024-02-17')).toEqual([]);
		expect(await reminded('2024-03-02')).toEqual([`${aisha.email} 3`, `${edith.email} 3`, `${paul.email} 3`]);
		expect((await reminded('2024-03-18')).toSorted()).toEqual(
			[`${aisha.email} 2`, `${aisha.email} 3`, `${edith.email} 3`, `${paul.email} 3`].toSorted()
		);
		const late = await listThreads(db(), { convention: world.convention, person: ravi, today: now }, { due: 'overdue' });
		expect(late.map(({ number }) => number)).toEqual([3]);
	});

	test('the list as a file has what the page has, and no formula', async () => {
		const reply = await sheet(await event(ravi, { format: 'csv' }, { query: '?state=any' }));
		const text = await reply.text();
		expect(text.trim().split('\r\n')).toHaveLength(4);
		expect(text).not.toContain(canary);
		expect(await outcome(Promise.resolve(sheet(await event(ravi, { format: 'exe' }))))).toBe('status 404');
	});
});

describe('a thread ends', () => {
	test('with the note of the Party', async () => {
		expect(await post(ravi, 'close', { outcome: 'corrected', revision: '2', seen: '4' })).toBe('clarification-revision');
		expect(await post(ravi, 'close', { outcome: 'note', text: '', seen: '4' })).toContain('done=close');
		expect(await post(aisha, 'answer', { text: 'One thing more.', seen: '5' })).toBe('stage-does-not-fit');
		const sent = await letters();
		expect(sent.map(({ to }) => to)).toEqual([aisha.email]);
	});

	test('with a correction, which is a revision that the Party makes by the moves of every record', async () => {
		const close = (revision: number) =>
			write((own) =>
				closeClarification(own, doing(ravi), { record: report, number: 2, seen: 2, outcome: 'corrected', revision, text: '', language: 'en' })
			);
		expect(await close(1)).toEqual({ refusal: 'clarification-revision' });
		fine(await moved(aisha, { record: report, move: 'revise' }));
		const draft = await db().selectFrom('records.drafts').select('version').where('record_id', '=', report).executeTakeFirstOrThrow();
		fine(
			await write((own) =>
				saveAnswers(own, doing(aisha), { record: report, version: draft.version, answers: { 'q3-3-iii': 'Nothing, and nothing in the port.' } })
			)
		);
		fine(await write((own) => submit(own, doing(aisha), report)));
		// It is submitted, and not published yet.
		expect(await close(2)).toEqual({ refusal: 'clarification-revision' });
		fine(await moved(paul, { record: report, move: 'publish', checklist: world.definitions.current('art21-short')?.form.checklist ?? [] }));
		fine(await close(2));
		expect((await threadsOf(db(), report))[1]).toMatchObject({ state: 'closed', outcome: 'corrected', outcomeRevision: 2 });
	});

	test('or withdrawn, with the reason', async () => {
		expect(await post(ravi, 'close', { outcome: 'withdrawn', text: '', seen: '1' }, { number: '3' })).toBe('clarification-empty');
		expect(await post(ravi, 'close', { outcome: 'withdrawn', text: 'Asked by mistake.', seen: '1' }, { number: '3' })).toContain('done=close');
		await letters();
	});
});

describe('the formal record', () => {
	test('has all threads in their order, sealed in a chain that begins with the seal of the revision', async () => {
		const threads = await threadsOf(db(), report);
		expect(threads.map(({ number, posts }) => [number, posts.length])).toEqual([
			[1, 5],
			[2, 3],
			[3, 2]
		]);
		const { sha256 } = await db()
			.selectFrom('records.revisions')
			.select('sha256')
			.where('record_id', '=', report)
			.where('number', '=', 1)
			.executeTakeFirstOrThrow();
		for (const thread of threads) {
			expect(thread.posts[0]?.previous).toBe(sha256);
			expect(brokenPosts(thread)).toEqual([]);
		}
		await expect(write((own) => sql`update reporting.clarification_posts set text = 'another'`.execute(own))).rejects.toThrow('stays as it is');
		await expect(write((own) => sql`delete from reporting.clarification_posts`.execute(own))).rejects.toThrow('stays as it is');
	});

	test('as JSON from which the chain can be computed again, and as a PDF in the language of the reader', async () => {
		const reply = await formalFile(await event(aisha, { format: 'json' }));
		const body = (await reply.json()) as { chain: { holds: boolean }; clarifications: { posts: { sha256: string; by: string }[] }[] };
		expect(body.chain.holds).toBe(true);
		expect(body.clarifications.map(({ posts }) => posts.length)).toEqual([5, 3, 2]);
		for (const lang of ['en', 'ar'] as const) {
			const pdf = await formalFile(await event(aisha, { format: 'pdf' }, { lang }));
			expect(pdf.headers.get('content-type')).toBe('application/pdf');
			const read = await readPdf(new Uint8Array(await pdf.arrayBuffer()));
			expect(read.text).toContain(report);
			expect(read.tagged).toBe(true);
		}
		expect(await outcome(Promise.resolve(formalFile(await event(lena, { format: 'json' }))))).toBe('status 404');
		expect(clarificationsDocument).toBeTypeOf('function');
	});
});

describe('what becomes public', () => {
	const seen = async () => {
		const record = await findRecord(db(), report);
		return record ? publicThreadsOf(db(), record) : [];
	};
	const publicText = async () =>
		JSON.stringify(await publicPage(await event(null)), (_, value: unknown) =>
			value && typeof value === 'object' && 'value' in value ? (value as { value: unknown }).value : value
		);

	test('nothing, until the Party agrees', async () => {
		expect(await seen()).toEqual([]);
		expect(await publicText()).not.toContain(canary);
		expect(await acts(paul)).toEqual([]);
		expect(await acts(kofi)).toEqual([]);
		expect(await acts(aisha)).toEqual(['agree']);
		expect(await post(kofi, 'agree', { agreed: 'whole', seen: '5' })).toBe('not-allowed');
		expect(await post(paul, 'publish', { seen: '5' })).toBe('stage-does-not-fit');
		expect(await post(aisha, 'agree', { agreed: 'note', seen: '3' }, { number: '2' })).toBe('not-valid');
	});

	test('an agreement is taken back until it is acted on', async () => {
		expect(await post(aisha, 'agree', { agreed: 'whole', text: `For the record ${canary}`, seen: '5' })).toContain('done=agree');
		expect((await letters()).map(({ to }) => to)).toEqual([paul.email]);
		expect(await seen()).toEqual([]);
		expect(await acts(aisha)).toEqual(['retract']);
		expect(await post(aisha, 'retract', { seen: '6' })).toContain('done=retract');
		expect(await post(paul, 'publish', { seen: '7' })).toBe('stage-does-not-fit');
		expect(await post(aisha, 'agree', { agreed: 'note', seen: '7' })).toContain('done=agree');
		expect(await post(edith, 'publish', { seen: '8' })).toBe('not-allowed');
		expect(await post(paul, 'publish', { seen: '8' })).toContain('done=publish');
		expect(await post(aisha, 'retract', { seen: '9' })).toBe('stage-does-not-fit');
		await letters();
	});

	test('then the note alone, at its question, without a name', async () => {
		const threads = await seen();
		expect(threads).toMatchObject([{ number: 1, question: 'q3-3', agreed: 'note', posts: [{ number: 4, kind: 'answer' }] }]);
		expect(threads[0]?.posts).toHaveLength(1);
		const text = await publicText();
		expect(text).toContain('Nothing there.');
		expect(text).not.toContain('And the port?');
		expect(text).not.toContain('لا توجد مخزونات');
		expect(text).not.toContain(aisha.name + ' (');
		expect(JSON.stringify(threads)).not.toContain(aisha.id + '"');
	});

	test('the whole thread with its files where that was agreed, and what another thread says stays closed', async () => {
		const [first] = await threadsOf(db(), report);
		const sha256 = first?.posts[1]?.files[0]?.sha256 ?? '';
		// Of the first the note alone is public: its file belongs to another post.
		expect(await outcome(Promise.resolve(fileOf(await event(null, { record: report, number: '1', sha256 }))))).toBe('status 404');
		expect(await post(aisha, 'agree', { agreed: 'whole', seen: '3' }, { number: '2' })).toContain('done=agree');
		expect(await post(paul, 'publish', { seen: '4' }, { number: '2' })).toContain('done=publish');
		expect((await seen()).map(({ number, posts }) => [number, posts.map(({ kind }) => kind)])).toEqual([
			[1, ['answer']],
			[2, ['question', 'closing']]
		]);
		expect(await publicText()).not.toContain('Asked by mistake');
		await letters();
	});

	test('a printed revision says what was agreed to and no more, the catalogue nothing of any thread', async () => {
		const read = await readRevision(db(), world.definitions, null, report);
		if (!read || 'gone' in read) throw new Error('not there');
		const document = recordDocument(
			await readerIn('en'),
			{ ...read, owner: { en: 'Ghana' }, typeName: { en: 'Report' }, title: {}, schemes: {} as never, publicThreads: await seen() } as never,
			{ origin, at: new Date(0) }
		);
		const printed = JSON.stringify(document);
		for (const text of ['Nothing there.', 'Published with the agreement of the Party on']) expect(printed).toContain(text);
		for (const text of ['And the port?', 'لا توجد مخزونات', 'Asked by mistake', paul.name]) expect(printed).not.toContain(text);
		const { rows } = await sql<{ text: string }>`select row_to_json(entry)::text as text from catalogue.entries as entry`.execute(db() as never);
		expect(rows.length).toBeGreaterThan(0);
		expect(JSON.stringify(rows)).not.toContain(canary);
		expect((await typeset(template, inputsOf(document), new Date(0))) === 'busy').toBe(false);
	});
});

describe('a reader of the Committee', () => {
	const looks = async (by: Person, id = report) =>
		((await looksPage(await event(by, { id }))) as { looks: { what: string; part: string | null; name: string }[] }).looks;

	test('sees the report, its threads and what a Party submitted of its own, and how nobody is reached', async () => {
		const shown = (await reportPage(await event(mira))) as { revision: { answers: Answers }; asReader: boolean; clarifications: { mayAsk: boolean } };
		expect(shown).toMatchObject({ asReader: true, clarifications: { mayAsk: false } });
		expect(shown.revision.answers['q3-3-iii']).toBe('Nothing, and nothing in the port.');
		expect(JSON.stringify(shown.revision.answers)).not.toContain(canary);
		const submission = (await reportPage(await event(mira, { id: own }))) as { revision: { answers: Answers } };
		expect(submission.revision.answers.matter).toBe('Own submission');
		expect(JSON.stringify(submission.revision.answers)).not.toContain(canary);
		const open = ((await list(await event(mira))) as { open: { id: string }[] }).open.map(({ id }) => id);
		expect(open.toSorted()).toEqual([own, report].toSorted());
		expect(((await list(await event(ravi))) as { open?: object }).open).toBeUndefined();
	});

	test('reads who spoke for whom, and no name', async () => {
		const { thread, acts: offered } = await page(mira);
		expect(thread.posts.every(({ name }) => name === null)).toBe(true);
		expect(offered).toEqual([]);
	});

	test('each look is written down with its look itself, and the focal point sees the list', async () => {
		const before = (await looks(aisha)).length;
		await reportPage(await event(mira));
		await page(mira, '2');
		await formalFile(await event(mira, { format: 'json' }));
		const after = await looks(aisha);
		expect(after).toHaveLength(before + 3);
		expect(after.slice(0, 3)).toMatchObject([
			{ what: 'document', part: 'JSON', name: mira.name },
			{ what: 'clarification', part: '2', name: mira.name },
			{ what: 'record', part: '2', name: mira.name }
		]);
		expect(after.some(({ what, part }) => what === 'file' && part === 'survey.txt')).toBe(true);
		expect((await looks(aisha, own)).map(({ what }) => what)).toEqual(['record']);
		// The owner's people and the secretariat read without being listed.
		await page(ravi);
		await page(kofi);
		expect(await looks(aisha)).toHaveLength(after.length);
		for (const by of [kofi, lena, mira, ravi]) expect(await outcome(looksPage(await event(by))), by.id).toBe('status 404');
	});

	test('does not see what is a draft, returned, withdrawn, or of another sort', async () => {
		const draft = fine(
			await write((db) => begin(db, doing(aisha), { type: 'art15-self-submission', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH', answers: {} }))
		).id;
		const other = fine(
			await write((db) => begin(db, doing(aisha), { type: 'art3-stocks', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH', answers: {} }))
		).id;
		for (const id of [draft, other]) expect(await outcome(reportPage(await event(mira, { id })))).toBe('status 404');
		expect(await readRevision(db(), world.definitions, mira, own)).toBeUndefined();
	});

	test('holds the role for a term, which an administrator gives and which ends by itself', async () => {
		const zoe = { id: 'zoe', name: 'Zoe', email: 'zoe@example.org', language: 'en' as const, roles: [] };
		await account(zoe);
		const give = (by: Person, until: string) =>
			write((own) =>
				giveRole(own, { by, at: new Date(`${now}T10:00:00Z`) } as never, { account: zoe.id, role: { role: 'committee-reader', until } })
			);
		for (const by of [aisha, edith, paul]) expect(await give(by, '2099-01-01'), by.id).toEqual({ refusal: 'not-allowed' });
		expect(await give(adam, 'soon')).toMatchObject({ refusal: 'not-a-day' });
		expect(await give(adam, '2020-01-01')).toMatchObject({ refusal: 'day-passed' });
		// By the clock of the database this term is over.
		fine(await give(adam, '2024-06-30'));
		expect(await rolesOf(db(), zoe.id)).toEqual([]);
		fine(await give(adam, '2099-01-01'));
		expect(await rolesOf(db(), zoe.id)).toEqual([{ role: 'committee-reader', until: '2099-01-01' }]);
		expect(await give(adam, '2098-01-01')).toEqual({ refusal: 'role-held' });
	});
});

describe('a withdrawn report', () => {
	test('is talked about no more: open threads can be closed, nothing of them is public, nobody is reminded', async () => {
		now = '2024-05-01';
		const { number } = fine(
			await write((own) =>
				askClarification(own, doing(edith), {
					record: report,
					question: 'q3-5',
					due: '2024-05-10',
					askedFor: 'secretariat',
					text: 'And?',
					language: 'en'
				})
			)
		);
		await letters();
		fine(await moved(aisha, { record: report, move: 'withdraw', reason: 'The wrong year.' }));
		await letters();
		expect(await publicThreadsOf(db(), (await findRecord(db(), report)) as never)).toEqual([]);
		now = '2024-05-08';
		await write((own) => jobs.enqueue(own, clarificationReminders, {}));
		expect(await letters()).toEqual([]);
		const at = { number: String(number) };
		expect(await post(aisha, 'answer', { text: 'Late.', seen: '1' }, at)).toBe('stage-does-not-fit');
		expect(await post(ravi, 'close', { outcome: 'withdrawn', text: 'The report was withdrawn.', seen: '1' }, at)).toContain('done=close');
		expect(await outcome(reportPage(await event(mira)))).toBe('status 404');
	});
});
