import { error } from '@sveltejs/kit';
import { compare } from '#forms/comparison.ts';
import { readRevision } from '#records/server/revisions.ts';
import { loadRecord } from '../record.server.ts';
import type { PageServerLoad } from './$types.ts';

/** Two revisions side by side: `?from=1&to=2`; by default the last two that the reader may open. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const page = await loadRecord(locals, params.id);
	if (!('revisions' in page) || !page.revisions) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const numbers = page.revisions.map((revision) => revision.number);
	const asked = (name: string, fallback: number | undefined) => {
		const number = Number(url.searchParams.get(name));
		return numbers.includes(number) ? number : fallback;
	};
	const to = asked('to', numbers.at(-1));
	const from = asked('from', numbers.filter((number) => number < (to ?? 0)).at(-1) ?? to);
	const [before, after] = await Promise.all(
		[from, to].map((number) => readRevision(locals.platform.database.read, locals.definitions, locals.person, params.id, number))
	);
	if (!before || !after || 'gone' in before || 'gone' in after) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return {
		...page,
		from: before.revision.number,
		to: after.revision.number,
		changes: compare(after.form, before.revision.answers, after.revision.answers)
	};
};
