// SPDX-License-Identifier: Apache-2.0
// Many documents brought in one archive: looked through by an editor, published by a publisher, line by line; what is no such archive says why.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryBySymbol } from '#catalogue/server/library.ts';
import { fileTextQueue } from '#catalogue/server/read-file-text.ts';
import type { LineOutcome } from '#meetings/bundle.ts';
import type { Person } from '#people/person.ts';
import { addRole } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import { readerIn } from '#text/message.ts';
import { importBundles } from '#worker/documents/bundles.ts';
import { documentOf } from '#worker/demonstration/document.ts';
import * as bringing from '../../src/routes/[lang]/work/documents/+page.server.ts';
import * as one from '../../src/routes/[lang]/work/documents/[bundle]/+page.server.ts';
import { GET as report } from '../../src/routes/[lang]/work/documents/[bundle]/report.csv/+server.ts';
import { ama, edith, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const origin = 'https://exchange.test';
let world: World;
let platform: Platform;
let jobs: Jobs;
let folder: string;

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'library-desk-'));
	const log = openLog('silent');
	jobs = await openJobs(world.database, { log, drained: true });
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database: world.database, files, jobs, mailer: undefined as never, close: async () => {} };
	await importBundles(platform, async () => world.catalogue);
	await jobs.declare(fileTextQueue);
	for (const { id, name, email, language, roles } of [paul, edith, ravi, ama])
		await world.database.write(async (db) => {
			await db.insertInto('people.accounts').values({ id, name, email, language, created_at: new Date(), updated_at: new Date() }).execute();
			for (const role of roles) await addRole(db, id, role, { by: 'platform', at: new Date() });
		});
}, 120_000);
afterAll(async () => {
	await jobs?.stop();
	await world?.database.close();
	if (folder) await rm(folder, { recursive: true });
});

async function event(by: Person, params: object = {}, archive?: Uint8Array) {
	const { definitions, convention } = world;
	const body = new FormData();
	if (archive) body.append('file', new File([new Uint8Array(archive)], 'C:\\cop.zip'));
	const url = new URL(`${origin}/en/work/documents`);
	const locals = { platform, definitions, convention, person: by, reader: await readerIn('en'), today: '2026-11-24' };
	return {
		locals,
		params: { lang: 'en', ...params },
		url,
		request: archive ? new Request(url, { method: 'POST', body }) : new Request(url)
	} as never;
}
/** Where an act leads, or what it gives back. */
async function done(act: unknown): Promise<{ location?: string; status?: number; data?: unknown }> {
	try {
		return { data: await act };
	} catch (thrown) {
		const { location, status } = thrown as { location?: string; status?: number };
		if (status) return { ...(location ? { location } : {}), status };
		throw thrown;
	}
}
interface Loaded {
	bundle: { stage: string; fault: string | null; rows: number; done: number };
	counts: Record<LineOutcome, number>;
	mayPublish: boolean;
	lines: { symbol: string; outcome: LineOutcome; noticed: string[] }[];
}
const look = async (by: Person, bundle: string) => (await one.load(await event(by, { bundle }))) as unknown as Loaded;
const bring = async (by: Person, archive: Uint8Array) => done(bringing.actions.default!(await event(by, {}, archive)));
const publish = async (by: Person, bundle: string) => done(one.actions.default!(await event(by, { bundle })));
const idIn = (location = '') => /documents\/([0-9a-f]{16})/.exec(location)?.[1] ?? '';
const page = (says: string) => documentOf('k.pdf', { says, lines: [], language: 'en' });

const sheet = [
	'Symbol,Title en,Title fr,File en,File fr',
	'UNEP/MC/COP.6/1,Agenda,Ordre du jour,files/1-en.pdf,files/1-fr.pdf',
	'UNEP/MC/COP.6/2,Gone,,files/2-en.pdf,',
	'unep/mc/cop.6/3,Small,,,'
].join('\r\n');
const archive = zipSync({
	'cop6/documents.csv': strToU8(sheet),
	'cop6/files/1-en.pdf': page('The agenda'),
	'cop6/files/1-fr.pdf': page('Ordre du jour'),
	'../outside.pdf': page('Nowhere'),
	'__MACOSX/cop6/._documents.csv': strToU8('x')
});
let id: string;

describe('an archive of documents', () => {
	test('is brought by editors and publishers alone', async () => {
		for (const person of [ravi, ama]) {
			expect(await done(bringing.load(await event(person)))).toMatchObject({ status: 403 });
			expect((await bring(person, archive)).data).toMatchObject({ status: 403 });
			expect(await done(one.load(await event(person, { bundle: 'a'.repeat(16) })))).toMatchObject({ status: 403 });
		}
		expect(await done(one.load(await event(edith, { bundle: '../../etc' })))).toMatchObject({ status: 404 });
	});

	test('is looked through, and nothing is published by that', async () => {
		const brought = await bring(edith, archive);
		expect(brought.status).toBe(303);
		id = idIn(brought.location);
		expect((await look(edith, id)).bundle.stage).toBe('checking');
		expect((await publish(paul, id)).data).toMatchObject({ status: 409, data: { refusal: { refusal: 'already-on' } } });
		await jobs.drain();
		const { bundle, counts, lines, mayPublish } = await look(edith, id);
		expect([bundle.stage, bundle.fault, bundle.rows, bundle.done]).toEqual(['checked', null, 3, 3]);
		expect(counts).toEqual({ new: 1, differs: 0, same: 0, refused: 2 });
		expect(mayPublish).toBe(false);
		expect(lines.find(({ symbol }) => symbol === 'unep/mc/cop.6/3')?.noticed).toEqual(['“unep/mc/cop.6/3” is written UNEP/MC/COP.6/3.']);
		expect(await entryBySymbol(world.database.fresh, 'UNEP/MC/COP.6/1')).toBeUndefined();
		expect((await publish(edith, id)).data).toMatchObject({ status: 403 });
	});

	test('is published by a publisher, once, with a report of each line', async () => {
		expect(await publish(paul, id)).toMatchObject({ status: 303 });
		expect((await publish(paul, id)).data).toMatchObject({ status: 409 });
		await jobs.drain();
		const { bundle, counts } = await look(paul, id);
		expect([bundle.stage, counts]).toEqual(['done', { new: 1, differs: 0, same: 0, refused: 2 }]);
		const entry = await entryBySymbol(world.database.fresh, 'UNEP/MC/COP.6/1');
		expect(entry).toMatchObject({ languages: ['en', 'fr'], demo: false });
		expect(entry?.answers.files).toHaveLength(2);
		const text = await (await report(await event(edith, { bundle: id }))).text();
		expect(text).toContain(`2,UNEP/MC/COP.6/1,Agenda,New,${entry?.recordId}`);
		expect(text.split('\r\n').filter(Boolean)).toHaveLength(4);
		expect(await readdir(tmpdir()).then((names) => names.filter((name) => name.startsWith('documents-') && name.endsWith('.zip')))).toEqual([]);
	});

	test('says the same again where nothing has changed', async () => {
		const again = idIn((await bring(paul, archive)).location);
		await jobs.drain();
		expect((await look(paul, again)).counts).toEqual({ new: 0, differs: 0, same: 1, refused: 2 });
	});

	test('is read as other systems write it: accents apart, strokes the other way', async () => {
		const content = {
			'cop6\\documents.csv': strToU8('Symbol,Title fr,File fr\r\nUNEP/MC/COP.6/9,Résolution,textes\\Résolution.pdf'.normalize('NFC')),
			['cop6\\textes\\Résolution.pdf'.normalize('NFD')]: page('Texte')
		};
		const brought = idIn((await bring(paul, zipSync(content))).location);
		await jobs.drain();
		expect((await look(paul, brought)).counts).toEqual({ new: 1, differs: 0, same: 0, refused: 0 });
	});

	test('that no folder can hold is broken, and says so', async () => {
		for (const name of ['documents.csv/inside.pdf', `${'x'.repeat(300)}.pdf`]) {
			const brought = idIn((await bring(edith, zipSync({ 'documents.csv': strToU8(sheet), [name]: page('x') }))).location);
			await jobs.drain();
			expect((await look(edith, brought)).bundle).toMatchObject({ stage: 'failed', fault: 'broken' });
		}
	});

	test('that is none says why', async () => {
		expect((await bring(edith, strToU8('%PDF-1.7'))).data).toMatchObject({ status: 422, data: { fault: 'not-a-zip' } });
		for (const [content, fault] of [
			[{ 'a.pdf': page('No sheet') }, 'no-sheet'],
			[{ 'documents.csv': strToU8('name\r\nx') }, 'no-heads'],
			[{ 'documents.xlsx': strToU8('not a workbook\0') }, 'sheet-unread']
		] as const) {
			const brought = idIn((await bring(edith, zipSync(content as never))).location);
			await jobs.drain();
			expect((await look(edith, brought)).bundle).toMatchObject({ stage: 'failed', fault });
		}
	});

	test('is not worked on in the name of somebody who left', async () => {
		const brought = idIn((await bring(edith, archive)).location);
		await world.database.write((db) => db.deleteFrom('people.roles').where('account_id', '=', edith.id).execute());
		await jobs.drain();
		expect((await look(paul, brought)).bundle).toMatchObject({ stage: 'failed', fault: 'nobody' });
	});
});
