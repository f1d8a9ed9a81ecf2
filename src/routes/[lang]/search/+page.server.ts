import { facetLabels } from '#catalogue/facets.ts';
import { facetNames, questionFrom } from '#catalogue/question.ts';
import { hits } from '#catalogue/server/hits.ts';
import { searchLinked } from '#catalogue/server/linked.ts';
import { search } from '#catalogue/server/search.ts';
import { locales } from '#text/languages.ts';
import { say } from '#text/words.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { platform, definitions, convention, reader, today } = locals;
	const db = platform.database.read;
	const question = questionFrom(url.searchParams, reader.language, 20);
	const found = await search(db, { ...question, convention });
	const map = url.searchParams.get('view') === 'map';
	const counts = new Map(found.facets.party.map(({ value, count }) => [value, count]));
	const collator = new Intl.Collator(locales[reader.language]);
	return {
		question,
		total: found.total,
		bounded: found.bounded,
		corrected: found.corrected.length > 0,
		asked: found.asked,
		most: found.most,
		concepts: found.concepts.flatMap((id) => convention.concept(id)?.prefLabel ?? []),
		narrower: found.narrower.flatMap((id) => convention.concept(id)?.prefLabel ?? []),
		instead: found.instead,
		hits: map ? [] : await hits(db, found, definitions, convention, reader.language),
		map: map
			? convention
					.parties(today)
					.map(({ id, name }) => ({ id, name: say(name, reader.language), count: counts.get(id) ?? 0 }))
					.sort((a, b) => collator.compare(a.name, b.name))
			: null,
		// What is ours comes first; what others publish stands below it, where words were asked.
		others:
			question.words && !map && question.page === 1
				? await searchLinked(db, { words: question.words, treaty: null, kind: null, page: 1, perPage: 3, language: reader.language, convention })
				: null,
		facets: facetNames.map((name) => ({
			name,
			chosen: question.facets[name] ?? null,
			values: facetLabels(name, found.facets[name], question.facets[name], definitions, convention).slice(0, 60)
		}))
	};
};
