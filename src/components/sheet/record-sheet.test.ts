// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Answers, Json } from '#forms/form.ts';
import { publicAnswers } from '#forms/privacy.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { answers, form, formOf, kindNames, questionOfKind, schemes, strange } from '../kinds/trial.ts';
import { blocksOf, recordSheet } from './record-sheet.ts';

const origin = 'https://exchange.test';
const sheet = async (said: Answers, of = form, language: Language = 'en') =>
	recordSheet({ reader: await readerIn(language), form: of, schemes, recordId: 'MC-TRIAL-GH-0001', origin }, said);
const rowOf = async (id: string, language: Language = 'en') => (await sheet({ [id]: answers[id] as Json }, form, language)).rows;

describe('a record as rows', () => {
	it.each([
		['a-text', 'One line', ''],
		['a-long-text', 'First.\n\nSecond.', ''],
		['a-yes-no', 'Yes', 'en'],
		['a-some-of', 'Option red (en); Option blue (en)', 'en'],
		['a-day', '31 March 2026', 'en'],
		['a-quantity', '1,234.5 kg', 'en'],
		['many-text', 'first; second', ''],
		['many-country', 'Switzerland (en); Ghana (en)', 'en'],
		['a-url', 'https://example.org/x?a=1&b=2', '']
	])('says of %s: %s', async (id, answer, language) => {
		expect(await rowOf(id)).toEqual([{ section: 'All kinds (en)', number: expect.any(String), question: `Question ${id} (en)`, answer, language }]);
	});

	it('gives each language of a text a row, the reader’s first', async () => {
		const said = (rows: Awaited<ReturnType<typeof rowOf>>) => rows.map(({ answer, language }) => `${language}: ${answer}`);
		expect(said(await rowOf('a-words', 'ar'))).toEqual(['ar: مرحبا', 'fr: Bonjour']);
		expect(said(await rowOf('a-words', 'zh'))).toEqual(['fr: Bonjour', 'ar: مرحبا']);
	});

	it('gives files with their addresses', async () => {
		const [row] = await rowOf('a-attachment');
		expect(row?.answer).toContain(`<${origin}/files/MC-TRIAL-GH-0001/${'ab'.repeat(32)}/plan%20%26%20map.pdf>`);
	});

	it('gives every kind that was answered a row, in every language', async () => {
		const open = publicAnswers(form, answers);
		for (const language of languages) {
			const { rows, tables } = await sheet(open, form, language);
			for (const kind of kindNames) {
				const question = `Question a-${kind} (${language})`;
				if (open[`a-${kind}`] === undefined) continue;
				const row = rows.find((each) => each.question === question);
				expect(row?.answer, `${language} ${kind}`).toBeTruthy();
			}
			expect(tables).toHaveLength(2);
			expect(JSON.stringify(rows)).not.toMatch(/[\u2066-\u2069]/);
		}
	});

	it('never gives a part that is marked as private, even if it comes in', async () => {
		const given = JSON.stringify(await sheet({ 'a-contact': answers['a-contact'] as Json }));
		expect(given).toContain('Ama Mensah');
		expect(given).not.toContain('+233');
		expect(given).not.toContain('ama@example.org');
	});

	it('gives tables and matrices as tables, figures apart from their units, days as days', async () => {
		const asked = formOf([
			{
				id: 'stocks',
				kind: 'table',
				number: '3.2',
				columns: [
					{ id: 'place', kind: 'text' },
					{ id: 'amount', kind: 'quantity' },
					{ id: 'since', kind: 'day' },
					{ id: 'count', kind: 'integer' },
					{ id: 'cost', kind: 'money' }
				]
			},
			questionOfKind('matrix')
		]);
		const { rows, tables } = await sheet(
			{
				stocks: [
					{ place: 'Tema', amount: { amount: '12.50', unit: 't' }, since: '2026-03-31', count: 4, cost: { amount: '5', unit: 'USD' } },
					{ place: '=1+1', amount: { amount: '12345678901234567.5', unit: 'kg' }, since: 'soon', later: 'kept' }
				],
				'a-matrix': answers['a-matrix'] as Json
			},
			asked
		);
		expect(rows.map(({ number, answer }) => `${number} ${answer}`)).toEqual(['3.2 Table 1', '1.1 Table 2']);
		expect(tables[0]).toEqual({
			name: 'Table 1',
			question: '3.2 Question stocks (en)',
			heads: [
				'Line',
				'Question stocks.place (en)',
				'Question stocks.amount (en)',
				'Question stocks.amount (en) – Unit',
				'Question stocks.since (en)',
				'Question stocks.count (en)',
				'Question stocks.cost (en)',
				'Question stocks.cost (en) – Currency',
				'later'
			],
			rows: [
				[1, 'Tema', 12.5, 't', { day: '2026-03-31' }, 4, 5, 'USD', null],
				[2, '=1+1', '12345678901234567.5', 'kg', 'soon', null, null, null, 'kept']
			]
		});
		expect(tables[1]?.rows).toEqual([['Row air (en)', 'Option calomel (en)', null, null, null, 'x']]);
		const reader = await readerIn('en');
		const blocks = blocksOf({ rows, tables }, reader);
		expect(blocks[0]).toEqual(['Section', 'Number', 'Question', 'Answer', 'Language']);
		expect(blocks.slice(3, 6)).toEqual([[], ['Table 1', '3.2 Question stocks (en)'], tables[0]?.heads]);
		expect(blocks[6]?.[4]).toBe('2026-03-31');
	});

	it('gives what does not fit its kind as it stands', async () => {
		for (const kind of kindNames)
			for (const value of strange as readonly Json[]) {
				const question = questionOfKind(kind);
				const { rows, tables } = await sheet({ [question.id]: value }, formOf([question]));
				for (const { answer } of rows) expect(typeof answer, kind).toBe('string');
				for (const { heads, rows: lines } of tables) for (const line of lines) expect(line, kind).toHaveLength(heads.length);
			}
	});
});
