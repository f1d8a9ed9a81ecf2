// SPDX-License-Identifier: Apache-2.0
// A harvester of a library takes everything in by OAI-PMH 2.0, comes back for what changed, and is told of every mistake in the protocol's own words.
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { project } from '#catalogue/server/project.ts';
import { projectMany } from '#catalogue/server/project-many.ts';
import { harvest, part } from '#interop/oai/server/harvest.ts';
import { readerIn } from '#text/message.ts';
import type { Language } from '#text/languages.ts';
import { canary, type Exchange, openExchange } from '../exchange.ts';

const origin = 'https://exchange.test:8443';
const at = new Date('2030-01-01T12:00:00.500Z');
let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
}, 120_000);
afterAll(() => exchange.close());

interface Element {
	name: string;
	attributes: Record<string, string>;
	text: string;
	children: Element[];
}

/** Reads XML as a client does: a fault of form fails. */
function parsed(text: string): Element {
	const root: Element = { name: '', attributes: {}, text: '', children: [] };
	const open = [root];
	const parser = new SaxesParser({ xmlns: false });
	parser.on('error', (fault) => {
		throw fault;
	});
	parser.on('opentag', ({ name, attributes }) => {
		const element = { name, attributes: attributes as Record<string, string>, text: '', children: [] };
		open.at(-1)?.children.push(element);
		open.push(element);
	});
	parser.on('text', (said) => void ((open.at(-1) as Element).text += said));
	parser.on('closetag', () => void open.pop());
	parser.write(text).close();
	return root.children[0] as Element;
}

const all = (element: Element, name: string): Element[] => [
	...(element.name === name ? [element] : []),
	...element.children.flatMap((child) => all(child, name))
];
const texts = (element: Element, name: string): string[] => all(element, name).map((each) => each.text);

async function ask(query: Record<string, string> | string, language: Language = 'en'): Promise<Element> {
	const { database, definitions, convention } = exchange.world;
	return parsed(
		await harvest(new URLSearchParams(query), {
			db: database.read,
			definitions,
			convention,
			origin,
			email: 'exchange@example.org',
			reader: await readerIn(language),
			at
		})
	);
}

const list = (more: Record<string, string> = {}) => ask({ verb: 'ListRecords', metadataPrefix: 'oai_dc', ...more });
const id = (record: string) => `oai:exchange.test:${record}`;

describe('what the repository is', () => {
	test('it identifies itself', async () => {
		const reply = await ask({ verb: 'Identify' });
		expect(texts(reply, 'responseDate')).toEqual(['2030-01-01T12:00:00Z']);
		expect(all(reply, 'request')[0]).toMatchObject({ attributes: { verb: 'Identify' }, text: `${origin}/oai` });
		const [identity] = all(reply, 'Identify');
		expect(Object.fromEntries(identity?.children.map((child) => [child.name, child.text]) ?? [])).toMatchObject({
			repositoryName: 'Minamata Exchange Platform',
			baseURL: `${origin}/oai`,
			protocolVersion: '2.0',
			adminEmail: 'exchange@example.org',
			deletedRecord: 'persistent',
			granularity: 'YYYY-MM-DDThh:mm:ssZ'
		});
		expect(texts(reply, 'repositoryIdentifier')).toEqual(['exchange.test']);
	});

	test('its format, and its sets by type, area and Party, in the language of the caller', async () => {
		expect(texts(await ask({ verb: 'ListMetadataFormats' }), 'metadataPrefix')).toEqual(['oai_dc']);
		expect(texts(await ask({ verb: 'ListMetadataFormats', identifier: id(exchange.ids.notification) }), 'metadataPrefix')).toEqual(['oai_dc']);
		const sets = await ask({ verb: 'ListSets' }, 'fr');
		expect(texts(sets, 'setSpec')).toEqual(expect.arrayContaining(['type:art7-notification', 'party:GHA']));
		expect(texts(sets, 'setName')).toContain('Suisse');
		// A sign between two names means a hierarchy: what stands above is a set too, and holds all that is below.
		const specs = texts(sets, 'setSpec');
		expect(new Set(specs.map((spec) => spec.split(':')[0]))).toEqual(new Set(specs.filter((spec) => !spec.includes(':'))));
		expect(specs).toHaveLength(new Set(specs).size);
		const within = async (set: string) => texts(await list({ set }), 'identifier').toSorted();
		expect(await within('type')).toEqual(texts(await list(), 'identifier').toSorted());
		for (const parent of ['area', 'party']) {
			const headers = all(await list(), 'header').filter((header) => texts(header, 'setSpec').some((spec) => spec.startsWith(`${parent}:`)));
			expect(headers.length).toBeGreaterThan(0);
			expect(await within(parent)).toEqual(headers.map((header) => texts(header, 'identifier')[0]).toSorted());
		}
		expect(all(await list({ set: 'type:' }), 'error')[0]?.attributes.code).toBe('noRecordsMatch');
		for (const set of texts(sets, 'setSpec')) expect(set).toMatch(/^[\w.!~*'()-]+(:[\w.!~*'()-]+)*$/);
	});
});

describe('a harvest', () => {
	test('gives every public record once, the withdrawn as deleted, and nothing that is not public', async () => {
		const reply = await list();
		const headers = all(reply, 'header');
		const found = headers.map((header) => texts(header, 'identifier')[0]);
		const { rows } = { rows: await exchange.world.database.read.selectFrom('catalogue.entries').select(['record_id', 'state']).execute() };
		expect(found.toSorted()).toEqual(rows.map((row) => id(row.record_id)).toSorted());
		const deleted = headers.filter((header) => header.attributes.status === 'deleted').map((header) => texts(header, 'identifier')[0]);
		expect(deleted).toEqual([id(exchange.ids.withdrawn)]);
		for (const record of all(reply, 'record'))
			expect(all(record, 'metadata')).toHaveLength(all(record, 'header')[0]?.attributes.status === 'deleted' ? 0 : 1);
		expect(JSON.stringify(reply)).not.toContain(canary);
	});

	test('describes a record in the languages that it has', async () => {
		const reply = await ask({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: id(exchange.ids.notification) });
		expect(texts(reply, 'dc:identifier')).toEqual([`${origin}/records/${exchange.ids.notification}`, exchange.ids.notification]);
		expect(all(reply, 'dc:coverage').find((each) => each.attributes['xml:lang'] === 'ru')?.text).toBeTruthy();
		expect(
			all(reply, 'dc:type')
				.map((each) => each.attributes['xml:lang'])
				.toSorted()
		).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
		expect(texts(reply, 'dc:date')[0]).toMatch(/^\d{4}-\d\d-\d\d$/);
	});

	test('is narrowed by a set and by time', async () => {
		const ghana = await list({ set: 'party:GHA' });
		expect(texts(ghana, 'identifier').length).toBeGreaterThan(0);
		for (const header of all(ghana, 'header')) expect(texts(header, 'setSpec')).toContain('party:GHA');
		const [stamp = ''] = texts(ghana, 'datestamp');
		const second = await list({ from: stamp, until: stamp });
		expect(new Set(texts(second, 'datestamp'))).toEqual(new Set([stamp]));
		const day = stamp.slice(0, 10);
		for (const each of texts(await list({ from: day, until: day }), 'datestamp')) expect(each.slice(0, 10)).toBe(day);
		expect(all(await list({ from: '2029-12-31' }), 'error')[0]?.attributes.code).toBe('noRecordsMatch');
		expect(all(await list({ set: 'party:ATA' }), 'error')[0]?.attributes.code).toBe('noRecordsMatch');
	});
});

describe('what is new to a harvester', () => {
	test('is what changed here since, whatever day it bears, and nothing because the catalogue was made anew', async () => {
		const { database, catalogue } = exchange.world;
		const { notification } = exchange.ids;
		const change = async () =>
			(await database.read.selectFrom('catalogue.entries').select('changed_at').where('record_id', '=', notification).executeTakeFirstOrThrow())
				.changed_at;
		const stamped = (moment: Date) => `${moment.toISOString().slice(0, 19)}Z`;
		const before = await change();
		const record = async () => ask({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: id(notification) });
		// It bears a day of February 2026, and came here when this test began.
		expect(texts(await record(), 'dc:date')).toEqual(['2026-02-01']);
		expect(texts(await record(), 'datestamp')).toEqual([stamped(before)]);
		expect(texts(await list({ from: stamped(before) }), 'identifier')).toContain(id(notification));

		// Long ago, so that a change is seen.
		const longAgo = new Date('2026-03-01T00:00:00Z');
		await database.write((db) => db.updateTable('catalogue.entries').set({ changed_at: longAgo }).execute());
		await database.write((db) => projectMany(db, catalogue, [notification, exchange.ids.withdrawn]));
		await database.write((db) => project(db, catalogue, notification));
		expect(await change()).toEqual(longAgo);
		expect(all(await list({ from: '2026-03-02' }), 'error')[0]?.attributes.code).toBe('noRecordsMatch');

		// What is corrected in place bears the same day and the same number, and is new all the same.
		await database.write((db) =>
			db
				.updateTable('records.revisions')
				.set({ languages: ['en'] })
				.where('record_id', '=', notification)
				.execute()
		);
		await database.write((db) => projectMany(db, catalogue, [notification]));
		expect(texts(await list({ from: '2026-03-02' }), 'identifier').filter((each) => each === id(notification))).toHaveLength(1);
		expect(texts(await record(), 'dc:date')).toEqual(['2026-02-01']);
		expect((await change()).getTime()).toBeGreaterThanOrEqual(before.getTime());
	});
});

describe('a long list', () => {
	const many = part * 2 + 30;
	beforeAll(async () => {
		const { database } = exchange.world;
		const row = await database.read
			.selectFrom('catalogue.entries')
			.selectAll()
			.where('record_id', '=', exchange.ids.notification)
			.executeTakeFirstOrThrow();
		const { search: _, number: __, facets: ___, ...rest } = row as Record<string, unknown>;
		await database.write(async (db) => {
			for (let n = 0; n < many; n += 1)
				await db
					.insertInto('catalogue.entries')
					.values({
						...(rest as object),
						...Object.fromEntries(['title', 'summary', 'answers', 'register'].map((name) => [name, JSON.stringify(rest[name] ?? null)])),
						record_id: `MC-MANY-GH-${String(n).padStart(4, '0')}`,
						type: 'art7-nap',
						// Many at the same moment: the place in the list is told by the identifier.
						changed_at: new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(n / 50))),
						search: ''
					} as never)
					.execute();
		});
	});

	test('comes in parts, each record once, and ends with an empty token', async () => {
		const found: string[] = [];
		let reply = await ask({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set: 'type:art7-nap', until: '2026-01-01' });
		for (let parts = 1; ; parts += 1) {
			found.push(...texts(reply, 'identifier'));
			const [token] = all(reply, 'resumptionToken');
			expect(token?.attributes).toMatchObject({ completeListSize: String(many), cursor: String((parts - 1) * part) });
			if (!token?.text) {
				expect(parts).toBe(3);
				break;
			}
			reply = await ask({ verb: 'ListIdentifiers', resumptionToken: token.text });
		}
		expect(new Set(found).size).toBe(many);
		expect(found).toHaveLength(many);
	});
});

describe('mistakes', () => {
	const faults: [query: string, code: string][] = [
		['', 'badVerb'],
		['verb=Nothing', 'badVerb'],
		['verb=Identify&verb=Identify', 'badVerb'],
		['verb=Identify&from=2026-01-01', 'badArgument'],
		['verb=ListRecords', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc', 'badArgument'],
		['verb=ListRecords&metadataPrefix=marc21', 'cannotDisseminateFormat'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-13-01', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01', 'badArgument'],
		['verb=ListIdentifiers&metadataPrefix=oai_dc&until=0000-12-31T23:59:59Z', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01', 'badArgument'],
		['verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=abc', 'badArgument'],
		['verb=ListRecords&resumptionToken=abc', 'badResumptionToken'],
		[`verb=ListRecords&resumptionToken=${Buffer.from('[1,null,9e99,null,"x","y",0,0]').toString('base64url')}`, 'badResumptionToken'],
		[
			`verb=ListRecords&resumptionToken=${Buffer.from('[1,-62198755200000,null,null,"2026-01-01T00:00:00.000000Z","y",0,0]').toString('base64url')}`,
			'badResumptionToken'
		],
		[
			`verb=ListRecords&resumptionToken=${Buffer.from('[1,null,null,null,"0000-01-01T00:00:00.000000Z","y",0,0]').toString('base64url')}`,
			'badResumptionToken'
		],
		['verb=ListSets&resumptionToken=abc', 'badResumptionToken'],
		['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
		['verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere.example:1', 'idDoesNotExist'],
		['verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:exchange.test:%00', 'idDoesNotExist'],
		['verb=ListMetadataFormats&identifier=nothing', 'idDoesNotExist']
	];
	test.each(faults)('%s: %s', async (query, code) => {
		for (const language of ['en', 'ar'] as const) {
			const reply = await ask(query, language);
			const [error] = all(reply, 'error');
			expect(error?.attributes.code).toBe(code);
			expect(error?.text.length).toBeGreaterThan(10);
			const [request] = all(reply, 'request');
			if (code === 'badVerb' || code === 'badArgument') expect(request?.attributes).toEqual({});
		}
	});
});
