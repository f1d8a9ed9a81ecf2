// SPDX-License-Identifier: Apache-2.0
// Reporting cycles, how far the Parties are, and what the reports say to a question, as the API shows it: each shape beside its schema.
import { cycleKinds } from '#convention/fact.ts';
import { allQuestions, type Form, type Question, wordsKey } from '#forms/form.ts';
import { formOfCycle, isCounted, type QuestionStatistic, regionKeys } from '#insights/statistic.ts';
import { byRegion, type Totals, type Tracked, trackerStates } from '#insights/tracker.ts';
import type { Cycle } from '#reporting/cycle.ts';
import { address, day, flag, list, map, object, oneOf, orNull, ref, type Schema, text, whole } from '../schema.ts';
import { type Around, at, pages, presentOwner, standing } from './around.ts';

const count = (description: string) => whole(description, { minimum: 0 });
const region = oneOf('Regional group of the United Nations; `none` for a Party of no group.', regionKeys);
const demo = flag('Demonstration content is counted: synthetic, never a statement of the Party named.');
const formOf = object('The form, see `/forms/{id}`.', { id: text('Its id.'), version: text('Its version.') });

const cycleProperties = {
	id: text('Id: the period, `2021-2024`.'),
	name: ref('Words'),
	kind: oneOf('A short report asks the questions with an asterisk only.', cycleKinds),
	start: day('First day of the period.'),
	end: day('Last day of the period.'),
	due: day('Day on which reports are due; a Party may have been given more time.'),
	form: orNull(formOf),
	open: flag('Opened on this platform. Of others only what is published here is known.'),
	bound: object('How many Parties are bound: what shares of the cycle are reckoned over.', {
		count: count('The number.'),
		from: oneOf(
			'`frozen`: the list of the day on which the cycle was opened. `source`: the number that a source gives. `computed`: from the dates of entry into force.',
			['frozen', 'source', 'computed']
		)
	}),
	submitted: orNull(count('Parties that submitted, those published included. null: not known here.')),
	onTime: orNull(count('Of them, by their due day. null: not known here.')),
	published: count('Parties whose report is published here.'),
	demo,
	...standing,
	links: object('Where to go on.', { self: address('This cycle.'), parties: address('The Parties bound.'), html: ref('Pages') })
};

const denominators = {
	bound: count('Parties bound.'),
	reports: count('Reports published.'),
	asked: count('Of them, those that were asked the question: it depends on earlier answers.'),
	answered: count('Of them, those that answered.')
};

export const cycleSchemas: { [name: string]: Schema } = {
	CycleSummary: object('A reporting cycle of Article 21.', cycleProperties),
	Cycle: object('A reporting cycle of Article 21, with its counts by region and the questions of its form.', {
		...cycleProperties,
		regions: list(
			object('The counts of a region.', {
				region,
				bound: count('Parties bound.'),
				submitted: orNull(count('Submitted. null: not known here.')),
				onTime: orNull(count('On time. null: not known here.')),
				published: count('Published here.')
			}),
			'Regions that have a Party bound.'
		),
		questions: list(
			object('A question of which the answers are counted.', {
				id: text('Its id.'),
				number: orNull(text('Printed number.')),
				text: ref('Words'),
				kind: text('Kind of answer.'),
				links: object('Where to go on.', { self: address('Its statistics in this cycle.') })
			}),
			'In the order of the form.'
		)
	}),
	CycleParty: object('A Party that a cycle binds, and how far it is.', {
		party: ref('Owner'),
		region,
		due: day('Its due day.'),
		extended: flag('It was given more time.'),
		state: oneOf('`begun` only where the Party lets it be shown; `not-here`: no report is published here and more is not known.', trackerStates),
		late: flag('Submitted after its due day, or not submitted although the day is past. Never said of a cycle that was not opened here.'),
		submitted: orNull(day('Day of its first submission.')),
		published: orNull(day('Day of its first publication.')),
		record: orNull(text('Identifier of its report, once published.')),
		demo: flag('The report is demonstration content.'),
		links: object('Where to go on.', { party: address('The Party.'), record: orNull(address('Its report.')) })
	}),
	QuestionStatistic: object('What the published reports of a cycle say to one question, counted.', {
		cycle: text('Id of the cycle.'),
		form: formOf,
		question: object('The question.', {
			id: text('Its id.'),
			number: orNull(text('Printed number.')),
			text: ref('Words'),
			kind: text('Kind of answer.'),
			paragraphs: list({ type: 'string' }, 'Paragraphs of the Convention that it asks about.')
		}),
		demo,
		...denominators,
		regions: list(object('The numbers of a region.', { region, ...denominators }), 'Regions that have a Party bound or a report.'),
		parts: list(
			object('What is counted by itself: the question, a row of a matrix in one of its columns, a column of a table.', {
				row: orNull(text('Row of the matrix.')),
				column: orNull(text('Column of the matrix or table.')),
				kind: text('Kind of answer.'),
				answered: count('Reports that say something here.'),
				choices: list(
					object('An answer.', {
						option: text('Id of the option or entry; `yes`, `no`, `unknown`, `not-applicable`; of a year its digits.'),
						count: count('Reports that give it, each once.'),
						regions: map('The same by region.', count('Reports.'))
					}),
					'Answers that can be counted; empty for texts, files and amounts.'
				),
				sums: list(
					object('An exact sum.', {
						unit: text('`t` for every mass; a currency; empty for a plain number.'),
						year: orNull(text('Year that the lines give.')),
						amount: text('Exact decimal.'),
						reports: count('Reports that contribute.'),
						regions: map('The same by region.', text('Exact decimal.'))
					}),
					'Sums by unit and year.'
				)
			}),
			'In the order of the form.'
		),
		links: object('Where to go on.', { self: address('This.'), cycle: address('The cycle.'), html: ref('Pages') })
	})
};

export function presentCycle(cycle: Cycle, totals: Totals, around: Around) {
	const form = formOfCycle(around.definitions, cycle);
	return {
		id: cycle.id,
		name: cycle.name,
		kind: cycle.kind,
		start: cycle.start,
		end: cycle.end,
		due: cycle.due,
		form: form ? { id: form.id, version: form.version } : null,
		open: totals.open,
		bound: { count: totals.bound, from: totals.from },
		submitted: totals.submitted,
		onTime: totals.onTime,
		published: totals.published,
		demo: totals.demo,
		status: cycle.status,
		source: cycle.source,
		links: {
			self: at(around, `/cycles/${cycle.id}`),
			parties: at(around, `/cycles/${cycle.id}/parties`),
			html: pages(around, `/reporting/${cycle.id}`)
		}
	};
}

const asked = (form: Form, question: Question) => ({
	id: question.id,
	number: question.number ?? null,
	text: form.words[wordsKey.question(question.id)] ?? {},
	kind: question.kind
});

export function presentWholeCycle(cycle: Cycle, totals: Totals, tracked: readonly Tracked[], around: Around) {
	const form = formOfCycle(around.definitions, cycle);
	return {
		...presentCycle(cycle, totals, around),
		regions: byRegion(tracked).map(({ region: of, bound, submitted, onTime, published }) => ({
			region: of,
			bound,
			submitted: totals.open ? submitted : null,
			onTime: totals.open ? onTime : null,
			published
		})),
		questions: (form ? allQuestions(form).filter(isCounted) : []).map((question) => ({
			...asked(form as Form, question),
			links: { self: at(around, `/cycles/${cycle.id}/questions/${question.id}`) }
		}))
	};
}

export const presentTracked = (tracked: Tracked, around: Around) => ({
	party: presentOwner('party', tracked.party, around),
	region: tracked.region ?? ('none' as const),
	due: tracked.due,
	extended: tracked.extended,
	state: tracked.state,
	late: tracked.late,
	submitted: tracked.submitted,
	published: tracked.published,
	record: tracked.record,
	demo: tracked.demo,
	links: { party: at(around, `/parties/${tracked.party}`), record: tracked.record && at(around, `/records/${tracked.record}`) }
});

export const presentStatistic = ({ cycle, form, question, statistic, demo: synthetic }: QuestionStatistic, around: Around) => ({
	cycle: cycle.id,
	form: { id: form.id, version: form.version },
	question: { ...asked(form, question), paragraphs: question.paragraphs ?? [] },
	demo: synthetic,
	...statistic.denominators,
	regions: statistic.regions,
	parts: statistic.parts,
	links: {
		self: at(around, `/cycles/${cycle.id}/questions/${question.id}`),
		cycle: at(around, `/cycles/${cycle.id}`),
		html: pages(around, `/reporting/${cycle.id}/${question.id}`)
	}
});
