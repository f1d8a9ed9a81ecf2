// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StateValue } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import type { Told } from '#projects/found.ts';
import { readSource } from '../harvest/server/read-source.ts';
import { harvestTables } from '../harvest/server/tables.ts';
import type { HarvestTables } from '../harvest/tables.ts';
import { xlsx } from '../sheets/xlsx.ts';
import { roundOf } from './read-sip.ts';

let tables: HarvestTables;
beforeAll(async () => {
	const facts = await readSeeds();
	tables = await harvestTables(facts.filter(({ kind }) => kind === 'state').map(({ id, value }) => ({ id, ...(value as StateValue) })));
});
async function read(bytes: Uint8Array | string) {
	const told: Told[] = [];
	for await (const one of readSource({ kind: 'sip' }, Buffer.from(bytes as Uint8Array), tables)) told.push(one);
	return {
		projects: told.flatMap((one) => ('found' in one ? [one.found] : [])),
		doubts: told.flatMap((one) => ('found' in one ? one.doubts.map(({ row, code }) => [row, code]) : [])),
		refused: told.flatMap((one) => ('refused' in one ? [[one.refused.row, one.refused.code]] : [])),
		fault: told.flatMap((one) => ('fault' in one ? [one.fault] : []))[0]
	};
}

test('the awards that the platform comes with: thirty, of which neither title nor amount is known, and none is invented', async () => {
	const { projects, refused, fault } = await read(await readFile('seeds/projects/sip.json'));
	expect([refused, fault]).toEqual([[], undefined]);
	expect(projects).toHaveLength(30);
	expect([1, 2, 3, 4].map((round) => projects.filter(({ period }) => period === `SIP round ${round}`).length)).toEqual([5, 10, 5, 10]);
	for (const { title, fundings, parties, scope } of projects) {
		expect([title, fundings, parties.length, scope]).toEqual([{}, [], 1, 'national']);
	}
	expect(projects[0]).toMatchObject({
		identifier: { scheme: 'sip', id: 'SIP-R1-ARG' },
		parties: ['ARG'],
		state: 'approved',
		said: { decided: '2018-10-03' }
	});
});

describe('a workbook of awards', () => {
	const book = (heads: string[], rows: (string | number | null)[][]) =>
		xlsx({ name: 'SIP', rtl: false, columns: heads.map((head) => ({ head })), rows });
	test('rounds, countries, titles and amounts as far as they are there', async () => {
		const { projects, refused, doubts } = await read(
			await book(
				['Round', 'Country', 'Project title', 'Amount (USD)', 'Status'],
				[
					['Second round', 'Lao PDR', 'Invented: mercury in products', 249999.5, 'Completed'],
					[2, 'Ghana', null, '-', null],
					[3, 'GAB', 'Invented', 'about 200', 'Somewhere'],
					['soon', 'Ghana', null, null, null],
					[2, 'Atlantis', null, null, null],
					[2, 'Ghana', 'Invented: again', null, null]
				]
			)
		);
		expect(refused).toEqual([
			[5, 'round-unknown'],
			[6, 'place-unknown'],
			[7, 'identifier-again']
		]);
		expect(doubts).toEqual([
			[4, 'amount-unreadable'],
			[4, 'status-unknown']
		]);
		expect(projects).toMatchObject([
			{
				identifier: { id: 'SIP-R2-LAO' },
				title: { en: 'Invented: mercury in products' },
				period: 'SIP round 2',
				state: 'completed',
				fundings: [{ amount: '249999.5', currency: 'USD', source: 'Specific International Programme', kind: 'grant' }]
			},
			{ identifier: { id: 'SIP-R2-GHA' }, title: {}, fundings: [], state: 'approved' },
			{ identifier: { id: 'SIP-R3-GAB' }, parties: ['GAB'], fundings: [], state: 'unknown' }
		]);
	});
	test('without a column of rounds or countries is not read', async () => {
		expect((await read(await book(['Country', 'Title'], [['Ghana', 'x']]))).fault).toEqual({ code: 'headers-missing', values: { names: 'Round' } });
		expect((await read('{"other": 1}')).fault).toEqual({ code: 'not-sip', values: {} });
		expect((await read('{"projects": [')).fault).toEqual({ code: 'not-json', values: {} });
		expect((await read('{"projects": [null, 5, {"id": "a"}, {"id": "b", "round": 1, "country": "QQQ"}]}')).refused).toEqual([
			[1, 'no-identifier'],
			[2, 'no-identifier'],
			[3, 'round-unknown'],
			[4, 'place-unknown']
		]);
	});
});

test.each([
	['2', 2],
	['Round 4', 4],
	['2nd', 2],
	['Troisième tour', 3],
	['الجولة الثانية', 2],
	['第三轮', 3],
	['2019', undefined],
	['0', undefined],
	['', undefined]
])('%s is round %s', (cell, round) => expect(roundOf(cell)).toBe(round));
