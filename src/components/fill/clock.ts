// SPDX-License-Identifier: Apache-2.0
// The time of day of a moment, with its zone, as the reader's language writes it. Knows no clock.
import { type Language, locales } from '#text/languages.ts';

/** "14:02 GMT+1"; `zone` undefined is the zone of the machine. What is no moment is given back as it came. */
export function timeOfDay(language: Language, moment: string, zone: string | undefined): string {
	const at = new Date(moment);
	if (Number.isNaN(at.getTime())) return moment;
	return new Intl.DateTimeFormat(locales[language], {
		timeZone: zone,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
		timeZoneName: 'short'
	}).format(at);
}
