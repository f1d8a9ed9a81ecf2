// SPDX-License-Identifier: Apache-2.0
// The letters of a reporting round: which there are, and the name under which each is remembered, so that none is written twice. Pure.
import type { Day } from '#convention/day.ts';
import { reminderOn, type Standing } from './cycle.ts';

/** What is asked of the worker. `again`: the moment at which somebody asked, which tells one asking from the next. */
export type LettersAsked =
	| { letters: 'invitations'; cycle: string }
	| { letters: 'extension'; cycle: string; party: string }
	| { letters: 'again'; cycle: string; party: string; again: string }
	| { letters: 'reminders' };

/** One letter to a Party, to go to each of its focal points. */
export interface LetterDue {
	cycle: string;
	party: string;
	/** Its name in reporting.letters. */
	letter: string;
	due: Day;
}

export const letterKinds = ['invitation', 'before', 'after', 'extension', 'again'] as const;
export type LetterKind = (typeof letterKinds)[number];

/** What a name says: the kind of letter. */
export const kindOfLetter = (letter: string): LetterKind => letterKinds.find((kind) => letter.startsWith(kind)) ?? 'again';

const hasSubmitted = ({ progress }: Pick<Standing, 'progress'>): boolean => progress === 'submitted' || progress === 'published';

/** The letters that the standings of Parties ask for on a day. Who has submitted is told of more time, and of nothing else. */
export function lettersDue(standings: readonly (Standing & { cycle: string })[], asked: LettersAsked, today: Day): LetterDue[] {
	return standings.flatMap((standing): LetterDue[] => {
		const { cycle, party, due, extended } = standing;
		if (asked.letters !== 'reminders' && asked.cycle !== cycle) return [];
		if ('party' in asked && asked.party !== party) return [];
		if (hasSubmitted(standing) && asked.letters !== 'extension') return [];
		switch (asked.letters) {
			case 'invitations':
				return [{ cycle, party, letter: 'invitation', due }];
			case 'extension':
				return extended ? [{ cycle, party, letter: `extension ${due}`, due }] : [];
			case 'again':
				return [{ cycle, party, letter: `again ${asked.again}`, due }];
			case 'reminders': {
				const reminder = reminderOn(due, today);
				// With more time the distances begin anew: a reminder before the first due day is another than one before the second.
				return reminder ? [{ cycle, party, letter: extended ? `${reminder} ${due}` : reminder, due }] : [];
			}
		}
	});
}
