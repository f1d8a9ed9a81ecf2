// SPDX-License-Identifier: Apache-2.0
// The moves of a record, one table for each way that records go: through the secretariat, or from one Party to another. From where, to where, what
// must be given. Who may make them stands in people/may.ts.
import type { Ability } from '#people/may.ts';
import type { RecordEnvelope, Stage, State } from './record.ts';
import { isTraining } from './training.ts';
import type { OwnerKind, RecordType } from './type.ts';

export const moveNames = [
	'submit',
	'recall',
	'return',
	'insist',
	'publish',
	'decline',
	'decide',
	'revise',
	'discard',
	'withdraw',
	'supersede'
] as const;
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

/** The moves of one record type; a name that is not in it is no move of that type. */
export type MoveTable = { readonly [name in MoveName]?: Move };

const any: State[] = ['unpublished', 'published', 'withdrawn', 'superseded'];
const alive: State[] = ['unpublished', 'published'];
const everyStage: Stage[] = ['draft', 'submitted', 'returned', 'declined', 'done'];

/** What an owner does with its own record, whichever way it goes. */
const ofTheOwner = {
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
	}
} satisfies MoveTable;

/** Public records: the secretariat checks that they are complete, and publishes. */
const published = {
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
	...ofTheOwner,
	supersede: {
		ability: 'record.supersede',
		from: { stages: ['done'], states: ['published'] },
		to: { state: 'superseded' },
		reason: false,
		event: 'superseded'
	}
} satisfies MoveTable;

/** Restricted records go the same way, and are registered for their owner and the secretariat; the public sees nothing of them. */
const registered: MoveTable = {
	...published,
	publish: { ...published.publish, event: 'registered' },
	insist: { ...published.insist, event: 'registered' }
};

/** Bilateral records: submission sends them to the other Party at once. The secretariat has no part in it (Article 3(6), Forms A to C). */
const sent: MoveTable = {
	submit: {
		ability: 'record.submit',
		from: { stages: ['draft'], states: alive },
		to: { stage: 'done', state: 'published' },
		reason: false,
		event: 'sent'
	},
	...ofTheOwner
};

/** An outcome is recorded of what stands, whatever the owner prepares beside it; a later one corrects it, and the history keeps both. */
const deciding = (ability: Ability): Move => ({
	ability,
	from: { stages: everyStage, states: ['published'] },
	to: {},
	reason: false,
	event: 'decided'
});

const decide: Record<NonNullable<RecordType['decides']>, Move> = {
	secretariat: deciding('outcome.by-secretariat'),
	'other-party': deciding('outcome.by-other-party'),
	owner: deciding('outcome.by-owner')
};

/** The moves of a record of this type. The visibility is the record's own, since it was begun with it. */
export function movesFor(record: Pick<RecordEnvelope, 'visibility'>, type: Pick<RecordType, 'outcomes' | 'decides'> | undefined): MoveTable {
	const table = record.visibility === 'bilateral' ? sent : record.visibility === 'restricted' ? registered : published;
	return type?.outcomes?.length ? { ...table, decide: decide[type.decides ?? 'secretariat'] } : table;
}

type Standing = Pick<RecordEnvelope, 'visibility' | 'stage' | 'state' | 'ownerKind'> & Partial<Pick<RecordEnvelope, 'id'>>;
type Typed = Pick<RecordType, 'outcomes' | 'decides'> | undefined;

/** The move, where it is one of the type and starts where the record stands. A training record makes none, whatever its type. */
export function fitting(name: MoveName, record: Standing, type: Typed): Move | undefined {
	if (isTraining(record.id)) return undefined;
	const move = movesFor(record, type)[name];
	const fits =
		move?.from.stages.includes(record.stage) && move.from.states.includes(record.state) && (move.owners?.includes(record.ownerKind) ?? true);
	return fits ? move : undefined;
}

/** All moves that start where the record stands, in their order. */
export const fittingMoves = (record: Standing, type: Typed): { name: MoveName; move: Move }[] =>
	moveNames.flatMap((name) => {
		const move = fitting(name, record, type);
		return move ? [{ name, move }] : [];
	});
