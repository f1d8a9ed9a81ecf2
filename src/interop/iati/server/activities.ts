// SPDX-License-Identifier: Apache-2.0
// All published projects as one file of IATI, made while it is sent: a page of the catalogue at a time.
import { sql } from 'kysely';
import type { Entry } from '#catalogue/entry.ts';
import { entryColumns, entryFromRow } from '#catalogue/server/entries.ts';
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import { projectType } from '#projects/answers.ts';
import { languages } from '#text/languages.ts';
import { type MessageId, readerIn } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { activityOf, type Around, type LeftOut } from '../activity.ts';

const page = 100;

/** The newest change of a project. */
export async function stateOfProjects(db: Reading): Promise<Date | null> {
	const { rows } = await sql<{ at: Date | null }>`select max(changed_at) as at from catalogue.entries where type = ${projectType}`.execute(
		db as never
	);
	return rows[0]?.at ?? null;
}

async function notesIn(): Promise<Pick<Around, 'notes' | 'platform'>> {
	const readers = await Promise.all(languages.map(readerIn));
	const inAll = (id: MessageId): Words => Object.fromEntries(readers.map(({ language, t }) => [language, t(id)]));
	return {
		platform: inAll('site.name'),
		notes: {
			startInferred: inAll('datasets.iati.start-inferred'),
			commitment: inAll('datasets.iati.commitment'),
			others: inAll('datasets.iati.others'),
			undescribed: inAll('datasets.iati.undescribed'),
			inferred: inAll('datasets.iati.inferred')
		}
	};
}

async function partsOf(db: Reading): Promise<Map<string, string[]>> {
	const { rows } = await sql<{ id: string; parent: string }>`
		select record_id as id, answers ->> 'parent' as parent from catalogue.entries
		where type = ${projectType} and state = 'published' and answers ->> 'parent' is not null order by record_id`.execute(db as never);
	return new Map([...Map.groupBy(rows, ({ parent }) => parent)].map(([parent, parts]) => [parent, parts.map(({ id }) => id)]));
}

async function* projects(db: Reading): AsyncGenerator<Entry> {
	for (let after = ''; ;) {
		const rows = await db
			.selectFrom('catalogue.entries')
			.select(entryColumns)
			.where('type', '=', projectType)
			.where('state', '=', 'published')
			.where('record_id', '>', after)
			.orderBy('record_id')
			.limit(page)
			.execute();
		yield* rows.map(entryFromRow);
		const last = rows.at(-1);
		if (!last || rows.length < page) return;
		after = last.record_id;
	}
}

export async function* activities(
	{ db, convention, origin, today }: { db: Reading; convention: Convention; origin: string; today: string },
	at: Date
): AsyncGenerator<string> {
	const around: Around = { origin, convention, today, children: await partsOf(db), ...(await notesIn()) };
	yield `<?xml version="1.0" encoding="utf-8"?>\n<iati-activities version="2.03" generated-datetime="${at.toISOString()}">\n`;
	const leftOut: Record<LeftOut, number> = { 'no-day': 0, 'no-participant': 0, 'no-state': 0 };
	for await (const entry of projects(db)) {
		const made = activityOf(entry, around);
		if ('activity' in made) yield `${made.activity}\n`;
		else leftOut[made.leftOut] += 1;
	}
	const told = Object.entries(leftOut).map(([why, count]) => `${why}: ${count}`);
	yield `<!-- Projects that lack what the standard asks for are not here. ${told.join(', ')} -->\n</iati-activities>\n`;
}
