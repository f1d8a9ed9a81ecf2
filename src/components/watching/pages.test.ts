// SPDX-License-Identifier: Apache-2.0
// The pages of following in six languages, looked at in their markup: plain forms that work without a script, every control with its name, and titles
// of others that stay text.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { languages, type Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import Follow from '../../routes/[lang]/follow/+page.svelte';
import Confirm from '../../routes/[lang]/follow/[token]/+page.svelte';
import Manage from '../../routes/[lang]/watching/[token]/+page.svelte';
import Stop from '../../routes/[lang]/watching/[token]/stop/+page.svelte';
import Desk from '../../routes/[lang]/work/watching/+page.svelte';
import Redirects from '../../routes/[lang]/work/redirects/+page.svelte';
import Linked from '../head/Linked.svelte';
import { readerKey } from '../reader.ts';

async function shown(part: unknown, props: Record<string, unknown>, language: Language = 'en'): Promise<{ head: string; body: string }> {
	const reader = await readerIn(language);
	const { head, body } = await render(part as Component<Record<string, unknown>>, { props, context: new Map([[readerKey, reader]]) });
	return { head, body: body.replace(/<!--.*?-->/g, '') };
}

const at = new Date('2026-11-24T10:00:00Z');
const watches = [
	{ id: 'a', title: 'Search: “<b>gold</b>”', address: '/search?q=gold', frequency: 'daily', at },
	{ id: 'b', title: null, address: '/areas/gone', frequency: 'weekly', at }
];
const open = { title: 'Search: “<b>gold</b>”', address: '/search?q=gold', feed: { atom: '/a', rss: '/r', json: '/j' }, of: '/search?q=gold' };
const pages: [string, unknown, Record<string, unknown>, Record<string, unknown> | null][] = [
	['follow, without an account', Follow, { ...open, view: null, signedIn: false, email: null }, null],
	['follow, refused', Follow, { ...open, view: null, signedIn: false, email: null }, { refusal: { refusal: 'email-not-valid' }, email: 'a@' }],
	['follow, signed in', Follow, { ...open, view: '/search?q=gold', signedIn: true, email: 'a@example.org' }, null],
	['follow, sent', Follow, { ...open, view: null, signedIn: false, email: null }, { sent: 'a@example.org' }],
	['nothing to follow', Follow, { title: null, address: null, feed: null, view: null, of: 'x', signedIn: false, email: null }, null],
	['confirm', Confirm, { wish: { title: 'Gold', frequency: 'daily', email: 'a@example.org' } }, null],
	['confirm, run out', Confirm, { wish: null }, null],
	['confirmed', Confirm, { wish: null }, { confirmed: '/search' }],
	['manage', Manage, { opened: { email: 'a@example.org', watches }, done: 'changed' }, null],
	['manage, over', Manage, { opened: null, done: null }, null],
	['stop', Stop, { told: watches, open: true, token: 't' }, null],
	['stopped', Stop, { told: [], open: false, token: 't' }, { stopped: true }],
	['desk', Desk, { watches, stopped: 'a@example.org', views: [{ id: 'v', address: '/search', name: '<b>X</b>', savedAt: at }], done: 'saved' }, null],
	['desk, empty', Desk, { watches: [], stopped: null, views: [], done: null }, null],
	[
		'redirects',
		Redirects,
		{ redirects: [{ from: '/a', to: '/b', status: 301, used: 3 }], count: 1, done: null },
		{ taken: 1, same: 2, faulty: 1, faults: [{ row: 2, code: 'loop', value: '<b>/a</b>' }] }
	]
];

describe.each(languages)('in %s', (language) => {
	test.each(pages)('%s', async (_, part, data, form) => {
		const { head, body } = await shown(part, { data, form }, language);
		expect(body.match(/<h1/g)).toHaveLength(1);
		expect(body).not.toMatch(/<b>|undefined|\[object/);
		expect(head).not.toContain('<b>');
		for (const control of body.match(/<form[^>]*>/g) ?? []) expect(control).toMatch(/method="POST"/);
		for (const select of body.match(/<select[^>]*>/g) ?? []) expect(select).toContain('aria-label=');
	});
});

test('what was typed stays, and the problem leads to its field', async () => {
	const { body } = await shown(Follow, {
		data: { ...open, view: null, signedIn: false, email: null },
		form: { refusal: { refusal: 'email-not-valid' }, email: 'a@', frequency: 'weekly' }
	});
	expect(body).toContain('href="#email"');
	expect(body).toMatch(/value="a@"/);
	expect(body).toMatch(/value="weekly" checked/);
});

test('data for programs stands in the head as data, and nothing in it ends its element', async () => {
	const { head } = await shown(Linked, { thing: { name: '</script><script>alert(1)</script>' } });
	expect(head.match(/<script/g)).toHaveLength(1);
	expect(head).toContain('type="application/ld+json"');
	expect(head.match(/<\/script>/g)).toHaveLength(1);
});
