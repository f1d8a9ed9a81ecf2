// SPDX-License-Identifier: Apache-2.0
// Personal tokens: what they look like, what they may be used for, how long they live. Pure; where they are kept stands in server/tokens.ts.

/**
 * read: what the person may read beyond what is public. drafts: begin records, read, save and check drafts. files: attach files to drafts.
 * moves: submit, recall, return, publish and the other moves. Whether the person may do it to that record is may()'s question all the same.
 */
export const scopes = ['read', 'drafts', 'files', 'moves'] as const;
export type Scope = (typeof scopes)[number];

export const isScope = (text: unknown): text is Scope => scopes.includes(text as Scope);

/** Days that a token may live; the first is offered first. */
export const lifetimes = [90, 30, 365] as const;

/** Working tokens of one person at a time. */
export const mostTokens = 20;

/** Calls a minute with one token, counted by all processes together. */
export const callsPerMinuteOfToken = 600;

/** Tells what it is to whoever finds it in a log or a repository. */
export const tokenStart = 'mep_';

const shape = /^mep_[A-Za-z0-9_-]{43}$/;
export const looksLikeToken = (text: string): boolean => shape.test(text);

/** Working, run out or revoked, at a moment. */
export const standingOf = (token: { expiresAt: Date; revokedAt: Date | null }, now: Date): 'working' | 'expired' | 'revoked' =>
	token.revokedAt ? 'revoked' : token.expiresAt <= now ? 'expired' : 'working';
