// SPDX-License-Identifier: Apache-2.0
// What the Convention makes due, for all Parties, page by page in the order of days.
import { deadlinesFor, periods, placeOf, rowsFrom, usualPeriod } from '#catalogue/deadlines.ts';
import { obligationsOf } from '#catalogue/obligation.ts';
import { readDeadlines } from '#catalogue/server/deadlines.ts';
import { isDay } from '#convention/day.ts';
import { type DeadlineValue, deadlineNatures, regionIds } from '#convention/fact.ts';
import { languages } from '#text/languages.ts';
import { dayCursor, dayPlace } from '../cursor.ts';
import { reading } from '../operation.ts';
import { address, list, map, object, orNull, ref } from '../schema.ts';
import { type Around, around, at } from '../shapes/around.ts';
import { presentDue } from '../shapes/deadline.ts';

const parameters = {
	party: { in: 'query', description: 'Key of the State.', schema: { type: 'string', pattern: '^[A-Za-z]{2,3}$', maxLength: 3 }, example: 'GHA' },
	region: { in: 'query', description: 'Regional group of the United Nations.', schema: { type: 'string', enum: regionIds, maxLength: 20 } },
	article: { in: 'query', description: 'Article of the Convention.', schema: { type: 'string', pattern: '^[1-9]\\d?$', maxLength: 2 } },
	nature: { in: 'query', description: 'Only of this nature.', schema: { type: 'string', enum: deadlineNatures, maxLength: 20 } },
	from: {
		in: 'query',
		description: 'First day of the period, as YYYY-MM-DD. Absent: today (UTC), and with `period=overdue` the beginning.',
		schema: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 }
	},
	period: {
		in: 'query',
		description:
			'How long the period is. `overdue`: duties whose day is past and of which no record is here, which does not mean that they were not met.',
		schema: { type: 'string', enum: periods, maxLength: 20, default: usualPeriod }
	},
	cursor: {
		in: 'query',
		description: 'Where the page begins: taken from `links.next`.',
		schema: { type: 'string', pattern: '^[A-Za-z0-9_-]+$', maxLength: 300 }
	},
	limit: { in: 'query', description: 'How many on a page.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 100 } }
} as const;

/** The same days as a calendar, where the question is one that a calendar takes. */
const calendars = ({ origin }: Around, query: URLSearchParams) => {
	const asks = new URLSearchParams([...query].filter(([name, value]) => ['party', 'region', 'article', 'nature'].includes(name) && value)).toString();
	return Object.fromEntries(languages.map((language) => [language, `${origin}/calendar/${language}/deadlines.ics${asks && `?${asks}`}`]));
};

export const deadlineOperations = [
	reading({
		id: 'listDeadlines',
		path: '/deadlines',
		tag: 'Facts of the Convention',
		summary: 'What falls due, for whom, on which day',
		description:
			'By day, from today for two years unless asked otherwise; the days are computed for today (UTC) from the facts and the published records. What depends on an event, or on a date that is not known, has no day and is not here: see `obligations` of `/parties/{iso3}`. Of what repeats, the rounds of ten years ahead are told. Follow `links.next` until it is null.',
		parameters,
		reply: {
			description: 'A page of deadlines.',
			content: {
				'application/json': object('A page.', {
					deadlines: list(ref('Due'), 'By day, then by deadline and Party.'),
					links: object('Where to go on.', {
						self: address('This page.'),
						next: orNull(address('The next page; null on the last.')),
						calendar: map('The same, without its period, as iCalendar by language.', address('The calendar.'))
					})
				})
			},
			headers: ['Link']
		},
		example({ convention, definitions, around: here, today }) {
			const rows = convention.states.flatMap(({ id }) => rowsFrom(id, obligationsOf(id, { convention, definitions, today, own: [] }), today));
			return {
				deadlines: rows.slice(0, 1).map((row) => presentDue(row, here)),
				links: { self: at(here, '/deadlines?limit=1'), next: null, calendar: calendars(here, new URLSearchParams()) }
			};
		},
		async handle(context, asked) {
			const { platform, definitions, convention, today } = context;
			const after = asked.cursor === undefined ? undefined : dayPlace(asked.cursor);
			const faults = [
				...(asked.from !== undefined && !isDay(asked.from)
					? [{ parameter: 'from', code: 'wrong-form' as const, values: { form: 'YYYY-MM-DD' } }]
					: []),
				...(asked.cursor !== undefined && !after ? [{ parameter: 'cursor', code: 'not-a-cursor' as const }] : [])
			];
			if (faults.length) return { faults };
			const question = {
				party: asked.party?.toUpperCase() ?? null,
				region: asked.region ?? null,
				article: asked.article ?? null,
				nature: (asked.nature as DeadlineValue['nature'] | undefined) ?? null,
				period: asked.period as (typeof periods)[number],
				from: asked.from ?? null,
				page: 1
			};
			const found = await readDeadlines({ db: platform.database.read, definitions, convention, today }, question);
			const rows = deadlinesFor(found, question, today, convention).filter((row) => after === undefined || placeOf(row) > after);
			const shown = rows.slice(0, asked.limit);
			const here = around(context);
			const query = new URLSearchParams(context.query);
			const self = at(here, `/deadlines${query.size ? `?${query}` : ''}`);
			const last = shown.at(-1);
			if (last && rows.length > shown.length) query.set('cursor', dayCursor(placeOf(last)));
			const next = rows.length > shown.length ? at(here, `/deadlines?${query}`) : null;
			return {
				body: { deadlines: shown.map((row) => presentDue(row, here)), links: { self, next, calendar: calendars(here, context.query) } },
				links: next ? { next } : {}
			};
		}
	})
];
