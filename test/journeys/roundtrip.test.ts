// SPDX-License-Identifier: Apache-2.0
// A report goes around a ministry as a file and comes back: taken away in one language, filled in by others, compared question by question with a draft
// that went on meanwhile, and taken over by choice. Through the pages that people use.
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paperForm } from '#components/roundtrip/paper-form.ts';
import type { Offered } from '#components/roundtrip/offer.ts';
import type { Fault } from '#components/roundtrip/understand.ts';
import { allReaders, Vocabulary } from '#components/roundtrip/vocabulary.ts';
import type { Answers, Form } from '#forms/form.ts';
import { writeXlsx } from '#interop/roundtrip/write-xlsx.ts';
import { readForm } from '#interop/roundtrip/server/read-form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { filesTaken } from '#records/server/files-taken.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { schemesOf } from '#records/schemes.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import * as exchangePage from '#routes/[lang]/work/records/[id]/edit/exchange/+page.server.ts';
import * as historyPage from '#routes/[lang]/work/records/[id]/edit/history/[question]/+page.server.ts';
import * as draftFile from '#routes/[lang]/work/records/[id]/edit/report.[format]/+server.ts';
import * as emptyFile from '#routes/[lang]/reporting/forms/[form]/[version]/form.[format]/+server.ts';
import { rewritten, typeInDocx, typeInXlsx } from '../ground/edit-form.ts';
import { ama, kofi, lena, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const cycle = '2021-2024';
let world: World;
let id: string;
let minutes = 0;
beforeAll(async () => {
	world = await openWorld();
	await world.database.write((db) =>
		db
			.insertInto('people.accounts')
			.values([ama, kofi].map(({ id, name, email, language }) => ({ id, name, email, language, created_at: new Date(), updated_at: new Date() })))
			.execute()
	);
	await world.database.write((db) => openCycle(db, world.doing(paul), cycle));
	const begun = await world.database.write((db) => beginReport(db, world.doing(kofi), { cycle, party: 'GHA' }));
	if (isRefusal(begun)) throw new Error(begun.refusal);
	id = begun.id;
});
afterAll(() => world?.database.close());

/** Each act a minute after the one before. */
const doing = (by: Person) => world.doing(by, new Date(Date.parse('2026-11-24T10:00:00Z') + (minutes += 1) * 60_000).toISOString());
const save = async (by: Person, answers: Answers) => {
	const draft = await draftOf(world.database.fresh, id);
	const saved = await world.database.write((db) => saveAnswers(db, doing(by), { record: id, version: draft?.version ?? 0, answers }));
	if (isRefusal(saved)) throw new Error(saved.refusal);
};
const draft = async () => (await draftOf(world.database.fresh, id))!;

async function event(person: Person | null, params: Record<string, string> = {}, language: Language = 'en', query = '') {
	const { database, definitions, convention } = world;
	return {
		locals: {
			person,
			definitions,
			convention,
			platform: { database },
			today: '2026-11-24',
			reader: await readerIn(language),
			doing: () => doing(person as Person)
		},
		params: { lang: language, id, ...params },
		url: new URL(`http://platform.test/${language}/work/records/${id}/edit/exchange${query}`)
	};
}

interface Outcome<T> {
	status: number;
	location?: string;
	value: T;
}
async function run<T>(handler: unknown, given: object): Promise<Outcome<T>> {
	try {
		const value = (await (handler as (event: never) => unknown)(given as never)) as { status?: number; data?: unknown } & T;
		return value?.data !== undefined && value.status ? { status: value.status, value: value.data as T } : { status: 200, value };
	} catch (thrown) {
		const { status, location } = thrown as { status?: number; location?: string };
		if (!status) throw thrown;
		return { status, ...(location ? { location } : {}), value: undefined as T };
	}
}

interface Shown {
	fault?: string;
	record?: string;
	offered: Offered[];
	faults: Fault[];
	dropped: { question: string; answer: unknown }[];
	older: string | null;
	same: number;
	absent: number;
	version: number;
	formVersion: string;
	answers: string;
	name: string;
}

const away = async (format: 'xlsx' | 'docx', language: Language, by: Person = kofi): Promise<Uint8Array> =>
	new Uint8Array(await (await run<Response>(draftFile.GET, await event(by, { format }, language))).value.arrayBuffer());

async function back(bytes: Uint8Array, { by = ama, name = 'Réponses du ministère.xlsx' }: { by?: Person; name?: string } = {}) {
	const form = new FormData();
	form.set('file', new File([bytes as Uint8Array<ArrayBuffer>], name));
	const request = new Request('http://platform.test/', { method: 'POST', body: form });
	const { value, ...rest } = await run<{ read?: Shown; unread?: Shown }>(exchangePage.actions.read, { ...(await event(by)), request });
	return { ...rest, value: (value?.read ?? value?.unread) as Shown };
}

async function take(shown: Shown, questions: string[], by: Person = ama) {
	const form = new FormData();
	for (const part of ['answers', 'version', 'formVersion'] as const) form.set(part, String(shown[part]));
	form.set('name', shown.name);
	for (const question of questions) form.append('question', question);
	return run<{ refusal?: { refusal: string } }>(exchangePage.actions.take, {
		...(await event(by)),
		request: new Request('http://platform.test/', { method: 'POST', body: form })
	});
}
const ticked = ({ offered }: Shown) => offered.filter((each) => each.ticked).map(({ question }) => question);

describe('a report that goes around as a workbook', () => {
	let file: Uint8Array;
	test('is taken away by its own people alone, in the language of the page', async () => {
		await save(kofi, { 'q3-4': false, 'q4-1-a': 'What Kofi wrote.', 'q3-3': true });
		const reply = await run<Response>(draftFile.GET, await event(kofi, { format: 'xlsx' }, 'fr'));
		expect(reply.value.headers.get('content-disposition')).toBe(`attachment; filename="${id}-fr.xlsx"`);
		expect(reply.value.headers.get('cache-control')).toBe('no-store');
		file = new Uint8Array(await reply.value.arrayBuffer());
		expect(await readForm(file)).toMatchObject({ about: { record: id, form: 'art21-full', language: 'fr' }, faults: [] });
		expect((await run(draftFile.GET, await event(lena, { format: 'xlsx' }))).status).toBe(404);
		expect((await run(draftFile.GET, await event(kofi, { format: 'pdf' }))).status).toBe(404);
	});

	test('comes back as it went: nothing to take', async () => {
		const { value } = await back(file);
		expect(value).toMatchObject({ offered: [], faults: [], older: null, absent: 0 });
		expect(value.same).toBeGreaterThan(2);
	});

	test('comes back filled in, while the draft went on: each difference is shown, only a clash and what is emptied is not chosen', async () => {
		const filled = typeInXlsx(file, {
			'q3-1': 'OUI',
			'q3-1-c.0.year': '#2022',
			'q3-1-c.0.quantity.amount': '1 234,5',
			'q3-1-c.0.quantity.unit': 'kilogrammes (kg)',
			'q3-1-c.1.year': '2023',
			'q3-1-c.1.quantity.amount': '#0.1',
			'q3-1-c.1.quantity.unit': 'livres',
			'a-2': '#42817',
			'q3-2': 'peut-être',
			'q3-4': 'Oui',
			'q4-1-a': '=HYPERLINK("http://evil.test")',
			'q3-3': '',
			'a-4.name': 'أحمد',
			'a-4.email': 'ahmed@example.org'
		});
		await save(ama, { 'q3-4': null, 'q4-1-a': 'What Ama wrote since.', 'a-4': { organisation: 'Ministry', private: ['email'] } });
		const { status, value } = await back(filled);
		expect(status).toBe(200);
		const by = Object.fromEntries(value.offered.map((each) => [each.question, each]));
		expect(Object.keys(by)).toEqual(['a-2', 'a-4', 'q3-1', 'q3-1-c', 'q3-2', 'q3-3', 'q3-4', 'q4-1-a']);
		expect(by['a-2']).toMatchObject({ value: '2017-03-23', state: 'changed', ticked: true, findings: [] });
		expect(by['a-4']).toMatchObject({
			state: 'joined',
			ticked: true,
			value: { organisation: 'Ministry', name: 'أحمد', email: 'ahmed@example.org', private: ['email'] }
		});
		expect(by['q3-1-c']).toMatchObject({
			value: [
				{ year: 2022, quantity: { amount: '1234.5', unit: 'kg' } },
				{ year: 2023, quantity: { amount: '0.1', unit: 'livres' } }
			],
			ticked: true
		});
		expect(by['q3-1-c']?.findings).toMatchObject([
			{ finding: { at: 'q3-1-c.1.quantity.unit', code: 'not-a-unit' }, place: { cell: expect.stringMatching(/^F\d+$/), sheet: expect.any(String) } }
		]);
		expect(by['q3-2']).toMatchObject({ value: 'peut-être', ticked: false, findings: [{ finding: { code: 'not-yes-or-no' } }] });
		expect(by['q3-3']).toMatchObject({ now: true, value: null, emptied: true, ticked: false });
		expect(by['q3-4']).toMatchObject({ now: null, value: true, state: 'clash', ticked: false });
		expect(by['q4-1-a']).toMatchObject({ state: 'clash', ticked: false, value: '=HYPERLINK("http://evil.test")' });
		expect(by['q4-1-a']?.texts?.[0]?.segments.some(({ change }) => change === 'removed')).toBe(true);
		const taken = await take(value, ticked(value));
		expect(taken).toMatchObject({ status: 303, location: `/en/work/records/${id}/edit/exchange?taken=4&waiting=0` });
		const { answers, touched, version } = await draft();
		expect(answers).toMatchObject({ 'q3-1': true, 'a-2': '2017-03-23', 'q3-3': true, 'q4-1-a': 'What Ama wrote since.' });
		expect(touched['q3-1']).toMatchObject({ by: 'ama', from: { kind: 'file', id: 'Réponses du ministère.xlsx' } });
		expect(await filesTaken(world.database.fresh, id)).toEqual(new Map([[version, 'Réponses du ministère.xlsx']]));
		const history = await run<{ history: { file: string | null; name: string }[] }>(historyPage.load, await event(ama, { question: 'q3-1' }));
		expect(history.value.history[0]).toMatchObject({ file: 'Réponses du ministère.xlsx', name: 'Ama Owusu' });
	});

	test('what somebody changes between looking and taking is not overwritten: both are kept', async () => {
		const { value } = await back(typeInXlsx(await away('xlsx', 'ru'), { 'q9-1-x': 'Из файла', 'q11-1-a': 'Из файла' }));
		expect(ticked(value)).toEqual(['q9-1-x', 'q11-1-a']);
		await save(kofi, { 'q11-1-a': 'Kofi was quicker.' });
		expect((await take(value, ticked(value))).location).toMatch(/\?taken=1&waiting=1$/);
		const { answers, clashes } = await draft();
		expect([answers['q9-1-x'], answers['q11-1-a']]).toEqual(['Из файла', 'Kofi was quicker.']);
		expect(clashes).toMatchObject([{ question: 'q11-1-a', value: 'Из файла', by: 'ama' }]);
	});

	test('columns and rows may be moved, rows added, and figures that may be two are asked about', async () => {
		const made = typeInXlsx(await away('xlsx', 'es'), { 'q3-5-b-total.amount': '1.234', 'q3-5-b-total.unit': 'kg' });
		/** As if a column had been put in before the answers, and a line without a key into a table. */
		const moved = rewritten(made, /^xl\/worksheets\/sheet\d+\.xml$/, (xml) =>
			xml
				.replaceAll(/<c r="([D-Z])(\d+)"/g, (_, column: string, row: string) => `<c r="${String.fromCharCode(column.charCodeAt(0) + 1)}${row}"`)
				.replace(
					/(<row r="\d+"[^>]*>(?:(?!<\/row>).)*>q3-1-c\.2<)/s,
					'<row r="998"><c r="E998"><v>2024</v></c><c r="F998" t="str"><f>1+1</f><v>7,5</v></c><c r="G998" t="inlineStr"><is><t>KG</t></is></c></row>$1'
				)
		);
		const { value } = await back(moved);
		const by = Object.fromEntries(value.offered.map((each) => [each.question, each]));
		expect(Object.keys(by)).toEqual(['q3-1-c', 'q3-5-b-total']);
		expect(by['q3-1-c']?.value).toMatchObject([{ year: 2022 }, { year: 2023 }, { year: 2024, quantity: { amount: '7.5', unit: 'kg' } }]);
		expect(by['q3-5-b-total']).toMatchObject({ ticked: false });
		expect(value.faults).toMatchObject([
			{ code: 'doubtful-figure', question: 'q3-5-b-total', text: '1.234', place: { cell: expect.stringMatching(/^E\d+$/) } }
		]);
	});
});

describe('a report that goes around as a document', () => {
	test('comes back in Arabic, with a row that Word added', async () => {
		const file = typeInDocx(await away('docx', 'ar'), {
			'q5-1': 'نعم',
			'q5-1-b.0.process': 'chlor-alkali',
			'q5-1-b.0.quantity.amount': '٦٫٢',
			'q5-1-b.0.quantity.unit': 't',
			'q4-3-text': 'نص عربي\nوسطر ثان',
			'd-1': 'x]]>&<b>'
		});
		const added = rewritten(file, /^word\/document\.xml$/, (xml) =>
			xml.replace(/(<w:tr>(?:(?!<\/w:tr>).)*w:val="#q5-1-b\.1\..*?<\/w:tr>)/s, (row) => {
				const plain = row.replaceAll(/<w:sdt>.*?<\/w:sdt>/gs, '<w:r><w:t>2024</w:t></w:r>');
				return plain + row;
			})
		);
		const { value } = await back(added, { name: 'رد\u202exslx.docx' });
		expect(value.name).toBe('ردxslx.docx');
		const by = Object.fromEntries(value.offered.map((each) => [each.question, each]));
		expect(Object.keys(by)).toEqual(['q4-3-text', 'q5-1', 'q5-1-b', 'd-1']);
		expect(by['q5-1']?.value).toBe(true);
		expect(by['q5-1-b']?.value).toMatchObject([{ process: 'chlor-alkali', quantity: { amount: '6.2', unit: 't' } }, { year: 2024 }]);
		expect(by['q5-1-b']?.findings.map(({ place }) => place)).toContainEqual({ question: 'q5-1-b', row: 2, column: expect.any(Number) });
		expect(by['d-1']?.value).toBe('x]]>&<b>');
		expect(value.faults).toEqual([]);
	});
});

describe('what is not taken', () => {
	test('files of another record or form, of another kind, damaged, locked or able to run programs, each with a word', async () => {
		const mine = await away('xlsx', 'en');
		const property = (name: string, value: string) =>
			rewritten(mine, /^(docProps\/custom|xl\/worksheets\/sheet\d+)\.xml$/, (xml) =>
				xml.replace(new RegExp(`(minamata-exchange-${name}"><vt:lpwstr>)[^<]*`), `$1${value}`)
			);
		expect((await back(property('record', 'MC-REPORT-CH-0001'))).value).toMatchObject({ fault: 'other-record', record: 'MC-REPORT-CH-0001' });
		expect((await back(property('form', 'art21-short'))).value).toMatchObject({ fault: 'other-form' });
		expect((await back(property('version', '__proto__'))).value).toMatchObject({ fault: 'other-version', version: '__proto__' });
		expect((await back(new Uint8Array())).value).toMatchObject({ fault: 'empty' });
		expect((await back(new Uint8Array(10 * 1024 * 1024 + 1))).value).toMatchObject({ fault: 'too-large' });
		expect((await back(strToU8('%PDF-1.7'))).value).toMatchObject({ fault: 'not-a-form' });
		expect((await back(zipSync({ 'a.txt': strToU8('a') }))).value).toMatchObject({ fault: 'not-a-form' });
		expect((await back(mine.subarray(0, 20_000))).value).toMatchObject({ fault: 'broken' });
		expect((await back(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]))).value).toMatchObject({ fault: 'locked' });
		expect((await back(zipSync({ 'xl/workbook.xml': strToU8('<a/>'), 'xl/vbaProject.bin': strToU8('x') }))).value).toMatchObject({ fault: 'macros' });
		const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(120 * 1024 * 1024) }, { level: 9 });
		expect((await back(bomb)).value).toMatchObject({ fault: 'bomb' });
		const entities = rewritten(mine, /^xl\/worksheets\/sheet2\.xml$/, (xml) =>
			xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>')
		);
		expect((await back(entities)).value).toMatchObject({ fault: 'broken' });
		expect((await back(mine, { by: lena })).status).toBe(404);
	});

	test('a choice of answers that the page never showed, or of one who may not', async () => {
		const shown = { answers: '{"cycle":"2025-2026","a-1":"CHE","q3-4":true,"nothing":1}', version: 0, formVersion: 'mc-5-13', name: 'x' };
		const before = await draft();
		expect((await take(shown as Shown, ['cycle', 'a-1', 'nothing'])).value.refusal?.refusal).toBe('form-renewed');
		expect((await take({ ...shown, formVersion: 'mc-1-8' } as Shown, ['q3-4'])).value.refusal?.refusal).toBe('form-renewed');
		expect((await take({ ...shown, answers: '[1' } as Shown, ['q3-4'])).value.refusal?.refusal).toBe('not-valid');
		expect((await take(shown as Shown, ['q3-4'], lena)).status).toBe(404);
		expect((await take(shown as Shown, ['cycle', 'a-1'])).location).toMatch(/\?taken=0&waiting=0$/);
		expect(await draft()).toEqual(before);
	});
});

test('an empty form is for anybody; filled in, it never empties a draft', async () => {
	const params = { form: 'art21-full', version: 'mc-5-13' };
	const reply = await run<Response>(emptyFile.GET, await event(null, { ...params, format: 'docx' }, 'zh'));
	expect(reply.value.headers.get('content-disposition')).toBe('attachment; filename="art21-full-mc-5-13-zh.docx"');
	const file = new Uint8Array(await reply.value.arrayBuffer());
	expect((await back(file)).value.offered).toEqual([]);
	const { value } = await back(typeInDocx(file, { 'q12-1': '否', 'q3-1': '否' }));
	expect(value.offered).toMatchObject([
		{ question: 'q3-1', now: true, value: false, state: 'clash', ticked: false },
		{ question: 'q12-1', value: false, state: 'changed', ticked: true }
	]);
	expect((await run(emptyFile.GET, await event(null, { ...params, version: 'x', format: 'docx' }))).status).toBe(404);
	expect((await run(emptyFile.GET, await event(null, { form: 'art3-form-a', version: '1', format: 'xlsx' }))).status).toBe(200);
});

test('a file of an older version is carried over', async () => {
	const old = world.definitions.form('art21-full', 'mc-1-8') as Form;
	const vocabulary = new Vocabulary(old, schemesOf(old, world.convention), await allReaders());
	const about = { form: old.id, version: old.version, record: '', draft: 0, language: 'en' as const };
	const paper = paperForm(vocabulary, { about, facts: [], answers: { 'q4-3-b': 'Said in the old form.' } });
	const { value } = await back(writeXlsx(paper, new Date('2026-11-24T10:00:00Z')));
	expect(value.older).toBe('mc-1-8');
	expect(value.offered).toMatchObject([{ question: 'q4-3-text', value: 'Said in the old form.', ticked: true }]);
	expect((await take(value, ['q4-3-text'])).location).toMatch(/taken=1/);
});
