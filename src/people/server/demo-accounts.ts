// SPDX-License-Identifier: Apache-2.0
// Accounts to try the platform with, one a role, with passwords of this installation's own. Only where demonstration content is wanted.
import { randomInt } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashPassword } from 'better-auth/crypto';
import type { Language } from '#text/languages.ts';
import type { Configuration } from '#platform/configuration.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { platformItself, type Role, type RoleName } from '../person.ts';
import { roleDetails } from '../role.ts';
import { accountByEmail } from './accounts.ts';
import { authorityOn } from './better-auth.ts';
import { type Foundations, groundOf } from './ground.ts';
import { logEvent } from './log-event.ts';
import { addRole } from './roles.ts';

export interface DemoAccount {
	email: string;
	password: string;
	role: RoleName;
	/** Party key, code of the organisation, or null for the secretariat. */
	party: string | null;
}

const organisations = [
	{ id: 'demo-ngo', code: 'MFCN', name: 'Mercury-Free Coast Network', kind: 'ngo', country: null },
	{ id: 'demo-institution', code: 'ITRM', name: 'Institute for Trace Metals', kind: 'institution', country: null }
] as const;

const wanted: readonly { email: string; name: string; language: Language; role: Role }[] = [
	{ email: 'focal.ghana@example.org', name: 'Ama Mensah', language: 'en', role: { role: 'focal-point', party: 'GHA' } },
	{ email: 'contributor.ghana@example.org', name: 'Kofi Boateng', language: 'en', role: { role: 'party-contributor', party: 'GHA' } },
	{ email: 'focal.switzerland@example.org', name: 'Claire Favre', language: 'fr', role: { role: 'focal-point', party: 'CHE' } },
	{ email: 'focal.brazil@example.org', name: 'Rafael Nogueira', language: 'es', role: { role: 'focal-point', party: 'BRA' } },
	{ email: 'ngo@example.org', name: 'Leila Haddad', language: 'ar', role: { role: 'organisation-contributor', organisation: 'demo-ngo' } },
	{
		email: 'institution@example.org',
		name: 'Wang Min',
		language: 'zh',
		role: { role: 'organisation-contributor', organisation: 'demo-institution' }
	},
	{ email: 'committee@example.org', name: 'Moana Tama', language: 'en', role: { role: 'committee-reader', until: '2099-12-31' } },
	{ email: 'reviewer@example.org', name: 'Elena Sokolova', language: 'ru', role: { role: 'reviewer' } },
	{ email: 'editor@example.org', name: 'Pilar Ortega', language: 'es', role: { role: 'editor' } },
	{ email: 'publisher@example.org', name: 'Jonas Lindqvist', language: 'en', role: { role: 'publisher' } },
	{ email: 'administrator@example.org', name: 'Amina Diallo', language: 'fr', role: { role: 'administrator' } }
];

/**
 * Creates the demonstration accounts that are missing and returns all whose passwords are known here. Those stand in `demo-accounts.json` of
 * the data folder, readable by its owner alone; the file is written first, so that no account is ever made with a password that nobody knows.
 */
export async function seedDemoAccounts(platform: Foundations & { configuration: Pick<Configuration, 'dataDir' | 'origin'> }): Promise<DemoAccount[]> {
	const ground = await groundOf(platform);
	const path = join(platform.configuration.dataDir, 'demo-accounts.json');
	const kept = new Map((await readKept(path)).map((account) => [account.email, account.password]));
	const existing = new Set<string>();
	for (const { email } of wanted) if (await accountByEmail(ground.read, email)) existing.add(email);
	// An account that exists without its password here belongs to another machine of the same installation.
	const known = wanted.filter(({ email }) => kept.has(email) || !existing.has(email));
	const accounts = known.map(({ email, role }) => ({ email, password: kept.get(email) ?? newPassword(), role: role.role, party: partyOf(role) }));
	if (accounts.some(({ email }) => !kept.has(email))) {
		await writeFile(path, `${JSON.stringify(accounts, null, '\t')}\n`, { mode: 0o600 });
		await chmod(path, 0o600);
	}
	const missing = known.filter(({ email }) => !existing.has(email));
	if (missing.length === 0) return accounts;
	const passwords = new Map(accounts.map(({ email, password }) => [email, password]));
	const hashes = new Map(await Promise.all(missing.map(async ({ email }) => [email, await hashPassword(passwords.get(email) ?? '')] as const)));
	await ground.database.write(async (db) => {
		const at = new Date();
		for (const organisation of organisations) {
			await db
				.insertInto('people.organisations')
				.values({ ...organisation, state: 'admitted', contact_name: '', contact_email: '', language: 'en', demo: true, applied_at: at })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		}
		const { internalAdapter } = await authorityOn(db, ground).$context;
		for (const each of missing) await createDemoAccount(db, internalAdapter, each, hashes.get(each.email) ?? '', at);
	});
	return accounts;
}

type Adapter = Awaited<ReturnType<typeof authorityOn>['$context']>['internalAdapter'];

async function createDemoAccount(db: Writing, adapter: Adapter, account: (typeof wanted)[number], hash: string, at: Date): Promise<void> {
	const { email, name, language, role } = account;
	if (await accountByEmail(reading(db), email)) return;
	const { id } = await adapter.createUser({ email, name, emailVerified: true, language }, { method: 'email-password' });
	await adapter.linkAccount({ userId: id, providerId: 'credential', accountId: id, password: hash });
	await db.updateTable('people.accounts').set({ demo: true }).where('id', '=', id).execute();
	await addRole(db, id, role, { by: platformItself.id, at });
	await logEvent(db, 'account.created', { by: platformItself.id, about: id, at, details: { demo: true } });
	await logEvent(db, 'role.given', { by: platformItself.id, about: id, at, details: roleDetails(role) });
}

const partyOf = (role: Role): string | null =>
	'party' in role ? role.party : 'organisation' in role ? (organisations.find(({ id }) => id === role.organisation)?.code ?? null) : null;

/** No letters that are taken for others; 20 of 31 signs are 99 bits. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

function newPassword(): string {
	const group = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('');
	return [group(), group(), group(), group()].join('-');
}

async function readKept(path: string): Promise<DemoAccount[]> {
	try {
		return JSON.parse(await readFile(path, 'utf8')) as DemoAccount[];
	} catch (fault) {
		if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw new Error(`${path} cannot be read: ${(fault as Error).message}`, { cause: fault });
	}
}
