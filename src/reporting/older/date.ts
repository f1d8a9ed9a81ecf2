// SPDX-License-Identifier: Apache-2.0
// Days, months and years as people and spreadsheets write them, in six languages. `unclear` where a day can be read in two ways. Pure.
import { isDay } from '#forms/kinds/time.ts';
import { languages, locales } from '#text/languages.ts';
import { plain } from './plain.ts';

/** Days of a spreadsheet are counted from the end of 1899. Figures outside of what a report can speak of are none. */
const serial = (text: string): string | undefined => {
	if (!/^\d{5}(\.\d+)?$/.test(text)) return undefined;
	const count = Math.floor(Number(text));
	return count >= 20_000 && count <= 80_000 ? new Date(Date.UTC(1899, 11, 30 + count)).toISOString().slice(0, 10) : undefined;
};

const monthNames = new Map<string, number>();
for (const language of languages)
	for (const locale of [locales[language], ...(language === 'ar' ? ['ar-LB', 'ar-DZ', 'ar-MA'] : [])])
		for (let month = 0; month < 12; month += 1)
			for (const name of ['long', 'short'] as const)
				for (const options of [{ month: name }, { day: 'numeric', month: name }] as const) {
					const date = new Date(Date.UTC(2021, month, 9));
					const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).formatToParts(date);
					const word = plain(parts.find(({ type }) => type === 'month')?.value ?? '');
					if (word && !/^\d+$/.test(word)) monthNames.set(word, month + 1);
				}

const two = (number: number | string): string => String(number).padStart(2, '0');
const whole = (year: number | string, month: number | string, day: number | string): string | undefined => {
	const text = `${year}-${two(month)}-${two(day)}`;
	return isDay(text) ? text : undefined;
};

/** Numbers and names of months, in their order; what is between is left out. */
function partsOf(text: string): { numbers: string[]; month: number | undefined; order: string } {
	const numbers: string[] = [];
	let month: number | undefined;
	let order = '';
	for (const word of plain(text.replace(/[年月日]/gu, ' ')).split(' ')) {
		const digits = /^(\d{1,4})(?:st|nd|rd|th|er|го|г)?$/u.exec(word)?.[1];
		if (digits) {
			numbers.push(digits);
			order += digits.length > 2 ? 'y' : 'n';
		} else if (monthNames.has(word)) {
			month ??= monthNames.get(word);
			order += 'm';
		}
	}
	return { numbers, month, order };
}

export function dayIn(text: string): string | 'unclear' | undefined {
	const said = text.trim();
	const counted = serial(said);
	if (counted) return counted;
	const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(said);
	if (iso) return whole(iso[1] as string, iso[2] as string, iso[3] as string);
	const { numbers, month, order } = partsOf(said);
	const [a = '', b = '', c = ''] = numbers;
	if (month !== undefined && numbers.length === 2) return order.includes('y') ? (a.length > 2 ? whole(a, month, b) : whole(b, month, a)) : undefined;
	if (order === 'ynn') return whole(a, b, c);
	if (order !== 'nny') return undefined;
	// The day comes first all over the world but in one place; where both can be meant nobody guesses, but points mean that it does.
	if (/^\d{1,2}\.\d{1,2}\.\d{4}/.test(said) || Number(a) > 12 || a === b) return whole(c, b, a);
	return Number(b) > 12 ? whole(c, a, b) : 'unclear';
}

export function monthIn(text: string): string | 'unclear' | undefined {
	const said = text.trim();
	if (/^\d{4}-\d{2}$/.test(said)) return isDay(`${said}-01`) ? said : undefined;
	const { numbers, month, order } = partsOf(said);
	const of = (year: string | undefined, number: string | number | undefined) => (year && number ? whole(year, number, 1)?.slice(0, 7) : undefined);
	if (month !== undefined && numbers.length === 1 && order.includes('y')) return of(numbers[0], month);
	if (order === 'ny') return of(numbers[1], numbers[0]);
	if (order === 'yn') return of(numbers[0], numbers[1]);
	const day = dayIn(said);
	return day === undefined || day === 'unclear' ? day : day.slice(0, 7);
}

export function yearIn(text: string): number | 'unclear' | undefined {
	const said = text.trim();
	const only = /^(\d{4})(?: 0+)?$/.exec(plain(said))?.[1] ?? /^(\d{4})\s*(?:г\.?|год|年)?$/u.exec(said)?.[1];
	if (only) return Number(only);
	const day = dayIn(said);
	return day === undefined || day === 'unclear' ? day : Number(day.slice(0, 4));
}
