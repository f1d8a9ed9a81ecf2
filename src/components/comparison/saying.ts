// SPDX-License-Identifier: Apache-2.0
// Any answer of any form in the words of one reader, in one line or a few: what stands beside another answer. Knows no page.
import type { Form, Json, Question } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { partsOf } from '#forms/kinds/composite.ts';
import { isDay } from '#forms/kinds/time.ts';
import { type Schemes, schemeOf } from '#records/schemes.ts';
import type { Reader } from '#text/message.ts';
import { headed, say, series, type Words } from '#text/words.ts';
import { day } from '../intl.ts';
import { amountText, articleText, entryText, figure, optionText, plain, questionText, rowText, sayOr } from '../kinds/wording.ts';

export interface Saying {
	reader: Reader;
	schemes: Schemes;
}

/** An option by its id, as the form or the scheme that it is chosen from names it. */
export function choiceText(form: Form, question: Question, wordsId: string, option: string, { reader, schemes }: Saying): string {
	if (question.kind === 'yes-no') return sayOr(reader, `forms.${option === 'true' ? 'yes' : option === 'false' ? 'no' : option}`, option);
	if (question.kind === 'one-of' || question.kind === 'some-of') return optionText(form, wordsId, option, reader.language);
	if (question.kind === 'article') return articleText(reader, schemes, option);
	const scheme = schemeOf(question);
	return scheme ? entryText(reader, schemes, scheme, option) : option;
}

const chosen = ['yes-no', 'one-of', 'some-of', 'party', 'country', 'concept', 'article', 'language'];

function oneText(form: Form, question: Question, wordsId: string, value: Json, saying: Saying): string {
	const { reader } = saying;
	if (chosen.includes(question.kind)) return choiceText(form, question, wordsId, String(value), saying);
	if (question.kind === 'day' || question.kind === 'month')
		return isDay(plain(value)) || /^\d{4}-\d{2}$/.test(plain(value)) ? day(reader.language, plain(value)) : plain(value);
	if (question.kind === 'year') return plain(value);
	if (question.kind === 'integer') return figure(reader.language, plain(value));
	if (!isObject(value)) return plain(value);
	if (question.kind === 'quantity' || question.kind === 'money')
		return amountText(reader, plain(value.amount), plain(value.unit), question.kind === 'money');
	if (question.kind === 'words') return say(value as Words, reader.language);
	if (question.kind === 'attachment') return plain(value.name);
	const cells = (columns: readonly Question[], line: { [id: string]: Json }): string =>
		columns
			.filter((column) => !column.private && !isEmpty(line[column.id]))
			.map((column) =>
				headed(
					reader.language,
					questionText(form, `${wordsId}.${column.id}`, reader.language),
					answerText(form, column, `${wordsId}.${column.id}`, line[column.id], saying)
				)
			)
			.join('; ');
	if (question.kind === 'table') return cells(question.columns ?? [], value);
	if (question.kind === 'matrix')
		return (question.rows ?? [])
			.flatMap((row) => {
				const line = value[row];
				return isObject(line) && !isEmpty(line) ? [`${rowText(form, wordsId, row, reader.language)} – ${cells(question.columns ?? [], line)}`] : [];
			})
			.join('\n');
	const parts = (partsOf[question.kind] ?? []).map(({ id }) => value[id]).filter((part) => !isEmpty(part));
	return series(
		reader.language,
		parts.map((part) => (isObject(part) ? plain(part.name) : plain(part)))
	);
}

/** '' where nothing is said. Lists of lines and long texts stand one under the other, the rest in one line. */
export function answerText(form: Form, question: Question, wordsId: string, answer: Json | undefined, saying: Saying): string {
	if (isEmpty(answer)) return '';
	const values = (Array.isArray(answer) ? answer : [answer as Json]).filter((value) => !isEmpty(value));
	const texts = values.map((value) => oneText(form, question, wordsId, value, saying)).filter(Boolean);
	return texts.join(['table', 'long-text', 'text', 'attachment', 'url'].includes(question.kind) ? '\n' : '; ');
}
