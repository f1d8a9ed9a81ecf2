// SPDX-License-Identifier: Apache-2.0
// Reads what the page and the paper of a Party show. Everything in here is public.
import { type Selectable, sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Definitions } from '#records/definitions.ts';
import { publicMoves } from '#records/server/revisions.ts';
import type { Words } from '#text/words.ts';
import type { Entry } from '../entry.ts';
import { obligationsOf } from '../obligation.ts';
import { type Change, contactsOf, countedObligations, documentsOf, grouped, partyProfile, type Profile } from '../party.ts';
import { registersOf } from '../registers.ts';
import { roundsByParty } from './deadlines.ts';
import { entryColumns, entryFromRow } from './entries.ts';
import { named } from './naming.ts';

/** So many records of each type are named; the rest is one link away. */
const mostOfType = 3;
const mostChanges = 10;
const mostDocuments = 30;
const mostAbout = 8;
/** Types of which the profile needs every record: whose ends are computed, who speaks for the Party, what it declared. */
const neededWhole = ['art17-4-nfp', 'art6-exemption-annex-a', 'art6-exemption-annex-b', 'art6-extension-request', 'art27-non-acceptance'];
const mostWhole = 200;

type Row = Selectable<Tables['catalogue.entries']> & { place: number; of_type: number };

/** The newest published records of a Party by type, with how many there are of each. */
export async function ownEntries(db: Reading, definitions: Definitions, owner: string) {
	const whole = [...neededWhole, ...definitions.ofRegister('declarations').map(({ type }) => type.id)];
	const { rows } = await sql<Row>`
		select * from (
			select ${sql.join(entryColumns.map((column) => sql.ref(column)))},
				row_number() over (partition by type order by published_at desc, record_id)::int as place,
				count(*) over (partition by type)::int as of_type
			from catalogue.entries where owner_kind = 'party' and owner = ${owner} and state = 'published'
		) as own
		where place <= ${mostOfType} or (type = any(${whole}::text[]) and place <= ${mostWhole})
		order by published_at desc, record_id`.execute(db as never);
	return {
		entries: rows.map(entryFromRow),
		shown: new Set(rows.filter((row) => row.place <= mostOfType).map((row) => row.record_id)),
		counts: new Map(rows.map((row) => [row.type, row.of_type]))
	};
}

/** The last moves of a Party's records that everybody may see; who made them is not told. */
async function changesOf(db: Reading, owner: string, definitions: Definitions): Promise<Change[]> {
	const rows = await db
		.selectFrom('records.moves as move')
		.innerJoin('records.records as record', 'record.id', 'move.record_id')
		.innerJoin('catalogue.entries as entry', 'entry.record_id', 'record.id')
		.select(['move.record_id', 'move.move', 'move.revision', 'move.moved_at', 'record.type', 'record.demo', 'entry.title'])
		.where('record.owner_kind', '=', 'party')
		.where('record.owner', '=', owner)
		.where('record.visibility', '=', 'public')
		.where('record.state', '<>', 'unpublished')
		.where('move.move', 'in', [...publicMoves])
		.orderBy('move.seq', 'desc')
		.limit(mostChanges)
		.execute();
	return rows.map((row) => ({
		record: row.record_id,
		title: row.title as Words,
		type: definitions.current(row.type)?.form.words['form.short'] ?? {},
		move: row.move,
		revision: row.revision,
		at: row.moved_at,
		demo: row.demo
	}));
}

/** Records of others that name the State. */
async function entriesAbout(db: Reading, id: string): Promise<Entry[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where('state', '=', 'published')
		.where(sql<boolean>`parties @> array[${id}]::text[]`)
		.where((where) => where.or([where('owner_kind', '<>', 'party'), where('owner', '<>', id)]))
		.orderBy('published_at', 'desc')
		.orderBy('record_id')
		.limit(mostAbout)
		.execute();
	return rows.map(entryFromRow);
}

/** All that is known here of a State or regional organisation on one day; undefined for a key that is none. */
export async function readProfile(
	db: Reading,
	definitions: Definitions,
	convention: Convention,
	id: string,
	today: string
): Promise<Profile | undefined> {
	if (!convention.state(id)) return undefined;
	const declaring = definitions.ofRegister('declarations').map(({ type }) => type.id);
	const { entries, shown, counts } = await ownEntries(db, definitions, id);
	const listed = entries.filter((entry) => shown.has(entry.recordId));
	const rounds = (await roundsByParty(db, [id])).get(id) ?? [];
	const obligations = obligationsOf(id, { convention, definitions, today, own: entries, rounds });
	const documents = documentsOf(entries);
	const about = await entriesAbout(db, id);
	const changes = await changesOf(db, id, definitions);
	const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
	return {
		...partyProfile(id, entries, convention, today),
		today,
		obligations: obligations.map((each) => ({ ...each, about: each.about && aboutWords(each.about, convention) })),
		counted: { ...countedObligations(obligations), records: total, newest: listed[0]?.publishedAt ?? null },
		contacts: contactsOf(entries, definitions, today),
		declarations: await named(
			db,
			entries.filter((entry) => declaring.includes(entry.type)),
			definitions,
			convention
		),
		submitted: await Promise.all(
			grouped(listed, counts, definitions).map(async ({ article, types }) => ({
				article,
				title: article === null ? null : (convention.article(article)?.title ?? null),
				types: await Promise.all(types.map(async (group) => ({ ...group, entries: await named(db, group.entries, definitions, convention) })))
			}))
		),
		changes,
		documents: documents.slice(0, mostDocuments),
		moreDocuments: documents.length > mostDocuments || total > entries.length,
		about: await named(db, about, definitions, convention),
		registers: (await registersOf(definitions))
			.filter((register) => register.definitions.some(({ type }) => counts.has(type.id)))
			.map(({ id: register, title }) => ({ id: register, title })),
		demo: entries.some((entry) => entry.demo) || about.some((entry) => entry.demo) || changes.some((change) => change.demo)
	};
}

const aboutWords = (about: { amendment: string } | { record: string }, convention: Convention) =>
	'amendment' in about ? { amendment: convention.one('amendment', about.amendment)?.name ?? { en: about.amendment } } : about;
