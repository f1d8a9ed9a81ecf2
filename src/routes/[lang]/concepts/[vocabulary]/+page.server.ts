import { error } from '@sveltejs/kit';
import { thesaurusFor } from '#interop/skos/thesaurus.ts';
import type { Concept } from '#interop/skos/vocabulary.ts';
import type { Words } from '#text/words.ts';
import type { PageServerLoad } from './$types.ts';

interface Node {
	id: string;
	label: Words;
	below: Node[];
}

export const load: PageServerLoad = async ({ locals, params }) => {
	const { convention, definitions, platform, reader } = locals;
	const { vocabularies, titleOf } = await thesaurusFor(convention, definitions, platform.configuration.origin, reader.language);
	const vocabulary = vocabularies.find(({ id }) => id === params.vocabulary);
	if (!vocabulary) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const node = (concept: Concept): Node => ({
		id: concept.id,
		label: concept.prefLabel,
		below: concept.narrower.flatMap((id) => vocabulary.concept(id) ?? []).map(node)
	});
	return { id: vocabulary.id, uri: vocabulary.uri, title: titleOf(vocabulary), tree: vocabulary.top.map(node) };
};
