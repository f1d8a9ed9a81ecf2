// SPDX-License-Identifier: Apache-2.0
import { render } from 'svelte/server';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ShownProject, ShownSum } from '#catalogue/projects.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import type { Form } from '#forms/form.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { readerKey } from '../reader.ts';
import Decide from './Decide.svelte';
import PartyProjects from './PartyProjects.svelte';
import ProjectFilter from './ProjectFilter.svelte';
import Provenance from './Provenance.svelte';
import SourceCard from './SourceCard.svelte';
import { answerText, faultText, moneyText, problemText } from './wording.ts';

let form: Form;
beforeAll(async () => {
	form = (await readSeededDefinitions()).find(({ definition }) => definition.form.id === 'project')!.definition.form;
});
const drawn = async (part: never, props: object, language: Language = 'en') =>
	render(part, { props: props as never, context: new Map([[readerKey, await readerIn(language)]]) }).body;

const project = (id: string, more: Partial<ShownProject> = {}): ShownProject => ({
	id,
	title: { en: `<b>Mercury</b> ${id}` },
	summary: null,
	parties: [{ id: 'GHA', name: { en: 'Ghana', ar: 'غانا' } }],
	areas: [],
	agencies: ['UNIDO'],
	focalAreas: [],
	funds: ['GEF Trust Fund'],
	period: 'GEF-7',
	status: 'approved',
	category: 'mia',
	scope: null,
	start: null,
	end: null,
	grants: { USD: '500000' },
	cofinancing: {},
	programme: false,
	parent: null,
	numbers: [],
	links: [],
	demo: false,
	...more
});
const sum: ShownSum = {
	projects: 2,
	grants: { USD: '240767479' },
	cofinancing: {},
	leftOut: [{ id: 'MC-PROJECT-SEC-0001', title: { en: 'GEF GOLD' } }],
	multiFocal: 1,
	unknown: 1
};

describe('the projects of a Party', () => {
	test.each(languages)('in %s: totals with what must be said beside them, and no markup of a source', async (language) => {
		const projects = { shown: [project('A'), project('B', { parent: 'MC-PROJECT-SEC-0001' })], sum, words: form.words };
		const html = await drawn(PartyProjects as never, { party: 'GHA', name: 'Ghana', projects }, language);
		expect(html).toContain('/projects?party=GHA');
		expect(html).toContain('GEF GOLD');
		expect(html).not.toContain('<b>Mercury');
		expect(html).toMatch(/USD/);
		expect(html).not.toContain('NaN');
	});
	test('are not there where there are none', async () =>
		expect(
			await drawn(PartyProjects as never, {
				party: 'GHA',
				name: 'Ghana',
				projects: { shown: [], sum: { ...sum, projects: 0 }, words: {} }
			})
		).not.toContain('<h2'));
});

test('where a value comes from: the source, an editor, and what is said beside', async () => {
	const source = (id: string, name: string, goneSince: Date | null = null) => ({
		...{ source: id, name: { en: name }, number: '5', page: 'https://example.org/5', licence: {}, note: {} },
		...{ firstSeen: new Date('2026-11-01T00:00:00Z'), lastSeen: new Date('2026-11-20T00:00:00Z'), goneSince }
	});
	const about = {
		sources: [source('gef', 'The GEF'), source('iati', 'Activities', new Date('2026-11-10T00:00:00Z'))],
		origins: [
			{ field: 'status' as const, source: null, beside: [{ source: 'gef', value: 'completed' }] },
			{ field: 'parties' as const, source: 'iati', beside: [] }
		],
		designation: true,
		parent: null,
		children: [{ id: 'MC-PROJECT-SEC-0009', title: { en: 'Child' } }]
	};
	const props = { about, form, states: [], insider: true };
	const html = await drawn(Provenance as never, props);
	for (const text of [
		'The GEF',
		'Edited by the secretariat',
		'Completed',
		'20 November 2026',
		'Child',
		'never added together',
		'since 10 November 2026'
	])
		expect(html).toContain(text);
	expect(await drawn(Provenance as never, { ...props, insider: false })).not.toContain('since 10 November 2026');
});

test('the forms of the desk work without a script', async () => {
	const question = await drawn(Decide as never, { source: 'gef', id: '5', question: 'mercury', about: 'Gold' });
	expect(question).toMatch(/<form method="POST" action="\?\/decide"/);
	expect(question).toContain('value="yes"');
	const source = {
		...{
			id: 'gef',
			kind: 'gef',
			name: { en: 'The GEF' },
			address: 'https://x',
			seed: null,
			schedule: 'weekly',
			mapping: {},
			position: 1,
			enabled: true
		},
		...{ page: null, note: {}, licence: {}, status: 'to-verify', seededSha256: null, lastSha256: null, lastFile: null, lastGoodAt: null },
		...{ lastCheckedAt: null, etag: null, lastModified: null, rules: null }
	};
	const card = await drawn(SourceCard as never, { source, mayHarvest: true, typed: { address: 'typed' }, fault: 'Wrong' });
	expect(card).toContain('value="typed"');
	expect(card).toContain('Wrong');
	expect(await drawn(SourceCard as never, { source, mayHarvest: false, typed: null, fault: null })).not.toContain('<form');
	const none = { party: [], region: [], area: [], agency: [], fund: [], period: [], status: [], category: [], scope: [] };
	const asked = Object.fromEntries(Object.keys(none).map((name) => [name, null]));
	expect(await drawn(ProjectFilter as never, { asked: { ...asked, page: 1 }, choices: none })).toMatch(/<form method="GET"/);
});

test('amounts, answers and codes in words', async () => {
	const reader = await readerIn('en');
	expect(moneyText('en', { USD: '273387479.6', EUR: '5' })).toMatch(/USD\s273,387,480 · EUR\s5/);
	expect(moneyText('en', {})).toBeNull();
	expect(answerText([{ source: 'GEF', amount: { amount: '5', unit: 'USD' } }], 'en')).toMatch(/GEF USD\s5/);
	expect(problemText(reader, { code: 'parent-unknown', seen: 'gef 5' })).toBe('No record is known of its programme: gef 5');
	expect(problemText(reader, { code: 'nobody-knows-this', seen: '' })).toContain('nobody-knows-this');
	expect(faultText(reader, { code: 'no-address', values: {} })).toBe('No address is set for this source.');
	expect(faultText(reader, { code: 'html-instead', values: { title: 'Just a moment' } })).toContain('Just a moment');
});
