// SPDX-License-Identifier: Apache-2.0
// One request to an outlet of InforMEA or of OData as the routes hand it over: who it is for, whether the caller has the answer already, and the reply with
// what all of them say to other sites.
import { createHash } from 'node:crypto';
import { readingState, remembered } from '#catalogue/server/reading-tag.ts';
import { markOf } from '#convention/server/current.ts';
import type { Convention } from '#convention/convention.ts';
import type { Configuration } from '#platform/configuration.ts';
import type { Database } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { markOfForms } from '#records/server/current.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { answer, type Reply } from '../../odata/server/answer.ts';
import { findRow, listPage } from '../../odata/server/list.ts';
import { readQuery, checkOptions, type Dialect } from '../../odata/query.ts';
import { Wrong, type WrongCode } from '../../odata/wrong.ts';
import { drupalRow, drupalSets } from '../drupal.ts';
import { modelV2, modelV4 } from '../types.ts';
import type { World } from '../world.ts';
import { knownOf } from './known.ts';
import { informeaService } from './sources.ts';

export interface Locals {
	platform: { database: Pick<Database, 'read'>; configuration: Pick<Configuration, 'origin' | 'informeaTreaty' | 'odataPageSize'> };
	definitions: Definitions;
	convention: Convention;
	reader: Reader;
	today: string;
}

export interface Event {
	locals: Locals;
	request: Request;
	url: URL;
}

const word =
	({ t }: Reader) =>
	(code: WrongCode, about: string): string =>
		t(`outlets.odata.${code}` as MessageId, { about });

async function stateOf({ platform, convention, definitions, today }: Locals): Promise<string> {
	return [today, markOf(convention), markOfForms(definitions), await readingState(platform.database.read)].join(' ');
}

async function worldOf(locals: Locals, state: string): Promise<World> {
	const { platform, definitions, convention, today } = locals;
	const { origin, informeaTreaty: treaty } = platform.configuration;
	const known = await remembered(state, 'informea', () => knownOf(platform.database.read));
	return { origin, treaty, definitions, convention, today, ...known };
}

/** What it is made of beside the state: the address and the shape that was asked for. */
const tagOf = (state: string, { request, url }: Event): string =>
	`W/"${createHash('sha256')
		.update(
			[state, url.pathname, url.search, request.headers.get('accept'), request.headers.get('accept-language'), request.headers.get('prefer')].join(
				'\n'
			)
		)
		.digest('base64url')
		.slice(0, 27)}"`;

const open = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*', 'cross-origin-resource-policy': 'cross-origin' };

/** The answer on its way: to any site, kept by nobody without asking, without a body for who asks but for the head. */
function outward({ request }: Event, { status, type, body, headers, modified }: Reply, tag: string | null): Response {
	const said = new Headers({ ...open, 'cache-control': 'public, no-cache', vary: 'accept, accept-language, prefer', ...headers });
	if (status !== 204) said.set('content-type', type);
	if (tag && status < 300) said.set('etag', tag);
	if (modified && status === 200) said.set('last-modified', modified.toUTCString());
	const silent = request.method === 'HEAD' || status === 204;
	// As bytes: a text of two megabytes would be looked through once more for what it cannot hold.
	const bytes = Buffer.concat([body].flat().map((piece) => Buffer.from(piece)));
	if (silent && status !== 204) said.set('content-length', String(bytes.length));
	return new Response(silent ? null : bytes, { status, headers: said });
}

const has = (request: Request, tag: string): boolean =>
	(request.headers.get('if-none-match') ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === tag.replace(/^W\//, ''));

const unchanged = (tag: string): Response =>
	new Response(null, { status: 304, headers: { ...open, etag: tag, 'cache-control': 'public, no-cache' } });

const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** OData at `base`, such as /informea.svc. */
export async function odata(event: Event, base: string, dialect: Dialect): Promise<Response> {
	const { locals, request, url } = event;
	const state = await stateOf(locals);
	const tag = tagOf(state, event);
	if (isReading(request) && has(request, tag)) return unchanged(tag);
	const { configuration, database } = locals.platform;
	const world = await worldOf(locals, state);
	const reply = await answer(informeaService(database.read, dialect === 'v2' ? modelV2 : modelV4, world), {
		dialect,
		method: request.method,
		path: url.pathname.slice(base.length),
		options: url.searchParams,
		accept: request.headers.get('accept'),
		prefer: request.headers.get('prefer'),
		root: `${configuration.origin}${base}/`,
		title: locals.reader.t('site.name'),
		author: locals.reader.t('site.name'),
		pageSize: configuration.odataPageSize,
		word: word(locals.reader),
		language: locals.reader.language
	});
	return outward(event, reply, tag);
}

/** Lists in the shape of Drupal at /informea; the options of OData narrow them. */
export async function drupal(event: Event): Promise<Response> {
	const { locals, request } = event;
	const state = await stateOf(locals);
	const tag = tagOf(state, event);
	if (isReading(request) && has(request, tag)) return unchanged(tag);
	const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
		outward(event, { status, type: 'application/json;charset=utf-8', body: JSON.stringify(body), headers, modified: null }, tag);
	try {
		const { body, next } = await drupalAnswer(event, state);
		return json(200, body, next ? { link: `<${next}>; rel="next"` } : {});
	} catch (wrong) {
		if (!(wrong instanceof Wrong)) throw wrong;
		return json(
			wrong.status,
			{ message: word(locals.reader)(wrong.code, wrong.about) },
			wrong.code === 'read-only' ? { allow: 'GET, HEAD, OPTIONS' } : {}
		);
	}
}

/** `next`: where a list goes on that is longer than one answer. */
async function drupalAnswer({ locals, request, url }: Event, state: string): Promise<{ body: unknown; next?: string }> {
	if (!isReading(request)) throw new Wrong('read-only', request.method);
	const [name = '', id, ...more] = url.pathname.slice('/informea'.length).split('/').filter(Boolean).map(decoded);
	const { origin } = locals.platform.configuration;
	if (!name) return { body: Object.keys(drupalSets).map((each) => ({ name: each, uri: `${origin}/informea/${each}` })) };
	const plain = name.replaceAll('_', '-').toLowerCase();
	const type = Object.hasOwn(drupalSets, plain) ? modelV2.bySet(drupalSets[plain] as string) : undefined;
	if (!type || more.length) throw new Wrong('no-set', name.slice(0, 60));
	const { read } = locals.platform.database;
	const service = informeaService(read, modelV2, await worldOf(locals, state));
	const options = new URLSearchParams([...url.searchParams].filter(([option]) => option !== '$count'));
	checkOptions(options, 'v2', false);
	const query = readQuery(options, 'v2', modelV2, type);
	if (id !== undefined) {
		const row = await findRow(service, type, id);
		if (!row) throw new Wrong('no-key', id.slice(0, 80));
		return { body: drupalRow(type, row) };
	}
	const count = url.searchParams.get('$count');
	if (count !== null && count !== 'true' && count !== 'false') throw new Wrong('option-value', `$count: ${count.slice(0, 60)}`);
	const size = locals.platform.configuration.odataPageSize;
	const page = await listPage(service, type, { ...query, count: count === 'true', limit: count === 'true' ? 0 : Math.min(query.top ?? size, size) });
	if (count === 'true') return { body: { count: page.total } };
	const body = page.rows.map((row) => drupalRow(type, row));
	if (!page.next || (query.top ?? Infinity) <= size) return { body };
	const further = new URLSearchParams(url.searchParams);
	further.set('$skip', String(query.skip + size));
	if (query.top !== null) further.set('$top', String(query.top - size));
	return { body, next: `${origin}${url.pathname}?${further}` };
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw new Wrong('address', part.slice(0, 60));
	}
}

/** What a page of another site asks before it asks. */
export const preflight = (): Response =>
	new Response(null, {
		status: 204,
		headers: {
			...open,
			allow: 'GET, HEAD, OPTIONS',
			'access-control-allow-methods': 'GET, HEAD, OPTIONS',
			'access-control-allow-headers':
				'accept, content-type, dataserviceversion, maxdataserviceversion, odata-version, odata-maxversion, prefer, if-none-match',
			'access-control-max-age': '86400'
		}
	});
