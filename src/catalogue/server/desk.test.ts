// SPDX-License-Identifier: Apache-2.0
// The desk of an office that has published thousands: what waits is there however old it is, and what is published comes page by page.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin } from '#records/server/begin.ts';
import { recordsOf } from '#records/server/records.ts';
import { isRefusal } from '#people/refusal.ts';
import { edith, nina } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { deskOf } from './desk.ts';
import { dueFor } from './due.ts';

let world: World;
let draft: string;
beforeAll(async () => {
	world = await openWorld();
	const begun = await world.database.write(async (db) =>
		begin(db, world.doing(edith), { type: 'news', ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC' })
	);
	if (isRefusal(begun)) throw new Error(begun.refusal);
	draft = begun.id;
	await sql`
		insert into records.records (id, type, owner_kind, owner, stage, state, visibility, published, created_by, created_at, changed_at)
		select 'MC-DOCUMENT-SEC-' || lpad(n::text, 4, '0'), 'meeting-document', 'secretariat', 'secretariat', 'done', 'published', 'public', 1, ${edith.id},
			now() + n * interval '1 minute', now() + n * interval '1 minute'
		from generate_series(1, 612) as n`.execute(world.database.kysely);
});
afterAll(() => world.database.close());

const desk = async (page?: number) => {
	const { definitions, convention } = world;
	const asked = {
		person: edith,
		platform: { database: world.database } as never,
		definitions,
		convention,
		today: '2026-11-28',
		...(page && { page })
	};
	return (await deskOf(asked))[0];
};

test('a draft is on the desk, however much was published after it', async () => {
	expect((await desk())?.drafts.map(({ record }) => record.id)).toEqual([draft]);
	const of = (type?: string) => recordsOf(world.database.read, 'secretariat', 'secretariat', type);
	expect((await of())[0]?.id).toBe(draft);
	expect((await of('news')).map(({ id }) => id)).toEqual([draft]);
});

test('what is published is told by number and comes page by page, the newest first', async () => {
	const first = await desk();
	expect(first?.publishedPages).toEqual({ page: 1, pages: 31, total: 612 });
	expect(first?.published).toHaveLength(20);
	expect(first?.published[0]?.record.id).toBe('MC-DOCUMENT-SEC-0612');
	const last = await desk(31);
	expect(last?.published.map(({ record }) => record.id)).toEqual(
		Array.from({ length: 12 }, (_, n) => `MC-DOCUMENT-SEC-00${String(12 - n).padStart(2, '0')}`)
	);
	expect((await desk(99))?.publishedPages.page).toBe(31);
});

test('what is due next stands first, the latest that has passed after it, and rows for amendments name them', async () => {
	const { definitions, convention, database } = world;
	const due = await dueFor(database.read, { ownerKind: 'party', owner: 'GHA' }, [], definitions, convention, '2026-11-28');
	const days = due.map((each) => each.due ?? '');
	const ahead = days.filter((day) => day >= '2026-11-28');
	const past = days.filter((day) => day < '2026-11-28');
	expect(ahead.length).toBeGreaterThan(0);
	expect(past.length).toBeGreaterThan(1);
	expect(days).toEqual([...ahead.toSorted(), ...past.toSorted().reverse()]);
	const named = due.filter(({ amendment }) => amendment).map(({ about }) => about?.en);
	expect(named.length).toBeGreaterThan(1);
	expect(new Set(named).size).toBe(named.length);
});

test('an organisation is told on its desk that it waits to be admitted, and no more once it is', async () => {
	const { definitions, convention, database } = world;
	await sql`
		insert into people.organisations (id, code, name, kind, state, contact_name, contact_email, language, applied_at)
		values ('clean-rivers', 'CLEAN', 'Clean Rivers', 'ngo', 'applied', 'Nina', 'nina@example.org', 'en', now())`.execute(database.kysely);
	const asked = { person: nina, platform: { database } as never, definitions, convention, today: '2026-11-28' };
	expect((await deskOf(asked))[0]?.notAdmitted).toBe(true);
	await sql`update people.organisations set state = 'admitted'`.execute(database.kysely);
	expect((await deskOf(asked))[0]?.notAdmitted).toBe(false);
	expect((await desk())?.notAdmitted).toBe(false);
});
