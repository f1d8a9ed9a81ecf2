// SPDX-License-Identifier: Apache-2.0
// A word that stands in an attached file alone: found as long as everybody may open the file, and never otherwise.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { project } from '#catalogue/server/project.ts';
import { fileTextQueue, readFileText, readFileTexts } from '#catalogue/server/read-file-text.ts';
import { search } from '#catalogue/server/search.ts';
import type { Answers } from '#forms/form.ts';
import { isRefusal } from '#people/refusal.ts';
import type { Person } from '#people/person.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { isFileRefusal, type KeptFile } from '#platform/file.ts';
import { type Files, openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import { openPlatform, type Platform } from '#platform/server/platform.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import { type Announced, type Doing, eventQueue } from '#records/server/doing.ts';
import { type Moving, moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { loadDemonstration } from '#worker/demonstration.ts';
import { documentOf } from '#worker/demonstration/document.ts';
import { instanceOn } from '#worker/instance.ts';
import { react, reactions } from '#worker/reactions.ts';
import { ama, edith, nina, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
let world: World;
let files: Files;
let jobs: Jobs;
let platform: Platform;
let folder: string;

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'file-texts-'));
	const log = openLog('silent');
	const configuration = configurationFrom({ DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	jobs = await openJobs(world.database, { log, drained: true });
	files = await openFiles(configuration);
	const mailer = await openMailer({ dataDir: folder, mailServer: null, sender: 'noreply@example.org' });
	platform = { configuration, log, database: world.database, mailer, files, jobs, close: async () => mailer.close() };
	await readFileTexts(platform, async () => world.catalogue);
	// Letters are another story: here only what the catalogue does with an event.
	await jobs.work<Announced>(eventQueue, async (event) => {
		if (reactions[event.event]) await react({ platform, world: world.catalogue }, event);
	});
	await jobs.declare('letters');
}, 120_000);
afterAll(async () => {
	await jobs.stop();
	await platform.close();
	files.close();
	await world.database.close();
	await rm(folder, { recursive: true });
});

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const write: World['database']['write'] = (act) => world.database.write(act);
const doing = (by: Person): Doing => ({
	...world.doing(by),
	announce: async (db, event) => {
		if (reactions[event.event]) await jobs.enqueue(db, eventQueue, event);
	}
});

/** Stores a document that says these words. */
async function kept(name: string, says: string): Promise<KeptFile> {
	const file = await files.put(documentOf(name, { says, lines: [], language: 'en' }), { limitBytes: 1_000_000, accept: ['application/pdf', docx] });
	if (isFileRefusal(file)) throw new Error(file.refusal);
	return file;
}
const answered = ({ sha256, size, mediaType }: KeptFile, name: string) => ({ file: sha256, name, mediaType, size, language: 'en' });

async function begun(by: Person, type: string, answers: Answers, attached: [KeptFile, string][]): Promise<string> {
	const [ownerKind, owner, ownerCode] =
		by === edith
			? (['secretariat', 'secretariat', 'SEC'] as const)
			: by === nina
				? (['organisation', 'clean-rivers', 'RIVERS'] as const)
				: (['party', 'GHA', 'GH'] as const);
	const { id } = fine(await write((db) => begin(db, doing(by), { type, ownerKind, owner, ownerCode, answers })));
	for (const [file, name] of attached) fine(await write((db) => attach(db, doing(by), { record: id, name, ...file })));
	return id;
}
const moved = async (by: Person, moving: Moving) => fine(await write((db) => moveRecord(db, doing(by), moving)));
async function publish(record: string, by: Person, type: string): Promise<void> {
	fine(await write((db) => submit(db, doing(by), record)));
	await moved(paul, { record, move: 'publish', checklist: world.definitions.current(type)?.form.checklist ?? [] });
}
async function published(by: Person, type: string, answers: Answers, attached: [KeptFile, string][]): Promise<string> {
	const id = await begun(by, type, answers, attached);
	await publish(id, by, type);
	return id;
}
const plan = (...attached: [KeptFile, string][]) =>
	published(ama, 'art7-nap', { documents: attached.map(([file, name]) => answered(file, name)), endorsedOn: '2026-01-15' }, attached);

/** Does everything that is due and tells which records are found by a word, as it is typed. */
async function found(words: string) {
	await jobs.drain();
	const { total, entries, inFile } = await search(world.database.read, {
		words,
		facets: {},
		sort: 'relevance',
		page: 1,
		perPage: 20,
		convention: world.convention,
		spell: false
	});
	expect(total).toBe(entries.length);
	return { ids: entries.map((entry) => entry.recordId).toSorted(), inFile };
}
const readOf = ({ sha256 }: KeptFile) =>
	world.database.fresh.selectFrom('catalogue.file_texts').select(['state', 'language', 'text']).where('sha256', '=', sha256).executeTakeFirst();

describe('a meeting document', () => {
	test('is found by a word of its file, and by its symbol however it is typed', async () => {
		const file = await kept('k.pdf', 'The meeting may wish to consider the pratincole');
		const answers = {
			...{ kind: 'official', symbol: 'UNEP/MC/COP.6/7/Add.1', title: { en: 'A note by the secretariat' }, meeting: 'COP6' },
			files: [answered(file, 'k-en.pdf')]
		};
		const id = await published(edith, 'meeting-document', answers, [[file, 'k-en.pdf']]);
		expect(await found('pratincole')).toEqual({ ids: [id], inFile: { [id]: 'k-en.pdf' } });
		expect((await found('UNEP/MC/COP.6/7/Add.1')).ids).toEqual([id]);
		expect((await found('unep/mc/cop.6/7/add.1')).ids).toEqual([id]);
	});
});

describe('a national action plan', () => {
	test('is found by a word of its PDF or DOCX, and the file is named', async () => {
		const [one, other] = [await kept('a.pdf', 'The plover nests beside the tailings'), await kept('b.docx', 'Le courlis niche près de la rivière')];
		const id = await plan([one, 'plan.pdf'], [other, 'annexe.docx']);
		expect(await found('plover')).toEqual({ ids: [id], inFile: { [id]: 'plan.pdf' } });
		expect(await found('courlis')).toEqual({ ids: [id], inFile: { [id]: 'annexe.docx' } });
		expect(await readOf(one)).toMatchObject({ state: 'read', language: 'en', text: expect.stringContaining('plover nests') });
	});

	test('withdrawn is found no more, and its text is forgotten', async () => {
		const file = await kept('a.pdf', 'The dotterel rests on the dam');
		const id = await plan([file, 'plan.pdf']);
		expect((await found('dotterel')).ids).toEqual([id]);
		await moved(ama, { record: id, move: 'withdraw', reason: 'It was sent twice.' });
		expect((await found('dotterel')).ids).toEqual([]);
		expect(await readOf(file)).toBeUndefined();
	});

	test('shares a file with another: the text stays as long as one of them publishes it', async () => {
		const file = await kept('a.pdf', 'The lapwing feeds in the settling pond');
		// Only one plan of a Party stands at a time: what is shared is an information record's.
		const first = await information('Birds', file);
		const second = await information('Ponds', file);
		expect((await found('lapwing')).ids).toEqual([first, second].toSorted());
		await moved(ama, { record: first, move: 'withdraw', reason: 'It was sent twice.' });
		expect((await found('lapwing')).ids).toEqual([second]);
		expect(await readOf(file)).toMatchObject({ state: 'read' });
	});

	test('in a new revision without the file is found by the new one only', async () => {
		const [old, recent] = [await kept('a.pdf', 'The godwit passes in autumn'), await kept('b.pdf', 'The turnstone passes in spring')];
		const id = await information('Passage', old);
		expect((await found('godwit')).ids).toEqual([id]);
		await moved(ama, { record: id, move: 'revise' });
		fine(await write((db) => attach(db, doing(ama), { record: id, name: 'new.pdf', ...recent })));
		const draft = await draftOf(world.database.fresh, id);
		fine(
			await write((db) =>
				saveAnswers(db, doing(ama), { record: id, version: draft?.version ?? 0, answers: { files: [answered(recent, 'new.pdf')] } })
			)
		);
		expect((await found('turnstone')).ids).toEqual([]);
		expect((await found('godwit')).ids).toEqual([id]);
		await publish(id, ama, 'art17-exchange-record');
		expect((await found('turnstone')).ids).toEqual([id]);
		expect((await found('godwit')).ids).toEqual([]);
		expect(await readOf(old)).toBeUndefined();
	});
});

/** A record of Article 17 by Ghana that attaches a file. */
function information(title: string, file: KeptFile, more: Answers = {}, by = ama): Promise<string> {
	const answers: Answers = {
		kind: 'technical',
		subjects: ['production'],
		title: { en: title },
		abstract: { en: `About ${title}.` },
		language: 'en',
		files: [answered(file, 'study.pdf')],
		articles: ['5'],
		areas: ['products-processes'],
		confidential: false,
		authorKind: 'party',
		contact: { name: 'Ama Owusu', organisation: 'Environmental Agency', email: 'ama@example.org' },
		...more
	};
	return published(by, 'art17-exchange-record', answers, [[file, 'study.pdf']]);
}

describe('never read', () => {
	test('is the letter of a focal point, which is private', async () => {
		const letter = await kept('a.pdf', 'We designate under the seal of the nightjar');
		const answers: Answers = {
			role: 'national-focal-point',
			start: '2026-01-01',
			name: 'Ama Owusu',
			title: 'Director',
			ministry: { en: 'Ministry of Environment' },
			address: 'A street',
			telephone: '+233 000',
			email: 'ama@example.org',
			designatingAuthority: 'Ministry of Foreign Affairs',
			letter: [answered(letter, 'letter.pdf')]
		};
		const id = await published(ama, 'art17-4-nfp', answers, [[letter, 'letter.pdf']]);
		expect((await found('nightjar')).ids).toEqual([]);
		expect((await found('Ministry')).ids).toContain(id);
		expect(await readOf(letter)).toBeUndefined();
		await readFileText(platform, async () => world.catalogue, letter, { attempt: 1 });
		expect(await readOf(letter)).toBeUndefined();
	});

	test('is what is confidential, a draft, or not public', async () => {
		const closed = await kept('a.pdf', 'The corncrake calls at night');
		await write((db) =>
			db
				.insertInto('people.organisations')
				.values({
					id: 'clean-rivers',
					code: 'RIVERS',
					name: 'Clean Rivers & Lakes',
					kind: 'ngo',
					state: 'admitted',
					contact_name: 'Nina Alvarez',
					contact_email: nina.email,
					language: 'en',
					applied_at: new Date()
				})
				.execute()
		);
		const confidential = { authorKind: 'ngo', confidential: true, confidentialityGround: 'A contract', subjects: ['costs-benefits'] };
		const id = await information('Costs', closed, confidential, nina);
		await begun(ama, 'art7-nap', { documents: [answered(closed, 'plan.pdf')] }, [[closed, 'plan.pdf']]);
		const restricted = await begun(ama, 'art7-nap', { documents: [answered(closed, 'plan.pdf')], endorsedOn: '2026-01-15' }, [[closed, 'plan.pdf']]);
		await write((db) => db.updateTable('records.records').set({ visibility: 'restricted' }).where('id', '=', restricted).execute());
		await publish(restricted, ama, 'art7-nap');
		expect((await found('corncrake')).ids).toEqual([]);
		expect((await found('Costs')).ids).toContain(id);
		expect(await readOf(closed)).toBeUndefined();
	});
});

describe('whatever happens on the way', () => {
	const wanted = (file: KeptFile, attempt = 1, own: Pick<Platform, 'database' | 'files'> = platform) =>
		readFileText(own, async () => world.catalogue, file, { attempt });

	test('a file is read once, however often it is asked for', async () => {
		const file = await kept('a.pdf', 'The whimbrel rests here');
		const id = await information('Rest', file);
		await jobs.drain();
		const before = await readOf(file);
		await wanted(file);
		await write((db) => jobs.enqueue(db, fileTextQueue, { sha256: file.sha256 }));
		expect((await found('whimbrel')).ids).toEqual([id]);
		expect(await readOf(file)).toEqual(before);
	});

	test('a file that is not in the store yet is tried again', async () => {
		const file = await kept('a.pdf', 'The ruff dances in spring');
		await files.remove(file.sha256);
		const id = await information('Dance', file);
		const { failed } = await jobs.drain();
		expect(failed).toBe(1);
		expect(await readOf(file)).toBeUndefined();
		await kept('a.pdf', 'The ruff dances in spring');
		await jobs.drain({ later: true });
		expect((await found('dances')).ids).toEqual([id]);
	});

	test('a record that is withdrawn while its file is read stays out', async () => {
		const file = await kept('a.pdf', 'The avocet sweeps the mud');
		const id = await information('Mud', file);
		await write((db) => project(db, world.catalogue, id));
		const slow: Pick<Platform, 'database' | 'files'> = {
			database: world.database,
			files: {
				...files,
				open: async (sha256) => {
					await moved(ama, { record: id, move: 'withdraw', reason: 'It was sent twice.' });
					await write((db) => project(db, world.catalogue, id));
					return files.open(sha256);
				}
			}
		};
		await wanted(file, 1, slow);
		expect(await readOf(file)).toBeUndefined();
		expect((await found('avocet')).ids).toEqual([]);
	});

	test('a file that brought the process down three times is set aside, unless it can be read after all', async () => {
		const file = await kept('a.pdf', 'The knot turns with the tide');
		const id = await information('Tide', file);
		// Seen from within the reading: marked before it is opened.
		let marked: unknown;
		const watched: Pick<Platform, 'database' | 'files'> = {
			database: world.database,
			files: {
				...files,
				open: async () => {
					marked = await readOf(file);
					throw new Error('the process falls');
				}
			}
		};
		await write((db) => project(db, world.catalogue, id));
		await expect(wanted(file, 4, watched)).rejects.toThrow('the process falls');
		expect(marked).toMatchObject({ state: 'too-large', text: null });
		expect(await readOf(file)).toBeUndefined();
		await wanted(file, 5);
		expect(await readOf(file)).toMatchObject({ state: 'read' });
		expect((await found('knot')).ids).toEqual([id]);
	});

	test('what was loaded without events, or could not be read before, is read once somebody looks', async () => {
		const file = await kept('a.pdf', 'The sanderling runs along the water');
		const id = await information('Water', file);
		await jobs.drain();
		const orphan = await kept('b.pdf', 'The phalarope swims in circles');
		await write(async (db) => {
			await db.deleteFrom('catalogue.file_texts').where('sha256', '=', file.sha256).execute();
			await db
				.insertInto('catalogue.file_texts')
				.values({ sha256: orphan.sha256, media_type: 'application/pdf', state: 'read', text: 'phalarope' })
				.execute();
			await jobs.enqueue(db, 'due-file-texts', {});
		});
		expect((await found('sanderling')).ids).toEqual([id]);
		expect(await readOf(file)).toMatchObject({ state: 'read' });
		expect(await readOf(orphan)).toBeUndefined();
	});
});

test('every PDF and DOCX of the demonstration is read, and found by what it says', { timeout: 240_000 }, async () => {
	const configuration = configurationFrom({ DATA_DIR: join(folder, 'demonstration'), DEMO: '1', LOG_LEVEL: 'silent' });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const instance = await instanceOn(await openPlatform(configuration, { log: openLog('silent'), drained: true }));
	const { database } = instance.platform;
	try {
		await loadDemonstration(instance);
		await instance.work();
		await instance.platform.jobs.drain();
		const read = await database.read.selectFrom('catalogue.file_texts').select(['media_type', 'state', 'text']).execute();
		const documents = read.filter((file) => ['application/pdf', docx].includes(file.media_type));
		expect(documents.length).toBeGreaterThan(10);
		expect(documents.filter((file) => file.state !== 'read' || !file.text?.includes('Demonstration document.'))).toEqual([]);
		expect(read.filter((file) => file.media_type === 'image/png').map((file) => file.state)).not.toContain('read');
		const convention = await instance.convention();
		// In every document and in no answer.
		const { total } = await search(database.read, {
			words: 'synthetic issued nobody',
			facets: {},
			sort: 'relevance',
			page: 1,
			perPage: 20,
			convention
		});
		expect(total).toBeGreaterThan(10);
	} finally {
		await instance.close();
	}
});
