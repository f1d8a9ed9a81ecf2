// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { checkFact, surroundingsOf } from './check-fact.ts';
import type { FactKind } from './fact.ts';
import { readSeeds } from './server/seed.ts';

const facts = await readSeeds();
const around = surroundingsOf(facts);

/** What is found when parts of a shipped fact are changed. */
const found = (kind: FactKind, id: string, change: object, rest: object = {}) => {
	const fact = facts.find((each) => each.kind === kind && each.id === id);
	if (!fact) throw new Error(`no ${kind} ${id}`);
	return checkFact({ ...fact, value: { ...fact.value, ...change }, ...rest }, around).map((finding) => `${finding.at} ${finding.code}`);
};
const name = { ar: 'غانا', en: 'Ghana', es: 'Ghana', fr: 'Ghana', ru: 'Гана', zh: '加纳' };

describe('a fact', () => {
	it('passes as shipped', () => {
		for (const fact of facts) expect(checkFact(fact, around), `${fact.kind} ${fact.id}`).toEqual([]);
	});

	it('has words in the six languages and in no other', () => {
		expect(found('state', 'GHA', { name: { ...name, de: 'Ghana' } })).toEqual(['name.de not-a-language']);
		expect(found('state', 'GHA', { name: { ...name, fr: '', zh: undefined } })).toEqual(['name.fr language-missing', 'name.zh language-missing']);
		expect(found('state', 'GHA', { name: { ...name, fr: 5, en: '  ', es: 'Gha\u0000na' } })).toEqual([
			'name.en required',
			'name.es control-characters',
			'name.fr not-text'
		]);
		expect(found('state', 'GHA', { name: 'Ghana' })).toEqual(['name not-text']);
		expect(found('state', 'GHA', { name: { ...name, fr: 'a'.repeat(5001) } })).toEqual(['name.fr too-long']);
	});

	it('has days that exist', () => {
		expect(found('state', 'GHA', { signature: '2014-02-29', entryIntoForce: '16 August 2017' })).toEqual([
			'signature not-a-day',
			'entryIntoForce not-a-day'
		]);
		expect(found('meeting', 'COP6', { start: '2025-11-07', end: '2025-11-03' })).toEqual(['end not-in-order']);
	});

	it('never says that a State is not a Party, and keeps to Article 31', () => {
		expect(found('state', 'DZA', { party: false })).toEqual(['party not-an-option']);
		expect(found('state', 'GHA', { instrumentDate: '2020-01-01' })).toEqual(['entryIntoForce not-by-article-31']);
		expect(found('state', 'GEO', { instrumentDate: '2024-01-01', entryIntoForce: '2024-03-31' })).toEqual([]);
	});

	it('points only to what exists', () => {
		expect(found('annex-a', 'batteries', { amendment: 'cop-99' })).toEqual(['amendment no-such-entry']);
		expect(
			found('state', 'GHA', {
				nonAcceptances: [
					{ amendment: 'cop-4', day: '2023-01-01', withdrawn: null },
					{ amendment: 'x', day: 'y', withdrawn: 'z' }
				]
			})
		).toEqual(['nonAcceptances.1.amendment no-such-entry', 'nonAcceptances.1.day not-a-day', 'nonAcceptances.1.withdrawn not-a-day']);
		expect(found('concept', 'lamps', { broader: 'light' })).toEqual(['broader no-such-entry']);
		expect(found('concept', 'lamps', { articles: [36, 4.5, '4'] })).toEqual([
			'articles.0 not-a-whole-number',
			'articles.1 not-a-whole-number',
			'articles.2 not-a-whole-number'
		]);
	});

	it('keeps the taxonomy free of circles', () => {
		expect(found('concept', 'lamps', { broader: 'lamps' })).toEqual(['broader not-in-order']);
		expect(found('concept', 'products', { broader: 'fluorescent-lamps' })).toEqual(['broader not-in-order']);
		expect(found('concept', 'lamps', { broader: 'batteries' })).toEqual([]);
	});

	it('has all the parts of its kind and no other', () => {
		expect(found('annex-b', 'chlor-alkali', { phaseOutYear: undefined, colour: 'teal', toString: 1 })).toEqual([
			'colour unknown-part',
			'toString unknown-part',
			'phaseOutYear not-a-year'
		]);
		expect(found('deadline', 'asgm-plan', { rule: 'EIF+3', nature: 'wish' })).toEqual(['rule not-a-rule', 'nature not-an-option']);
		expect(checkFact({ kind: 'area', id: 'asgm', value: null, status: 'sourced', source: 'x' }, around).map((finding) => finding.code)).toEqual([
			'required'
		]);
		expect(checkFact({ kind: 'area', id: 'asgm', value: [], status: 'sourced', source: 'x' }, around).map((finding) => finding.code)).toEqual([
			'required'
		]);
	});

	it('has a status and a source', () => {
		expect(found('area', 'asgm', {}, { status: 'certain', source: ' ' })).toEqual(['status not-an-option', 'source required']);
	});
});
