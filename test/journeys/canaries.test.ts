// SPDX-License-Identifier: Apache-2.0
// Canaries sit wherever nothing may come out: private answers and parts, a confidential record, drafts, unpublished, withdrawn, bilateral and
// restricted records, reasons of returns, contacts of organisations, the shared work on drafts. Nothing that an anonymous caller can ask for sings.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '#api/operations.ts';
import { publicationsFeed, registerFeed } from '#interop/feeds/server/publications.ts';
import { sitemap } from '#interop/feeds/server/sheets.ts';
import { json } from '#platform/server/database.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama } from '../people.ts';

let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
	await share();
}, 120_000);
afterAll(() => exchange.close());

/** At every record, whatever its state: something asked, suggested and said that nobody outside may hear. */
async function share(): Promise<void> {
	const at = new Date();
	await exchange.world.database.write(async (db) => {
		for (const record_id of Object.values(exchange.ids)) {
			const ask = `ask-${record_id}`;
			await db
				.insertInto('sharing.asks')
				.values({
					id: ask,
					record_id,
					form_version: '1',
					questions: ['title'],
					expert_name: canary,
					expert_email: `${canary}@institute.example`,
					language: 'en',
					word: canary,
					due: '2030-01-01',
					answers: json({ title: canary }),
					asked_by: ama.id,
					asked_at: at
				})
				.execute();
			await db
				.insertInto('sharing.suggestions')
				.values({
					id: `suggestion-${record_id}`,
					record_id,
					ask_id: ask,
					question: 'title',
					form_version: '1',
					value: json(canary),
					came_by: 'page',
					suggested_at: at
				})
				.execute();
			await db
				.insertInto('sharing.comments')
				.values({ id: `comment-${record_id}`, record_id, question: 'title', form_version: '1', body: canary, written_by: ama.id, written_at: at })
				.execute();
			await db
				.insertInto('sharing.approvals')
				.values({ record_id, draft_version: 1, step: 'declined', reason: canary, made_by: ama.id, made_at: at })
				.execute();
		}
	});
}

/** Everything that can be asked: each operation with each value that exists for its path, plain and with every filter that may widen it. */
function* addresses(): Iterable<string> {
	const { definitions, convention } = exchange.world;
	const values: { [parameter: string]: string[] } = {
		'/records': Object.values(exchange.ids),
		'/parties': convention.states.map((state) => state.id),
		'/registers': definitions.all.flatMap(({ type }) => type.register?.id ?? []),
		'/forms': definitions.all.map(({ form }) => form.id),
		'/cycles': convention.cycles.map(({ id }) => id)
	};
	for (const { path } of operations) {
		const [noun = ''] = /^\/\w+/.exec(path) ?? [];
		const firsts = path.includes('{') ? (values[noun] ?? []) : [''];
		for (const first of firsts) {
			const filled = path.replace(/\{\w+\}/, first);
			if (filled.includes('{question}')) for (const question of ['a-4', 'q3-1']) yield filled.replace('{question}', question).slice(1);
			else if (filled.includes('{number}')) for (const number of ['1', '2', '3']) yield filled.replace('{number}', number).slice(1);
			else yield filled.slice(1);
		}
	}
	yield* [
		'records?state=any&limit=100',
		'records?state=withdrawn',
		'search?limit=100',
		`search?q=${canary}`,
		`search?q=%22${canary}%20street%22`,
		'openapi.json'
	];
	for (const register of values['/registers'] ?? []) {
		yield `registers/${register}?format=csv`;
		for (const on of ['2026-02-01', today]) for (const format of ['json', 'csv']) yield `registers/${register}?on=${on}&format=${format}`;
	}
}

test('no operation gives a canary to an anonymous caller', async () => {
	let asked = 0;
	for (const address of addresses()) {
		asked += 1;
		const reply = await exchange.call(address);
		// A search says what it was asked: in its own address, and in `asked`. Nothing else of it may hold the word.
		const told = (await reply.text()).replace(/"asked":"(?:[^"\\]|\\.)*"/, '');
		expect(told.toLowerCase().replace('q=canary', '').replace('q=%22canary', ''), address).not.toContain(canary);
		for (const [name, value] of reply.headers) expect(value.replaceAll(/q=[^&>]*/g, ''), `${address} ${name}`).not.toContain(canary);
	}
	expect(asked).toBeGreaterThan(250);
	expect(await (await exchange.call(`search?q=${canary}`)).json()).toMatchObject({ total: 0 });
});

test('no feed and no sitemap does', async () => {
	const { definitions, convention, database } = exchange.world;
	const asking = { db: database.read, origin, definitions, convention };
	for (const language of languages)
		for (const register of [undefined, ...definitions.all.flatMap(({ type }) => type.register?.id ?? [])]) {
			const reading = { ...asking, reader: await readerIn(language) };
			const feed = register ? await registerFeed(reading, 'atom', register, new URLSearchParams(), today) : await publicationsFeed(reading, 'atom');
			expect(feed, register).toContain('<feed');
			expect(feed, register).not.toContain(canary);
		}
	const map = [...((await sitemap(asking)) ?? [])].join('');
	expect(map).toContain(`/records/${exchange.ids.notification}`);
	for (const hidden of ['draft', 'submitted', 'returned', 'bilateral', 'restricted', 'withdrawn'] as const)
		expect(map).not.toContain(exchange.ids[hidden]);
});

test('the canaries are alive: their owner hears them', async () => {
	for (const id of ['notification', 'focalPoint', 'submitted', 'returned', 'bilateral', 'restricted', 'withdrawn'] as const)
		expect(await (await exchange.call(`records/${exchange.ids[id]}`, { by: ama })).text(), id).toContain(canary);
	expect(await (await exchange.call(`records/${exchange.ids.returned}/history`, { by: ama })).text()).toContain(canary);
	expect(await (await exchange.call(`records/${exchange.ids.draft}/shared-work`, { by: ama })).text()).toContain(canary);
});
