// SPDX-License-Identifier: Apache-2.0
// The secretariat takes the words of the national report away as a spreadsheet, brings the official ones back, accepts them, says where they are from,
// and gives the short report the same words; then rules, checklist and marks are designed without a release.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentConvention } from '#convention/server/current.ts';
import { questionOf } from '#forms/form.ts';
import { faultsIn } from '#forms/sound.ts';
import type { ReadSheet } from '#interop/sheets/read-sheet.ts';
import { readFile } from '#interop/sheets/server/read-file.ts';
import { xlsx } from '#interop/sheets/xlsx.ts';
import type { Person } from '#people/person.ts';
import { beginDesign } from '#records/server/begin-design.ts';
import { designHistory, designOf } from '#records/server/designs.ts';
import type { Doing } from '#records/server/doing.ts';
import { readerIn } from '#text/message.ts';
import type { Language } from '#text/languages.ts';
import * as publishPage from '#routes/[lang]/work/forms/[id]/design/publish/+page.server.ts';
import * as questionPage from '#routes/[lang]/work/forms/[id]/design/questions/[question]/+page.server.ts';
import * as rulesPage from '#routes/[lang]/work/forms/[id]/design/rules/+page.server.ts';
import * as rulePage from '#routes/[lang]/work/forms/[id]/design/rules/[rule]/+page.server.ts';
import * as uploadPage from '#routes/[lang]/work/forms/[id]/design/words/upload/+page.server.ts';
import * as download from '#routes/[lang]/work/forms/[id]/wording.[format]/+server.ts';
import { adam, ama, edith, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const type = 'art21-full';
const sister = 'art21-short';
let world: World;
beforeAll(async () => {
	world = await openWorld();
	await world.database.write((db) => beginDesign(db, doing(adam), type));
});
afterAll(() => world.database.close());

const doing = (by: Person): Doing => world.doing(by, new Date(Date.now() + 60_000).toISOString());
const formOf = async (id = type) => (await designOf(world.database.fresh, id))!.form;
const edition = async (id = type) => String((await designOf(world.database.fresh, id))!.edition);

async function request(person: Person | null, params: Record<string, string> = {}, language: Language = 'en', query = '') {
	const { database, definitions } = world;
	const locals = {
		person,
		definitions,
		platform: { database },
		convention: await currentConvention(database),
		reader: await readerIn(language),
		doing: () => doing(person as Person)
	};
	return {
		locals,
		params: { lang: language, id: type, ...params },
		url: new URL(`http://platform.test/${language}/work/forms/${type}/design${query}`)
	};
}

interface Outcome<T> {
	status: number;
	location?: string;
	value: T;
}
async function run<T>(handler: unknown, event: object): Promise<Outcome<T>> {
	try {
		const value = (await (handler as (event: never) => unknown)(event as never)) as { status?: number; data?: unknown } & T;
		return value?.data !== undefined && value.status ? { status: value.status, value: value.data as T } : { status: 200, value };
	} catch (thrown) {
		const { status, location } = thrown as { status?: number; location?: string };
		if (!status) throw thrown;
		return { status, location, value: undefined as T };
	}
}

interface Offer {
	texts: number;
	shown: { key: string; question: string | null; language: string; segments: { text: string; change: string }[] }[];
	words: string;
	unchanged: string[];
	others: { id: string; title: string; count: number }[];
}
interface Answer {
	fault?: string;
	file?: { name: string; languages: string[]; same: number; faulty: number };
	cells?: { code: string; cell: string }[];
	offer: Offer;
	taken?: { texts: number; standing: boolean; also: { form: string; title: string; texts: number }[] };
	refusal?: { refusal: string };
	faults?: { at: string; code: string }[];
}

async function post(person: Person, action: unknown, typed: [string, string | File][], params: Record<string, string> = {}, query = '') {
	const fields = new FormData();
	for (const [name, value] of typed) fields.append(name, value);
	if (!fields.has('edition')) fields.set('edition', await edition(params.id));
	const posted = new Request('http://platform.test/', { method: 'POST', body: fields });
	return run<Answer>(action, { ...(await request(person, params, 'en', query)), request: posted });
}
const send = (person: Person, bytes: Uint8Array | string, name = 'words.xlsx') =>
	post(person, uploadPage.actions.read, [['file', new File([bytes as BlobPart], name)]]);
const sheet = (heads: string[], ...rows: string[][]) => xlsx({ name: 'Words', rtl: false, columns: heads.map((head) => ({ head })), rows });

describe('taking away', () => {
	const get = async (person: Person | null, format: string, language: Language = 'en') =>
		run<Response>(download.GET, await request(person, { format }, language));
	test('those who word take the words of the design as XLSX or CSV, in any language; nobody else does', async () => {
		for (const person of [adam, edith]) expect((await get(person, 'xlsx')).status).toBe(200);
		for (const person of [ama, ravi, null]) expect((await get(person, 'xlsx')).status).toBe(403);
		expect((await get(adam, 'pdf')).status).toBe(404);
		const { value } = await get(adam, 'csv', 'fr');
		expect(value.headers.get('content-disposition')).toBe('attachment; filename="wording-art21-full.csv"');
	});
	test('what is taken away reads back without a difference', async () => {
		for (const [format, language] of [
			['xlsx', 'ar'],
			['csv', 'ru']
		] as const) {
			const bytes = new Uint8Array(await (await get(adam, format, language)).value.arrayBuffer());
			const [read] = (await readFile(bytes)) as ReadSheet[];
			expect(read?.rows.length).toBeGreaterThan(300);
			const { value, status } = await send(edith, bytes, `w.${format}`);
			expect(status).toBe(200);
			expect(value.offer, format).toMatchObject({ texts: 0, others: [] });
			expect(value.file?.languages).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
			expect(value.cells?.filter(({ code }) => code !== 'empty')).toEqual([]);
		}
	});
});

describe('bringing back', () => {
	test('a file that is no good is refused with its reason, and only by those who word', async () => {
		const good = await sheet(['Key', 'fr'], ['question.q3-1', 'Officiel']);
		expect((await send(ama, good)).status).toBe(403);
		expect(await send(edith, new Uint8Array(10 * 1024 * 1024))).toMatchObject({ status: 413, value: { fault: 'too-large' } });
		expect(await send(edith, good.slice(0, good.length - 40))).toMatchObject({ status: 422, value: { fault: 'broken' } });
		expect(await send(edith, '')).toMatchObject({ status: 422, value: { fault: 'empty' } });
		expect(await send(edith, '%PDF-1.7')).toMatchObject({ status: 422, value: { fault: 'not-a-sheet' } });
		expect(await send(edith, 'question.q3-1;Officiel')).toMatchObject({ status: 422, value: { fault: 'no-heads' } });
	});

	let offer: Offer;
	test('every difference is shown, every wrong cell is named', async () => {
		const form = await formOf();
		const { value } = await send(
			edith,
			await sheet(
				['Type', 'Clé', 'Français', 'English (en)', 'Reviewer'],
				['', 'question.q3-1', 'Texte officiel 3.1', form.words['question.q3-1']!.en!, 'me'],
				['', 'question.q3-3', 'Texte officiel 3.3', '=HYPERLINK("x")', ''],
				['', 'question.q3-2', 'Texte officiel 3.2', '', ''],
				['', 'question.nothing', 'x', '', ''],
				['', 'question.q3-1', 'encore', '', ''],
				['', 'option.q3-5.no-exports', 'a\u202eb', '', '']
			)
		);
		offer = value.offer;
		expect(value.file).toEqual({ name: 'words.xlsx', languages: ['fr', 'en'], same: 1, faulty: 5 });
		expect(value.cells?.map(({ code, cell }) => `${cell} ${code}`)).toEqual(['D4 empty', 'B5 unknown-key', 'B6 key-twice', 'C7 bidi', 'D7 empty']);
		expect(offer.shown.map(({ key, language }) => `${key} ${language}`)).toEqual([
			'question.q3-1 fr',
			'question.q3-2 fr',
			'question.q3-3 en',
			'question.q3-3 fr'
		]);
		expect(offer.shown[0]?.segments.some(({ change }) => change === 'removed')).toBe(true);
		// Questions with an asterisk stand in the short report as well, in the same words.
		expect(offer.others).toMatchObject([{ id: sister, count: 3 }]);
	});

	const take = (person: Person, how: string, more: [string, string][] = []) =>
		post(person, uploadPage.actions.take, [['words', offer.words], ['unchanged', offer.unchanged.join(' ')], ['take', how], ...more]);

	test('an editor accepts one text, and the sister form takes the same; the others stay on offer', async () => {
		const before = await formOf();
		expect(await designOf(world.database.fresh, sister)).toBeUndefined();
		expect((await take(ama, 'all')).status).toBe(403);
		expect((await take(edith, 'ticked')).value.taken).toEqual({ texts: 0, standing: false, also: [] });
		const { value } = await take(edith, 'ticked', [
			['text', 'question.q3-1 fr'],
			['also', sister],
			['also', 'nothing']
		]);
		expect(value.taken).toEqual({ texts: 1, standing: false, also: [{ form: sister, title: 'Short national report', texts: 1 }] });
		expect(value.offer.texts).toBe(3);
		offer = value.offer;
		const words = { ...before.words['question.q3-1'], fr: 'Texte officiel 3.1' };
		expect((await formOf()).words['question.q3-1']).toEqual(words);
		expect((await formOf(sister)).words['question.q3-1']).toEqual(words);
		const history = await designHistory(world.database.fresh, type);
		expect(history[0]).toMatchObject({ act: 'change', by: 'edith', changes: [{ do: 'words', words: { 'question.q3-1': words } }] });
		expect((await designHistory(world.database.fresh, sister)).map(({ act }) => act)).toEqual(['change', 'begin']);
	});

	test('an administrator accepts the rest and names the source; an editor cannot', async () => {
		expect(
			(
				await take(edith, 'all', [
					['sourced', 'on'],
					['source', 'x']
				])
			).value.refusal?.refusal
		).toBe('not-allowed');
		const unnamed = await take(adam, 'all', [['sourced', 'on']]);
		expect(unnamed).toMatchObject({ status: 422, value: { refusal: { faults: [{ at: 'source', code: 'source-unnamed' }] }, offer: { texts: 3 } } });
		expect((await formOf()).words['question.q3-2']?.fr).not.toBe('Texte officiel 3.2');
		const one = await take(adam, 'question q3-2', [
			['sourced', 'on'],
			['source', 'annex I of MC-5/13']
		]);
		expect(one.value.taken).toEqual({ texts: 1, standing: false, also: [] });
		expect(questionOf(await formOf(), 'q3-2')).toMatchObject({ status: 'sourced', source: 'annex I of MC-5/13', paragraphs: ['3(3)', '3(11)'] });
		offer = one.value.offer;
		const rest = await take(adam, 'all', [
			['sourced', 'on'],
			['source', 'annex I of MC-5/13'],
			['also', sister]
		]);
		expect(rest.value.taken).toEqual({ texts: 2, standing: false, also: [{ form: sister, title: 'Short national report', texts: 2 }] });
		const form = await formOf();
		expect(form.words['question.q3-3']).toMatchObject({ fr: 'Texte officiel 3.3', en: '=HYPERLINK("x")' });
		expect(questionOf(form, 'q3-3')).toMatchObject({ status: 'sourced', star: true, short: true });
		expect(questionOf(await formOf(sister), 'q3-3')).toMatchObject({ status: 'sourced', source: 'annex I of MC-5/13' });
		expect(faultsIn(form)).toEqual([]);
	});

	test('a question whose words the file only repeats can be marked as compared, too', async () => {
		const { words } = await formOf();
		offer = (await send(adam, `key;en\r\nquestion.q3-6;"${words['question.q3-6']!.en!}"`, 'w.csv')).value.offer;
		expect(offer).toMatchObject({ texts: 0, unchanged: ['q3-6'] });
		const marked = await take(adam, 'ticked', [
			['sourced', 'on'],
			['with-unchanged', 'on'],
			['source', 'annex I of MC-5/13']
		]);
		expect(marked.value.taken).toEqual({ texts: 0, standing: true, also: [] });
		expect(questionOf(await formOf(), 'q3-6')).toMatchObject({ status: 'sourced', source: 'annex I of MC-5/13' });
	});

	test('what somebody else changed meanwhile is not overwritten; the offer is compared anew', async () => {
		offer = (await send(edith, 'key;fr\r\nquestion.q3-4;Autre texte', 'w.csv')).value.offer;
		const stale = await take(edith, 'all', [['edition', '0']]);
		expect(stale).toMatchObject({ status: 409, value: { refusal: { refusal: 'changed-meanwhile' }, offer: { texts: 1 } } });
		for (const words of ['', '[]', '{"question.q3-4":7}', '{"__proto__":{"fr":"x"}}', '{"question.nothing":{"fr":"x"}}']) {
			const odd = await post(edith, uploadPage.actions.take, [
				['words', words],
				['take', 'all']
			]);
			expect([200, 422], words).toContain(odd.status);
			expect(odd.value.taken?.texts ?? 0, words).toBe(0);
		}
		expect((await take(edith, 'all')).value.taken?.texts).toBe(1);
	});
});

describe('rules, checklist and marks', () => {
	const rule = (name: string, typed: [string, string][], place = 'new') =>
		post(adam, rulePage.actions.default, typed, { rule: place }, `?rule=${name}`);
	test('an administrator adds one of each kind; what does not fit is refused', async () => {
		const before = (await formOf()).rules.length;
		const added: [string, [string, string][]][] = [
			[
				'at-least-one',
				[
					['q.0', 'q3-1'],
					['q.1', ''],
					['q.2', 'q3-2'],
					['when.0.question', 'a-5-differs'],
					['when.0.operator', 'is'],
					['when.0.value', 'a-5-differs|true']
				]
			],
			['must-be', [['value', 'q3-2|true']]],
			[
				'in-order',
				[
					['first', 'a-2'],
					['second', 'a-3']
				]
			],
			['no-line-twice', [['columns', 'q3-5-b.year']]]
		];
		for (const [name, typed] of added) expect((await rule(name, typed)).location, name).toBe(`/en/work/forms/${type}/design/rules?done`);
		const form = await formOf();
		expect(form.rules.slice(before)).toEqual([
			{ rule: 'at-least-one', questions: ['q3-1', 'q3-2'], when: { question: 'a-5-differs', is: true } },
			{ rule: 'must-be', question: 'q3-2', is: true },
			{ rule: 'in-order', questions: ['a-2', 'a-3'] },
			{ rule: 'no-line-twice', question: 'q3-5-b', columns: ['year'] }
		]);
		expect(faultsIn(form)).toEqual([]);
		const refusals: [string, [string, string][], string][] = [
			['at-least-one', [], 'q.0 rule-missing'],
			['at-least-one', [['q.0', 'q3-1']], 'q3-1 rule-too-few'],
			[
				'at-least-one',
				[
					['q.0', 'q3-1'],
					['q.1', 'nobody']
				],
				'nobody rule-unknown-question'
			],
			['alone', [['value', 'q3-5|"nothing"']], 'value rule-missing'],
			[
				'adds-up',
				[
					['total', 'q3-1'],
					['column', 'q3-5-b.quantity']
				],
				'q3-1 rule-wrong-kind'
			],
			[
				'adds-up',
				[
					['total', 'q3-5-b-total'],
					['column', 'q3-5-b.none']
				],
				'q3-5-b rule-unknown-column'
			],
			[
				'enough',
				[
					['value', 'q4-3-a.taken|true'],
					['least', 'two']
				],
				'least rule-not-a-count'
			],
			[
				'in-order',
				[
					['first', 'a-2'],
					['second', 'a-2']
				],
				'a-2 rule-question-twice'
			],
			[
				'no-line-twice',
				[
					['columns', 'q3-5-b.year'],
					['columns', 'q3-1-c.year']
				],
				'columns rule-two-tables'
			],
			['must-be', [['value', 'q3-2|true']], 'must-be id-taken']
		];
		for (const [name, typed, expected] of refusals) {
			const { status, value } = await rule(name, typed);
			expect(status, expected).toBe(422);
			expect(value.faults?.map(({ at, code }) => `${at} ${code}`)).toContain(expected);
		}
		expect((await rule('confidentiality', [])).status).toBe(404);
		expect((await post(edith, rulePage.actions.default, [], { rule: 'new' }, '?rule=alone')).status).toBe(403);
		expect((await formOf()).rules).toEqual(form.rules);
	});
	test('a rule is changed and taken away at its place', async () => {
		const at = (await formOf()).rules.findIndex(({ rule }) => rule === 'enough');
		const before = (await formOf()).rules[at];
		// Which rows are counted is not on the page, and stays.
		const rows = before?.rule === 'enough' ? before.rows : undefined;
		expect(rows?.length).toBe(9);
		expect(
			(
				await rule(
					'',
					[
						['value', 'q4-3-a.taken|true'],
						['least', '3']
					],
					String(at)
				)
			).status
		).toBe(303);
		expect((await formOf()).rules[at]).toEqual({ rule: 'enough', question: 'q4-3-a', column: 'taken', is: true, least: 3, rows });
		expect(
			(
				await post(adam, rulesPage.actions.remove, [
					['rule', String(at)],
					['edition', '0']
				])
			).value.refusal?.refusal
		).toBe('changed-meanwhile');
		expect((await post(edith, rulesPage.actions.remove, [['rule', String(at)]])).value.refusal?.refusal).toBe('not-allowed');
		expect((await post(adam, rulesPage.actions.remove, [['rule', String(at)]])).status).toBe(303);
		expect((await formOf()).rules.some(({ rule }) => rule === 'enough')).toBe(false);
	});
	test('the checklist takes a point, another order, and loses one; an editor words it', async () => {
		const six = ['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((language): [string, string] => [`n.check.${language}`, `Signed (${language})`]);
		expect((await post(adam, rulesPage.actions.checklist, six)).value.faults).toMatchObject([{ code: 'id-missing' }]);
		expect((await post(adam, rulesPage.actions.checklist, [['checks.new.id', 'signed'], ...six])).status).toBe(303);
		expect((await post(adam, rulesPage.actions.move, [['move', 'signed -1']])).status).toBe(303);
		expect((await post(adam, rulesPage.actions.checklist, [['checks.files-open.remove', 'on']])).status).toBe(303);
		expect(
			(
				await post(edith, rulesPage.actions.checklist, [
					['w.check.signed.en', 'Signed by the focal point'],
					['checks.signed.remove', 'on']
				])
			).status
		).toBe(303);
		const form = await formOf();
		expect(form.checklist).toEqual(['all-articles', 'signed', 'remarks-answered']);
		expect(form.words['check.signed']?.en).toBe('Signed by the focal point');
		expect(form.words['check.files-open']).toBeUndefined();
		expect(faultsIn(form)).toEqual([]);
	});
	test('a question keeps what its page does not show, and takes what it shows', async () => {
		const question = questionOf(await formOf(), 'q3-1')!;
		const kept: [string, string][] = [
			['kind', 'yes-no'],
			['number', '3.1'],
			['decision', 'MC-1/8'],
			['status', 'to-verify'],
			['required', 'always']
		];
		const save = (typed: [string, string][]) => post(adam, questionPage.actions.save, [...kept, ...typed], { question: 'q3-1' });
		expect((await save([])).status).toBe(303);
		expect(questionOf(await formOf(), 'q3-1')).toEqual(question);
		const wrong = await save([
			['paragraphs', '3(3), Annex'],
			['due.years', '150']
		]);
		expect(wrong.value.faults?.map(({ code }) => code)).toEqual(['not-a-paragraph', 'not-years']);
		expect((await save([['due.years', 'soon']])).value.faults).toMatchObject([{ at: 'due.years', code: 'not-years' }]);
		const typed: [string, string][] = [
			['paragraphs', '3(3)'],
			['due.years', '10'],
			['amended', 'MC-5/13'],
			['source', 'annex'],
			['marks.shown', '1'],
			['supplemental', 'on']
		];
		expect((await save(typed)).status).toBe(303);
		const after = questionOf(await formOf(), 'q3-1')!;
		expect(after).toMatchObject({ paragraphs: ['3(3)'], due: { years: 10 }, amended: 'MC-5/13', source: 'annex', supplemental: true, short: true });
		expect(after.star).toBeUndefined();
	});
	test('what differs is told before it is published: rules and checklist as well', async () => {
		const { value } = await run<{ differences: { question: string; after?: string }[] }>(publishPage.load, await request(adam));
		expect(value.differences.find(({ question }) => question === 'Rules across questions')?.after).toContain(' is not after ');
		expect(value.differences.map(({ question }) => question)).toEqual(
			expect.arrayContaining(['Rules across questions', 'Checklist before publication'])
		);
	});
});
