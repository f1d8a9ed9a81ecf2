// SPDX-License-Identifier: Apache-2.0
// Files that anybody takes away: the results of a search and the registers, whole, and without a word of what may not come out.
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionFrom } from '#catalogue/question.ts';
import { registersOf } from '#catalogue/registers.ts';
import { firstResults, furtherResults } from '#catalogue/server/results.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { GET as registerFile } from '../../src/routes/[lang]/registers/[register].xlsx/+server.ts';
import { GET as searchFile } from '../../src/routes/[lang]/search.[format]/+server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';

let exchange: Exchange;
beforeAll(async () => void (exchange = await openExchange()), 120_000);
afterAll(() => exchange.close());

type Handler = (event: never) => Response | Promise<Response>;
async function get(handler: Handler, path: string, params: Record<string, string>): Promise<Response> {
	const { database, definitions, convention } = exchange.world;
	const reader = await readerIn(languages.find((each) => each === params.lang) ?? 'en');
	const locals = { platform: { database, configuration: { origin, demo: true } }, definitions, convention, today, reader };
	const url = new URL(path, origin);
	return handler({ locals, params, url, request: new Request(url) } as never);
}
/** What is read in a file, whatever its format. */
async function textOf(reply: Response, format: string): Promise<string> {
	if (format !== 'xlsx') return reply.text();
	return JSON.stringify((await readSheet(Buffer.from(await reply.arrayBuffer()))).map(({ data }) => data));
}
const found = (query: string, lang = 'en', format = 'json') => get(searchFile, `/${lang}/search.${format}?${query}`, { lang, format });

describe('the results of a search', () => {
	test('are the same records in every format', async () => {
		const { records, total, bounded } = (await (await found('sort=newest')).json()) as { records: { id: string }[]; total: number; bounded: boolean };
		expect([records.length, bounded]).toEqual([total, false]);
		expect(records.map(({ id }) => id)).toContain(exchange.ids.notification);
		const csv = await textOf(await found('sort=newest', 'en', 'csv'), 'csv');
		const sheet = await textOf(await found('sort=newest', 'ar', 'xlsx'), 'xlsx');
		expect(csv.trimEnd().split('\r\n')).toHaveLength(total + 1);
		for (const { id } of records) for (const text of [csv, sheet]) expect(text).toContain(id);
	});

	test.each(['sort=newest', 'sort=oldest', 'q=mercury', 'party=GHA', 'q=nothing-of-the-kind'])(
		'%s: behind those in order come all others, each once',
		async (query) => {
			const db = exchange.world.database.read;
			const question = questionFrom(new URLSearchParams(query), 'en', 1);
			const whole = await firstResults(db, question, exchange.world);
			const first = await firstResults(db, question, exchange.world, 2);
			expect([whole.bounded, first.bounded]).toEqual([false, whole.results.length > 2]);
			const ids = first.results.map(({ id }) => id);
			for await (const portion of furtherResults(db, question, first, exchange.world)) ids.push(...portion.map(({ id }) => id));
			expect(ids.toSorted()).toEqual(whole.results.map(({ id }) => id).toSorted());
		}
	);

	test('hold no word of drafts, of private answers, and of what is restricted or was withdrawn', async () => {
		for (const query of [
			'',
			'sort=oldest',
			'party=GHA',
			'type=art17-4-nfp',
			`q=${canary}`,
			`q=%22${canary}%20street%22`,
			`q=${canary}&spell=no&expand=no`
		])
			for (const format of ['json', 'csv', 'xlsx'])
				for (const lang of ['en', 'ar']) {
					const reply = await found(query, lang, format);
					expect([reply.status, reply.headers.get('content-language')]).toEqual([200, lang]);
					// The question itself is said back: its address and its words.
					const said = (await textOf(reply, format))
						.toLowerCase()
						.replace(/q=[^"&,]*/g, '')
						.replaceAll(`"${canary}"`, '')
						.replaceAll(`${canary} street`, '');
					expect(query.includes(canary) ? said.replaceAll(`\\"`, '') : said, `${query} ${format}`).not.toContain(canary);
					for (const hidden of ['draft', 'submitted', 'returned', 'bilateral', 'restricted', 'withdrawn'] as const)
						expect(said, `${query} ${format} ${hidden}`).not.toContain(exchange.ids[hidden].toLowerCase());
				}
	});
});

test('no sheet of a register holds a word of what may not come out', async () => {
	for (const { id } of await registersOf(exchange.world.definitions))
		for (const query of ['', `?on=${today}`, '?on=2026-02-01', '?standing=withdrawn']) {
			const text = await textOf(await get(registerFile, `/fr/registers/${id}.xlsx${query}`, { lang: 'fr', register: id }), 'xlsx');
			expect(text.toLowerCase(), `${id} ${query}`).not.toContain(canary);
		}
});
