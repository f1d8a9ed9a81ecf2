// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe, expect, it } from 'vitest';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { publicAnswers } from '#forms/privacy.ts';
import { type Block, inputsOf, template } from '#interop/print/document.ts';
import { restPress, typeset } from '#platform/server/pdf.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { readPdf } from '../../../test/read-pdf.ts';
import { answers, form, formOf, html, kindNames, questionOfKind, schemes, strange, textIn } from '../kinds/trial.ts';
import ReadAnswers from '../ReadAnswers.svelte';
import { answerSheet } from './answers.ts';
import { recordDocument } from './record.ts';

afterAll(restPress);

const origin = 'https://exchange.test';
const recordId = 'MC-TRIAL-GH-0001';
const sheet = async (said: Answers, of = form, language: Language = 'en') =>
	answerSheet({ reader: await readerIn(language), form: of, schemes, recordId, origin }, said);

/** All words of blocks, in their order. */
const wordsIn = (value: unknown): string =>
	Array.isArray(value)
		? value.map(wordsIn).join(' ')
		: isObject(value as Json)
			? Object.entries(value as object)
					.filter(([key]) => !['is', 'language', 'look', 'href', 'numeric', 'level'].includes(key))
					.map(([, each]) => wordsIn(each))
					.join(' ')
			: typeof value === 'string'
				? value
				: '';
const squeezed = (text: string) => text.replaceAll(/[\s\u2066-\u2069]+/g, ' ').trim();

const record = (language: Language, said: Answers, of = form, type = 'trial') =>
	readerIn(language).then((reader) =>
		recordDocument(
			reader,
			{
				record: {
					id: recordId,
					type,
					ownerKind: 'party',
					owner: 'GHA',
					stage: 'done',
					state: 'published',
					visibility: 'public',
					otherParty: null,
					published: 2,
					supersededBy: null,
					outcome: null,
					outcomeAt: null,
					outcomeDay: null,
					demo: true,
					keepsVersion: false,
					createdAt: new Date(0),
					changedAt: new Date(0)
				},
				owner: { en: 'Ghana', ar: 'غانا' },
				typeName: { en: 'Trial' },
				title: { fr: 'Un titre' },
				form: of,
				schemes,
				revision: {
					number: 1,
					answers: said,
					languages: ['en', 'fr'],
					submittedAt: new Date('2026-01-02T03:04:05Z'),
					publishedAt: new Date('2026-01-03T03:04:05Z'),
					remark: 'Table 2 is open.',
					sha256: 'ab'.repeat(32)
				},
				revisions: [
					{ number: 1, publishedAt: new Date(0) },
					{ number: 2, publishedAt: new Date(0) }
				],
				publicThreads: []
			},
			{ origin, at: new Date('2026-11-24T12:34:00Z') }
		)
	);

describe('answers on paper', () => {
	it.each(kindNames)('say of the kind %s what the page says', async (kind) => {
		const { id } = questionOfKind(kind);
		const open = publicAnswers(form, { [id]: answers[id] as Json });
		expect(open[id], `the trial form answers ${kind}`).toBeDefined();
		const bare = (text: string) =>
			new Set(
				squeezed(text)
					.split(/[\s()·:;,]+/u)
					.filter((word) => word.length > 1)
			);
		const printed = bare(wordsIn(await sheet(open)));
		const page = bare(textIn(await html(ReadAnswers as never, { form, answers: open, schemes, recordId })));
		// A page offers to open what paper shows at once, says of an empty cell that it is empty, and keeps the columns that hold nothing.
		const ofPagesAlone = ['Read', 'In', 'in', 'other', 'languages', 'English', 'No', 'answer', 'a-matrix.amount', 'a-matrix.links'];
		expect([...page].filter((word) => !printed.has(word) && !ofPagesAlone.includes(word))).toEqual([]);
	});

	it('never hold a part that is marked as private, even if it comes in', async () => {
		const printed = wordsIn(await sheet({ 'a-contact': answers['a-contact'] as Json }));
		expect(printed).toContain('Ama Mensah');
		expect(printed).not.toContain('+233');
		expect(printed).not.toContain('ama@example.org');
	});

	it('print what does not fit its kind as it stands', async () => {
		for (const kind of kindNames)
			for (const value of strange as readonly Json[]) {
				const question = questionOfKind(kind);
				const blocks = await sheet({ [question.id]: value }, formOf([question]));
				expect(Array.isArray(blocks), kind).toBe(true);
				expect(() => JSON.stringify(blocks)).not.toThrow();
			}
	});

	it('leave out sections without answers', async () => {
		expect(await sheet({})).toEqual([]);
	});

	it('tell a table of many columns line by line', async () => {
		const columns = Array.from({ length: 9 }, (_, n) => ({ id: `c${n}`, kind: 'text' as const }));
		const wide = formOf([{ id: 'wide', kind: 'table', columns }]);
		const row = Object.fromEntries(columns.map(({ id }) => [id, `value of ${id}`]));
		const blocks = await sheet({ wide: [row, row] }, wide);
		const flat = JSON.stringify(blocks);
		expect(flat).not.toContain('"table"');
		expect(flat).toContain('Line 2');
		for (const { id } of columns) expect(flat).toContain(`value of ${id}`);
	});
});

describe('a record on paper', () => {
	it.each(languages)('of every kind is made in %s, marked as PDF/UA', async (language) => {
		const made = await typeset(template, inputsOf(await record(language, answers, form, 'art21-full')), new Date(0));
		if (made === 'busy') throw new Error('busy');
		expect(made.claimed).toBe(true);
		const read = await readPdf(made.bytes);
		const owner = language === 'ar' ? 'غانا' : 'Ghana';
		// Each sheet tells whose it is, and the file in a row of files.
		const name = `${owner} · Un titre · ${recordId}`;
		expect(read).toMatchObject({ title: name, author: owner, tagged: true });
		if (language !== 'ar') expect(read.text.split(name).length - 1).toBe(read.pages);
		expect(read.text).toContain(recordId);
		expect(read.text).toContain('Table 2 is open.');
		expect(read.text).toContain('ab'.repeat(32));
		expect(read.links).toContain(`${origin}/${language}/records/${recordId}/1`);
	});

	it('says that it is not the newest, where it is found, when it was made, and that it is a demonstration', async () => {
		const document = await record('en', {});
		expect((document.blocks as Block[]).filter((block) => block.is === 'notice')).toHaveLength(2);
		expect(document.source).toEqual({
			label: 'Found at',
			address: `${origin}/en/records/${recordId}/1`,
			made: expect.stringContaining('24 November 2026 at 12:34 UTC')
		});
		expect(document.demonstration).toMatch(/Demonstration/);
	});
});
