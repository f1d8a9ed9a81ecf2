// SPDX-License-Identifier: Apache-2.0
// What the checks notice of translations: a text that a machine drafted is never submitted before somebody has read it beside its source; one that is
// older than its source may be, and the person is told.
import type { Finding } from '#forms/form.ts';
import type { Examine } from '#records/server/judge.ts';
import { allUnits } from '../unit.ts';
import { knownOf, sourceLanguage } from './translations.ts';

export const examineTranslations: Examine = async (db, _, { record, form, answers }) => {
	const known = await knownOf(db, record.id, 'marks-alone');
	if (known.length === 0) return [];
	const { language } = await sourceLanguage(db, record.id, form, answers);
	return allUnits(form, answers, language, known).flatMap((unit): Finding[] => {
		const at = `${unit.question}.${unit.language}`;
		if (unit.state === 'machine') return [{ at, code: 'translation-machine', severity: 'error', values: { language: unit.language } }];
		if (unit.state === 'stale') return [{ at, code: 'translation-stale', severity: 'warning', values: { language: unit.language } }];
		return [];
	});
};
