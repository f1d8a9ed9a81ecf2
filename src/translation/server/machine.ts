// SPDX-License-Identifier: Apache-2.0
// Asks the configured service to draft texts in another language. Speaks one small contract (docs/operations.md), trusts nothing of the answer, and
// gives up soon: whoever waits can translate by hand.
import type { Language } from '#text/languages.ts';

export interface Machine {
	url: string;
	key: string | null;
}

export interface Limits {
	milliseconds: number;
	/** Of the whole answer. */
	bytes: number;
	tries: number;
}
export const machineLimits: Limits = { milliseconds: 30_000, bytes: 4 * 1024 * 1024, tries: 2 };

/** What is sent in one question; further texts are asked for with the next press of the button. */
export const mostSent = { texts: 50, characters: 60_000 };

/** The first texts that fit into one question. */
export function fitting<T extends { source: string }>(units: readonly T[]): T[] {
	let characters = 0;
	return units.slice(0, mostSent.texts).filter(({ source }) => (characters += source.length) <= mostSent.characters);
}

export interface Wanted {
	source: Language;
	target: Language;
	texts: string[];
}

/** A text for each that was sent, or null where no answer came that could be used. */
export async function draftedBy(machine: Machine, wanted: Wanted, limits: Limits = machineLimits): Promise<string[] | null> {
	for (let attempt = 1; ; attempt += 1) {
		const answer = await asked(machine, wanted, limits);
		if (answer !== 'again') return answer;
		if (attempt >= limits.tries) return null;
	}
}

async function asked({ url, key }: Machine, wanted: Wanted, { milliseconds, bytes }: Limits): Promise<string[] | null | 'again'> {
	try {
		const reply = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
			body: JSON.stringify(wanted),
			// Texts go where the operator said, and nowhere else.
			redirect: 'error',
			signal: AbortSignal.timeout(milliseconds)
		});
		if (!reply.ok) {
			await reply.body?.cancel();
			return reply.status >= 500 || reply.status === 429 ? 'again' : null;
		}
		const text = await limited(reply, bytes);
		return text === null ? null : textsIn(text, wanted.texts.length);
	} catch (fault) {
		// A second wait of the same length is more than anybody wants.
		return (fault as Error).name === 'TimeoutError' ? null : 'again';
	}
}

async function limited(reply: Response, bytes: number): Promise<string | null> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of reply.body ?? []) {
		size += piece.length;
		if (size > bytes) return null;
		pieces.push(piece);
	}
	return new TextDecoder().decode(Buffer.concat(pieces));
}

function textsIn(answer: string, count: number): string[] | null {
	try {
		const { texts } = JSON.parse(answer) as { texts?: unknown };
		return Array.isArray(texts) && texts.length === count && texts.every((text) => typeof text === 'string') ? texts : null;
	} catch {
		return null;
	}
}
