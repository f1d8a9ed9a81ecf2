// SPDX-License-Identifier: Apache-2.0
// A call as the secretariat follows it: who has answered, who is about to, who has not, by region where seats are. For the desk alone.
import type { Answering } from '#exchange/server/calls.ts';
import { answersTo } from '#exchange/server/calls.ts';
import { peopleAsked } from '#exchange/server/call-letters.ts';
import type { Call } from '#exchange/call.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Words } from '#text/words.ts';
import { ownerWords } from '../shown.ts';
import type { World } from './project.ts';

export interface Followed {
	answers: (Answering & { name: Words; region: string | null })[];
	/** Of those who are asked and have an account, who has not begun. */
	missing: { ownerKind: string; owner: string; name: Words }[];
	/** Nominations that were handed in, and who was elected, by the region of the nominating Party. */
	nominated: { region: string; nominated: number; elected: number }[];
}

export async function followCall(db: Reading, { convention }: Pick<World, 'convention'>, id: string, call: Call): Promise<Followed> {
	const answers = await answersTo(db, id);
	const people = await peopleAsked(db, call);
	const owners = new Map([...answers, ...people].map(({ ownerKind, owner }) => [`${ownerKind} ${owner}`, { ownerKind, owner }]));
	const names = await organisationNames(
		db,
		[...owners.values()].filter(({ ownerKind }) => ownerKind === 'organisation').map(({ owner }) => owner)
	);
	const name = (kind: string, owner: string) => ownerWords(kind, owner, convention, names);
	const there = new Set(answers.map(({ ownerKind, owner }) => `${ownerKind} ${owner}`));
	const regionOf = ({ ownerKind, owner }: { ownerKind: string; owner: string }) =>
		ownerKind === 'party' ? (convention.state(owner)?.region ?? null) : null;
	const handedIn = answers.filter(({ submittedAt }) => submittedAt);
	const regions = Map.groupBy(handedIn, regionOf);
	return {
		answers: answers.map((each) => ({ ...each, name: name(each.ownerKind, each.owner), region: regionOf(each) })),
		missing: [...owners].filter(([key]) => !there.has(key)).map(([, { ownerKind, owner }]) => ({ ownerKind, owner, name: name(ownerKind, owner) })),
		nominated: [...regions].flatMap(([region, of]) =>
			region ? [{ region, nominated: of.length, elected: of.filter(({ outcome }) => outcome === 'elected').length }] : []
		)
	};
}
