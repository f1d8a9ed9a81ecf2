// SPDX-License-Identifier: Apache-2.0
// Vocabularies of RDF as their packages have them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Parser, type Quad } from 'n3';

const require = createRequire(import.meta.url);

const read = new Map<string, Quad[]>();

export function vocabulary(name: string): Quad[] {
	const known = read.get(name) ?? new Parser({ format: 'N-Quads' }).parse(readFileSync(require.resolve(`@vocabulary/${name}/${name}.nq`), 'utf8'));
	read.set(name, known);
	return known;
}
