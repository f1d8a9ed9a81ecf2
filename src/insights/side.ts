// SPDX-License-Identifier: Apache-2.0
// What is compared with what, as it stands in an address: a Party or a group of Parties, each in a reporting cycle. Pure; whether it exists is not asked here.
import { type RegionId, regionIds } from '#convention/fact.ts';

/** A regional group of the United Nations, or all Parties. */
export type Group = RegionId | 'world';

export type SideAsked = { kind: 'party'; party: string; cycle: string | null } | { kind: 'group'; group: Group; cycle: string | null };

export interface ComparisonAsked {
	left: SideAsked | null;
	right: SideAsked | null;
	/** For a side that names none itself. */
	cycle: string | null;
	/** These questions alone, in the order of the form; all of them where empty. */
	questions: string[];
	/** Section of the form to show; `all` for every one. */
	section: string | null;
	/** Leaves out what is the same, or said by neither. */
	only: boolean;
}

const cycleShape = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/;
const idShape = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;
/** More than anybody can read beside one another. */
const mostQuestions = 60;

/** `GHA`, `GHA@2017-2020`, `region:africa`, `world@2021-2024`; null when it is none of these. */
export function sideFrom(text: string | null | undefined): SideAsked | null {
	const [who = '', of, ...more] = (text ?? '').trim().split('@');
	if (more.length || (of !== undefined && !cycleShape.test(of))) return null;
	const cycle = of ?? null;
	if (who === 'world') return { kind: 'group', group: 'world', cycle };
	if (who.startsWith('region:')) {
		const region = regionIds.find((id) => id === who.slice(7));
		return region ? { kind: 'group', group: region, cycle } : null;
	}
	const party = who.toUpperCase();
	return /^[A-Z]{2,3}$/.test(party) ? { kind: 'party', party, cycle } : null;
}

export const whoOf = (side: SideAsked): string => (side.kind === 'party' ? side.party : side.group === 'world' ? 'world' : `region:${side.group}`);

export const sideText = (side: SideAsked): string => `${whoOf(side)}${side.cycle === null ? '' : `@${side.cycle}`}`;

const cycleFrom = (text: string | null): string | null => (text && cycleShape.test(text) ? text : null);

/** From an address: what is not understood is as if it were not said. A form sends the cycle of a side in a field of its own. */
export function comparisonAsked(query: URLSearchParams): ComparisonAsked {
	const side = (name: 'left' | 'right'): SideAsked | null => {
		const found = sideFrom(query.get(name));
		const own = cycleFrom(query.get(`${name}-cycle`));
		return found && own && found.cycle === null ? { ...found, cycle: own } : found;
	};
	const section = query.get('section');
	return {
		left: side('left'),
		right: side('right'),
		cycle: cycleFrom(query.get('cycle')),
		questions: [...new Set(query.getAll('question').filter((id) => idShape.test(id)))].slice(0, mostQuestions),
		section: section && idShape.test(section) ? section : null,
		only: query.get('only') === 'differences'
	};
}

/** The one address of a comparison, always with its question mark: what two people ask alike has the same. */
export function comparisonQuery({ left, right, cycle, questions, section, only }: ComparisonAsked): string {
	const query = new URLSearchParams();
	const shared = left?.cycle && right?.cycle && left.cycle === right.cycle ? left.cycle : null;
	const written = (side: SideAsked) => (shared ? whoOf(side) : sideText(side));
	if (left) query.set('left', written(left));
	if (right) query.set('right', written(right));
	const common = shared ?? cycle;
	if (common && (left?.cycle !== right?.cycle || shared || !left?.cycle)) query.set('cycle', common);
	for (const id of questions) query.append('question', id);
	if (section) query.set('section', section);
	if (only) query.set('only', 'differences');
	// What may stand in a query as it is stays readable.
	return `?${query.toString().replaceAll('%3A', ':').replaceAll('%40', '@')}`;
}
