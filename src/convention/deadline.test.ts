// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { conventionOf } from './convention.ts';
import { deadlinesOf, dueOf, entryIntoForce, exemptionExpiry, type Given, type KnownDays, parseRule, type Rule } from './deadline.ts';
import type { Fact } from './fact.ts';
import { readSeeds } from './server/seed.ts';

const facts = await readSeeds();
const convention = conventionOf(facts);

/** The treaty with some rows changed. */
const withValues = (changes: { [key: string]: object }) =>
	conventionOf(
		facts.map((fact) =>
			changes[`${fact.kind} ${fact.id}`] ? ({ ...fact, value: { ...fact.value, ...changes[`${fact.kind} ${fact.id}`] } } as Fact) : fact
		)
	);

const parsed = (text: string): Rule => {
	const rule = parseRule(text);
	if (!rule) throw new Error(`not a rule: ${text}`);
	return rule;
};
const due = (text: string, given: Given, day = '2026-01-15') => dueOf(parsed(text), given, day);

describe('the grammar', () => {
	it('takes every form apart', () => {
		expect(parseRule('EIF+15y')).toEqual({ rule: 'after-entry', years: 15 });
		expect(parseRule('max(EIF,notification)+3y')).toEqual({ rule: 'after-later', years: 3 });
		expect(parseRule('amendment.communicated+1y')).toEqual({ rule: 'after-communication', years: 1 });
		expect(parseRule('at:becomingParty')).toEqual({ rule: 'at', event: 'becomingParty' });
		expect(parseRule('fixed:2025-12-31')).toEqual({ rule: 'fixed', day: '2025-12-31' });
		expect(parseRule('cycle.due')).toEqual({ rule: 'cycle-due' });
		expect(parseRule('call.deadline')).toEqual({ rule: 'call-deadline' });
		expect(parseRule('meeting.start-6m')).toEqual({ rule: 'before-meeting', months: 6, days: 0 });
		expect(parseRule('meeting.start-90d')).toEqual({ rule: 'before-meeting', months: 0, days: 90 });
		expect(parseRule('EIF+3y|EIF+4y')).toEqual({
			rule: 'any',
			parts: [
				{ rule: 'after-entry', years: 3 },
				{ rule: 'after-entry', years: 4 }
			]
		});
		expect(parseRule('at:ratification|amendmentInForce')).toEqual({
			rule: 'any',
			parts: [
				{ rule: 'at', event: 'ratification' },
				{ rule: 'at', event: 'amendmentInForce' }
			]
		});
	});

	it('refuses nonsense', () => {
		for (const nonsense of [
			'',
			' ',
			'EIF',
			'EIF+',
			'EIF+0y',
			'EIF+3',
			'EIF+3m',
			'EIF-3y',
			'EIF + 3y',
			'eif+3y',
			'EIF+3y ',
			'EIF+100y',
			'max(EIF)+3y',
			'fixed:',
			'fixed:2025-02-29',
			'fixed:tomorrow',
			'at:',
			'at:two words',
			'ratification',
			'EIF+3y|',
			'|EIF+3y',
			'EIF+3y|ratification',
			'meeting.start+6m',
			'meeting.start-0m',
			'cycle.dues',
			'EIF+3y\nEIF+4y',
			'__proto__'
		])
			expect(parseRule(nonsense), JSON.stringify(nonsense)).toBeUndefined();
	});
});

describe('the day of a rule', () => {
	it('is years after entry into force, leap days included', () => {
		expect(due('EIF+3y', { entryIntoForce: '2017-08-16' })).toEqual({ due: '2020-08-16', why: 'computed' });
		expect(due('EIF+3y', { entryIntoForce: '2020-02-29' })).toEqual({ due: '2023-02-28', why: 'computed' });
		expect(due('EIF+4y', { entryIntoForce: '2020-02-29' })).toEqual({ due: '2024-02-29', why: 'computed' });
		expect(due('EIF+3y', { entryIntoForce: null })).toEqual({ due: null, why: 'cannot-be-computed' });
	});

	it('follows the later of entry into force and notification', () => {
		expect(due('max(EIF,notification)+3y', { entryIntoForce: '2017-08-16', notification: '2019-03-01' }).due).toBe('2022-03-01');
		expect(due('max(EIF,notification)+3y', { entryIntoForce: '2021-06-08', notification: '2019-03-01' }).due).toBe('2024-06-08');
		expect(due('max(EIF,notification)+3y', { entryIntoForce: '2017-08-16' })).toEqual({ due: null, why: 'on-event' });
		expect(due('max(EIF,notification)+3y', { notification: '2019-03-01' })).toEqual({ due: null, why: 'cannot-be-computed' });
	});

	it('waits for events, cycles, calls and meetings', () => {
		expect(due('at:becomingParty', {})).toEqual({ due: null, why: 'on-event' });
		expect(due('at:becomingParty', { events: { becomingParty: '2024-05-01' } }).due).toBe('2024-05-01');
		expect(due('cycle.due', {}).why).toBe('on-event');
		expect(due('cycle.due', { cycleDue: '2025-12-31' }).due).toBe('2025-12-31');
		expect(due('call.deadline', { callDeadline: '2026-03-01' }).due).toBe('2026-03-01');
		expect(due('meeting.start-6m', { meetingStart: '2027-08-31' }).due).toBe('2027-02-28');
		expect(due('meeting.start-90d', { meetingStart: '2025-11-03' }).due).toBe('2025-08-05');
		expect(due('amendment.communicated+1y', { communicated: '2024-02-29' }).due).toBe('2025-02-28');
	});

	it('is the next of several parts, or the last when all are past', () => {
		const given = { entryIntoForce: '2021-06-08' };
		expect(due('EIF+3y|EIF+4y|EIF+5y', given, '2024-01-01').due).toBe('2024-06-08');
		expect(due('EIF+3y|EIF+4y|EIF+5y', given, '2025-06-09').due).toBe('2026-06-08');
		expect(due('EIF+3y|EIF+4y|EIF+5y', given, '2030-01-01').due).toBe('2026-06-08');
		expect(due('EIF+3y|EIF+4y', {}).why).toBe('cannot-be-computed');
		expect(due('at:becomingParty|amendmentInForce', {}).why).toBe('on-event');
	});
});

describe('the deadlines of a State', () => {
	const of = (state: string, day: string, known?: KnownDays) =>
		new Map(
			deadlinesOf(convention, state, day, known).map((deadline) => [`${deadline.id}${deadline.amendment ? ` ${deadline.amendment}` : ''}`, deadline])
		);

	it('are computed from its entry into force', () => {
		const ghana = of('GHA', '2022-08-01');
		expect(ghana.get('primary-mining-ends')).toMatchObject({ article: '3(4)', due: '2032-08-16', why: 'computed', status: 'later' });
		expect(ghana.get('annex-b-facilities')).toMatchObject({ due: '2020-08-16', status: 'past' });
		expect(ghana.get('emission-inventory')).toMatchObject({ due: '2022-08-16', status: 'soon' });
		expect(ghana.get('asgm-plan')).toMatchObject({ due: null, why: 'on-event', status: null });
		expect(of('GHA', '2022-08-01', { asgmNotification: '2020-02-29' }).get('asgm-plan')).toMatchObject({
			due: '2023-02-28',
			why: 'computed',
			status: 'later',
			recordTypes: ['art7-nap']
		});
	});

	it('are soon within 183 days, and past from the day after', () => {
		const inventory = (day: string) => of('GHA', day).get('emission-inventory')?.status;
		expect(inventory('2022-02-13')).toBe('later');
		expect(inventory('2022-02-14')).toBe('soon');
		expect(inventory('2022-08-16')).toBe('soon');
		expect(inventory('2022-08-17')).toBe('past');
	});

	it('cannot be computed for a Party without a known entry into force', () => {
		const georgia = of('GEO', '2026-01-15');
		for (const id of ['primary-mining-ends', 'asgm-plan', 'emission-inventory', 'withdrawal'])
			expect(georgia.get(id), id).toMatchObject({ due: null, why: 'cannot-be-computed', status: null });
		expect(georgia.get('amalgam-plan')).toMatchObject({ due: '2025-12-31', why: 'computed' });
	});

	it('say nothing of a State that is not known to be a Party, but how it could take part', () => {
		const dated = withValues({ 'meeting COP7': { start: '2027-11-01', end: '2027-11-05' } });
		const algeria = deadlinesOf(dated, 'DZA', '2026-01-15');
		expect(algeria.filter((deadline) => deadline.due).map((deadline) => [deadline.id, deadline.due])).toEqual([['cop-participation', '2027-08-03']]);
		expect(algeria.filter((deadline) => deadline.id !== 'cop-participation').every((deadline) => deadline.why === 'cannot-be-computed')).toBe(true);
		expect(of('GHA', '2026-01-15').has('cop-participation')).toBe(false);
		expect(deadlinesOf(convention, 'XXX', '2026-01-15')).toEqual([]);
	});

	it('count the time for non-acceptance for each amendment, and not for those who joined after it', () => {
		const ghana = of('GHA', '2025-03-01');
		expect(ghana.get('non-acceptance cop-4')).toMatchObject({ due: '2023-09-28', status: 'past' });
		expect(ghana.get('non-acceptance cop-5')).toMatchObject({ due: '2025-04-25', status: 'soon' });
		expect(ghana.get('non-acceptance cop-6')).toMatchObject({ due: null, why: 'on-event' });
		// Kenya's entry into force: 21 December 2023.
		const kenya = of('KEN', '2025-03-01');
		expect(kenya.has('non-acceptance cop-4')).toBe(false);
		expect(kenya.has('non-acceptance cop-5')).toBe(true);
	});

	it('come again where they repeat, and first after entry into force', () => {
		expect(of('GHA', '2025-07-01').get('amalgam-plan')).toMatchObject({ due: '2025-12-31', status: 'soon', next: null });
		expect(of('GHA', '2026-01-15').get('amalgam-plan')).toMatchObject({ due: '2025-12-31', status: 'past', next: '2029-12-31' });
		expect(of('GHA', '2034-01-01').get('amalgam-plan')).toMatchObject({ due: '2025-12-31', next: '2037-12-31' });
		// In force for Trinidad and Tobago from 24 September 2026.
		expect(of('TTO', '2026-10-01').get('amalgam-plan')).toMatchObject({ due: '2029-12-31', status: 'later', next: null });
	});

	it('take the next meeting of the Conference of the Parties, once its day is known', () => {
		expect(of('GHA', '2025-01-10').get('amendment-proposal')).toMatchObject({ due: '2025-05-03', why: 'computed', status: 'soon' });
		expect(of('GHA', '2026-01-15').get('amendment-proposal')).toMatchObject({ due: null, why: 'on-event' });
		expect(of('GHA', '2026-01-15', { meetingStart: '2027-11-01' }).get('amendment-proposal')?.due).toBe('2027-05-01');
		expect(of('GHA', '2026-01-15', { cycleDue: '2027-12-31' }).get('national-report')?.due).toBe('2027-12-31');
	});
});

describe('Article 31', () => {
	it('gives 16 August 2017, or the ninetieth day after deposit', () => {
		expect(entryIntoForce('2013-11-06')).toBe('2017-08-16');
		expect(entryIntoForce('2017-05-18')).toBe('2017-08-16');
		expect(entryIntoForce('2017-05-19')).toBe('2017-08-17');
		// Across 29 February 2020.
		expect(entryIntoForce('2019-12-31')).toBe('2020-03-30');
	});
});

describe('Article 6', () => {
	it('ends an exemption five years after the phase-out date, or earlier as registered', () => {
		expect(exemptionExpiry({ phaseOutYear: 2020 })).toBe('2025-12-31');
		expect(exemptionExpiry({ phaseOutYear: 2020, durationYears: null, extendedYears: null })).toBe('2025-12-31');
		expect(exemptionExpiry({ phaseOutYear: 2020, durationYears: 2 })).toBe('2022-12-31');
		expect(exemptionExpiry({ phaseOutYear: 2025, durationYears: 0 })).toBe('2025-12-31');
	});

	it('allows one extension of at most five years, and nothing beyond ten', () => {
		expect(exemptionExpiry({ phaseOutYear: 2020, extendedYears: 3 })).toBe('2028-12-31');
		expect(exemptionExpiry({ phaseOutYear: 2020, durationYears: 5, extendedYears: 5 })).toBe('2030-12-31');
		expect(exemptionExpiry({ phaseOutYear: 2020, durationYears: 50, extendedYears: 50 })).toBe('2030-12-31');
		expect(exemptionExpiry({ phaseOutYear: 2020, durationYears: 3, extendedYears: 5 })).toBe('2028-12-31');
		expect(exemptionExpiry({ phaseOutYear: 2020, durationYears: -4 })).toBe('2020-12-31');
	});
	it('registered more than five years after the date end ten years after it, whatever was asked', () => {
		expect(exemptionExpiry({ phaseOutYear: 2020, durationYears: 2, registeredOn: '2025-12-31' })).toBe('2022-12-31');
		expect(exemptionExpiry({ phaseOutYear: 2020, durationYears: 2, registeredOn: '2026-01-01' })).toBe('2030-12-31');
	});
});
