// SPDX-License-Identifier: Apache-2.0
// Parties, areas of focus, articles and concepts as the API shows them: each shape beside its schema.
import { type Obligation, obligationStates } from '#catalogue/obligation.ts';
import type { partyProfile } from '#catalogue/party.ts';
import type { Known } from '#convention/fact.ts';
import { address, day, flag, list, map, object, oneOf, orNull, ref, type Schema, text, whole } from '../schema.ts';
import { type Around, at, pages, standing } from './around.ts';

const key = text('Key: ISO 3166-1 alpha-3 code, or `EU`.');
const records = whole('Published records.', { minimum: 0 });

const stateProperties = {
	id: key,
	iso2: text('ISO 3166-1 alpha-2 code.'),
	iso3: orNull(text('ISO 3166-1 alpha-3 code.')),
	m49: orNull(text('United Nations M49 number, three digits.')),
	name: ref('Words'),
	kind: oneOf('A State, or a regional economic integration organisation.', ['state', 'regional-organisation']),
	region: orNull(text('Regional group of the United Nations.')),
	regionStatus: standing.status,
	signatory: flag('Signed the Convention.'),
	signature: orNull(day('Day of the signature.')),
	party: {
		type: ['boolean', 'null'],
		description: 'true, or null where it is not known. Never false: nobody is called "not a Party" without a source.'
	} as Schema,
	instrumentDate: orNull(day('Day on which its instrument was deposited.')),
	instrumentType: orNull(oneOf('Kind of instrument.', ['ratification', 'acceptance', 'approval', 'accession'])),
	instrumentTypeStatus: orNull(standing.status),
	entryIntoForce: orNull(day('Day of entry into force for it.')),
	...standing
};

export const partySchemas: { [name: string]: Schema } = {
	State: object('A State or regional organisation with its standing under the Convention.', {
		...stateProperties,
		records,
		links: object('Where to go on.', { self: address('The State, whole.'), html: ref('Pages') })
	}),
	Party: object('A State or regional organisation with its amendments, deadlines and figures.', {
		...stateProperties,
		declaration30_5: orNull(
			object('Declaration under Article 30(5). null: not known whether one was made.', {
				declared: flag('Whether it was made.'),
				day: orNull(day('Its day.'))
			})
		),
		nonAcceptances: list(
			object('A notice under Article 27(3)(b).', {
				amendment: text('Id of the amendment.'),
				day: day('Day of the notice.'),
				withdrawn: orNull(day('Day of its withdrawal.'))
			}),
			'Notices that an amendment is not accepted.'
		),
		amendmentInstruments: list(
			object('An instrument.', { amendment: text('Id of the amendment.'), day: day('Day of deposit.') }),
			'Own instruments for single amendments.'
		),
		notes: list(ref('Words'), 'Notes on these facts.'),
		amendments: list(ref('AmendmentStanding'), 'Which amendments are in force for it, computed from its dates.'),
		deadlines: list(ref('Deadline'), 'What falls due, computed from its dates. Says nothing about whether a duty was met.'),
		obligations: list(ref('Obligation'), 'The same clocks laid beside what is published: one row for each duty, those with a day first.'),
		counts: map('Published records of which it is the owner, by record type.', whole('Published records.')),
		records,
		links: object('Where to go on.', { self: address('This.'), records: address('Its published records.'), html: ref('Pages') })
	}),
	AmendmentStanding: object('Whether an amendment is in force for a Party.', {
		id: text('Id of the amendment; `original` for the annexes as adopted.'),
		name: ref('Words'),
		inForce: oneOf('Whether it is in force for the Party.', ['yes', 'no', 'unknown']),
		since: orNull(day('First day in force for the Party.')),
		because: text('The rule that decided: `general-rule`, `declaration-unknown`, `not-accepted` …'),
		generally: orNull(day('Entry into force for Parties without an exception of their own.'))
	}),
	Deadline: object('Something that falls due.', {
		id: text('Id of the deadline.'),
		article: text('As cited: `7(3)(b)`.'),
		title: ref('Words'),
		nature: oneOf(
			'Whether it is owed by every Party, only if a possibility is used, a day from which something holds, or concerns States that join.',
			['duty', 'if-chosen', 'from-then-on', 'joining-state']
		),
		due: orNull(day('The day.')),
		why: oneOf('How the day was found, or why there is none.', ['computed', 'cannot-be-computed', 'on-event']),
		proximity: orNull(oneOf('How far off the day is today; `soon` is within 183 days.', ['past', 'soon', 'later'])),
		next: orNull(day('For what repeats and is past: the next time.')),
		amendment: orNull(text('Id of the amendment that it is about.')),
		...standing
	}),
	Obligation: object('A clock of the Convention, and what is published of it.', {
		id: text('Id of the deadline; of a deadline that a record type has of its own, the id of the type.'),
		article: text('As cited: `7(3)(b)`.'),
		title: ref('Words'),
		due: orNull(day('The day; of what repeats, that of the round which `state` speaks of.')),
		next: orNull(day('Of what repeats: the round after it.')),
		state: oneOf(
			'`published`: a record answers it. `submitted`: a report that is not published yet. `due`: to come. `passed`: the day is past and no record of it is here. `open`: past, and only for who makes use of it. ' +
				'`in-force`, `to-come`: a day from which something holds. `on-event`, `cannot-be-computed`: no day is known.',
			[...obligationStates]
		),
		days: orNull(whole('Days until the day, or since.', { minimum: 0 })),
		records: list({ type: 'string' }, 'Records that answer it, newest first, at most three.'),
		amendment: orNull(text('Id of the amendment that it is about.')),
		record: orNull(text('Identifier of the exemption that it is about.')),
		cycle: orNull(text('Id of the reporting cycle that it is about: its period.')),
		...standing
	}),
	Area: object('An area of focus: one of the thematic workstreams of the secretariat.', {
		id: text('Id.'),
		name: ref('Words'),
		summary: ref('Words'),
		articles: list(whole('Number of an article.'), 'Articles that it serves.'),
		recordTypes: list({ type: 'string' }, 'Record types that it gathers.'),
		records,
		...standing,
		links: object('Where to go on.', { records: address('Its published records.'), html: ref('Pages') })
	}),
	Article: object('An article of the Convention.', {
		number: whole('Its number.', { minimum: 1 }),
		title: ref('Words'),
		records,
		...standing,
		links: object('Where to go on.', { records: address('Its published records.'), html: ref('Pages') })
	}),
	Concept: object('An entry of the taxonomy, after SKOS.', {
		id: text('Id.'),
		prefLabel: ref('Words', 'Preferred label.'),
		altLabel: map('Other labels that people search by, by language.', { type: 'array', items: { type: 'string' } }),
		broader: orNull(text('Id of the concept above; null at the top.')),
		narrower: list({ type: 'string' }, 'Ids of the concepts directly below.'),
		related: list({ type: 'string' }, 'Ids of concepts that belong to it, and stand neither above nor below.'),
		articles: list(whole('Number of an article.'), 'Articles that it concerns.'),
		deprecated: { type: 'boolean', description: 'Whether it is no longer used.' },
		replacedBy: orNull(text('Id of the concept that it was merged into.')),
		...standing
	})
};

type State = Known<'state'>;

const stateFields = (state: State) => ({
	id: state.id,
	iso2: state.iso2,
	iso3: state.iso3,
	m49: state.m49,
	name: state.name,
	kind: state.kind,
	region: state.region,
	regionStatus: state.regionStatus,
	signatory: state.signatory,
	signature: state.signature,
	party: state.party,
	instrumentDate: state.instrumentDate,
	instrumentType: state.instrumentType,
	instrumentTypeStatus: state.instrumentTypeStatus,
	entryIntoForce: state.entryIntoForce,
	status: state.status,
	source: state.source
});

const statePages = (state: State, around: Around) => pages(around, `/parties/${state.id}`);

export const presentState = (state: State, published: number, around: Around) => ({
	...stateFields(state),
	records: published,
	links: { self: at(around, `/parties/${state.id}`), html: statePages(state, around) }
});

const presentObligation = (each: Obligation) => ({
	id: each.id,
	article: each.article,
	title: each.title,
	due: each.due,
	next: each.next,
	state: each.state,
	days: each.days,
	records: each.records.map(({ id }) => id),
	amendment: each.about && 'amendment' in each.about ? each.about.amendment : null,
	record: each.about && 'record' in each.about ? each.about.record : null,
	cycle: each.cycle ?? null,
	status: each.standing,
	source: each.source
});

export const presentParty = (
	state: State,
	profile: ReturnType<typeof partyProfile>,
	obligations: readonly Obligation[],
	counts: { [type: string]: number },
	around: Around
) => ({
	...stateFields(state),
	declaration30_5: state.declaration30_5 && { declared: state.declaration30_5.declared, day: state.declaration30_5.day },
	nonAcceptances: state.nonAcceptances.map(({ amendment, day: on, withdrawn }) => ({ amendment, day: on, withdrawn })),
	amendmentInstruments: state.amendmentInstruments.map(({ amendment, day: on }) => ({ amendment, day: on })),
	notes: state.notes,
	amendments: profile.amendments.map((amendment) => ({
		id: amendment.id,
		name: amendment.name,
		inForce: amendment.inForce === 'unknown' ? 'unknown' : amendment.inForce ? 'yes' : 'no',
		since: amendment.since,
		because: amendment.because,
		generally: amendment.generally
	})),
	deadlines: profile.deadlines.map((deadline) => ({
		id: deadline.id,
		article: deadline.article,
		title: deadline.title,
		nature: deadline.nature,
		due: deadline.due,
		why: deadline.why,
		proximity: deadline.status,
		next: deadline.next,
		amendment: deadline.amendment,
		status: deadline.standing,
		source: deadline.source
	})),
	obligations: obligations.map(presentObligation),
	counts,
	records: Object.values(counts).reduce((sum, count) => sum + count, 0),
	links: { self: at(around, `/parties/${state.id}`), records: at(around, `/records?party=${state.id}`), html: statePages(state, around) }
});

export const presentArea = (area: Known<'area'>, published: number, around: Around) => ({
	id: area.id,
	name: area.name,
	summary: area.summary,
	articles: area.articles,
	recordTypes: area.recordTypes,
	records: published,
	status: area.status,
	source: area.source,
	links: { records: at(around, `/records?area=${area.id}`), html: pages(around, `/areas/${area.id}`) }
});

export const presentArticle = (article: Known<'article'>, published: number, around: Around) => ({
	number: article.number,
	title: article.title,
	records: published,
	status: article.status,
	source: article.source,
	links: { records: at(around, `/records?article=${article.number}`), html: pages(around, `/articles/${article.number}`) }
});

export const presentConcept = (concept: Known<'concept'>, { convention }: Around) => ({
	id: concept.id,
	prefLabel: concept.prefLabel,
	altLabel: concept.altLabel,
	broader: concept.broader,
	narrower: convention.narrower(concept.id).map((each) => each.id),
	related: convention.concepts.filter(({ id, related = [] }) => related.includes(concept.id) || concept.related?.includes(id)).map(({ id }) => id),
	articles: concept.articles,
	deprecated: concept.state === 'deprecated',
	replacedBy: concept.replacedBy ?? null,
	status: concept.status,
	source: concept.source
});
