// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { check, completeness, possibleFindings } from './check.ts';
import { compare } from './comparison.ts';
import { relevantAnswers, relevantIds } from './condition.ts';
import { carryOver } from './crosswalk.ts';
import { answersFrom, rawTree } from './fields.ts';
import { type Answers, findingCodes, type Form, type Question } from './form.ts';
import { isEmpty, type Known } from './kind.ts';
import { kindOf, kinds } from './kinds.ts';
import { readDecimal } from './kinds/number.ts';
import { isConfidential, publicAnswers } from './privacy.ts';
import { answersSchema, columnsOf, rowOf } from './schema.ts';
import { faultsOf } from './sound.ts';

const pdf = 'a'.repeat(64);
const known: Known = {
	today: '2026-11-24',
	has: (scheme, id) =>
		({ states: ['GHA', 'CHE'], parties: ['GHA'], concepts: ['amalgam'], articles: ['17', '3'], languages: ['en', 'fr'] })[scheme]?.includes(id) ??
		false,
	file: (sha256) => (sha256 === pdf ? { mediaType: 'application/pdf' } : undefined),
	record: (id) => (id === 'MC-NAP-GH-0001' ? { type: 'art7-nap' } : undefined)
};

const form = (questions: Question[], more: Partial<Form> = {}): Form => ({
	id: 'trial',
	version: '2',
	article: '17',
	decision: null,
	status: 'sourced',
	source: 'test',
	sections: [{ id: 'one', questions }],
	rules: [],
	checklist: [],
	words: {},
	...more
});

describe('a hidden branch', () => {
	const sheet = form([
		{ id: 'party', kind: 'yes-no', required: true },
		{ id: 'why', kind: 'text', required: true, when: { question: 'party', is: false } },
		{ id: 'more', kind: 'text', when: { question: 'why', answered: true } }
	]);

	test('counts only while its condition holds, and hides what hangs on it', () => {
		expect([...relevantIds(sheet, { party: true, why: 'x' })]).toEqual(['party']);
		expect([...relevantIds(sheet, { party: false, why: 'x' })]).toEqual(['party', 'why', 'more']);
	});

	test('stays in the draft and leaves the submission', () => {
		const draft: Answers = { party: true, why: 'kept in the draft', more: 'this too' };
		expect(relevantAnswers(sheet, draft)).toEqual({ party: true });
		expect(draft.why).toBe('kept in the draft');
	});

	test('is not required while hidden', () => {
		expect(check(sheet, { party: true }, known)).toEqual([]);
		expect(check(sheet, { party: false }, known)).toEqual([{ at: 'why', code: 'required', severity: 'error' }]);
	});
});

describe('numbers are exact and read as people write them', () => {
	test.each([
		['12.5', '12.5'],
		['12,5', '12.5'],
		['1 234,5', '1234.5'],
		['1.234.567', '1234567'],
		['1,234,567.89', '1234567.89'],
		['1.234.567,89', '1234567.89'],
		['٣٫٥', '3.5'],
		['0,100', '0.1'],
		['-3', '-3'],
		['0.1000000000000000000', '0.1'],
		['12345678901234567890.12', '12345678901234567890.12']
	])('%s is %s', (typed, exact) => expect(readDecimal(typed)).toBe(exact));
	test.each(['1,234', 'abc', '1e5', '', '1.2.3', 'NaN', '0x10', '12,34,56'])('%s is not guessed', (typed) =>
		expect(readDecimal(typed)).toBeUndefined()
	);

	test('a quantity without its unit, below zero or with words says so, and keeps what was typed', () => {
		const question: Question = { id: 'use', kind: 'quantity', units: ['t', 'kg'] };
		const typed = kindOf(question).parse({ amount: 'about five', unit: 't' }, question);
		expect(typed).toEqual({ amount: 'about five', unit: 't' });
		expect(check(form([question]), { use: typed }, known)).toMatchObject([{ at: 'use.amount', code: 'not-a-number' }]);
		expect(check(form([question]), { use: { amount: '5', unit: '' } }, known)).toMatchObject([{ at: 'use.unit', code: 'unit-missing' }]);
		expect(check(form([question]), { use: { amount: '-5', unit: 't' } }, known)).toMatchObject([{ code: 'too-small', values: { least: '0' } }]);
	});
});

describe('every kind', () => {
	const wrong: [Question, unknown, string][] = [
		[{ id: 'q', kind: 'text', longest: 3 }, 'four', 'too-long'],
		[{ id: 'q', kind: 'text' }, 'a\u202eb', 'control-characters'],
		[{ id: 'q', kind: 'long-text' }, 7, 'not-text'],
		[{ id: 'q', kind: 'words', languages: ['fr'] }, { en: 'hello' }, 'language-missing'],
		[{ id: 'q', kind: 'words' }, { xx: 'hello' }, 'not-a-language'],
		[{ id: 'q', kind: 'yes-no' }, 'unknown', 'not-yes-or-no'],
		[{ id: 'q', kind: 'one-of', options: ['a'] }, 'b', 'not-an-option'],
		[{ id: 'q', kind: 'some-of', options: ['a'] }, ['a', 'a'], 'duplicate'],
		[{ id: 'q', kind: 'day' }, '2025-02-29', 'not-a-day'],
		[{ id: 'q', kind: 'day', most: 'today' }, '2026-11-25', 'day-too-late'],
		[{ id: 'q', kind: 'month' }, '2025-13', 'not-a-month'],
		[{ id: 'q', kind: 'year', least: 2017 }, 2016, 'day-too-early'],
		[{ id: 'q', kind: 'integer', most: 5 }, 6, 'too-large'],
		[{ id: 'q', kind: 'integer' }, 1.5, 'not-a-whole-number'],
		[{ id: 'q', kind: 'money' }, { amount: '1', unit: 'XXX' }, 'not-a-unit'],
		[
			{
				id: 'q',
				kind: 'table',
				columns: [
					{ id: 'c', kind: 'text', required: true },
					{ id: 'd', kind: 'text' }
				]
			},
			[{ d: 'x' }],
			'row-incomplete'
		],
		[{ id: 'q', kind: 'quantity', units: ['t'] }, { amount: 'many', unit: 't' }, 'not-a-number'],
		[{ id: 'q', kind: 'matrix', rows: ['r'], columns: [{ id: 'c', kind: 'text' }] }, { other: { c: 'x' } }, 'not-an-option'],
		[{ id: 'q', kind: 'country' }, 'XXX', 'not-a-country'],
		[{ id: 'q', kind: 'party' }, 'CHE', 'not-a-party'],
		[{ id: 'q', kind: 'concept' }, 'nothing', 'not-a-concept'],
		[{ id: 'q', kind: 'article' }, '99(1)', 'not-an-article'],
		[{ id: 'q', kind: 'language' }, 'xx', 'not-a-language'],
		[{ id: 'q', kind: 'url' }, 'javascript:alert(1)', 'not-a-web-address'],
		[{ id: 'q', kind: 'email' }, 'nobody', 'not-an-email'],
		[{ id: 'q', kind: 'attachment' }, { file: 'b'.repeat(64), language: 'en' }, 'attachment-missing'],
		[{ id: 'q', kind: 'attachment', accept: ['image/png'] }, { file: pdf, language: 'en' }, 'attachment-type'],
		[{ id: 'q', kind: 'contact' }, { name: 'Ama' }, 'part-missing'],
		[{ id: 'q', kind: 'person' }, { title: 'Dr' }, 'part-missing'],
		[{ id: 'q', kind: 'company' }, { name: 'X', address: 'Y', email: 'z' }, 'not-an-email'],
		[{ id: 'q', kind: 'organisation' }, { name: 'X', kind: 'club' }, 'not-an-option'],
		[{ id: 'q', kind: 'signature' }, { name: 'X', title: 'Y', date: 'soon' }, 'not-a-day'],
		[{ id: 'q', kind: 'reference', types: ['art7-notification'] }, 'MC-NAP-GH-0001', 'not-a-record'],
		[{ id: 'q', kind: 'url', many: true }, ['https://example.org', 'https://example.org'], 'duplicate']
	];
	test.each(wrong)('$kind refuses a wrong answer with a finding that it announced', (question, answer, code) => {
		const found = check(form([question]), { q: answer as never }, known);
		expect(found.map((each) => each.code)).toContain(code);
		for (const each of found) expect(kindOf(question).codes).toContain(each.code);
	});

	test('is in the table of wrong answers above', () => {
		expect(new Set(wrong.map(([question]) => question.kind))).toEqual(new Set(Object.keys(kinds)));
	});

	test('never throws on what a draft may hold, and parses nothing from nothing', () => {
		const strange = [
			null,
			true,
			0,
			'x',
			'',
			[],
			{},
			[null],
			[[]],
			{ a: { b: null } },
			{ amount: null },
			{ file: 7 },
			'\ud800',
			'x'.repeat(30_000)
		] as never[];
		for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
			for (const many of [false, true]) {
				const question: Question = { id: 'q', kind, many, options: ['a'], rows: ['r'], columns: [{ id: 'c', kind: 'text' }] };
				expect(isEmpty(kindOf(question).parse(undefined, question))).toBe(true);
				for (const answer of strange) {
					expect(() => check(form([question]), { q: answer }, known)).not.toThrow();
					expect(() => rowOf(form([question]), { q: answer })).not.toThrow();
					expect(() => publicAnswers(form([question]), { q: answer })).not.toThrow();
					expect(() => kindOf(question).texts(answer)).not.toThrow();
				}
			}
		}
	});

	test('flattens into as many cells as it has columns', () => {
		for (const [question, answer] of wrong) expect(rowOf(form([question]), { q: answer as never })).toHaveLength(columnsOf(form([question])).length);
	});
});

describe('Article 17(5)', () => {
	const sheet = form(
		[
			{ id: 'title', kind: 'text' },
			{ id: 'subjects', kind: 'some-of', options: ['safety', 'trade'] },
			{ id: 'secret', kind: 'text' },
			{ id: 'confidential', kind: 'yes-no' },
			{ id: 'ground', kind: 'long-text' }
		],
		{ titleFrom: 'title', rules: [{ rule: 'confidentiality', mark: 'confidential', ground: 'ground', subjects: 'subjects', never: ['safety'] }] }
	);

	test('refuses a confidential mark on human health, safety or the environment, and names the article', () => {
		expect(check(sheet, { subjects: ['safety', 'trade'], confidential: true, ground: 'because' }, known)).toEqual([
			{ at: 'confidential', code: 'never-confidential', severity: 'error', values: { article: '17(5)' } }
		]);
	});
	test('asks for a ground on any other subject', () => {
		expect(check(sheet, { subjects: ['trade'], confidential: true }, known)).toMatchObject([{ at: 'ground', code: 'ground-missing' }]);
	});
	test('keeps the information of a confidential record, but not its title and subject, from the public', () => {
		const answers: Answers = { title: 'Stocks', subjects: ['trade'], secret: 'canary', confidential: true, ground: 'canary too' };
		expect(isConfidential(sheet, answers)).toBe(true);
		expect(publicAnswers(sheet, answers)).toEqual({ title: 'Stocks', subjects: ['trade'], confidential: true });
		expect(publicAnswers(sheet, { ...answers, subjects: ['safety'] }).secret).toBe('canary');
	});
});

describe('private parts', () => {
	const sheet = form([
		{ id: 'letter', kind: 'text', private: true },
		{ id: 'contact', kind: 'contact', privateParts: ['email', 'telephone'] },
		{ id: 'people', kind: 'contact', many: true, privateParts: ['email'] }
	]);
	test('are taken out, also from lists, and an unknown question is private', () => {
		const open = publicAnswers(sheet, {
			letter: 'canary',
			stray: 'canary',
			contact: { name: 'Ama', organisation: 'EPA', email: 'canary@example.org', telephone: '1' },
			people: [
				{ name: 'Kofi', email: 'canary@example.org' },
				{ name: 'Esi', email: 'open@example.org', private: [] }
			]
		});
		expect(open).toEqual({ contact: { name: 'Ama', organisation: 'EPA' }, people: [{ name: 'Kofi' }, { name: 'Esi', email: 'open@example.org' }] });
	});
	test('are taken out of tables and matrices too: private columns, and private parts within a cell', () => {
		const columns: Question[] = [
			{ id: 'site', kind: 'text' },
			{ id: 'licence', kind: 'text', private: true },
			{ id: 'keeper', kind: 'contact', privateParts: ['email'] }
		];
		const row = { site: 'North', licence: 'canary', keeper: { name: 'Ama', email: 'canary@example.org', private: ['email'] } };
		const open = { site: 'North', keeper: { name: 'Ama' } };
		const wide = form([
			{ id: 'sites', kind: 'table', columns },
			{ id: 'media', kind: 'matrix', rows: ['air'], columns }
		]);
		expect(publicAnswers(wide, { sites: [{ site: 'South' }, row], media: { air: row } })).toEqual({
			sites: [{ site: 'South' }, open],
			media: { air: open }
		});
	});
	test('are also what the kind or the form does not know: deny by default', () => {
		const rows = form([
			{ id: 'rows', kind: 'table', columns: [{ id: 'c', kind: 'text' }] },
			{ id: 'contact', kind: 'contact' }
		]);
		expect(publicAnswers(rows, { rows: [{ c: 'open', stray: 'canary' }], contact: { name: 'Ama', stray: 'canary' } })).toEqual({
			rows: [{ c: 'open' }],
			contact: { name: 'Ama' }
		});
	});
	test('are open while whoever answers says so, as long as the newest answers say so too', () => {
		const person = form([
			{ id: 'open', kind: 'some-of', options: ['email'] },
			{ id: 'email', kind: 'email', private: true, openWhen: { question: 'open', includes: 'email' } }
		]);
		const email = 'a@example.org';
		expect(publicAnswers(person, { email })).toEqual({});
		expect(publicAnswers(person, { open: ['email'], email })).toEqual({ open: ['email'], email });
		expect(publicAnswers(person, { open: ['email'], email }, { open: [], email })).toEqual({ open: ['email'] });
	});
	test('follow the choice of the person', () => {
		const question = sheet.sections[0]?.questions[1] as Question;
		const chosen = kindOf(question).parse({ name: 'Ama', email: 'a@example.org', telephone: '1', offered: '1', open: 'email' }, question);
		expect(publicAnswers(sheet, { contact: chosen })).toEqual({ contact: { name: 'Ama', email: 'a@example.org' } });
	});
});

describe('from a posted page', () => {
	test('only the questions it asked are answered, lists keep their order, and names cannot reach a prototype', () => {
		const sheet = form([
			{ id: 'links', kind: 'url', many: true },
			{ id: 'title', kind: 'words' },
			{ id: 'other', kind: 'text' }
		]);
		const fields: [string, string][] = [
			['asked', 'links'],
			['asked', 'title'],
			['q.links.1', 'b.example.org'],
			['q.links.0', 'https://a.example.org'],
			['q.links.2', ''],
			['q.title.fr', ' Bonjour '],
			['q.title.xx', 'no'],
			['q.other', 'not asked'],
			['q.__proto__.x', '1'],
			['q.title.constructor.x', '1']
		];
		expect(answersFrom(sheet, fields)).toEqual({ links: ['https://a.example.org', 'https://b.example.org'], title: { fr: 'Bonjour' } });
		expect(({} as { x?: string }).x).toBeUndefined();
		expect(
			rawTree([
				['q.a', '1'],
				['q.a.b', '2'],
				['q.a', '3']
			])
		).toEqual({ a: ['1', '3'] });
	});
});

test('a crosswalk carries answers over, renames, and says what it dropped', () => {
	const next = form(
		[
			{ id: 'name', kind: 'text' },
			{ id: 'kind', kind: 'one-of', options: ['plan'] }
		],
		{ crosswalk: { from: '1', questions: { title: 'name', gone: null }, options: { kind: { nap: 'plan' } } } }
	);
	expect(carryOver(next, '1', { title: 'X', kind: 'nap', gone: 'kept aside', stray: 1 })).toEqual({
		answers: { name: 'X', kind: 'plan' },
		dropped: { gone: 'kept aside', stray: 1 }
	});
	expect(carryOver(next, '2', { name: 'same' })).toEqual({ answers: { name: 'same' }, dropped: {} });
});

test('a text that was plain goes on to read as it did where its question takes Markdown now', () => {
	const next = form(
		[
			{ id: 'body', kind: 'words', format: 'markdown' },
			{ id: 'title', kind: 'words' }
		],
		{ crosswalk: { from: '1', questions: {}, markdown: ['body'] } }
	);
	const written = { body: { en: '1. Dear *all*,\nsee below', ar: 'سطر' }, title: { en: '*Title*' } };
	expect(carryOver(next, '1', written).answers).toEqual({ ...written, body: { en: '1\\. Dear \\*all\\*,\\\nsee below', ar: 'سطر' } });
	expect(carryOver(next, '2', written).answers).toEqual(written);
});

test('two sheets differ question by question, texts in words, Chinese by words too', () => {
	const sheet = form([
		{ id: 'a', kind: 'text' },
		{ id: 'b', kind: 'words' },
		{ id: 'c', kind: 'some-of', options: ['x', 'y'] }
	]);
	const changes = compare(
		sheet,
		{ a: 'ten tonnes of mercury', b: { zh: '汞的使用' }, c: ['x'] },
		{ a: 'nine tonnes of mercury', b: { zh: '汞的排放' }, c: ['x'] }
	);
	expect(changes.map((change) => change.question)).toEqual(['a', 'b']);
	expect(changes[0]?.segments?.[0]?.segments.filter((segment) => segment.change !== 'same').map((segment) => segment.text.trim())).toEqual([
		'ten',
		'nine'
	]);
	expect(changes[1]?.segments?.[0]).toMatchObject({ language: 'zh' });
});

test('progress counts what is asked now, and what is wrong is not answered', () => {
	const sheet = form([
		{ id: 'a', kind: 'day', required: true },
		{ id: 'b', kind: 'text', when: { question: 'a', answered: true } }
	]);
	const answers = { a: 'soon' };
	expect(completeness(sheet, answers, check(sheet, answers, known))).toEqual([{ section: 'one', asked: 2, answered: 0, missing: 1 }]);
});

test('an unsound form is refused with every fault named', () => {
	const faults = faultsOf(
		form(
			[
				{ id: 'a', kind: 'text', options: ['x'] },
				{ id: 'a', kind: 'text', when: { question: 'nobody', answered: true } }
			],
			{ rules: [{ rule: 'at-least-one', questions: ['missing'] }] }
		)
	);
	for (const part of ['does not know options', 'two questions', 'unknown question nobody', 'unknown question missing', 'no words in'])
		expect(
			faults.some((fault) => fault.includes(part)),
			part
		).toBe(true);
});

test('every finding that can be made has a code of the list', () => {
	const sheet = form(Object.keys(kinds).map((kind) => ({ id: kind, kind: kind as Question['kind'], required: true })));
	for (const { code } of possibleFindings(sheet)) expect(findingCodes).toContain(code);
	expect(answersSchema(sheet).type).toBe('object');
});

test('a schema has no clock: a year that may not be after today has a bound all the same', () => {
	const { properties } = answersSchema(form([{ id: 'year', kind: 'year', least: 1990, most: 'today' }])) as { properties: Record<string, unknown> };
	expect(properties.year).toMatchObject({ type: 'integer', minimum: 1990, maximum: 2200 });
});

describe('rules across questions', () => {
	const lines: Question = {
		id: 'lines',
		kind: 'table',
		columns: [
			{ id: 'year', kind: 'year' },
			{ id: 'quantity', kind: 'quantity', units: ['t', 'kg'] }
		]
	};
	const total: Question = { id: 'total', kind: 'quantity', units: ['t', 'kg'] };
	const amount = (value: string, unit = 't') => ({ amount: value, unit });

	test('amounts add up exactly, whatever the units', () => {
		const sheet = form([total, lines], { rules: [{ rule: 'adds-up', total: 'total', table: 'lines', column: 'quantity' }] });
		const answers = (sum: string): Answers => ({
			total: amount(sum),
			lines: [
				{ year: 2021, quantity: amount('0.1') },
				{ year: 2022, quantity: amount('0.2') },
				{ year: 2023, quantity: amount('0.00000000000000001', 'kg') }
			]
		});
		expect(check(sheet, answers('0.30000000000000000001'), known)).toEqual([]);
		expect(check(sheet, answers('0.3'), known)).toEqual([
			{ at: 'total', code: 'sum-differs', severity: 'warning', values: { sum: '0.30000000000000000001', unit: 't' } }
		]);
		// What cannot be added up is the finding of its line alone.
		expect(check(sheet, { total: amount('1'), lines: [{ year: 2021, quantity: amount('much') }] }, known).map((found) => found.code)).toEqual([
			'not-a-number'
		]);
	});

	test('an option stands alone', () => {
		const sheet = form([{ id: 'exports', kind: 'some-of', options: ['yes', 'none'] }], {
			rules: [{ rule: 'alone', question: 'exports', option: 'none' }]
		});
		expect(check(sheet, { exports: ['none'] }, known)).toEqual([]);
		expect(check(sheet, { exports: ['yes', 'none'] }, known).map((found) => found.code)).toEqual(['stands-alone']);
	});

	test('enough rows have the answer, and no line comes twice', () => {
		const taken: Question = { id: 'taken', kind: 'matrix', rows: ['a', 'b', 'c'], columns: [{ id: 'done', kind: 'yes-no' }] };
		const sheet = form([taken, lines], {
			rules: [
				{ rule: 'enough', question: 'taken', column: 'done', is: true, least: 2 },
				{ rule: 'no-line-twice', question: 'lines', columns: ['year'] }
			]
		});
		expect(check(sheet, { taken: { a: { done: true }, c: { done: true } } }, known)).toEqual([]);
		expect(check(sheet, { taken: { a: { done: true }, b: { done: false } }, lines: [{ year: 2021 }, { year: 2021 }] }, known)).toEqual([
			{ at: 'taken', code: 'not-enough', severity: 'warning', values: { least: 2, count: 1 } },
			{ at: 'lines.1', code: 'line-twice', severity: 'warning', values: { first: 1 } }
		]);
	});

	test('a question follows from any line of a table, and a rule holds only while its condition does', () => {
		const taken: Question = { id: 'taken', kind: 'matrix', rows: ['a', 'b'], columns: [{ id: 'done', kind: 'yes-no' }] };
		const sheet = form([taken, { id: 'how', kind: 'text', when: { question: 'taken', column: 'done', is: true } }, { id: 'who', kind: 'text' }], {
			rules: [{ rule: 'at-least-one', questions: ['how', 'who'], when: { question: 'taken', column: 'done', is: true } }]
		});
		expect([...relevantIds(sheet, { taken: { a: { done: false } } })]).toEqual(['taken', 'who']);
		expect([...relevantIds(sheet, { taken: { b: { done: true } } })]).toEqual(['taken', 'how', 'who']);
		expect(check(sheet, { taken: { a: { done: false } } }, known)).toEqual([]);
		expect(check(sheet, { taken: { a: { done: true } } }, known).map((found) => found.code)).toEqual(['at-least-one-of']);
	});
});
