// SPDX-License-Identifier: Apache-2.0
// The database on the device: copies of reports, answers and files that are not sent yet, and who works here. Everything of a person carries the
// account that it belongs to, and nobody else is shown it. Pages and the service worker open the same one.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Completeness } from '#forms/check.ts';
import type { Answers, Form } from '#forms/form.ts';
import type { Clash } from '#records/merging.ts';
import type { RecordEnvelope } from '#records/record.ts';
import type { Schemes } from '#records/schemes.ts';
import type { Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';

/** What `GET {address}/copy` answers: all that filling in needs, in the words of one language. */
export interface Whole {
	record: RecordEnvelope;
	form: Form;
	title: Words;
	draft: { answers: Answers; version: number; clashes: Clash[]; changedAt: string };
	people: Record<string, string>;
	schemes: Schemes;
	completeness: Completeness[];
	/** Files of the record: what was detected, by hash. */
	files: Record<string, string>;
	/** Day of the server: a clock of a device may be wrong. */
	today: string;
	canSubmit: boolean;
	account: string;
	language: Language;
	paged: boolean;
}

export interface Copy {
	account: string;
	record: string;
	whole: Whole;
	/** Tells whether the server's is another. */
	tag: string;
	/** As it came over the line, unpacked. */
	bytes: number;
	/** ISO 8601 in UTC, by the server's clock. */
	at: string;
}

/** A file that was chosen without a line. */
export interface WaitingFile {
	account: string;
	record: string;
	/** Address of the editing page. */
	address: string;
	/** Where the answer belongs: `document`, `files.0`. */
	path: string;
	sha256: string;
	name: string;
	mediaType: string;
	content: Blob;
	/** Why the server would not take it, in words. */
	refused?: string;
}

export interface Schema extends DBSchema {
	/** Key `{account}/{record}`. */
	copies: { key: string; value: Copy };
	/** Key `draft/{record}/{account}/{question}`; the value is JSON of a `Kept`. */
	unsent: { key: string; value: string };
	/** Key `{account}/{record}/{sha256}/{path}`. */
	files: { key: string; value: WaitingFile };
	/** `account`: who works here; `off/{account}/{record}`: what its reader does not want kept here. */
	notes: { key: string; value: string };
}

export type Device = IDBPDatabase<Schema>;

/** What a person writes must survive a cut of the current, so that each change waits for the disk. */
export const surely = { durability: 'strict' } as const;

let opening: Promise<Device | null> | undefined;

/** Null where the browser gives none, or does not give it in time: nobody must wait for it before they can write. */
export function openDevice(): Promise<Device | null> {
	if (typeof indexedDB === 'undefined') return Promise.resolve(null);
	opening ??= Promise.race([
		openDB<Schema>('platform', 1, {
			upgrade(db) {
				for (const store of ['copies', 'unsent', 'files', 'notes'] as const) db.createObjectStore(store);
			},
			// A later version of the platform wants to change the database: it shall not wait for this page.
			blocking: (_old, _new, event) => {
				(event.target as IDBDatabase).close();
				opening = undefined;
			},
			terminated: () => (opening = undefined)
		}).catch(() => null),
		new Promise<null>((resolve) => setTimeout(() => resolve(null), 3_000))
	]);
	return opening;
}

export const copyKey = (account: string, record: string): string => `${account}/${record}`;

/** Everything whose key begins so. */
export const beginning = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

export async function copyOf(device: Device, account: string, record: string): Promise<Copy | undefined> {
	return device.get('copies', copyKey(account, record));
}

export const workingHere = async (device: Device): Promise<string | null> => (await device.get('notes', 'account')) ?? null;

/** Another person works here now: what was copied for somebody else goes. What somebody has not sent stays for them alone, since it is nowhere else. */
export async function worksHere(device: Device, account: string): Promise<void> {
	if ((await workingHere(device)) === account) return;
	const act = device.transaction(['copies', 'notes'], 'readwrite');
	const copies = act.objectStore('copies');
	for (const key of await copies.getAllKeys()) if (!key.startsWith(`${account}/`)) await copies.delete(key);
	await act.objectStore('notes').put(account, 'account');
	await act.done;
}

export interface Unsent {
	record: string;
	/** By question id: JSON of a `Kept`. */
	answers: Map<string, string>;
	files: WaitingFile[];
}

/** Cut off, or of something else: left as it is. */
function readable(text: string): boolean {
	try {
		const { answer, from } = JSON.parse(text) as { answer?: unknown; from?: unknown };
		return answer !== undefined && typeof from === 'number';
	} catch {
		return false;
	}
}

/** What an account has not sent from this device, record by record. */
export async function unsentOf(device: Device, account: string): Promise<Unsent[]> {
	const found = new Map<string, Unsent>();
	const at = (record: string) => {
		const known: Unsent = found.get(record) ?? { record, answers: new Map(), files: [] };
		found.set(record, known);
		return known;
	};
	const act = device.transaction(['unsent', 'files']);
	const [keys, values, files] = await Promise.all([
		act.objectStore('unsent').getAllKeys(beginning('draft/')),
		act.objectStore('unsent').getAll(beginning('draft/')),
		act.objectStore('files').getAll(beginning(`${account}/`))
	]);
	for (const [index, key] of keys.entries()) {
		const [, record = '', by, ...question] = key.split('/');
		if (by === account && readable(values[index] as string)) at(record).answers.set(question.join('/'), values[index] as string);
	}
	for (const file of files) at(file.record).files.push(file);
	return [...found.values()].sort((a, b) => a.record.localeCompare(b.record));
}

export const filesLeft = (device: Device, account: string, record: string): Promise<WaitingFile[]> =>
	device.getAll('files', beginning(`${account}/${record}/`));

/** Takes off the device what was not sent. Only a person says so. */
export async function dropUnsent(device: Device, account: string, record?: string): Promise<void> {
	const act = device.transaction(['unsent', 'files'], 'readwrite', surely);
	for (const key of await act.objectStore('unsent').getAllKeys(beginning(record ? `draft/${record}/` : 'draft/')))
		if (key.split('/')[2] === account) await act.objectStore('unsent').delete(key);
	await act.objectStore('files').delete(beginning(record ? `${account}/${record}/` : `${account}/`));
	await act.done;
}

/** A person left: no copy of anything stays, and nobody works here. */
export async function leftDevice(device: Device): Promise<void> {
	const act = device.transaction(['copies', 'notes'], 'readwrite', surely);
	await act.objectStore('copies').clear();
	await act.objectStore('notes').delete('account');
	await act.done;
}
