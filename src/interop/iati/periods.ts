// SPDX-License-Identifier: Apache-2.0
// The earliest day that a project of a funding period can have begun. The standard asks every activity for a day, and most sources tell the period alone.
// GEF: the first day of each replenishment period, public knowledge that is to be verified. SIP: the day on which the round was decided, as
// seeds/projects/sip.json has it; the third round is known by its month only and is left out.
const first: Record<string, string> = {
	'gef-1': '1994-07-01',
	'gef-2': '1998-07-01',
	'gef-3': '2002-07-01',
	'gef-4': '2006-07-01',
	'gef-5': '2010-07-01',
	'gef-6': '2014-07-01',
	'gef-7': '2018-07-01',
	'gef-8': '2022-07-01',
	'sip round 1': '2018-10-03',
	'sip round 2': '2019-09-20',
	'sip round 4': '2025-01-24'
};

export const firstDayOf = (period: string | null): string | null =>
	period === null
		? null
		: (first[
				period
					.toLowerCase()
					.replace(/\s*-\s*/g, '-')
					.trim()
			] ?? null);
