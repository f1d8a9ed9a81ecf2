// SPDX-License-Identifier: Apache-2.0
// A client of Skosmos reads the vocabularies: what there is, how concepts stand above and below each other, what fits a word; and people are led from
// the address of a concept to its page, programs to its graph.
import { Parser } from 'n3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readerIn } from '#text/message.ts';
import { languages } from '#text/languages.ts';
import { GET as rest } from '../../src/routes/rest/v1/[...path]/+server.ts';
import { GET as permanent } from '../../src/routes/concepts/[vocabulary]/[[concept]]/+server.ts';
import { openWorld, type World } from '../world.ts';

const origin = 'https://exchange.test';
let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.database.close());

async function locals() {
	const { convention, definitions, database } = world;
	return { convention, definitions, platform: { configuration: { origin }, database }, reader: await readerIn('en') };
}
async function call(path: string, headers: Record<string, string> = {}): Promise<Response> {
	const url = new URL(`${origin}/rest/v1/${path}`);
	const event = { locals: await locals(), params: { path: url.pathname.slice('/rest/v1/'.length) }, request: new Request(url, { headers }), url };
	return rest(event as unknown as Parameters<typeof rest>[0]);
}
async function json<T>(path: string): Promise<T> {
	const reply = await call(path);
	expect([reply.status, await reply.clone().text()]).toEqual([200, expect.any(String)]);
	return (await reply.json()) as T;
}
const uri = (id: string, vocabulary = 'mercury') => `${origin}/concepts/${vocabulary}/${id}`;
const of = (id: string) => `uri=${encodeURIComponent(uri(id))}`;
interface Named {
	uri: string;
	prefLabel: string;
}

describe('what there is', () => {
	test('vocabularies with their titles, in the language that is asked for', async () => {
		const { vocabularies } = await json<{ vocabularies: { id: string; title: string }[] }>('vocabularies?lang=fr');
		expect(vocabularies.map(({ id }) => id)).toEqual(['mercury', 'areas', 'articles', 'record-types', 'sectors']);
		expect(vocabularies[1]?.title).toBe('Domaines d’intervention');
	});

	test('one vocabulary, its top concepts, statistics and index', async () => {
		expect(await json('mercury/?lang=en')).toMatchObject({ id: 'mercury', defaultLanguage: 'en', languages: [...languages] });
		const { topconcepts } = await json<{ topconcepts: { uri: string; hasChildren: boolean }[] }>('mercury/topConcepts?lang=en');
		expect(topconcepts).toContainEqual(expect.objectContaining({ uri: uri('mercury'), hasChildren: true }));
		// By both names: of the program and of its description.
		const groups = { class: 'http://www.w3.org/2004/02/skos/core#Collection', count: 28 };
		expect(await json('mercury/vocabularyStatistics')).toMatchObject({ concepts: { count: 210 }, conceptGroups: groups, conceptsGroups: groups });
		const { languages: counted } = await json<{ languages: { language: string; properties: { property: string; labels: number }[] }[] }>(
			'mercury/labelStatistics'
		);
		for (const { properties } of counted) expect(properties[0]).toEqual({ property: 'skos:prefLabel', labels: 210 });
		const { indexLetters } = await json<{ indexLetters: string[] }>('mercury/index/?lang=en');
		expect(indexLetters).toContain('M');
		const { indexConcepts } = await json<{ indexConcepts: Named[] }>('mercury/index/M?lang=en');
		expect(indexConcepts).toContainEqual(expect.objectContaining({ uri: uri('mercury'), prefLabel: 'mercury' }));
	});
});

describe('how concepts stand', () => {
	test('above, below, both all the way', async () => {
		expect(await json(`mercury/broader?lang=en&${of('elemental-mercury')}`)).toMatchObject({
			broader: [{ uri: uri('mercury'), prefLabel: 'mercury' }]
		});
		const { narrower } = await json<{ narrower: Named[] }>(`mercury/narrower?lang=ar&${of('mercury')}`);
		expect(narrower).toContainEqual({ uri: uri('elemental-mercury'), prefLabel: 'الزئبق الأولي' });
		const { narrowerTransitive } = await json<{ narrowerTransitive: Record<string, Named> }>(`mercury/narrowerTransitive?${of('mercury')}`);
		expect(Object.keys(narrowerTransitive)).toEqual(expect.arrayContaining([uri('mercury'), uri('mercury-vapour')]));
		const { broaderTransitive } = await json<{ broaderTransitive: Record<string, { broader: string[] }> }>(
			`mercury/hierarchy?${of('elemental-mercury')}`
		);
		expect(broaderTransitive[uri('elemental-mercury')]?.broader).toEqual([uri('mercury')]);
		expect(broaderTransitive[uri('mercury')]).toMatchObject({ top: `${origin}/concepts/mercury` });
	});

	test('what belongs to it elsewhere, and its label', async () => {
		const { mappings } = await json<{ mappings: { uri: string }[] }>(`mercury/mappings?${of('mercury')}`);
		expect(mappings.map((each) => each.uri)).toContain(uri('1', 'articles'));
		expect(await json(`label?lang=zh&${of('mercury')}`)).toMatchObject({ prefLabel: '汞' });
	});
});

describe('what fits a word', () => {
	const found = async (query: string) => (await json<{ results: (Named & { altLabel?: string; lang: string; vocab: string })[] }>(query)).results;

	test('the whole label, a beginning, any part; accents and case make no difference', async () => {
		expect((await found('search?query=mercure&lang=fr')).map((each) => each.uri)).toEqual([uri('mercury')]);
		expect((await found('search?query=MERCURE*&lang=fr')).length).toBeGreaterThan(1);
		expect((await found('mercury/search?query=*elementaire&lang=fr')).map((each) => each.uri)).toContain(uri('elemental-mercury'));
		expect(await found('search?query=quicksilver&lang=en')).toEqual([
			expect.objectContaining({ uri: uri('mercury'), prefLabel: 'mercury', altLabel: 'quicksilver', lang: 'en', vocab: 'mercury' })
		]);
		expect(await found('search?query=quicksilver&lang=fr')).toEqual([]);
	});

	test('as many as wanted, from where wanted, below a concept, in another language', async () => {
		const all = await found('mercury/search?query=*mercur*&lang=en');
		expect(await found('mercury/search?query=*mercur*&lang=en&maxhits=2&offset=1')).toEqual(all.slice(1, 3));
		const below = await found(`mercury/search?query=*&lang=en&unique=1&parent=${encodeURIComponent(uri('elemental-mercury'))}&maxhits=500`);
		expect(below.length).toBeGreaterThan(0);
		expect(below.length).toBeLessThan(210);
		expect((await found('search?query=mercury&lang=en&labellang=ru'))[0]).toMatchObject({ prefLabel: 'ртуть', lang: 'ru' });
		expect(await found('search?query=mercury&vocab=areas')).toEqual([]);
	});

	test('many stars do not stall it', async () => {
		expect(await found(`search?query=${'*a'.repeat(2000)}&lang=en`)).toEqual([]);
	});
});

describe('the graph', () => {
	test('of a concept and of a vocabulary, in the shape that is asked for', async () => {
		const turtle = await call(`data?${of('elemental-mercury')}`, { accept: 'text/turtle' });
		expect(turtle.headers.get('content-type')).toBe('text/turtle; charset=utf-8');
		const quads = new Parser().parse(await turtle.text());
		const named = quads.filter(({ predicate }) => predicate.value.endsWith('#prefLabel')).map(({ subject }) => subject.value);
		expect(named.filter((each) => each === uri('elemental-mercury') || !each.includes('/mercury/'))).toHaveLength(12);
		// And what the concepts beside it are called.
		expect(named.filter((each) => each === uri('mercury'))).toHaveLength(6);
		const whole = await call('mercury/data?format=application/n-triples');
		const concepts = new Parser({ format: 'application/n-triples' })
			.parse(await whole.text())
			.filter(({ object }) => object.value === 'http://www.w3.org/2004/02/skos/core#Concept');
		expect(concepts).toHaveLength(210);
	});

	test('is not sent again to whoever has it', async () => {
		const first = await call('mercury/data');
		const again = await call('mercury/data', { 'if-none-match': first.headers.get('etag') ?? '' });
		expect(again.status).toBe(304);
		expect(first.headers.get('access-control-allow-origin')).toBe('*');
	});
});

test('groups are the articles; what belongs together is told both ways; matches are told by how near they are', async () => {
	const { groups } = await json<{ groups: { uri: string; notation: string }[] }>('mercury/groups?lang=en');
	expect(groups).toContainEqual(expect.objectContaining({ uri: uri('article-7'), notation: '7', hasMembers: true }));
	const { members } = await json<{ members: Named[] }>(`mercury/groupMembers?lang=en&${of('article-7')}`);
	expect(members.map((each) => each.uri)).toContain(uri('asgm'));
	const found = await json<{ results: Named[] }>(`mercury/search?query=*&lang=en&maxhits=500&unique=1&group=${encodeURIComponent(uri('article-7'))}`);
	expect(found.results).toHaveLength(members.length);
	for (const [one, other] of [
		['lamps', 'led'],
		['led', 'lamps']
	] as const)
		expect((await json<{ related: Named[] }>(`mercury/related?lang=en&${of(one)}`)).related.map((each) => each.uri)).toContain(uri(other));
	const { mappings } = await json<{ mappings: { uri: string; typeLabel: string; vocabName: string }[] }>(`mercury/mappings?lang=en&${of('asgm')}`);
	expect(
		mappings
			.slice(0, 2)
			.map((each) => [each.uri, each.typeLabel])
			.toSorted()
	).toEqual([
		[uri('asgm', 'areas'), 'Exactly matching concepts'],
		[uri('asgm', 'sectors'), 'Exactly matching concepts']
	]);
	expect((await call(`mercury/mappings?clang=xx&${of('asgm')}`)).status).toBe(400);
	expect((await call(`mercury/mappings?external=perhaps&${of('asgm')}`)).status).toBe(400);
	expect(await json('mercury/modified?lang=en')).toMatchObject({ changeList: [] });
});

describe('mistakes', () => {
	test.each(['nothing/', 'mercury/nothing', 'mercury/label?uri=https://elsewhere.example/1', 'mercury/index/M/x', 'data?uri=x'])(
		'%s is not there',
		async (path) => expect((await call(path)).status).toBe(404)
	);
	test.each([
		'vocabularies',
		'types',
		'mercury/new?limit=x',
		'search',
		'label',
		'mercury/broader',
		'mercury/lookup',
		'search?query=a&maxhits=x',
		'mercury/data?format=text/plain'
	])('%s is told what is missing', async (path) => {
		const reply = await call(path);
		expect([reply.status, reply.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
	});
	test.each([
		[undefined, 'application/json'],
		['*/*', 'application/json'],
		['application/json', 'application/json'],
		['application/ld+json', 'application/ld+json'],
		['application/json;q=0.2, application/ld+json', 'application/ld+json'],
		['text/html', 'application/json']
	])('who takes %s is given %s', async (accept, type) => {
		for (const path of ['vocabularies?lang=en', 'mercury/', 'mercury/search?query=gold*'])
			expect((await call(path, accept === undefined ? {} : { accept })).headers.get('content-type'), path).toBe(`${type}; charset=utf-8`);
	});
	test('a script is called by a name and nothing else', async () => {
		expect(await (await call('types?lang=en&callback=my.read')).text()).toMatch(/^\/\*\*\/my\.read\(\{/);
		expect((await call('types?lang=en&callback=alert(1)')).status).toBe(400);
	});
});

test('the address of a concept leads people to its page and programs to its graph', async () => {
	const asked = async (concept: string | undefined, accept: string) => {
		const request = new Request(uri(concept ?? ''), { headers: { accept } });
		return permanent({ locals: await locals(), params: { vocabulary: 'mercury', concept }, request } as unknown as Parameters<typeof permanent>[0]);
	};
	expect((await asked('mercury', 'text/html')).headers.get('location')).toBe('/en/concepts/mercury/mercury');
	expect((await asked('mercury', 'text/turtle')).headers.get('location')).toBe(`/rest/v1/mercury/data?format=text%2Fturtle&${of('mercury')}`);
	expect((await asked(undefined, 'application/rdf+xml')).headers.get('location')).toBe('/rest/v1/mercury/data?format=application%2Frdf%2Bxml');
	await expect(asked('nothing', 'text/html')).rejects.toMatchObject({ status: 404 });
});
