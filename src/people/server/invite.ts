// SPDX-License-Identifier: Apache-2.0
// Offers a role to an address; sends the offer again; takes it back. Whoever may give the role may do all three.
import { isLanguage } from '#text/languages.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { emailOf } from '../email.ts';
import { validFor } from '../invitation.ts';
import { may } from '../may.ts';
import type { Role } from '../person.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { mayGive, roleDetails, termRefusal } from '../role.ts';
import { accountByEmail } from './accounts.ts';
import type { DoingAs } from './doing.ts';
import { addInvitation, holdInvitation, markRevoked, renewInvitation } from './invitations.ts';
import { invitationLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { ownerName } from './owners.ts';
import { holds } from './roles.ts';

const days = validFor / 86_400_000;

export async function invite(db: Writing, doing: DoingAs, offer: { email: string; language: string; role: Role }): Promise<{ id: string } | Refusal> {
	if (!mayGive(doing.by, offer.role)) return refuse('not-allowed');
	const term = termRefusal(offer.role, doing.at.toISOString().slice(0, 10));
	if (term) return term;
	const email = emailOf(offer.email);
	if (!email) return refuse('email-not-valid');
	const language = isLanguage(offer.language) ? offer.language : doing.by.language;
	const owner = await ownerName(reading(db), offer.role, language);
	if (owner === false) return refuse('no-such-fact');
	const account = await accountByEmail(reading(db), email);
	if (account && (await holds(reading(db), account.id, offer.role))) return refuse('role-held');
	const { id, token } = await addInvitation(db, { email, language, role: offer.role, by: doing.by.id, at: doing.at });
	await logEvent(db, 'invitation.sent', { by: doing.by.id, about: id, at: doing.at, details: roleDetails(offer.role) });
	await doing.post(db, await invitationLetter({ email, language }, { token, role: offer.role, owner, inviter: doing.by.name, days }, doing.origin));
	return { id };
}

/** A new link by a new letter; the old link ends. */
export async function sendAgain(db: Writing, doing: DoingAs, id: string): Promise<{ id: string } | Refusal> {
	const invitation = await holdInvitation(db, { id });
	if (!invitation || invitation.email === '') return refuse('not-found');
	if (!mayGive(doing.by, invitation.role)) return refuse('not-allowed');
	if (invitation.acceptedAt) return refuse('link-used');
	const owner = await ownerName(reading(db), invitation.role, invitation.language);
	if (owner === false) return refuse('no-such-fact');
	const token = await renewInvitation(db, id, doing.at);
	await logEvent(db, 'invitation.sent-again', { by: doing.by.id, about: id, at: doing.at });
	await doing.post(db, await invitationLetter(invitation, { token, role: invitation.role, owner, inviter: doing.by.name, days }, doing.origin));
	return { id };
}

export async function revoke(db: Writing, doing: DoingAs, id: string): Promise<{ id: string } | Refusal> {
	const invitation = await holdInvitation(db, { id });
	if (!invitation) return refuse('not-found');
	if (!may(doing.by, 'role.give', { role: invitation.role })) return refuse('not-allowed');
	if (invitation.acceptedAt) return refuse('link-used');
	if (!invitation.revokedAt) {
		await markRevoked(db, id, doing.at);
		await logEvent(db, 'invitation.revoked', { by: doing.by.id, about: id, at: doing.at });
	}
	return { id };
}
