// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StateValue } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import type { Found, Told } from '#projects/found.ts';
import { readSource, tableIn } from '../harvest/server/read-source.ts';
import { harvestTables } from '../harvest/server/tables.ts';
import type { Table } from '../harvest/table.ts';
import type { HarvestTables } from '../harvest/tables.ts';
import { xlsx } from '../sheets/xlsx.ts';
import { dayOf } from './day.ts';
import { fieldOf, mappingFrom, proposeMapping, type TableMapping } from './mapping.ts';

let tables: HarvestTables;
beforeAll(async () => {
	const facts = await readSeeds();
	tables = await harvestTables(facts.filter(({ kind }) => kind === 'state').map(({ id, value }) => ({ id, ...(value as StateValue) })));
});
async function read(bytes: Uint8Array | string, mapping?: TableMapping) {
	const told: Told[] = [];
	for await (const one of readSource({ kind: 'table', ...(mapping ? { mapping } : {}) }, Buffer.from(bytes as Uint8Array), tables)) told.push(one);
	return {
		byId: Object.fromEntries(told.flatMap((one) => ('found' in one ? [[one.found.identifier.id, one.found]] : []))) as Record<string, Found>,
		refused: told.flatMap((one) => ('refused' in one ? [[one.refused.row, one.refused.code]] : [])),
		doubts: told.flatMap((one) => ('found' in one ? one.doubts.map(({ row, code, seen }) => [row, code, seen]) : [])),
		fault: told.flatMap((one) => ('fault' in one ? [one.fault] : []))[0]
	};
}
const headOf = async (bytes: Uint8Array) => ((await tableIn(bytes)) as Table).head;

describe('a mapping', () => {
	test('is proposed from the names of columns', async () => {
		expect(proposeMapping(await headOf(await readFile('test/files/table-fr.csv')), 'institut', 'fr')).toEqual({
			scheme: 'institut',
			language: 'fr',
			columns: {
				id: 'N°',
				title: 'Titre du projet',
				'title.en': 'Title (English)',
				countries: 'Pays',
				grant: 'Montant (EUR)',
				cofinancing: 'Cofinancement',
				start: 'Date de début',
				state: 'Statut',
				agencies: 'Agence d’exécution'
			},
			currency: 'EUR'
		});
	});
	test.each([
		['Project Title', 'title'],
		['PAÍS', 'countries'],
		['Fecha de inicio', 'start'],
		['Название проекта', 'title'],
		['Страна', 'countries'],
		['Сумма', 'grant'],
		['عنوان المشروع', 'title'],
		['البلد', 'countries'],
		['المبلغ', 'grant'],
		['项目名称', 'title'],
		['国家', 'countries'],
		['金额', 'grant'],
		['Titre (fr)', 'title.fr'],
		['title_zh', 'title.zh'],
		['Título en español', 'title.es'],
		['Amount (USD)', 'grant'],
		['Montant en euros', 'grant'],
		['Shoe size', undefined],
		['', undefined]
	])('%s is %s', (head, field) => expect(fieldOf(head)).toBe(field));
	test('is kept as JSON, and one that was tampered with is refused with what is wrong', () => {
		const mapping = { scheme: 'institut', language: 'fr', columns: { id: 'N°', title: 'Titre' }, decimal: ',', currency: 'EUR', days: 'dmy' };
		expect(mappingFrom(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
		for (const [wrong, what] of [
			[null, 'JSON'],
			[[], 'JSON'],
			[{ ...mapping, scheme: 'gef' }, 'scheme'],
			[{ ...mapping, scheme: '../x' }, 'scheme'],
			[{ ...mapping, language: 'de' }, 'language'],
			[{ ...mapping, columns: { title: 'Titre' } }, 'columns.id'],
			[{ ...mapping, columns: { id: 'N°' } }, 'columns.title'],
			[{ ...mapping, columns: { id: 'N°', title: 'T', shoe: 'x' } }, 'columns.shoe'],
			[{ ...mapping, columns: { id: 'N°', title: 7 } }, 'columns.title'],
			[{ ...mapping, decimal: ';' }, 'decimal'],
			[{ ...mapping, currency: 'euro' }, 'currency'],
			[{ ...mapping, days: 'ymd' }, 'days']
		])
			expect(mappingFrom(wrong)).toEqual({ code: 'mapping-wrong', values: { what } });
	});
});

describe('a table of somebody’s own', () => {
	test('in French, with semicolons, decimal commas and a title above', async () => {
		const bytes = await readFile('test/files/table-fr.csv');
		const mapping: TableMapping = { ...proposeMapping(await headOf(bytes), 'institut', 'fr'), decimal: ',' };
		const { byId, refused, doubts, fault } = await read(bytes, mapping);
		expect(fault).toBeUndefined();
		expect(refused).toEqual([
			[5, 'no-title'],
			[6, 'identifier-again']
		]);
		expect(doubts).toEqual([
			[4, 'day-unreadable', '03/04/2021'],
			[4, 'status-unknown', 'Inconnu'],
			[7, 'place-unknown', 'Atlantide'],
			[7, 'day-unreadable', '2021']
		]);
		expect(byId['1']).toMatchObject({
			identifier: { scheme: 'institut', id: '1' },
			title: { fr: 'Inventé : réduire le mercure', en: 'Invented: reducing mercury' },
			parties: ['BEN', 'CIV'],
			fundings: [
				{ amount: '1234567.5', currency: 'EUR', kind: 'grant' },
				{ amount: '1000', currency: 'EUR', kind: 'cofinancing' }
			],
			start: '2021-02-01',
			state: 'implementation',
			said: { 'Montant (EUR)': '1.234.567,50' }
		});
		expect(byId['2']).toMatchObject({ parties: ['COD'], fundings: [], state: 'unknown' });
		expect(byId['4']).toMatchObject({ fundings: [{ amount: '12.5' }], state: 'completed' });
	});
	test('in a workbook, where days are numbers and countries may be codes', async () => {
		const book = await xlsx({
			name: 'P',
			rtl: true,
			columns: ['编号', '项目名称', '国家', '金额', '开始日期', 'GEF ID', '链接', '标签'].map((head) => ({ head })),
			rows: [['x1', '汞项目', 'CN, KE', 500000, { day: '2024-05-06' }, '9708', 'https://example.org/x javascript:alert(1)', 'minamata']]
		});
		const { byId, refused, doubts } = await read(book, { ...proposeMapping(await headOf(book), 'list', 'zh'), currency: 'CNY' });
		expect([refused, doubts]).toEqual([[], []]);
		expect(byId.x1).toMatchObject({
			title: { zh: '汞项目' },
			parties: ['CHN', 'KEN'],
			fundings: [{ amount: '500000', currency: 'CNY' }],
			start: '2024-05-06',
			others: [{ scheme: 'gef', id: '9708' }],
			parent: { scheme: 'gef', id: '9602' },
			links: ['https://example.org/x'],
			tags: ['tag-99:minamata']
		});
	});
	test('whose columns have gone is not read; one without a mapping neither', async () => {
		const mapping = { scheme: 'list', language: 'en', columns: { id: 'ID', title: 'Title', grant: 'Amount' } } as const;
		expect((await read('ID,Title\n1,x\n', mapping)).fault).toEqual({ code: 'headers-missing', values: { names: 'Amount' } });
		expect((await read('ID,Title\n1,x\n')).fault).toMatchObject({ code: 'mapping-wrong' });
		expect((await read('id, TITLE ,Amount,More\n1,x,,y\n', mapping)).byId['1']).toMatchObject({ title: { en: 'x' } });
	});
});

describe('a day', () => {
	test.each([
		['2021-02-03', undefined, '2021-02-03'],
		['2021/2/3', undefined, '2021-02-03'],
		['2021-02-03T10:00:00Z', undefined, '2021-02-03'],
		['2021年2月3日', undefined, '2021-02-03'],
		['3.2.2021', undefined, '2021-02-03'],
		['31/01/2021', undefined, '2021-01-31'],
		['01/31/2021', undefined, '2021-01-31'],
		['03/04/2021', undefined, undefined],
		['03/04/2021', 'dmy', '2021-04-03'],
		['03/04/2021', 'mdy', '2021-03-04'],
		['31/02/2021', 'dmy', undefined],
		['45292', undefined, undefined],
		['2021', undefined, undefined],
		['soon', undefined, undefined]
	] as const)('%s, %s: %s', (cell, order, day) => expect(dayOf(cell, order)).toBe(day));
	test('of a workbook is counted', () =>
		expect([dayOf('45292', undefined, true), dayOf('45292.75', undefined, true)]).toEqual(['2024-01-01', '2024-01-01']));
});
