// SPDX-License-Identifier: Apache-2.0
// Where something stood in a file that came back, in the words of one reader.
import { type Form, questionOf } from '#forms/form.ts';
import type { Place } from '#interop/roundtrip/read.ts';
import type { Reader } from '#text/message.ts';
import { questionText } from '../kinds/wording.ts';

export function placeText({ t, language }: Reader, form: Form, place: Place): string {
	if ('sheet' in place) return t('roundtrip.place', { sheet: place.sheet, cell: place.cell });
	const { row, column } = place;
	const asked = questionOf(form, place.question);
	const question = asked ? (asked.number ?? questionText(form, asked.id, language)) : place.question;
	if (row === undefined) return question;
	return column === undefined ? t('roundtrip.place.row', { question, row }) : t('roundtrip.place.column', { question, row, column });
}
