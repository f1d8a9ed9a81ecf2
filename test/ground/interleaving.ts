// SPDX-License-Identifier: Apache-2.0
// Three editors of one draft in a random order, through the acts of the platform on a real database: one with a line, one without JavaScript who posts
// whole pages as they were opened, and one without a line whose batches get lost on the way there or back. Whatever they last said must be found again.
import type { Answers, Json } from '#forms/form.ts';
import { isRefusal } from '#people/refusal.ts';
import type { Database } from '#platform/server/database.ts';
import { begin } from '#records/server/begin.ts';
import type { Doing } from '#records/server/doing.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { type Batch, saveBatch } from '#records/server/save-batch.ts';
import type { Person } from '#people/person.ts';
import { ama, kofi } from '../people.ts';
import { chanceFrom } from './chance.ts';

interface Place {
	database: Database;
	doing(by: Person): Doing;
}

const steps = 16;

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};

const textsOf = (value: unknown): string[] =>
	typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];

/** Plays one order of events, named by its seed. `said` counts what must be found again, `lost` is what was not. */
export async function interleave({ database, doing }: Place, seed: number): Promise<{ said: number; lost: string[] }> {
	const chance = chanceFrom(seed);
	const { id } = fine(
		await database.write((db) => begin(db, doing(ama), { type: 'art7-notification', ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' }))
	);
	const draft = async () => {
		const found = await draftOf(database.read, id);
		if (!found) throw new Error('no draft');
		return found;
	};
	const send = async (parts: Batch['parts'], by: Person, again = false) =>
		fine(await database.write((db) => saveBatch(db, doing(by), { record: id, parts, again }))).draft;

	/** The last word of an editor at a place. Words over which they wrote themselves before anything was sent are gone by their own will. */
	const said = new Map<string, string>();
	let words = 0;
	const answer = (by: 'online' | 'plain' | 'device'): Answers => {
		const place = ['determinedOn', 'en', 'fr'][Math.floor(chance() * 3)] as string;
		const text = `${by} ${seed}-${(words += 1)}`;
		said.set(by === 'device' ? `${by} ${place}` : text, text);
		return place === 'determinedOn' ? { determinedOn: text } : { statement: { [place]: text } };
	};

	let seen = 0;
	let page = { version: 0, answers: {} as Answers };
	const device = { version: 0, known: {} as Answers, queue: new Map<string, { version: number; answer: Json }>() };
	let air: { parts: Batch['parts']; tried: boolean } | undefined;
	const queued = (): Batch['parts'] => [...device.queue].map(([question, each]) => ({ version: each.version, answers: { [question]: each.answer } }));

	for (let step = 0; step < steps; step += 1) {
		const draw = chance();
		if (draw < 0.25) seen = (await send([{ version: seen, answers: answer('online') }], kofi)).version;
		else if (draw < 0.4) {
			// The whole page is posted as it was opened, with one answer changed.
			const answers = { ...page.answers, ...answer('plain') };
			fine(await database.write((db) => saveAnswers(db, doing(ama), { record: id, version: page.version, answers })));
			page = await draft();
		} else if (draw < 0.75) {
			const [[question, value]] = Object.entries(answer('device')) as [[string, Json]];
			const before = device.queue.get(question) ?? { version: device.version, answer: device.known[question] ?? null };
			const whole = typeof value === 'object' ? { ...(before.answer as object), ...(value as object) } : value;
			device.queue.set(question, { version: before.version, answer: whole as Json });
		} else {
			if (!air && device.queue.size) {
				air = { parts: queued(), tried: false };
				device.queue.clear();
			}
			if (!air) continue;
			const end = chance();
			// It never arrives; or it arrives and the reply is lost; or both go well.
			if (end >= 0.3) {
				const stored = await send(air.parts, ama, air.tried);
				if (end >= 0.6) {
					device.version = stored.version;
					device.known = stored.answers;
					air = undefined;
					continue;
				}
			}
			air.tried = true;
		}
	}
	if (air) await send(air.parts, ama, air.tried);
	await send([{ version: device.version, answers: {} }, ...queued()], ama);

	const rows = await database.read.selectFrom('records.answer_changes').select('value').where('record_id', '=', id).execute();
	const { clashes } = await draft();
	const kept = new Set([...rows, ...clashes].flatMap(({ value }) => textsOf(value)));
	return { said: said.size, lost: [...said.values()].filter((text) => !kept.has(text)) };
}
