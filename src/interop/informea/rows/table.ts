// SPDX-License-Identifier: Apache-2.0
// Records, Parties and projects for tables and dashboards. Pure.
import type { Entry } from '#catalogue/entry.ts';
import { numbersOf } from '#catalogue/projects.ts';
import type { Known } from '#convention/fact.ts';
import { addedUp } from '#projects/sums.ts';
import { choose, say } from '#text/words.ts';
import type { Row } from '../../odata/model.ts';
import { dayOf, recordAddress, text, texts, textRows, wholeRow, type World } from '../world.ts';

export const projectType = 'project';

export function recordRow(world: World, entry: Entry): Row {
	const { recordId: id } = entry;
	const title = choose(entry.title, 'en');
	const values = {
		id,
		type: entry.type,
		typeName: say(world.definitions.current(entry.type)?.form.words['form.title'], 'en') || entry.type,
		title: title?.text ?? null,
		titleLanguage: title?.language ?? null,
		ownerKind: entry.ownerKind,
		owner: entry.owner,
		region: entry.region,
		year: entry.year,
		revision: entry.revision,
		parties: entry.parties,
		areas: entry.areas,
		articles: entry.articles,
		languages: entry.languages,
		firstPublished: entry.firstPublishedAt,
		updated: entry.changedAt,
		demonstration: entry.demo,
		url: recordAddress(world, id)
	};
	return wholeRow('Record', id, values, (whole) => ({ titles: () => textRows(whole, 'RecordTitle', entry.title) }));
}

export function partyRow({ origin }: World, state: Known<'state'>): Row {
	const values = {
		id: state.id,
		name: say(state.name, 'en'),
		iso2: state.iso2,
		iso3: state.iso3,
		m49: state.m49,
		region: state.region,
		// Not known is said so: nobody is called no Party without a source.
		party: state.party,
		signatory: state.signatory,
		signature: dayOf(state.signature ?? undefined),
		instrument: state.instrumentType,
		instrumentDate: dayOf(state.instrumentDate ?? undefined),
		entryIntoForce: dayOf(state.entryIntoForce ?? undefined),
		url: `${origin}/en/parties/${state.id}`
	};
	return wholeRow('Party', state.id, values, (whole) => ({ names: () => textRows(whole, 'PartyName', state.name) }));
}

/** The sum of a table whose amounts are in one currency; of several there is no sum. */
const sumIn = (currency: string | null, table: Entry['answers'][string] | undefined): number | null => {
	const sums = addedUp([table]);
	const sum = currency ? sums[currency] : undefined;
	return sum !== undefined && Object.keys(sums).length === 1 ? Number(sum) : null;
};

export function projectRow(world: World, entry: Entry): Row {
	const { answers, recordId: id } = entry;
	const title = choose(entry.title, 'en');
	const currencies = Object.keys(addedUp([answers.funding, answers.cofinancing]));
	const currency = currencies.length === 1 ? (currencies[0] as string) : null;
	const values = {
		id,
		title: title?.text ?? null,
		titleLanguage: title?.language ?? null,
		category: text(answers.category),
		status: text(answers.status),
		scope: text(answers.scope),
		period: text(answers.period),
		start: dayOf(answers.start),
		end: dayOf(answers.end),
		programme: typeof answers.programme === 'boolean' ? answers.programme : null,
		identifiers: numbersOf(entry).map(({ scheme, id: number }) => `${scheme} ${number}`),
		parties: entry.parties,
		areas: entry.areas,
		agencies: texts(answers.agencies),
		focalAreas: texts(answers.focalAreas),
		funding: sumIn(currency, answers.funding),
		cofinancing: sumIn(currency, answers.cofinancing),
		currency,
		updated: entry.changedAt,
		url: recordAddress(world, id),
		source: texts(answers.links)[0] ?? null
	};
	return wholeRow('Project', id, values, (whole) => ({ titles: () => textRows(whole, 'ProjectTitle', entry.title) }));
}
