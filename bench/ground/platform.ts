// SPDX-License-Identifier: Apache-2.0
// The platform under measurement, as built from this folder and started as `npm start` starts it; and its insides, opened before it starts, for
// people with open sessions, drafts and published records. All of that is made by the product's own acts.
import { join } from 'node:path';
import type { Role, Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { personById } from '#people/server/accounts.ts';
import { authorityOn } from '#people/server/better-auth.ts';
import { cookiesOf } from '#people/server/cookies.ts';
import { seedDemoAccounts } from '#people/server/demo-accounts.ts';
import { groundOf } from '#people/server/ground.ts';
import { addRole } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { type Database, openEmbedded, openServer } from '#platform/server/database.ts';
import { fillWithDemonstration } from '#worker/demonstration.ts';
import { type Instance, openInstance } from '#worker/instance.ts';
import { startPostgres } from '../../test/ground/postgres.ts';
import { onServer } from '../../test/ground/template.ts';
import { build } from './build.ts';
import { type Running, start } from './process.ts';
import { root, throwAway } from './root.ts';

/** One of the two homes of the data, empty. */
export interface Home {
	name: 'PGlite' | 'PostgreSQL';
	/** DATA_DIR: the embedded database, or only files and outbox. */
	folder: string;
	/** DATABASE_URL; null when embedded. */
	url: string | null;
	/** Opens the database beside the platform; the embedded one only while the platform does not run. */
	open(): Promise<Database>;
	close(): Promise<void>;
}

export async function embeddedHome(): Promise<Home> {
	const folder = throwAway('bench-data');
	return { name: 'PGlite', folder, url: null, open: () => openEmbedded(join(folder, 'database')), close: async () => {} };
}

/** What docs/operations.md advises: the memory that PostgreSQL takes by itself is meant for a very small machine. */
const advised = { shared_buffers: '1GB', max_wal_size: '4GB' };

/**
 * On a server of its own that writes to the disk as a real one does (fsync on), unless told otherwise. Where KEEP names a folder, what was filled once
 * stays in it under its name, to be measured again.
 */
export async function serverHome({ durable = true, name }: { durable?: boolean; name?: string } = {}): Promise<Home & { programs: string }> {
	const kept = process.env.KEEP && name ? join(process.env.KEEP, name) : null;
	const server = await startPostgres({ durable, kept, more: advised });
	let running = true;
	process.on('exit', () => running && end(server.pid));
	await onServer(server.url(), 'create database platform').catch((fault: { code?: string }) => {
		// It is there already in a folder that was kept.
		if (!kept || fault.code !== '42P04') throw fault;
	});
	const url = server.url('platform');
	const close = async () => {
		await server.stop();
		running = false;
	};
	return { name: 'PostgreSQL', folder: throwAway('bench-data'), url, programs: server.programs, open: async () => openServer(url, null), close };
}

/** The homes that are wanted: both, or the one that ON names (ON=pglite, ON=postgresql). */
export const homes = (): (() => Promise<Home>)[] => {
	const wanted = process.env.ON?.toLowerCase();
	const all: Record<string, () => Promise<Home>> = { pglite: embeddedHome, postgresql: serverHome };
	if (!wanted) return Object.values(all);
	const one = all[wanted];
	if (!one) throw new Error(`ON must be one of ${Object.keys(all).join(', ')}`);
	return [one];
};

function end(pid: number): void {
	try {
		process.kill(pid, 'SIGINT');
	} catch {
		// Ended already, as it should be.
	}
}

const variables = (home: Home, more: Record<string, string> = {}): Record<string, string> => ({
	DATA_DIR: home.folder,
	...(home.url ? { DATABASE_URL: home.url } : {}),
	...more
});

/** Starts web and worker on a home. What is built is brought up to date first, once. */
export async function startPlatform(
	home: Home,
	{ env = {}, flags = [], ready = '/readyz' }: { env?: Record<string, string>; flags?: string[]; ready?: string } = {}
): Promise<Running> {
	build();
	return start({ args: [...flags, 'src/cli/serve.ts'], cwd: root, env: variables(home, { DEMO: '0', ...env }), ready });
}

/** Opens the platform in this process, without web and without worker. */
export async function openInside(home: Home): Promise<Instance> {
	const configuration = configurationFrom(variables(home, { DEMO: '0', LOG_LEVEL: 'warn', ORIGIN: 'http://127.0.0.1' }));
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	return openInstance(configuration);
}

export interface Member {
	person: Person;
	/** For the Cookie header: an open session. */
	cookie: string;
}

/** Accounts with a role each and a session each, in one transaction; no password is hashed. */
export async function members(instance: Instance, roles: Role[]): Promise<Member[]> {
	const ground = await groundOf(instance.platform);
	const ids = await ground.database.write(async (db) => {
		const authority = authorityOn(db, ground);
		const { internalAdapter } = await authority.$context;
		const made: { id: string; cookie: string }[] = [];
		for (const [index, role] of roles.entries()) {
			const email = `bench-${index}-${Date.now()}@example.org`;
			const { id } = await internalAdapter.createUser(
				{ email, name: `Person ${index}`, emailVerified: true, language: 'en' },
				{ method: 'email-password' }
			);
			await addRole(db, id, role, { by: 'platform', at: new Date() });
			const { headers } = await authority.api.openSession({ body: { account: id }, headers: new Headers(), returnHeaders: true });
			made.push({
				id,
				cookie: cookiesOf(headers, ground.origin)
					.map(({ name, value }) => `${name}=${value}`)
					.join('; ')
			});
		}
		return made;
	});
	return Promise.all(ids.map(async ({ id, cookie }) => ({ person: (await personById(ground.read, id)) as Person, cookie })));
}

/** Keys and letters of the first Parties, in the order of the facts. */
export async function parties(instance: Instance, count: number): Promise<{ key: string; code: string }[]> {
	const convention = await instance.convention();
	const all = convention.parties(new Date().toISOString().slice(0, 10)).flatMap(({ id, iso2 }) => (iso2 ? [{ key: id, code: iso2 }] : []));
	if (all.length < count) throw new Error(`the facts know ${all.length} Parties, ${count} are needed`);
	return all.slice(0, count);
}

/** The demonstration content, on PostgreSQL too, where the product itself does not load it. */
export async function demonstrate(instance: Instance): Promise<void> {
	const { platform } = instance;
	await seedDemoAccounts(platform);
	await fillWithDemonstration(platform, await instance.world());
}

/** What an act gave back; a refusal is a fault of the measurement. */
export function fine<T>(outcome: T): Exclude<T, { refusal: unknown }> {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
}
