// SPDX-License-Identifier: Apache-2.0
// Where the rows of a set come from: entries of the catalogue, asked for in SQL; or a list that is short enough to be made whole.
import type { RawBuilder } from 'kysely';
import type { Entry } from '#catalogue/entry.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Model, Row, Value } from '../model.ts';

/** How a property stands in the database, so that questions about it are answered there. */
export interface Column {
	sql: RawBuilder<unknown>;
	kind: 'text' | 'moment' | 'number' | 'yes-no';
	/** Never empty: a list that is ordered by it can be taken up behind its last row. */
	always: boolean;
}

export interface EntrySet {
	from: 'entries';
	/** Which entries: their types, none for all; and what else must hold. */
	types: readonly string[] | null;
	where?: RawBuilder<boolean>;
	columns: { readonly [property: string]: Column };
	/** Ways that lead to a text in several languages: the object of JSON that it stands in. */
	texts?: { readonly [navigation: string]: RawBuilder<unknown> };
	/** Properties of many values: the array that they stand in. */
	lists?: { readonly [property: string]: RawBuilder<unknown> };
	/** Properties that are the same for every row. */
	constants: { readonly [property: string]: Value };
	/** Its rows are made without answers. */
	bare?: true;
	row(entry: Entry): Row;
}

export interface ListSet {
	from: 'list';
	rows(): Promise<readonly Row[]>;
}

/** What stands within the entities of another set. */
export interface ChildSet {
	from: 'parents';
	parent: string;
	navigation: string;
}

export type Source = EntrySet | ListSet | ChildSet;

export interface Service {
	db: Reading;
	model: Model;
	/** The database knows small and capital letters of every script as programs do (collations of ICU). */
	letters: boolean;
	/** By the name of a type. */
	source(type: string): Source;
}
