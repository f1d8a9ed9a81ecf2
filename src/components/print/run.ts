// SPDX-License-Identifier: Apache-2.0
// Runs of text for paper, in the words of one reader: what Said and When are on a page.
import type { Line, PrintedDocument, Run } from '#interop/print/document.ts';
import type { Reader } from '#text/message.ts';
import { choose, type Words } from '#text/words.ts';
import { moment } from '../intl.ts';
import { tongue } from '../kinds/wording.ts';

export type Look = Pick<Run, 'look' | 'href'>;

/** A text of the platform, in the language of the document. */
export const own = (text: string, look: Look = {}): Line => [{ text, ...look }];

/** A text that somebody typed, of a language that is not known. */
export const typed = (text: string, look: Look = {}): Line => [{ text, language: 'und', ...look }];

/** A text by language: the reader's, or the best other one, which is then named. Empty where there is none. */
export function said(reader: Reader, words: Words | null | undefined, { note = true, ...look }: Look & { note?: boolean } = {}): Line {
	const chosen = choose(words ?? {}, reader.language);
	if (!chosen) return [];
	if (chosen.language === reader.language) return [{ text: chosen.text, ...look }];
	const named: Line = note
		? [{ text: ` (${reader.t('print.in-language', { language: tongue(reader.language, chosen.language) })})`, look: 'soft' }]
		: [];
	return [{ text: chosen.text, language: chosen.language, ...look }, ...named];
}

/** Lines one after the other, with a sign between them. */
export const joined = (lines: Line[], between = ' · '): Line =>
	lines.filter((line) => line.length > 0).flatMap((line, at) => (at > 0 ? [{ text: between }, ...line] : line));

/** What every document of the platform carries, whatever it shows. */
export const frame = (
	{ language, direction, t }: Reader,
	{ address, at, demo }: { address: string; at: Date; demo: boolean }
): Pick<PrintedDocument, 'language' | 'direction' | 'platform' | 'demonstration' | 'source' | 'pageOf'> => ({
	language,
	direction,
	platform: t('site.name'),
	demonstration: demo ? t('site.demo') : null,
	source: { label: t('print.found'), address, made: t('print.made', { moment: moment(language, at) }) },
	pageOf: t('print.page', { page: '{page}', pages: '{pages}' })
});
