// SPDX-License-Identifier: Apache-2.0
// An answer to every question of any form, as long as wished: for measures of what is done with whole records. What is said has no meaning.
import { type Answers, type Form, type Json, type KindName, type Question, allQuestions } from '#forms/form.ts';
import { partsOf } from '#forms/kinds/composite.ts';
import { schemeOf, type Schemes } from '#records/schemes.ts';
import type { Language } from '#text/languages.ts';

interface Wishes {
	language: Language;
	/** Lines of each table. */
	lines: number;
	/** Length of each long text. */
	letters: number;
	/** Another one says the same in other words. */
	variant: number;
}

/** Whole, public, and another for each variant. Conditions are not looked at: everything is answered. */
export function fullAnswers(form: Form, schemes: Schemes, { language, lines, letters, variant }: Wishes): Answers {
	const said = Object.values(form.words)
		.map((words) => words[language] ?? '')
		.filter((text) => text.length > 30);
	let turn = variant * 7919;
	const next = () => (turn += 1);
	const pick = <T>(from: readonly T[]): T | undefined => from[next() % from.length];
	const text = (length: number): string => {
		let made = '';
		while (made.length < length) made += `${pick(said) ?? 'text'} ${next()} `;
		return made.slice(0, length).trim();
	};
	const file = (): Json => ({
		file: (next() % 1e9).toString(16).padStart(64, 'a'),
		name: `annex-${next()}.pdf`,
		mediaType: 'application/pdf',
		size: 123_456,
		language
	});
	const entry = (question: Question): Json => pick(schemes[schemeOf(question) ?? ''] ?? [])?.id ?? 'none';
	const parts = (kind: KindName): Json =>
		Object.fromEntries(
			(partsOf[kind] ?? []).map(({ id }) => [
				id,
				id === 'date' ? '2026-03-31' : id === 'document' ? file() : id === 'email' ? 'a@example.org' : text(30)
			])
		);
	const row = (columns: readonly Question[] = []): { [column: string]: Json } =>
		Object.fromEntries(columns.map((column) => [column.id, answerTo(column, true)]));

	function one(question: Question, short: boolean): Json {
		switch (question.kind) {
			case 'text':
				return text(short ? 25 : 60);
			case 'long-text':
				return short ? text(80) : `${text(letters / 2)}\n\n${text(letters / 2)}`;
			case 'words':
				return { [language]: text(short ? 40 : letters) };
			case 'yes-no':
				return next() % 2 === 0;
			case 'one-of':
				return pick(question.options ?? []) ?? null;
			case 'some-of':
				return question.options ?? [];
			case 'day':
				return `2026-03-${String((next() % 28) + 1).padStart(2, '0')}`;
			case 'month':
				return '2026-03';
			case 'year':
				return 1990 + (next() % 36);
			case 'integer':
				return next() % 10_000;
			case 'quantity':
			case 'money':
				return { amount: `${next() % 1000}.${next() % 100}`, unit: pick(question.units ?? []) ?? '' };
			case 'table':
				return Array.from({ length: lines }, () => row(question.columns));
			case 'matrix':
				return Object.fromEntries((question.rows ?? []).map((id) => [id, row(question.columns)]));
			case 'attachment':
				return file();
			case 'url':
				return `https://example.org/documents/${next()}`;
			case 'email':
				return `person${next()}@example.org`;
			case 'reference':
				return `MC-NAP-GH-${String((next() % 9000) + 1000)}`;
			case 'person':
			case 'contact':
			case 'company':
			case 'organisation':
			case 'signature':
				return parts(question.kind);
			case 'article':
				return pick(schemes.articles ?? [])?.id ?? '1';
			default:
				return entry(question);
		}
	}
	const answerTo = (question: Question, short = false): Json => (question.many ? [one(question, short), one(question, short)] : one(question, short));
	return Object.fromEntries(allQuestions(form).map((question) => [question.id, answerTo(question)]));
}
