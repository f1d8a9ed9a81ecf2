// SPDX-License-Identifier: Apache-2.0
// Which passwords are accepted: long ones that are not among the first an attacker tries. Knows no hash and no storage.
// No rules about digits or signs: they make passwords harder to remember and no harder to guess (NIST SP 800-63B, 3.1.1.2).
import { commonPasswords } from './common-passwords.ts';
import { refuse, type Refusal } from './refusal.ts';

export const shortest = 12;
/** More would only make hashing slow. */
export const longest = 256;

/** Characters as a person counts them. */
const lengthOf = (password: string): number => [...password].length;

/** Lower case, without what people add at the end of a common password, and without common exchanges of letters. */
const plain = (password: string): string =>
	password
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll('@', 'a')
		.replaceAll('0', 'o')
		.replaceAll('$', 's')
		.replaceAll('3', 'e')
		.replace(/[\s._-]+/g, '');

/** The same few characters again and again: aaaaaaaaaaaa, abcabcabcabc. */
const repeats = (text: string): boolean => [1, 2, 3, 4].some((period) => [...text].every((character, at, all) => character === all[at % period]));

/** Neighbours in the alphabet or on the row of digits, upwards or downwards: abcdefghijkl, 987654321098. */
function runs(text: string): boolean {
	const steps = [...text].map((character) => character.codePointAt(0) ?? 0);
	const follows = (step: number) =>
		steps.every(
			(code, at) =>
				at === 0 || code - (steps[at - 1] ?? 0) === step || (step === 1 ? code === 48 && steps[at - 1] === 57 : code === 57 && steps[at - 1] === 48)
		);
	return follows(1) || follows(-1);
}

const common = new Set(commonPasswords.map(plain));

/**
 * Why a password is not accepted, or null when it is.
 * @param own what else the person is known by (name, e-mail address): none of it alone makes a password.
 */
export function passwordRefusal(password: string, own: readonly string[] = []): Refusal | null {
	if (lengthOf(password) < shortest) return refuse('password-too-short', { shortest });
	if (lengthOf(password) > longest) return refuse('password-too-long', { longest });
	const text = password.normalize('NFKC').toLowerCase();
	const known = own.some((word) => word !== '' && plain(word) === plain(password));
	// A common word with a few digits behind it is as common as the word.
	const stem = plain(password.replace(/[\d!?.*#]+$/, ''));
	if (known || repeats(text) || runs(text) || common.has(plain(password)) || common.has(stem)) return refuse('password-too-common');
	return null;
}
