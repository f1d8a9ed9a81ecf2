// SPDX-License-Identifier: Apache-2.0
// What concerns the caller: who that is, the records of those that the caller speaks for, and what waits for the secretariat.
import type { Selectable } from 'kysely';
import { replyTo } from '#catalogue/server/desk.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { speaksFor } from '#people/person.ts';
import { refuse } from '#people/refusal.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { envelope, standingSince } from '#records/server/records.ts';
import { trainingSeries } from '#records/training.ts';
import type { Context } from '../context.ts';
import { cursorFrom, placeFrom } from '../cursor.ts';
import { type Outcome, reading } from '../operation.ts';
import { address, list, object, orNull, ref } from '../schema.ts';
import { aroundOwners, at } from '../shapes/around.ts';
import { presentStanding } from '../shapes/work.ts';

const paging = {
	cursor: {
		in: 'query',
		description: 'Where the page begins: taken from `links.next`.',
		schema: { type: 'string', pattern: '^[A-Za-z0-9_-]+$', maxLength: 200 }
	},
	limit: { in: 'query', description: 'How many on a page.', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } }
} as const;

const page = {
	description: 'A page of records.',
	content: {
		'application/json': object('A page.', {
			records: list(ref('Standing'), 'The records.'),
			links: object('Where to go on.', { self: address('This page.'), next: orNull(address('The next page; null on the last.')) })
		})
	},
	headers: ['Link']
};

/** Whose drafts the person may read. The secretariat's own records are among them for those who edit. */
const ownersOf = (person: Person): { ownerKind: string; owner: string }[] => {
	const secretariat = { ownerKind: 'secretariat', owner: 'secretariat' } as const;
	return [...speaksFor(person), ...(may(person, 'draft.read', secretariat) ? [secretariat] : [])];
};

interface Listing {
	path: string;
	owners?: { ownerKind: string; owner: string }[];
	/** Sent to these Parties by others. */
	sentTo?: string[];
	stage: string | undefined;
	order: 'asc' | 'desc';
	cursor: string | undefined;
	limit: number;
}

async function listRecords(context: Context, { path, owners, sentTo, stage, order, cursor, limit }: Listing): Promise<Outcome> {
	const after = cursor === undefined ? undefined : placeFrom(cursor);
	if (cursor !== undefined && !after) return { faults: [{ parameter: 'cursor', code: 'not-a-cursor' }] };
	let query = context.platform.database.fresh
		.selectFrom('records.records')
		.selectAll()
		.orderBy('changed_at', order)
		.orderBy('id', order)
		.limit(limit + 1);
	// What people practise on in the browser is nobody's work, and no program's.
	query = query.where('id', 'not like', `${trainingSeries}-%`);
	if (stage) query = query.where('stage', '=', stage);
	if (sentTo) query = query.where('other_party', 'in', sentTo).where('visibility', '=', 'bilateral').where('state', '!=', 'unpublished');
	if (owners)
		query = query.where((where) =>
			where.or(owners.map((each) => where.and([where('owner_kind', '=', each.ownerKind), where('owner', '=', each.owner)])))
		);
	if (after)
		query = query.where((where) =>
			where(where.refTuple('changed_at', 'id'), order === 'asc' ? '>' : '<', where.tuple(after.publishedAt, after.recordId))
		);
	const rows = ((owners ?? sentTo)?.length === 0 ? [] : await query.execute()) as Selectable<Tables['records.records']>[];
	const records = rows.slice(0, limit).map(envelope);
	const last = rows.length > limit ? records.at(-1) : undefined;
	const around = await aroundOwners(context, records);
	const asked = new URLSearchParams(context.query);
	const self = at(around, `${path}${asked.size ? `?${asked}` : ''}`);
	if (last) asked.set('cursor', cursorFrom({ publishedAt: last.changedAt, recordId: last.id }));
	const next = last ? at(around, `${path}?${asked}`) : null;
	const between = records.filter((record) => record.visibility === 'bilateral' && record.state === 'published').map(({ id }) => id);
	const sent = await standingSince(context.platform.database.fresh, between);
	const clock = (record: RecordEnvelope) => replyTo(record, sent.get(record.id), context.definitions, context.today);
	return {
		body: { records: records.map((record) => presentStanding(record, context.person, around, clock(record))), links: { self, next } },
		...(next ? { links: { next } } : {})
	};
}

export const ownOperations = [
	reading({
		id: 'getCaller',
		path: '/me',
		tag: 'Your work',
		summary: 'Whom the call speaks for',
		description: 'The person, the roles that the person holds, and what the token may be used for.',
		scope: 'read',
		ability: 'desk.read',
		personal: true,
		reply: { description: 'The caller.', content: { 'application/json': ref('Caller') } },
		example: () => ({
			name: 'A. Example',
			roles: [{ role: 'focal-point', party: 'GHA' }],
			token: { name: 'Nightly upload', scopes: ['read', 'drafts'], expiresAt: '2027-01-31T00:00:00.000Z' }
		}),
		handle({ person, token }) {
			if (!person) return refuse('sign-in-first');
			return {
				body: {
					name: person.name,
					roles: person.roles,
					token: token && { name: token.name, scopes: token.scopes, expiresAt: token.expiresAt.toISOString() }
				}
			};
		}
	}),
	reading({
		id: 'listOwnRecords',
		path: '/me/records',
		tag: 'Your work',
		summary: 'Records of those that you speak for',
		description: 'Whatever their stage, the last changed first.',
		parameters: {
			stage: {
				in: 'query',
				description: 'Only those at this stage.',
				schema: { type: 'string', enum: ['draft', 'submitted', 'returned', 'declined', 'done'], maxLength: 20 }
			},
			...paging
		},
		scope: 'read',
		ability: 'desk.read',
		personal: true,
		reply: page,
		example: ({ read, around }) => ({
			records: [presentStanding({ ...read.record, stage: 'draft', state: 'unpublished', published: null }, null, around)],
			links: { self: at(around, '/me/records'), next: null }
		}),
		async handle(context, asked) {
			if (!context.person) return refuse('sign-in-first');
			return await listRecords(context, { path: '/me/records', owners: ownersOf(context.person), order: 'desc', ...asked });
		}
	}),
	reading({
		id: 'listReceivedRecords',
		path: '/me/received',
		tag: 'Your work',
		summary: 'Records that other Parties sent to yours',
		description:
			'Bilateral consents and certifications (Forms A to C) that name a Party that you speak for as the other side, the last changed first.',
		parameters: paging,
		scope: 'read',
		ability: 'desk.read',
		personal: true,
		reply: page,
		example: ({ read, around }) => ({
			records: [presentStanding({ ...read.record, stage: 'done', state: 'published' }, null, around)],
			links: { self: at(around, '/me/received'), next: null }
		}),
		async handle(context, asked) {
			if (!context.person) return refuse('sign-in-first');
			const sentTo = speaksFor(context.person).flatMap(({ ownerKind, owner }) => (ownerKind === 'party' ? [owner] : []));
			return await listRecords(context, { path: '/me/received', sentTo, stage: undefined, order: 'desc', ...asked });
		}
	}),
	reading({
		id: 'listQueue',
		path: '/queue',
		tag: 'Your work',
		summary: 'What waits for the secretariat',
		description: 'Submissions that nobody has decided on, the longest waiting first. For reviewers, editors and publishers.',
		parameters: paging,
		scope: 'read',
		ability: 'queue.read',
		personal: true,
		reply: page,
		example: ({ read, around }) => ({
			records: [presentStanding({ ...read.record, stage: 'submitted', state: 'unpublished', published: null }, null, around)],
			links: { self: at(around, '/queue'), next: null }
		}),
		async handle(context, asked) {
			if (!may(context.person, 'queue.read')) return refuse('not-allowed');
			return await listRecords(context, { path: '/queue', stage: 'submitted', order: 'asc', ...asked });
		}
	})
];
