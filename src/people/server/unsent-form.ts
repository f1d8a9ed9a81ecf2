// SPDX-License-Identifier: Apache-2.0
// What somebody sent whose session had ended meanwhile: nothing is done with it, and it is handed back to be sent again. It is kept for as long as
// that answer is made, in this process, and nowhere else.
import { randomUUID } from 'node:crypto';

export interface UnsentForm {
	/** Where it was going. */
	to: string;
	/** What was written; null where it is not handed back. */
	fields: [string, string][] | null;
	/** Files were among it, which nobody but their owner can choose again. */
	files: boolean;
}

const mostBytes = 1_000_000;
/** A secret goes into no page. */
const secret = /password|^current$|^code$/i;
const kept = new Map<string, UnsentForm>();

/** Keeps what was sent, and returns the name under which it is taken. */
export async function keepUnsent(request: Request, to: string): Promise<string> {
	const id = randomUUID();
	const length = Number(request.headers.get('content-length') ?? Number.NaN);
	const sent = length <= mostBytes ? [...(await request.formData().catch(() => new FormData()))] : [];
	const fields = sent.filter((each): each is [string, string] => typeof each[1] === 'string');
	const files = sent.some(([, value]) => typeof value !== 'string' && value.size > 0);
	kept.set(id, { to, fields: fields.length === 0 || fields.some(([name]) => secret.test(name)) ? null : fields, files });
	return id;
}

/** Once: it is gone then. */
export function takeUnsent(id: string): UnsentForm | undefined {
	const found = kept.get(id);
	kept.delete(id);
	return found;
}
