// SPDX-License-Identifier: Apache-2.0
// The translation desk: a letter of the secretariat is translated side by side, reviewed, published; its source changes, and the translation is stale.
// Two translators at once, machine drafts that cannot be published unread, and whose records are whose.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { chooseSource } from '#translation/server/choose-source.ts';
import { notePublished } from '#translation/server/note-published.ts';
import { linesOf } from '#translation/server/overview.ts';
import { saveTranslation, type Translating, unitsIn } from '#translation/server/save-translation.ts';
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
