// SPDX-License-Identifier: Apache-2.0
// Says from which language a record is translated. What was made from another language before is then to be looked at again.
import { type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Language } from '#text/languages.ts';
import { languagesSaid } from '../unit.ts';
import { logTranslation, openTranslation, rememberSource } from './translations.ts';

export async function chooseSource(
	db: Writing,
	doing: Doing,
	{ record, language }: { record: string; language: Language }
): Promise<{ language: Language } | Refusal> {
	const opened = await openTranslation(reading(db), doing.definitions, doing.by, record);
	if (!opened) return refuse('not-found');
	if (!languagesSaid(opened.form, opened.answers).has(language)) return refuse('not-valid');
	await rememberSource(db, record, language, doing.by.id, doing.at, true);
	await logTranslation(db, 'source-chosen', { record, language, by: doing.by.id, at: doing.at });
	return { language };
}
