// SPDX-License-Identifier: Apache-2.0
// The standing, clocks and changes of a Party in the reader's words: one wording for the page and for paper.
import type { Obligation } from '#catalogue/obligation.ts';
import type { PartyStanding } from '#catalogue/party.ts';
import type { Day } from '#convention/day.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { bracketed } from '#text/words.ts';
import { day } from '../intl.ts';
import { sayOr } from '../kinds/wording.ts';

/** "Party since 16 August 2017", "Signatory", or that it is not known. */
export function standingText(
	{ language, t }: Reader,
	{ standing, state }: { standing: PartyStanding; state: { entryIntoForce: Day | null } }
): string {
	const since = state.entryIntoForce && day(language, state.entryIntoForce);
	if (standing === 'party') return since ? t('party.since-day', { day: since }) : t('party.is-party');
	if (standing === 'not-yet-in-force' && since) return t('party.from-day', { day: since });
	return standing === 'signatory' ? t('party.is-signatory') : t('party.unknown');
}

/** What must be said of one that is not known as a Party. */
export const noteOn = ({ t }: Reader, standing: PartyStanding): string | null =>
	standing === 'signatory' ? t('party.signatory.note') : standing === 'unknown' ? t('party.unknown.note') : null;

/** The state of a clock, in plain words and without blame. What is published is named by the records beside it. */
export function obligationText({ t, language }: Reader, { state, days, nature }: Pick<Obligation, 'state' | 'days' | 'nature'>): string {
	switch (state) {
		case 'on-event':
		case 'cannot-be-computed':
			return t(`party.why.${state}`);
		case 'due':
			return nature === 'if-chosen'
				? `${t('party.state.due', { days: days ?? 0 })}${bracketed(language, t('party.if-chosen'))}`
				: t('party.state.due', { days: days ?? 0 });
		case 'passed':
		case 'to-come':
			return t(`party.state.${state}`, { days: days ?? 0 });
		default:
			return t(`party.state.${state}`);
	}
}

/** How many clocks stand where, those that are none left out. */
export const countedText = ({ t }: Reader, counted: { published: number; due: number; passed: number }): string =>
	(['published', 'due', 'passed'] as const)
		.filter((each) => counted[each] > 0)
		.map((each) => t(`party.summary.${each}`, { count: counted[each] }))
		.join(' · ');

/** What happened to a record, as everybody may know it. */
export const changeText = (reader: Reader, { move, revision }: { move: string; revision: number | null }): string => {
	const text = sayOr(reader, `party.change.${move}` satisfies string as MessageId, move);
	return revision && revision > 1 ? `${text}${bracketed(reader.language, reader.t('record.revision', { number: revision }))}` : text;
};
