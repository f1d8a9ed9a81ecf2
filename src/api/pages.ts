// SPDX-License-Identifier: Apache-2.0
// Whether a page for everybody answers at a path: its route is known, and so is what it names.
import { registerOf } from '#catalogue/registers.ts';
import type { World } from '#catalogue/server/project.ts';
import type { Reading } from '#platform/server/database.ts';
import { isLanguage } from '#text/languages.ts';
import { access } from './access.ts';

const shapes = Object.keys(access)
	.filter((route) => route.startsWith('/[lang]') && route !== '/[lang]/[...rest]' && access[route]?.GET === 'anyone')
	.map(
		(route) =>
			new RegExp(
				`^${route
					.slice('/[lang]'.length)
					.replace(/[.+*?^$(){}|]/g, '\\$&')
					.replace(/\[\[\w+\]\]/g, '[^/]*')
					.replace(/\[\w+\]/g, '[^/]+')}$`
			)
	);

/** With its language or without, which then is the reader's. */
export async function pageExists(db: Reading, { definitions, convention }: World, path: string): Promise<boolean> {
	const parts = path.split('/').filter(Boolean);
	const [place = '', id = '', ...rest] = isLanguage(parts[0]) ? parts.slice(1) : parts;
	const own = [place, id, ...rest].filter(Boolean).join('/');
	if (!shapes.some((shape) => shape.test(own ? `/${own}` : ''))) return false;
	if (!id) return true;
	switch (place) {
		case 'records':
			return (await db.selectFrom('catalogue.entries').select('record_id').where('record_id', '=', id).executeTakeFirst()) !== undefined;
		case 'parties':
			return convention.state(id.toUpperCase()) !== undefined;
		case 'areas':
			return convention.area(id) !== undefined;
		case 'articles':
			return convention.entry('articles', id) !== undefined;
		case 'registers':
			return (await registerOf(definitions, id)) !== undefined;
		case 'follow':
		case 'watching':
		case 'invitation':
		case 'reset':
		case 'answer':
			return false;
		default:
			return true;
	}
}
