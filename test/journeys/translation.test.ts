// SPDX-License-Identifier: Apache-2.0
// The translation desk: a letter of the secretariat is translated side by side, reviewed, published; its source changes, and the translation is stale.
// Two translators at once, machine drafts that cannot be published unread, and whose records are whose.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { readRevision } from '#records/server/revisions.ts';
import { submit } from '#records/server/submit.ts';
import { fingerprint } from '#translation/fingerprint.ts';
import type { Returned, ReturnedUnit } from '#translation/returned.ts';
import { glossaryIn } from '#translation/glossary.ts';
import { chooseSource } from '#translation/server/choose-source.ts';
import { draftByMachine } from '#translation/server/draft-by-machine.ts';
import { notePublished } from '#translation/server/note-published.ts';
import { olderThanSource } from '#translation/server/older.ts';
import { linesOf } from '#translation/server/overview.ts';
import { saveTranslation, type Translating, unitsIn } from '#translation/server/save-translation.ts';
import { takeReturned } from '#translation/server/take-returned.ts';
import { openTranslation } from '#translation/server/translations.ts';
import type { Language } from '#text/languages.ts';
import { ama, edith, kofi, lena, nina, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
const secretariat = { kind: 'secretariat', id: 'secretariat' } as const;
const write = <T>(act: Parameters<typeof world.database.write<T>>[0]): Promise<T> => world.database.write(act);
type Done<T> = Exclude<T, { refusal: unknown }>;
function done<T>(outcome: T): Done<T> {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as Done<T>;
}
const body = 'First paragraph.\n\nSecond, with **weight** and 汞.';
const letterAnswers: Answers = {
	symbol: 'MC/TEST/1',
	date: '2026-11-01',
	title: { en: 'Call for information on mercury' },
	body: { en: body },
	languages: ['en'],
	addressees: ['all']
};

beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world?.database.close());

async function letter(more: Answers = {}): Promise<string> {
	const beginning = { type: 'communication', ownerKind: 'secretariat' as const, owner: 'secretariat', ownerCode: 'SEC' };
	return done(await write((db) => begin(db, world.doing(edith), { ...beginning, answers: { ...letterAnswers, ...more } }))).id;
}
const opened = async (record: string, person: Person = edith) => {
	const open = await openTranslation(world.database.fresh, world.definitions, person, record);
	if (!open) throw new Error('not open');
	return open;
};
const states = async (record: string, language: Language): Promise<Record<string, string>> =>
	Object.fromEntries(unitsIn(await opened(record), language).map(({ question, state }) => [question, state]));
async function translate(record: string, language: Language, texts: Record<string, string>, more: Partial<Translating> = {}, person: Person = edith) {
	const version = more.version ?? (await opened(record)).version;
	return write((db) => saveTranslation(db, world.doing(person), { record, language, texts, reviewed: [], ...more, version }));
}
const change = async (record: string, answers: Answers, person = edith) => {
	const draft = await draftOf(world.database.fresh, record);
	return done(await write((db) => saveAnswers(db, world.doing(person), { record, version: draft?.version ?? 0, answers })));
};
async function publish(record: string): Promise<void> {
	done(await write((db) => submit(db, world.doing(edith), record)));
	const checklist = world.definitions.form('communication')?.checklist ?? [];
	done(await write((db) => moveRecord(db, world.doing(paul), { record, move: 'publish', checklist })));
	await write((db) => notePublished(db, world.definitions, record, new Date('2026-11-24')));
}

test('a draft is translated, reviewed and published; when the source changes, the translation is stale until it is reviewed again', async () => {
	const record = await letter();
	expect(await states(record, 'fr')).toEqual({ title: 'missing', body: 'missing' });
	expect(await states(record, 'en')).toEqual({});
	const text = 'Premier paragraphe.\r\n\r\nSecond, avec **poids**.';
	const first = done(await translate(record, 'fr', { title: 'Appel à informations', body: text }, { reviewed: ['title'] }));
	expect(first).toEqual({ changed: ['title', 'body'], reviewed: ['title'], clashes: [], begun: false });
	expect(await states(record, 'fr')).toEqual({ title: 'reviewed', body: 'draft' });
	const draft = await draftOf(world.database.fresh, record);
	expect(draft?.answers.body).toEqual({ en: body, fr: 'Premier paragraphe.\n\nSecond, avec **poids**.' });
	// Only saying that it is right changes no answer.
	done(await translate(record, 'fr', {}, { reviewed: ['body'] }));
	expect((await draftOf(world.database.fresh, record))?.version).toBe(draft?.version);
	expect(await states(record, 'fr')).toEqual({ title: 'reviewed', body: 'reviewed' });
	await publish(record);
	expect(await states(record, 'fr')).toEqual({ title: 'reviewed', body: 'reviewed' });

	done(await write((db) => moveRecord(db, world.doing(edith), { record, move: 'revise' })));
	await change(record, { title: { en: 'Second call for information on mercury', fr: 'Appel à informations' } });
	expect(await states(record, 'fr')).toEqual({ title: 'stale', body: 'reviewed' });
	const unit = unitsIn(await opened(record), 'fr')[0];
	expect(unit?.known?.sourceText).toBe('Call for information on mercury');
	// It is still right, says the translator.
	done(await translate(record, 'fr', {}, { reviewed: ['title'] }));
	expect(await states(record, 'fr')).toEqual({ title: 'reviewed', body: 'reviewed' });
	// Given up, the published texts stand as they stood.
	done(await write((db) => moveRecord(db, world.doing(edith), { record, move: 'discard' })));
	expect((await states(record, 'fr')).body).toBe('reviewed');
});

test('translations that were typed in the form and published together are stale once the source alone changes', async () => {
	const record = await letter({ title: { en: 'On lamps', es: 'Sobre lámparas' } });
	expect(await states(record, 'es')).toEqual({ title: 'draft', body: 'missing' });
	await publish(record);
	done(await write((db) => moveRecord(db, world.doing(edith), { record, move: 'revise' })));
	await change(record, { title: { en: 'On lamps and cells', es: 'Sobre lámparas' } });
	expect((await states(record, 'es')).title).toBe('stale');
	await change(record, { title: { en: 'On lamps and cells', es: 'Sobre lámparas y pilas' } });
	expect((await states(record, 'es')).title).toBe('draft');
	// Noted twice, nothing is said twice.
	expect(await write((db) => notePublished(db, world.definitions, record, new Date()))).toBe(0);
});

test('a published record gets a draft with the first text that changes, and none for a review', async () => {
	const record = await letter({ title: { en: 'Published', fr: 'Publié' } });
	await publish(record);
	expect((await opened(record)).draft).toBe(false);
	done(await translate(record, 'fr', {}, { reviewed: ['title'] }));
	expect((await findRecord(world.database.fresh, record))?.stage).toBe('done');
	expect((await states(record, 'fr')).title).toBe('reviewed');
	const { version } = await opened(record);
	const saved = done(await translate(record, 'fr', { title: 'Publié', body: 'Corps' }));
	expect(saved).toMatchObject({ changed: ['body'], begun: true, clashes: [] });
	expect((await findRecord(world.database.fresh, record))?.stage).toBe('draft');
	// A second translator had the published page open: both languages stand.
	expect(done(await translate(record, 'ru', { title: 'Опубликовано' }, { version }))).toMatchObject({
		changed: ['title'],
		clashes: [],
		begun: false
	});
	expect((await draftOf(world.database.fresh, record))?.answers).toMatchObject({
		title: { en: 'Published', fr: 'Publié', ru: 'Опубликовано' },
		body: { en: body, fr: 'Corps' }
	});
	// After a draft that was given up, what stands is what is merged with.
	done(await write((db) => moveRecord(db, world.doing(edith), { record, move: 'discard' })));
	expect(done(await translate(record, 'fr', { title: 'Paru' }))).toMatchObject({ begun: true, clashes: [] });
	expect((await draftOf(world.database.fresh, record))?.answers.title).toEqual({ en: 'Published', fr: 'Paru' });
});

test('two translators of one language: both texts are kept, and nobody has reviewed the one that waits', async () => {
	const record = await letter();
	const { version } = await opened(record);
	done(await translate(record, 'ar', { title: 'نداء' }, { version }, edith));
	const second = done(await translate(record, 'ar', { title: 'دعوة' }, { version, reviewed: ['title'] }, paul));
	expect(second).toMatchObject({ clashes: ['title'], reviewed: [] });
	const draft = await draftOf(world.database.fresh, record);
	expect(draft?.answers.title).toMatchObject({ ar: 'نداء' });
	expect(draft?.clashes).toHaveLength(1);
	expect((await states(record, 'ar')).title).toBe('draft');
});

test('the source changes while somebody translates: the text is saved, and stale', async () => {
	const record = await letter();
	const { version } = await opened(record);
	await change(record, { title: { en: 'Another call' } });
	done(await translate(record, 'zh', { title: '征集信息' }, { version, reviewed: ['title'] }));
	expect((await states(record, 'zh')).title).toBe('stale');
	expect(unitsIn(await opened(record), 'zh')[0]?.known?.sourceText).toBe('Call for information on mercury');
});

describe('what a machine drafted', () => {
	test('is never submitted unread: a finding says where, until a person has reviewed or changed it', async () => {
		const record = await letter();
		done(await translate(record, 'fr', { title: 'Appel machine', body: 'Corps machine' }, { machine: true }));
		expect(await states(record, 'fr')).toEqual({ title: 'machine', body: 'machine' });
		const refused = await write((db) => submit(db, world.doing(edith), record));
		expect(refused).toMatchObject({
			refusal: 'has-errors',
			findings: [
				{ at: 'title.fr', code: 'translation-machine', severity: 'error' },
				{ at: 'body.fr', code: 'translation-machine', severity: 'error' }
			]
		});
		// Saved again as it came, it is what it was.
		done(await translate(record, 'fr', { title: 'Appel machine' }));
		expect((await states(record, 'fr')).title).toBe('machine');
		done(await translate(record, 'fr', { title: 'Appel', body: 'Corps machine' }, { reviewed: ['body'] }));
		expect(await states(record, 'fr')).toEqual({ title: 'draft', body: 'reviewed' });
		done(await write((db) => submit(db, world.doing(edith), record)));
	});
});

describe('whose records', () => {
	test('translators of the secretariat translate its records alone, Parties and organisations their own', async () => {
		const ofParty = done(
			await write((db) =>
				begin(db, world.doing(ama), {
					type: 'art17-exchange-record',
					ownerKind: 'party',
					owner: 'GHA',
					ownerCode: 'GH',
					answers: { title: { fr: 'Une étude' }, abstract: { fr: 'Résumé' } }
				})
			)
		).id;
		const ofSecretariat = await letter();
		for (const [person, own] of [
			[edith, ofSecretariat],
			[paul, ofSecretariat],
			[ama, ofParty],
			[kofi, ofParty]
		] as const) {
			const other = own === ofParty ? ofSecretariat : ofParty;
			expect(await openTranslation(world.database.fresh, world.definitions, person, own)).toBeDefined();
			expect(await openTranslation(world.database.fresh, world.definitions, person, other)).toBeUndefined();
			expect(await translate(other, 'es', { title: 'x' }, { version: 0 }, person)).toEqual({ refusal: 'not-found' });
		}
		for (const person of [ravi, lena, nina])
			for (const record of [ofParty, ofSecretariat])
				expect(await openTranslation(world.database.fresh, world.definitions, person, record)).toBeUndefined();
		expect((await opened(ofParty, kofi)).source).toBe('fr');
		expect(await write((db) => chooseSource(db, world.doing(kofi), { record: ofParty, language: 'ru' }))).toEqual({ refusal: 'not-valid' });
		expect(await write((db) => chooseSource(db, world.doing(edith), { record: ofParty, language: 'fr' }))).toEqual({ refusal: 'not-found' });
		const lines = await linesOf(world.database.fresh, world.definitions, [{ kind: 'party', id: 'GHA' }]);
		expect(lines.map(({ record }) => record)).toEqual([ofParty]);
	});

	test('nothing is saved while the secretariat looks at it, and no question is invented', async () => {
		const record = await letter();
		expect(await translate(record, 'fr', { symbol: 'x' })).toEqual({ refusal: 'form-renewed' });
		done(await write((db) => submit(db, world.doing(edith), record)));
		expect(await translate(record, 'fr', { title: 'x' })).toEqual({ refusal: 'stage-does-not-fit' });
	});
});

test('the overview counts what the pages of the records say, drafts and what is published apart', async () => {
	const record = await letter({ title: { en: 'Counted', fr: 'Compté', es: 'Contado' } });
	await publish(record);
	done(await translate(record, 'fr', { title: 'Recompté', body: 'Corps' }, { reviewed: ['body'] }));
	await change(record, { title: { en: 'Counted again', fr: 'Recompté', es: 'Contado' } });
	const lines = (await linesOf(world.database.fresh, world.definitions, [secretariat])).filter((line) => line.record === record);
	const of = (copy: string) => lines.find((line) => line.copy === copy);
	expect(of('draft')).toMatchObject({ source: 'en', title: { en: 'Counted again' }, waiting: false });
	expect(of('draft')?.coverage.fr).toEqual({ missing: 0, stale: 1, machine: 0, draft: 0, reviewed: 1, all: 2 });
	expect(of('draft')?.coverage.es).toEqual({ missing: 1, stale: 1, machine: 0, draft: 0, reviewed: 0, all: 2 });
	expect(of('published')?.coverage.fr).toEqual({ missing: 1, stale: 0, machine: 0, draft: 1, reviewed: 0, all: 2 });
	expect(of('draft')?.coverage.en.all).toBe(0);
	const counted = Object.values(await states(record, 'es')).toSorted();
	expect(counted).toEqual(['missing', 'stale']);
	expect(await linesOf(world.database.fresh, world.definitions, [])).toEqual([]);
});

test('the overview leaves nothing out, however much an owner has, and does so at once', async () => {
	const before = await linesOf(world.database.fresh, world.definitions, [secretariat]);
	const form = world.definitions.current('communication')?.form.version;
	await write(async (db) => {
		await sql`insert into records.records (id, type, owner_kind, owner, stage, state, published, created_by, created_at, changed_at)
			select 'MC-MANY-SEC-' || number, 'communication', 'secretariat', 'secretariat', 'done', 'published', 1, 'platform', '2020-01-01', '2020-01-01'
			from generate_series(10001, 15100) as number`.execute(db);
		await sql`insert into records.revisions (record_id, number, form_version, answers, languages, submitted_by, submitted_at, published_at, salt, sha256)
			select 'MC-MANY-SEC-' || number, 1, ${form}, '{"title": {"en": "One of many", "fr": "Un parmi d’autres"}}', '{en,fr}', 'platform', '2020-01-01', '2020-01-01',
				'x', 'x' from generate_series(10001, 15100) as number`.execute(db);
	});
	const lines = await linesOf(world.database.fresh, world.definitions, [secretariat]);
	expect(lines.length).toBe(before.length + 5100);
	expect(lines.slice(0, before.length)).toEqual(before);
	expect(lines.at(-1)).toMatchObject({ source: 'en', copy: 'published', title: { fr: 'Un parmi d’autres' } });
	expect(lines.at(-1)?.coverage.fr).toEqual({ missing: 0, stale: 0, machine: 0, draft: 1, reviewed: 0, all: 1 });
	expect(lines.at(-1)?.coverage.ru).toMatchObject({ missing: 1, all: 1 });
});

describe('a file that went to translators and came back', () => {
	const returned = (record: string, version: number | null, units: (Partial<ReturnedUnit> & { id: string })[]): Returned => ({
		record,
		source: 'en',
		target: 'fr',
		version,
		units: units.map((unit) => ({ source: '', sourceMark: null, target: null, reviewed: false, codes: false, ...unit }))
	});
	const take = (file: Returned, takeReviewed = false, person = edith) =>
		write((db) => takeReturned(db, world.doing(person), { returned: file, takeReviewed }));
	const outcomes = (taken: Awaited<ReturnType<typeof take>>) => {
		if (taken === 'wrong-source') throw new Error(taken);
		return Object.fromEntries(done(taken).units.map(({ question, outcome }) => [question, outcome]));
	};
	const mark = { title: fingerprint('Call for information on mercury'), body: fingerprint(body) };

	test('is matched text by text; what cannot be taken is said, and the rest is taken', async () => {
		const record = await letter({ actionRequired: { en: 'Answer.' } });
		const { version } = await opened(record);
		const long = 'x'.repeat(301);
		const first = returned(record, version, [
			{ id: 'title', sourceMark: mark.title, target: long },
			{ id: 'body', sourceMark: mark.body, target: 'Un.\r\n\r\nDeux. ', reviewed: true },
			{ id: 'symbol', source: 'x', target: 'y' },
			{ id: 'nothing', source: 'x', target: 'y' }
		]);
		expect(outcomes(await take(first))).toEqual({
			title: 'too-long',
			body: 'taken',
			symbol: 'unknown',
			nothing: 'unknown',
			actionRequired: 'absent'
		});
		expect(await states(record, 'fr')).toEqual({ title: 'missing', body: 'draft', actionRequired: 'missing' });
		// The same again changes nothing; with the wish to believe the file, the text is reviewed.
		expect(outcomes(await take(first)).body).toBe('same');
		expect(outcomes(await take(first, true)).body).toBe('reviewed');
		expect(await states(record, 'fr')).toMatchObject({ body: 'reviewed' });
		expect(
			outcomes(
				await take(
					returned(record, null, [
						{ id: 'title', source: 'Call for information on mercury', target: 'a\u202eb' },
						{ id: 'body', sourceMark: mark.body, target: '  ' },
						{ id: 'actionRequired', source: 'Answer.', target: 'Répondez.', codes: true }
					])
				)
			)
		).toEqual({ title: 'signs', body: 'empty', actionRequired: 'signs' });
	});

	test('made from an older source it is stale, or left where a newer translation is; another language of source is told', async () => {
		const record = await letter();
		const { version } = await opened(record);
		await change(record, { title: { en: 'A newer call' }, body: { en: `${body} More.` } });
		done(await translate(record, 'fr', { body: 'Le nouveau corps' }));
		const file = returned(record, version, [
			{ id: 'title', source: 'Call for information on mercury', sourceMark: mark.title, target: 'Appel', reviewed: true },
			{ id: 'body', source: body, sourceMark: mark.body, target: 'Le vieux corps' }
		]);
		expect(outcomes(await take(file, true))).toEqual({ title: 'stale', body: 'older' });
		expect(await states(record, 'fr')).toEqual({ title: 'stale', body: 'draft' });
		const unit = unitsIn(await opened(record), 'fr')[0];
		expect([unit?.text, unit?.known?.sourceText]).toEqual(['Appel', 'Call for information on mercury']);
		expect(await take({ ...file, source: 'es' })).toBe('wrong-source');
		expect(await take(file, false, ama)).toEqual({ refusal: 'not-found' });
		expect(await take({ ...file, record: 'MC-LETTER-SEC-9999' })).toEqual({ refusal: 'not-found' });
	});

	test('what others wrote meanwhile is never overwritten, and what the translator left alone stays', async () => {
		const record = await letter({ title: { en: 'One', fr: 'Un' }, body: { en: 'Two', fr: 'Deux' } });
		const { version } = await opened(record);
		done(await translate(record, 'fr', { title: 'Le premier', body: 'Le deuxième' }));
		const file = returned(record, version, [
			{ id: 'title', sourceMark: fingerprint('One'), source: 'One', target: 'Un' },
			{ id: 'body', sourceMark: fingerprint('Two'), source: 'Two', target: 'Seconde' }
		]);
		expect(outcomes(await take(file))).toEqual({ title: 'same', body: 'clash' });
		const draft = await draftOf(world.database.fresh, record);
		expect(draft?.answers).toMatchObject({ title: { fr: 'Le premier' }, body: { fr: 'Le deuxième' } });
		expect(draft?.clashes.map(({ question, value }) => [question, value])).toEqual([['body', { en: 'Two', fr: 'Seconde' }]]);
	});

	test('of a published record it begins a draft; of one that is with the secretariat nothing is taken', async () => {
		const record = await letter({ title: { en: 'Out', fr: 'Dehors' } });
		await publish(record);
		const { version } = await opened(record);
		expect(outcomes(await take(returned(record, version, [{ id: 'title', sourceMark: fingerprint('Out'), target: 'Paru' }])))).toMatchObject({
			title: 'taken'
		});
		expect((await draftOf(world.database.fresh, record))?.answers.title).toEqual({ en: 'Out', fr: 'Paru' });
		done(await write((db) => submit(db, world.doing(edith), record)));
		expect(await take(returned(record, version, [{ id: 'title', target: 'x' }]))).toEqual({ refusal: 'stage-does-not-fit' });
	});
});

describe('a machine elsewhere', () => {
	let server: Server;
	let machine: { url: string; key: null };
	const sent: { texts: string[] }[] = [];
	beforeAll(async () => {
		server = createServer((request, response) => {
			void bodyOf(request).then((said) => {
				const asked = JSON.parse(said) as { texts: string[]; target: string };
				sent.push(asked);
				response.end(JSON.stringify({ texts: asked.texts.map((each) => (each.startsWith('Long') ? 'x'.repeat(400) : `[${asked.target}] ${each}`)) }));
			});
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		machine = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: null };
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	const ask = (record: string, language: Language, person = edith) =>
		draftByMachine(world.database, machine, world.doing(person), { record, language });

	test('drafts what is missing, and only that; a draft that does not fit is left out', async () => {
		const record = await letter({ title: { en: 'Long title' }, actionRequired: { en: 'Answer.', fr: 'Répondez.' } });
		expect(await ask(record, 'fr')).toEqual({ drafted: 1 });
		expect(sent.at(-1)).toEqual({ source: 'en', target: 'fr', texts: ['Long title', body] });
		expect(await states(record, 'fr')).toEqual({ title: 'missing', body: 'machine', actionRequired: 'draft' });
		const events = await world.database.fresh
			.selectFrom('translation.events')
			.select(['event', 'caused_by'])
			.where('record_id', '=', record)
			.execute();
		expect(events).toEqual([{ event: 'machine-drafted', caused_by: 'edith' }]);
	});

	test('is never sent what is confidential, private, or not one’s own', async () => {
		const before = sent.length;
		const confidential = done(
			await write((db) =>
				begin(db, world.doing(ama), {
					type: 'art17-exchange-record',
					ownerKind: 'party',
					owner: 'GHA',
					ownerCode: 'GH',
					answers: { title: { en: 'canary' }, abstract: { en: 'canary' }, confidential: true }
				})
			)
		).id;
		expect(await ask(confidential, 'fr', ama)).toEqual({ refusal: 'machine-closed' });
		expect(await ask(confidential, 'fr', edith)).toEqual({ refusal: 'not-found' });
		expect(sent).toHaveLength(before);
	});

	test('that is silent changes nothing', async () => {
		const record = await letter();
		const silent = await draftByMachine(world.database, { url: 'http://127.0.0.1:1', key: null }, world.doing(edith), { record, language: 'fr' });
		expect(silent).toEqual({ refusal: 'machine-silent' });
		expect(await states(record, 'fr')).toEqual({ title: 'missing', body: 'missing' });
	});
});

test('readers of a published record are told which text is older than its source', async () => {
	const record = await letter({ title: { en: 'Told', fr: 'Dit', es: 'Dicho' } });
	await publish(record);
	done(await write((db) => moveRecord(db, world.doing(edith), { record, move: 'revise' })));
	await change(record, { title: { en: 'Told again', fr: 'Dit', es: 'Dicho de nuevo' } });
	await publish(record);
	const read = await readRevision(world.database.fresh, world.definitions, null, record);
	if (!read || 'gone' in read) throw new Error('not published');
	const older = () => olderThanSource(world.database.fresh, record, read.form, read.revision.answers, read.revision.languages);
	expect(await older()).toEqual([{ language: 'fr', source: 'en' }]);
	// Still right, says the translator; nothing is published for that.
	done(await translate(record, 'fr', {}, { reviewed: ['title'] }));
	expect(await older()).toEqual([]);
});

test('the terms of the vocabulary are found in a text, with what they are called in another language', () => {
	const hits = glossaryIn('Emissions of mercury from artisanal and small-scale gold mining', 'en', 'fr', world.convention.all('concept'));
	expect(hits.length).toBeGreaterThan(1);
	for (const { concept, target } of hits) expect(world.convention.concept(concept)?.prefLabel.fr).toBe(target);
});
