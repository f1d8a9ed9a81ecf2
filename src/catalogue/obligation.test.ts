// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { type Convention, conventionOf } from '#convention/convention.ts';
import type { Fact } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import type { Answers } from '#forms/form.ts';
import { definitionsFrom } from '#records/definitions.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import type { Entry } from './entry.ts';
import { type Obligation, obligationsOf } from './obligation.ts';
import { contactsOf, countedObligations, documentsOf, grouped, partyProfile } from './party.ts';

const facts = await readSeeds();
/** Ghana with the dates that the tests speak of. */
const ghana = (changes: object = {}): Convention =>
	conventionOf(
		facts.map((fact) =>
			fact.kind === 'state' && fact.id === 'GHA'
				? ({ ...fact, value: { ...fact.value, party: true, instrumentDate: '2017-03-23', entryIntoForce: '2017-08-16', ...changes } } as Fact)
				: fact
		)
	);
const convention = ghana();
const definitions = definitionsFrom((await readSeededDefinitions()).map(({ definition, earlier }) => ({ ...definition, current: !earlier })));

let made = 0;
const entry = (type: string, day: string, answers: Answers = {}, more: Partial<Entry> = {}): Entry => ({
	recordId: `MC-${type.toUpperCase()}-GHA-${(made += 1)}`,
	revision: 1,
	type,
	ownerKind: 'party',
	owner: 'GHA',
	state: 'published',
	title: { en: type },
	summary: null,
	answers,
	languages: ['en'],
	parties: ['GHA'],
	areas: [],
	articles: [],
	concepts: [],
	region: 'africa',
	year: 2020,
	demo: false,
	firstPublishedAt: new Date(`${day}T10:00:00Z`),
	publishedAt: new Date(`${day}T10:00:00Z`),
	changedAt: new Date(`${day}T10:00:00Z`),
	reason: null,
	supersededBy: null,
	...more
});
const look = (own: Entry[], today: string, of = convention) => obligationsOf('GHA', { convention: of, definitions, today, own });
const one = (all: Obligation[], id: string): Obligation => {
	const found = all.filter((each) => each.id === id);
	if (found.length !== 1) throw new Error(`${found.length} of ${id}`);
	return found[0] as Obligation;
};

describe('obligations', () => {
	it('count down to a day, on the day itself, and from it on', () => {
		expect(one(look([], '2022-08-06'), 'emission-inventory')).toMatchObject({ due: '2022-08-16', state: 'due', days: 10, soon: true, records: [] });
		expect(one(look([], '2022-08-16'), 'emission-inventory')).toMatchObject({ state: 'due', days: 0 });
		expect(one(look([], '2022-08-17'), 'emission-inventory')).toMatchObject({ state: 'passed', days: 1, soon: false });
		expect(one(look([], '2018-01-01'), 'emission-inventory')).toMatchObject({ state: 'due', soon: false });
	});
	it('name the record that answers, whenever it came', () => {
		const late = entry('art8-inventory', '2023-01-02');
		expect(one(look([late], '2024-01-01'), 'emission-inventory')).toMatchObject({
			state: 'published',
			records: [{ id: late.recordId, day: '2023-01-02' }]
		});
	});
	it('are not answered by another type', () => {
		expect(one(look([entry('art8-national-plan', '2020-01-02')], '2024-01-01'), 'emission-inventory').state).toBe('passed');
	});
	it('do not fault a Party for what it may choose', () => {
		expect(one(look([], '2024-01-01'), 'emission-plan').state).toBe('open');
		expect(one(look([entry('art8-national-plan', '2024-01-01')], '2024-01-01'), 'emission-plan').state).toBe('published');
	});
	it('tell the parts of one form apart', () => {
		const all = look([entry('art9-sources-inventory', '2020-05-05', { kind: ['categories'] })], '2024-01-01');
		expect(one(all, 'release-categories').state).toBe('published');
		expect(one(all, 'release-inventory').state).toBe('passed');
		expect(one(all, 'release-plan').state).toBe('open');
	});
	it('say only that a day came where no record could show more', () => {
		expect(one(look([], '2030-01-01'), 'primary-mining-ends')).toMatchObject({ due: '2032-08-16', state: 'to-come' });
		expect(one(look([], '2033-01-01'), 'primary-mining-ends').state).toBe('in-force');
	});
	it('begin the clock of the plan on gold mining with the notification', () => {
		expect(one(look([], '2024-01-01'), 'asgm-plan')).toMatchObject({ due: null, state: 'on-event', days: null });
		const notified = entry('art7-notification', '2020-01-01', { determinedOn: '2019-12-01' });
		expect(one(look([notified], '2022-11-01'), 'asgm-plan')).toMatchObject({ due: '2022-12-01', state: 'due', days: 30 });
	});
	it('repeat: a round is answered by what came after the round before', () => {
		const first = entry('amalgam-nap-or-report', '2025-11-01');
		expect(one(look([], '2026-01-10'), 'amalgam-plan')).toMatchObject({ due: '2025-12-31', next: '2029-12-31', state: 'passed', days: 10 });
		expect(one(look([first], '2026-01-10'), 'amalgam-plan')).toMatchObject({ due: '2025-12-31', next: '2029-12-31', state: 'published' });
		expect(one(look([first], '2030-01-10'), 'amalgam-plan')).toMatchObject({ due: '2029-12-31', next: '2033-12-31', state: 'passed' });
	});
	it('have one row for each exemption, with the day on which it ends', () => {
		const kept = entry('art6-exemption-annex-a', '2021-02-02', { entry: convention.all('annex-a')[0]?.id ?? '', durationYears: 3 });
		const row = one(look([kept], '2021-03-03'), 'exemption-expiry');
		const year = (convention.all('annex-a')[0]?.phaseOutYear ?? 0) + 3;
		expect(row).toMatchObject({ due: `${year}-12-31`, about: { record: kept.recordId } });
		expect(look([], '2021-03-03').some(({ id }) => id === 'exemption-expiry')).toBe(false);
	});
	it('know an amendment by the answer', () => {
		const amendment = convention.all('amendment').find(({ communicated }) => communicated);
		if (!amendment) throw new Error('no amendment was communicated');
		const own = [entry('art27-non-acceptance', '2023-01-01', { amendment: amendment.id })];
		for (const row of look(own, '2026-01-01').filter(({ id }) => id === 'non-acceptance'))
			expect(row.state === 'published', JSON.stringify(row.about)).toBe(
				row.about !== null && 'amendment' in row.about && row.about.amendment === amendment.id
			);
	});
	it('follow the rule of a type that no fact speaks of', () => {
		expect(one(look([], '2024-01-01'), 'art4-2-declaration')).toMatchObject({ nature: 'if-chosen', due: '2017-03-23', state: 'open' });
		expect(look([], '2024-01-01').some(({ id }) => id === 'sip-application' || id === 'call-response')).toBe(false);
	});
	it('bind nobody who is not known as a Party', () => {
		const all = look([], '2026-01-01', ghana({ party: null, instrumentDate: null, entryIntoForce: null }));
		expect(
			all.filter(({ nature }) => nature !== 'joining-state').every(({ state, due }) => due === null && state !== 'passed' && state !== 'due')
		).toBe(true);
		expect(all.some(({ nature }) => nature === 'joining-state')).toBe(true);
	});
	it('stand in the order of their days, those without one last, and are counted', () => {
		const all = look([entry('art8-inventory', '2020-01-01')], '2021-01-01');
		const days = all.map(({ due }) => due ?? '9999');
		expect(days).toEqual(days.toSorted());
		const counted = countedObligations(all);
		expect(counted.published).toBe(1);
		expect(counted.due).toBe(all.filter(({ state }) => state === 'due').length);
		expect(counted.passed).toBeGreaterThan(0);
		expect(counted.next?.state).toBe('due');
	});
});

describe('the profile', () => {
	it('says in which standing the State is', () => {
		const standing = (changes: object, today = '2026-01-01') => partyProfile('GHA', [], ghana(changes), today).standing;
		expect(standing({})).toBe('party');
		expect(standing({}, '2017-08-15')).toBe('not-yet-in-force');
		expect(standing({ party: null, signatory: true })).toBe('signatory');
		expect(standing({ party: null, signatory: false })).toBe('unknown');
	});
	it('names focal points from the beginning to the end of their designation, with what the Party opened', () => {
		const named = entry('art17-4-nfp', '2024-01-01', {
			name: 'Ama Owusu',
			role: 'national-focal-point',
			start: '2024-01-01',
			email: 'ama@example.org'
		});
		const next = entry('art17-4-nfp', '2024-01-01', { name: 'Kofi Mensah', role: 'national-focal-point', start: '2024-05-06' });
		const former = entry('art17-4-nfp', '2020-01-01', { name: 'Yaw Boateng', role: 'national-focal-point', end: '2023-12-31' });
		const contacts = contactsOf([named, former, next], definitions, '2024-05-05');
		expect(contacts.map(({ name, since, email, telephone }) => [name, since, email, telephone])).toEqual([
			['Ama Owusu', '2024-01-01', 'ama@example.org', null]
		]);
		expect(contacts[0]?.role.fr).toBeTruthy();
	});
	it('finds files wherever they stand in answers, each once', () => {
		const file = (letter: string) => ({ file: letter.repeat(64), name: `${letter}.pdf`, mediaType: 'application/pdf', size: 5, language: 'fr' });
		const found = documentsOf([
			entry('x', '2024-01-01', { plan: [file('a'), file('b')], table: [{ copy: file('a') }], signed: { document: file('c') } })
		]);
		expect(found.map(({ name, size, language }) => [name, size, language])).toEqual([
			['a.pdf', 5, 'fr'],
			['b.pdf', 5, 'fr'],
			['c.pdf', 5, 'fr']
		]);
	});
	it('groups by article, then by type, with the counts of all', () => {
		const entries = [entry('art8-inventory', '2020-01-01'), entry('art7-nap', '2021-01-01'), entry('art7-notification', '2020-01-01')];
		const groups = grouped(
			entries,
			new Map([
				['art7-nap', 4],
				['art7-notification', 1],
				['art8-inventory', 1]
			]),
			definitions
		);
		expect(groups.map(({ article, types }) => [article, types.map(({ type, count, entries: shown }) => [type, count, shown.length])])).toEqual([
			[
				7,
				[
					['art7-nap', 4, 1],
					['art7-notification', 1, 1]
				]
			],
			[8, [['art8-inventory', 1, 1]]]
		]);
	});
});

describe('the reports of Article 21', () => {
	const rounds = [
		{ cycle: '2021-2024', due: '2026-03-31', progress: 'not-begun', record: null },
		{ cycle: '2021-2022', due: '2023-12-31', progress: 'published', record: 'MC-SREPORT-GH-0001' },
		{ cycle: '2017-2020', due: '2021-12-31', progress: 'submitted', record: null }
	] as const;
	const own = [entry('art21-short', '2023-12-30', {}, { recordId: 'MC-SREPORT-GH-0001' })];
	const reports = (today: string) =>
		obligationsOf('GHA', { convention, definitions, today, own, rounds }).filter(({ id }) => id === 'national-report');

	it('are due once for each cycle that binds the Party, on the day that it was given', () => {
		expect(reports('2026-01-15').map(({ cycle, due, state, types, records }) => [cycle, due, state, types, records.length])).toEqual([
			['2017-2020', '2021-12-31', 'submitted', ['art21-full'], 0],
			['2021-2022', '2023-12-31', 'published', ['art21-short'], 1],
			['2021-2024', '2026-03-31', 'due', ['art21-full'], 0]
		]);
		expect(reports('2026-04-01').at(-1)).toMatchObject({ state: 'passed', days: 1 });
		expect(reports('2026-01-15').at(-1)?.title).toMatchObject({ en: 'National report: 2021–2024 (full report)' });
	});

	it('wait for a cycle to be opened where none binds the Party', () => {
		const [only, ...more] = obligationsOf('GHA', { convention, definitions, today: '2026-01-15', own: [] }).filter(
			({ id }) => id === 'national-report'
		);
		expect(more).toEqual([]);
		expect(only).toMatchObject({ due: null, state: 'on-event' });
	});
});
