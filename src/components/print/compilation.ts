// SPDX-License-Identifier: Apache-2.0
// The compilation of the answers to a call on paper: question by question, and under each who answered what, with the language where it is another
// than the reader's.
import type { ShownCall } from '#catalogue/calls.ts';
import type { CompiledQuestion, Response } from '#exchange/compilation.ts';
import type { Block, Line, PrintedDocument } from '#interop/print/document.ts';
import type { Schemes } from '#records/schemes.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import { callsHref } from '../calls/addresses.ts';
import { day, dayOf, number } from '../intl.ts';
import { tongue } from '../kinds/wording.ts';
import { answerBlocks } from './answers.ts';
import { frame, joined, own, said, typed } from './run.ts';

export function compilationDocument(
	reader: Reader,
	{ call, questions, responses }: { call: ShownCall; questions: readonly CompiledQuestion[]; responses: readonly (Response & { name: Words })[] },
	{ origin, at, schemes }: { origin: string; at: Date; schemes: Schemes }
): PrintedDocument {
	const { language, t } = reader;
	const title = say(call.title, language) || call.id;
	const names = new Map(responses.map(({ record, name }) => [record, name]));
	const late = (response: Response): Line => (response.late ? own(t('calls.late'), { look: 'soft' }) : []);
	/** In which language it was answered, where that is not the reader's. */
	const spoken = ({ language: of }: Response): Line =>
		of && of !== language ? own(t('print.in-language', { language: tongue(language, of) }), { look: 'soft' }) : [];
	const who = (response: Response): Line =>
		joined([
			said(reader, names.get(response.record), { note: false, look: 'strong' }),
			typed(response.record, { look: 'soft', href: `${origin}/${language}/records/${response.record}` }),
			spoken(response),
			late(response)
		]);
	return {
		...frame(reader, { address: `${origin}${callsHref(language).call(call.id)}`, at, demo: call.demo || responses.some(({ demo }) => demo) }),
		title: { text: t('calls.compilation.of', { title }) },
		author: t('site.name'),
		above: t('calls.compilation'),
		below: [
			joined([typed(call.id), ...(call.decision ? [typed(call.decision)] : []), own(t('calls.compilation.on', { day: dayOf(language, at) }))]),
			joined([
				own(`${t('calls.last-day')}: ${t('calls.until', { day: day(language, call.lastDay), zone: t(`calls.zone.${call.zone}`) })}`),
				own(t('calls.count.parties', { count: call.answered.parties })),
				own(t('calls.count.others', { count: call.answered.others }))
			])
		],
		blocks: [
			{ is: 'heading', level: 1, text: own(t('calls.asked')) },
			...paragraphs(reader, call.asked),
			...questions.flatMap(({ key, label, answers }, at): Block[] => [
				{
					is: 'heading',
					level: 1,
					text: joined([own(number(language, at + 1)), key === 'comments' || key === 'files' ? own(say(label, language)) : said(reader, label)], '. ')
				},
				...(answers.length
					? answers.flatMap(({ response, question, value }): Block[] => [
							{ is: 'text', line: who(response) },
							...tagged(
								answerBlocks({ reader, form: response.form, schemes, recordId: response.record, origin, question, wordsId: question.id }, value),
								response.language
							)
						])
					: [{ is: 'text' as const, line: own(t('calls.compilation.nobody'), { look: 'soft' }) }])
			]),
			{ is: 'heading', level: 1, text: own(t('calls.compilation.responses')) },
			{
				is: 'list',
				items: responses.map((response) =>
					joined([
						said(reader, response.name, { note: false }),
						own(dayOf(language, response.submittedAt)),
						typed(response.record, { look: 'soft' }),
						late(response)
					])
				)
			}
		]
	};
}

const paragraphs = (reader: Reader, words: Words): Block[] =>
	said(reader, words, { note: false }).flatMap((run) =>
		run.text
			.split(/\n\s*\n/)
			.filter((text) => text.trim())
			.map((text): Block => ({ is: 'text', line: [{ ...run, text }] }))
	);

/** What is of no known language is in the language of its answer. */
const tagged = (blocks: Block[], language: string | null): Block[] =>
	language
		? blocks.map((block) =>
				block.is === 'text' ? { ...block, line: block.line.map((run) => (run.language === 'und' ? { ...run, language } : run)) } : block
			)
		: blocks;
