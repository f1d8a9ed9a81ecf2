// SPDX-License-Identifier: Apache-2.0
// Makes the answers of one national report: complete, valid, and from one situation, so that no two answers contradict each other. Pure: the dice are
// the report's own, and what the Party's published records say is given. Answers that the form does not ask are left out at the end.
import type { Convention } from '#convention/convention.ts';
import { addDays, addYears, type Day } from '#convention/day.ts';
import type { Known } from '#convention/fact.ts';
import { relevantAnswers } from '#forms/condition.ts';
import { type Answers, type Form, type Json, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { type Cycle, yearsOf } from '#reporting/cycle.ts';
import { ofType, type Told } from '#reporting/report.ts';
import type { Dice } from './chance.ts';
import { type Flow, flows, type Process, type Situation } from './situations.ts';

/** What is attached: one document each in each language. */
export const documents = ['survey', 'consent', 'review', 'inventory', 'annex'] as const;
export type Document = (typeof documents)[number];

export interface Given {
	form: Form;
	cycle: Cycle;
	party: Known<'state'>;
	convention: Convention;
	situation: Situation;
	/** The day of the submission. */
	on: Day;
	/** What the Party had published by then. */
	own: readonly Told[];
	/** General notifications of consent that others had published by then. */
	notifications: readonly Told[];
	dice: Dice;
	/** A text about something, in the language of the report and with its mark. */
	say(about: string): string;
	/** A short text for a cell. */
	name(about: string): string;
	file(document: Document): Json;
	/** Contact of the focal point. */
	contact: Json;
}

type Part = (given: Given) => Answers;

/** An exact amount: whole kilograms, written in tonnes where they are many. */
const mass = (kg: number): Json => {
	if (kg < 1000) return { amount: String(kg), unit: 'kg' };
	const rest = String(kg % 1000)
		.padStart(3, '0')
		.replace(/0+$/, '');
	return { amount: `${Math.floor(kg / 1000)}${rest ? `.${rest}` : ''}`, unit: 't' };
};
const sum = (amounts: readonly number[]): number => amounts.reduce((so, each) => so + each, 0);
const address = (name: string, { iso2 }: { iso2: string | null }): string => `https://example.org/${(iso2 ?? 'xx').toLowerCase()}/${name}`;
const yearOf = ({ cycle, dice }: Given): number => dice.one(yearsOf(cycle));

const party: Part = ({ cycle, party, contact, dice, name }) => {
	const differs = dice.in100(25);
	const officer = { name: name('officer'), organisation: name('ministry'), email: `reporting.${(party.iso2 ?? 'xx').toLowerCase()}@example.org` };
	return {
		cycle: cycle.id,
		'a-1': party.id,
		'a-2': party.instrumentDate as Json,
		'a-3': party.entryIntoForce as Json,
		'a-4': contact,
		'a-5-differs': differs,
		'a-5': { ...officer, private: dice.in100(50) ? ['email'] : [] }
	};
};

const mining: Part = (given) => {
	const { situation, cycle, say } = given;
	const years = yearsOf(cycle);
	return {
		'q3-1': situation.rare === 'mines',
		'q3-1-a': ['2028-06', '2031-12'],
		'q3-1-b': [`${years[1]}-09`],
		'q3-1-c': years.map((year, at) => ({ year, quantity: mass(4000 - at * 650) })),
		'q3-2': situation.rare === 'new-mine',
		'q3-2-a': `${say('invented')} ${say('mine')}`
	};
};

const stocks: Part = (given) => {
	const { dice, situation, own, party, name, say, file } = given;
	const [told] = ofType(own, 'art3-stocks');
	const effort = !!told || dice.in100(situation.economy === 'island' ? 35 : 75);
	const how = dice.one(['attached', 'address', 'address', 'unchanged']);
	const lines = dice.some(['stock', 'source', 'stock'], dice.whole(1, 3)).map((stockOrSource): Json => ({
		stockOrSource,
		location: name('location'),
		substance: name('substance'),
		quantity: mass(stockOrSource === 'stock' ? dice.whole(51, 140) * 1000 : dice.whole(11, 40) * 500),
		asOf: `${yearOf(given)}-12-31`
	}));
	const excess = situation.processes.includes('chlor-alkali') || (situation.economy === 'union' && dice.in100(20));
	return {
		'q3-3': effort,
		'q3-3-how': how,
		'q3-3-file': [file('survey')],
		'q3-3-url': [address('stocks', party)],
		...(dice.in100(55) ? { 'q3-3-list': lines } : {}),
		...(dice.in100(60) ? { 'q3-3-ii': say('stocks') } : {}),
		'q3-3-iii': say('no-stocks'),
		'q3-4': excess,
		'q3-4-a': say('excess')
	};
};

/** What of the invented trade a report of this cycle tells. */
export const exportsOf = (party: string, cycle: Cycle): Flow[] =>
	flows.filter(({ from, year, untold }) => from === party && !untold && yearsOf(cycle).includes(year));
export const importsOf = (party: string, cycle: Cycle): Flow[] =>
	flows.filter(({ to, year, imported }) => to === party && imported !== 0 && yearsOf(cycle).includes(year));

const exporting: Part = (given) => {
	const { party, cycle, convention, situation, notifications, dice, say, name, file } = given;
	const out = exportsOf(party.id, cycle);
	if (!out.length) return { 'q3-5': ['no-exports'] };
	const lines = out.map(({ to, year, kg, basis }) => {
		const since = convention.state(to)?.entryIntoForce;
		const standing = { importerIsParty: !!since && since.slice(0, 4) <= String(year) };
		return {
			year,
			importingCountry: to,
			...standing,
			basis,
			quantity: mass(kg),
			intendedUse: name('intended-use'),
			...(dice.in100(40) ? { terms: name('terms') } : {})
		};
	});
	const to = (isParty: boolean) => lines.some(({ importerIsParty }) => importerIsParty === isParty);
	// Some give the total as it stands in their books, which is rounded.
	const total = sum(out.map(({ kg }) => kg)) + (dice.in100(35) ? 40 : 0);
	return {
		'q3-5': [
			...(to(true) ? ['exports-to-parties'] : []),
			...(to(false) ? ['exports-to-non-parties'] : []),
			...(situation.rare === 'no-consent' ? ['no'] : [])
		],
		'q3-5-a': dice.one(['already-sent', 'attached', 'other-information']),
		'q3-5-a-files': [file('consent')],
		'q3-5-a-text': say('consent'),
		...(dice.in100(60) ? { 'q3-5-a-use': say('use') } : {}),
		'q3-5-general': out.some(({ basis }) => basis === 'general-notification'),
		'q3-5-b-notifications': out
			.flatMap(({ to, basis }) => (basis === 'general-notification' ? notifications.filter(({ owner }) => owner === to).map(({ id }) => id) : []))
			.filter((id, at, all) => all.indexOf(id) === at),
		'q3-5-b-total': mass(total),
		'q3-5-b': lines
	};
};

const importing: Part = (given) => {
	const { party, cycle, dice, say, file } = given;
	const into = importsOf(party.id, cycle);
	const certified = dice.in100(60);
	return {
		'q3-6': !into.length ? 'no' : party.id === 'SGP' ? 'paragraph-9' : 'yes',
		'q3-6-a': certified,
		'q3-6-b': say('uncertified'),
		...(dice.in100(60) ? { 'q3-6-b-files': [file('consent')] } : {}),
		'q3-6-c': into.map(({ from, year, kg, imported }) => ({ year, origin: from, quantity: mass(imported ?? kg) }))
	};
};

const amalgamRows =
	'prevention minimise alternatives research education insurance-against insurance-for encapsulated practice bulk vulnerable plan'.split(' ');
const entriesIn = (told: readonly Told[]): string[] => [
	...new Set(told.flatMap(({ answers }) => (typeof answers.entry === 'string' ? [answers.entry] : [])))
];

const products: Part = (given) => {
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

const processes: Part = (given) => {
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

const gold: Part = (given) => {
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

const emissions: Part = (given) => {
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

const releases: Part = (given) => {
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

/** A working day near a day: nobody submits on a Sunday. */
export function workingDay(day: Day): Day {
	const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
	return weekday === 0 ? addDays(day, 1) : weekday === 6 ? addDays(day, -1) : day;
}
