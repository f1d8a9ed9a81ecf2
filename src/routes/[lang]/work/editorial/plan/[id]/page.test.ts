// SPDX-License-Identifier: Apache-2.0
// The page on which a publication is planned: the zone of the last plan is offered, and what was typed is kept.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { readerKey } from '#components/reader.ts';
import { planZones } from '#editorial/plan.ts';
import { readerIn } from '#text/message.ts';
import type { Language } from '#text/languages.ts';
import Plan from './+page.svelte';

const data = {
	record: { id: 'MC-NEWS-SEC-0001' },
	title: { en: 'Title' },
	typeName: { en: 'News' },
	form: { checklist: [], words: {} },
	number: 1,
	zones: planZones
};

async function shown(language: Language, zone: string | null, form: object | null = null): Promise<string> {
	const { body } = await render(Plan as unknown as Component<Record<string, unknown>>, {
		props: { data: { ...data, zone }, form },
		context: new Map([[readerKey, await readerIn(language)]])
	});
	return body;
}
const chosen = (markup: string): string[] => [...markup.matchAll(/<option value="([^"]+)" selected/g)].map(([, zone]) => zone ?? '');

test.each(['en', 'ar', 'zh'] as const)('offers the zone of the last plan, UTC where there is none, in %s', async (language) => {
	expect(chosen(await shown(language, null))).toEqual(['UTC']);
	expect(chosen(await shown(language, 'Africa/Accra'))).toEqual(['Africa/Accra']);
});

test('keeps the zone that was typed where the rest was wrong', async () => {
	const markup = await shown('en', 'Africa/Accra', { wrong: true, day: '2027-02-30', time: '25:00', zone: 'Asia/Tokyo', checklist: [] });
	expect(chosen(markup)).toEqual(['Asia/Tokyo']);
	expect(markup).toContain('2027-02-30');
});
