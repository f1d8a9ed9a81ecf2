// SPDX-License-Identifier: Apache-2.0
// A real server on this machine that stands for a service of somebody else's: it speaks OData in each dialect over the rows that it is given, and misbehaves as it is told.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Decision {
	id: string;
	title: Record<string, string>;
	updated: string;
	[name: string]: unknown;
}

export type Speaks = 'v2-atom' | 'v2-json' | 'v3-json' | 'v4-json';

export interface Service {
	address: string;
	host: string;
	/** Paths with queries, as they were asked. */
	asked: string[];
	sets: Record<string, Decision[]>;
	speaks: Speaks;
	/** Rows in an answer at most, with a link to the next ones. */
	pageSize: number | null;
	/** Takes a request out of the usual; true where it answered. */
	instead: (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
	close(): Promise<void>;
}

const xml = (text: string): string => text.replace(/&(?!#)/g, '&amp;').replace(/</g, '&lt;');

export async function openService(): Promise<Service> {
	const service = { asked: [], sets: {}, speaks: 'v2-json', pageSize: null, instead: () => false } as unknown as Service;
	const server: Server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://service');
		service.asked.push(decodeURIComponent(`${url.pathname}${url.search}`));
		if (service.instead(request, response, url)) return;
		const set = url.pathname.split('/').at(-1) ?? '';
		const rows = service.sets[set];
		if (!rows) return void response.writeHead(404).end();
		answer(service, response, url, set, rows);
	});
	await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
	service.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	service.address = `http://${service.host}/informea.svc`;
	service.close = async () => {
		server.closeAllConnections();
		await new Promise((done) => void server.close(done));
	};
	return service;
}

function answer({ speaks, pageSize }: Service, response: ServerResponse, url: URL, set: string, all: Decision[]): void {
	const query = url.searchParams;
	const since = /^updated ge (?:datetime')?([\d:T-]+)/.exec(query.get('$filter') ?? '')?.[1];
	const matching = all.filter(({ updated }) => !since || updated >= since).sort((a, b) => (a.id < b.id ? -1 : 1));
	const skip = Number(query.get('$skiptoken') ?? query.get('$skip') ?? 0);
	const top = Math.min(Number(query.get('$top') ?? 1000), pageSize ?? Infinity);
	const page = matching.slice(skip, skip + top);
	// The host that a service behind a proxy believes to have.
	const further = new URLSearchParams(query);
	further.set('$skiptoken', String(skip + top));
	const next = pageSize && skip + top < matching.length ? `http://internal.invalid/svc/${set}?${further}` : null;
	const expanded = query.has('$expand');
	const texts = (words: Record<string, string>) => Object.entries(words).map(([language, value]) => ({ Id: language, language, value }));
	if (speaks === 'v2-atom') {
		const entries = page.map(({ title, ...rest }) => {
			const inline = expanded
				? `<m:inline><feed>${texts(title).map(({ language, value }) => `<entry><content type="application/xml"><m:properties><d:language>${language}</d:language><d:value>${xml(value)}</d:value></m:properties></content></entry>`)}</feed></m:inline>`
				: '';
			const properties = Object.entries(rest).map(([name, value]) =>
				value === null ? `<d:${name} m:null="true"/>` : `<d:${name}>${xml(String(value))}</d:${name}>`
			);
			return `<entry><link rel="http://schemas.microsoft.com/ado/2007/08/dataservices/related/title" title="title" href="x">${inline}</link><content type="application/xml"><m:properties>${properties.join('')}</m:properties></content></entry>`;
		});
		response.writeHead(200, { 'content-type': 'application/atom+xml;charset=utf-8' });
		return void response.end(
			`<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="m" xmlns:d="d">${entries.join('')}${next ? `<link rel="next" href="${xml(next)}"/>` : ''}</feed>`
		);
	}
	const ticks = (day: string) => `/Date(${Date.parse(`${day}${day.length > 10 ? 'Z' : ''}`)})/`;
	const rows = page.map(({ title, updated, published, ...rest }) =>
		speaks === 'v2-json'
			? {
					...{ __metadata: { uri: 'x' }, ...rest, updated: ticks(updated), published: published ? ticks(String(published)) : null },
					title: expanded ? { results: texts(title) } : { __deferred: { uri: 'x' } }
				}
			: { ...rest, updated: speaks === 'v4-json' ? `${updated}Z` : updated, published, ...(expanded ? { title: texts(title) } : {}) }
	);
	const body = {
		'v2-json': { d: { results: rows, ...(next ? { __next: next } : {}) } },
		'v3-json': { 'odata.metadata': 'x', value: rows, ...(next ? { 'odata.nextLink': next } : {}) },
		'v4-json': { '@odata.context': 'x', value: rows, ...(next ? { '@odata.nextLink': next } : {}) }
	}[speaks];
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}
