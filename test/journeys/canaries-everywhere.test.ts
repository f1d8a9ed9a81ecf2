// SPDX-License-Identifier: Apache-2.0
// Every way out to the public, taken from the table of access: pages and what they hand to their frames, files, feeds, calendars, outlets, packages, webhooks.
// The demonstration is full of a word wherever nothing may come out; nothing that anybody may open holds it. A new route is looked at by itself, and one
// that nothing could be asked of fails.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '#api/access.ts';
import { operations } from '#api/operations.ts';
import { dimensions } from '#insights/portfolio.ts';
import { cardOf } from '#interop/cards/server/cards.ts';
import { newestDump } from '#interop/dump/server/dumps.ts';
import { mayExport } from '#interop/eu-mercury/questionnaire.ts';
import { deliveryQueue } from '#interop/webhooks/server/deliver.ts';
import { tellEndpoints } from '#interop/webhooks/server/tell.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { makeDump } from '#worker/datasets.ts';
import { origin } from '../exchange.ts';
import { plant } from '../ground/plant.ts';
import { wordsOf, wordsOfData } from '../ground/read-body.ts';
import { demonstrationHouse, eventFor, type Handler, type Outcome, outcomeOf, parametersOf, type Served, servedRoutes } from '../ground/routes.ts';

const word = 'zcanaryz';
let house: Awaited<ReturnType<typeof demonstrationHouse>>;
let routes: Served[];
let places: Record<string, number>;
beforeAll(async () => {
	house = await demonstrationHouse();
	places = await plant(house, word);
	routes = (await servedRoutes()).filter(({ route }) => access[route]?.GET === 'anyone');
}, 180_000);
afterAll(() => house.close());

/** Records of every type in every state: of what is public one with private answers where there is one. */
let ids: { shown: string[]; hidden: string[]; gone: string[]; calls: string[] };
async function findIds(): Promise<typeof ids> {
	const rows = await house.platform.database.read
		.selectFrom('records.records as record')
		.leftJoin('records.revisions as revision', (join) =>
			join.onRef('revision.record_id', '=', 'record.id').onRef('revision.number', '=', 'record.published')
		)
		.select(['record.id', 'record.type', 'record.state', 'record.visibility', 'record.owner', 'revision.answers'])
		.orderBy('record.id')
		.execute();
	const first = new Map<string, (typeof rows)[number]>();
	for (const row of rows) {
		// Reports of members of the European Union leave in a shape of their own too.
		const key = `${row.type} ${row.state} ${row.visibility} ${mayExport({ ...row, ownerKind: 'party' })}`;
		const better = JSON.stringify(row.answers ?? {}).includes(word) && !JSON.stringify(first.get(key)?.answers ?? {}).includes(word);
		if (!first.has(key) || better) first.set(key, row);
	}
	const of = (holds: (row: (typeof rows)[number]) => boolean) => [...first.values()].filter(holds).map(({ id }) => id);
	const open = (row: (typeof rows)[number]) => row.visibility === 'public' && row.state !== 'unpublished';
	return {
		shown: of((row) => open(row) && row.state !== 'withdrawn'),
		gone: of((row) => open(row) && row.state === 'withdrawn'),
		hidden: of((row) => !open(row)),
		calls: rows.filter(({ type }) => type === 'call').map(({ id }) => id)
	};
}

/** What a parameter of a route can be. */
async function valuesOf(route: string, name: string): Promise<string[]> {
	const { definitions, convention, platform } = house;
	const all = [...ids.shown, ...ids.gone, ...ids.hidden];
	const given: Record<string, () => string[] | Promise<string[]>> = {
		lang: () => ['en'],
		id: () => (route.includes('/calls/') ? ids.calls : all),
		record: () => ids.shown,
		number: () => ['1', '2'],
		iso3: () => ['GHA', 'CHE', 'BRA'],
		register: () => definitions.all.flatMap(({ type }) => type.register?.id ?? []),
		cycle: () => convention.cycles.map(({ id }) => id),
		question: () => (definitions.form('art21-full')?.sections ?? []).flatMap(({ questions }) => questions.slice(0, 2).map(({ id }) => id)),
		area: () => convention.areas.map(({ id }) => id),
		meeting: () => convention.entries('meetings').map(({ id }) => id),
		article: () => ['3', '6', '21'],
		dashboard: () => ['reports', 'gef', 'sip'],
		figure: () => ['performance', 'q3-1', ...dimensions],
		form: () => ['art21-full', 'art21-short'],
		version: () => definitions.versions('art21-full').concat(definitions.versions('art21-short')),
		section: () => ['news', 'events', 'resources', 'letters'],
		format: () => formatsOf(route),
		kind: () => ['records', 'parties', 'registers', 'areas', 'articles', 'site'],
		slug: async () =>
			(await platform.database.read.selectFrom('catalogue.entries').select('answers').where('type', '=', 'page').execute()).map(
				({ answers }) => (answers as { slug?: string }).slug ?? ''
			),
		symbol: async () =>
			(
				await platform.database.read
					.selectFrom('catalogue.entries')
					.select('record_id')
					.where('type', 'in', ['meeting-document', 'decision'])
					.limit(5)
					.execute()
			).map(({ record_id }) => record_id),
		vocabulary: () => ['areas', 'articles', 'lemic', 'themes'],
		concept: () => ['asgm', '21'],
		dump: () => ['latest'],
		file: async () => ((await newestDump(platform.database.read))?.files ?? []).map(({ name }) => name),
		path: () => [],
		rest: () => ['nothing-here'],
		token: () => ['no-token'],
		provider: () => ['nobody'],
		sha256: () => ['a'.repeat(64)],
		name: () => ['file.pdf'],
		rendition: () => ['640.jpg']
	};
	const make = given[name];
	if (!make) throw new Error(`${route}: nothing is known of its parameter ${name}`);
	return make();
}

const formatsOf = (route: string): string[] =>
	route.startsWith('/feeds/')
		? ['atom', 'rss', 'json']
		: route.includes('/record.')
			? ['json', 'csv', 'xlsx', 'jsonld', 'ttl', 'rdf', 'nt', 'akn', 'docx']
			: ['csv', 'xlsx', 'json', 'jsonld', 'ttl', 'rdf', 'svg', 'xml', 'pdf'];

const accepted = ['text/html', 'application/json', 'application/ld+json', 'text/turtle', 'application/rdf+xml', 'application/akn+xml'];

/** Addresses whose path is the protocol's own business. */
async function protocolPaths(route: string): Promise<string[]> {
	const dump = '?$format=json&$top=500';
	const setsOf = async (base: string): Promise<string[]> => {
		const service = JSON.parse((await answered(base)).text) as { value?: { name: string }[]; d?: { EntitySets: string[] } };
		return (service.value?.map(({ name }) => name) ?? service.d?.EntitySets ?? []) as string[];
	};
	switch (route) {
		case '/odata/[...path]':
			return ['/odata/', '/odata/$metadata', ...(await setsOf('/odata/')).map((set) => `/odata/${set}?$top=1000&$expand=*`)].concat(
				(await setsOf('/odata/')).map((set) => `/odata/${set}?$top=1000`)
			);
		case '/informea.svc/[...path]':
			return (await setsOf('/informea.svc/?$format=json')).flatMap((set) => [`/informea.svc/${set}${dump}`, `/informea.svc/${set}?$top=500`]);
		case '/informea/[...path]':
			return (JSON.parse((await answered('/informea')).text) as { name: string }[]).map(({ name }) => `/informea/${name}`);
		case '/rest/v1/[...path]':
			return ['vocabularies?lang=en', 'search?query=mercury*&lang=en', 'areas/data?format=text/turtle', 'areas/?lang=en'].map(
				(path) => `/rest/v1/${path}`
			);
		case '/api/v1/[...path]':
			return [...apiPaths()];
		case '/oai':
			return [
				'Identify',
				'ListSets',
				'ListMetadataFormats',
				'ListIdentifiers&metadataPrefix=oai_dc',
				'ListRecords&metadataPrefix=oai_dc',
				...[...ids.hidden, ...ids.gone].map((id) => `GetRecord&metadataPrefix=oai_dc&identifier=oai:exchange.test:${id}`)
			].map((verb) => `/oai?verb=${verb}`);
		case '/oembed':
			return ['json', 'xml'].map((format) => `/oembed?format=${format}&url=${encodeURIComponent(`${origin}/en/dashboards/reports/performance`)}`);
		default:
			return [];
	}
}

function* apiPaths(): Iterable<string> {
	const { definitions, convention } = house;
	const values: Record<string, string[]> = {
		'/records': [...ids.shown, ...ids.hidden, ...ids.gone],
		'/parties': ['GHA', 'CHE', 'BRA'],
		'/registers': definitions.all.flatMap(({ type }) => type.register?.id ?? []),
		'/forms': ['art21-full', 'call'],
		'/cycles': convention.cycles.map(({ id }) => id)
	};
	for (const { path, method = 'GET' } of operations as readonly { path: string; method?: string }[]) {
		if (method.toUpperCase() !== 'GET') continue;
		const [noun = ''] = /^\/\w+/.exec(path) ?? [];
		for (const first of path.includes('{') ? (values[noun] ?? ['1']) : [''])
			yield `/api/v1${path
				.replace(/\{\w+\}/, first)
				.replace(/\{question\}/, 'q3-1')
				.replaceAll(/\{\w+\}/g, '1')}`;
	}
	for (const more of ['records?state=any&limit=100', 'records?state=withdrawn&limit=100', 'search?limit=100', `search?q=${word}`])
		yield `/api/v1/${more}`;
	for (const register of values['/registers'] ?? [])
		for (const format of ['json', 'csv']) yield `/api/v1/registers/${register}?format=${format}&limit=1000`;
}

const sides = ['?left=PER&right=KEN&cycle=2021-2024', '?left=PER&right=KEN&cycle=2021-2024&question=q3-1'];
/** Queries of pages that widen what they show. */
const queries: Record<string, string[]> = {
	'/[lang]/search': ['', `?q=${word}`, '?state=any'],
	'/[lang]/search.[format]': [''],
	'/feeds/[lang]/search.[format]': ['', '?q=mercury'],
	'/[lang]/reporting/compare': sides,
	'/[lang]/reporting/compare.[format]': sides,
	'/[lang]/embed/compare': sides,
	'/calendar/[lang]/deadlines.ics': ['', '?party=GHA'],
	'/calendar/[lang]/reporting.ics': ['', '?party=GHA']
};

interface Heard {
	address: string;
	status: number;
	text: string;
	heads?: string;
}

const routeOf = (pathname: string): string =>
	['/odata', '/informea.svc', '/informea', '/rest/v1', '/api/v1']
		.find((base) => pathname === base || pathname.startsWith(`${base}/`))
		?.concat('/[...path]') ?? pathname;

async function answered(address: string, accept?: string): Promise<Heard> {
	const url = new URL(origin + address);
	const route = routeOf(url.pathname);
	const params = { path: decodeURIComponent(url.pathname.replace(/^\/(odata|informea\.svc|informea|rest\/v1|api\/v1)\/?/, '')) };
	const handler = routes.find((each) => each.route === route)?.module.GET;
	if (!handler) throw new Error(`${route} answers nothing`);
	return heard(address, handler, await eventFor(house, { route, url, params, ...(accept ? { request: { headers: { accept } } } : {}) }));
}

async function heard(address: string, handler: Handler, event: never): Promise<Heard> {
	return spoken(address, await outcomeOf(handler, event));
}

async function spoken(address: string, outcome: Outcome): Promise<Heard> {
	const { status } = outcome;
	if (outcome.is === 'fault') return { address, status, text: `${word} ${outcome.fault instanceof Error ? outcome.fault.stack : outcome.fault}` };
	if (outcome.is === 'data') return { address, status, text: wordsOfData(outcome.data) };
	if (outcome.is === 'redirect') return { address, status, text: outcome.location };
	if (outcome.is === 'error') return { address, status, text: wordsOfData(outcome.body) };
	const heads = [...outcome.reply.headers].map((each) => each.join(': ')).join('\n');
	return { address, status, heads, text: (await wordsOf(new Uint8Array(await outcome.reply.arrayBuffer()))) ?? '' };
}

const resumption = (text: string): string | undefined => /<resumptionToken[^>]*>([^<]+)</.exec(text)?.[1];

/** Every address of a route with every value of its parameters. */
async function* asked(served: Served): AsyncIterable<Heard> {
	const { route, module } = served;
	for (const path of await protocolPaths(route)) {
		let reply = await answered(path);
		yield reply;
		// A harvester goes on to the end of a list.
		for (let more = resumption(reply.text); more; more = resumption(reply.text)) {
			reply = await answered(`/oai?verb=${/verb=(\w+)/.exec(path)?.[1]}&resumptionToken=${encodeURIComponent(more)}`);
			yield reply;
		}
	}
	if (route.includes('[...path]') || route === '/oai' || route === '/oembed') return;
	let filled: Record<string, string>[] = [{}];
	for (const name of parametersOf(route)) {
		const values = await valuesOf(route, name);
		filled = filled.flatMap((before) => values.map((value) => ({ ...before, [name]: value })));
	}
	const handler = module.load ?? module.GET;
	if (!handler) return;
	for (const params of filled)
		for (const query of queries[route] ?? [''])
			for (const accept of route.startsWith('/records/') || route.startsWith('/concepts/') ? accepted : [undefined]) {
				const path = route.replace(/\[+(?:\.\.\.)?([a-z0-9]+)\]+/g, (_, name: string) => params[name] ?? '').replace('[x+2e]', '.');
				const url = new URL(origin + path + query);
				const address = `${url.pathname}${url.search}${accept ? ` as ${accept}` : ''}`;
				yield heard(address, handler, await eventFor(house, { route, url, params, ...(accept ? { request: { headers: { accept } } } : {}) }));
			}
}

/** What a caller said is told back: in the address of the answer, as what was looked for. */
const withoutEcho = (text: string): string => text.replaceAll(/(q=|"(?:q|asked|query|words)":"|"query":\{"q":")zcanaryz/g, '$1');

/** Routes that answer nobody without what only a letter, a provider or a file of somebody gives; each has its tests. */
const silent = new Set([
	'/files/[record]/[sha256]/[name]',
	'/files/asked/[token]/[sha256]/[name]',
	'/files/[record]/clarifications/[number]/[sha256]',
	'/images/[record]/[sha256]/[rendition]',
	'/[lang]/sign-in/with/[provider]',
	'/sign-in/back/[provider]',
	'/[lang]/[...rest]'
]);

test('the word stands in every sort of place', () => {
	for (const [sort, count] of Object.entries(places)) expect(count, sort).toBeGreaterThan(0);
});

test('nothing that anybody may open holds it', async () => {
	ids = await findIds();
	await makeDump(house.platform, await house.instance.world(), new Date());
	const leaks: string[] = [];
	const mute: string[] = [];
	let asking = 0;
	for (const served of routes) {
		// A page that reads nothing says nothing of its own.
		let spoke = served.page && !served.module.load;
		for await (const { address, status, text, heads = '' } of asked(served)) {
			asking += 1;
			spoke ||= status < 400;
			if (status === 429) leaks.push(`${address} was not answered: too many requests`);
			const said = withoutEcho(`${heads}\n${text}`);
			const at = said.toLowerCase().indexOf(word);
			if (at >= 0) leaks.push(`${address}: …${said.slice(Math.max(0, at - 120), at + 60)}…`);
		}
		if (!spoke && !silent.has(served.route)) mute.push(served.route);
	}
	expect(asking).toBeGreaterThan(5_000);
	expect(leaks).toEqual([]);
	expect(mute).toEqual([]);
}, 600_000);

test('no card does, in any language', async () => {
	const { platform, definitions, convention } = house;
	for (const language of languages) {
		const asking = { db: platform.database.read, origin, definitions, convention, reader: await readerIn(language), demonstration: true };
		for (const id of [...ids.shown, ...ids.hidden, ...ids.gone])
			expect(JSON.stringify((await cardOf(asking, 'records', id)) ?? ''), id).not.toContain(word);
		for (const id of ids.hidden) expect(await cardOf(asking, 'records', id), id).toBeUndefined();
	}
});

test('no message to another system does', async () => {
	const { database, jobs } = house.platform;
	await jobs.declare(deliveryQueue);
	const at = new Date();
	const endpoint = { id: 'all', name: 'all', address: 'https://example.org/', types: [], events: [], secret: 'sealed', state: 'on' };
	await database.write((db) =>
		db
			.insertInto('webhooks.endpoints')
			.values({ ...endpoint, made_by: 'platform', made_at: at, changed_at: at })
			.execute()
	);
	const events = await database.fresh.selectFrom('records.events').select(['seq', 'record_id', 'event']).orderBy('seq').execute();
	for (const { seq, record_id: record, event } of events) await tellEndpoints({ database, jobs, origin }, { seq, record, event } as never, at);
	const bodies = await database.fresh.selectFrom('webhooks.messages').select(['record_id', 'body']).execute();
	expect(bodies.length).toBeGreaterThan(50);
	for (const { record_id, body } of bodies) expect(body, record_id ?? '').not.toContain(word);
});
