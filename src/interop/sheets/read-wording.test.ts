// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Form } from '#forms/form.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { wordLines } from '#forms/wording.ts';
import { cellName, type ReadCell } from './read-sheet.ts';
import { languageOf, readWording } from './read-wording.ts';
import { wordingTable } from './wording-table.ts';

const six = (text: string) => Object.fromEntries(languages.map((language) => [language, `${text} ${language}`]));
const form: Form = {
	id: 'trial',
	version: '1',
	article: '21',
	decision: null,
	status: 'to-verify',
	source: 'a test',
	sections: [
		{
			id: 'about',
			questions: [
				{ id: 'q1', kind: 'one-of', options: ['yes', 'no'], number: '1.1', status: 'sourced' },
				{ id: 'q2', kind: 'table', columns: [{ id: 'year', kind: 'year' }] }
			]
		}
	],
	rules: [],
	checklist: ['whole'],
	words: {
		'form.title': six('Title'),
		'form.intro': six('Intro'),
		'section.about': six('About'),
		'question.q1': six('One'),
		'option.q1.yes': six('Yes'),
		'question.q2': six('Two'),
		'check.whole': six('Whole')
	}
};
const read = (...rows: (ReadCell | undefined)[][]) =>
	readWording(form, [{ name: '', rows: rows.map((cells, at) => ({ number: at + 1, cells })) }], ['Key', 'Clé']);

test('the table has one line a key in the order of the form, and reads back without a difference', async () => {
	for (const language of languages) {
		const reader = await readerIn(language);
		const table = wordingTable(form, reader, (each) => new Intl.DisplayNames(language, { type: 'language' }).of(each) ?? each);
		expect(table.rows.map((row) => row[2])).toEqual([
			...['form.title', 'form.short', 'form.intro', 'section.about', 'question.q1', 'help.q1', 'option.q1.yes', 'option.q1.no'],
			...['question.q2', 'help.q2', 'question.q2.year', 'help.q2.year', 'check.whole']
		]);
		expect(table.rows[4]?.slice(0, 3)).toEqual([reader.t('designer.wording.kind.question'), '1.1', 'question.q1']);
		expect(table.rows[4]?.at(-1)).toBe(reader.t('facts.option.standing.sourced'));
		const rows = [table.columns.map(({ head }) => head), ...(table.rows as string[][])].map((cells, at) => ({ number: at + 1, cells }));
		const found = readWording(form, [{ name: '', rows }], [reader.t('designer.wording.key')]);
		expect(found).toMatchObject({ offered: [], same: 42, languages: [...languages] });
		expect(found?.faults.every(({ code }) => code === 'empty')).toBe(true);
	}
	expect(new Set(wordLines(form).map(({ key }) => key)).size).toBe(13);
});

test('a language is known by its code and by its name in any of the six', () => {
	const heads = {
		fr: ['fr', 'FR', 'fr-FR', 'French', 'français', 'Francais', 'Francés', 'французский', 'Французский язык', 'الفرنسية', '法语', '法文']
	};
	for (const head of heads.fr) expect(languageOf(head), head).toBe('fr');
	for (const [head, language] of [
		['العربية (ar)', 'ar'],
		['اللغة العربية', 'ar'],
		['中文', 'zh'],
		['Chinese (Simplified)', 'zh'],
		['zh-Hans', 'zh'],
		['西班牙文', 'es'],
		['Inglés (en)', 'en'],
		['Русский', 'ru'],
		['Status', undefined],
		['constructor', undefined],
		['', undefined]
	] as const)
		expect(languageOf(head), head).toBe(language);
});

describe('differences', () => {
	test('one language or several, in any order of columns, below lines of something else', () => {
		const found = read(
			['Title of the sheet'],
			[],
			['Note', 'Español', 'clé', 'fr', 'Reviewer'],
			['x', 'Uno', 'question.q1', 'One fr', 'me'],
			['', 'Sí', 'option.q1.yes', 'Oui', '']
		);
		expect(found).toEqual({
			languages: ['es', 'fr'],
			same: 1,
			unchanged: [],
			faults: [],
			offered: [
				{ key: 'question.q1', language: 'es', cell: 'B4', before: 'One es', after: 'Uno' },
				{ key: 'option.q1.yes', language: 'es', cell: 'B5', before: 'Yes es', after: 'Sí' },
				{ key: 'option.q1.yes', language: 'fr', cell: 'D5', before: 'Yes fr', after: 'Oui' }
			]
		});
		expect(read(['key', 'en'], ['question.q1', 'One en'], ['option.q1.yes', 'Yes en'])?.unchanged).toEqual(['q1']);
	});
	test('a label is one line, an introduction keeps its lines; composed letters and spaces are as a form keeps them', () => {
		const found = read(['Key', 'fr'], ['question.q1', ' Un\r\nseul  mot '], ['form.intro', 'A\r\nB'], ['question.q2', 'e\u0301']);
		expect(found?.offered.map(({ after }) => after)).toEqual(['Un seul  mot', 'A\nB', 'é']);
	});
	test('what is wrong is named by cell, and what is right is not lost', () => {
		const found = read(
			['key', 'fr', 'French', 'en'],
			['question.q1', 'Un', 'Deux', 'One\u202een'],
			['question.q9', 'Neuf'],
			[undefined, 'sans clé'],
			['question.q1', 'encore'],
			['option.q1.yes', '', '', 'a\u0007b'],
			['question.q2', { error: '#REF!' }, '', 'x'.repeat(6001)],
			['__proto__', 'x'],
			['help.q1', '', '', 'zero\u200bwidth'],
			['section.about', 'Sur', '', 'l\u200erm']
		);
		expect(found?.offered.map(({ cell, after }) => [cell, after])).toEqual([
			['B2', 'Un'],
			['B10', 'Sur']
		]);
		expect(found?.faults.map(({ code, cell, first }) => [code, cell, first].filter(Boolean).join(' '))).toEqual([
			'column-twice C1 B1',
			'bidi D2',
			'unknown-key A3',
			'key-missing A4',
			'key-twice A5 A2',
			'empty B6',
			'control D6',
			'no-value B7',
			'too-long D7',
			'unknown-key A8',
			'invisible D9',
			'bidi D10'
		]);
	});
	test('a sheet without heads is none, the first with heads counts', () => {
		expect(read(['question.q1', 'Un'])).toBeNull();
		expect(read(['Key', 'Words'])).toBeNull();
		const sheets = [
			{ name: 'Notes', rows: [{ number: 1, cells: ['Read me'] }] },
			{
				name: 'Words',
				rows: [
					{ number: 1, cells: ['Key', 'en'] },
					{ number: 2, cells: ['question.q1', 'Uno'] }
				]
			}
		];
		expect(readWording(form, sheets, ['Key'])?.offered).toHaveLength(1);
	});
});

test('cells are named as spreadsheets do', () => {
	expect([cellName(0, 1), cellName(25, 2), cellName(26, 3), cellName(701, 4), cellName(702, 5)]).toEqual(['A1', 'Z2', 'AA3', 'ZZ4', 'AAA5']);
});
