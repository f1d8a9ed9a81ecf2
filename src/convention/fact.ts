// SPDX-License-Identifier: Apache-2.0
// What a fact of the treaty looks like, kind by kind. Knows shapes only: where facts are kept stands in server/facts.ts,
// how they are checked in check-fact.ts.
import type { Language } from '../text/languages.ts';
import type { Words } from '../text/words.ts';
import type { Day } from './day.ts';

/** `sourced`: the source is named. `to-verify`: believed, and shown so to readers. */
export type Standing = 'sourced' | 'to-verify';

/** The five regional groups of the United Nations. */
export const regionIds = ['africa', 'asia-pacific', 'eastern-europe', 'grulac', 'weog'] as const;
export type RegionId = (typeof regionIds)[number];

export const instrumentTypes = ['ratification', 'acceptance', 'approval', 'accession'] as const;
export type InstrumentType = (typeof instrumentTypes)[number];

/** A State, or a regional economic integration organisation (the European Union). Its id is its ISO alpha-3 code, or EU. */
export interface StateValue {
	/** United Nations short name. */
	name: Words;
	iso2: string;
	iso3: string | null;
	/** Three digits; equal to the ids of the map shapes. */
	m49: string | null;
	kind: 'state' | 'regional-organisation';
	region: RegionId | null;
	regionStatus: Standing;
	signatory: boolean;
	signature: Day | null;
	/** true, or null for unknown. Never false: nobody is called "not a Party" without a source. */
	party: true | null;
	instrumentDate: Day | null;
	instrumentType: InstrumentType | null;
	instrumentTypeStatus: Standing | null;
	entryIntoForce: Day | null;
	/**
	 * Article 30(5): amendments of annexes bind this Party only after its own instrument for each.
	 * null: not known whether such a declaration was made.
	 */
	declaration30_5: { declared: boolean; day: Day | null } | null;
	/** Article 27(3)(b): notices that an amendment is not accepted, each withdrawable at any time. */
	nonAcceptances: { amendment: string; day: Day; withdrawn: Day | null }[];
	/** Own instruments for single amendments, which count after an Article 30(5) declaration. */
	amendmentInstruments: { amendment: string; day: Day }[];
	notes: Words[];
}

export interface ArticleValue {
	number: number;
	title: Words;
}

export interface AnnexValue {
	title: Words;
	articles: number[];
}

/** A row of Annex A, Part I, or of Annex B, Part I. */
export interface PhaseOutValue {
	title: Words;
	longTitle: Words;
	/** The phase-out date is read as the end of this year. */
	phaseOutYear: number;
	/** Id of the amendment that added it; `original` for the annex as adopted. */
	amendment: string;
}

/** A measure on dental amalgam, Annex A, Part II. */
export interface AmalgamMeasureValue {
	title: Words;
	amendment: string;
	choice: 'two-of-nine' | 'required';
}

export interface TitleValue {
	title: Words;
}

export interface RestrictedProcessValue {
	title: Words;
	measures: Words[];
	/** The meeting that found mercury-free processes feasible. */
	copFinding: { meeting: string; day: Day } | null;
	cutOffYear: number | null;
	cutOffStatus: Standing | null;
}

export interface PlanElementValue {
	title: Words;
	items: Words[];
	optional: boolean;
}

export interface AmendmentValue {
	name: Words;
	content: Words;
	/** Letters of the annexes it changes. */
	annexes: string[];
	adopted: Day;
	decision: string | null;
	/** Day of the depositary's communication. */
	communicated: Day | null;
	notice: string | null;
	entryNotice: string | null;
	/** One year after the communication: the day for every Party without an exception of its own. */
	inForceGenerally: Day | null;
}

export interface AreaValue {
	name: Words;
	summary: Words;
	articles: number[];
	recordTypes: string[];
}

export const meetingBodies = ['INC', 'CONF', 'COP', 'ICC', 'OESG', 'SIPGB'] as const;

export interface MeetingValue {
	name: Words;
	body: (typeof meetingBodies)[number];
	start: Day | null;
	end: Day | null;
	place: Words | null;
	/** Id of a state. */
	country: string | null;
}

export const deadlineNatures = ['duty', 'if-chosen', 'from-then-on', 'joining-state'] as const;

export interface DeadlineValue {
	title: Words;
	/** As cited: `7(3)(b)`, `Annex A, Part II`. */
	article: string;
	/** In the grammar of deadline.ts. */
	rule: string;
	/**
	 * duty: owed by every Party it concerns. if-chosen: only for a Party that makes use of a possibility.
	 * from-then-on: a day from which something holds. joining-state: concerns States that are not yet Parties.
	 */
	nature: (typeof deadlineNatures)[number];
	/** Years between repetitions; null when it falls due once. */
	every: number | null;
	/** Record types by which it can be met; [] when no record shows that it was. */
	recordTypes: string[];
}

export const cycleKinds = ['full', 'short'] as const;

/** A reporting round of Article 21. Its id is its period: `2021-2024`. */
export interface CycleValue {
	name: Words;
	/** A short report asks the questions with an asterisk only. */
	kind: (typeof cycleKinds)[number];
	start: Day;
	end: Day;
	due: Day;
	/** Version of the form that it is answered with; null for the one in use. */
	formVersion: string | null;
	/** How many Parties were bound, where a source says so: the number by which shares of the cycle are reckoned then. */
	bound: number | null;
}

export interface RegionValue {
	name: Words;
}

/** What is left out says nothing: most concepts have neither definition nor notation. */
export interface ConceptValue {
	/** In English at least; the others are missed by the desk until somebody writes them. */
	prefLabel: Words;
	/** Other labels that people search by. */
	altLabel: Partial<Record<Language, string[]>>;
	/** Found by, and shown to nobody: wrong spellings, words that are no longer used. */
	hiddenLabel?: Partial<Record<Language, string[]>>;
	/** In as many languages as there is one. */
	definition?: Words;
	notation?: string;
	broader: string | null;
	/** Ids of concepts of the same list that belong to it, and stand neither above nor below. */
	related?: string[];
	articles: number[];
	/** No longer offered or searched by; what names it stays as it is. */
	state?: 'deprecated';
	/** The concept that a deprecated one was merged into. */
	replacedBy?: string;
}

export const matchRelations = ['exact', 'close', 'broad', 'narrow', 'related'] as const;
export type MatchRelation = (typeof matchRelations)[number];
export const matchVocabularies = ['own', 'informea', 'unbis', 'gemet', 'agrovoc', 'other'] as const;
export type MatchVocabulary = (typeof matchVocabularies)[number];

/** That a concept of ours and one of another vocabulary mean the same, or nearly so. */
export interface MatchValue {
	/** Vocabulary and id: `mercury/batteries`, `areas/asgm`. */
	concept: string;
	/** A whole address, or that of a concept of ours: `/concepts/mercury/asgm`. */
	uri: string;
	relation: MatchRelation;
	vocabulary: MatchVocabulary;
	/** What it is called there. */
	label: string | null;
	/** Taken away again: facts are never deleted. */
	dropped: boolean;
}

export interface LanguageValue {
	name: Words;
	/** One of the six of Article 35. */
	official: boolean;
}

export interface UnitValue {
	name: Words;
	symbol: Words;
}

export interface WasteThresholdValue {
	title: Words;
	/** Exact decimal in `unit`. */
	limit: string;
	/** Id of a unit. */
	unit: string;
	/** Id of the meeting that set it. */
	setAt: string;
}

export const learningKinds = ['module', 'course', 'webinars', 'partnership'] as const;

/** What can be learnt elsewhere about an area of focus, or a partnership that works on it. */
export interface LearningValue {
	name: Words;
	kind: (typeof learningKinds)[number];
	/** Who offers it. */
	provider: string;
	/** Where it is found; null where no address is known. */
	address: string | null;
	/** Ids of areas of focus; [] where it is about the Convention as a whole. */
	areas: string[];
}

/** A line of the main menu: a group, which has no place of its own, or what stands under one. */
export interface MenuItemValue {
	label: Words;
	/** A page of the platform without its language (`/areas`), or a whole address; null for a group. */
	to: string | null;
	/** Id of the group. */
	under: string | null;
	order: number;
	shown: boolean;
}

export const bannerSeverities = ['note', 'warning'] as const;

/** Words on top of all pages, on the days from the first to the last. */
export interface BannerValue {
	words: Words;
	severity: (typeof bannerSeverities)[number];
	from: Day;
	until: Day;
	link: string | null;
}

/** The value of each kind; a seed file `seeds/convention/{kind}.yaml` stands for every one. */
export interface FactValues {
	state: StateValue;
	article: ArticleValue;
	annex: AnnexValue;
	'annex-a': PhaseOutValue;
	'annex-a-measure': AmalgamMeasureValue;
	'annex-a-exclusion': TitleValue;
	'annex-b': PhaseOutValue;
	'annex-b-part-2': RestrictedProcessValue;
	'annex-c': PlanElementValue;
	'annex-d': TitleValue;
	amendment: AmendmentValue;
	area: AreaValue;
	meeting: MeetingValue;
	deadline: DeadlineValue;
	cycle: CycleValue;
	region: RegionValue;
	concept: ConceptValue;
	/** Fields of the economy and of administration that mercury is used, released or handled in. */
	sector: ConceptValue;
	match: MatchValue;
	language: LanguageValue;
	unit: UnitValue;
	'waste-threshold': WasteThresholdValue;
	learning: LearningValue;
	'menu-item': MenuItemValue;
	banner: BannerValue;
}

export type FactKind = keyof FactValues;

export const factKinds = [
	'state',
	'article',
	'annex',
	'annex-a',
	'annex-a-measure',
	'annex-a-exclusion',
	'annex-b',
	'annex-b-part-2',
	'annex-c',
	'annex-d',
	'amendment',
	'area',
	'meeting',
	'deadline',
	'cycle',
	'region',
	'concept',
	'sector',
	'match',
	'language',
	'unit',
	'waste-threshold',
	'learning',
	'menu-item',
	'banner'
] as const satisfies readonly FactKind[];

export const isFactKind = (value: unknown): value is FactKind => factKinds.includes(value as FactKind);

/** One fact as it is kept: its value, how far it is confirmed, and where it comes from. */
export interface Fact<K extends FactKind = FactKind> {
	kind: K;
	id: string;
	/** Place in lists of its kind, from 0. */
	position: number;
	value: FactValues[K];
	status: Standing;
	/** Words for a reader: a publication, a page, an article. */
	source: string;
}

/** A fact as pages read it: `state.name`, and beside it `state.status` and `state.source`. */
export type Known<K extends FactKind> = Readonly<FactValues[K]> & { readonly id: string; readonly status: Standing; readonly source: string };

/** A fact with when it was added by hand, and when changed since; null where it was not. */
export interface FactDates {
	kind: string;
	id: string;
	created: Date | null;
	modified: Date | null;
}
