// SPDX-License-Identifier: Apache-2.0
// Makes the answers of one national report: complete, valid, and from one situation, so that no two answers contradict each other. Pure: the dice are
// the report's own, and what the Party's published records say is given.
import { relevantAnswers } from '#forms/condition.ts';
import type { Answers, Json } from '#forms/form.ts';
import { yearsOf } from '#reporting/cycle.ts';
import { type Given, mass, type Part, sum } from './report-given.ts';
import { emissions, gold, processes, products, releases } from './report-measures.ts';
import { exporting, importing, mining, party, stocks } from './report-trade.ts';

const waste: Part = (given) => {
	const { dice, situation, cycle, say, name } = given;
	const facilities = dice.in100({ island: 5, union: 55, industry: 65, other: 25 }[situation.economy]);
	const stored = dice.in100(situation.economy === 'other' ? 55 : 80);
	const years = dice.some(yearsOf(cycle), dice.whole(2, 4));
	const base = dice.whole(3, 60);
	const lines = years.map((year) => ({ year, kg: base * dice.whole(8, 40) }));
	return {
		'q10-1': stored || (dice.in100(40) ? 'unknown' : false),
		'q10-1-x': say('unknown'),
		'q10-1-a': say('storage'),
		'q11-1': dice.in100(situation.economy === 'other' ? 60 : 90),
		'q11-1-a': say('waste'),
		'q11-2': facilities || (dice.in100(12) ? 'unknown' : false),
		'q11-2-x': say('unknown'),
		...(dice.in100(85) ? { 'q11-2-a-total': mass(sum(lines.map(({ kg }) => kg)) + (dice.in100(12) ? 10 : 0)) } : {}),
		'q11-2-a': lines.map(({ year, kg }) => ({
			year,
			quantity: mass(kg),
			operation: dice.one(['D5', 'D12', 'D9']),
			facility: name('facility'),
			...(dice.in100(50) ? { method: say('disposal') } : {})
		})),
		'q11-2-a-method': say('disposal')
	};
};

/** Questions with one text for yes and another for no, in the order of the form: how often yes, and what is said. */
const withReasons: readonly [string, number, string, string, ...('open' | 'yes')[]][] = [
	['q12-1', 60, 'sites', 'no-sites'],
	['q13-1', 85, 'resources', 'no-resources'],
	['q13-2', 30, 'resources', 'no-resources', 'open'],
	['q13-3', 25, 'resources', 'no-resources', 'open'],
	['q14-1', 40, 'assistance', 'no-assistance'],
	['q14-2', 45, 'received', 'no-assistance', 'open'],
	['q14-3', 55, 'technology', 'no-assistance'],
	['q17-1', 85, 'exchange', 'no-exchange']
];
const withMeasures: readonly [string, number, string][] = [
	['q16-1', 85, 'advice'],
	['q16-2', 70, 'health'],
	['q18-1', 85, 'public'],
	['q19-1', 70, 'research']
];

const together: Part = ({ dice, say, situation }) => {
	const rich = situation.economy === 'union' || situation.economy === 'industry';
	const answers: Answers = {};
	for (const [id, often, yes, no, open] of withReasons) {
		const said = dice.in100(id.startsWith('q13') || id === 'q14-1' ? (rich ? Math.max(often, 75) : Math.min(often, 70)) : often);
		if (open && dice.in100(15)) continue;
		answers[id] = said;
		answers[`${id}-text`] = say(said ? yes : no);
	}
	for (const [id, often, about] of withMeasures) {
		answers[id] = dice.in100(often);
		answers[`${id}-a`] = say(about);
	}
	return answers;
};

const remarks: Part = ({ dice, say, file, situation }) => ({
	...(dice.in100(75) ? { 'c-1': say('challenges') } : {}),
	...(dice.in100(45) ? { 'd-1': say('format') } : {}),
	...Object.fromEntries(
		Array.from({ length: 20 }, (_, at) => at + 3).flatMap((article): [string, Json][] => [
			...(dice.in100(9) ? [[`e-${article}`, say('remark')] as [string, Json]] : []),
			...(dice.in100(4) ? [[`e-${article}-files`, [file('annex')]] as [string, Json]] : [])
		])
	),
	...(situation.rare ? { [situation.rare.startsWith('new-') && situation.rare !== 'new-mine' ? 'e-5' : 'e-3']: say('invented') } : {})
});

const parts: readonly Part[] = [
	party,
	mining,
	stocks,
	exporting,
	importing,
	products,
	processes,
	gold,
	emissions,
	releases,
	waste,
	together,
	remarks
];

/** The relevant answers of the report, in the version of the form that its cycle is answered in. */
export function answersFor(given: Given): Answers {
	const { form } = given;
	const answers = parts.reduce<Answers>((so, part) => ({ ...so, ...part(given) }), {});
	return relevantAnswers(form, form.version === 'mc-1-8' ? asBefore(answers, given) : answers);
}

/** The version before MC-5/13 asks for sums where the later one has tables. */
function asBefore(answers: Answers, { situation }: Given): Answers {
	const { polyurethane: _, ...rows } = answers['q5-2'] as { [row: string]: Json };
	return { ...answers, 'q3-1-c': mass(situation.rare === 'mines' ? 15_000 : 0), 'q4-3-b': answers['q4-3-text'] ?? null, 'q5-2': rows };
}
