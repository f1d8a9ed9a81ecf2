// SPDX-License-Identifier: Apache-2.0
// Makes a move: the record's new stage and state, the move and its event in one statement of the act's transaction, and queues the reactions.
import type { Compilable } from 'kysely';
import { json, type Writing } from '#platform/server/database.ts';
import { isTraining } from '../training.ts';
import type { Doing } from './doing.ts';

export interface Logged {
	move: string;
	event: string;
	toStage: string;
	toState: string;
	/** Number of the published revision, where the move changes it. */
	published?: number | null;
	/** The record that took its place. */
	supersededBy?: string | null;
	/** The other side of a bilateral record, where the move names it. */
	otherParty?: string;
	/** What became of the record, where the move says so; null takes an earlier outcome off it. */
	outcome?: { outcome: string; day: string | null } | null;
	revision?: number | null;
	reason?: string | null;
	checklist?: string[] | null;
	/** What the history and the reactions need to know beside it. */
	details?: { [name: string]: unknown };
}

/** Writes that belong to the move and go to the database in the same statement: each saved round trip is felt by everybody who waits behind. */
export type Besides = { [name: string]: Compilable };

export async function recordMove(
	db: Writing,
	doing: Pick<Doing, 'by' | 'at' | 'announce'>,
	before: { id: string; stage: string | null; state: string | null },
	move: Logged,
	besides: Besides = {}
): Promise<void> {
	// Whatever act is written one day: nothing that is only training moves, and nobody is told that it began.
	const training = isTraining(before.id);
	if (training && move.move !== 'begin') throw new Error(`${before.id} is training and makes no move ${move.move}`);
	const changed = {
		stage: move.toStage,
		state: move.toState,
		changed_at: doing.at,
		...(move.published === undefined ? {} : { published: move.published }),
		...(move.supersededBy === undefined ? {} : { superseded_by: move.supersededBy }),
		...(move.otherParty === undefined ? {} : { other_party: move.otherParty }),
		...(move.outcome === undefined
			? {}
			: { outcome: move.outcome?.outcome ?? null, outcome_at: move.outcome ? doing.at : null, outcome_day: move.outcome?.day ?? null })
	};
	let statement = db.with('moved', (own) =>
		own.insertInto('records.moves').values({
			record_id: before.id,
			move: move.move,
			from_stage: before.stage,
			to_stage: move.toStage,
			from_state: before.state,
			to_state: move.toState,
			revision: move.revision ?? null,
			reason: move.reason ?? null,
			checklist: move.checklist ? json(move.checklist) : null,
			details: json(move.details ?? {}),
			moved_by: doing.by.id,
			moved_at: doing.at
		})
	);
	// A record that is only now begun is among the writes besides, and has nothing to change.
	if (before.stage !== null)
		statement = statement.with('changed', (own) => own.updateTable('records.records').set(changed).where('id', '=', before.id)) as never;
	for (const [name, write] of Object.entries(besides)) statement = statement.with(name, () => write as never) as never;
	const { seq } = await statement
		.insertInto('records.events')
		.values({
			record_id: before.id,
			event: move.event,
			revision: move.revision ?? null,
			details: json(move.details ?? {}),
			caused_by: doing.by.id,
			occurred_at: doing.at
		})
		.returning('seq')
		.executeTakeFirstOrThrow();
	if (!training) await doing.announce(db, { seq, record: before.id, event: move.event });
}
