// SPDX-License-Identifier: Apache-2.0
// The treaty as it stood before changes of facts by hand within the last year: with it one can tell what fell away by them. SQL only.
import { isDeepStrictEqual } from 'node:util';
import type { Reading } from '#platform/server/database.ts';
import { type Convention, conventionOf } from '../convention.ts';
import { addYears, type Day } from '../day.ts';
import type { Fact, FactKind, FactValues } from '../fact.ts';
import { allFacts } from './facts.ts';

/** Kinds that days are computed from. */
export const kindsOfDays = ['state', 'deadline', 'amendment', 'cycle', 'meeting'] as const satisfies readonly FactKind[];
type DayKind = (typeof kindsOfDays)[number];

/** What of a fact a day is computed from; a change of anything else, such as a name, moves none. */
const saysDays: { readonly [K in DayKind]: readonly (keyof FactValues[K])[] } = {
	state: ['party', 'signatory', 'instrumentDate', 'entryIntoForce'],
	deadline: ['rule', 'nature', 'every', 'recordTypes'],
	amendment: ['communicated'],
	cycle: ['kind', 'start', 'end', 'due'],
	meeting: ['body', 'start']
};

/** Kinds that no day is computed from, and of which there are many. */
const idle: ReadonlySet<string> = new Set<FactKind>(['concept', 'sector', 'match']);

/** What fell away is told so long: any program that subscribes has asked within it. */
export const toldSince = (today: Day): Day => addYears(today, -1);

export interface Past {
	kind: DayKind;
	/** The facts that are as they were before. */
	ids: ReadonlySet<string>;
	/** The facts of today, but for those. */
	convention: Convention;
}

const made = new WeakMap<Convention, { since: Day; past: Promise<readonly Past[]> }>();

/** Made once a day for a snapshot of the facts, since every change of one makes another snapshot. */
export function pastConventions(db: Reading, convention: Convention, today: Day): Promise<readonly Past[]> {
	const since = toldSince(today);
	const known = made.get(convention);
	if (known?.since === since) return known.past;
	const past = makePast(db, since);
	made.set(convention, { since, past });
	past.catch(() => made.delete(convention));
	return past;
}

async function makePast(db: Reading, since: Day): Promise<Past[]> {
	const changes = await db
		.selectFrom('convention.fact_changes')
		.select(['kind', 'id', 'before'])
		.where('kind', 'in', [...kindsOfDays])
		.where('before', 'is not', null)
		.where('changed_at', '>=', new Date(`${since}T00:00:00Z`))
		.orderBy('seq', 'desc')
		.execute();
	if (!changes.length) return [];
	const facts = (await allFacts(db)).filter(({ kind }) => !idle.has(kind));
	const layers = kindsOfDays.flatMap((kind) => {
		const now = new Map(facts.flatMap((fact) => (fact.kind === kind ? [[fact.id, fact]] : [])));
		const earlier = earlierFacts(
			kind,
			now,
			changes.filter((change) => change.kind === kind)
		);
		// Which meeting is the next follows from all of them, so that one is looked behind at a time. Days follow from each other fact by itself.
		return kind === 'meeting' ? earlier.map((fact) => [fact]) : inLayers(earlier);
	});
	return layers.map((layer) => {
		const [first] = layer;
		const then = new Map(layer.map((fact) => [fact.id, fact]));
		const kind = first?.kind as DayKind;
		return {
			kind,
			ids: new Set(then.keys()),
			convention: conventionOf(facts.map((fact) => (fact.kind === kind && then.get(fact.id)) || fact))
		};
	});
}

/** Each fact as it was and is not now, once for all that days are computed from; of one fact the latest first. */
function earlierFacts(kind: DayKind, now: ReadonlyMap<string, Fact>, changes: readonly { id: string; before: unknown }[]): Fact[] {
	const partOf = ({ value }: Fact) => saysDays[kind].map((name) => (value as unknown as Record<string, unknown>)[name] ?? null);
	const found = new Map<string, Fact[]>();
	for (const { id, before } of changes) {
		const today = now.get(id);
		if (!today) continue;
		const then: Fact = { ...today, ...(before as Partial<Fact>) };
		const among = found.get(id) ?? [];
		if ([today, ...among].some((other) => isDeepStrictEqual(partOf(other), partOf(then)))) continue;
		found.set(id, [...among, then]);
	}
	return [...found.values()].flat();
}

/** So that no fact stands twice in one: as many as the fact that was changed most often needs, however many were changed. */
function inLayers(facts: readonly Fact[]): Fact[][] {
	const layers: Fact[][] = [];
	for (const among of Map.groupBy(facts, ({ id }) => id).values()) among.forEach((fact, at) => (layers[at] ??= []).push(fact));
	return layers;
}
