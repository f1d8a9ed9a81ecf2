// SPDX-License-Identifier: Apache-2.0
// What the depositary's list of Parties says otherwise than the facts, State by State, and how a fact looks once an officer accepts it. Entry into force is reckoned by Article
// 31, never read. Pure.
import { type Day, isDay } from './day.ts';
import { entryIntoForce } from './deadline.ts';
import type { InstrumentType, StateValue } from './fact.ts';

/** A row of the list, read. */
export interface StatusRow {
	/** As written there. */
	name: string;
	/** State key; null where the name is not known. */
	state: string | null;
	signature: Day | null;
	instrumentDate: Day | null;
	instrumentType: InstrumentType | null;
}

export const differenceKinds = ['new-party', 'changed', 'no-instrument', 'not-listed', 'unknown-name'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** What is compared. */
export type Standing = Pick<StateValue, 'signature' | 'instrumentDate' | 'instrumentType' | 'entryIntoForce'>;
export const standingFields = ['signature', 'instrumentDate', 'instrumentType', 'entryIntoForce'] as const;

export interface StatusDifference {
	/** State key, or the name where that is all there is. */
	key: string;
	state: string | null;
	name: string;
	kind: DifferenceKind;
	fields: (typeof standingFields)[number][];
	/** As the facts have it; null for a name that is not known. */
	now: Standing | null;
	/** As the list has it. */
	said: Standing;
}

export type KnownState = Standing & Pick<StateValue, 'party' | 'name'> & { id: string };

const nothing: Standing = { signature: null, instrumentDate: null, instrumentType: null, entryIntoForce: null };

export const saidBy = ({ signature, instrumentDate, instrumentType }: Omit<StatusRow, 'name' | 'state'>): Standing => ({
	...{ signature, instrumentDate, instrumentType },
	entryIntoForce: instrumentDate && isDay(instrumentDate) ? entryIntoForce(instrumentDate) : null
});

/** In the order of the list; Parties that it does not name come last. What the list is silent about is no difference. */
export function differencesOf(rows: readonly StatusRow[], states: readonly KnownState[]): StatusDifference[] {
	const known = new Map(states.map((state) => [state.id, state]));
	const listed = new Set(rows.flatMap(({ state }) => state ?? []));
	const found = rows.flatMap((row): StatusDifference[] => {
		const said = saidBy(row);
		const state = row.state === null ? undefined : known.get(row.state);
		if (!state) return [{ key: row.name, state: null, name: row.name, kind: 'unknown-name', fields: [], now: null, said }];
		const now: Standing = {
			...{ signature: state.signature, instrumentDate: state.instrumentDate, instrumentType: state.instrumentType },
			entryIntoForce: state.entryIntoForce
		};
		const around = { key: state.id, state: state.id, name: row.name, now, said };
		if (!row.instrumentDate && state.party) return [{ ...around, kind: 'no-instrument', fields: ['instrumentDate'] }];
		const fields = standingFields.filter((field) => said[field] !== null && said[field] !== now[field]);
		if (row.instrumentDate && !state.party) return [{ ...around, kind: 'new-party', fields }];
		return fields.length ? [{ ...around, kind: 'changed', fields }] : [];
	});
	const missing = states
		.filter(({ id, party }) => party && !listed.has(id))
		.map(({ id, name, signature, instrumentDate, instrumentType, entryIntoForce: entry }): StatusDifference => ({
			...{ key: id, state: id, name: name.en ?? id, kind: 'not-listed', fields: [], said: nothing },
			now: { signature, instrumentDate, instrumentType, entryIntoForce: entry }
		}));
	return [...found, ...missing];
}

/** The fact once the difference is accepted. A Party that the list does not have any more is one of which nothing is known. */
export function acceptedStatus(value: StateValue, { kind, said }: Pick<StatusDifference, 'kind' | 'said'>): StateValue {
	if (kind === 'not-listed' || kind === 'no-instrument')
		return { ...value, party: null, instrumentDate: null, instrumentType: null, instrumentTypeStatus: null, entryIntoForce: null };
	return {
		...value,
		...(said.signature ? { signature: said.signature, signatory: true } : {}),
		...(said.instrumentDate ? { party: true, instrumentDate: said.instrumentDate, entryIntoForce: said.entryIntoForce } : {}),
		...(said.instrumentType ? { instrumentType: said.instrumentType, instrumentTypeStatus: 'sourced' as const } : {})
	};
}
