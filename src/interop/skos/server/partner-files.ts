// SPDX-License-Identifier: Apache-2.0
// Files of partners with their concepts and what was decided of each, as they are remembered. SQL only.
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Fault, Told } from '../partner/concepts.ts';
import type { Decision, Outcome, Proposal } from '../partner/propose.ts';

export interface PartnerFile {
	id: string;
	name: string;
	sha256: string;
	format: string;
	vocabulary: string;
	stage: 'brought' | 'accepted';
	concepts: number;
	faults: Fault[];
	broughtAt: Date;
}

export interface PartnerConcept {
	position: number;
	uri: string;
	told: Told;
	outcome: Outcome;
	proposals: Proposal[];
	ours: string | null;
	relation: Decision | null;
	done: string | null;
}

const columns = ['id', 'name', 'sha256', 'format', 'vocabulary', 'stage', 'concepts', 'faults', 'brought_at as broughtAt'] as const;

export async function partnerFiles(db: Reading): Promise<PartnerFile[]> {
	const rows = await db.selectFrom('convention.partner_files').select(columns).orderBy('brought_at', 'desc').limit(100).execute();
	return rows as unknown as PartnerFile[];
}

export async function partnerFile(db: Reading, id: string): Promise<PartnerFile | undefined> {
	const row = await db.selectFrom('convention.partner_files').select(columns).where('id', '=', id).executeTakeFirst();
	return row as unknown as PartnerFile | undefined;
}

export async function partnerConcepts(db: Reading, file: string): Promise<PartnerConcept[]> {
	const rows = await db
		.selectFrom('convention.partner_concepts')
		.select(['position', 'uri', 'told', 'outcome', 'proposals', 'ours', 'relation', 'done'])
		.where('file', '=', file)
		.orderBy('position')
		.execute();
	return rows as unknown as PartnerConcept[];
}

export async function insertFile(
	db: Writing,
	file: Omit<PartnerFile, 'stage' | 'concepts'> & { size: number; by: string },
	concepts: readonly Omit<PartnerConcept, 'position' | 'done'>[]
): Promise<void> {
	const { id, name, sha256, format, vocabulary, faults, broughtAt, size, by } = file;
	await db
		.insertInto('convention.partner_files')
		.values({
			id,
			name,
			sha256,
			size,
			format,
			vocabulary,
			stage: 'brought',
			concepts: concepts.length,
			faults: json(faults),
			brought_by: by,
			brought_at: broughtAt
		})
		.execute();
	for (let from = 0; from < concepts.length; from += 500)
		await db
			.insertInto('convention.partner_concepts')
			.values(
				concepts.slice(from, from + 500).map(({ uri, told, outcome, proposals, ours, relation }, at) => ({
					file: id,
					position: from + at + 1,
					uri,
					told: json(told),
					outcome,
					proposals: json(proposals),
					ours,
					relation
				}))
			)
			.execute();
}

/** Two officers who decide at once follow one another. */
export const lockFile = (db: Writing, id: string) =>
	db.selectFrom('convention.partner_files').select('id').where('id', '=', id).forUpdate().executeTakeFirst();

export async function decide(
	db: Writing,
	file: string,
	decisions: readonly { position: number; ours: string | null; relation: Decision | null }[],
	by: string
): Promise<void> {
	for (const { position, ours, relation } of decisions)
		await db
			.updateTable('convention.partner_concepts')
			.set({ ours, relation, decided_by: by, done: null })
			.where('file', '=', file)
			.where('position', '=', position)
			.execute();
}

export async function markDone(db: Writing, file: string, position: number, done: string): Promise<void> {
	await db.updateTable('convention.partner_concepts').set({ done }).where('file', '=', file).where('position', '=', position).execute();
}

export async function markAccepted(db: Writing, file: string, by: string, at: Date): Promise<void> {
	await db.updateTable('convention.partner_files').set({ stage: 'accepted', accepted_by: by, accepted_at: at }).where('id', '=', file).execute();
}
