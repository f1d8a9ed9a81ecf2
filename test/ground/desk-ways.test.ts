// SPDX-License-Identifier: Apache-2.0
// The desk leads to every place of work that a person may open, and to no other.
import { describe, expect, it } from 'vitest';
import { access } from '#api/access.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { looksAfter } from '#people/role.ts';
import { readerIn } from '#text/message.ts';
import { adam, ama, edith, paul, ravi } from '../people.ts';
import { waysFrom } from '../../src/routes/[lang]/work/ways.server.ts';

const own = { party: false, support: false, translates: false };
const pathsOf = async (person: Person) => {
	const ways = waysFrom({ person, reader: await readerIn('en') }, own);
	return ways.flatMap(({ items }) => items.map(({ href }) => href.slice('/en/work/'.length)));
};

describe('ways from the desk', () => {
	// Places of the secretariat that one reaches from another place: not a place of work by themselves.
	const within = [
		'reporting/elsewhere',
		'people/invite',
		'account/erase',
		'translation/upload',
		'sources/status',
		'taxonomy/import',
		'projects/table'
	];
	const places = Object.entries(access).flatMap(([route, { GET }]) => {
		const path = /^\/\[lang\]\/work\/([a-z/-]+)$/.exec(route)?.[1];
		return path &&
			GET &&
			GET !== 'anyone' &&
			GET !== 'desk.read' &&
			!within.includes(path) &&
			!path.startsWith('administration/') &&
			!path.endsWith('/new')
			? [{ path, need: GET }]
			: [];
	});

	it.each([ravi, edith, paul, adam])('lead $id to every place that the role opens', async (person) => {
		const paths = await pathsOf(person);
		for (const { path, need } of places)
			expect(paths.includes(path), path).toBe(
				path === 'people' ? looksAfter(person) !== null : may(person, need) || ['account', 'watching'].includes(path)
			);
	});

	it('lead others to what is theirs alone, in one group', async () => {
		const ways = waysFrom({ person: ama, reader: await readerIn('fr') }, { party: true, support: false, translates: true });
		expect(ways.map(({ id }) => id)).toEqual(['mine']);
		expect(ways[0]?.items.map(({ href }) => href)).toEqual(
			['translation', 'training', 'support', 'watching', 'account'].map((path) => `/fr/work/${path}`)
		);
	});
});
