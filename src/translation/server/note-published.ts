// SPDX-License-Identifier: Apache-2.0
// Notes of a published revision from which sources its translations were made, where nobody has said it yet: they were published together. From then on
// a source that changes alone leaves its translations stale. Repeatable; reads what the public may read.
import { platformItself } from '#people/person.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { readRevision } from '#records/server/revisions.ts';
import { fingerprint, normal } from '../fingerprint.ts';
import { allUnits } from '../unit.ts';
import { knownOf, rememberSource, say, sourceLanguage } from './translations.ts';

export async function notePublished(db: Writing, definitions: Definitions, record: string, at: Date): Promise<number> {
	const read = await readRevision(reading(db), definitions, null, record);
	if (!read || 'gone' in read) return 0;
	const { form, revision } = read;
	const known = await knownOf(reading(db), record, 'marks-alone');
	const { language, stored } = await sourceLanguage(reading(db), record, form, revision.answers);
	const units = allUnits(form, revision.answers, language, known);
	if (units.length && !stored) await rememberSource(db, record, language, platformItself.id, at);
	const fresh = units.filter(({ text, known: said }) => text && !said);
	await say(
		db,
		record,
		fresh.map((unit) => ({
			question: unit.question,
			language: unit.language,
			text: fingerprint(unit.text),
			state: 'draft',
			sourceLanguage: unit.sourceLanguage,
			source: fingerprint(unit.source),
			sourceText: normal(unit.source),
			by: platformItself.id,
			at
		}))
	);
	return fresh.length;
}
