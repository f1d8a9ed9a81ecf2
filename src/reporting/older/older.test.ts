// SPDX-License-Identifier: Apache-2.0
// Cells, names, dates and heads of digitised reports, as they are met.
import { beforeAll, describe, expect, test } from 'vitest';
import { type Convention, conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { type Form, questionOf } from '#forms/form.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { readCell } from './cell.ts';
import { dayIn, monthIn, yearIn } from './date.ts';
import { emptyMapping, proposed, type SheetLines, tableIn } from './mapping.ts';
import { stateNamed } from './party.ts';
import { plain, saysNothing, unitNamed, yesOrNo } from './plain.ts';
import { saidIn } from './said.ts';
import { numberIn, targetsIn } from './target.ts';

let form: Form;
let convention: Convention;
beforeAll(async () => {
	const all = await readSeededDefinitions();
	form = all.find(({ definition }) => definition.form.id === 'art21-full' && definition.form.version === 'mc-1-8')?.definition.form as Form;
	convention = conventionOf(await readSeeds());
});

const cell = (id: string, text: string, more: object = {}) => {
	const [top = '', column] = id.split('.');
	const question = questionOf(form, top)!;
	const asked = column ? question.columns!.find((each) => each.id === column)! : question;
	return readCell(asked, text, { form, convention, wordsId: id, values: {}, decimal: null, ...more });
};

test('words are compared without capitals, accents, punctuation and the script of their digits', () => {
	expect(plain('  Évaluation — N° ٣٫١ ')).toBe('evaluation n 3 1');
	expect(plain('Ответ: ДА!')).toBe('ответ да');
	for (const word of ['Yes', 'OUI', 'Sí', 'да', 'نعم', '是', '✓', 'x', 'TRUE']) expect(yesOrNo(word), word).toBe(true);
	for (const word of ['No', 'non', 'Нет', 'لا', '否']) expect(yesOrNo(word), word).toBe(false);
	expect(yesOrNo('Inconnu')).toBe('unknown');
	expect(yesOrNo('maybe')).toBeUndefined();
	for (const word of ['', ' - ', 'N/A', 'n.a.', 'Sans réponse', 'нет данных', '未答复', '…']) expect(saysNothing(word), word).toBe(true);
	expect(saysNothing('No')).toBe(false);
	for (const word of ['tonnes', 'т', 'toneladas', 'طن', '吨', 'metric tons', 't Hg']) expect(unitNamed(word), word).toBe('t');
});

test('Parties are known by their codes, their names in six languages and names in use', () => {
	for (const said of ['GHA', 'gh', 'Ghana', 'غانا', 'Гана', '加纳', 'Ghana (GHA)', 'GHA - Ghana', ' GHANA '])
		expect(stateNamed(convention, said), said).toBe('GHA');
	expect(stateNamed(convention, 'United Kingdom')).toBe('GBR');
	expect(stateNamed(convention, 'Iran')).toBe('IRN');
	expect(stateNamed(convention, 'Côte d’Ivoire')).toBe('CIV');
	expect(stateNamed(convention, 'Czech Republic')).toBe('CZE');
	expect(stateNamed(convention, 'European Union')).toBe('EU');
	expect(stateNamed(convention, 'Atlantis')).toBeUndefined();
	expect(stateNamed(convention, 'Ghana; Kenya')).toBeUndefined();
	for (const { id, name, iso3 } of convention.states)
		for (const said of [...Object.values(name), iso3 ?? id]) expect([id, undefined], said).toContain(stateNamed(convention, said));
});

test('days are read as they are written and as spreadsheets count them; one that can be two is not guessed', () => {
	for (const said of [
		'2020-03-04',
		'43894',
		'43894.5',
		'4 March 2020',
		'March 4, 2020',
		'4 mars 2020',
		'04.03.2020',
		'4 марта 2020 г.',
		'2020年3月4日',
		'٤ مارس ٢٠٢٠'
	])
		expect(dayIn(said), said).toBe('2020-03-04');
	expect(dayIn('25/12/2020')).toBe('2020-12-25');
	expect(dayIn('12/25/2020')).toBe('2020-12-25');
	expect(dayIn('3/4/2020')).toBe('unclear');
	expect(dayIn('31/02/2020')).toBeUndefined();
	expect(dayIn('soon')).toBeUndefined();
	for (const said of ['2021-06', '06/2021', 'June 2021', 'juin 2021', 'июнь 2021', '2021年6月', '44348']) expect(monthIn(said), said).toBe('2021-06');
	for (const said of ['2019', '2019.0', '2019 г.', '43830', '2019-12-31']) expect(yearIn(said), said).toBe(2019);
});

describe('a cell', () => {
	test('says yes or no, and where the question takes it that nobody knows', () => {
		expect(cell('q3-1', 'Да')).toEqual({ answer: true });
		expect(cell('q5-1', 'Unknown')).toEqual({ answer: 'unknown' });
		expect(cell('q3-1', 'Unknown')).toMatchObject({ fault: 'not-read-yes-no' });
		expect(cell('q3-1', 'n/a')).toEqual({ answer: null });
	});
	test('chooses by words, id, number, letter, or yes and no', () => {
		const words = form.words['option.q7-1.none']!;
		for (const said of [words.en!, words.ar!, words.zh!, 'none', '3', 'c)', '(c)', `3. ${words.fr}`])
			expect(cell('q7-1', said), said).toEqual({ answer: 'none' });
		expect(cell('q7-1', 'Oui')).toEqual({ answer: 'yes' });
		expect(cell('q7-1', 'Perhaps')).toMatchObject({ fault: 'not-read-choice', said: 'Perhaps' });
		expect(cell('q7-1', 'Perhaps', { values: { Perhaps: 'no' } })).toEqual({ answer: 'no' });
	});
	test('chooses several, divided by semicolons, lines or bullets', () => {
		const { en } = form.words['option.q3-5.exports-to-parties']!;
		expect(cell('q3-5', `${en}; exports-to-non-parties`)).toEqual({ answer: ['exports-to-parties', 'exports-to-non-parties'] });
		expect(cell('q3-5', `• ${en}\n• 2`)).toEqual({ answer: ['exports-to-parties', 'exports-to-non-parties'] });
		expect(cell('q3-5', 'exports-to-parties; something')).toMatchObject({ fault: 'not-read-choice', said: 'something' });
	});
	test('holds an amount with its unit, whatever the language; what is not clear is not guessed', () => {
		for (const said of ['12.5 t', '12,5 tonnes', 't 12.5', '12,5 тонн', '١٢٫٥ طن', '12.5吨'])
			expect(cell('q3-1-c', said), said).toEqual({ answer: { amount: '12.5', unit: 't' } });
		expect(cell('q3-1-c', '1 234 kg')).toEqual({ answer: { amount: '1234', unit: 'kg' } });
		expect(cell('q3-1-c', '1,234.5 kg')).toEqual({ answer: { amount: '1234.5', unit: 'kg' } });
		expect(cell('q3-1-c', '1,234 kg')).toMatchObject({ fault: 'amount-unclear' });
		expect(cell('q3-1-c', '1,234 kg', { decimal: '.' })).toEqual({ answer: { amount: '1234', unit: 'kg' } });
		expect(cell('q3-1-c', '1,234 kg', { decimal: ',' })).toEqual({ answer: { amount: '1.234', unit: 'kg' } });
		expect(cell('q3-1-c', '12')).toMatchObject({ fault: 'unit-missing' });
		expect(cell('q3-1-c', '12', { unit: 't' })).toEqual({ answer: { amount: '12', unit: 't' } });
		expect(cell('q3-1-c', '0')).toEqual({ answer: { amount: '0', unit: 't' } });
		expect(cell('q3-1-c', '12 pounds')).toMatchObject({ fault: 'not-read-unit' });
		expect(cell('q3-1-c', '< 5 t')).toMatchObject({ fault: 'amount-unclear' });
		expect(cell('q3-1-c', 'a lot')).toMatchObject({ fault: 'not-read-number' });
	});
	test('holds months, addresses, lines of a table and rows of a matrix', () => {
		expect(cell('q3-1-a', '06/2021; July 2022')).toEqual({ answer: ['2021-06', '2022-07'] });
		expect(cell('q3-3-url', 'www.example.org https://example.org/b')).toEqual({ answer: ['https://www.example.org', 'https://example.org/b'] });
		expect(cell('q3-6-c', '2019 | China | 12 t\n2020; US; 300 kg')).toEqual({
			answer: [
				{ year: 2019, origin: 'CHN', quantity: { amount: '12', unit: 't' } },
				{ year: 2020, origin: 'USA', quantity: { amount: '300', unit: 'kg' } }
			]
		});
		expect(cell('q3-6-c', '2019 | Atlantis | 12 t')).toMatchObject({ fault: 'not-read-state' });
		expect(cell('q5-2', 'chlor-alkali: yes\nacetaldehyde: non')).toEqual({
			answer: { 'chlor-alkali': { answer: true }, acetaldehyde: { answer: false } }
		});
		expect(cell('a-4', 'Ama Owusu, EPA')).toMatchObject({ fault: 'in-parts' });
	});
});

test('numbers at the beginning of a head are read with their letters', () => {
	expect(numberIn('3.1 (a): Expected month')).toEqual({ number: '3.1a', rest: 'Expected month' });
	expect(numberIn('Q3.1a')).toEqual({ number: '3.1a', rest: '' });
	expect(numberIn('Question 3,3 (ii) – more')).toMatchObject({ number: '3.3ii' });
	expect(numberIn('Вопрос 11.2')).toMatchObject({ number: '11.2' });
	expect(numberIn('3.1 Were mines operating')).toEqual({ number: '3.1', rest: 'Were mines operating' });
	expect(numberIn('E.3')).toMatchObject({ number: 'e.3' });
	expect(numberIn('Party')).toBeUndefined();
});

test('every question is found by its identifier, its number with its words, and by its number alone where it has one, in six languages', () => {
	const targets = targetsIn(form);
	for (const { path, top } of targets.all.filter((each) => each.path === each.top.id)) {
		expect(targets.match([path])?.target.path, path).toBe(path);
		for (const language of ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const)
			if (top.number) {
				const head = `${top.number} ${form.words[`question.${path}`]?.[language]}`;
				expect(targets.match([head])?.target.path, head).toBe(path);
				expect(targets.match([top.number])?.target.path, top.number).toBe(path);
			}
	}
	expect(targets.match(['8.1 Coal-fired power plants'])?.target.path).toMatch(/^q8-1\.coal-power\./);
	expect(targets.match(['8.2', form.words['row.q8-2.coal-power']!.fr!])?.target.path).toMatch(/^q8-2\.coal-power\./);
});

const sheet = (...rows: (string | undefined)[][]): SheetLines => ({ name: 'Data', rows: rows.map((cells, at) => ({ number: at + 1, cells })) });

test('heads are found below titles, over two rows, merged, and mapped to the text that goes with them', () => {
	const lines = sheet(
		['National reports 2021'],
		['Country', '3.1', undefined, '3.4', undefined],
		[undefined, 'Answer', 'Comment', 'Answer', 'Comment'],
		['Ghana', 'Yes', 'x', 'No', 'because']
	);
	const table = tableIn([lines], form)!;
	expect(table.head).toBe(3);
	const { mapping } = proposed(table, form, convention, emptyMapping);
	expect(mapping.columns).toEqual({
		Country: '@party',
		'3.1 / Answer': 'q3-1',
		'3.1 / Comment': '',
		'3.4 / Answer': 'q3-4',
		'3.4 / Comment': 'q3-4-a'
	});
	expect(saidIn(table, mapping)).toMatchObject([{ line: 4, party: { cell: 'A4', said: 'Ghana' } }]);
});

test('a column of Parties is known by what stands in it, and what a mapping says stays', () => {
	const table = tableIn([sheet(['Who', 'q3-1', 'q3-3'], ['Ghana', 'Yes', 'No'], ['Kenya', 'No', 'No'])], form)!;
	expect(proposed(table, form, convention, emptyMapping).mapping.columns).toEqual({ Who: '@party', 'q3-1': 'q3-1', 'q3-3': 'q3-3' });
	expect(proposed(table, form, convention, { ...emptyMapping, columns: { 'q3-3': '' } }).mapping.columns['q3-3']).toBe('');
});
