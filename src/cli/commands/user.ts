// SPDX-License-Identifier: Apache-2.0
// Accounts and roles from the machine itself: the first administrator, and help for people who are locked out. The acts stand in people/server/.
import { parseArgs } from 'node:util';
import { emailOf } from '#people/email.ts';
import { type Role, roleNames } from '#people/person.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { accountByEmail, listAccounts } from '#people/server/accounts.ts';
import { inviteByHand, operator, resetSecondFactor, signOutEverywhere, unlock } from '#people/server/by-operator.ts';
import { giveRole, takeRole } from '#people/server/change-roles.ts';
import type { DoingAs } from '#people/server/doing.ts';
import { groundOf } from '#people/server/ground.ts';
import { environment } from '#platform/server/environment.ts';
import { openPlatform, type Platform } from '#platform/server/platform.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import { type MessageId, readerIn } from '#text/message.ts';
import { type Command, Unusable } from '../command.ts';

export const command: Command = {
	what: 'invites, lists and helps people: roles, lost authenticators, locks, stolen sessions',
	help: `
platform user add {e-mail} --role {role} [--party {key} | --organisation {id} | --until {day}] [--language {code}]
                          prints the link of an invitation, valid for seven days
platform user list [text] [--all]
platform user give {e-mail} --role {role} [--party {key} | --organisation {id} | --until {day}]
platform user take {e-mail} --role {role} [--party {key} | --organisation {id}]
platform user unlock {e-mail}                lifts the lock that wrong passwords brought
platform user reset-second-factor {e-mail}   turns authenticator codes off, and signs out everywhere
platform user sign-out {e-mail}              ends all sessions, revokes all personal tokens

Roles: ${roleNames.join(', ')}. A Party is named by its key (GHA). Whoever holds no role can do nothing: to bar a person, take the roles and sign out.
With the embedded database the platform must be stopped meanwhile.`,
	async run(args) {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				role: { type: 'string' },
				party: { type: 'string' },
				organisation: { type: 'string' },
				until: { type: 'string' },
				language: { type: 'string', default: 'en' },
				all: { type: 'boolean', default: false }
			}
		});
		const [act = '', who = '', ...more] = positionals;
		const { language } = values;
		if (!isLanguage(language)) throw new Unusable(`${language} is not a language of the platform: ar, en, es, fr, ru or zh`);
		const needsRole = ['add', 'give', 'take'].includes(act);
		if (more.length || !(needsRole || ['list', 'unlock', 'reset-second-factor', 'sign-out'].includes(act)))
			throw new Unusable('say what is to be done: add, list, give, take, unlock, reset-second-factor or sign-out');
		if (act !== 'list' && !emailOf(who)) throw new Unusable('name the person by e-mail address');
		const role = needsRole ? roleOf(values, act === 'take') : null;
		if (!needsRole && (values.role ?? values.party ?? values.organisation ?? values.until) !== undefined) throw new Unusable(`${act} takes no role`);
		const platform = await openPlatform({ ...environment(), logLevel: 'error' });
		try {
			const outcome = await done(platform, act, act === 'list' ? who : (emailOf(who) as string), role, language, values.all);
			if (!isRefusal(outcome)) return 0;
			console.error((await readerIn(language)).t(`refusal.${outcome.refusal}` as MessageId, outcome.values));
			return 1;
		} finally {
			await platform.close();
		}
	}
};

/** A role that is taken away is known without its last day. */
function roleOf(
	{ role, party, organisation, until }: { role?: string; party?: string; organisation?: string; until?: string },
	taken: boolean
): Role {
	const name = roleNames.find((each) => each === role);
	if (!name) throw new Unusable(`--role is one of ${roleNames.join(', ')}`);
	// Whoever gives a day means it: a role without end in its place would be the wrong one.
	if (until !== undefined && (taken || name !== 'committee-reader'))
		throw new Unusable(taken ? 'take ends a role at once, without --until' : `the role ${name} has no last day: leave --until out`);
	if (name === 'focal-point' || name === 'party-contributor') {
		if (!party || organisation) throw new Unusable(`the role ${name} is for a Party: --party GHA`);
		return { role: name, party: party.toUpperCase() };
	}
	if (name === 'organisation-contributor') {
		if (!organisation || party) throw new Unusable(`the role ${name} is for an organisation: --organisation {id}`);
		return { role: name, organisation };
	}
	if (name === 'committee-reader') {
		if (party || organisation) throw new Unusable(`the role ${name} is for neither a Party nor an organisation`);
		if (taken) return { role: name, until: '' };
		if (!until) throw new Unusable(`the role ${name} ends by itself: --until 2027-12-31`);
		return { role: name, until };
	}
	if (party || organisation) throw new Unusable(`the role ${name} is the secretariat's own`);
	return { role: name };
}

const roleText = (role: Role): string =>
	[role.role, 'party' in role ? role.party : '', 'organisation' in role ? role.organisation : ''].filter(Boolean).join(' ');

async function done(platform: Platform, act: string, who: string, role: Role | null, language: Language, all: boolean): Promise<Refusal | void> {
	const { database } = platform;
	const ground = await groundOf(platform);
	const at = new Date();
	if (act === 'list') return list(platform, who, all);
	if (act === 'add') {
		const outcome = await database.write((db) => inviteByHand(db, ground, { email: who, language, role: role as Role }, at));
		if (isRefusal(outcome)) return outcome;
		return console.log(outcome.link);
	}
	const account = await accountByEmail(ground.read, who);
	if (!account) return { refusal: 'not-found' };
	const doing: DoingAs = { ...ground, by: operator, at, headers: new Headers(), address: '' };
	if (act === 'give') {
		const outcome = await database.write((db) => giveRole(db, doing, { account: account.id, role: role as Role }));
		if (isRefusal(outcome)) return outcome;
		return console.log(`${who} now is ${roleText(role as Role)}`);
	}
	if (act === 'take') {
		const { people } = await listAccounts(ground.read, { id: account.id });
		const held = people[0]?.roles.find((each) => roleText(each.role) === roleText(role as Role));
		if (!held) return { refusal: 'not-found' };
		const outcome = await database.write((db) => takeRole(db, doing, held.id));
		if (isRefusal(outcome)) return outcome;
		return console.log(`${who} no longer is ${roleText(role as Role)}`);
	}
	if (act === 'unlock') {
		await database.write((db) => unlock(db, who));
		return console.log(`${who} may try again`);
	}
	if (act === 'sign-out') {
		const { ended, revoked } = await database.write((db) => signOutEverywhere(db, account.id, at));
		return console.log(`${ended} sessions ended, ${revoked} tokens revoked`);
	}
	const outcome = await database.write((db) => resetSecondFactor(db, account.id, at));
	if (isRefusal(outcome)) return outcome;
	console.log(`authenticator codes of ${who} are off; ${outcome.ended} sessions ended`);
}

async function list({ database }: Platform, text: string, all: boolean): Promise<void> {
	const { people, total } = await listAccounts(database.fresh, { ...(text ? { text } : {}), limit: all ? 1_000_000 : 100 });
	for (const { email, name, roles, secondFactor, lastSeen } of people) {
		const seen = lastSeen ? `seen ${lastSeen.toISOString().slice(0, 10)}` : 'not signed in';
		console.log([email, name, roles.map(({ role }) => roleText(role)).join(', ') || 'no role', secondFactor ? 'codes' : 'no codes', seen].join('\t'));
	}
	if (people.length < total) console.log(`… and ${total - people.length} more: --all, or part of a name`);
}
