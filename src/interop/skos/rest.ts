// SPDX-License-Identifier: Apache-2.0
// The thesaurus as Skosmos REST v1 gives it, so that whatever reads Skosmos reads us: calls below /rest/v1, read only. Pure.
import { isLanguage, type Language, languages } from '#text/languages.ts';
import { choose, type Words } from '#text/words.ts';
import { search, type SearchAsked } from './rest-search.ts';
import { above, below, byUri, type Concept, type Vocabulary } from './vocabulary.ts';

export interface Thesaurus {
	vocabularies: readonly Vocabulary[];
	titleOf(vocabulary: Vocabulary): Words;
	/** The language of whoever did not name one. */
	language: Language;
}

export type RestAnswer =
	| { json: object }
	/** Concepts to be given as a graph: a whole vocabulary, or one concept of it. */
	| { graph: { vocabulary: Vocabulary; concept: Concept | null } }
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
	title: 'http://purl.org/dc/terms/title'
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
			return told(
				{
					uri: '',
					vocabularies: vocabularies.map((each) => ({ uri: each.uri, id: each.id, title: choose(titleOf(each), language)?.text ?? each.id }))
				},
				language
			);
		case 'types':
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
	told({ ...plain(concept, language), altLabel: [...(concept.altLabel[language] ?? [])], ...notated(concept) }, language);

function searching(query: URLSearchParams, among: readonly Vocabulary[], { vocabularies }: Thesaurus, language: Language): RestAnswer {
	const text = query.get('query');
	if (!text?.trim()) return { fault: 'missing', parameter: 'query' };
	const count = (name: string, otherwise: number): number | null => {
		const given = query.get(name);
		return given === null ? otherwise : /^\d{1,6}$/.test(given) ? Number(given) : null;
	};
	const [most, offset] = [count('maxhits', 100), count('offset', 0)];
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
			return reply({ groups: [] });
		case 'topConcepts':
			return reply({
				topconcepts: vocabulary.top.map((concept) => ({
					uri: concept.uri,
					label: labelOf(concept, language),
					topConceptOf: vocabulary.uri,
					hasChildren: concept.narrower.length > 0,
					...notated(concept)
				}))
			});
		case 'vocabularyStatistics':
			return reply({
				concepts: { class: conceptType.uri, label: conceptType.label, count: vocabulary.concepts.length, deprecatedCount: 0 },
				subTypes: [],
				conceptGroups: { class: 'http://www.w3.org/2004/02/skos/core#Collection', label: 'Collection', count: 0, deprecatedCount: 0 }
			});
		case 'labelStatistics':
			return reply({
				languages: languages.map((each) => ({
					language: each,
					literal: new Intl.DisplayNames([language], { type: 'language' }).of(each),
					properties: [
						{ property: 'skos:prefLabel', labels: vocabulary.concepts.filter(({ prefLabel }) => prefLabel[each]).length },
						{ property: 'skos:altLabel', labels: vocabulary.concepts.reduce((sum, { altLabel }) => sum + (altLabel[each]?.length ?? 0), 0) },
						{ property: 'skos:hiddenLabel', labels: 0 }
					]
				}))
			});
		case 'index':
			return more === undefined
				? reply({
						indexLetters: [...new Set(vocabulary.concepts.map((concept) => initial(labelOf(concept, language), language)))].toSorted(order(language))
					})
				: reply({
						indexConcepts: vocabulary.concepts
							.filter((concept) => initial(labelOf(concept, language), language) === more.toLocaleUpperCase(language))
							.map((concept) => ({ ...plain(concept, language), lang: language }))
							.toSorted((a, b) => order(language)(a.prefLabel, b.prefLabel))
					});
		case 'search':
			return searching(query, [vocabulary], thesaurus, language);
		case 'lookup': {
			const label = query.get('label');
			if (!label) return { fault: 'missing', parameter: 'label' };
			const result = search([vocabulary], { text: label, only: null, shown: null, under: null, fields: [], unique: true });
			return result.length ? reply({ result }) : { fault: 'not-found' };
		}
		case 'new':
		case 'modified':
			return reply({ changeList: [] });
		case 'data':
			if (!query.get('uri')) return { graph: { vocabulary, concept: null } };
	}
	return of(vocabulary, call, query, language);
}

const order =
	(language: Language) =>
	(a: string, b: string): number =>
		a.localeCompare(b, language);
const initial = (label: string, language: Language): string => [...label.normalize('NFC')][0]?.toLocaleUpperCase(language) ?? '';

/** What is asked of one concept, named by its address. */
function of(vocabulary: Vocabulary, call: string, query: URLSearchParams, language: Language): RestAnswer {
	const known = [
		'data',
		'label',
		'broader',
		'broaderTransitive',
		'narrower',
		'narrowerTransitive',
		'related',
		'children',
		'groupMembers',
		'hierarchy',
		'mappings'
	];
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
			return reply({ related: [] });
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
		case 'groupMembers':
			return reply({ members: [] });
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
			return reply({
				mappings: concept.related.map((other) => ({ uri: other, type: ['skos:relatedMatch'], fromScheme: vocabulary.uri, lang: language })),
				graph: []
			});
	}
}
