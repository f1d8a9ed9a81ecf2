// SPDX-License-Identifier: Apache-2.0
// A reporting cycle from both desks: the secretariat opens it, writes and gives more time; focal points are written to in their language, each once; a
// Party begins its report, two colleagues the same one. Letters go over a real mail server; the clock is the test's.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '#catalogue/server/desk.ts';
import { project } from '#catalogue/server/project.ts';
import { readDeadlines } from '#catalogue/server/deadlines.ts';
import { readProfile } from '#catalogue/server/profile.ts';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { sendLetters } from '#people/server/ground.ts';
import { addRole } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import type { Platform } from '#platform/server/platform.ts';
import { begin } from '#records/server/begin.ts';
import type { Doing } from '#records/server/doing.ts';
import { type Moving, moveRecord } from '#records/server/move-record.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { aboutOf } from '#reporting/checks.ts';
import { askLetters, reportLetters } from '#reporting/server/ask-letters.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { examineReport } from '#reporting/server/examine.ts';
import { explain } from '#reporting/server/explain.ts';
import { followCycles, followParties, historyOf } from '#reporting/server/follow.ts';
import { standingsOf } from '#reporting/server/rounds.ts';
import { readerIn } from '#text/message.ts';
import { sendReportLetters } from '#worker/letters-reporting.ts';
import { actions as desk } from '../../src/routes/[lang]/work/reporting/begin/+page.server.ts';
import { actions as following, load as follow } from '../../src/routes/[lang]/work/reporting/[cycle]/+page.server.ts';
import { actions as opening, load as beforeOpening } from '../../src/routes/[lang]/work/reporting/[cycle]/open/+page.server.ts';
import { actions as ofParty, load as party } from '../../src/routes/[lang]/work/reporting/[cycle]/[party]/+page.server.ts';
import { GET as file } from '../../src/routes/[lang]/work/reporting/[cycle]/parties.[format]/+server.ts';
import { load as queued } from '../../src/routes/[lang]/work/queue/[id]/+page.server.ts';
import { startMailServer, type TestMailServer } from '../ground/mail-server.ts';
import { adam, ama, edith, kofi, lena, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const cycle = '2021-2024';
const origin = 'https://exchange.test';
/** The Ghanaian focal point reads Arabic, the Swiss one French: so that the language of a letter is seen to be the reader's. */
const aisha: Person = { ...ama, language: 'ar' };
const claire: Person = { ...lena, language: 'fr' };
const tara: Person = { id: 'tara', name: 'Tara Kamau', email: 'tara@example.org', language: 'en', roles: [{ role: 'focal-point', party: 'KEN' }] };
const late: Person = { id: 'zuri', name: 'Zuri Njoroge', email: 'zuri@example.org', language: 'en', roles: [{ role: 'focal-point', party: 'KEN' }] };

let world: World;
let platform: Platform;
let jobs: Jobs;
let mail: TestMailServer;
let folder: string;
/** The day of the test. */
let now = '2025-05-01';

beforeAll(async () => {
	world = await openWorld();
	mail = await startMailServer();
	folder = await mkdtemp(join(tmpdir(), 'reporting-desk-'));
	const log = openLog('silent');
	jobs = await openJobs(world.database, { log, drained: true });
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder, SMTP_URL: mail.url });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const mailer = await openMailer(configuration);
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database: world.database, mailer, files, jobs, close: async () => mailer.close() };
	await sendLetters(platform);
	await sendReportLetters(
		platform,
		async () => world.catalogue,
		() => new Date(`${now}T05:00:00.000Z`)
	);
	for (const each of [aisha, kofi, claire, tara, ravi, edith, paul, adam]) await account(each);
});
afterAll(async () => {
	await jobs?.stop();
	await platform?.close();
	await mail?.stop();
	await world?.database.close();
	await rm(folder, { recursive: true });
});

async function account({ id, name, email, language, roles }: Person): Promise<void> {
	await world.database.write(async (db) => {
		await db.insertInto('people.accounts').values({ id, name, email, language, created_at: new Date(), updated_at: new Date() }).execute();
		for (const role of roles) await addRole(db, id, role, { by: 'platform', at: new Date() });
	});
}

const db = () => world.database.fresh;
const write: World['database']['write'] = (act) => world.database.write(act);
const doing = (by: Person): Doing => ({ ...world.doing(by, `${now}T10:00:00.000Z`), examine: examineReport });
function fine<T>(outcome: T) {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
}
const move = (by: Person, moving: Moving) => write((own) => moveRecord(own, doing(by), moving));

/** Letters that arrived since the last call, in the order of their readers. */
async function letters() {
	expect((await jobs.drain()).failed).toBe(0);
	return mail.messages
		.splice(0)
		.map(({ mail: each, to }) => ({ to: to[0], subject: each.subject ?? '', text: each.text ?? '' }))
		.toSorted((a, b) => String(a.to).localeCompare(String(b.to)));
}

/** As the web framework asks. */
async function event(by: Person, params: object, { query = '', posted }: { query?: string; posted?: Record<string, string> } = {}) {
	const url = new URL(`${origin}/en/work/reporting${query}`);
	const { definitions, convention } = world;
	const locals = {
		platform,
		definitions,
		convention,
		person: by,
		reader: await readerIn('en'),
		today: now,
		doing: () => doing(by),
		remembered: (_: string, make: () => unknown) => make()
	};
	const request = posted
		? new Request(url, { method: 'POST', body: new URLSearchParams(posted), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
		: new Request(url);
	return { locals, params: { lang: 'en', ...params }, url, request } as never;
}
/** Where an act leads. */
async function leadsTo(act: unknown): Promise<string> {
	try {
		await act;
	} catch (thrown) {
		if ((thrown as { location?: string }).location) return (thrown as { location: string }).location;
		throw thrown;
	}
	throw new Error('led nowhere');
}
const status = async (act: unknown): Promise<number> => {
	try {
		return ((await act) as { status?: number } | undefined)?.status ?? 200;
	} catch (thrown) {
		return (thrown as { status: number }).status;
	}
};
type Followed = Awaited<ReturnType<typeof followParties>>;
const deskAt = async (by: Person) =>
	(await deskOf({ person: by, platform, definitions: world.definitions, convention: world.convention, today: now }))[0];

/** A report without anything to tell: the least that can be submitted. */
const plain: Answers = {
	'a-2': '2017-03-23',
	'a-3': '2017-08-16',
	'a-4': { name: 'Ama Owusu', organisation: 'Environmental Protection Agency', email: 'ama@example.org', private: ['email'] },
	'a-5-differs': false,
	'q3-1': false,
	'q3-3': false,
	'q3-3-iii': 'Nothing is known of such stocks.',
	'q3-5': ['no-exports'],
	'q11-2': false
};

describe('the secretariat opens a cycle', () => {
	test('sees every cycle, open or not, and how many each binds', async () => {
		const cycles = await followCycles(db(), world.convention);
		expect(cycles.map((each) => each.cycle.id)).toEqual(
			world.convention.cycles.map(({ id }) => id).toSorted((a, b) => b.slice(5).localeCompare(a.slice(5)) || b.localeCompare(a))
		);
		expect(cycles.every(({ openedAt }) => openedAt === null)).toBe(true);
		// Where a source says how many were bound, that is the number.
		expect(cycles.find((each) => each.cycle.id === '2017-2020')?.counts.bound).toBe(123);
		expect(cycles.find((each) => each.cycle.id === cycle)?.counts.bound).toBeGreaterThan(100);
	});

	test('is told before whom it will bind and reach', async () => {
		expect(await status(beforeOpening(await event(edith, { cycle })))).toBe(403);
		const told = (await beforeOpening(await event(paul, { cycle }))) as { opening: object };
		expect(told.opening).toMatchObject({ reachable: 3, people: 3 });
		expect(await status(beforeOpening(await event(paul, { cycle: '1999-2000' })))).toBe(404);
		expect(await status(follow(await event(ama, { cycle })))).toBe(403);
	});

	test('each focal point is invited by name, in the own language, with the day and the desk; nobody else', async () => {
		expect(await status(opening.default?.(await event(edith, { cycle }, { posted: {} })))).toBe(403);
		expect(await letters()).toEqual([]);
		expect(await leadsTo(opening.default?.(await event(paul, { cycle }, { posted: {} })))).toBe(`/en/work/reporting/${cycle}?done=opened`);
		const sent = await letters();
		expect(sent.map(({ to }) => to)).toEqual([aisha.email, claire.email, tara.email]);
		const [arabic, french, english] = sent;
		expect(french?.subject).toContain('31 décembre 2025');
		expect(french?.text).toContain(claire.name);
		expect(french?.text).toContain(`${origin}/fr/work`);
		expect(arabic?.text).toContain(`${origin}/ar/work`);
		expect(arabic?.text).toContain('المادة 21');
		expect(english?.text).toContain('Dear Tara Kamau');
		// What the facts know of the dates of the Party waits to be taken over.
		expect(english?.text).toContain('the facts of the Convention');
	});

	test('whoever opens it again, or asks for the invitations again, makes no second letter', async () => {
		expect(await leadsTo(opening.default?.(await event(adam, { cycle }, { posted: {} })))).toContain(cycle);
		expect(await leadsTo(beforeOpening(await event(adam, { cycle })))).toBe(`/en/work/reporting/${cycle}`);
		expect(await leadsTo(following.invite?.(await event(paul, { cycle }, { posted: {} })))).toContain('done=invited');
		await write((own) => jobs.enqueue(own, reportLetters, { letters: 'invitations', cycle }));
		expect(await letters()).toEqual([]);
		// But whoever has got an account since is written to, and nobody else.
		await account(late);
		await leadsTo(following.invite?.(await event(paul, { cycle }, { posted: {} })));
		expect((await letters()).map(({ to }) => to)).toEqual([late.email]);
		expect(await status(following.invite?.(await event(ravi, { cycle }, { posted: {} })))).toBe(403);
	});

	test('the table shows people, letters and what is missing, as a page and as a file', async () => {
		const page = (await follow(await event(ravi, { cycle }))) as { parties: Followed; unreachable: number; uninvited: number; mayOpen: boolean };
		expect(page).toMatchObject({ uninvited: 0, mayOpen: false, unreachable: page.parties.length - 3 });
		expect(page.parties.find((each) => each.party === 'KEN')).toMatchObject({
			progress: 'not-begun',
			focalPoints: [{ name: tara.name }, { name: late.name }],
			letters: { count: 2, last: { letter: 'invitation' } }
		});
		const none = (await follow(await event(paul, { cycle }, { query: '?people=none' }))) as { parties: Followed };
		expect(none.parties.map((each) => each.party)).not.toContain('KEN');
		const reply = await file(await event(ravi, { cycle, format: 'csv' }));
		const lines = (await reply.text()).split('\r\n').filter(Boolean);
		expect(lines).toHaveLength(page.parties.length + 1);
		expect(lines.find((line) => line.includes('KEN'))).toMatch(
			/Kenya,KEN,Not begun,2025-12-31,.*"Tara Kamau <tara@example.org>; Zuri Njoroge <zuri@example.org>",2,Invitation,2025-05-01/
		);
		expect((await file(await event(ravi, { cycle, format: 'xlsx' }))).headers.get('content-type')).toContain('spreadsheetml');
		expect(await status(file(await event(ama, { cycle, format: 'csv' })))).toBe(403);
	});
});

describe('a Party begins its report', () => {
	let id: string;

	test('the cycle stands first on its desk, and among what is due', async () => {
		const own = await deskAt(ama);
		expect(own?.rounds).toMatchObject([{ cycle, due: '2025-12-31', days: 244, late: false, progress: 'not-begun', report: null }]);
		expect(own?.due.find((each) => each.id === `national-report ${cycle}`)).toMatchObject({ due: '2025-12-31', record: null });
		expect(own?.offered.map((each) => each.id)).not.toContain('art21-full');
		expect((await deskAt(paul))?.rounds).toEqual([]);
	});

	test('a colleague who comes second lands on the same report', async () => {
		const posted = { cycle, party: 'GHA' };
		const first = await leadsTo(desk.default?.(await event(kofi, {}, { posted })));
		id = /MC-REPORT-GH-\d+/.exec(first)?.[0] ?? '';
		expect(first).toBe(`/en/work/records/${id}/edit`);
		expect(await leadsTo(desk.default?.(await event(ama, {}, { posted })))).toBe(first);
		// At the same moment as well, and never by those of another Party.
		const both = await Promise.all([kofi, ama].map(async (by) => leadsTo(desk.default?.(await event(by, {}, { posted })))));
		expect(new Set(both)).toEqual(new Set([first]));
		expect(await status(desk.default?.(await event(lena, {}, { posted })))).toBe(403);
		expect(await status(desk.default?.(await event(ama, {}, { posted: { cycle: '2025-2026', party: 'GHA' } })))).toBe(404);
		const [round] = (await deskAt(ama))?.rounds ?? [];
		expect(round).toMatchObject({ progress: 'begun', report: { id, stage: 'draft' } });
		expect(round?.report?.answers?.asked).toBeGreaterThan(10);
	});

	test('two who begin at the very same moment begin one', async () => {
		const begun = await Promise.all([1, 2, 3].map(() => write((own) => beginReport(own, doing(lena), { cycle, party: 'CHE' }))));
		expect(new Set(begun.map((each) => fine(each).id)).size).toBe(1);
		expect(begun.filter((each) => fine(each).begun)).toHaveLength(1);
	});

	test('given up, its place is free: the tracker, the check and the desk agree', async () => {
		fine(await move(ama, { record: id, move: 'discard' }));
		expect((await standingsOf(db(), { cycle, party: 'GHA' }))[0]).toMatchObject({ progress: 'not-begun', record: null, submitted: null });
		expect((await deskAt(ama))?.rounds).toMatchObject([{ progress: 'not-begun', report: null }]);
		const before = id;
		id = fine(await write((own) => beginReport(own, doing(ama), { cycle, party: 'GHA' }))).id;
		expect(id).not.toBe(before);
		expect(await twins(id)).toEqual([]);
		// One that was begun beside it, past the desk, is noticed as a second one, also while the first is in draft.
		const answers = { cycle };
		const other = fine(
			await write((own) => begin(own, doing(ama), { type: 'art21-full', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH', answers }))
		);
		expect(await twins(other.id)).toEqual([id]);
		expect(await twins(id)).toEqual([]);
		fine(await move(ama, { record: other.id, move: 'discard' }));
	});

	/** Other reports that the checks know of. */
	async function twins(record: string) {
		const form = world.definitions.form('art21-full');
		if (!form) throw new Error('no form');
		const found = await examineReport(db(), world.catalogue, {
			record: { id: record, type: 'art21-full', owner: 'GHA' },
			form,
			answers: { cycle },
			today: now
		});
		return found.filter(({ code }) => code === 'report-twice').map(({ values }) => values?.record);
	}
});

describe('time goes on', () => {
	test('who has not submitted is reminded, each person once on a day of reminders', async () => {
		const clock = () => write((own) => jobs.enqueue(own, reportLetters, {}));
		now = '2025-11-20';
		await clock();
		expect(await letters()).toEqual([]);
		now = '2025-12-01';
		await clock();
		await clock();
		const sent = await letters();
		expect(sent.map(({ to }) => to)).toEqual([aisha.email, claire.email, tara.email, late.email]);
		expect(sent[2]?.subject).toBe('National report of Kenya due in 30 days');
		now = '2025-12-05';
		await clock();
		expect(await letters()).toEqual([]);
	});

	test('one Party is given more time and told why; its reminders follow the later day', async () => {
		const given = { due: '2026-03-31', reason: 'Change of the ministry.' };
		const at = { cycle, party: 'GHA' };
		expect(await status(ofParty.extend?.(await event(ravi, at, { posted: given })))).toBe(403);
		expect(await ofParty.extend?.(await event(paul, at, { posted: { ...given, reason: '' } }))).toMatchObject({
			status: 422,
			data: { refusal: { refusal: 'reason-missing' }, typed: { due: '2026-03-31' } }
		});
		expect(await letters()).toEqual([]);
		expect(await leadsTo(ofParty.extend?.(await event(paul, at, { posted: given })))).toContain('done=extended');
		const [letter, ...others] = await letters();
		expect(others).toEqual([]);
		expect(letter?.to).toBe(aisha.email);
		expect(letter?.text).toContain(given.reason);
		expect((await deskAt(ama))?.rounds).toMatchObject([{ due: '2026-03-31', extended: true }]);
		expect((await deskAt(ama))?.due.find((each) => each.id === `national-report ${cycle}`)?.due).toBe('2026-03-31');
		now = '2026-01-01';
		await write((own) => jobs.enqueue(own, reportLetters, {}));
		const reminded = await letters();
		expect(reminded.map(({ to }) => to)).toEqual([aisha.email, claire.email, tara.email, late.email]);
		expect(reminded.find(({ to }) => to === tara.email)?.subject).toBe('National report of Kenya: the due day has passed');
		expect(await historyOf(db(), cycle, 'GHA')).toMatchObject({
			extensions: [{ due: '2026-03-31', reason: given.reason, by: paul.name }],
			letters: [
				{ letter: 'before-90 2026-03-31' },
				{ letter: 'extension 2026-03-31' },
				{ letter: 'before-30' },
				{ letter: 'invitation', to: aisha.name }
			]
		});
	});

	test('one Party is written to again, as often as somebody asks', async () => {
		const at = { cycle, party: 'KEN' };
		expect(((await party(await event(paul, at))) as { mayWrite: boolean }).mayWrite).toBe(true);
		expect(await leadsTo(ofParty.write?.(await event(paul, at, { posted: {} })))).toContain('done=written');
		expect((await letters()).map(({ to }) => to)).toEqual([tara.email, late.email]);
		expect(await status(ofParty.write?.(await event(ravi, at, { posted: {} })))).toBe(403);
		expect(await status(party(await event(paul, { cycle, party: 'XXX' })))).toBe(404);
	});

	test('the public knows of the later day, and of no more', async () => {
		const { definitions, convention } = world;
		const rows = await readDeadlines({ db: db(), definitions, convention, today: now }, { party: 'GHA', region: null });
		expect(rows.find((row) => row.cycle === cycle)).toMatchObject({
			key: `national-report.GHA.${cycle}`,
			due: '2026-03-31',
			state: 'due',
			types: ['art21-full'],
			records: []
		});
		const profile = await readProfile(db(), definitions, convention, 'KEN', now);
		expect(profile?.obligations.find((each) => each.cycle === cycle)).toMatchObject({ due: '2025-12-31', state: 'passed' });
	});
});

describe('a report is submitted', () => {
	const short = '2021-2022';
	const of = async () => (await standingsOf(db(), { cycle: short, party: 'GHA' }))[0];
	let id: string;

	test('and its Party is reminded no more', async () => {
		now = '2023-06-01';
		await leadsTo(opening.default?.(await event(paul, { cycle: short }, { posted: {} })));
		await letters();
		id = fine(await write((own) => beginReport(own, doing(ama), { cycle: short, party: 'GHA' }))).id;
		fine(await write((own) => saveAnswers(own, doing(ama), { record: id, version: 0, answers: { ...plain, 'a-2': '2017-03-22' } })));
		const about = aboutOf({ code: 'report-day-differs', at: 'a-2' });
		fine(await write((own) => explain(own, doing(ama), { record: id, about, explanation: 'As the depositary wrote to us.' })));
		fine(await write((own) => submit(own, doing(ama), id)));
		expect(await of()).toMatchObject({ progress: 'submitted', record: id });
		expect((await deskAt(ama))?.rounds.find((each) => each.cycle === short)).toMatchObject({ progress: 'submitted', late: false, report: { id } });
		expect((await deskAt(ama))?.due.map((each) => each.id)).not.toContain(`national-report ${short}`);
		const again = { letters: 'again', cycle: short, party: 'GHA', again: 'now' } as const;
		expect(await write((own) => askLetters(own, { ...doing(paul), jobs }, again))).toEqual({ refusal: 'stage-does-not-fit' });
		now = '2023-12-01';
		await write((own) => jobs.enqueue(own, reportLetters, {}));
		// Kenya was not yet bound by this one.
		expect((await letters()).map(({ to }) => to)).toEqual([claire.email]);
	});

	test('waits for the secretariat with what the checks noticed, and the explanations beside it', async () => {
		const page = (await queued(await event(ravi, { id }))) as { examined: { findings: { code: string; at: string }[]; explanations: object[] } };
		expect(page.examined.findings).toMatchObject([{ code: 'report-day-differs', at: 'a-2', severity: 'warning' }]);
		expect(page.examined.explanations).toEqual([{ about: 'report-day-differs a-2', explanation: 'As the depositary wrote to us.' }]);
	});

	test('stands to the public as submitted, then as published; the desk has nothing more to ask', async () => {
		now = '2024-02-01';
		const { definitions, convention } = world;
		const told = async () => (await readProfile(db(), definitions, convention, 'GHA', now))?.obligations.find((each) => each.cycle === short);
		// Not as something that is missing: it was sent in time, and the secretariat has it.
		expect(await told()).toMatchObject({ state: 'submitted', records: [] });
		fine(await move(paul, { record: id, move: 'publish', checklist: definitions.current('art21-short')?.form.checklist ?? [] }));
		await write((own) => project(own, world.catalogue, id));
		expect(await told()).toMatchObject({ state: 'published', records: [{ id }], types: ['art21-short'] });
		expect((await deskAt(ama))?.rounds.map((each) => each.cycle)).not.toContain(short);
	});

	test('withdrawn, its place is free: another can be begun, and the old one is no twin', async () => {
		fine(await move(ama, { record: id, move: 'withdraw', reason: 'The wrong year.' }));
		expect(await of()).toMatchObject({ progress: 'not-begun', record: null });
		expect((await deskAt(ama))?.rounds.find((each) => each.cycle === short)).toMatchObject({ progress: 'not-begun', report: null, late: true });
		const anew = fine(await write((own) => beginReport(own, doing(kofi), { cycle: short, party: 'GHA' })));
		expect(anew).toMatchObject({ begun: true });
		expect(anew.id).not.toBe(id);
		fine(await write((own) => saveAnswers(own, doing(ama), { record: anew.id, version: 0, answers: plain })));
		fine(await write((own) => submit(own, doing(ama), anew.id)));
		expect(await of()).toMatchObject({ progress: 'submitted', record: anew.id });
	});
});
