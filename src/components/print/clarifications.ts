// SPDX-License-Identifier: Apache-2.0
// The formal record of the clarifications of a report on paper: its threads in their order, with times, states, outcomes and seals.
import type { Block, PrintedDocument } from '#interop/print/document.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { type Post, speaks, type Thread } from '#reporting/clarification.ts';
import type { Reader } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { say } from '#text/words.ts';
import { day, languageName, list, moment, number } from '../intl.ts';
import { frame, joined, own, said, typed } from './run.ts';

export interface PrintedClarifications {
	record: Pick<RecordEnvelope, 'id' | 'demo'>;
	owner: Words;
	typeName: Words;
	threads: readonly (Omit<Thread, 'posts'> & { questionNumber: string; posts: readonly (Post & { name: string | null })[] })[];
	/** Posts at which the chain does not hold. */
	broken: readonly string[];
}

export function clarificationsDocument(
	reader: Reader,
	{ record, owner, typeName, threads, broken }: PrintedClarifications,
	{ origin, at }: { origin: string; at: Date }
): PrintedDocument {
	const { language, t } = reader;
	const address = `${origin}/${language}/work/clarifications/${record.id}/record`;
	return {
		...frame(reader, { address, at, demo: record.demo }),
		title: { text: t('clarifications.of', { id: record.id }) },
		author: t('site.name'),
		above: t('clarifications.record'),
		below: [joined([said(reader, owner, { note: false }), own(say(typeName, language)), typed(record.id)])],
		blocks: [
			{
				is: 'notice',
				line: own(broken.length ? t('clarifications.record.broken', { posts: list(language, [...broken]) }) : t('clarifications.record.holds'))
			},
			...threads.flatMap((thread) => threadBlocks(reader, thread))
		]
	};
}

function threadBlocks(reader: Reader, thread: PrintedClarifications['threads'][number]): Block[] {
	const { language, t } = reader;
	return [
		{ is: 'heading', level: 1, text: own(t('clarifications.one', { number: number(language, thread.number) })) },
		{
			is: 'facts',
			facts: [
				{ term: own(t('clarifications.question')), value: typed(thread.questionNumber) },
				{ term: own(t('clarifications.about')), value: own(t('record.revision', { number: number(language, thread.revision) })) },
				{ term: own(t('clarifications.asked-for')), value: own(t(`clarifications.asker.${thread.askedFor}`)) },
				{ term: own(t('clarifications.due')), value: own(day(language, thread.due)) },
				{ term: own(t('clarifications.state')), value: own(t(`clarifications.state.${thread.state}`)) },
				...(thread.outcome
					? [
							{
								term: own(t('clarifications.outcome')),
								value: own(
									thread.outcomeRevision
										? t('clarifications.outcome.revision', { number: number(language, thread.outcomeRevision) })
										: t(`clarifications.outcome.${thread.outcome}`)
								)
							}
						]
					: []),
				{
					term: own(t('clarifications.agreed')),
					value: own(
						[
							t(`clarifications.agreed.${thread.agreed ?? 'none'}`),
							...(thread.publishedAt ? [`${t('clarifications.public.since')} ${moment(language, thread.publishedAt)}`] : [])
						].join(' · ')
					)
				}
			]
		},
		...thread.posts.flatMap((post) => postBlocks(reader, thread, post))
	];
}

function postBlocks(reader: Reader, { askedFor }: Pick<Thread, 'askedFor'>, post: Post & { name: string | null }): Block[] {
	const { language, t } = reader;
	const side = speaks(post.kind) === 'party' ? t('clarifications.party') : t(`clarifications.asker.${askedFor}`);
	const { due, outcome, revision, agreed } = post.details;
	return [
		{ is: 'heading', level: 2, text: own(`${number(language, post.number)}. ${t(`clarifications.post.${post.kind}`)}`) },
		{
			is: 'text',
			line: joined([
				own(side),
				...(post.name ? [typed(post.name)] : []),
				own(moment(language, post.at)),
				...(post.text && post.language !== language ? [own(languageName(language, post.language))] : [])
			])
		},
		...post.text
			.split(/\n\s*\n/)
			.filter((paragraph) => paragraph.trim())
			.map((paragraph): Block => ({ is: 'text', line: [{ text: paragraph, language: post.language }] })),
		...(due ? [{ is: 'text' as const, line: own(`${t('clarifications.due')} ${day(language, due)}`) }] : []),
		...(outcome
			? [
					{
						is: 'text' as const,
						line: own(
							revision ? t('clarifications.outcome.revision', { number: number(language, revision) }) : t(`clarifications.outcome.${outcome}`)
						)
					}
				]
			: []),
		...(agreed ? [{ is: 'text' as const, line: own(t(`clarifications.agreed.${agreed}`)) }] : []),
		...(post.files.length
			? [{ is: 'list' as const, items: post.files.map(({ name, sha256 }) => [...typed(name), ...own(' · '), ...typed(sha256, { look: 'code' })]) }]
			: []),
		{ is: 'text', line: [...own(`${t('clarifications.record.seal')} `, { look: 'soft' }), ...typed(post.sha256, { look: 'code' })] }
	];
}
