// A record as a file for translators, and the note in the log that it left.
import { wordsKey } from '#forms/form.ts';
import { titleOf } from '#catalogue/entry.ts';
import { type OutFile, writeXliff } from '#interop/xliff/write-xliff.ts';
import type { Language } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { fingerprint } from '#translation/fingerprint.ts';
import { glossaryIn } from '#translation/glossary.ts';
import { unitsIn } from '#translation/server/save-translation.ts';
import { logTranslation, type Opened } from '#translation/server/translations.ts';

/** Null where there is nothing to translate from the language of the record. What is private stays here. */
export function xliffOf({ convention, platform }: App.Locals, opened: Opened, target: Language): string | null {
	const { form, record, source } = opened;
	const units = unitsIn(opened, target).filter((unit) => !unit.private && unit.sourceLanguage === source);
	if (units.length === 0) return null;
	const concepts = convention.concepts;
	const file: OutFile = {
		record: record.id,
		original: `${platform.configuration.origin}/records/${record.id}`,
		title: say(titleOf(form, opened.answers, convention), source) || record.id,
		source,
		target,
		version: opened.version,
		units: units.map((unit) => ({
			id: unit.question,
			name: say(form.words[wordsKey.question(unit.question)], source) || unit.question,
			notes: [
				...(form.words[wordsKey.help(unit.question)] ? [{ category: 'help', text: say(form.words[wordsKey.help(unit.question)], source) }] : []),
				{ category: 'longest', text: String(unit.longest) },
				...glossaryIn(unit.source, source, target, concepts).map((term) => ({ category: 'term', text: `${term.source} = ${term.target}` })),
				...(unit.state === 'stale' && unit.known?.sourceText ? [{ category: 'source-before', text: unit.known.sourceText }] : [])
			],
			source: unit.source,
			sourceMark: fingerprint(unit.source),
			target: unit.text,
			state: unit.state
		}))
	};
	return writeXliff(file);
}

export const fileName = (record: string, target: Language): string => `${record}.${target}.xlf`;

export const logExport = ({ platform, person }: App.Locals, records: readonly string[], language: Language): Promise<void> =>
	platform.database.write(async (db) => {
		for (const record of records)
			await logTranslation(db, 'exported', { record, language, by: person?.id ?? '', at: new Date(), details: { format: 'xliff' } });
	});
