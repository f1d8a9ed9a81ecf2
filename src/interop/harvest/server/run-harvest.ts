// SPDX-License-Identifier: Apache-2.0
// One harvest from beginning to end: the source is fetched or a file is opened, read by its adapter, judged, and taken in as records. Whatever goes wrong with
// the source, what was taken in before stands, and the log says why.
import { createHash } from 'node:crypto';
import { projectMany } from '#catalogue/server/project-many.ts';
import type { Database, Reading } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import type { SourceFault, SourceKind } from '#projects/found.ts';
import type { Counts, Harvest, Line, Source } from '#projects/harvest.ts';
import { mercuryOf, thresholds } from '#projects/mercury.ts';
import { harvesting } from '#projects/server/harvester.ts';
import { changeHarvest, countLines, findHarvest, keepLines, linesOf } from '#projects/server/harvests.ts';
import { findSource } from '#projects/server/sources.ts';
import { Stopped, takeRows, Unusable, type Write } from '#projects/server/take-rows.ts';
import type { Judge, Judged } from '#projects/verdict.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Expectation } from '../content.ts';
import { type Clock, type Copy, fetchCopy, type Fetching, largestBytes } from './fetch-copy.ts';
import { readSource } from './read-source.ts';
import { mappingFrom } from '../../table-source/mapping.ts';
import { pagesAnew } from './pages-anew.ts';
import { readStatusFile } from './read-status-file.ts';
import { runLinked } from './run-linked.ts';
import { seedFile } from './seeded-sources.ts';
import { harvestTables, programmes } from './tables.ts';

export interface Ground {
	database: Pick<Database, 'write' | 'fresh'>;
	files: Files;
}

export interface Running {
	world: Pick<Doing, 'definitions' | 'convention'>;
	at: Date;
	signal?: AbortSignal;
	/** Hosts of the own network that may be asked; limits. */
	fetching?: Partial<Pick<Fetching, 'allowedHosts' | 'totalMs' | 'silenceMs' | 'retries'>> & { clock?: Clock };
	/** Told after each batch. */
	progress?(rows: number): void;
}

/** With other rules the same file is judged anew. */
const rules = `1 ${thresholds.yes} ${thresholds.doubtful}`;

const expected: Record<Source['kind'], Expectation> = {
	...{ gef: 'table', table: 'table', sip: 'table', iati: 'xml' },
	...{ odata: 'answer', oai: 'answer', depositary: 'xml' }
};

/** Runs what was asked for. A harvest that is over is left as it is; one that was cut off goes on. */
export async function runHarvest(ground: Ground, id: string, running: Running): Promise<Harvest | undefined> {
	const { database } = ground;
	const asked = await findHarvest(database.fresh, id);
	const source = asked && (await findSource(database.fresh, asked.source));
	if (!asked || !source || !['waiting', 'running'].includes(asked.state)) return asked;
	await database.write((db) => changeHarvest(db, id, { state: 'running', begunAt: asked.begunAt ?? running.at }));
	try {
		if (source.kind === 'odata' || source.kind === 'oai') {
			// A service is asked page by page: there is no file of it.
			if (asked.origin === 'address' && source.address) await runLinked(ground, asked, source, running);
			else await end(ground, asked, running, { state: 'failed', fault: { code: 'no-address', values: {} } });
		} else await dealtWith(ground, asked, source, running, await contentOf(ground, asked, source, running));
	} catch (fault) {
		// Stopped, it goes on with the next try. Anything else is a defect: it is logged by whoever called, and the source is free for the next harvest.
		if (!(fault instanceof Stopped)) await end(ground, asked, running, { state: 'failed', fault: { code: 'defect', values: {} } });
		throw fault;
	}
	return findHarvest(database.fresh, id);
}

async function dealtWith(ground: Ground, asked: Harvest, source: Source, running: Running, got: Content | { fault: SourceFault }): Promise<void> {
	if ('fault' in got) await end(ground, asked, running, { state: 'failed', fault: got.fault });
	else if (!asked.dry && got.sha256 === source.lastSha256 && source.rules === rules && !(await somethingWaits(ground.database.fresh)))
		await sameAgain(ground, asked, running, got);
	else if (source.kind === 'depositary') await statusRead(ground, asked, source, running, got);
	else if (asked.dry) await trial(ground, asked, source, running, got);
	else await taken(ground, asked, source, running, got);
}

interface Content {
	sha256: string;
	/** Opened only when it is read. */
	bytes(): Promise<AsyncIterable<Uint8Array> | Uint8Array>;
	/** Among the files, where it is kept there. */
	file: string | null;
	copy?: Copy;
}

async function contentOf({ files }: Ground, { origin, file }: Harvest, source: Source, running: Running): Promise<Content | { fault: SourceFault }> {
	const none = { fault: { code: 'copy-missing', values: {} } };
	if (origin === 'seed') {
		const bytes = await seedFile(source);
		return bytes ? { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: async () => bytes, file: null } : none;
	}
	if (origin !== 'address') {
		const sha256 = origin === 'file' ? file : source.lastFile;
		return sha256 && (await files.has(sha256)) ? { sha256, bytes: () => openedIn(files, sha256), file: sha256 } : none;
	}
	if (!source.address) return { fault: { code: 'no-address', values: {} } };
	const last: Copy | null =
		source.lastFile && (await files.has(source.lastFile))
			? {
					...{ sha256: source.lastFile, size: 0, mediaType: '', fetchedAt: (source.lastGoodAt ?? running.at).toISOString() },
					...(source.etag ? { etag: source.etag } : {}),
					...(source.lastModified ? { lastModified: source.lastModified } : {})
				}
			: null;
	const fetched = await fetchCopy(
		{
			...{ url: source.address, expected: expected[source.kind], last },
			...(source.kind === 'iati' ? { limitBytes: largestBytes } : {}),
			...running.fetching
		},
		files,
		running.fetching?.clock
	);
	if (fetched.outcome === 'fault') return { fault: fetched.fault };
	const { copy } = fetched;
	return { sha256: copy.sha256, bytes: () => openedIn(files, copy.sha256), file: copy.sha256, copy };
}

async function openedIn(files: Files, sha256: string): Promise<AsyncIterable<Uint8Array>> {
	const stream = await files.open(sha256);
	if (!stream) throw new Unusable({ code: 'copy-missing', values: {} });
	return stream;
}

/** Records that were being edited when their sources said something new. */
const somethingWaits = async (db: Reading): Promise<boolean> =>
	(await db.selectFrom('projects.written').select('record_id').where('waiting', '=', true).limit(1).executeTakeFirst()) !== undefined;

async function sameAgain({ database }: Ground, { id, source }: Harvest, { at }: Running, { sha256, copy }: Content): Promise<void> {
	await database.write(async (db) => {
		await db
			.updateTable('projects.found')
			.set({ last_seen_at: at, seen_by: id })
			.where('source', '=', source)
			.where('gone_since', 'is', null)
			.execute();
		await db
			.updateTable('projects.sources')
			.set({ last_checked_at: at, last_good_at: at, ...(copy ? { etag: copy.etag ?? null, last_modified: copy.lastModified ?? null } : {}) })
			.where('id', '=', source)
			.execute();
		await changeHarvest(db, id, { state: 'unchanged', endedAt: at, sha256 });
		await pagesAnew(db);
	});
}

async function end({ database }: Ground, { id, source, dry }: Harvest, { at }: Running, change: Parameters<typeof changeHarvest>[2]): Promise<void> {
	await database.write(async (db) => {
		await changeHarvest(db, id, { endedAt: at, ...change });
		if (!dry) await db.updateTable('projects.sources').set({ last_checked_at: at }).where('id', '=', source).execute();
	});
}

/** What needs no word for mercury: the Convention's own programme, and the rows that were chosen for the release. */
const chosen = (rule: 'programme' | 'release', seen: string): Judged => ({ verdict: 'yes', confidence: 1, reasons: [{ rule, weight: 1, seen }] });

async function rowsOf({ origin }: Harvest, source: Source, { bytes }: Content, { convention }: Running['world']) {
	const known = await programmes();
	const judge: Judge = (found) => {
		if (source.kind === 'sip') return chosen('programme', 'Specific International Programme');
		if (origin === 'seed') return chosen('release', source.seed ?? '');
		const { verdict, confidence, because } = mercuryOf(found, known);
		return { verdict, confidence, reasons: because.map(({ rule, weight, saw }) => ({ rule, weight, seen: saw.join(', ') })) };
	};
	// Columns that nobody has confirmed yet are none.
	const mapping = source.kind === 'table' ? mappingFrom(source.mapping) : null;
	return {
		judge,
		rows: readSource(
			{ kind: source.kind as SourceKind, ...(mapping && !('code' in mapping) ? { mapping } : {}) },
			await bytes(),
			await harvestTables(convention.states)
		)
	};
}

async function taken(ground: Ground, harvest: Harvest, source: Source, running: Running, got: Content): Promise<void> {
	const { database } = ground;
	const { world, at } = running;
	try {
		const { rows, counts } = await takeRows({
			write: (act) => database.write(act),
			...{ harvest: harvest.id, source: source.id, doing: harvesting(world, at) },
			...(await rowsOf(harvest, source, got, world)),
			project: async (db, records) => void (records.length && (await projectMany(db, world, records))),
			progress: async (db, read) => {
				await changeHarvest(db, harvest.id, { rows: read });
				running.progress?.(read);
			},
			...(running.signal ? { signal: running.signal } : {})
		});
		await database.write(async (db) => {
			await changeHarvest(db, harvest.id, { state: 'done', endedAt: at, rows, counts, sha256: got.sha256 });
			await db
				.updateTable('projects.sources')
				.set({
					...{ last_sha256: got.sha256, last_good_at: at, last_checked_at: at, rules },
					...(got.file ? { last_file: got.file } : {}),
					...(harvest.origin === 'seed' ? { seeded_sha256: got.sha256 } : {}),
					...(got.copy ? { etag: got.copy.etag ?? null, last_modified: got.copy.lastModified ?? null } : {})
				})
				.where('id', '=', source.id)
				.execute();
			await pagesAnew(db);
		});
	} catch (fault) {
		if (!(fault instanceof Unusable)) throw fault;
		await end(ground, harvest, running, { state: 'failed', fault: fault.fault, sha256: got.sha256 });
	}
}

/** The list of the depositary changes nothing by itself: it is kept, and what it says otherwise than the facts waits for an officer. */
async function statusRead({ database }: Ground, harvest: Harvest, source: Source, running: Running, got: Content): Promise<void> {
	const read = await readStatusFile(await got.bytes(), running.world.convention);
	if ('fault' in read) return end({ database } as Ground, harvest, running, { state: 'failed', fault: read.fault, sha256: got.sha256 });
	await database.write(async (db) => {
		await keepLines(db, harvest.id, read.lines);
		const counts = await countLines(db as never, harvest.id);
		await changeHarvest(db, harvest.id, { state: 'done', endedAt: running.at, rows: read.rows, counts, sha256: got.sha256 });
		if (harvest.dry) return;
		await db
			.updateTable('projects.sources')
			.set({
				...{ last_sha256: got.sha256, last_good_at: running.at, last_checked_at: running.at, rules },
				...(got.file ? { last_file: got.file } : {}),
				...(got.copy ? { etag: got.copy.etag ?? null, last_modified: got.copy.lastModified ?? null } : {})
			})
			.where('id', '=', source.id)
			.execute();
	});
}

class TakenBack extends Error {}

/** All of it in one transaction that is taken back: what it would do, exactly, and nothing done. */
async function trial(ground: Ground, harvest: Harvest, source: Source, running: Running, got: Content): Promise<void> {
	const { database } = ground;
	let became: { rows: number; counts: Counts; lines: Line[] } | undefined;
	try {
		await database.write(async (db) => {
			// Opened in here: should the transaction be tried again, the source is read again.
			const { judge, rows } = await rowsOf(harvest, source, got, running.world);
			const write: Write = (act) => act(db);
			const made = await takeRows({
				...{ write, judge, rows, harvest: harvest.id, source: source.id, doing: harvesting(running.world, running.at) },
				project: async () => {}
			});
			const lines = await linesOf(db as never, harvest.id, { limit: 10_000 });
			// Records that were made for the trial are none.
			became = { ...made, lines: lines.map((line) => (line.outcome === 'new' ? { ...line, record: null } : line)) };
			throw new TakenBack();
		});
	} catch (fault) {
		if (fault instanceof Unusable) return end(ground, harvest, running, { state: 'failed', fault: fault.fault, sha256: got.sha256 });
		if (!(fault instanceof TakenBack)) throw fault;
	}
	const { rows, counts, lines } = became as NonNullable<typeof became>;
	await database.write(async (db) => {
		await keepLines(db, harvest.id, lines);
		await changeHarvest(db, harvest.id, { state: 'done', endedAt: running.at, rows, counts, sha256: got.sha256 });
	});
}
