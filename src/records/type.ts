// SPDX-License-Identifier: Apache-2.0
// What a record type is beside its form: who may submit it, who may read it, which register it feeds. Data, loaded from seeds/forms.
import type { Form } from '#forms/form.ts';

export type OwnerKind = 'party' | 'organisation' | 'secretariat';

export interface RecordType {
	/** Equal to the form's id. */
	id: string;
	/** Middle part of the identifier: MC-{prefix}-{owner}-{number}. Capitals only. */
	prefix: string;
	submitters: OwnerKind[];
	visibility: 'public' | 'restricted' | 'bilateral';
	/** Areas of focus that every record of the type belongs to; a form may add more by a question of the scheme `areas`. */
	areas: string[];
	/** Articles of the Convention that it serves, as numbers in text. */
	articles: string[];
	/** The public register that lists it, with its columns in order: question ids, or names computed by src/catalogue/register.ts. */
	register: { id: string; columns: string[] } | null;
	/** When it is due, in the grammar of src/convention/deadline.ts; null when it may come at any time. */
	deadline: string | null;
	/** Only one published record of the type for each owner; a new one supersedes the old. */
	single: boolean;
	/** Bilateral: id of the question, of kind party or country, that names the other side. */
	otherParty?: string;
	/** Bilateral: the clock within which the other side answers; working days are Monday to Friday. */
	reply?: { workingDays: number };
	/** What may become of a record after it was published or sent, in the order of the procedure; worded by `outcome.{id}` of the form. */
	outcomes?: string[];
	/** Who records an outcome; the secretariat when absent. */
	decides?: 'secretariat' | 'other-party' | 'owner';
}

export interface Definition {
	form: Form;
	type: RecordType;
}
