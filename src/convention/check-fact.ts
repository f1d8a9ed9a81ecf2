// SPDX-License-Identifier: Apache-2.0
// Whether a value has the shape of its kind and agrees with the rest of the treaty's facts; all findings at once. Knows no words for them.
import { isLanguage, type Language, languages } from '../text/languages.ts';
import { isDay } from './day.ts';
import { checkConcept, type ConceptKind } from './check-concept.ts';
import { entryIntoForce, parseRule } from './deadline.ts';
import {
	bannerSeverities,
	cycleKinds,
	deadlineNatures,
	type ConceptValue,
	type Fact,
	type FactKind,
	type FactValues,
	instrumentTypes,
	learningKinds,
	matchRelations,
	matchVocabularies,
	meetingBodies,
	regionIds
} from './fact.ts';

/** Codes are those of the forms where they say the same; the last ones are of facts alone. */
export const factFindingCodes = [
	'required',
	'not-text',
	'too-long',
	'control-characters',
	'language-missing',
	'not-a-language',
	'not-a-day',
	'not-a-year',
	'not-a-whole-number',
	'not-a-number',
	'not-an-option',
	'not-yes-or-no',
	'not-in-order',
	'not-a-list',
	'unknown-part',
	'not-a-rule',
	'no-such-entry',
	'not-by-article-31',
	'not-an-identifier',
	'taken',
	'label-taken',
	'above-or-below',
	'deprecated-entry',
	'labels-alike'
] as const;

export interface FactFinding {
	/** Path in the value: `name.fr`, `nonAcceptances.0.day`; `status` and `source` for those of the fact itself. */
	at: string;
	code: (typeof factFindingCodes)[number];
	severity: 'error';
	values?: { [name: string]: string | number };
}

/** What a check may ask about the other facts. */
export interface Surroundings {
	has(kind: FactKind, id: string): boolean;
	concepts(kind: ConceptKind): ReadonlyMap<string, ConceptValue>;
}

/** What checks may ask about facts, from a list of them. */
export function surroundingsOf(facts: readonly Pick<Fact, 'kind' | 'id' | 'value'>[]): Surroundings {
	const keys = new Set(facts.map((fact) => `${fact.kind} ${fact.id}`));
	const kept = new Map<ConceptKind, ReadonlyMap<string, ConceptValue>>();
	return {
		has: (kind, id) => keys.has(`${kind} ${id}`),
		concepts(kind) {
			const known = kept.get(kind);
			if (known) return known;
			const made = new Map(facts.filter((fact) => fact.kind === kind).map((fact) => [fact.id, fact.value as ConceptValue]));
			kept.set(kind, made);
			return made;
		}
	};
}

interface Place {
	at: string;
	around: Surroundings;
	say(code: FactFinding['code'], values?: FactFinding['values'], at?: string): void;
	into(part: string | number): Place;
}

type Check = (value: unknown, place: Place) => void;

const longest = 5000;

const text: Check = (value, place) => {
	if (typeof value !== 'string') place.say(value === null || value === undefined ? 'required' : 'not-text');
	else if (!value.trim()) place.say('required');
	else if (value.length > longest) place.say('too-long', { most: longest });
	else if (/\p{Cc}/u.test(value)) place.say('control-characters');
};

const matching =
	(pattern: RegExp): Check =>
	(value, place) => {
		if (typeof value !== 'string') text(value, place);
		else if (!pattern.test(value)) place.say('not-an-option');
	};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Facts are shown to every reader, so their words are complete in all six languages. */
const words: Check = (value, place) => {
	if (!isObject(value)) return place.say(value === null || value === undefined ? 'required' : 'not-text');
	for (const key of Object.keys(value)) if (!isLanguage(key)) place.into(key).say('not-a-language');
	for (const language of languages) {
		const said = value[language];
		if (said === undefined || said === null || said === '') place.into(language).say('language-missing', { language });
		else text(said, place.into(language));
	}
};

/** Words in some languages, English among them where it must be. */
const someWords =
	(least: readonly Language[]): Check =>
	(value, place) => {
		if (!isObject(value)) return place.say(value === null || value === undefined ? 'required' : 'not-text');
		for (const [key, said] of Object.entries(value)) (isLanguage(key) ? text : notALanguage)(said, place.into(key));
		for (const language of least) if (value[language] === undefined) place.into(language).say('language-missing', { language });
	};
const notALanguage: Check = (_, place) => place.say('not-a-language');

const day: Check = (value, place) => (value === null || value === undefined ? place.say('required') : isDay(value) || place.say('not-a-day'));
const flag: Check = (value, place) => typeof value === 'boolean' || place.say('not-yes-or-no');
const whole =
	(least: number, most: number, code: 'not-a-year' | 'not-a-whole-number'): Check =>
	(value, place) =>
		(Number.isInteger(value) && (value as number) >= least && (value as number) <= most) || place.say(code);
const year = whole(1900, 2200, 'not-a-year');
const articleNumber = whole(1, 35, 'not-a-whole-number');
const decimal: Check = (value, place) => (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) || place.say('not-a-number');
const oneOf =
	(options: readonly unknown[]): Check =>
	(value, place) =>
		options.includes(value) || place.say('not-an-option');
const standing = oneOf(['sourced', 'to-verify']);
const orNull =
	(check: Check): Check =>
	(value, place) =>
		void (value === null || check(value, place));

/** What is left out where there is nothing to say. */
const orAbsent =
	(check: Check): Check =>
	(value, place) =>
		void (value === undefined || check(value, place));

const list =
	(check: Check): Check =>
	(value, place) => {
		if (!Array.isArray(value)) return place.say('not-a-list');
		value.forEach((item, index) => check(item, place.into(index)));
	};

const one =
	(kind: FactKind): Check =>
	(value, place) =>
		typeof value === 'string' ? place.around.has(kind, value) || place.say('no-such-entry') : text(value, place);

type Shape<T> = { [K in keyof Required<T>]: Check };

const shape =
	<T>(parts: Shape<T>): Check =>
	(value, place) => {
		if (!isObject(value)) return place.say('required');
		for (const key of Object.keys(value)) if (!Object.hasOwn(parts, key)) place.into(key).say('unknown-part');
		for (const [key, check] of Object.entries<Check>(parts)) check(value[key], place.into(key));
	};

const rule: Check = (value, place) => (typeof value === 'string' ? parseRule(value) || place.say('not-a-rule') : text(value, place));

const otherLabels: Check = (value, place) => {
	if (!isObject(value)) return place.say('required');
	for (const [key, labels] of Object.entries(value)) {
		if (isLanguage(key)) list(text)(labels, place.into(key));
		else place.into(key).say('not-a-language');
	}
};

/** A vocabulary and a concept of it. Record types are forms, of which the facts know nothing. */
const conceptPath: Check = (value, place) => {
	const [, vocabulary = '', id = ''] = typeof value === 'string' ? (/^([a-z-]+)\/([A-Za-z0-9./-]+)$/.exec(value) ?? []) : [];
	const kind = ({ mercury: 'concept', sectors: 'sector', areas: 'area', articles: 'article' } as const)[vocabulary as 'mercury'];
	if (vocabulary !== 'record-types' && !(kind && place.around.has(kind, id))) place.say('no-such-entry');
};
const anAddress = matching(/^(https?:\/\/[^\s<>"{}|\\^`]+|\/concepts\/[a-z-]+\/[A-Za-z0-9./-]+)$/);

const conceptShape = (kind: ConceptKind): Check =>
	shape<ConceptValue>({
		prefLabel: someWords(['en']),
		altLabel: otherLabels,
		hiddenLabel: orAbsent(otherLabels),
		definition: orAbsent(someWords([])),
		notation: orAbsent(text),
		broader: orNull(one(kind)),
		related: orAbsent(list(one(kind))),
		articles: list(articleNumber),
		state: orAbsent(oneOf(['deprecated'])),
		replacedBy: orAbsent(one(kind))
	});

const amendment = one('amendment');
const recordTypes = list(matching(/^[a-z][a-z0-9-]*$/));
/** A page of the platform without its language, or a whole address. */
const leadsTo = matching(/^(\/(?![/\\])[^\s\\]*|https:\/\/[^\s\\]+)$/);
const phaseOut = shape<FactValues['annex-a']>({ title: words, longTitle: words, phaseOutYear: year, amendment });
const titled = shape<FactValues['annex-d']>({ title: words });

const shapes: { [K in FactKind]: Check } = {
	state: shape<FactValues['state']>({
		name: words,
		iso2: matching(/^[A-Z]{2}$/),
		iso3: orNull(matching(/^[A-Z]{3}$/)),
		m49: orNull(matching(/^\d{3}$/)),
		kind: oneOf(['state', 'regional-organisation']),
		region: orNull(oneOf(regionIds)),
		regionStatus: standing,
		signatory: flag,
		signature: orNull(day),
		party: oneOf([true, null]),
		instrumentDate: orNull(day),
		instrumentType: orNull(oneOf(instrumentTypes)),
		instrumentTypeStatus: orNull(standing),
		entryIntoForce: orNull(day),
		declaration30_5: orNull(shape({ declared: flag, day: orNull(day) })),
		nonAcceptances: list(shape({ amendment, day, withdrawn: orNull(day) })),
		amendmentInstruments: list(shape({ amendment, day })),
		notes: list(words)
	}),
	article: shape<FactValues['article']>({ number: articleNumber, title: words }),
	annex: shape<FactValues['annex']>({ title: words, articles: list(articleNumber) }),
	'annex-a': phaseOut,
	'annex-a-measure': shape<FactValues['annex-a-measure']>({ title: words, amendment, choice: oneOf(['two-of-nine', 'required']) }),
	'annex-a-exclusion': titled,
	'annex-b': phaseOut,
	'annex-b-part-2': shape<FactValues['annex-b-part-2']>({
		title: words,
		measures: list(words),
		copFinding: orNull(shape({ meeting: one('meeting'), day })),
		cutOffYear: orNull(year),
		cutOffStatus: orNull(standing)
	}),
	'annex-c': shape<FactValues['annex-c']>({ title: words, items: list(words), optional: flag }),
	'annex-d': titled,
	amendment: shape<FactValues['amendment']>({
		name: words,
		content: words,
		annexes: list(one('annex')),
		adopted: day,
		decision: orNull(matching(/^MC-\d+\/\d+$/)),
		communicated: orNull(day),
		notice: orNull(text),
		entryNotice: orNull(text),
		inForceGenerally: orNull(day)
	}),
	area: shape<FactValues['area']>({ name: words, summary: words, articles: list(articleNumber), recordTypes }),
	meeting: shape<FactValues['meeting']>({
		name: words,
		body: oneOf(meetingBodies),
		start: orNull(day),
		end: orNull(day),
		place: orNull(words),
		country: orNull(one('state'))
	}),
	deadline: shape<FactValues['deadline']>({
		title: words,
		article: text,
		rule,
		nature: oneOf(deadlineNatures),
		every: orNull(whole(1, 50, 'not-a-whole-number')),
		recordTypes
	}),
	cycle: shape<FactValues['cycle']>({
		name: words,
		kind: oneOf(cycleKinds),
		start: day,
		end: day,
		due: day,
		formVersion: orNull(matching(/^[A-Za-z0-9][A-Za-z0-9.-]*$/)),
		bound: orNull(whole(1, 300, 'not-a-whole-number'))
	}),
	region: shape<FactValues['region']>({ name: words }),
	concept: conceptShape('concept'),
	sector: conceptShape('sector'),
	match: shape<FactValues['match']>({
		concept: conceptPath,
		uri: anAddress,
		relation: oneOf(matchRelations),
		vocabulary: oneOf(matchVocabularies),
		label: orNull(text),
		dropped: flag
	}),
	language: shape<FactValues['language']>({ name: words, official: flag }),
	unit: shape<FactValues['unit']>({ name: words, symbol: words }),
	'waste-threshold': shape<FactValues['waste-threshold']>({ title: words, limit: decimal, unit: one('unit'), setAt: one('meeting') }),
	learning: shape<FactValues['learning']>({
		name: words,
		kind: oneOf(learningKinds),
		provider: text,
		address: orNull(matching(/^https:\/\/[^\s<>"]+$/)),
		areas: list(one('area'))
	}),
	'menu-item': shape<FactValues['menu-item']>({
		label: words,
		to: orNull(leadsTo),
		under: orNull(one('menu-item')),
		order: whole(0, 1000, 'not-a-whole-number'),
		shown: flag
	}),
	banner: shape<FactValues['banner']>({ words, severity: oneOf(bannerSeverities), from: day, until: day, link: orNull(leadsTo) })
};

/** What must hold beyond the shape; runs only on a value that has it. */
const agreements: { [K in FactKind]?: (value: FactValues[K], id: string, place: Place) => void } = {
	state(value, _id, place) {
		if (!value.instrumentDate || !value.entryIntoForce) return;
		const expected = entryIntoForce(value.instrumentDate);
		if (value.entryIntoForce !== expected) place.into('entryIntoForce').say('not-by-article-31', { expected });
	},
	meeting(value, _id, place) {
		if (value.start && value.end && value.end < value.start) place.into('end').say('not-in-order');
	},
	cycle(value, _id, place) {
		if (value.end < value.start) place.into('end').say('not-in-order');
		if (value.due < value.end) place.into('due').say('not-in-order');
	},
	amendment(value, _id, place) {
		if (value.communicated && value.communicated < value.adopted) place.into('communicated').say('not-in-order');
		if (value.inForceGenerally && value.inForceGenerally < value.adopted) place.into('inForceGenerally').say('not-in-order');
	},
	'menu-item'(value, id, place) {
		if (value.under === id) place.into('under').say('not-in-order');
	},
	banner(value, _id, place) {
		if (value.until < value.from) place.into('until').say('not-in-order');
	},
	concept(value, id, place) {
		checkConcept(value, id, place.around.concepts('concept'), (at, code, values) => place.into(at).say(code, values));
	},
	sector(value, id, place) {
		checkConcept(value, id, place.around.concepts('sector'), (at, code, values) => place.into(at).say(code, values));
	}
};

/** All that is wrong with a fact; [] when nothing is. `value` may be anything. */
export function checkFact<K extends FactKind>(
	fact: { kind: K; id: string; value: unknown; status: unknown; source: unknown },
	around: Surroundings
): FactFinding[] {
	const findings: FactFinding[] = [];
	const placeAt = (at: string): Place => ({
		at,
		around,
		say: (code, values) => void findings.push({ at, code, severity: 'error', ...(values ? { values } : {}) }),
		into: (part) => placeAt(at ? `${at}.${part}` : String(part))
	});
	const place = placeAt('');
	shapes[fact.kind](fact.value, place);
	if (findings.length === 0) agreements[fact.kind]?.(fact.value as FactValues[K], fact.id, place);
	standing(fact.status, place.into('status'));
	text(fact.source, place.into('source'));
	return findings;
}

/** Identifiers of facts: records and forms point to them, so they never change. `new` is the address of the page that adds one. */
export function checkIdentifier(kind: FactKind, id: string, around: Surroundings): FactFinding[] {
	const at = { at: 'id', severity: 'error' } as const;
	if (!id) return [{ ...at, code: 'required' }];
	if (!/^[A-Za-z0-9](?:[A-Za-z0-9./-]{0,62}[A-Za-z0-9])?$/.test(id) || id === 'new') return [{ ...at, code: 'not-an-identifier' }];
	return around.has(kind, id) ? [{ ...at, code: 'taken' }] : [];
}
