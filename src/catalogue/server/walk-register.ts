// SPDX-License-Identifier: Apache-2.0
// All rows of a register, however many, in portions: one owner after another, each portion a statement of its own, so that nobody waits for it and
// memory holds one portion. Everything in here is public.
import { organisationNames } from '#people/server/organisation-names.ts';
import { ownersOf, publicRevisionsAsOf } from '#records/server/revisions-as-of.ts';
import { type Answer, type Asked, endOf, ownersAsked, type RegisterRead, standsAs } from '../register-asked.ts';
import type { RegisterEntry } from '../register.ts';
import type { Register } from '../registers.ts';
import { ownerWords } from '../shown.ts';
import { nextEntries, registerCounts, registerEntries, type RowOwner } from './register-entries.ts';
import { entryAsOf, extendedBy, inOrder, type Reader, rowsMaker } from './register-rows.ts';

const portion = 1000;

/**
 * Portions of a register that records feed, in its usual order. `counts` and `total` are those of all rows until here, and of the last portion, which
 * may be empty, those of the whole.
 */
export async function* walkRegister(reader: Reader, register: Register, asked: Asked): AsyncGenerator<RegisterRead> {
	const { db, convention, definitions, today } = reader;
	const day = asked.on ?? today;
	const types = register.definitions.map(({ type }) => type.id);
	const parties = ownersAsked(asked, convention);
	const rows = rowsMaker(reader, register, day, await requestsOf(reader, register, asked, parties));
	const counts: Answer['counts'] = {};
	let total = 0;
	const read = async (entries: RegisterEntry[]): Promise<RegisterRead> => {
		const organisations = await organisationNames(
			db,
			entries.filter(({ ownerKind }) => ownerKind === 'organisation').map(({ owner }) => owner)
		);
		const all = rows(entries);
		for (const { standing } of all) counts[standing] = (counts[standing] ?? 0) + 1;
		const wanted = all.filter(({ standing }) => standsAs(standing, asked.standing));
		total += wanted.length;
		return {
			register,
			day,
			counts,
			total,
			rows: wanted,
			nameOf: (owner) => ownerWords(owner.kind, owner.id, convention, organisations),
			organisations,
			demo: wanted.some(({ entry }) => entry?.demo)
		};
	};
	for (const owner of await ownersIn(reader, types, asked, parties)) {
		for (let after: string | null = null, more = true; more;) {
			if (asked.on) {
				const found = await publicRevisionsAsOf(db, definitions, types, endOf(asked.on), portion, { owner, after: after ?? '' });
				yield await read(found.map((revision) => entryAsOf(revision, definitions, convention)));
				after = found.at(-1)?.record.id ?? null;
				more = found.length === portion;
			} else {
				const found = await nextEntries(db, types, owner, after, portion);
				yield await read(found.entries);
				after = found.after;
				more = after !== null;
			}
		}
	}
	yield await read([]);
}

async function ownersIn(reader: Reader, types: string[], asked: Asked, parties: string[] | null): Promise<RowOwner[]> {
	const owners = asked.on
		? (await ownersOf(reader.db, types)).filter(({ kind, id }) => !parties || (kind === 'party' && parties.includes(id)))
		: (await registerCounts(reader.db, types, parties)).map(({ owner }) => owner);
	return inOrder(reader)(owners);
}

/** What may have extended rows, by that day. */
async function requestsOf({ db, definitions, convention }: Reader, register: Register, asked: Asked, parties: string[] | null) {
	const types = extendedBy(register, definitions);
	if (!types.length) return [];
	if (!asked.on) return registerEntries(db, types, { parties, states: ['published'] });
	const found = await publicRevisionsAsOf(db, definitions, types, endOf(asked.on), mostRequests, { parties });
	return found.map((revision) => entryAsOf(revision, definitions, convention));
}

/** Far more than the Conference of the Parties could ever decide on. */
const mostRequests = 100_000;

/** The first so many rows in one, for what holds no more. */
export async function firstRows(portions: AsyncIterable<RegisterRead>, most: number): Promise<RegisterRead> {
	let first: RegisterRead | undefined;
	const rows: RegisterRead['rows'] = [];
	for await (const read of portions) {
		const organisations = new Map([...(first?.organisations ?? []), ...read.organisations]);
		rows.push(...read.rows.slice(0, most - rows.length));
		first = { ...read, organisations, demo: read.demo || first?.demo === true };
		if (rows.length === most) break;
	}
	if (!first) throw new Error('a register ends with a portion');
	return { ...first, rows };
}
