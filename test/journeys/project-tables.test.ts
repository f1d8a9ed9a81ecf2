// SPDX-License-Identifier: Apache-2.0
// Somebody's table of projects becomes a source by the pages: one of its files is brought, its columns are proposed and confirmed, seen on the first rows, tried
// out on the whole file and then taken; the next file of the same make needs no more.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHarvest } from '#interop/harvest/server/run-harvest.ts';
import type { Person } from '#people/person.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import { askHarvest, harvestQueue, linesOf } from '#projects/server/harvests.ts';
import { findSource } from '#projects/server/sources.ts';
import { readerIn } from '#text/message.ts';
import * as adding from '../../src/routes/[lang]/work/projects/table/+page.server.ts';
import * as columns from '../../src/routes/[lang]/work/projects/table/[source]/+page.server.ts';
import { adam, ama, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let platform: Platform;
let jobs: Jobs;
let folder: string;

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'tables-'));
	const log = openLog('silent');
	jobs = await openJobs(world.database, { log, drained: true });
	await jobs.declare(harvestQueue);
	const configuration = configurationFrom({ ORIGIN: 'https://exchange.test', DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database: world.database, files, jobs, mailer: undefined as never, close: async () => {} };
});
afterAll(async () => {
	await jobs?.stop();
	platform?.files.close();
	await world?.database.close();
	if (folder) await rm(folder, { recursive: true });
});

async function event(by: Person, params: object, fields?: Record<string, string | File>) {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields ?? {})) body.append(name, value);
	const { definitions, convention } = world;
	const locals = { platform, definitions, convention, person: by, reader: await readerIn('en'), doing: () => world.doing(by) };
	const request = new Request('https://exchange.test/en/work/projects/table', fields ? { method: 'POST', body } : {});
	return { locals, params: { lang: 'en', ...params }, request } as never;
}
/** Where an act leads, or what it gives back. */
async function done<T>(act: Promise<T> | T): Promise<{ location?: string; status?: number; data?: T }> {
	try {
		return { data: (await act) as T };
	} catch (thrown) {
		const { location, status } = thrown as { location?: string; status?: number };
		if (status) return { ...(location ? { location } : {}), status };
		throw thrown;
	}
}
type Loaded = {
	mapping: { columns: Record<string, string> } | null;
	confirmed: boolean;
	head: { name: string; examples: string[] }[];
	fault: unknown;
};
const look = async (source: string) => (await columns.load(await event(adam, { source }))) as unknown as Loaded;
const say = async (source: string, fields: Record<string, string>, by: Person = adam) =>
	done(columns.actions.columns!(await event(by, { source }, fields)));
const run = (id: string) => runHarvest({ database: world.database, files: platform.files }, id, { world, at: new Date('2026-11-24T10:00:00Z') });

const file = [
	'Réf.;Intitulé;Pays;Montant;Devise;Début;Remarque',
	'A-1;Gestion du mercure au Ghana;Ghana;1.500.000,50;EUR;03/04/2021;x',
	'A-2;Orpaillage sans mercure;Pérou;2.000;EUR;15/04/2021;',
	';Sans numéro;Ghana;1;EUR;;'
].join('\r\n');
let source = '';

test('one of its files is brought with a name; who may not is refused, and what is no table too', async () => {
	const refusing = await event(ama, {});
	expect((await done(Promise.resolve().then(() => adding.load(refusing)))).status).toBe(403);
	expect((await done(adding.actions.default!(await event(ravi, {}, { name: 'x', file: new File([file], 'x.csv') })))).data).toMatchObject({
		status: 403
	});
	expect((await done(adding.actions.default!(await event(adam, {}, { name: ' ', file: new File([file], 'x.csv') })))).data).toMatchObject({
		data: { fault: 'name-missing' }
	});
	const refused = await done(adding.actions.default!(await event(adam, {}, { name: 'Agence', file: new File(['%PDF-1.7\n%%EOF'], 'x.csv') })));
	expect(refused.data).toMatchObject({ status: 422, data: { fault: 'file-refused', name: 'Agence' } });
	const { location } = await done(
		adding.actions.default!(await event(adam, {}, { name: 'Agence des projets', file: new File([file], 'C:\\projets.csv') }))
	);
	source = location?.split('/').at(-1) ?? '';
	expect(source).toBe('agence-des-projets');
	// Nothing is read of it before its columns were confirmed.
	const id = await world.database.write((db) => askHarvest(db, { source, origin: 'file', by: adam.id, at: new Date(), file: sample() }));
	expect(await run(id as string)).toMatchObject({ state: 'failed', fault: { code: 'mapping-wrong' } });
});
let kept: { name: string; sha256: string };
const sample = () => kept;
beforeAll(async () => {
	const put = await platform.files.put(Buffer.from(file), { limitBytes: 1_000_000, accept: ['text/csv', 'text/plain'] });
	if ('refusal' in put) throw new Error(put.refusal);
	kept = { name: 'projets.csv', sha256: put.sha256 };
});

test('its columns are proposed by their names, beside what their first rows say', async () => {
	const shown = await look(source);
	expect(shown.confirmed).toBe(false);
	expect(shown.head.map(({ name }) => name)).toEqual(['Réf.', 'Intitulé', 'Pays', 'Montant', 'Devise', 'Début', 'Remarque']);
	expect(shown.head[1]?.examples).toEqual(['Gestion du mercure au Ghana', 'Orpaillage sans mercure', 'Sans numéro']);
	expect(shown.mapping?.columns).toMatchObject({ title: 'Intitulé', countries: 'Pays' });
});

const answered = {
	...{ 'column-0': 'id', 'column-1': 'title', 'column-2': 'countries', 'column-3': 'grant', 'column-4': 'currency', 'column-5': 'start' },
	...{ language: 'fr', decimal: ',', days: 'dmy' }
};

test('what the first rows become is shown before anything is kept; two columns for one thing are told', async () => {
	expect((await say(source, { ...answered, 'column-6': 'title' })).data).toMatchObject({
		status: 422,
		data: { faults: [{ amiss: 'twice', field: 'title' }] }
	});
	expect((await say(source, { ...answered, 'column-0': '' })).data).toMatchObject({ status: 422, data: { faults: [{ amiss: 'needed' }] } });
	const { data } = await say(source, answered);
	expect(data).toMatchObject({
		preview: [
			{
				found: {
					...{ id: 'A-1', title: { fr: 'Gestion du mercure au Ghana' }, countries: ['Ghana'], start: '2021-04-03' },
					amounts: [{ amount: '1500000.5', currency: 'EUR' }]
				}
			},
			{ found: { id: 'A-2', amounts: [{ amount: '2000', currency: 'EUR' }] } },
			{ refused: { row: 4, code: 'no-identifier' } }
		]
	});
	expect((await look(source)).confirmed).toBe(false);
});

test('what is kept is tried out on the whole file, and then taken; the next file of the same make needs no more', async () => {
	expect((await say(source, { ...answered, do: 'keep' }, ravi)).status).toBe(403);
	const { location } = await say(source, { ...answered, do: 'keep' });
	const tried = await run(location?.split('/').at(-1) ?? '');
	expect(tried).toMatchObject({ state: 'done', dry: true, rows: 3, counts: { refused: 1 } });
	expect((await look(source)).confirmed).toBe(true);
	expect((await findSource(world.database.fresh, source))?.mapping).toMatchObject({ scheme: source, columns: { title: 'Intitulé' }, days: 'dmy' });
	const next = await platform.files.put(Buffer.from(file.replace('A-2', 'A-3')), { limitBytes: 1_000_000, accept: ['text/csv', 'text/plain'] });
	if ('refusal' in next) throw new Error(next.refusal);
	const id = await world.database.write((db) =>
		askHarvest(db, { source, origin: 'file', by: adam.id, at: new Date(), file: { name: 'next.csv', sha256: next.sha256 } })
	);
	expect(await run(id as string)).toMatchObject({ state: 'done', dry: false });
	const lines = await linesOf(world.database.fresh, id as string, { limit: 10 });
	expect(lines.map(({ identifier, outcome }) => `${identifier} ${outcome}`).toSorted()).toMatchInlineSnapshot(`
		[
		  " refused",
		  "A-1 new",
		  "A-3 new",
		]
	`);
});

test('another file may be looked at, and what was confirmed stays proposed', async () => {
	const other = new File(['Réf.;Intitulé;Pays;Montant;Devise;Début\r\nB-1;Autre;Ghana;1;EUR;'], 'other.csv');
	const { location } = await done(columns.actions.file!(await event(adam, { source }, { file: other })));
	expect(location).toBe(`/en/work/projects/table/${source}`);
	const shown = await look(source);
	expect(shown.confirmed).toBe(true);
	expect(shown.head).toHaveLength(6);
	expect(shown.mapping?.columns.grant).toBe('Montant');
	expect((await done(columns.load(await event(adam, { source: 'gef' })))).status).toBe(404);
});
