// SPDX-License-Identifier: Apache-2.0
// An answer that was typed into a letter, said back in one line or in its own lines.
import { amountText, figure, optionText, plain } from '#components/kinds/wording.ts';
import { type Form, type Json, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';

export function plainAnswer(reader: Reader, form: Form, id: string, value: Json): string {
	const { t, language } = reader;
	const question = questionOf(form, id);
	if (typeof value === 'boolean') return t(value ? 'forms.yes' : 'forms.no');
	switch (question?.kind) {
		case 'yes-no':
			return value === 'unknown' ? t('forms.unknown') : value === 'not-applicable' ? t('forms.not-applicable') : plain(value);
		case 'one-of':
			return typeof value === 'string' ? optionText(form, id, value, language) : plain(value);
		case 'integer':
			return figure(language, plain(value));
		case 'quantity':
			return isObject(value) ? amountText(reader, plain(value.amount), plain(value.unit), false) : plain(value);
		case 'words':
			return isObject(value) ? say(value as Words, language) : plain(value);
		default:
			return plain(value);
	}
}
