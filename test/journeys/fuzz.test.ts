// SPDX-License-Identifier: Apache-2.0
// Bad input to every operation that the description of the API names, generated from that description: a clear problem in the caller's
// language, never a 5xx, and nothing written by half. The same input each time.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '#api/operations.ts';
import type { Person } from '#people/person.ts';
import { languages } from '#text/languages.ts';
import { moveNames } from '#records/move.ts';
import { type Exchange, information, openExchange } from '../exchange.ts';
import { chanceFrom } from '../ground/chance.ts';
import { ama, paul } from '../people.ts';

type Tree = { [key: string]: unknown };
interface Described {
	parameters?: { $ref?: string; name: string; in: string }[];
	requestBody?: { content: { [type: string]: { schema: Tree; example?: unknown } } };
}

let exchange: Exchange;
let document: { paths: { [path: string]: { [method: string]: Described } } };
let tokens: [string, ...(string | undefined)[]];
beforeAll(async () => {
	exchange = await openExchange();
	document = (await (await exchange.call('openapi.json')).json()) as typeof document;
	const tokenOf = async (person: Person) => (await exchange.token(person)).token;
	// Mostly somebody who may, since a stranger is stopped before anything is read; with several tokens, since each has its limit.
	tokens = [await tokenOf(ama), await tokenOf(ama), await tokenOf(ama), await tokenOf(ama), await tokenOf(paul), undefined, 'mep_wrong'];
}, 120_000);
afterAll(() => exchange.close());

const texts = [
	'',
	' ',
	'\0',
	'a\0b\u0001\u007f',
	'\u202eevil\u202c\u2066x\u2069',
	'\ufeff\u200b\u00ad',
	'x'.repeat(30_000),
	'😀'.repeat(500),
	"'; drop table records.records; --",
	"' or 1=1 /*",
	'$1 \\ \\0 %00 %s {0} ${x}',
	'<script>alert(1)</script><img src=x onerror=alert(1)>',
	'{{constructor}}',
	'../../../../etc/passwd',
	'C:\\windows\\..\\x',
	'=HYPERLINK("http://x")',
	'+1+1',
	'@SUM(A1)',
	'null',
	'NaN',
	'-1',
	'1e309',
	'99999999999999999999',
	'2026-02-30',
	'9999-12-31T23:59:60Z',
	'MC-X-Y-0001',
	'\r\nset-cookie: a=b',
	'é'.normalize('NFD').repeat(10)
];
const nested = (depth: number): unknown => (depth ? [nested(depth - 1)] : 'deep');
const values: unknown[] = [
	...texts,
	'\ud800',
	null,
	true,
	0,
	-1,
	1.5,
	1e300,
	Number.MAX_SAFE_INTEGER + 2,
	[],
	[null],
	[[[]]],
	{},
	{ en: null },
	{ constructor: 1, toString: 2 },
	nested(20),
	nested(200),
	Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`key${at}`, at]))
];
const bodies: (string | Uint8Array)[] = [
	'',
	' ',
	'{',
	'{"a":}',
	'null',
	'[]',
	'"text"',
	'1e999',
	'{"version":1e999,"answers":{}}',
	'{"__proto__":{"x":1},"version":0,"answers":{"__proto__":{"y":2}}}',
	'{"version":0,"version":1,"answers":{"title":{"__proto__":"x"}}}',
	'['.repeat(50_000),
	`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
	`{"version":0,"answers":{"title":{"en":"${'x'.repeat(10_500_000)}"}}}`,
	new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
	new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37])
];

/** Everything that a body can be turned into by a value in place of one of its parts, or beside them. */
function* turned(body: unknown, value: unknown): Generator<unknown> {
	yield value;
	if (typeof body !== 'object' || body === null) return;
	const own = Object.entries(body as Tree);
	for (const [name, part] of own) for (const each of turned(part, value)) yield { ...body, [name]: each };
	for (const [name] of own) yield Object.fromEntries(own.filter(([other]) => other !== name));
	yield { ...body, surprise: value };
	yield { ...body, 'question\u0000\ud800': value };
}

/** A body with every part that the schema knows. */
function whole(schema: Tree): unknown {
	if (schema.enum) return (schema.enum as unknown[])[0];
	if (schema.type === 'object')
		return Object.fromEntries(Object.entries((schema.properties ?? {}) as { [name: string]: Tree }).map(([name, part]) => [name, whole(part)]));
	if (schema.type === 'array') return [whole(schema.items as Tree)];
	return schema.type === 'integer' ? 1 : schema.type === 'boolean' ? true : 'x';
}

/** Rows of all that acts on records and tokens write. */
async function written(): Promise<unknown> {
	const { rows } = await sql`select
		(select count(*) from records.records) as records, (select coalesce(sum(version), 0) from records.drafts) as saves,
		(select count(*) from records.drafts) as drafts, (select count(*) from records.revisions) as revisions,
		(select count(*) from records.moves) as moves, (select count(*) from records.events) as events,
		(select count(*) from records.answer_changes) as answers, (select count(*) from records.attachments) as attachments,
		(select count(*) from people.token_replies) as replies`.execute(exchange.world.database.kysely);
	return rows[0];
}

let calls = 0;
async function refusedOrDone(name: string, path: string, wishes: Parameters<Exchange['call']>[1]): Promise<void> {
	const language = languages[calls % languages.length] ?? 'en';
	const before = await written();
	const reply = await exchange.call(path, { ...wishes, headers: { 'accept-language': language, ...wishes?.headers } });
	calls += 1;
	const text = await reply.text();
	const said = `${name} ${JSON.stringify(wishes)?.slice(0, 300)} → ${reply.status} ${text.slice(0, 300)}`;
	expect(reply.status, said).toBeLessThan(500);
	if (reply.status < 400) return;
	expect(reply.headers.get('content-type'), said).toBe('application/problem+json');
	const problem = JSON.parse(text) as { title: string; status: number; type: string; code: string };
	expect(problem, said).toMatchObject({ status: reply.status, type: `/developers/problems#${problem.code}`, title: expect.stringMatching(/\S/) });
	if (!path.includes('lang=')) expect(reply.headers.get('content-language'), said).toBe(language);
	expect(await written(), said).toEqual(before);
}

/** As many for an operation that takes a body, and for one that does not. */
const [perWriting, perReading] = [120, 20];

test('every operation under generated bad input', async () => {
	const random = chanceFrom(20261124);
	const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
	const { ids } = exchange;
	const named = new Set<string>();
	let expected = 0;
	for (const [template, methods] of Object.entries(document.paths))
		for (const [method, operation] of Object.entries(methods)) {
			const name = `${method} ${template}`;
			named.add(name);
			const [, bad = 'none'] = /\{(\w+)\}/.exec(template) ?? [];
			/** An address below the API, decoded, that exists but for what is put in place of its first part. */
			const address = (text?: string): string =>
				template
					.slice(1)
					.replace(/\{(\w+)\}/g, (_, part: string) =>
						text !== undefined && part === bad ? text : part === 'id' ? some([ids.draft, ids.draft, ids.submitted]) : '1'
					);
			const inQuery = (operation.parameters ?? []).filter((each) => each.in === 'query').map((each) => each.name);
			const content = operation.requestBody?.content['application/json'];
			const takes = operation.requestBody !== undefined;
			const sound = content && { ...(whole(content.schema) as Tree), ...(content.example as Tree) };
			if (sound && 'answers' in sound) sound.answers = { ...information('x'), files: [{ file: 'a'.repeat(64), name: 'x', language: 'en' }] };
			const body = (): string | Uint8Array => {
				if (!sound || random() < 0.2) return some(bodies);
				if ('move' in sound) sound.move = some(moveNames);
				// A move with nothing that does not belong to it is one that may be made, with whatever words.
				const base = 'move' in sound && random() < 0.5 ? { move: sound.move, reason: 'x' } : sound;
				return JSON.stringify(some([...turned(base, some(values))])) ?? 'null';
			};
			const times = takes ? perWriting : perReading;
			expected += times;
			for (let time = 0; time < times; time += 1) {
				const sort = random();
				const path = address(sort < 0.1 ? some(texts) : undefined);
				const query = new URLSearchParams();
				if (inQuery.length && (sort > 0.85 || !takes)) query.set(some(inQuery), some(texts));
				if (sort > 0.95) query.set(`surprise${some(texts).slice(0, 20)}`, some(texts));
				const headers: Record<string, string> = {};
				if (random() < 0.2) headers['if-match'] = some(['"0"', 'W/"x"', '*', '"99999999999"', '""']);
				if (random() < 0.2) headers['idempotency-key'] = some(['', 'x y', 'x'.repeat(500), 'good-key', '../x']);
				const encoded = path
					.split('/')
					.map((part) => encodeURIComponent(part.toWellFormed()))
					.join('/');
				await refusedOrDone(name, `${encoded}${query.size ? `?${query}` : ''}`, {
					method: method.toUpperCase(),
					token: some(tokens),
					path,
					headers,
					...(takes ? { body: body() } : {})
				});
			}
		}
	expect(named.size).toBe(operations.length);
	expect(calls).toBe(expected);
}, 120_000);

test('what all this left in drafts can still be read and checked', async () => {
	const [token] = tokens;
	for (const path of ['me/records', `records/${exchange.ids.draft}/draft`, `records/${exchange.ids.draft}/draft/findings`])
		expect((await exchange.call(path, { token })).status, path).toBe(200);
});
