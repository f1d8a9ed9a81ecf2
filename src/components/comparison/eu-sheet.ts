// SPDX-License-Identifier: Apache-2.0
// A national report in the shape of the questionnaires on mercury of the European Union, as a table of one reader's language. Knows no page.
import type { Form } from '#forms/form.ts';
import type { Served } from '#interop/eu-mercury/export.ts';
import { decision } from '#interop/eu-mercury/questionnaire.ts';
import type { Sheet, SheetCell } from '#interop/sheets/xlsx.ts';
import type { Schemes } from '#records/schemes.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { questionText, rowText } from '../kinds/wording.ts';
import { answerText } from './saying.ts';

interface About {
	form: Form;
	schemes: Schemes;
	address: string;
	day: string;
	demo: boolean;
}

export function euSheet(served: readonly Served[], { form, schemes, address, day, demo }: About, reader: Reader): Sheet {
	const { t, language, direction } = reader;
	return {
		name: 'EU 2019-1752',
		rtl: direction === 'rtl',
		above: [
			[t('reuse.eu'), decision.name],
			[t('reuse.eu.help'), decision.source],
			[t('search.column.address'), address],
			[day, demo ? t('comparison.demo') : '']
		],
		columns: [
			{ head: t('reuse.eu.number'), width: 14 },
			{ head: t('reuse.eu.article'), width: 12 },
			{ head: t('comparison.question'), width: 44 },
			{ head: t('reuse.eu.from'), width: 40 },
			{ head: t('reporting.answer'), width: 50 },
			{ head: t('reuse.eu.mapping'), width: 14 },
			{ head: t('reuse.eu.why'), width: 44 }
		],
		rows: served.flatMap(({ asked, found, why }): SheetCell[][] => {
			const head: SheetCell[] = [asked.id.replace('-', ' '), asked.article, t(`reuse.eu.asked.${asked.id}` as MessageId)];
			const reason = why === null ? '' : t(`reuse.eu.why.${why}`);
			if (found.length === 0) return [[...head, '', '', asked.mapping ? t('reuse.eu.to-verify') : '', reason]];
			return found.map(({ question, row, answer }) => {
				const name = [question.number, questionText(form, question.id, language)].filter(Boolean).join(' ');
				// One row of a matrix is said as its cells are.
				const said = row === null ? answer : { [row]: answer };
				return [
					...head,
					row === null ? name : `${name}: ${rowText(form, question.id, row, language)}`,
					answerText(form, question, question.id, said, { reader, schemes }),
					t('reuse.eu.to-verify'),
					reason
				];
			});
		})
	};
}
