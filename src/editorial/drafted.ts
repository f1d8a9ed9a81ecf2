// SPDX-License-Identifier: Apache-2.0
// Drafts of facts, pure: a draft carried over onto a fact that changed meanwhile, and the treaty's facts with a draft in place.
import type { FactFinding } from '#convention/check-fact.ts';
import type { Convention } from '#convention/convention.ts';
import type { FactKind, Known } from '#convention/fact.ts';
import { canonical } from '#forms/comparison.ts';
import type { Json } from '#forms/form.ts';

/** What is said of a fact: right or wrong, as it was typed. */
export interface Drafted {
	value: unknown;
	status: string;
	source: string;
}

export interface FactDraft extends Drafted {
	id: string;
	kind: FactKind;
	fact: string;
	/** The fact as it was when the draft was begun; null for a new one. */
	base: Drafted | null;
	version: number;
	begunBy: string;
	begunAt: Date;
	savedBy: string;
	savedAt: Date;
}

export const draftedOf = ({ value, status, source }: Drafted): Drafted => ({ value, status, source });

const same = (one: unknown, other: unknown): boolean => canonical((one ?? null) as Json) === canonical((other ?? null) as Json);

/** Whether the fact stands as it did when the draft was begun. */
export const standsAsBegun = (draft: Pick<FactDraft, 'base'>, now: Drafted | null): boolean => same(draft.base, now && draftedOf(now));

const isParts = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Part by part: what the draft left alone follows the fact; what the draft changed stays. */
function carried(base: unknown, now: unknown, mine: unknown): unknown {
	if (same(base, mine)) return now;
	if (!isParts(now) || !isParts(mine)) return mine;
	const was = isParts(base) ? base : {};
	const names = [...new Set([...Object.keys(mine), ...Object.keys(now)])];
	return Object.fromEntries(names.map((name) => [name, carried(was[name], now[name], mine[name])]).filter(([, value]) => value !== undefined));
}

/** The draft, begun again from the fact as it stands: it undoes nothing that others changed and the draft did not touch. */
export function carriedOver(draft: Pick<FactDraft, 'base' | 'value' | 'status' | 'source'>, now: Drafted): Drafted {
	const { base } = draft;
	return {
		value: carried(base?.value, now.value, draft.value),
		status: base?.status === draft.status ? now.status : draft.status,
		source: base?.source === draft.source ? now.source : draft.source
	};
}

/** Kinds that stand on every page, and so can be looked at there before they are published. */
export const previewedKinds = ['menu-item', 'banner'] as const satisfies readonly FactKind[];
export const isPreviewed = (kind: FactKind): kind is (typeof previewedKinds)[number] => (previewedKinds as readonly FactKind[]).includes(kind);

/** Whether a page can show it: words may be missing in a language, and who says so need not be settled. */
export const canBeShown = (findings: readonly FactFinding[]): boolean =>
	findings.every(({ at, code }) => code === 'language-missing' || at === 'status' || at === 'source');

/** The facts with the draft in its place, at the end of its kind where it is new. Only for a draft that can be shown. */
export function withDraft(convention: Convention, draft: Pick<FactDraft, 'kind' | 'fact' | 'value' | 'status' | 'source'>): Pick<Convention, 'all'> {
	const known = { ...(draft.value as object), id: draft.fact, status: draft.status, source: draft.source } as unknown as Known<FactKind>;
	return {
		all<K extends FactKind>(kind: K): readonly Known<K>[] {
			const facts = convention.all(kind);
			if ((kind as FactKind) !== draft.kind) return facts;
			const own = known as unknown as Known<K>;
			return facts.some(({ id }) => id === draft.fact) ? facts.map((fact) => (fact.id === draft.fact ? own : fact)) : [...facts, own];
		}
	};
}

/** The day on which a draft is shown: today, or the first day of a banner that is still to come, or the last of one that is over. */
export function dayToShow(draft: Pick<FactDraft, 'kind' | 'value'>, today: string): string {
	if (draft.kind !== 'banner') return today;
	const { from, until } = draft.value as { from: string; until: string };
	return today < from ? from : today > until ? until : today;
}
