// SPDX-License-Identifier: Apache-2.0
// Amounts of money as people and programs write them in cells, read into exact decimals. What can be read in two ways is not read. Pure.
import { Decimal } from 'decimal.js';
import type { Money } from '#projects/found.ts';

/** How a source writes: the sign before the cents where it is known, and the currency meant where a cell names none, or only `$`. */
export interface AmountManner {
	decimal?: '.' | ',';
	currency?: string;
}

export type AmountFault = 'amount-unreadable' | 'amount-negative' | 'amount-without-currency';
/** `undefined`: the cell says that nothing is known. */
export type ReadAmount = Money | { fault: AmountFault } | undefined;

const codes = new Set(Intl.supportedValuesOf('currency'));
/** `¥` may be yen or yuan, and `kr` one of several: they say no currency. `$` is a dollar; whose, the source's manner says. */
const signs: readonly (readonly [RegExp, string])[] = [
	[/US\s?\$|\$\s?US\b|\bU\.S\. ?dollars?\b|\bUS ?dollars?\b|\bd[oó]lares\b|долл\S*(?: США)?|美元|دولار(?: أمريكي)?/giu, 'USD'],
	[/€|\beuros?\b|евро|欧元|يورو/giu, 'EUR'],
	[/£|\bpounds? sterling\b/giu, 'GBP'],
	[/\bSwiss francs?\b|\bfrancs suisses\b/giu, 'CHF']
];

const multiples: readonly (readonly [RegExp, number])[] = [
	[/\b(?:billions?|bn|milliards?)\b|млрд\.?|十亿|مليار/iu, 1e9],
	[/\b(?:millions?|mill?ones|mill[oó]n|mio|mln|mn|m)\b\.?|миллион\S*|млн\.?|百万|مليون|ملايين/iu, 1e6],
	[/\b(?:thousands?|k|mille|mil|milliers)\b|тыс\S*\.?|ألف|آلاف/iu, 1e3]
];

const nothing = /^(?:[-–—.?*]+|n\/?a\.?|none|null|nil|tbd|tbc|unknown|not available|not applicable|nd|s\/o|нет|无|不详|غير متاح)?$/iu;

/** Signs that stand for digits and separators in Arabic, and the wide ones of Chinese. */
const plainDigits = (text: string): string =>
	text
		.normalize('NFKC')
		.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
		.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
		.replace(/٬/g, ',')
		.replace(/٫/g, '.')
		.replace(/[−‒]/g, '-');

/** Digits with separators as one number, `null` where two readings are possible or none. */
function numberOf(text: string, decimal: AmountManner['decimal']): string | null {
	// Blanks and apostrophes only ever divide thousands.
	const grouped = /^\d{1,3}(?:[ '’]\d{3})+(?=[.,]|$)/.test(text) ? text.replace(/[ '’]/g, '') : text;
	if (!/^\d[\d.,]*$|^[.,]\d+$/.test(grouped)) return null;
	const [dots, commas] = [grouped.split('.').length - 1, grouped.split(',').length - 1];
	const thousands = (sign: string) => new RegExp(`^\\d{1,3}(?:\\${sign}\\d{3})+$`);
	const point = (whole: string, sign: string) => {
		const at = whole.lastIndexOf(sign);
		return at < 0 ? whole : `${whole.slice(0, at) || '0'}.${whole.slice(at + 1)}`;
	};
	if (dots && commas) {
		// The last of the two stands before the cents, and only once.
		const [sign, other] = grouped.lastIndexOf('.') > grouped.lastIndexOf(',') ? ['.', ','] : [',', '.'];
		if (decimal && decimal !== sign) return null;
		const [whole = '', cents = ''] = [grouped.slice(0, grouped.lastIndexOf(sign)), grouped.slice(grouped.lastIndexOf(sign) + 1)];
		if (!thousands(other).test(whole) || !/^\d+$/.test(cents)) return null;
		return `${whole.replaceAll(other, '')}.${cents}`;
	}
	const sign = dots ? '.' : ',';
	const count = dots + commas;
	if (count === 0) return grouped;
	if (count > 1) return thousands(sign).test(grouped) && decimal !== sign ? grouped.replaceAll(sign, '') : null;
	if (decimal === sign) return /\d$/.test(grouped) ? point(grouped, sign) : null;
	if (thousands(sign).test(grouped)) {
		if (decimal) return grouped.replace(sign, '');
		// 1,234 is read as in English; 1.234 may be either.
		return sign === ',' ? grouped.replace(sign, '') : null;
	}
	if (decimal) return null;
	return /[.,]\d{1,2}$|\.\d{4,}$/.test(grouped) ? point(grouped, sign) : null;
}

/** One amount of a cell. */
export function amountOf(cell: string, manner: AmountManner = {}): ReadAmount {
	let text = plainDigits(cell).replace(/\s+/g, ' ').trim();
	if (text.length > 100) return { fault: 'amount-unreadable' };
	if (nothing.test(text)) return undefined;
	const currencies = new Set<string>();
	for (const [sign, currency] of signs)
		text = text.replace(sign, () => {
			currencies.add(currency);
			return ' ';
		});
	text = text.replace(/(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/g, (code) => (codes.has(code) ? (currencies.add(code), ' ') : code));
	if (/\$|\bdollars?\b/i.test(text)) {
		if (!currencies.size) currencies.add(manner.currency && /D$/.test(manner.currency) ? manner.currency : 'USD');
		text = text.replace(/\$|\bdollars?\b/gi, ' ');
	}
	let factor = 1;
	for (const [word, times] of multiples)
		if (word.test(text.replace(/(\d)(?=[A-Za-z])/g, '$1 '))) {
			text = text.replace(/(\d)(?=[A-Za-z])/g, '$1 ').replace(word, ' ');
			factor = times;
			break;
		}
	text = text.replace(/\s+/g, ' ').trim();
	const negative = /^-|-$|^\(.*\)$/.test(text);
	const number = numberOf(text.replace(/^[-+]\s*|\s*-$|^\(\s*|\s*\)$/g, '').trim(), manner.decimal);
	// The sign before the currency went with it: what is left of a cell that held only signs says nothing.
	if (number === null || currencies.size > 1) return { fault: 'amount-unreadable' };
	const amount = new Decimal(number).times(factor).toFixed();
	if (amount.replace(/\D/g, '').length > 30) return { fault: 'amount-unreadable' };
	if (negative && !/^0*(?:\.0*)?$/.test(amount)) return { fault: 'amount-negative' };
	const currency = [...currencies][0] ?? manner.currency;
	return currency ? { amount, currency } : { fault: 'amount-without-currency' };
}

/** Several amounts in one cell: with two blanks between them, or each with its sign. */
export const amountsOf = (cell: string, manner: AmountManner = {}): ReadAmount[] =>
	cell
		.trim()
		.split(/\s{2,}|[\r\n]+|(?<=[\d.])\s+(?=(?:US\s?)?[$€£])/)
		.map((one) => amountOf(one, manner));
