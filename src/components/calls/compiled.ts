// SPDX-License-Identifier: Apache-2.0
// A compiled answer as text, for sheets: one cell. On paper answers are printed as in their record.
import type { CompiledAnswer } from '#exchange/compilation.ts';
import { isObject } from '#forms/kind.ts';
import type { Json } from '#forms/form.ts';
import type { Reader } from '#text/message.ts';
import { plain } from '../kinds/wording.ts';

const line = (row: { [column: string]: Json }): string =>
	[
		[plain(row.page), plain(row.lineOrParagraph)].filter(Boolean).join(', '),
		plain(row.comment),
		row.proposedText ? `→ ${plain(row.proposedText)}` : ''
	]
		.filter(Boolean)
		.join(': ');

export function compiledText({ t }: Pick<Reader, 't'>, { question, value, response }: CompiledAnswer, origin: string): string {
	if (typeof value === 'boolean') return t(value ? 'forms.yes' : 'forms.no');
	if (question.kind === 'attachment')
		return [value]
			.flat()
			.filter(isObject)
			.map(({ file, name }) => `${plain(name)} ${origin}/files/${response.record}/${plain(file)}/${encodeURIComponent(plain(name))}`)
			.join('\n');
	if (Array.isArray(value)) return value.map((row) => (isObject(row) ? line(row) : plain(row))).join('\n');
	return plain(value);
}
