// SPDX-License-Identifier: Apache-2.0
// What is shown of the import of older reports, in the words of one reader.
import type { Form } from '#forms/form.ts';
import type { OlderRow } from '#interop/sheets/older-table.ts';
import type { OutcomeName } from '#reporting/older/outcome.ts';
import { isOwn, type Problem } from '#reporting/older/problem.ts';
import { targetsIn } from '#reporting/older/target.ts';
import { isSpecial } from '#reporting/older/mapping.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { questionOf, wordsKey } from '#forms/form.ts';
import { say } from '#text/words.ts';
import { questionText, wordFindingAt } from '../kinds/wording.ts';

/** "3.1 Were primary mercury mines operating …", with the row and column of a matrix or the part of a contact. */
export function aboutText(reader: Reader, form: Form, path: string): string | undefined {
	const { language, t } = reader;
	if (isSpecial(path)) return t(`older.special.${path.slice(1)}` as MessageId);
	const target = targetsIn(form).at(path);
	if (!target) return undefined;
	const { top, option, part } = target;
	const [, first = '', second = ''] = path.split('.');
	const within = option
		? [say(form.words[wordsKey.option(top.id, option)], language)]
		: top.kind === 'matrix'
			? [say(form.words[wordsKey.row(top.id, first)], language), second && questionText(form, `${top.id}.${second}`, language)]
			: [part ?? first, second];
	return [[top.number, questionText(form, top.id, language)].filter(Boolean).join(' '), ...within.filter(Boolean)].join(' · ');
}

/** What was noticed, without the cell. */
export function problemText(reader: Reader, form: Form, { code, at, severity, values }: Problem): string {
	// Nobody can answer it any more, and nothing is submitted.
	if (code === 'required')
		return reader.t('forms.finding.at', { question: aboutText(reader, form, at) ?? at, finding: reader.t('older.problem.left-open') });
	if (!isOwn(code)) return wordFindingAt(reader, form, { code, at, severity, ...(values ? { values } : {}) });
	const text = reader.t(`older.problem.${code}`, values ?? {});
	const question = at && questionOf(form, at.split('.')[0] ?? '') ? aboutText(reader, form, at) : undefined;
	return question ? reader.t('forms.finding.at', { question, finding: text }) : text;
}

interface Became {
	line: number;
	said: string;
	party: string | null;
	outcome: OutcomeName;
	record: string | null;
	revision?: number | null;
	questions: readonly string[];
	problems: readonly Problem[];
}

/** For a file: a row for each thing that was noticed, one at least for each report. */
export const olderRows = (reader: Reader, form: Form, became: readonly Became[]): OlderRow[] =>
	became.flatMap(({ line, said, party, outcome, record, revision = null, questions, problems }) => {
		const row = { line, said, party, outcome: reader.t(`older.outcome.${outcome}`), record, revision, changed: questions.length };
		if (!problems.length) return [{ ...row, cell: '', severity: '', message: '' }];
		return problems.map((problem) => ({
			...row,
			cell: problem.cell,
			severity: reader.t(`older.severity.${problem.severity}`),
			message: problemText(reader, form, problem)
		}));
	});

export const countOf = (became: readonly { outcome: OutcomeName }[]): Record<OutcomeName, number> => {
	const counts = { new: 0, differs: 0, same: 0, refused: 0 };
	for (const { outcome } of became) counts[outcome] += 1;
	return counts;
};
