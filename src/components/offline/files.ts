// SPDX-License-Identifier: Apache-2.0
// Files that were chosen without a line: kept on the device with the hash by which the server will know them, so that the answer can name them at
// once, and sent when there is a line.
import { type StoredFile, upload } from '../fill/upload.ts';
import { type Device, filesLeft, openDevice, surely, type WaitingFile, workingHere } from './device.ts';

/** As much as the platform takes. */
export const largest = 50 * 1_048_576;
/** Something is left for the answers themselves. */
const spared = 5 * 1_048_576;

export type FileKept = { stored: StoredFile } | { why: 'too-large' | 'wrong-type' | 'no-room' | 'nowhere' };

interface Choosing {
	/** Address of the editing page. */
	address: string;
	record: string;
	path: string;
	file: File;
	accept: string[] | undefined;
	/** The reader's, taken as the file's until the person says another. */
	language: string;
}

/** Null while the device has room for so many bytes more, as far as it tells. */
async function room(bytes: number): Promise<boolean> {
	const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
	return quota === undefined || usage === undefined || quota - usage > bytes + spared;
}

export async function keepFile({ address, record, path, file, accept, language }: Choosing): Promise<FileKept> {
	if (file.size > largest) return { why: 'too-large' };
	if (accept && file.type && !accept.includes(file.type)) return { why: 'wrong-type' };
	const device = await openDevice();
	const account = device && (await workingHere(device));
	if (!device || !account || !globalThis.crypto?.subtle) return { why: 'nowhere' };
	if (!(await room(file.size))) return { why: 'no-room' };
	try {
		const bytes = await file.arrayBuffer();
		const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
		const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
		const mediaType = file.type || accept?.[0] || 'application/octet-stream';
		const waiting: WaitingFile = { account, record, address, path, sha256, name: file.name, mediaType, content: new Blob([bytes]) };
		const act = device.transaction('files', 'readwrite', surely);
		act.store.put(waiting, `${account}/${record}/${sha256}/${path}`).catch(() => {});
		await act.done;
		return { stored: { file: sha256, name: file.name, mediaType, size: file.size, language } };
	} catch {
		return { why: 'no-room' };
	}
}

/**
 * Sends what waits; what the server would not take only when a person says so. `stored` hears of each that arrived, before it goes off the device.
 * False when the line broke.
 */
export async function sendFiles(
	device: Device,
	account: string,
	record: string,
	stored: (file: StoredFile) => void,
	{ refused = false } = {}
): Promise<boolean> {
	for (const waiting of await filesLeft(device, account, record)) {
		if (waiting.refused && !refused) continue;
		const key = `${account}/${record}/${waiting.sha256}/${waiting.path}`;
		const file = new File([waiting.content], waiting.name, { type: waiting.mediaType });
		const outcome = await upload(waiting.address, waiting.path, file, () => {});
		if ('stored' in outcome) {
			stored(outcome.stored);
			await device.delete('files', key);
		} else if ('reason' in outcome) await device.put('files', { ...waiting, refused: outcome.reason }, key);
		else return false;
	}
	return true;
}
