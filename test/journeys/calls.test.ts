// SPDX-License-Identifier: Apache-2.0
// A call of the secretariat: published, answered by a Party and an organisation, extended, reminded of, compiled; and a call for nominations. Canaries
// sit in everything that is for the secretariat alone.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCall, readCompilation, listCalls } from '#catalogue/server/calls.ts';
import { dueFor } from '#catalogue/server/due.ts';
import { followCall } from '#catalogue/server/follow-call.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { compilationDocument } from '#components/print/compilation.ts';
import { compilationSheets } from '#components/sheet/compilation-sheet.ts';
import { answerCall } from '#exchange/server/answer-call.ts';
import { appointedBy } from '#exchange/server/appointed.ts';
import { askCallLetter, callLetters, lettersOf } from '#exchange/server/call-letters.ts';
import { callFeed } from '#interop/feeds/server/call.ts';
import { extendCall } from '#exchange/server/extend-call.ts';
import type { ShownCall } from '#catalogue/calls.ts';
import type { Answers, Json } from '#forms/form.ts';
import { callEvents } from '#interop/calendar/call-events.ts';
import { inputsOf, template } from '#interop/print/document.ts';
import { xlsx } from '#interop/sheets/xlsx.ts';
import type { Person } from '#people/person.ts';
import { isRefusal, refuse } from '#people/refusal.ts';
import { sendLetters } from '#people/server/ground.ts';
import { addRole } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import { typeset } from '#platform/server/pdf.ts';
import type { Platform } from '#platform/server/platform.ts';
import { begin } from '#records/server/begin.ts';
import { loadDefinitions } from '#records/server/definitions.ts';
import type { Doing } from '#records/server/doing.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { readRevision } from '#records/server/revisions.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import type { Definitions } from '#records/definitions.ts';
import { readerIn } from '#text/message.ts';
import { writeCallLettersDue } from '#worker/letters-calls.ts';
import { compilationShape } from '../../src/routes/[lang]/calls/[id]/compilation.[format]/shape.server.ts';
import { project } from '#catalogue/server/project.ts';
import { approvalHolds } from '#sharing/server/approvals.ts';
import { callHolds } from '#exchange/server/call-holds.ts';
import { seatsHold } from '#exchange/server/seats.ts';
import { attach } from '#records/server/attach.ts';
import { ama, edith, kofi, lena, nina, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const canary = 'nightjar';
const origin = 'https://exchange.test';
const claire: Person = { ...lena, language: 'fr' };
/** While the call is open, on its last day by the clock of Geneva, and after it. */
const open = '2026-11-10T10:00:00Z';
const after = '2026-12-01T10:00:00Z';

let world: World;
let definitions: Definitions;
let platform: Platform;
let jobs: Jobs;
let folder: string;
const announced: string[] = [];

beforeAll(async () => {
	world = await openWorld();
	definitions = world.definitions;
	folder = await mkdtemp(join(tmpdir(), 'calls-'));
	const log = openLog('silent');
	jobs = await openJobs(world.database, { log, drained: true });
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const mailer = await openMailer({ dataDir: folder, mailServer: null, sender: 'noreply@example.org' });
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database: world.database, mailer, files, jobs, close: async () => mailer.close() };
	await sendLetters(platform);
	await jobs.declare(callLetters);
	await world.database.write(async (db) => {
		await db
			.insertInto('people.organisations')
			.values({
				id: 'clean-rivers',
				code: 'RIVERS',
				name: '=Clean Rivers & Lakes',
				kind: 'ngo',
				state: 'admitted',
				contact_name: 'Nina Alvarez',
				contact_email: nina.email,
				language: 'en',
				applied_at: new Date()
			})
			.execute();
		for (const { id, name, email, language, roles } of [ama, kofi, claire, nina, ravi, edith, paul]) {
			await db.insertInto('people.accounts').values({ id, name, email, language, created_at: new Date(), updated_at: new Date() }).execute();
			for (const role of roles) await addRole(db, id, role, { by: 'platform', at: new Date() });
		}
	});
}, 120_000);
afterAll(async () => {
	await jobs.stop();
	await platform.close();
	await world.database.close();
	await rm(folder, { recursive: true });
});

const db = () => world.database.read;
const doing = (by: Person, at = open): Doing => ({
	by,
	at: new Date(at),
	definitions,
	convention: world.convention,
	hold: async (...submitted) => (await approvalHolds(...submitted)) ?? callHolds(definitions, new Date(at))(...submitted),
	holdOutcome: seatsHold(definitions),
	announce: async (_, event) => void announced.push(event.record)
});
const write: World['database']['write'] = (act) => world.database.write(act);
const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
/** The forms as another process would read them, and the catalogue as the worker would leave it. */
async function react(): Promise<void> {
	definitions = await loadDefinitions(db());
	for (const record of announced.splice(0)) await write((own) => project(own, { definitions, convention: world.convention }, record));
}
async function save(by: Person, record: string, answers: Answers, at = open): Promise<void> {
	const draft = await draftOf(db(), record);
	fine(await write((own) => saveAnswers(own, doing(by, at), { record, version: draft?.version ?? 0, answers })));
}
const checklistOf = async (record: string) => {
	const { type } = (await findRecord(db(), record)) as { type: string };
	return definitions.current(type)?.form.checklist ?? [];
};
async function publish(record: string, at = open): Promise<void> {
	const checklist = await checklistOf(record);
	fine(await write((own) => moveRecord(own, doing(paul, at), { record, move: 'publish', checklist })));
	await react();
}
async function publishedCall(answers: Answers): Promise<string> {
	const at = '2026-10-01T08:00:00Z';
	const begun = fine(
		await write((own) => begin(own, doing(edith, at), { type: 'call', ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC' }))
	);
	await save(edith, begun.id, answers, at);
	fine(await write((own) => submit(own, doing(edith, at), begun.id)));
	await publish(begun.id, at);
	return begun.id;
}
const answering = {
	GHA: { ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' },
	CHE: { ownerKind: 'party', owner: 'CHE', ownerCode: 'CH' },
	rivers: { ownerKind: 'organisation', owner: 'clean-rivers', ownerCode: 'RIVERS' }
} as const;
const answer = (by: Person, call: string, who: keyof typeof answering, at = open, more = {}) =>
	write((own) => answerCall(own, doing(by, at), { call, ...answering[who], ...more }));
const mails = async () => {
	await jobs.drain();
	const outbox = join(folder, 'outbox');
	const names = (await readdir(outbox).catch(() => [])).sort();
	const texts = await Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
	await Promise.all(names.map((name) => rm(join(outbox, name))));
	return texts;
};
const letters = (asked: Parameters<typeof writeCallLettersDue>[2], at: string) =>
	writeCallLettersDue(platform, { definitions, convention: world.convention }, asked, new Date(at));

const information: Answers = {
	kind: 'information',
	title: { en: 'Thermometers without mercury', fr: 'Thermomètres sans mercure' },
	asked: { en: 'Tell which are in use.\n\n<b>Nothing else.</b>' },
	decision: 'MC-5/9',
	opens: '2026-10-05',
	deadline: '2026-11-30',
	zone: 'geneva',
	late: true,
	reminders: ['14', '7'],
	who: ['all'],
	areas: ['products-processes'],
	articles: ['4'],
	questions: [
		{ label: { en: 'Which are in use?', fr: 'Lesquels sont utilisés ?', ar: 'ما المستخدم منها؟' }, kind: 'long-text', required: true },
		{ label: { en: 'Is there a plan?' }, kind: 'yes-no' },
		{ label: { en: 'Who may be asked?' }, kind: 'text', private: true }
	]
};
const response: Answers = { language: 'en', respondent: { name: 'Ministry', kind: 'government' } };

describe('a call for information', () => {
	let call: string;
	let ofGhana: string;
	let ofRivers: string;

	test('is published like any record, and stands in the list, in its area and on desks', async () => {
		call = await publishedCall(information);
		expect(call).toBe('MC-CALL-SEC-0001');
		const [shown] = await listCalls(db(), new Date(open), { area: 'products-processes' });
		expect(shown).toMatchObject({ id: call, state: 'open', lastDay: '2026-11-30', answered: { parties: 0, others: 0 } });
		const due = await dueFor(db(), { ownerKind: 'party', owner: 'GHA' }, [], definitions, world.convention, '2026-11-10');
		expect(due.find((each) => each.call === call)).toMatchObject({ due: '2026-11-30', record: 'call-response' });
		const [event] = callEvents(await listCalls(db(), new Date(open)), await readerIn('fr'));
		expect(event).toMatchObject({ start: '2026-11-30', summary: { fr: 'Dernier jour : Thermomètres sans mercure' }, cancelled: false });
		const [known] = await listCalls(db(), new Date(open));
		// Whoever subscribes is told that it is off, instead of keeping the day for ever.
		const [off] = callEvents([{ ...(known as ShownCall), state: 'cancelled' }], await readerIn('fr'));
		expect(off).toMatchObject({ id: event?.id, cancelled: true, changes: (event?.changes ?? 0) + 1 });
	});

	test('is answered in its own form by those whom it asks, once each, also by two at once', async () => {
		expect(await answer(ama, call, 'CHE')).toEqual({ refusal: 'not-allowed' });
		expect(await answer(ama, call, 'GHA', '2026-10-01T10:00:00Z')).toEqual({ refusal: 'call-not-open' });
		expect(await answer(ama, 'MC-CALL-SEC-0999', 'GHA')).toEqual({ refusal: 'not-found' });
		const both = await Promise.all([answer(ama, call, 'GHA'), answer(kofi, call, 'GHA')]);
		const [one, two] = both.map(fine);
		expect(one?.id).toBe(two?.id);
		expect(both.map(fine).filter(({ begun }) => begun)).toHaveLength(1);
		ofGhana = one?.id as string;
		await react();
		const draft = await draftOf(db(), ofGhana);
		expect(draft?.answers).toMatchObject({ call, decision: 'MC-5/9', respondentKind: 'party', receivedAt: '2026-11-10' });
		const form = definitions.form('call-response', draft?.formVersion);
		expect(form?.words['question.asked1']?.fr).toBe('Lesquels sont utilisés ?');
		// What the call requires is required: the ordinary checks hold.
		expect(await write((own) => submit(own, doing(ama), ofGhana))).toMatchObject({ refusal: 'has-errors' });
		await save(ama, ofGhana, { ...response, asked1: '=SUM(1) Galinstan, <i>mostly</i>', asked2: true, asked3: canary });
		fine(await write((own) => submit(own, doing(ama), ofGhana)));
		// Whoever has answered is not begun again for.
		expect(fine(await answer(kofi, call, 'GHA'))).toEqual({ id: ofGhana, begun: false });
		// Before it is published it is the secretariat's alone to see.
		expect((await readCall(db(), { definitions, convention: world.convention }, call, new Date(open)))?.answers).toEqual([]);
		await publish(ofGhana);
	});

	test('reminds those who have not answered, each once, in their language', async () => {
		expect(await letters(null, '2026-11-10T05:00:00Z')).toBe(0);
		expect(await letters(null, '2026-11-16T05:00:00Z')).toBe(2);
		expect(await letters(null, '2026-11-17T05:00:00Z')).toBe(0);
		const written = await mails();
		expect(written.some((mail) => mail.includes('To: lena@example.org') && /Rappel/.test(mail))).toBe(true);
		expect(written.some((mail) => mail.includes('To: nina@example.org'))).toBe(true);
		expect(written.some((mail) => mail.includes('ama@example.org'))).toBe(false);
		const { missing } = await followCall(db(), world, call, { ...information, who: ['all'] } as never);
		expect(missing.map(({ owner }) => owner).sort()).toEqual(['CHE', 'clean-rivers']);
	});

	test('an answer after the last day is taken and marked as late', async () => {
		ofRivers = fine(await answer(nina, call, 'rivers', after)).id;
		await react();
		await save(
			nina,
			ofRivers,
			{ ...response, respondent: { name: 'Clean Rivers', kind: 'ngo' }, respondentKind: 'ngo', language: 'fr', asked1: 'Aucun.' },
			after
		);
		fine(await write((own) => submit(own, doing(nina, after), ofRivers)));
		await publish(ofRivers, after);
		const read = await readCall(db(), { definitions, convention: world.convention }, call, new Date(after));
		expect(read?.call.state).toBe('closed');
		expect(read?.answers.map(({ id, late, ownerKind }) => ({ id, late, ownerKind }))).toEqual([
			{ id: ofGhana, late: false, ownerKind: 'party' },
			{ id: ofRivers, late: true, ownerKind: 'organisation' }
		]);
	});

	test('more time is a published revision with its reason; a publisher alone gives it', async () => {
		const more = { call, deadline: '2026-12-15', reason: 'Asked for by several Parties.' };
		expect(await write((own) => extendCall(own, doing(edith, after), more))).toEqual({ refusal: 'not-allowed' });
		expect(await write((own) => extendCall(own, doing(paul, after), { ...more, deadline: '2026-11-30' }))).toMatchObject({
			refusal: 'day-not-later'
		});
		expect(await write((own) => extendCall(own, doing(paul, after), { ...more, reason: ' ' }))).toEqual({ refusal: 'reason-missing' });
		// What is refused on the way leaves nothing behind: no draft, no revision.
		const held = { ...doing(paul, after), hold: async () => refuse('approval-missing') };
		expect(await write((own) => extendCall(own, held, more))).toMatchObject({ refusal: 'approval-missing' });
		expect(await findRecord(db(), call)).toMatchObject({ stage: 'done', state: 'published', published: 1 });
		fine(await write((own) => extendCall(own, doing(paul, after), more)));
		await react();
		const read = await readCall(db(), { definitions, convention: world.convention }, call, new Date(after));
		expect(read?.call).toMatchObject({ state: 'extended', lastDay: '2026-12-15', deadline: '2026-11-30' });
		expect(read?.call.extensions).toEqual([{ deadline: '2026-12-15', reason: 'Asked for by several Parties.', on: '2026-12-01' }]);
		// With more time what came is in time, and the questions are the same: the version of their form too.
		expect(read?.answers.map(({ late }) => late)).toEqual([false, false]);
		const revision = await readRevision(db(), definitions, null, call);
		expect(revision && 'revision' in revision && revision.revision.number).toBe(2);
		fine(await write((own) => askCallLetter(own, { ...doing(paul, after), jobs }, { call, letter: 'extended-2026-12-15' })));
		expect(await letters({ call, letter: 'extended-2026-12-15' }, after)).toBe(1);
		expect((await mails()).some((mail) => /Asked for by several Parties/.test(mail))).toBe(true);
		expect(await lettersOf(db(), call)).toContainEqual({ letter: 'extended-2026-12-15', people: 1, on: '2026-12-01' });
	});

	test('has a feed of its own: what is asked, the time that was given more, and the answers', async () => {
		const { definitions, convention } = world;
		const asking = { db: db(), origin: 'https://exchange.test', definitions, convention, reader: await readerIn('fr') };
		const read = JSON.parse((await callFeed(asking, 'json', call)) ?? '') as {
			feed_url: string;
			items: { url: string; id: string; title: string }[];
		};
		expect(read.feed_url).toBe(`https://exchange.test/feeds/fr/calls/${call}.json`);
		expect(read.items.filter(({ url }) => url === `https://exchange.test/fr/calls/${call}`)).toHaveLength(2);
		expect(read.items.map(({ id }) => id)).toContain(`https://exchange.test/api/v1/records/${call}#2026-12-15`);
		const answers = (await readCall(db(), world.catalogue, call, new Date()))?.answers ?? [];
		expect(answers.length).toBeGreaterThan(0);
		for (const { id } of answers) expect(read.items.map(({ url }) => url)).toContain(`https://exchange.test/fr/records/${id}`);
		for (const format of ['atom', 'rss'] as const) expect(await callFeed(asking, format, call)).not.toMatch(/canary/i);
		expect(await callFeed(asking, 'atom', 'MC-CALL-SEC-9999')).toBeUndefined();
	});

	test('is compiled question by question, as PDF, workbook and data, without what is private', async () => {
		const world_ = { definitions, convention: world.convention };
		const at = new Date('2026-12-20T10:00:00Z');
		const compilation = await readCompilation(db(), world_, call, at);
		if (!compilation) throw new Error('no compilation');
		expect(compilation.questions.map(({ label, answers }) => [label.en, answers.length])).toEqual([
			['Which are in use?', 2],
			['Is there a plan?', 1]
		]);
		const shape = compilationShape(compilation, { origin, day: '2026-12-20' });
		expect(shape.questions[0]?.answers).toEqual([
			{ record: ofGhana, language: 'en', answer: '=SUM(1) Galinstan, <i>mostly</i>' },
			{ record: ofRivers, language: 'fr', answer: 'Aucun.' }
		]);
		for (const language of ['en', 'fr', 'ar'] as const) {
			const reader = await readerIn(language);
			const document = compilationDocument(reader, compilation, { origin, at, schemes: {} });
			const sheets = compilationSheets(reader, compilation, { origin, day: '2026-12-20' });
			for (const made of [document, sheets, shape]) expect(JSON.stringify(made)).not.toContain(canary);
			// An answer in another language than the reader's says which it is.
			if (language === 'en') expect(JSON.stringify(document)).toContain('French');
			const paper = await typeset(template, inputsOf(document), at);
			expect(paper !== 'busy' && Buffer.from(paper.bytes).subarray(0, 5).toString()).toBe('%PDF-');
			expect((await xlsx(...sheets)).length).toBeGreaterThan(1000);
		}
	});

	test('a question that was changed keeps the answers to the earlier one apart', async () => {
		const at = '2026-12-02T10:00:00Z';
		fine(await write((own) => moveRecord(own, doing(edith, at), { record: call, move: 'revise' })));
		const questions = (information.questions as Json[]).map((each, place) =>
			place === 0 ? { ...(each as object), label: { en: 'Which are in use, and since when?' } } : each
		) as Json[];
		await save(edith, call, { questions }, at);
		fine(await write((own) => submit(own, doing(edith, at), call)));
		await publish(call, at);
		const swiss = fine(await answer(claire, call, 'CHE', at)).id;
		await react();
		await save(claire, swiss, { ...response, asked1: 'Since 2010.' }, at);
		fine(await write((own) => submit(own, doing(claire, at), swiss)));
		await publish(swiss, at);
		const compilation = await readCompilation(db(), { definitions, convention: world.convention }, call, new Date(at));
		expect(compilation?.questions.map(({ label, answers }) => [label.en, answers.map(({ response: { owner } }) => owner)])).toEqual([
			['Which are in use, and since when?', ['CHE']],
			['Is there a plan?', ['GHA']],
			['Which are in use?', ['GHA', 'clean-rivers']]
		]);
	});

	test('once compiled it takes nothing more; what is withdrawn leaves the lists', async () => {
		const at = '2026-12-20T10:00:00Z';
		fine(await write((own) => moveRecord(own, doing(nina, at), { record: ofRivers, move: 'withdraw', reason: 'Sent by mistake.' })));
		fine(await write((own) => moveRecord(own, doing(paul, at), { record: call, move: 'decide', outcome: 'compiled' })));
		await react();
		const read = await readCall(db(), { definitions, convention: world.convention }, call, new Date(at));
		expect(read?.call).toMatchObject({ state: 'compiled', answered: { parties: 2, others: 0 } });
		expect(await answer(nina, call, 'rivers', at)).toEqual({ refusal: 'call-closed' });
		expect(JSON.stringify(await findEntry(db(), ofGhana))).not.toContain(canary);
		expect((await findEntry(db(), ofGhana))?.answers.asked1).toContain('Galinstan');
	});
});

describe('a call that closes on its last day', () => {
	test('refuses to begin and to hand in afterwards; what was handed in may be put right', async () => {
		const call = await publishedCall({ ...information, late: false, who: ['parties'], questions: [{ label: { en: 'One?' }, kind: 'text' }] });
		expect(await answer(nina, call, 'rivers')).toEqual({ refusal: 'call-not-for-you' });
		const [early, slow] = [fine(await answer(ama, call, 'GHA')).id, fine(await answer(claire, call, 'CHE')).id];
		await react();
		for (const [by, record] of [
			[ama, early],
			[claire, slow]
		] as const)
			await save(by, record, { ...response, asked1: 'Yes' });
		fine(await write((own) => submit(own, doing(ama), early)));
		expect(await write((own) => submit(own, doing(claire, after), slow))).toEqual({ refusal: 'call-closed' });
		fine(await write((own) => moveRecord(own, doing(ravi, after), { record: early, move: 'return', reason: 'The name is missing.' })));
		fine(await write((own) => submit(own, doing(ama, after), early)));
	});
});

describe('a proposal of a side event', () => {
	const proposal = { meeting: 'COP6', title: { en: 'Teeth' }, summary: { en: 'Three clinics.' }, organisers: [{ name: 'Clinics', kind: 'ngo' }] };
	const begun = async (more: Answers) =>
		fine(await write((own) => begin(own, doing(ama), { type: 'side-event-proposal', ...answering.GHA, answers: { ...proposal, ...more } }))).id;

	test('is due by the day of the call that it names, and needs to name none', async () => {
		const call = await publishedCall({ ...information, late: false, questions: [] });
		const [early, slow, free] = [await begun({ announcement: call }), await begun({ announcement: call }), await begun({})];
		fine(await write((own) => submit(own, doing(ama), early)));
		expect(await write((own) => submit(own, doing(ama, after), slow))).toEqual({ refusal: 'call-closed' });
		fine(await write((own) => submit(own, doing(ama, after), free)));
		fine(await write((own) => moveRecord(own, doing(ravi, after), { record: early, move: 'return', reason: 'The name is missing.' })));
		fine(await write((own) => submit(own, doing(ama, after), early)));
	});
});

describe('a call for nominations', () => {
	test('nominations stay closed; name, region and body are told of who was elected and agreed', async () => {
		const call = await publishedCall({
			...information,
			kind: 'nominations',
			body: 'eeg',
			seats: [{ region: 'africa', seats: 2 }],
			questions: []
		});
		const file = { file: 'a'.repeat(64), name: `${canary}.pdf`, mediaType: 'application/pdf', size: 10, language: 'en' };
		const nominate = async (name: string, publicConsent: boolean, another: boolean) => {
			const { id } = fine(await answer(ama, call, 'GHA', open, { another }));
			await react();
			fine(
				await write((own) => attach(own, doing(ama), { record: id, sha256: file.file, name: file.name, mediaType: file.mediaType, size: file.size }))
			);
			await save(ama, id, {
				seat: 'member',
				region: 'africa',
				candidate: { name, title: canary },
				publicConsent,
				gender: canary,
				nationality: 'GHA',
				cv: [file],
				nominationLetter: [file]
			});
			// No seat is there for another region; what was filled in stays.
			await save(ama, id, { region: 'grulac' });
			expect(await write((own) => submit(own, doing(ama), id))).toEqual({ refusal: 'call-no-seat' });
			await save(ama, id, { region: 'africa' });
			fine(await write((own) => submit(own, doing(ama), id)));
			await publish(id);
			return id;
		};
		const [first, second, third] = [
			await nominate('Efua Boateng', true, false),
			await nominate('Yaw Osei', false, true),
			await nominate('Adjoa Addo', true, true)
		];
		const told = async () => appointedBy(db(), definitions, call);
		expect(await told()).toEqual([]);
		for (const record of [first, second]) fine(await write((own) => moveRecord(own, doing(paul), { record, move: 'decide', outcome: 'elected' })));
		// Africa has two seats, of which none is left; another outcome gives one back, and recording the same again takes none.
		const decide = (record: string, outcome: string) => write((own) => moveRecord(own, doing(paul), { record, move: 'decide', outcome }));
		expect(await decide(third, 'elected')).toEqual({ refusal: 'call-seats-taken', values: { seats: 2 } });
		fine(await decide(first, 'elected'));
		fine(await decide(second, 'not-elected'));
		fine(await decide(third, 'elected'));
		expect(await decide(second, 'elected')).toMatchObject({ refusal: 'call-seats-taken' });
		fine(await decide(third, 'not-elected'));
		fine(await decide(second, 'elected'));
		await react();
		expect(await told()).toEqual([{ name: 'Efua Boateng', region: 'africa', body: 'eeg', seat: 'member' }]);
		expect(JSON.stringify(await told())).not.toContain(canary);
		for (const record of [first, second, third]) {
			expect(await readRevision(db(), definitions, null, record), record).toBeUndefined();
			expect(await readRevision(db(), definitions, claire, record), record).toBeUndefined();
		}
		expect((await readCall(db(), { definitions, convention: world.convention }, call, new Date(open)))?.answers).toEqual([]);
		const { nominated } = await followCall(db(), world, call, { who: ['all'] } as never);
		expect(nominated).toEqual([{ region: 'africa', nominated: 3, elected: 2 }]);
		// What was nominated elsewhere is not appointed here.
		expect(await appointedBy(db(), definitions, 'MC-CALL-SEC-0001')).toEqual([]);
	});
});
