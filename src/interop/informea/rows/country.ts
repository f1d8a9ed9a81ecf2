// SPDX-License-Identifier: Apache-2.0
// What Parties file, as InforMEA takes it: focal points, national reports, plans, sites; and what is known of each Party. Only what the Party made public. Pure.
import type { Entry } from '#catalogue/entry.ts';
import type { Known } from '#convention/fact.ts';
import { isObject } from '#forms/kind.ts';
import { say, type Words } from '#text/words.ts';
import type { Row } from '../../odata/model.ts';
import {
	countryOf,
	dayOf,
	factChanged,
	fileRows,
	filesSaid,
	partOf,
	protocolVersion,
	recordAddress,
	text,
	textRows,
	wholeRow,
	wordsOf,
	type World
} from '../world.ts';

export const contactType = 'art17-4-nfp';
export const reportTypes = ['art21-full', 'art21-short'];
/** Plans with the type that InforMEA is told. `nap` for plans on gold mining is our proposal; the others stand beside its `nip` and `nbsap` (to verify). */
export const planTypes: { readonly [type: string]: string } = {
	'art7-nap': 'nap',
	'art20-implementation-plan': 'nip',
	'art8-national-plan': 'emissions-plan'
};
export const siteType = 'art12-contaminated-sites';

/** A name stands whole where the family name is wanted: which part of it that is, nobody said. */
export function contactRow(world: World, entry: Entry): Row {
	const { answers, recordId: id } = entry;
	const role = text(answers.role);
	const phone = text(answers.telephone);
	const values = {
		id,
		country: countryOf(world, entry.owner),
		prefix: text(answers.salutation),
		firstName: null,
		lastName: text(answers.name),
		type: role,
		position: text(answers.title),
		institution: say(wordsOf(answers.ministry), 'en') || null,
		department: null,
		address: text(answers.address),
		email: text(answers.email),
		phone,
		phoneNumber: phone,
		fax: null,
		primary: role === 'national-focal-point' ? 1 : 0,
		updated: entry.changedAt,
		protocolVersion
	};
	return wholeRow('Contact', id, values, (whole) => ({
		treaties: () => [partOf(whole, 'ContactTreaty', 'Id', world.treaty, { value: world.treaty })],
		roles: () => [partOf(whole, 'ContactRole', 'Id', 'r1', { treaty: world.treaty, roles: role ? [role] : [], order: 1 })]
	}));
}

export function reportRow(world: World, entry: Entry): Row {
	const { recordId: id, answers } = entry;
	const values = {
		id,
		country: countryOf(world, entry.owner),
		treaty: world.treaty,
		url: recordAddress(world, id),
		submission: entry.firstPublishedAt,
		updated: entry.changedAt,
		protocolVersion
	};
	return wholeRow('CountryReport', id, values, (whole) => ({
		title: () => textRows(whole, 'CountryReportTitle', entry.title),
		files: () => fileRows(whole, 'CountryReportFile', filesSaid(world, id, entry.languages, ...Object.values(answers)))
	}));
}

export function planRow(world: World, entry: Entry): Row {
	const { recordId: id, answers } = entry;
	const values = {
		id,
		country: countryOf(world, entry.owner),
		treaty: world.treaty,
		type: planTypes[entry.type] ?? 'nap',
		url: recordAddress(world, id),
		submission: entry.firstPublishedAt,
		updated: entry.changedAt,
		protocolVersion
	};
	return wholeRow('NationalPlan', id, values, (whole) => ({
		title: () => textRows(whole, 'NationalPlanTitle', entry.title),
		files: () => fileRows(whole, 'NationalPlanFile', filesSaid(world, id, entry.languages, answers.documents, answers.document))
	}));
}

/** Each line of the table of contaminated sites. Where they are is not asked for as a point. */
export function siteRows(world: World, entry: Entry): Row[] {
	const { answers, recordId } = entry;
	const lines = Array.isArray(answers.sites) ? answers.sites : [];
	return lines.flatMap((line, at) => {
		const name = isObject(line) ? text(line.name) : null;
		if (!name) return [];
		const id = `${recordId}-s${at + 1}`;
		const language = entry.languages[0] ?? 'en';
		const values = {
			id,
			type: 'contaminated-site',
			country: countryOf(world, entry.owner),
			treaty: world.treaty,
			url: recordAddress(world, recordId),
			latitude: null,
			longitude: null,
			updated: entry.changedAt,
			protocolVersion
		};
		return [wholeRow('Site', id, values, (whole) => ({ name: () => textRows(whole, 'SiteName', { [language]: name } as Words) }))];
	});
}

/** For whom the Convention is or will be in force on a known day: without one the specification has no profile. */
export function profileRow(world: World, state: Known<'state'>): Row[] {
	const entryIntoForce = dayOf(state.entryIntoForce ?? undefined);
	if (!state.party || !entryIntoForce) return [];
	const values = {
		country: countryOf(world, state.id),
		treaty: world.treaty,
		entryIntoForce,
		updated: factChanged(world, 'state', state.id),
		entryIntoForceStatus: state.instrumentType,
		statusDate: dayOf(state.instrumentDate ?? undefined),
		note: state.notes[0] ? say(state.notes[0], 'en') : null,
		protocolVersion
	};
	return [{ type: 'CountryProfile', values, to: {} }];
}
