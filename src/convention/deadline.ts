// SPDX-License-Identifier: Apache-2.0
// When something is due: the grammar of deadline rules and the days they come to for one Party. Days are computed, never stored (design §4).
// Knows the facts and the day it is told; knows neither records (what was done) nor languages.
import type { Words } from '../text/words.ts';
import type { Convention } from './convention.ts';
import { addDays, addMonths, addYears, type Day, daysBetween, endOfYear, isDay, laterOf } from './day.ts';
import type { DeadlineValue, Known, Standing } from './fact.ts';

export { type AmendmentStanding, amendmentsInForce } from './amendment.ts';

/** A rule of the grammar, taken apart. */
export type Rule =
	/** `EIF+3y`: so many years after entry into force for the Party. */
	| { rule: 'after-entry'; years: number }
	/** `max(EIF,notification)+3y`: after the later of entry into force and the Article 7 notification. */
	| { rule: 'after-later'; years: number }
	/** `amendment.communicated+1y`: after the depositary's communication of an amendment. */
	| { rule: 'after-communication'; years: number }
	/** `at:becomingParty`: on an event that no calendar knows. */
	| { rule: 'at'; event: string }
	/** `fixed:2025-12-31`. */
	| { rule: 'fixed'; day: Day }
	/** `cycle.due`: due day of the reporting cycle. */
	| { rule: 'cycle-due' }
	/** `call.deadline`: set by a call. */
	| { rule: 'call-deadline' }
	/** `meeting.start-6m`, `meeting.start-90d`: before a meeting opens. */
	| { rule: 'before-meeting'; months: number; days: number }
	/** `a|b`: several parts or occasions. */
	| { rule: 'any'; parts: Rule[] };

const years = '([1-9]\\d?)y';
const forms: [RegExp, (found: RegExpExecArray) => Rule | undefined][] = [
	[new RegExp(`^EIF\\+${years}$`), (found) => ({ rule: 'after-entry', years: Number(found[1]) })],
	[new RegExp(`^max\\(EIF,notification\\)\\+${years}$`), (found) => ({ rule: 'after-later', years: Number(found[1]) })],
	[new RegExp(`^amendment\\.communicated\\+${years}$`), (found) => ({ rule: 'after-communication', years: Number(found[1]) })],
	[/^at:([a-z][A-Za-z]*)$/, (found) => ({ rule: 'at', event: found[1] ?? '' })],
	[/^fixed:(.*)$/, (found) => (isDay(found[1]) ? { rule: 'fixed', day: found[1] } : undefined)],
	[/^cycle\.due$/, () => ({ rule: 'cycle-due' })],
	[/^call\.deadline$/, () => ({ rule: 'call-deadline' })],
	[/^meeting\.start-([1-9]\d?)m$/, (found) => ({ rule: 'before-meeting', months: Number(found[1]), days: 0 })],
	[/^meeting\.start-([1-9]\d{0,2})d$/, (found) => ({ rule: 'before-meeting', months: 0, days: Number(found[1]) })]
];

function parsePart(text: string): Rule | undefined {
	for (const [pattern, make] of forms) {
		const found = pattern.exec(text);
		if (found) return make(found);
	}
	return undefined;
}

/**
 * Takes a rule apart; undefined when it is not of the grammar.
 * After an `at:` part, a bare word is one more event: `at:ratification|amendmentInForce`.
 */
export function parseRule(text: string): Rule | undefined {
	const parts: Rule[] = [];
	for (const part of text.split('|')) {
		const bare = parts.at(-1)?.rule === 'at' && /^[a-z][A-Za-z]*$/.test(part);
		const rule = parsePart(bare ? `at:${part}` : part);
		if (!rule) return undefined;
		parts.push(rule);
	}
	return parts.length === 1 ? parts[0] : { rule: 'any', parts };
}

/** The days that a rule may need. What is not known is null or left out. */
export interface Given {
	entryIntoForce?: Day | null;
	/** Day of the Party's Article 7(3) notification. */
	notification?: Day | null;
	communicated?: Day | null;
	cycleDue?: Day | null;
	callDeadline?: Day | null;
	meetingStart?: Day | null;
	/** Days of events that have happened or are set, by the name after `at:`. */
	events?: { [event: string]: Day };
}

/**
 * computed: `due` is a day. cannot-be-computed: entry into force is not known.
 * on-event: it falls due when something happens, or is set, that is not known yet.
 */
export type Why = 'computed' | 'cannot-be-computed' | 'on-event';

export interface Answer {
	due: Day | null;
	why: Why;
}

const computed = (due: Day): Answer => ({ due, why: 'computed' });
const onEvent: Answer = { due: null, why: 'on-event' };
const cannot: Answer = { due: null, why: 'cannot-be-computed' };

/** The day that a rule comes to. Of several parts the first that is not past on `day`, or else the last. */
export function dueOf(rule: Rule, given: Given, day: Day): Answer {
	const entry = given.entryIntoForce ?? null;
	switch (rule.rule) {
		case 'after-entry':
			return entry ? computed(addYears(entry, rule.years)) : cannot;
		case 'after-later':
			if (!entry) return cannot;
			return given.notification ? computed(addYears(laterOf(entry, given.notification), rule.years)) : onEvent;
		case 'after-communication':
			return given.communicated ? computed(addYears(given.communicated, rule.years)) : onEvent;
		case 'at': {
			const happened = given.events?.[rule.event];
			return happened ? computed(happened) : onEvent;
		}
		case 'fixed':
			return computed(rule.day);
		case 'cycle-due':
			return given.cycleDue ? computed(given.cycleDue) : onEvent;
		case 'call-deadline':
			return given.callDeadline ? computed(given.callDeadline) : onEvent;
		case 'before-meeting':
			return given.meetingStart ? computed(addDays(addMonths(given.meetingStart, -rule.months), -rule.days)) : onEvent;
		case 'any': {
			const answers = rule.parts.map((part) => dueOf(part, given, day));
			const days = answers.flatMap((answer) => answer.due ?? []).toSorted();
			const due = days.find((each) => each >= day) ?? days.at(-1);
			if (due) return computed(due);
			return answers.some((answer) => answer.why === 'on-event') ? onEvent : cannot;
		}
	}
}

/** What the caller knows from records, beside the facts. */
export interface KnownDays {
	/** Day of the Party's Article 7(3) notification; null or absent when it made none. */
	asgmNotification?: Day | null;
	cycleDue?: Day | null;
	callDeadline?: Day | null;
	/** Overrides the opening day of the next meeting of the Conference of the Parties. */
	meetingStart?: Day | null;
}

export interface Deadline {
	id: string;
	/** As cited: `7(3)(b)`. */
	article: string;
	title: Words;
	nature: DeadlineValue['nature'];
	due: Day | null;
	why: Why;
	/** How far off `due` is on the day asked about; soon is within 183 days. Says nothing about whether the duty was met. */
	status: 'past' | 'soon' | 'later' | null;
	/** For what repeats and is past: the next time. */
	next: Day | null;
	/** The amendment it is about, where there is one row for each. */
	amendment: string | null;
	/** Record types by which it can be met. */
	recordTypes: readonly string[];
	standing: Standing;
	source: string;
}

export const soonDays = 183;

export const statusOn = (due: Day | null, day: Day): Deadline['status'] => {
	if (!due) return null;
	if (due < day) return 'past';
	return daysBetween(day, due) <= soonDays ? 'soon' : 'later';
};

/**
 * Every deadline of the treaty for one State on one day, in the order of the facts; [] for an id that is no State.
 * A rule that is not of the grammar gives on-event.
 */
export function deadlinesOf(convention: Convention, stateId: string, day: Day, knownDays: KnownDays = {}): Deadline[] {
	const state = convention.state(stateId);
	if (!state) return [];
	const meeting = convention.all('meeting').find((each) => each.body === 'COP' && (each.start === null || each.start > day));
	const given: Given = {
		entryIntoForce: state.entryIntoForce,
		notification: knownDays.asgmNotification,
		cycleDue: knownDays.cycleDue,
		callDeadline: knownDays.callDeadline,
		meetingStart: knownDays.meetingStart ?? meeting?.start
	};
	return convention.all('deadline').flatMap((fact) => {
		if (fact.nature === 'joining-state') return state.party ? [] : [deadline(fact, dueBy(fact.rule, given, day), day)];
		// Nothing is said to be due from a State that is not known to be a Party.
		if (!state.party) return [deadline(fact, cannot, day)];
		if (parseRule(fact.rule)?.rule !== 'after-communication')
			return [deadline(fact, startingFrom(state.entryIntoForce, fact.every, dueBy(fact.rule, given, day)), day)];
		return convention.all('amendment').flatMap((amendment) => {
			if (amendment.id === 'original') return [];
			const answer = dueBy(fact.rule, { ...given, communicated: amendment.communicated }, day);
			// Who joins after the year has run takes the annexes as amended (Article 27(3)).
			if (answer.due && state.entryIntoForce && state.entryIntoForce > answer.due) return [];
			return [deadline(fact, answer, day, amendment.id)];
		});
	});
}

function dueBy(rule: string, given: Given, day: Day): Answer {
	const parsed = parseRule(rule);
	return parsed ? dueOf(parsed, given, day) : onEvent;
}

/** What repeats on fixed days first binds a Party on the first of them after entry into force. */
function startingFrom(entry: Day | null, every: number | null, answer: Answer): Answer {
	if (!entry || !every || !answer.due) return answer;
	return computed(repeatedFrom(answer.due, every, entry));
}

/** The first day of `from`, `from` + `every` years … that is not before `least`. */
function repeatedFrom(from: Day, every: number, least: Day): Day {
	let due = from;
	for (let times = 1; due < least; times += 1) due = addYears(from, every * times);
	return due;
}

const deadline = (fact: Known<'deadline'>, answer: Answer, day: Day, amendment: string | null = null): Deadline => ({
	id: fact.id,
	article: fact.article,
	title: fact.title,
	nature: fact.nature,
	due: answer.due,
	why: answer.why,
	status: statusOn(answer.due, day),
	next: fact.every && answer.due && answer.due < day ? repeatedFrom(answer.due, fact.every, day) : null,
	amendment,
	recordTypes: fact.recordTypes,
	standing: fact.status,
	source: fact.source
});

/** The deposit of the fiftieth instrument fell on this day; what was deposited up to it took effect with the Convention. */
export const fiftiethDeposit: Day = '2017-05-18';
export const conventionInForce: Day = '2017-08-16';

/** Article 31: 16 August 2017 for instruments deposited up to the fiftieth, otherwise the ninetieth day after deposit. */
export const entryIntoForce = (deposit: Day): Day => (deposit <= fiftiethDeposit ? conventionInForce : addDays(deposit, 90));

/**
 * Last day of an exemption from the phase-out date of a row of Annex A or B: five years after it unless a shorter time was registered
 * (Article 6(5)), and at most five more by one decision of the COP (Article 6(6)); never beyond ten (Article 6(9)).
 * One that was registered more than five years after the date, as is possible while another Party holds an extension, ends ten years after it (Article 6(8)).
 * The phase-out date is read as the end of its year.
 */
export function exemptionExpiry(exemption: {
	phaseOutYear: number;
	durationYears?: number | null;
	extendedYears?: number | null;
	/** The day of the notice to the secretariat, where it is known. */
	registeredOn?: Day | null;
}): Day {
	if (exemption.registeredOn && exemption.registeredOn > endOfYear(exemption.phaseOutYear + 5)) return endOfYear(exemption.phaseOutYear + 10);
	const within = (count: number) => Math.min(5, Math.max(0, Math.trunc(count)));
	return endOfYear(exemption.phaseOutYear + within(exemption.durationYears ?? 5) + within(exemption.extendedYears ?? 0));
}
