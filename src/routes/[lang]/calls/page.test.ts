// SPDX-License-Identifier: Apache-2.0
import { type Component } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { shownCall } from '#catalogue/calls.ts';
import type { Entry } from '#catalogue/entry.ts';
import { readerKey } from '#components/reader.ts';
import { readerIn } from '#text/message.ts';
import type { Language } from '#text/languages.ts';
import List from './+page.svelte';
import One from './[id]/+page.svelte';
import Desk from '../work/calls/[id]/+page.svelte';
import Answer from '../work/calls/[id]/answer/+page.svelte';

const entry = {
	recordId: 'MC-CALL-SEC-0001',
	state: 'published',
	areas: ['health'],
	articles: ['16'],
	languages: ['en', 'fr'],
	publishedAt: new Date('2026-10-01T10:00:00Z'),
	changedAt: new Date('2026-10-01T10:00:00Z'),
	demo: true,
	answers: {
		kind: 'information',
		title: { en: 'Thermometers <script>', fr: 'Thermomètres' },
		asked: { en: 'First.\n\n<b>Second.</b>' },
		decision: 'MC-5/9',
		opens: '2026-10-05',
		deadline: '2026-11-30',
		zone: 'geneva',
		late: true,
		who: ['all'],
		extensions: [{ deadline: '2026-12-15', reason: 'Asked <i>for</i>', on: '2026-11-20' }],
		questions: [{ label: { en: 'What is used?' }, kind: 'text', required: true, private: true }]
	}
} as unknown as Entry;
const call = shownCall(entry, new Date('2026-12-01T00:00:00Z'), { parties: 1, others: 0 });
const answer = {
	id: 'MC-RESPONSE-GH-0001',
	owner: { en: 'Ghana', ar: 'غانا', fr: 'Ghana' },
	ownerKind: 'party',
	at: new Date('2026-11-10T10:00:00Z'),
	languages: ['en'],
	files: [{ file: 'a'.repeat(64), name: 'answer.pdf', mediaType: 'application/pdf', size: 1000, language: 'en' }],
	late: true,
	demo: true
};
const page = {
	call,
	firstPublishedAt: entry.publishedAt,
	revision: 1,
	origin: 'https://exchange.test',
	takes: true,
	parties: [answer],
	others: [],
	documents: [],
	contact: { name: 'Desk', organisation: 'Secretariat', email: 'desk@example.org' },
	body: null,
	seats: [],
	areas: [{ id: 'health', name: { en: 'Health aspects' } }],
	articles: [{ number: '16', title: {} }],
	appointed: []
};
const desk = {
	call,
	answers: [
		{
			record: answer.id,
			type: 'call-response',
			ownerKind: 'party',
			owner: 'GHA',
			stage: 'submitted',
			state: 'unpublished',
			outcome: null,
			submittedAt: answer.at,
			name: answer.owner
		}
	],
	missing: [{ ownerKind: 'party', owner: 'CHE', name: { en: 'Switzerland' } }],
	regions: [],
	letters: [{ letter: 'reminder-7', people: 2, on: '2026-11-20' }],
	open: true,
	mayAct: true,
	done: null
};

async function shown(part: unknown, data: object, language: Language): Promise<string> {
	const { body } = await render(part as Component<Record<string, unknown>>, {
		props: { data, form: null },
		context: new Map([[readerKey, await readerIn(language)]])
	});
	return body.replace(/<!--.*?-->/g, '');
}

describe.each(['en', 'fr', 'ar'] as const)('pages of calls in %s', (language) => {
	test('each has one heading, and nothing that was typed is markup', async () => {
		for (const [part, data] of [
			[List, { calls: [call], area: null, areas: [{ id: 'health', name: 'Health' }] }],
			[One, page],
			[Desk, desk],
			[Answer, { call, takes: true, owners: [{ ownerKind: 'party', owner: 'GHA', name: answer.owner, begun: [] }] }]
		] as const) {
			const markup = await shown(part, data, language);
			expect(markup.match(/<h1/g)).toHaveLength(1);
			expect(markup).not.toMatch(/<script|<b>Second|<i>for/);
			expect(markup).not.toContain('undefined');
		}
	});

	test('the call says its last day with the zone, what it was first, and how it is answered', async () => {
		const markup = await shown(One, page, language);
		expect(markup).toContain('datetime="2026-12-15"');
		expect(markup).toContain(`/${language}/work/calls/MC-CALL-SEC-0001/answer`);
		expect(markup).toContain(`/${language}/calls/MC-CALL-SEC-0001/compilation.pdf`);
		expect(markup).toContain('Asked &lt;i>for&lt;/i>');
	});
});
