// SPDX-License-Identifier: Apache-2.0
// What a letter tells, thing followed by thing followed, as the catalogue shows it when the letter is written: what went meanwhile is not told as new.
import { entryColumns, entryFromRow } from '#catalogue/server/entries.ts';
import { named } from '#catalogue/server/naming.ts';
import type { World } from '#catalogue/server/project.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';
import { mostInLetter, watchedFrom } from '../watched.ts';
import type { Group, Line } from './letters.ts';
import { titleOf } from './titles.ts';
import type { Watch } from './watches.ts';

export interface Told {
	watch: string;
	record: string;
	event: 'published' | 'withdrawn' | 'superseded';
}

export async function groupsFor(
	db: Reading,
	world: World,
	watches: readonly Watch[],
	told: readonly Told[],
	language: Language,
	origin: string
): Promise<Group[]> {
	const reader = await readerIn(language);
	const records = [...new Set(told.map(({ record }) => record))];
	const lines = await linesOf(db, world, records, language);
	const groups: Group[] = [];
	let left = mostInLetter;
	// Named once, under the first thing that brought it.
	const mentioned = new Set<string>();
	for (const watch of watches) {
		const own = told
			.filter((each) => each.watch === watch.id)
			.flatMap(({ record, event }) => {
				const line = lines.get(record);
				if (!line || line.event !== event || mentioned.has(record)) return [];
				mentioned.add(record);
				return [line];
			});
		if (!own.length) continue;
		const watched = watchedFrom(watch.address, origin);
		const title = (watched && (await titleOf(db, world, watched, reader))) ?? watch.address;
		groups.push({ title, lines: own.slice(0, left), more: Math.max(0, own.length - left), address: watch.address });
		left = Math.max(0, left - own.length);
	}
	return groups;
}

async function linesOf(db: Reading, { definitions, convention }: World, records: readonly string[], language: Language): Promise<Map<string, Line>> {
	if (!records.length) return new Map();
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where('record_id', 'in', [...records])
		.execute();
	const entries = rows.map(entryFromRow);
	const shown = await named(db, entries, definitions, convention);
	return new Map(
		shown.map((each) => [
			each.id,
			{
				id: each.id,
				title: say(each.title, language) || each.id,
				type: say(each.type, language),
				owner: say(each.owner, language),
				event: each.state,
				demo: each.demo
			}
		])
	);
}
