// SPDX-License-Identifier: Apache-2.0
// Three editors of one draft (with a line, without JavaScript, without a line) in RUNS (1000) random orders, through the acts of the platform, on both
// databases: is any answer lost? SEED (1) is the first order; each has its own number, so that what fails can be played again.
import { currentConvention } from '#convention/server/current.ts';
import { loadDefinitions } from '#records/server/definitions.ts';
import { interleave } from '../test/ground/interleaving.ts';
import { homes, openInside } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const settings = { runs: wanted('RUNS', 1000), seed: wanted('SEED', 1) };
const figures: Figure[] = [];
const notes: string[] = [];

for (const open of homes()) {
	const home = await open();
	const { platform } = await openInside(home);
	const { database } = platform;
	const [definitions, convention] = [await loadDefinitions(database.read), await currentConvention(database)];
	let said = 0;
	let lost = 0;
	for (let run = 0; run < settings.runs; run += 1) {
		const played = await interleave(
			{ database, doing: (by) => ({ by, at: new Date(), definitions, convention, announce: async () => {} }) },
			settings.seed + run
		);
		said += played.said;
		lost += played.lost.length;
		if (played.lost.length) notes.push(`${home.name}, order ${settings.seed + run}: ${played.lost.join(', ')}`);
	}
	await platform.close();
	await home.close();
	figures.push({
		what: 'answers lost',
		of: home.name,
		value: lost,
		unit: 'answers',
		target: { on: 'value', most: 0 },
		more: { said, orders: settings.runs }
	});
}
report({ name: 'interleavings', question: 'Is any answer lost when three editors work on one draft in any order?', settings, notes }, figures);
