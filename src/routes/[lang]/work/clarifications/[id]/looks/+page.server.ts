import { error } from '@sveltejs/kit';
import { looksAt } from '#reporting/server/look.ts';
import type { PageServerLoad } from './$types.ts';

/** Who of the Committee looked at what is not public of a record, for the focal point of the Party. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await looksAt(locals.platform.database.read, locals.person, params.id);
	if (!found) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { record: { id: found.record.id }, looks: found.looks.map((look, n) => ({ ...look, n })) };
};
