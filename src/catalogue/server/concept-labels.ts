// SPDX-License-Identifier: Apache-2.0
// The labels of the taxonomy, read with stems and kept for as long as the snapshot of the facts lives.
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import { type Labels, labelsOf, labelTexts } from '../labels.ts';
import { tokensOf } from '../tokens.ts';
import { read } from '../vector.ts';
import { stemsFor } from './stems.ts';

const made = new WeakMap<object, Labels>();

/** Made once for a snapshot. The value is kept, never the promise: a transaction must not wait for the question of another connection. */
export async function labelsFor(db: Reading, convention: Pick<Convention, 'all'>): Promise<Labels> {
	const known = made.get(convention);
	if (known) return known;
	const texts = labelTexts(convention).map((each) => ({ ...each, tokens: tokensOf(each.text) }));
	const lexemesOf = await stemsFor(
		db,
		texts.map(({ tokens, language }) => ({ tokens, language: language ?? '' }))
	);
	const labels = labelsOf(
		texts.map((each) => ({
			...each,
			// An abbreviation is its letters and nothing else, whatever a stemmer would make of them.
			lexemes: each.language === null ? each.tokens.map((token) => [token.folded]) : read({ tokens: each.tokens, language: each.language }, lexemesOf)
		}))
	);
	made.set(convention, labels);
	return labels;
}
