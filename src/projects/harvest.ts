// SPDX-License-Identifier: Apache-2.0
// What a harvest is, and what became of each row. Pure.
import type { Field } from './answers.ts';
import type { OtherSourceKind, SourceFault, SourceKind } from './found.ts';
import type { Words } from '#text/words.ts';

export const schedules = ['daily', 'weekly', 'monthly'] as const;
export type Schedule = (typeof schedules)[number];

export interface Source {
	id: string;
	kind: SourceKind | OtherSourceKind;
	name: Words;
	address: string | null;
	/** File of the release that is taken in first. */
	seed: string | null;
	schedule: Schedule | null;
	/** table: column by field; odata: treaty, dialect, sets; oai: treaty, set. */
	mapping: { [name: string]: unknown };
	position: number;
	enabled: boolean;
	/** Page for people about one project; `{id}` stands for its number. */
	page: string | null;
	note: Words;
	licence: Words;
	status: 'sourced' | 'to-verify';
	seededSha256: string | null;
	lastSha256: string | null;
	lastFile: string | null;
	lastGoodAt: Date | null;
	lastCheckedAt: Date | null;
	etag: string | null;
	lastModified: string | null;
	rules: string | null;
}

export const outcomes = ['new', 'joined', 'changed', 'back', 'gone', 'held', 'doubtful', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];
/** Beside those that are logged row by row: as before, and nothing to do with mercury. */
export const countNames = [...outcomes, 'same', 'other'] as const;
export type Counts = Partial<Record<(typeof countNames)[number], number>>;

export type HarvestState = 'waiting' | 'running' | 'done' | 'unchanged' | 'failed';
export type HarvestOrigin = 'address' | 'file' | 'seed' | 'copy';

export interface Harvest {
	id: string;
	source: string;
	origin: HarvestOrigin;
	fileName: string | null;
	file: string | null;
	sha256: string | null;
	dry: boolean;
	state: HarvestState;
	rows: number;
	counts: Counts;
	fault: SourceFault | null;
	askedBy: string;
	askedAt: Date;
	begunAt: Date | null;
	endedAt: Date | null;
}

export interface Noticed {
	code: string;
	seen: string;
	values?: { [name: string]: string };
}

export interface Line {
	/** Row of the file; null for what is not in it any more. */
	line: number | null;
	identifier: string;
	title: string;
	outcome: Outcome;
	record: string | null;
	fields: Field[];
	problems: Noticed[];
}

/** Whether a source is due, by its schedule and when it was last asked. */
export function isDue({ enabled, address, schedule, lastCheckedAt }: Source, now: Date): boolean {
	if (!enabled || !address || !schedule) return false;
	if (!lastCheckedAt) return true;
	const hours = { daily: 23, weekly: 7 * 24 - 1, monthly: 30 * 24 - 1 }[schedule];
	return now.getTime() - lastCheckedAt.getTime() >= hours * 3_600_000;
}
