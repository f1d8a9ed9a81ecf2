import { missingIn } from '#convention/check-concept.ts';
import { foldedLabel } from '#convention/check-concept.ts';
import type { Known } from '#convention/fact.ts';
import { languages } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { editorsOnly, isList, lists } from './desk.server.ts';
import type { PageServerLoad } from './$types.ts';

const filters = ['all', 'missing', 'undefined', 'unmatched', 'deprecated'] as const;
type Filter = (typeof filters)[number];

export const load: PageServerLoad = ({ locals, url }) => {
	editorsOnly(locals);
	const { convention, reader } = locals;
	const wished = url.searchParams.get('list') ?? 'mercury';
	const list = isList(wished) ? wished : 'mercury';
	const filter = filters.find((each) => each === url.searchParams.get('show')) ?? 'all';
	const typed = (url.searchParams.get('q') ?? '').slice(0, 200);
	const wanted = foldedLabel(typed).split(' ').filter(Boolean);
	const concepts = convention.all(lists[list]) as readonly Known<'concept'>[];
	const outside = convention.all('match').filter(({ dropped, vocabulary }) => !dropped && vocabulary !== 'own');
	const matched = Map.groupBy(outside, ({ concept }) => concept);
	const rows = concepts
		.filter((concept) => {
			const all = languages.flatMap((language) => [
				concept.prefLabel[language],
				...(concept.altLabel[language] ?? []),
				...(concept.hiddenLabel?.[language] ?? [])
			]);
			const said = foldedLabel([concept.id, concept.notation, ...all].join(' '));
			return wanted.every((word) => said.includes(word));
		})
		.map((concept) => {
			const missing = missingIn(concept);
			return {
				id: concept.id,
				name: say(concept.prefLabel, reader.language) || concept.id,
				broader: concept.broader && (say(concepts.find(({ id }) => id === concept.broader)?.prefLabel ?? {}, reader.language) || concept.broader),
				missing: [...new Set([...missing.label, ...missing.definition])],
				defined: concept.definition !== undefined,
				matches: matched.get(`${list}/${concept.id}`)?.length ?? 0,
				deprecated: concept.state === 'deprecated',
				status: concept.status
			};
		});
	const holds: Record<Filter, (row: (typeof rows)[number]) => boolean> = {
		all: ({ deprecated }) => !deprecated,
		missing: ({ deprecated, missing }) => !deprecated && missing.length > 0,
		undefined: ({ deprecated, defined }) => !deprecated && !defined,
		unmatched: ({ deprecated, matches }) => !deprecated && matches === 0,
		deprecated: ({ deprecated }) => deprecated
	};
	return {
		list,
		filter,
		typed,
		rows: rows.filter(holds[filter]),
		counts: filters.map((each) => ({ filter: each, count: rows.filter(holds[each]).length }))
	};
};
