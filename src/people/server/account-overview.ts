// SPDX-License-Identifier: Apache-2.0
// What the account page shows at once: the person's own data, how they sign in, their roles and offers with names.
import type { Language } from '#text/languages.ts';
import type { Role } from '../person.ts';
import { standingOf } from '../token.ts';
import type { DoingAs } from './doing.ts';
import { invitationsTo } from './invitations.ts';
import { ownerNames } from './owners.ts';
import { passkeysOf } from './passkeys.ts';
import { sessionsOf } from './sessions.ts';
import { tokensOf } from './tokens.ts';

export interface NamedRole {
	role: Role;
	/** Name of the Party or organisation in the reader's language. */
	owner: string | null;
}

export interface AccountOverview {
	name: string;
	email: string;
	language: Language;
	secondFactor: boolean;
	passkeys: number;
	sessions: number;
	/** Working ones. */
	tokens: number;
	roles: NamedRole[];
	offers: (NamedRole & { id: string })[];
}

/** `language` is the page's; the account's own is that of its mails. */
export async function accountOverview({ read, by, at }: DoingAs, language: Language): Promise<AccountOverview> {
	const { second_factor } = await read.selectFrom('people.accounts').select('second_factor').where('id', '=', by.id).executeTakeFirstOrThrow();
	const offers = await invitationsTo(read, by.email, at);
	const owner = await ownerNames(read, [...by.roles, ...offers.map((offer) => offer.role)], language);
	return {
		name: by.name,
		email: by.email,
		language: by.language,
		secondFactor: second_factor ?? false,
		passkeys: (await passkeysOf(read, by.id)).length,
		sessions: (await sessionsOf(read, by.id, at)).length,
		tokens: (await tokensOf(read, by.id)).filter((token) => standingOf(token, at) === 'working').length,
		roles: by.roles.map((role) => ({ role, owner: owner(role) })),
		offers: offers.map(({ id, role }) => ({ id, role, owner: owner(role) }))
	};
}
