// SPDX-License-Identifier: Apache-2.0
// Erases a person: name and address are replaced, credentials, sessions, roles and offers go. The bare id stays in moves and events,
// so that history still says that one and the same person acted. What the person wrote in records belongs to its owner and stays there.
import { reading, type Writing } from '#platform/server/database.ts';
import { erasedEmail } from '../email.ts';
import { may } from '../may.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { personById } from './accounts.ts';
import { clearTries } from './attempts.ts';
import type { DoingAs } from './doing.ts';
import { logEvent } from './log-event.ts';
import { prove } from './prove.ts';
import { isLastAdministrator } from './roles.ts';

/** `confirmed` is the box that says it cannot be undone. The own account also asks for the password; an administrator erases on request. */
export async function erase(
	doing: DoingAs,
	asked: { account: string; confirmed: boolean; password?: string }
): Promise<{ account: string } | Refusal> {
	if (!may(doing.by, 'account.erase', { account: asked.account })) return refuse('not-allowed');
	if (!asked.confirmed) return refuse('not-confirmed');
	if (asked.account === doing.by.id) {
		const proof = await prove(doing, { email: doing.by.email, password: asked.password ?? '' });
		if (isRefusal(proof)) return proof;
	}
	return await doing.database.write((db) => eraseAccount(db, doing, asked.account));
}

const tablesOfAccount = [
	'people.sessions',
	'people.credentials',
	'people.second_factors',
	'people.used_codes',
	'people.passkeys',
	'people.challenges',
	'people.tokens',
	'people.sign_on_tries',
	'people.roles'
] as const;

async function eraseAccount(db: Writing, doing: DoingAs, account: string): Promise<{ account: string } | Refusal> {
	const person = await personById(reading(db), account);
	if (!person) return refuse('not-found');
	if (await isLastAdministrator(db, account)) return refuse('last-of-its-kind');
	for (const table of tablesOfAccount) await db.deleteFrom(table).where('account_id', '=', account).execute();
	await db.deleteFrom('people.verifications').where('value', 'like', `%${account}%`).execute();
	await clearTries(db, 'sign-in', person.email);
	await db
		.updateTable('people.invitations')
		.set({ email: '' })
		.where((where) => where.or([where('email', '=', person.email), where('accepted_by', '=', account)]))
		.execute();
	await db.updateTable('people.organisations').set({ contact_name: '', contact_email: '' }).where('contact_email', '=', person.email).execute();
	await db
		.updateTable('people.accounts')
		.set({ name: '', email: erasedEmail(account), email_verified: false, second_factor: false, updated_at: doing.at, erased_at: doing.at })
		.where('id', '=', account)
		.execute();
	await logEvent(db, 'account.erased', { by: doing.by.id, about: account, at: doing.at });
	return { account };
}
