// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { amendmentsInForce } from './amendment.ts';
import { conventionOf } from './convention.ts';
import type { Fact, StateValue } from './fact.ts';
import { readSeeds } from './server/seed.ts';

const facts = await readSeeds();

/** How the amendments stand for Ghana (in force since 16 August 2017) once some of its row is changed. */
const stand = (day: string, change: Partial<StateValue> = {}, amendment = 'cop-4') => {
	const convention = conventionOf(
		facts.map((fact) => (fact.kind === 'state' && fact.id === 'GHA' ? ({ ...fact, value: { ...fact.value, ...change } } as Fact) : fact))
	);
	return amendmentsInForce(convention, 'GHA', day).find((standing) => standing.id === amendment);
};
const none = { declared: false, day: null };
const declared = { declared: true, day: '2017-03-23' };
const after = '2024-01-01';

describe('an amendment of an annex', () => {
	it('binds a Party without a declaration one year after the communication', () => {
		expect(stand('2023-09-27', { declaration30_5: none })).toMatchObject({ inForce: false, since: null, because: 'not-yet-in-force' });
		expect(stand('2023-09-28', { declaration30_5: none })).toEqual({
			id: 'cop-4',
			inForce: true,
			since: '2023-09-28',
			because: 'general-rule',
			generally: '2023-09-28'
		});
	});

	it('is unknown while it is not known whether the Party declared otherwise, and says since when it holds generally', () => {
		expect(stand(after)).toEqual({ id: 'cop-4', inForce: 'unknown', since: null, because: 'declaration-unknown', generally: '2023-09-28' });
		// Before that day it binds nobody without an instrument of its own.
		expect(stand('2023-01-01')).toMatchObject({ inForce: false, because: 'not-yet-in-force' });
	});

	it('binds a Party with an Article 30(5) declaration from the ninetieth day after its own instrument', () => {
		expect(stand(after, { declaration30_5: declared })).toMatchObject({ inForce: false, since: null, because: 'no-own-instrument' });
		const amendmentInstruments = [{ amendment: 'cop-4', day: '2023-12-01' }];
		expect(stand('2024-02-28', { declaration30_5: declared, amendmentInstruments })).toMatchObject({ inForce: false, because: 'not-yet-in-force' });
		expect(stand('2024-02-29', { declaration30_5: declared, amendmentInstruments })).toMatchObject({
			inForce: true,
			since: '2024-02-29',
			because: 'own-instrument'
		});
		expect(stand('2026-01-01', { declaration30_5: declared, amendmentInstruments }, 'cop-5')).toMatchObject({
			inForce: false,
			because: 'no-own-instrument'
		});
	});

	it('does not bind a Party that did not accept it, until it withdraws the notice', () => {
		const refused = { amendment: 'cop-4', day: '2023-09-01', withdrawn: null };
		expect(stand(after, { nonAcceptances: [refused] })).toMatchObject({ inForce: false, since: null, because: 'not-accepted' });
		const withdrawn = [{ ...refused, withdrawn: '2024-06-10' }];
		expect(stand('2024-06-09', { nonAcceptances: withdrawn })).toMatchObject({ inForce: false, because: 'not-accepted' });
		expect(stand('2024-06-10', { nonAcceptances: withdrawn })).toMatchObject({
			inForce: true,
			since: '2024-06-10',
			because: 'non-acceptance-withdrawn'
		});
		// Withdrawn before it would have entered into force: the general day counts.
		expect(stand(after, { nonAcceptances: [{ ...refused, withdrawn: '2023-09-10' }] })).toMatchObject({ inForce: true, since: '2023-09-28' });
		// For another amendment.
		expect(stand('2026-01-01', { nonAcceptances: [refused], declaration30_5: none }, 'cop-5')).toMatchObject({ inForce: true, since: '2025-04-25' });
	});

	it('binds in spite of a notice that came too late', () => {
		const nonAcceptances = [{ amendment: 'cop-4', day: '2023-09-29', withdrawn: null }];
		expect(stand(after, { nonAcceptances, declaration30_5: none })).toMatchObject({ inForce: true, because: 'general-rule' });
		expect(stand(after, { nonAcceptances: [{ amendment: 'cop-4', day: '2023-09-28', withdrawn: null }] })).toMatchObject({
			inForce: false,
			because: 'not-accepted'
		});
	});

	it('binds a State that joins after it from its own entry into force', () => {
		const joined = { instrumentDate: '2023-12-01', entryIntoForce: '2024-02-29', declaration30_5: none };
		expect(stand('2024-02-28', joined)).toMatchObject({ inForce: false, because: 'not-yet-a-party' });
		expect(stand('2024-02-29', joined)).toMatchObject({ inForce: true, since: '2024-02-29', because: 'joined-afterwards' });
		expect(stand('2024-02-29', { ...joined, declaration30_5: { declared: true, day: '2023-12-01' } })).toMatchObject({
			inForce: false,
			because: 'no-own-instrument'
		});
	});

	it('is unknown without a day of communication, and not in force in the year after adoption', () => {
		expect(stand('2026-01-15', { declaration30_5: none }, 'cop-6')).toMatchObject({ inForce: false, because: 'not-yet-in-force', generally: null });
		expect(stand('2026-11-07', { declaration30_5: none }, 'cop-6')).toMatchObject({ inForce: 'unknown', because: 'entry-day-unknown' });
	});

	it('is unknown for a State that is not known to be a Party, or since when', () => {
		expect(stand(after, { party: null, declaration30_5: none })).toMatchObject({ inForce: 'unknown', because: 'party-status-unknown' });
		expect(stand(after, { entryIntoForce: null, declaration30_5: none })).toMatchObject({ inForce: 'unknown', because: 'entry-into-force-unknown' });
		expect(amendmentsInForce(conventionOf(facts), 'XXX', after)).toEqual([]);
	});
});

describe('the annexes as adopted', () => {
	it('bind with the Convention', () => {
		expect(stand(after, {}, 'original')).toMatchObject({ inForce: true, since: '2017-08-16', because: 'convention-in-force' });
		expect(stand('2017-08-15', {}, 'original')).toMatchObject({ inForce: false, because: 'not-yet-a-party' });
		expect(stand(after, { entryIntoForce: null }, 'original')).toMatchObject({ inForce: true, since: null });
		expect(stand(after, { party: null }, 'original')).toMatchObject({ inForce: 'unknown', because: 'party-status-unknown' });
	});
});
