// SPDX-License-Identifier: Apache-2.0
// The authorisation matrix: every ability for every role, on what is one's own and what is another's. Made from may(), never typed.
import { type Ability, abilities, may, type Subject } from './may.ts';
import type { Person, Role } from './person.ts';

const person = (...roles: Role[]): Person => ({ id: 'me', name: 'Me', email: 'me@example.org', language: 'en', roles });

/** Roles as columns; `nobody` is an anonymous visitor, `no role` an account that speaks for nobody. */
export const actors: Record<string, Person | null> = {
	nobody: null,
	'no role': person(),
	'contributor of the Party': person({ role: 'party-contributor', party: 'GHA' }),
	'contributor who may submit': person({ role: 'party-contributor', party: 'GHA', maySubmit: true }),
	'focal point': person({ role: 'focal-point', party: 'GHA' }),
	organisation: person({ role: 'organisation-contributor', organisation: 'rivers' }),
	'reader of the Committee': person({ role: 'committee-reader', until: '9999-12-31' }),
	reviewer: person({ role: 'reviewer' }),
	editor: person({ role: 'editor' }),
	publisher: person({ role: 'publisher' }),
	administrator: person({ role: 'administrator' })
};

/** Situations as rows beside the ability: whose it is, and what the public sees of it. */
export const situations: Record<string, Subject> = {
	'of the Party GHA, unpublished': { ownerKind: 'party', owner: 'GHA', visibility: 'public', state: 'unpublished', account: 'me' },
	'of the Party GHA, published': { ownerKind: 'party', owner: 'GHA', visibility: 'public', state: 'published', account: 'me' },
	'a national report of GHA, published': {
		ownerKind: 'party',
		owner: 'GHA',
		visibility: 'public',
		state: 'published',
		type: 'art21-full',
		account: 'other'
	},
	'of another Party, unpublished': { ownerKind: 'party', owner: 'CHE', visibility: 'public', state: 'unpublished', account: 'other' },
	'of another Party, bilateral with GHA': {
		ownerKind: 'party',
		owner: 'CHE',
		visibility: 'bilateral',
		state: 'published',
		otherParty: 'GHA',
		account: 'other'
	},
	'of another Party, restricted': { ownerKind: 'party', owner: 'CHE', visibility: 'restricted', state: 'published', account: 'other' },
	'of the organisation, unpublished': { ownerKind: 'organisation', owner: 'rivers', visibility: 'public', state: 'unpublished', account: 'other' },
	'of another organisation, unpublished': { ownerKind: 'organisation', owner: 'lakes', visibility: 'public', state: 'unpublished', account: 'other' },
	'of the secretariat, unpublished': { ownerKind: 'secretariat', owner: 'secretariat', visibility: 'public', state: 'unpublished', account: 'other' }
};

export const roleSituations: Record<string, Subject> = {
	'contributor of GHA': { role: { role: 'party-contributor', party: 'GHA' } },
	'focal point of GHA': { role: { role: 'focal-point', party: 'GHA' } },
	'contributor of another Party': { role: { role: 'party-contributor', party: 'CHE' } },
	'person of an organisation': { role: { role: 'organisation-contributor', organisation: 'rivers' } },
	'reader of the Committee': { role: { role: 'committee-reader', until: '9999-12-31' } },
	publisher: { role: { role: 'publisher' } },
	administrator: { role: { role: 'administrator' } }
};

const aboutRoles = new Set<Ability>(['role.give', 'role.take']);

/** One row for each ability and situation: the actors that may. */
export function matrix(): { ability: Ability; situation: string; allowed: string[] }[] {
	return (Object.keys(abilities) as Ability[]).flatMap((ability) =>
		Object.entries(aboutRoles.has(ability) ? roleSituations : situations).map(([situation, subject]) => ({
			ability,
			situation,
			allowed: Object.keys(actors).filter((name) => may(actors[name] ?? null, ability, subject))
		}))
	);
}

/** The matrix as the page of docs/ that a person reads in a review. */
export function matrixPage(): string {
	const names = Object.keys(actors);
	const lines = matrix().map(
		({ ability, situation, allowed }) => `| ${ability} | ${situation} | ${names.map((name) => (allowed.includes(name) ? 'yes' : '–')).join(' | ')} |`
	);
	return [
		'# Who may do what',
		'',
		'Generated from `src/people/may.ts` by `npm run matrix`; a test keeps it fresh. Rows are an ability and whose thing it is, columns are roles.',
		'',
		`| ability | subject | ${names.join(' | ')} |`,
		`|---|---|${names.map(() => '---|').join('')}`,
		...lines,
		''
	].join('\n');
}
