// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '#convention/server/seed.ts';
import type { StateValue } from '#convention/fact.ts';
import type { Found, Refused, Told } from '#projects/found.ts';
import { mercuryOf } from '#projects/mercury.ts';
import { readSource } from '../harvest/server/read-source.ts';
import { harvestTables } from '../harvest/server/tables.ts';
import type { HarvestTables } from '../harvest/tables.ts';
import { xlsx } from '../sheets/xlsx.ts';

let tables: HarvestTables;
beforeAll(async () => {
	const facts = await readSeeds();
	tables = await harvestTables(facts.filter(({ kind }) => kind === 'state').map(({ id, value }) => ({ id, ...(value as StateValue) })));
});

const file = (name: string) => readFile(`test/files/${name}`);
async function read(content: Uint8Array | string) {
	const told: Told[] = [];
	const bytes = typeof content === 'string' ? Buffer.from(content) : content;
	for await (const one of readSource({ kind: 'gef' }, bytes, tables)) told.push(one);
	const projects = told.flatMap((one) => ('found' in one ? [one.found] : []));
	return {
		projects,
		byId: Object.fromEntries(projects.map((found) => [found.identifier.id, found])) as Record<string, Found>,
		refused: told.flatMap((one) => ('refused' in one ? [one.refused] : [])),
		doubts: told.flatMap((one): Refused[] => ('found' in one ? one.doubts : [])),
		fault: told.flatMap((one) => ('fault' in one ? [one.fault] : []))[0]
	};
}

describe('the real export of 8 March 2020', () => {
	test('all its rows, with the sums that are known of them', async () => {
		const { projects, byId, refused, doubts } = await read(await file('gef-export-2020-03-08.csv'));
		expect(projects).toHaveLength(5031);
		expect(refused).toEqual([{ row: 22, code: 'row-empty', seen: '' }]);
		// Former States, territories and what has a note of its own; every other name is known.
		expect(doubts.map(({ code, seen }) => `${code} ${seen}`).toSorted()).toEqual(
			['Kosovo', 'Serbia and Montenegro', 'Tokelau', 'Tokelau', 'Yugoslavia'].map((name) => `place-without-state ${name}`)
		);
		const count = (state: string) => projects.filter((found) => found.stateSaid === state).length;
		expect([count('Project Approved'), count('Completed'), count('Concept Approved'), count('Suspended')]).toEqual([2410, 2093, 268, 1]);
		expect(projects.filter(({ period }) => period === 'GEF-7')).toHaveLength(191);
		expect(projects.filter(({ period }) => period === 'Pilot')).toHaveLength(120);

		const known = JSON.parse(await readFile('test/files/gef-mercury-ids.json', 'utf8')) as { ids: Record<string, string> };
		const mercury = Object.keys(known.ids).map((id) => byId[id] as Found);
		const sum = (all: Found[], kind: string) =>
			all.reduce((total, { fundings }) => total + fundings.reduce((own, one) => own + (one.kind === kind ? BigInt(one.amount) : 0n), 0n), 0n);
		expect([mercury.length, sum(mercury, 'grant'), sum(mercury, 'cofinancing')]).toEqual([132, 273_387_479n, 1_756_070_366n]);
		const withoutProgrammes = mercury.filter(({ isProgramme }) => !isProgramme);
		expect([sum(withoutProgrammes, 'grant'), sum(withoutProgrammes, 'cofinancing')]).toEqual([240_767_479n, 1_620_895_410n]);
		const parts = projects.filter(({ parent }) => parent?.id === '9602');
		expect(parts.map(({ identifier }) => Number(identifier.id)).toSorted()).toEqual([9695, 9697, 9707, 9708, 9709, 9710, 9713, 9718]);

		expect(byId['9173']?.parties).toEqual(['BDI', 'CAF', 'COG', 'CIV', 'GAB']);
		expect(byId['10218']).toMatchObject({ scope: 'regional', parties: expect.arrayContaining(['AGO', 'GMB']) });
		expect(byId['5409']).toMatchObject({ scope: 'global', parties: [] });
		expect(byId['10448']).toMatchObject({
			title: { en: 'Development of National Action Plan for Artisanal and Small-Scale Gold Mining in Chad' },
			scope: 'national',
			agencies: ['United Nations Environment Programme'],
			state: 'approved',
			fundings: [
				{ amount: '500000', currency: 'USD', source: 'GEF Trust Fund', kind: 'grant' },
				{ amount: '10000', currency: 'USD', source: '', kind: 'cofinancing' }
			],
			said: { 'Grant and Cofinancing': '$500,000  $10,000', Period: 'GEF - 7' }
		});
	});
});

describe('each generation of columns', () => {
	test('a: two columns of money with signs', async () => {
		const { byId, doubts } = await read(await file('gef-a.csv'));
		expect(doubts).toEqual([]);
		expect(byId['9173']).toMatchObject({
			title: { en: "Invented: an initial assessment in Côte d'Ivoire" },
			parties: ['BDI', 'CIV', 'COD'],
			fundings: [{ amount: '352000', kind: 'grant' }],
			period: 'GEF-6',
			state: 'completed'
		});
		expect(byId['10448']?.title).toEqual({ en: 'Invented: a national action plan on small-scale gold mining in Chad' });
	});
	test('c: type, agencies by their letters, money without signs; a programme and its part', async () => {
		const { byId, doubts } = await read(await file('gef-c.csv'));
		expect(doubts).toEqual([]);
		expect(byId['9602']).toMatchObject({ isProgramme: true, type: 'PFD', scope: 'global', parties: ['BFA', 'PER'], state: 'pipeline' });
		expect(byId['9602']?.agencies).toEqual(['United Nations Environment Programme', 'United Nations Industrial Development Organization']);
		expect(byId['9710']).toMatchObject({
			isProgramme: false,
			parent: { scheme: 'gef', id: '9602' },
			agencies: ['United Nations Development Programme']
		});
		expect(byId['9710']?.fundings).toHaveLength(1);
		expect(byId['11001']).toMatchObject({ parties: ['VCT', 'LAO', 'KGZ'], period: 'GEF-8', state: 'pipeline', type: 'Enabling Activity' });
	});
	test('columns in another order are found by their names', async () => {
		const [head = '', ...rows] = (await file('gef-a.csv')).toString().trim().split('\n');
		const turn = (line: string) =>
			line
				.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)
				?.map((cell) => cell.replace(/,$/, ''))
				.slice(0, 10)
				.toReversed()
				.join(',');
		const turned = await read([head, ...rows].map(turn).join('\n'));
		expect(turned.fault).toBeUndefined();
		expect(turned.projects.map(({ said: _, ...found }) => found)).toEqual(
			(await read(await file('gef-a.csv'))).projects.map(({ said: _, ...found }) => found)
		);
	});
	test('a column that names the agreement, once there is one, in any of them', async () => {
		for (const name of ['gef-a.csv', 'gef-c.csv']) {
			const [head, first, ...rest] = (await file(name)).toString().trim().split('\n');
			const { projects, fault } = await read(
				[`${head},Conventions`, `${first},"Minamata Convention on Mercury, Stockholm"`, ...rest.map((row) => `${row},`)].join('\n')
			);
			expect(fault).toBeUndefined();
			expect(projects.map(({ tags }) => tags)).toEqual([['tag-99:minamata', 'tag-99:stockholm'], ...rest.map(() => [])]);
		}
		const plainly = await read(
			`ID,Title,Focal Areas,Grant,Cofinancing,Implementing Agencies,Countries,Fund Source,Period,Status,MEA\n1,A title that says nothing,,,,,,,,,Minamata\n`
		);
		expect(mercuryOf(plainly.byId['1'] as Found).verdict).toBe('yes');
	});
	test('a workbook of the same columns', async () => {
		const head = 'ID,Title,Focal Areas,Grant,Cofinancing,Implementing Agencies,Countries,Fund Source,Period,Status'.split(',');
		const book = await xlsx({
			name: 'GEF',
			rtl: false,
			columns: head.map((name) => ({ head: name })),
			rows: [[77, 'Invented', null, 500000, null, null, 'Chad']]
		});
		const { byId, refused } = await read(book);
		expect(refused).toEqual([]);
		expect(byId['77']).toMatchObject({ parties: ['TCD'], fundings: [{ amount: '500000', currency: 'USD' }] });
	});
});

describe('quirks of rows', () => {
	test('every row is taken or refused by name, and the next goes on', async () => {
		const { byId, refused, doubts } = await read(await file('gef-b-quirks.csv'));
		expect(refused.map(({ row, code }) => [row, code])).toEqual([
			[7, 'no-identifier'],
			[8, 'row-empty'],
			[9, 'identifier-strange'],
			[10, 'identifier-again'],
			[11, 'no-title'],
			[12, 'row-short'],
			[13, 'row-long']
		]);
		expect(doubts.map(({ row, code, seen }) => [row, code, seen])).toEqual([
			[5, 'amounts-too-many', '$1 $2 $3'],
			[6, 'place-unknown', 'Atlantis'],
			[6, 'place-without-state', 'Kosovo'],
			[6, 'amount-negative', '$-5 $10'],
			[6, 'status-unknown', 'Under Consideration']
		]);
		expect(byId['1001']).toMatchObject({
			title: { en: "Invented: curly ’ and escaped ' and & twice" },
			focalAreas: ['Chemicals and Waste', 'Biodiversity'],
			agencies: ['United Nations Environment Programme', 'The World Bank'],
			scope: 'regional',
			parties: ['AGO', 'GMB']
		});
		expect(byId['1002']).toMatchObject({ fundings: [{ amount: '1999415', kind: 'grant', source: '' }], period: 'Pilot', state: 'unknown' });
		expect(byId['1003']).toMatchObject({ fundings: [], agencies: [], parties: [], unknownPlaces: [], state: 'unknown' });
		expect(byId['1003']).not.toHaveProperty('period');
		expect(byId['1005']).toMatchObject({
			unknownPlaces: ['Atlantis', 'Kosovo'],
			parties: ['GHA'],
			state: 'unknown',
			stateSaid: 'Under Consideration'
		});
		expect(byId['1005']).not.toHaveProperty('scope');
		expect(byId['1009']).toMatchObject({
			title: { en: 'Invented: a title over two lines, with "quotes" and =1+1' },
			parties: ['COG', 'COD', 'PRK', 'KOR'],
			fundings: [{ amount: '1234.5' }, { amount: '0' }]
		});
	});

	test('a list that a spreadsheet of another language saved again', async () => {
		const head = 'ID;Title;Focal Areas;Grant;Cofinancing;Implementing Agencies;Countries;Fund Source;Period;Status';
		const { byId, doubts } = await read(`${head}\n1;a;;500.000;1.500.000,50;;Chad;;;\n2;b;;352000,5;"$1,234.5";;Chad;;;\n`);
		// 500.000 may be five hundred or half a million.
		expect(doubts).toEqual([{ row: 2, code: 'amount-unreadable', seen: '500.000' }]);
		expect(byId['1']?.fundings).toMatchObject([{ amount: '1500000.5', kind: 'cofinancing' }]);
		expect(byId['2']?.fundings).toMatchObject([{ amount: '352000.5' }, { amount: '1234.5' }]);
	});

	test.each(['bom', 'utf-16', 'windows-1252'])('the encoding %s', async (encoding) => {
		const { byId, refused, doubts } = await read(await file(`gef-b-${encoding}.csv`));
		expect([refused, doubts]).toEqual([[], []]);
		expect(byId['2001']).toMatchObject({ title: { en: 'Invented: Évaluation initiale – “Côte d’Ivoire”' }, parties: ['CIV'] });
	});

	test('a file that is cut off gives its whole rows and says where it ends', async () => {
		const { projects, refused, fault } = await read(await file('gef-b-cut.csv'));
		expect(fault).toBeUndefined();
		expect(projects.map(({ identifier }) => identifier.id)).toEqual(['10426', '10450']);
		expect(refused).toMatchObject([{ row: 4, code: 'cut-off' }]);
		// Anywhere it is cut, no half of a value is taken for a whole one.
		const whole = (await file('gef-export-2020-03-08.csv')).subarray(0, 1400);
		const all = (await read(await file('gef-export-2020-03-08.csv'))).byId;
		for (let end = 150; end < whole.length; end += 7) {
			for (const { row: _, ...found } of (await read(whole.subarray(0, end))).projects)
				expect(all[found.identifier.id], `at ${end}`).toMatchObject(found);
		}
	});
});

describe('what is no list of the GEF', () => {
	const head = 'ID,Title,Focal Areas,Grant,Cofinancing,Implementing Agencies,Countries,Fund Source,Period,Status';
	test.each([
		['an empty file', '', 'empty', {}],
		['blanks', ' \n\n', 'empty', {}],
		['an error told as JSON', '{"error": {"message": "Rate limit \\"reached\\""}}', 'json-instead', { said: 'Rate limit \\"reached\\"' }],
		['XML', '<?xml version="1.0"?><a/>', 'xml-instead', { said: '<?xml version="1.0"?><a/>' }],
		['PDF', '%PDF-1.7', 'not-a-sheet', {}],
		['an unknown column', `${head},Shoe size\n1`, 'headers-unknown', { names: 'Shoe size' }],
		['a column without a name', `${head},,x\n1`, 'headers-unknown', { names: '–, x' }],
		['a column too few', `${head.replace(',Grant,', ',')}\n1`, 'headers-missing', { names: 'Grant' }],
		['a column twice', `${head},Title\n1`, 'headers-again', { names: 'Title' }],
		['columns of two generations', `${head},Type\n1`, 'headers-mixed', undefined],
		['no columns at all', 'hello world', 'headers-unknown', { names: 'hello world' }],
		['a quote that nothing closes', `${head}\n1,"x${'\n2,a,b'.repeat(60)}`, 'quote-not-closed', undefined]
	])('%s is refused with a reason, and nothing is harvested', async (_, content, code, values) => {
		const { projects, refused, fault } = await read(content);
		expect([projects, refused]).toEqual([[], []]);
		expect(fault?.code).toBe(code);
		if (values) expect(fault?.values).toEqual(values);
	});
	test('a page of a website', async () => {
		expect((await read(await file('page.html'))).fault).toEqual({ code: 'html-instead', values: { title: 'Processing & waiting' } });
	});
	test('only a head: no project, and no fault', async () => {
		expect(await read(`${head}\n`)).toMatchObject({ projects: [], refused: [], fault: undefined });
	});
});
