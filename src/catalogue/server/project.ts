// SPDX-License-Identifier: Apache-2.0
// Brings the catalogue in step with one record: the reaction to every event that changes what the public sees. Repeatable.
import type { Convention } from '#convention/convention.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { sql } from 'kysely';
import { publicAnswers } from '#forms/privacy.ts';
import type { Person } from '#people/person.ts';
import { organisationName } from '#people/server/organisation-names.ts';
import type { Definitions } from '#records/definitions.ts';
import { findRecord } from '#records/server/records.ts';
import { readRevision } from '#records/server/revisions.ts';
import type { Words } from '#text/words.ts';
import { entryFrom, filesIn, searchTexts } from '../entry.ts';
import { secretariatName } from '../shown.ts';
import { labelsFor } from './concept-labels.ts';
import { writeEntry } from './entries.ts';
import { forgetFile, readFiles } from './file-texts.ts';

export interface World {
	definitions: Definitions;
	convention: Convention;
}

export async function ownerName(db: Reading, convention: Convention, ownerKind: string, owner: string): Promise<Words> {
	if (ownerKind === 'party') return convention.state(owner)?.name ?? {};
	if (ownerKind === 'secretariat') return secretariatName;
	const name = ownerKind === 'organisation' ? await organisationName(db, owner) : undefined;
	return name ? { en: name } : {};
}

export async function project(db: Writing, world: World, recordId: string): Promise<void> {
	const record = await findRecord(reading(db), recordId);
	const type = record && world.definitions.type(record.type);
	if (!record || !type) return;
	if (record.visibility !== 'public' || record.state === 'unpublished' || record.published === null) {
		await db.deleteFrom('catalogue.entries').where('record_id', '=', recordId).execute();
		return;
	}
	const dates = await db
		.selectFrom('records.revisions')
		.select((select) => [select.fn.min('published_at').as('first'), select.fn.max('published_at').as('last')])
		.where('record_id', '=', recordId)
		.executeTakeFirstOrThrow();
	// A withdrawn record keeps its title and the reason; anybody else's reading would find nothing any more, so it is read from within.
	const withdrawn = record.state === 'withdrawn';
	const read = await readRevision(reading(db), world.definitions, withdrawn ? insider : null, recordId, record.published);
	if (!read || 'gone' in read) throw new Error(`${recordId} has no readable revision ${record.published}`);
	const move = withdrawn
		? await db
				.selectFrom('records.moves')
				.select('reason')
				.where('record_id', '=', recordId)
				.where('move', '=', 'withdraw')
				.orderBy('seq', 'desc')
				.limit(1)
				.executeTakeFirst()
		: undefined;
	const entry = entryFrom(
		{
			record,
			form: read.form,
			type,
			revision: record.published,
			// Taken out here where it was read from within: what is private cannot come along.
			answers: withdrawn ? publicAnswers(read.form, read.revision.answers) : read.revision.answers,
			languages: read.revision.languages,
			firstPublishedAt: dates.first as Date,
			publishedAt: withdrawn ? record.changedAt : (dates.last as Date),
			reason: move?.reason ?? null
		},
		world.convention
	);
	// Within a transaction every question goes through its own connection, whatever the world would ask.
	const texts = withdrawn
		? { A: {}, B: {}, C: {} }
		: searchTexts(entry, read.form, world.convention, await ownerName(reading(db), world.convention, record.ownerKind, record.owner));
	const labels = await labelsFor(reading(db), world.convention);
	const files = filesIn(entry.answers);
	await readFiles(db, files, labels);
	await writeEntry(db, entry, texts, { labels, files });
	await db
		.insertInto('platform.settings')
		.values({ name: 'catalogue-version', value: String(Date.now()) })
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`(extract(epoch from clock_timestamp()) * 1000000)::bigint::text` }))
		.execute();
}

const insider: Person = { id: 'platform', name: '', email: '', language: 'en', roles: [{ role: 'reviewer' }] };

/** Brings in step every record whose published answers attach a file: what to call once the text of the file was read. Gives their identifiers. */
export async function projectFile(db: Writing, world: World, sha256: string): Promise<string[]> {
	await forgetFile(db, sha256);
	const rows = await db
		.selectFrom('records.attachments')
		.innerJoin('records.records', 'records.records.id', 'records.attachments.record_id')
		.select('records.records.id')
		.where('sha256', '=', sha256)
		.where('state', '=', 'published')
		.orderBy('records.records.id')
		.execute();
	for (const { id } of rows) await project(db, world, id);
	return rows.map(({ id }) => id);
}

/** Records that are published and were not projected since search was last rebuilt, in the order of their identifiers. */
export async function outdated(db: Reading, after = '', limit = 500): Promise<string[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select('record_id')
		.where('number', 'is', null)
		.where('record_id', '>', after)
		.orderBy('record_id')
		.limit(limit)
		.execute();
	return rows.map((row) => row.record_id);
}

/** Makes the whole catalogue anew; what the seeds and an operator call. */
export async function projectAll(db: Writing, world: World): Promise<number> {
	const rows = await db.selectFrom('records.records').select('id').where('state', '!=', 'unpublished').orderBy('id').execute();
	for (const row of rows) await project(db, world, row.id);
	return rows.length;
}
