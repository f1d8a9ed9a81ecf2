// SPDX-License-Identifier: Apache-2.0
// Invites the first administrator of a new installation: nobody is there yet who could. The operator's command, never a page's act.
import type { Language } from '#text/languages.ts';
import type { Writing } from '#platform/server/database.ts';
import { emailOf } from '../email.ts';
import { platformItself, type Role } from '../person.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { roleDetails } from '../role.ts';
import type { Ground } from './doing.ts';
import { addInvitation } from './invitations.ts';
import { logEvent } from './log-event.ts';

const role: Role = { role: 'administrator' };

/** Returns the link, to be handed over by hand: mail may not work yet. */
export async function inviteFirst(
	db: Writing,
	ground: Ground,
	typed: { email: string; language: Language },
	at: Date
): Promise<{ link: string } | Refusal> {
	const email = emailOf(typed.email);
	if (!email) return refuse('email-not-valid');
	const { id, token } = await addInvitation(db, { email, language: typed.language, role, by: platformItself.id, at });
	await logEvent(db, 'invitation.sent', { by: platformItself.id, about: id, at, details: roleDetails(role) });
	return { link: `${ground.origin}/${typed.language}/invitation/${token}` };
}
