// SPDX-License-Identifier: Apache-2.0
// What people write in forms: figures, days and months in their own ways. What may be two things is asked about.
import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { dayIn, figureIn, isTicked, monthIn, textIn } from './typed-value.ts';

const place = { question: 'q' };
const said = (text: string) => ({ text, place });

test.each([
	['1.234,5', 'es', '1234.5'],
	['1 234,5', 'fr', '1234.5'],
	['1\u202f234,50', 'fr', '1234.5'],
	['1,234', 'ru', '1.234'],
	['0,125', 'es', '0.125'],
	['-3,5', 'fr', '-3.5'],
	['\u22123,5', 'fr', '-3.5'],
	['1,234.5', 'en', '1234.5'],
	['1.234', 'en', '1.234'],
	['1.234', 'zh', '1.234'],
	['١٬٢٣٤٫٥', 'ar', '1234.5'],
	['٦٫٢', 'ar', '6.2'],
	['۱۲۳', 'ar', '123'],
	['１２', 'zh', '12'],
	['12345678901234567890,125', 'ru', '12345678901234567890.125'],
	['about 5', 'en', 'about 5'],
	['', 'en', '']
] as const)('%s in %s is %s', (text, language, figure) => expect(figureIn(said(text), language)).toEqual({ text: figure }));

test('a figure that may be two is doubtful, one of the spreadsheet itself never', () => {
	expect(figureIn(said('1.234'), 'es')).toEqual({ text: '1.234', doubtful: true });
	expect(figureIn({ ...said('1.234'), number: true }, 'es')).toEqual({ text: '1.234' });
	// Left as it is: the checks say that it is no figure for certain.
	expect(figureIn(said('1,234'), 'en')).toEqual({ text: '1,234' });
});

test('days and months, as cells and as people write them', () => {
	expect(dayIn({ ...said('42817'), number: true, day: '2017-03-23' })).toBe('2017-03-23');
	for (const text of ['2017-03-23', '2017/3/23', '23.3.2017', '23/03/2017', '2017年3月23日', '٢٠١٧-٠٣-٢٣', '2017-03-23T00:00:00'])
		expect(dayIn(said(text)), text).toBe('2017-03-23');
	for (const text of ['3/4/2026', '2017-02-30', 'spring', '']) expect(dayIn(said(text)), text).toBe(text);
	expect(monthIn({ ...said('45000'), number: true, day: '2023-03-15' })).toBe('2023-03');
	for (const text of ['2023-03', '2023/3', '3/2023', '03.2023', '2023年3月', '2023-03-01']) expect(monthIn(said(text)), text).toBe('2023-03');
	for (const text of ['2023-13', 'March 2023']) expect(monthIn(said(text)), text).toBe(text);
	expect(textIn({ ...said('42817'), number: true, day: '2017-03-23', dated: true })).toBe('2017-03-23');
	expect(textIn({ ...said('42817'), number: true, day: '2017-03-23' })).toBe('42817');
});

test('boxes are ticked by whatever is no "no"', () => {
	for (const text of ['x', 'X', '☒', '✓', 'yes', '1', 'نعم', '是']) expect(isTicked(text), text).toBe(true);
	for (const text of ['', ' ', '☐', 'no', 'FALSE', '0', '-', 'Нет', '否', 'لا']) expect(isTicked(text), text).toBe(false);
});

test('every message of forms on paper can be said in six languages', async () => {
	const { messages } = await import('#text/messages/en.ts');
	const values = {
		condition: 'c',
		sheet: 's',
		cell: 'A1',
		question: 'q',
		row: 1,
		column: 2,
		text: 't',
		record: 'r',
		version: 'v',
		file: 'f',
		parts: 'p'
	};
	for (const language of languages) {
		const { t } = await readerIn(language);
		for (const id of Object.keys(messages).filter((each) => each.startsWith('roundtrip.')))
			for (const count of [0, 1, 2, 3, 11, 100])
				expect(t(id as 'roundtrip.title', { ...values, count, same: count }), `${language} ${id}`).not.toMatch(/[{}]/);
	}
});
