// SPDX-License-Identifier: Apache-2.0
// Everything public leaves as files, every night: whole, described, without anything private; parts and revalidation; the oldest go.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { strFromU8, unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import jsonld from 'jsonld';
import { sql } from 'kysely';
import { Parser, Store } from 'n3';
import Validator from 'rdf-validate-shacl';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allDumps, keptDumps, saveDump } from '#interop/dump/server/dumps.ts';
import { idOf } from '#interop/dump/server/write-dump.ts';
import { openFiles, type Files } from '#platform/server/files.ts';
import { openLog } from '#platform/server/log.ts';
import { readerIn } from '#text/message.ts';
import { makeDump } from '#worker/datasets.ts';
import { GET as dcat } from '../../src/routes/dcat/+server.ts';
import { GET as inShape } from '../../src/routes/dcat.[format]/+server.ts';
import { GET as take } from '../../src/routes/data/[dump]/[file]/+server.ts';
import { canary, type Exchange, openExchange, origin } from '../exchange.ts';

let exchange: Exchange;
let files: Files;
let dataDir: string;
let ground: Parameters<typeof makeDump>[0];
beforeAll(async () => {
	exchange = await openExchange();
	dataDir = await mkdtemp(join(tmpdir(), 'datasets-'));
	files = await openFiles({ dataDir, bucket: null });
	ground = { configuration: { origin, dataDir } as never, database: exchange.world.database, files, log: openLog('silent') };
	await makeDump(ground, exchange.world.catalogue, night(1));
}, 120_000);
afterAll(async () => {
	await exchange.close();
	files.close();
	await rm(dataDir, { recursive: true });
});

/** The validator takes any set of statements. */
const dataset = (quads: ReturnType<Parser['parse']>) => new Store(quads) as never;
const night = (day: number) => new Date(Date.UTC(2026, 10, day, 1, 15));
const nights = async () => allDumps(exchange.world.database.read, 100);

const fetched = (dump: string, file: string, headers: Record<string, string> = {}) =>
	take({
		locals: { platform: { database: exchange.world.database, files } },
		params: { dump, file },
		request: new Request(`${origin}/data/${dump}/${file}`, { headers })
	} as unknown as Parameters<typeof take>[0]);
const text = async (file: string) => (await fetched('latest', file)).text();

interface Resource {
	name: string;
	path: string;
	bytes: number;
	hash: string;
	lines?: number;
	schema?: { fields: { name: string; type: string; titles: object }[]; primaryKey?: string[] };
}

describe('the package', () => {
	test('holds what it says: every file with its size and hash, every table with its columns', async () => {
		const [dump] = await nights();
		const zip = await fetched('latest', `minamata-exchange-${dump?.id}.zip`);
		const packed = unzipSync(new Uint8Array(await zip.arrayBuffer()));
		const description = JSON.parse(strFromU8(packed['datapackage.json'] as Uint8Array));
		expect(JSON.parse(await text('datapackage.json'))).toEqual(description);
		expect(description).toMatchObject({ name: 'minamata-exchange', version: '20261101-011500', created: '2026-11-01T01:15:00.000Z' });
		expect(description.licenses[0].titles).toHaveProperty('ar');
		expect(Object.keys(packed).toSorted()).toEqual(['datapackage.json', ...description.resources.map(({ path }: Resource) => path)].toSorted());
		for (const { path, bytes, hash, lines, schema } of description.resources as Resource[]) {
			const content = packed[path] as Uint8Array;
			expect(content.length, path).toBe(bytes);
			expect(`sha256:${createHash('sha256').update(content).digest('hex')}`, path).toBe(hash);
			expect(await text(path), path).toBe(strFromU8(content));
			if (!schema) continue;
			const rows = rowsOf(strFromU8(content));
			expect(rows[0], path).toEqual(schema.fields.map(({ name }) => name));
			expect(new Set(rows[0]).size, path).toBe(rows[0]?.length);
			expect(rows.length - 1, path).toBe(lines);
			for (const row of rows) expect(row.length, path).toBe(schema.fields.length);
		}
	});

	test('is a data package by the rules of its standard', async () => {
		// The rules of the Data Package and Table Schema specifications that concern what is written here, in words of our own.
		const validate = new Ajv2020({ strict: false }).compile({
			type: 'object',
			required: ['name', 'resources'],
			properties: {
				name: { type: 'string', pattern: '^([-a-z0-9._/])+$' },
				created: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT.*Z$' },
				licenses: { type: 'array', minItems: 1, items: { anyOf: [{ required: ['name'] }, { required: ['path'] }] } },
				resources: {
					type: 'array',
					minItems: 1,
					items: {
						required: ['name', 'path'],
						properties: {
							name: { type: 'string', pattern: '^([-a-z0-9._/])+$' },
							path: { type: 'string', pattern: '^(?=^[^./~])(^((?!\\.{2}).)*$).*$' },
							schema: {
								required: ['fields'],
								properties: {
									fields: {
										minItems: 1,
										items: {
											required: ['name'],
											properties: { type: { enum: ['string', 'number', 'integer', 'boolean', 'date', 'datetime', 'year'] } }
										}
									}
								}
							}
						}
					}
				}
			}
		});
		expect(validate(JSON.parse(await text('datapackage.json'))), JSON.stringify(validate.errors)).toBe(true);
	});
});

/** RFC 4180, as a reader of tables reads it. */
function rowsOf(csv: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = '';
	let inside = false;
	for (let at = 0; at < csv.length; at += 1) {
		const sign = csv[at];
		if (inside) {
			if (sign === '"' && csv[at + 1] === '"') cell += csv[(at += 1)];
			else if (sign === '"') inside = false;
			else cell += sign;
		} else if (sign === '"') inside = true;
		else if (sign === ',') {
			row.push(cell);
			cell = '';
		} else if (sign === '\n') {
			rows.push([...row, cell]);
			row = [];
			cell = '';
		} else if (sign !== '\r') cell += sign;
	}
	return rows;
}

describe('what is in it', () => {
	test('every record that is public, once; of the withdrawn only that they were', async () => {
		const lines = (await text('records.jsonl'))
			.trim()
			.split('\n')
			.map((line: string) => JSON.parse(line) as Record<string, { [name: string]: unknown }>);
		const { rows } = {
			rows: await exchange.world.database.read.selectFrom('catalogue.entries').select(['record_id']).orderBy('record_id').execute()
		};
		expect(lines.map(({ id }) => id)).toEqual(rows.map(({ record_id: id }) => id));
		const gone = lines.find(({ id }) => String(id) === exchange.ids.withdrawn);
		expect(gone).toMatchObject({ state: 'withdrawn', reason: 'It was sent twice.' });
		expect(gone).not.toHaveProperty('answers');
		expect(lines.find(({ id }) => String(id) === exchange.ids.notification)?.answers?.statement).toEqual({
			en: 'More than insignificant.',
			fr: 'Plus que négligeable.'
		});
		expect(rowsOf(await text('withdrawn.csv')).map(([id]) => id)).toEqual(['id', exchange.ids.withdrawn]);
	});

	test('tables by the questions of their form, with types where every cell fits', async () => {
		const rows = rowsOf(await text('art7-notification.csv'));
		const head = rows[0] as string[];
		const { notification, superseded } = exchange.ids;
		const of = (id: string) => Object.fromEntries(rows.find(([first]) => first === id)?.map((cell, at) => [head[at], cell]) ?? []);
		expect(of(notification)).toMatchObject({
			state: 'published',
			owner: 'GHA',
			'answer.determinedOn': '2026-01-15',
			'answer.statement.fr': 'Plus que négligeable.'
		});
		expect(of(superseded)).toMatchObject({ state: 'superseded', supersededBy: notification });
		const { resources } = JSON.parse(await text('datapackage.json')) as { resources: Resource[] };
		const fields = resources.find(({ name }) => name === 'art7-notification')?.schema?.fields ?? [];
		const typed = Object.fromEntries(fields.map(({ name, type }) => [name, type]));
		expect(typed).toMatchObject({ id: 'string', revision: 'integer', demo: 'boolean', publishedAt: 'datetime', 'answer.determinedOn': 'date' });
		expect(fields.find(({ name }) => name === 'answer.determinedOn')?.titles).toHaveProperty('zh');
	});

	test('the facts, States, meetings, concepts and registers', async () => {
		const facts = (await text('facts.jsonl'))
			.trim()
			.split('\n')
			.map((line: string) => JSON.parse(line) as Record<string, { [name: string]: unknown }>);
		expect(facts.filter(({ kind }) => String(kind) === 'state')).toHaveLength(exchange.world.convention.states.length);
		for (const { status, source } of facts)
			expect({ status, source }).toEqual({ status: expect.stringMatching(/sourced|to-verify/), source: expect.any(String) });
		expect(rowsOf(await text('parties.csv'))).toHaveLength(exchange.world.convention.states.length + 1);
		expect(await text('concepts.csv')).toContain('elemental-mercury');
		expect(await text('meetings.csv')).toContain('COP5');
		expect(await text('register-exemptions-annex-a.csv')).toContain('Switzerland');
	});

	test('nothing private, and no cell that a spreadsheet would run', async () => {
		const [dump] = await nights();
		for (const { name } of dump?.files ?? []) {
			if (name.endsWith('.zip')) continue;
			const content = await text(name);
			expect(content.includes(canary), name).toBe(false);
			if (name.endsWith('.csv')) for (const cell of rowsOf(content).flat()) expect(cell, name).not.toMatch(/^[=+@]|^-(?!\d)/);
		}
	});
});

describe('its addresses', () => {
	test('give parts, and nothing to whoever has it', async () => {
		const whole = await fetched('latest', 'records.jsonl');
		const tag = whole.headers.get('etag') as string;
		expect(whole.headers.get('cache-control')).toBe('public, no-cache');
		const all = await whole.text();
		const part = await fetched('latest', 'records.jsonl', { range: 'bytes=10-19', 'if-range': tag });
		expect(part.status).toBe(206);
		expect(await part.text()).toBe(Buffer.from(all).subarray(10, 20).toString());
		expect((await fetched('latest', 'records.jsonl', { 'if-none-match': tag })).status).toBe(304);
		expect((await fetched('latest', 'records.jsonl', { range: 'bytes=999999999-' })).status).toBe(416);
		expect((await fetched('20261101-011500', 'records.jsonl')).headers.get('cache-control')).toContain('max-age');
	});

	test('lead nowhere else', async () => {
		for (const [dump, file] of [
			['latest', 'nothing.csv'],
			['latest', '../../etc/passwd'],
			['20000101-000000', 'records.jsonl'],
			["x' or '1'='1", 'records.jsonl']
		] as const)
			await expect(fetched(dump, file), `${dump}/${file}`).rejects.toMatchObject({ status: 404 });
	});
});

/** A night of which only the bookkeeping matters here. */
async function small(day: number): Promise<void> {
	const kept = await Promise.all(
		[`minamata-exchange-${day}.zip`, 'records.jsonl'].map(async (name) => {
			const file = await files.put(Buffer.from(`${name} of the night ${day}`), { limitBytes: 1000, accept: ['text/plain'] });
			if ('refusal' in file) throw new Error(file.refusal);
			return { ...file, name, title: { en: name }, recordType: null, lines: null };
		})
	);
	await exchange.world.database.write((db) => saveDump(db, { id: idOf(night(day)), madeAt: night(day), records: 0, withdrawn: 0, files: kept }));
}

describe('the catalogue in DCAT 3', () => {
	const catalogue = async (format: string, headers: Record<string, string> = {}) => {
		const { database, definitions, convention } = exchange.world;
		const platform = { database, configuration: { origin, sender: 'exchange@example.org' } };
		return inShape({
			locals: { platform, definitions, convention, reader: await readerIn('en') },
			params: { format },
			request: new Request(`${origin}/dcat.${format}`, { headers })
		} as unknown as Parameters<typeof inShape>[0]);
	};

	test('by what a caller takes: JSON without a name is JSON-LD, and a refusal can be read by pages of other sites', async () => {
		const { database, definitions, convention } = exchange.world;
		const platform = { database, configuration: { origin, sender: 'exchange@example.org' } };
		const locals = { platform, definitions, convention, reader: await readerIn('en') };
		for (const [accept, status, type] of [
			['application/json', 200, 'application/ld+json; charset=utf-8'],
			['application/json;q=0.5, text/turtle', 200, 'text/turtle; charset=utf-8'],
			['text/html', 303, null],
			['image/png', 406, 'application/problem+json']
		] as const) {
			const reply = await dcat({ locals, request: new Request(`${origin}/dcat`, { headers: { accept } }) } as unknown as Parameters<typeof dcat>[0]);
			expect([accept, reply.status, reply.headers.get('content-type')]).toEqual([accept, status, type]);
			expect([reply.headers.get('vary'), reply.headers.get('access-control-allow-origin')]).toEqual(['accept, accept-language', '*']);
		}
	});

	test('conforms to the shapes, as a validator that we did not write finds', async () => {
		const shapes = new Parser({ format: 'Turtle' }).parse(await readFile('test/files/dcat-shapes.ttl', 'utf8'));
		const quads = new Parser({ format: 'Turtle' }).parse(await (await catalogue('ttl')).text());
		const report = await new Validator(dataset(shapes)).validate(dataset(quads));
		expect(report.results.map(({ path, focusNode, message }) => [focusNode?.value, path?.value, message.map(({ value }) => value)])).toEqual([]);
		// And the shapes find what is wrong.
		const without = quads.filter(({ predicate }) => !predicate.value.endsWith('#accessURL'));
		expect((await new Validator(dataset(shapes)).validate(dataset(without))).conforms).toBe(false);
	});

	test('names the services that give the data, each with what describes it', async () => {
		const quads = new Parser({ format: 'Turtle' }).parse(await (await catalogue('ttl')).text());
		const of = (subject: string, end: string) =>
			quads.filter((quad) => quad.subject.value === subject && quad.predicate.value.endsWith(end)).map(({ object }) => object.value);
		const services = of(`${origin}/dcat`, '#service').map((subject) => [of(subject, '#endpointURL')[0], of(subject, '#endpointDescription')[0]]);
		expect(services).toEqual(
			[
				['/api/v1', '/api/v1/openapi.json'],
				['/oai', '/oai?verb=Identify'],
				['/informea.svc', '/informea.svc/$metadata'],
				['/odata', '/odata/$metadata'],
				['/rest/v1', '/en/concepts']
			].map((pair) => pair.map((path) => origin + path))
		);
		const sets = new Set(of(`${origin}/dcat`, '#dataset'));
		for (const subject of of(`${origin}/dcat`, '#service')) {
			const served = of(subject, '#servesDataset');
			expect(served.length, subject).toBeGreaterThan(0);
			for (const set of served) expect(sets).toContain(set);
		}
	});

	test('says the same in three shapes, and once', async () => {
		const turtle = new Parser({ format: 'Turtle' }).parse(await (await catalogue('ttl')).text());
		const xml = await Readable.from([await (await catalogue('rdf')).text()])
			.pipe(new RdfXmlParser())
			.toArray();
		const json = (await jsonld.toRDF(JSON.parse(await (await catalogue('jsonld')).text()), { format: 'application/n-quads' })) as string;
		expect(xml).toHaveLength(turtle.length);
		expect(json.trim().split('\n')).toHaveLength(turtle.length);
		const tag = (await catalogue('ttl')).headers.get('etag') as string;
		expect((await catalogue('ttl', { 'if-none-match': tag })).status).toBe(304);
		await expect(catalogue('csv')).rejects.toMatchObject({ status: 404 });
	});

	test('leads to files that are there, by their size and hash', async () => {
		const quads = new Parser({ format: 'Turtle' }).parse(await (await catalogue('ttl')).text());
		const of = (subject: string, end: string) =>
			quads.find((quad) => quad.subject.value === subject && quad.predicate.value.endsWith(end))?.object.value;
		const files = quads.filter(({ predicate, object }) => predicate.value.endsWith('#downloadURL') && object.value.includes('/data/'));
		expect(files.length).toBeGreaterThan(5);
		for (const { subject, object } of files) {
			const [dump, file] = object.value.slice(`${origin}/data/`.length).split('/') as [string, string];
			const bytes = Buffer.from(await (await fetched(dump, file)).arrayBuffer());
			expect(String(bytes.length)).toBe(of(subject.value, '#byteSize'));
			const sum = of(subject.value, '#checksum') as string;
			expect(createHash('sha256').update(bytes).digest('hex')).toBe(of(sum, '#checksumValue'));
		}
	});
});

test('the last ones are kept: of the newest two every file, of older ones the package; nothing half is left, also where it fails', async () => {
	for (let day = 2; day <= keptDumps + 1; day += 1) await small(day);
	await makeDump(ground, exchange.world.catalogue, night(keptDumps + 2));
	// The same job again, as after a crash.
	expect(await makeDump(ground, exchange.world.catalogue, night(keptDumps + 2))).toBeNull();
	const dumps = await nights();
	expect(dumps.map(({ id }) => id.slice(0, 8))).toEqual(
		Array.from({ length: keptDumps }, (_, at) => `202611${String(keptDumps + 2 - at).padStart(2, '0')}`)
	);
	expect(dumps.map(({ files: kept }) => kept.some(({ name }) => name === 'records.jsonl'))).toEqual(dumps.map((_, at) => at < 2));
	for (const { id, files: kept } of dumps) for (const { name, sha256 } of kept) expect(await files.has(sha256), `${id} ${name}`).toBe(true);
	const named = new Set(dumps.flatMap(({ files: kept }) => kept.map(({ sha256 }) => sha256)));
	for await (const { sha256 } of files.all()) expect(named.has(sha256)).toBe(true);
	await expect(makeDump(ground, exchange.world.catalogue, night(20), AbortSignal.abort())).rejects.toThrow();
	expect(await readdir(join(dataDir, 'dumps'))).toEqual([]);
	expect((await nights()).length).toBe(keptDumps);
});

test('a register of more rows than fit in memory is there whole', async () => {
	const { database, definitions } = exchange.world;
	const [type] = definitions.ofRegister('implementation-plans').map((each) => each.type.id);
	await database.write((db) =>
		sql`insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, answers, languages, parties, areas, articles,
				concepts, year, demo, first_published_at, published_at, search)
			select 'MC-PLAN-XX-' || lpad(n::text, 6, '0'), 1, ${type}, 'party', (array['GHA', 'CHE'])[n % 2 + 1], 'published', '{}', '{}', '{}', '{}', '{}', '{}',
				'{}', 2026, false, timestamptz '2026-01-01' + n * interval '1 second', '2026-01-01', ''
			from generate_series(1, 20001) as n`.execute(db)
	);
	await makeDump(ground, exchange.world.catalogue, night(21));
	const rows = rowsOf(await text('register-implementation-plans.csv'));
	expect([rows.length - 1, new Set(rows.map(([id]) => id)).size - 1]).toEqual([20_001, 20_001]);
	const [newest] = await nights();
	expect(newest?.files.find(({ name }) => name === 'register-implementation-plans.csv')?.lines).toBe(20_001);
}, 120_000);
