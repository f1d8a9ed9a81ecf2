// SPDX-License-Identifier: Apache-2.0
// Ends the session of this browser and takes its cookies away.
import type { Writing } from '#platform/server/database.ts';
import { cookieNames } from './better-auth.ts';
import type { Cookie } from './cookies.ts';
import type { Doing } from './doing.ts';
import { logEvent } from './log-event.ts';
import { dropSession } from './sessions.ts';

/** Never refuses: whoever is not signed in is signed out. */
export async function signOut(db: Writing, doing: Pick<Doing, 'origin' | 'key' | 'headers' | 'at'>): Promise<{ cookies: Cookie[] }> {
	const account = await dropSession(db, doing, doing.headers);
	if (account) await logEvent(db, 'signed-out', { by: account, about: account, at: doing.at });
	return { cookies: Object.values(cookieNames(doing.origin)).map((name) => ({ name, value: '', maxAge: 0 })) };
}
