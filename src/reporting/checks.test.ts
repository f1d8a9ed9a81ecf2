// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { conventionOf } from '#convention/convention.ts';
import type { Known } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import type { Answers, Finding, Form, Json } from '#forms/form.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { messages } from '#text/messages/en.ts';
import { aboutOf, checks, examined, explanationsIn } from './checks.ts';
import { checkCodes } from './checks/check.ts';
import { termsIn } from './checks/time.ts';
import type { Cycle } from './cycle.ts';
import { proposals } from './prefill.ts';
import type { Around, Told } from './report.ts';

const convention = conventionOf(await readSeeds());
const seeded = await readSeededDefinitions();
const form = seeded.find(({ definition, earlier }) => definition.form.id === 'art21-full' && !earlier)?.definition.form as Form;

const around = (more: Partial<Around> = {}): Around => ({
	today: '2025-06-01',
	convention,
	cycle: convention.cycle('2021-2024') as Cycle,
	party: { ...(convention.state('GHA') as Known<'state'>), instrumentDate: '2017-03-23', entryIntoForce: '2017-08-16' },
	own: [],
	consents: [],
	notifications: [],
	last: null,
	mirror: [],
	twin: null,
	...more
});
const told = (type: string, answers: Answers, more: Partial<Told> = {}): Told => ({
	id: `MC-${type}`,
	type,
	owner: 'GHA',
	answers,
	on: '2024-05-01',
	...more
});
const t = (amount: string) => ({ amount, unit: 't' });
const kg = (amount: string) => ({ amount, unit: 'kg' });
/** The findings of one check, as [place, values]. */
const notice = (code: Finding['code'], answers: Answers, more: Partial<Around> = {}) =>
	examined(form, answers, around(more))
		.filter((found) => found.code === code)
		.map(({ at, values }) => [at, values]);

const exporting = (lines: Answers[string]): Answers => ({
	'q3-5': ['exports-to-parties'],
	'q3-5-a': 'already-sent',
	'q3-5-general': true,
	'q3-5-b': lines
});

describe('the table of checks', () => {
	it('has every code once, with its words', () => {
		expect(checks.map(({ code }) => code).toSorted()).toEqual([...checkCodes].toSorted());
		for (const code of checkCodes) {
			expect(messages, code).toHaveProperty([`finding.${code}`]);
			expect(messages, code).toHaveProperty([`reporting.check.${code}`]);
		}
	});

	it('lets nothing but a second report for the cycle stand in the way', () => {
		expect(checks.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['report-twice']);
		expect(notice('report-twice', {}, { twin: 'MC-REPORT-GH-0001' })).toEqual([['cycle', { record: 'MC-REPORT-GH-0001', cycle: '2021-2024' }]]);
	});

	it('is not thrown off by what is no day and no line: a draft keeps whatever was sent', () => {
		const unknown = { party: { ...(convention.state('GHA') as Known<'state'>), instrumentDate: null, entryIntoForce: null } };
		const answers = { ...exporting([null, 'x', { year: 2020 }]), 'a-3': '16/08/2017', 'q8-1-a': false, 'q8-3': 'under-five-years' };
		expect(examined(form, answers, around(unknown)).map(({ at }) => at)).toContain('q3-5-b.2.year');
	});

	it('looks only at answers that count', () => {
		expect(notice('report-mine-too-late', { 'q3-1': false, 'q3-1-a': ['2040-01'] })).toEqual([]);
	});
});

describe('quantities that an answer speaks of', () => {
	const quantities = (answers: Answers) => notice('report-quantity-silent', answers).map(([at]) => at);

	it('are looked for as a total or in lines; nought is a quantity', () => {
		const disposing: Answers = { 'q11-2': true };
		expect(quantities({ ...exporting(null), ...disposing })).toEqual(['q3-5-b-total', 'q11-2-a-total']);
		expect(quantities({ ...exporting([{ year: 2022 }]), ...disposing, 'q11-2-a': [{ year: 2022, operation: 'D12' }] })).toHaveLength(2);
		expect(quantities({ ...exporting(null), 'q3-5-b-total': t('2'), ...disposing, 'q11-2-a-total': t('0') })).toEqual([]);
		expect(quantities({ ...exporting([{ year: 2022, quantity: kg('3') }]), ...disposing, 'q11-2-a': [{ year: 2022, quantity: t('1') }] })).toEqual(
			[]
		);
	});

	it('are not asked where no export rested on a general notification, and nothing was disposed of', () => {
		expect(quantities({ ...exporting(null), 'q3-5-general': false, 'q11-2': false })).toEqual([]);
		expect(quantities({ 'q3-5': ['no-exports'], 'q3-5-general': true, 'q11-2': 'unknown' })).toEqual([]);
	});
});

describe('days and years', () => {
	it('are compared with the facts', () => {
		expect(notice('report-day-differs', { 'a-2': '2017-03-23', 'a-3': '2017-08-17' })).toEqual([['a-3', { day: '2017-08-16' }]]);
	});

	it('a mine closes within fifteen years of entry into force', () => {
		expect(notice('report-mine-too-late', { 'q3-1': true, 'q3-1-a': ['2032-08', '2032-09'] })).toEqual([
			['q3-1-a.1', { day: '2032-08-16', line: '2032-09' }]
		]);
	});

	it('years lie in the period', () => {
		const lines = [
			{ year: 2021, quantity: t('1') },
			{ year: 2020, quantity: t('1') }
		];
		expect(notice('report-year-outside', { 'q3-1': true, 'q3-1-c': lines })).toEqual([
			['q3-1-c.1.year', { first: '2021', last: '2024', line: '2020' }]
		]);
		expect(notice('report-year-not-last', { 'q5-1': true, 'q5-1-c': [{ process: 'vcm', year: 2023, quantity: t('1') }] })).toEqual([
			['q5-1-c.0.year', { last: '2024', line: 'vcm 2023' }]
		]);
	});

	it('“less than five years a Party” is not said by one that was a Party for longer', () => {
		expect(notice('report-time-has-come', { 'q8-3': 'under-five-years' })).toEqual([['q8-3', { day: '2022-08-16' }]]);
		const young = { party: { ...(convention.state('GHA') as Known<'state'>), instrumentDate: null, entryIntoForce: '2021-03-01' } };
		expect(notice('report-time-has-come', { 'q8-3': 'under-five-years' }, young)).toEqual([]);
	});

	it('says what is not yet due', () => {
		expect(notice('report-not-yet-due', { 'q8-2-a': false })).toEqual([['q8-2-a', { day: '2027-08-16' }]]);
		expect(notice('report-not-yet-due', { 'q8-1-a': false })).toEqual([]);
		expect(notice('report-not-yet-due', { 'q8-2-a': true })).toEqual([]);
		// That there are no facilities is no duty left undone.
		const young = { party: { ...(convention.state('GHA') as Known<'state'>), instrumentDate: null, entryIntoForce: '2024-03-01' } };
		expect(notice('report-not-yet-due', { 'q5-1': false }, young)).toEqual([]);
		// A plan is due three years after the notification where that is later.
		const own = [told('art7-notification', { determinedOn: '2023-02-01' })];
		expect(notice('report-not-yet-due', { 'q7-1': 'yes', 'q7-2': true, 'q7-3': 'no' }, { own })).toEqual([['q7-3', { day: '2026-02-01' }]]);
		expect(termsIn(form, {}, around({ own }))).toMatchObject({ 'q3-1': '2032-08-16', 'q5-1': '2020-08-16', 'q7-3': '2026-02-01' });
	});
});

describe('the records of the Party', () => {
	const claim = { 'q4-1': 'no', 'q4-1-b': true, 'q4-1-b-products': ['batteries', 'lamps'] };

	it('exemptions are compared both ways', () => {
		const own = [told('art6-exemption-annex-a', { entry: 'batteries' }), told('art6-exemption-annex-a', { entry: 'switches' })];
		expect(notice('report-exemption-unknown', claim, { own })).toEqual([['q4-1-b-products.1', { register: 'exemptions-annex-a', line: 'lamps' }]]);
		expect(notice('report-exemption-silent', claim, { own })).toEqual([['q4-1', { count: 1 }]]);
		expect(notice('report-exemption-silent', {}, { own })).toEqual([]);
		// One that was taken back before the period is none of it.
		const back = [told('art6-exemption-annex-a', { entry: 'switches', withdrawnFrom: '2000-01-01' })];
		expect(notice('report-exemption-silent', claim, { own: back })).toEqual([]);
	});

	it('notification and plan are compared both ways', () => {
		const yes = { 'q7-1': 'yes', 'q7-2': true, 'q7-3': 'yes' };
		expect(notice('report-notification-missing', yes)).toEqual([['q7-2', undefined]]);
		expect(notice('report-plan-missing', yes)).toEqual([['q7-3', undefined]]);
		const own = [told('art7-notification', {}), told('art7-nap', {})];
		expect(notice('report-notification-missing', yes, { own })).toEqual([]);
		expect(notice('report-notification-silent', { 'q7-1': 'none' }, { own })).toEqual([['q7-1', { record: 'MC-art7-notification' }]]);
		expect(notice('report-notification-silent', { 'q7-1': 'no', 'q7-2': false }, { own })).toEqual([['q7-2', { record: 'MC-art7-notification' }]]);
		expect(notice('report-plan-silent', { 'q7-1': 'yes', 'q7-2': true, 'q7-3': 'in-progress' }, { own })).toEqual([
			['q7-3', { record: 'MC-art7-nap' }]
		]);
	});

	it('exports rest on a consent or a notification that is there, or on what is attached', () => {
		const lines = [
			{ year: 2022, importingCountry: 'CHE', basis: 'consent', quantity: t('1') },
			{ year: 2022, importingCountry: 'PER', basis: 'general-notification', quantity: t('1') }
		];
		expect(notice('report-consent-unknown', exporting(lines)).map(([at]) => at)).toEqual(['q3-5-b.0.basis', 'q3-5-b.1.basis']);
		const consents = [told('art3-form-a', { exportingCountry: 'GHA' }, { owner: 'CHE' })];
		const notifications = [told('art3-form-d', {}, { owner: 'PER' })];
		expect(notice('report-consent-unknown', exporting(lines), { consents, notifications })).toEqual([]);
		const denied = [told('art3-form-a', { exportingCountry: 'GHA', decision: 'denied' }, { owner: 'CHE' })];
		expect(notice('report-consent-unknown', exporting(lines), { consents: denied, notifications }).map(([at]) => at)).toEqual(['q3-5-b.0.basis']);
		expect(notice('report-consent-unknown', { ...exporting(lines), 'q3-5-a': 'attached' }).map(([at]) => at)).toEqual(['q3-5-b.1.basis']);
	});

	it('exports on consent stay within what was consented to for the period, a tenth let pass', () => {
		const lines = [
			{ year: 2022, importingCountry: 'CHE', basis: 'consent', quantity: t('1') },
			{ year: 2023, importingCountry: 'CHE', basis: 'consent', quantity: kg('700') },
			{ year: 2022, importingCountry: 'CHE', basis: 'general-notification', quantity: t('9') }
		];
		const consent = (amount: Json, more: Answers = {}) =>
			told('art3-form-a', { exportingCountry: 'GHA', decision: 'granted', approxQuantity: amount, ...more }, { owner: 'CHE' });
		const exceeded = (...consents: Told[]) => notice('report-consent-exceeded', exporting(lines), { consents });
		expect(exceeded(consent(t('1')), consent(kg('500'), { approxShipmentDate: '2023-05-01' }))).toEqual([
			['q3-5-b.1.quantity', { country: 'CHE', exported: '1.7', consented: '1.5' }]
		]);
		expect(exceeded(consent(t('1.6')))).toEqual([]);
		// For another period, denied, or without an amount: nothing to compare with.
		expect(exceeded(consent(t('1'), { approxShipmentDate: '2019-05-01' }))).toEqual([]);
		expect(exceeded(consent(t('1'), { decision: 'denied' }))).toEqual([]);
		expect(exceeded(consent(t('0.1')), consent(null))).toEqual([]);
	});

	it('the review of a plan is due three years after the plan', () => {
		const answers = { 'q7-1': 'yes', 'q7-2': true, 'q7-4': 'not-yet-due' };
		const plan = (on: string) => ({ own: [told('art7-nap', {}, { on })] });
		expect(notice('report-review-due', answers, plan('2021-06-30'))).toEqual([['q7-4', { day: '2024-06-30' }]]);
		expect(notice('report-review-due', answers, plan('2022-06-30'))).toEqual([]);
		expect(notice('report-review-due', { ...answers, 'q7-4': 'attached' }, plan('2021-06-30'))).toEqual([]);
		expect(notice('report-review-due', answers)).toEqual([]);
		expect(notice('report-time-has-come', answers, plan('2021-06-30'))).toEqual([]);
	});

	it('whether the importer is a Party is compared with the year', () => {
		const line = (importerIsParty: boolean, year: number) =>
			exporting([{ year, importingCountry: 'CHE', importerIsParty, basis: 'consent', quantity: t('1') }]);
		expect(convention.state('CHE')?.entryIntoForce).toBe('2017-08-16');
		expect(notice('report-importer-standing', line(true, 2022))).toEqual([]);
		expect(notice('report-importer-standing', line(false, 2022))).toEqual([['q3-5-b.0.importerIsParty', { day: '2017-08-16', line: 'CHE 2022' }]]);
	});
});

describe('quantities', () => {
	const lines = [
		{ year: 2022, importingCountry: 'CHE', basis: 'consent', quantity: t('1') },
		{ year: 2022, importingCountry: 'CHE', basis: 'general-notification', quantity: kg('500') }
	];
	const mirror = (amount: string, year = 2022) => [
		told('art21-full', { 'q3-6-c': [{ year, origin: 'GHA', quantity: kg(amount) }] }, { owner: 'CHE' })
	];

	it('of both sides of a trade are added up across lines and units, and compared', () => {
		expect(notice('report-mirror-differs', exporting(lines), { mirror: mirror('1500') })).toEqual([]);
		expect(notice('report-mirror-differs', exporting(lines), { mirror: mirror('1350') })).toEqual([]);
		expect(notice('report-mirror-differs', exporting(lines), { mirror: mirror('1349.999') })).toEqual([
			['q3-5-b.0.quantity', { theirs: '1.349999', ours: '1.5', country: 'CHE', year: '2022' }]
		]);
	});

	it('that another Party reports and this one does not are named', () => {
		expect(notice('report-mirror-silent', { 'q3-5': ['no-exports'] }, { mirror: mirror('200', 2023) })).toEqual([
			['q3-5', { theirs: '0.2', country: 'CHE', year: '2023' }]
		]);
		const years = [...mirror('200', 2023), ...mirror('300', 2021)].flatMap(({ answers }) => answers['q3-6-c'] as Json[]);
		expect(
			notice('report-mirror-silent', { 'q3-5': ['no-exports'] }, { mirror: [told('art21-full', { 'q3-6-c': years }, { owner: 'CHE' })] }).map(
				([, values]) => (values as { year: string }).year
			)
		).toEqual(['2021', '2023']);
		expect(notice('report-mirror-silent', exporting(lines), { mirror: mirror('1500') })).toEqual([]);
	});

	it('are compared with the last report and with what is likely', () => {
		const answers = { 'q11-2': true, 'q11-2-a-total': t('25'), 'q11-2-a': [{ year: 2022, quantity: t('1000.001') }] };
		const last = {
			id: 'MC-REPORT-GH-0001',
			cycle: convention.cycle('2017-2020') as Cycle,
			answers: { 'q11-2': true, 'q9-2': 'yes' },
			filed: { 'q11-2-a-total': kg('2500') }
		};
		const far = [['q11-2-a-total', { then: '2.5', now: '25', record: 'MC-REPORT-GH-0001' }]];
		expect(notice('report-far-from-last', answers, { last })).toEqual(far);
		// A short report between the two is of two years, and is not compared.
		const short = { id: 'MC-SREPORT-GH-0001', cycle: convention.cycle('2021-2022') as Cycle, answers: {}, filed: { 'q11-2-a-total': t('1') } };
		expect(notice('report-far-from-last', answers, { last: short, earlier: [last] })).toEqual(far);
		expect(notice('report-far-from-last', answers, { last: short })).toEqual([]);
		expect(notice('report-very-large', answers)).toEqual([['q11-2-a.0.quantity', { line: '2022' }]]);
		expect(notice('report-changed-since-last', { 'q11-2': false, 'q9-2': 'no' }, { last })).toEqual([
			['q9-2', { record: 'MC-REPORT-GH-0001' }],
			['q11-2', { record: 'MC-REPORT-GH-0001' }]
		]);
	});
});

describe('explanations', () => {
	it('of a trade name the other side and the year, since lines move', () => {
		const lines = [{ year: 2022, importingCountry: 'CHE', basis: 'consent', quantity: t('1') }];
		const mirror = [told('art21-full', { 'q3-6-c': [{ year: 2022, origin: 'GHA', quantity: t('2') }] }, { owner: 'CHE' })];
		const [found] = examined(form, exporting(lines), around({ mirror })).filter(({ code }) => code === 'report-mirror-differs');
		expect(found && aboutOf(found)).toBe('report-mirror-differs q3-5-b CHE 2022');
		// The same line in another place of the table keeps its name, so that an explanation stays with it.
		const unknown = (lines: Json[]) => examined(form, exporting(lines), around()).filter(({ code }) => code === 'report-consent-unknown');
		const other = { year: 2021, importingCountry: 'PER', basis: 'consent', quantity: t('2') };
		expect(unknown([other, ...lines]).map(aboutOf)).toEqual(['report-consent-unknown q3-5-b PER 2021', 'report-consent-unknown q3-5-b CHE 2022']);
		expect(unknown(lines).map(aboutOf)).toEqual(['report-consent-unknown q3-5-b CHE 2022']);
		expect(aboutOf({ code: 'report-day-differs', at: 'a-3', values: { day: '2017-08-16' } })).toBe('report-day-differs a-3');
	});

	it('are read as the report holds them, and nothing else', () => {
		expect(explanationsIn({ explanations: [{ about: 'sum-differs q3-5-b-total', explanation: 'Rounded.' }, 'x', { about: 1 }] })).toEqual([
			{ about: 'sum-differs q3-5-b-total', explanation: 'Rounded.' }
		]);
		expect(explanationsIn({})).toEqual([]);
	});
});

describe('what could be filled in', () => {
	it('comes from facts and records before the last report, each with its origin', () => {
		const own = [
			told('art6-exemption-annex-a', { entry: 'batteries' }),
			told('art7-notification', {}),
			told('art7-nap', {}),
			told('art8-inventory', {
				year: 2023,
				link: 'https://example.org/inventory',
				rows: [{ category: 'coal-power', emissionKg: kg('120') }]
			})
		];
		const last = {
			id: 'MC-REPORT-GH-0001',
			cycle: convention.cycle('2017-2020') as Cycle,
			answers: {
				cycle: '2017-2020',
				'q7-1': 'yes',
				'q7-1-a': 'A campaign.',
				'q8-3-a-year': 2018,
				'q3-1': true,
				'q3-1-c': [{ year: 2020, quantity: t('1') }],
				'q11-2-a-total': t('3')
			},
			filed: {}
		};
		const open = proposals(form, { 'a-2': '2017-03-22' }, around({ own, last }));
		const by = Object.fromEntries(open.map(({ question, answer, from }) => [question, [answer, from.id]]));
		// What stands is left alone; the cycle and the figures of a period are not carried on.
		for (const question of ['a-2', 'cycle', 'q3-1-c', 'q11-2-a-total']) expect(by, question).not.toHaveProperty(question);
		expect(by['a-3']).toEqual(['2017-08-16', 'GHA']);
		expect(by['q7-1-a']).toEqual(['A campaign.', 'MC-REPORT-GH-0001']);
		expect(by['q7-2']).toEqual([true, 'MC-art7-notification']);
		expect(by['q7-3-plan']).toEqual([['MC-art7-nap'], 'MC-art7-nap']);
		expect(by['q8-3-a-year']).toEqual([2023, 'MC-art8-inventory']);
		expect(by['q8-3-a-url']).toEqual([['https://example.org/inventory'], 'MC-art8-inventory']);
		expect(by['q8-3-a-totals']).toEqual([[{ category: 'coal-power', quantity: kg('120'), year: 2023 }], 'MC-art8-inventory']);
	});

	it('of stocks tells the substance as a text, in the words of whoever fills in', () => {
		const own = [told('art3-stocks', { entries: [{ stockOrSource: 'stock', location: 'Tema', substance: 'cinnabar', quantityTonnes: t('60') }] })];
		const listed = (substances?: Around['substances']) =>
			proposals(form, { 'q3-3-how': 'address' }, around({ own, ...(substances ? { substances } : {}) })).find(
				({ question }) => question === 'q3-3-list'
			);
		const line = { stockOrSource: 'stock', location: 'Tema', quantity: t('60') };
		expect(listed({ cinnabar: 'Cinabre' })).toMatchObject({ answer: [{ ...line, substance: 'Cinabre' }], from: { id: 'MC-art3-stocks' } });
		expect(listed({ mercury: 'Mercure' })?.answer).toEqual([line]);
		expect(listed()?.answer).toEqual([line]);
	});

	it('comes from the consents that importing States gave for the period', () => {
		const given = { exportingCountry: 'GHA', decision: 'granted', approxShipmentDate: '2022-03-01' };
		const consents = [told('art3-form-b', given, { owner: 'USA' }), told('art3-form-a', given, { owner: 'CHE' })];
		const by = (those: Told[]) =>
			Object.fromEntries(proposals(form, {}, around({ consents: those })).map(({ question, answer }) => [question, answer]));
		expect(by(consents)).toMatchObject({ 'q3-5': ['exports-to-parties', 'exports-to-non-parties'], 'q3-5-a': 'already-sent' });
		const late = [told('art3-form-a', { ...given, approxShipmentDate: '2026-01-01' }, { owner: 'CHE' })];
		expect(by(late)).not.toHaveProperty('q3-5');
	});

	it('comes from the full report where a short one was the last', () => {
		const cycle = (id: string) => convention.cycle(id) as Cycle;
		const full = {
			id: 'MC-REPORT-GH-0001',
			cycle: cycle('2017-2020'),
			answers: { 'q3-3': false, 'q12-1': true, 'q8-3': 'under-five-years' },
			filed: {}
		};
		const short = { id: 'MC-SREPORT-GH-0001', cycle: cycle('2021-2022'), answers: { 'q3-3': true }, filed: {} };
		const open = proposals(form, {}, around({ last: short, earlier: [full] }));
		const by = Object.fromEntries(open.map(({ question, answer, from }) => [question, [answer, from.id]]));
		expect(by['q3-3']).toEqual([true, 'MC-SREPORT-GH-0001']);
		expect(by['q12-1']).toEqual([true, 'MC-REPORT-GH-0001']);
		// What was too early then may not be so now.
		expect(by).not.toHaveProperty('q8-3');
	});

	it('counts as two measures on amalgam only those to choose from', () => {
		const measures = (...named: string[]) => proposals(form, {}, around({ own: [told('amalgam-nap-or-report', { measures: named })] }));
		const said = (...named: string[]) => measures(...named).find(({ question }) => question === 'q4-3')?.answer;
		expect(said('encapsulated-only', 'promote-research')).toBe(true);
		expect(said('encapsulated-only', 'no-bulk-mercury', 'vulnerable-patients')).toBeUndefined();
	});

	it('is only what is asked of this Party', () => {
		const own = [told('art7-notification', {})];
		expect(proposals(form, { 'q7-1': 'none' }, around({ own })).map(({ question }) => question)).not.toContain('q7-2');
	});
});
