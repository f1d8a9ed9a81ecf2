// SPDX-License-Identifier: Apache-2.0
// Before something that matters: the password once more. Whoever has none shows it by a session that began a moment ago.
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { DoingAs } from './doing.ts';
import { prove } from './prove.ts';
import { present } from './sessions.ts';

/** A sign-in of the last ten minutes is one of a moment ago. */
const freshFor = 10 * 60_000;

export async function hasPassword({ read, by }: Pick<DoingAs, 'read' | 'by'>): Promise<boolean> {
	const found = await read
		.selectFrom('people.credentials')
		.select('id')
		.where('account_id', '=', by.id)
		.where('provider', '=', 'credential')
		.where('password', 'is not', null)
		.executeTakeFirst();
	return found !== undefined;
}

export async function proveAnew(doing: DoingAs, password: string): Promise<true | Refusal> {
	if (await hasPassword(doing)) {
		const proof = await prove(doing, { email: doing.by.email, password });
		return isRefusal(proof) ? proof : true;
	}
	const session = (await present(doing, doing.headers, doing.at))?.session ?? '';
	const begun = await doing.read.selectFrom('people.sessions').select('created_at').where('id', '=', session).executeTakeFirst();
	return begun && doing.at.getTime() - begun.created_at.getTime() <= freshFor ? true : refuse('fresh-first');
}
