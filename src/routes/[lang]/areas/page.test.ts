// SPDX-License-Identifier: Apache-2.0
import { type Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { readerKey } from '#components/reader.ts';
import { readerIn } from '#text/message.ts';
import Area from './[area]/+page.svelte';
import Areas from './+page.svelte';

const area = { id: 'health', status: 'to-verify', source: 'Proposal', name: { en: 'Health aspects' }, summary: { en: 'Summary.' } };
const entry = {
	id: 'MC-X-GH-0001',
	title: { en: 'A study' },
	summary: null,
	type: { en: 'Study' },
	owner: { en: 'Ghana' },
	state: 'published',
	languages: ['en'],
	at: new Date('2026-11-01T00:00:00Z'),
	demo: false
};
const learning = [
	{ id: 'one', name: { en: 'A course' }, kind: 'course', provider: 'UNITAR', address: 'https://example.org', status: 'sourced', source: 'x' }
];

async function shown(part: unknown, data: object, language: 'en' | 'fr' | 'ar'): Promise<string> {
	const { body } = await render(part as Component<Record<string, unknown>>, {
		props: { data },
		context: new Map([[readerKey, await readerIn(language)]])
	});
	return body.replace(/<!--.*?-->/g, '');
}

test.each(['en', 'fr', 'ar'] as const)('an area in %s shows what it has and leaves out what it has not', async (language) => {
	const nothing = { area, articles: [], groups: [], calls: [], meetings: [], asked: null, registers: [], focalPoints: null, learning: [] };
	const empty = await shown(Area, nothing, language);
	expect(empty.match(/<h2/g)).toHaveLength(1);
	expect(empty).not.toContain('id="documents"');
	const full = await shown(
		Area,
		{
			...nothing,
			articles: [{ number: '16', title: { en: 'Health aspects' } }],
			groups: [
				{ id: 'documents', total: 9, entries: [entry], type: null },
				{ id: 'exchange', total: 7, entries: [entry], type: 'art17-exchange-record' }
			],
			meetings: [{ id: 'COP-7', name: { en: 'COP-7' }, start: '2027-11-01', end: '2027-11-05', place: null }],
			asked: {
				cycle: '2021-2024',
				name: { en: '2021–2024' },
				sections: [{ section: { en: 'Article 16' }, questions: [{ id: 'q16-1', number: '16.1', label: { en: 'Measures?' } }] }]
			},
			focalPoints: 'focal-points',
			learning
		},
		language
	);
	for (const id of ['documents', 'events', 'exchange', 'reports', 'learning', 'contacts']) expect(full, id).toContain(`id="${id}"`);
	expect(full).toContain(`/${language}/search?area=health&amp;type=art17-exchange-record`);
	expect(full).toContain(`/${language}/reporting/2021-2024/q16-1`);
	expect(full.match(/<h1/g)).toHaveLength(1);
	const index = await shown(
		Areas,
		{ areas: [{ ...area, records: 3, newest: { id: entry.id, title: entry.title, at: entry.at } }], learning },
		language
	);
	expect(index).toContain('A study');
});
