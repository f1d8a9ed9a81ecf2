// SPDX-License-Identifier: Apache-2.0
// The problem of a small form: its words, and the field that it is about. Pure.
import type { Refusal, RefusalCode } from '#people/refusal.ts';
import type { MessageId, Say } from '#text/message.ts';

export interface Problem {
	text: string;
	/** Id of the field; null where it concerns the whole form. */
	at: string | null;
}

/** Which field a refusal is about, where forms do not say otherwise. */
const usual: Partial<Record<RefusalCode, string>> = {
	'email-not-valid': 'email',
	'password-too-short': 'password',
	'password-too-long': 'password',
	'password-too-common': 'password',
	'name-missing': 'name',
	'code-wrong': 'code',
	'code-not-valid': 'code',
	'website-not-valid': 'website',
	'reason-missing': 'reason',
	'not-confirmed': 'confirmed'
};

/** `places` overrides the usual field of a refusal, or names one that has none. */
export function problemOf(t: Say, refusal: Refusal | null | undefined, places: Partial<Record<RefusalCode, string>> = {}): Problem | null {
	if (!refusal) return null;
	const at = places[refusal.refusal] ?? usual[refusal.refusal] ?? null;
	// Who proves that it is them has typed no address.
	const only = refusal.refusal === 'wrong-credentials' && at === 'current';
	return { text: t(only ? 'people.field.current-password.wrong' : (`refusal.${refusal.refusal}` as MessageId), refusal.values), at };
}
