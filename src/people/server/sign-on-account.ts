// SPDX-License-Identifier: Apache-2.0
// Whose account a provider's account is: the one it is linked to; else the one of its address, where the settings believe the provider about that domain;
// else a new one, for whoever was invited or as far as the settings let accounts be made.
import { randomUUID } from 'node:crypto';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { SignOnProvider } from '#platform/sign-on-setting.ts';
import { type Invitation, linkRefusal } from '../invitation.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { claimedEmail, claimedName, claimedRoles, type Claims } from '../sign-on.ts';
import { take } from './accept-invitation.ts';
import { accountByEmail } from './accounts.ts';
import type { Doing } from './doing.ts';
import { holdInvitation, invitationsTo } from './invitations.ts';
import { changedLetter } from './letters.ts';
import { logEvent } from './log-event.ts';

export async function linkedAccount(db: Reading, { issuer }: Pick<SignOnProvider, 'issuer'>, subject: string): Promise<string | null> {
	const row = await db
		.selectFrom('people.credentials')
		.select('account_id')
		.where('provider', '=', issuer)
		.where('provider_account', '=', subject)
		.executeTakeFirst();
	return row?.account_id ?? null;
}

export async function linkSubject(
	db: Writing,
	{ account, provider, subject, by, at }: { account: string; provider: SignOnProvider; subject: string; by: string; at: Date }
): Promise<void> {
	await db
		.insertInto('people.credentials')
		.values({ id: randomUUID(), account_id: account, provider: provider.issuer, provider_account: subject, created_at: at, updated_at: at })
		.execute();
	await logEvent(db, 'sign-on.linked', { by, about: account, at, details: { provider: provider.id } });
}

interface Arrival {
	provider: SignOnProvider;
	known: { subject: string; claims: Claims };
	language: string;
	/** Id of the invitation whose link was open. */
	invitation: string | null;
}

export async function accountFor(db: Writing, doing: Doing, arrival: Arrival): Promise<string | Refusal> {
	const { provider, known } = arrival;
	const { at } = doing;
	const linked = await linkedAccount(reading(db), provider, known.subject);
	if (linked !== null) return linked;
	if (arrival.invitation !== null) return await byLink(db, doing, arrival, arrival.invitation);
	const { email, verified, trusted } = claimedEmail(provider, known.claims);
	if (!email || !verified) return refuse('sign-on-not-verified');
	// An address that the provider does not speak for proves nothing, and whether it has an account is not told.
	if (!trusted) return refuse('sign-on-no-account');
	const own = await db
		.selectFrom('people.accounts')
		.select(['id', 'email', 'language', 'email_verified', 'second_factor'])
		.where('email', '=', email)
		.where('erased_at', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (own) {
		// Whoever asked for codes is not let in past them by an address: the link is made on the account page.
		if (!own.email_verified || own.second_factor) return refuse('sign-on-link-first');
		await linkSubject(db, { account: own.id, provider, subject: known.subject, by: own.id, at });
		await doing.post(db, await changedLetter({ email, language: own.language as Invitation['language'] }, 'sign-on', doing.origin));
		return own.id;
	}
	const offers = await invitationsTo(reading(db), email, at);
	const mapped = provider.accounts === 'mapped' && claimedRoles(provider.roles, known.claims).length > 0;
	if (!offers.length && !mapped && provider.accounts !== 'anybody') return refuse('sign-on-no-account');
	const account = await newAccount(db, arrival, { email, language: offers[0]?.language ?? arrival.language }, at);
	for (const offer of offers) {
		const held = await holdInvitation(db, { id: offer.id });
		if (held && !linkRefusal(held, at)) await take(db, at, held, account);
	}
	return account;
}

/** The link proved the address, so the provider need not. */
async function byLink(db: Writing, doing: Doing, arrival: Arrival, id: string): Promise<string | Refusal> {
	const { at } = doing;
	const invitation = await holdInvitation(db, { id });
	const refusal = linkRefusal(invitation, at);
	if (refusal || !invitation) return refusal ?? refuse('link-unknown');
	if (await accountByEmail(reading(db), invitation.email)) return refuse('sign-on-link-first');
	const account = await newAccount(db, arrival, invitation, at);
	await take(db, at, invitation, account);
	return account;
}

async function newAccount(
	db: Writing,
	{ provider, known }: Arrival,
	{ email, language }: { email: string; language: string },
	at: Date
): Promise<string> {
	const account = randomUUID();
	await db
		.insertInto('people.accounts')
		.values({ id: account, name: claimedName(known.claims, email), email, email_verified: true, language, created_at: at, updated_at: at })
		.execute();
	await logEvent(db, 'account.created', { by: account, about: account, at, details: { through: provider.id } });
	await linkSubject(db, { account, provider, subject: known.subject, by: account, at });
	return account;
}
