// SPDX-License-Identifier: Apache-2.0
// Speaks for an invented report: in its language, one of the variants that seeds/demo/report-texts.yaml has, and behind the mark of demonstration.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Language } from '#text/languages.ts';
import type { Dice } from './chance.ts';

export type ReportTexts = { [about: string]: { [language in Language]: string }[] };

export const readReportTexts = async (folder = 'seeds/demo'): Promise<ReportTexts> =>
	parse(await readFile(join(folder, 'report-texts.yaml'), 'utf8')) as ReportTexts;

export interface Speaking {
	/** A sentence about something, with its mark. */
	say(about: string): string;
	/** Words as they are. */
	name(about: string): string;
}

/** `years`: those of the period, of which a text may name one. */
export function speakingIn(texts: ReportTexts, language: Language, dice: Dice, years: readonly number[]): Speaking {
	const name = (about: string): string => {
		const variants = texts[about];
		if (!variants?.length) throw new Error(`report-texts.yaml says nothing about ${about}`);
		return dice.one(variants)[language].replace('{year}', String(dice.one(years)));
	};
	return { name, say: (about) => name('text').replace('{says}', () => name(about)) };
}
