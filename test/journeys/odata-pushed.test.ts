// SPDX-License-Identifier: Apache-2.0
// Questions of OData are answered by the database where it can: whatever is asked, it gives the rows that the rows themselves would give, in every
// script, and it gives them however many there are.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Exchange, openExchange, origin, today } from '../exchange.ts';
import { chanceFrom } from '../ground/chance.ts';
import { type Caller, callerOf } from '../odata.ts';

let exchange: Exchange;
let call: Caller;

const titles: { [language: string]: string }[] = [
	{ en: 'Gold Mining', fr: 'Extraction de l’OR', ar: 'منصة المعرفة' },
	{ en: 'gold mining', zh: '知识平台 ＡＢ' },
	{ fr: 'STRASSE und straße', es: 'Ñandú ñandú' },
	{ ru: 'РТУТЬ и ртуть', en: '' },
	{ es: 'ΟΔΟΣ και οδός, ΣΑΣ' },
	{ en: 'İstanbul ISTANBUL ıi', ar: '' },
	{ zh: '汞😀 %_\\ “ﬁ”', en: 'é É é' },
	{},
	{ en: "O'Neil", fr: 'tolower' }
];

/** Copies of one entry, each with a title and areas of its own. */
const copied = (from: number, to: number) =>
	exchange.world.database.write((db) =>
		sql`
			insert into catalogue.entries
			select copy.* from catalogue.entries as one, generate_series(${from}::int, ${to}::int) as n,
				lateral jsonb_populate_record(one, jsonb_build_object(
					'record_id', 'COPY-' || lpad(n::text, 6, '0'), 'number', null, 'search', '',
					'title', ${JSON.stringify(titles)}::jsonb -> (n % ${titles.length}),
					'region', case when n % 4 = 0 then null else 'africa' end,
					'areas', case n % 3 when 0 then '[]'::jsonb when 1 then '["asgm"]' else '["asgm", "Products-é"]' end
				)) as copy
			where one.record_id = (select min(record_id) from catalogue.entries where state = 'published' and type = 'art17-exchange-record')`.execute(db)
	);

beforeAll(async () => {
	exchange = await openExchange();
	await copied(1, 40);
	call = callerOf(exchange.world, { origin, today });
}, 120_000);
afterAll(() => exchange.close());

async function found(filter: string, order: string, status = 200): Promise<string[]> {
	const query = `$select=id&$top=200${filter && `&$filter=${encodeURIComponent(filter)}`}${order && `&$orderby=${encodeURIComponent(order)}`}`;
	const reply = await call('/odata', `/Records?${query}`, { accept: 'application/json' });
	const body = (await reply.json()) as { value?: { id: string }[] };
	expect([filter, order, reply.status]).toEqual([filter, order, status]);
	return (body.value ?? []).map(({ id }) => id);
}

const texts = [
	'gold',
	'OR',
	'or',
	'Ñ',
	'ñandú',
	'РТУТЬ',
	'ртуть',
	'σ',
	'ς',
	'ΟΔΌΣ',
	'straße',
	'SS',
	'i',
	'İ',
	'i̇',
	'ı',
	'汞',
	'😀',
	'%',
	'_',
	'',
	'ﬁ',
	'FI',
	'É',
	'منصة'
];
const languages = ['en', 'fr', 'zh', 'xx', ''];

/** Filters such as programs put together. */
function filters(chance: () => number): string {
	const one = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
	const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
	const letters = (text: string) => one([text, text, `tolower(${text})`, `toupper(${text})`, `tolower(toupper(${text}))`]);
	const whole = (of: readonly string[]) => letters(one(of));
	const value = () => letters(quoted(one(texts)));
	const about = (of: readonly string[]): string =>
		one([
			() => `${one(['contains', 'startswith', 'endswith'])}(${whole(of)},${value()})`,
			() => `${whole(of)} ${one(['eq', 'ne', 'lt', 'ge'])} ${value()}`,
			() => `${value()} ${one(['eq', 'ne'])} ${whole(of)}`,
			() => `${whole(of)} in (${value()},${value()})`,
			() => `${whole(of)} eq null`
		])();
	const plain = ['title', 'region', 'type', 'id', 'titleLanguage'];
	const leaf = (): string =>
		one([
			() => about(plain),
			() => about(['titles/value', 'titles/value', 'titles/language']),
			() =>
				`titles/${one(['any', 'all'])}(t:${one([about(['t/value']), `t/language eq '${one(languages)}' and ${about(['t/value'])}`, `not (${about(['t/value', 't/language'])})`, `${about(['t/value'])} or ${about(['title'])}`])})`,
			() => `areas/${one(['any', 'all'])}(a:${about(['a'])})`,
			() => one(['titles/any()', 'areas/any()']),
			() => `titles/language eq '${one(languages)}'`
		])();
	const whole2 = (depth: number): string =>
		depth === 0
			? leaf()
			: one([leaf, () => `not (${whole2(depth - 1)})`, () => `(${whole2(depth - 1)}) ${one(['and', 'or'])} (${whole2(depth - 1)})`])();
	return whole2(2);
}

test('the database and the rows agree', async () => {
	const chance = chanceFrom(23);
	const sizes = new Set<number>();
	for (let run = 0; run < 400; run += 1) {
		const filter = filters(chance);
		// Compared with a truth, no part of it can be asked of the database.
		const [asked, looked] = [await found(filter, 'id'), await found(`(${filter}) eq true`, 'id')];
		expect([filter, asked]).toEqual([filter, looked]);
		sizes.add(asked.length);
	}
	expect(sizes.size).toBeGreaterThan(12);
});

test.each([
	'title',
	'title desc',
	'tolower(title),id desc',
	'toupper(title) desc',
	'titles/value',
	'titles/value desc',
	'region desc,tolower(titleLanguage)'
])('they agree on the order by %s', async (order) => {
	const asked = await found('', order);
	expect(asked.length).toBeGreaterThan(40);
	expect(asked).toEqual(await found('(id ne null) eq true', order));
});

test('of more rows than are ever read, and page by page', async () => {
	await copied(41, 20_100);
	await found("concat(title,'') eq 'x'", '', 400);
	for (const filter of [
		"contains(tolower(title),tolower('GOLD'))",
		"titles/any(t:t/language eq 'fr' and startswith(t/value,'STRASSE'))",
		"areas/any(a:a eq 'asgm')"
	])
		expect((await found(filter, 'tolower(title)')).length).toBe(200);
	const small = callerOf(exchange.world, { origin, today, pageSize: 900 });
	const seen = new Set<string>();
	let path: string | undefined =
		`/Records?$select=id&$count=true&$orderby=${encodeURIComponent('titles/value desc')}&$filter=${encodeURIComponent("tolower(title) eq 'gold mining'")}`;
	let total = 0;
	for (let pages = 0; path && pages < 10; pages += 1) {
		const body = (await (await small('/odata', path, { accept: 'application/json' })).json()) as {
			value: { id: string }[];
			'@odata.count'?: number;
			'@odata.nextLink'?: string;
		};
		total = body['@odata.count'] ?? total;
		for (const { id } of body.value) seen.add(id);
		path = body['@odata.nextLink']?.slice(`${origin}/odata`.length);
	}
	expect([total > 4000, seen.size]).toEqual([true, total]);
}, 60_000);
