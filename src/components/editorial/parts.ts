// SPDX-License-Identifier: Apache-2.0
// Which answers of a form are read as an article, and not as a list of questions: where one of them is written in Markdown under the name of a body.
import { type Form, questionOf } from '#forms/form.ts';

const bodies = ['body', 'description'];

/** Questions that the article shows; none where the form is no article. */
export function articleParts(form: Form): string[] {
	const body = bodies.find((id) => questionOf(form, id)?.format === 'markdown');
	return body ? [form.titleFrom ?? '', 'date', 'summary', body, 'image', 'imageAlt'].filter(Boolean) : [];
}
