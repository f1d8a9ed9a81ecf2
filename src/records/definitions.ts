// SPDX-License-Identifier: Apache-2.0
// All form definitions with their record types, in memory, immutable. Loaded by server/definitions.ts.
import { allQuestions, type Form } from '#forms/form.ts';
import type { Definition, OwnerKind, RecordType } from './type.ts';

/** A public register with the record types that feed it; they share its columns. */
export interface FedRegister {
	id: string;
	columns: string[];
	definitions: readonly Definition[];
}

export interface Definitions {
	/** Current definitions in their order. */
	all: readonly Definition[];
	current(id: string): Definition | undefined;
	/** The form in the version that a draft or revision answered; the current one when none is named. */
	form(id: string, version?: string): Form | undefined;
	/** Every version of a form that ever was in use, oldest first. */
	versions(id: string): string[];
	type(id: string): RecordType | undefined;
	/** What an owner of this kind may begin without more ado. A report is not among them: it is begun for a cycle, on the desk. */
	offeredTo(ownerKind: OwnerKind): Definition[];
	/** Every register once, in the order of the definitions. */
	registers: readonly FedRegister[];
	/** The record types that feed a register; none when there is no such register. */
	ofRegister(register: string): readonly Definition[];
}

/** Whether the beginning itself must say something, as a report its cycle. */
const isBegunFor = (form: Form): boolean => allQuestions(form).some(({ given }) => given === 'beginning');

export function definitionsFrom(rows: { form: Form; type: RecordType; current: boolean }[]): Definitions {
	const all = rows.filter((row) => row.current).map(({ form, type }) => ({ form, type }));
	const currentById = new Map(all.map((definition) => [definition.type.id, definition]));
	const byVersion = new Map(rows.map((row) => [`${row.form.id} ${row.form.version}`, row.form]));
	const byRegister = Map.groupBy(
		all.filter(({ type }) => type.register),
		({ type }) => type.register?.id ?? ''
	);
	return {
		all,
		current: (id) => currentById.get(id),
		form: (id, version) => (version === undefined ? currentById.get(id)?.form : byVersion.get(`${id} ${version}`)),
		versions: (id) => rows.filter((row) => row.form.id === id).map((row) => row.form.version),
		type: (id) => currentById.get(id)?.type,
		offeredTo: (ownerKind) => all.filter(({ form, type }) => type.submitters.includes(ownerKind) && !isBegunFor(form)),
		registers: [...byRegister].map(([id, definitions]) => ({ id, columns: definitions[0]?.type.register?.columns ?? [], definitions })),
		ofRegister: (register) => byRegister.get(register) ?? []
	};
}
