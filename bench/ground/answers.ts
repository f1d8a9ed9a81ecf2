// SPDX-License-Identifier: Apache-2.0
// A record to write again and again: an Article 17 information record of ordinary length, in two languages. It needs no file, so that what is
// measured is the record and not an upload.
import type { Answers } from '#forms/form.ts';

export const type = 'art17-exchange-record';

const sentence =
	'Measurements of mercury in the air of four towns were repeated through two dry seasons with passive samplers and compared with reference instruments. ';
const phrase =
	'Le mercure dans l’air de quatre villes a été mesuré pendant deux saisons sèches à l’aide de capteurs passifs et comparé à des appareils de référence. ';

/** Whole and without findings; `mark` makes it tell itself from others. */
export const information = (mark: string): Answers => ({
	kind: 'scientific',
	subjects: ['emissions', 'products'],
	title: { en: `Mercury in the air of four towns, ${mark}`, fr: `Le mercure dans l’air de quatre villes, ${mark}` },
	abstract: { en: sentence.repeat(5), fr: phrase.repeat(5) },
	language: 'en',
	links: [`https://example.org/studies/${mark}`],
	licence: 'CC BY 4.0',
	articles: ['8', '17'],
	areas: ['products-processes'],
	geographicScope: ['GHA', 'CHE'],
	confidential: false,
	authorKind: 'party',
	contact: {
		name: 'Ama Owusu',
		title: 'Director',
		organisation: 'Environmental Agency',
		email: 'ama@example.org',
		telephone: '+233 30 000 0000',
		address: '1 River Road'
	}
});
