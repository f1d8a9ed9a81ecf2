// SPDX-License-Identifier: Apache-2.0
// A new format of the reports comes while a cycle is open: the Conference's is answered from the next cycle on, a corrected word is taken at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forget, currentConvention } from '#convention/server/current.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { beginDesign } from '#records/server/begin-design.ts';
import type { Change } from '#forms/designing.ts';
import { changeDesign } from '#records/server/change-design.ts';
import type { Definitions } from '#records/definitions.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { designOf } from '#records/server/designs.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import type { Convention } from '#convention/convention.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { cyclesFollowing, type FormatPublication, publishFormat } from '#reporting/server/publish-format.ts';
import { languages } from '#text/languages.ts';
import { adam, ama, kofi, lena, paul } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const form = 'art21-full';
const cycle = '2021-2024';
let world: World;
let definitions: Definitions;
let convention: Convention;
beforeAll(async () => {
	world = await openWorld();
	({ definitions, convention } = world);
	done(await world.database.write((db) => openCycle(db, doing(paul), cycle)));
});
afterAll(() => world?.database.close());

const doing = (by: Person) => ({ ...world.doing(by), definitions, convention });
function done<T>(outcome: T): Exclude<T, { refusal: unknown }> {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as Exclude<T, { refusal: unknown }>;
}
/** What every process does after a publication. */
async function look(): Promise<void> {
	forget(world.database);
	convention = await currentConvention(world.database);
	definitions = await loadDefinitions(world.database.fresh);
}
const six = (said: string) => Object.fromEntries(languages.map((language) => [language, `${said} (${language})`]));
async function designed(said: string): Promise<number> {
	const { edition } = done(await world.database.write((db) => beginDesign(db, doing(adam), form)));
	const words = { 'question.q3-1': six(said) };
	return done(await world.database.write((db) => changeDesign(db, doing(adam), { form, edition, changes: [{ do: 'words', words }] }))).edition;
}
const publish = (edition: number, version: string, cycles: FormatPublication['cycles'], decision: string | null = null) =>
	world.database.write((db) => publishFormat(db, doing(adam), { form, edition, version, decision, cycles, confirmed: true }));
const begun = async (by: Person, of = cycle) => done(await world.database.write((db) => beginReport(db, doing(by), { cycle: of, party: 'GHA' }))).id;

describe('while a cycle is open', () => {
	let report: string;
	let edition: number;

	test('whoever publishes must say what becomes of it', async () => {
		report = await begun(ama);
		await world.database.write((db) => saveAnswers(db, doing(kofi), { record: report, version: 0, answers: { 'q3-1': false } }));
		edition = await designed('Is there primary mining?');
		expect(await cyclesFollowing(world.database.fresh, doing(adam), form)).toEqual([cycle]);
		expect(await publish(edition, 'MC-6-1', null, 'MC-6/1')).toEqual({ refusal: 'cycles-unsaid' });
		expect(await publish(edition, 'MC 6/1', 'keep')).toEqual({ refusal: 'version-label' });
		// What was refused bound nothing.
		await look();
		expect(convention.cycle(cycle)?.formVersion).toBeNull();
		expect(await findRecord(world.database.fresh, report)).toMatchObject({ keepsVersion: false });
	});

	test('a corrected word is taken along by the drafts', async () => {
		expect(done(await publish(edition, 'mc-5-13-a', 'follow'))).toMatchObject({ carried: 1 });
		await look();
		expect(await draftOf(world.database.fresh, report)).toMatchObject({ formVersion: 'mc-5-13-a', answers: { 'q3-1': false } });
		expect(convention.cycle(cycle)?.formVersion).toBeNull();
	});

	test('a new format leaves the cycle and its reports as they are, and is answered from the next on', async () => {
		expect(done(await publish(await designed('New question'), 'MC-6-1', 'keep', 'MC-6/1'))).toMatchObject({ carried: 0 });
		// A process that has not looked yet binds a report to the format of its cycle all the same.
		const other = done(await world.database.write((db) => beginReport(db, doing(lena), { cycle, party: 'CHE' }))).id;
		expect(await findRecord(world.database.fresh, other)).toMatchObject({ keepsVersion: true });
		await look();
		expect(convention.cycle(cycle)).toMatchObject({ formVersion: 'mc-5-13-a', status: 'to-verify' });
		for (const id of [report, other]) expect((await draftOf(world.database.fresh, id))?.formVersion, id).toBe('mc-5-13-a');
		expect(definitions.current(form)?.form).toMatchObject({ version: 'MC-6-1', decision: 'MC-6/1' });
		done(await world.database.write((db) => openCycle(db, doing(paul), '2025-2028')));
		expect((await draftOf(world.database.fresh, await begun(ama, '2025-2028')))?.formVersion).toBe('MC-6-1');
		// Only the cycle that follows the version in use is asked about the next time.
		expect(await cyclesFollowing(world.database.fresh, doing(adam), form)).toEqual(['2025-2028']);
	});

	test('a form that no cycle answers is published as ever', async () => {
		const { edition: other } = done(await world.database.write((db) => beginDesign(db, doing(adam), 'art3-form-c')));
		const key = 'form.intro';
		const changed = await world.database.write((db) =>
			changeDesign(db, doing(adam), { form: 'art3-form-c', edition: other, changes: [{ do: 'words', words: { [key]: six('Intro') } }] })
		);
		const asked = { form: 'art3-form-c', edition: done(changed).edition, version: '2', decision: null, cycles: null, confirmed: true };
		expect(done(await world.database.write((db) => publishFormat(db, doing(adam), asked)))).toMatchObject({ form: { version: '2' } });
	});
});

describe('the words of a version of earlier cycles', () => {
	const version = 'mc-1-8';
	const asked = { form, version: '', decision: null, cycles: null };
	const change = (edition: number, changes: Change[]) => world.database.write((db) => changeDesign(db, doing(adam), { form, edition, changes }));
	let edition: number;

	test('are corrected in place, and nothing else of it', async () => {
		expect(await world.database.write((db) => beginDesign(db, doing(adam), form, '1999'))).toEqual({ refusal: 'not-found' });
		({ edition } = done(await world.database.write((db) => beginDesign(db, doing(adam), form, version))));
		expect(await designOf(world.database.fresh, form)).toMatchObject({ baseVersion: version, corrects: true, form: { version } });
		for (const shape of [
			{ do: 'remove-question', question: 'q7-1-a' },
			{ do: 'set-question', question: 'q7-1-a', settings: { kind: 'text' } }
		] as Change[])
			expect(await change(edition, [shape]), shape.do).toEqual({ refusal: 'words-only' });
		({ edition } = done(await change(edition, [{ do: 'words', words: { 'question.q3-1': six('As the Conference worded it') } }])));
		const publication = { ...asked, edition };
		expect(await world.database.write((db) => publishFormat(db, doing(adam), { ...publication, confirmed: false }))).toEqual({
			refusal: 'not-confirmed'
		});
		const inUse = definitions.current(form)?.form.version;
		expect(done(await world.database.write((db) => publishFormat(db, doing(adam), { ...publication, confirmed: true })))).toMatchObject({
			carried: 0
		});
		await look();
		expect(definitions.form(form, version)?.words['question.q3-1']).toEqual(six('As the Conference worded it'));
		expect(definitions.current(form)?.form.version).toBe(inUse);
		expect(await designOf(world.database.fresh, form)).toBeUndefined();
	});

	test('stay corrected when the platform starts again, and are not published twice', async () => {
		await world.database.write((db) => seedDefinitions(db));
		await look();
		expect(definitions.form(form, version)?.words['question.q3-1']).toEqual(six('As the Conference worded it'));
		({ edition } = done(await world.database.write((db) => beginDesign(db, doing(adam), form, version))));
		const again = { ...asked, edition, confirmed: true };
		expect(await world.database.write((db) => publishFormat(db, doing(adam), again))).toEqual({ refusal: 'nothing-changed' });
	});
});
