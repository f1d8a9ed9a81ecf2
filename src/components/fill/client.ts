// SPDX-License-Identifier: Apache-2.0
// Carries out what autosave.ts decides: sends, waits, keeps in the browser. Knows the network, the clock and the storage; nothing of questions.
import type { Completeness } from '#forms/check.ts';
import type { Answers, Finding, Json } from '#forms/form.ts';
import {
	acknowledged,
	again,
	begin,
	due,
	entered,
	hurried,
	left,
	lost,
	refused,
	type Reply,
	type Saving,
	sent,
	takenUp,
	typed,
	unsent
} from './autosave.ts';
import { type Kept, keepOf, reopened } from './kept.ts';

/** What `PATCH {address}/answers` answers with status 200. */
export interface SaveReply extends Reply {
	/** Of questions that have two answers: who stored the one that stands, when, and what everybody in it is called. */
	stored?: { touched: { [question: string]: { by: string; at: string; version: number } }; people: Record<string, string> };
	findings: Finding[];
	completeness: Completeness[];
}

export interface Surroundings {
	fetch: typeof fetch;
	/** Null where the browser gives none. */
	storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> | null;
	/** Milliseconds. */
	now(): number;
	/** Does something after some milliseconds; what comes back takes it off. */
	later(act: () => void, milliseconds: number): () => void;
	/** 0 to 1. */
	chance(): number;
}

/** Null where the settings of the browser forbid it: leaving the page with something unsent then asks first. */
export function localStorageOf(page: Window): Storage | null {
	try {
		return page.localStorage;
	} catch {
		return null;
	}
}

/** The surroundings of a page in a browser. */
export const ofBrowser = (storage: Surroundings['storage']): Surroundings => ({
	fetch: (...request) => fetch(...request),
	storage,
	now: () => Date.now(),
	later: (act, milliseconds) => {
		const timer = setTimeout(act, milliseconds);
		return () => clearTimeout(timer);
	},
	chance: () => Math.random()
});

export interface Client {
	readonly state: Saving;
	/** Something typed cannot be kept in this browser. */
	readonly storageFailed: boolean;
	/** How many answers an earlier page had left unsent. */
	readonly restored: number;
	typed(question: string, answer: Json, settled?: boolean): void;
	/** Takes up what was typed before the client began. */
	takenUp(question: string, answer: Json): void;
	entered(question: string): void;
	left(): void;
	/** Sends all that waits now; true when everything is stored. */
	flush(): Promise<boolean>;
	/** The line is back, or the person signed in again. */
	again(): void;
	stop(): void;
}

const mostMilliseconds = 20_000;
/** Bodies above this many characters may not be sent while a page closes; what stands in the storage goes on the next opening. */
const mostWhileClosing = 60_000;

/** Characters from which a body is packed: on a poor line its way up is what takes longest. */
const leastToPack = 4_000;

const packed = (text: string): Promise<ArrayBuffer> =>
	new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

interface Starting {
	/** Address of the editing page; requests go to `{address}/answers`. */
	address: string;
	record: string;
	account: string;
	version: number;
	answers: Answers;
	savedAt: string | null;
	/** Whether `answers` tells what is stored for a question: a page of one section knows only its own. All of them when left out. */
	holds?: (question: string) => boolean;
	changed(state: Saving, reply?: SaveReply): void;
}

/** Begins to save a draft. Everything that an earlier page of this account left in the browser is taken up again. */
export function keepSaving({ address, record, account, version, answers, savedAt, holds, changed }: Starting, surroundings: Surroundings): Client {
	const prefix = `draft/${record}/${account}/`;
	const { storage } = surroundings;
	const written = new Map<string, string>();
	let storageFailed = storage === null;
	let cancel: (() => void) | undefined;
	let stopped = false;
	let waiters: ((stored: boolean) => void)[] = [];

	function readKept(): { [question: string]: Kept } {
		const kept: { [question: string]: Kept } = {};
		for (let at = 0; at < (storage?.length ?? 0); at++) {
			const key = storage?.key(at);
			if (!key?.startsWith(prefix)) continue;
			const text = storage?.getItem(key) ?? '';
			try {
				const value = JSON.parse(text) as Kept;
				if (typeof value.from !== 'number' || value.answer === undefined) continue;
				kept[key.slice(prefix.length)] = { ...value, start: value.start ?? null };
				written.set(key.slice(prefix.length), text);
			} catch {
				// Not ours, or cut off: left as it is.
			}
		}
		return kept;
	}

	function keep(): void {
		for (const question of new Set([...written.keys(), ...Object.keys(state.fields)])) {
			const kept = keepOf(state, question);
			const before = written.get(question);
			const text = kept ? JSON.stringify(kept) : undefined;
			if (text === before) continue;
			try {
				if (text !== undefined) {
					storage?.setItem(prefix + question, text);
					written.set(question, text);
				} else {
					// Another page of the same browser may keep something of its own there.
					if (storage?.getItem(prefix + question) === before) storage?.removeItem(prefix + question);
					written.delete(question);
				}
				storageFailed = storage === null;
			} catch {
				storageFailed = true;
			}
		}
	}

	const kept = readKept();
	let state = reopened(begin(version, answers, savedAt), kept, holds);

	function become(next: Saving, reply?: SaveReply): void {
		state = next;
		keep();
		changed(state, reply);
		const open = unsent(state).length > 0;
		if (!open || state.trouble) {
			for (const waiter of waiters) waiter(!open);
			waiters = [];
		}
	}

	function pump(closing = false): void {
		cancel?.();
		cancel = undefined;
		if (stopped) return;
		const next = due(state, surroundings.now());
		if (!next) return;
		if ('at' in next) {
			cancel = surroundings.later(pump, Math.max(next.at - surroundings.now(), 0));
			return;
		}
		const { version, answers, from, over } = next.send;
		// Sent a second time, it says so: what has arrived already is then no news.
		const body = JSON.stringify({ version, answers, from, over, again: state.flight ? true : undefined });
		become(sent(state, next.send));
		void fly(body, closing && body.length < mostWhileClosing).then(() => pump());
	}

	async function fly(text: string, keepalive: boolean): Promise<void> {
		try {
			// While a page closes there is no time to pack.
			const packs = !keepalive && text.length > leastToPack && typeof CompressionStream !== 'undefined';
			const body = packs ? await packed(text) : text;
			const response = await surroundings.fetch(`${address}/answers`, {
				method: 'PATCH',
				headers: {
					'content-type': 'application/json',
					accept: 'application/json',
					'x-requested-with': 'fetch',
					...(packs ? { 'content-encoding': 'gzip' } : {})
				},
				body,
				keepalive,
				redirect: 'manual',
				signal: AbortSignal.timeout(mostMilliseconds)
			});
			// A redirect leads to the page for signing in.
			if (response.status === 401 || response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
				return become(refused(state, { kind: 'signed-out' }));
			if (response.ok) {
				const reply = (await response.json()) as SaveReply;
				return become(acknowledged(state, reply), reply);
			}
			if (response.status >= 500 || [408, 425, 429].includes(response.status)) throw new Error(String(response.status));
			const problem = (await response.json().catch(() => ({}))) as { title?: unknown };
			become(refused(state, { kind: 'refused', reason: typeof problem.title === 'string' ? problem.title : '' }));
		} catch {
			become(lost(state, surroundings.now(), surroundings.chance()));
		}
	}

	const act = (next: Saving) => {
		become(next);
		pump();
	};

	if (Object.keys(kept).length > 0) become(state);
	pump();

	return {
		get state() {
			return state;
		},
		get storageFailed() {
			return storageFailed;
		},
		restored: Object.keys(kept).length,
		typed: (question, answer, settled) => act(typed(state, question, answer, surroundings.now(), settled)),
		takenUp: (question, answer) => act(takenUp(state, question, answer, surroundings.now())),
		entered: (question) => act(entered(state, question)),
		left: () => act(left(state)),
		again: () => act(again(state)),
		flush: () =>
			new Promise((resolve) => {
				if (unsent(state).length === 0) return resolve(true);
				waiters.push(resolve);
				state = state.flying ? hurried(state) : again(state);
				pump(true);
			}),
		stop: () => {
			stopped = true;
			cancel?.();
		}
	};
}

/** Ties a client to the page: the line that comes back, the page that is hidden or closed. Returns what unties it. */
export function tie(client: Client, page: Window): () => void {
	const online = () => client.again();
	const focus = () => client.state.trouble && client.again();
	const hidden = () => {
		if (page.document.visibilityState === 'hidden') {
			client.left();
			void client.flush();
		} else if (client.state.trouble) client.again();
	};
	const closing = (event: BeforeUnloadEvent) => {
		if (client.storageFailed && unsent(client.state).length > 0) event.preventDefault();
	};
	page.addEventListener('online', online);
	page.addEventListener('focus', focus);
	page.document.addEventListener('visibilitychange', hidden);
	page.addEventListener('beforeunload', closing);
	return () => {
		page.removeEventListener('online', online);
		page.removeEventListener('focus', focus);
		page.document.removeEventListener('visibilitychange', hidden);
		page.removeEventListener('beforeunload', closing);
		client.stop();
	};
}
