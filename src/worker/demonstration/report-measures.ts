// SPDX-License-Identifier: Apache-2.0
// Articles 4 to 9 of an invented report: products, processes, gold mining, emissions and releases, in step with the registers.
import { addYears, type Day } from '#convention/day.ts';
import { type Json, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { yearsOf } from '#reporting/cycle.ts';
import { ofType, type Told } from '#reporting/report.ts';
import { address, mass, type Part, yearOf } from './report-given.ts';
import type { Process } from './situations.ts';

const amalgamRows =
	'prevention minimise alternatives research education insurance-against insurance-for encapsulated practice bulk vulnerable plan'.split(' ');
const entriesIn = (told: readonly Told[]): string[] => [
	...new Set(told.flatMap(({ answers }) => (typeof answers.entry === 'string' ? [answers.entry] : [])))
];

export const products: Part = (given) => {
	const { dice, own, situation, say, name } = given;
	const exempted = entriesIn(ofType(own, 'art6-exemption-annex-a'));
	const way = exempted.length ? 'no' : dice.one(['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'no', 'paragraph-2']);
	const claims = dice.in100(25);
	const fields = [dice.in100(85), dice.in100(95), dice.in100(90)];
	const taken = dice.in100(6) ? 1 : dice.whole(2, 6);
	const amalgam = ofType(own, 'amalgam-nap-or-report').length > 0 || dice.in100(70);
	const measures = new Set(dice.some(amalgamRows, taken));
	return {
		'q4-1': way,
		'q4-1-a': say('products'),
		...(dice.in100(60)
			? {
					'q4-1-a-products': dice
						.some(['batteries', 'switches-relays', 'hpmv', 'cosmetics-1ppm', 'pesticides', 'non-electronic-measuring'], dice.whole(2, 4))
						.map((product) => ({
							product,
							manufacture: fields[0] as boolean,
							import: fields[1] as boolean,
							export: fields[2] as boolean,
							instrument: name('instrument'),
							inForce: `${yearOf(given)}-01-01`
						}))
				}
			: {}),
		'q4-1-b': exempted.length > 0 || claims,
		'q4-1-b-products': exempted.length ? exempted : ['batteries'],
		'q4-2': dice.in100(60),
		'q4-2-a': say('paragraph-2'),
		'q4-2-b': dice.in100(50),
		'q4-2-b-text': say('paragraph-2'),
		'q4-2-c': dice.in100(50),
		'q4-2-c-text': say('paragraph-2'),
		'q4-3': amalgam,
		'q4-3-a': Object.fromEntries(
			amalgamRows.flatMap((row): [string, Json][] =>
				measures.has(row)
					? [[row, dice.in100(50) ? { taken: true, details: say('amalgam') } : { taken: true }]]
					: dice.in100(70)
						? [[row, { taken: false }]]
						: []
			)
		),
		...(given.form.version === 'mc-1-8' || dice.in100(40) ? { 'q4-3-text': say('amalgam') } : {}),
		'q4-4': dice.in100(situation.economy === 'union' ? 90 : 50),
		'q4-4-a': say('assembled'),
		'q4-5': dice.in100(65),
		'q4-5-a': say('new-products'),
		'q4-5-b-assessment': dice.in100(15),
		'q4-5-b-informed': dice.in100(20),
		...(dice.in100(50) ? { 'q4-5-b-text': say('new-products') } : {})
	};
};

export const processes: Part = (given) => {
	const { form, dice, own, situation, cycle, say, name } = given;
	const last = yearsOf(cycle).at(-1) as number;
	const has = situation.processes.length > 0;
	const exempted = entriesIn(ofType(own, 'art6-exemption-annex-b'));
	const used = (process: Process) => (process === 'vcm' ? dice.whole(20, 90) : dice.whole(2, 12)) * 1000;
	const lines = situation.processes.map((process) => ({ process, facilityType: name('facility'), number: dice.whole(1, 4), kg: used(process) }));
	const apart = questionOf(form, 'q5-2')?.columns?.some(({ also }) => also?.includes('not-applicable'));
	const measures = (process: Process): Json => {
		const there = situation.processes.includes(process) || exempted.includes(process);
		return { answer: exempted.includes(process) ? false : !there && apart && dice.in100(45) ? 'not-applicable' : dice.in100(85) };
	};
	return {
		'q5-1': has ? true : situation.economy === 'other' && dice.in100(8) ? 'unknown' : false,
		'q5-1-x': say('unknown'),
		'q5-1-a': say('processes'),
		'q5-1-b': lines.map(({ kg, ...line }) => ({ ...line, quantity: mass(kg), year: last })),
		'q5-1-c': lines.flatMap(({ process, kg }) =>
			process === 'vcm' || process === 'methylate' ? [{ process, year: process === 'vcm' ? last : last - 1, quantity: mass(kg) }] : []
		),
		'q5-2': Object.fromEntries((['chlor-alkali', 'acetaldehyde', 'polyurethane'] as const).map((row) => [row, measures(row)])),
		'q5-2-a': say('processes'),
		'q5-2-b': exempted.length > 0 || dice.in100(3),
		'q5-2-b-processes': exempted.length ? exempted : ['chlor-alkali'],
		'q5-3': Object.fromEntries((['vcm', 'methylate', 'polyurethane'] as const).map((row) => [row, measures(row)])),
		'q5-3-a': say('processes'),
		'q5-4': situation.rare === 'new-facility',
		'q5-4-a': say('invented'),
		'q5-5': situation.rare === 'new-process',
		'q5-5-a': say('invented')
	};
};

export const gold: Part = (given) => {
	const { dice, own, situation, say, file } = given;
	const notified = ofType(own, 'art7-notification').length > 0;
	const plans = ofType(own, 'art7-nap').map(({ id }) => id);
	const mined = situation.gold || notified;
	return {
		'q7-1': !mined ? 'none' : notified || dice.in100(80) ? 'yes' : 'no',
		'q7-1-a': say('gold'),
		'q7-2': notified || dice.in100(15),
		'q7-3': plans.length ? 'yes' : dice.one(['in-progress', 'in-progress', 'no', ...(notified ? [] : ['yes'])]),
		'q7-3-plan': plans,
		'q7-4': plans.length && dice.in100(60) ? 'attached' : 'not-yet-due',
		'q7-4-file': [file('review')],
		'q7-5': dice.in100(70),
		'q7-5-text': say('gold-together')
	};
};

const annexD = ['coal-power', 'coal-boilers', 'non-ferrous', 'waste-incineration', 'cement-clinker'];

export const emissions: Part = (given) => {
	const { dice, own, situation, party, cycle, on, say, file } = given;
	const often = { island: 8, union: 45, industry: 60, other: 28 }[situation.economy];
	const [inventory] = ofType(own, 'art8-inventory');
	const young = addYears(party.entryIntoForce as Day, 5) > cycle.end;
	const done = !!inventory || dice.in100(situation.economy === 'other' ? 45 : 70);
	const state = young && !inventory && dice.in100(75) ? 'under-five-years' : done ? 'yes' : 'no';
	const said = inventory?.answers.year;
	const rows = Array.isArray(inventory?.answers.rows) ? inventory.answers.rows : [];
	const year = typeof said === 'number' ? said : yearOf(given);
	const now = dice.in100(situation.economy === 'union' || situation.economy === 'industry' ? 85 : 40);
	const planned = ofType(own, 'art8-national-plan').length > 0 || dice.in100(15);
	const totals = rows.length
		? rows.flatMap((row): Json[] =>
				isObject(row) && row.category && row.emissionKg ? [{ category: row.category, quantity: row.emissionKg, year }] : []
			)
		: dice.some(annexD, dice.whole(1, 4)).map((category): Json => ({ category, quantity: mass(dice.whole(5, 900)), year }));
	return {
		'q8-1': Object.fromEntries(
			annexD.map((row): [string, Json] => {
				if (!dice.in100(often / 2)) return [row, { sources: false }];
				return [row, { sources: true, measures: say('emissions'), ...(dice.in100(70) ? { effectiveness: say('effect') } : {}) }];
			})
		),
		'q8-1-a': now,
		'q8-1-a-text': say('not-yet'),
		'q8-2': Object.fromEntries(
			annexD.map((row): [string, Json] => {
				if (!dice.in100(often)) return [row, { sources: false }];
				const measure = {
					goal: dice.in100(30),
					limits: dice.in100(70),
					batBep: dice.in100(60),
					multiPollutant: dice.in100(35),
					alternative: dice.in100(15)
				};
				return [row, { sources: true, ...measure, ...(dice.in100(60) ? { details: say('emissions') } : {}) }];
			})
		),
		'q8-2-a': dice.in100(now ? 75 : 20),
		'q8-2-a-text': say('not-yet'),
		'q8-3': state,
		'q8-3-a-year': year,
		'q8-3-a-how': dice.in100(30) ? 'attached' : 'address',
		'q8-3-a-file': [file('inventory')],
		'q8-3-a-url': [address('emissions', party)],
		...(dice.in100(55) || rows.length ? { 'q8-3-a-totals': totals } : {}),
		'q8-4': dice.in100(situation.economy === 'union' ? 60 : 25),
		'q8-4-a': say('criteria'),
		'q8-5': planned,
		'q8-5-a': planned && on >= addYears(party.entryIntoForce as Day, 4) && dice.in100(60),
		'q8-5-a-text': say('not-yet')
	};
};

export const releases: Part = (given) => {
	const { dice, own, situation, party, cycle, say, name, file } = given;
	const inventory = ofType(own, 'art9-sources-inventory').find(({ answers }) => Array.isArray(answers.kind) && answers.kind.includes('inventory'));
	const sources = ofType(own, 'art9-sources-inventory').length > 0 || dice.in100(situation.economy === 'island' ? 30 : 65);
	const young = addYears(party.entryIntoForce as Day, 5) > cycle.end;
	const state = inventory ? 'yes' : young && dice.in100(60) ? 'under-five-years' : !sources ? 'no-sources' : dice.in100(65) ? 'yes' : 'no';
	return {
		'q9-1': sources ? true : dice.in100(25) ? 'unknown' : false,
		'q9-1-x': say('unknown'),
		'q9-1-a': say('releases'),
		...(dice.in100(60)
			? {
					'q9-1-a-sources': dice.some(['category', 'category'], 1).map((about) => ({
						category: name(about),
						limits: dice.in100(60),
						batBep: dice.in100(60),
						multiPollutant: dice.in100(30),
						alternative: dice.in100(25),
						...(dice.in100(60) ? { effectiveness: say('effect') } : {})
					}))
				}
			: {}),
		'q9-2': state,
		'q9-2-a-year': yearOf(given),
		'q9-2-a-how': dice.in100(30) ? 'attached' : 'address',
		'q9-2-a-file': [file('inventory')],
		'q9-2-a-url': [address('releases', party)]
	};
};
