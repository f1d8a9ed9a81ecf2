// SPDX-License-Identifier: Apache-2.0
// The words of a form as lines of one list, and words from elsewhere as changes of a design. Knows no file and no page.
import { isLanguage, type Language, languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { type Change, settingsOf } from './designing.ts';
import { allQuestions, type Form, type Question, questionOf, type Standing, wordsKey } from './form.ts';

export type WordKind = 'form' | 'section' | 'question' | 'help' | 'option' | 'row' | 'column' | 'check';

/** One key of words, and what it belongs to. */
export interface WordLine {
	key: string;
	kind: WordKind;
	/** Id and printed number of the question that it belongs to. */
	question: string | null;
	number: string;
	/** Of that question; of the form, where it belongs to none. */
	status: Standing;
}

/** Every key that the form has or could have words for, in the order in which people read it. */
export function wordLines(form: Form): WordLine[] {
	const lines = new Map<string, WordLine>();
	const line = (key: string, kind: WordKind, question?: Question, status = question?.status ?? form.status) => {
		if (!lines.has(key)) lines.set(key, { key, kind, question: question?.id ?? null, number: question?.number ?? '', status });
	};
	for (const key of ['form.title', 'form.short', 'form.intro', ...Object.keys(form.words).filter((each) => each.startsWith('form.'))])
		line(key, 'form');
	for (const section of form.sections) {
		line(wordsKey.section(section.id), 'section');
		for (const question of section.questions) {
			const { id } = question;
			line(wordsKey.question(id), 'question', question);
			line(wordsKey.help(id), 'help', question);
			for (const option of question.options ?? []) line(wordsKey.option(id, option), 'option', question);
			for (const row of question.rows ?? []) line(wordsKey.row(id, row), 'row', question);
			for (const column of question.columns ?? []) {
				line(wordsKey.column(id, column.id), 'column', question, column.status);
				line(wordsKey.help(`${id}.${column.id}`), 'help', question, column.status);
				for (const option of column.options ?? []) line(wordsKey.option(`${id}.${column.id}`, option), 'option', question, column.status);
			}
		}
	}
	for (const check of form.checklist) line(wordsKey.check(check), 'check');
	return [...lines.values()];
}

/** Running text, which keeps its line ends; every other word of a form is one line. */
export const isLong = (key: string): boolean => /^(help\.|form\.(intro|register-intro)$)/.test(key);

/** A text as a form keeps it. */
export function asKept(key: string, text: string): string {
	const lines = text.replace(/\r\n?/g, '\n').normalize('NFC').trim();
	return isLong(key) ? lines : lines.replace(/[\t ]*[\n\t]\s*/g, ' ');
}

/** Words by key, of the languages alone that are spoken of. */
export type Offer = { [key: string]: Words };

/** What an offer would really change: keys that the form knows, languages in which the text differs. An empty text changes nothing. */
export function changedWords(form: Form, offer: Offer): Offer {
	const known = new Set(wordLines(form).map(({ key }) => key));
	const changed: Offer = {};
	for (const [key, words] of Object.entries(offer)) {
		if (!known.has(key)) continue;
		for (const [language, text] of Object.entries(words)) {
			const kept = typeof text === 'string' && isLanguage(language) ? asKept(key, text) : '';
			if (kept && kept !== form.words[key]?.[language as Language]) changed[key] = { ...changed[key], [language]: kept };
		}
	}
	return changed;
}

/** An offer as a change of a design; the other languages stay as they are. */
export function wordsAsChanges(form: Form, offer: Offer): Change[] {
	const changed = Object.entries(changedWords(form, offer)).map(([key, words]) => [key, { ...form.words[key], ...words }] as const);
	return changed.length ? [{ do: 'words', words: Object.fromEntries(changed) }] : [];
}

export const textsIn = (offer: Offer): number => Object.values(offer).reduce((sum, words) => sum + Object.keys(words).length, 0);

/** The part of an offer to one form that another can take likewise: the same key, with the same text before. */
export function alsoIn(other: Form, form: Form, offer: Offer): Offer {
	const shared: Offer = {};
	for (const [key, words] of Object.entries(offer))
		for (const language of languages) {
			const before = form.words[key]?.[language];
			if (words[language] && before && other.words[key]?.[language] === before) shared[key] = { ...shared[key], [language]: words[language] };
		}
	return changedWords(other, shared);
}

/** The questions that the words of an offer belong to. */
export function questionsWorded(form: Form, offer: Offer): string[] {
	const of = new Map(wordLines(form).map(({ key, question }) => [key, question]));
	const ids = new Set(Object.keys(offer).map((key) => of.get(key) ?? null));
	return allQuestions(form)
		.map(({ id }) => id)
		.filter((id) => ids.has(id));
}

/** Marks questions, and their columns, as compared with a source. */
export function sourcedChanges(form: Form, questions: readonly string[], source: string): Change[] {
	return questions.flatMap((id): Change[] => {
		const question = questionOf(form, id);
		if (!question) return [];
		const columns = (question.columns ?? []).filter(({ status }) => status === 'to-verify');
		return [
			...(question.status === 'sourced' && question.source === source
				? []
				: [{ do: 'set-question' as const, question: id, settings: { ...settingsOf(question), status: 'sourced' as const, source } }]),
			...columns.map((column) => ({
				do: 'set-column' as const,
				question: id,
				id: column.id,
				settings: { ...settingsOf(column), status: 'sourced' as const },
				...(column.options ? { options: column.options } : {})
			}))
		];
	});
}
