// SPDX-License-Identifier: Apache-2.0
// Days as tables write them. One that can be read in two ways is not read. Pure.

function valid(year: number, month: number, day: number): string | undefined {
	const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
	const date = new Date(`${text}T00:00:00Z`);
	return year >= 1900 && year <= 2200 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

/** `workbook`: days are numbers there, counted from the last day of 1899. `undefined`: no day, or one of two. */
export function dayOf(cell: string, order?: 'dmy' | 'mdy', workbook = false): string | undefined {
	const text = cell.normalize('NFKC').trim();
	const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text) ?? /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text);
	if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	if (workbook && /^\d{5}(?:\.\d+)?$/.test(text)) {
		const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000);
		return valid(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
	}
	const figures = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
	if (!figures) return undefined;
	const [first, second, year] = [Number(figures[1]), Number(figures[2]), Number(figures[3])];
	if (order === 'dmy') return valid(year, second, first);
	if (order === 'mdy') return valid(year, first, second);
	// Points are written where the day comes first; else only a number above twelve tells.
	if (text.includes('.') || first > 12 || first === second) return valid(year, second, first);
	return second > 12 ? valid(year, first, second) : undefined;
}
