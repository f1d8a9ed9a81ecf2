// SPDX-License-Identifier: Apache-2.0
// A comparison of reports as the API shows it, beside its schema.
import { wordsKey } from '#forms/form.ts';
import type { Compared, Counted, Point, Side } from '#insights/comparison.ts';
import type { Comparison } from '#insights/compared.ts';
import { comparisonQuery } from '#insights/side.ts';
import { flag, list, object, oneOf, orNull, ref, type Schema, text, whole } from '../schema.ts';
import { type Around, at, pages, presentOwner } from './around.ts';

const count = (description: string) => whole(description, { minimum: 0 });
const standing = oneOf(
	'What this side has to say: `not-asked` because of an earlier answer, `not-in-form` in its edition of the form, `not-public` to anybody.',
	['answered', 'unanswered', 'not-asked', 'not-in-form', 'not-public']
);
const verdict = oneOf('`apart`: both say something that cannot be called same or other, as beside a group.', [
	'same',
	'other',
	'left-only',
	'right-only',
	'neither',
	'apart'
]);
const answer: Schema = { description: 'As the form of the question describes it; null where nothing is said.' };

const side = object('One side.', {
	kind: oneOf('A Party, or a group of Parties.', ['party', 'group']),
	party: orNull(ref('Owner')),
	group: orNull(text('`world`, or a regional group of the United Nations.')),
	cycle: text('Id of the cycle.'),
	form: object('The form that was answered.', { id: text('Its id.'), version: text('Its version.') }),
	record: orNull(text('Identifier of the report.')),
	revision: orNull(count('Its revision.')),
	reports: orNull(count('Of a group: reports published.')),
	bound: orNull(count('Of a group: Parties bound.'))
});

const counted = object('What the reports of a group say.', {
	reports: count('Reports published.'),
	asked: count('Of them, asked the question.'),
	answered: count('Reports that say something here.'),
	choices: list(
		object('An answer.', { option: text('Id of the option or entry.'), count: count('Reports that give it.') }),
		'Answers that can be counted.'
	),
	spreads: list(
		object('How amounts lie, each report with all that it says.', {
			unit: text('`t` for every mass; a currency; empty for a plain number.'),
			reports: count('Reports with an amount.'),
			sum: text('Exact decimal.'),
			least: text('Exact decimal.'),
			lower: text('First quartile.'),
			median: text('Exact decimal.'),
			upper: text('Third quartile.'),
			most: text('Exact decimal.')
		}),
		'By unit.'
	),
	said: list(object('A report that answers in words.', { party: text('Party.'), record: text('Report.') }), 'Of texts and files.')
});

const segment = object('A run of words.', { change: oneOf('What became of it.', ['same', 'added', 'removed']), text: text('The words.') });

export const comparisonSchemas: { [name: string]: Schema } = {
	Comparison: object('Two reports, or a report and those of a group, question by question.', {
		left: side,
		right: side,
		form: object('The form that answers of both are carried to.', { id: text('Its id.'), version: text('Its version.') }),
		demo: flag('Demonstration content is compared: synthetic, never a statement of the Party named.'),
		questions: list(
			object('A question.', {
				id: text('Its id.'),
				number: orNull(text('Printed number.')),
				section: text('Part of the form.'),
				text: ref('Words'),
				kind: text('Kind of answer.'),
				otherwise: flag('The two editions of the form ask it in other words, or with other options.'),
				left: standing,
				right: standing,
				verdict,
				points: list(
					object('One thing held against another.', {
						row: orNull(text('Row of a matrix.')),
						column: orNull(text('Column of a matrix or table.')),
						line: orNull(
							list(
								object('A cell that tells the line.', { column: text('Column.'), value: answer }),
								'What tells the line of a table from its neighbours.'
							)
						),
						left: answer,
						right: answer,
						verdict,
						distances: list(
							object('Right less left; of a group its median.', {
								unit: text('`t` for every mass; a currency; empty for a plain number.'),
								amount: text('Exact decimal.'),
								percent: orNull(text('Of the left, one digit after the point; null where that is nothing.'))
							}),
							'By unit, for amounts.'
						),
						texts: list(
							object('A text.', {
								language: text('Its language; empty where the answer does not say.'),
								segments: list(segment, 'In reading order.')
							}),
							'What was taken out and put in, where two texts have enough in common.'
						),
						counted: object('Of groups.', { left: orNull(counted), right: orNull(counted) })
					}),
					'In the order of the form.'
				)
			}),
			'In the order of the form.'
		),
		links: object('Where to go on.', { self: text('This, as an address.'), html: ref('Pages') })
	})
};

const presentSide = (of: Side, around: Around) => ({
	kind: of.kind,
	party: of.kind === 'party' ? presentOwner('party', of.party, around) : null,
	group: of.kind === 'group' ? of.group : null,
	cycle: of.cycle.id,
	form: { id: of.form.id, version: of.form.version },
	record: of.kind === 'party' ? of.record : null,
	revision: of.kind === 'party' ? of.revision : null,
	reports: of.kind === 'group' ? of.reports.length : null,
	bound: of.kind === 'group' ? of.bound : null
});

const presentCounted = (of: Counted | undefined) => of ?? null;

const presentPoint = ({ row, column, line, left, right, verdict: said, distances, segments, counted: groups }: Point) => ({
	row,
	column,
	line,
	left: left ?? null,
	right: right ?? null,
	verdict: said,
	distances,
	texts: (segments ?? []).map(({ language, segments: runs }) => ({
		language,
		segments: runs.map(({ change, text: words }) => ({ change, text: words }))
	})),
	counted: { left: presentCounted(groups?.left), right: presentCounted(groups?.right) }
});

const presentCompared = ({ line, left, right, verdict: said, points }: Compared) => ({
	id: line.id,
	number: line.question.number ?? null,
	section: line.section,
	text: line.form.words[wordsKey.question(line.question.id)] ?? {},
	kind: line.question.kind,
	otherwise: line.otherwise,
	left,
	right,
	verdict: said,
	points: points.map(presentPoint)
});

export const presentComparison = (found: Comparison, around: Around) => {
	const asking = { ...found.asked, only: false };
	const { questions } = found.asked;
	const query = comparisonQuery({ ...asking, questions: [], section: null });
	return {
		left: presentSide(found.left, around),
		right: presentSide(found.right, around),
		form: { id: found.base.id, version: found.base.version },
		demo: found.demo,
		questions: found.compared.map(presentCompared),
		links: {
			self: at(around, `/comparison${query}${questions.length ? `&questions=${questions.join(',')}` : ''}`),
			html: pages(around, `/reporting/compare${comparisonQuery(asking)}`)
		}
	};
};
