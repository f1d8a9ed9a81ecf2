// SPDX-License-Identifier: Apache-2.0
// Loads the treaty's facts from seeds/convention: one YAML file a kind, its rows in order. A seed that is not valid is a defect and stops the start.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { parse } from 'yaml';
import type { Reading, Writing } from '#platform/server/database.ts';
import { checkFact, surroundingsOf } from '../check-fact.ts';
import { type Fact, isFactKind } from '../fact.ts';
import { upsertFacts } from './facts.ts';

interface SeedFile {
	kind: string;
	text: string;
}

const hashOf = (files: readonly SeedFile[]): string => {
	const hash = createHash('sha256');
	for (const file of files) hash.update(`${file.kind}\n${file.text.length}\n${file.text}`);
	return hash.digest('hex');
};

async function seedFiles(folder: string): Promise<SeedFile[]> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
	return Promise.all(names.map(async (name) => ({ kind: name.slice(0, -'.yaml'.length), text: await readFile(join(folder, name), 'utf8') })));
}

/** The facts of the seed files, checked; throws with every fault, file by file. */
export async function readSeeds(folder = 'seeds/convention'): Promise<Fact[]> {
	return factsOf(await seedFiles(folder));
}

function factsOf(files: readonly SeedFile[]): Fact[] {
	const faults: string[] = [];
	const facts = files.flatMap(({ kind, text }) => {
		if (!isFactKind(kind)) {
			faults.push(`${kind}.yaml: not a kind of fact`);
			return [];
		}
		const rows = parse(text) as Omit<Fact, 'kind' | 'position'>[];
		return rows.map((row, position): Fact => ({ kind, id: row.id, position, value: row.value, status: row.status, source: row.source }));
	});
	const around = surroundingsOf(facts);
	const seen = new Set<string>();
	for (const fact of facts) {
		const name = `${fact.kind}.yaml, ${fact.id}`;
		if (typeof fact.id !== 'string' || !fact.id) faults.push(`${fact.kind}.yaml, row ${fact.position + 1}: no id`);
		if (seen.has(name)) faults.push(`${name}: twice`);
		seen.add(name);
		for (const finding of checkFact(fact, around)) faults.push(`${name}: ${finding.at} ${finding.code}`);
	}
	if (faults.length) throw new Error(`seeds are not valid:\n${faults.join('\n')}`);
	return facts;
}

const setting = 'seeds.convention';

/** When the facts were last loaded; null where they never were. */
export async function seedsLoaded(db: Reading): Promise<Date | null> {
	const row = await db.selectFrom('platform.settings').select('set_at').where('name', '=', setting).executeTakeFirst();
	return row?.set_at ?? null;
}

/**
 * Loads the seeds and returns how many rows were added or changed. Rows edited by hand stay as they are.
 * Files that have not changed since they were last loaded are not taken apart again, so that a start costs nothing.
 */
export async function seedConvention(db: Writing, folder = 'seeds/convention'): Promise<number> {
	const files = await seedFiles(folder);
	const hash = hashOf(files);
	const last = await db.selectFrom('platform.settings').select('value').where('name', '=', setting).executeTakeFirst();
	if (last?.value === hash) return 0;
	const changed = await upsertFacts(db, factsOf(files));
	await db
		.insertInto('platform.settings')
		.values({ name: setting, value: hash })
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: hash, set_at: sql<Date>`now()` }))
		.execute();
	return changed;
}
