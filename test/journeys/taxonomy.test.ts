// SPDX-License-Identifier: Apache-2.0
// The secretariat keeps the taxonomy at its desk: labels, merging, deprecating; brings a partner's vocabulary and matches it with ours. Readers, search and
// outlets follow.
import { Parser } from 'n3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryFrom, type Published } from '#catalogue/entry.ts';
import { bringInStep, keepInStep } from '#catalogue/server/keep-in-step.ts';
import { labelsFor } from '#catalogue/server/concept-labels.ts';
import { fieldsOf } from '#components/facts/fields.ts';
import type { ConceptValue } from '#convention/fact.ts';
import { currentConvention } from '#convention/server/current.ts';
import { factOf, historyOf } from '#convention/server/facts.ts';
import { readGraph } from '#interop/skos/partner/read-graph.ts';
import { conceptsIn } from '#interop/skos/partner/concepts.ts';
import type { Person } from '#people/person.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import { readerIn } from '#text/message.ts';
import { languages } from '#text/languages.ts';
import * as desk from '#routes/[lang]/work/taxonomy/+page.server.ts';
import * as page from '#routes/[lang]/work/taxonomy/[list]/[id]/+page.server.ts';
import * as adding from '#routes/[lang]/work/taxonomy/[list]/new/+page.server.ts';
import * as bringing from '#routes/[lang]/work/taxonomy/import/+page.server.ts';
import * as file from '#routes/[lang]/work/taxonomy/import/[file]/+page.server.ts';
import { GET as mapping } from '#routes/[lang]/work/taxonomy/import/[file]/mapping.[format]/+server.ts';
import { GET as permanent } from '#routes/concepts/[vocabulary]/[[concept]]/+server.ts';
import { GET as rest } from '#routes/rest/v1/[...path]/+server.ts';
import { ama, edith, nina } from '../people.ts';
import { openExchange, type Exchange } from '../exchange.ts';

const origin = 'https://exchange.test';
let exchange: Exchange;
let jobs: Jobs;
beforeAll(async () => {
	exchange = await openExchange();
	const { database, catalogue } = exchange.world;
	const log = openLog('silent');
	jobs = await openJobs(database, { log, drained: true });
	await keepInStep({ jobs, database, log } as Platform, async () => ({ ...catalogue, convention: await currentConvention(database) }));
});
afterAll(async () => {
	await jobs.stop();
	await exchange.close();
});

async function request(person: Person | null, params: Record<string, string>, path = '') {
	const { world } = exchange;
	const locals = {
		person,
		definitions: world.definitions,
		platform: { database: world.database, jobs, configuration: { origin } },
		convention: await currentConvention(world.database),
		reader: await readerIn('en'),
		doing: () => world.doing(person as Person)
	};
	return { locals, params: { lang: 'en', ...params }, url: new URL(`${origin}/en/work/taxonomy${path}`) };
}
interface Outcome<T> {
	status: number;
	location?: string;
	value: T;
}
/** Runs a load or an action; what it throws for SvelteKit is given back as data. */
async function run<T>(handler: unknown, event: object): Promise<Outcome<T>> {
	try {
		const value = (await (handler as (event: object) => unknown)(event)) as { status?: number; data?: unknown } & T;
		return value?.data !== undefined && value.status ? { status: value.status, value: value.data as T } : { status: 200, value };
	} catch (thrown) {
		const { status, location } = thrown as { status?: number; location?: string };
		if (!status) throw thrown;
		return { status, ...(location ? { location } : {}), value: undefined as T };
	}
}
const posted = (fields: Record<string, string | File>) => {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	return new Request(`${origin}/`, { method: 'POST', body });
};
interface Refused {
	refusal: { refusal: string };
	findings: { at: string; code: string }[];
	wrong: { code: string; line: number; value: string }[];
	faults: { code: string; line: number | null; values: { value: string } }[];
}
const act = async (name: keyof typeof page.actions, id: string, fields: Record<string, string>, person: Person = edith, list = 'mercury') =>
	run<Refused>(page.actions[name], { ...(await request(person, { list, id }, `/${list}/${id}`)), request: posted(fields) });
/** Posts the form of a concept as the page fills it, with some fields typed over. */
async function save(id: string, typed: Record<string, string>, seen?: string) {
	const shown = await run<{ fact: { value: ConceptValue; status: string; source: string }; seen: string }>(
		page.load,
		await request(edith, { list: 'mercury', id }, `/mercury/${id}`)
	);
	const { fact } = shown.value;
	const fields = new FormData();
	for (const [name, value] of fieldsOf('concept', fact.value)) fields.append(name, value);
	for (const [name, value] of Object.entries({ seen: seen ?? shown.value.seen, status: fact.status, source: fact.source, ...typed }))
		fields.set(name, value);
	return run<Refused>(page.actions.save, {
		...(await request(edith, { list: 'mercury', id }, `/mercury/${id}`)),
		request: new Request(`${origin}/`, { method: 'POST', body: fields })
	});
}
const stored = async (id: string) => (await factOf(exchange.world.database.read, 'concept', id))?.value;
async function restCall<T>(path: string): Promise<T> {
	const url = new URL(`${origin}/rest/v1/${path}`);
	const event = { ...(await request(null, { path: url.pathname.slice('/rest/v1/'.length) })), request: new Request(url), url };
	return (await (await rest(event as never)).json()) as T;
}
async function graph(path: string): Promise<string> {
	const [vocabulary = '', concept] = path.split('/');
	const event = { ...(await request(null, { vocabulary, ...(concept ? { concept } : {}) })), request: new Request(`${origin}/concepts/${path}`) };
	return (await permanent(event as never)).text();
}

describe('the desk', () => {
	test('is for those who keep facts', async () => {
		expect((await run(desk.load, await request(ama, {}))).status).toBe(403);
		expect((await run(page.load, await request(nina, { list: 'mercury', id: 'batteries' }))).status).toBe(403);
		expect((await act('deprecate', 'batteries', { reason: 'x' }, ama)).status).toBe(403);
		expect((await run(page.load, await request(edith, { list: 'weather', id: 'batteries' }))).status).toBe(404);
		expect((await run(page.load, await request(edith, { list: 'mercury', id: 'nowhere' }))).status).toBe(404);
	});

	test('finds a concept by any label in any language', async () => {
		const found = await run<{ rows: { id: string }[] }>(desk.load, await request(edith, {}, '?q=vif-argent'));
		expect(found.value.rows.map(({ id }) => id)).toEqual(['mercury']);
		const sectors = await run<{ rows: { id: string }[] }>(desk.load, await request(edith, {}, '?list=sectors'));
		expect(sectors.value.rows.length).toBe(27);
	});

	test('a hidden label is searched by at once, never shown, and who, when and why are kept', async () => {
		const saved = await save('batteries', { 'hiddenLabel.en': 'baterry', 'definition.en': 'Cells that give current.', reason: 'often misspelt' });
		expect(saved).toMatchObject({ status: 303, location: '/en/work/taxonomy/mercury/batteries?done=saved' });
		const convention = await currentConvention(exchange.world.database);
		expect([...(await labelsFor(exchange.world.database.read, convention)).vocabulary.keys()]).toContain('baterry');
		const { results } = await restCall<{ results: { uri: string; hiddenLabel: string }[] }>('search?query=baterry&lang=en');
		expect(results).toEqual([expect.objectContaining({ uri: `${origin}/concepts/mercury/batteries`, hiddenLabel: 'baterry' })]);
		const [change] = await historyOf(exchange.world.database.read, 'concept', 'batteries');
		expect(change).toMatchObject({ by: edith.id, reason: 'often misspelt' });
		const { changeList } = await restCall<{ changeList: { uri: string; date: string }[] }>('mercury/modified?lang=en&limit=5');
		expect(changeList[0]).toMatchObject({ uri: `${origin}/concepts/mercury/batteries`, date: '2026-11-24T10:00:00.000Z' });
		const missing = await run<{ rows: { id: string; missing: string[] }[] }>(desk.load, await request(edith, {}, '?show=missing'));
		expect(missing.value.rows).toEqual([expect.objectContaining({ id: 'batteries', missing: languages.filter((each) => each !== 'en') })]);
		expect((await save('batteries', {}, 'an older page')).value.refusal.refusal).toBe('changed-meanwhile');
	});

	test('refuses a label twice, a circle, and a neighbour that stands above', async () => {
		const codes = async (id: string, typed: Record<string, string>) => (await save(id, typed)).value.findings.map(({ at, code }) => `${at} ${code}`);
		expect(await codes('lamps', { 'prefLabel.en': 'BATTERIES' })).toEqual(['prefLabel.en label-taken']);
		expect(await codes('products', { broader: 'button-cells' })).toContain('broader not-in-order');
		expect(await codes('button-cells', { related: 'products' })).toEqual(['related above-or-below']);
		expect(await codes('lamps', { 'prefLabel.en': '' })).toEqual(['prefLabel.en language-missing']);
	});

	test('a new concept needs one language, and is new to whoever asks what is', async () => {
		const fields = {
			id: 'test-strips',
			'prefLabel.en': 'mercury test strips',
			broader: 'products',
			articles: '4',
			status: 'to-verify',
			source: 'Us'
		};
		const added = await run(adding.actions.default, { ...(await request(edith, { list: 'mercury' })), request: posted(fields) });
		expect(added).toMatchObject({ status: 303, location: '/en/work/taxonomy/mercury/test-strips?done=added' });
		const { changeList } = await restCall<{ changeList: { uri: string }[] }>('mercury/new?lang=fr');
		expect(changeList).toEqual([expect.objectContaining({ uri: `${origin}/concepts/mercury/test-strips`, prefLabel: 'mercury test strips' })]);
	});
});

test('two concepts merge: labels, children, matches and records follow, and the old address leads on', async () => {
	const { database, catalogue } = exchange.world;
	expect((await act('merge', 'asgm', { into: 'asgm', reason: '' })).value.findings[0]?.code).toBe('above-or-below');
	expect((await act('merge', 'asgm', { into: 'nowhere', reason: '' })).value.findings[0]?.code).toBe('no-such-entry');
	// Into one of its own children, which first takes its place.
	const merged = await act('merge', 'asgm', { into: 'formalization', reason: 'one and the same' });
	expect(merged).toMatchObject({ status: 303, location: '/en/work/taxonomy/mercury/formalization?done=merged' });
	expect(await stored('asgm')).toMatchObject({ state: 'deprecated', replacedBy: 'formalization' });
	expect(await stored('formalization')).toMatchObject({ broader: null, altLabel: { en: expect.arrayContaining(['ASGM']) as string[] } });
	expect((await stored('retorts'))?.broader).toBe('formalization');
	const convention = await currentConvention(database);
	expect(convention.concepts.some(({ id }) => id === 'asgm')).toBe(false);
	expect(convention.all('match').filter(({ uri, dropped }) => uri === '/concepts/mercury/asgm' && !dropped)).toEqual([]);
	// An answer that names the old one stays as it was given, and is found by the new one.
	const definition = exchange.world.definitions.current('art20-implementation-plan');
	const published = { record: { id: 'MC-IP-GH-0001', type: 'art20-implementation-plan', ownerKind: 'party', owner: 'GHA', state: 'published' } };
	const now = new Date('2026-11-24');
	const entry = entryFrom(
		{
			...published,
			...definition,
			answers: { sectors: ['asgm', 'waste'] },
			languages: ['en'],
			firstPublishedAt: now,
			publishedAt: now
		} as unknown as Published,
		convention
	);
	expect(entry.concepts).toEqual(['formalization', 'waste']);
	expect(entry.answers.sectors).toEqual(['asgm', 'waste']);
	expect(convention.entry('concepts', 'asgm')).toMatchObject({ deprecated: true, words: { en: 'artisanal and small-scale gold mining' } });
	const renewed = await bringInStep({ database }, { ...catalogue, convention });
	expect(await bringInStep({ database }, { ...catalogue, convention })).toBe(0);
	expect(renewed).toBeGreaterThanOrEqual(0);
	const turtle = await graph('mercury/asgm.ttl');
	expect(turtle).toContain(`dct:isReplacedBy <${origin}/concepts/mercury/formalization>`);
	expect(new Parser().parse(turtle).length).toBeGreaterThan(5);
	expect(await restCall('mercury/vocabularyStatistics?lang=en')).toMatchObject({ concepts: { deprecatedCount: 1 } });
	expect((await act('merge', 'retorts', { into: 'asgm', reason: '' })).value.findings[0]?.code).toBe('deprecated-entry');
});

test('a concept is deprecated, what is below moves up, and it comes back', async () => {
	const children = async () => (await currentConvention(exchange.world.database)).narrower('lamps').map(({ id }) => id);
	expect(await children()).toContain('fluorescent-lamps');
	expect((await act('deprecate', 'fluorescent-lamps', { reason: 'no longer made' })).status).toBe(303);
	expect(await children()).toEqual(expect.arrayContaining(['cfl', 'ccfl']));
	expect(await children()).not.toContain('fluorescent-lamps');
	expect((await act('restore', 'fluorescent-lamps', { reason: '' })).status).toBe(303);
	expect(await children()).toContain('fluorescent-lamps');
});

test('a match is said, refused where it is no address, and taken away', async () => {
	const said = { relation: 'exact', source: 'Page of the thesaurus', status: 'sourced' };
	expect((await act('match', 'cement', { ...said, uri: 'javascript:alert(1)' })).value.findings[0]).toMatchObject({
		at: 'uri',
		code: 'not-an-option'
	});
	expect((await act('match', 'cement', { ...said, uri: 'https://thesaurus.example/cement' })).status).toBe(303);
	const { mappings } = await restCall<{ mappings: { uri: string; type: string[] }[] }>(
		`mercury/mappings?lang=en&uri=${encodeURIComponent(`${origin}/concepts/mercury/cement`)}`
	);
	expect(mappings[0]).toMatchObject({ uri: 'https://thesaurus.example/cement', type: ['skos:exactMatch'] });
	const [match] = (await currentConvention(exchange.world.database)).all('match').filter(({ uri }) => uri === 'https://thesaurus.example/cement');
	expect((await act('drop', 'cement', { match: match?.id ?? '' })).status).toBe(303);
	expect(await graph('mercury/cement.ttl')).not.toContain('thesaurus.example');
});

describe('a partner', () => {
	const skosXl = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:xl="http://www.w3.org/2008/05/skos-xl#">
<skos:Concept rdf:about="http://thesaurus.example/batteries">
<xl:prefLabel><xl:Label><xl:literalForm xml:lang="en">Batteries</xl:literalForm></xl:Label></xl:prefLabel>
<xl:prefLabel><xl:Label><xl:literalForm xml:lang="fr">Piles</xl:literalForm></xl:Label></xl:prefLabel>
<xl:prefLabel><xl:Label><xl:literalForm xml:lang="ru">батареи</xl:literalForm></xl:Label></xl:prefLabel>
</skos:Concept>
<skos:Concept rdf:about="http://thesaurus.example/weather"><skos:prefLabel xml:lang="en">Weather stations</skos:prefLabel>
<skos:broader>not an address</skos:broader></skos:Concept>
<skos:Concept rdf:about="http://thesaurus.example/quick"><skos:prefLabel xml:lang="en">quicksilver</skos:prefLabel></skos:Concept>
<skos:Concept rdf:about="http://thesaurus.example/bare"/>
</rdf:RDF>`;
	const bring = async (content: string, name: string, person: Person = edith) =>
		run<Refused>(bringing.actions.default, { ...(await request(person, {})), request: posted({ file: new File([content], name) }) });
	interface Loaded {
		rows: { position: number; uri: string; outcome: string; ours: string; relation: string; done: boolean }[];
		faults: { code: string; line: number | null }[];
		open: number;
	}
	const open = async (id: string) => (await run<Loaded>(file.load, await request(edith, { file: id }, `/import/${id}`))).value;
	let id = '';

	test('SKOS-XL in RDF/XML is looked through: what it may be, and what could not be read, with its line', async () => {
		const brought = await bring(skosXl, 'leo.rdf');
		expect(brought.status).toBe(303);
		id = brought.location?.split('/').at(-1) ?? '';
		const { rows, faults } = await open(id);
		expect(rows.map(({ uri, outcome, ours, relation }) => [uri, outcome, ours, relation])).toEqual([
			['https://thesaurus.example/batteries', 'matched', 'mercury/batteries', 'exact'],
			['https://thesaurus.example/weather', 'new', '', ''],
			['https://thesaurus.example/quick', 'doubtful', 'mercury/mercury', '']
		]);
		expect(faults).toEqual([
			{ code: 'not-an-address', line: 9, values: { value: 'not an address' } },
			{ code: 'no-label', line: 11, values: { value: 'https://thesaurus.example/bare' } }
		]);
	});

	test('the table goes out, comes back wrong and is told so, then right; only accepting makes it stand', async () => {
		const reply = await mapping({ ...(await request(edith, { file: id, format: 'csv' })) } as never);
		const text = await reply.text();
		expect(text).toContain('https://thesaurus.example/batteries,Batteries,matched,mercury/batteries,exact');
		const back = async (content: string) =>
			run<Refused>(file.actions.table, {
				...(await request(edith, { file: id }, `/import/${id}`)),
				request: posted({ file: new File([content], 'mapping.csv') })
			});
		const wrong = await back(
			'uri,ours,relation\nhttps://thesaurus.example/quick,mercury/nothing,exact\nhttps://thesaurus.example/weather,,perhaps\n'
		);
		expect(wrong.value.wrong).toEqual([
			{ code: 'ours', line: 2, value: 'mercury/nothing' },
			{ code: 'relation', line: 3, value: 'perhaps' }
		]);
		// The address with http is the same concept.
		const right = await back('uri,ours,relation\nhttp://thesaurus.example/quick,mercury/mercury,close\nhttps://thesaurus.example/weather,,add\n');
		expect(right).toMatchObject({ status: 303, location: `/en/work/taxonomy/import/${id}?done=taken&count=2` });
		expect(await graph('mercury/batteries.ttl')).not.toContain('thesaurus.example');
		const accepted = await run(file.actions.accept, { ...(await request(edith, { file: id }, `/import/${id}`)), request: posted({}) });
		expect(accepted).toMatchObject({ status: 303, location: `/en/work/taxonomy/import/${id}?done=accepted&count=3` });
		expect(await graph('mercury/batteries.ttl')).toContain('skos:exactMatch <https://thesaurus.example/batteries>');
		expect(await graph('mercury/weather-stations.jsonld')).toContain('Weather stations');
		const [match] = (await currentConvention(exchange.world.database)).all('match').filter(({ uri }) => uri.endsWith('/quick'));
		expect(match).toMatchObject({
			concept: 'mercury/mercury',
			relation: 'close',
			status: 'sourced',
			source: expect.stringContaining('leo.rdf, SHA-256')
		});
		expect((await open(id)).open).toBe(0);
	});

	test('brought again it is known, and renamed where the partner renamed it', async () => {
		const again = await bring(skosXl.replace('>Batteries<', '>Cells<'), 'leo-2.rdf');
		const { rows } = await open(again.location?.split('/').at(-1) ?? '');
		expect(rows.map(({ outcome }) => outcome)).toEqual(['changed', 'same', 'same']);
	});

	test('a file that breaks off, holds nothing, or needs rules from elsewhere is told so, and nothing is kept', async () => {
		const broken = await bring(
			'@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n<http://a.example/1> a skos:Concept ; skos:prefLabel .\n',
			'a.ttl'
		);
		expect([broken.status, broken.value.faults[0]?.code, broken.value.faults[0]?.line]).toEqual([422, 'syntax', 3]);
		expect((await bring('<a> <b> <c> .', 'b.ttl')).value.faults.at(-1)?.code).toBe('nothing');
		const remote = await bring('{"@context":"http://127.0.0.1:9/context","@id":"http://a.example/1"}', 'c.jsonld');
		expect(remote.value.faults[0]).toMatchObject({ code: 'remote-context', values: { value: 'http://127.0.0.1:9/context' } });
		expect((await bring(skosXl, 'leo.rdf', ama)).status).toBe(403);
	});

	test('our own graph comes in again whole, in each shape that is taken', async () => {
		const sizes = await Promise.all(
			(['ttl', 'rdf', 'jsonld'] as const).map(async (ending) => {
				const format = ({ ttl: 'turtle', rdf: 'rdf-xml', jsonld: 'json-ld' } as const)[ending];
				const { triples, fault } = await readGraph(await graph(`sectors.${ending}`), format);
				expect(fault).toBeNull();
				return conceptsIn(triples).concepts.length;
			})
		);
		expect(sizes).toEqual([27, 27, 27]);
	});
});
