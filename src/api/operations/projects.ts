// SPDX-License-Identifier: Apache-2.0
// Projects that serve the Convention, with their totals.
import { type ProjectsAsked, projectsFor, shownProject, shownSum } from '#catalogue/projects.ts';
import { readProjects } from '#catalogue/server/projects.ts';
import { regionIds } from '#convention/fact.ts';
import { projectStates, scopes } from '#projects/found.ts';
import { reading } from '../operation.ts';
import { address, day, flag, list, map, object, orNull, ref, text, whole } from '../schema.ts';
import { at, around, pages } from '../shapes/around.ts';

const chosen = (description: string, example?: string) =>
	({ in: 'query', description, schema: { type: 'string', maxLength: 300 }, ...(example ? { example } : {}) }) as const;

const parameters = {
	party: {
		in: 'query',
		description: 'Key of a State that the project is in.',
		schema: { type: 'string', pattern: '^[A-Za-z]{2,3}$', maxLength: 3 },
		example: 'GHA'
	},
	region: { in: 'query', description: 'Regional group of a State that it is in.', schema: { type: 'string', enum: regionIds, maxLength: 20 } },
	area: chosen('Area of focus.'),
	agency: chosen('Agency, as its name is shown.'),
	fund: chosen('Source of a grant, as its name is shown.'),
	period: chosen('Period of funding, such as `GEF-7`.'),
	status: {
		in: 'query',
		description: 'State.',
		schema: { type: 'string', enum: projectStates.filter((state) => state !== 'unknown'), maxLength: 20 }
	},
	scope: { in: 'query', description: 'Scope.', schema: { type: 'string', enum: scopes, maxLength: 20 } },
	limit: { in: 'query', description: 'How many on a page.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 100 } },
	page: { in: 'query', description: 'Which page, from 1.', schema: { type: 'integer', minimum: 1, maximum: 100_000, default: 1 } }
} as const;

const sums = (description: string) => map(`${description} By currency.`, text('Exact decimal.'));
const named = (description: string) => list(object('One.', { id: text('Id.'), name: ref('Words') }), description);

const projectSchema = object('A project.', {
	id: text('Permanent identifier of the record.'),
	address: address('The record.'),
	page: map('Its page by language.', address('The page.')),
	title: ref('Words'),
	parties: named('States that it is in.'),
	areas: named('Areas of focus.'),
	agencies: list(text('Name.'), 'Agencies.'),
	focalAreas: list(text('Name.'), 'Focal areas of the funder.'),
	funds: list(text('Name.'), 'Sources of its grants.'),
	period: orNull(text('Period of funding.')),
	status: orNull(text('State.')),
	category: orNull(text('Category: our own classification from the title.')),
	scope: orNull(text('Scope.')),
	start: orNull(day('Start.')),
	end: orNull(day('End.')),
	grants: sums('Grants.'),
	cofinancing: sums('What others add.'),
	programme: flag('It is a programme, whose money is never added to that of its projects.'),
	parent: orNull(text('Record of its programme.')),
	numbers: list(object('One.', { scheme: text('List.'), id: text('Number in it.') }), 'Numbers in the lists of others.'),
	links: list(address('A page.'), 'Pages about it.'),
	demo: flag('Demonstration content.')
});

export const projectOperations = [
	reading({
		id: 'listProjects',
		path: '/projects',
		tag: 'Projects',
		summary: 'Projects that serve the Convention',
		description:
			'Told by the databases of those who fund them. `sum` is of all that answer the question: a programme is left out where projects of it are counted, and the whole amount of a project that also serves other aims is counted (`multiFocal` says of how many).',
		parameters,
		reply: {
			description: 'A page of projects.',
			content: {
				'application/json': object('A page.', {
					total: whole('How many answer the question.'),
					sum: object('Totals of all of them.', {
						grants: sums('Grants.'),
						cofinancing: sums('What others add.'),
						leftOut: list(text('Record.'), 'Programmes that are not in the totals.'),
						multiFocal: whole('How many serve other aims beside mercury.'),
						unknown: whole('Of how many no amount is known.')
					}),
					projects: list(projectSchema, 'The projects.'),
					links: object('Where to go on.', { self: address('This page.'), next: orNull(address('The next page; null on the last.')) })
				})
			},
			headers: ['Link']
		},
		example: ({ around: here }) => ({
			total: 0,
			sum: { grants: {}, cofinancing: {}, leftOut: [], multiFocal: 0, unknown: 0 },
			projects: [],
			links: { self: at(here, '/projects'), next: null }
		}),
		async handle(context, asked) {
			const { platform, convention } = context;
			const question: ProjectsAsked = {
				...{ party: asked.party?.toUpperCase() ?? null, region: asked.region ?? null, area: asked.area ?? null, agency: asked.agency ?? null },
				...{ fund: asked.fund ?? null, period: asked.period ?? null, status: asked.status ?? null, category: null, scope: asked.scope ?? null },
				source: null,
				page: asked.page
			};
			const found = projectsFor(await readProjects(platform.database.read), question, convention);
			const here = around(context);
			const first = (asked.page - 1) * asked.limit;
			const { grants, cofinancing, leftOut, multiFocal, unknown } = shownSum(found);
			const query = new URLSearchParams(context.query);
			const self = at(here, `/projects${query.size ? `?${query}` : ''}`);
			query.set('page', String(asked.page + 1));
			const next = first + asked.limit < found.length ? at(here, `/projects?${query}`) : null;
			return {
				body: {
					total: found.length,
					sum: { grants, cofinancing, leftOut: leftOut.map(({ id }) => id), multiFocal, unknown },
					projects: found.slice(first, first + asked.limit).map((each) => {
						const { id, summary: _, ...project } = shownProject(each, convention);
						return { id, address: at(here, `/records/${id}`), page: pages(here, `/records/${id}`), ...project };
					}),
					links: { self, next }
				},
				links: next ? { next } : {}
			};
		}
	})
];
