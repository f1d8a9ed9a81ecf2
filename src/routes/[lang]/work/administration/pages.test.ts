// SPDX-License-Identifier: Apache-2.0
// The pages of the administrator's home and of webhooks in every language: each word is there, and each state has a word beside its colour.
import { type Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { readerKey } from '#components/reader.ts';
import { platformActs } from '#people/server/log-act.ts';
import { partIds } from '#insights/administration/standing.ts';
import { trailSources } from '#insights/administration/trail.ts';
import { askedEvents, otherEvents, toldEvents } from '#interop/webhooks/webhook.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import Home from './+page.svelte';
import Content from './content/+page.svelte';
import Jobs from './jobs/+page.svelte';
import Log from './log/+page.svelte';
import Mail from './mail/+page.svelte';
import SignIns from './sign-ins/+page.svelte';
import Storage from './storage/+page.svelte';
import Webhooks from '../webhooks/+page.svelte';
import Webhook from '../webhooks/[id]/+page.svelte';

const at = new Date('2026-11-01T10:00:00Z');
const job = { id: 'j1', queue: 'brittle', state: 'failed', tries: 10, madeAt: at, nextAt: null, reason: '<b>no ground</b>' };
const parts = [
	...['good', 'migrations', 'replica-silent', 'replica-late', 'disk', 'disk-low', 'slow'].map((code) => ['health', code]),
	...['good', 'stuck', 'failed'].map((code) => ['jobs', code]),
	...['good', 'stuck', 'failed', 'outbox'].map((code) => ['mail', code]),
	...['good', 'failed', 'none'].map((code) => ['harvests', code]),
	...['good', 'unnamed', 'uncounted'].map((code) => ['storage', code]),
	...['good', 'plans', 'links'].map((code) => ['content', code]),
	...['good', 'locked', 'factor'].map((code) => ['sign-ins', code]),
	...['good', 'none', 'failing', 'stopped'].map((code) => ['webhooks', code]),
	['log', 'good']
] as [string, string][];
const values = { count: 3, free: 4, seconds: 90, milliseconds: 1200, facts: 12 };
const health = {
	version: '1.0.0',
	node: 'v24.0.0',
	uptime: 90_000,
	memory: { held: 2e8, all: 8e9, free: 1e9 },
	database: { embedded: true, version: '18', bytes: 3e7, milliseconds: 2 },
	replica: { lag: 2 },
	migrations: { ran: 31, waiting: ['0099-next.sql'], lastAt: at },
	disk: { all: 1e11, free: 5e10 },
	files: 'folder',
	mail: 'outbox'
};
const runs = ['done', 'failed', 'unchanged'].map((state) => ({ id: state, name: { en: 'GEF' }, harvest: { id: 'h1', state, at } }));
const coverage = { missing: 1, stale: 2, machine: 0, draft: 3, reviewed: 4, all: 10 };
const pages: Record<string, [unknown, object][]> = {
	home: parts.map(([id, code]) => [
		Home,
		{
			parts: partIds.map((each) => ({ id: each, tone: 'look', code: each === id ? `${id}.${code}` : `${each}.good`, values })),
			health,
			runs,
			now: at
		}
	]),
	jobs: [
		[
			Jobs,
			{
				queues: [{ queue: 'letters', waiting: 1, later: 0, running: 0, failed: 2, done: 9, lastDone: at, oldest: at }],
				troubled: [job, { ...job, id: 'j2', state: 'again', nextAt: at }],
				scheduled: [{ queue: 'digests', cron: '45 5 * * *', lastDone: null, lastFailed: at }],
				done: 'retry'
			}
		],
		[Jobs, { queues: [], troubled: [], scheduled: [], done: 'cancel' }]
	],
	mail: [
		[
			Mail,
			{
				letters: null,
				server: false,
				done: null,
				troubled: [{ ...job, to: 'a@example.org', subject: 'Link' }],
				bounced: ['instant', 'daily', 'weekly'].map((kind) => ({ to: 'a…@example.org', at, kind })),
				silent: 1
			}
		]
	],
	storage: [
		[
			Storage,
			{
				counted: [{ at, files: 2, bytes: 3000, unnamed: 1, unnamedBytes: 10, databaseBytes: 1e7 }],
				kinds: [{ mediaType: 'application/pdf', files: 2, bytes: 3000 }],
				biggest: [{ record: 'MC-X-GH-0001', name: 'a.pdf', mediaType: 'application/pdf', bytes: 3000, at }],
				months: [{ month: '2026-10', files: 2, bytes: 3000 }],
				tables: [{ name: 'records.events', bytes: 8192 }],
				done: 'count'
			}
		],
		[Storage, { counted: [], kinds: [], biggest: [], months: [], tables: [], done: null }]
	],
	content: [
		[
			Content,
			{
				coverage: languages.map((language) => ({ language, coverage, share: 0.7, records: 3 })),
				texts: 5,
				plans: [{ record: 'MC-NEWS-0001', at, why: 'changed-meanwhile' }],
				links: ['broken', 'moved', 'unsure'].map((state) => ({ address: `https://example.org/${state}`, state, records: ['MC-NEWS-0001'] })),
				facts: [{ kind: 'area', count: 3 }]
			}
		],
		[Content, { coverage: [], texts: 0, plans: [], links: [], facts: [] }]
	],
	'sign-ins': [
		[
			SignIns,
			{
				days: [{ day: '2026-11-01', counts: { 'signed-in': 3, 'account.locked': 1, 'password.forgotten': 0, 'session.ended': 0 } }],
				locks: ['sign-in', 'sign-in-address', 'forgotten', 'forgotten-address', 'register-address', 'follow', 'follow-address', 'link-address'].map(
					(kind) => ({ kind, count: 1, until: at })
				),
				accounts: [
					{ id: 'a', name: 'Ama', at, locked: true },
					{ id: 'b', name: '', at, locked: false }
				],
				unprotected: [{ id: 'p', name: 'Paul' }],
				done: 'unlock'
			}
		],
		[SignIns, { days: [], locks: [], accounts: [], unprotected: [], done: null }]
	],
	log: [
		[
			Log,
			{
				asked: { person: 'Ama"><script>', source: 'people', act: 'role', about: '', from: '2026-01-01', to: null, page: 2 },
				sources: trailSources,
				lines: trailSources.map((source, seq) => ({
					source,
					seq,
					act: platformActs[seq] ?? 'published',
					about: seq % 2 ? 'MC-X-GH-0001' : 'adam',
					by: ['ama', 'platform', null, 'gone'][seq % 4],
					name: seq % 4 === 0 ? 'Ama' : null,
					aboutName: seq % 2 ? null : 'Adam',
					at,
					details: 'queue: <b>'
				})),
				newer: '?',
				older: '?page=3',
				file: 'log.csv'
			}
		]
	],
	webhooks: [
		[
			Webhooks,
			{
				endpoints: (['on', 'off', 'failed'] as const).map((state) => ({
					id: state,
					name: state,
					host: 'example.org',
					state,
					failingSince: state === 'on' ? at : null,
					lastDeliveredAt: null
				})),
				types: [{ id: 'project', name: { en: 'Project' } }],
				events: askedEvents,
				removed: true
			}
		],
		[
			Webhook,
			{
				endpoint: {
					id: 'e',
					name: 'Old',
					address: 'https://example.org/hook',
					types: ['project'],
					events: ['published'],
					state: 'on',
					previousUntil: at,
					failingSince: at,
					lastDeliveredAt: at,
					madeBy: 'adam',
					madeAt: at,
					signsWithTwo: true
				},
				messages: [...toldEvents.map((event) => `record.${event}`), ...otherEvents, 'ping'].map((event, number) => ({
					id: `msg_${number}`,
					event,
					record: !event.startsWith('record.') ? null : 'MC-X-GH-0001',
					state: ['waiting', 'delivered', 'failed', 'dropped'][number % 4],
					madeAt: at,
					dueAt: at,
					attempts: ['unreachable', 'timed-out', 'private-address', 'status'].map((fault, place) => ({
						number: place + 1,
						at,
						milliseconds: 12,
						status: fault === 'status' ? 500 : null,
						fault,
						reply: '<script>alert(1)</script>'
					}))
				})),
				madeBy: '',
				types: [{ id: 'project', name: { en: 'Project' } }],
				events: askedEvents,
				done: 'pinged'
			}
		]
	]
};

test.each(languages)('in %s', async (language) => {
	const reader = await readerIn(language);
	for (const [name, all] of Object.entries(pages))
		for (const [page, data] of all) {
			const { body } = await render(page as Component<Record<string, unknown>>, {
				props: { data, form: null },
				context: new Map([[readerKey, reader]])
			});
			const text = body.replace(/<!--.*?-->/gs, '');
			// A message that is missing would stand there by its id.
			expect(text.match(/\b(?:administration|refusal)\.[a-z][\w.-]*/g) ?? [], name).toEqual([]);
			expect(text, name).not.toContain('<script>');
			expect(text.match(/<h1/g), name).toHaveLength(1);
			const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
			expect(new Set(ids).size, `${name}: ${ids.join(' ')}`).toBe(ids.length);
		}
});
