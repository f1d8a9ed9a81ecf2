// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Answers } from '#forms/form.ts';
import { answersOf, designationOf, nameOf } from './answers.ts';
import { categoryOf, subjectsOf } from './classify.ts';
import type { Found } from './found.ts';
import { isDue, type Source } from './harvest.ts';
import { bestMatch, compare, perhaps, surely } from './matching.ts';
import { changedFields, correctionsIn, merge } from './merging.ts';
import { type Counted, sumOf } from './sums.ts';

const found = (id: string, more: Partial<Found> = {}): Found => ({
	identifier: { scheme: 'gef', id },
	others: [],
	title: { en: 'Development of Minamata Initial Assessment in Ghana' },
	parties: ['GHA'],
	unknownPlaces: [],
	agencies: ['UNIDO'],
	focalAreas: ['Chemicals and Waste'],
	fundings: [
		{ source: 'GEF Trust Fund', kind: 'grant', amount: '500000', currency: 'USD' },
		{ source: '', kind: 'cofinancing', amount: '10000.50', currency: 'USD' }
	],
	state: 'approved',
	isProgramme: false,
	links: ['https://example.org/1'],
	tags: [],
	row: 1,
	said: {},
	...more
});
const names = new Map([['GHA', { en: 'Ghana', fr: 'Ghana', ar: 'غانا' }]]);
const around = { states: names, parent: null };

describe('answers of a source', () => {
	test('hold what it says and nothing else', () => {
		expect(answersOf(found('1', { state: 'unknown', agencies: [] }), around)).toEqual({
			title: { en: 'Development of Minamata Initial Assessment in Ghana' },
			identifiers: [{ scheme: 'gef', id: '1' }],
			category: 'mia',
			focalAreas: ['Chemicals and Waste'],
			parties: ['GHA'],
			funding: [{ source: 'GEF Trust Fund', amount: { amount: '500000', unit: 'USD' } }],
			cofinancing: [{ amount: { amount: '10000.5', unit: 'USD' } }],
			links: ['https://example.org/1']
		});
	});
	test('a place that is no State is not taken, nor an address that is none', () => {
		const answers = answersOf(found('1', { parties: ['XYZ', 'GHA', 'GHA'], links: ['javascript:alert(1)'] }), around);
		expect(answers.parties).toEqual(['GHA']);
		expect(answers.links).toBeUndefined();
	});
	test('where no title is told, it is called by place and period in six languages', () => {
		const words = designationOf(found('SIP-R1-GHA', { title: {}, period: 'SIP round 1' }), names);
		expect(words).toMatchObject({
			en: 'Project: Ghana (SIP round 1)',
			fr: 'Projet\u00a0: Ghana (PIS, cycle 1)',
			ar: 'مشروع: غانا (البرنامج الدولي المحدد، الجولة 1)'
		});
		expect(words.zh).toMatch(/^项目：.+（专门国际方案第1轮）$/);
		expect(Object.keys(words)).toHaveLength(6);
		expect(designationOf(found('GEF-1', { title: {}, period: 'GEF-7' }), names).fr).toContain('(GEF-7)');
	});
});

describe('what a title says', () => {
	test.each([
		['Minamata Initial Assessment for Argentina', 'mia'],
		['National action plan on mercury in the artisanal and small-scale gold mining sector in Rwanda', 'nap-asgm'],
		['Development of Minamata Initial Assessment and National Action Plan for Artisanal and Small Scale Gold Mining in Eritrea', 'mia-nap'],
		['GEF GOLD Colombia: Integrated Sound Management of Mercury in Colombia’s ASGM sector', 'planetgold'],
		['Improve Mercury Management in India', 'other']
	] as const)('%s', (title, category) => expect(categoryOf({ en: title }, [])).toBe(category));
	test('a project of GEF GOLD that does not name it', () =>
		expect(categoryOf({ en: 'Integrated Sound Management of Mercury in Kenya' }, [{ scheme: 'gef', id: '9708' }])).toBe('planetgold'));
	test('its areas and articles', () =>
		expect(subjectsOf({ en: 'Reducing UPOPs and Mercury Releases from Healthcare Waste Management' }, 'other')).toEqual({
			areas: ['releases', 'storage-waste', 'health'],
			articles: ['9', '11', '16']
		}));
});

describe('the same project', () => {
	test('has a common number, however it is typed', () => {
		expect(nameOf({ scheme: 'GEF', id: ' 123 ' })).toBe(nameOf({ scheme: 'gef', id: '123' }));
		const activity = found('XM-DAC-41123-1', {
			identifier: { scheme: 'iati', id: 'XM-DAC-41123-1' },
			others: [{ scheme: 'gef', id: '1' }],
			title: {}
		});
		expect(compare(found('1'), activity)).toMatchObject({ score: 1, reasons: [{ code: 'number', seen: 'gef 1' }] });
	});
	test('without one: title, countries and amount, with the reasons', () => {
		const activity = found('a', { identifier: { scheme: 'iati', id: 'a' } });
		const match = bestMatch('iati', activity, [{ record: 'R', tellings: [{ source: 'gef', found: found('1') }] }]);
		expect(match?.score).toBeGreaterThanOrEqual(surely);
		expect(match?.reasons.map(({ code }) => code)).toEqual(['title', 'countries', 'amount']);
	});
	test('less alike is a question', () => {
		const activity = found('a', { identifier: { scheme: 'iati', id: 'a' }, title: { en: 'Minamata Initial Assessment Ghana' }, fundings: [] });
		const { score } = compare(activity, found('1'));
		expect(score).toBeGreaterThanOrEqual(perhaps);
		expect(score).toBeLessThan(surely);
	});
	test.each([
		['another number of the same list', found('2')],
		['another country', found('a', { identifier: { scheme: 'iati', id: 'a' }, parties: ['TGO'], title: { en: 'Initial Assessment in Togo' } })],
		['the programme of it', found('a', { identifier: { scheme: 'iati', id: 'a' }, isProgramme: true })]
	])('is not %s', (_, other) => expect(bestMatch('x', other, [{ record: 'R', tellings: [{ source: 'gef', found: found('1') }] }])).toBeUndefined());
});

describe('one project from several tellings', () => {
	const gef = { source: 'gef', answers: { title: { en: 'A' }, status: 'approved', links: ['https://a'] } };
	const iati = { source: 'iati', answers: { title: { en: 'A', fr: 'Un' }, status: 'completed', start: '2020-01-01', links: ['https://b'] } };
	test('the first source that says something stands, the others beside it', () => {
		const { answers, origins } = merge([gef, iati], {});
		expect(answers).toEqual({ title: { en: 'A', fr: 'Un' }, status: 'approved', start: '2020-01-01', links: ['https://a', 'https://b'] });
		expect(origins.find(({ field }) => field === 'status')).toEqual({
			field: 'status',
			source: 'gef',
			beside: [{ source: 'iati', value: 'completed' }]
		});
		expect(origins.find(({ field }) => field === 'start')?.source).toBe('iati');
		expect(origins.find(({ field }) => field === 'title')?.beside).toEqual([]);
	});
	test('what an editor set stands before all, an emptied field too', () => {
		const { answers, origins } = merge([gef, iati], { status: 'suspended', start: null });
		expect(answers.status).toBe('suspended');
		expect('start' in answers).toBe(false);
		expect(origins.find(({ field }) => field === 'status')).toMatchObject({ source: null, beside: [{ source: 'gef' }, { source: 'iati' }] });
	});
	test('what differs from what was written is a correction, until the source says the same', () => {
		const written: Answers = { title: { en: 'A' }, status: 'approved' };
		const stands: Answers = { title: { en: 'Better' } };
		expect(correctionsIn(stands, written, {}, [gef])).toEqual({ title: { en: 'Better' }, status: null });
		expect(correctionsIn(stands, stands, { title: { en: 'Better' } }, [gef])).toEqual({ title: { en: 'Better' } });
		expect(correctionsIn(stands, stands, { title: { en: 'Better' } }, [{ source: 'gef', answers: { title: { en: 'Better' } } }])).toEqual({});
		expect(correctionsIn(written, written, {}, [iati])).toEqual({});
	});
	test('the order of members is no change', () =>
		expect(changedFields({ title: { en: 'A', fr: 'B' } }, { title: { fr: 'B', en: 'A' }, period: 'GEF-7' })).toEqual(['period']));
});

describe('sums', () => {
	const project = (id: string, grant: string, more: Partial<Counted> = {}): Counted => ({
		id,
		parent: null,
		programme: false,
		funding: [{ source: 'GEF', amount: { amount: grant, unit: 'USD' } }],
		cofinancing: [{ amount: { amount: '0.10', unit: 'USD' } }],
		focalAreas: ['Chemicals and Waste'],
		title: 'A',
		...more
	});
	test('a programme is never added to what is part of it', () => {
		const sum = sumOf([project('P', '100', { programme: true }), project('A', '30', { parent: 'P' }), project('B', '30.5', { parent: 'P' })]);
		expect(sum).toMatchObject({ projects: 3, grants: { USD: '60.5' }, cofinancing: { USD: '0.2' }, leftOut: ['P'] });
	});
	test('a programme of which no project is counted is counted itself', () =>
		expect(sumOf([project('P', '100', { programme: true })])).toMatchObject({ grants: { USD: '100' }, leftOut: [] }));
	test('currencies stay apart, and what is no amount adds nothing', () =>
		expect(sumOf([project('A', '1'), project('B', '2', { funding: [{ amount: { amount: '2', unit: 'EUR' } }, 'x', { amount: 5 }] })]).grants).toEqual(
			{
				USD: '1',
				EUR: '2'
			}
		));
	test('several focal areas or persistent organic pollutants make a caveat', () =>
		expect(
			sumOf([project('A', '1', { focalAreas: ['a', 'b'] }), project('B', '1', { title: 'UPOPs and mercury' }), project('C', '1')]).multiFocal
		).toBe(2));
	test('nothing adds up to nothing', () => expect(sumOf([])).toEqual({ projects: 0, grants: {}, cofinancing: {}, leftOut: [], multiFocal: 0 }));
});

test('a source is due by its schedule', () => {
	const source = { enabled: true, address: 'https://x', schedule: 'weekly', lastCheckedAt: new Date('2026-11-01T00:00:00Z') } as Source;
	expect(isDue(source, new Date('2026-11-05T00:00:00Z'))).toBe(false);
	expect(isDue(source, new Date('2026-11-08T00:00:00Z'))).toBe(true);
	expect(isDue({ ...source, enabled: false }, new Date('2027-11-08T00:00:00Z'))).toBe(false);
	expect(isDue({ ...source, lastCheckedAt: null }, new Date('2026-11-01T00:00:00Z'))).toBe(true);
});
