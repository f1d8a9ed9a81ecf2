// SPDX-License-Identifier: Apache-2.0
// The pages of the strategy report, looked at in the markup: what would change, word for word, in six languages; what is typed is not lost.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import List from '../../routes/[lang]/work/strategy/+page.svelte';
import One from '../../routes/[lang]/work/strategy/[id]/+page.svelte';
import { readerKey } from '../reader.ts';

async function shown(page: unknown, props: Record<string, unknown>, language: Language = 'en'): Promise<string> {
	const reader = await readerIn(language);
	const { body } = await render(page as Component<Record<string, unknown>>, { props, context: new Map([[readerKey, reader]]) });
	return body.replace(/<!--.*?-->/g, '').replace(/ class="[^"]*"/g, '');
}

const id = 'MC-STRATEGY-SEC-0001';
const list = { today: '2026-11-24', mayBegin: true, reports: [{ id, stage: 'draft', state: 'unpublished', title: { en: 'Report <b>' } }] };
const kinds = ['new', 'changed', 'kept', 'left-out', 'gone'];
const one = {
	id,
	stage: 'draft',
	state: 'unpublished',
	published: null,
	title: { en: 'Report' },
	open: true,
	refusal: null,
	done: false,
	changes: [
		...kinds.map((kind) => ({ id: kind, kind, name: `Figure ${kind}`, language: null, now: kind === 'new' ? null : 1234, fresh: 5678 })),
		{ id: 'text', kind: 'kept', name: 'Text: Arabic', language: 'ar', now: 'نص', fresh: 'آخر' }
	]
};

test.each(languages)('have their words in %s', async (language) => {
	expect(await shown(List, { data: list, form: null }, language)).toContain('MC-STRATEGY-SEC-0001');
	const markup = await shown(One, { data: one, form: null }, language);
	expect(markup).toContain(`/${language}/work/records/${id}/edit`);
	expect(markup).toContain('<span lang="ar" dir="rtl">نص</span>');
});

test('say what would happen; nothing is offered where nothing would', async () => {
	const markup = await shown(One, { data: one, form: null });
	expect(markup).toContain('1,234');
	expect(markup).toContain('stays: somebody changed it');
	expect(markup).toContain('<form method="POST">');
	const same = await shown(One, { data: { ...one, changes: [] }, form: null });
	expect(same).toContain('All figures are as they are counted today.');
	expect(same).not.toContain('<form');
	const published = await shown(One, { data: { ...one, open: false, stage: 'done', state: 'published', published: 2 }, form: null });
	for (const language of languages) expect(published).toContain(`href="/${language}/records/${id}/2/record.pdf"`);
});

test('a refusal keeps what was typed', async () => {
	const form = { refusal: { refusal: 'not-a-day', values: { day: '2026-02-31' } }, from: '2026-02-31', to: '2026-03-01', meeting: 'COP-8' };
	const markup = await shown(List, { data: list, form });
	for (const typed of ['2026-02-31', '2026-03-01', 'COP-8']) expect(markup).toContain(`value="${typed}"`);
	expect(markup).toContain('Report &lt;b>');
	expect(await shown(List, { data: { ...list, mayBegin: false, reports: [] }, form: null })).not.toContain('<form');
});
