// SPDX-License-Identifier: Apache-2.0
// A call: what the secretariat asks for, of whom, by when, by which questions. Read from the answers of its record; where it stands is computed from
// its days and never stored. Pure: the moment is an argument.
import { addDays, type Day, daysBetween, isDay } from '#convention/day.ts';
import type { Answers, Json, KindName } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { OwnerKind } from '#records/type.ts';
import type { Words } from '#text/words.ts';

/** The record type of calls, and those of what answers each kind of call. */
export const callType = 'call';
export const answerTypes = { information: 'call-response', nominations: 'nomination' } as const;
export type CallKind = keyof typeof answerTypes;
export type AnswerType = (typeof answerTypes)[CallKind];

export const isAnswerType = (type: string): type is AnswerType => Object.values(answerTypes).some((each) => each === type);

/** Kinds that a question of a call may have. */
export const askedKinds = ['text', 'long-text', 'yes-no', 'integer', 'attachment'] as const satisfies readonly KindName[];
export type AskedKind = (typeof askedKinds)[number];

export interface AskedQuestion {
	label: Words;
	kind: AskedKind;
	required: boolean;
	/** Its answers are for the secretariat alone. */
	private: boolean;
}

export interface Extension {
	deadline: Day;
	reason: string;
	on: Day;
}

/** Where the last day ends. */
export const zones = { geneva: 'Europe/Zurich', utc: 'UTC', anywhere: 'Etc/GMT+12' } as const;
export type Zone = keyof typeof zones;

export interface Call {
	kind: CallKind;
	title: Words;
	asked: Words;
	decision: string | null;
	/** Identifier of the letter that announces it. */
	letter: string | null;
	/** Of nominations: the body, and seats by region. */
	body: string | null;
	seats: { region: string; seats: number }[];
	opens: Day;
	/** As first set; `lastDay` is what holds. */
	deadline: Day;
	zone: Zone;
	/** Late answers are taken, and marked. */
	late: boolean;
	/** So many days before the last one who has not answered is reminded. */
	reminders: number[];
	extensions: Extension[];
	who: string[];
	questions: AskedQuestion[];
}

const text = (answer: Json | undefined): string | null => (typeof answer === 'string' && answer.trim() ? answer.trim() : null);
const words = (answer: Json | undefined): Words => (isObject(answer) ? (answer as Words) : {});
const rows = (answer: Json | undefined) => (Array.isArray(answer) ? answer.filter(isObject) : []);

/** The call that a record's answers make; null where its days are not there, as in a draft. */
export function callFrom(answers: Answers): Call | null {
	const { opens, deadline } = answers;
	if (!isDay(opens) || !isDay(deadline)) return null;
	return {
		kind: answers.kind === 'nominations' ? 'nominations' : 'information',
		title: words(answers.title),
		asked: words(answers.asked),
		decision: text(answers.decision),
		letter: text(answers.letter),
		body: text(answers.body),
		seats: rows(answers.seats).flatMap(({ region, seats }) => (typeof region === 'string' && typeof seats === 'number' ? [{ region, seats }] : [])),
		opens,
		deadline,
		zone: typeof answers.zone === 'string' && answers.zone in zones ? (answers.zone as Zone) : 'utc',
		late: answers.late !== false,
		reminders: [answers.reminders ?? []].flat().map(Number).filter(Number.isInteger),
		extensions: rows(answers.extensions).flatMap(({ deadline, reason, on }) =>
			isDay(deadline) && isDay(on) ? [{ deadline, on, reason: text(reason) ?? '' }] : []
		),
		who: [answers.who ?? []].flat().filter((each) => typeof each === 'string'),
		questions: rows(answers.questions).flatMap(({ label, kind, required, private: closed }) =>
			askedKinds.some((each) => each === kind)
				? [{ label: words(label), kind: kind as AskedKind, required: required === true, private: closed === true }]
				: []
		)
	};
}

/** The last day that holds: the latest that was ever given. More time never becomes less. */
export const lastDay = ({ deadline, extensions }: Pick<Call, 'deadline' | 'extensions'>): Day =>
	extensions.reduce((last, each) => (each.deadline > last ? each.deadline : last), deadline);

export const isExtended = (call: Pick<Call, 'deadline' | 'extensions'>): boolean => lastDay(call) > call.deadline;

/** The moment at which a day begins in a zone. */
export function startOf(day: Day, zone: Zone): Date {
	const guess = Date.parse(`${day}T00:00:00Z`);
	return new Date(guess - offsetAt(new Date(guess - offsetAt(new Date(guess), zone)), zone));
}

/** How far the clocks of a zone are before UTC at a moment, in milliseconds. */
function offsetAt(at: Date, zone: Zone): number {
	const parts = new Intl.DateTimeFormat('en', {
		timeZone: zones[zone],
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric'
	}).formatToParts(at);
	const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - Math.floor(at.getTime() / 60_000) * 60_000;
}

/** From this moment on an answer is late. */
export const closesAt = (call: Pick<Call, 'deadline' | 'extensions' | 'zone'>): Date => startOf(addDays(lastDay(call), 1), call.zone);

export const callStates = ['announced', 'open', 'extended', 'closed', 'compiled', 'cancelled'] as const;
export type CallState = (typeof callStates)[number];

export function stateOf(call: Pick<Call, 'opens' | 'deadline' | 'extensions' | 'zone'>, outcome: string | null | undefined, at: Date): CallState {
	if (outcome === 'compiled' || outcome === 'cancelled') return outcome;
	if (at < startOf(call.opens, call.zone)) return 'announced';
	if (at >= closesAt(call)) return 'closed';
	return isExtended(call) ? 'extended' : 'open';
}

export const isOpen = (state: CallState): boolean => state === 'open' || state === 'extended';

/** Whether answers are taken: while it is open, and afterwards where it takes what is late. */
export const takesAnswers = (call: Pick<Call, 'late'>, state: CallState): boolean => isOpen(state) || (state === 'closed' && call.late);

export const isLate = (call: Pick<Call, 'deadline' | 'extensions' | 'zone'>, submittedAt: Date): boolean => submittedAt >= closesAt(call);

/** Whether owners of a kind are asked. The secretariat does not answer itself. */
export const isAsked = ({ who }: Pick<Call, 'who'>, ownerKind: OwnerKind): boolean =>
	ownerKind !== 'secretariat' && (who.includes('all') || who.includes(ownerKind === 'party' ? 'parties' : 'organisations'));

/** The reminder that is due on a day, named by its days: the nearest one that has begun, so that a day on which nothing ran is made up for. */
export function reminderDue(call: Pick<Call, 'deadline' | 'extensions' | 'reminders'>, today: Day): number | null {
	const left = daysBetween(today, lastDay(call));
	if (left < 0) return null;
	const begun = call.reminders.filter((days) => left <= days);
	return begun.length ? Math.min(...begun) : null;
}

/** How many seats there are for whom a nomination names: in the region of the candidate. Null where the call names none, and for observers. */
export function seatsOf({ seats }: Pick<Call, 'seats'>, { region, seat }: Answers): number | null {
	if (!seats.length || seat === 'observer') return null;
	return seats.filter((each) => each.region === region).reduce((sum, each) => sum + each.seats, 0);
}
