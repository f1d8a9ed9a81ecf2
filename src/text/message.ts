// SPDX-License-Identifier: Apache-2.0
// Interface messages: ids typed by the English file, ICU syntax, one language at a time. Knows no page.
import { IntlMessageFormat } from 'intl-messageformat';
import { direction, type Language, locales } from './languages.ts';
import type { Messages } from './messages/en.ts';

export type MessageId = keyof Messages;
export type Values = Record<string, string | number | Date | boolean>;

/** Says a message in one language. Plain messages cost a lookup; those with arguments are parsed once and kept. */
export type Say = (id: MessageId, values?: Values) => string;

const parsed = new Map<string, IntlMessageFormat>();

export function sayWith(language: Language, messages: Messages): Say {
	return (id, values) => {
		const message = messages[id];
		if (message === undefined) throw new Error(`no message ${id} in ${language}`);
		if (!message.includes('{') && !message.includes("'")) return message;
		const key = `${language} ${id}`;
		let format = parsed.get(key);
		if (!format) {
			format = new IntlMessageFormat(message, locales[language], undefined, { ignoreTag: true });
			parsed.set(key, format);
		}
		return String(format.format(values));
	};
}

const loaded = new Map<Language, Promise<Messages>>();

/** The messages of one language, loaded once and only when asked for, so that a page never carries six. */
export function messagesIn(language: Language): Promise<Messages> {
	const known = loaded.get(language);
	if (known) return known;
	const loading = load(language);
	loaded.set(language, loading);
	loading.catch(() => loaded.delete(language));
	return loading;
}

async function load(language: Language): Promise<Messages> {
	switch (language) {
		case 'ar':
			return (await import('./messages/ar.ts')).messages;
		case 'en':
			return (await import('./messages/en.ts')).messages;
		case 'es':
			return (await import('./messages/es.ts')).messages;
		case 'fr':
			return (await import('./messages/fr.ts')).messages;
		case 'ru':
			return (await import('./messages/ru.ts')).messages;
		case 'zh':
			return (await import('./messages/zh.ts')).messages;
	}
}

/** Everything that a page or a mail needs to speak to one reader. */
export interface Reader {
	language: Language;
	direction: 'ltr' | 'rtl';
	t: Say;
}

export async function readerIn(language: Language): Promise<Reader> {
	return { language, direction: direction(language), t: sayWith(language, await messagesIn(language)) };
}
