// SPDX-License-Identifier: Apache-2.0
// What falls due for a Party, and what of it is published: the clocks of the treaty laid beside the records. Pure. Says what is here and what is not;
// whether a duty was met it does not know, since not everything that was sent to the secretariat is on the platform.
import type { Convention } from '#convention/convention.ts';
import { addYears, type Day, daysBetween } from '#convention/day.ts';
import { type Deadline, deadlinesOf, dueOf, parseRule, soonDays } from '#convention/deadline.ts';
import type { Definitions } from '#records/definitions.ts';
import { type Progress, reportTypes } from '#reporting/cycle.ts';
import { languages } from '#text/languages.ts';
import { headed, type Words } from '#text/words.ts';
import type { Entry } from './entry.ts';
import { cellOf, dayOf, extensionsFrom } from './register.ts';

/**
 * published: a record that answers it is there. submitted: a report that is not published yet. due: the day is to come. passed: the day is past and no record of it is here. open: the day is past, and
 * only who makes use of the possibility sends something. in-force, to-come: a day from which something holds. on-event, cannot-be-computed: no day is
 * known, for that reason.
 */
export const obligationStates = ['published', 'submitted', 'due', 'passed', 'open', 'in-force', 'to-come', 'on-event', 'cannot-be-computed'] as const;

export interface Obligation {
	id: string;
	title: Words;
	/** As cited: `7(3)(b)`. */
	article: string;
	nature: Deadline['nature'];
	/** The day; of what repeats, that of the round which `state` speaks of. */
	due: Day | null;
	/** Of what repeats: the round after it. */
	next: Day | null;
	state: (typeof obligationStates)[number];
	/** Days until `due`, or since: never negative; null without a day. */
	days: number | null;
	/** Within half a year. */
	soon: boolean;
	/** What is published of it, newest first, at most three. */
	records: { id: string; day: Day }[];
	/** The amendment, or the exemption, that it is about. */
	about: { amendment: string } | { record: string } | null;
	/** The reporting cycle that it is about: a report is due for each that binds the Party. */
	cycle?: string;
	/** Record types by which it can be met; [] where no record shows that it was. */
	types: readonly string[];
	/** Years between the rounds of what repeats. */
	every: number | null;
	/** Something that is said of it, or its day, rests on demonstration content. */
	demo: boolean;
	standing: Deadline['standing'];
	source: string;
}

/** Duties under one article that one form serves in parts: the answer that says which part a record holds. */
const parts: Record<string, { question: string; is: string }> = {
	'release-categories': { question: 'kind', is: 'categories' },
	'release-plan': { question: 'kind', is: 'plan' },
	'release-inventory': { question: 'kind', is: 'inventory' }
};

const mostNamed = 3;

interface Looked {
	convention: Convention;
	definitions: Definitions;
	today: Day;
	/** Published records of which the State is the owner. */
	own: readonly Entry[];
	/** Reporting cycles that bind the Party, as anybody may know them. */
	rounds?: readonly BoundBy[];
}

export interface BoundBy {
	cycle: string;
	due: Day;
	progress: Progress;
	record: string | null;
}

/** Every deadline of the facts, then those that record types have of their own, for one State; what has a day first, in the order of days. */
export function obligationsOf(stateId: string, looked: Looked): Obligation[] {
	const { convention, own, today } = looked;
	const notified = own.find((entry) => entry.type === 'art7-notification')?.answers.determinedOn;
	const known = { asgmNotification: typeof notified === 'string' ? notified : null };
	const state = convention.state(stateId);
	if (!state) return [];
	const all = deadlinesOf(convention, stateId, today, known).flatMap((deadline) =>
		deadline.id === 'exemption-expiry' && state.party
			? exemptionsEnding(deadline, looked)
			: looked.rounds?.length && convention.one('deadline', deadline.id)?.rule === 'cycle.due'
				? reportsDue(deadline, looked.rounds, looked)
				: [obligationOf(deadline, looked)]
	);
	if (state.party) all.push(...ofTypes(state, all, looked));
	return all.toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
}

function obligationOf(deadline: Deadline, { convention, own, today }: Looked): Obligation {
	const part = parts[deadline.id];
	const answering = own.filter(
		(entry) =>
			deadline.recordTypes.includes(entry.type) &&
			(!part || [entry.answers[part.question]].flat().includes(part.is)) &&
			(deadline.amendment === null || entry.answers.amendment === deadline.amendment)
	);
	const every = convention.one('deadline', deadline.id)?.every ?? null;
	// Of what repeats, the last round that began counts; a record belongs to it from the day after the round before.
	const due = every && deadline.next ? addYears(deadline.next, -every) : deadline.due;
	const round = every && due ? addYears(due, -every) : null;
	const records = answering
		.map((entry) => ({ id: entry.recordId, day: dayOf(entry.firstPublishedAt), demo: entry.demo }))
		.toSorted((a, b) => b.day.localeCompare(a.day));
	const counted = round ? records.filter(({ day }) => day > round) : records;
	const notified = own.some((entry) => entry.type === 'art7-notification' && entry.demo);
	return {
		...about(deadline),
		due,
		next: deadline.next,
		// What no record can show is a day from which something holds: nobody could see here that it was met.
		state: stateOf({ ...deadline, due, nature: deadline.recordTypes.length ? deadline.nature : 'from-then-on' }, counted.length > 0, today),
		...clock(due, today),
		records: counted.slice(0, mostNamed).map(named),
		about: deadline.amendment ? { amendment: deadline.amendment } : null,
		every,
		demo:
			counted.some(({ demo }) => demo) ||
			(notified && due !== null && convention.one('deadline', deadline.id)?.rule.includes('notification') === true)
	};
}

const named = ({ id, day }: { id: string; day: Day }) => ({ id, day });

const about = ({ id, title, article, nature, recordTypes, standing, source }: Deadline) => ({
	id,
	title,
	article,
	nature,
	types: recordTypes,
	standing,
	source
});

const clock = (due: Day | null, today: Day) => ({
	days: due ? Math.abs(daysBetween(today, due)) : null,
	soon: due !== null && due >= today && daysBetween(today, due) <= soonDays
});

function stateOf(deadline: Pick<Deadline, 'nature' | 'due' | 'why'>, published: boolean, today: Day): Obligation['state'] {
	const { nature, due, why } = deadline;
	if (nature === 'from-then-on') return due === null ? noDay(why) : due <= today ? 'in-force' : 'to-come';
	if (published) return 'published';
	if (due === null) return noDay(why);
	if (due >= today) return 'due';
	return nature === 'duty' ? 'passed' : 'open';
}

const noDay = (why: Deadline['why']): Obligation['state'] => (why === 'cannot-be-computed' ? 'cannot-be-computed' : 'on-event');

/** The title of what is due for a cycle, in every language that has both. */
export const withCycle = (title: Words, cycle: Words): Words =>
	Object.fromEntries(
		languages.flatMap((language) => (title[language] && cycle[language] ? [[language, headed(language, title[language], cycle[language])]] : []))
	);

/** One row for each cycle that binds the Party, due on its own day: that of the cycle, or a later one that it was given. */
function reportsDue(deadline: Deadline, rounds: readonly BoundBy[], { convention, own, today }: Looked): Obligation[] {
	return rounds.flatMap(({ cycle: id, due, progress, record }): Obligation[] => {
		const cycle = convention.cycle(id);
		if (!cycle) return [];
		const report = progress === 'published' && record ? own.find((entry) => entry.recordId === record) : undefined;
		return [
			{
				...about(deadline),
				title: withCycle(deadline.title, cycle.name),
				types: [reportTypes[cycle.kind]],
				cycle: id,
				due,
				next: null,
				state: progress === 'submitted' ? progress : stateOf({ nature: deadline.nature, due, why: 'computed' }, progress === 'published', today),
				...clock(due, today),
				records: report ? [{ id: report.recordId, day: dayOf(report.firstPublishedAt) }] : [],
				about: null,
				every: null,
				demo: report?.demo ?? false,
				standing: cycle.status,
				source: cycle.source
			}
		];
	});
}

/** One row for each exemption that the Party registered: the day on which it ends (Article 6(5), 6(6)). */
function exemptionsEnding(deadline: Deadline, { convention, definitions, own, today }: Looked): Obligation[] {
	const extensions = extensionsFrom(own.filter((entry) => entry.type === 'art6-extension-request'));
	return own.flatMap((entry) => {
		const form = entry.type.startsWith('art6-exemption') ? definitions.form(entry.type) : undefined;
		if (!form) return [];
		const cell = cellOf('expiry', entry, form, { convention, day: today, extensions });
		if (cell.is !== 'day') return [];
		return [
			{
				...about(deadline),
				due: cell.day,
				next: null,
				state: stateOf({ nature: 'from-then-on', due: cell.day, why: 'computed' }, false, today),
				...clock(cell.day, today),
				records: [],
				about: { record: entry.recordId },
				every: null,
				demo: entry.demo
			}
		];
	});
}

/** Deadlines that a record type has and no fact speaks of. What a call or a meeting sets is no clock of one Party. */
function ofTypes(
	state: { instrumentDate: Day | null; entryIntoForce: Day | null },
	facts: Obligation[],
	{ convention, definitions, own, today }: Looked
) {
	const covered = new Set(convention.all('deadline').flatMap((fact) => fact.recordTypes));
	return definitions.all.flatMap(({ form, type }): Obligation[] => {
		const rule = type.deadline && type.submitters.includes('party') && !covered.has(type.id) ? parseRule(type.deadline) : undefined;
		const outside = (each: NonNullable<typeof rule>): boolean =>
			each.rule === 'call-deadline' ||
			each.rule === 'before-meeting' ||
			each.rule === 'cycle-due' ||
			(each.rule === 'any' && each.parts.every(outside));
		if (!rule || outside(rule) || facts.some(({ id }) => id === type.id)) return [];
		const events = {
			...(state.instrumentDate ? { ratification: state.instrumentDate } : {}),
			...(state.entryIntoForce ? { becomingParty: state.entryIntoForce } : {})
		};
		const { due, why } = dueOf(rule, { entryIntoForce: state.entryIntoForce, events }, today);
		const answering = own.filter((entry) => entry.type === type.id);
		const records = answering.map((entry) => ({ id: entry.recordId, day: dayOf(entry.firstPublishedAt) }));
		return [
			{
				id: type.id,
				title: form.words['form.short'] ?? form.words['form.title'] ?? {},
				article: form.article ?? '',
				nature: 'if-chosen',
				due,
				next: null,
				state: stateOf({ nature: 'if-chosen', due, why }, records.length > 0, today),
				...clock(due, today),
				records: records.slice(0, mostNamed),
				about: null,
				types: [type.id],
				every: null,
				demo: answering.some(({ demo }) => demo),
				standing: form.status,
				source: form.source
			}
		];
	});
}
