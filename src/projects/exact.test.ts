// SPDX-License-Identifier: Apache-2.0
import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { exact, nothing, plus, writtenOut } from './exact.ts';

const sumOf = (...texts: string[]) => writtenOut(texts.map(exact).reduce(plus, nothing));

describe('exact sums', () => {
	it('lose no unit and no hundredth', () => {
		expect(sumOf()).toBe('0');
		expect(sumOf('0.1', '0.2')).toBe('0.3');
		expect(sumOf('99999999999999999999', '0.01')).toBe('99999999999999999999.01');
		expect(sumOf('1.50', '0.5')).toBe('2');
		expect(sumOf('0.05')).toBe('0.05');
		expect(sumOf('007')).toBe('7');
		expect(sumOf('1000', '500')).toBe('1500');
	});

	it('are those of a library that counts in decimals', () => {
		const Wide = Decimal.clone({ precision: 60 });
		let seed = 7;
		const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
		for (let run = 0; run < 200; run += 1) {
			const texts = Array.from(
				{ length: 1 + next(6) },
				() =>
					`${next(1e9)}${
						next(2)
							? `.${String(next(1e6))
									.padStart(6, '0')
									.slice(0, 1 + next(6))}`
							: ''
					}`
			);
			expect(sumOf(...texts), texts.join(' + ')).toBe(texts.reduce((sum, text) => sum.plus(text), new Wide(0)).toFixed());
		}
	});
});
