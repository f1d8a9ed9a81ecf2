import { thesaurusFor } from '#interop/skos/thesaurus.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { convention, definitions, platform, reader } = locals;
	const { vocabularies, titleOf } = await thesaurusFor(convention, definitions, platform.configuration.origin, reader.language);
	return { vocabularies: vocabularies.map((each) => ({ id: each.id, title: titleOf(each), count: each.concepts.length })) };
};
