// SPDX-License-Identifier: Apache-2.0
// A call answered by a program: the API begins the answer with the questions of the call, once, and for those alone whom it asks.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { project } from '#catalogue/server/project.ts';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { submit } from '#records/server/submit.ts';
import { type Exchange, openExchange } from '../exchange.ts';
import { ama, edith, nina, paul } from '../people.ts';

let exchange: Exchange;
let call: string;
beforeAll(async () => {
	exchange = await openExchange();
	const { world } = exchange;
	const fine = <T>(outcome: T) => {
		if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
		return outcome as Exclude<T, { refusal: unknown }>;
	};
	const today = new Date();
	const day = (from: number) => new Date(today.getTime() + from * 86_400_000).toISOString().slice(0, 10);
	call = await world.database.write(async (db) => {
		const { id } = fine(
			await begin(db, world.doing(edith), {
				type: 'call',
				ownerKind: 'secretariat',
				owner: 'secretariat',
				ownerCode: 'SEC',
				answers: {
					kind: 'information',
					title: { en: 'A call' },
					asked: { en: 'Tell.' },
					opens: '2020-01-01',
					deadline: day(365),
					zone: 'utc',
					late: true,
					who: ['parties'],
					questions: [{ label: { en: 'What?' }, kind: 'text', required: true }]
				}
			})
		);
		fine(await submit(db, world.doing(edith), id));
		fine(
			await moveRecord(db, world.doing(paul), { record: id, move: 'publish', checklist: world.definitions.current('call')?.form.checklist ?? [] })
		);
		await project(db, world.catalogue, id);
		return id;
	});
}, 120_000);
afterAll(() => exchange.close());

test('an answer is begun with the form of the call', async () => {
	const { token } = await exchange.token(ama);
	const body = { type: 'call-response', owner: { kind: 'party', id: 'GHA' }, answers: { call } };
	const reply = await exchange.call('records', { method: 'POST', token, body });
	expect(reply.status).toBe(201);
	const { id } = (await reply.json()) as { id: string };
	const draft = await draftOf(exchange.world.database.read, id);
	expect(draft?.formVersion).toMatch(new RegExp(`^${call.toLowerCase()}-`));
	expect(draft?.answers.call).toBe(call);
	const again = await exchange.call('records', { method: 'POST', token, body });
	expect(again.status).toBe(409);
	expect(await again.json()).toMatchObject({ code: 'call-answered', record: id });
	const other = await exchange.token(nina);
	const refused = await exchange.call('records', {
		method: 'POST',
		token: other.token,
		body: { ...body, owner: { kind: 'organisation', id: 'clean-rivers' } }
	});
	expect(refused.status).toBe(403);
	expect(await refused.text()).toContain('call-not-for-you');
});

test('the call itself is read like any record', async () => {
	const read = (await (await exchange.call(`records/${call}`)).json()) as { answers: { questions: unknown[] } };
	expect(read.answers.questions).toHaveLength(1);
	expect(await (await exchange.call('registers/calls')).text()).toContain(call);
});
