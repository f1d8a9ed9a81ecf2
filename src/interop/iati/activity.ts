// SPDX-License-Identifier: Apache-2.0
// A project as an activity of IATI 2.03: elements in the order of the schema, codes of its lists, nothing guessed but what says that it is. Pure.
// What belongs to the Convention is told by a vocabulary of our own (99), since no list of the standard has it.
import { Decimal } from 'decimal.js';
import type { Entry } from '#catalogue/entry.ts';
import type { Convention } from '#convention/convention.ts';
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { amountsIn } from '#projects/sums.ts';
import { isOf } from '#projects/source-of.ts';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { xml } from '../feeds/xml.ts';
import { dateTypes, gefFunds, otherIdentifiers, related, roles, transactions, worldRegion } from '../iati-in/codes.ts';
import { firstDayOf } from './periods.ts';

/** What is said in words that are ours. */
export interface Notes {
	/** Of a day that is the beginning of the funding period. */
	startInferred: Words;
	/** Of an amount whose day is not known. */
	commitment: Words;
	/** Who gives, where a source says only that others do. */
	others: Words;
	/** In place of a description. */
	undescribed: Words;
	/** Of a tag that was made from the title. */
	inferred: Words;
}

export interface Around {
	origin: string;
	convention: Convention;
	platform: Words;
	notes: Notes;
	/** Records of the parts of each programme. */
	children: ReadonlyMap<string, readonly string[]>;
	today: string;
}

/** Why a project cannot be an activity: the standard asks for what no source tells. */
export type LeftOut = 'no-day' | 'no-participant' | 'no-state';

/** Approved and not begun is the beginning of the pipeline. */
const statuses: Record<string, string> = { pipeline: '1', approved: '1', implementation: '2', completed: '4', cancelled: '5', suspended: '6' };
const scopes: Record<string, string> = { global: '1', regional: '2', national: '4' };
/** Of the codelist of organisations, as seeds/projects/agencies.yaml has them. */
const organisations = new Map([
	...[...gefFunds].map(([ref, name]) => [name, ref] as const),
	['United Nations Development Programme', 'XM-DAC-41114'],
	['United Nations Environment Programme', 'XM-DAC-41116'],
	['United Nations Industrial Development Organization', 'XM-DAC-41123']
]);
const gef = { name: 'Global Environment Facility', ref: 'XM-DAC-47044' };
const sip = 'Specific International Programme';
/** Mining policy where the project is about gold, else environmental policy. */
const sectors: Record<string, string> = { 'nap-asgm': '32210', planetgold: '32210' };
const mercuryTargets = ['3.9', '6.3', '12.4'];

/** Who reports. It has no identifier in a register of publishers: the host stands for it. */
export const reporterOf = (origin: string): string => new URL(origin).host.replaceAll(':', '-');
export const activityId = (origin: string, record: string): string => `${reporterOf(origin)}-${record}`;

const text = (answer: Json | undefined): string | null => (typeof answer === 'string' && answer ? answer : null);
const texts = (answer: Json | undefined): string[] => (Array.isArray(answer) ? answer.filter((each) => typeof each === 'string') : []);
const words = (answer: Json | undefined): Words => (isObject(answer) ? (answer as Words) : {});

function element(name: string, attributes: Record<string, string | null | undefined>, inside = ''): string {
	const said = Object.entries(attributes).flatMap(([key, value]) => (value ? [` ${key}="${xml(value)}"`] : []));
	return inside ? `<${name}${said.join('')}>${inside}</${name}>` : `<${name}${said.join('')}/>`;
}
const narratives = (said: Words): string =>
	languages.flatMap((language) => (said[language] ? [element('narrative', { 'xml:lang': language }, xml(said[language]))] : [])).join('');
const named = (name: string): string => element('narrative', {}, xml(name));

/** Equal parts of exactly a hundred: what does not divide goes to the first. */
export function sharesOf(count: number): string[] {
	const each = new Decimal(100).dividedBy(count).toDecimalPlaces(2, Decimal.ROUND_DOWN);
	const first = new Decimal(100).minus(each.times(count - 1));
	return Array.from({ length: count }, (_, at) => (at === 0 ? first : each).toFixed());
}

export function activityOf(entry: Entry, around: Around): { activity: string } | { leftOut: LeftOut } {
	const { answers, recordId } = entry;
	const { origin, convention, notes, children, today } = around;
	const status = statuses[text(answers.status) ?? ''];
	if (!status) return { leftOut: 'no-state' };
	const [start, end] = [text(answers.start), text(answers.end)];
	const inferred = start || end ? null : firstDayOf(text(answers.period));
	if (!start && !end && !inferred) return { leftOut: 'no-day' };
	const grants = amountsIn(answers.funding);
	const beside = amountsIn(answers.cofinancing);
	const numbers = (Array.isArray(answers.identifiers) ? answers.identifiers : []).flatMap((row) =>
		isObject(row) && typeof row.scheme === 'string' && typeof row.id === 'string' ? [{ scheme: row.scheme.trim().toLowerCase(), id: row.id }] : []
	);
	const funders = [...new Set(grants.map(({ source }) => source).filter(Boolean))];
	if (!funders.length) funders.push(...(isOf('gef', answers) ? [gef.name] : []), ...(isOf('sip', answers) ? [sip] : []));
	const agencies = texts(answers.agencies);
	if (!funders.length && !agencies.length) return { leftOut: 'no-participant' };

	const refOf = (name: string) => (name === gef.name ? gef.ref : organisations.get(name));
	const participant = (role: string) => (name: string) => element('participating-org', { ref: refOf(name), role }, named(name));
	const over = ['completed', 'cancelled'].includes(text(answers.status) ?? '');
	const begun = (over || status === '2' || status === '6') && start !== null && start <= today;
	const dates = [
		...(start ? [element('activity-date', { type: begun ? dateTypes.actualStart : dateTypes.plannedStart, 'iso-date': start })] : []),
		...(inferred ? [element('activity-date', { type: dateTypes.plannedStart, 'iso-date': inferred }, narratives(notes.startInferred))] : []),
		...(end ? [element('activity-date', { type: status === '4' && end <= today ? dateTypes.actualEnd : dateTypes.plannedEnd, 'iso-date': end })] : [])
	];
	const countries = texts(answers.parties).flatMap((id) => {
		const state = convention.state(id);
		return state?.kind === 'state' ? [state] : [];
	});
	const shares = sharesOf(countries.length || 1);
	const scheme = (vocabulary: string) => `${origin}/concepts/${vocabulary}`;
	const own = { vocabulary: '99', 'vocabulary-uri': scheme('areas') };
	const category = text(answers.category) ?? 'other';
	const day = start ?? inferred;
	const currencies = new Set([...grants, ...beside].map(({ currency }) => currency));
	const currency = currencies.size === 1 ? [...currencies][0] : null;
	const commitment = (provider: string, { amount, currency: unit }: { amount: string; currency: string }) =>
		element(
			'transaction',
			{},
			element('transaction-type', { code: transactions.incomingCommitment }) +
				element('transaction-date', { 'iso-date': day }) +
				element('value', { currency: unit, 'value-date': day }, xml(amount)) +
				element('description', {}, narratives(notes.commitment)) +
				provider
		);
	const provider = (name: string): string => (name ? element('provider-org', { ref: refOf(name) }, named(name)) : '');
	// The money of a programme is that of its parts, and stands there.
	const parts = children.get(recordId) ?? [];
	const given = parts.length || !day ? [] : grants.map((sum) => commitment(provider(sum.source), sum));
	const added =
		parts.length || !day
			? []
			: beside.map((sum) => commitment(sum.source ? provider(sum.source) : element('provider-org', {}, narratives(notes.others)), sum));
	const parent = text(answers.parent);

	const title = Object.values(words(answers.title)).some(Boolean) ? words(answers.title) : entry.title;
	const description = Object.values(words(answers.description)).some(Boolean) ? words(answers.description) : notes.undescribed;
	const inside = [
		element('iati-identifier', {}, xml(activityId(origin, recordId))),
		element('reporting-org', { ref: reporterOf(origin), type: '40', 'secondary-reporter': '1' }, narratives(around.platform)),
		element('title', {}, narratives(title)),
		element('description', { type: '1' }, narratives(description)),
		...funders.map(participant(roles.funding)),
		...agencies.map(participant(roles.implementing)),
		element('other-identifier', { ref: recordId, type: otherIdentifiers.own }),
		...numbers.map(({ scheme: list, id }) =>
			element(
				'other-identifier',
				{ ref: id, type: otherIdentifiers.others },
				list === 'gef' ? element('owner-org', { ref: gef.ref }, named(gef.name)) : ''
			)
		),
		element('activity-status', { code: status }),
		...dates,
		...(scopes[text(answers.scope) ?? ''] ? [element('activity-scope', { code: scopes[text(answers.scope) ?? ''] })] : []),
		...countries.map((state, at) =>
			element(
				'recipient-country',
				{ code: state.iso2, percentage: countries.length > 1 ? shares[at] : null },
				narratives({ en: state.name.en ?? state.id })
			)
		),
		...(countries.length || answers.scope !== 'global' ? [] : [element('recipient-region', { code: worldRegion, vocabulary: '1' })]),
		element('sector', { vocabulary: '1', code: sectors[category] ?? '41010' }),
		element('tag', { vocabulary: '99', 'vocabulary-uri': scheme('mercury'), code: 'minamata' }),
		...entry.areas.map((area) => element('tag', { ...own, code: area }, narratives(convention.area(area)?.name ?? {}))),
		...mercuryTargets.map((code) => element('tag', { vocabulary: '3', code }, narratives(notes.inferred))),
		element(
			'policy-marker',
			{ vocabulary: '99', 'vocabulary-uri': scheme('mercury'), code: 'minamata', significance: category === 'other' ? '1' : '2' },
			narratives(notes.inferred)
		),
		...given,
		...added,
		...(parent ? [element('related-activity', { ref: activityId(origin, parent), type: related.parent })] : []),
		...parts.map((part) => element('related-activity', { ref: activityId(origin, part), type: related.child }))
	];
	const attributes = {
		'last-updated-datetime': entry.changedAt.toISOString(),
		'xml:lang': languages.find((language) => title[language]) ?? 'en',
		'default-currency': currency,
		hierarchy: parts.length || answers.programme === true ? '1' : parent ? '2' : null,
		'linked-data-uri': `${origin}/records/${recordId}`
	};
	return { activity: element('iati-activity', attributes, inside.join('')) };
}
