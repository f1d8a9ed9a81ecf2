// SPDX-License-Identifier: Apache-2.0
// Search over the published records, and the figures counted from them.
import { facetLabels } from '#catalogue/facets.ts';
import { figures } from '#catalogue/server/figures.ts';
import { facetNames, search } from '#catalogue/server/search.ts';
import { regionIds } from '#convention/fact.ts';
import { languages } from '#text/languages.ts';
import { reading } from '../operation.ts';
import { address, flag, list, map, object, oneOf, orNull, ref, text, whole } from '../schema.ts';
import { aroundOwners, at } from '../shapes/around.ts';
import { presentEntry } from '../shapes/record.ts';

const key = (description: string) =>
	({ in: 'query', description, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]*$', maxLength: 60 } }) as const;
const tag = 'Search';

const parameters = {
	q: {
		in: 'query',
		description:
			'Words in any of the six languages. Quotation marks keep words together and mean them to the letter, a minus before a word leaves it out, `OR` in capitals between two offers a choice.',
		schema: { type: 'string', maxLength: 300 },
		example: 'mercury'
	},
	type: key('Record type.'),
	party: key('State that it concerns.'),
	region: { in: 'query', description: 'Regional group of the owner Party.', schema: { type: 'string', enum: regionIds, maxLength: 20 } },
	area: key('Area of focus.'),
	article: { in: 'query', description: 'Article of the Convention.', schema: { type: 'string', pattern: '^[1-9]\\d?$', maxLength: 2 } },
	year: { in: 'query', description: 'Year of first publication.', schema: { type: 'string', pattern: '^\\d{4}$', maxLength: 4 } },
	language: { in: 'query', description: 'Language that it is in.', schema: { type: 'string', enum: languages, maxLength: 2 } },
	expand: {
		in: 'query',
		description: '`no`: the taxonomy does not widen the search by what it knows of the words in other languages and below them.',
		schema: { type: 'string', enum: ['yes', 'no'], maxLength: 3, default: 'yes' }
	},
	spell: {
		in: 'query',
		description: '`no`: words are looked for as they were typed; nothing is put right and none of them may be missing.',
		schema: { type: 'string', enum: ['yes', 'no'], maxLength: 3, default: 'yes' }
	},
	sort: {
		in: 'query',
		description: 'By how well it fits, or by publication.',
		schema: { type: 'string', enum: ['relevance', 'newest', 'oldest'], maxLength: 10, default: 'relevance' }
	},
	page: { in: 'query', description: 'Number of the page.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 1 } },
	limit: { in: 'query', description: 'How many on a page.', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } }
} as const;

export const searchOperations = [
	reading({
		id: 'searchRecords',
		path: '/search',
		tag,
		summary: 'Find published records',
		description:
			'By words and facets. What was written in one language is found with words of another where the taxonomy knows the term. Of a word that very many records have, two thousand are counted and put in order, and `bounded` says so. To copy everything, use `/records`.',
		parameters,
		reply: {
			description: 'What was found.',
			content: {
				'application/json': object('What was found.', {
					total: whole('How many records; at least so many where `bounded` is true.', { minimum: 0 }),
					bounded: flag('There are more: counts and order are those of the ones published last (sorted by oldest: first).'),
					asked: text('The words that were looked for: as typed, or put right.'),
					corrected: list(
						object('A word that was put right.', { from: text('As typed.'), to: text('As looked for.') }),
						'Words that nothing contains and that look misspelt.'
					),
					concepts: list(text('Id of a concept, see `/concepts`.'), 'Concepts that the words name: records about them are found in every language.'),
					narrower: list(text('Id of a concept, see `/concepts`.'), 'Concepts below those: found too, and ranked lower.'),
					loosely: flag('Few records or none have all the words: these have most of them, words like them, or the same subject.'),
					page: whole('Number of this page.', { minimum: 1 }),
					pages: whole('How many pages.', { minimum: 0 }),
					records: list(ref('Entry'), 'The records of this page.'),
					facets: list(
						object('A facet.', {
							name: oneOf('Name of the parameter that narrows by it.', facetNames),
							values: list(
								object('A value.', { value: text('The value.'), count: whole('Records that have it.', { minimum: 0 }), words: ref('Words') }),
								'Most frequent first.'
							)
						}),
						'How the records divide.'
					),
					links: object('Where to go on.', {
						self: address('This page.'),
						prev: orNull(address('The page before.')),
						next: orNull(address('The next page.'))
					})
				})
			},
			headers: ['Link']
		},
		example: ({ entry, around }) => ({
			total: 1,
			bounded: false,
			asked: 'mercury',
			corrected: [],
			concepts: ['mercury'],
			narrower: [],
			loosely: false,
			page: 1,
			pages: 1,
			records: [presentEntry(entry, around)],
			facets: [{ name: 'article', values: [{ value: '17', count: 1, words: around.convention.entry('articles', '17')?.words ?? {} }] }],
			links: { self: at(around, '/search?q=mercury'), prev: null, next: null }
		}),
		async handle(context, asked) {
			const facets = {
				type: asked.type,
				party: asked.party?.toUpperCase(),
				region: asked.region,
				area: asked.area,
				article: asked.article,
				year: asked.year,
				language: asked.language
			};
			const found = await search(context.platform.database.read, {
				words: asked.q ?? '',
				language: context.reader.language,
				convention: context.convention,
				expand: asked.expand !== 'no',
				spell: asked.spell !== 'no',
				facets,
				sort: asked.sort as 'relevance',
				page: asked.page,
				perPage: asked.limit
			});
			const around = await aroundOwners(context, found.entries);
			const pages = Math.ceil(found.total / asked.limit);
			const link = (page: number) => {
				const query = new URLSearchParams(context.query);
				query.set('page', String(page));
				return at(around, `/search?${query}`);
			};
			const prev = asked.page > 1 ? link(asked.page - 1) : null;
			const next = asked.page < Math.min(pages, 500) ? link(asked.page + 1) : null;
			return {
				body: {
					total: found.total,
					bounded: found.bounded,
					asked: found.asked,
					corrected: found.corrected,
					concepts: found.concepts,
					narrower: found.narrower,
					loosely: found.most,
					page: asked.page,
					pages,
					records: found.entries.map((entry) => presentEntry(entry, around)),
					facets: facetNames.map((name) => ({
						name,
						values: facetLabels(name, found.facets[name], facets[name], context.definitions, context.convention).map(({ value, count, words }) => ({
							value,
							count,
							words
						}))
					})),
					links: { self: link(asked.page), prev, next }
				},
				links: { ...(prev ? { prev } : {}), ...(next ? { next } : {}) }
			};
		}
	}),
	reading({
		id: 'getFigures',
		path: '/figures',
		tag,
		summary: 'Figures',
		description: 'Counted from the published records at the moment of the call.',
		reply: {
			description: 'The figures.',
			content: {
				'application/json': object('The figures.', {
					records: whole('Published records.', { minimum: 0 }),
					parties: whole('Parties that published at least one.', { minimum: 0 }),
					organisations: whole('Organisations that published at least one.', { minimum: 0 }),
					byParty: map('Published records by owner Party.', whole('Records.')),
					byArea: map('Published records by area of focus.', whole('Records.')),
					byType: map('Published records by record type.', whole('Records.')),
					byArticle: map('Published records by article.', whole('Records.'))
				})
			}
		},
		example: ({ entry }) => ({
			records: 1,
			parties: 0,
			organisations: 1,
			byParty: {},
			byArea: Object.fromEntries(entry.areas.map((area) => [area, 1])),
			byType: { [entry.type]: 1 },
			byArticle: Object.fromEntries(entry.articles.map((article) => [article, 1]))
		}),
		async handle({ platform }) {
			const { records, parties, organisations, byParty, byArea, byType, byArticle } = await figures(platform.database.read);
			return { body: { records, parties, organisations, byParty, byArea, byType, byArticle } };
		}
	})
];
