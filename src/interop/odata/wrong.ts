// SPDX-License-Identifier: Apache-2.0
// What is wrong with a request, as data: the words are added where the answer is written. Thrown inside this folder alone, from deep within readers of
// expressions, and caught in one place (server/answer.ts).

export const wrongCodes = [
	'filter',
	'function',
	'kinds',
	'literal',
	'many',
	'no-key',
	'no-set',
	'no-property',
	'not-there',
	'option',
	'option-value',
	'option-here',
	'address',
	'format',
	'not-offered',
	'read-only',
	'too-much'
] as const;
export type WrongCode = (typeof wrongCodes)[number];

const statuses: { [code in WrongCode]?: number } = {
	'no-key': 404,
	'no-set': 404,
	'not-there': 404,
	format: 415,
	'not-offered': 501,
	'read-only': 405
};

export class Wrong extends Error {
	readonly code: WrongCode;
	/** What it is about: a name, or the place in a text. */
	readonly about: string;
	constructor(code: WrongCode, about = '') {
		super(`${code}: ${about}`);
		this.code = code;
		this.about = about;
	}
	get status(): number {
		return statuses[this.code] ?? 400;
	}
}
