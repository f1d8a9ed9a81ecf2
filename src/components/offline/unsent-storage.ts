// SPDX-License-Identifier: Apache-2.0
// Where the filling page keeps what is typed until the server has it: read and written at once, as it asks for, and carried into the database of the
// device behind it. The browser's local storage holds only what the database has not confirmed yet: a page may be closed before that, and a browser
// that is killed loses the last seconds of its local storage.
import { beginning, type Device, surely } from './device.ts';

type Local = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'draft/';

/** `local` null where the browser gives none. Null when nothing can be kept at all. */
export async function unsentStorage(device: Device | null, local: Local | null): Promise<Local | null> {
	if (!device) return local;
	const held = new Map<string, string>();
	const act = device.transaction('unsent');
	const [keys, values] = await Promise.all([act.store.getAllKeys(beginning(prefix)), act.store.getAll(beginning(prefix))]);
	for (const [index, key] of keys.entries()) held.set(key, values[index] as string);
	let broken = false;

	/** Once the database has it, the local storage need not. */
	async function write(key: string, text: string): Promise<void> {
		try {
			await put(device as Device, key, text);
			if (local?.getItem(key) === text) local.removeItem(key);
		} catch {
			broken = true;
		}
	}
	for (let at = 0; at < (local?.length ?? 0); at += 1) {
		const key = local?.key(at);
		const text = key?.startsWith(prefix) ? local?.getItem(key) : null;
		// It was not confirmed, so it is the newer one.
		if (key && text) held.set(key, text);
	}
	await Promise.all([...held].map(([key, text]) => (local?.getItem(key) === text ? write(key, text) : undefined)));

	return {
		get length() {
			return held.size;
		},
		key: (at) => [...held.keys()][at] ?? null,
		getItem: (key) => held.get(key) ?? null,
		setItem(key, text) {
			let kept = false;
			try {
				local?.setItem(key, text);
				kept = local !== null;
			} catch (full) {
				if (broken) throw full;
			}
			if (broken && !kept) throw new Error('nothing more can be kept on this device');
			held.set(key, text);
			void write(key, text);
		},
		removeItem(key) {
			const before = held.get(key);
			held.delete(key);
			try {
				local?.removeItem(key);
			} catch {
				// It is sent again on the next opening, and changes nothing.
			}
			void take(device as Device, key, before).catch(() => (broken = true));
		}
	};
}

/** Takes over what a page left in the local storage because it was closed too soon. */
export async function takeOver(device: Device, local: Local | null): Promise<void> {
	await unsentStorage(device, local);
}

async function put(device: Device, key: string, text: string): Promise<void> {
	const act = device.transaction('unsent', 'readwrite', surely);
	act.store.put(text, key).catch(() => {});
	act.commit();
	await act.done;
}

/** Another page of the same browser may keep something of its own there. */
async function take(device: Device, key: string, before: string | undefined): Promise<void> {
	const act = device.transaction('unsent', 'readwrite', surely);
	if ((await act.store.get(key)) === before) await act.store.delete(key);
	await act.done;
}
