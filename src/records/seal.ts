// SPDX-License-Identifier: Apache-2.0
// The hash that seals a revision and chains it to the one before. Pure but for the hash function of the platform.
import { createHash } from 'node:crypto';
import { canonical } from '#forms/comparison.ts';
import type { Answers } from '#forms/form.ts';

export interface Sealed {
	record: string;
	number: number;
	form: string;
	formVersion: string;
	answers: Answers;
	/** ISO 8601 in UTC. */
	submittedAt: string;
	/** Random and never public: the hash covers private answers too, and a short one could otherwise be guessed from it. */
	salt: string;
	previous: string | null;
}

/** SHA-256, in hexadecimal, of the canonical JSON of these fields. */
export const seal = (revision: Sealed): string =>
	createHash('sha256')
		.update(canonical(revision as never))
		.digest('hex');
