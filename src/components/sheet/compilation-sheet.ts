// SPDX-License-Identifier: Apache-2.0
// The compilation of the answers to a call as a workbook of one language: a sheet with a line for each answer to each question, and one with a line for
// each who answered. Pure.
import type { ShownCall } from '#catalogue/calls.ts';
import type { CompiledQuestion, Response } from '#exchange/compilation.ts';
import type { Sheet } from '#interop/sheets/xlsx.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import { compiledText } from '../calls/compiled.ts';
import { tongue } from '../kinds/wording.ts';

export function compilationSheets(
	{ language, direction, t }: Reader,
	{ call, questions, responses }: { call: ShownCall; questions: readonly CompiledQuestion[]; responses: readonly (Response & { name: Words })[] },
	{ origin, day }: { origin: string; day: string }
): [Sheet, Sheet] {
	const rtl = direction === 'rtl';
	const title = say(call.title, language) || call.id;
	const names = new Map(responses.map(({ record, name }) => [record, say(name, language)]));
	const above = [
		[t('calls.compilation.of', { title }), day],
		[t('search.column.address'), `${origin}/${language}/calls/${call.id}`],
		...(call.demo ? [[t('look.demonstration'), t('site.demo')] as const] : [])
	] as const;
	const inLanguage = (code: string | null) => (code ? tongue(language, code) : '');
	return [
		{
			name: t('calls.column.answer'),
			rtl,
			above,
			columns: [
				{ head: t('calls.questions'), width: 40 },
				{ head: t('calls.respondent'), width: 28 },
				{ head: t('calls.column.answer'), width: 80 },
				{ head: t('calls.language'), width: 14 },
				{ head: t('calls.late'), width: 10 },
				{ head: t('register.record'), width: 24 }
			],
			rows: questions.flatMap((question) =>
				question.answers.map((answer) => [
					say(question.label, language),
					names.get(answer.response.record) ?? '',
					compiledText({ t }, answer, origin),
					inLanguage(answer.response.language),
					answer.response.late ? t('calls.late') : '',
					answer.response.record
				])
			)
		},
		{
			name: t('calls.compilation.responses'),
			rtl,
			above,
			columns: [
				{ head: t('calls.respondent'), width: 28 },
				{ head: t('calls.submitted'), width: 14 },
				{ head: t('calls.language'), width: 14 },
				{ head: t('calls.late'), width: 10 },
				{ head: t('register.record'), width: 24 },
				...questions.map(({ label }) => ({ head: say(label, language), width: 40 }))
			],
			rows: responses.map(({ record, submittedAt, late, language: said }) => [
				names.get(record) ?? '',
				{ day: submittedAt.toISOString().slice(0, 10) },
				inLanguage(said),
				late ? t('calls.late') : '',
				record,
				...questions.map(({ answers }) => {
					const own = answers.find(({ response }) => response.record === record);
					return own ? compiledText({ t }, own, origin) : '';
				})
			])
		}
	];
}
