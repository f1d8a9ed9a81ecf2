// What the pages of one archive need: the archive, and what became of each line, or would.
import { error } from '@sveltejs/kit';
import { bundle, bundleLines } from '#meetings/server/bundles.ts';
import { may } from '#people/may.ts';

export async function bundleAt({ person, platform }: App.Locals, id: string) {
	if (!may(person, 'documents.bring')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const found = await bundle(platform.database.fresh, id);
	if (!found) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { found, lines: await bundleLines(platform.database.fresh, id) };
}
