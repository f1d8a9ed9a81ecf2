// SPDX-License-Identifier: Apache-2.0
// Answers one OAI-PMH request from the catalogue: what is published, and of what was withdrawn that it was.
import { sql } from 'kysely';
import { entryColumns, entryFromRow, findEntry } from '#catalogue/server/entries.ts';
import type { Entry } from '#catalogue/entry.ts';
import { ownerWords, secretariatName } from '#catalogue/shown.ts';
import type { Convention } from '#convention/convention.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { languages } from '#text/languages.ts';
import { readerIn, type Reader } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { xml } from '../../feeds/xml.ts';
import { type Asked, type Fault, isFault, type Place, readRequest, type Selection, tokenOf } from '../request.ts';
import { document, dublinCore, formats, header, identify, localId, type Naming, record, type Reply } from '../response.ts';

export interface Harvest {
	db: Reading;
	definitions: Definitions;
	convention: Convention;
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	/** Whom a harvester writes to. */
	email: string;
	/** The errors are worded in the language of the caller. */
	reader: Reader;
	at: Date;
}

/** Records in one part of a list. */
export const part = 100;

/** The whole reply to a request, as XML. Never fails for what was asked: the protocol has its own errors, which come with status 200. */
export async function harvest(query: URLSearchParams, by: Harvest): Promise<string> {
	const base = `${by.origin}/oai`;
	const asked = readRequest(query);
	const content = isFault(asked) ? asked : await answer(asked, by, base);
	const reply = { base, at: by.at, request: {}, verb: null } satisfies Partial<Reply>;
	if (typeof content === 'string' && !isFault(asked)) return document({ ...reply, request: Object.fromEntries(query), verb: asked.verb, content });
	const { error, about } = content as Fault;
	const unread = error === 'badVerb' || error === 'badArgument';
	const text = by.reader.t(`oai.${error}`, { about: about ?? '' });
	return document({ ...reply, request: unread ? {} : Object.fromEntries(query), content: `<error code="${error}">${xml(text)}</error>` });
}

async function answer(asked: Asked, by: Harvest, base: string): Promise<string | Fault> {
	const { db, origin, email } = by;
	const { host } = new URL(origin);
	const local = host.replace(/:\d+$/, '');
	switch (asked.verb) {
		case 'Identify': {
			const ends = await db
				.selectFrom('catalogue.entries')
				.select((one) => [one.fn.min('changed_at').as('earliest'), one.fn.min('record_id').as('sample')])
				.executeTakeFirst();
			// The Convention entered into force on this day: nothing here is older, also where nothing is here yet.
			const earliest = (ends?.earliest as Date | null) ?? new Date('2017-08-16T00:00:00Z');
			return identify({ name: by.reader.t('site.name'), base, email, earliest, host: local, sample: ends?.sample ?? 'MC-NAP-GH-0001' });
		}
		case 'ListMetadataFormats':
			return asked.identifier === null || (await entryOf(db, local, asked.identifier))
				? formats
				: { error: 'idDoesNotExist', about: asked.identifier };
		case 'ListSets':
			return [...setNames(by)]
				.map(([spec, name]) => `<set><setSpec>${xml(spec)}</setSpec><setName>${xml(name[by.reader.language] ?? name.en ?? spec)}</setName></set>`)
				.join('');
		case 'GetRecord': {
			const entry = await entryOf(db, local, asked.identifier);
			if (!entry) return { error: 'idDoesNotExist', about: asked.identifier };
			const naming = await namingOf(by, [entry]);
			return record(entry, local, dublinCore(entry, origin, naming));
		}
		default: {
			const set = 'place' in asked ? asked.place.set : asked.selection.set;
			if (set !== null && !setNames(by).has(set)) return { error: 'noRecordsMatch', about: set };
			const { entries, next, ended } = 'place' in asked ? await goOn(db, asked.place) : await start(db, asked.selection, by.at);
			if (!entries.length) return { error: 'place' in asked ? 'badResumptionToken' : 'noRecordsMatch' };
			const naming = asked.verb === 'ListRecords' ? await namingOf(by, entries) : null;
			const listed = entries.map((entry) => (naming ? record(entry, local, dublinCore(entry, origin, naming)) : header(entry, local)));
			return listed.join('') + token(next, ended);
		}
	}
}

async function entryOf(db: Reading, host: string, identifier: string): Promise<Entry | undefined> {
	const id = localId(host, identifier);
	return id === undefined || id.includes('\0') ? undefined : findEntry(db, id);
}

/**
 * Everything that a harvest can be narrowed to, with its name: record types, areas of focus, Parties. The sign between kind and id means a hierarchy, so
 * the kinds are sets too: everything has a type, and what concerns any area or Party is in the set of all of them.
 */
function setNames({ definitions, convention, reader: { language, t } }: Pick<Harvest, 'definitions' | 'convention' | 'reader'>): Map<string, Words> {
	return new Map<string, Words>([
		['type', { [language]: t('thesaurus.record-types') }],
		['area', { [language]: t('site.areas') }],
		['party', { [language]: t('site.parties') }],
		...definitions.all
			.filter(({ type }) => type.visibility === 'public')
			.map(({ type, form }) => [`type:${type.id}`, form.words['form.title'] ?? {}] as const),
		...convention.areas.map((area) => [`area:${area.id}`, area.name] as const),
		...convention.states.map((state) => [`party:${state.id}`, state.name] as const)
	]);
}

interface Found {
	entries: Entry[];
	next: Place | null;
	/** Where the last part of a list that came in parts ends. */
	ended: { given: number; total: number } | null;
}

/**
 * A list means what was there when it was asked for: whatever changes meanwhile comes with the next harvest. It goes by when something last changed here,
 * and not by the day on which it was published: what is imported today with an older day is new to who was here yesterday.
 */
async function start(db: Reading, selection: Selection, at: Date): Promise<Found> {
	const now = at.getTime() + 1;
	const until = selection.until === null ? now : Math.min(selection.until, now);
	const whole = { ...selection, until };
	const { rows } = await sql<{ total: number }>`select count(*)::int as total from catalogue.entries where ${within(whole)}`.execute(db as never);
	return partOf(db, whole, null, 0, Number(rows[0]?.total ?? 0));
}

const goOn = (db: Reading, { after, given, total, ...selection }: Place): Promise<Found> => partOf(db, selection, after, given, total);

async function partOf(db: Reading, selection: Selection, after: Place['after'] | null, given: number, total: number): Promise<Found> {
	let query = db
		.selectFrom('catalogue.entries')
		.select([...entryColumns, sql<string>`to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('exactly')])
		.where(within(selection))
		.orderBy('changed_at')
		.orderBy('record_id')
		.limit(part + 1);
	if (after) query = query.where(sql<boolean>`(changed_at, record_id) > (${after.at}::timestamptz, ${after.id})`);
	const rows = await query.execute();
	const shown = rows.slice(0, part);
	const so = given + shown.length;
	const last = shown.at(-1);
	const next = rows.length > part && last ? { ...selection, after: { at: last.exactly, id: last.record_id }, given: so, total } : null;
	return { entries: shown.map(entryFromRow), next, ended: !next && given > 0 ? { given, total } : null };
}

function within({ from, until, set }: Selection) {
	// The ids of none of them hold the sign.
	const [kind, value] = set?.split(':') ?? [];
	const parts = [
		sql`true`,
		...(from === null ? [] : [sql`changed_at >= ${new Date(from)}`]),
		...(until === null ? [] : [sql`changed_at < ${new Date(until)}`]),
		...(kind === 'type' && value ? [sql`type = ${value}`] : []),
		...(kind === 'area' ? [value ? sql`areas @> array[${value}]::text[]` : sql`areas <> '{}'`] : []),
		...(kind === 'party' ? [value ? sql`parties @> array[${value}]::text[]` : sql`parties <> '{}'`] : [])
	];
	return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

function token(next: Place | null, ended: Found['ended']): string {
	if (next) {
		const { given, total } = next;
		return `<resumptionToken completeListSize="${total}" cursor="${given - part}">${tokenOf(next)}</resumptionToken>`;
	}
	return ended ? `<resumptionToken completeListSize="${ended.total}" cursor="${ended.given}"/>` : '';
}

async function namingOf({ db, definitions, convention }: Harvest, entries: Entry[]): Promise<Naming> {
	const ids = entries.filter((entry) => entry.ownerKind === 'organisation').map((entry) => entry.owner);
	const organisations = await organisationNames(db, ids);
	const readers = await Promise.all(languages.map(readerIn));
	const inAll = (id: 'look.demonstration' | 'site.name'): Words => Object.fromEntries(readers.map(({ language, t }) => [language, t(id)]));
	return {
		owner: (entry) => ownerWords(entry.ownerKind, entry.owner, convention, organisations),
		type: (id) => definitions.current(id)?.form.words['form.title'] ?? { en: id },
		area: (id) => convention.area(id)?.name ?? { en: id },
		party: (id) => convention.state(id)?.name ?? { en: id },
		concept: (id) => convention.concept(id)?.prefLabel ?? { en: id },
		publisher: secretariatName,
		demonstration: inAll('look.demonstration')
	};
}
