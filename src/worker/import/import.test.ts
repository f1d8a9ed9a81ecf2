// SPDX-License-Identifier: Apache-2.0
// Records come in line by line: good ones whatever stands beside them, each once, sealed and in the catalogue; bad ones are told by line, in words.
import { mkdtemp, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { search } from '#catalogue/server/search.ts';
import { isRefusal } from '#people/refusal.ts';
import { type Files, openFiles } from '#platform/server/files.ts';
import { loadDefinitions } from '#records/server/definitions.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { findRecord } from '#records/server/records.ts';
import { brokenSeals, readRevision } from '#records/server/revisions.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { readerIn } from '#text/message.ts';
import type { Language } from '#text/languages.ts';
import { documentOf } from '#worker/demonstration/document.ts';
import { ama, paul } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { information } from '../../../test/exchange.ts';
import { type Importing, runImport } from './run.ts';

let world: World;
let folder: string;
let files: Files;
beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'import-'));
	files = await openFiles({ dataDir: join(folder, 'data'), bucket: null });
	await mkdir(join(folder, 'in'));
	await writeFile(join(folder, 'in', 'study.pdf'), documentOf('study.pdf', { says: 'A study of mercury', language: 'en', lines: [] }));
	await writeFile(join(folder, 'in', 'page.html'), '<!doctype html><p>No');
	await writeFile(join(folder, 'in', 'huge.pdf'), '%PDF-1.7');
	await truncate(join(folder, 'in', 'huge.pdf'), 50 * 1_048_576 + 1);
	await writeFile(join(folder, 'secret.pdf'), documentOf('study.pdf', { says: 'Not to be had', language: 'en', lines: [] }));
	await symlink(join(folder, 'secret.pdf'), join(folder, 'in', 'link.pdf'));
});
afterAll(async () => {
	files.close();
	await world.database.close();
	await rm(folder, { recursive: true, force: true });
});

const now = new Date('2026-11-24T10:00:00.000Z');
let sources = 0;

/** A short report without anything to tell: the least that can be submitted. */
const plainReport = {
	'a-2': '2017-03-23',
	'a-3': '2017-08-16',
	'a-4': { name: 'Ama Owusu', organisation: 'Environmental Protection Agency', email: 'ama@example.org' },
	'a-5-differs': false,
	'q3-1': false,
	'q3-3': false,
	'q3-3-iii': 'Nothing is known of such stocks.',
	'q3-5': ['no-exports'],
	'q11-2': false
};

async function take(text: string | Buffer | Iterable<Buffer>, { language = 'en', ...more }: Partial<Importing> & { language?: Language } = {}) {
	const report = join(folder, 'report.jsonl');
	const summary = await runImport({
		database: world.database,
		files,
		world: world.catalogue,
		from: Readable.from(typeof text === 'string' || Buffer.isBuffer(text) ? [Buffer.from(text as string)] : text),
		folder: join(folder, 'in'),
		source: `test ${(sources += 1)}`,
		by: 'import',
		now,
		reader: await readerIn(language),
		report,
		...more
	});
	const said = (await readFile(report, 'utf8')).split('\n').filter(Boolean);
	const bad = said.map((line) => JSON.parse(line) as { line: number; key: string | null; taken: boolean; findings: Record<string, string>[] });
	return { ...summary, bad: summary.bad, told: bad, codes: bad.map(({ line, findings }) => [line, findings.map(({ code }) => code).join(' ')]) };
}

const row = (key: string | null, title: string, more: object = {}, answers: object = {}) =>
	JSON.stringify({ type: 'art17-exchange-record', party: 'GHA', ...(key ? { key } : {}), answers: { ...information(title), ...answers }, ...more });
const recordOf = async (source: string, key: string) =>
	(await world.database.read.selectFrom('records.imports').selectAll().where('source', '=', source).where('key', '=', key).executeTakeFirst())
		?.record_id;
const counted = async () =>
	(await sql<{ count: number }>`select count(*) from records.records`.execute(world.database.kysely)).rows[0]?.count as number;

test('good rows come in, published, sealed, found; the same again is skipped', async () => {
	const lines = [
		row('a', 'Quicksilver lamps', { submittedOn: '2025-02-01', publishedOn: '2025-02-03' }),
		row('b', 'Thermometers of Accra'),
		row('c', 'Waiting', { state: 'submitted' }),
		row('d', 'In the making', { state: 'draft' })
	];
	const first = await take(lines.join('\n'), { source: 'good' });
	expect(first).toMatchObject({ lines: 4, new: 4, bad: 0, same: 0, changed: 0 });
	const id = (await recordOf('good', 'a')) as string;
	expect(id).toMatch(/^MC-[A-Z]+-GH-\d{4}$/);
	const read = await readRevision(world.database.read, world.definitions, null, id);
	if (!read || 'gone' in read) throw new Error('not readable');
	expect(read.revision.publishedAt?.toISOString()).toBe('2025-02-03T00:00:00.000Z');
	expect(read.record).toMatchObject({ stage: 'done', state: 'published' });
	expect(JSON.stringify(read.revision.answers)).not.toContain('canary');
	expect(await brokenSeals(world.database.read, id)).toEqual([]);
	const found = await search(world.database.read, { words: 'quicksilver', facets: {}, sort: 'relevance', page: 1, perPage: 10 });
	expect(found.entries.map(({ recordId }) => recordId)).toContain(id);
	const waiting = (await recordOf('good', 'c')) as string;
	expect(await readRevision(world.database.read, world.definitions, null, waiting)).toBeUndefined();
	const history = await sql<{
		move: string;
		moved_by: string;
		details: object;
	}>`select move, moved_by, details from records.moves where record_id = ${id} order by seq`.execute(world.database.kysely);
	expect(history.rows.map(({ move }) => move)).toEqual(['begin', 'submit', 'publish']);
	expect(history.rows[0]).toMatchObject({ moved_by: 'import', details: { import: 'good', key: 'a' } });
	// What waits and what is drafted go on by the hands of people.
	if (isRefusal(await world.database.write((db) => moveRecord(db, world.doing(ama), { record: waiting, move: 'recall' }))))
		throw new Error('refused');
	const before = await counted();
	expect(await take(lines.join('\n'), { source: 'good' })).toMatchObject({ new: 0, same: 4, bad: 0 });
	expect(await counted()).toBe(before);
	// Without a key the line itself is the key.
	const keyless = row(null, 'Without a key');
	expect(await take(`${keyless}\n${keyless}`, { source: 'good' })).toMatchObject({ new: 1, same: 1 });
	expect(await take(keyless, { source: 'good' })).toMatchObject({ new: 0, same: 1 });
});

test('a line that is nested without end is named, and the lines behind it come in', async () => {
	const deep = `{"type":"art17-exchange-record","party":"GHA","answers":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
	const done = await take([row('d1', 'Before'), deep, row('d2', 'Behind')].join('\n'), { source: 'deep', language: 'fr' });
	expect(done).toMatchObject({ lines: 3, new: 2, bad: 1 });
	expect(done.codes).toEqual([[2, 'too-deep']]);
	expect(await recordOf('deep', 'd2')).toBeDefined();
});

test('bad rows are told by line, code, question and words in the language asked; the good ones beside them are in', async () => {
	const lines = [
		'{"type": "art17-exchange-record", ',
		'[1]',
		row('x1', 'Good one'),
		row('x2', '', {}, { title: {} }),
		row('x3', 'Unknown question', {}, { noSuch: 1 }),
		row('x4', 'Unknown type', { type: 'nothing' }),
		row('x5', 'Unknown Party', { party: 'XXX' }),
		row('x6', 'Two owners', { organisation: 'someone' }),
		row('x7', 'Bidirectional \u202e override'),
		row('x8', 'Wrong day', { submittedOn: '2026-02-30' }),
		row('x9', 'To come', { submittedOn: '2027-01-01' }),
		row('x10', 'Order', { submittedOn: '2026-02-02', publishedOn: '2026-02-01' }),
		row('x11', 'Stranger', { colour: 'red' }),
		`{"type":"art17-exchange-record","party":"GHA","key":"x12","answers":{"title":{"en":"nul \\u0000"}}}`,
		`{"type":"art17-exchange-record","party":"GHA","key":"x13","answers":{"title":{"en":"half \\ud83d"}}}`,
		row('key\u0007', 'Key'),
		row('x1', 'The same key again'),
		row('x18', 'Last good one'),
		row('x19', 'No such organisation', { party: undefined, organisation: 'nobody' }),
		row('x20', 'Not a list', {}, { articles: { a: 1 }, links: 'nowhere' })
	];
	const done = await take(lines.join('\n'), { source: 'bad', language: 'fr' });
	expect(done).toMatchObject({ lines: 20, new: 2, bad: 18 });
	expect(await recordOf('bad', 'x1')).toBeDefined();
	expect(await recordOf('bad', 'x18')).toBeDefined();
	expect(new Map(done.codes as [number, string][])).toMatchObject(
		new Map([
			[1, 'not-json'],
			[2, 'not-an-object'],
			[4, 'required'],
			[5, 'unknown-question'],
			[6, 'unknown-type'],
			[7, 'unknown-party'],
			[8, 'owner-not-one'],
			[9, 'control-characters control-characters'],
			[10, 'member-wrong'],
			[11, 'day-to-come'],
			[12, 'days-not-in-order'],
			[13, 'unknown-member'],
			[14, 'text-not-sound'],
			[15, 'text-not-sound'],
			[16, 'member-wrong'],
			[17, 'key-twice'],
			[19, 'unknown-organisation'],
			[20, 'not-text not-text']
		])
	);
	const missing = done.told.find(({ line }) => line === 4)?.findings[0];
	expect(missing).toMatchObject({ code: 'required', question: 'title', severity: 'error' });
	expect(missing?.message).toContain('Titre');
	expect(done.told.find(({ line }) => line === 1)?.findings[0]?.message).toBe('La ligne n’est pas du JSON valide.');
	// Repeated: the same rows are bad, nothing comes twice.
	expect(await take(lines.join('\n'), { source: 'bad' })).toMatchObject({ new: 0, same: 2, bad: 18 });
});

test('every finding and every refusal has words in six languages', async () => {
	for (const language of ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const) {
		const done = await take(
			[
				row('k', '', {}, { title: {}, contact: { name: 'x' } }),
				'no',
				row('l', 'File', {
					attachments: [
						{ file: 'page.html', question: 'files' },
						{ file: 'no', question: 'title' }
					]
				})
			].join('\n'),
			{ language }
		);
		for (const { findings } of done.told) for (const { message } of findings) expect(message).toMatch(/\S{2}/);
		expect(done.bad).toBe(3);
	}
});

test('marks, line ends, blank lines, broken UTF-8 and endless lines', async () => {
	const good = row('w1', 'Windows line ends');
	const bytes = Buffer.concat([
		Buffer.from('\ufeff'),
		Buffer.from(`${good}\r\n\r\n`),
		Buffer.from('{"type":"art17-exchange-record","party":"GHA","key":"\xff\xfe"}\n', 'latin1'),
		Buffer.from(`${row('w2', 'Before the endless one')}\n`)
	]);
	const endless = Buffer.from(row('w3', 'x'.repeat(10 * 1024 * 1024)));
	const pieces = [bytes, endless, Buffer.from(`\n${row('w4', 'After the endless one')}`)].flatMap((each) =>
		Array.from({ length: Math.ceil(each.length / 65_521) }, (_, at) => each.subarray(at * 65_521, (at + 1) * 65_521))
	);
	const done = await take(pieces, { source: 'bytes' });
	expect(done).toMatchObject({ new: 3, bad: 2 });
	expect(done.codes).toEqual([
		[3, 'not-utf8'],
		[5, 'line-too-long']
	]);
});

test('other content under a known key: a new revision of what is published, an updated draft; never over the work of people', async () => {
	const source = 'again';
	await take([row('p', 'First'), row('d', 'Draft', { state: 'draft' }), row('e', 'Edited', { state: 'draft' })].join('\n'), { source });
	const [published, draft, edited] = (await Promise.all(['p', 'd', 'e'].map((key) => recordOf(source, key)))) as [string, string, string];
	await world.database.write((db) => saveAnswers(db, world.doing(ama), { record: edited, version: 0, answers: { licence: 'CC BY 4.0' } }));
	const done = await take([row('p', 'Second'), row('d', 'Draft, better', { state: 'draft' }), row('e', 'Over it', { state: 'draft' })].join('\n'), {
		source
	});
	expect(done).toMatchObject({ new: 0, changed: 2, bad: 1 });
	expect(done.codes).toEqual([[3, 'changed-by-people']]);
	const read = await readRevision(world.database.read, world.definitions, null, published);
	expect(read && !('gone' in read) && [read.revision.number, read.revision.answers.title]).toEqual([2, { en: 'Second' }]);
	expect(await brokenSeals(world.database.read, published)).toEqual([]);
	const found = await search(world.database.read, { words: published, facets: {}, sort: 'relevance', page: 1, perPage: 10 });
	expect(found.entries[0]?.title).toEqual({ en: 'Second' });
	const kept = await world.database.read
		.selectFrom('records.whole_drafts')
		.select('answers')
		.where('record_id', '=', draft)
		.executeTakeFirstOrThrow();
	expect(kept.answers).toMatchObject({ title: { en: 'Draft, better' } });
	// A draft goes on to be published; a withdrawn record takes nothing any more; a key stays with its owner and type.
	await world.database.write((db) => moveRecord(db, world.doing(ama), { record: published, move: 'withdraw', reason: 'Sent twice.' }));
	const further = await take([row('d', 'Draft, best'), row('p', 'Third'), row('d', 'x', { party: 'CHE' })].join('\n'), { source });
	expect(further).toMatchObject({ changed: 1, bad: 2 });
	expect(further.codes).toEqual([
		[2, 'record-not-open'],
		[3, 'key-twice']
	]);
	expect((await take(row('d', 'x', { party: 'CHE' }), { source })).codes).toEqual([[1, 'key-of-another']]);
	expect(await brokenSeals(world.database.read, draft)).toEqual([]);
});

test('attached files are looked into, and come from their folder alone', async () => {
	const attached = (file: string, question = 'files') => ({ attachments: [{ file, question, language: 'en' }] });
	const lines = [
		row('f1', 'With a study', attached('study.pdf')),
		row('f2', 'Missing', attached('missing.pdf')),
		row('f3', 'A page', attached('page.html')),
		row('f4', 'Out', attached('../secret.pdf')),
		row('f5', 'Absolute', attached(join(folder, 'secret.pdf'))),
		row('f6', 'By a link', attached('link.pdf')),
		row('f7', 'A folder', attached('.')),
		row('f8', 'No such question', attached('study.pdf', 'title')),
		row('f9', 'Shape', { attachments: [{ path: 'study.pdf' }] }),
		row('f10', 'Too large', attached('huge.pdf'))
	];
	const done = await take(lines.join('\n'), { source: 'files' });
	expect(done).toMatchObject({ new: 1, bad: 9 });
	expect(done.codes).toEqual([
		[2, 'file-missing'],
		[3, 'file-refused'],
		[4, 'file-outside'],
		[5, 'file-outside'],
		[6, 'file-outside'],
		[7, expect.stringMatching(/file-(outside|missing)/)],
		[8, 'file-question'],
		[9, 'member-wrong'],
		[10, 'file-too-large']
	]);
	const id = (await recordOf('files', 'f1')) as string;
	const held = await world.database.read.selectFrom('records.attachments').selectAll().where('record_id', '=', id).execute();
	expect(held).toMatchObject([{ name: 'study.pdf', media_type: 'application/pdf', attached_by: 'import' }]);
	expect(await files.has(held[0]?.sha256 as string)).toBe(true);
	expect(await take(lines[0] as string, { source: 'files' })).toMatchObject({ same: 1 });
	// Another content of the file is another content of the row.
	await writeFile(join(folder, 'in', 'study.pdf'), documentOf('study.pdf', { says: 'A newer study', language: 'en', lines: [] }));
	expect(await take(lines[0] as string, { source: 'files' })).toMatchObject({ changed: 1 });
});

test('a dry run checks everything and leaves nothing', async () => {
	const before = await counted();
	const done = await take([row('n', 'Not written'), 'no'].join('\n'), { dry: true, source: 'dry' });
	expect(done).toMatchObject({ new: 1, bad: 1 });
	expect(await counted()).toBe(before);
	expect(await recordOf('dry', 'n')).toBeUndefined();
});

test('one may stand: the one that was published last, in whatever order they come', async () => {
	const contact = { name: 'Ama', organisation: 'Agency', email: 'a@example.org' };
	const asgm = (key: string, day: string, publishedOn: string) =>
		JSON.stringify({ type: 'art7-notification', party: 'CHE', key, publishedOn, answers: { determinedOn: day, statement: { en: day }, contact } });
	const source = 'single';
	expect(
		await take([asgm('2', '2025-01-02', '2025-03-02'), asgm('1', '2025-01-01', '2025-03-01'), asgm('3', '2025-01-03', '2025-03-03')].join('\n'), {
			source,
			rows: 3
		})
	).toMatchObject({ new: 3 });
	expect(await take(asgm('4', '2025-01-04', '2025-03-04'), { source })).toMatchObject({ new: 1 });
	const ids = (await Promise.all(['1', '2', '3', '4'].map((key) => recordOf(source, key)))) as string[];
	const states = await Promise.all(
		ids.map((id) =>
			world.database.read.selectFrom('records.records').select(['state', 'superseded_by']).where('id', '=', id).executeTakeFirstOrThrow()
		)
	);
	expect(states.map(({ state }) => state)).toEqual(['superseded', 'superseded', 'superseded', 'published']);
	expect(states.map(({ superseded_by }) => superseded_by)).toEqual([ids[1], ids[2], ids[3], null]);
	const entries = await world.database.read
		.selectFrom('catalogue.entries')
		.select(['record_id', 'state'])
		.where('record_id', 'in', ids)
		.orderBy('record_id')
		.execute();
	expect(entries.filter(({ state }) => state === 'published').map(({ record_id }) => record_id)).toEqual([ids[3]]);
});

test('a report takes its place in its cycle, with the form of that; who comes second is told of the first', async () => {
	const source = 'reports';
	const report = (key: string, cycle: string | undefined, more: object = {}, answers: object = {}) =>
		JSON.stringify({ type: 'art21-short', party: 'GHA', key, answers: { ...plainReport, ...(cycle ? { cycle } : {}), ...answers }, ...more });
	const lines = [
		report('r1', '2021-2022', { submittedOn: '2023-11-01', publishedOn: '2023-12-01' }),
		report('r2', '2021-2022'),
		report('r3', '2021-2024'),
		report('r4', undefined),
		report('r5', '1999-2000', { state: 'draft' }),
		report('r6', '2025-2026', { state: 'draft' }),
		report('r7', '2021-2022', { party: 'CHE', state: 'submitted', submittedOn: '2023-11-01' })
	];
	const done = await take(lines.join('\n'), { source });
	expect(done.codes).toEqual(
		expect.arrayContaining([
			[2, 'report-twice-here'],
			[3, 'cycle-of-another-form'],
			[4, 'beginning-missing'],
			[5, 'unknown-cycle']
		])
	);
	expect(done).toMatchObject({ new: 3, bad: 4 });
	for (const { findings } of done.told) for (const { message } of findings) expect(message).not.toContain('undefined');
	const id = (await recordOf(source, 'r1')) as string;
	const places = await world.database.read.selectFrom('reporting.reports').selectAll().orderBy('cycle').orderBy('party').execute();
	expect(places.map(({ cycle, party }) => `${cycle} ${party}`)).toEqual(['2021-2022 CHE', '2021-2022 GHA', '2025-2026 GHA']);
	expect(places[1]?.record_id).toBe(id);
	// The version of the cycle, kept when the report is amended; where the cycle names none, the one in use.
	const kept = async (key: string) => (await findRecord(world.database.read, (await recordOf(source, key)) as string))?.keepsVersion;
	expect([await kept('r1'), await kept('r6')]).toEqual([true, false]);
	const read = await readRevision(world.database.read, world.definitions, null, id);
	expect(read && !('gone' in read) && read.revision.formVersion).toBe('mc-1-8');
	// Nothing was opened by that: nobody is bound.
	expect(await world.database.read.selectFrom('reporting.bound').selectAll().execute()).toEqual([]);
	// Another sender, another day: the place is taken. Tried without writing, the same is said.
	const second = [report('other', '2021-2022')].join('\n');
	for (const dry of [true, false]) {
		const refused = await take(second, { source: 'other reports', dry });
		expect(refused.codes).toEqual([[1, 'report-taken']]);
		expect(refused.told[0]?.findings[0]?.message).toContain(id);
	}
	// The sender's own is corrected, and keeps its cycle.
	const changed = await take(
		[report('r1', '2021-2022', {}, { 'q3-3-iii': 'Asked again: nothing.' }), report('r7', '2025-2026', { party: 'CHE' })].join('\n'),
		{ source }
	);
	expect(changed).toMatchObject({ changed: 1, bad: 1 });
	expect(changed.codes).toEqual([[2, 'cycle-changed']]);
	expect(await brokenSeals(world.database.read, id)).toEqual([]);
	// Withdrawn, the place is free for another.
	await world.database.write((db) => moveRecord(db, world.doing(ama), { record: id, move: 'withdraw', reason: 'The wrong year.' }));
	expect(await take(second, { source: 'other reports' })).toMatchObject({ new: 1, bad: 0 });
});

test('a person who begins and an import that brings the same report at once make one', async () => {
	const cycle = '2021-2024';
	await world.database.write((db) => openCycle(db, world.doing(paul), cycle));
	const line = JSON.stringify({ type: 'art21-full', party: 'GHA', key: 'full', state: 'draft', answers: { cycle } });
	const [begun, imported] = await Promise.all([
		world.database.write((db) => beginReport(db, world.doing(ama), { cycle, party: 'GHA' })),
		take(line, { source: 'at once' })
	]);
	const [place, ...more] = await world.database.read.selectFrom('reporting.reports').selectAll().where('cycle', '=', cycle).execute();
	expect(more).toEqual([]);
	if (isRefusal(begun)) throw new Error('refused');
	// Whichever came first holds the place, and the other knows of it.
	expect(begun.id).toBe(place?.record_id);
	expect(imported.new + Number(begun.begun)).toBe(1);
});

test('answers to a call come in with the questions of that call, after it and in the file with it', async () => {
	const six = (text: string) => Object.fromEntries(['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((language) => [language, text]));
	const call = (key: string, more: object = {}) =>
		JSON.stringify({
			...{ type: 'call', secretariat: true, key, submittedOn: '2026-10-01', publishedOn: '2026-10-01' },
			answers: {
				...{ kind: 'information', title: six(`Call ${key}`), asked: six('Tell us.'), opens: '2026-10-05', deadline: '2026-12-31' },
				...{ zone: 'geneva', late: true, who: ['all'], areas: ['asgm'], articles: ['24'] },
				questions: [{ label: six('How many?'), kind: 'integer', required: true }],
				...more
			}
		});
	const answer = (key: string, to: string, answers: object, party = 'GHA') =>
		JSON.stringify({
			...{ type: 'call-response', party, key },
			answers: { call: to, respondent: { name: 'An agency' }, respondentKind: 'party', receivedAt: '2026-11-01', language: 'en', ...answers }
		});
	const draft = JSON.stringify({ ...(JSON.parse(call('hidden')) as object), state: 'draft', submittedOn: undefined, publishedOn: undefined });
	const lines = [
		call('c1'),
		answer('a1', 'c1', { asked1: 7 }),
		answer('a2', 'c1', { asked1: 'many' }, 'CHE'),
		draft,
		answer('a3', 'hidden', { asked1: 1 })
	];
	const first = await take(lines.join('\n'), { source: 'calls' });
	expect(first).toMatchObject({ lines: 5, new: 3, bad: 2 });
	const codes = Object.fromEntries(first.codes);
	expect(Object.keys(codes)).toEqual(expect.arrayContaining(['3', '5']));
	expect(codes[5]).toContain('unknown-question');
	const [id, to] = [(await recordOf('calls', 'a1')) as string, (await recordOf('calls', 'c1')) as string];
	const kept = await world.database.read.selectFrom('records.revisions').select('form_version').where('record_id', '=', id).executeTakeFirstOrThrow();
	expect(kept.form_version).toMatch(new RegExp(`^${to.toLowerCase()}-[0-9a-f]{8}$`));
	expect(await findRecord(world.database.read, id)).toMatchObject({ state: 'published', keepsVersion: true });
	const read = await readRevision(world.database.read, await loadDefinitions(world.database.read), null, id);
	if (!read || 'gone' in read) throw new Error('not readable');
	expect(read.revision.answers).toMatchObject({ call: to, asked1: 7 });
	const entry = await world.database.read.selectFrom('catalogue.entries').select('record_id').where('record_id', '=', id).execute();
	expect(entry).toHaveLength(1);
	// The same again is there already; another run, which knows the forms of the first, takes one more by the identifier that the call has here, and changes one.
	const definitions = await loadDefinitions(world.database.read);
	const later = { ...world.catalogue, definitions };
	const more = [...lines.slice(0, 1), answer('a1', 'c1', { asked1: 8 }), answer('a4', to, { asked1: 3 }, 'CHE')];
	expect(await take(more.join('\n'), { source: 'calls', world: later })).toMatchObject({ new: 1, changed: 1, same: 1, bad: 0 });
	// Nothing is written on trial: not the form either.
	const versions = async () => (await loadDefinitions(world.database.read)).versions('call-response').length;
	const before = await versions();
	expect(await take(call('c2'), { source: 'trial' })).toMatchObject({ new: 1 });
	expect(await take(answer('a9', 'c2', { asked1: 1 }), { source: 'trial', dry: true })).toMatchObject({ new: 1, bad: 0 });
	expect(await versions()).toBe(before);
});
