// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { amountOf, amountsOf } from './amounts.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const dollars = { currency: 'USD' };

describe('an amount in a cell', () => {
	test.each([
		['$352,000 ', '352000'],
		['500,000', '500000'],
		['1999415', '1999415'],
		['$0', '0'],
		['$ 1,234.50', '1234.5'],
		['US$1,000', '1000'],
		['USD 1 234 567,89', '1234567.89'],
		['1.234.567,89 USD', '1234567.89'],
		["1'000'000", '1000000'],
		['1\u00a0000\u202f000', '1000000'],
		['12,5', '12.5'],
		['1.5 million', '1500000'],
		['US$ 2.06m', '2060000'],
		['3,2 millions de dollars', null],
		['3,2 млн долл. США', '3200000'],
		['٥٠٠٬٠٠٠', '500000'],
		['５００,０００', '500000'],
		['0.10', '0.1'],
		['+5', '5'],
		['9007199254740993.01', '9007199254740993.01']
	])('%s', (cell, amount) => {
		expect(amountOf(cell, dollars)).toEqual(amount === null ? { fault: 'amount-unreadable' } : usd(amount));
	});

	test.each(['', ' ', '-', '–', 'n/a', 'N/A', 'unknown', '...'])('%j says nothing', (cell) => expect(amountOf(cell, dollars)).toBeUndefined());

	test.each(['-5', '$-5', '(5,000)', '−1,000', '5-'])('%s is below zero, which no grant is', (cell) =>
		expect(amountOf(cell, dollars)).toEqual({ fault: 'amount-negative' })
	);

	test.each(['1.234', '1,23,456', '12.34.56', 'about 5', '5 to 7', '$', '1,000 USD or 900 EUR', '1e9', 'NaN', '=1+1', '9'.repeat(40)])(
		'%s is not read: it has two readings or none',
		(cell) => expect(amountOf(cell, dollars)).toEqual({ fault: 'amount-unreadable' })
	);

	test('currencies are those of the cell, else those of the source, else unknown', () => {
		expect(amountOf('€1,000', dollars)).toEqual({ amount: '1000', currency: 'EUR' });
		expect(amountOf('SEK 5000', dollars)).toEqual({ amount: '5000', currency: 'SEK' });
		expect(amountOf('$5', { currency: 'CAD' })).toEqual({ amount: '5', currency: 'CAD' });
		expect(amountOf('$5', { currency: 'EUR' })).toEqual(usd('5'));
		expect(amountOf('5000')).toEqual({ fault: 'amount-without-currency' });
	});

	test('a source that is known to write commas before the cents is read so', () => {
		const german = { decimal: ',', currency: 'EUR' } as const;
		expect(amountOf('1.234', german)).toEqual({ amount: '1234', currency: 'EUR' });
		expect(amountOf('1,234', german)).toEqual({ amount: '1.234', currency: 'EUR' });
		expect(amountOf('1,234.56', german)).toEqual({ fault: 'amount-unreadable' });
	});

	test('two sums stand in one cell', () => {
		expect(amountsOf('$500,000  $10,000', dollars)).toEqual([usd('500000'), usd('10000')]);
		expect(amountsOf('$500,000 $10,000', dollars)).toEqual([usd('500000'), usd('10000')]);
		expect(amountsOf('500 000', dollars)).toEqual([usd('500000')]);
		expect(amountsOf('', dollars)).toEqual([undefined]);
	});
});
