// SPDX-License-Identifier: Apache-2.0
// An invitation: a role offered to an e-mail address by a link that works once, for seven days. Knows no token and no storage.
import type { Language } from '#text/languages.ts';
import type { Role } from './person.ts';
import { refuse, type Refusal } from './refusal.ts';

export const validFor = 7 * 24 * 60 * 60 * 1000;

export interface Invitation {
	id: string;
	email: string;
	language: Language;
	role: Role;
	/** Account that invited; platform where an organisation applied by itself. */
	invitedBy: string;
	invitedAt: Date;
	expiresAt: Date;
	acceptedAt: Date | null;
	revokedAt: Date | null;
}

export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

export function stateOf(invitation: Pick<Invitation, 'acceptedAt' | 'revokedAt' | 'expiresAt'>, now: Date): InvitationState {
	if (invitation.acceptedAt) return 'accepted';
	if (invitation.revokedAt) return 'revoked';
	return invitation.expiresAt <= now ? 'expired' : 'open';
}

/** Why the link does not work, or null when it does. */
export function linkRefusal(invitation: Pick<Invitation, 'acceptedAt' | 'revokedAt' | 'expiresAt'> | null, now: Date): Refusal | null {
	if (!invitation) return refuse('link-unknown');
	const state = stateOf(invitation, now);
	if (state === 'accepted') return refuse('link-used');
	if (state === 'open') return null;
	return refuse('link-expired');
}
