// SPDX-License-Identifier: Apache-2.0
// What devices bring that were without a line: many answers in one act, each from the version it was begun at, sent again where a reply was lost.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '#people/refusal.ts';
import type { Answers, Form } from '#forms/form.ts';
import { begin } from '#records/server/begin.ts';
import { carriedNotes, carryDrafts } from '#records/server/carry-drafts.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { type Batch, saveBatch } from '#records/server/save-batch.ts';
import { submit } from '#records/server/submit.ts';
import { interleave } from '../ground/interleaving.ts';
import { ama, kofi, lena } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.database.close());

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const begun = async (answers?: Answers) =>
	fine(
		await world.database.write((db) =>
			begin(db, world.doing(ama), { type: 'art7-notification', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH', answers })
		)
	).id;
const send = (record: string, parts: Batch['parts'], { by = ama, again = false, over }: { by?: typeof ama; again?: boolean; over?: Answers } = {}) =>
	world.database.write((db) => saveBatch(db, world.doing(by), { record, parts, over, again }));
const save = (record: string, version: number, answers: Answers, by = ama) =>
	world.database.write((db) => saveAnswers(db, world.doing(by), { record, version, answers }));
const draft = async (record: string) => {
	const found = await draftOf(world.database.read, record);
	if (!found) throw new Error('no draft');
	return found;
};

test('answers of several versions come in one act, and the reply tells all that changed since the oldest', async () => {
	const id = await begun();
	fine(await save(id, 0, { determinedOn: '2026-01-15' }, kofi));
	fine(await save(id, 1, { statement: { fr: 'De Kofi.' } }, kofi));
	const saved = fine(
		await send(id, [
			{ version: 2, answers: { contact: { name: 'Ama' } } },
			{ version: 0, answers: { statement: { en: 'Of Ama.' } } }
		])
	);
	expect(saved.draft.answers).toMatchObject({ determinedOn: '2026-01-15', statement: { en: 'Of Ama.', fr: 'De Kofi.' }, contact: { name: 'Ama' } });
	expect(saved.others).toEqual({ determinedOn: '2026-01-15', statement: { en: 'Of Ama.', fr: 'De Kofi.' } });
	expect(saved.clashes).toEqual([]);
});

test('a batch whose reply was lost changes nothing when it comes again, also after a colleague went on from it', async () => {
	const id = await begun();
	const parts = [{ version: 0, answers: { determinedOn: '2026-01-15', statement: { en: 'Of Ama.' } } }];
	const first = fine(await send(id, parts));
	fine(await send(id, parts, { again: true }));
	expect((await draft(id)).version).toBe(first.draft.version);
	fine(await save(id, first.draft.version, { determinedOn: '2026-02-01', statement: { en: 'Corrected by Kofi.' } }, kofi));
	const again = fine(await send(id, parts, { again: true }));
	expect(again.draft.answers).toMatchObject({ determinedOn: '2026-02-01', statement: { en: 'Corrected by Kofi.' } });
	expect(again.clashes).toEqual([]);
	// Said anew by a device that had not sent it, the same is a real clash: both are kept.
	expect(fine(await send(id, [{ version: 0, answers: { determinedOn: '2026-03-03' } }])).clashes).toMatchObject([
		{ question: 'determinedOn', value: '2026-03-03', from: 0 }
	]);
});

test('two devices of one person: what differs is kept twice, whatever their clocks say', async () => {
	const id = await begun({ determinedOn: '2026-01-01' });
	fine(await send(id, [{ version: 0, answers: { determinedOn: '2026-01-02' } }]));
	const other = fine(await send(id, [{ version: 0, answers: { determinedOn: '2026-01-03' } }]));
	expect(other.draft.answers.determinedOn).toBe('2026-01-02');
	expect(other.clashes).toMatchObject([{ value: '2026-01-03' }]);
	// A third knows nothing of the second, and takes nothing away from it; the second goes on with its own.
	expect(fine(await send(id, [{ version: 0, answers: { determinedOn: '2026-01-04' } }])).clashes).toMatchObject([
		{ value: '2026-01-03' },
		{ value: '2026-01-04' }
	]);
	const on = fine(await send(id, [{ version: 0, answers: { determinedOn: '2026-01-05' } }], { over: { determinedOn: '2026-01-03' } }));
	expect(on.clashes.map(({ value }) => value)).toEqual(['2026-01-04', '2026-01-05']);
	expect((await draft(id)).clashes).toEqual(on.clashes);
});

test('nothing is taken from one who may not, nor of what is submitted, and then nothing of it is stored', async () => {
	const id = await begun({
		determinedOn: '2026-01-15',
		statement: { en: 'Artisanal gold mining is more than insignificant.' },
		contact: { name: 'Ama Owusu', organisation: 'Environmental Agency', email: 'ama@example.org', telephone: '+233 000' }
	});
	expect(await send(id, [{ version: 0, answers: { determinedOn: '2026-01-16' } }], { by: lena })).toMatchObject({ refusal: 'not-found' });
	expect(await send('MC-ASGM-GH-9999', [{ version: 0, answers: {} }])).toMatchObject({ refusal: 'not-found' });
	expect(await send(id, [])).toMatchObject({ refusal: 'not-valid' });
	const half: Batch['parts'] = [
		{ version: 0, answers: { determinedOn: '2026-01-16' } },
		{ version: 1, answers: { 'asked-nowhere': 'x' } }
	];
	expect(await send(id, half)).toMatchObject({ refusal: 'form-renewed' });
	fine(await world.database.write((db) => submit(db, world.doing(ama), id)));
	expect(await send(id, [{ version: 0, answers: { determinedOn: '2026-01-17' } }])).toMatchObject({ refusal: 'stage-does-not-fit' });
	fine(await world.database.write((db) => moveRecord(db, world.doing(ama), { record: id, move: 'recall' })));
	expect((await draft(id)).answers.determinedOn).not.toBe('2026-01-17');
});

test('the form came in a new version meanwhile: answers are carried to it, and what has no place there is listed with what the draft lost', async () => {
	const id = await begun({ determinedOn: '2026-01-15' });
	const form = world.definitions.current('art7-notification')?.form as Form;
	const newer: Form = {
		...form,
		version: 'newer',
		crosswalk: { from: form.version, questions: { determinedOn: 'decidedOn', statement: null } },
		sections: form.sections.map((section) => ({
			...section,
			questions: section.questions
				.filter((question) => question.id !== 'statement')
				.map((question) => (question.id === 'determinedOn' ? { ...question, id: 'decidedOn' } : question))
		}))
	};
	const definitions = {
		...world.definitions,
		form: (type: string, version?: string) => (version === 'newer' ? newer : world.definitions.form(type, version))
	};
	const doing = { ...world.doing(ama), definitions };
	await world.database.write((db) => carryDrafts(db, doing, newer, (version) => definitions.form('art7-notification', version)));
	const parts = [{ version: 0, answers: { determinedOn: '2026-02-02', statement: { en: 'Written in the field.' }, contact: { name: 'Ama' } } }];
	const batch = (again: boolean) => world.database.write((db) => saveBatch(db, doing, { record: id, parts, again }));
	const saved = fine(await batch(false));
	expect(saved.renewed).toBe(true);
	expect(saved.draft.answers).toMatchObject({ contact: { name: 'Ama' } });
	// The carrying itself counts as a change of the answer under its new name: neither word is lost.
	expect(JSON.stringify([saved.draft.answers, saved.clashes])).toContain('2026-02-02');
	const listed = async () => (await carriedNotes(world.database.read, id)).flatMap(({ dropped }) => dropped);
	expect(await listed()).toContainEqual({ question: 'statement', answer: { en: 'Written in the field.' } });
	fine(await batch(true));
	expect((await listed()).filter(({ question }) => question === 'statement')).toHaveLength(1);
});

test('interleavings of three editors through the acts (with a line, without one and with lost replies, without JavaScript) lose no answer', async () => {
	// A thousand of them, on both databases, are run by bench/interleavings.ts.
	// The last two are orders that once lost an answer: one person on a device without a line and on a page without JavaScript, from the same version.
	for (const seed of [...Array(40).keys(), 245, 825]) expect(await interleave(world, seed), `seed ${seed}`).toMatchObject({ lost: [] });
});
