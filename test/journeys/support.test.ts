// SPDX-License-Identifier: Apache-2.0
// The secretariat looks on: a Party asks, an officer opens with a reason and a length, the Party is told at once, reads every page that was looked at and
// ends it. Nothing can be done meanwhile, by any route, act or table; and nothing more is seen than the role of the Party sees.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { access } from '#api/access.ts';
import { deskOf } from '#catalogue/server/desk.ts';
import { sendLetters, groundOf } from '#people/server/ground.ts';
import { actors, roleSituations, situations } from '#people/matrix.ts';
import { type Ability, abilities, may, seen } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { askSupport } from '#people/server/ask-support.ts';
import { endSupport } from '#people/server/end-support.ts';
import { lookingOn } from '#people/server/looking-on.ts';
import { announceSupport, type OpeningBy, openSupport } from '#people/server/open-support.ts';
import { addRole } from '#people/server/roles.ts';
import { findSupport, leaveSupport, noteView, openSupports, supportsOf, viewsOf, wishesWaiting } from '#people/server/supports.ts';
import { closedToSupport, endsSupport, lookingOnAs } from '#people/support.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import { readRevision } from '#records/server/revisions.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { begin } from '#records/server/begin.ts';
import { beginTraining } from '#reporting/server/begin-training.ts';
import { explain } from '#reporting/server/explain.ts';
import { noSample } from '#reporting/training.ts';
import { startMailServer, type TestMailServer } from '../ground/mail-server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { adam, ama, edith, kofi, lena, paul, ravi } from '../people.ts';

const aisha: Person = { ...ama, language: 'ar' };
let exchange: Exchange;
let mail: TestMailServer;
let jobs: Jobs;
let folder: string;
let close: () => unknown;
let ground: Awaited<ReturnType<typeof groundOf>>;
beforeAll(async () => {
	exchange = await openExchange();
	const { database } = exchange.world;
	mail = await startMailServer();
	folder = await mkdtemp(join(tmpdir(), 'support-'));
	jobs = await openJobs(database, { log: openLog('silent'), drained: true });
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder, SMTP_URL: mail.url });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const mailer = await openMailer(configuration);
	close = () => mailer.close();
	ground = await groundOf({ database, configuration, jobs });
	await sendLetters({ database, jobs, mailer });
	await database.write(async (db) => {
		for (const { id, name, email, language, roles } of [aisha, kofi, edith, adam, paul, lena]) {
			await db
				.insertInto('people.accounts')
				.values({ id, name, email, language, created_at: new Date(), updated_at: new Date() })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
			for (const role of roles) await addRole(db, id, role, { by: 'platform', at: new Date() });
		}
	});
}, 120_000);
afterAll(async () => {
	await jobs?.stop();
	await close?.();
	await mail?.stop();
	await exchange?.close();
	await rm(folder, { recursive: true });
});

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const db = () => exchange.world.database.fresh;
const write: Exchange['world']['database']['write'] = (act) => exchange.world.database.write(act);
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 14, minute));
const opening = (by: Person, minute = 0, mode: OpeningBy['mode'] = 'asked'): OpeningBy => ({
	...ground,
	by,
	at: at(minute),
	partyName: (party) => exchange.world.convention.state(party)?.name,
	mode
});
const ask = (by: Person, party: string, wish = 'Question 3.3 is not clear to us.', minute = 0) =>
	write((own) => askSupport(own, { by, at: at(minute) }, { party, wish }));
const open = (
	by: Person,
	support: string,
	more: Partial<{ session: string; reason: string; minutes: number; minute: number; mode: OpeningBy['mode'] }> = {}
) => {
	const { session = `session of ${by.id}`, reason = 'To see question 3.3.', minutes = 30, minute = 1, mode } = more;
	return write((own) => openSupport(own, opening(by, minute, mode), { support, session, reason, minutes }));
};
const looking = (by: Person, minute: number, session = `session of ${by.id}`) =>
	lookingOn(exchange.world.database, { person: by, session }, at(minute));

describe('by leave of the Party', () => {
	let id: string;

	test('only people of the Party ask, and each once at a time', async () => {
		for (const by of [lena, edith, adam]) expect(await ask(by, 'GHA'), by.id).toEqual({ refusal: 'not-allowed' });
		expect(await ask(kofi, 'GHA', '  ')).toEqual({ refusal: 'reason-missing' });
		expect(await ask(kofi, 'GHA', 'x'.repeat(2001))).toEqual({ refusal: 'too-large' });
		const both = await Promise.all([ask(kofi, 'GHA'), ask(kofi, 'GHA')]);
		expect(both.filter((each) => isRefusal(each))).toEqual([{ refusal: 'support-open' }]);
		id = (both.find((each) => !isRefusal(each)) as { id: string }).id;
		expect(await wishesWaiting(db(), at(1))).toMatchObject([{ id, role: 'party-contributor', party: 'GHA' }]);
	});

	test('only editors and administrators follow it, with a reason and for an hour at most', async () => {
		for (const by of [ama, kofi, lena, ravi, paul]) expect(await open(by, id), by.id).toEqual({ refusal: 'not-allowed' });
		expect(await open(edith, id, { mode: 'off' })).toEqual({ refusal: 'not-allowed' });
		expect(await open(edith, id, { reason: ' ' })).toEqual({ refusal: 'reason-missing' });
		for (const minutes of [0, 61, 1.5, -5, Number.NaN]) expect(await open(edith, id, { minutes })).toEqual({ refusal: 'support-minutes' });
		expect(await open(edith, 'no such wish')).toEqual({ refusal: 'not-found' });
		expect(
			await write((own) => announceSupport(own, opening(edith), { party: 'GHA', role: 'focal-point', session: 's', reason: 'r', minutes: 5 }))
		).toEqual({
			refusal: 'not-allowed'
		});
		expect(await looking(edith, 1)).toBeNull();
	});

	test('of two officers one looks on; the focal points and whoever asked are written to at once, each in their language', async () => {
		await jobs.drain();
		mail.messages.length = 0;
		const both = await Promise.all([open(edith, id), open(adam, id)]);
		expect(both.filter((each) => isRefusal(each))).toEqual([{ refusal: 'support-over' }]);
		const opened = fine(both.find((each) => !isRefusal(each)) as (typeof both)[number]);
		expect(opened).toMatchObject({ party: 'GHA', role: 'party-contributor', endsAt: at(31) });
		await jobs.drain();
		const letters = mail.messages.toSorted((a, b) => (a.to[0] ?? '').localeCompare(b.to[0] ?? ''));
		expect(letters.map(({ to }) => to)).toEqual([['ama@example.org'], ['kofi@example.org']]);
		const [arabic, english] = letters.map((letter) => `${letter.mail.subject}\n${letter.mail.text}`);
		expect(arabic).toContain('من الأمانة يطّلع على صفحاتكم');
		for (const part of [
			opened.openedBy === 'edith' ? 'Édith Moreau' : 'Adam Haddad',
			'To see question 3.3.',
			'Question 3.3 is not clear',
			'24 November 2026 at 14:31 UTC',
			`${origin}/en/work/support/${id}`
		])
			expect(english).toContain(part);
		const officer = opened.openedBy === 'edith' ? edith : adam;
		expect(await looking(officer, 2)).toMatchObject({
			person: { id: officer.id, roles: [{ role: 'party-contributor', party: 'GHA' }], lookingOn: id }
		});
	});

	test('another session of the officer stays as it is, and nobody else looks on', async () => {
		const officer = (await findSupport(db(), id))?.openedBy === 'edith' ? edith : adam;
		expect(await looking(officer, 2, 'another session')).toBeNull();
		expect(await looking(officer === edith ? adam : edith, 2)).toBeNull();
		// Whose right was taken away meanwhile looks on no more.
		expect(await looking({ ...officer, roles: [{ role: 'reviewer' }] }, 2)).toBeNull();
		expect(await openSupports(db(), ['GHA'], at(2))).toMatchObject([{ id, officer: officer.name, reason: 'To see question 3.3.' }]);
		expect(await openSupports(db(), ['CHE'], at(2))).toEqual([]);
		expect(await ask(ama, 'GHA', 'also', 2)).toEqual({ refusal: 'support-open' });
	});

	test('the Party reads each page that was looked at, and ends it; the officer is told', async () => {
		const officer = (await findSupport(db(), id))?.openedBy === 'edith' ? edith : adam;
		for (const path of ['/en/work', '/en/work/training'])
			await noteView(exchange.world.database.kysely, { support: id, method: 'GET', path, by: officer.id, at: at(3) });
		expect((await viewsOf(db(), id)).map(({ path }) => path)).toEqual(['/en/work', '/en/work/training']);
		for (const by of [lena, paul]) expect(await write((own) => endSupport(own, { by, at: at(4) }, id)), by.id).toEqual({ refusal: 'not-found' });
		// Not even by the officer in the role that is looked through.
		const inRole = (await looking(officer, 4))?.person as Person;
		expect(await write((own) => endSupport(own, { by: inRole, at: at(4) }, id))).toEqual({ refusal: 'not-found' });
		fine(await write((own) => endSupport(own, { by: ama, at: at(4) }, id)));
		fine(await write((own) => endSupport(own, { by: kofi, at: at(5) }, id)));
		expect(await findSupport(db(), id)).toMatchObject({ endedBy: 'ama', endedAt: at(4) });
		expect(await looking(officer, 5)).toMatchObject({ support: { id }, person: null });
		await leaveSupport(exchange.world.database.kysely, id, at(5));
		expect(await looking(officer, 5)).toBeNull();
		expect(await openSupports(db(), ['GHA'], at(5))).toEqual([]);
		expect(await open(officer, id, { minute: 6 })).toEqual({ refusal: 'support-over' });
	});

	test('it ends by itself, and a wish lapses or is taken back', async () => {
		const { id: first } = fine(await ask(ama, 'GHA', 'again', 10));
		expect(fine(await open(edith, first, { minute: 10, minutes: 15, session: 'one' }))).toMatchObject({ role: 'focal-point' });
		expect(await looking(edith, 24, 'one')).toMatchObject({ person: { id: 'edith' } });
		expect(await looking(edith, 25, 'one')).toMatchObject({ person: null });
		expect(await openSupports(db(), ['GHA'], at(25))).toEqual([]);
		await leaveSupport(exchange.world.database.kysely, first, at(25));
		const { id: second } = fine(await ask(ama, 'GHA', 'and again', 30));
		fine(await write((own) => endSupport(own, { by: kofi, at: at(31) }, second)));
		expect(await open(edith, second, { minute: 32 })).toEqual({ refusal: 'support-over' });
		const { id: third } = fine(await ask(ama, 'GHA', 'once more', 40));
		expect(await open(edith, third, { minute: 40 + 24 * 60 })).toEqual({ refusal: 'support-over' });
		expect(await supportsOf(db(), { parties: ['CHE'] })).toEqual([]);
	});

	test('announced, where the operator allows it: the letter says that nobody asked, and a Party whom nobody can tell is not looked at', async () => {
		await jobs.drain();
		mail.messages.length = 0;
		const asked = { role: 'focal-point' as const, session: 'announced', reason: 'A mail came back.', minutes: 10 };
		expect(await write((own) => announceSupport(own, opening(edith, 50, 'announced'), { ...asked, party: 'KEN' }))).toEqual({ refusal: 'not-found' });
		expect(await write((own) => announceSupport(own, opening(edith, 50, 'announced'), { ...asked, party: 'XXX' }))).toEqual({ refusal: 'not-found' });
		const opened = fine(await write((own) => announceSupport(own, opening(edith, 50, 'announced'), { ...asked, party: 'CHE' })));
		await jobs.drain();
		expect(mail.messages.map(({ to }) => to)).toEqual([['lena@example.org']]);
		expect(mail.messages[0]?.mail.text).toContain('Your Party did not ask for it.');
		expect(await write((own) => announceSupport(own, opening(adam, 51, 'announced'), { ...asked, session: 'other', party: 'CHE' }))).toEqual({
			refusal: 'support-open'
		});
		// A refusal leaves nothing behind.
		expect(await supportsOf(db(), { parties: ['CHE'] })).toHaveLength(1);
		fine(await write((own) => endSupport(own, { by: lena, at: at(52) }, opened.id)));
	});

	test('the database keeps no support longer than an hour', async () => {
		await expect(
			write((own) =>
				own
					.insertInto('people.support')
					.values({
						id: 'long',
						party: 'GHA',
						role: 'focal-point',
						wish: '',
						asked_at: at(0),
						lapses_at: at(0),
						reason: 'x',
						opened_by: 'edith',
						opened_at: at(0),
						ends_at: new Date(at(0).getTime() + 3_660_000)
					})
					.execute()
			)
		).rejects.toThrow('check');
	});
});

describe('nothing is gained by it', () => {
	const inRole = (role: 'focal-point' | 'party-contributor' = 'focal-point', officer = adam) => lookingOnAs(officer, { id: 'x', party: 'GHA', role });

	test('may() lets be seen what the role of the Party sees, nothing bilateral, and nothing be done', () => {
		for (const officer of [adam, edith])
			for (const role of ['focal-point', 'party-contributor'] as const)
				for (const ability of Object.keys(abilities) as Ability[])
					for (const [name, subject] of Object.entries({ ...situations, ...roleSituations })) {
						const own = { ...actors[role === 'focal-point' ? 'focal point' : 'contributor of the Party'], id: officer.id } as Person;
						const allowed = may(inRole(role, officer), ability, { ...subject, account: officer.id });
						if (!allowed) continue;
						expect(seen, `${ability} ${name}`).toContain(ability);
						expect(subject.visibility, `${ability} ${name}`).not.toBe('bilateral');
						expect(may(own, ability, subject), `${ability} ${name}`).toBe(true);
					}
		expect(may(inRole(), 'draft.read', { ownerKind: 'party', owner: 'GHA' })).toBe(true);
		// The officer's own rights rest meanwhile.
		for (const ability of ['fact.edit', 'form.design', 'people.read', 'queue.read', 'support.open'] as const)
			expect(may(inRole(), ability), ability).toBe(false);
	});

	test('every route that can change something is closed, and every page of accounts, but the one way to end it', () => {
		const open: string[] = [];
		for (const [route, methods] of Object.entries(access))
			for (const method of Object.keys(methods)) if (method !== 'GET' && !closedToSupport(route, method)) open.push(`${method} ${route}`);
		expect(open).toEqual(['POST /[lang]/work/support/[id]']);
		expect(endsSupport('/[lang]/work/support', 'POST')).toBe(false);
		const closed = Object.keys(access).filter((route) => access[route]?.GET && closedToSupport(route, 'GET'));
		expect(closed).toEqual(
			expect.arrayContaining(Object.keys(access).filter((route) => route.startsWith('/[lang]/work/account') && access[route]?.GET))
		);
		expect(closed).toEqual(expect.arrayContaining(['/api/v1/[...path]', '/[lang]/invitation/[token]', '/[lang]/reset/[token]']));
		expect(closed).not.toContain('/[lang]/work');
		expect(closedToSupport('/[lang]/work/accounting', 'GET')).toBe(false);
	});

	test('acts that are called all the same refuse', async () => {
		const by = inRole();
		const doing = exchange.world.doing(by);
		const { draft, submitted, returned } = exchange.ids;
		const refused = [
			await write((own) => saveAnswers(own, doing, { record: draft, version: 0, answers: {} })),
			await write((own) => submit(own, doing, draft)),
			await write((own) => explain(own, doing, { record: draft, about: 'x', explanation: 'x' })),
			await write((own) => begin(own, doing, { type: 'art7-nap', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' })),
			await write((own) => beginTraining(own, doing, { party: 'GHA', type: 'art21-full', situation: 'empty', sample: noSample })),
			await write((own) => moveRecord(own, doing, { record: submitted, move: 'recall' })),
			await write((own) => moveRecord(own, doing, { record: submitted, move: 'publish' })),
			await write((own) => moveRecord(own, doing, { record: returned, move: 'insist', reason: 'x' })),
			await write((own) => askSupport(own, { by, at: at(0) }, { party: 'GHA', wish: 'x' })),
			await write((own) => openSupport(own, opening(by), { support: 'x', session: 'y', reason: 'z', minutes: 5 }))
		];
		for (const outcome of refused) expect(['not-allowed', 'not-found']).toContain((outcome as { refusal: string }).refusal);
	});

	test('what two Parties say to one another is neither on the desk nor read', async () => {
		const { database, definitions, convention } = exchange.world;
		const { bilateral, draft, returned } = exchange.ids;
		for (const [owner, by] of [
			['GHA', ama],
			['CHE', lena]
		] as const) {
			const asking = (person: Person) => ({ person, platform: { database }, definitions, convention, today });
			const party = JSON.stringify(await deskOf(asking(by) as never));
			const looked = JSON.stringify(await deskOf(asking(lookingOnAs(edith, { id: 'x', party: owner, role: 'focal-point' })) as never));
			expect(party, owner).toContain(bilateral);
			expect(looked, owner).not.toContain(bilateral);
			if (owner === 'GHA') for (const id of [draft, returned]) expect(looked).toContain(id);
			expect(await readRevision(db(), definitions, lookingOnAs(edith, { id: 'x', party: owner, role: 'focal-point' }), bilateral, 1)).toBeFalsy();
		}
	});

	test('the canaries of other Parties stay silent', async () => {
		const { definitions } = exchange.world;
		for (const id of Object.values(exchange.ids)) {
			const read = await readRevision(db(), definitions, lookingOnAs(edith, { id: 'x', party: 'KEN', role: 'focal-point' }), id, undefined);
			expect(JSON.stringify(read ?? ''), id).not.toContain(canary);
		}
	});
});
