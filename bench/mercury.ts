// SPDX-License-Identifier: Apache-2.0
// How well the rules find projects about mercury in the real export of the GEF of March 2020, against the 132 rows that are known. Those were chosen by their
// titles, so that agreement is no wonder: therefore it is also measured what each rule adds, and what is found when the choosing words are covered.
import { readFileSync } from 'node:fs';
import { harvestTables, programmes as readProgrammes } from '#interop/harvest/server/tables.ts';
import { readSource } from '#interop/harvest/server/read-source.ts';
import { readSeeds } from '#convention/server/seed.ts';
import type { StateValue } from '#convention/fact.ts';
import type { Found } from '#projects/found.ts';
import { mercuryOf, type MercuryVerdict, thresholds } from '#projects/mercury.ts';
import { type Figure, report } from './ground/results.ts';

const facts = await readSeeds();
const tables = await harvestTables(facts.filter(({ kind }) => kind === 'state').map(({ id, value }) => ({ id, ...(value as StateValue) })));
const programmes = await readProgrammes();
const known = new Set(Object.keys((JSON.parse(readFileSync('test/files/gef-mercury-ids.json', 'utf8')) as { ids: Record<string, string> }).ids));
const projects: Found[] = [];
for await (const told of readSource({ kind: 'gef' }, readFileSync('test/files/gef-export-2020-03-08.csv'), tables))
	if ('found' in told) projects.push(told.found);

interface Judged {
	found: Found;
	known: boolean;
	result: MercuryVerdict;
}
const began = performance.now();
const judged: Judged[] = projects.map((found) => ({ found, known: known.has(found.identifier.id), result: mercuryOf(found, programmes) }));
const milliseconds = performance.now() - began;

/** Precision and recall of what counts as found. */
function scores(all: readonly { known: boolean; found: boolean }[]) {
	const [hits, claimed, wanted] = [
		all.filter((one) => one.known && one.found).length,
		all.filter((one) => one.found).length,
		all.filter((one) => one.known).length
	];
	return { hits, claimed, wanted, precision: claimed ? hits / claimed : 1, recall: hits / wanted };
}
const by = (counts: (one: Judged) => boolean) => scores(judged.map((one) => ({ known: one.known, found: counts(one) })));
const sure = by(({ result }) => result.verdict === 'yes');
const seen = by(({ result }) => result.verdict !== 'no');

/** Without one rule, the others as they are. */
const confidenceWithout = ({ because }: MercuryVerdict, rules: readonly string[]) =>
	1 - because.reduce((doubt, { rule, weight }) => (rules.includes(rule) ? doubt : doubt * (1 - weight)), 1);
const rules = [...new Set(judged.flatMap(({ result }) => result.because.map(({ rule }) => rule)))].toSorted();
const line = ({ found, result }: Judged) =>
	`${found.identifier.id} · ${result.confidence} · ${Object.values(found.title)[0]} · ${result.because.map(({ rule, saw }) => `${rule} (${saw.join(', ')})`).join('; ')}`;
const share = (what: string, of: string, value: number, more: Record<string, number>): Figure => ({ what, of, value: value * 100, unit: '%', more });

/** The words by which the 132 were chosen. */
const choosing = ['convention', 'mercury', 'small-scale-gold', 'gold-mining'];
const covered = (least: number, left: readonly string[]) => by(({ result }) => Math.round(confidenceWithout(result, left) * 100) / 100 >= least);

for (const [what, all] of [
	['missed (no)', judged.filter((one) => one.known && one.result.verdict === 'no')],
	['known and doubtful', judged.filter((one) => one.known && one.result.verdict === 'doubtful')],
	['yes, and not among the known', judged.filter((one) => !one.known && one.result.verdict === 'yes')],
	['doubtful, and not among the known', judged.filter((one) => !one.known && one.result.verdict === 'doubtful')]
] as const) {
	console.log(`\n${what}: ${all.length}`);
	for (const one of all) console.log(`  ${line(one)}`);
}

const numbers = ({ hits, claimed, wanted }: ReturnType<typeof scores>) => ({ found: hits, claimed, known: wanted });
report(
	{
		name: 'mercury',
		question: 'How many of the known projects about mercury do the rules find, and how many that they find are known?',
		settings: { rows: projects.length, known: known.size, yes: thresholds.yes, doubtful: thresholds.doubtful },
		notes: [
			'The known rows were chosen by words of their titles (mercury, Minamata, artisanal gold, gold mining): agreement with them is no proof. Covered: the same rows without these words.'
		]
	},
	[
		share('precision', 'yes', sure.precision, numbers(sure)),
		share('recall', 'yes', sure.recall, numbers(sure)),
		share('precision', 'yes or doubtful', seen.precision, numbers(seen)),
		share('recall', 'yes or doubtful', seen.recall, numbers(seen)),
		{ what: 'queue of the editor', value: judged.filter(({ result }) => result.verdict === 'doubtful').length, unit: 'projects' },
		...rules.map((rule): Figure => {
			const without = covered(thresholds.yes, [rule]);
			const saw = judged.filter(({ result }) => result.because.some((reason) => reason.rule === rule));
			return {
				what: 'yes without the rule',
				of: rule,
				value: without.recall * 100,
				unit: '% recall',
				more: { precision: without.precision * 100, seen: saw.length, known: saw.filter((one) => one.known).length }
			};
		}),
		share(
			'recall',
			'choosing words covered, yes or doubtful',
			covered(thresholds.doubtful, choosing).recall,
			numbers(covered(thresholds.doubtful, choosing))
		),
		share(
			'precision',
			'choosing words covered, yes or doubtful',
			covered(thresholds.doubtful, choosing).precision,
			numbers(covered(thresholds.doubtful, choosing))
		),
		{ what: 'time', of: `${projects.length} projects`, value: milliseconds, unit: 'ms' }
	]
);
