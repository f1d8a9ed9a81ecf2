// SPDX-License-Identifier: Apache-2.0
// The files of one report that wait on this device, as a filling page shows them: counted when something changes, sent when there is a line.
import type { StoredFile } from '../fill/upload.ts';
import { filesLeft, openDevice, type WaitingFile } from './device.ts';
import { sendFiles } from './files.ts';

/** `stored` hears of each file that arrived. */
export function waitingFiles(account: string, record: string, stored: (file: StoredFile) => void) {
	let files: WaitingFile[] = $state.raw([]);
	let sending = false;

	async function count(): Promise<void> {
		const device = await openDevice();
		if (device && !sending) files = await filesLeft(device, account, record);
	}

	async function send(): Promise<void> {
		const device = await openDevice();
		if (!device || sending) return;
		sending = true;
		try {
			await sendFiles(device, account, record, stored);
		} finally {
			sending = false;
		}
		await count();
	}

	return {
		get files() {
			return files;
		},
		count: () => void count().catch(() => {}),
		send: () => void send().catch(() => {})
	};
}
