// SPDX-License-Identifier: Apache-2.0
// Organisations that contribute beside the Parties: their kinds, their code, and what their standing allows. Knows no storage.
import type { Language } from '#text/languages.ts';

export const organisationKinds = ['igo', 'ngo', 'institution', 'un'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** applied: its people may draft; admitted: they may submit; declined: neither, the reason is given. */
export const organisationStates = ['applied', 'admitted', 'declined'] as const;
export type OrganisationState = (typeof organisationStates)[number];

export interface Organisation {
	id: string;
	/** Acronym that stands in the identifiers of its records, such as ZMWG. */
	code: string;
	name: string;
	kind: OrganisationKind;
	/** ISO 3166-1 alpha-3 of its seat; null for a body of many countries. */
	country: string | null;
	website: string | null;
	state: OrganisationState;
	reason: string | null;
	contactName: string;
	contactEmail: string;
	language: Language;
	demo: boolean;
	appliedAt: Date;
	decidedAt: Date | null;
}

/** The code as identifiers need it (A to Z and digits, 2 to 12, a letter first), or null when it cannot be one. */
export function codeOf(typed: string): string | null {
	const code = typed
		.trim()
		.toUpperCase()
		.replace(/[\s.-]+/g, '');
	return /^[A-Z][A-Z0-9]{1,11}$/.test(code) ? code : null;
}

/** A web address with its scheme, null where none was typed, false where it is not one. */
export function websiteOf(typed: string): string | null | false {
	const text = typed.trim();
	if (text === '') return null;
	try {
		const address = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
		return (address.protocol === 'https:' || address.protocol === 'http:') && address.hostname.includes('.') ? address.href : false;
	} catch {
		return false;
	}
}

/** What a decision may follow on: an admitted organisation may be declined later, a declined one admitted after all. */
export const mayDecide = (state: OrganisationState, decision: 'admitted' | 'declined'): boolean => state !== decision;
