// SPDX-License-Identifier: Apache-2.0
// Keeps the form that answers one call among the versions of its form.
import type { Form } from '#forms/form.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import type { RecordType } from '#records/type.ts';

/** The questions of a call become a version of the form the first time that somebody answers them. The version is named by what is in it. */
export async function keepForm(db: Writing, form: Form, type: RecordType): Promise<void> {
	await db
		.insertInto('forms.definitions')
		.columns(['id', 'version', 'position', 'form', 'type', 'current'])
		.expression((select) =>
			select
				.selectFrom('forms.definitions')
				.select((each) => [
					'id',
					each.val(form.version).as('version'),
					'position',
					each.val(json(form)).as('form'),
					each.val(json(type)).as('type'),
					each.val(false).as('current')
				])
				.where('id', '=', form.id)
				.where('current', '=', true)
		)
		.onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
		.execute();
}

/** The same definitions, which know one more version. */
export const withForm = (definitions: Definitions, form: Form): Definitions => ({
	...definitions,
	form: (id, version) => (id === form.id && version === form.version ? form : definitions.form(id, version))
});
