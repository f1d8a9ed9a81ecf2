// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StateValue } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { mercuryOf } from '#projects/mercury.ts';
import type { Found, Told } from '#projects/found.ts';
import { readSource } from '../harvest/server/read-source.ts';
import { harvestTables } from '../harvest/server/tables.ts';
import type { HarvestTables } from '../harvest/tables.ts';

let tables: HarvestTables;
beforeAll(async () => {
	const facts = await readSeeds();
	tables = await harvestTables(facts.filter(({ kind }) => kind === 'state').map(({ id, value }) => ({ id, ...(value as StateValue) })));
});

/** In pieces of so many bytes, so that a tag or a letter may stand on the edge. */
async function* inPieces(bytes: Uint8Array, size: number) {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(content: string | Uint8Array, size = 64 * 1024) {
	const told: Told[] = [];
	for await (const one of readSource({ kind: 'iati' }, inPieces(Buffer.from(content), size), tables)) told.push(one);
	return {
		told,
		byId: Object.fromEntries(told.flatMap((one) => ('found' in one ? [[one.found.identifier.id, one.found]] : []))) as Record<string, Found>,
		refused: told.flatMap((one) => ('refused' in one ? [one.refused] : [])),
		doubts: told.flatMap((one) => ('found' in one ? one.doubts : [])),
		fault: told.flatMap((one) => ('fault' in one ? [one.fault] : []))[0]
	};
}
const file = (name: string) => readFile(`test/files/${name}`);
const around = (activities: string, version = '2.03') => `<iati-activities version="${version}">${activities}</iati-activities>`;
const activity = (id: string, inside = '') =>
	`<iati-activity><iati-identifier>${id}</iati-identifier><title><narrative xml:lang="en">T</narrative></title>${inside}</iati-activity>`;

describe('activities of IATI', () => {
	test('everything that a project is made of', async () => {
		const { byId } = await read(await file('iati-activities.xml'));
		expect(byId['XM-DAC-41114-INVENTED-1']).toMatchObject({
			identifier: { scheme: 'iati' },
			others: [
				{ scheme: 'gef', id: '9710' },
				{ scheme: 'iati', id: 'XM-DAC-41114-OLD-1' }
			],
			title: { en: 'Invented: mercury & waste in two countries', fr: 'Inventé : mercure et déchets dans deux pays', ar: 'مخترع: الزئبق والنفايات' },
			description: { en: 'What is done.' },
			parties: ['PER', 'CIV'],
			shares: { PER: '60', CIV: '40' },
			agencies: ['United Nations Development Programme', 'Invented Agency for the Environment'],
			start: '2020-03-15',
			end: '2025-12-31',
			state: 'implementation',
			stateSaid: '2',
			parent: { scheme: 'iati', id: 'XM-DAC-47044-9602' },
			isProgramme: false,
			links: ['https://example.org/a.pdf'],
			tags: ['sector-1:14050', 'tag-99:minamata', 'marker-1:2'],
			row: 1,
			said: { 'activity-status': '2', 'iati-identifier': 'XM-DAC-41114-INVENTED-1' }
		});
		expect(mercuryOf(byId['XM-DAC-41114-INVENTED-1'] as Found).verdict).toBe('yes');
		expect(byId['XM-DAC-41114-INVENTED-1']).not.toHaveProperty('scope');
	});
	test('money: commitments that came in, reversed ones taken off, and what is passed on not counted again', async () => {
		const { byId } = await read(await file('iati-activities.xml'));
		expect(byId['XM-DAC-41114-INVENTED-1']?.fundings).toEqual([
			{ amount: '1000000', currency: 'USD', source: 'GEF Trust Fund', kind: 'grant' },
			{ amount: '250000', currency: 'EUR', source: 'Invented Ministry', kind: 'cofinancing' }
		]);
		// The GEF itself reports: what it commits is the grant, what others commit is beside it.
		expect(byId['XM-DAC-47044-9602']?.fundings).toEqual([
			{ amount: '500', currency: 'USD', source: 'GEF Trust Fund', kind: 'grant' },
			{ amount: '700', currency: 'USD', source: 'Invented Bank', kind: 'cofinancing' }
		]);
		// Only budgets: a revised one in place of the original, and none without a currency.
		expect(byId['XX-INVENTED-3']?.fundings).toEqual([{ amount: '200', currency: 'EUR', source: 'Invented organisation', kind: 'grant' }]);
	});
	test('a programme is known by its number, its parts and its reach', async () => {
		const { byId } = await read(await file('iati-activities.xml'));
		expect(byId['XM-DAC-47044-9602']).toMatchObject({
			title: { es: 'Inventado: un programa' },
			others: [{ scheme: 'gef', id: '9602' }],
			scope: 'global',
			isProgramme: true,
			state: 'completed'
		});
	});
	test('what is not clear is told', async () => {
		const { doubts } = await read(await file('iati-activities.xml'));
		expect(doubts.map(({ row, code, seen }) => [row, code, seen])).toEqual([
			[3, 'language-other', 'de'],
			[3, 'place-unknown', 'Kosovo'],
			[3, 'day-unreadable', '2021-02-30'],
			[3, 'amount-without-currency', '5'],
			[3, 'status-unknown', '9']
		]);
	});
	test.each([1, 7, 1000])('the pieces may be of any length: %i bytes', async (size) => {
		expect((await read(await file('iati-activities.xml'), size)).told).toEqual((await read(await file('iati-activities.xml'))).told);
	});
	test('of other encodings, with and without a mark', async () => {
		const text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + around(activity('É-1'));
		expect(Object.keys((await read(Buffer.from(text, 'latin1'))).byId)).toEqual(['É-1']);
		expect(Object.keys((await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).byId)).toEqual(['É-1']);
	});
});

describe('activities that are not as they should be', () => {
	test('are refused by name, and the others go on', async () => {
		const { byId, refused, fault } = await read(await file('iati-broken.xml'));
		expect(fault).toBeUndefined();
		expect(Object.keys(byId)).toEqual(['A-1', 'A-2', 'A-9']);
		expect(byId['A-2']?.title).toEqual({ en: 'Invented: bread & butter' });
		expect(refused.map(({ row, code, seen }) => [row, code, seen])).toEqual([
			[3, 'not-well-formed', 'A-3'],
			[4, 'not-well-formed', 'A-4'],
			[5, 'not-closed', 'A-5'],
			[6, 'not-well-formed', 'A-6'],
			[7, 'no-identifier', 'Invented: without a number'],
			[8, 'no-title', 'A-8'],
			[9, 'identifier-again', 'A-1'],
			[10, 'no-identifier', '']
		]);
	});
	test('cut off anywhere, whole activities stand and the end is told', async () => {
		const whole = await file('iati-activities.xml');
		const all = (await read(whole)).told;
		for (let end = 200; end < whole.length - 20; end += 97) {
			const { told, refused, fault } = await read(whole.subarray(0, end));
			expect(fault).toBeUndefined();
			expect(refused.at(-1)?.code).toBe('cut-off');
			expect(told.slice(0, -1)).toEqual(all.slice(0, told.length - 1));
		}
	});
	test('one that is far too large is refused, and the next is read', async () => {
		const many = `<transaction><value>${'1'.repeat(1000)}</value></transaction>`.repeat(9000);
		const { byId, refused } = await read(around(activity('A-1', many) + activity('A-2')));
		expect(refused).toMatchObject([{ row: 1, code: 'activity-too-large', seen: 'A-1' }]);
		expect(Object.keys(byId)).toEqual(['A-2']);
	});
	test('deep nesting is passed over', async () => {
		const { byId } = await read(around(activity('A-1', '<budget>'.repeat(5000) + '</budget>'.repeat(5000))));
		expect(Object.keys(byId)).toEqual(['A-1']);
	});
});

describe('what is no file of activities', () => {
	test.each([
		['nothing', '', 'empty'],
		['a page', '<!doctype html><html><title>Sorry</title></html>', 'html-instead'],
		['an error', '{"error":"no"}', 'json-instead'],
		['a table', 'a,b\n1,2', 'not-xml'],
		['other XML', '<rss version="2.0"/>', 'html-instead'],
		['organisations', '<iati-organisations version="2.03"/>', 'not-iati'],
		['an earlier version', around(activity('A-1'), '1.05'), 'iati-version'],
		['no version', '<iati-activities><iati-activity/></iati-activities>', 'iati-version'],
		['entities that blow up', `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${around(activity('&b;'))}`, 'xml-doctype'],
		['a text without an end', `<iati-activities version="2.03"><iati-activity><title>${'x'.repeat(17_000_000)}`, 'xml-endless']
	])('%s: a fault, and nothing else counts', async (_, content, code) => {
		const { byId, fault } = await read(content);
		expect([byId, fault?.code]).toEqual([{}, code]);
	});
	test('no activity at all is no fault', async () => {
		expect((await read(around(''))).told).toEqual([]);
	});
});
