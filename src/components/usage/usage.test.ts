// SPDX-License-Identifier: Apache-2.0
// What the page of use shows, looked at in the markup: figures with their change, small ones as dashes, and words for every value in six languages.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { sectionNames, programUses } from '#insights/usage-place.ts';
import { robotReasons, deviceKinds } from '#insights/usage-agents.ts';
import { actKinds } from '#insights/usage.ts';
import { nothing } from '#insights/usage-figures.ts';
import { periodAround } from '#insights/usage-period.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { readerKey } from '../reader.ts';
import Usage from './Usage.svelte';
import { valueText } from './wording.ts';

async function shown(props: Record<string, unknown>, language: Language = 'en'): Promise<string> {
	const reader = await readerIn(language);
	const { body } = await render(Usage as unknown as Component<Record<string, unknown>>, { props, context: new Map([[readerKey, reader]]) });
	return body.replace(/<!--.*?-->/g, '').replace(/ class="[^"]*"/g, '');
}

const period = periodAround('month', '2026-10-10', '2026-11-24');
const people = {
	now: { ...nothing, visitors: 178, views: 1560, acts: 90, replies: 1700 },
	before: { ...nothing, visitors: 89, views: 2000, acts: 0 }
};
const totals = { people, robots: { now: { ...nothing, replies: 400 }, before: nothing }, programs: { now: nothing, before: nothing } };
const props = {
	here: '/en/usage',
	period,
	last: '2026-11-24',
	query: '?period=month&on=2026-10-01',
	totals,
	since: '2026-01-01',
	comparable: true,
	fromLog: false,
	charts: [],
	by: [
		{
			dimension: 'page',
			rows: [
				{
					value: '/news',
					label: '/news',
					href: '/en/news',
					together: 1,
					now: { visitors: null, views: 12, acts: null },
					before: { visitors: null, views: 6, acts: null }
				}
			]
		}
	],
	machines: [{ dimension: 'robot', rows: [{ label: '<script>bot', replies: 3 }] }]
};

test('figures have their change, small ones are dashes, and what a robot calls itself is text', async () => {
	const markup = await shown(props);
	expect(markup).toContain('1,560');
	expect(markup).toContain('+100%');
	expect(markup).toMatch(/[-−]22%/);
	expect(markup).toContain('no comparison');
	expect(markup).toContain('<span>–</span>');
	expect(markup).toContain('&lt;script>bot');
	expect(markup).toContain('href="/en/usage.csv?period=month&amp;on=2026-10-01"');
	expect(markup).toContain('1 October 2026 to 31 October 2026');
});

test('without a comparison it is said why; without figures, what one can do', async () => {
	expect(await shown({ ...props, comparable: false, since: '2026-10-05' })).toContain('counting began on 5 October 2026');
	const none = { now: nothing, before: nothing };
	const empty = await shown({ ...props, since: null, totals: { people: none, robots: none, programs: none }, by: [], machines: [] });
	expect(empty).toContain('Nothing was counted in this period');
	expect(empty).not.toContain('usage.csv');
});

test.each(languages)('the page and every value have their words in %s', async (language) => {
	expect(await shown(props, language)).toBeTruthy();
	const reader = await readerIn(language);
	const values = {
		section: sectionNames,
		act: actKinds,
		device: deviceKinds,
		program: programUses,
		robot: robotReasons,
		status: ['2xx', '3xx', '4xx', '5xx'],
		group: ['unknown']
	} as const;
	for (const [dimension, ids] of Object.entries(values))
		for (const id of ids) expect(valueText(reader, dimension as 'section', id), `${dimension} ${id}`).not.toBe(id);
	expect(valueText(reader, 'robot', 'examplebot')).toBe('examplebot');
});
