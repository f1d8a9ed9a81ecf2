import { readerIn } from '#text/message.ts';
import { wordedDifferences } from '#components/designer/differences.ts';
import { refuse } from '#people/refusal.ts';
import { designOf } from '#records/server/designs.ts';
import { error } from '@sveltejs/kit';
import { openForm } from '../../design.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { form: current } = openForm(locals, params.id);
	const design = await designOf(locals.platform.database.fresh, params.id);
	const versions = locals.definitions.versions(params.id);
	const to = url.searchParams.get('to') ?? (design ? '' : current.version);
	const formOf = (version: string) => (version === '' ? design?.form : locals.definitions.form(params.id, version));
	const after = formOf(to);
	const from = url.searchParams.get('from') ?? after?.crosswalk?.from ?? current.version;
	const before = formOf(from);
	if (!before || !after) error(404, 'not found', { refusal: refuse('not-found') });
	return {
		title: current.words['form.title'] ?? {},
		versions,
		hasDesign: design !== undefined,
		from,
		to,
		differences: wordedDifferences(await readerIn(locals.reader.language), before, after)
	};
};
