// SPDX-License-Identifier: Apache-2.0
// What stays of a withdrawn record as linked data: that it was, what it was called and why it is no more. Pure.
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';

export interface Withdrawn {
	id: string;
	title: Words;
	reason: string | null;
	withdrawnAt: string | null;
}

export const tombstoneDescription = ({ id, title, reason, withdrawnAt }: Withdrawn, origin: string) => ({
	'@context': 'https://schema.org',
	'@type': 'CreativeWork',
	'@id': `${origin}/records/${id}`,
	identifier: id,
	name: languages.flatMap((language) => (title[language] ? [{ '@value': title[language], '@language': language }] : [])),
	creativeWorkStatus: 'withdrawn',
	...(reason ? { abstract: reason } : {}),
	...(withdrawnAt ? { expires: withdrawnAt } : {})
});
