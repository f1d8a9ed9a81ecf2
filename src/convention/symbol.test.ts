// SPDX-License-Identifier: Apache-2.0
// Symbols: what the public pages cite is read, what they do not is refused, and whatever is written is read again as it was.
import { describe, expect, it } from 'vitest';
import {
	belongsTo,
	compareSymbols,
	isOfMeeting,
	type MeetingSymbol,
	parseSymbol,
	readSymbol,
	replacedBy,
	symbolFault,
	symbolKey,
	symbolPartNames,
	symbolSeries,
	symbolText,
	wholeOf
} from './symbol.ts';

const cited = [
	'UNEP/MC/COP.6/1/Rev.1',
	'UNEP/MC/COP.6/6/Add.3',
	'UNEP/MC/COP.6/INF/26',
	'UNEP/MC/COP.6/CRP.6',
	'UNEP/MC/COP.1/29',
	'UNEP(DTIE)/Hg/INC.7/3',
	'UNEP(DTIE)/Hg/INC.7/22/Rev.1',
	'UNEP(DTIE)/Hg/CONF/4',
	'UNEP/MC/ICC.4/2',
	'UNEP/MC/OESG.1/INF/3/Add.1/Corr.1',
	'UNEP/MC/COP.6/3/Rev.2/Add.1',
	'MC-5/13',
	'MC-1/1',
	'MC/COP6/2025/59',
	'MC/ES/2024/11'
];

describe('the grammar of symbols', () => {
	it.each(cited)('reads %s, and writes it as it was', (text) => {
		const symbol = parseSymbol(text);
		expect(symbol).not.toBeNull();
		expect(symbolText(symbol as MeetingSymbol)).toBe(text);
		expect(symbolFault(text, 'any')).toBeNull();
	});

	it.each([
		'UNEP/MC/COP.6',
		'UNEP/MC/COP/6/1',
		'UNEP/MC/COP.6/INF26',
		'UNEP/MC/COP.6/1/Rev',
		'UNEP/MC/XYZ.6/1',
		'MC-5',
		'MC-5/0',
		'K2000021 150520',
		''
	])('does not take %s', (text) => expect(parseSymbol(text)).toBeNull());

	it('knows documents of the Convention from those of the negotiation', () => {
		expect(parseSymbol('UNEP(DTIE)/Hg/INC.7/3')?.family).toBe('older');
		expect(parseSymbol('UNEP/MC/COP.6/1')?.family).toBe('document');
	});

	it('takes a draft decision apart, which no question takes as an answer', () => {
		expect(parseSymbol('MC-6/[--]')).toEqual({ family: 'decision', body: 'COP', meeting: 6, number: null });
		expect(symbolFault('MC-6/[--]', 'decision')).toBe('not-a-symbol');
	});

	it.each([
		['  unep/mc/cop.6/1/rev.1 ', 'UNEP/MC/COP.6/1/Rev.1'],
		['UNEP / MC / COP.6 / INF / 26', 'UNEP/MC/COP.6/INF/26'],
		['UNEP/MC/COP.6/INF26', 'UNEP/MC/COP.6/INF/26'],
		['UNEP/MC/COP 6/6/Add 3', 'UNEP/MC/COP.6/6/Add.3'],
		['UNEP/MC/COP/6/1', 'UNEP/MC/COP.6/1'],
		['UNEP/MC/COP.6/CRP6', 'UNEP/MC/COP.6/CRP.6'],
		['unep(dtie)/hg/inc.7/22/rev1', 'UNEP(DTIE)/Hg/INC.7/22/Rev.1'],
		['UNEP\\MC\\COP.6\\007', 'UNEP/MC/COP.6/7'],
		['decision mc–5/13', 'MC-5/13'],
		['ＭＣ-5／13', 'MC-5/13'],
		['mc/es/2024/11', 'MC/ES/2024/11']
	])('proposes for “%s” %s', (typed, proposal) => {
		expect(symbolFault(typed, 'any')).toEqual({ proposal });
		expect(symbolKey(typed)).toBe(symbolKey(proposal));
	});

	it('asks for the family that is wanted', () => {
		expect(symbolFault('MC-5/13', 'document')).toBe('not-a-symbol');
		expect(symbolFault('UNEP/MC/COP.6/1', 'decision')).toBe('not-a-symbol');
		expect(symbolFault('UNEP(DTIE)/Hg/INC.7/3', 'document')).toBeNull();
	});

	it('is not held up by what is long or strange', () => {
		expect(readSymbol(`UNEP/MC/COP.6/1${'/Add.1'.repeat(10_000)}`)).toBeNull();
		expect(readSymbol(`UNEP/MC/COP.6/1${'/Add.1'.repeat(9)}`)).toBeNull();
		expect(readSymbol('=HYPERLINK("http://example.org")')).toBeNull();
	});
});

/** Numbers that look like chance and are the same at every run. */
function chances(seed: number) {
	let state = seed;
	return (most: number): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * most);
	};
}

describe('whatever symbol there is', () => {
	const chance = chances(7);
	const of = <T>(list: readonly T[]): T => list[chance(list.length)] as T;
	const any = (): MeetingSymbol => {
		const family = of(['document', 'document', 'older', 'decision', 'letter'] as const);
		const meeting = 1 + chance(12);
		if (family === 'decision') return { family, body: 'COP', meeting, number: 1 + chance(40) };
		if (family === 'letter')
			return {
				family,
				...of([
					{ body: 'ES', meeting: null },
					{ body: 'COP', meeting }
				]),
				year: 2010 + chance(30),
				number: 1 + chance(99)
			};
		const conference = family === 'older' && chance(4) === 0;
		return {
			family,
			body: family === 'document' ? of(['COP', 'ICC', 'OESG', 'EEG']) : conference ? 'CONF' : 'INC',
			meeting: conference ? null : meeting,
			series: of(symbolSeries),
			number: 1 + chance(120),
			parts: Array.from({ length: chance(4) }, () => ({ name: of(symbolPartNames), number: 1 + chance(5) }))
		};
	};
	const all = Array.from({ length: 2_000 }, any);

	it('is read as it was written, and found however it is typed', () => {
		for (const symbol of all) {
			const text = symbolText(symbol);
			expect(parseSymbol(text), text).toEqual(symbol);
			const typed = [...text].map((sign) => (chance(3) === 0 ? sign.toLowerCase() : sign)).join(chance(5) === 0 ? ' ' : '');
			expect(readSymbol(typed), typed).toEqual(symbol);
		}
	});

	it('has one place in the order, the same from both sides', () => {
		const texts = all.slice(0, 300).map(symbolText);
		for (const a of texts)
			for (const b of texts.slice(0, 40)) {
				expect(Math.sign(compareSymbols(a, b))).toBe(-Math.sign(compareSymbols(b, a)) + 0);
				if (a !== b) expect(compareSymbols(a, b)).not.toBe(0);
			}
		const sorted = texts.toSorted(compareSymbols);
		expect(texts.toReversed().toSorted(compareSymbols)).toEqual(sorted);
	});
});

describe('what belongs to what', () => {
	const parsed = (text: string) => parseSymbol(text) as MeetingSymbol;
	const text = (symbol: MeetingSymbol | null) => symbol && symbolText(symbol);

	it('goes back part by part', () => {
		expect(text(belongsTo(parsed('UNEP/MC/COP.6/1/Rev.1')))).toBe('UNEP/MC/COP.6/1');
		expect(text(belongsTo(parsed('UNEP/MC/COP.6/6/Add.3/Corr.1')))).toBe('UNEP/MC/COP.6/6/Add.3');
		expect(belongsTo(parsed('UNEP/MC/COP.6/6'))).toBeNull();
		expect(belongsTo(parsed('MC-5/13'))).toBeNull();
		expect(text(wholeOf(parsed('UNEP/MC/COP.6/6/Add.3/Corr.1')))).toBe('UNEP/MC/COP.6/6');
	});

	it('lets a revision take the place of what was before it, and nothing else', () => {
		expect(text(replacedBy(parsed('UNEP/MC/COP.6/1/Rev.1')))).toBe('UNEP/MC/COP.6/1');
		expect(text(replacedBy(parsed('UNEP/MC/COP.6/1/Rev.3')))).toBe('UNEP/MC/COP.6/1/Rev.2');
		expect(text(replacedBy(parsed('UNEP/MC/COP.6/6/Add.3/Rev.1')))).toBe('UNEP/MC/COP.6/6/Add.3');
		expect(replacedBy(parsed('UNEP/MC/COP.6/6/Add.3'))).toBeNull();
		expect(replacedBy(parsed('UNEP/MC/COP.6/6/Corr.1'))).toBeNull();
	});

	it('puts documents in the order of a list', () => {
		const order = [
			'UNEP(DTIE)/Hg/INC.7/3',
			'UNEP(DTIE)/Hg/CONF/4',
			'UNEP/MC/COP.1/29',
			'UNEP/MC/COP.6/2',
			'UNEP/MC/COP.6/2/Add.1',
			'UNEP/MC/COP.6/2/Add.1/Corr.1',
			'UNEP/MC/COP.6/2/Add.2',
			'UNEP/MC/COP.6/2/Corr.1',
			'UNEP/MC/COP.6/2/Rev.1',
			'UNEP/MC/COP.6/10',
			'UNEP/MC/COP.6/INF/2',
			'UNEP/MC/COP.6/INF/10',
			'UNEP/MC/COP.6/CRP.1',
			'UNEP/MC/COP.6/L.1',
			'MC-1/8',
			'MC-1/16',
			'MC-5/1',
			'a note without a symbol'
		];
		expect(order.toReversed().toSorted(compareSymbols)).toEqual(order);
	});

	it('knows the meeting, in two parts too', () => {
		expect(isOfMeeting(parsed('UNEP/MC/COP.6/1'), 'COP6')).toBe(true);
		expect(isOfMeeting(parsed('UNEP/MC/COP.6/1'), 'COP7')).toBe(false);
		expect(isOfMeeting(parsed('MC-4/3'), 'COP4.2')).toBe(true);
		expect(isOfMeeting(parsed('UNEP/MC/OESG.2/1'), 'OESG-2')).toBe(true);
		expect(isOfMeeting(parsed('UNEP(DTIE)/Hg/CONF/4'), 'DIPCON')).toBe(true);
		expect(isOfMeeting(parsed('MC/ES/2024/11'), 'COP6')).toBe(false);
	});
});
