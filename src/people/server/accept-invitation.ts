// SPDX-License-Identifier: Apache-2.0
// Takes an invitation up: a new account with its first password, or a further role for the account that is signed in.
import { hashPassword } from 'better-auth/crypto';
import { reading, type Writing } from '#platform/server/database.ts';
import { type Invitation, linkRefusal } from '../invitation.ts';
import { passwordRefusal } from '../password.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { roleDetails } from '../role.ts';
import { accountByEmail } from './accounts.ts';
import { authorityOn } from './better-auth.ts';
import { cookiesOf } from './cookies.ts';
import type { Doing, DoingAs } from './doing.ts';
import { holdInvitation, invitationByToken, markAccepted } from './invitations.ts';
import { logEvent } from './log-event.ts';
import { hashed } from './prove.ts';
import { addRole } from './roles.ts';
import { dropSession } from './sessions.ts';
import type { SignedIn } from './sign-in.ts';

export const longestName = 200;

/** For the page: what is offered, and whether the address has an account that must sign in instead. Using nothing up. */
export async function lookAt(doing: Pick<Doing, 'read' | 'at'>, token: string): Promise<{ invitation: Invitation; hasAccount: boolean } | Refusal> {
	const invitation = await invitationByToken(doing.read, token);
	const refusal = linkRefusal(invitation, doing.at);
	if (refusal || !invitation) return refusal ?? refuse('link-unknown');
	return { invitation, hasAccount: (await accountByEmail(doing.read, invitation.email)) !== null };
}

/** A new account: name and password are set, the address is proven by the link, the role is given, and the person is signed in. */
export async function acceptAsNew(doing: Doing, typed: { token: string; name: string; password: string }): Promise<SignedIn | Refusal> {
	const seen = await lookAt(doing, typed.token);
	if (isRefusal(seen)) return seen;
	const { email, language } = seen.invitation;
	const name = typed.name.trim().normalize('NFC');
	if (name === '' || name.length > longestName) return refuse('name-missing');
	const weak = passwordRefusal(typed.password, [name, email, email.split('@')[0] ?? '']);
	if (weak) return weak;
	const passwords = hashed(await hashPassword(typed.password));
	return await doing.database.write(async (db) => {
		const invitation = await holdInvitation(db, { token: typed.token });
		const refusal = linkRefusal(invitation, doing.at);
		if (refusal || !invitation) return refusal ?? refuse('link-unknown');
		if (await accountByEmail(reading(db), email)) return refuse('email-taken');
		await dropSession(db, doing, doing.headers);
		const { headers, response } = await authorityOn(db, { ...doing, passwords }).api.signUpEmail({
			body: { name, email, password: typed.password, language },
			headers: new Headers({ 'user-agent': doing.headers.get('user-agent') ?? '' }),
			returnHeaders: true
		});
		const account = response.user.id;
		await db.updateTable('people.accounts').set({ email_verified: true }).where('id', '=', account).execute();
		await logEvent(db, 'account.created', { by: account, about: account, at: doing.at });
		await take(db, doing.at, invitation, account);
		await logEvent(db, 'signed-in', { by: account, about: account, at: doing.at, details: { with: 'invitation' } });
		return { step: 'done', account, cookies: cookiesOf(headers, doing.origin) } satisfies SignedIn;
	});
}

/** The account that the invitation was addressed to, signed in, takes the role. */
export const acceptSignedIn = (db: Writing, doing: DoingAs, token: string): Promise<{ account: string } | Refusal> => accept(db, doing, { token });

/** The same without the link, for whoever finds the offer on the account page: the address was proven when the account was made. */
export const acceptOffer = (db: Writing, doing: DoingAs, id: string): Promise<{ account: string } | Refusal> => accept(db, doing, { id });

async function accept(db: Writing, doing: DoingAs, by: { token: string } | { id: string }): Promise<{ account: string } | Refusal> {
	const invitation = await holdInvitation(db, by);
	const refusal = linkRefusal(invitation, doing.at);
	if (refusal || !invitation) return refusal ?? refuse('link-unknown');
	if (invitation.email !== doing.by.email) return refuse('other-account');
	await take(db, doing.at, invitation, doing.by.id);
	return { account: doing.by.id };
}

/** Marks it accepted and gives the role. Whoever calls it holds the invitation. */
export async function take(db: Writing, at: Date, invitation: Invitation, account: string): Promise<void> {
	await markAccepted(db, invitation.id, account, at);
	await logEvent(db, 'invitation.accepted', { by: account, about: invitation.id, at });
	const added = await addRole(db, account, invitation.role, { by: invitation.invitedBy, at });
	if (added) await logEvent(db, 'role.given', { by: invitation.invitedBy, about: account, at, details: roleDetails(invitation.role) });
}
