// SPDX-License-Identifier: Apache-2.0
// What acts on subscriptions are given, secrets and their hashes, and the log of what was done.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { World } from '#catalogue/server/project.ts';
import type { Doing } from '#people/server/doing.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';

export interface Watching extends Doing {
	world: World;
	/** Of the reader's page. */
	language: Language;
}

export const newId = (): string => randomUUID();
/** For links: 256 random bits, in letters that addresses take. */
export const newKey = (): string => randomBytes(32).toString('base64url');
/** For addresses of mail, where letters may lose their case. */
export const newBounceKey = (): string => randomBytes(16).toString('hex');
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

export type WatchingEvent =
	| 'followed'
	| 'asked'
	| 'confirmed'
	| 'changed'
	| 'stopped'
	| 'bounced'
	| 'resumed'
	| 'view-saved'
	| 'view-removed'
	| 'redirects-imported'
	| 'redirect-removed';

/** `details` holds no address of anybody. */
export async function logWatching(
	db: Writing,
	event: WatchingEvent,
	{ about, by, at, details = {} }: { about: string; by: string | null; at: Date; details?: Record<string, string | number | boolean> }
): Promise<void> {
	await db
		.insertInto('watching.events')
		.values({ event, about, done_by: by, details: json(details), happened_at: at })
		.execute();
}
