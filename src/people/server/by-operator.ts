// SPDX-License-Identifier: Apache-2.0
// What the operator of an installation may do to accounts from the machine itself, when nobody else can: a lost authenticator, a lock after wrong tries,
// a stolen device. Never a page's act; the audit trail says that the platform did it.
import { reading, type Writing } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { emailOf } from '../email.ts';
import { type Person, platformItself, type Role } from '../person.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { roleDetails, termRefusal } from '../role.ts';
import { accountByEmail } from './accounts.ts';
import { clearTries } from './attempts.ts';
import type { Ground } from './doing.ts';
import { addInvitation } from './invitations.ts';
import { logEvent } from './log-event.ts';
import { ownerName } from './owners.ts';
import { holds } from './roles.ts';
import { dropSessionsOf } from './sessions.ts';

/** Gives and takes roles as an administrator would. */
export const operator: Person = { ...platformItself, name: '', email: '', language: 'en', roles: [{ role: 'administrator' }] };

/** Offers a role to an address. Returns the link, to be handed over by hand: mail may not work yet. */
export async function inviteByHand(
	db: Writing,
	ground: Pick<Ground, 'origin'>,
	typed: { email: string; language: Language; role: Role },
	at: Date
): Promise<{ link: string } | Refusal> {
	const { language, role } = typed;
	const email = emailOf(typed.email);
	if (!email) return refuse('email-not-valid');
	const term = termRefusal(role, at.toISOString().slice(0, 10));
	if (term) return term;
	if ((await ownerName(reading(db), role, language)) === false) return refuse('no-such-fact');
	const account = await accountByEmail(reading(db), email);
	if (account && (await holds(reading(db), account.id, role))) return refuse('role-held');
	const { id, token } = await addInvitation(db, { email, language, role, by: platformItself.id, at });
	await logEvent(db, 'invitation.sent', { by: platformItself.id, about: id, at, details: roleDetails(role) });
	return { link: `${ground.origin}/${language}/invitation/${token}` };
}

/** Turns authenticator codes off for whoever lost them and the backup codes too, and signs the account out everywhere. */
export async function resetSecondFactor(db: Writing, account: string, at: Date): Promise<{ ended: number } | Refusal> {
	const gone = await db.deleteFrom('people.second_factors').where('account_id', '=', account).returning('id').executeTakeFirst();
	if (!gone) return refuse('not-found');
	await db.updateTable('people.accounts').set({ second_factor: false, updated_at: at }).where('id', '=', account).execute();
	await logEvent(db, 'second-factor.off', { by: platformItself.id, about: account, at });
	return { ended: await dropSessionsOf(db, account) };
}

/** Lifts the lock that wrong passwords brought. */
export const unlock = (db: Writing, email: string): Promise<void> => clearTries(db, 'sign-in', email);

/** Ends all sessions and revokes all personal tokens: what is stolen opens nothing any more. */
export async function signOutEverywhere(db: Writing, account: string, at: Date): Promise<{ ended: number; revoked: number }> {
	const ended = await dropSessionsOf(db, account);
	const tokens = await db
		.updateTable('people.tokens')
		.set({ revoked_at: at })
		.where('account_id', '=', account)
		.where('revoked_at', 'is', null)
		.returning('id')
		.execute();
	if (ended) await logEvent(db, 'session.ended', { by: platformItself.id, about: account, at, details: { sessions: ended } });
	for (const { id } of tokens) await logEvent(db, 'token.revoked', { by: platformItself.id, about: account, at, details: { token: id } });
	return { ended, revoked: tokens.length };
}
