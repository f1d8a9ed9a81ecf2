// SPDX-License-Identifier: Apache-2.0
// What an administrator does to endpoints: makes, changes, switches, gives a new secret, removes. A secret is returned once and kept sealed. Each act is in
// the audit log with the host alone, since an address may hold a key.
import { randomBytes } from 'node:crypto';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { logAct, type PlatformAct } from '#people/server/log-act.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { addressFrom, type Endpoint, hostOf, isAskedEvent, mostEndpoints, overlap, secretFrom } from '../webhook.ts';
import { findEndpoint, seal } from './endpoints.ts';

export interface Managing {
	by: Person | null;
	at: Date;
	/** The key of the installation. */
	key: string;
	/** Hosts inside our own network that may be posted to. */
	allowedHosts: readonly string[];
	/** Record types that there are. */
	isType(id: string): boolean;
}

export interface TypedEndpoint {
	name: string;
	address: string;
	types: readonly string[];
	events: readonly string[];
}

const newSecret = () => secretFrom(randomBytes(32));

const allowed = (by: Person | null): by is Person => may(by, 'webhook.manage');

function sound({ allowedHosts, isType }: Managing, typed: TypedEndpoint) {
	const name = typed.name
		.normalize('NFC')
		.toWellFormed()
		.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
		.trim()
		.slice(0, 100);
	if (!name) return refuse('name-missing');
	const address = addressFrom(typed.address, allowedHosts);
	if (!address) return refuse('webhook-address');
	return { name, address, types: [...new Set(typed.types)].filter(isType), events: [...new Set(typed.events)].filter(isAskedEvent) };
}

/** Locks it, so that two administrators act one after the other. */
async function locked(db: Writing, id: string): Promise<Endpoint | undefined> {
	await db.selectFrom('webhooks.endpoints').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
	return findEndpoint(reading(db), id);
}

const note = (db: Writing, act: PlatformAct, { at }: Managing, by: Person, endpoint: { id: string; address: string }) =>
	logAct(db, act, { by: by.id, about: endpoint.id, at, details: { host: hostOf(endpoint.address) } });

export async function makeEndpoint(db: Writing, managing: Managing, typed: TypedEndpoint): Promise<{ id: string; secret: string } | Refusal> {
	const { by, at, key } = managing;
	if (!allowed(by)) return refuse('not-allowed');
	const given = sound(managing, typed);
	if ('refusal' in given) return given;
	const { count } = await db
		.selectFrom('webhooks.endpoints')
		.select((select) => select.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	if (Number(count) >= mostEndpoints) return refuse('too-many-webhooks', { most: mostEndpoints });
	const secret = newSecret();
	const id = randomBytes(9).toString('base64url');
	await db
		.insertInto('webhooks.endpoints')
		.values({ id, ...given, secret: await seal(key, secret), state: 'on', made_by: by.id, made_at: at, changed_at: at })
		.execute();
	await note(db, 'webhook.made', managing, by, { id, address: given.address });
	return { id, secret };
}

export async function changeEndpoint(db: Writing, managing: Managing, id: string, typed: TypedEndpoint): Promise<{ id: string } | Refusal> {
	const { by, at } = managing;
	if (!allowed(by)) return refuse('not-allowed');
	const given = sound(managing, typed);
	if ('refusal' in given) return given;
	const before = await locked(db, id);
	if (!before) return refuse('not-found');
	await db
		.updateTable('webhooks.endpoints')
		.set({ ...given, changed_at: at, ...(given.address === before.address ? {} : { failing_since: null }) })
		.where('id', '=', id)
		.execute();
	await note(db, 'webhook.changed', managing, by, { id, address: given.address });
	return { id };
}

/** The secret before goes on signing for a day beside the new one. */
export async function rotateSecret(db: Writing, managing: Managing, id: string): Promise<{ id: string; secret: string } | Refusal> {
	const { by, at, key } = managing;
	if (!allowed(by)) return refuse('not-allowed');
	const endpoint = await locked(db, id);
	if (!endpoint) return refuse('not-found');
	const secret = newSecret();
	await db
		.updateTable('webhooks.endpoints')
		.set((set) => ({ previous_secret: set.ref('secret'), previous_until: new Date(at.getTime() + overlap), changed_at: at }))
		.where('id', '=', id)
		.execute();
	await db
		.updateTable('webhooks.endpoints')
		.set({ secret: await seal(key, secret) })
		.where('id', '=', id)
		.execute();
	await note(db, 'webhook.rotated', managing, by, endpoint);
	return { id, secret };
}

/** Switched on, it is told of what happens from then on; what failed before is sent again by hand. */
export async function switchEndpoint(db: Writing, managing: Managing, id: string, on: boolean): Promise<{ id: string } | Refusal> {
	const { by, at } = managing;
	if (!allowed(by)) return refuse('not-allowed');
	const endpoint = await locked(db, id);
	if (!endpoint) return refuse('not-found');
	if ((endpoint.state === 'on') === on) return { id };
	await db
		.updateTable('webhooks.endpoints')
		.set({ state: on ? 'on' : 'off', changed_at: at, failing_since: null })
		.where('id', '=', id)
		.execute();
	await note(db, on ? 'webhook.enabled' : 'webhook.disabled', managing, by, endpoint);
	return { id };
}

export async function removeEndpoint(db: Writing, managing: Managing, id: string): Promise<{ id: string } | Refusal> {
	const { by } = managing;
	if (!allowed(by)) return refuse('not-allowed');
	const endpoint = await locked(db, id);
	if (!endpoint) return refuse('not-found');
	await db.deleteFrom('webhooks.endpoints').where('id', '=', id).execute();
	await note(db, 'webhook.removed', managing, by, endpoint);
	return { id };
}
