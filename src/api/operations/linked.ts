// SPDX-License-Identifier: Apache-2.0
// What other conventions and partners publish, as their sources tell it: never among records.
import { linkedKinds, linkedPerPage } from '#catalogue/linked.ts';
import { searchLinked } from '#catalogue/server/linked.ts';
import { linkedJson } from '#interop/sheets/linked-table.ts';
import { reading } from '../operation.ts';
import { address, flag, list, moment, object, oneOf, orNull, ref, text, whole } from '../schema.ts';
import { around, at } from '../shapes/around.ts';

const file = object('A file, where its publisher keeps it.', {
	url: address('Its address.'),
	language: orNull(text('Language, where it is one of the six.')),
	name: orNull(text('Name.'))
});

const resource = object(
	'A linked resource. Properties that its source is silent about are absent.',
	{
		id: text('Names it in this platform.'),
		kind: oneOf('What it is.', linkedKinds),
		treaty: text('Short name of the convention or partner.'),
		title: ref('Words'),
		summary: ref('Words'),
		number: text('Number or symbol.'),
		day: text('Day on which it was adopted, begun, submitted or published.'),
		end: text('Last day of a meeting.'),
		link: address('Its page at its publisher.'),
		files: list(file, 'Files.'),
		keywords: list(text('A keyword of its source.'), 'Keywords.'),
		parties: list(text('Key of a State.'), 'States that it is about.'),
		place: text('Where a meeting is held.'),
		meeting: text('Meeting that a decision belongs to.'),
		demo: flag('Demonstration content: synthetic.'),
		provenance: object('Where this is known from.', {
			source: text('Short name of the source.'),
			name: ref('Words'),
			part: text('Entity set or list of the source.'),
			id: text('Its key in the source.'),
			lastTold: moment('When the source last told it.')
		})
	},
	['summary', 'number', 'day', 'end', 'link', 'place', 'meeting']
);

const parameters = {
	q: { in: 'query', description: 'Words in any of the six languages.', schema: { type: 'string', maxLength: 300 }, example: 'mercury' },
	convention: {
		in: 'query',
		description: 'Short name of a convention or partner.',
		schema: { type: 'string', pattern: '^[a-z][a-z0-9_-]*$', maxLength: 40 }
	},
	kind: { in: 'query', description: 'What it is.', schema: { type: 'string', enum: linkedKinds, maxLength: 20 } },
	page: { in: 'query', description: 'Number of the page.', schema: { type: 'integer', minimum: 1, maximum: 100, default: 1 } }
} as const;

export const linkedOperations = [
	reading({
		id: 'searchLinkedResources',
		path: '/linked-resources',
		tag: 'Search',
		summary: 'Find what other conventions and partners publish',
		description:
			'Harvested from their services and linked to, with provenance. They are no records of this platform: no list, figure or feed of records holds them. Terms of use are those of each source.',
		parameters,
		reply: {
			description: 'What was found.',
			content: {
				'application/json': object('What was found.', {
					total: whole('How many; at least so many where `bounded` is true.', { minimum: 0 }),
					bounded: flag('There are more than are counted.'),
					page: whole('Number of this page.', { minimum: 1 }),
					pages: whole('How many pages.', { minimum: 0 }),
					resources: list(resource, 'The resources of this page.'),
					conventions: list(
						object('A convention or partner.', { value: text('Short name.'), count: whole('How many.', { minimum: 0 }) }),
						'How what was found divides.'
					),
					links: object('Where to go on.', { self: address('This page.'), next: orNull(address('The next page.')) })
				})
			}
		},
		example: ({ around: here }) => ({
			total: 1,
			bounded: false,
			page: 1,
			pages: 1,
			resources: [
				{
					id: '0f1e2d3c4b5a6978',
					kind: 'decision',
					treaty: 'basel',
					title: { en: 'Example of a decision' },
					number: 'EX-1/1',
					files: [],
					keywords: [],
					parties: [],
					demo: true,
					provenance: { source: 'brs', name: { en: 'Example' }, part: 'Decisions', id: 'example-1', lastTold: '2026-11-01T00:00:00.000Z' }
				}
			],
			conventions: [{ value: 'basel', count: 1 }],
			links: { self: at(here, '/linked-resources?q=mercury'), next: null }
		}),
		async handle(context, asked) {
			const found = await searchLinked(context.platform.database.read, {
				...{ words: asked.q ?? '', treaty: asked.convention ?? null, kind: linkedKinds.find((kind) => kind === asked.kind) ?? null },
				...{ page: asked.page, language: context.reader.language, convention: context.convention }
			});
			const pages = Math.ceil(found.total / linkedPerPage);
			const link = (page: number) => {
				const query = new URLSearchParams(context.query);
				query.set('page', String(page));
				return at(around(context), `/linked-resources?${query}`);
			};
			const next = asked.page < Math.min(pages, 100) ? link(asked.page + 1) : null;
			return {
				body: {
					...{ total: found.total, bounded: found.bounded, page: asked.page, pages },
					resources: found.resources.map(linkedJson),
					conventions: found.treaties,
					links: { self: link(asked.page), next }
				},
				links: next ? { next } : {}
			};
		}
	})
];
