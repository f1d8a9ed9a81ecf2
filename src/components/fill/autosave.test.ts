// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { canonical } from '#forms/comparison.ts';
import type { Answers, Json } from '#forms/form.ts';
import { applyAnswers, type Clash, openClashes } from '#records/merging.ts';
import {
	acknowledged,
	again,
	backOff,
	begin,
	due,
	entered,
	filling,
	type Flight,
	left,
	longestPause,
	lost,
	mood,
	pause,
	refused,
	type Reply,
	type Saving,
	seen,
	sent,
	typed,
	unsent
} from './autosave.ts';
import { type Kept, keepOf, reopened } from './kept.ts';
import { chanceFrom } from '../../../test/ground/chance.ts';

/** A server that does what the draft's store does, in memory: versions kept, changes merged by `applyAnswers`. */
class Server {
	history: Answers[] = [{}];
	clashes: Clash[] = [];
	log: { by: string; before: Answers; after: Answers }[] = [];

	constructor(answers: Answers = {}) {
		this.history = [answers];
	}

	get version(): number {
		return this.history.length - 1;
	}

	get stored(): Answers {
		return this.history[this.version] as Answers;
	}

	save(flight: Pick<Flight, 'version' | 'answers' | 'from' | 'over'>, by: string): Reply {
		const versionOf = (question: string) => flight.from?.[question] ?? flight.version;
		const versions = [...new Set([flight.version, ...Object.keys(flight.answers).map(versionOf)])].sort((a, b) => a - b);
		for (const version of versions) {
			const before = this.stored;
			const part = Object.fromEntries(Object.entries(flight.answers).filter(([question]) => versionOf(question) === version));
			const saved = applyAnswers(this.history[version] as Answers, before, part, by, '2026-01-01T00:00:00.000Z', version);
			if (saved.changed.length || saved.clashes.length) {
				this.history.push(saved.answers);
				this.log.push({ by, before, after: saved.answers });
			}
			this.clashes = openClashes(this.clashes, saved.clashes, flight.over);
		}
		const base = this.history[versions[0] as number] as Answers;
		const ids = new Set([...Object.keys(base), ...Object.keys(this.stored), ...Object.keys(flight.answers)]);
		const answers: Answers = {};
		const known = (id: string) => (id in flight.answers ? flight.answers[id] : base[id]);
		for (const id of ids) if (canonical(known(id) ?? null) !== canonical(this.stored[id] ?? null)) answers[id] = this.stored[id] ?? null;
		return { version: this.version, savedAt: '2026-01-01T14:02:00.000Z', answers, clashes: this.clashes };
	}
}

const sending = (state: Saving, now: number): Flight => {
	const next = due(state, now);
	if (!next || !('send' in next)) throw new Error('nothing to send');
	return next.send;
};

/** Sends all that is due, with every reply arriving. */
function settle(state: Saving, server: Server, by: string): Saving {
	let at = state;
	for (let round = 0; round < 50; round++) {
		const next = due(at, Number.MAX_SAFE_INTEGER);
		if (!next || !('send' in next)) return at;
		at = acknowledged(sent(at, next.send), server.save(next.send, by));
	}
	throw new Error('never settles');
}

describe('an answer on its way', () => {
	it('waits for a pause in typing, and not longer than the longest pause', () => {
		let state = begin(0, {});
		state = typed(state, 'terms', 'a', 1_000);
		expect(due(state, 1_000)).toEqual({ at: 1_000 + pause });
		for (let now = 1_100; now < 1_000 + longestPause; now += 100) state = typed(state, 'terms', `a${now}`, now);
		expect(due(state, 1_000 + longestPause - 1)).toEqual({ at: 1_000 + longestPause });
		expect(sending(state, 1_000 + longestPause).answers).toEqual({ terms: 'a5900' });
	});

	it('goes at once after a choice, and when the field is left', () => {
		expect(sending(typed(begin(0, {}), 'isParty', true, 5, true), 5)).toEqual({ version: 0, answers: { isParty: true }, fields: { isParty: true } });
		const inside = typed(entered(begin(0, {}), 'terms'), 'terms', 'x', 5);
		expect(due(inside, 5)).toEqual({ at: 5 + pause });
		expect(sending(left(inside), 5).answers).toEqual({ terms: 'x' });
	});

	it('does not go when the person took the change back', () => {
		const state = typed(typed(begin(3, { terms: 'as it was' }), 'terms', 'other', 1), 'terms', 'as it was', 2);
		expect(due(state, 9_999)).toBeUndefined();
		expect(unsent(state)).toEqual([]);
	});

	it('leaves one request in the air at a time, and sends what was typed meanwhile after it', () => {
		const server = new Server();
		let state = typed(begin(0, {}), 'terms', 'one', 1, true);
		const first = sending(state, 1);
		state = typed(sent(state, first), 'terms', 'one two', 2, true);
		expect(due(state, 99_999)).toBeUndefined();
		state = acknowledged(state, server.save(first, 'ama'));
		expect(sending(state, 3)).toMatchObject({ version: 1, answers: { terms: 'one two' } });
		state = settle(state, server, 'ama');
		expect(server.stored).toEqual({ terms: 'one two' });
		expect(server.clashes).toEqual([]);
		expect(mood(state)).toBe('saved');
	});
});

describe('a line that breaks', () => {
	it('sends the same request again, later and later, and does not clash with itself when it had arrived', () => {
		const server = new Server();
		let state = typed(begin(0, {}), 'terms', 'one', 1, true);
		const first = sending(state, 1);
		server.save(first, 'ama');
		state = lost(sent(state, first), 1_000, 1);
		state = typed(state, 'terms', 'one two', 1_100, true);
		expect(mood(state)).toBe('line');
		expect(due(state, 1_100)).toEqual({ at: 2_000 });
		expect(sending(state, 2_000)).toEqual(first);
		state = lost(sent(state, first), 2_000, 1);
		expect(due(state, 2_000)).toEqual({ at: 4_000 });
		state = settle(state, server, 'ama');
		expect(server.stored).toEqual({ terms: 'one two' });
		expect(server.clashes).toEqual([]);
	});

	it('backs off to a minute at most, spread by chance', () => {
		expect([1, 2, 3, 7, 40].map((failures) => backOff(failures, 1))).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
		expect(backOff(1, 0)).toBe(500);
	});

	it('goes at once when the line is back', () => {
		const state = typed(begin(0, {}), 'terms', 'one', 1, true);
		const broken = lost(sent(state, sending(state, 1)), 1_000, 1);
		expect(sending(again(broken), 1_000).answers).toEqual({ terms: 'one' });
	});

	it('keeps still after the server refused, and goes on after signing in again', () => {
		const state = typed(begin(0, {}), 'terms', 'one', 1, true);
		const out = refused(sent(state, sending(state, 1)), { kind: 'signed-out' });
		expect(due(out, 99_999)).toBeUndefined();
		expect(mood(out)).toBe('signed-out');
		expect(unsent(out)).toEqual(['terms']);
		expect(sending(again(out), 99_999).answers).toEqual({ terms: 'one' });
	});
});

describe('what others changed', () => {
	it('comes into fields that nobody is in, and waits outside the one that is edited', () => {
		const server = new Server({ a: 'old', b: 'old' });
		server.save({ version: 0, answers: { a: 'theirs', b: 'theirs' } }, 'kofi');
		let state = entered(begin(0, { a: 'old', b: 'old' }), 'b');
		state = acknowledged(state, server.save({ version: 0, answers: {} }, 'ama'));
		expect([filling(state, 'a'), state.turns.a]).toEqual(['theirs', 1]);
		expect([filling(state, 'b'), state.turns.b]).toEqual(['old', undefined]);
		state = left(state);
		expect([filling(state, 'b'), state.turns.b]).toEqual(['theirs', 1]);
	});

	it('joins another language of the same text, even while one is typing', () => {
		const server = new Server({ terms: { en: 'Terms' } });
		let state = typed(entered(begin(0, { terms: { en: 'Terms' } }), 'terms'), 'terms', { en: 'Terms of' }, 1, true);
		server.save({ version: 0, answers: { terms: { en: 'Terms', fr: 'Conditions' } } }, 'kofi');
		const first = sending(state, 1);
		state = acknowledged(sent(state, first), server.save(first, 'ama'));
		state = typed(state, 'terms', { en: 'Terms of consent' }, 2, true);
		expect(sending(state, 2)).toMatchObject({ version: 2, answers: { terms: { en: 'Terms of consent', fr: 'Conditions' } } });
		state = left(settle(state, server, 'ama'));
		expect(server.stored.terms).toEqual({ en: 'Terms of consent', fr: 'Conditions' });
		expect(server.clashes).toEqual([]);
		expect(filling(state, 'terms')).toEqual({ en: 'Terms of consent', fr: 'Conditions' });
		expect(state.turns.terms).toBe(1);
	});

	it('clashes where both changed the same: the server has both, and the field shows the stored one when it is left', () => {
		const server = new Server({ terms: 'old' });
		let state = typed(entered(begin(0, { terms: 'old' }), 'terms'), 'terms', 'mine', 1, true);
		server.save({ version: 0, answers: { terms: 'theirs' } }, 'kofi');
		state = settle(state, server, 'ama');
		expect(server.stored).toEqual({ terms: 'theirs' });
		expect(server.clashes).toMatchObject([{ question: 'terms', value: 'mine', by: 'ama' }]);
		expect(filling(state, 'terms')).toBe('mine');
		expect(unsent(state)).toEqual([]);
		state = settle(typed(state, 'terms', 'mine, longer', 2, true), server, 'ama');
		expect(server.clashes).toMatchObject([{ value: 'mine, longer' }]);
		state = left(state);
		expect(filling(state, 'terms')).toBe('theirs');
		expect(seen(state)).toEqual({ terms: 'theirs' });
	});

	it('never mixes an amount of one with the unit of another', () => {
		const server = new Server({ stock: { amount: '5', unit: 't' } });
		server.save({ version: 0, answers: { stock: { amount: '5', unit: 'kg' } } }, 'kofi');
		settle(typed(begin(0, { stock: { amount: '5', unit: 't' } }), 'stock', { amount: '6', unit: 't' }, 1, true), server, 'ama');
		expect(server.stored.stock).toEqual({ amount: '5', unit: 'kg' });
		expect(server.clashes).toMatchObject([{ value: { amount: '6', unit: 't' } }]);
	});
});

describe('a browser that was closed', () => {
	const keptOf = (state: Saving): { [question: string]: Kept } =>
		JSON.parse(
			JSON.stringify(
				Object.fromEntries(
					Object.keys(state.fields)
						.flatMap((question) => [[question, keepOf(state, question)]])
						.filter(([, kept]) => kept)
				)
			)
		);

	it('sends on the next opening what was typed and never sent', () => {
		const server = new Server({ terms: 'old', other: 'x' });
		const kept = keptOf(typed(begin(0, server.stored), 'terms', 'new', 1));
		server.save({ version: 0, answers: { other: 'y' } }, 'kofi');
		const state = reopened(begin(server.version, server.stored), kept);
		expect(filling(state, 'terms')).toBe('new');
		settle(state, server, 'ama');
		expect(server.stored).toEqual({ terms: 'new', other: 'y' });
	});

	it('overwrites nothing when a page opens that was not given the answers of another section', () => {
		const server = new Server({ other: 'x' });
		const kept = keptOf(typed(typed(begin(0, server.stored), 'terms', 'mine', 1), 'other', null, 1));
		server.save({ version: 0, answers: { terms: 'of a colleague' } }, 'kofi');
		settle(
			reopened(begin(server.version, {}), kept, () => false),
			server,
			'ama'
		);
		expect(server.stored).toEqual({ terms: 'of a colleague' });
		expect(server.clashes).toMatchObject([{ question: 'terms', value: 'mine', by: 'ama' }]);
	});

	it('sends first, as it was, what was in the air', () => {
		const server = new Server();
		let state = typed(begin(0, {}), 'terms', 'one', 1, true);
		const first = sending(state, 1);
		server.save(first, 'ama');
		state = typed(sent(state, first), 'terms', 'one two', 2);
		const opened = reopened(begin(server.version, server.stored), keptOf(state));
		expect(sending(opened, 0).answers).toEqual({ terms: 'one' });
		settle(opened, server, 'ama');
		expect(server.stored).toEqual({ terms: 'one two' });
		expect(server.clashes).toEqual([]);
	});

	it('keeps nothing once it is acknowledged', () => {
		const server = new Server();
		const state = settle(typed(entered(begin(0, {}), 'terms'), 'terms', 'one', 1), server, 'ama');
		expect(keptOf(state)).toEqual({});
	});
});

const questions = ['single', 'other', 'words'];
const languages = ['en', 'fr'];

/** The texts within an answer, by part. */
const parts = (answer: Json | undefined): string[] =>
	typeof answer === 'string'
		? [answer]
		: typeof answer === 'object' && answer !== null && !Array.isArray(answer)
			? Object.values(answer).map(String)
			: [];

/** A browser with its page, its storage and a line that breaks. What the page shows follows `turns`, as the real one does. */
class Browser {
	state: Saving;
	page: { [question: string]: Json } = {};
	storage: { [question: string]: string } = {};
	/** Latest text that the person gave to each part. */
	said = new Map<string, string>();
	/** Everything that the person has had before their eyes, by question. */
	saw = new Set<string>();
	air: { flight: Flight; reply: Reply | null } | null = null;
	words = 0;
	readonly name: string;

	constructor(name: string, server: Server) {
		this.name = name;
		this.state = begin(server.version, server.stored);
		this.open(server);
	}

	open(server: Server): void {
		this.air = null;
		this.state = reopened(
			begin(server.version, server.stored),
			Object.fromEntries(Object.entries(this.storage).map(([question, kept]) => [question, JSON.parse(kept) as Kept]))
		);
		this.page = {};
		for (const question of questions) this.fill(question);
		this.keep();
	}

	fill(question: string): void {
		this.page[question] = filling(this.state, question);
		for (const text of parts(this.page[question])) this.saw.add(text);
	}

	now(next: Saving): void {
		const before = this.state.turns;
		this.state = next;
		for (const question of questions) if (before[question] !== next.turns[question]) this.fill(question);
		this.keep();
	}

	keep(): void {
		for (const question of questions) {
			const kept = keepOf(this.state, question);
			if (kept) this.storage[question] = JSON.stringify(kept);
			else delete this.storage[question];
		}
	}

	type(chance: () => number, now: number): void {
		const question = questions[Math.floor(chance() * questions.length)] as string;
		if (this.state.editing !== question) this.now(entered(this.state, question));
		const text = `${this.name}${++this.words}`;
		const language = question === 'words' ? (languages[Math.floor(chance() * 2)] as string) : '';
		this.page[question] = language ? { ...(this.page[question] as object), [language]: text } : text;
		this.said.set(`${question}.${language}`, text);
		this.saw.add(text);
		this.now(typed(this.state, question, this.page[question] as Json, now, chance() < 0.3));
	}

	step(chance: () => number, now: number, server: Server): void {
		const draw = chance();
		if (draw < 0.35) this.type(chance, now);
		else if (draw < 0.45) this.now(left(this.state));
		else if (draw < 0.5 && chance() < 0.3) this.open(server);
		else if (draw < 0.55) this.now(again(this.state));
		else if (this.air) {
			const end = chance();
			const { flight, reply } = this.air;
			// The request may not have arrived, the reply may be lost, the session may be over.
			if (end < 0.5) {
				this.air = null;
				this.now(acknowledged(this.state, reply ?? server.save(flight, this.name)));
			} else if (end < 0.6 && !reply) this.air = { flight, reply: server.save(flight, this.name) };
			else if (end < 0.85) {
				this.air = null;
				this.now(lost(this.state, now, chance()));
			} else if (end < 0.9 && !reply) {
				this.air = null;
				this.now(refused(this.state, { kind: 'signed-out' }));
			}
		} else {
			const next = due(this.state, now);
			if (!next || !('send' in next)) return;
			this.air = { flight: next.send, reply: null };
			this.now(sent(this.state, next.send));
		}
	}

	finish(server: Server): void {
		if (this.air) this.now(lost(this.state, 0, 0));
		this.air = null;
		this.now(left(again(this.state)));
		this.now(settle(this.state, server, this.name));
	}
}

describe('1,000 random interleavings of three people on one draft, with lost requests, lost replies, closed browsers and ended sessions', () => {
	it('lose nothing: what was said last is stored, was stored and replaced by one who saw it, or waits as a clash', () => {
		let clashes = 0;
		let replaced = 0;
		for (let seed = 1; seed <= 1_000; seed++) {
			const chance = chanceFrom(seed);
			const server = new Server({ single: 'start', words: { en: 'start' } });
			const browsers = ['a', 'b', 'c'].map((name) => new Browser(name, server));
			for (let step = 0; step < 150; step++) (browsers[Math.floor(chance() * 3)] as Browser).step(chance, step * 150, server);
			for (let round = 0; round < 3; round++) for (const browser of browsers) browser.finish(server);

			const everStored = new Set(server.history.flatMap((answers) => Object.values(answers).flatMap(parts)));
			const waiting = new Set(server.clashes.flatMap((clash) => parts(clash.value)));
			clashes += server.clashes.length;
			for (const browser of browsers) {
				expect(unsent(browser.state), `seed ${seed}: ${browser.name} has something unsent`).toEqual([]);
				expect(browser.storage, `seed ${seed}: ${browser.name} still keeps something`).toEqual({});
				for (const [part, text] of browser.said)
					expect(everStored.has(text) || waiting.has(text), `seed ${seed}: ${browser.name} lost ${text} at ${part}`).toBe(true);
			}
			const readers = new Map(browsers.map((browser) => [browser.name, browser]));
			for (const { by, before, after } of server.log) {
				for (const question of questions) {
					const gone = parts(before[question]).filter((text) => !parts(after[question]).includes(text));
					for (const text of gone) {
						replaced++;
						expect(readers.get(by)?.saw.has(text), `seed ${seed}: ${by} replaced ${text} without having seen it`).toBe(true);
					}
				}
			}
			// Everyone sees in the end what is stored.
			const last = browsers.map((browser) => acknowledged(browser.state, server.save({ version: browser.state.version, answers: {} }, browser.name)));
			for (const state of last) expect(canonical(seen(state)), `seed ${seed}`).toBe(canonical(server.stored));
		}
		expect(clashes).toBeGreaterThan(100);
		expect(replaced).toBeGreaterThan(1_000);
	});
});
