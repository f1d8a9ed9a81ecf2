// SPDX-License-Identifier: Apache-2.0
// Where the next page of a list begins: behind the last row given, by what the list is ordered by; else after so many. Pure.
import { Wrong } from './wrong.ts';

export type Place = { after: (string | number)[] } | { skip: number };

export const tokenOf = (place: Place): string => Buffer.from(JSON.stringify('after' in place ? place.after : place.skip)).toString('base64url');

export function readToken(text: string): Place {
	const fail = (): never => {
		throw new Wrong('option-value', `$skiptoken: ${text.slice(0, 60)}`);
	};
	if (!/^[\w-]{1,4000}$/.test(text)) fail();
	let read: unknown;
	try {
		read = JSON.parse(Buffer.from(text, 'base64url').toString());
	} catch {
		fail();
	}
	if (Number.isSafeInteger(read) && (read as number) >= 0) return { skip: read as number };
	const fine =
		Array.isArray(read) &&
		read.length > 0 &&
		read.length <= 20 &&
		read.every((each) => (typeof each === 'string' && !each.includes('\0')) || Number.isFinite(each));
	return fine ? { after: read as (string | number)[] } : fail();
}
