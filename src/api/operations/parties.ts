// SPDX-License-Identifier: Apache-2.0
// Parties and other States with what is computed for them, areas of focus, articles, concepts.
import { obligationsOf } from '#catalogue/obligation.ts';
import { roundsByParty } from '#catalogue/server/deadlines.ts';
import { partyProfile } from '#catalogue/party.ts';
import { figures } from '#catalogue/server/figures.ts';
import { ownEntries } from '#catalogue/server/profile.ts';
import { regionIds } from '#convention/fact.ts';
import { refuse } from '#people/refusal.ts';
import { reading } from '../operation.ts';
import { list, object, ref } from '../schema.ts';
import { around } from '../shapes/around.ts';
import { presentArea, presentArticle, presentConcept, presentParty, presentState } from '../shapes/party.ts';

const json = (schema: ReturnType<typeof ref>) => ({ 'application/json': schema });
const facts = 'Facts of the Convention';

export const partyOperations = [
	reading({
		id: 'listParties',
		path: '/parties',
		tag: facts,
		summary: 'States and regional organisations with their standing',
		description: 'Those known as Parties, and others with `party=any`. Each fact says whether it is confirmed and where it comes from.',
		parameters: {
			party: {
				in: 'query',
				description: '`known`: only those known as Parties. `any`: all States and regional organisations that are listed.',
				schema: { type: 'string', enum: ['known', 'any'], maxLength: 10, default: 'known' }
			},
			region: { in: 'query', description: 'Regional group of the United Nations.', schema: { type: 'string', enum: regionIds, maxLength: 20 } }
		},
		reply: { description: 'The States.', content: json(object('The States.', { parties: list(ref('State'), 'In the order of their keys.') })) },
		example: ({ convention, around }) => ({ parties: convention.states.slice(0, 1).map((state) => presentState(state, 0, around)) }),
		async handle(context, asked) {
			const { byParty } = await figures(context.platform.database.read);
			const states = context.convention.states.filter(
				(state) => (asked.party === 'any' || state.party) && (!asked.region || state.region === asked.region)
			);
			return { body: { parties: states.map((state) => presentState(state, byParty[state.id] ?? 0, around(context))) } };
		}
	}),
	reading({
		id: 'getParty',
		path: '/parties/{iso3}',
		tag: facts,
		summary: 'A Party with its dates, amendments, deadlines and figures',
		description:
			'Amendments and deadlines are computed for today (UTC) from the dates of the Party. What cannot be computed because a date is not known says so.',
		parameters: {
			iso3: {
				in: 'path',
				description: 'ISO 3166-1 alpha-3 code, or `EU`.',
				schema: { type: 'string', pattern: '^[A-Za-z]{2,3}$', maxLength: 3 },
				example: 'GHA'
			}
		},
		reply: { description: 'The Party.', content: json(ref('Party')) },
		problems: [404],
		example: ({ convention, around, today }) => {
			const [state] = convention.states;
			return state && presentParty(state, partyProfile(state.id, [], convention, today), [], {}, around);
		},
		async handle(context, asked) {
			const { convention, definitions, platform, today } = context;
			const state = convention.state(asked.iso3.toUpperCase());
			if (!state) return refuse('not-found');
			const db = platform.database.read;
			const { entries: own, counts } = await ownEntries(db, definitions, state.id);
			const rounds = (await roundsByParty(db, [state.id])).get(state.id) ?? [];
			const obligations = obligationsOf(state.id, { convention, definitions, today, own, rounds });
			return { body: presentParty(state, partyProfile(state.id, own, convention, today), obligations, Object.fromEntries(counts), around(context)) };
		}
	}),
	reading({
		id: 'listAreas',
		path: '/areas',
		tag: facts,
		summary: 'Areas of focus',
		description: 'The thematic workstreams of the secretariat, each with the articles and record types that it gathers.',
		reply: { description: 'The areas.', content: json(object('The areas.', { areas: list(ref('Area'), 'In their order.') })) },
		example: ({ convention, around }) => ({ areas: convention.areas.slice(0, 1).map((area) => presentArea(area, 0, around)) }),
		async handle(context) {
			const { byArea } = await figures(context.platform.database.read);
			return { body: { areas: context.convention.areas.map((area) => presentArea(area, byArea[area.id] ?? 0, around(context))) } };
		}
	}),
	reading({
		id: 'listArticles',
		path: '/articles',
		tag: facts,
		summary: 'Articles of the Convention',
		description: 'Their numbers and titles, with the number of records that concern them.',
		reply: { description: 'The articles.', content: json(object('The articles.', { articles: list(ref('Article'), 'By number.') })) },
		example: ({ convention, around }) => ({ articles: convention.articles.slice(0, 1).map((article) => presentArticle(article, 0, around)) }),
		async handle(context) {
			const { byArticle } = await figures(context.platform.database.read);
			return {
				body: {
					articles: context.convention.articles.map((article) => presentArticle(article, byArticle[String(article.number)] ?? 0, around(context)))
				}
			};
		}
	}),
	reading({
		id: 'listConcepts',
		path: '/concepts',
		tag: facts,
		summary: 'The taxonomy',
		description: 'Concepts that records are indexed with, with labels in six languages and the concept above each.',
		reply: { description: 'The taxonomy.', content: json(object('The taxonomy.', { concepts: list(ref('Concept'), 'In their order.') })) },
		example: ({ convention, around }) => ({
			concepts: convention.concepts.slice(0, 1).map((concept) => presentConcept(concept, around))
		}),
		handle: (context) => ({ body: { concepts: context.convention.concepts.map((concept) => presentConcept(concept, around(context))) } })
	}),
	reading({
		id: 'getConcept',
		path: '/concepts/{id}',
		tag: facts,
		summary: 'A concept of the taxonomy',
		description: 'With its labels and its neighbours.',
		parameters: {
			id: {
				in: 'path',
				description: 'Id of the concept.',
				schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]*$', maxLength: 100 },
				example: 'mercury'
			}
		},
		reply: { description: 'The concept.', content: json(ref('Concept')) },
		problems: [404],
		example({ convention, around }) {
			const [concept] = convention.concepts;
			return concept && presentConcept(concept, around);
		},
		handle(context, asked) {
			const concept = context.convention.concept(String(asked.id));
			return concept ? { body: presentConcept(concept, around(context)) } : refuse('not-found');
		}
	})
];
