// SPDX-License-Identifier: Apache-2.0
// Answers one request of OData, V2 or V4, from the same tree of query. Whatever was asked, it gives an answer of the protocol and never fails for it.
import { type AtomOutlet, entryXml, faultXml, feedXml, linksXml, propertyDocument, serviceXml, valueText } from '../atom.ts';
import { readAddress } from '../address.ts';
import { wantedFrom, type Wanted } from '../formats.ts';
import { addressOf, entityV2, listV2, valueV2 } from '../json-v2.ts';
import { listV4, oneV4, type OutletV4, propertyV4, refsV4, serviceV4 } from '../json-v4.ts';
import { metadataJson, metadataV2, metadataV4 } from '../metadata.ts';
import { cleaned } from '../../feeds/xml.ts';
import type { EntityType, Row } from '../model.ts';
import { checkOptions, type Dialect, type Query, readQuery } from '../query.ts';
import { shapeOf } from '../shape.ts';
import { tokenOf } from '../token.ts';
import { Wrong, type WrongCode } from '../wrong.ts';
import { find, type Found } from './found.ts';
import { countOf, listPage, type Page, within } from './list.ts';
import type { Service } from './sets.ts';

export interface Request {
	dialect: Dialect;
	method: string;
	/** Percent-encoded, behind the address of the service. */
	path: string;
	options: URLSearchParams;
	accept: string | null;
	/** What the caller would rather have (V4). */
	prefer: string | null;
	/** With a stroke at its end. */
	root: string;
	title: string;
	author: string;
	/** Most rows of one answer. */
	pageSize: number;
	/** Words a fault in the language of the caller. */
	word(code: WrongCode, about: string): string;
	language: string;
}

export interface Reply {
	status: number;
	type: string;
	/** A long one in pieces, to be read one after another. */
	body: string | readonly string[];
	headers: Record<string, string>;
	/** When what is shown last changed, where that is known. */
	modified: Date | null;
}

const json = 'application/json';
const utf8 = ';charset=utf-8';

export async function answer(service: Service, request: Request): Promise<Reply> {
	const version: Record<string, string> = request.dialect === 'v2' ? { DataServiceVersion: '2.0' } : { 'OData-Version': '4.0' };
	try {
		const reply = await answerTo(service, request);
		return { ...reply, headers: { ...version, ...reply.headers } };
	} catch (wrong) {
		if (!(wrong instanceof Wrong)) throw wrong;
		return fault(request, wrong, version);
	}
}

function fault({ dialect, accept, options, word, language }: Request, wrong: Wrong, headers: Record<string, string>): Reply {
	let format: Wanted['format'] = dialect === 'v4' ? 'json' : 'xml';
	try {
		format = dialect === 'v4' ? 'json' : wantedFrom(options.get('$format'), accept, dialect).format;
	} catch {
		// The wish itself is what is wrong.
	}
	const message = word(wrong.code, cleaned(wrong.about));
	const allow: Record<string, string> = wrong.code === 'read-only' ? { allow: 'GET, HEAD, OPTIONS' } : {};
	const error = dialect === 'v4' ? { code: wrong.code, message } : { code: wrong.code, message: { lang: language, value: message } };
	const body = format === 'json' ? JSON.stringify({ error }) : faultXml(wrong.code, language, message);
	return {
		status: wrong.status,
		type: (format === 'json' ? json : 'application/xml') + utf8,
		body,
		headers: { ...headers, ...allow },
		modified: null
	};
}

const reply = (type: string, body: Reply['body'], modified: Date | null = null): Reply => ({
	status: 200,
	type: type + utf8,
	body,
	headers: {},
	modified
});

async function answerTo(service: Service, request: Request): Promise<Reply> {
	const { dialect, method, options } = request;
	// Many questions in one are posted, also by who only reads: that it is not offered is something else than that nothing is written here.
	const steps = readAddress(request.path);
	if (steps.length === 1 && steps[0]?.name === '$batch') throw new Wrong('not-offered', '$batch');
	if (method !== 'GET' && method !== 'HEAD') throw new Wrong('read-only', method);
	const found = await find(service, steps);
	checkOptions(options, dialect, found.is !== 'rows');
	const wanted = wantedFrom(options.get('$format'), request.accept, dialect);
	const outlet: OutletV4 & AtomOutlet = { model: service.model, root: request.root, author: request.author, updated: new Date(0), ...wanted };
	switch (found.is) {
		case 'service':
			return serviceReply(outlet, request, wanted);
		case 'metadata':
			return metadataReply(service, request, wanted);
		case 'rows':
			return rowsReply(service, request, found, outlet, wanted);
		case 'entity':
			return entityReply(service, request, found, outlet, wanted);
		case 'property':
			return propertyReply(found, request, outlet, wanted);
	}
}

/** JSON of V4 says how much it tells of itself. */
const jsonType = ({ dialect }: Request, { level }: Wanted): string => (dialect === 'v4' ? `${json};odata.metadata=${level}` : json);

function onlyJson({ dialect }: Request, { format }: Wanted): void {
	if (dialect === 'v4' && format === 'xml') throw new Wrong('format', 'application/xml');
}

function serviceReply(outlet: OutletV4, request: Request, wanted: Wanted): Reply {
	onlyJson(request, wanted);
	if (request.dialect === 'v4') return reply(jsonType(request, wanted), JSON.stringify(serviceV4(outlet)));
	if (wanted.format === 'json') return reply(json, JSON.stringify({ d: { EntitySets: outlet.model.types.map(({ set }) => set) } }));
	return reply('application/atomsvc+xml', serviceXml(outlet, request.title));
}

function metadataReply({ model }: Service, { dialect, options, accept }: Request, wanted: Wanted): Reply {
	if (dialect === 'v2') return reply('application/xml', metadataV2(model));
	// JSON only to whoever asks for nothing else: many ask for JSON everywhere and mean the data.
	const asked = options.get('$format') ?? (/xml|\*/.test(accept ?? '') ? '' : (accept ?? ''));
	return wanted.format === 'json' && asked.includes('json')
		? reply(json, JSON.stringify(metadataJson(model)))
		: reply('application/xml', metadataV4(model));
}

/** The most that a caller of V4 wants at once. */
function preferredSize(prefer: string | null): number | null {
	const asked = /(?:^|[,;\s])(?:odata\.)?maxpagesize\s*=\s*"?(\d{1,9})/i.exec(prefer ?? '')?.[1];
	return asked && Number(asked) > 0 ? Number(asked) : null;
}

async function rowsReply(
	service: Service,
	request: Request,
	found: Extract<Found, { is: 'rows' }>,
	outlet: AtomOutlet & OutletV4,
	wanted: Wanted
): Promise<Reply> {
	const { type } = found;
	const query = readQuery(request.options, request.dialect, service.model, type);
	if (found.as === 'count') {
		const total = found.rows
			? within(service.model, type, found.rows, { ...query, count: true, skip: 0, after: null, order: [], limit: 0 }).total
			: await countOf(service, type, query.filter);
		return reply('text/plain', String(total));
	}
	onlyJson(request, wanted);
	const preferred = request.dialect === 'v4' ? preferredSize(request.prefer) : null;
	const size = Math.min(request.pageSize, preferred ?? request.pageSize);
	const asked = { ...query, limit: Math.min(query.top ?? size, size) };
	const page = found.rows ? within(service.model, type, found.rows, asked) : await listPage(service, type, asked);
	const next = nextAddress(request, query, page);
	const modified = newest(page.rows);
	const applied: Record<string, string> = preferred ? { 'Preference-Applied': `odata.maxpagesize=${preferred}` } : {};
	return { ...reply(...(await listed(request, found, outlet, wanted, query, page, next))), modified, headers: applied };
}

async function listed(
	request: Request,
	{ type, as }: Extract<Found, { is: 'rows' }>,
	outlet: AtomOutlet & OutletV4,
	wanted: Wanted,
	{ shape }: Query,
	{ rows, total }: Page,
	next: string | null
): Promise<[type: string, body: Reply['body']]> {
	if (as === 'links') {
		const addresses = rows.map((row) => addressOf(outlet, type, row));
		if (request.dialect === 'v4') return [jsonType(request, wanted), JSON.stringify(refsV4(outlet, addresses, true, total))];
		if (wanted.format === 'xml') return ['application/xml', linksXml(addresses, true, total)];
		return [json, JSON.stringify({ d: { ...(total === null ? {} : { __count: String(total) }), results: addresses.map((uri) => ({ uri })) } })];
	}
	if (request.dialect === 'v4') return [jsonType(request, wanted), JSON.stringify(listV4(outlet, rows, shape, total, next))];
	if (wanted.format === 'json') return [json, JSON.stringify(listV2(outlet, rows, shape, total, next))];
	const address = request.root + request.path.replace(/^\/+|\/+$/g, '');
	const feed = { title: type.set, address, rows, shape, total, next };
	return ['application/atom+xml;type=feed', feedXml({ ...outlet, updated: newest(rows) ?? new Date(0) }, feed)];
}

/** The newest change among rows; null where they do not tell. */
function newest(rows: readonly Row[]): Date | null {
	let last: Date | null = null;
	for (const { values } of rows) if (values.updated instanceof Date && (!last || values.updated > last)) last = values.updated;
	return last;
}

function nextAddress(request: Request, query: Query, page: Page): string | null {
	if (!page.next || !page.rows.length) return null;
	const left = query.top === null ? null : query.top - page.rows.length;
	if (left !== null && left <= 0) return null;
	const options = new URLSearchParams(request.options);
	options.delete('$skip');
	if (left !== null) options.set('$top', String(left));
	options.set('$skiptoken', tokenOf(page.next));
	const text = [...options].map(([name, value]) => `${encodeURIComponent(name).replaceAll('%24', '$')}=${encodeURIComponent(value)}`).join('&');
	return `${request.root}${request.path.replace(/^\/+|\/+$/g, '')}?${text}`;
}

function entityReply(
	service: Service,
	request: Request,
	{ type, row, as }: Extract<Found, { is: 'entity' }>,
	outlet: AtomOutlet & OutletV4,
	wanted: Wanted
): Reply {
	onlyJson(request, wanted);
	if (!row) throw new Wrong('not-there', type.name);
	const { updated } = row.values;
	const modified = updated instanceof Date ? updated : null;
	if (as === 'links') {
		const address = addressOf(outlet, type, row);
		if (request.dialect === 'v4') return reply(jsonType(request, wanted), JSON.stringify(refsV4(outlet, [address], false, null)), modified);
		if (wanted.format === 'xml') return reply('application/xml', linksXml([address], false, null), modified);
		return reply(json, JSON.stringify({ d: { uri: address } }), modified);
	}
	const shape = shapeOf(service.model, type, request.options.get('$select'), request.options.get('$expand'));
	if (request.dialect === 'v4') return reply(jsonType(request, wanted), JSON.stringify(oneV4(outlet, row, shape)), modified);
	if (wanted.format === 'json') return reply(json, JSON.stringify({ d: entityV2(outlet, row, shape) }), modified);
	return reply('application/atom+xml;type=entry', entryXml({ ...outlet, updated: modified ?? outlet.updated }, row, shape), modified);
}

function propertyReply(
	{ type, row, property, name, as }: Extract<Found, { is: 'property' }>,
	request: Request,
	outlet: OutletV4,
	wanted: Wanted
): Reply {
	const value = row.values[property.name] ?? null;
	if (as === 'raw') {
		if (value === null && request.dialect === 'v4') return { ...reply('text/plain', ''), status: 204 };
		if (value === null) throw new Wrong('not-there', name);
		return reply('text/plain', cleaned(request.dialect === 'v4' && value instanceof Date ? value.toISOString() : valueText(value)));
	}
	onlyJson(request, wanted);
	if (request.dialect === 'v4') {
		if (value === null && property.type !== 'Edm.Strings') return { ...reply(json, ''), status: 204 };
		return reply(jsonType(request, wanted), JSON.stringify(propertyV4(outlet, row, plainShape(type), name, property.type, value)));
	}
	if (wanted.format === 'json') return reply(json, JSON.stringify({ d: { [name]: valueV2(property.type, value) } }));
	return reply('application/xml', propertyDocument(name, property, value));
}

const plainShape = (type: EntityType) => ({ type, properties: [], links: [], opened: [], selected: null });
