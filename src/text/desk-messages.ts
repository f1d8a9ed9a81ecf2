// SPDX-License-Identifier: Apache-2.0
// The messages that pages need in the browser: the topics of the desk, and for the secretariat those of its own pages. Found by src/cli/message-sets.ts.
import type { Language } from './languages.ts';
import type { Messages } from './messages/en.ts';

type Part = { [language in Language]: () => Promise<{ messages: Partial<Messages> }> };

const desk: Part = {
	ar: () => import('./messages/ar.desk.ts'),
	en: () => import('./messages/en.desk.ts'),
	es: () => import('./messages/es.desk.ts'),
	fr: () => import('./messages/fr.desk.ts'),
	ru: () => import('./messages/ru.desk.ts'),
	zh: () => import('./messages/zh.desk.ts')
};

const office: Part = {
	ar: () => import('./messages/ar.office.ts'),
	en: () => import('./messages/en.office.ts'),
	es: () => import('./messages/es.office.ts'),
	fr: () => import('./messages/fr.office.ts'),
	ru: () => import('./messages/ru.office.ts'),
	zh: () => import('./messages/zh.office.ts')
};

/** Not all messages: saying one of another topic is a defect, and throws as an unknown id does. */
export async function deskMessages(language: Language, { forOffice }: { forOffice: boolean }): Promise<Messages> {
	const parts = await Promise.all([desk[language](), ...(forOffice ? [office[language]()] : [])]);
	return Object.assign({}, ...parts.map(({ messages }) => messages)) as Messages;
}
