// SPDX-License-Identifier: Apache-2.0
// Whatever stands in a file, reading it ends, throws nothing, and gives only projects that are whole.
import { beforeAll, describe, expect, test } from 'vitest';
import type { StateValue } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { projectStates, type Told } from '#projects/found.ts';
import { mercuryOf } from '#projects/mercury.ts';
import { readSource, type SourceToRead } from './server/read-source.ts';
import { harvestTables } from './server/tables.ts';
import type { HarvestTables } from './tables.ts';

let tables: HarvestTables;
beforeAll(async () => {
	const facts = await readSeeds();
	tables = await harvestTables(facts.filter(({ kind }) => kind === 'state').map(({ id, value }) => ({ id, ...(value as StateValue) })));
});

/** The same row of chances every time (mulberry32). */
function chances(seed: number) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
const all = [
	'',
	' ',
	'0',
	'-',
	'1',
	'10448',
	'$1,000',
	'$1  $2',
	'-5',
	'1e9',
	'1.234',
	'NaN',
	'null',
	'=1+1',
	"'=cmd|x",
	'"',
	'""',
	"'",
	',',
	';',
	'\t',
	'\n',
	'\r\n',
	'\\',
	'<',
	'>',
	'&',
	'&#039;',
	'&#x110000;',
	'&amp;amp;',
	'<script>',
	'<!--',
	']]>',
	'<![CDATA[',
	'</iati-activity>',
	'<iati-activity>',
	'\u0000',
	'\ufeff',
	'\ud800',
	'\u202e',
	'é',
	'زئبق',
	'汞',
	'ртуть',
	'Mercury',
	'Ghana',
	'Congo, Democratic Republic of the',
	'Africa',
	'Global',
	', , ,',
	'GEF - 7',
	'Completed',
	'2021-02-30',
	'٣',
	'９９９',
	'x'.repeat(5000),
	'🜐',
	'constructor',
	'__proto__',
	'toString',
	'1'.repeat(60),
	'https://example.org',
	'javascript:alert(1)',
	'#REF!'
];
const scraps = all;
const gefHead = 'ID,Title,Focal Areas,Grant and Cofinancing,Implementing Agencies,Countries,Fund Source,Period,Status';
const tableHead = 'id,title,title.fr,countries,agencies,grant,cofinancing,fund,currency,start,end,state,parent,links,tags,gef id';
const mapping = {
	scheme: 'list',
	language: 'en',
	columns: Object.fromEntries(tableHead.split(',').map((head) => [head === 'gef id' ? 'gefId' : head, head]))
} as const;

async function read(source: SourceToRead, bytes: Uint8Array): Promise<Told[]> {
	const told: Told[] = [];
	for await (const one of readSource(source, bytes, tables)) told.push(one);
	return told;
}

let projects = 0;
function isWhole(told: readonly Told[]) {
	projects += told.filter((one) => 'found' in one).length;
	for (const [at, one] of told.entries()) {
		if ('fault' in one) expect(at).toBe(told.length - 1);
		else if ('refused' in one) expect(one.refused.seen.length).toBeLessThanOrEqual(200);
		else {
			const { found, doubts } = one;
			expect(found.identifier.id).toBeTruthy();
			expect(projectStates).toContain(found.state);
			for (const party of found.parties) expect(party).toMatch(/^[A-Z]{3}$|^EU$/);
			for (const { amount, currency } of found.fundings) {
				expect(amount).toMatch(/^\d+(?:\.\d+)?$/);
				expect(currency).toMatch(/^[A-Z]{3}$/);
			}
			for (const link of found.links) expect(link).toMatch(/^https?:/);
			for (const day of [found.start, found.end]) if (day) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
			for (const text of Object.values(found.title)) expect(text.isWellFormed()).toBe(true);
			for (const { seen } of doubts) expect(seen.length).toBeLessThanOrEqual(200);
			expect(mercuryOf(found).confidence).toBeLessThanOrEqual(1);
			expect(JSON.parse(JSON.stringify(one))).toEqual(one);
		}
	}
}

describe('random content', () => {
	test.each([1, 2, 3, 4, 5])('in cells, quoted or not: %i', async (seed) => {
		const chance = chances(seed);
		const pick = <T>(all: readonly T[]) => all[Math.floor(chance() * all.length)] as T;
		// A zero anywhere makes the whole file no text.
		const usable = scraps.filter((scrap) => scrap !== '\u0000' || seed === 1);
		const scrap = () => pick(usable);
		const cell = () => {
			const text = Array.from({ length: Math.floor(chance() * 4) }, scrap).join(chance() < 0.5 ? '' : ' ');
			// One cell in a hundred breaks its row.
			return chance() < 0.99 ? `"${text.replaceAll('"', '""')}"` : text;
		};
		for (const [kind, head] of [
			['gef', gefHead],
			['table', tableHead],
			['sip', 'Round,Country,Title,Amount,Start,Status']
		] as const) {
			for (let time = 0; time < 12; time += 1) {
				const rows = Array.from({ length: 12 }, (_, at) =>
					head
						.split(',')
						.map((name, column) => {
							if (chance() < 0.1) return cell();
							if (column === 0) return String(at + 1);
							return /^title$/i.test(name)
								? `"T ${cell().replaceAll('"', '')}"`
								: /^country$/i.test(name)
									? pick(['Ghana', 'Peru', 'Kenya'])
									: cell();
						})
						.join(',')
				);
				const source: SourceToRead = kind === 'table' ? { kind, mapping } : { kind };
				isWhole(await read(source, Buffer.from([head, ...rows].join('\n'))));
			}
		}
	});
	test.each([1, 2, 3, 4])('in activities: %i', async (seed) => {
		const chance = chances(seed * 77);
		const pick = <T>(all: readonly T[]) => all[Math.floor(chance() * all.length)] as T;
		const scraps = seed === 1 ? all : all.filter((scrap) => !['\u0000', '&#x110000;'].includes(scrap));
		const names = [
			'title',
			'description',
			'narrative',
			'iati-identifier',
			'reporting-org',
			'participating-org',
			'other-identifier',
			'activity-status',
			'activity-date',
			'recipient-country',
			'transaction',
			'value',
			'transaction-type',
			'provider-org',
			'budget',
			'related-activity',
			'tag',
			'document-link',
			...(seed % 2 ? [] : ['iati-activity', 'iati-activities'])
		];
		const attributes = ['code', 'ref', 'type', 'role', 'iso-date', 'percentage', 'currency', 'url', 'vocabulary', 'xml:lang'];
		const escaped = (text: string) => (chance() < 0.99 ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;') : text);
		const node = (depth: number): string => {
			const name = pick(names);
			const given = Array.from({ length: Math.floor(chance() * 3) }, () => ` ${pick(attributes)}="${escaped(pick(scraps))}"`).join('');
			const inside =
				depth > 3 ? escaped(pick(scraps)) : Array.from({ length: Math.floor(chance() * 4) }, () => node(depth + 1)).join('') + escaped(pick(scraps));
			return chance() < 0.99 ? `<${name}${given}>${inside}</${name}>` : `<${name}${given}>${inside}`;
		};
		for (let time = 0; time < 25; time += 1) {
			const activities = Array.from(
				{ length: 6 },
				(_, at) =>
					`<iati-activity><iati-identifier>A-${at}</iati-identifier><title><narrative>T</narrative></title>${node(0)}${node(0)}</iati-activity>`
			);
			isWhole(await read({ kind: 'iati' }, Buffer.from(`<iati-activities version="2.03">${activities.join('')}</iati-activities>`)));
		}
	});
	test('held projects enough to be worth the trouble', () => expect(projects).toBeGreaterThan(1000));
	test('bytes of any kind', async () => {
		const chance = chances(5);
		for (let time = 0; time < 200; time += 1) {
			const bytes = Uint8Array.from({ length: Math.floor(chance() * 400) }, () => Math.floor(chance() * 256));
			if (time % 4 === 0) bytes.set([0x50, 0x4b, 3, 4].slice(0, bytes.length));
			for (const source of [{ kind: 'gef' }, { kind: 'iati' }, { kind: 'sip' }, { kind: 'table', mapping }] as SourceToRead[])
				isWhole(await read(source, bytes));
		}
	});
});
