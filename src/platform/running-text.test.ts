// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { runningText } from './running-text.ts';

describe('words broken at the end of a line', () => {
	test('are whole again, in every language that breaks them', () => {
		expect(runningText('the inter-\nnational trade')).toBe('the international trade');
		expect(runningText('l’élimi-\n   nation progres\u00ad\nsive')).toBe('l’élimination progressive');
		expect(runningText('la extrac‐\nción de oro')).toBe('la extracción de oro');
		expect(runningText('национальный план дей-\nствий')).toBe('национальный план действий');
	});

	test('keep a hyphen that is their own', () => {
		expect(runningText('small-scale mining. Artisanal and small-\nscale')).toBe('small-scale mining. Artisanal and small-scale');
		expect(runningText('São Tomé-\nPríncipe')).toBe('São Tomé-Príncipe');
		expect(runningText('Small-\nscale and SMALL-SCALE')).toBe('Small-scale and SMALL-SCALE');
	});

	test('a dash, a number or an end of paragraph is no broken word', () => {
		expect(runningText('mercury –\nthe metal')).toBe('mercury –\nthe metal');
		expect(runningText('2013-\n2020')).toBe('2013-\n2020');
	});
});

describe('signs', () => {
	test('that are a shape of a letter are that letter', () => {
		expect(runningText('ﺍﻟﺰﺋﺒﻖ ﻭﻻ')).toBe('الزئبق ولا');
		expect(runningText('oﬃcial ﬁsh')).toBe('official fish');
		expect(runningText('Ｈｇ　２０１３')).toBe('Hg 2013');
	});

	test('that nobody sees go', () => {
		expect(runningText('mer\u00adcu\u200bry\ufeff \u202bsays\u202c')).toBe('mercury says');
		expect(runningText('a\u0000b\ud800c\uf0b7d\ufffde\u001b')).toBe('abcde');
	});

	test('outside the first plane stay whole', () => {
		expect(runningText('𠮷野家')).toBe('𠮷野家');
	});
});

describe('lines', () => {
	test('of Chinese run on', () => {
		expect(runningText('关于汞的水\n俣公约\n\n第七条')).toBe('关于汞的水俣公约\n\n第七条');
		expect(runningText('汞\nmercury\n汞')).toBe('汞\nmercury\n汞');
	});

	test('of Chinese with spaces between the signs are words, cells of a table are not', () => {
		expect(runningText('水 俣 公 约')).toBe('水俣公约');
		expect(runningText('汞 铅')).toBe('汞 铅');
		expect(runningText('国家 行动 计划')).toBe('国家 行动 计划');
	});

	test('end as they end anywhere, with one empty line at most', () => {
		expect(runningText('a\r\nb\rc\u2028d\f\n \n\ne  \t f ')).toBe('a\nb\nc\nd\n\ne f');
	});

	test('take no longer for being hostile', () => {
		const began = performance.now();
		for (const piece of ['-\n', 'a-\n', '汞 ', '汞\n', ' \n', '\u00ad ', 'a-']) runningText(piece.repeat(200_000));
		expect(performance.now() - began).toBeLessThan(5000);
	});
});
