// SPDX-License-Identifier: Apache-2.0
// Where the sources of projects are kept. Those that the release brings are there from the first start; an editor's changes stay.
import type { Selectable } from 'kysely';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Words } from '#text/words.ts';
import { type Schedule, schedules, type Source } from '../harvest.ts';

export const sourceFrom = (row: Selectable<Tables['projects.sources']>): Source => ({
	id: row.id,
	kind: row.kind as Source['kind'],
	name: row.name as Words,
	address: row.address,
	seed: row.seed,
	schedule: row.schedule as Schedule | null,
	mapping: row.mapping as Source['mapping'],
	position: row.position,
	enabled: row.enabled,
	page: row.page,
	note: row.note as Words,
	licence: row.licence as Words,
	status: row.status as Source['status'],
	seededSha256: row.seeded_sha256,
	lastSha256: row.last_sha256,
	lastFile: row.last_file,
	lastGoodAt: row.last_good_at,
	lastCheckedAt: row.last_checked_at,
	etag: row.etag,
	lastModified: row.last_modified,
	rules: row.rules
});

/** In the order in which their values count. */
export const allSources = async (db: Reading): Promise<Source[]> =>
	(await db.selectFrom('projects.sources').selectAll().orderBy('position').orderBy('id').execute()).map(sourceFrom);

export async function findSource(db: Reading, id: string): Promise<Source | undefined> {
	const row = await db.selectFrom('projects.sources').selectAll().where('id', '=', id).executeTakeFirst();
	return row && sourceFrom(row);
}

/** What the release says of a source. */
export type SeededSource = Pick<Source, 'id' | 'kind' | 'name' | 'note' | 'licence' | 'status'> &
	Partial<Pick<Source, 'address' | 'seed' | 'schedule' | 'mapping' | 'page'>>;

/** New sources come in; of those that are there the words and the file of the release are renewed, and what somebody may have set stays. */
export async function keepSources(db: Writing, sources: readonly SeededSource[], at: Date): Promise<void> {
	for (const [place, source] of sources.entries()) {
		const words = {
			name: json(source.name),
			note: json(source.note),
			licence: json(source.licence),
			status: source.status,
			seed: source.seed ?? null,
			page: source.page ?? null
		};
		await db
			.insertInto('projects.sources')
			.values({
				id: source.id,
				kind: source.kind,
				...words,
				address: source.address ?? null,
				schedule: source.schedule ?? null,
				mapping: json(source.mapping ?? {}),
				position: (place + 1) * 10,
				changed_by: 'platform',
				changed_at: at
			})
			.onConflict((conflict) => conflict.column('id').doUpdateSet(words))
			.execute();
	}
}

export interface Setting {
	source: string;
	address: string | null;
	schedule: string | null;
	enabled: boolean;
}

/** Where and how often a source is fetched. */
export async function setSource(db: Writing, doing: Doing, { source, address, schedule, enabled }: Setting): Promise<{ id: string } | Refusal> {
	if (!may(doing.by, 'project.harvest')) return refuse('not-allowed');
	const asked = schedule === null || (schedules as readonly string[]).includes(schedule);
	const web = address === null || (address.length <= 2000 && /^https?:\/\/[^\s]+$/.test(address) && URL.canParse(address));
	if (!asked || !web) return refuse('not-valid');
	const { numUpdatedRows } = await db
		.updateTable('projects.sources')
		.set({
			// What was kept of the old address says nothing of the new one.
			etag: (one) => one.case().when('address', 'is not distinct from', address).then(one.ref('etag')).else(null).end(),
			last_modified: (one) => one.case().when('address', 'is not distinct from', address).then(one.ref('last_modified')).else(null).end(),
			address,
			schedule,
			enabled,
			changed_by: doing.by.id,
			changed_at: doing.at
		})
		.where('id', '=', source)
		.executeTakeFirst();
	return numUpdatedRows ? { id: source } : refuse('not-found');
}
