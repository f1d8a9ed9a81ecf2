// SPDX-License-Identifier: Apache-2.0
// The secretariat corrects a fact of the Convention at its desk: who may, what readers see then, and what a wrong entry changes (nothing).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changesBetween } from '#components/facts/changes.ts';
import { fieldsOf } from '#components/facts/fields.ts';
import { factKinds } from '#convention/fact.ts';
import { currentConvention } from '#convention/server/current.ts';
import { factOf, historyOf } from '#convention/server/facts.ts';
import { seedConvention } from '#convention/server/seed.ts';
import type { StateValue } from '#convention/fact.ts';
import type { Person } from '#people/person.ts';
import { readerIn } from '#text/message.ts';
import * as desk from '#routes/[lang]/work/facts/+page.server.ts';
import * as list from '#routes/[lang]/work/facts/[kind]/+page.server.ts';
import * as page from '#routes/[lang]/work/facts/[kind]/[id]/+page.server.ts';
import * as adding from '#routes/[lang]/work/facts/[kind]/new/+page.server.ts';
import { adam, ama, edith, lena, nina, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.database.close());

/** What the hooks give every page, for this person. */
async function request(person: Person | null, kind: string, id: string, query = '') {
	const { database, definitions } = world;
	const locals = {
		person,
		definitions,
		platform: { database },
		convention: await currentConvention(database),
		reader: await readerIn('en'),
		doing: () => world.doing(person as Person)
	};
	return { locals, params: { lang: 'en', kind, id }, url: new URL(`http://platform.test/en/work/facts/${kind}/${encodeURIComponent(id)}${query}`) };
}

type Handler = (event: never) => unknown;
/** Runs a page's load or action; what it throws for SvelteKit (a refusal, a redirect) is given back as data. */
async function run<T>(handler: unknown, event: object): Promise<{ status: number; location?: string; value: T }> {
	try {
		const value = (await (handler as Handler)(event as never)) as { status?: number; data?: unknown } & T;
		return value?.data !== undefined && value.status ? { status: value.status, value: value.data as T } : { status: 200, value };
	} catch (thrown) {
		const { status, location } = thrown as { status?: number; location?: string };
		if (!status) throw thrown;
		return { status, location, value: undefined as T };
	}
}

interface Loaded {
	fact: { value: StateValue; status: string; source: string };
	seen: string;
	history: { name: string; at: Date; changes: { at: string }[] }[];
}
const open = async (person: Person | null, kind = 'state', id = 'GHA') => run<Loaded>(page.load, await request(person, kind, id));

/** Posts the form of a fact as the page filled it, with some fields typed over. */
async function post(
	person: Person,
	typed: Record<string, string>,
	{ kind = 'state', id = 'GHA', seen }: { kind?: string; id?: string; seen?: string } = {}
) {
	const shown = (await open(edith, kind, id)).value;
	const fields = new FormData();
	for (const [name, value] of fieldsOf(kind as 'state', shown.fact.value)) fields.append(name, value);
	for (const [name, value] of Object.entries({ seen: seen ?? shown.seen, status: shown.fact.status, source: shown.fact.source, ...typed }))
		fields.set(name, value);
	return run<{ refusal: { refusal: string }; findings: { at: string; code: string }[]; typed: { value: StateValue; source: string } }>(
		page.actions.default,
		{
			...(await request(person, kind, id)),
			request: new Request('http://platform.test/', { method: 'POST', body: fields })
		}
	);
}
const stored = async () => (await factOf(world.database.read, 'state', 'GHA'))!;
const correction = {
	instrumentDate: '2017-06-01',
	entryIntoForce: '2017-08-30',
	'nonAcceptances.0.amendment': 'cop-4',
	'nonAcceptances.0.day': '2023-03-01',
	status: 'sourced',
	source: 'Depositary notification'
};

test('Édith corrects when the Convention entered into force for Ghana, and readers see it at once', async () => {
	const before = await stored();
	expect(world.convention.state('GHA')?.entryIntoForce).not.toBe('2017-08-30');
	const saved = await post(edith, correction);
	expect(saved).toMatchObject({ status: 303, location: '/en/work/facts/state/GHA?done=saved' });

	const now = await currentConvention(world.database);
	expect(now.state('GHA')).toMatchObject({
		entryIntoForce: '2017-08-30',
		instrumentDate: '2017-06-01',
		status: 'sourced',
		source: 'Depositary notification'
	});
	expect(now.state('GHA')?.nonAcceptances).toEqual([{ amendment: 'cop-4', day: '2023-03-01', withdrawn: null }]);
	expect(now.parties('2017-08-29').map((state) => state.id)).not.toContain('GHA');
	expect(now.parties('2017-08-30').map((state) => state.id)).toContain('GHA');
	// Everything that was not typed over stands as before.
	expect({ ...(await stored()).value, instrumentDate: 0, entryIntoForce: 0, nonAcceptances: 0 }).toEqual({
		...before.value,
		instrumentDate: 0,
		entryIntoForce: 0,
		nonAcceptances: 0
	});

	const [change] = (await open(paul)).value.history;
	expect(change?.at).toEqual(new Date('2026-11-24T10:00:00.000Z'));
	expect(change?.changes.map(({ at }) => at)).toEqual(
		expect.arrayContaining(['instrumentDate', 'entryIntoForce', 'nonAcceptances.0.amendment', 'nonAcceptances.0.day', 'source'])
	);
	expect((await historyOf(world.database.read, 'state', 'GHA')).map(({ by }) => by)).toEqual(['edith']);

	// A later start of the platform brings no seed back over it.
	await world.database.write((db) => seedConvention(db));
	expect((await stored()).value.entryIntoForce).toBe('2017-08-30');
});

test('saving what stands already leaves no trace', async () => {
	const trace = await historyOf(world.database.read, 'state', 'GHA');
	expect(await post(adam, {})).toMatchObject({ status: 303, location: '/en/work/facts/state/GHA?done=unchanged' });
	expect(await historyOf(world.database.read, 'state', 'GHA')).toEqual(trace);
});

test('a day that does not exist gives findings, loses nothing that was typed, and changes nothing', async () => {
	const before = await stored();
	const refused = await post(edith, { entryIntoForce: '2017-02-30', 'name.fr': '', 'nonAcceptances.1.day': 'soon', source: '' });
	expect(refused.status).toBe(422);
	expect(refused.value.findings.map(({ at, code }) => `${at} ${code}`).sort()).toEqual(
		[
			'entryIntoForce not-a-day',
			'name.fr language-missing',
			'nonAcceptances.1.amendment required',
			'nonAcceptances.1.day not-a-day',
			'source required'
		].sort()
	);
	expect(refused.value.typed).toMatchObject({ source: '', value: { entryIntoForce: '2017-02-30', name: { en: 'Ghana' } } });
	expect(refused.value.typed.value.nonAcceptances[1]).toEqual({ amendment: null, day: 'soon', withdrawn: null });
	expect(await stored()).toEqual(before);
});

test('a day that Article 31 does not give is found too', async () => {
	const refused = await post(edith, { entryIntoForce: '2018-01-01' });
	expect(refused).toMatchObject({
		status: 422,
		value: { findings: [{ at: 'entryIntoForce', code: 'not-by-article-31', values: { expected: '2017-08-30' } }] }
	});
});

test('nobody overwrites what they have not seen', async () => {
	const { seen } = (await open(paul)).value;
	expect((await post(edith, { source: 'Depositary notification, corrected' })).status).toBe(303);
	const refused = await post(paul, { source: 'Another source' }, { seen });
	expect(refused).toMatchObject({ status: 409, value: { refusal: { refusal: 'changed-meanwhile' }, typed: { source: 'Another source' } } });
	expect((await stored()).source).toBe('Depositary notification, corrected');
});

test('editors, publishers and administrators open the desk; a reviewer, a Party, an organisation and the public do not', async () => {
	const before = await stored();
	for (const person of [edith, paul, adam])
		for (const each of [desk, list, page]) expect((await run(each.load, await request(person, 'state', 'GHA'))).status, person.id).toBe(200);
	for (const person of [ravi, ama, lena, nina, null])
		for (const each of [desk, list, page]) expect((await run(each.load, await request(person, 'state', 'GHA'))).status, person?.id).toBe(403);
	for (const person of [ravi, ama]) expect((await post(person, { source: 'mine' })).status, person.id).toBe(403);
	expect(await stored()).toEqual(before);
});

test('the lists count what is to verify and what was edited by hand', async () => {
	const { kinds } = (
		await run<{ kinds: { kind: string; count: number; toVerify: number; edited: number }[] }>(desk.load, await request(edith, '', ''))
	).value;
	expect(kinds.map(({ kind }) => kind)).toEqual([...factKinds]);
	expect(kinds.find(({ kind }) => kind === 'state')).toMatchObject({ count: 198, edited: 1 });
	expect(kinds.find(({ kind }) => kind === 'area')).toEqual({ kind: 'area', count: 12, toVerify: 12, edited: 0 });
	type Rows = { rows: { id: string; edited: boolean }[] };
	expect((await run<Rows>(list.load, await request(edith, 'state', '', '?status=edited'))).value.rows).toMatchObject([{ id: 'GHA', edited: true }]);
	expect((await run<Rows>(list.load, await request(edith, 'state', '', '?q=gha'))).value.rows.map(({ id }) => id)).toContain('GHA');
	expect((await run(list.load, await request(edith, 'nothing', ''))).status).toBe(404);
});

test('a fact whose identifier is no plain word opens and is saved; one that does not exist is not found', async () => {
	expect((await open(edith, 'unit', 'nothing')).status).toBe(404);
	const saved = await post(edith, { 'name.en': 'milligrams for each kilogram' }, { kind: 'unit', id: 'mg/kg' });
	expect(saved).toMatchObject({ status: 303, location: '/en/work/facts/unit/mg%2Fkg?done=saved' });
	const [latest] = await historyOf(world.database.read, 'unit', 'mg/kg');
	expect(changesBetween('unit', latest!.before, latest!.after)).toMatchObject([{ at: 'name', texts: [{ language: 'en' }] }]);
});

/** Posts the form of a new meeting. */
const add = async (person: Person, typed: Record<string, string>) => {
	const fields = new FormData();
	const value = {
		name: Object.fromEntries(['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((language) => [language, `Meeting in ${language}`])),
		body: 'COP'
	};
	for (const [name, said] of fieldsOf('meeting', value)) fields.append(name, said);
	for (const [name, said] of Object.entries({ id: 'cop-9', status: 'to-verify', source: 'Letter', ...typed })) fields.set(name, said);
	return run<{ findings: { at: string; code: string }[]; typed: { id: string; source: string } }>(adding.actions.default, {
		...(await request(person, 'meeting', 'new')),
		request: new Request('http://platform.test/', { method: 'POST', body: fields })
	});
};

test('an officer adds a fact; readers see it at once, with its history, and no seed takes it away', async () => {
	expect(await add(edith, {})).toMatchObject({ status: 303, location: '/en/work/facts/meeting/cop-9?done=added' });
	expect((await currentConvention(world.database)).one('meeting', 'cop-9')).toMatchObject({ status: 'to-verify', body: 'COP' });
	expect(await historyOf(world.database.read, 'meeting', 'cop-9')).toMatchObject([{ by: 'edith', before: null }]);
	await world.database.write((db) => seedConvention(db));
	expect((await factOf(world.database.read, 'meeting', 'cop-9'))?.source).toBe('Letter');
});

test('an identifier that is taken or cannot stand in an address is found, and nothing typed is lost', async () => {
	for (const [id, code] of Object.entries({ 'cop-9': 'taken', 'two words': 'not-an-identifier', new: 'not-an-identifier', '': 'required' })) {
		const refused = await add(paul, { id, source: 'Typed' });
		expect(refused).toMatchObject({ status: 422, value: { findings: [{ at: 'id', code }], typed: { id, source: 'Typed' } } });
	}
	expect((await add(ravi, { id: 'cop-10' })).status).toBe(403);
	expect(await factOf(world.database.read, 'meeting', 'cop-10')).toBeUndefined();
});
