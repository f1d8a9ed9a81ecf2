// SPDX-License-Identifier: Apache-2.0
// Records, their revisions and their history. What the caller may see is decided below, by the one door to revisions.
import { findEntry } from '#catalogue/server/entries.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { giveFile } from '#platform/server/give-file.ts';
import { readableFile } from '#records/server/readable-file.ts';
import { findRecord, movesOf } from '#records/server/records.ts';
import { movesSeenBy, type ReadRecord, readRevision } from '#records/server/revisions.ts';
import { languages } from '#text/languages.ts';
import type { Context } from '../context.ts';
import { cursorFrom, placeFrom } from '../cursor.ts';
import { listEntries, withdrawalOf } from '../listing.ts';
import { type Outcome, reading } from '../operation.ts';
import { timeFrom } from '../parameters.ts';
import type { ApiProblem } from '../problem.ts';
import { address, list, object, orNull, ref } from '../schema.ts';
import { aroundOwners, at } from '../shapes/around.ts';
import { presentEntry, presentMove, presentRecord, presentRevision, presentTombstone } from '../shapes/record.ts';

export const recordId = {
	in: 'path',
	description: 'Identifier of the record.',
	schema: { type: 'string', pattern: '^MC-[A-Z0-9]+-[A-Z0-9]+-\\d{4,9}$', maxLength: 60 },
	example: 'MC-INFORMATION-EXAMPLE-0001'
} as const;

/** Parts of a key of facts: ids of types, areas, states. */
const key = (description: string, example?: string) =>
	({ in: 'query', description, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]*$', maxLength: 60 }, example }) as const;

const filters = {
	type: key('Record type (see `/forms`).', 'art17-exchange-record'),
	party: key('State that it concerns, as its owner or otherwise (see `/parties`).', 'GHA'),
	area: key('Area of focus (see `/areas`).'),
	article: {
		in: 'query',
		description: 'Article of the Convention that it concerns.',
		schema: { type: 'string', pattern: '^[1-9]\\d?$', maxLength: 2 },
		example: '17'
	},
	symbol: {
		in: 'query',
		description: 'Symbol of a meeting document, or number of a decision, however it is typed.',
		schema: { type: 'string', maxLength: 80 },
		example: 'MC-5/16'
	},
	meeting: {
		in: 'query',
		description: 'Meeting of documents and decisions: the id of a meeting, as in the addresses of the pages of meetings.',
		schema: { type: 'string', pattern: '^[A-Z]+-?[A-Z]?\\d*(\\.\\d+)?$', maxLength: 20 },
		example: 'COP5'
	},
	state: {
		in: 'query',
		description: 'What the public sees: `any` lists withdrawn and superseded records too.',
		schema: { type: 'string', enum: ['published', 'withdrawn', 'superseded', 'any'], maxLength: 20, default: 'published' }
	},
	since: {
		in: 'query',
		description:
			'Only what changed here at this moment or later: what was published, revised, withdrawn, superseded or imported, whatever day it bears. A day, or a moment with its zone (RFC 3339). The list then goes by the change (`changedAt`). With `state=any` a copy of the catalogue can be kept up to date; ask with some minutes of overlap, since a change is seen a moment after its time.',
		schema: { type: 'string', format: 'date-time', maxLength: 40 },
		example: '2026-01-01T00:00:00Z'
	},
	language: { in: 'query', description: 'Language that its texts or files are in.', schema: { type: 'string', enum: languages, maxLength: 2 } },
	order: {
		in: 'query',
		description: 'By publication; by the change where `since` is given.',
		schema: { type: 'string', enum: ['newest', 'oldest'], maxLength: 10, default: 'newest' }
	},
	cursor: {
		in: 'query',
		description: 'Where the page begins: taken from `links.next`.',
		schema: { type: 'string', pattern: '^[A-Za-z0-9_-]+$', maxLength: 200 }
	},
	limit: { in: 'query', description: 'How many on a page.', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } }
} as const;

type Seen = { read: ReadRecord } | Refusal | ApiProblem;

/** The revision as the caller may see it; else a refusal, or the tombstone of a withdrawn record. */
async function seen(context: Context, wanted: string, number?: number): Promise<Seen> {
	const db = context.platform.database.read;
	const read = await readRevision(db, context.definitions, context.person, wanted, number);
	if (!read) return refuse('not-found');
	if (!('gone' in read)) return { read };
	const [entry, withdrawal] = await Promise.all([findEntry(db, wanted), withdrawalOf(db, wanted)]);
	const title = entry?.title ?? context.definitions.form(read.gone.type)?.words['form.short'] ?? {};
	const tombstone = presentTombstone(read.gone, title, withdrawal?.reason ?? null, withdrawal?.at ?? null);
	return { problem: 'withdrawn', more: { tombstone } };
}

/** Whether nothing was taken out for this person. */
const seesAll = (person: Person | null, { record }: ReadRecord): boolean =>
	may(person, 'record.read-private', record) || may(person, 'record.read-received', record);

async function oneRecord(context: Context, wanted: string, number?: number): Promise<Outcome> {
	const found = await seen(context, wanted, number);
	if (!('read' in found)) return found;
	return { body: presentRecord(found.read, await aroundOwners(context, [found.read.record]), seesAll(context.person, found.read)) };
}

const tag = 'Records';
const json = (schema: ReturnType<typeof ref>) => ({ 'application/json': schema });

export const recordOperations = [
	reading({
		id: 'listRecords',
		path: '/records',
		tag,
		summary: 'Published records, page by page',
		description:
			'Public records in the order of their publication. Follow `links.next` until it is null: nothing is left out or given twice, however much is published meanwhile.',
		parameters: filters,
		reply: {
			description: 'A page of records.',
			content: json(
				object('A page.', {
					records: list(ref('Entry'), 'The records.'),
					links: object('Where to go on.', { self: address('This page.'), next: orNull(address('The next page; null on the last.')) })
				})
			),
			headers: ['Link']
		},
		example: ({ entry, around }) => ({ records: [presentEntry(entry, around)], links: { self: at(around, '/records?limit=1'), next: null } }),
		async handle(context, asked) {
			const after = asked.cursor === undefined ? undefined : placeFrom(asked.cursor);
			if (asked.cursor !== undefined && !after) return { faults: [{ parameter: 'cursor', code: 'not-a-cursor' as const }] };
			const { entries, next } = await listEntries(context.platform.database.read, {
				type: asked.type,
				party: asked.party?.toUpperCase(),
				area: asked.area,
				article: asked.article,
				language: asked.language,
				symbol: asked.symbol,
				meeting: asked.meeting,
				state: asked.state === 'any' ? undefined : (asked.state as 'published'),
				since: asked.since === undefined ? undefined : timeFrom(asked.since),
				order: asked.order as 'newest',
				after,
				limit: asked.limit
			});
			const around = await aroundOwners(context, entries);
			const query = new URLSearchParams(context.query);
			const self = at(around, `/records${query.size ? `?${query}` : ''}`);
			if (next) query.set('cursor', cursorFrom(next));
			const following = next && at(around, `/records?${query}`);
			return {
				body: { records: entries.map((entry) => presentEntry(entry, around)), links: { self, next: following } },
				links: following ? { next: following } : {}
			};
		}
	}),
	reading({
		id: 'getRecord',
		path: '/records/{id}',
		tag,
		summary: 'A record in its latest published revision',
		description:
			'With the public answers; a signed-in person is shown what that person may see. A withdrawn record answers 410 with its tombstone. What does not exist and what may not be seen answer alike.',
		parameters: { id: recordId },
		reply: { description: 'The record.', content: json(ref('Record')) },
		problems: [404, 410],
		personal: true,
		example: ({ read, around }) => presentRecord(read, around, false),
		handle: (context, asked) => oneRecord(context, asked.id)
	}),
	reading({
		id: 'listRevisions',
		path: '/records/{id}/revisions',
		tag,
		summary: 'The revisions of a record',
		description: 'Those that the caller may open, oldest first, without their answers.',
		parameters: { id: recordId },
		reply: {
			description: 'The revisions.',
			content: json(object('The revisions.', { id: ref('Identifier'), revisions: list(ref('Revision'), 'Oldest first.') }))
		},
		problems: [404, 410],
		personal: true,
		example: ({ read, around }) => ({
			id: read.record.id,
			revisions: read.revisions.map((revision) => presentRevision(read.record.id, revision, around))
		}),
		async handle(context, asked) {
			const found = await seen(context, asked.id);
			if (!('read' in found)) return found;
			const around = await aroundOwners(context, []);
			return { body: { id: found.read.record.id, revisions: found.read.revisions.map((revision) => presentRevision(asked.id, revision, around)) } };
		}
	}),
	reading({
		id: 'getRevision',
		path: '/records/{id}/revisions/{number}',
		tag,
		summary: 'A record in one of its revisions',
		description: 'Any published revision stays readable under its number for as long as the record is not withdrawn.',
		parameters: {
			id: recordId,
			number: { in: 'path', description: 'Number of the revision.', schema: { type: 'integer', minimum: 1, maximum: 100_000 }, example: 1 }
		},
		reply: { description: 'The record in this revision.', content: json(ref('Record')) },
		problems: [404, 410],
		personal: true,
		example: ({ read, around }) => presentRecord(read, around, false),
		handle: (context, asked) => oneRecord(context, asked.id, asked.number)
	}),
	reading({
		id: 'getHistory',
		path: '/records/{id}/history',
		tag,
		summary: 'What happened to a record',
		description:
			'Its publications, its withdrawal, its replacement, each with the reason where one was given. It stays readable after a withdrawal. Who did it is not told.',
		parameters: { id: recordId },
		reply: { description: 'The moves.', content: json(object('The history.', { id: ref('Identifier'), moves: list(ref('Move'), 'Oldest first.') })) },
		problems: [404],
		personal: true,
		example: ({ read }) => ({
			id: read.record.id,
			moves: [{ move: 'publish', at: read.revision.publishedAt?.toISOString(), state: 'published', revision: 1, reason: null }]
		}),
		async handle({ platform, person }, asked) {
			const db = platform.database.read;
			const record = await findRecord(db, asked.id);
			if (!record || !may(person, 'record.read', record)) return refuse('not-found');
			const moves = movesSeenBy(person, record, await movesOf(db, record.id));
			return { body: { id: record.id, moves: moves.map(presentMove) } };
		}
	}),
	reading({
		id: 'getFile',
		path: '/records/{id}/files/{sha256}',
		tag,
		summary: 'A file of a record',
		description: 'For whoever may see the answer that names it. Whole, or in parts with `Range`.',
		parameters: {
			id: recordId,
			sha256: {
				in: 'path',
				description: 'SHA-256 of its content, as the answer names it.',
				schema: { type: 'string', pattern: '^[0-9a-f]{64}$', maxLength: 64 },
				example: 'a'.repeat(64)
			}
		},
		reply: {
			description: 'The file.',
			content: {
				'application/octet-stream': { type: 'string', format: 'binary', description: 'Its content, under the media type that was detected.' }
			}
		},
		problems: [404],
		personal: true,
		async handle({ platform, definitions, person, request }, asked) {
			const file = await readableFile(platform.database.read, definitions, person, asked.id, asked.sha256);
			if (!file) return refuse('not-found');
			const { sha256, size, mediaType, name } = file;
			const response = await giveFile(request, platform.files, { file: { sha256, size, mediaType }, name });
			return response.status === 404 ? refuse('not-found') : { response };
		}
	})
];
