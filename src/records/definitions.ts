// SPDX-License-Identifier: Apache-2.0
// All form definitions with their record types, in memory, immutable. Loaded by server/definitions.ts.
import type { Form } from '#forms/form.ts';
import type { Definition, OwnerKind, RecordType } from './type.ts';

export interface Definitions {
	/** Current definitions in their order. */
	all: readonly Definition[];
	current(id: string): Definition | undefined;
	/** The form in the version that a draft or revision answered; the current one when none is named. */
	form(id: string, version?: string): Form | undefined;
	type(id: string): RecordType | undefined;
	/** What an owner of this kind may begin. */
	offeredTo(ownerKind: OwnerKind): Definition[];
	/** The record type that feeds a register. */
	ofRegister(register: string): Definition | undefined;
}

export function definitionsFrom(rows: { form: Form; type: RecordType; current: boolean }[]): Definitions {
	const all = rows.filter((row) => row.current).map(({ form, type }) => ({ form, type }));
	const currentById = new Map(all.map((definition) => [definition.type.id, definition]));
	const byVersion = new Map(rows.map((row) => [`${row.form.id} ${row.form.version}`, row.form]));
	const byRegister = new Map(all.filter(({ type }) => type.register).map((definition) => [definition.type.register?.id, definition]));
	return {
		all,
		current: (id) => currentById.get(id),
		form: (id, version) => (version === undefined ? currentById.get(id)?.form : byVersion.get(`${id} ${version}`)),
		type: (id) => currentById.get(id)?.type,
		offeredTo: (ownerKind) => all.filter(({ type }) => type.submitters.includes(ownerKind)),
		ofRegister: (register) => byRegister.get(register)
	};
}
