// SPDX-License-Identifier: Apache-2.0
// The desk's form against every fact as shipped: nothing in a value is left out, and what the form posts is the value again.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkFact, factFindingCodes, surroundingsOf } from '#convention/check-fact.ts';
import { type Fact, type FactKind, factKinds, regionIds } from '#convention/fact.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { languages } from '#text/languages.ts';
import { type Reader, readerIn } from '#text/message.ts';
import { readerKey } from '../reader.ts';
import { changesBetween } from './changes.ts';
import FactForm from './FactForm.svelte';
import FactHistory from './FactHistory.svelte';
import { fieldsOf, type Posted, valueFrom } from './fields.ts';
import { listing } from './listing.ts';
import { placeOf } from './place.ts';
import { allParts, options, partsOf } from './shape.ts';
import { fieldName, findingText, optionName, trail, valueText, wordFindings } from './wording.ts';

const facts = await readSeeds();
const around = surroundingsOf(facts);
const of = (kind: FactKind, id: string) => facts.find((fact) => fact.kind === kind && fact.id === id) as Fact;
let readers: Reader[];
let english: Reader;
beforeAll(async () => {
	readers = await Promise.all(languages.map(readerIn));
	english = await readerIn('en');
});

/** A Party with everything that the seeds leave open. */
const ghana = {
	...of('state', 'GHA'),
	value: {
		...(of('state', 'GHA').value as object),
		declaration30_5: { declared: true, day: '2017-03-23' },
		nonAcceptances: [
			{ amendment: 'cop-4', day: '2023-01-01', withdrawn: null },
			{ amendment: 'cop-5', day: '2024-05-01', withdrawn: '2025-01-01' }
		],
		amendmentInstruments: [{ amendment: 'cop-4', day: '2023-06-01' }],
		notes: [Object.fromEntries(languages.map((language) => [language, `note in ${language}`]))]
	}
} as Fact;
const samples = [...facts, ghana];

describe('the form of a fact', () => {
	it('covers every property of every value', () => {
		for (const { kind, id, value } of samples) {
			const parts = Object.entries(partsOf(kind));
			const due = parts.filter(([name, part]) => !part.spare || Object.hasOwn(value, name)).map(([name]) => name);
			expect(due.sort(), `${kind} ${id}`).toEqual(Object.keys(value).sort());
		}
	});

	it('posts what it was filled with', () => {
		for (const { kind, id, value } of samples) expect(valueFrom(kind, fieldsOf(kind, value)), `${kind} ${id}`).toEqual(value);
	});

	it('offers what the check accepts', () => {
		expect(facts.filter((fact) => fact.kind === 'region').map((fact) => fact.id)).toEqual([...regionIds]);
		for (const fact of samples)
			expect(checkFact({ ...fact, value: valueFrom(fact.kind, fieldsOf(fact.kind, fact.value)) }, around), `${fact.kind} ${fact.id}`).toEqual([]);
	});

	it('drops lines in which nothing is written, and only those', () => {
		const posted: Posted[] = [
			['nonAcceptances.0.amendment', ''],
			['nonAcceptances.0.day', ' '],
			['nonAcceptances.2.amendment', 'cop-4'],
			['nonAcceptances.2.day', '2023-01-01'],
			['nonAcceptances.10.amendment', ''],
			['nonAcceptances.10.day', '2024-01-01'],
			['notes.0.en', ''],
			['notes.1.en', ' Said\r\nso ']
		];
		expect(valueFrom('state', posted)).toMatchObject({
			nonAcceptances: [
				{ amendment: 'cop-4', day: '2023-01-01', withdrawn: null },
				{ amendment: null, day: '2024-01-01', withdrawn: null }
			],
			notes: [{ en: 'Said so' }]
		});
	});

	it('keeps what cannot be read as it was typed, for the check and for the form', () => {
		const typed: Posted[] = [
			['signature', '31/12/2013'],
			['signatory', 'perhaps'],
			['declaration30_5.declared', ''],
			['declaration30_5.day', '2020-01-01']
		];
		const value = valueFrom('state', typed) as Record<string, unknown>;
		expect(value).toMatchObject({ signature: '31/12/2013', signatory: 'perhaps', declaration30_5: { declared: null, day: '2020-01-01' } });
		expect(fieldsOf('state', value)).toEqual(expect.arrayContaining(typed));
		expect(
			checkFact({ kind: 'state', id: 'GHA', value, status: 'sourced', source: 'x' }, around).map((found) => `${found.at} ${found.code}`)
		).toEqual(
			expect.arrayContaining(['signature not-a-day', 'signatory not-yes-or-no', 'declaration30_5.declared not-yes-or-no', 'name.fr language-missing'])
		);
		expect(valueFrom('annex-a', [['phaseOutYear', '20x5']])).toMatchObject({ phaseOutYear: '20x5' });
		expect(valueFrom('article', [['number', '99999999999999999999']])).toMatchObject({ number: '99999999999999999999' });
	});

	it('takes nothing but fields of its kind', () => {
		expect(
			valueFrom('region', [
				['name.en', 'Here'],
				['__proto__.polluted', 'yes'],
				['constructor', 'x'],
				['iso2', 'GH']
			])
		).toEqual({ name: { en: 'Here' } });
	});

	it('has words for every field, choice, help and finding in six languages', () => {
		for (const reader of readers) {
			for (const kind of factKinds) {
				expect(reader.t(`facts.kind.${kind}`)).toBeTruthy();
				for (const [name, part] of allParts(kind)) {
					expect(fieldName(reader, name)).toBeTruthy();
					if (part.helped) expect(reader.t(`facts.help.${name}` as 'facts.help.rule')).toBeTruthy();
				}
			}
			for (const [list, choices] of Object.entries(options)) for (const choice of choices) expect(optionName(reader, list, choice)).toBeTruthy();
			for (const code of factFindingCodes) {
				const words = findingText(reader, 'state', {
					at: 'name.fr',
					code,
					severity: 'error',
					values: { language: 'fr', most: 5000, expected: '2017-08-16' }
				});
				expect(words, `${code} ${reader.language}`).toMatch(/\p{L}.+\S/u);
				expect(words).not.toMatch(/[{}]/);
			}
		}
	});
});

describe('a finding', () => {
	it('leads to the field that shows it, and names the way', () => {
		const ways = ['name.fr', 'nonAcceptances.1.day', 'articles.3', 'altLabel.en.0', 'source'].map((at) => {
			const place = placeOf(at === 'articles.3' || at === 'altLabel.en.0' ? 'concept' : 'state', at);
			return [place.id, trail(english, place.steps)];
		});
		expect(ways).toEqual([
			['name.fr', 'Name · French'],
			['nonAcceptances.1.day', 'Notices of non-acceptance (Article 27(3)(b)) · Line 2 · Day'],
			['articles', 'Articles'],
			['altLabel.en', 'Other labels · English'],
			['source', 'Source']
		]);
	});

	it('says by the field what would mend it', () => {
		const text = (kind: FactKind, at: string, code: 'not-an-option' | 'not-in-order' | 'not-by-article-31') =>
			findingText(english, kind, { at, code, severity: 'error', values: { expected: '2017-08-16' } });
		expect(text('state', 'iso2', 'not-an-option')).toContain('example');
		expect(text('state', 'kind', 'not-an-option')).toContain('list');
		expect(text('concept', 'broader', 'not-in-order')).toContain('concept');
		expect(text('meeting', 'end', 'not-in-order')).toContain('day');
		expect(text('state', 'entryIntoForce', 'not-by-article-31')).toContain('16 August 2017');
	});
});

describe('the page', () => {
	const shown = async (part: Component<never>, props: object, reader = english) =>
		(
			await render(part as Component<Record<string, unknown>>, { props: props as Record<string, unknown>, context: new Map([[readerKey, reader]]) })
		).body.replace(/<!--.*?-->/g, '');
	const plain = (text: string) =>
		text
			.replace(/&quot;/g, '"')
			.replace(/&lt;/g, '<')
			.replace(/&gt;/g, '>')
			.replace(/&amp;/g, '&');
	const attribute = (tag: string, name: string) => {
		const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
		return found ? plain(found[1] ?? '') : undefined;
	};

	/** What a browser without script would post of the markup. */
	function postedOf(markup: string): Posted[] {
		const tags = [...markup.matchAll(/<(input|textarea|select)\b[^>]*>(?:(?<=<(?:textarea|select)\b[^>]*>)([\s\S]*?)<\/\1>)?/g)];
		return tags.flatMap(([tag, kind, inside = '']): Posted[] => {
			const opening = tag.slice(0, tag.indexOf('>') + 1);
			const name = attribute(opening, 'name') ?? '';
			if (kind === 'textarea') return [[name, plain(inside).replace(/^\n/, '')]];
			if (kind === 'select') {
				const choices = [...inside.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
				return [[name, attribute(choices.find((option) => attribute(option, 'selected') !== undefined) ?? choices[0] ?? '', 'value') ?? '']];
			}
			const ticked = !['checkbox', 'radio'].includes(attribute(opening, 'type') ?? '') || attribute(opening, 'checked') !== undefined;
			return ticked ? [[name, attribute(opening, 'value') ?? '']] : [];
		});
	}

	const form = (fact: Fact, rest: object = {}) => ({ ...fact, seen: 'mark', findings: [], choices: {}, ...rest });

	it('posts the fact again, without script, whatever its lists offer', async () => {
		const oneOfEach = factKinds.flatMap((kind) =>
			samples.filter((fact) => fact.kind === kind).filter((_, index, all) => index < 2 || index === all.length - 1)
		);
		for (const fact of oneOfEach) {
			const posted = postedOf(await shown(FactForm, form(fact)));
			expect(valueFrom(fact.kind, posted), `${fact.kind} ${fact.id}`).toEqual(fact.value);
			expect(Object.fromEntries(posted)).toMatchObject({ seen: 'mark', status: fact.status, source: fact.source });
		}
	});

	it('labels each control, and gives each text its language and direction', async () => {
		const markup = await shown(FactForm, form(ghana));
		const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const labelled = new Set([...markup.matchAll(/\sfor="([^"]+)"/g)].map(([, id]) => id));
		for (const [, id] of markup.matchAll(/<(?:input|select|textarea)\b[^>]*\sid="([^"]+)"/g)) expect(labelled, id).toContain(id);
		expect(/<input[^>]*id="name\.ar"[^>]*>/.exec(markup)?.[0]).toMatch(/lang="ar" dir="rtl"/);
		expect(markup).toContain('name="nonAcceptances.2.day"');
	});

	it('shows findings at their fields and keeps what is no day', async () => {
		const value = { ...(ghana.value as object), signature: '31 December' };
		const found = wordFindings(english, 'state', checkFact({ ...ghana, value }, around));
		expect(found.map(({ id, whole }) => [id, whole.startsWith('Day of signature: ')])).toEqual([['signature', true]]);
		const markup = await shown(FactForm, form({ ...ghana, value } as Fact, { findings: found }));
		expect(/<input[^>]*id="signature"[^>]*>/.exec(markup)?.[0]).toMatch(
			/value="31 December".*aria-describedby="signature-findings" aria-invalid="true"/
		);
		expect(markup).toContain('id="signature-findings"');
	});

	it('tells what each change did, in words', async () => {
		const before = { value: of('state', 'GHA').value, status: 'to-verify', source: 'a page' };
		const after = {
			value: { ...(ghana.value as object), name: { ...(ghana.value as { name: object }).name, en: 'Republic of Ghana' } },
			status: 'sourced',
			source: 'a better page'
		};
		const changes = changesBetween('state', before, after);
		expect(changes.map((change) => change.at)).toEqual([
			'name',
			'declaration30_5.declared',
			'declaration30_5.day',
			'nonAcceptances.0.amendment',
			'nonAcceptances.0.day',
			'nonAcceptances.1.amendment',
			'nonAcceptances.1.day',
			'nonAcceptances.1.withdrawn',
			'amendmentInstruments.0.amendment',
			'amendmentInstruments.0.day',
			'notes.0',
			'status',
			'source'
		]);
		expect(changesBetween('state', after, after)).toEqual([]);
		const markup = await shown(FactHistory, {
			kind: 'state',
			history: [{ name: '', at: new Date('2026-11-24T10:00:00Z'), changes }],
			choices: { amendment: [{ id: 'cop-4', text: 'COP-4 amendment' }] }
		});
		for (const words of [
			'Erased account',
			'24 November 2026',
			'Republic of',
			'COP-4 amendment',
			'23 March 2017',
			'To verify',
			'better',
			'None, or not known'
		])
			expect(markup, words).toContain(words);
	});

	it('says values of every sort in one line', () => {
		const choices = { article: [{ id: '7', text: 'Article 7: Mining' }] };
		expect(valueText(english, { is: 'entries', of: 'article', numbers: true }, [7, 8], choices)).toBe('Article 7: Mining and 8');
		expect(valueText(english, { is: 'labels' }, { en: ['quicksilver'], fr: ['vif-argent'] }, choices)).toBe('quicksilver; vif-argent');
		expect(valueText(english, { is: 'yes-no' }, false, choices)).toBe('No');
		expect(valueText(english, { is: 'day', optional: true }, null, choices)).toBe('None, or not known');
	});
});

describe('the list', () => {
	const states = facts.filter((fact) => fact.kind === 'state').map(({ id, status, source, value }) => ({ ...value, id, status, source }));
	const wish = { edited: new Set(['GHA']), filter: 'all', words: '', language: 'fr' } as const;

	it('finds by name in any language, without accents, and by id', () => {
		for (const words of ['Гана', 'غانا', '加纳', 'GHA', 'ghana'])
			expect(
				listing(states, { ...wish, words }).rows.map((row) => row.id),
				words
			).toContain('GHA');
		expect(listing(states, { ...wish, words: 'cote ivoire' }).rows.map((row) => row.name)).toEqual(['Côte d’Ivoire']);
		expect(listing(states, { ...wish, words: 'nowhere at all' }).rows).toEqual([]);
	});

	it('filters by status and by hand, and counts the same', () => {
		const all = listing(states, wish);
		expect(all.counts).toMatchObject({ all: 198, edited: 1 });
		expect(all.counts['to-verify'] + all.counts.sourced).toBe(198);
		for (const filter of ['to-verify', 'sourced', 'edited'] as const)
			expect(listing(states, { ...wish, filter }).rows).toHaveLength(all.counts[filter]);
		expect(listing(states, { ...wish, filter: 'edited' }).rows).toMatchObject([{ id: 'GHA', name: 'Ghana', edited: true }]);
	});
});
