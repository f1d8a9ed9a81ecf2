// SPDX-License-Identifier: Apache-2.0
// A Party practises: two colleagues on one training report, filled with sample answers, checked, rehearsed, filled anew and deleted. Nothing that can be
// called makes a submission of it, the database refuses what no act does, and no canary of it sings anywhere in public.
import { sql } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '#catalogue/server/desk.ts';
import { project } from '#catalogue/server/project.ts';
import { exportedLines } from '#cli/export/lines.ts';
import { publicationsFeed } from '#interop/feeds/server/publications.ts';
import { sitemap } from '#interop/feeds/server/sheets.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { addRole } from '#people/server/roles.ts';
import { openFiles } from '#platform/server/files.ts';
import { fittingMoves, moveNames } from '#records/move.ts';
import { judge } from '#records/server/judge.ts';
import { recordMove } from '#records/server/log-move.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { receiptFor } from '#records/server/receipts.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { isTraining } from '#records/training.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { beginTraining } from '#reporting/server/begin-training.ts';
import { deleteExpiredTraining, deleteTraining } from '#reporting/server/delete-training.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { proposalsFor } from '#reporting/server/take-over.ts';
import { refillTraining } from '#reporting/server/refill-training.ts';
import { rehearse } from '#reporting/server/rehearse.ts';
import { reportFor, standingsOf } from '#reporting/server/rounds.ts';
import { findTraining, trainingsOf } from '#reporting/server/trainings.ts';
import { askFor } from '#sharing/server/ask-for.ts';
import { openAsks } from '#sharing/server/asks.ts';
import type { LetterWanted } from '#sharing/server/doing.ts';
import { noSample, situations, type TrainingSituation } from '#reporting/training.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { sampleFor } from '#worker/training.ts';
import { actions as training, load as trainingPage } from '../../src/routes/[lang]/work/training/+page.server.ts';
import { actions as courses, load as questionPage } from '../../src/routes/[lang]/work/training/question/[question]/+page.server.ts';
import { load as rehearsalPage } from '../../src/routes/[lang]/work/training/[id]/rehearsal/+page.server.ts';
import { actions as submission } from '../../src/routes/[lang]/work/records/[id]/submit/+page.server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { adam, ama, edith, kofi, lena, paul } from '../people.ts';

let exchange: Exchange;
let folder: string;
let id: string;
beforeAll(async () => {
	exchange = await openExchange();
	folder = await mkdtemp(join(tmpdir(), 'training-'));
}, 120_000);
afterAll(async () => {
	await exchange?.close();
	await rm(folder, { recursive: true });
});

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const db = () => exchange.world.database.fresh;
const write: Exchange['world']['database']['write'] = (act) => exchange.world.database.write(act);
const doing = (by: Person, at?: string) => exchange.world.doing(by, at);
const sample = async (situation: TrainingSituation, more: Partial<Parameters<typeof sampleFor>[2]> = {}) =>
	sampleFor({ files: await openFiles({ dataDir: folder, bucket: null }) }, exchange.world, {
		party: 'GHA',
		type: 'art21-full',
		situation,
		language: 'en',
		today,
		...more
	});
const begun = async (by: Person, situation: TrainingSituation, party = 'GHA', type = 'art21-full') => {
	const made = await sample(situation, { party, type });
	return write((own) => beginTraining(own, doing(by), { party, type, situation, sample: made }));
};
const count = async (table: string) =>
	Number((await sql<{ count: string }>`select count(*) from ${sql.table(table)}`.execute(exchange.world.database.kysely)).rows[0]?.count);

describe('practising', () => {
	test('two colleagues who begin at once get the same report, from a series of its own', async () => {
		const both = await Promise.all([begun(ama, 'gold'), begun(kofi, 'island')]);
		const [first, second] = both.map(fine);
		expect(first?.id).toBe(second?.id);
		expect([first?.begun, second?.begun].sort()).toEqual([false, true]);
		id = first?.id as string;
		expect(id).toMatch(/^TRAINING-REPORT-GH-\d{4}$/);
		expect(await trainingsOf(db(), ['GHA'])).toMatchObject([{ record: id, type: 'art21-full' }]);
		// Nobody is told, and the permanent series is where it was.
		expect(exchange.world.announced.filter((each) => each.record === id)).toEqual([]);
		const rows = await db().selectFrom('records.counters').selectAll().where('prefix', 'like', '%REPORT-GH').execute();
		expect(rows).toEqual([{ prefix: 'TRAINING-REPORT-GH', last: 1 }]);
	});

	test('another Party, the secretariat and nobody can neither begin nor open it', async () => {
		for (const by of [lena, edith, adam]) {
			expect(await begun(by, 'empty'), by.id).toEqual({ refusal: 'not-allowed' });
			expect(await write((own) => rehearse(own, doing(by), id))).toEqual({ refusal: 'not-found' });
			expect(await write((own) => deleteTraining(own, doing(by), id))).toEqual({ refusal: 'not-found' });
			expect(await write((own) => refillTraining(own, doing(by), { record: id, situation: 'empty', sample: noSample }))).toEqual({
				refusal: 'not-found'
			});
		}
	});

	test.each(situations.filter((each) => each !== 'empty'))(
		'the sample answers of %s pass every check, in every language, as both reports',
		async (situation) => {
			for (const type of ['art21-full', 'art21-short'])
				for (const language of languages) {
					const { answers, files } = await sample(situation, { language, type });
					const again = await sample(situation, { language, type });
					expect(again).toEqual({ answers, files });
					const form = exchange.world.definitions.form(type);
					const own = await judge(db(), exchange.world, { id, type, owner: 'GHA' }, { formVersion: form?.version ?? '', answers }, new Date(today));
					const errors = own.findings.filter(({ severity }) => severity === 'error');
					expect(
						errors.filter(({ at }) => !/file/.test(at)),
						`${type} ${language}`
					).toEqual([]);
					expect(Object.keys(answers).length).toBeGreaterThan(type === 'art21-full' ? 60 : 8);
				}
		}
	);

	test('an importer imports and a country with gold mining says so', async () => {
		expect((await sample('importer')).answers).toMatchObject({ 'q3-6': 'yes', 'q3-6-c': [{ quantity: { amount: '850', unit: 'kg' } }, {}] });
		expect((await sample('gold')).answers['q7-1']).toBe('yes');
		expect((await sample('island')).answers['q7-1']).not.toBe('yes');
		expect(await sample('empty')).toEqual(noSample);
	});

	test('answers are saved, merged and checked as in a real report, beside which it is no second one', async () => {
		fine(
			await write((own) => openCycle(own, { by: paul, at: new Date('2026-11-24T08:00:00Z'), convention: exchange.world.convention }, '2021-2024'))
		);
		const real = fine(await write((own) => beginReport(own, doing(ama), { cycle: '2021-2024', party: 'GHA' })));
		expect(isTraining(real.id)).toBe(false);
		const draft = await draftOf(db(), id);
		fine(
			await write((own) => saveAnswers(own, doing(ama), { record: id, version: draft?.version ?? 0, answers: { 'c-1': `${canary} of training` } }))
		);
		const clash = await write((own) => saveAnswers(own, doing(kofi), { record: id, version: draft?.version ?? 0, answers: { 'c-1': 'kofi says' } }));
		expect(fine(clash).clashes).toHaveLength(1);
		expect(await write((own) => rehearse(own, doing(kofi), id))).toMatchObject({ refusal: 'clashes-open' });
		const record = await findRecord(db(), id);
		const now = await draftOf(db(), id);
		if (!record || !now) throw new Error('there is no draft');
		const { findings } = await judge(db(), doing(ama), record, now, new Date(today));
		expect(findings.map(({ code }) => code)).not.toContain('report-twice');
		// What the Party published is offered here as in the real report.
		expect(await proposalsFor(db(), exchange.world, record, { ...now, answers: { cycle: '2021-2024' } }, today)).toEqual(
			(await proposalsFor(db(), exchange.world, { ...record, id: real.id }, { ...now, answers: { cycle: '2021-2024' } }, today)).map((each) => each)
		);
	});

	test('a rehearsal needs what a submission needs, and leaves nothing of one', async () => {
		const made = await sample('gold');
		fine(await write((own) => refillTraining(own, doing(kofi, '2026-11-24T11:00:00Z'), { record: id, situation: 'empty', sample: noSample })));
		expect(await write((own) => rehearse(own, doing(kofi), id))).toMatchObject({ refusal: 'has-errors' });
		fine(await write((own) => refillTraining(own, doing(kofi, '2026-11-24T11:05:00Z'), { record: id, situation: 'gold', sample: made })));
		const before = [await count('records.revisions'), await count('records.moves'), await count('records.events'), exchange.world.announced.length];
		// A contributor who may not submit may practise it.
		fine(await write((own) => rehearse(own, doing(kofi, '2026-11-24T11:10:00Z'), id)));
		expect([await count('records.revisions'), await count('records.moves'), await count('records.events'), exchange.world.announced.length]).toEqual(
			before
		);
		expect(await findTraining(db(), id)).toMatchObject({ rehearsedBy: 'kofi', situation: 'gold' });
		expect(await findRecord(db(), id)).toMatchObject({ stage: 'draft', state: 'unpublished', published: null });
	});

	test('a page that was open before it was filled anew goes on with it, and meets what stands there', async () => {
		const draft = await draftOf(db(), id);
		const saved = fine(await write((own) => saveAnswers(own, doing(ama), { record: id, version: 0, answers: { 'd-1': `${canary} text` } })));
		expect(saved.draft.version).toBeGreaterThan(draft?.version ?? 0);
		expect(Object.keys(saved.others).length).toBeGreaterThan(40);
	});
});

describe('its pages', () => {
	const event = async (by: Person, path: string, fields?: Record<string, string>, params: object = {}) => {
		const { database, definitions, convention } = exchange.world;
		const url = new URL(`${origin}${path}`);
		const locals = {
			platform: { database, configuration: { origin, trainingDays: 60 } },
			definitions,
			convention,
			today,
			person: by,
			officer: by,
			reader: await readerIn('fr'),
			doing: () => doing(by),
			sampleFor: (asked: Parameters<typeof sampleFor>[2]) => sample(asked.situation, asked)
		};
		const request = fields ? new Request(url, { method: 'POST', body: new URLSearchParams(fields) }) : new Request(url);
		return { locals, url, request, params: { lang: 'fr', ...params } } as never;
	};
	/** Where it leads to, or what it gives. */
	const led = async (asked: unknown): Promise<unknown> => {
		try {
			return await asked;
		} catch (thrown) {
			const { location, status } = thrown as { location?: string; status?: number };
			if (location === undefined && status === undefined) throw thrown;
			return location ?? status;
		}
	};

	test('what a Party practises on, with the day of its end; nothing of another Party', async () => {
		const shown = (await led(trainingPage(await event(kofi, '/fr/work/training')))) as {
			parties: { id: string; trainings: { record: string; expires: string }[] }[];
		};
		expect(shown.parties).toMatchObject([{ id: 'GHA', trainings: [{ record: id, expires: '2027-01-23' }] }]);
		expect(await led(trainingPage(await event(lena, '/fr/work/training')))).toMatchObject({ parties: [{ id: 'CHE', trainings: [] }] });
		expect(await led(trainingPage(await event(edith, '/fr/work/training')))).toMatchObject({ parties: [] });
	});

	test('begun where there is one, it leads to that one; for another Party or an unknown form it is refused, and what was chosen stays chosen', async () => {
		const post = async (by: Person, fields: Record<string, string>) => led(training.begin?.(await event(by, '/fr/work/training', fields)));
		expect(await post(ama, { party: 'GHA', type: 'art21-full', situation: 'gold' })).toBe('/fr/work/training?done=there');
		expect(await post(lena, { party: 'GHA', type: 'art21-short', situation: 'gold' })).toMatchObject({
			status: 403,
			data: { refusal: { refusal: 'not-allowed' }, typed: { situation: 'gold' } }
		});
		expect(await post(ama, { party: 'GHA', type: 'nothing', situation: 'gold' })).toMatchObject({ status: 404 });
		expect(await post(ama, { party: 'GHA', type: 'art21-full', situation: '<b>' })).toMatchObject({ status: 422 });
		for (const action of ['refill', 'delete'] as const)
			expect(await led(training[action]?.(await event(lena, '/fr/work/training', { record: id, situation: 'gold' })))).toMatchObject({ status: 404 });
		expect(await led(training.refill?.(await event(ama, '/fr/work/training', { record: exchange.ids.draft, situation: 'gold' })))).toMatchObject({
			status: 404
		});
	});

	test('a course leads to the exact question, and a link alone begins nothing', async () => {
		const ask = async (by: Person, question: string, query = '', fields?: Record<string, string>) => {
			const given = await event(by, `/fr/work/training/question/${question}${query}`, fields, { question });
			return led(fields ? courses.default?.(given) : questionPage(given));
		};
		expect(await ask(kofi, 'q3-3')).toBe(`/fr/work/records/${id}/edit/article-3#q3-3`);
		expect(await ask(kofi, 'q99')).toBe(404);
		expect(await ask(kofi, 'q3-3', '?form=nothing')).toBe(404);
		expect(await ask(lena, 'q3-3')).toMatchObject({ question: '3.3', parties: [{ id: 'CHE' }] });
		expect(await trainingsOf(db(), ['CHE'])).toEqual([]);
		expect(await ask(lena, 'q3-3', '', { party: 'CHE', situation: 'island' })).toMatch(
			/^\/fr\/work\/records\/TRAINING-REPORT-CH-0001\/edit\/article-3#q3-3$/
		);
		// Of one who speaks in French, in French.
		const made = await draftOf(db(), 'TRAINING-REPORT-CH-0001');
		expect(JSON.stringify(made?.answers)).toContain('Texte de démonstration');
		fine(await write((own) => deleteTraining(own, doing(lena), 'TRAINING-REPORT-CH-0001')));
	});

	test('the rehearsal shows a void receipt to the Party alone; the real page of submission refuses it', async () => {
		const shown = await led(rehearsalPage(await event(kofi, `/fr/work/training/${id}/rehearsal`, undefined, { id })));
		expect(shown).toMatchObject({ record: { id }, rehearsed: { at: expect.any(Date) } });
		expect(JSON.stringify(shown)).not.toMatch(/signature|sha256|keyId/);
		expect(await led(rehearsalPage(await event(lena, `/fr/work/training/${id}/rehearsal`, undefined, { id })))).toBe(404);
		expect(await led(rehearsalPage(await event(ama, '/fr/work/training/x/rehearsal', undefined, { id: exchange.ids.draft })))).toBe(404);
		expect(await led(submission.default?.(await event(ama, `/fr/work/records/${id}/submit`, {}, { id })))).toMatchObject({
			status: 409,
			data: { refusal: { refusal: 'only-training' } }
		});
		expect(await receiptFor(exchange.world.database, ama, { record: id, number: 1 }, { origin, at: new Date() })).toBeUndefined();
	});
});

describe('it can never be submitted', () => {
	test('no act, whoever does it', async () => {
		for (const by of [ama, kofi, paul, adam]) {
			const submitted = await write((own) => submit(own, doing(by), id));
			expect(['only-training', 'not-found', 'not-allowed'], by.id).toContain((submitted as { refusal: string }).refusal);
			for (const move of moveNames.filter((name) => name !== 'submit')) {
				const moved = await write((own) =>
					moveRecord(own, doing(by), { record: id, move, reason: 'x', checklist: ['all-articles', 'files-open', 'remarks-answered'] })
				);
				expect(['only-training', 'not-found', 'not-allowed'], `${by.id} ${move}`).toContain((moved as { refusal: string }).refusal);
			}
		}
		expect(await write((own) => submit(own, doing(ama), id))).toEqual({ refusal: 'only-training' });
		const record = await findRecord(db(), id);
		if (!record) throw new Error('it is gone');
		for (const stage of ['draft', 'submitted', 'returned', 'declined', 'done'] as const)
			for (const state of ['unpublished', 'published'] as const)
				expect(fittingMoves({ ...record, stage, state }, exchange.world.definitions.type(record.type))).toEqual([]);
	});

	test('no move that is written down past the acts', async () => {
		const move = { move: 'submit', event: 'submitted', toStage: 'submitted', toState: 'unpublished' };
		await expect(write((own) => recordMove(own, doing(ama), { id, stage: 'draft', state: 'unpublished' }, move))).rejects.toThrow('is training');
	});

	test('no API', async () => {
		const { token } = await exchange.token(ama);
		for (const [method, path] of [
			['POST', `records/${id}/submit`],
			['POST', `records/${id}/moves`],
			['GET', `records/${id}`],
			['GET', `records/${id}/draft`],
			['PATCH', `records/${id}/draft`]
		] as const) {
			const reply = await exchange.call(path, { token, method, ...(method === 'GET' ? {} : { body: {} }) });
			expect(reply.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
			expect(reply.status).toBeLessThan(500);
		}
		const listed = await (await exchange.call('me/records?limit=100', { token })).text();
		expect(listed).toContain('MC-REPORT-GH-');
		expect(listed).not.toContain('TRAINING');
	});

	test.each([
		`stage = 'submitted'`,
		`state = 'published'`,
		'published = 1',
		`other_party = 'CHE'`,
		`outcome = 'granted'`,
		`owner_kind = 'organisation'`
	])('the database refuses that %s', async (change) => {
		await expect(write((own) => sql.raw(`update records.records set ${change} where id = '${id}'`).execute(own))).rejects.toThrow(
			'training_stays_a_draft'
		);
	});

	test('the database refuses a revision, a move, an event, a place, an import, an entry, a succession and another name', async () => {
		const attempts: [string, string][] = [
			[
				'training_has_no_revision',
				`insert into records.revisions (record_id, number, form_version, answers, languages, submitted_by, submitted_at, salt, sha256) values ('${id}', 1, 'x', '{}', '{}', 'ama', now(), 'x', 'x')`
			],
			[
				'training_is_never_moved',
				`insert into records.moves (record_id, move, to_stage, to_state, moved_by, moved_at) values ('${id}', 'submit', 'submitted', 'unpublished', 'ama', now())`
			],
			[
				'training_makes_no_event',
				`insert into records.events (record_id, event, caused_by, occurred_at) values ('${id}', 'published', 'ama', now())`
			],
			['training_is_no_report', `insert into reporting.reports (cycle, party, record_id) values ('2017-2020', 'GHA', '${id}')`],
			['training_takes_no_place', `update records.records set superseded_by = '${id}' where id = '${exchange.ids.notification}'`],
			['violates foreign key', `update records.records set id = 'MC-REPORT-GH-9999' where id = '${id}'`]
		];
		for (const [name, statement] of attempts)
			await expect(
				write((own) => sql.raw(statement).execute(own)),
				name
			).rejects.toThrow(name);
		const { rows } = await sql<{ conname: string }>`select conname from pg_constraint where conname like 'training%' order by 1`.execute(
			exchange.world.database.kysely
		);
		expect(rows.map(({ conname }) => conname)).toEqual(
			expect.arrayContaining(['training_is_not_found', 'training_is_not_imported', 'training_stays_a_draft'])
		);
	});

	test('it fills no place of the cycle, no tracker, no desk and no export', async () => {
		const [standing] = await standingsOf(db(), { cycle: '2021-2024', party: 'GHA' });
		expect(standing).toMatchObject({ progress: 'begun', submitted: null });
		expect(await reportFor(db(), '2021-2024', 'GHA')).toMatch(/^MC-/);
		const asking = {
			person: ama,
			platform: { database: exchange.world.database },
			definitions: exchange.world.definitions,
			convention: exchange.world.convention,
			today
		};
		const desks = JSON.stringify(await deskOf(asking as never));
		expect(desks).toContain('MC-REPORT-GH-');
		expect(desks).not.toContain('TRAINING');
		for await (const { line } of exportedLines(db(), exchange.world.definitions, { all: true, type: null })) {
			expect(line.key).not.toContain('TRAINING');
			expect(JSON.stringify(line)).not.toContain(`${canary} text`);
		}
	});

	test('nobody of the public hears its canary', async () => {
		// Even were the worker told to.
		await write((own) => project(own, exchange.world.catalogue, id));
		const { convention, database, definitions } = exchange.world;
		const addresses = [
			`records/${id}`,
			'records?state=any&limit=100',
			`search?q=${canary}%20text`,
			'search?q=TRAINING',
			'cycles/2021-2024',
			'parties/GHA',
			...definitions.all.flatMap(({ type }) => (type.register ? [`registers/${type.register.id}`] : []))
		];
		for (const address of addresses)
			for (const by of [undefined, lena, edith]) {
				const told = (await (await exchange.call(address, by ? { by } : {})).text()).replaceAll(/q=[^"&]*|"asked":"[^"]*"/g, '');
				expect(told, address).not.toContain(`${canary} text`);
				if (!address.includes(id)) expect(told, address).not.toContain('TRAINING-');
			}
		const asking = { db: database.read, origin, definitions, convention };
		expect(await publicationsFeed({ ...asking, reader: await readerIn('en') }, 'atom')).not.toContain('TRAINING-');
		expect([...((await sitemap(asking)) ?? [])].join('')).not.toContain('TRAINING-');
	});
});

describe('its end', () => {
	test('a colleague may be asked, nobody outside, and nobody is reminded', async () => {
		const letters: LetterWanted[] = [];
		const asking = { ...doing(ama), tell: async (_: unknown, letter: LetterWanted) => void letters.push(letter) };
		const wish = { record: id, questions: ['q3-1'], sections: [], due: '2026-12-10', word: '', showsAnswers: false };
		const expert = { name: 'Sophie', email: 'sophie@example.org', language: 'fr' };
		expect(await write((own) => askFor(own, asking, { ...wish, of: expert }))).toEqual({ refusal: 'training-inside' });
		expect(letters).toEqual([]);
		await write(async (own) => {
			const { id: account, name, email, language, roles } = kofi;
			const at = new Date();
			await own
				.insertInto('people.accounts')
				.values({ id: account, name, email, language, created_at: at, updated_at: at })
				.onConflict((met) => met.doNothing())
				.execute();
			for (const role of roles) await addRole(own, account, role, { by: 'platform', at });
		});
		const asked = fine(await write((own) => askFor(own, asking, { ...wish, of: { account: kofi.id } })));
		expect(letters).toMatchObject([{ letter: 'asked', ask: asked.id }]);
		expect((await openAsks(db())).map((each) => each.id)).not.toContain(asked.id);
	});

	test('anybody of the Party deletes it, with all that hung on it; what others keep stays', async () => {
		const before = await count('records.records');
		fine(await write((own) => deleteTraining(own, doing(kofi), id)));
		expect(await count('records.records')).toBe(before - 1);
		expect((await sql`select 1 from sharing.asks`.execute(exchange.world.database.kysely)).rows).toEqual([]);
		for (const table of ['drafts', 'draft_answers', 'answer_changes', 'attachments', 'moves', 'events', 'training'])
			expect(await count(`records.${table}`), table).toBe(
				Number(
					(
						await sql<{ count: string }>`select count(*) from ${sql.table(`records.${table}`)} where record_id not like 'TRAINING-%'`.execute(
							exchange.world.database.kysely
						)
					).rows[0]?.count
				)
			);
		expect(await write((own) => deleteTraining(own, doing(kofi), id))).toEqual({ refusal: 'not-found' });
		const [{ about, event } = {}] = await db()
			.selectFrom('people.events')
			.selectAll()
			.where('about', '=', id)
			.orderBy('seq', 'desc')
			.limit(1)
			.execute();
		expect({ about, event }).toEqual({ about: id, event: 'training.deleted' });
		// A real record is never taken for one.
		expect(await write((own) => deleteTraining(own, doing(ama), exchange.ids.draft))).toEqual({ refusal: 'not-found' });
	});

	test('the clock deletes what nobody has touched for so many days, and nothing else', async () => {
		const { id: old } = fine(await begun(ama, 'island'));
		const { id: form } = fine(await begun(ama, 'empty', 'GHA', 'art7-nap'));
		expect(form).toMatch(/^TRAINING-[A-Z0-9]+-GH-0001$/);
		const records = await count('records.records');
		expect(await write((own) => deleteExpiredTraining(own, { at: new Date('2026-12-23T00:00:00Z'), days: 30 }))).toBe(0);
		// Whoever works on it, keeps it.
		fine(await write((own) => refillTraining(own, doing(ama, '2026-12-20T10:00:00Z'), { record: form, situation: 'empty', sample: noSample })));
		expect(await write((own) => deleteExpiredTraining(own, { at: new Date('2027-01-10T00:00:00Z'), days: 30 }))).toBe(1);
		expect(await count('records.records')).toBe(records - 1);
		expect(await findRecord(db(), old)).toBeUndefined();
		expect(await findRecord(db(), form)).toBeDefined();
	});
});
