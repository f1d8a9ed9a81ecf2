// SPDX-License-Identifier: Apache-2.0
// A revision on paper: what it is and whose, its answers, and the facts by which it can be told from every other. Gets what its reader may see.
import type { Answers, Form } from '#forms/form.ts';
import type { Block, Line, PrintedDocument } from '#interop/print/document.ts';
import type { Digitised, RecordEnvelope } from '#records/record.ts';
import type { Schemes } from '#records/schemes.ts';
import type { PublicThread } from '#reporting/clarification.ts';
import { isReportType } from '#reporting/cycle.ts';
import type { Reader } from '#text/message.ts';
import { choose, say, type Words } from '#text/words.ts';
import { addresses } from '../addresses.ts';
import { cited, day, languageName, list, moment, number } from '../intl.ts';
import { spoken } from '../kinds/wording.ts';
import { answerSheet } from './answers.ts';
import { publicThreadBlocks } from './public-threads.ts';
import { frame, own, said, typed } from './run.ts';

export interface PrintedRevision {
	record: RecordEnvelope;
	owner: Words;
	typeName: Words;
	title: Words;
	form: Form;
	schemes: Schemes;
	revision: {
		number: number;
		answers: Answers;
		languages: readonly string[];
		submittedAt: Date;
		publishedAt: Date | null;
		remark: string | null;
		digitised?: Digitised | null;
		sha256: string;
	};
	revisions: readonly { number: number; publishedAt: Date | null }[];
	/** Clarifications that the Party let be published. */
	publicThreads: readonly PublicThread[];
}

export function recordDocument(reader: Reader, page: PrintedRevision, { origin, at }: { origin: string; at: Date }): PrintedDocument {
	const { language, t } = reader;
	const { record, form, revision } = page;
	const title = choose(page.title, language);
	const newest = page.revisions.findLast((each) => each.publishedAt !== null)?.number ?? revision.number;
	const notices: Block[] = [
		...(record.state === 'superseded' && record.supersededBy
			? [{ is: 'notice' as const, line: own(`${t('record.superseded')} ${record.supersededBy}`) }]
			: []),
		...(revision.number < newest ? [{ is: 'notice' as const, line: own(t('record.older', { number: revision.number })) }] : []),
		...(revision.digitised ? [{ is: 'notice' as const, line: own(digitisedText(reader, revision.digitised)) }] : []),
		...(revision.remark ? [{ is: 'notice' as const, line: [...own(`${t('record.remark')} `, { look: 'strong' }), ...typed(revision.remark)] }] : [])
	];
	const address = `${origin}${addresses(language).record(record.id)}/${revision.number}`;
	return {
		...frame(reader, { address, at, demo: record.demo }),
		title: title ? { text: title.text, language: title.language } : { text: record.id },
		// Reports of all Parties are called alike: a sheet that lies alone tells whose it is.
		...(isReportType(record.type) ? { name: [say(page.owner, language), title?.text, record.id].filter(Boolean).join(' · ') } : {}),
		author: say(page.owner, language) || t('site.name'),
		above: say(page.typeName, language) || t('print.record'),
		below: [
			[
				...said(reader, page.owner, { note: false }),
				...own(' · '),
				...typed(record.id),
				...own(` · ${t('record.revision', { number: number(language, revision.number) })} · ${t(`look.state.${record.state}`)}`)
			]
		],
		blocks: [
			...notices,
			...answerSheet({ reader, form, schemes: page.schemes, recordId: record.id, origin }, spoken(reader, form, revision.answers)),
			...publicThreadBlocks(reader, form, page.publicThreads),
			{ is: 'heading', level: 1, text: own(t('record.about')) },
			{
				is: 'facts',
				facts: aboutFacts(reader, page)
			}
		]
	};
}

/** The facts by which a revision can be told from every other: the end of every copy of it, whatever its format. */
export function aboutFacts(reader: Reader, { record, form, revision }: PrintedRevision): { term: Line; value: Line }[] {
	const { language, t } = reader;
	return [
		{ term: own(t('record.id')), value: typed(record.id) },
		{
			term: own(t('record.article')),
			value: own(
				`${[form.article, form.decision].flatMap((each) => (each ? [cited(each)] : [])).join(' · ')}${form.status === 'to-verify' ? ` (${t('look.to-verify')})` : ''}`
			)
		},
		...(revision.languages.length
			? [
					{
						term: own(t('record.languages')),
						value: own(
							list(
								language,
								revision.languages.map((code) => languageName(language, code))
							)
						)
					}
				]
			: []),
		...submittedFact(reader, revision),
		...(revision.digitised ? [{ term: own(t('older.mark')), value: own(digitisedText(reader, revision.digitised)) }] : []),
		...(revision.publishedAt ? [{ term: own(t('record.published')), value: own(moment(language, revision.publishedAt)) }] : []),
		{ term: own(t('record.seal')), value: own(revision.sha256, { look: 'code' }) }
	];
}

/** Of a digitised report, the day on which the Party handed it in elsewhere, where that is known; it was never submitted here. */
function submittedFact({ language, t }: Reader, { digitised, submittedAt }: PrintedRevision['revision']): { term: Line; value: Line }[] {
	if (!digitised) return [{ term: own(t('record.submitted')), value: own(moment(language, submittedAt)) }];
	return digitised.submitted ? [{ term: own(t('record.submitted')), value: own(day(language, digitised.submitted)) }] : [];
}

/** How a revision came in that was not filed here. */
export const digitisedText = ({ language, t }: Reader, { source, on }: Digitised): string =>
	t('older.mark.text', { day: day(language, on), file: `\u2068${source}\u2069` });
