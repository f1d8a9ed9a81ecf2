// SPDX-License-Identifier: Apache-2.0
// Makes a personal token for the person who asks. The token itself is returned once and kept nowhere.
import { randomBytes, randomUUID } from 'node:crypto';
import { reading, type Writing } from '#platform/server/database.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { isScope, lifetimes, mostTokens, standingOf, tokenStart } from '../token.ts';
import type { DoingAs } from './doing.ts';
import { logEvent } from './log-event.ts';
import { tokenHash, tokensOf } from './tokens.ts';

export interface TypedToken {
	name: string;
	scopes: readonly string[];
	/** One of `lifetimes`. */
	days: number;
}

export async function makeToken(
	db: Writing,
	doing: Pick<DoingAs, 'by' | 'at'>,
	typed: TypedToken
): Promise<{ id: string; token: string; expiresAt: Date } | Refusal> {
	const { by, at } = doing;
	const name = typed.name
		.normalize('NFC')
		.toWellFormed()
		.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
		.trim()
		.slice(0, 100);
	if (!name) return refuse('name-missing');
	const scopes = [...new Set(typed.scopes)].filter(isScope);
	if (!scopes.length) return refuse('scopes-missing');
	if (!lifetimes.some((days) => days === typed.days)) return refuse('not-valid');
	// Locks the account's row, so that two at once cannot pass the limit.
	await db.selectFrom('people.accounts').select('id').where('id', '=', by.id).forUpdate().executeTakeFirstOrThrow();
	const working = (await tokensOf(reading(db), by.id)).filter((token) => standingOf(token, at) === 'working');
	if (working.length >= mostTokens) return refuse('too-many-tokens', { most: mostTokens });
	const token = tokenStart + randomBytes(32).toString('base64url');
	const id = randomUUID();
	const expiresAt = new Date(at.getTime() + typed.days * 86_400_000);
	await db
		.insertInto('people.tokens')
		.values({ id, account_id: by.id, name, token_sha256: tokenHash(token), scopes, created_at: at, expires_at: expiresAt, window_began_at: at })
		.execute();
	await logEvent(db, 'token.made', { by: by.id, about: by.id, at, details: { token: id, scopes: scopes.join(' '), days: typed.days } });
	return { id, token, expiresAt };
}

/** Stops a token of one's own at once. */
export async function revokeToken(db: Writing, { by, at }: Pick<DoingAs, 'by' | 'at'>, id: string): Promise<{ id: string } | Refusal> {
	const revoked = await db
		.updateTable('people.tokens')
		.set({ revoked_at: at })
		.where('id', '=', id)
		.where('account_id', '=', by.id)
		.where('revoked_at', 'is', null)
		.returning('id')
		.executeTakeFirst();
	if (!revoked) return refuse('not-found');
	await logEvent(db, 'token.revoked', { by: by.id, about: by.id, at, details: { token: id } });
	return revoked;
}
