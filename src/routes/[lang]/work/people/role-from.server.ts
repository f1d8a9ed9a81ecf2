// SPDX-License-Identifier: Apache-2.0
// The role that a form asks for, out of its fields; null where they do not make one.
import { type Role, roleNames } from '#people/person.ts';
import { field } from '../account/doing-as.server.ts';

export function roleFromForm(fields: FormData): Role | null {
	const role = roleNames.find((each) => each === fields.get('role'));
	switch (role) {
		case undefined:
			return null;
		case 'focal-point':
			return { role, party: field(fields, 'party', 20) };
		case 'party-contributor':
			return { role, party: field(fields, 'party', 20), maySubmit: fields.get('maySubmit') === 'yes' };
		case 'organisation-contributor':
			return { role, organisation: field(fields, 'organisation', 100) };
		case 'committee-reader':
			return { role, until: field(fields, 'until', 20) };
		default:
			return { role };
	}
}
