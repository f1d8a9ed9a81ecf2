// SPDX-License-Identifier: Apache-2.0
// A project as a source tells it: what every adapter gives and every match starts from. Nothing is guessed: what a source does not say is absent.
import type { Words } from '#text/words.ts';

/** Kinds of sources: each has one adapter in src/interop. */
export const sourceKinds = ['gef', 'iati', 'sip', 'table'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Kinds of sources of what others publish: linked resources, and the depositary's list of Parties. Fetched in the same way, and no projects. */
export const otherSourceKinds = ['odata', 'oai', 'depositary'] as const;
export type OtherSourceKind = (typeof otherSourceKinds)[number];
export const isOtherKind = (kind: SourceKind | OtherSourceKind): kind is OtherSourceKind => (otherSourceKinds as readonly string[]).includes(kind);

/** From an idea to its end; `unknown` when the source is silent. Proposed mapping of the states of the GEF and of IATI. */
export const projectStates = ['pipeline', 'approved', 'implementation', 'completed', 'cancelled', 'suspended', 'unknown'] as const;
export type ProjectState = (typeof projectStates)[number];

export const scopes = ['national', 'regional', 'global'] as const;
export type Scope = (typeof scopes)[number];

/** An amount of money, exact. */
export interface Money {
	/** Decimal digits with at most one point, no sign or separators: '1500000' or '0.5'. */
	amount: string;
	/** ISO 4217. */
	currency: string;
}

export interface Funding extends Money {
	/** Who gives: 'GEF Trust Fund', 'Specific International Programme', as the source writes it; '' where it does not say who. */
	source: string;
	/** What the money is: the grant itself, or what others add to it. */
	kind: 'grant' | 'cofinancing';
}

/** A project under its number in somebody's list. */
export interface Identifier {
	/** 'gef', 'iati', 'sip', or the name that a source of tables was given. */
	scheme: string;
	id: string;
}

export interface Found {
	/** The number in the source itself; unique within it. */
	identifier: Identifier;
	/** Numbers in other lists, such as the GEF's number in an IATI activity. */
	others: Identifier[];
	title: Words;
	description?: Words;
	/** State keys (ISO 3166-1 alpha-3), in the order of the source. */
	parties: string[];
	scope?: Scope;
	/** Names of countries and regions that the table of other names does not know, as written. */
	unknownPlaces: string[];
	agencies: string[];
	focalAreas: string[];
	/** Of the source: 'GEF-6', 'Pilot', 'SIP round 2'. */
	period?: string;
	/** Days, 'YYYY-MM-DD', planned or actual as far as told. */
	start?: string;
	end?: string;
	fundings: Funding[];
	state: ProjectState;
	/** As the source writes it. */
	stateSaid?: string;
	type?: string;
	/** The programme that it is a part of; its money is in its children's, or theirs in its: never added together. */
	parent?: Identifier;
	isProgramme: boolean;
	links: string[];
	/** Shares of the Parties in percent, by state key, exact decimals; only where the source gives them. */
	shares?: Record<string, string>;
	/** Sectors and tags, 'vocabulary:code', for the rules that look for mercury: 'sector-1:14050', 'tag-99:minamata'. */
	tags: string[];
	/** Where in the source: 'row 17' is 17; for a list of activities the place in it. */
	row: number;
	/** The cells or elements as they were, for the page that shows where a value comes from. */
	said: Record<string, string>;
}

/** What could not be taken, and why; `code` has words in the messages of the topic `sources`. */
export interface Refused {
	row: number;
	code: string;
	/** What was read there, cut to 200 characters. */
	seen: string;
	values?: Record<string, string>;
}

/** What an adapter yields, one after another, so that no file is ever held whole. */
export type Yielded = { found: Found; doubts: Refused[] } | { refused: Refused };

/** Why nothing of a source can be used: its headers are unknown, it is a page of HTML. */
export interface SourceFault {
	code: string;
	values: Record<string, string>;
}

/** What reading a source gives: projects and refusals; or a fault, which is the last thing told, and then nothing before it counts either. */
export type Told = Yielded | { fault: SourceFault };

/**
 * The code of a refusal that says: the source ended in the middle. What came before it stands; but the list is not whole, so that nothing that is
 * missing from it is gone.
 */
export const cutOff = 'cut-off';
