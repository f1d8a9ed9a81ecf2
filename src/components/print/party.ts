// SPDX-License-Identifier: Apache-2.0
// The profile of a Party on paper: the sections of its page, in the same order and words.
import type { Profile } from '#catalogue/party.ts';
import type { Shown } from '#catalogue/shown.ts';
import { citationText } from '#convention/citation.ts';
import type { Block, Line, PrintedDocument } from '#interop/print/document.ts';
import type { Reader } from '#text/message.ts';
import { bracketed, say } from '#text/words.ts';
import { addresses } from '../addresses.ts';
import { cited, day, dayOf, number } from '../intl.ts';
import { changeText, countedText, noteOn, obligationText, standingText } from '../party/wording.ts';
import { fileLine } from './answers.ts';
import { frame, joined, own, said, typed } from './run.ts';

export function partyDocument(reader: Reader, profile: Profile, { origin, at }: { origin: string; at: Date }): PrintedDocument {
	const { language, t } = reader;
	const to = addresses(language);
	const { state } = profile;
	const whole = (path: string) => `${origin}${path}`;
	const head = (text: string, level: 1 | 2 = 1): Block => ({ is: 'heading', level, text: own(text) });
	const soft = (text: string): Block => ({ is: 'text', line: own(text, { look: 'soft' }) });
	const text = (line: Line): Block => ({ is: 'text', line });
	const dated = (known: string | null, otherwise: string): Line => (known ? own(day(language, known)) : own(otherwise, { look: 'soft' }));
	const verify = (status: string | null): Line => (status === 'to-verify' ? own(bracketed(language, t('look.to-verify')), { look: 'soft' }) : []);
	const citedIn = (citation: string) => (/^\d/.test(citation) ? cited(citation) : citationText(citation, language));
	const linked = (id: string): Line => typed(id, { href: whole(to.record(id)) });
	const entry = (shown: Shown): Line =>
		joined([
			said(reader, shown.title, { href: whole(to.record(shown.id)) }),
			typed(shown.id, { look: 'soft' }),
			own(dayOf(language, shown.at), { look: 'soft' })
		]);
	const note = noteOn(reader, profile.standing);

	const summary: Block[] = [
		...(note ? [{ is: 'notice' as const, line: own(note) }] : []),
		{
			is: 'facts',
			facts: [
				{ term: own(t('party.records')), value: own(number(language, profile.counted.records)) },
				...(profile.counted.newest ? [{ term: own(t('party.summary.newest')), value: own(dayOf(language, profile.counted.newest)) }] : []),
				...(state.party ? [{ term: own(t('party.summary.clocks')), value: own(countedText(reader, profile.counted)) }] : []),
				...(profile.counted.next?.due
					? [
							{
								term: own(t('party.summary.next')),
								value: [...own(`${day(language, profile.counted.next.due)}: `), ...said(reader, profile.counted.next.title)]
							}
						]
					: [])
			]
		}
	];
	const dates: Block[] = [
		head(t('party.dates')),
		{
			is: 'facts',
			facts: [
				{ term: own(t('party.signature')), value: dated(state.signature, t('party.not-signed')) },
				{
					term: own(t('party.instrument')),
					value: [
						...dated(state.instrumentDate, t('party.no-date')),
						...(state.instrumentType ? own(bracketed(language, t(`party.instrument.${state.instrumentType}`))) : []),
						...(state.instrumentType ? verify(state.instrumentTypeStatus) : [])
					]
				},
				{ term: own(t('party.entry-into-force')), value: dated(state.entryIntoForce, t('party.no-date')) },
				{
					term: own(t('party.region')),
					value: profile.region ? [...own(say(profile.region, language)), ...verify(state.regionStatus)] : own(t('party.no-region'), { look: 'soft' })
				},
				{ term: own(t('party.source')), value: [{ text: profile.source, language: 'en' }, ...verify(profile.status)] }
			]
		}
	];
	const contacts: Block[] = [
		head(t('party.focal-points')),
		profile.contacts.length
			? {
					is: 'list',
					items: profile.contacts.map((contact) =>
						joined(
							[
								typed(contact.name, { look: 'strong' }),
								typed(contact.title),
								said(reader, contact.ministry),
								said(reader, contact.role, { look: 'soft' }),
								typed(contact.telephone ?? ''),
								typed(contact.email ?? ''),
								linked(contact.record)
							].filter((line) => line.some((run) => run.text))
						)
					)
				}
			: soft(t('party.no-focal-point'))
	];
	const declarations: Block[] = [
		head(t('party.declarations')),
		profile.declarations.length ? { is: 'list', items: profile.declarations.map(entry) } : soft(t('party.no-declarations'))
	];
	const amendments: Block[] = [
		head(t('party.amendments')),
		{
			is: 'table',
			columns: [t('party.amendment'), t('party.in-force'), t('party.since'), t('party.because')].map((label) => ({ label })),
			rows: profile.amendments.map((each) => [
				[text(said(reader, each.name))],
				[text(own(each.inForce === 'unknown' ? t('party.unknown') : each.inForce ? t('record.yes') : t('record.no')))],
				[
					text(
						each.since
							? own(day(language, each.since))
							: each.generally
								? own(`${t('party.generally')} ${day(language, each.generally)}`, { look: 'soft' })
								: own('–')
					)
				],
				[text(own(t(`party.because.${each.because}`)))]
			])
		}
	];
	const obligations: Block[] = [
		head(t('party.obligations')),
		soft(t('party.deadlines.help')),
		{
			is: 'table',
			columns: [t('party.what'), t('record.article'), t('party.due'), t('party.state')].map((label) => ({ label })),
			rows: profile.obligations.map((each) => [
				[
					text([
						...said(reader, each.title),
						...(each.about && 'amendment' in each.about ? [...own(' ('), ...said(reader, each.about.amendment), ...own(')')] : []),
						...(each.about && 'record' in each.about ? [...own(' ('), ...linked(each.about.record), ...own(')')] : []),
						...verify(each.standing)
					])
				],
				[text(own(citedIn(each.article)))],
				[text(each.due ? own(day(language, each.due)) : own('–')), ...(each.next ? [soft(t('party.then', { day: day(language, each.next) }))] : [])],
				[text(joined([own(obligationText(reader, each)), ...each.records.map((record) => linked(record.id))], ' '))]
			])
		}
	];
	const submitted: Block[] = [
		head(t('party.submitted')),
		...(profile.submitted.length === 0 ? [soft(t('party.nothing'))] : []),
		...profile.submitted.flatMap(({ article, title, types }): Block[] => [
			head(
				article === null ? t('party.other-articles') : t('forms.article.titled', { number: String(article), title: say(title ?? {}, language) }),
				2
			),
			...types.flatMap((group): Block[] => [
				text([...own(`${say(group.name, language)}${bracketed(language, number(language, group.count))}`, { look: 'strong' })]),
				{ is: 'list', items: group.entries.map(entry) }
			])
		])
	];
	const changes: Block[] = [
		head(t('party.changes')),
		profile.changes.length
			? {
					is: 'list',
					items: profile.changes.map((change) =>
						joined([
							own(dayOf(language, change.at)),
							own(changeText(reader, change)),
							said(reader, change.title, { note: false }),
							linked(change.record)
						])
					)
				}
			: soft(t('party.no-changes'))
	];
	const documents: Block[] = [
		head(t('party.documents')),
		profile.documents.length
			? { is: 'list', items: profile.documents.map((file) => joined([fileLine(reader, origin, file.record, file), linked(file.record)])) }
			: soft(t('party.no-documents')),
		...(profile.documents.length && profile.moreDocuments ? [soft(t('party.more-documents'))] : [])
	];
	const others: Block[] = profile.about.length ? [head(t('party.about')), { is: 'list', items: profile.about.map(entry) }] : [];
	return {
		...frame(reader, { address: whole(to.party(profile.id)), at, demo: profile.demo }),
		title: { text: say(state.name, language) },
		author: t('site.name'),
		above: t(state.party ? 'party.profile' : 'party.profile.state'),
		below: [own(standingText(reader, profile))],
		blocks: [...summary, ...dates, ...contacts, ...declarations, ...amendments, ...obligations, ...submitted, ...changes, ...documents, ...others]
	};
}
