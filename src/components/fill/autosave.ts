// SPDX-License-Identifier: Apache-2.0
// What the fields hold, what is on its way and what is stored, as one value with pure functions over it. No clock, network, storage or page.
import { canonical } from '#forms/comparison.ts';
import type { Answers, Json } from '#forms/form.ts';
import { type Clash, merge } from '#records/merging.ts';

/** One question whose fields a person is in, or has changed. */
export interface Field {
	/** What the fields hold now. */
	answer: Json;
	/** What they held where the change begins. */
	start: Json;
	/** A version of the draft whose answer the person had seen when the change began: what the server judges a clash from. */
	from: number;
	/** Already told to the server and kept there as a clash: not sent a second time. */
	told?: Json;
	/** Asked on another page of the form: what is stored now is not known here, so that the server alone can judge it. */
	elsewhere?: true;
	/** Milliseconds: the first and the last change that is not yet on its way; 0 when it should go at once. */
	first: number;
	last: number;
}

/** One request: the answers as sent, and as the fields held them at that time. */
export interface Flight {
	version: number;
	answers: Answers;
	fields: Answers;
	/** Versions of the answers that began at another one than `version`. */
	from?: { [question: string]: number };
	/** What waits as a clash from an earlier request of this page, and is gone on with. */
	over?: Answers;
}

/** The version from which an answer of a flight is judged. */
export const versionIn = (flight: Flight, question: string): number => flight.from?.[question] ?? flight.version;

/** `reason` is worded by the server, in the reader's language. */
export type Trouble = { kind: 'line' } | { kind: 'signed-out' } | { kind: 'refused'; reason: string };

export interface Saving {
	/** The newest version of the draft heard of, and its answers. */
	version: number;
	stored: Answers;
	fields: { [question: string]: Field };
	/** The question that the person is in. */
	editing: string | null;
	/** Sent and not answered. After a lost line it is sent again as it was: it may have arrived. */
	flight: Flight | null;
	/** Whether the flight is in the air; false when it waits to be sent again. */
	flying: boolean;
	failures: number;
	/** Milliseconds before which nothing is sent. */
	notBefore: number;
	trouble: Trouble | null;
	savedAt: string | null;
	/** How often the fields of a question were filled anew: a page makes its fields again when the number changes. */
	turns: { [question: string]: number };
}

/** What the server answers to a save. */
export interface Reply {
	version: number;
	/** ISO 8601 in UTC. */
	savedAt: string;
	/** Every answer that anybody changed since the version that was sent, as it stands now (null: taken out); what was just sent may be left out where it is stored as sent. */
	answers: Answers;
	/** All clashes of the draft that are still open. */
	clashes: Clash[];
	/** The form came in a new version meanwhile: what was sent was carried to it, and the page asks the old one. */
	renewed?: boolean;
}

/** A pause in typing after which an answer is sent, and the longest that steady typing may hold it back. Milliseconds. */
export const pause = 600;
export const longestPause = 5_000;
const longestBackOff = 60_000;
/** Characters of answers in one request: more go in the next. */
const mostInOne = 800_000;

const equal = (a: Json | undefined, b: Json | undefined): boolean => canonical(a ?? null) === canonical(b ?? null);

export const begin = (version: number, stored: Answers, savedAt: string | null = null): Saving => ({
	version,
	stored,
	fields: {},
	editing: null,
	flight: null,
	flying: false,
	failures: 0,
	notBefore: 0,
	trouble: null,
	savedAt,
	turns: {}
});

/** Changed by the person and not yet acknowledged, in flight or not. */
export const waits = (field: Field): boolean => !equal(field.answer, field.start) && !(field.told !== undefined && equal(field.told, field.answer));

export const inFlight = (state: Saving, question: string): boolean => state.flight !== null && question in state.flight.fields;

/** The questions whose latest words are not yet stored. */
export const unsent = (state: Saving): string[] => [
	...new Set([...Object.keys(state.fields).filter((question) => waits(state.fields[question] as Field)), ...Object.keys(state.flight?.fields ?? {})])
];

/** What the fields of a question should be filled with. */
export const filling = (state: Saving, question: string): Json => {
	const field = state.fields[question];
	return field ? field.answer : (state.stored[question] ?? null);
};

/** All answers as the person sees them now: what relevance is decided by. */
export function seen(state: Saving): Answers {
	const answers = { ...state.stored };
	for (const [question, field] of Object.entries(state.fields)) {
		if (field.answer === null) delete answers[question];
		else answers[question] = field.answer;
	}
	return answers;
}

export const fresh = (state: Saving, question: string): Field => {
	const start = state.stored[question] ?? null;
	return { answer: start, start, from: state.version, first: 0, last: 0 };
};

const withField = (state: Saving, question: string, field: Field): Saving => ({ ...state, fields: { ...state.fields, [question]: field } });

/** The person came into the fields of a question: what others change is held back until they leave. */
export const entered = (state: Saving, question: string): Saving => {
	const before = state.editing && state.editing !== question ? left(state) : state;
	return { ...withField(before, question, before.fields[question] ?? fresh(before, question)), editing: question };
};

/** The person left: what was changed goes at once, and what others changed comes in. */
export function left(state: Saving): Saving {
	const question = state.editing;
	if (question === null) return state;
	const field = state.fields[question];
	const next = { ...state, editing: null };
	return tidy(field && waits(field) ? withField(next, question, { ...field, first: 0, last: 0 }) : next);
}

/** A field changed. `settled`: a choice, or a field that was left; it does not wait for a pause. */
export function typed(state: Saving, question: string, answer: Json, now: number, settled = false): Saving {
	const field = state.fields[question] ?? fresh(state, question);
	const changed = !equal(answer, field.answer);
	if (!changed && !settled) return state;
	const first = settled ? 0 : field.first || now;
	return withField(state, question, { ...field, answer, first, last: settled ? 0 : now });
}

/** A change that the page made or found, and not the person in the field: the fields are filled with it. */
export const takenUp = (state: Saving, question: string, answer: Json, now: number): Saving => {
	const next = typed(state, question, answer, now, true);
	return { ...next, turns: { ...next.turns, [question]: (next.turns[question] ?? 0) + 1 } };
};

/** Drops the fields that hold nothing of the person's own, and has them filled anew where the stored answer is another. */
export function tidy(state: Saving): Saving {
	const fields = { ...state.fields };
	const turns = { ...state.turns };
	for (const [question, field] of Object.entries(state.fields)) {
		if (question === state.editing || waits(field) || inFlight(state, question)) continue;
		delete fields[question];
		if (!equal(field.answer, state.stored[question])) turns[question] = (turns[question] ?? 0) + 1;
	}
	return { ...state, fields, turns };
}

/** What an answer becomes beside what others stored meanwhile, or undefined where both changed the same thing, or where nobody here knows. */
export function beside(state: Saving, question: string, field: Field): Json | undefined {
	if (field.elsewhere) return undefined;
	const merged = merge(field.start, state.stored[question] ?? null, field.answer);
	return merged.clash ? undefined : merged.value;
}

/**
 * What should be sent now, or when to look again (milliseconds; undefined when nothing waits). All that waits goes in one request: on a poor line every
 * further one costs. Answers that clash, or that another page asks, go with the version they began from, so that the server keeps both.
 */
export function due(state: Saving, now: number): { send: Flight } | { at: number } | undefined {
	if (state.flying || state.trouble?.kind === 'signed-out' || state.trouble?.kind === 'refused') return undefined;
	if (state.flight) return now >= state.notBefore ? { send: state.flight } : { at: state.notBefore };
	const waiting = Object.entries(state.fields).filter(([, field]) => waits(field));
	if (waiting.length === 0) return undefined;
	const times = waiting.map(([, field]) => (field.last === 0 ? 0 : Math.min(field.last + pause, field.first + longestPause)));
	const at = Math.max(Math.min(...times), state.notBefore);
	if (now < at) return { at };
	const flight: Flight = { version: state.version, answers: {}, fields: {} };
	const from: { [question: string]: number } = {};
	const over: Answers = {};
	let size = 0;
	for (const [question, field] of waiting) {
		size += JSON.stringify(field.answer).length;
		if (size > mostInOne && size > JSON.stringify(field.answer).length) break;
		const joined = beside(state, question, field);
		flight.answers[question] = joined === undefined ? field.answer : joined;
		flight.fields[question] = field.answer;
		if (joined === undefined && field.from !== state.version) from[question] = field.from;
		if (field.told !== undefined) over[question] = field.told;
	}
	return { send: { ...flight, ...(Object.keys(from).length ? { from } : {}), ...(Object.keys(over).length ? { over } : {}) } };
}

/** A request left. */
export function sent(state: Saving, flight: Flight): Saving {
	const fields = { ...state.fields };
	for (const question of Object.keys(flight.fields)) {
		const field = fields[question];
		if (field && equal(field.answer, flight.fields[question])) fields[question] = { ...field, first: 0, last: 0 };
	}
	return { ...state, fields, flight, flying: true };
}

/** The server has it. Fields that nobody is in take what others changed; the others keep what is typed. */
export function acknowledged(state: Saving, reply: Reply): Saving {
	const flight = state.flight;
	const stored = { ...state.stored };
	const store = (question: string, answer: Json | undefined) => {
		if (answer === null || answer === undefined) delete stored[question];
		else stored[question] = answer;
	};
	const fields = { ...state.fields };
	const turns = { ...state.turns };
	for (const [question, answer] of Object.entries(flight?.answers ?? {})) {
		const field = fields[question];
		// The server kept another answer, and mine beside it.
		const clashed =
			question in reply.answers &&
			!equal(reply.answers[question], answer) &&
			reply.clashes.some((clash) => clash.question === question && equal(clash.value, answer));
		if (!(question in reply.answers)) store(question, answer);
		if (!field) continue;
		const held = flight?.fields[question] as Json;
		// Where others' parts joined, the fields do not show them yet: a later clash must be judged from before they did.
		const whole = equal(held, question in reply.answers ? reply.answers[question] : answer);
		if (clashed) fields[question] = { ...field, told: held };
		else fields[question] = { ...field, start: held, from: whole ? reply.version : field.from, told: undefined };
	}
	for (const [question, answer] of Object.entries(reply.answers)) {
		if (!(question in fields) && !equal(stored[question], answer)) turns[question] = (turns[question] ?? 0) + 1;
		store(question, answer);
	}
	const version = Math.max(state.version, reply.version);
	return tidy({
		...state,
		version,
		stored,
		fields,
		turns,
		flight: null,
		flying: false,
		failures: 0,
		notBefore: 0,
		trouble: null,
		savedAt: reply.savedAt
	});
}

/** Milliseconds to wait after so many failures; `chance` (0 to 1) spreads the return of many browsers after one outage. */
export const backOff = (failures: number, chance: number): number =>
	Math.min(longestBackOff, 1_000 * 2 ** Math.min(failures - 1, 6)) * (0.5 + chance / 2);

/** No answer came, or the server could not: the same request goes again later, since nobody knows whether it arrived. */
export const lost = (state: Saving, now: number, chance: number): Saving => {
	const failures = state.failures + 1;
	return { ...state, flying: false, failures, notBefore: now + backOff(failures, chance), trouble: { kind: 'line' } };
};

/** The server said no: nothing goes until a person did something about it. What was refused is kept, to be sent as it was. */
export const refused = (state: Saving, trouble: Trouble): Saving => ({ ...state, flying: false, trouble });

/** Nothing waits for a pause any longer. */
export const hurried = (state: Saving): Saving => ({
	...state,
	fields: Object.fromEntries(Object.entries(state.fields).map(([question, field]) => [question, { ...field, first: 0, last: 0 }]))
});

/** The line is back, or the person signed in again: everything that waits goes now. */
export const again = (state: Saving): Saving => ({ ...hurried(state), notBefore: 0, failures: 0, trouble: null });

export type Mood = 'idle' | 'saved' | 'saving' | 'waiting' | 'line' | 'signed-out' | 'refused';

/** What to tell the person. */
export function mood(state: Saving): Mood {
	if (state.trouble && (state.trouble.kind !== 'line' || unsent(state).length)) return state.trouble.kind;
	if (state.flying) return 'saving';
	if (unsent(state).length) return 'waiting';
	return state.savedAt ? 'saved' : 'idle';
}
