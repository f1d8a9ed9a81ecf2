// SPDX-License-Identifier: Apache-2.0
// Invitations as they are kept: by the hash of their link. The link itself is made here and leaves in a letter alone.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Language } from '#text/languages.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import { type Invitation, validFor } from '../invitation.ts';
import type { Role } from '../person.ts';
import { roleFrom, rowFrom } from './roles.ts';

/** 256 random bits, safe in an address. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

const columns = [
	'id',
	'email',
	'language',
	'role',
	'party',
	'organisation',
	'may_submit',
	'until',
	'invited_by',
	'invited_at',
	'expires_at',
	'accepted_at',
	'revoked_at'
] as const;
type Row = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>;
const selection = (db: Reading) => db.selectFrom('people.invitations').select(columns);

const from = (row: Row): Invitation => ({
	id: row.id,
	email: row.email,
	language: row.language as Language,
	role: roleFrom(row),
	invitedBy: row.invited_by,
	invitedAt: row.invited_at,
	expiresAt: row.expires_at,
	acceptedAt: row.accepted_at,
	revokedAt: row.revoked_at
});

/** By its link. Looking at an invitation never uses it. */
export async function invitationByToken(db: Reading, token: string): Promise<Invitation | null> {
	const row = await selection(db).where('token_sha256', '=', tokenHash(token)).executeTakeFirst();
	return row ? from(row) : null;
}

/** The same, held until the transaction ends: of two that accept at once, the second finds it accepted. */
export async function holdInvitation(db: Writing, by: { token: string } | { id: string }): Promise<Invitation | null> {
	const query = db.selectFrom('people.invitations').select(columns).forUpdate();
	const row = await ('token' in by ? query.where('token_sha256', '=', tokenHash(by.token)) : query.where('id', '=', by.id)).executeTakeFirst();
	return row ? from(row) : null;
}

/** Keeps an invitation and returns its link's secret. Earlier ones of the same role to the same address end. */
export async function addInvitation(
	db: Writing,
	invitation: { email: string; language: Language; role: Role; by: string; at: Date }
): Promise<{ id: string; token: string }> {
	const token = newToken();
	const id = randomUUID();
	const row = rowFrom(invitation.role);
	await db
		.updateTable('people.invitations')
		.set({ revoked_at: invitation.at })
		.where('email', '=', invitation.email)
		.where('role', '=', row.role)
		.where('party', 'is not distinct from', row.party)
		.where('organisation', 'is not distinct from', row.organisation)
		.where('accepted_at', 'is', null)
		.where('revoked_at', 'is', null)
		.execute();
	await db
		.insertInto('people.invitations')
		.values({
			id,
			token_sha256: tokenHash(token),
			email: invitation.email,
			language: invitation.language,
			...row,
			invited_by: invitation.by,
			invited_at: invitation.at,
			expires_at: new Date(invitation.at.getTime() + validFor)
		})
		.execute();
	return { id, token };
}

/** A new link for the same invitation; the old one is worth nothing from now on. */
export async function renewInvitation(db: Writing, id: string, at: Date): Promise<string> {
	const token = newToken();
	await db
		.updateTable('people.invitations')
		.set({ token_sha256: tokenHash(token), invited_at: at, expires_at: new Date(at.getTime() + validFor), revoked_at: null })
		.where('id', '=', id)
		.execute();
	return token;
}

export async function markAccepted(db: Writing, id: string, account: string, at: Date): Promise<void> {
	await db.updateTable('people.invitations').set({ accepted_by: account, accepted_at: at }).where('id', '=', id).execute();
}

export async function markRevoked(db: Writing, id: string, at: Date): Promise<void> {
	await db.updateTable('people.invitations').set({ revoked_at: at }).where('id', '=', id).execute();
}

/** Those that wait or have lapsed, newest first; of some Parties or one organisation where asked. Accepted and revoked ones are in the events. */
export async function pendingInvitations(db: Reading, wish: { parties?: readonly string[]; organisation?: string } = {}): Promise<Invitation[]> {
	let query = selection(db).where('accepted_at', 'is', null).where('revoked_at', 'is', null).where('email', '<>', '');
	if (wish.parties) query = query.where('party', 'in', wish.parties);
	if (wish.organisation) query = query.where('organisation', '=', wish.organisation);
	return (await query.orderBy('invited_at', 'desc').limit(200).execute()).map(from);
}

/** Open invitations to an address, for somebody who has an account already. */
export async function invitationsTo(db: Reading, email: string, now: Date): Promise<Invitation[]> {
	const rows = await selection(db)
		.where('email', '=', email)
		.where('accepted_at', 'is', null)
		.where('revoked_at', 'is', null)
		.where('expires_at', '>', now)
		.orderBy('invited_at')
		.execute();
	return rows.map(from);
}
