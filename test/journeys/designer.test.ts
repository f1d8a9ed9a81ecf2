// SPDX-License-Identifier: Apache-2.0
// The secretariat designs the next version of a form: questions, words, conditions, findings, publication; drafts come along, old records stay.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Definition } from '#records/type.ts';
import type { Definitions } from '#records/definitions.ts';
import { begin } from '#records/server/begin.ts';
import { carriedNotes } from '#records/server/carry-drafts.ts';
import { currentDefinitions } from '#records/server/current.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { designHistory, designOf } from '#records/server/designs.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { publishDesign } from '#records/server/publish-design.ts';
import { answersAt, draftOf } from '#records/server/records.ts';
import { type ReadRecord, readRevision } from '#records/server/revisions.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { currentConvention } from '#convention/server/current.ts';
import { faultsOfDesign } from '#forms/designed.ts';
import { type Answers, type Form, questionOf } from '#forms/form.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { formOperations } from '#api/operations/forms.ts';
import * as desk from '#routes/[lang]/work/forms/+page.server.ts';
import * as formPage from '#routes/[lang]/work/forms/[id]/+page.server.ts';
import * as comparePage from '#routes/[lang]/work/forms/[id]/compare/+page.server.ts';
import * as designPage from '#routes/[lang]/work/forms/[id]/design/+page.server.ts';
import * as questionPage from '#routes/[lang]/work/forms/[id]/design/questions/[question]/+page.server.ts';
import * as sectionPage from '#routes/[lang]/work/forms/[id]/design/sections/[section]/+page.server.ts';
import * as wordsPage from '#routes/[lang]/work/forms/[id]/design/words/+page.server.ts';
import * as previewPage from '#routes/[lang]/work/forms/[id]/design/preview/+page.server.ts';
import * as findingsPage from '#routes/[lang]/work/forms/[id]/design/findings/+page.server.ts';
import * as publishPage from '#routes/[lang]/work/forms/[id]/design/publish/+page.server.ts';
import { savePosted } from '#routes/[lang]/work/records/[id]/edit/save-posted.server.ts';
import { adam, ama, edith, kofi, lena, nina, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const type = 'amalgam-nap-or-report';
let world: World;
let definitions: Definitions;
beforeAll(async () => {
	world = await openWorld();
	definitions = world.definitions;
});
afterAll(() => world.database.close());

// Later than the seeds, whose versions are in use since the test began.
const doing = (by: Person, at = new Date(Date.now() + 60_000).toISOString()): Doing => ({ ...world.doing(by, at), definitions });

/** What the hooks give every page, for this person. */
async function request(person: Person | null, params: Record<string, string> = {}, query = '') {
	const { database } = world;
	const locals = {
		person,
		definitions,
		platform: { database },
		convention: await currentConvention(database),
		reader: await readerIn('en'),
		doing: () => doing(person as Person)
	};
	return {
		locals,
		params: { lang: 'en', id: type, ...params },
		url: new URL(`http://platform.test/en/work/forms/${type}/design${params.question ? `/questions/${params.question}` : ''}${query}`)
	};
}

type Handler = (event: never) => unknown;
interface Outcome<T> {
	status: number;
	location?: string;
	value: T;
}
/** Runs a page's load or action; what it throws for SvelteKit (a refusal, a redirect) is given back as data. */
async function run<T>(handler: unknown, event: object): Promise<Outcome<T>> {
	try {
		const value = (await (handler as Handler)(event as never)) as { status?: number; data?: unknown } & T;
		return value?.data !== undefined && value.status ? { status: value.status, value: value.data as T } : { status: 200, value };
	} catch (thrown) {
		const { status, location } = thrown as { status?: number; location?: string };
		if (!status) throw thrown;
		return { status, location, value: undefined as T };
	}
}
interface Refused {
	refusal: { refusal: string };
	faults: { at: string; code: string }[];
	typed: [string, string][];
}
const design = async () => (await designOf(world.database.fresh, type))!;
const edition = async () => String((await design()).edition);

async function post(person: Person, action: unknown, typed: Record<string, string>, params: Record<string, string> = {}): Promise<Outcome<Refused>> {
	const fields = new FormData();
	for (const [name, value] of Object.entries(typed)) fields.set(name, value);
	if (!fields.has('edition')) fields.set('edition', await edition().catch(() => '0'));
	return run<Refused>(action, {
		...(await request(person, params)),
		request: new Request('http://platform.test/', { method: 'POST', body: fields })
	});
}
const six = (stem: string, text: string) => Object.fromEntries(languages.map((language) => [`${stem}.${language}`, `${text} (${language})`]));

/** The fields of a question's page as they stand, so that a post changes only what is typed over. */
function fieldsOf(form: Form, id: string): Record<string, string> {
	const question = questionOf(form, id)!;
	return {
		kind: question.kind,
		number: question.number ?? '',
		decision: question.decision ?? '',
		status: question.status ?? '',
		required: question.required === true ? 'always' : 'never',
		...(question.many ? { many: 'on' } : {}),
		...(question.private ? { private: 'on' } : {}),
		...Object.fromEntries(
			languages.flatMap((language) => {
				const said = form.words[`question.${id}`]?.[language];
				return said ? [[`w.question.${id}.${language}`, said]] : [];
			})
		)
	};
}
const answersOf = async (by: Person, id: string) => ((await readRevision(world.database.fresh, definitions, by, id)) as ReadRecord).revision.answers;
let old: string;
let open: string;
const sha256 = 'a'.repeat(64);
const contact = { name: 'Ama Owusu', organisation: 'EPA', email: 'ama@example.org', private: [] };
const answered: Answers = {
	kind: 'plan',
	state: 'phasing-down',
	measures: ['promote-alternatives', 'no-bulk-mercury'],
	document: [{ file: sha256, name: 'plan.pdf', mediaType: 'application/pdf', size: 5, language: 'en' }],
	contact
};

test('before: Ghana has published a plan and has another one open', async () => {
	const { form } = definitions.current(type) as Definition;
	const made = await world.database.write(async (db) => {
		const beginning = { type, ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' } as const;
		const ids: string[] = [];
		for (let n = 0; n < 2; n++) {
			const begun = await begin(db, doing(ama), beginning);
			if (isRefusal(begun)) throw new Error(begun.refusal);
			await db
				.insertInto('records.attachments')
				.values({
					record_id: begun.id,
					sha256,
					name: 'plan.pdf',
					media_type: 'application/pdf',
					size: 5,
					attached_by: 'ama',
					attached_at: doing(ama).at
				} as never)
				.execute();
			const saved = await saveAnswers(db, doing(ama), { record: begun.id, version: 0, answers: answered });
			if (isRefusal(saved)) throw new Error(saved.refusal);
			ids.push(begun.id);
		}
		return ids;
	});
	[old, open] = made as [string, string];
	expect(await world.database.write((db) => submit(db, doing(ama), old))).toMatchObject({ number: 1 });
	const checklist = form.checklist;
	expect(await world.database.write((db) => moveRecord(db, doing(paul), { record: old, move: 'publish', checklist }))).toMatchObject({
		state: 'published'
	});
});

test('administrators, editors and publishers open the designer; others do not', async () => {
	await post(adam, formPage.actions.begin, {});
	const pages = [desk, formPage, comparePage, designPage, wordsPage, previewPage, findingsPage, publishPage];
	for (const person of [adam, edith, paul])
		for (const page of pages) expect((await run(page.load, await request(person))).status, person.id).toBe(200);
	for (const person of [ravi, ama, lena, nina, null])
		for (const page of pages) expect((await run(page.load, await request(person))).status, person?.id).toBe(403);
	expect((await run(formPage.load, await request(adam, { id: 'nothing' }))).status).toBe(404);
	expect((await run(questionPage.load, await request(adam, { question: 'nothing' }))).status).toBe(404);
	expect((await run(sectionPage.load, await request(adam, { section: 'nothing' }))).status).toBe(404);
	const { rows } = (await run<{ rows: { id: string; design: boolean; toVerify: number }[] }>(desk.load, await request(edith))).value;
	expect(rows.find(({ id }) => id === type)).toMatchObject({ design: true });
});

test('Adam adds a question with a condition, and words in six languages', async () => {
	const section = (await design()).form.sections.at(-1)!.id;
	const added = await post(adam, designPage.actions.question, { id: 'budget', kind: 'yes-no', section, ...six('label', 'Is there a budget?') });
	expect(added).toMatchObject({ status: 303, location: expect.stringMatching(/\/questions\/budget$/) });
	await post(adam, designPage.actions.question, { id: 'amount', kind: 'money', section });
	expect(faultsOfDesign((await design()).form)).toMatchObject([{ at: 'question.amount', code: 'words-missing' }]);

	const question = { question: 'amount' };
	const fields = { ...fieldsOf((await design()).form, 'amount'), ...six('w.question.amount', 'How much?'), units: 'USD, EUR', required: 'always' };
	const condition = { 'when.mode': 'all', 'when.0.question': 'budget', 'when.0.operator': 'is', 'when.0.value': 'budget|true', 'when.0.text': '' };
	// A value of another question, and a bound that is no number: both are told, and what was typed comes back.
	const wrong = await post(adam, questionPage.actions.save, { ...fields, ...condition, 'when.0.value': 'x|1', least: 'many' }, question);
	expect(wrong.status).toBe(422);
	expect(wrong.value.faults.map(({ at, code }) => `${at} ${code}`)).toEqual(['when.0.question condition-value', 'least not-a-bound']);
	expect(new Map(wrong.value.typed).get('least')).toBe('many');

	expect((await post(adam, questionPage.actions.save, { ...fields, ...condition, least: '0.5' }, question)).status).toBe(303);
	const { form } = await design();
	expect(questionOf(form, 'amount')).toEqual({
		id: 'amount',
		kind: 'money',
		status: 'to-verify',
		required: true,
		units: ['USD', 'EUR'],
		least: '0.5',
		when: { question: 'budget', is: true }
	});
	expect(faultsOfDesign(form)).toEqual([]);
});

test('an editor words and no more; nobody overwrites what they have not seen; nothing is half done', async () => {
	const before = await design();
	const worded = await post(edith, wordsPage.actions.save, { 'w.question.budget.fr': 'Y a-t-il un budget ?', source: 'mine', article: '1' });
	expect(worded.status).toBe(303);
	const after = await design();
	expect(after.form.words['question.budget']?.fr).toBe('Y a-t-il un budget ?');
	expect(after.form.source).toBe(before.form.source);
	expect((await post(edith, designPage.actions.move, { move: 'question amount -1' })).value.refusal.refusal).toBe('not-allowed');
	expect((await post(ama, wordsPage.actions.save, { 'w.question.budget.fr': 'moi' })).status).toBe(403);
	const stale = await post(adam, wordsPage.actions.save, { edition: String(before.edition), 'w.question.budget.en': 'Another' });
	expect(stale).toMatchObject({ status: 409, value: { refusal: { refusal: 'changed-meanwhile' } } });
	expect(stale.value.typed).toContainEqual(['w.question.budget.en', 'Another']);
	expect((await post(adam, designPage.actions.question, { id: 'budget', kind: 'text', section: 'none' })).value.faults).toMatchObject([
		{ code: 'gone' }
	]);
	for (const [action, typed] of [
		[designPage.actions.question, { id: 'a\u0000b', kind: 'text', section: 'documents' }],
		[designPage.actions.section, { sectionId: '<script>' }],
		[designPage.actions.move, { move: 'question \u0000 -1' }],
		[wordsPage.actions.save, { 'w.question.budget.en': 'a\u0000b' }],
		[wordsPage.actions.save, { 'w.__proto__.en': 'x' }],
		[publishPage.actions.carry, { from: '__proto__', to: 'budget' }]
	] as const)
		expect((await post(adam, action, typed as Record<string, string>)).status, JSON.stringify(typed)).toBe(422);
	expect((await post(adam, wordsPage.actions.save, { 'w.question.budget.en': 'a\u202eb' })).value.faults).toMatchObject([
		{ code: 'hidden-characters' }
	]);
	expect((await design()).form).toEqual(after.form);
});

test('a question and an option are renamed, another is taken away: the crosswalk says what becomes of answers', async () => {
	const { form } = await design();
	const renaming = { ...fieldsOf(form, 'measures'), id: 'actions', 'options.no-bulk-mercury.id': 'no-bulk' };
	expect((await post(adam, questionPage.actions.save, renaming, { question: 'measures' })).location).toMatch(/questions\/actions\?done$/);
	const held = await post(adam, questionPage.actions.save, { ...fieldsOf(form, 'state'), id: 'status' }, { question: 'state' });
	expect(held.value.faults).toMatchObject([{ at: 'state', code: 'held' }]);
	expect((await post(adam, questionPage.actions.remove, {}, { question: 'contact' })).value.refusal.refusal).toBe('not-confirmed');
	expect((await post(adam, questionPage.actions.remove, { confirmed: 'on' }, { question: 'contact' })).status).toBe(303);
	expect((await design()).form.crosswalk).toEqual({
		from: '1',
		questions: { measures: 'actions', contact: null },
		options: { actions: { 'no-bulk-mercury': 'no-bulk' } }
	});
	const { moved, drafts } = (
		await run<{ moved: { id: string; to: string | null; drafts: number }[]; drafts: number }>(publishPage.load, await request(adam))
	).value;
	expect(drafts).toBe(1);
	expect(moved).toMatchObject([
		{ id: 'measures', to: 'actions', drafts: 1 },
		{ id: 'contact', to: null, drafts: 1 }
	]);
});

test('she previews every finding in six languages, and tries the conditions', async () => {
	const { places } = (
		await run<{ places: { at: string; findings: { code: string; words: { language: string; text: string }[] }[] }[] }>(
			findingsPage.load,
			await request(edith)
		)
	).value;
	const amount = places.find(({ at }) => at === 'amount')!;
	expect(amount.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['required', 'not-a-number', 'unit-missing', 'too-small']));
	expect(amount.findings.map(({ code }) => code)).not.toContain('too-large');
	for (const { findings } of places)
		for (const { words } of findings) expect(words.filter(({ text }) => text).map(({ language }) => language)).toEqual([...languages]);
	type Tried = { answers: Answers; findings: { at: string; code: string }[] };
	const fields = (budget: string) => {
		const data = new FormData();
		for (const [name, value] of [
			['asked', 'budget'],
			['asked', 'amount'],
			['q.budget', budget],
			['q.amount.amount', '0.1'],
			['q.amount.unit', 'USD']
		])
			data.append(name!, value!);
		return data;
	};
	const tried = async (budget: string) =>
		(
			await run<Tried>(previewPage.actions.try, {
				...(await request(edith)),
				request: new Request('http://platform.test/', { method: 'POST', body: fields(budget) })
			})
		).value.findings.filter(({ at }) => at.startsWith('amount'));
	expect(await tried('yes')).toMatchObject([{ code: 'too-small' }]);
	expect(await tried('no')).toEqual([]);
});

test('only an administrator publishes, once it is sound, named and confirmed', async () => {
	const wanted = { version: 'mc-6-1', decision: 'MC-6/1', confirmed: 'on' };
	const publish = publishPage.actions.publish;
	expect((await post(edith, publish, wanted)).value.refusal.refusal).toBe('not-allowed');
	expect((await post(ama, publish, wanted)).status).toBe(403);
	const act = { form: type, edition: Number(await edition()), ...wanted, confirmed: true };
	for (const person of [ama, edith, paul, ravi])
		expect(await world.database.write((db) => publishDesign(db, doing(person), act)), person.id).toEqual({ refusal: 'not-allowed' });
	expect((await post(adam, publish, { ...wanted, version: '1' })).value.refusal.refusal).toBe('version-taken');
	expect((await post(adam, publish, { ...wanted, version: '../x' })).value.refusal.refusal).toBe('version-label');
	expect((await post(adam, publish, { version: 'mc-6-1' })).value.refusal.refusal).toBe('not-confirmed');
	await post(adam, wordsPage.actions.save, { 'w.question.budget.zh': '' });
	expect((await post(adam, publish, wanted)).value.refusal.refusal).toBe('not-sound');
	await post(adam, wordsPage.actions.save, { 'w.question.budget.zh': '有预算吗？' });
	expect((await post(adam, publish, { ...wanted, edition: '0' })).value.refusal.refusal).toBe('changed-meanwhile');
	expect(await loadDefinitions(world.database.fresh).then((all) => all.versions(type))).toEqual(['1']);

	const before = await currentDefinitions(world.database);
	expect(await post(adam, publish, wanted)).toMatchObject({ status: 303, location: expect.stringContaining('done=published&carried=1') });
	definitions = await currentDefinitions(world.database);
	expect(definitions).not.toBe(before);
	expect(definitions.current(type)?.form).toMatchObject({ version: 'mc-6-1', decision: 'MC-6/1', crosswalk: { from: '1' } });
	expect(await designOf(world.database.fresh, type)).toBeUndefined();
	expect((await designHistory(world.database.fresh, type)).map(({ act, by }) => `${act} ${by}`)).toEqual(
		expect.arrayContaining(['publish adam', 'change edith', 'begin adam'])
	);
	// A later start of the platform does not bring the seeded version back.
	await world.database.write((db) => seedDefinitions(db));
	expect((await loadDefinitions(world.database.fresh)).current(type)?.form.version).toBe('mc-6-1');
});

test('the open draft came along with its answers, and says what has no place any more', async () => {
	const draft = (await draftOf(world.database.fresh, open))!;
	expect(draft.formVersion).toBe('mc-6-1');
	const { measures: _, contact: __, ...rest } = answered;
	expect(draft.answers).toEqual({ party: 'GHA', ...rest, actions: ['promote-alternatives', 'no-bulk'] });
	expect(draft.touched.actions).toMatchObject({ by: 'ama' });
	expect(await carriedNotes(world.database.fresh, open)).toMatchObject([
		{ fromVersion: '1', toVersion: 'mc-6-1', dropped: [{ question: 'contact', answer: contact }] }
	]);
	// The answer stays in the history of the draft.
	expect(await answersAt(world.database.fresh, open, draft.version - 1, ['contact'])).toEqual({ contact });
	expect(await answersAt(world.database.fresh, open, draft.version, ['contact'])).toEqual({ contact: null });
});

test('a page that was open before speaks of the old questions, and loses nothing', async () => {
	const before = (await draftOf(world.database.fresh, open))!;
	const fields = new FormData();
	for (const [field, said] of [
		['version', String(before.version - 1)],
		['asked', 'measures'],
		['asked', 'targetDate'],
		['q.measures', 'vulnerable-patients'],
		['q.targetDate', '2027-01-01']
	])
		fields.append(field!, said!);
	const { locals } = await request(ama);
	const saved = await savePosted(locals as never, open, fields, new URL('http://platform.test/'));
	expect(isRefusal(saved)).toBe(false);
	const after = (await draftOf(world.database.fresh, open))!;
	expect(after.answers.targetDate).toBe('2027-01-01');
	// What was changed on both sides of the publication waits beside what is stored.
	expect(after.answers.actions).toEqual(['promote-alternatives', 'no-bulk']);
	expect(after.clashes).toMatchObject([{ question: 'actions', value: ['vulnerable-patients'] }]);
});

test('the old record still shows the version that it answered; a new one answers the new version', async () => {
	const shown = (await readRevision(world.database.fresh, definitions, null, old)) as ReadRecord;
	expect(shown.form.version).toBe('1');
	expect(shown.revision.formVersion).toBe('1');
	expect(await answersOf(ama, old)).toEqual({ party: 'GHA', ...answered });
	const begun = await world.database.write((db) => begin(db, doing(lena), { type, ownerKind: 'party', owner: 'CHE', ownerCode: 'CH' }));
	if (isRefusal(begun)) throw new Error(begun.refusal);
	expect(await draftOf(world.database.fresh, begun.id)).toMatchObject({ formVersion: 'mc-6-1' });
	const saved = await world.database.write((db) => saveAnswers(db, doing(lena), { record: begun.id, version: 0, answers: { budget: true } }));
	expect(saved).toMatchObject({ draft: { answers: { budget: true } } });
});

test('the pages and the API show both versions and what differs', async () => {
	const loaded = (await run<{ versions: { version: string; current: boolean; revisions: number }[] }>(formPage.load, await request(edith))).value;
	expect(loaded.versions.map(({ version, current, revisions }) => ({ version, current, revisions }))).toEqual([
		{ version: 'mc-6-1', current: true, revisions: 0 },
		{ version: '1', current: false, revisions: 1 }
	]);
	const { differences } = (await run<{ differences: { question: string }[] }>(comparePage.load, await request(edith))).value;
	expect(differences.map(({ question }) => question)).toEqual(expect.arrayContaining(['Is there a budget? (en)', 'How much? (en)']));
	const context = { platform: { configuration: { origin: 'https://exchange.test' } }, definitions, convention: world.convention };
	const form = formOperations.find(({ id }) => id === 'getForm')!;
	const ask = async (version?: string) =>
		((await form.handle(context as never, { id: type, version } as never)) as { body: { version: string; versions: string[] } }).body;
	expect(await ask()).toMatchObject({ version: 'mc-6-1', versions: ['1', 'mc-6-1'] });
	expect(await ask('1')).toMatchObject({ version: '1', versions: ['1', 'mc-6-1'] });
});

test('a design is given up by an administrator, and stays in the history', async () => {
	expect((await post(edith, formPage.actions.begin, {})).status).toBe(303);
	expect((await post(kofi, formPage.actions.begin, {})).status).toBe(403);
	expect((await post(adam, publishPage.actions.publish, { version: '3', confirmed: 'on' })).value.refusal.refusal).toBe('nothing-changed');
	expect((await post(edith, designPage.actions.discard, { confirmed: 'on' })).value.refusal.refusal).toBe('not-allowed');
	expect((await post(adam, designPage.actions.discard, { confirmed: 'on' })).location).toContain('done=discarded');
	expect((await designHistory(world.database.fresh, type))[0]).toMatchObject({ act: 'discard', by: 'adam', version: 'mc-6-1' });
});
