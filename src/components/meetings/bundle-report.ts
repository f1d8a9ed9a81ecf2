// SPDX-License-Identifier: Apache-2.0
// What became of each line, as a table for whoever sent the sheet.
import type { Definitions } from '#records/definitions.ts';
import type { TakenLine } from '#meetings/bundle.ts';
import { documentType } from '#meetings/document.ts';
import type { Reader } from '#text/message.ts';
import { type Problem, worded } from '../importing/problem.ts';

export function documentsReport(reader: Reader, definitions: Definitions, lines: readonly TakenLine[]): (string | number | null)[][] {
	const { t } = reader;
	const form = definitions.current(documentType)?.form;
	return [
		[
			t('library.bundle.line'),
			t('library.bundle.symbol'),
			t('library.bundle.document'),
			t('library.bundle.outcome'),
			t('library.bundle.record'),
			t('library.bundle.noticed')
		],
		...lines.map(({ line, symbol, title, outcome, record, problems }) => [
			line,
			symbol,
			title,
			t(`library.bundle.outcome.${outcome}`),
			record,
			problems.map((each) => worded(reader, form, each as Problem).message).join('\n')
		])
	];
}
