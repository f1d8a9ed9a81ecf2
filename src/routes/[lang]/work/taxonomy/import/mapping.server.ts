// SPDX-License-Identifier: Apache-2.0
// The mapping table as it goes out and as it comes back: a line is known by the address of the partner's concept.
import { plainAddress } from '#interop/skos/partner/concepts.ts';
import { nameOf } from '#interop/skos/partner/propose.ts';
import type { Decided, Wrong } from '#interop/skos/server/bring-partner.ts';
import type { PartnerConcept } from '#interop/skos/server/partner-files.ts';
import { readFile } from '#interop/sheets/server/read-file.ts';

export const heads = ['uri', 'label', 'outcome', 'ours', 'relation', 'proposals'];

export const rowsOf = (concepts: readonly PartnerConcept[]): string[][] =>
	concepts.map(({ uri, told, outcome, ours, relation, proposals }) => [
		uri,
		nameOf(told),
		outcome,
		ours ?? '',
		relation ?? '',
		proposals.map((each) => each.ours).join(' ')
	]);

/** A spreadsheet marks text that could be taken for a formula. */
const plain = (cell: unknown): string => (typeof cell === 'string' ? cell.trim().replace(/^'(?=[=+\-@])/, '') : '');

export async function decisionsIn(bytes: Uint8Array, concepts: readonly PartnerConcept[]): Promise<'heads' | { decided: Decided[]; wrong: Wrong[] }> {
	const read = await readFile(bytes);
	const [head, ...rows] = typeof read === 'string' ? [] : (read[0]?.rows ?? []);
	const at = (name: string) => head?.cells.findIndex((cell) => plain(cell).toLowerCase() === name) ?? -1;
	const [uri, ours, relation] = [at('uri'), at('ours'), at('relation')];
	if (uri < 0 || ours < 0 || relation < 0) return 'heads';
	const byUri = new Map(concepts.map((concept) => [concept.uri, concept]));
	const decided: Decided[] = [];
	const wrong: Wrong[] = [];
	for (const { number, cells } of rows) {
		const address = plain(cells[uri]);
		if (!address) continue;
		const concept = byUri.get(plainAddress(address));
		if (!concept) wrong.push({ code: 'unknown', line: number, value: address.slice(0, 200) });
		else decided.push({ line: number, position: concept.position, ours: plain(cells[ours]), relation: plain(cells[relation]).toLowerCase() });
	}
	return { decided, wrong };
}
