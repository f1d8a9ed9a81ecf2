// SPDX-License-Identifier: Apache-2.0
// Brings a report onto the device: its copy into the database, and the page that works without a line, with all it is made of, into the cache.
import type { Language } from '#text/languages.ts';
import type { Flight } from '../fill/autosave.ts';
import type { SaveReply } from '../fill/client.ts';
import { broughtForward } from './brought.ts';
import { type Copy, copyKey, copyOf, type Device, unsentOf, type Whole } from './device.ts';

export interface Subject {
	/** Address of the editing page. */
	address: string;
	record: string;
	account: string;
}

const off = ({ account, record }: Subject): string => `off/${account}/${record}`;

/** Kept; or not wanted here; or not to be filled in by this person any more; or no line. */
export type Kept = { copy: Copy } | 'off' | 'gone' | 'line';

export async function keepCopy(device: Device, subject: Subject): Promise<Kept> {
	if (await device.get('notes', off(subject))) return 'off';
	const known = await copyOf(device, subject.account, subject.record);
	try {
		const response = await fetch(`${subject.address}/copy`, {
			headers: { accept: 'application/json', ...(known ? { 'if-none-match': known.tag } : {}) },
			redirect: 'manual',
			cache: 'no-store'
		});
		if (response.status === 304 && known) return { copy: known };
		if ([403, 404, 409].includes(response.status)) {
			// With something unsent it stays until that is settled: its words make what is taken along readable.
			const waiting = (await unsentOf(device, subject.account)).some(({ record }) => record === subject.record);
			if (!waiting) await device.delete('copies', copyKey(subject.account, subject.record));
			return 'gone';
		}
		if (!response.ok) return 'line';
		const text = await response.text();
		const whole = JSON.parse(text) as Whole;
		// Somebody else signed in meanwhile, in another window.
		if (whole.account !== subject.account) return 'gone';
		const copy: Copy = {
			account: subject.account,
			record: subject.record,
			whole,
			tag: response.headers.get('etag') ?? '',
			bytes: new Blob([text]).size,
			at: response.headers.get('date') ?? ''
		};
		return { copy: await newer(device, copy) };
	} catch {
		return 'line';
	}
}

/** A save may have brought the copy further while this one was on its way: both times are the server's. */
async function newer(device: Device, copy: Copy): Promise<Copy> {
	const key = copyKey(copy.account, copy.record);
	const act = device.transaction('copies', 'readwrite');
	const there = await act.store.get(key);
	const kept = there && there.whole.draft.changedAt > copy.whole.draft.changedAt ? there : copy;
	if (kept === copy) await act.store.put(copy, key);
	await act.done;
	return kept;
}

/** After a save: the copy takes what the server said. Undefined where it must be fetched, or there is none. */
export async function bringForward(device: Device, { account, record }: Subject, flight: Flight, reply: SaveReply): Promise<Whole | undefined> {
	const act = device.transaction('copies', 'readwrite');
	const copy = await act.store.get(copyKey(account, record));
	const whole = copy && broughtForward(copy.whole, flight, reply);
	if (copy && whole) {
		// What only the server can add (who is behind a clash, what a file was found to be) is fetched: the tag stays that of the older copy.
		const complete = reply.clashes.length === 0 && !JSON.stringify({ ...flight.answers, ...reply.answers }).includes('"file":');
		const tag = complete ? tagOf(copy.tag, whole.draft.version) : copy.tag;
		await act.store.put({ ...copy, whole, tag }, copyKey(account, record));
	}
	await act.done;
	return whole;
}

/** The version is the fourth part of what the server tells a copy by. */
const tagOf = (tag: string, version: number): string => tag.replace(/^((?:\S+ ){3})\d+/, `$1${version}`);

/** The person wants it off this device, and it stays off until they say otherwise. */
export async function takeOff(device: Device, subject: Subject): Promise<void> {
	const act = device.transaction(['copies', 'notes'], 'readwrite');
	await act.objectStore('copies').delete(copyKey(subject.account, subject.record));
	await act.objectStore('notes').put('1', off(subject));
	await act.done;
}

export const wantAgain = (device: Device, subject: Subject): Promise<void> => device.delete('notes', off(subject));

export const offlinePage = (language: Language): string => `/${language}/work/offline`;
export const cacheName = (language: string): string => `offline-${language}`;

const partOf = /_app\/[\w./-]+?\.(?:js|css)\b/g;

/** The page that works without a line, and every part that it loads. It is asked for without a person: nothing private is in it. */
export async function keepShell(language: Language): Promise<boolean> {
	if (typeof caches === 'undefined' || !('serviceWorker' in navigator)) return false;
	try {
		const cache = await caches.open(cacheName(language));
		const address = offlinePage(language);
		const loaded = performance.getEntriesByType('resource').flatMap(({ name }) => name.match(partOf) ?? []);
		const start = loaded.find((part) => part.includes('/entry/start.'));
		const before = await (await cache.match(address))?.text();
		if (before && start && before.includes(start)) return true;
		const response = await fetch(address, { credentials: 'omit', headers: { accept: 'text/html' }, cache: 'no-store' });
		if (!response.ok || response.redirected) return false;
		const page = await response.clone().text();
		const parts = new Set([...(page.match(partOf) ?? []), ...loaded].map((part) => `/${part}`));
		const there = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
		await Promise.all([...parts].filter((part) => !there.has(part)).map((part) => cache.add(part)));
		// Last, so that a page that is kept never lacks a part.
		await cache.put(address, response);
		for (const path of there) if (path !== address && !parts.has(path)) await cache.delete(path);
		return true;
	} catch {
		return false;
	}
}

/** Whether the device can stand in for the editing page when there is no line. */
export async function standsIn(device: Device, { account, record }: Subject, language: Language): Promise<boolean> {
	if (typeof caches === 'undefined' || !navigator.serviceWorker?.controller) return false;
	const [copy, shell] = await Promise.all([device.getKey('copies', copyKey(account, record)), caches.match(offlinePage(language))]);
	return copy !== undefined && shell !== undefined;
}

/** After a save: the copy stays in step, or is fetched where the reply does not suffice. */
export async function keepInStep(device: Device, subject: Subject, flight: Flight, reply: SaveReply): Promise<void> {
	if (await bringForward(device, subject, flight, reply)) return;
	if (await copyOf(device, subject.account, subject.record)) await keepCopy(device, subject);
}
