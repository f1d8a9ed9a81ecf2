// SPDX-License-Identifier: Apache-2.0
// What the desk asks about a fact, kind by kind: which fields, of which sort, in which order. Knows no page, no words and no fields of a browser:
// those are in wording.ts and fields.ts. What a value must be stands in convention/check-fact.ts.
import {
	bannerSeverities,
	cycleKinds,
	deadlineNatures,
	type FactKind,
	type FactValues,
	instrumentTypes,
	learningKinds,
	matchRelations,
	matchVocabularies,
	meetingBodies
} from '#convention/fact.ts';

/** Lists to choose from that are no facts; words of a choice: `facts.option.{list}.{choice}`. */
export const options = {
	standing: ['to-verify', 'sourced'],
	'state-kind': ['state', 'regional-organisation'],
	instrument: instrumentTypes,
	choice: ['two-of-nine', 'required'],
	body: meetingBodies,
	nature: deadlineNatures,
	report: cycleKinds,
	learning: learningKinds,
	severity: bannerSeverities,
	'match-relation': matchRelations,
	'match-vocabulary': matchVocabularies
} as const;

/** What ids are chosen from: facts of a kind, or the record types. */
export type Listed = FactKind | 'record-type';

/**
 * One part of a value. `optional`: it may be null. `long`: it takes more than a line. `helped`: words of help stand under `facts.help.{name}`.
 * yes-unknown is true or null; labels are several texts in each language; a group is null when nothing in it is said; rows are a list.
 * `spare`: left out of the value while nothing is said. `quiet`: goes with the form and is changed by an act of its own.
 */
export type Part = { optional?: true; helped?: true; spare?: true; quiet?: true } & (
	| { is: 'words'; long?: true }
	| { is: 'text' | 'day' | 'year' | 'whole' | 'decimal' | 'yes-no' | 'yes-unknown' | 'labels' }
	| { is: 'one-of'; list: keyof typeof options }
	| { is: 'entry'; of: Listed }
	| { is: 'entries'; of: Listed; numbers?: true }
	| { is: 'group'; parts: Parts }
	| { is: 'rows'; of: Part }
);

export type Parts = { [name: string]: Part };

/** The compiler asks for every property of a kind here. */
type PartsOf<T> = { [K in keyof Required<T>]: Part };

const words: Part = { is: 'words' };
const longWords: Part = { is: 'words', long: true };
const day: Part = { is: 'day' };
const dayOrNull: Part = { is: 'day', optional: true };
const amendment: Part = { is: 'entry', of: 'amendment' };
const articles: Part = { is: 'entries', of: 'article', numbers: true };
const recordTypes: Part = { is: 'entries', of: 'record-type' };
const standing: Part = { is: 'one-of', list: 'standing' };
const standingOrNull: Part = { is: 'one-of', list: 'standing', optional: true };
const yesNo: Part = { is: 'yes-no' };
const hinted: Part = { is: 'text', helped: true };

const phaseOut: PartsOf<FactValues['annex-a']> = {
	title: longWords,
	longTitle: longWords,
	phaseOutYear: { is: 'year', helped: true },
	amendment
};

const concept = (of: 'concept' | 'sector'): PartsOf<FactValues['concept']> => ({
	prefLabel: words,
	altLabel: { is: 'labels', helped: true },
	hiddenLabel: { is: 'labels', helped: true, spare: true, optional: true },
	definition: { is: 'words', long: true, helped: true, spare: true, optional: true },
	notation: { is: 'text', spare: true, optional: true },
	broader: { is: 'entry', of, optional: true },
	related: { is: 'entries', of, helped: true, spare: true },
	articles,
	state: { is: 'text', spare: true, optional: true, quiet: true },
	replacedBy: { is: 'text', spare: true, optional: true, quiet: true }
});

export const shapes: { readonly [K in FactKind]: PartsOf<FactValues[K]> } = {
	state: {
		name: words,
		kind: { is: 'one-of', list: 'state-kind' },
		party: { is: 'yes-unknown', helped: true },
		signatory: yesNo,
		signature: dayOrNull,
		instrumentType: { is: 'one-of', list: 'instrument', optional: true },
		instrumentTypeStatus: standingOrNull,
		instrumentDate: dayOrNull,
		entryIntoForce: { is: 'day', optional: true, helped: true },
		declaration30_5: { is: 'group', helped: true, parts: { declared: { is: 'yes-no', optional: true }, day: dayOrNull } },
		nonAcceptances: { is: 'rows', helped: true, of: { is: 'group', parts: { amendment, day, withdrawn: dayOrNull } } },
		amendmentInstruments: { is: 'rows', helped: true, of: { is: 'group', parts: { amendment, day } } },
		region: { is: 'entry', of: 'region', optional: true },
		regionStatus: standing,
		iso2: hinted,
		iso3: { ...hinted, optional: true },
		m49: { ...hinted, optional: true },
		notes: { is: 'rows', of: longWords }
	},
	article: { number: { is: 'whole' }, title: longWords },
	annex: { title: longWords, articles },
	'annex-a': phaseOut,
	'annex-a-measure': { title: longWords, amendment, choice: { is: 'one-of', list: 'choice' } },
	'annex-a-exclusion': { title: longWords },
	'annex-b': phaseOut,
	'annex-b-part-2': {
		title: longWords,
		measures: { is: 'rows', of: longWords },
		copFinding: { is: 'group', helped: true, parts: { meeting: { is: 'entry', of: 'meeting' }, day } },
		cutOffYear: { is: 'year', optional: true },
		cutOffStatus: standingOrNull
	},
	'annex-c': { title: longWords, items: { is: 'rows', of: longWords }, optional: yesNo },
	'annex-d': { title: longWords },
	amendment: {
		name: longWords,
		content: longWords,
		annexes: { is: 'entries', of: 'annex' },
		adopted: day,
		decision: { ...hinted, optional: true },
		communicated: dayOrNull,
		notice: { ...hinted, optional: true },
		inForceGenerally: { is: 'day', optional: true, helped: true },
		entryNotice: { ...hinted, optional: true }
	},
	area: { name: longWords, summary: longWords, articles, recordTypes },
	meeting: {
		name: longWords,
		body: { is: 'one-of', list: 'body' },
		start: dayOrNull,
		end: dayOrNull,
		place: { is: 'words', optional: true },
		country: { is: 'entry', of: 'state', optional: true }
	},
	cycle: {
		name: words,
		kind: { is: 'one-of', list: 'report' },
		start: day,
		end: day,
		due: day,
		formVersion: { ...hinted, optional: true },
		bound: { is: 'whole', optional: true, helped: true }
	},
	deadline: {
		title: longWords,
		article: hinted,
		rule: hinted,
		nature: { is: 'one-of', list: 'nature' },
		every: { is: 'whole', optional: true, helped: true },
		recordTypes: { ...recordTypes, helped: true }
	},
	region: { name: words },
	concept: concept('concept'),
	sector: concept('sector'),
	match: {
		concept: hinted,
		relation: { is: 'one-of', list: 'match-relation' },
		uri: hinted,
		vocabulary: { is: 'one-of', list: 'match-vocabulary' },
		label: { is: 'text', optional: true },
		dropped: yesNo
	},
	language: { name: words, official: yesNo },
	unit: { name: words, symbol: words },
	'waste-threshold': {
		title: words,
		limit: { is: 'decimal', helped: true },
		unit: { is: 'entry', of: 'unit' },
		setAt: { is: 'entry', of: 'meeting' }
	},
	learning: {
		name: longWords,
		kind: { is: 'one-of', list: 'learning' },
		provider: { is: 'text' },
		address: { is: 'text', optional: true },
		areas: { is: 'entries', of: 'area' }
	},
	'menu-item': {
		label: words,
		to: { ...hinted, optional: true },
		under: { is: 'entry', of: 'menu-item', optional: true, helped: true },
		order: { is: 'whole', helped: true },
		shown: yesNo
	},
	banner: {
		words: longWords,
		severity: { is: 'one-of', list: 'severity' },
		from: day,
		until: { is: 'day', helped: true },
		link: { ...hinted, optional: true }
	}
};

/** The fields of a kind in their order. */
export const partsOf = (kind: FactKind): Parts => shapes[kind];

/** All parts of a kind with their names, those inside others too. */
export function allParts(kind: FactKind): [name: string, part: Part][] {
	const below = (name: string, part: Part): [string, Part][] =>
		part.is === 'group'
			? [[name, part], ...Object.entries(part.parts).flatMap(([each, one]) => below(each, one))]
			: part.is === 'rows'
				? [[name, part], ...below(name, part.of)]
				: [[name, part]];
	return Object.entries(partsOf(kind)).flatMap(([name, part]) => below(name, part));
}

/** The lists that a page of this kind offers. */
export const listsOf = (kind: FactKind): Listed[] => [
	...new Set(allParts(kind).flatMap(([, part]) => ('of' in part && typeof part.of === 'string' ? [part.of] : [])))
];
