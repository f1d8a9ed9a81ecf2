// SPDX-License-Identifier: Apache-2.0
// A role as readers read it: what it is, and of whom. Pure.
import type { Role } from '#people/person.ts';
import type { Say } from '#text/message.ts';

/** `owner` is the name of the Party or organisation; without it the role alone is said. */
export function roleWords(t: Say, role: Role, owner: string | null | undefined): string {
	const words = t(`people.role.${role.role}`);
	return owner ? t('people.role.of', { role: words, owner }) : words;
}
