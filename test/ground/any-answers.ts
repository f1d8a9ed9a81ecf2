// SPDX-License-Identifier: Apache-2.0
// Answers to any form, at random and by seed: of every kind what it takes, with what is awkward in files among the texts. Conditions are not looked at.
import { allQuestions, type Answers, type Form, type Json, type Question } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import { organisationKinds, partsOf } from '#forms/kinds/composite.ts';
import { schemeOf, type Schemes } from '#records/schemes.ts';
import { languages } from '#text/languages.ts';

const texts = [
	'Plain text',
	'=1+1',
	'@SUM(A1)',
	'+33 1 23 45',
	'-5 °C',
	'0012',
	'1.234',
	'TRUE',
	'2026-03-04',
	'<b>bold</b> & "quoted" \'text\'',
	'_x0041_ and &amp; and ]]>',
	'First line\nsecond line\n\nafter an empty one',
	'a\tb',
	'  two  spaces inside',
	'الزئبق ومركباته (3) في 2024',
	'汞及汞化合物，第三条',
	'Ртуть и ее соединения – «пример»',
	'Élimination des déchets ; où ça ?',
	'😀 emoji and 𠀀',
	'x',
	'Yes',
	'{"json": [1]}'
];

export function anyAnswers(form: Form, schemes: Schemes, next: () => number): Answers {
	const below = (most: number) => Math.floor(next() * most);
	const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
	const text = () =>
		Array.from({ length: 1 + below(2) }, () => pick(texts))
			.join(' ')
			.trim();
	const amount = () =>
		pick([() => String(below(5000)), () => `${below(5000)}.${1 + below(9)}`, () => '1.234', () => '0.1', () => '12345678901234567890.125'])();
	const day = () => `${pick([1850, 1901, 2017, 2024])}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
	const entry = (question: Question): Json => pick((schemes[schemeOf(question) ?? ''] ?? []).map(({ id }) => id)) ?? 'none';
	const row = (columns: readonly Question[]): { [column: string]: Json } =>
		Object.fromEntries(columns.flatMap((column, at) => (at > 0 && below(4) === 0 ? [] : [[column.id, one(column)]])));
	const file = (): Json => ({ file: 'a'.repeat(64), name: 'annex.pdf', mediaType: 'application/pdf', size: 9, language: 'en' });

	function one(question: Question): Json {
		switch (question.kind) {
			case 'yes-no':
				return pick<Json>([true, false, ...(question.also ?? [])]);
			case 'one-of':
				return pick(question.options ?? ['none']);
			case 'some-of':
				return (question.options ?? []).filter((_, at) => at === 0 || below(2) === 0);
			case 'day':
				return day();
			case 'month':
				return day().slice(0, 7);
			case 'year':
				return 1990 + below(60);
			case 'integer':
				return below(100_000);
			case 'quantity':
			case 'money':
				return { amount: amount(), unit: pick(question.units ?? (question.kind === 'money' ? ['USD'] : ['t', 'kg'])) };
			case 'words':
				return Object.fromEntries(languages.filter((_, at) => at === 1 || below(3) === 0).map((language) => [language, text()]));
			case 'table':
				return Array.from({ length: 1 + below(9) }, () => row(question.columns ?? []));
			case 'matrix':
				return Object.fromEntries((question.rows ?? []).filter((_, at) => at === 0 || below(3) > 0).map((id) => [id, row(question.columns ?? [])]));
			case 'attachment':
				return file();
			case 'url':
				return `https://example.org/a?b=${below(100)}&c=é`;
			case 'email':
				return `person${below(100)}@example.org`;
			case 'reference':
				return `MC-NAP-GH-${1000 + below(9000)}`;
			case 'article':
				return pick(['3', '17(1)', '21(1)(a)']);
			case 'person':
			case 'contact':
			case 'company':
			case 'organisation':
			case 'signature':
				return Object.fromEntries([
					...(partsOf[question.kind] ?? []).flatMap(({ id, kind }, at): [string, Json][] => {
						if (at > 0 && below(4) === 0) return [];
						return [[id, kind === 'day' ? '2026-03-31' : kind === 'attachment' ? file() : id === 'kind' ? pick(organisationKinds) : text()]];
					}),
					...(question.privateParts?.length && below(2) ? [['private', question.privateParts.slice(1)] as [string, Json]] : [])
				]);
			case 'text':
			case 'long-text':
				return text();
			default:
				return entry(question);
		}
	}
	const answer = (question: Question): Json => (question.many ? Array.from({ length: 1 + below(4) }, () => one(question)) : one(question));
	/** As a page would have kept it. */
	const settled = (question: Question, value: Json): Json => {
		const plain = ['text', 'long-text', 'words', 'url', 'email'].includes(question.kind);
		return plain && !question.many ? kindOf(question).parse(value as never, question) : value;
	};
	return Object.fromEntries(
		allQuestions(form)
			.filter(({ given }) => given !== 'explanations')
			.flatMap((question) => (below(8) === 0 ? [] : [[question.id, settled(question, answer(question))]]))
	);
}
