// SPDX-License-Identifier: Apache-2.0
// The thesaurus as Skosmos REST v1 gives it, so that whatever reads Skosmos reads us: calls below /rest/v1, read only. Pure.
import { isLanguage, type Language, languages } from '#text/languages.ts';
import { choose, type Words } from '#text/words.ts';
import { search, type SearchAsked } from './rest-search.ts';
import type { Dates } from './graph.ts';
import { changesIn, indexOf, labelsCounted } from './rest-lists.ts';
import { mappingsOf } from './rest-mappings.ts';
import { above, below, byUri, type Concept, type Group, groupByUri, type Vocabulary } from './vocabulary.ts';

export interface Thesaurus {
	vocabularies: readonly Vocabulary[];
	titleOf(vocabulary: Vocabulary): Words;
	/** When the concept at an address was made and changed. */
	datesOf(uri: string): Dates;
	/** The language of whoever did not name one. */
	language: Language;
}

/** What is to be given as a graph: a whole vocabulary, a concept or a group of it. */
export interface GraphWanted {
	vocabulary: Vocabulary;
	concept: Concept | null;
	group?: Group | undefined;
}

export type RestAnswer =
	| { json: object }
	| { graph: GraphWanted }
	| { fault: 'not-found' }
	/** A parameter that is missing or not as it must be. */
	| { fault: 'missing'; parameter: string };

const context = {
	skos: 'http://www.w3.org/2004/02/skos/core#',
	uri: '@id',
	type: '@type',
	onki: 'http://schema.onki.fi/onki#',
	results: { '@id': 'onki:results', '@container': '@list' },
	prefLabel: 'skos:prefLabel',
	altLabel: 'skos:altLabel',
	hiddenLabel: 'skos:hiddenLabel',
	broader: 'skos:broader',
	narrower: 'skos:narrower',
	related: 'skos:related',
	broaderTransitive: { '@id': 'skos:broaderTransitive', '@container': '@index' },
	narrowerTransitive: { '@id': 'skos:narrowerTransitive', '@container': '@index' },
	topconcepts: 'skos:hasTopConcept',
	notation: 'skos:notation',
	lang: 'onki:lang',
	vocab: 'onki:vocab',
	title: 'http://purl.org/dc/terms/title',
	isReplacedBy: 'http://purl.org/dc/terms/isReplacedBy'
};
const skosConcept = 'skos:Concept';
const conceptType = { uri: 'http://www.w3.org/2004/02/skos/core#Concept', label: 'Concept' };

const told = (content: object, language?: Language): RestAnswer => ({
	json: { '@context': language ? { ...context, '@language': language } : context, ...content }
});

const labelOf = (concept: Concept, language: Language): string => choose(concept.prefLabel, language)?.text ?? concept.id;
const notated = ({ notation }: Concept) => (notation ? { notation } : {});
const plain = (concept: Concept, language: Language) => ({ uri: concept.uri, prefLabel: labelOf(concept, language) });
const parts = (concept: Concept, language: Language) => ({
	...plain(concept, language),
	hasChildren: concept.narrower.length > 0,
	...notated(concept)
});

/** `path` is what follows /rest/v1, in its segments. */
export function answer(path: readonly string[], query: URLSearchParams, thesaurus: Thesaurus): RestAnswer {
	const asked = query.get('lang');
	const language = isLanguage(asked) ? asked : thesaurus.language;
	const [first = '', call = '', ...rest] = path;
	if (path.length === 1) {
		const named = everywhere(first, query, thesaurus, language);
		if (named) return named;
	}
	const vocabulary = thesaurus.vocabularies.find(({ id }) => id === first);
	if (!vocabulary || rest.length > (call === 'index' ? 1 : 0)) return { fault: 'not-found' };
	return within(vocabulary, call, rest[0], query, thesaurus, language);
}

function everywhere(call: string, query: URLSearchParams, thesaurus: Thesaurus, language: Language): RestAnswer | undefined {
	const { vocabularies, titleOf } = thesaurus;
	switch (call) {
		case 'vocabularies':
			// As Skosmos: these two ask for the language of their words.
			if (!query.get('lang')) return { fault: 'missing', parameter: 'lang' };
			return told(
				{
					uri: '',
					vocabularies: vocabularies.map((each) => ({ uri: each.uri, id: each.id, title: choose(titleOf(each), language)?.text ?? each.id }))
				},
				language
			);
		case 'types':
			if (!query.get('lang')) return { fault: 'missing', parameter: 'lang' };
			return told({ uri: '', types: [conceptType] }, language);
		case 'search':
			return searching(query, vocabularies, thesaurus, language);
		case 'label':
		case 'data': {
			const uri = query.get('uri');
			if (!uri) return { fault: 'missing', parameter: 'uri' };
			const found = byUri(vocabularies, uri);
			if (!found) return { fault: 'not-found' };
			return call === 'data' ? { graph: found } : labelled(found.concept, language);
		}
		default:
			return undefined;
	}
}

const labelled = (concept: Concept, language: Language): RestAnswer =>
	told(
		{
			...plain(concept, language),
			altLabel: [...(concept.altLabel[language] ?? [])],
			hiddenLabel: [...(concept.hiddenLabel[language] ?? [])],
			...notated(concept)
		},
		language
	);

const groupPart = (group: Group, language: Language) => ({
	uri: group.uri,
	prefLabel: choose(group.prefLabel, language)?.text ?? group.id,
	hasMembers: group.members.length > 0,
	childGroups: [],
	notation: group.notation
});

/** A whole number of the query; null where it is none. */
function counted(query: URLSearchParams, name: string, otherwise: number): number | null {
	const given = query.get(name);
	return given === null ? otherwise : /^\d{1,6}$/.test(given) ? Number(given) : null;
}

function searching(query: URLSearchParams, among: readonly Vocabulary[], { vocabularies }: Thesaurus, language: Language): RestAnswer {
	const text = query.get('query');
	if (!text?.trim()) return { fault: 'missing', parameter: 'query' };
	const [most, offset] = [counted(query, 'maxhits', 100), counted(query, 'offset', 0)];
	if (most === null) return { fault: 'missing', parameter: 'maxhits' };
	if (offset === null) return { fault: 'missing', parameter: 'offset' };
	const named =
		query
			.get('vocab')
			?.split(/[\s,]+/)
			.filter(Boolean) ?? [];
	const wanted = named.length ? among.filter(({ id }) => named.includes(id)) : among;
	const type = query.get('type');
	const only = query.get('lang');
	const shown = query.get('labellang');
	const asked: SearchAsked = {
		text,
		only: isLanguage(only) ? only : null,
		shown: isLanguage(shown) ? shown : null,
		under: query.get('parent') ? (byUri(vocabularies, query.get('parent') ?? '') ?? 'nothing') : null,
		group: query.get('group'),
		fields: query.get('fields')?.split(/[\s,]+/) ?? [],
		unique: query.get('unique') === 'true' || query.get('unique') === '1'
	};
	const of = !type || type.split(/\s+/).some((each) => each === skosConcept || each === conceptType.uri);
	const results = of ? search(wanted, asked).slice(offset, most === 0 ? undefined : offset + most) : [];
	return told({ uri: '', results }, language);
}

function within(
	vocabulary: Vocabulary,
	call: string,
	more: string | undefined,
	query: URLSearchParams,
	thesaurus: Thesaurus,
	language: Language
): RestAnswer {
	const title = choose(thesaurus.titleOf(vocabulary), language)?.text ?? vocabulary.id;
	const reply = (content: object) => told({ uri: vocabulary.uri, id: vocabulary.id, title, ...content }, language);
	switch (call) {
		case '':
			return reply({
				defaultLanguage: 'en',
				languages: [...languages],
				type: ['http://publications.europa.eu/resource/authority/dataset-type/THESAURUS'],
				conceptschemes: [{ uri: vocabulary.uri, label: title, prefLabel: title, title, type: 'skos:ConceptScheme' }]
			});
		case 'types':
			return reply({ types: [conceptType] });
		case 'groups':
			return reply({ groups: vocabulary.groups.map((group) => groupPart(group, language)) });
		case 'topConcepts':
			return reply({
				topconcepts: (!query.get('scheme') || query.get('scheme') === vocabulary.uri ? vocabulary.top : []).map((concept) => ({
					uri: concept.uri,
					label: labelOf(concept, language),
					topConceptOf: vocabulary.uri,
					hasChildren: concept.narrower.length > 0,
					...notated(concept)
				}))
			});
		case 'vocabularyStatistics': {
			const groups = {
				class: 'http://www.w3.org/2004/02/skos/core#Collection',
				label: 'Collection',
				count: vocabulary.groups.length,
				deprecatedCount: 0
			};
			return reply({
				concepts: {
					class: conceptType.uri,
					label: conceptType.label,
					count: vocabulary.concepts.length,
					deprecatedCount: vocabulary.deprecated.length
				},
				subTypes: [],
				// The program says the one, its description the other: clients that were made from it read the second.
				conceptGroups: groups,
				conceptsGroups: groups
			});
		}
		case 'labelStatistics':
			return reply({ languages: labelsCounted(vocabulary, language) });
		case 'index':
			return reply(indexOf(vocabulary, more, language));
		case 'search':
			return searching(query, [vocabulary], thesaurus, language);
		case 'lookup': {
			const label = query.get('label');
			if (!label) return { fault: 'missing', parameter: 'label' };
			const result = search([vocabulary], { text: label, only: null, shown: null, under: null, group: null, fields: [], unique: true });
			return result.length ? reply({ result }) : { fault: 'not-found' };
		}
		case 'new':
		case 'modified': {
			const [offset, limit] = [counted(query, 'offset', 0), counted(query, 'limit', 200)];
			if (offset === null) return { fault: 'missing', parameter: 'offset' };
			if (limit === null) return { fault: 'missing', parameter: 'limit' };
			return reply({ changeList: changesIn(vocabulary, call, thesaurus, language).slice(offset, offset + limit) });
		}
		case 'groupMembers': {
			const uri = query.get('uri');
			if (!uri) return { fault: 'missing', parameter: 'uri' };
			const group = groupByUri(vocabulary, uri);
			if (!group) return { fault: 'not-found' };
			const members = group.members.flatMap((id) => vocabulary.concept(id) ?? []);
			return told(
				{
					uri: group.uri,
					members: members.map((each) => ({ ...plain(each, language), type: [skosConcept], isSuper: false, hasMembers: false, ...notated(each) }))
				},
				language
			);
		}
		case 'data':
			if (!query.get('uri')) return { graph: { vocabulary, concept: null } };
			if (groupByUri(vocabulary, query.get('uri') ?? ''))
				return { graph: { vocabulary, concept: null, group: groupByUri(vocabulary, query.get('uri') ?? '') } };
	}
	return of(vocabulary, call, query, thesaurus, language);
}

/** A wrong `external` or `clang` is told, as Skosmos does. */
function mappings(vocabulary: Vocabulary, concept: Concept, query: URLSearchParams, thesaurus: Thesaurus, language: Language): RestAnswer {
	const [external, spoken] = [query.get('external'), query.get('clang')];
	if (external !== null && !/^(true|false|1|0)$/i.test(external)) return { fault: 'missing', parameter: 'external' };
	if (spoken !== null && !isLanguage(spoken)) return { fault: 'missing', parameter: 'clang' };
	const found = mappingsOf(vocabulary, concept, thesaurus, isLanguage(spoken) ? spoken : language, /^(false|0)$/i.test(external ?? ''));
	return told({ ...found, uri: concept.uri }, language);
}

/** What is asked of one concept, named by its address. */
function of(vocabulary: Vocabulary, call: string, query: URLSearchParams, thesaurus: Thesaurus, language: Language): RestAnswer {
	const known = ['data', 'label', 'broader', 'broaderTransitive', 'narrower', 'narrowerTransitive', 'related', 'children', 'hierarchy', 'mappings'];
	if (!known.includes(call)) return { fault: 'not-found' };
	const uri = query.get('uri');
	if (!uri) return { fault: 'missing', parameter: 'uri' };
	const concept = byUri([vocabulary], uri)?.concept;
	if (!concept) return { fault: 'not-found' };
	const all = (ids: readonly string[]) => ids.flatMap((id) => vocabulary.concept(id) ?? []);
	const addresses = (ids: readonly string[]) => all(ids).map((each) => each.uri);
	const reply = (content: object) => told({ uri: concept.uri, ...content }, language);
	switch (call) {
		case 'data':
			return { graph: { vocabulary, concept } };
		case 'label':
			return labelled(concept, language);
		case 'broader':
			return reply({ broader: all(concept.broader).map((each) => plain(each, language)) });
		case 'narrower':
			return reply({ narrower: all(concept.narrower).map((each) => plain(each, language)) });
		case 'related':
			return reply({ related: all(concept.related).map((each) => plain(each, language)) });
		case 'children':
			return reply({ narrower: all(concept.narrower).map((each) => parts(each, language)) });
		case 'broaderTransitive':
			return reply({
				broaderTransitive: Object.fromEntries(
					[concept, ...above(vocabulary, concept)].map((each) => [each.uri, { ...plain(each, language), broader: addresses(each.broader) }])
				)
			});
		case 'narrowerTransitive':
			return reply({
				narrowerTransitive: Object.fromEntries(
					[concept, ...below(vocabulary, concept)].map((each) => [each.uri, { ...plain(each, language), narrower: addresses(each.narrower) }])
				)
			});
		case 'hierarchy': {
			const line = [concept, ...above(vocabulary, concept)];
			const tree = line.map((each) => [
				each.uri,
				{
					...parts(each, language),
					broader: addresses(each.broader),
					...(each.broader.length ? {} : { top: vocabulary.uri }),
					narrower: all(each.narrower).map((child) => ({
						uri: child.uri,
						label: labelOf(child, language),
						hasChildren: child.narrower.length > 0,
						...notated(child)
					}))
				}
			]);
			return reply({ broaderTransitive: Object.fromEntries(tree) });
		}
		default:
			return mappings(vocabulary, concept, query, thesaurus, language);
	}
}
