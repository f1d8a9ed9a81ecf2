// SPDX-License-Identifier: Apache-2.0
// A national report from the opening of its cycle to its publication and amendment: who may do what, what is proposed, noticed and explained, what the
// public sees when. Through the acts that pages and API use.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers, Finding } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { judge } from '#records/server/judge.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { bePresent } from '#records/server/presence.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { readRevision } from '#records/server/revisions.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { aboutOf, explanationsIn } from '#reporting/checks.ts';
import { publicStanding } from '#reporting/cycle.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { examineReport } from '#reporting/server/examine.ts';
import { explain } from '#reporting/server/explain.ts';
import { extend } from '#reporting/server/extend.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { roundsOpen, standingsOf } from '#reporting/server/rounds.ts';
import { showProgress } from '#reporting/server/show-progress.ts';
import { proposalsFor, takeOver } from '#reporting/server/take-over.ts';
import { adam, ama, edith, kofi, lena, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
const cycle = '2021-2024';
const contact = { name: 'Ama Owusu', organisation: 'Environmental Protection Agency', email: 'ama@example.org', private: ['email'] };

beforeAll(async () => {
	world = await openWorld();
	await world.database.write((db) =>
		db
			.insertInto('people.accounts')
			.values(
				[ama, kofi, lena, paul].map(({ id, name, email, language }) => ({
					id,
					name,
					email,
					language,
					created_at: new Date(),
					updated_at: new Date()
				}))
			)
			.execute()
	);
});
afterAll(() => world?.database.close());

type Done<T> = Exclude<T, { refusal: unknown }>;
type Act<T> = Parameters<typeof world.database.write<T>>[0];
const write = <T>(act: Act<T>): Promise<T> => world.database.write(act);
function done<T>(outcome: T): Done<T> {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as Done<T>;
}
const save = async (by: Person, record: string, answers: Answers) => {
	const draft = await draftOf(world.database.fresh, record);
	return done(await write((db) => saveAnswers(db, world.doing(by), { record, version: draft?.version ?? 0, answers })));
};
const judged = async (record: string) => {
	const [envelope, draft] = await Promise.all([findRecord(world.database.fresh, record), draftOf(world.database.fresh, record)]);
	if (!envelope || !draft) throw new Error(`${record} has no draft`);
	return judge(world.database.fresh, { ...world.catalogue, examine: examineReport }, envelope, draft, new Date('2026-11-24T10:00:00Z'));
};
const codes = (findings: Finding[]) => findings.map(({ code }) => code);
const standing = async (party: string) => (await standingsOf(world.database.fresh, { cycle, party }))[0];

/** A short report without anything to tell: the least that can be submitted. */
const plain: Answers = {
	'a-2': '2017-03-23',
	'a-3': '2017-08-16',
	'a-4': contact,
	'a-5-differs': false,
	'q3-1': false,
	'q3-3': false,
	'q3-3-iii': 'Nothing is known of such stocks.',
	'q3-5': ['no-exports'],
	'q11-2': false
};

describe('a cycle', () => {
	test('is opened by publishers and administrators, once, and freezes whom it binds', async () => {
		expect(await write((db) => openCycle(db, world.doing(edith), cycle))).toEqual({ refusal: 'not-allowed' });
		expect(await write((db) => openCycle(db, world.doing(paul), '1999-2000'))).toEqual({ refusal: 'not-found' });
		const opened = done(await write((db) => openCycle(db, world.doing(paul), cycle)));
		expect(opened.bound).toBeGreaterThan(100);
		expect(await write((db) => openCycle(db, world.doing(adam), cycle))).toEqual({ refusal: 'already-on' });
		expect((await roundsOpen(world.database.fresh)).map((round) => round.cycle)).toEqual([cycle]);
		expect(await standingsOf(world.database.fresh, { cycle })).toHaveLength(opened.bound);
		expect(await standing('GHA')).toMatchObject({ due: '2025-12-31', progress: 'not-begun', extended: false, submitted: null });
	});

	test('gives a Party more time, with a reason and only later', async () => {
		const asked = { cycle, party: 'GHA', due: '2026-03-31', reason: 'Change of the ministry.' };
		expect(await write((db) => extend(db, world.doing(ama), asked))).toEqual({ refusal: 'not-allowed' });
		expect(await write((db) => extend(db, world.doing(paul), { ...asked, reason: ' ' }))).toEqual({ refusal: 'reason-missing' });
		expect(await write((db) => extend(db, world.doing(paul), { ...asked, due: '2025-12-31' }))).toEqual({
			refusal: 'day-not-later',
			values: { due: '2025-12-31' }
		});
		expect(await write((db) => extend(db, world.doing(paul), { ...asked, due: '31.3.2026' }))).toMatchObject({ refusal: 'not-a-day' });
		expect(await write((db) => extend(db, world.doing(paul), asked))).toEqual({ due: '2026-03-31' });
		expect(await standing('GHA')).toMatchObject({ due: '2026-03-31', extended: true });
	});
});

describe('a report', () => {
	let id: string;

	test('is begun once for each Party and cycle, by its own people', async () => {
		expect(await write((db) => beginReport(db, world.doing(lena), { cycle, party: 'GHA' }))).toEqual({ refusal: 'not-allowed' });
		expect(await write((db) => beginReport(db, world.doing(ama), { cycle: '2021-2022', party: 'GHA' }))).toEqual({ refusal: 'not-found' });
		const first = done(await write((db) => beginReport(db, world.doing(kofi), { cycle, party: 'GHA' })));
		expect(first).toEqual({ id: 'MC-REPORT-GH-0001', begun: true });
		expect(await write((db) => beginReport(db, world.doing(ama), { cycle, party: 'GHA' }))).toEqual({ id: first.id, begun: false });
		id = first.id;
		const draft = await draftOf(world.database.fresh, id);
		expect(draft).toMatchObject({ formVersion: 'mc-5-13', answers: { cycle, 'a-1': 'GHA' } });
	});

	test('cannot be begun without a cycle', async () => {
		const beginning = { type: 'art21-full', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' } as const;
		expect(await write((db) => begin(db, world.doing(ama), beginning))).toEqual({ refusal: 'beginning-missing' });
	});

	test('is not told to the public while it is in draft, unless its focal point lets it', async () => {
		const told = async () => publicStanding((await standing('GHA')) as never);
		expect(await told()).toMatchObject({ progress: 'not-begun', record: null });
		const asked = { cycle, party: 'GHA', shows: true };
		expect(await write((db) => showProgress(db, world.doing(kofi), asked))).toEqual({ refusal: 'not-allowed' });
		expect(await write((db) => showProgress(db, world.doing(ama), asked))).toEqual({ shows: true });
		expect(await told()).toMatchObject({ progress: 'begun', record: null });
	});

	test('tells who else is here', async () => {
		const at = new Date('2026-11-24T10:00:00Z');
		await write((db) => bePresent(db, { by: kofi, at }, { record: id, section: 'article-3' }));
		expect(await write((db) => bePresent(db, { by: ama, at }, { record: id, section: null }))).toEqual([
			{ account: 'ama', name: 'Ama Owusu', section: null },
			{ account: 'kofi', name: 'Kofi Mensah', section: 'article-3' }
		]);
		const later = new Date('2026-11-24T10:00:31Z');
		expect(await write((db) => bePresent(db, { by: ama, at: later }, { record: id, section: null }))).toHaveLength(1);
		expect(await write((db) => bePresent(db, { by: lena, at }, { record: id, section: null }))).toEqual({ refusal: 'not-found' });
	});

	test('is filled in from the facts by a person, with the origin of each answer', async () => {
		const envelope = await findRecord(world.database.fresh, id);
		const draft = await draftOf(world.database.fresh, id);
		const open = await proposalsFor(world.database.fresh, world.catalogue, envelope as never, draft as never, '2026-11-24');
		expect(open.map(({ question }) => question)).toEqual(['a-2', 'a-3']);
		expect(await write((db) => takeOver(db, world.doing(lena), { record: id, questions: ['a-2'] }))).toEqual({ refusal: 'not-found' });
		expect(await write((db) => takeOver(db, world.doing(ama), { record: id, questions: ['a-3', 'q3-1', 'cycle'] }))).toEqual({ taken: ['a-3'] });
		const filled = await draftOf(world.database.fresh, id);
		expect(filled?.answers['a-3']).toBe('2017-08-16');
		expect(filled?.touched['a-3']).toMatchObject({ by: 'ama', from: { kind: 'fact', id: 'GHA' } });
	});

	test('keeps what no page asks: cycle and explanations are not saved like answers', async () => {
		await save(ama, id, { cycle: '2017-2020', explanations: [{ about: 'x', explanation: 'y' }] });
		expect((await draftOf(world.database.fresh, id))?.answers).not.toHaveProperty('explanations');
		expect((await draftOf(world.database.fresh, id))?.answers.cycle).toBe(cycle);
	});

	test('is checked against the facts; what is noticed can be explained, and errors cannot', async () => {
		await save(ama, id, { 'a-2': '2017-03-22', 'q7-1': 'yes', 'q7-1-a': 'A campaign.', 'q7-2': true });
		const before = await judged(id);
		expect(codes(before.findings)).toEqual(expect.arrayContaining(['report-day-differs', 'report-notification-missing', 'required']));
		const found = before.findings.find(({ code }) => code === 'report-notification-missing') as Finding;
		const asked = { record: id, about: aboutOf(found), explanation: 'Notified by letter in 2018.' };
		expect(await write((db) => explain(db, world.doing(lena), asked))).toEqual({ refusal: 'not-found' });
		expect(await write((db) => explain(db, world.doing(kofi), { ...asked, about: 'required q3-1' }))).toEqual({ refusal: 'no-such-finding' });
		expect(await write((db) => explain(db, world.doing(kofi), { ...asked, explanation: 'x'.repeat(4001) }))).toEqual({ refusal: 'too-large' });
		expect(await write((db) => explain(db, world.doing(kofi), asked))).toEqual({ explained: true });
		const draft = await draftOf(world.database.fresh, id);
		expect(explanationsIn(draft?.answers ?? {})).toEqual([{ about: asked.about, explanation: asked.explanation }]);
		// As a browser posts it, and as it comes out of a word processor: a line break is one sign, and signs that nobody sees are none.
		const lines = Array.from({ length: 40 }, (_, line) => `${line}`.padEnd(99, '.'));
		const posted = `\u202a${lines.join('\r\n')}\u202c`;
		expect(await write((db) => explain(db, world.doing(ama), { ...asked, explanation: posted }))).toEqual({ explained: true });
		const kept = (await draftOf(world.database.fresh, id))?.answers ?? {};
		expect(explanationsIn(kept)).toEqual([{ about: asked.about, explanation: lines.join('\n') }]);
		expect((await judged(id)).findings.filter(({ at }) => at.startsWith('explanations'))).toEqual([]);
		// Taken back, and given again in other words.
		expect(await write((db) => explain(db, world.doing(ama), { ...asked, explanation: '' }))).toEqual({ explained: false });
		expect((await draftOf(world.database.fresh, id))?.answers.explanations ?? null).toBeNull();
		done(await write((db) => explain(db, world.doing(ama), asked)));
	});

	test('is not submitted with errors, and nothing of it is lost', async () => {
		const refused = await write((db) => submit(db, world.doing(ama), id));
		expect(refused).toMatchObject({ refusal: 'has-errors' });
		expect(await standing('GHA')).toMatchObject({ progress: 'begun' });
	});
});

describe('a short report', () => {
	let id: string;

	test('is submitted, published, and stands in the tracker', async () => {
		done(await write((db) => openCycle(db, world.doing(paul, '2023-01-15T10:00:00.000Z'), '2021-2022')));
		const at = '2023-12-30T10:00:00.000Z';
		const begun = done(await write((db) => beginReport(db, world.doing(ama, at), { cycle: '2021-2022', party: 'GHA' })));
		id = begun.id;
		expect(id).toBe('MC-SREPORT-GH-0001');
		expect(await findRecord(world.database.fresh, id)).toMatchObject({ keepsVersion: true });
		await save(ama, id, plain);
		expect((await judged(id)).findings).toEqual([]);
		done(await write((db) => submit(db, world.doing(ama, at), id)));
		const of = async () => (await standingsOf(world.database.fresh, { cycle: '2021-2022', party: 'GHA' }))[0];
		expect(publicStanding((await of()) as never)).toMatchObject({ progress: 'submitted', submitted: '2023-12-30', record: null });
		// Recalled, it lies with the Party again: nobody reads that it was submitted, until it is.
		done(await write((db) => moveRecord(db, world.doing(ama, at), { record: id, move: 'recall' })));
		expect(await of()).toMatchObject({ progress: 'begun', submitted: null });
		expect(publicStanding((await of()) as never)).toMatchObject({ progress: 'not-begun', submitted: null });
		done(await write((db) => submit(db, world.doing(ama, at), id)));
		const checklist = ['all-articles', 'files-open', 'remarks-answered'];
		done(await write((db) => moveRecord(db, world.doing(paul), { record: id, move: 'publish', checklist })));
		expect(publicStanding((await of()) as never)).toMatchObject({ progress: 'published', record: id });
		const read = await readRevision(world.database.fresh, world.definitions, null, id, undefined);
		expect(read && 'revision' in read && read.revision).toMatchObject({ formVersion: 'mc-1-8', answers: { 'a-4': { name: 'Ama Owusu' } } });
		expect(JSON.stringify(read && 'revision' in read && read.revision.answers)).not.toContain('ama@example.org');
	});

	test('stays with the form of its cycle when it is amended, and the difference is kept', async () => {
		done(await write((db) => moveRecord(db, world.doing(ama), { record: id, move: 'revise' })));
		expect((await draftOf(world.database.fresh, id))?.formVersion).toBe('mc-1-8');
		await save(ama, id, { 'q11-2': 'unknown', 'q11-2-x': 'A survey is under way.' });
		const second = done(await write((db) => submit(db, world.doing(ama), id)));
		expect(second.number).toBe(3);
	});

	test('is what the next report is filled in from', async () => {
		const [report] = await standingsOf(world.database.fresh, { cycle, party: 'GHA' });
		const envelope = await findRecord(world.database.fresh, report?.record ?? '');
		const draft = await draftOf(world.database.fresh, report?.record ?? '');
		const open = await proposalsFor(world.database.fresh, world.catalogue, envelope as never, draft as never, '2026-11-24');
		expect(open.find(({ question }) => question === 'q3-3-iii')).toMatchObject({ answer: plain['q3-3-iii'], from: { kind: 'record', id } });
	});
});
