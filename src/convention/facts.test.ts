// SPDX-License-Identifier: Apache-2.0
// The seeds themselves: what must hold of the facts as they are shipped.
import { describe, expect, it } from 'vitest';
import { isLanguage, languages, type Language } from '../text/languages.ts';
import { conventionOf } from './convention.ts';
import { entryIntoForce, parseRule } from './deadline.ts';
import { factKinds } from './fact.ts';
import { readSeeds } from './server/seed.ts';

const facts = await readSeeds();
const convention = conventionOf(facts);

/** Every text in several languages within a value, with its path. Signs of units are no words of a language. */
function* wordsIn(value: unknown, at: string): Generator<[string, Record<string, string>]> {
	if (!value || typeof value !== 'object' || at.endsWith('.symbol') || /\.(?:alt|hidden)Label$/.test(at)) return;
	const keys = Object.keys(value);
	if (keys.length > 0 && keys.every(isLanguage)) yield [at, value as Record<string, string>];
	else for (const key of keys) yield* wordsIn((value as Record<string, unknown>)[key], `${at}.${key}`);
}

const all = facts.flatMap((fact) => [...wordsIn(fact.value, `${fact.kind} ${fact.id}`)]);

const script: Record<Language, RegExp> = {
	ar: /\p{Script=Arabic}/u,
	en: /\p{Script=Latin}/u,
	es: /\p{Script=Latin}/u,
	fr: /\p{Script=Latin}/u,
	ru: /\p{Script=Cyrillic}/u,
	zh: /\p{Script=Han}/u
};
const foreign: Record<Language, RegExp> = {
	ar: /[\p{Script=Cyrillic}\p{Script=Han}]/u,
	en: /[\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Han}]/u,
	es: /[\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Han}]/u,
	fr: /[\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Han}]/u,
	ru: /[\p{Script=Arabic}\p{Script=Han}]/u,
	zh: /[\p{Script=Arabic}\p{Script=Cyrillic}]/u
};

describe('the facts as shipped', () => {
	it('stand for every kind, with unique ids', () => {
		expect(new Set(facts.map((fact) => fact.kind))).toEqual(new Set(factKinds));
		expect(new Set(facts.map((fact) => `${fact.kind} ${fact.id}`)).size).toBe(facts.length);
	});

	it('have words in all six languages', () => {
		expect(all.length).toBeGreaterThan(600);
		expect(all.filter(([, words]) => languages.some((language) => !words[language]?.trim())).map(([at]) => at)).toEqual([]);
	});

	it('are in the script of each language, and in no other', () => {
		const odd = all.flatMap(([at, words]) =>
			languages
				.filter((language) => !script[language].test(words[language] ?? '') || foreign[language].test(words[language] ?? ''))
				.map((language) => `${at} ${language}`)
		);
		expect(odd).toEqual([]);
	});

	it('do not repeat a sentence of one language in another', () => {
		const long = (text: string | undefined) => (text ?? '').length > 35;
		const repeated = all
			.filter(([, words]) => new Set(languages.map((language) => words[language])).size < 6 && long(words.en) && long(words.fr))
			.map(([at]) => at);
		expect(repeated).toEqual([]);
	});

	it('have no stray spaces and straight quotes', () => {
		const untidy = all.flatMap(([at, words]) =>
			Object.entries(words)
				.filter(([, text]) => text !== text.trim() || / {2}|['"]/.test(text))
				.map(([language]) => `${at} ${language}`)
		);
		expect(untidy).toEqual([]);
	});

	it('name each choice of a list differently in each language', () => {
		for (const scheme of ['states', 'areas', 'concepts', 'articles', 'regions', 'annex-a', 'annex-b'] as const)
			for (const language of languages) {
				const names = convention.entries(scheme).map((entry) => entry.words[language]);
				expect(
					names.filter((name, index) => names.indexOf(name) !== index),
					`${scheme} ${language}`
				).toEqual([]);
			}
	});
});

describe('Parties', () => {
	it('entered the Convention by Article 31 in every row', () => {
		const dated = convention.states.filter((state) => state.instrumentDate);
		expect(dated).toHaveLength(144);
		for (const state of dated) expect(state.entryIntoForce, state.id).toBe(entryIntoForce(state.instrumentDate ?? ''));
		for (const state of convention.states) expect(Boolean(state.entryIntoForce), state.id).toBe(Boolean(state.instrumentDate));
	});

	it('are 198 rows, 145 of them Parties, and none is said not to be one', () => {
		expect(convention.states).toHaveLength(198);
		expect(convention.states.filter((state) => state.party === true)).toHaveLength(145);
		for (const state of convention.states) expect([true, null], state.id).toContain(state.party);
		for (const state of convention.states) if (state.party === null) expect(state.status, state.id).toBe('to-verify');
	});

	it('have 128 signatories, who signed while the Convention was open for it', () => {
		expect(convention.signatories).toHaveLength(128);
		for (const state of convention.signatories)
			expect(state.signature && state.signature >= '2013-10-10' && state.signature <= '2014-10-09', state.id).toBe(true);
		for (const state of convention.states) expect(state.signature !== null, state.id).toBe(state.signatory);
	});

	it('have unique codes and a region, save for two that have none', () => {
		for (const code of ['id', 'iso2', 'iso3', 'm49'] as const) {
			const codes = convention.states.map((state) => state[code]).filter((value) => value !== null);
			expect(new Set(codes).size, code).toBe(codes.length);
		}
		expect(convention.states.filter((state) => state.iso3 !== state.id).map((state) => state.id)).toEqual(['EU']);
		expect(
			convention.states
				.filter((state) => state.region === null)
				.map((state) => state.id)
				.toSorted()
		).toEqual(['EU', 'VAT']);
	});

	it('have no declaration or notice that no source gives', () => {
		for (const state of convention.states) {
			expect(state.declaration30_5, state.id).toBeNull();
			expect([...state.nonAcceptances, ...state.amendmentInstruments], state.id).toEqual([]);
		}
	});
});

describe('Other facts', () => {
	it('have rules that the grammar knows', () => {
		for (const deadline of convention.all('deadline')) expect(parseRule(deadline.rule), deadline.id).toBeDefined();
	});

	it('have amendments in force one year after the communication', () => {
		for (const amendment of convention.all('amendment'))
			if (amendment.communicated && amendment.inForceGenerally)
				expect(Number(amendment.inForceGenerally.slice(0, 4)) - Number(amendment.communicated.slice(0, 4))).toBe(1);
	});

	it('keep the areas of focus and the COP-6 amendment to be verified', () => {
		expect(convention.areas.every((area) => area.status === 'to-verify')).toBe(true);
		expect(convention.one('amendment', 'cop-6')).toMatchObject({ status: 'to-verify', communicated: null, inForceGenerally: null, decision: null });
		expect(convention.one('meeting', 'COP7')).toMatchObject({ start: null, end: null, place: null, status: 'to-verify' });
	});
});
