// SPDX-License-Identifier: Apache-2.0
// The reporting cycles of Article 21: who has reported, and what the published reports say to each question.
import { readStatistic } from '#insights/server/statistics.ts';
import { readCycles, readTracker } from '#insights/server/tracker.ts';
import { regionKeys } from '#insights/statistic.ts';
import { stateChoices, totalsOf, trackedFor, trackedIn, trackerAsked } from '#insights/tracker.ts';
import { refuse } from '#people/refusal.ts';
import type { Context } from '../context.ts';
import type { Example } from '../example.ts';
import { reading } from '../operation.ts';
import { list, object, ref } from '../schema.ts';
import { around } from '../shapes/around.ts';
import { presentCycle, presentStatistic, presentTracked, presentWholeCycle } from '../shapes/cycle.ts';

const tag = 'National reports';
const json = (schema: ReturnType<typeof ref>) => ({ 'application/json': schema });

const id = {
	in: 'path',
	description: 'Id of the cycle.',
	schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]*$', maxLength: 40 },
	example: '2021-2024'
} as const;

const looking = ({ platform, convention, today }: Context) => ({ db: platform.database.read, convention, today });

/** The first cycle of the facts before anything was opened or published. */
function untouched({ convention, today }: Example) {
	const [cycle] = convention.cycles;
	if (!cycle) return undefined;
	const tracked = trackedIn(cycle, { convention, standings: [], open: new Set(), reports: [], today });
	return { cycle, tracked, totals: totalsOf(cycle, tracked, false) };
}

export const cycleOperations = [
	reading({
		id: 'listCycles',
		path: '/cycles',
		tag,
		summary: 'Reporting cycles',
		description: 'The rounds of national reports under Article 21, the newest first, with counts over the Parties that each binds.',
		reply: { description: 'The cycles.', content: json(object('The cycles.', { cycles: list(ref('CycleSummary'), 'The newest first.') })) },
		example(example) {
			const one = untouched(example);
			return { cycles: one ? [presentCycle(one.cycle, one.totals, example.around)] : [] };
		},
		async handle(context) {
			const cycles = await readCycles(looking(context));
			return { body: { cycles: cycles.map(({ cycle, totals }) => presentCycle(cycle, totals, around(context))) } };
		}
	}),
	reading({
		id: 'getCycle',
		path: '/cycles/{id}',
		tag,
		summary: 'A reporting cycle',
		description: 'With its counts by region and the questions whose answers are counted.',
		parameters: { id },
		reply: { description: 'The cycle.', content: json(ref('Cycle')) },
		problems: [404],
		example(example) {
			const one = untouched(example);
			return one && presentWholeCycle(one.cycle, one.totals, one.tracked, example.around);
		},
		async handle(context, asked) {
			const cycle = context.convention.cycle(asked.id);
			if (!cycle) return refuse('not-found');
			const { tracked, totals } = await readTracker(looking(context), cycle);
			return { body: presentWholeCycle(cycle, totals, tracked, around(context)) };
		}
	}),
	reading({
		id: 'listCycleParties',
		path: '/cycles/{id}/parties',
		tag,
		summary: 'Who has reported in a cycle',
		description:
			'Every Party that the cycle binds, with its due day and how far it is. That a report was begun is told only where the Party lets it.',
		parameters: {
			id,
			region: { in: 'query', description: 'Only of this regional group.', schema: { type: 'string', enum: regionKeys, maxLength: 20 } },
			state: {
				in: 'query',
				description: 'Only in this state; `late`: whoever is late.',
				schema: { type: 'string', enum: stateChoices, maxLength: 20 }
			}
		},
		reply: {
			description: 'The Parties.',
			content: json(object('The Parties.', { parties: list(ref('CycleParty'), 'In the order of their keys.') }))
		},
		problems: [404],
		example(example) {
			const one = untouched(example);
			return { parties: (one?.tracked ?? []).slice(0, 1).map((each) => presentTracked(each, example.around)) };
		},
		async handle(context, asked) {
			const cycle = context.convention.cycle(asked.id);
			if (!cycle) return refuse('not-found');
			const { tracked } = await readTracker(looking(context), cycle);
			const question = trackerAsked(new URLSearchParams({ region: asked.region ?? '', state: asked.state ?? '' }));
			return { body: { parties: trackedFor(tracked, question).map((each) => presentTracked(each, around(context))) } };
		}
	}),
	reading({
		id: 'getQuestionStatistic',
		path: '/cycles/{id}/questions/{question}',
		tag,
		summary: 'What the reports of a cycle say to one question',
		description:
			'Counts by answer, exact sums by unit and year, by region, with the numbers that shares are reckoned over. Only published reports are counted: a Party that published none is in `bound` and nowhere else.',
		parameters: {
			id,
			question: {
				in: 'path',
				description: 'Id of the question, see `/cycles/{id}`.',
				schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$', maxLength: 80 },
				example: 'q3-1'
			}
		},
		reply: { description: 'The statistics.', content: json(ref('QuestionStatistic')) },
		problems: [404],
		async handle(context, asked) {
			const { platform, convention, definitions } = context;
			const found = await readStatistic(platform.database.read, { convention, definitions }, { cycle: asked.id, question: asked.question });
			return found ? { body: presentStatistic(found, around(context)) } : refuse('not-found');
		}
	})
];
