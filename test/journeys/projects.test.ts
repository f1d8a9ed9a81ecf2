// SPDX-License-Identifier: Apache-2.0
// Projects come in from their sources: nothing twice, nothing lost, what an editor corrected stays. On a real database; what sources tell is told here row by
// row, and read from files of theirs in project-sources.test.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findEntry } from '#catalogue/server/entries.ts';
import { projectMany } from '#catalogue/server/project-many.ts';
import type { Answers } from '#forms/form.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Found, Told } from '#projects/found.ts';
import type { Judge } from '#projects/verdict.ts';
import { decideFound } from '#projects/server/decide-found.ts';
import { harvesting } from '#projects/server/harvester.ts';
import { askHarvest, changeHarvest, linesOf } from '#projects/server/harvests.ts';
import { keepSources, setSource } from '#projects/server/sources.ts';
import { takeRows, Unusable } from '#projects/server/take-rows.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { brokenSeals, readRevision, type ReadRecord } from '#records/server/revisions.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { takeOver } from '#records/server/take-over.ts';
import { adam, ama, edith, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
const words = { en: 'Source' };
beforeAll(async () => {
	world = await openWorld();
	await world.database.write((db) =>
		keepSources(
			db,
			(['gef', 'iati'] as const).map((id) => ({ id, kind: id, name: words, note: {}, licence: {}, status: 'to-verify' })),
			new Date('2026-11-01T00:00:00Z')
		)
	);
});
afterAll(() => world?.database.close());

const found = (id: string, more: Partial<Found> = {}): Found => ({
	identifier: { scheme: 'gef', id },
	others: [],
	title: { en: `Mercury project number ${id}` },
	parties: ['GHA'],
	unknownPlaces: [],
	agencies: ['UNIDO'],
	focalAreas: ['Chemicals and Waste'],
	fundings: [{ source: 'GEF Trust Fund', kind: 'grant', amount: '500000', currency: 'USD' }],
	state: 'approved',
	isProgramme: false,
	links: [],
	tags: [],
	row: 1,
	said: { Title: `Mercury project number ${id}` },
	...more
});

/** Mercury in the title is yes, gold is doubtful, anything else is not. */
const judge: Judge = ({ title }) => {
	const text = Object.values(title).join(' ');
	if (/mercury/i.test(text)) return { verdict: 'yes', confidence: 1, reasons: [{ rule: 'title', weight: 1, seen: 'mercury' }] };
	if (/gold/i.test(text)) return { verdict: 'doubtful', confidence: 0.5, reasons: [{ rule: 'title', weight: 0.5, seen: 'gold' }] };
	return { verdict: 'no', confidence: 0, reasons: [] };
};
const project = async (db: Writing, records: string[]) => void (await projectMany(db, world.catalogue, records));

let day = 0;
async function harvest(source: 'gef' | 'iati', told: (Found | Told)[]) {
	const at = new Date(Date.UTC(2026, 10, (day += 1), 10));
	const id = await world.database.write((db) => askHarvest(db, { source, origin: 'file', by: paul.id, at }));
	if (!id) throw new Error('it is being read already');
	const rows = told.map((each, index): Told => ('identifier' in each ? { found: { ...each, row: index + 2 }, doubts: [] } : each));
	const taken = await takeRows({
		write: (act) => world.database.write(act),
		...{ harvest: id, source, rows, judge, project },
		doing: harvesting(world, at)
	}).finally(() => world.database.write((db) => changeHarvest(db, id, { state: 'done' })));
	return { id, ...taken, lines: await linesOf(world.database.fresh, id) };
}
const recordOf = async (source: string, id: string): Promise<string | null> =>
	(await world.database.fresh.selectFrom('projects.found').select('record_id').where('source', '=', source).where('id', '=', id).executeTakeFirst())
		?.record_id ?? null;
const read = async (record: string) => (await readRevision(world.database.fresh, world.definitions, null, record)) as ReadRecord;

/** As a person of the secretariat does it on the page. */
async function edited(record: string, answers: Answers, { publish = true, by = paul as Person } = {}) {
	await world.database.write(async (db) => {
		const done = <T>(outcome: T) => {
			if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
			return outcome;
		};
		const doing = world.doing(by, `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`);
		if ((await draftOf(db as never, record)) === undefined) done(await moveRecord(db, doing, { record, move: 'revise' }));
		const draft = await draftOf(db as never, record);
		done(await saveAnswers(db, doing, { record, version: draft?.version ?? 0, answers }));
		if (!publish) return;
		done(await submit(db, doing, record));
		const checklist = world.definitions.current('project')!.form.checklist;
		done(await moveRecord(db, doing, { record, move: 'publish', checklist }));
		await project(db, [record]);
	});
}

describe('a first harvest', () => {
	test('makes a record of each project about mercury, and asks about the doubtful', async () => {
		const { rows, counts, lines } = await harvest('gef', [
			found('2', { parent: { scheme: 'gef', id: '1' }, title: { en: 'Mercury child' } }),
			found('1', { isProgramme: true, parties: [], scope: 'global' }),
			found('3', { title: { en: 'Improving gold mines' } }),
			found('4', { title: { en: 'Climate' } }),
			found('5'),
			{ refused: { row: 7, code: 'row-short', seen: '=1+1' } }
		]);
		expect(rows).toBe(6);
		expect(counts).toEqual({ new: 3, doubtful: 1, refused: 1, other: 1, same: 0 });
		expect(lines.map(({ outcome, identifier, line }) => [outcome, identifier, line])).toEqual(
			expect.arrayContaining([
				['refused', '', 7],
				['doubtful', '3', 4],
				['new', '1', 3],
				['new', '2', 2]
			])
		);
		const child = (await recordOf('gef', '2')) as string;
		const programme = await recordOf('gef', '1');
		expect(child).toMatch(/^MC-PROJECT-SEC-\d{4}$/);
		const { revision, record, history } = await read(child);
		expect(revision.answers).toMatchObject({ parent: programme, parties: ['GHA'], status: 'approved' });
		expect(revision.answers.programme).toBeUndefined();
		expect(record).toMatchObject({ ownerKind: 'secretariat', state: 'published', stage: 'done', demo: false });
		expect(history.map(({ move }) => move)).toEqual(['publish']);
		expect(await brokenSeals(world.database.fresh, child)).toEqual([]);
		expect(await findEntry(world.database.fresh, child)).toMatchObject({ parties: ['GHA'], areas: ['finance-capacity'], articles: ['13'] });
		expect(await recordOf('gef', '4')).toBeNull();
	});
	test('the same again changes nothing', async () => {
		const before = await world.database.fresh
			.selectFrom('records.revisions')
			.select((one) => one.fn.countAll().as('n'))
			.executeTakeFirstOrThrow();
		const { counts, lines } = await harvest('gef', [
			found('1', { isProgramme: true, parties: [], scope: 'global' }),
			found('2', { parent: { scheme: 'gef', id: '1' }, title: { en: 'Mercury child' } }),
			found('3', { title: { en: 'Improving gold mines' } }),
			found('4', { title: { en: 'Climate' } }),
			found('5')
		]);
		expect(counts).toEqual({ same: 4, other: 1 });
		expect(lines).toEqual([]);
		expect(
			await world.database.fresh
				.selectFrom('records.revisions')
				.select((one) => one.fn.countAll().as('n'))
				.executeTakeFirstOrThrow()
		).toEqual(before);
	});
});

const usual = () => [
	found('1', { isProgramme: true, parties: [], scope: 'global' }),
	found('2', { parent: { scheme: 'gef', id: '1' }, title: { en: 'Mercury child' } }),
	found('3', { title: { en: 'Improving gold mines' } }),
	found('5')
];

describe('a source that changes', () => {
	test('makes a new revision, and says what changed', async () => {
		const changed = usual().map((each) => (each.identifier.id === '5' ? { ...each, state: 'completed' as const } : each));
		const { counts, lines } = await harvest('gef', changed);
		expect(counts).toEqual({ same: 3, other: 0, changed: 1 });
		expect(lines).toMatchObject([{ outcome: 'changed', identifier: '5', fields: ['status'] }]);
		const { revision } = await read((await recordOf('gef', '5')) as string);
		expect(revision).toMatchObject({ number: 2, answers: { status: 'completed' } });
		await harvest('gef', usual());
	});
	test('what an editor corrected survives, beside what the source says', async () => {
		const record = (await recordOf('gef', '5')) as string;
		await edited(record, { title: { en: 'Mercury in Ghana' }, agencies: null, results: { en: 'Two tonnes less.' } });
		const changed = usual().map((each) =>
			each.identifier.id === '5' ? { ...each, title: { en: 'Mercury project number five' }, state: 'completed' as const } : each
		);
		const { lines } = await harvest('gef', changed);
		expect(lines).toMatchObject([{ outcome: 'changed', fields: ['status'] }]);
		const { revision } = await read(record);
		expect(revision.answers).toMatchObject({ title: { en: 'Mercury in Ghana' }, status: 'completed', results: { en: 'Two tonnes less.' } });
		expect(revision.answers.agencies).toBeUndefined();
		const corrections = await world.database.fresh
			.selectFrom('projects.corrections')
			.select(['field', 'value', 'corrected_by'])
			.where('record_id', '=', record)
			.orderBy('field')
			.execute();
		expect(corrections).toEqual([
			{ field: 'agencies', value: null, corrected_by: 'paul' },
			{ field: 'title', value: { en: 'Mercury in Ghana' }, corrected_by: 'paul' }
		]);
	});
	test('a correction ends where an editor sets what the source says', async () => {
		const record = (await recordOf('gef', '5')) as string;
		await edited(record, { title: { en: 'Mercury project number five' }, agencies: ['UNIDO'] });
		await harvest('gef', usual());
		expect((await read(record)).revision.answers).toMatchObject({ title: { en: 'Mercury project number 5' }, status: 'approved' });
		expect(await world.database.fresh.selectFrom('projects.corrections').selectAll().where('record_id', '=', record).execute()).toEqual([]);
	});
	test('a record that is being edited is left alone, and follows once it is published', async () => {
		const record = (await recordOf('gef', '5')) as string;
		await edited(record, { results: { en: 'Three tonnes less.' } }, { publish: false, by: edith });
		const changed = usual().map((each) => (each.identifier.id === '5' ? { ...each, period: 'GEF-7' } : each));
		const held = await harvest('gef', changed);
		expect(held.lines).toMatchObject([{ outcome: 'held', identifier: '5', fields: ['period'], problems: [{ code: 'being-edited' }] }]);
		expect((await read(record)).revision.answers.period).toBeUndefined();
		await edited(record, {});
		const after = await harvest('gef', changed);
		expect(after.lines).toMatchObject([{ outcome: 'changed', record, fields: ['period'] }]);
		expect((await read(record)).revision.answers).toMatchObject({ period: 'GEF-7', results: { en: 'Three tonnes less.' } });
		await harvest('gef', usual());
	});
	test('what vanishes is flagged, not taken away; when it is back the flag is off', async () => {
		const gone = await harvest(
			'gef',
			usual().filter(({ identifier }) => identifier.id !== '5')
		);
		expect(gone.lines).toMatchObject([{ outcome: 'gone', identifier: '5', line: null }]);
		const record = (await recordOf('gef', '5')) as string;
		expect((await read(record)).record.state).toBe('published');
		const again = await harvest(
			'gef',
			usual().filter(({ identifier }) => identifier.id !== '5')
		);
		expect(again.lines).toEqual([]);
		const back = await harvest('gef', usual());
		expect(back.lines).toMatchObject([{ outcome: 'back', identifier: '5', record, fields: [] }]);
	});
	test('a list that is cut off in the middle makes nothing vanish', async () => {
		const { lines } = await harvest('gef', [...usual().slice(0, 2), { refused: { row: 4, code: 'cut-off', seen: '5,"Merc' } }]);
		expect(lines).toMatchObject([{ outcome: 'refused', problems: [{ code: 'cut-off' }] }]);
	});
	test('a source that is no source leaves all as it was', async () => {
		await expect(harvest('gef', [{ fault: { code: 'html-instead', values: {} } }])).rejects.toThrow(Unusable);
		expect((await harvest('gef', usual())).lines).toEqual([]);
	});
	test('a withdrawn record is not brought back', async () => {
		const [withdrawn] = [found('6', { title: { en: 'Mercury withdrawn' }, parties: ['TGO'] })];
		await harvest('gef', [...usual(), withdrawn!]);
		const record = (await recordOf('gef', '6')) as string;
		await world.database.write((db) => moveRecord(db, world.doing(paul), { record, move: 'withdraw', reason: 'Not about mercury.' }));
		const { lines } = await harvest('gef', [...usual(), { ...withdrawn!, state: 'completed' }]);
		expect(lines).toMatchObject([{ outcome: 'held', problems: [{ code: 'not-standing' }] }]);
		await harvest('gef', usual());
	});
});

describe('two sources', () => {
	const activity = (id: string, more: Partial<Found> = {}) => found(id, { identifier: { scheme: 'iati', id }, ...more });
	test('that name a common number tell one project', async () => {
		const { lines } = await harvest('iati', [
			activity('XM-1', {
				...{ others: [{ scheme: 'gef', id: '5' }], title: { en: 'Mercury, told otherwise', fr: 'Mercure' } },
				...{ start: '2020-01-01', state: 'implementation' }
			})
		]);
		const record = (await recordOf('gef', '5')) as string;
		expect(lines).toMatchObject([{ outcome: 'joined', record }]);
		expect((await read(record)).revision.answers).toMatchObject({
			title: { en: 'Mercury project number 5', fr: 'Mercure' },
			status: 'approved',
			start: '2020-01-01',
			identifiers: [
				{ scheme: 'gef', id: '5' },
				{ scheme: 'iati', id: 'XM-1' }
			]
		});
		const records = await world.database.fresh.selectFrom('records.records').select('id').where('type', '=', 'project').execute();
		await harvest('gef', usual());
		expect(await world.database.fresh.selectFrom('records.records').select('id').where('type', '=', 'project').execute()).toHaveLength(
			records.length
		);
	});
	test('that are nearly alike wait for an editor, whose word is remembered', async () => {
		const perhaps = activity('XM-2', { title: { en: 'Mercury project child' } });
		const { lines } = await harvest('iati', [perhaps]);
		expect(lines).toEqual(expect.arrayContaining([expect.objectContaining({ outcome: 'doubtful', identifier: 'XM-2' })]));
		const decided = await world.database.write((db) =>
			decideFound(db, world.doing(edith), { source: 'iati', id: 'XM-2', question: 'twin', answer: 'no' }, project)
		);
		const record = (await recordOf('iati', 'XM-2')) as string;
		expect(decided).toEqual({ record });
		expect(record).not.toBe(await recordOf('gef', '2'));
		expect((await harvest('iati', [perhaps])).lines).toEqual([]);
	});
});

describe('the doubtful', () => {
	const decide = (by: Person, answer: 'yes' | 'no', id = '3') =>
		world.database.write((db) => decideFound(db, world.doing(by), { source: 'gef', id, question: 'mercury', answer }, project));
	test('are decided by editors alone', async () => {
		for (const by of [ama, ravi, adam]) expect(await decide(by, 'yes')).toEqual({ refusal: 'not-allowed' });
		expect(await decide(edith, 'yes', 'nothing')).toEqual({ refusal: 'not-found' });
	});
	test('no is remembered, and can become yes', async () => {
		expect(await decide(edith, 'no')).toEqual({ record: null });
		expect((await harvest('gef', usual())).lines).toEqual([]);
		const yes = await decide(edith, 'yes');
		const record = await recordOf('gef', '3');
		expect(yes).toEqual({ record });
		expect(await findEntry(world.database.fresh, record as string)).toMatchObject({ title: { en: 'Improving gold mines' } });
		expect(await decide(paul, 'no')).toEqual({ refusal: 'changed-meanwhile' });
		expect((await harvest('gef', usual())).lines).toEqual([]);
	});
});

describe('who may', () => {
	test('take over what sources tell', async () => {
		for (const by of [ama, edith, adam])
			expect(
				await world.database.write((db) =>
					takeOver(db, world.doing(by), { record: null, type: 'project', answers: { title: { en: 'A' } }, details: {} })
				)
			).toEqual({ refusal: 'not-allowed' });
	});
	test('nothing that the form does not take', async () => {
		const asked = (answers: Answers, type = 'project') =>
			world.database.write((db) => takeOver(db, world.doing(paul), { record: null, type, answers, details: {} }));
		expect(await asked({})).toMatchObject({ refusal: 'has-errors' });
		expect(await asked({ title: { en: 'A' }, parties: ['XYZ'] })).toMatchObject({ refusal: 'has-errors' });
		expect(await asked({ title: { en: 'A' }, nonsense: 1 })).toEqual({ refusal: 'form-renewed' });
		expect(await asked({ title: { en: 'A' } }, 'art7-nap')).toEqual({ refusal: 'not-found' });
	});
	test('set a source', async () => {
		const set = (by: Person, address: string | null, schedule: string | null = 'weekly') =>
			world.database.write((db) => setSource(db, world.doing(by), { source: 'iati', address, schedule, enabled: true }));
		expect(await set(edith, 'https://example.org/a.xml')).toEqual({ refusal: 'not-allowed' });
		expect(await set(adam, 'javascript:alert(1)')).toEqual({ refusal: 'not-valid' });
		expect(await set(adam, 'https://example.org/a.xml', 'hourly')).toEqual({ refusal: 'not-valid' });
		expect(await set(adam, 'https://example.org/a.xml')).toEqual({ id: 'iati' });
	});
	test('one harvest of a source at a time', async () => {
		const ask = () => world.database.write((db) => askHarvest(db, { source: 'gef', origin: 'address', by: paul.id, at: new Date() }));
		expect(await ask()).not.toBeNull();
		expect(await ask()).toBeNull();
	});
});
