// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import Elsewhere from '../fill/Elsewhere.svelte';
import { html, tagsIn, textIn } from '../kinds/trial.ts';
import Framed from './Framed.svelte';
import Items from './Items.svelte';
import Link from './Link.svelte';
import Share from './Share.svelte';
import type { ComparisonView, Item, SideView } from './view.ts';

const side = (head: string, record: string | null): SideView => ({
	name: head,
	cycle: '2021-2024',
	cycleName: '2021–2024',
	head,
	record,
	revision: record ? 1 : null,
	published: record ? '2025-12-01' : null,
	reports: record ? null : 20,
	bound: record ? null : 24,
	form: { id: 'art21-full', version: 'mc-5-13' }
});
const [left, right] = [side('Ghana', 'MC-REPORT-GH-0001'), side('Africa', null)];
const item = (more: Partial<Item> = {}): Item => ({
	section: 'article-3',
	id: 'q3-1',
	number: '3.1',
	text: 'Mines?',
	verdict: 'other',
	otherwise: null,
	rows: [{ key: '0', label: '', left: { text: 'Yes' }, right: { text: 'No' }, difference: 'Different', verdict: 'other' }],
	query: '?left=GHA&right=PER&question=q3-1',
	...more
});

test('an answer by itself needs no column that repeats the verdict, an amount does', async () => {
	const heads = async (items: Item[]) =>
		tagsIn(await html(Items, { items, left, right })).filter(({ attributes }) => attributes.scope === 'col').length;
	expect(await heads([item()])).toBe(2);
	const [row] = item().rows;
	expect(await heads([item({ rows: [{ ...row, difference: '+0.2 t (+200%)' } as Item['rows'][number]] })])).toBe(3);
});

test('words of reports are text, whatever they hold, and run in their own direction', async () => {
	const [row] = item().rows as [Item['rows'][number]];
	const segments = [
		{
			language: '',
			segments: [
				{ change: 'removed' as const, text: '<img src=x>' },
				{ change: 'added' as const, text: 'نص' }
			]
		}
	];
	const markup = await html(Items, { items: [item({ rows: [{ ...row, left: { text: '<script>1</script>' }, segments }] })], left, right });
	expect(markup).not.toContain('<script>1');
	expect(markup).not.toContain('<img src=x');
	expect(tagsIn(markup).some(({ name, attributes }) => name === 'p' && attributes.dir === 'auto')).toBe(true);
	expect(textIn(markup)).toContain('Removed:');
});

test('a frame has its source, leads out of itself, and asks for nothing', async () => {
	const view = { title: 'Ghana and Africa', left, right, demo: true, query: '?left=GHA', items: [item()] } as unknown as ComparisonView;
	const markup = await html(Framed, { view, lacking: null, origin: 'https://exchange.test' });
	expect(textIn(markup)).toContain('Demonstration');
	for (const { attributes } of tagsIn(markup).filter(({ name }) => name === 'a')) {
		expect(attributes.href).toMatch(/^https:\/\/exchange\.test\//);
		expect(attributes.target).toBe('_top');
	}
	expect(markup).not.toMatch(/<(form|button|input)/);
	expect(textIn(await html(Framed, { view: null, lacking: 'Nothing here.', origin: '' }))).toContain('Nothing here.');
});

test('the code for other sites survives every sign in an address and a name', async () => {
	const markup = await html(Share, {
		origin: 'https://x.test',
		page: '/en/reporting/compare',
		frame: '/en/embed/compare',
		query: '?a=1&b=2',
		title: 'A "B" <C>'
	});
	expect(textIn(markup)).toContain('src="https://x.test/en/embed/compare?a=1&amp;b=2" title="A &quot;B&quot; &lt;C&gt;"');
});

test('the way there says what is known already', async () => {
	const href = async (props: Record<string, unknown>) => tagsIn(await html(Link, props)).find(({ name }) => name === 'a')?.attributes.href;
	expect(await href({ left: 'GHA@2017-2020' })).toBe('/en/reporting/compare?left=GHA@2017-2020');
	expect(await href({})).toBe('/en/reporting/compare');
});

test('what was said elsewhere comes with why, where and when', async () => {
	const source = { name: 'Report to another convention', address: 'https://example.org/r', year: 2023, demo: true };
	const text = textIn(await html(Elsewhere, { said: { rule: 'stated' as const, on: '2026-01-15', source } }));
	for (const part of ['Already said elsewhere.', 'Report to another convention', '2023', '15 January 2026', 'Demonstration'])
		expect(text).toContain(part);
	expect(textIn(await html(Elsewhere, { said: { rule: 'sites' as const, on: '2024-05-01' } }))).toContain('contaminated sites');
});
