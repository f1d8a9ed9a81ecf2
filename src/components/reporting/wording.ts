// SPDX-License-Identifier: Apache-2.0
// What the letters of a reporting round are called.
import { kindOfLetter } from '#reporting/letter.ts';
import type { Reader } from '#text/message.ts';

/** `before-30`, `extension 2026-03-31`: a letter by the name under which it is remembered. */
export function letterWords({ t }: Reader, letter: string): string {
	const kind = kindOfLetter(letter);
	return t(`reporting.work.letter.${kind}`, { days: Number(/^(?:before|after)-(\d+)/.exec(letter)?.[1] ?? 0) });
}
