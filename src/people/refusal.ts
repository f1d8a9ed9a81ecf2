// SPDX-License-Identifier: Apache-2.0
// Why an act was not done, as data. Worded at the edge by the message `refusal.{code}`; an exception is only ever a defect.

export const refusalCodes = [
	'not-allowed',
	'not-found',
	'sign-in-first',
	'stage-does-not-fit',
	'reason-missing',
	'checklist-incomplete',
	'has-errors',
	'changed-meanwhile',
	'clashes-open',
	'wrong-credentials',
	'locked-out',
	'too-many-requests',
	'link-expired',
	'link-used',
	'link-unknown',
	'password-too-short',
	'password-too-common',
	'email-not-valid',
	'email-taken',
	'code-wrong',
	'name-missing',
	'organisation-taken',
	'too-large',
	'type-not-accepted',
	'empty',
	'archive-bomb',
	'image-bomb',
	'mismatched',
	'not-valid',
	'no-such-fact',
	'last-of-its-kind',
	'unavailable',
	'password-too-long',
	'role-held',
	'other-account',
	'code-not-valid',
	'website-not-valid',
	'not-confirmed',
	'not-admitted',
	'already-on',
	'step-expired'
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
	refusal: RefusalCode;
	/** What the wording needs. */
	values?: { [name: string]: string | number };
	/** Findings that explain it, where a form was checked. */
	findings?: { at: string; code: string; severity: string; values?: { [name: string]: string | number } }[];
}

export const refuse = (refusal: RefusalCode, values?: Refusal['values']): Refusal => (values ? { refusal, values } : { refusal });

export const isRefusal = (outcome: unknown): outcome is Refusal => typeof outcome === 'object' && outcome !== null && 'refusal' in outcome;

/** HTTP status of each refusal: one table for pages and API. */
export const statusOf: Record<RefusalCode, number> = {
	'not-allowed': 403,
	'not-found': 404,
	'sign-in-first': 401,
	'stage-does-not-fit': 409,
	'reason-missing': 422,
	'checklist-incomplete': 422,
	'has-errors': 422,
	'changed-meanwhile': 409,
	'clashes-open': 409,
	'wrong-credentials': 401,
	'locked-out': 429,
	'too-many-requests': 429,
	'link-expired': 410,
	'link-used': 410,
	'link-unknown': 404,
	'password-too-short': 422,
	'password-too-common': 422,
	'email-not-valid': 422,
	'email-taken': 409,
	'code-wrong': 401,
	'name-missing': 422,
	'organisation-taken': 409,
	'too-large': 413,
	'type-not-accepted': 415,
	empty: 422,
	'archive-bomb': 422,
	'image-bomb': 422,
	mismatched: 422,
	'not-valid': 422,
	'no-such-fact': 404,
	'last-of-its-kind': 409,
	unavailable: 503,
	'password-too-long': 422,
	'role-held': 409,
	'other-account': 403,
	'code-not-valid': 422,
	'website-not-valid': 422,
	'not-confirmed': 422,
	'not-admitted': 403,
	'already-on': 409,
	'step-expired': 401
};
