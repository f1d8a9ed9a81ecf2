// SPDX-License-Identifier: Apache-2.0
// Part A and Article 3 of an invented report: who reports, mines, stocks, and the trade that is told from both sides.
import type { Json } from '#forms/form.ts';
import { type Cycle, yearsOf } from '#reporting/cycle.ts';
import { ofType } from '#reporting/report.ts';
import { address, mass, type Part, sum, yearOf } from './report-given.ts';
import { type Flow, flows } from './situations.ts';

export const party: Part = ({ cycle, party, contact, dice, name }) => {
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

export const mining: Part = (given) => {
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

export const stocks: Part = (given) => {
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

export const exporting: Part = (given) => {
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

export const importing: Part = (given) => {
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
