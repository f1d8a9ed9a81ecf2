// SPDX-License-Identifier: Apache-2.0
// A few invented resources of other conventions, so that the search shows how they stand beside what is ours. They have no addresses, and say in their titles what they are.
import { readFile } from 'node:fs/promises';
import type { World } from '#catalogue/server/project.ts';
import { keepLinked } from '#catalogue/server/keep-linked.ts';
import type { LinkedFound } from '#catalogue/linked.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Words } from '#text/words.ts';

interface Told {
	source: Words;
	resources: (Pick<LinkedFound, 'id' | 'kind' | 'treaty' | 'title'> & Partial<LinkedFound>)[];
}

const source = 'demonstration';

export async function storeDemoLinked(db: Writing, { convention }: Pick<World, 'convention'>): Promise<void> {
	const { parse } = await import('yaml');
	const told = parse(await readFile('seeds/linked/demonstration.yaml', 'utf8')) as Told;
	const at = new Date();
	await db
		.insertInto('projects.sources')
		.values({
			...{ id: source, kind: 'odata', name: json(told.source), note: json({}), licence: json({}), mapping: json({ treaty: source }) },
			...{ position: 9000, enabled: false, changed_by: 'platform', changed_at: at }
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await keepLinked(
		db,
		{ source, harvest: 'demonstration', at, convention, demo: true },
		told.resources.map((each, place) => ({ files: [], keywords: [], parties: [], part: source, row: place + 1, ...each }))
	);
}
