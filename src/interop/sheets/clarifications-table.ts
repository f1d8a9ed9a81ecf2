// SPDX-License-Identifier: Apache-2.0
// Clarifications as a table of one language, for CSV and spreadsheets of those who follow them. Where each stands, and nothing of what it says. Pure.
import type { ListedThread } from '#reporting/clarification.ts';
import type { Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Sheet } from './xlsx.ts';

const dayOf = (at: Date | null): { day: string } | null => at && { day: at.toISOString().slice(0, 10) };

export const clarificationsTable = (
	threads: readonly (ListedThread & { questionNumber: string })[],
	{ address, day }: { address: string; day: string },
	{ language, direction, t }: Reader
): Sheet => ({
	name: t('clarifications.title'),
	rtl: direction === 'rtl',
	above: [
		[t('clarifications.title'), day],
		[t('search.column.address'), address]
	],
	columns: [
		{ head: t('register.record'), width: 22 },
		{ head: t('clarifications.threads'), width: 12 },
		{ head: t('register.column.party'), width: 28 },
		{ head: 'ISO 3166', width: 10 },
		{ head: t('clarifications.question'), width: 12 },
		{ head: t('clarifications.asked-for'), width: 30 },
		{ head: t('clarifications.opened'), width: 12 },
		{ head: t('clarifications.due'), width: 12 },
		{ head: t('clarifications.state'), width: 30 },
		{ head: t('clarifications.overdue'), width: 12 },
		{ head: t('clarifications.outcome'), width: 30 },
		{ head: t('clarifications.closed'), width: 12 },
		{ head: t('clarifications.agreed'), width: 24 },
		{ head: t('clarifications.public.since'), width: 12 }
	],
	rows: threads.map((each) => [
		each.record,
		each.number,
		say(each.name, language),
		each.party,
		each.questionNumber,
		t(`clarifications.asker.${each.askedFor}`),
		dayOf(each.openedAt),
		{ day: each.due },
		t(`clarifications.state.${each.state}`),
		each.overdue ? t('forms.yes') : '',
		each.outcomeRevision
			? t('clarifications.outcome.revision', { number: each.outcomeRevision })
			: each.outcome
				? t(`clarifications.outcome.${each.outcome}`)
				: '',
		dayOf(each.closedAt),
		each.agreed ? t(`clarifications.agreed.${each.agreed}`) : '',
		dayOf(each.publishedAt)
	])
});
