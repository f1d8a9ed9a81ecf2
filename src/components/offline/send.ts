// SPDX-License-Identifier: Apache-2.0
// Sends what a device kept of one record, without its filling page being open: files first, then all answers in one request.
import { type Saving, seen, unsent } from '../fill/autosave.ts';
import { keepSaving, localStorageOf, ofBrowser, type SaveReply } from '../fill/client.ts';
import type { Kept } from '../fill/kept.ts';
import type { StoredFile } from '../fill/upload.ts';
import { differs, withStored } from './brought.ts';
import { type Device, filesLeft, type Unsent } from './device.ts';
import { sendFiles } from './files.ts';
import { keepInStep } from './keeping.ts';
import { unsentStorage } from './unsent-storage.ts';

export type Sent = { kind: 'sent'; renewed: boolean } | { kind: 'line' } | { kind: 'signed-out' } | { kind: 'refused'; reason: string };

/** The newest version of the draft that anything kept speaks of. */
function newestVersion(answers: Iterable<string>): number {
	return Math.max(
		0,
		...[...answers].map((text) => {
			const { from, flight } = JSON.parse(text) as Kept;
			return Math.max(from, flight?.version ?? 0);
		})
	);
}

/** `asked`: a person wants it, so that also what was refused before is tried again. */
export async function sendUnsent(
	device: Device,
	account: string,
	address: string,
	{ record, answers }: Unsent,
	{ asked = false } = {}
): Promise<Sent> {
	const subject = { address, record, account };
	const local = localStorageOf(window);
	const storage = await unsentStorage(device, local);
	const stored: StoredFile[] = [];
	const arrived = await sendFiles(device, account, record, (file) => stored.push(file), { refused: asked });
	let renewed = false;
	let last: Saving | undefined;
	const client = keepSaving(
		{
			address,
			record,
			account,
			version: newestVersion(answers.values()),
			answers: {},
			savedAt: null,
			// What is stored is not known here: the server judges every answer from where it began.
			holds: () => false,
			changed(state, reply?: SaveReply) {
				const flight = last?.flight;
				last = state;
				renewed ||= reply?.renewed === true;
				if (reply && flight) void keepInStep(device, subject, flight, reply).catch(() => {});
			}
		},
		ofBrowser(storage)
	);
	for (const file of stored)
		for (const [question, answer] of Object.entries(seen(client.state))) {
			const told = withStored(answer, file);
			if (differs(told, answer)) client.takenUp(question, told);
		}
	const all = await client.flush();
	client.stop();
	const { trouble } = client.state;
	if (trouble?.kind === 'refused' || trouble?.kind === 'signed-out') return trouble;
	if (!all || !arrived || unsent(client.state).length > 0) return { kind: 'line' };
	const refused = (await filesLeft(device, account, record)).find((file) => file.refused);
	return refused ? { kind: 'refused', reason: refused.refused ?? '' } : { kind: 'sent', renewed };
}
