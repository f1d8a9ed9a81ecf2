// SPDX-License-Identifier: Apache-2.0
// From the first answer to the tombstone: the life of records, told by the people who lead it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEntry } from '#catalogue/server/entries.ts';
import { registerEntries } from '#catalogue/server/register-entries.ts';
import { projectAll } from '#catalogue/server/project.ts';
import { search } from '#catalogue/server/search.ts';
import { isRefusal } from '#people/refusal.ts';
import type { Answers } from '#forms/form.ts';
import { openFiles } from '#platform/server/files.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import { seedDefinitions } from '#records/server/definitions.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { type Draft, draftOf, movesOf } from '#records/server/records.ts';
import { brokenSeals, readRevision } from '#records/server/revisions.ts';
import { chooseAnswer, saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { readableFile } from '#records/server/readable-file.ts';
import { savePosted } from '#routes/[lang]/work/records/[id]/edit/save-posted.server.ts';
import { readerIn } from '#text/message.ts';
import { adam, ama, edith, kofi, lena, nina, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.database.close());

const write: World['database']['write'] = (act) => world.database.write(act);
const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const file = 'c'.repeat(64);

const notification: Answers = {
	determinedOn: '2026-01-15',
	statement: { en: 'Artisanal gold mining is more than insignificant.', fr: 'L’extraction artisanale d’or est plus que négligeable.' },
	contact: { name: 'Ama Owusu', organisation: 'Environmental Agency', email: 'canary-contact@example.org', telephone: '+233 000' }
};

async function begun(type: string, by = ama, answers?: Answers) {
	const { id } = fine(await write((db) => begin(db, world.doing(by), { type, ownerKind: 'party', owner: 'GHA', ownerCode: 'GH', answers })));
	return id;
}
const save = (record: string, version: number, answers: Answers, by = ama) =>
	write((db) => saveAnswers(db, world.doing(by), { record, version, answers }));
const checklist = (type: string) => world.definitions.current(type)?.form.checklist ?? [];
const publish = (record: string, type: string) =>
	write((db) => moveRecord(db, world.doing(paul), { record, move: 'publish', checklist: checklist(type) }));

test('Ama begins, an incomplete submission is refused with findings that lead to the questions', async () => {
	const id = await begun('art7-notification');
	expect(id).toMatch(/^MC-ASGM-GH-\d{4}$/);
	fine(await save(id, 0, { determinedOn: '2026-02-30' }));
	const refused = await write((db) => submit(db, world.doing(ama), id));
	expect(refused).toMatchObject({ refusal: 'has-errors' });
	if (!isRefusal(refused)) throw new Error('not refused');
	expect(refused.findings?.map((found) => [found.at, found.code])).toEqual(
		expect.arrayContaining([
			['determinedOn', 'not-a-day'],
			['statement', 'required'],
			['contact', 'required']
		])
	);
});

test('the whole life: submitted, returned, corrected, published, found, revised, withdrawn', async () => {
	const id = await begun('art7-notification', ama, notification);
	fine(await write((db) => submit(db, world.doing(ama, '2026-02-01T09:00:00.000Z'), id)));

	// While it waits nobody edits it, and nobody outside sees that it exists.
	expect(await save(id, 0, { determinedOn: '2026-01-16' })).toMatchObject({ refusal: 'stage-does-not-fit' });
	expect(await readRevision(world.database.read, world.definitions, null, id)).toBeUndefined();
	expect(await readRevision(world.database.read, world.definitions, lena, id)).toBeUndefined();

	expect(await write((db) => moveRecord(db, world.doing(ravi), { record: id, move: 'return', reason: '  ' }))).toMatchObject({
		refusal: 'reason-missing'
	});
	fine(await write((db) => moveRecord(db, world.doing(ravi), { record: id, move: 'return', reason: 'The day is missing from the letter.' })));
	fine(await save(id, 0, { determinedOn: '2026-01-16' }));
	// What came in after the last look is not submitted with it, and what was submitted after it was opened is not judged.
	const { version } = (await draftOf(world.database.fresh, id)) as Draft;
	expect(await write((db) => submit(db, world.doing(ama), id, version - 1))).toEqual({ refusal: 'changed-meanwhile' });
	fine(await write((db) => submit(db, world.doing(ama, '2026-02-03T09:00:00.000Z'), id, version)));
	for (const verdict of [{ move: 'publish', checklist: checklist('art7-notification') } as const, { move: 'return', reason: 'Why' } as const])
		expect(await write((db) => moveRecord(db, world.doing(paul), { record: id, ...verdict, seen: 1 }))).toEqual({ refusal: 'changed-meanwhile' });
	expect(await publish(id, 'none')).toMatchObject({ refusal: 'checklist-incomplete' });
	expect(
		await write((db) => moveRecord(db, world.doing(edith), { record: id, move: 'publish', checklist: checklist('art7-notification') }))
	).toMatchObject({ refusal: 'not-allowed' });
	fine(await publish(id, 'art7-notification'));
	await world.react();

	// Anybody reads it, without what is private, in any language of the six.
	const read = await readRevision(world.database.read, world.definitions, null, id);
	if (!read || 'gone' in read) throw new Error('not readable');
	expect(read.revision.number).toBe(2);
	expect(read.revisions.map((each) => each.number)).toEqual([2]);
	expect(JSON.stringify(read.revision.answers)).not.toContain('canary');
	expect(read.revision.answers.determinedOn).toBe('2026-01-16');
	for (const words of ['Artisanal gold', 'extraction artisanale', 'Гана', 'غانا', '加纳', 'Ghana', id]) {
		const found = await search(world.database.read, { words, facets: {}, sort: 'relevance', page: 1, perPage: 10 });
		expect(
			found.entries.map((entry) => entry.recordId),
			words
		).toContain(id);
	}
	expect((await registerEntries(world.database.read, ['art7-notification'])).map((entry) => entry.recordId)).toContain(id);
	expect(await brokenSeals(world.database.read, id)).toEqual([]);

	// A new revision stays unseen until it is published.
	fine(await write((db) => moveRecord(db, world.doing(ama), { record: id, move: 'revise' })));
	const before = await readRevision(world.database.read, world.definitions, null, id);
	expect(before && !('gone' in before) && before.revision.number).toBe(2);

	fine(await write((db) => moveRecord(db, world.doing(ama), { record: id, move: 'discard' })));
	fine(await write((db) => moveRecord(db, world.doing(ama), { record: id, move: 'withdraw', reason: 'Sent by mistake.' })));
	await world.react();
	expect(await readRevision(world.database.read, world.definitions, null, id)).toMatchObject({ gone: { id } });
	const tombstone = await findEntry(world.database.read, id);
	expect(tombstone).toMatchObject({ state: 'withdrawn', reason: 'Sent by mistake.', answers: {} });
	const gone = await search(world.database.read, { words: id, facets: {}, sort: 'relevance', page: 1, perPage: 10 });
	expect(gone.total).toBe(0);
	// The catalogue can be made anew from nothing, tombstones included.
	await write((db) => db.deleteFrom('catalogue.entries').execute());
	await write((db) => projectAll(db, world.catalogue));
	expect(await findEntry(world.database.read, id)).toMatchObject({
		state: 'withdrawn',
		reason: 'Sent by mistake.',
		answers: {},
		title: tombstone?.title
	});
	expect((await movesOf(world.database.read, id)).map((move) => move.move)).toEqual([
		'begin',
		'submit',
		'return',
		'submit',
		'publish',
		'revise',
		'discard',
		'withdraw'
	]);
});

test('a Party may insist after a return: published as submitted, with the remark beside it', async () => {
	const id = await begun('art7-notification', ama, notification);
	fine(await write((db) => submit(db, world.doing(ama), id)));
	fine(await write((db) => moveRecord(db, world.doing(ravi), { record: id, move: 'return', reason: 'Please attach the letter.' })));
	expect(await write((db) => moveRecord(db, world.doing(kofi), { record: id, move: 'insist', reason: 'x' }))).toMatchObject({
		refusal: 'not-allowed'
	});
	fine(await write((db) => moveRecord(db, world.doing(ama), { record: id, move: 'insist', reason: 'The notification is complete.' })));
	const read = await readRevision(world.database.read, world.definitions, null, id);
	expect(read && !('gone' in read) && read.revision.remark).toBe('Please attach the letter.');
});

test('a new notification supersedes the older one of the same Party', async () => {
	const first = await begun('art7-notification', ama, notification);
	fine(await write((db) => submit(db, world.doing(ama), first)));
	fine(await publish(first, 'art7-notification'));
	const second = await begun('art7-notification', ama, notification);
	fine(await write((db) => submit(db, world.doing(ama), second)));
	fine(await publish(second, 'art7-notification'));
	await world.react();
	expect(await findEntry(world.database.read, first)).toMatchObject({ state: 'superseded', supersededBy: second });
});

test('Ama and Kofi edit one draft: what does not clash merges, what clashes waits for a choice, and nothing is submitted over it', async () => {
	const id = await begun('art7-notification');
	fine(await save(id, 0, { determinedOn: '2026-01-15' }));
	const kofis = fine(await save(id, 0, { statement: { fr: 'Bonjour' } }, kofi));
	expect(kofis.others).toEqual({ determinedOn: '2026-01-15' });
	fine(await save(id, 1, { statement: { en: 'Hello' } }));
	const clash = fine(await save(id, 0, { determinedOn: '2026-01-20' }, kofi));
	expect(clash.draft.answers).toMatchObject({ determinedOn: '2026-01-15', statement: { en: 'Hello', fr: 'Bonjour' } });
	expect(clash.clashes).toMatchObject([{ question: 'determinedOn', value: '2026-01-20', by: 'kofi' }]);
	expect(await write((db) => submit(db, world.doing(ama), id))).toMatchObject({ refusal: 'clashes-open' });
	const chosen = fine(await write((db) => chooseAnswer(db, world.doing(ama), { record: id, question: 'determinedOn', index: 0, take: true })));
	expect(chosen).toMatchObject({ answers: { determinedOn: '2026-01-20' }, clashes: [] });
});

test('thirty saves at once on one draft lose nothing', async () => {
	const id = await begun('art7-nap');
	const questions = (world.definitions.current('art7-nap')?.form.sections ?? [])
		.flatMap((section) => section.questions)
		.filter((question) => question.kind === 'long-text')
		.map((question) => question.id);
	await Promise.all(questions.flatMap((question) => [ama, kofi].map((by) => save(id, 0, { [question]: `${question} by ${by.id}` }, by))));
	const draft = await world.database.read.selectFrom('records.whole_drafts').selectAll().where('record_id', '=', id).executeTakeFirstOrThrow();
	const kept = JSON.stringify([draft.answers, draft.clashes]);
	for (const question of questions) for (const by of ['ama', 'kofi']) expect(kept).toContain(`${question} by ${by}`);
});

test('nobody acts for whom they do not speak', async () => {
	expect(
		await write((db) => begin(db, world.doing(lena), { type: 'art7-notification', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' }))
	).toMatchObject({ refusal: 'not-allowed' });
	const id = await begun('art7-notification', kofi, notification);
	expect(await write((db) => submit(db, world.doing(kofi), id))).toMatchObject({ refusal: 'not-allowed' });
	for (const stranger of [lena, nina]) {
		expect(await save(id, 0, { determinedOn: '2026-01-01' }, stranger)).toMatchObject({ refusal: 'not-found' });
		expect(await write((db) => submit(db, world.doing(stranger), id))).toMatchObject({ refusal: 'not-found' });
		expect(await write((db) => moveRecord(db, world.doing(stranger), { record: id, move: 'withdraw', reason: 'x' }))).toMatchObject({
			refusal: 'not-found'
		});
	}
	for (const officer of [ravi, edith, paul, adam])
		expect(await save(id, 0, { determinedOn: '2026-01-01' }, officer)).toMatchObject({ refusal: 'not-found' });
});

test('a page without JavaScript keeps what was typed beside a file that cannot be taken, and a version that is none harms nothing', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'records-'));
	const files = await openFiles({ dataDir: folder, bucket: null });
	try {
		const id = await begun('art7-nap');
		const { database, definitions, convention } = world;
		const doing = () => world.doing(ama);
		const locals = { person: ama, definitions, convention, platform: { database, files }, reader: await readerIn('en'), doing };
		const posted = async (typed: string, version: string, content: string) => {
			const fields = new FormData();
			for (const question of ['objectives', 'documents']) fields.append('asked', question);
			fields.append('version', version);
			fields.append('q.objectives', typed);
			fields.append('upload.documents', new File([content], 'plan.pdf'));
			return savePosted(locals as never, id, fields, new URL('http://platform.test/'));
		};
		for (const [typed, version] of [
			['An hour of work.', '0'],
			['Another hour.', '-3000000000'],
			['And one more.', '99999999999']
		] as const) {
			expect(await posted(typed, version, '#!/bin/sh\n')).toMatchObject({ refusal: 'type-not-accepted' });
			expect((await draftOf(database.fresh, id))?.answers).toMatchObject({ objectives: typed });
		}
	} finally {
		files.close();
		await rm(folder, { recursive: true, force: true });
	}
});

test('a file is open only through an answer that the reader may see', async () => {
	const id = await begun('art17-4-nfp');
	fine(
		await write((db) => attach(db, world.doing(ama), { record: id, sha256: file, name: '../../letter.pdf', mediaType: 'application/pdf', size: 10 }))
	);
	fine(
		await save(id, 0, {
			name: 'Ama Owusu',
			title: 'Director',
			ministry: { en: 'Ministry of Environment' },
			address: 'canary street',
			email: 'canary@example.org',
			role: 'national-focal-point',
			start: '2026-01-01',
			designatingAuthority: 'Ministry of Foreign Affairs',
			letter: [{ file, name: 'letter.pdf', mediaType: 'application/pdf', size: 10, language: 'en' }]
		})
	);
	fine(await write((db) => submit(db, world.doing(ama), id)));
	fine(await publish(id, 'art17-4-nfp'));
	await world.react();
	expect(await readableFile(world.database.read, world.definitions, ama, id, file)).toMatchObject({ name: 'letter.pdf' });
	expect(await readableFile(world.database.read, world.definitions, null, id, file)).toBeUndefined();
	expect(JSON.stringify(await findEntry(world.database.read, id))).not.toContain('canary');
});

test('the numbers of identifiers are given once, also when many begin at once', async () => {
	const ids = await Promise.all(Array.from({ length: 12 }, () => begun('art20-implementation-plan')));
	expect(new Set(ids).size).toBe(12);
});

test('a version of a form that records answered is never changed by a later seed', async () => {
	await begun('art7-notification');
	const version = world.database.read
		.selectFrom('forms.definitions')
		.select(['id', 'seeded_sha256'])
		.where('id', 'in', ['art7-notification', 'amalgam-nap-or-report'])
		.orderBy('id');
	await write((db) =>
		db.updateTable('forms.definitions').set({ seeded_sha256: 'older' }).where('id', 'in', ['art7-notification', 'amalgam-nap-or-report']).execute()
	);
	await write((db) => seedDefinitions(db));
	expect((await version.execute()).map((row) => [row.id, row.seeded_sha256 === 'older'])).toEqual([
		['amalgam-nap-or-report', false],
		['art7-notification', true]
	]);
});
