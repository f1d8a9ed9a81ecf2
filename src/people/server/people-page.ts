// SPDX-License-Identifier: Apache-2.0
// Accounts and offers as the pages of people show them: within whom the reader looks after, with names instead of keys and with what may be done.
import type { Language } from '#text/languages.ts';
import { stateOf } from '../invitation.ts';
import { may } from '../may.ts';
import type { Person, Role } from '../person.ts';
import { looksAfter, mayGive } from '../role.ts';
import { listAccounts } from './accounts.ts';
import type { Ground } from './doing.ts';
import { pendingInvitations } from './invitations.ts';
import { ownerNames } from './owners.ts';

export interface ShownRole {
	id: string;
	role: Role;
	owner: string | null;
	/** Issuer of the identity provider whose claim the role follows; null for one that a person gave. */
	through: string | null;
	mayTake: boolean;
	/** The reader may let this contributor submit, or no longer. */
	mayDelegate: boolean;
}

export interface ShownPerson {
	id: string;
	name: string;
	email: string;
	lastSeen: Date | null;
	createdAt: Date;
	roles: ShownRole[];
}

export interface ShownOffer {
	id: string;
	email: string;
	role: Role;
	owner: string | null;
	sentAt: Date;
	until: Date;
	lapsed: boolean;
	mayChange: boolean;
}

export const pageSize = 50;

/** Null where the reader looks after nobody. `page` from 1. */
export async function peoplePage(
	{ read }: Pick<Ground, 'read'>,
	reader: { by: Person; at: Date; language: Language },
	wish: { text: string; page: number }
): Promise<{ people: ShownPerson[]; total: number; offers: ShownOffer[] } | null> {
	const whose = looksAfter(reader.by);
	if (!whose) return null;
	const scope = whose === 'all' ? {} : whose;
	const found = await listAccounts(read, {
		...scope,
		...(wish.text ? { text: wish.text } : {}),
		limit: pageSize,
		offset: (wish.page - 1) * pageSize
	});
	const offers = await pendingInvitations(read, scope);
	const owner = await ownerNames(
		read,
		[...found.people.flatMap(({ roles }) => roles.map(({ role }) => role)), ...offers.map(({ role }) => role)],
		reader.language
	);
	return {
		total: found.total,
		people: found.people.map((person) => shown(person, owner, reader.by)),
		offers: offers.map((offer) => ({
			id: offer.id,
			email: offer.email,
			role: offer.role,
			owner: owner(offer.role),
			sentAt: offer.invitedAt,
			until: offer.expiresAt,
			lapsed: stateOf(offer, reader.at) === 'expired',
			mayChange: mayGive(reader.by, offer.role)
		}))
	};
}

/** One person, where the reader looks after them. */
export async function personPage(
	{ read }: Pick<Ground, 'read'>,
	reader: { by: Person; language: Language },
	id: string
): Promise<(ShownPerson & { mayErase: boolean }) | null> {
	const whose = looksAfter(reader.by);
	if (!whose) return null;
	const { people } = await listAccounts(read, { ...(whose === 'all' ? {} : whose), id });
	const [person] = people;
	if (!person) return null;
	const owner = await ownerNames(
		read,
		person.roles.map(({ role }) => role),
		reader.language
	);
	return { ...shown(person, owner, reader.by), mayErase: person.id !== reader.by.id && may(reader.by, 'account.erase', { account: person.id }) };
}

type Found = Awaited<ReturnType<typeof listAccounts>>['people'][number];

function shown(person: Found, owner: (role: Role) => string | null, by: Person): ShownPerson {
	const { id, name, email, lastSeen, createdAt } = person;
	const roles = person.roles.map(({ id, role, through }) => ({
		id,
		role,
		through,
		owner: owner(role),
		mayTake: may(by, 'role.take', { role }),
		mayDelegate: role.role === 'party-contributor' && mayGive(by, { ...role, maySubmit: role.maySubmit !== true })
	}));
	return { id, name, email, lastSeen, createdAt, roles };
}
