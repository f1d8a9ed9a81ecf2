// SPDX-License-Identifier: Apache-2.0
// Has the missing texts of a record drafted by the configured machine, and saves them as what they are: read by nobody. The machine is asked outside of
// any transaction; what others wrote while it thought stays.
import { kindOf } from '#forms/kinds.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import type { Database } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Language } from '#text/languages.ts';
import { normal } from '../fingerprint.ts';
import { mayLeave, translated, type Unit } from '../unit.ts';
import { draftedBy, fitting, type Limits, type Machine, machineLimits } from './machine.ts';
import { saveTranslation, unitsIn } from './save-translation.ts';
import { type Opened, openTranslation } from './translations.ts';

/** The texts that a machine may be sent: missing ones of what is meant for the public, from the language of the record. */
export const sendable = (opened: Opened, language: Language): Unit[] =>
	mayLeave(opened.record.visibility, opened.form, opened.answers)
		? unitsIn(opened, language).filter((unit) => unit.state === 'missing' && !unit.private && unit.sourceLanguage === opened.source)
		: [];

export async function draftByMachine(
	database: Database,
	machine: Machine,
	doing: Doing,
	{ record, language }: { record: string; language: Language },
	limits: Limits = machineLimits
): Promise<{ drafted: number } | Refusal> {
	const opened = await openTranslation(database.fresh, doing.definitions, doing.by, record);
	if (!opened) return refuse('not-found');
	if (!opened.editable) return refuse('stage-does-not-fit');
	const units = fitting(sendable(opened, language));
	if (units.length === 0) return refuse('machine-closed');
	const drafts = await draftedBy(machine, { source: opened.source, target: language, texts: units.map(({ source }) => source) }, limits);
	if (!drafts) return refuse('machine-silent');
	const questions = new Map(translated(opened.form).map((question) => [question.id, question]));
	const usable = units.flatMap(({ question }, at) => {
		const text = normal(drafts[at] ?? '').trim();
		const asked = questions.get(question);
		const sound = text && asked && kindOf(asked).check({ [language]: text }, asked, {} as never).length === 0;
		return sound ? [[question, text] as const] : [];
	});
	if (usable.length === 0) return refuse('machine-silent');
	const saved = await database.write((db) =>
		saveTranslation(db, doing, { record, language, version: opened.version, texts: Object.fromEntries(usable), reviewed: [], machine: true })
	);
	return isRefusal(saved) ? saved : { drafted: saved.changed.length - saved.clashes.length };
}
