// SPDX-License-Identifier: Apache-2.0
// Harvests linked resources: reads a service to its end, keeps what is new or changed in batches, and marks what is gone only in parts that were seen whole. What a fault
// interrupts leaves what stood before, and what came before the fault is true and stays.
import type { LinkedFound } from '#catalogue/linked.ts';
import {
	hashOf,
	keepLinked,
	keepPart,
	type Keeping,
	keptOf,
	keyFor,
	type KeptLinked,
	markGone,
	markRest,
	markStill,
	partsRead
} from '#catalogue/server/keep-linked.ts';
import type { Database, Writing } from '#platform/server/database.ts';
import type { Refused, SourceFault } from '#projects/found.ts';
import type { Counts, Harvest, Line, Source } from '#projects/harvest.ts';
import { changeHarvest, countLines, forgetRefused, keepLines } from '#projects/server/harvests.ts';
import { Stopped } from '#projects/server/take-rows.ts';
import type { Doing } from '#records/server/doing.ts';
import { say, type Words } from '#text/words.ts';
import { readRepository } from '../../oai-in/server/read-repository.ts';
import { type Dialect } from '../../odata-in/read-page.ts';
import { readService } from '../../odata-in/server/read-service.ts';
import type { LinkedTold } from '../linked-told.ts';
import { linkedSettings } from '../linked-settings.ts';
import type { Asking } from './fetch-answer.ts';
import { pagesAnew } from './pages-anew.ts';
import { harvestTables } from './tables.ts';

export interface RunningLinked {
	world: Pick<Doing, 'convention'>;
	at: Date;
	signal?: AbortSignal;
	fetching?: Asking;
	progress?(rows: number): void;
}

type Ground = { database: Pick<Database, 'write' | 'fresh'> };

const batch = 100;

export async function runLinked(ground: Ground, harvest: Harvest, source: Source, running: RunningLinked): Promise<void> {
	const { database } = ground;
	const { convention } = running.world;
	const kept = await keptOf(database.fresh, source.id);
	const parts = await partsRead(database.fresh, source.id);
	const { places } = await harvestTables(convention.states);
	const before = (part: string) => {
		const known = parts.get(part);
		const keys = new Set([...(kept.get(part) ?? [])].flatMap(([id, { gone }]) => (gone ? [] : [id])));
		return { dialect: (known?.dialect ?? null) as Dialect | null, mark: known?.mark ?? null, keys };
	};
	const around = { places, before, asking: running.fetching ?? {} };
	const address = source.address as string;
	const settings = linkedSettings(source);
	const told =
		source.kind === 'oai'
			? readRepository({ ...around, source: { address, treaty: settings.treaty, set: settings.set } })
			: readService({ ...around, source: { address, treaty: settings.treaty, dialect: settings.dialect, sets: settings.sets } });
	const keeping: Keeping = { source: source.id, harvest: harvest.id, at: running.at, convention };
	const taken = await take(database, { keeping, kept, dry: harvest.dry, running }, told);
	const logged = await database.write((db) => countLines(db as never, harvest.id));
	const counts: Counts = { ...logged, same: taken.same, other: taken.own };
	// One part of several that cannot be read is told in the log; where none could, that is what the harvest came to.
	const failed = taken.broken.length > 0 && taken.ended === 0;
	await database.write(async (db) => {
		await changeHarvest(db, harvest.id, {
			...{ state: failed ? 'failed' : 'done', endedAt: running.at, rows: taken.rows, counts },
			...(failed ? { fault: taken.broken[0] as SourceFault } : {})
		});
		if (harvest.dry) return;
		await db
			.updateTable('projects.sources')
			.set({ last_checked_at: running.at, ...(taken.broken.length ? {} : { last_good_at: running.at }) })
			.where('id', '=', source.id)
			.execute();
		await pagesAnew(db);
	});
}

interface Taking {
	keeping: Keeping;
	kept: ReadonlyMap<string, ReadonlyMap<string, KeptLinked>>;
	dry: boolean;
	running: RunningLinked;
}

interface Ready {
	found: LinkedFound;
	doubts: Refused[];
	before: KeptLinked | undefined;
}

async function take(database: Ground['database'], { keeping, kept, dry, running }: Taking, told: AsyncGenerator<LinkedTold>) {
	const { harvest } = keeping;
	const sum = { rows: 0, same: 0, own: 0, ended: 0, broken: [] as SourceFault[] };
	let ready: Ready[] = [];
	let lines: Line[] = [];
	let same: { part: string; id: string }[] = [];
	let removed: string[] = [];
	await database.write((db) => forgetRefused(db, harvest));
	const flush = () =>
		database.write(async (db) => {
			const [now, noted, unchanged] = [ready, lines, same];
			const changed = dry
				? new Map<string, string[]>()
				: await keepLinked(
						db,
						keeping,
						now.map(({ found }) => found)
					);
			if (!dry) for (const [part, ids] of grouped(unchanged)) await markStill(db, keeping, part, ids);
			await keepLines(db, harvest, [...noted, ...now.map((each) => lineOf(each, fieldsOf(changed, keeping, each)))]);
			await changeHarvest(db, harvest, { rows: sum.rows });
			[ready, lines, same] = [[], [], []];
			running.progress?.(sum.rows);
		});
	for await (const each of told) {
		if (running.signal?.aborted) throw new Stopped('stopped');
		if ('found' in each) {
			sum.rows += 1;
			const before = kept.get(each.found.part)?.get(each.found.id);
			if (before && !before.gone && before.sha256 === hashOf(each.found)) {
				sum.same += 1;
				same.push({ part: each.found.part, id: each.found.id });
			} else ready.push({ ...each, before });
		} else if ('own' in each) {
			sum.rows += 1;
			sum.own += 1;
		} else if ('refused' in each) {
			sum.rows += 1;
			lines.push(refusedLine(each.refused, each.id ?? '', each.part));
			// What it told before stands: a row that cannot be read is not one that is gone.
			if (each.id !== undefined && kept.get(each.part)?.get(each.id)?.gone === false) same.push({ part: each.part, id: each.id });
		} else if ('still' in each) {
			if (!dry) await database.write((db) => markStill(db, keeping, each.part, each.still));
		} else if ('removed' in each) {
			sum.rows += 1;
			removed.push(each.removed);
		} else if ('broken' in each) {
			sum.broken.push(each.broken.fault);
			const { code, values } = each.broken.fault;
			lines.push(refusedLine({ row: 0, code, seen: each.broken.part, values }, each.broken.part, each.broken.part));
		} else {
			await flush();
			await ended(each.ended);
		}
		if (ready.length + lines.length >= batch || same.length >= 2000) await flush();
	}
	await flush();
	return sum;

	async function ended({ part, dialect, mark, whole }: Extract<LinkedTold, { ended: unknown }>['ended']): Promise<void> {
		sum.ended += 1;
		if (dry) return;
		await database.write(async (db: Writing) => {
			const gone = removed.length ? await markGone(db, keeping, part, removed) : [];
			if (whole) gone.push(...(await markGone(db, keeping, part, null)));
			else await markRest(db, keeping, part);
			await keepLines(db, harvest, gone.map(goneLine));
			await keepPart(db, keeping, { part, dialect, mark, whole });
		});
		removed = [];
	}
}

const grouped = (many: readonly { part: string; id: string }[]): Map<string, string[]> => {
	const parts = new Map<string, string[]>();
	for (const { part, id } of many) {
		const ids = parts.get(part) ?? [];
		parts.set(part, ids);
		ids.push(id);
	}
	return parts;
};

const fieldsOf = (changed: ReadonlyMap<string, string[]>, { source }: Keeping, { found }: Ready): string[] =>
	changed.get(keyFor(source, found)) ?? [];

const lineOf = ({ found, doubts, before }: Ready, fields: string[]): Line => ({
	line: found.row,
	identifier: `${found.part} ${found.id}`,
	title: say(found.title, 'en'),
	outcome: !before ? 'new' : before.gone ? 'back' : 'changed',
	record: null,
	fields: fields as Line['fields'],
	problems: doubts.map(({ code, seen, values }) => ({ code, seen: seen.slice(0, 200), ...(values ? { values } : {}) }))
});

const refusedLine = ({ row, code, seen, values }: Refused, id: string, part: string): Line => ({
	line: row || null,
	identifier: id === part ? part : `${part} ${id}`.trim(),
	title: '',
	outcome: 'refused',
	record: null,
	fields: [],
	problems: [{ code, seen: seen.slice(0, 200), ...(values ? { values } : {}) }]
});

const goneLine = ({ id, title }: { id: string; title: Words }): Line => ({
	...{ line: null, identifier: id, title: say(title, 'en'), outcome: 'gone', record: null, fields: [], problems: [] }
});
