// SPDX-License-Identifier: Apache-2.0
// Areas of focus fill themselves, and a thirteenth is a fact that somebody adds: its page is there, with what is published already.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostOfGroup, questionsOn } from '#catalogue/area.ts';
import { countAreas, readAreaGroups } from '#catalogue/server/area.ts';
import { bringInStep } from '#catalogue/server/keep-in-step.ts';
import { project } from '#catalogue/server/project.ts';
import type { Convention } from '#convention/convention.ts';
import { addFact } from '#convention/server/add-fact.ts';
import { currentConvention, forget } from '#convention/server/current.ts';
import { isCounted } from '#insights/statistic.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import { load } from '../../src/routes/[lang]/areas/[area]/+page.server.ts';
import { load as loadIndex } from '../../src/routes/[lang]/areas/+page.server.ts';
import { information } from '../exchange.ts';
import { ama, edith, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let convention: Convention;
beforeAll(async () => {
	world = await openWorld();
	({ convention } = world);
}, 120_000);
afterAll(() => world.database.close());

const db = () => world.database.read;
const around = () => ({ definitions: world.definitions, convention });
const locals = () => ({
	...around(),
	platform: { database: world.database },
	today: '2026-11-24',
	remembered: (_: string, make: () => unknown) => make()
});
const pageOf = (area: string) => load({ locals: locals(), params: { lang: 'en', area } } as never) as unknown as Promise<Record<string, never>>;
const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};

async function published(
	by: Person,
	type: string,
	owner: { ownerKind: 'party' | 'secretariat'; owner: string; ownerCode: string },
	answers: object,
	at: string
) {
	return world.database.write(async (own) => {
		const { id } = fine(await begin(own, world.doing(by, at), { type, ...owner, answers: answers as never }));
		fine(await submit(own, world.doing(by, at), id));
		const checklist = world.definitions.current(type)?.form.checklist ?? [];
		fine(await moveRecord(own, world.doing(paul, at), { record: id, move: 'publish', checklist }));
		await project(own, around(), id);
		return id;
	});
}
const ghana = { ownerKind: 'party', owner: 'GHA', ownerCode: 'GH' } as const;
const secretariat = { ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC' } as const;

test('a page says nothing of groups that hold nothing, and still what the facts know', async () => {
	const page = await pageOf('products-processes');
	expect(page.groups).toEqual([]);
	expect(page.calls).toEqual([]);
	expect(page.learning).toMatchObject([
		{ id: 'minamata-tools-products-processes' },
		{ id: 'partnership-products' },
		{ id: 'partnership-chlor-alkali' }
	]);
	expect(page.asked).toMatchObject({ cycle: '2021-2024' });
	await expect(pageOf('nowhere')).rejects.toMatchObject({ status: 404 });
});

test('what reports are asked on the articles of an area, by section', () => {
	const form = world.definitions.form('art21-full');
	if (!form) throw new Error('no form');
	const asked = questionsOn(form, [7], isCounted);
	const ids = asked.flatMap(({ questions }) => questions.map(({ id }) => id));
	expect(ids.length).toBeGreaterThan(2);
	expect(ids.every((id) => id.startsWith('q7'))).toBe(true);
	expect(questionsOn(form, [], isCounted)).toEqual([]);
});

test('each group has its newest few and its whole number; calls stand by themselves', async () => {
	for (let each = 1; each <= mostOfGroup + 2; each += 1)
		await published(ama, 'art17-exchange-record', ghana, information(`Study ${each}`), `2026-11-0${each}T10:00:00.000Z`);
	const call = await published(
		edith,
		'call',
		secretariat,
		{
			kind: 'information',
			title: { en: 'A call' },
			asked: { en: 'Tell.' },
			opens: '2026-11-01',
			deadline: '2026-12-31',
			zone: 'utc',
			late: true,
			who: ['all'],
			areas: ['products-processes']
		},
		'2026-11-01T10:00:00.000Z'
	);
	const page = await pageOf('products-processes');
	expect(page.groups).toMatchObject([{ id: 'exchange', total: mostOfGroup + 2, type: 'art17-exchange-record' }]);
	const [group] = page.groups as unknown as { entries: { title: { en: string } }[] }[];
	expect(group?.entries.map(({ title }) => title.en)).toEqual(['Study 6', 'Study 5', 'Study 4', 'Study 3']);
	expect(page.calls).toMatchObject([{ id: call }]);
	expect((await pageOf('asgm')).groups).toEqual([]);
	const index = (await loadIndex({ locals: locals() } as never)) as unknown as {
		areas: { id: string; records: number; newest: { title: { en: string } } | null }[];
	};
	expect(index.areas.find(({ id }) => id === 'products-processes')).toMatchObject({ records: mostOfGroup + 3, newest: { title: { en: 'Study 6' } } });
	expect(index.areas.find(({ id }) => id === 'asgm')).toMatchObject({ records: 0, newest: null });
});

test('a thirteenth area is data: its page is there with what is published already, and search follows', async () => {
	const six = (text: string) => ({ ar: text, en: text, es: text, fr: text, ru: text, zh: text });
	const added = await world.database.write((own) =>
		addFact(own, {
			kind: 'area',
			id: 'education',
			value: { name: six('Education'), summary: six('What is taught.'), articles: [18], recordTypes: ['art17-exchange-record'] },
			status: 'to-verify',
			source: 'A decision to come',
			by: edith.id,
			at: new Date('2026-11-20T10:00:00Z')
		})
	);
	expect(added).toMatchObject({ id: 'education', position: 12 });
	forget(world.database);
	convention = await currentConvention(world.database);
	expect(convention.areas).toHaveLength(13);
	const page = await pageOf('education');
	expect(page.area).toMatchObject({ name: { fr: 'Education' } });
	expect(page.groups).toMatchObject([{ id: 'exchange', total: mostOfGroup + 2 }]);
	expect(await countAreas(db(), convention.areas)).toContainEqual(expect.objectContaining({ id: 'education', records: mostOfGroup + 2 }));
	// The entries themselves learn of it with the next look of the worker.
	const found = async () =>
		(await db().selectFrom('catalogue.entries').select(['record_id', 'areas']).where('type', '=', 'art17-exchange-record').execute()).filter(
			({ areas }) => areas.includes('education')
		);
	expect(await found()).toEqual([]);
	await bringInStep({ database: world.database }, { ...around(), convention: world.convention });
	await bringInStep({ database: world.database }, around());
	expect(await found()).toHaveLength(mostOfGroup + 2);
	expect(await readAreaGroups(db(), around(), { id: 'education', recordTypes: [] })).toMatchObject([{ total: mostOfGroup + 2 }]);
});
