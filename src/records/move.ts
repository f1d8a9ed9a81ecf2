// SPDX-License-Identifier: Apache-2.0
// The moves of a record as a table: from where, to where, what must be given. Who may make them stands in people/may.ts.
import type { Ability } from '#people/may.ts';
import type { RecordEnvelope, Stage, State } from './record.ts';
import type { OwnerKind } from './type.ts';

export const moveNames = ['submit', 'recall', 'return', 'insist', 'publish', 'decline', 'revise', 'discard', 'withdraw', 'supersede'] as const;
export type MoveName = (typeof moveNames)[number];

export interface Move {
	ability: Ability;
	/** Stages and states from which it starts. */
	from: { stages: Stage[]; states: State[] };
	to: { stage?: Stage; state?: State };
	/** A reason in words is part of the move. */
	reason: boolean;
	/** Owners whose records can make it; all when absent. */
	owners?: OwnerKind[];
	event: string;
}

const any: State[] = ['unpublished', 'published', 'withdrawn', 'superseded'];
const alive: State[] = ['unpublished', 'published'];

export const moves: Record<MoveName, Move> = {
	submit: {
		ability: 'record.submit',
		from: { stages: ['draft', 'returned'], states: alive },
		to: { stage: 'submitted' },
		reason: false,
		event: 'submitted'
	},
	recall: { ability: 'record.recall', from: { stages: ['submitted'], states: any }, to: { stage: 'draft' }, reason: false, event: 'recalled' },
	return: { ability: 'record.return', from: { stages: ['submitted'], states: any }, to: { stage: 'returned' }, reason: true, event: 'returned' },
	publish: {
		ability: 'record.publish',
		from: { stages: ['submitted'], states: alive },
		to: { stage: 'done', state: 'published' },
		reason: false,
		event: 'published'
	},
	/** A Party's submission is the Party's own: after a return it may insist, and is published as submitted with the remark beside it. */
	insist: {
		ability: 'record.insist',
		from: { stages: ['returned'], states: alive },
		to: { stage: 'done', state: 'published' },
		reason: true,
		owners: ['party'],
		event: 'published'
	},
	/** What organisations contribute is moderated. */
	decline: {
		ability: 'record.decline',
		from: { stages: ['submitted'], states: alive },
		to: { stage: 'declined' },
		reason: true,
		owners: ['organisation'],
		event: 'declined'
	},
	revise: { ability: 'record.revise', from: { stages: ['done'], states: ['published'] }, to: { stage: 'draft' }, reason: false, event: 'revised' },
	/** Gives up a draft: beside a published revision, or one that was never published and then stays as history only. */
	discard: {
		ability: 'record.discard',
		from: { stages: ['draft', 'returned'], states: alive },
		to: { stage: 'done' },
		reason: false,
		event: 'discarded'
	},
	withdraw: {
		ability: 'record.withdraw',
		from: { stages: ['done'], states: ['published'] },
		to: { state: 'withdrawn' },
		reason: true,
		event: 'withdrawn'
	},
	supersede: {
		ability: 'record.supersede',
		from: { stages: ['done'], states: ['published'] },
		to: { state: 'superseded' },
		reason: false,
		event: 'superseded'
	}
};

export const fits = (name: MoveName, record: Pick<RecordEnvelope, 'stage' | 'state' | 'ownerKind'>): boolean => {
	const move = moves[name];
	return move.from.stages.includes(record.stage) && move.from.states.includes(record.state) && (move.owners?.includes(record.ownerKind) ?? true);
};
