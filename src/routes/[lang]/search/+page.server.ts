import { facetNames, search } from '#catalogue/server/search.ts';
import { named } from '#catalogue/server/naming.ts';
import { facetLabels } from '#catalogue/facets.ts';
import type { PageServerLoad } from './$types.ts';

const perPage = 20;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { platform, definitions, convention } = locals;
	const chosen = Object.fromEntries(facetNames.map((name) => [name, url.searchParams.get(name)?.slice(0, 100) || undefined]));
	const sort = url.searchParams.get('sort');
	const page = Math.min(500, Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1));
	const question = {
		words: (url.searchParams.get('q') ?? '').replaceAll('\0', '').slice(0, 300),
		facets: chosen,
		sort: sort === 'newest' || sort === 'oldest' ? (sort as 'newest' | 'oldest') : ('relevance' as const),
		page,
		perPage
	};
	const found = await search(platform.database.read, question);
	return {
		question,
		total: found.total,
		entries: await named(platform.database.read, found.entries, definitions, convention),
		facets: facetNames.map((name) => ({
			name,
			chosen: chosen[name] ?? null,
			values: facetLabels(name, found.facets[name], chosen[name], definitions, convention)
		}))
	};
};
