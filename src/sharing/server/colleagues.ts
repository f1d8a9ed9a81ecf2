// SPDX-License-Identifier: Apache-2.0
// The people who work for the same owner: whom one can ask, mention, and name as approvers.
import type { Reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';

export interface Colleague {
	id: string;
	name: string;
	email: string;
	language: Language;
}

/** By name, each once. */
export async function colleaguesOf(db: Reading, { ownerKind, owner }: { ownerKind: string; owner: string }): Promise<Colleague[]> {
	const rows = await db
		.selectFrom('people.accounts as account')
		.select(['account.id', 'account.name', 'account.email', 'account.language'])
		.where('account.erased_at', 'is', null)
		.where((where) => {
			const roles = where.selectFrom('people.roles as role').select('role.id').whereRef('role.account_id', '=', 'account.id');
			return where.exists(
				ownerKind === 'secretariat'
					? roles.where('role.role', 'in', ['editor', 'publisher'])
					: roles.where(ownerKind === 'party' ? 'role.party' : 'role.organisation', '=', owner)
			);
		})
		.orderBy('account.name')
		.orderBy('account.id')
		.execute();
	return rows.map((row) => ({ ...row, language: row.language as Language }));
}
