// SPDX-License-Identifier: Apache-2.0
// The register of amendments in force: a row for each Party and each version of the annexes, computed from the facts for one day. Pure; no record feeds it.
import { type AmendmentStanding, amendmentsInForce } from '#convention/amendment.ts';
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import type { MessageId } from '#text/message.ts';
import type { Cell, RegisterRow, Standing } from './register.ts';

export const amendmentColumns = ['party', 'amendment', 'inForce', 'since', 'because', 'generally', 'notice'] as const;

const nothing: Cell = { is: 'nothing' };
const dayCell = (day: Day | null): Cell => (day ? { is: 'day', day } : nothing);

const standingOf = ({ inForce }: AmendmentStanding): Standing => (inForce === 'unknown' ? 'unknown' : inForce ? 'in-force' : 'not-in-force');

/** Everybody who is a Party on the day, in the order of the facts; an amendment that was not adopted yet has no row. */
export function amendmentRows(convention: Convention, day: Day): RegisterRow[] {
	return convention.parties(day).flatMap((state) =>
		amendmentsInForce(convention, state.id, day).flatMap((standing) => {
			const amendment = convention.one('amendment', standing.id);
			if (!amendment || amendment.adopted > day) return [];
			const cells: Record<(typeof amendmentColumns)[number], Cell> = {
				party: { is: 'owner', kind: 'party', id: state.id },
				amendment: { is: 'words', words: amendment.name },
				inForce: standing.inForce === 'unknown' ? { is: 'message', id: 'party.unknown' } : { is: 'yes-no', yes: standing.inForce },
				since: dayCell(standing.since),
				because: { is: 'message', id: `party.because.${standing.because}` satisfies MessageId },
				generally: dayCell(standing.generally),
				notice: amendment.notice ? { is: 'text', text: amendment.notice } : nothing
			};
			return [
				{
					id: `${state.id} ${amendment.id}`,
					owner: { kind: 'party', id: state.id },
					standing: standingOf(standing),
					cells: amendmentColumns.map((column) => cells[column]),
					entry: null,
					files: []
				}
			];
		})
	);
}
