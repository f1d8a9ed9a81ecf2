// SPDX-License-Identifier: Apache-2.0
// A Party whose day of entry into force is confirmed after a reporting cycle was opened: it is added with a reason, and not by anybody's opinion.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentConvention, forget } from '#convention/server/current.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { factOf } from '#convention/server/facts.ts';
import type { Person } from '#people/person.ts';
import { bind, notYetBound } from '#reporting/server/bind.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { standingsOf } from '#reporting/server/rounds.ts';
import { boundBy } from '#reporting/cycle.ts';
import { adam, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.database.close());

const cycle = '2021-2024';
const add = async (by: Person, party: string, reason: string) => {
	const convention = await currentConvention(world.database);
	return world.database.write((db) => bind(db, { ...world.doing(by), convention }, { cycle, party, reason }));
};

test('a Party joins an open cycle once the facts say that it is bound', async () => {
	const before = world.convention;
	const known = before.cycle(cycle);
	if (!known) throw new Error('no such cycle');
	expect(await add(paul, 'GHA', 'Early.')).toEqual({ refusal: 'not-found' });
	await world.database.write((db) => openCycle(db, world.doing(paul), cycle));
	const bound = boundBy(before, known);
	const late = before.states.find((state) => state.party && state.entryIntoForce === null)?.id ?? '';
	expect(late).toMatch(/^[A-Z]{3}$/);

	expect(await add(ravi, late, 'By a reviewer.')).toEqual({ refusal: 'not-allowed' });
	expect(await add(paul, late, 'Nobody knows its day.')).toEqual({ refusal: 'not-bound' });
	expect(await add(paul, 'XXX', 'No State.')).toEqual({ refusal: 'not-found' });
	expect(await add(paul, bound[0] ?? '', 'Is in it.')).toEqual({ refusal: 'already-on' });

	const fact = await factOf(world.database.fresh, 'state', late);
	if (!fact) throw new Error('no such fact');
	const value = { ...fact.value, entryIntoForce: '2020-04-01' };
	const edited = await world.database.write((db) =>
		editFact(db, { ...fact, value, status: 'to-verify', source: 'A source of the test', by: adam.id, at: new Date() } as never)
	);
	expect(edited).not.toHaveProperty('findings');
	forget(world.database);
	const convention = await currentConvention(world.database);
	expect(convention.state(late)?.entryIntoForce).toBe('2020-04-01');
	expect(await notYetBound(world.database.fresh, convention, known)).toEqual([late]);

	expect(await add(paul, late, '  ')).toEqual({ refusal: 'reason-missing' });
	expect(await add(paul, late, 'The depositary confirmed the day.')).toEqual({ party: late });
	expect(await add(paul, late, 'Again.')).toEqual({ refusal: 'already-on' });
	expect(await notYetBound(world.database.fresh, convention, known)).toEqual([]);
	const standings = await standingsOf(world.database.fresh, { cycle });
	expect(standings).toHaveLength(bound.length + 1);
	expect(standings.find(({ party }) => party === late)).toMatchObject({ due: known.due, progress: 'not-begun' });
});
