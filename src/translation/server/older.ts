// SPDX-License-Identifier: Apache-2.0
// For readers of a revision: the languages in which a text is older than its source. Asks nothing of records in one language.
import type { Answers, Form } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { allUnits } from '../unit.ts';
import { knownOf, sourceLanguage } from './translations.ts';

/** `answers` are what the reader may see. */
export async function olderThanSource(
	db: Reading,
	record: string,
	form: Form,
	answers: Answers,
	said: readonly string[]
): Promise<{ language: Language; source: Language }[]> {
	if (said.length < 2) return [];
	const known = await knownOf(db, record, 'marks-alone');
	if (known.length === 0) return [];
	const { language } = await sourceLanguage(db, record, form, answers);
	const stale = allUnits(form, answers, language, known).filter(({ state }) => state === 'stale');
	return [...new Map(stale.map((unit) => [unit.language, { language: unit.language, source: unit.sourceLanguage }])).values()];
}
