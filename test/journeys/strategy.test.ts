// SPDX-License-Identifier: Apache-2.0
// The report on the digital strategy: drafted from the figures by an editor, edited, counted again, published, and given as PDF in six languages. And the
// figures of use as files.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findEntry } from '#catalogue/server/entries.ts';
import type { Answers, Json } from '#forms/form.ts';
import { beginStrategy, draftStrategy, proposeStrategy } from '#insights/server/draft-strategy.ts';
import { addToCounts } from '#insights/server/usage-counts.ts';
import { countedOf } from '#insights/usage.ts';
import { tally } from '#insights/usage-tally.ts';
import { isRefusal } from '#people/refusal.ts';
import { reading } from '#platform/server/database.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { GET as file } from '../../src/routes/[lang]/usage.[format]/+server.ts';
import { GET as pdf } from '../../src/routes/[lang]/records/[id]/[number]/record.pdf/+server.ts';
import { information } from '../exchange.ts';
import { ama, edith, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
const later = '2026-11-24T12:00:00.000Z';
type Done<T> = Exclude<T, { refusal: unknown }>;
function done<T>(outcome: T): Done<T> {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as Done<T>;
}
const act = <T>(doing: (db: Parameters<Parameters<World['database']['write']>[0]>[0]) => Promise<T>) => world.database.write(doing);

/** So many people read the page of an area in a language on a day. */
async function readers(count: number, day: string, path: string): Promise<void> {
	const counts = tally();
	const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
	for (let at = 0; at < count; at += 1) {
		const given = countedOf(
			{
				at: new Date(`${day}T10:00:00Z`),
				method: 'GET',
				path,
				searched: false,
				status: 200,
				type: 'text/html',
				bytes: 10,
				referrer: null,
				agent,
				acceptLanguage: 'en',
				group: null,
				quiet: false,
				beside: false,
				later: false
			},
			'exchange.test'
		);
		if (given) counts.add(day, given, () => `reader-${at}`);
	}
	await act((db) => addToCounts(db, counts.take()));
}

beforeAll(async () => {
	world = await openWorld();
	await readers(10, '2026-11-01', '/en/areas/asgm');
	await readers(30, '2026-11-20', '/fr/areas/asgm');
	await readers(10, '2026-11-20', '/en/areas/asgm');
	await readers(2, '2026-11-20', '/ar/areas/asgm');
	const wish = { type: 'art17-exchange-record', ownerKind: 'party' as const, owner: 'GHA', ownerCode: 'GH', answers: information('On amalgams') };
	const { id } = done(await act((db) => begin(db, world.doing(ama, '2026-11-18T10:00:00Z'), wish)));
	done(await act((db) => submit(db, world.doing(ama, '2026-11-18T10:00:00Z'), id)));
	const checklist = world.definitions.current('art17-exchange-record')?.form.checklist;
	done(await act((db) => moveRecord(db, world.doing(paul, '2026-11-20T10:00:00Z'), { record: id, move: 'publish', checklist })));
	await world.react();
}, 120_000);
afterAll(async () => {
	await world?.database.close();
});

const values = (answers: Answers, question: string) =>
	Object.fromEntries((answers[question] as { figure: string; value: number; before?: number }[]).map((row) => [row.figure, [row.value, row.before]]));

describe('a report on the digital strategy', () => {
	let id: string;
	const range = { from: '2026-11-13', to: '2026-11-24', meeting: 'COP-7' };

	test('is begun by an editor and by nobody outside the secretariat; days must be days, and not to come', async () => {
		for (const person of [ama, ravi])
			expect(await act((db) => beginStrategy(db, world.doing(person), range))).toMatchObject({ refusal: 'not-allowed' });
		expect(await act((db) => beginStrategy(db, world.doing(edith), { ...range, from: '2026-02-31' }))).toMatchObject({ refusal: 'not-a-day' });
		expect(await act((db) => beginStrategy(db, world.doing(edith), { ...range, from: '2027-01-01', to: '2027-02-01' }))).toMatchObject({
			refusal: 'day-to-come'
		});
		({ id } = done(await act((db) => beginStrategy(db, world.doing(edith), range))));
	});

	test('holds figures of the platform, each with its source and day, and a text in six languages', async () => {
		const draft = await draftOf(world.database.fresh, id);
		const answers = draft?.answers ?? {};
		expect(values(answers, 'ecosystemFigures')).toMatchObject({
			visitors: [30, 10],
			views: [42, 10],
			'other-languages': [76, 0],
			published: [1, 0],
			standing: [1, 0],
			'publishing-parties': [1, 0]
		});
		expect(values(answers, 'partnershipsFigures')).toMatchObject({ exchange: [1, 0], projects: [0, 0] });
		expect(values(answers, 'governanceFigures')).toMatchObject({ 'days-to-publish': [2, undefined], revisions: [1, 0] });
		// What nobody did is no figure by kind of interaction; what is below the floor neither.
		expect(values(answers, 'ecosystemFigures')).not.toHaveProperty('searches');
		expect((answers.ecosystemFigures as Json[])[0]).toEqual({ figure: 'visitors', value: 30, before: 10, source: 'usage', counted: '2026-11-24' });
		for (const question of ['title', 'ecosystemText', 'partnershipsText', 'governanceText'])
			expect(Object.keys(answers[question] as object).sort()).toEqual([...languages]);
		expect((answers.ecosystemText as { en: string }).en).toContain('- Page views: 42 (in the period before: 10)');
	});

	test('counted again, follows the figures but for what people changed', async () => {
		const before = await draftOf(world.database.fresh, id);
		const rows = (before?.answers.ecosystemFigures as { figure: string }[]).filter(({ figure }) => figure !== 'visitors');
		const text = { ...(before?.answers.ecosystemText as object), en: 'Our own words.' };
		const saving = { record: id, version: before?.version ?? 0, answers: { ecosystemFigures: rows as Json, ecosystemText: text as Json } };
		done(await act((db) => saveAnswers(db, world.doing(edith), saving)));
		await readers(8, '2026-11-23', '/fr/areas/trade');
		const proposal = done(await proposeStrategy(reading(world.database.kysely), world.doing(edith, later), id));
		const kinds = Object.fromEntries(proposal.changes.map(({ question, key, kind }) => [`${question} ${key}`, kind]));
		expect(kinds).toMatchObject({
			'ecosystemFigures visitors': 'left-out',
			'ecosystemFigures views': 'changed',
			'ecosystemText en': 'kept',
			'ecosystemText fr': 'changed'
		});
		done(await act((db) => draftStrategy(db, world.doing(edith, later), id)));
		const after = (await draftOf(world.database.fresh, id))?.answers ?? {};
		expect(values(after, 'ecosystemFigures')).toMatchObject({ views: [50, 10] });
		expect(values(after, 'ecosystemFigures')).not.toHaveProperty('visitors');
		expect((after.ecosystemText as { en: string; fr: string }).en).toBe('Our own words.');
		expect((after.ecosystemText as { fr: string }).fr).toContain('50');
		// Once more changes nothing, and what is kept is still said.
		const again = done(await proposeStrategy(reading(world.database.kysely), world.doing(edith, later), id));
		expect(again.answers).toEqual({});
		expect(new Set(again.changes.map(({ kind }) => kind))).toEqual(new Set(['left-out', 'kept']));
	});

	test('is published like any record, closed to filling in from then on, and is a PDF in six languages', async () => {
		done(await act((db) => submit(db, world.doing(edith), id)));
		expect(await act((db) => draftStrategy(db, world.doing(edith), id))).toMatchObject({ refusal: 'stage-does-not-fit' });
		const checklist = world.definitions.current('strategy-report')?.form.checklist;
		done(await act((db) => moveRecord(db, world.doing(paul), { record: id, move: 'publish', checklist })));
		await world.react();
		expect(await findEntry(world.database.fresh, id)).toMatchObject({ type: 'strategy-report', state: 'published' });
		for (const language of languages) {
			const reply = await pdf(await event(`/${language}/records/${id}/1/record.pdf`, { id, number: '1', lang: language }, language));
			expect(reply.headers.get('content-type')).toBe('application/pdf');
			expect(
				Buffer.from(await reply.arrayBuffer())
					.subarray(0, 5)
					.toString()
			).toBe('%PDF-');
		}
	});
});

async function event(path: string, params: object, language: (typeof languages)[number] = 'en') {
	const { definitions, convention, database } = world;
	const configuration = { origin: 'https://exchange.test' };
	const locals = {
		platform: { configuration, database },
		definitions,
		convention,
		person: null,
		reader: await readerIn(language),
		today: '2026-11-24',
		remembered: (_: string, make: () => unknown) => make()
	};
	const url = new URL(`https://exchange.test${path}`);
	return { locals, params, url, request: new Request(url), route: { id: '' } } as never;
}

describe('figures of use as files', () => {
	const query = '?period=month&on=2026-11-20';
	test('JSON says the time, the floor and every figure that the page shows', async () => {
		const told = (await (await file(await event(`/en/usage.json${query}`, { format: 'json' }))).json()) as {
			from: string;
			to: string;
			floor: number;
			figures: { dimension: string; value: string | null; views: number }[];
		};
		expect(told).toMatchObject({ from: '2026-11-01', to: '2026-11-23', floor: 5 });
		expect(told.figures.find(({ value }) => value === 'people')).toMatchObject({ views: 60 });
		const byLanguage = told.figures.filter(({ dimension }) => dimension === 'language').map(({ value, views }) => [value, views]);
		// Two in Arabic are too few, and the next smallest hides them; the others are told in fives.
		expect(byLanguage).toEqual([
			['fr', 40],
			[null, 20]
		]);
	});
	test('CSV and a spreadsheet in the words of the reader; another ending is none', async () => {
		const text = await (await file(await event(`/ar/usage.csv${query}`, { format: 'csv' }, 'ar'))).text();
		expect(text).toContain('مشاهدات الصفحات');
		expect(text.split('\r\n').length).toBeGreaterThan(5);
		const sheet = Buffer.from(await (await file(await event(`/en/usage.xlsx${query}`, { format: 'xlsx' }))).arrayBuffer());
		expect(sheet.subarray(0, 2).toString()).toBe('PK');
		await expect((async () => file(await event('/en/usage.exe', { format: 'exe' })))()).rejects.toMatchObject({ status: 404 });
	});
});
