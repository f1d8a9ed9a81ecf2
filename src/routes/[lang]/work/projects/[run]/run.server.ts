// One harvest, opened.
import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { findHarvest } from '#projects/server/harvests.ts';
import { findSource } from '#projects/server/sources.ts';

export async function runAt(locals: App.Locals, id: string) {
	const { person, platform } = locals;
	if (!may(person, 'project.desk')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = platform.database.fresh;
	const run = /^[0-9a-f]{16}$/.test(id) ? await findHarvest(db, id) : undefined;
	const source = run && (await findSource(db, run.source));
	if (!run || !source) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { run, source };
}
