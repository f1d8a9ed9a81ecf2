// SPDX-License-Identifier: Apache-2.0
// The state of a filling page: what is typed, what is stored, what was found, and the client that keeps the two in step. Called while the page is
// drawn, on the server too; everything that needs a browser begins when it is mounted.
import { onMount, tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { Completeness } from '#forms/check.ts';
import type { Answers, Finding, Form } from '#forms/form.ts';
import type { Clash } from '#records/merging.ts';
import type { Language } from '#text/languages.ts';
import { differs, withStored } from '../offline/brought.ts';
import { openDevice } from '../offline/device.ts';
import { keepInStep, standsIn } from '../offline/keeping.ts';
import { unsentStorage } from '../offline/unsent-storage.ts';
import { waitingFiles } from '../offline/waiting-files.svelte.ts';
import { begin, type Saving, seen, typed, unsent } from './autosave.ts';
import { type Client, keepSaving, localStorageOf, ofBrowser, type SaveReply, tie } from './client.ts';
import { earlyAnswers } from './early.ts';

/** The page stands on what the device keeps: it judges by itself, and sections are found elsewhere. */
export interface Away {
	judge(answers: Answers): { findings: Finding[]; completeness: Completeness[] };
	link(section?: string): string;
}

/** What the page is drawn with: read whenever it is needed, since a page may be given another section. */
export interface Drawn {
	form: Form;
	record: string;
	account: string;
	draft: { answers: Answers; version: number; clashes: Clash[]; changedAt?: Date };
	findings: Finding[];
	completeness: Completeness[];
	address: string | undefined;
	/** The one section that this page asks. */
	only: string | undefined;
	away: Away | undefined;
}

export function filling(drawn: () => Drawn, language: Language) {
	const { form, record, account, draft, findings, completeness } = drawn();
	const start = begin(draft.version, draft.answers, draft.changedAt?.toISOString() ?? null);
	let saving: Saving = $state.raw(start);
	let found: Finding[] = $state.raw(findings);
	let progress: Completeness[] = $state.raw(completeness);
	let clashes: Clash[] = $state.raw(draft.clashes);
	/** Of answers that clash with what was typed here: who stored those. */
	let storedMeanwhile: NonNullable<SaveReply['stored']> = $state.raw({ touched: {}, people: {} });
	let storageFailed = $state(false);
	let restored = $state(0);
	let live = $state(false);
	let own = $state('');
	/** The form came in a new version while the page was open. */
	let renewed = $state(false);
	let client: Client | undefined;
	/** What was chosen on this device and is not sent yet; what the server then says of a file, its answer says as well. */
	const waiting = waitingFiles(account, record, (stored) => {
		for (const [question, answer] of Object.entries(seen(saving))) {
			const told = withStored(answer, stored);
			if (differs(told, answer)) client?.takenUp(question, told);
		}
	});
	const touchedHere = new SvelteSet<string>();
	/** Settled, but not yet judged: what the server last said of them is old. Shown at once it would move the page under the next click. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shown reads it: only the reply to a saving does
	const answeredHere = new Set<string>();
	// On the server there is no document; in the browser this runs before the fields are taken over.
	const early =
		typeof document === 'undefined' ? {} : earlyAnswers(form, document.querySelectorAll<HTMLInputElement>('form.fill :is(input, select, textarea)'));
	const answers = $derived(seen(saving));
	const subject = () => ({ address: own, record: drawn().record, account: drawn().account });
	/** Typed after the page was drawn and before what the device keeps was at hand. */
	const meanwhile = new Map<string, Answers[string]>(); // eslint-disable-line svelte/prefer-svelte-reactivity -- nothing shown reads it
	let ready: Promise<Client | undefined> = Promise.resolve(undefined);

	onMount(() => {
		own = drawn().address ?? location.pathname.replace(/\/$/, '');
		live = true;
		let over = false;
		let untie: (() => void) | undefined;
		ready = begun().then((client) => {
			if (over) client.stop();
			else untie = tie(client, window);
			return client;
		});
		window.addEventListener('online', waiting.send);
		return () => {
			over = true;
			untie?.();
			window.removeEventListener('online', waiting.send);
		};
	});

	async function begun(): Promise<Client> {
		const device = await openDevice();
		const local = localStorageOf(window);
		const storage = await unsentStorage(device, local).catch(() => local);
		const { form, record, account, draft, only, away } = drawn();
		const begun = keepSaving(
			{
				address: own,
				record,
				account,
				version: draft.version,
				answers: draft.answers,
				savedAt: start.savedAt,
				holds: (question) =>
					!only || away !== undefined || form.sections.some(({ id, questions }) => id === only && questions.some((each) => each.id === question)),
				changed(state, reply) {
					const { flight } = saving;
					saving = state;
					if (client) storageFailed = client.storageFailed;
					if (!reply) return;
					if (device && flight) void keepInStep(device, subject(), flight, reply).catch(() => {});
					renewed ||= reply.renewed === true;
					// There is a line.
					if (waiting.files.some((file) => !file.refused)) waiting.send();
					// What the noun noticed stands until it is asked again, but of an answer that is another one now: after each answer the form alone is asked.
					const said = Object.keys(flight?.answers ?? {});
					found = [...reply.findings, ...found.filter(({ at, code }) => code.startsWith('report-') && !said.includes(at.split('.')[0] ?? ''))];
					progress = reply.completeness;
					clashes = reply.clashes;
					storedMeanwhile = reply.stored ?? storedMeanwhile;
					const open = unsent(state);
					for (const question of answeredHere) {
						if (open.includes(question)) continue;
						touchedHere.add(question);
						answeredHere.delete(question);
					}
				}
			},
			ofBrowser(storage)
		);
		client = begun;
		saving = begun.state;
		storageFailed = begun.storageFailed;
		restored = away ? 0 : begun.restored;
		takeUp(begun);
		for (const [question, answer] of meanwhile) begun.typed(question, answer, true);
		waiting.send();
		return begun;
	}

	// Away from the server the page judges by itself, a moment after the last change: at once it would move under the next click.
	$effect(() => {
		const now = answers;
		const { away } = drawn();
		if (!away) return;
		const timer = setTimeout(() => {
			({ findings: found, completeness: progress } = away.judge(now));
			for (const question of answeredHere) touchedHere.add(question);
			answeredHere.clear();
		}, 300);
		return () => clearTimeout(timer);
	});

	/** What was typed before all this ran becomes a change like any other; where it stood, the fields show it again. */
	function takeUp(begun: Client): void {
		const active = document.activeElement?.id;
		for (const [question, answer] of Object.entries(early)) begun.takenUp(question, answer);
		if (active) void tick().then(() => document.activeElement === document.body && document.getElementById(active)?.focus());
	}

	async function kept(): Promise<boolean> {
		const device = await openDevice();
		return device !== null && (await standsIn(device, subject(), language));
	}

	return {
		get answers() {
			return answers;
		},
		get saving() {
			return saving;
		},
		get found() {
			return found;
		},
		get progress() {
			return progress;
		},
		get clashes() {
			return clashes;
		},
		get storageFailed() {
			return storageFailed;
		},
		/** How many answers an earlier page had left unsent. */
		get restored() {
			return restored;
		},
		/** Scripts run: answers save themselves. */
		get live() {
			return live;
		},
		/** Address of this page. */
		get own() {
			return own;
		},
		get renewed() {
			return renewed;
		},
		get files() {
			return waiting.files;
		},
		/** Who stored what stands beside an answer of this page, and what people are called that the page did not know. */
		get storedMeanwhile() {
			return storedMeanwhile;
		},
		/** Answered on this page, and judged since. */
		touched: (question: string) => touchedHere.has(question),
		heard(question: string, answer: Answers[string], settled: boolean): void {
			if (client) client.typed(question, answer, settled);
			else {
				saving = typed(saving, question, answer, 0, true);
				meanwhile.set(question, answer);
			}
			if (settled) answeredHere.add(question);
			if (settled) waiting.count();
		},
		entered: (question: string) => client?.entered(question),
		left: () => client?.left(),
		again(): void {
			client?.again();
			waiting.send();
		},
		/** Sends what waits: true when everything is stored, undefined when saving cannot begin. */
		async stored(): Promise<boolean | undefined> {
			const begun = await ready;
			begun?.left();
			return begun?.flush();
		},
		/** A link out of the page: first what waits is sent. Without a line the device stands in for the next page, and keeps what is typed. */
		async goOn(event: MouseEvent & { currentTarget: HTMLAnchorElement }): Promise<void> {
			if (drawn().away || !client || unsent(client.state).length === 0) return;
			event.preventDefault();
			const link = event.currentTarget;
			client.left();
			if ((await client.flush()) || (!client.storageFailed && (await kept()))) location.href = link.href;
		}
	};
}
