// SPDX-License-Identifier: Apache-2.0
// The depositary's list as it was last read, beside the facts; and an officer's decision on one row of it. Nothing is changed that nobody asked for.
import { createHash } from 'node:crypto';
import type { Convention } from '#convention/convention.ts';
import type { StateValue } from '#convention/fact.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { factForEdit } from '#convention/server/facts.ts';
import { leaveStatus } from '#convention/server/status-kept.ts';
import { acceptedStatus, standingFields, type StatusDifference } from '#convention/status.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import { allSources } from '#projects/server/sources.ts';
import type { Doing } from '#records/server/doing.ts';
import { readStatusFile } from '../../harvest/server/read-status-file.ts';

export interface StatusNow {
	/** When the list was fetched, or brought. */
	readAt: Date;
	rows: number;
	differences: StatusDifference[];
}

/** null: none was read yet. */
export async function statusNow(db: Reading, files: Files, convention: Convention): Promise<StatusNow | null> {
	const source = (await allSources(db)).find(({ kind, lastFile }) => kind === 'depositary' && lastFile);
	const stream = source?.lastFile ? await files.open(source.lastFile) : null;
	if (!source?.lastGoodAt || !stream) return null;
	const read = await readStatusFile(stream, convention);
	return 'fault' in read ? null : { readAt: source.lastGoodAt, rows: read.rows, differences: read.differences };
}

/** Stands for a row as the officer saw it. */
export const markOfDifference = (difference: StatusDifference): string =>
	createHash('sha256').update(JSON.stringify(difference)).digest('base64url').slice(0, 22);

/** Words for the fact; sources of facts are kept as they are written. */
const sourceOf = (readAt: Date): string =>
	`Secretary-General of the United Nations as depositary: Treaty Collection, chapter XXVII-17, as read on ${readAt.toISOString().slice(0, 10)}`;

export interface Decision {
	key: string;
	mark: string;
	answer: 'accept' | 'leave';
}

/** `status` is what was read by statusNow a moment ago. After the transaction the caller forgets the facts that are kept ready. */
export async function decideStatus(
	db: Writing,
	doing: Pick<Doing, 'by' | 'at'>,
	status: StatusNow,
	{ key, mark, answer }: Decision
): Promise<{ id: string } | Refusal> {
	if (!may(doing.by, 'fact.edit')) return refuse('not-allowed');
	const difference = status.differences.find((each) => each.key === key);
	if (!difference || markOfDifference(difference) !== mark) return refuse('changed-meanwhile');
	if (answer === 'leave') {
		await leaveStatus(db, difference, doing.by.id, doing.at);
		return { id: key };
	}
	if (!difference.state) return refuse('not-valid');
	const fact = await factForEdit(db, 'state', difference.state);
	const value = fact?.value as StateValue | undefined;
	// Somebody may have edited it meanwhile: what the officer saw is not what stands.
	if (!value || standingFields.some((field) => value[field] !== difference.now?.[field])) return refuse('changed-meanwhile');
	const edited = await editFact(db, {
		...{ kind: 'state', id: difference.state, value: acceptedStatus(value, difference), status: 'sourced', source: sourceOf(status.readAt) },
		...{ by: doing.by.id, at: doing.at }
	});
	return 'refusal' in edited ? refuse('not-valid') : { id: key };
}
