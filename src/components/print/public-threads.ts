// SPDX-License-Identifier: Apache-2.0
// On paper, after the answers of a report: what its Party let be published of the clarifications. No name, and nothing that it did not agree to.
import { type Form, questionOf } from '#forms/form.ts';
import type { Block } from '#interop/print/document.ts';
import { type PublicThread, speaks } from '#reporting/clarification.ts';
import type { Reader } from '#text/message.ts';
import { dayOf, number } from '../intl.ts';
import { questionText } from '../kinds/wording.ts';
import { joined, own, typed } from './run.ts';

export function publicThreadBlocks(reader: Reader, form: Form, threads: readonly PublicThread[]): Block[] {
	if (threads.length === 0) return [];
	return [
		{ is: 'heading', level: 1, text: own(reader.t('clarifications.title')) },
		...threads.flatMap((thread) => threadBlocks(reader, form, thread))
	];
}

function threadBlocks(reader: Reader, form: Form, thread: PublicThread): Block[] {
	const { t, language } = reader;
	const question = questionOf(form, thread.question);
	const outcome =
		thread.outcome === 'corrected'
			? t('clarifications.outcome.revision', { number: number(language, thread.outcomeRevision ?? 0) })
			: thread.agreed === 'whole'
				? t(`clarifications.outcome.${thread.outcome ?? 'note'}`)
				: null;
	return [
		{
			is: 'heading',
			level: 2,
			text: own([question?.number ?? thread.question, question && questionText(form, question.id, language)].filter(Boolean).join(' '))
		},
		...thread.posts.flatMap((post): Block[] => [
			{
				is: 'text',
				line: joined([
					own(
						thread.agreed === 'note'
							? t('clarifications.public.note')
							: `${t(`clarifications.post.${post.kind}`)} · ${t(speaks(post.kind) === 'party' ? 'clarifications.party' : `clarifications.asker.${thread.askedFor}`)}`,
						{ look: 'strong' }
					),
					own(dayOf(language, post.at))
				])
			},
			...post.text
				.split(/\n\s*\n/)
				.filter((paragraph) => paragraph.trim())
				.map((paragraph): Block => ({ is: 'text', line: [{ text: paragraph, language: post.language }] })),
			...(post.files.length ? [{ is: 'list' as const, items: post.files.map(({ name }) => typed(name)) }] : [])
		]),
		{
			is: 'text',
			line: own(
				[
					...(outcome ? [`${outcome}.`] : []),
					t('clarifications.public.agreed', { day: dayOf(language, thread.publishedAt), number: number(language, thread.revision) })
				].join(' '),
				{ look: 'soft' }
			)
		}
	];
}
