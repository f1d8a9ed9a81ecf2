// SPDX-License-Identifier: Apache-2.0
// Gives a role to an account, takes one away, and lets a contributor submit for the Party or no longer.
import { reading, type Writing } from '#platform/server/database.ts';
import { may } from '../may.ts';
import type { Role } from '../person.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { mayGive, roleDetails, termRefusal } from '../role.ts';
import { personById } from './accounts.ts';
import type { DoingAs } from './doing.ts';
import { roleTakenLetter } from './letters.ts';
import { logEvent } from './log-event.ts';
import { ownerName } from './owners.ts';
import { addRole, isLastAdministrator, roleById } from './roles.ts';

export async function giveRole(
	db: Writing,
	doing: DoingAs,
	{ account, role }: { account: string; role: Role }
): Promise<{ account: string } | Refusal> {
	if (!mayGive(doing.by, role)) return refuse('not-allowed');
	const term = termRefusal(role, doing.at.toISOString().slice(0, 10));
	if (term) return term;
	const person = await personById(reading(db), account);
	if (!person) return refuse('not-found');
	if ((await ownerName(reading(db), role, person.language)) === false) return refuse('no-such-fact');
	if (!(await addRole(db, account, role, { by: doing.by.id, at: doing.at }))) return refuse('role-held');
	await logEvent(db, 'role.given', { by: doing.by.id, about: account, at: doing.at, details: roleDetails(role) });
	return { account };
}

/** The last administrator stays: nobody else could make another. */
export async function takeRole(db: Writing, doing: DoingAs, id: string): Promise<{ account: string } | Refusal> {
	const found = await roleById(reading(db), id);
	if (!found) return refuse('not-found');
	const { role, account } = found;
	if (!may(doing.by, 'role.take', { role })) return refuse('not-allowed');
	if (role.role === 'administrator' && (await isLastAdministrator(db, account))) return refuse('last-of-its-kind');
	const gone = await db.deleteFrom('people.roles').where('id', '=', id).returning('id').executeTakeFirst();
	if (!gone) return refuse('changed-meanwhile');
	await logEvent(db, 'role.taken', { by: doing.by.id, about: account, at: doing.at, details: roleDetails(role) });
	const person = await personById(reading(db), account);
	if (person) {
		const owner = await ownerName(reading(db), role, person.language);
		await doing.post(db, await roleTakenLetter(person, role, owner || null));
	}
	return { account };
}

/** Delegation: only the Party's own focal point lets a contributor submit; taking that back is open to whoever may give the role. */
export async function delegate(
	db: Writing,
	doing: DoingAs,
	{ id, maySubmit }: { id: string; maySubmit: boolean }
): Promise<{ account: string } | Refusal> {
	const found = await roleById(reading(db), id);
	if (!found || found.role.role !== 'party-contributor') return refuse('not-found');
	const role: Role = { ...found.role, maySubmit };
	if (!mayGive(doing.by, role)) return refuse('not-allowed');
	const changed = await db
		.updateTable('people.roles')
		.set({ may_submit: maySubmit })
		.where('id', '=', id)
		.where('may_submit', '<>', maySubmit)
		.returning('id')
		.executeTakeFirst();
	if (changed) await logEvent(db, 'role.changed', { by: doing.by.id, about: found.account, at: doing.at, details: roleDetails(role) });
	return { account: found.account };
}
