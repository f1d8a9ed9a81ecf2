// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { conventionOf, schemes } from './convention.ts';
import { readSeeds } from './server/seed.ts';

const facts = await readSeeds();
const convention = conventionOf(facts);
const on = '2026-01-15';

describe('the snapshot', () => {
	it('answers by id and by number', () => {
		expect(convention.state('GHA')?.name.fr).toBe('Ghana');
		expect(convention.state('CIV')?.name).toMatchObject({ en: 'Côte d’Ivoire', es: 'Côte d’Ivoire', ru: 'Кот-д’Ивуар' });
		expect(convention.state('TUR')?.name).toMatchObject({ en: 'Türkiye', fr: 'Türkiye', es: 'Türkiye' });
		expect(convention.stateByNumber('288')?.id).toBe('GHA');
		expect(convention.state('EU')?.kind).toBe('regional-organisation');
		expect(convention.article(7)?.title.en).toBe('Artisanal and small-scale gold mining');
		expect(convention.annexAEntry('batteries')?.phaseOutYear).toBe(2020);
		expect(convention.annexBEntry('chlor-alkali')?.phaseOutYear).toBe(2025);
		expect(convention.area('asgm')?.articles).toEqual([7]);
		expect(convention.areasOf('art7-nap').map((area) => area.id)).toEqual(['asgm']);
		expect(convention.concept('methylmercury')?.broader).toBe('organic-mercury');
		expect(convention.state('XXX')).toBeUndefined();
		expect(convention.article(36)).toBeUndefined();
	});

	it('carries status and source with every fact', () => {
		expect(convention.annexAEntry('cfl-i')).toMatchObject({ status: 'sourced', source: 'MC-4/3 list as published by the secretariat' });
		expect(convention.area('asgm')?.status).toBe('to-verify');
	});

	it('tells Parties from those that are not known to be, and not yet', () => {
		const parties = convention.parties(on);
		expect(parties).toHaveLength(144);
		expect(convention.isParty('GHA', on)).toBe(true);
		// Deposited, but its ninetieth day is still to come.
		expect(convention.isParty('TTO', on)).toBe(false);
		expect(convention.isParty('TTO', '2026-09-24')).toBe(true);
		expect(convention.isParty('GHA', '2017-08-15')).toBe(false);
		// Known as a Party, without a known date.
		expect(convention.isParty('GEO', on)).toBe(true);
		expect(convention.isParty('DZA', on)).toBe(false);
		expect(convention.isParty('nowhere', on)).toBe(false);
	});

	it('lists the choices of every scheme, in order', () => {
		const counts = Object.fromEntries(schemes.map((scheme) => [scheme, convention.entries(scheme).length]));
		expect(counts).toEqual({
			'annex-a': 27,
			'annex-b': 3,
			areas: 12,
			concepts: 210,
			articles: 35,
			sectors: 27,
			states: 198,
			regions: 5,
			cycles: 6,
			meetings: 25,
			amendments: 3
		});
		expect(convention.entries('articles').map((entry) => entry.id)).toEqual(Array.from({ length: 35 }, (_, index) => String(index + 1)));
		expect(convention.entry('annex-a', 'hpmv')?.words.en).toBe('High-pressure mercury vapour lamps');
		expect(convention.entry('concepts', 'fluorescent-lamps')?.broader).toBe('lamps');
		expect(convention.entries('no-such-scheme' as never)).toEqual([]);
	});

	it('walks the taxonomy from the top', () => {
		const walked = (id: string | null): number => convention.narrower(id).reduce((sum, concept) => sum + 1 + walked(concept.id), 0);
		expect(walked(null)).toBe(210);
		expect(convention.narrower('measuring-devices').map((concept) => concept.id)).toEqual([
			'thermometers',
			'sphygmomanometers',
			'barometers',
			'hygrometers',
			'manometers',
			'strain-gauges',
			'melt-pressure'
		]);
	});

	it('cannot be changed, and does not change with the rows it was made from', () => {
		const ghana = convention.state('GHA');
		expect(() => Object.assign(ghana ?? {}, { iso2: 'XX' })).toThrow(TypeError);
		expect(() => Object.assign(ghana?.name ?? {}, { en: 'Elsewhere' })).toThrow(TypeError);
		expect(() => (convention.states as unknown[]).push('one more')).toThrow(TypeError);
		const rows = structuredClone(facts);
		const copy = conventionOf(rows);
		for (const row of rows) if (row.kind === 'state') Object.assign((row.value as { name: object }).name, { en: 'Elsewhere' });
		expect(copy.state('GHA')?.name.en).toBe('Ghana');
	});

	it('takes rows in any order and leaves out kinds it does not know', () => {
		const shuffled = [...facts.toReversed(), { ...facts[0], kind: 'weather' } as never];
		expect(conventionOf(shuffled).states.map((state) => state.id)).toEqual(convention.states.map((state) => state.id));
	});
});
