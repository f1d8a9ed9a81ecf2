// SPDX-License-Identifier: Apache-2.0
// Whether a path of the platform leads to a page or a file that anybody may read: by the table of its routes, and by what the path names.
import { shownMeeting } from '#catalogue/library.ts';
import { registerOf } from '#catalogue/registers.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { entryBySymbol } from '#catalogue/server/library.ts';
import { pageAt } from '#catalogue/server/sections.ts';
import type { World } from '#catalogue/server/project.ts';
import type { Reading } from '#platform/server/database.ts';
import { isLanguage, languages } from '#text/languages.ts';
import { access } from './access.ts';

const sign = (text: string): string => text.replace(/[.*+?^${}()|\\]/g, '\\$&');

/** A route as a pattern: `[name]` is a piece, `[[name]]` one that may be missing, `[...name]` any number; `[x+2e]` is a full stop. */
function patternOf(route: string): RegExp {
	const pieces = route.split('/').slice(1);
	const made = pieces.map((piece) => {
		if (piece === '[lang]') return `/(?:${languages.join('|')})`;
		if (/^\[\[\w+\]\]$/.test(piece)) return '(?:/[^/]+)?';
		if (/^\[\.\.\.\w+\]$/.test(piece)) return '(?:/.*)?';
		return `/${piece
			.split(/(\[[^\]]+\])/)
			.map((part) => (part === '[x+2e]' ? '\\.' : part.startsWith('[') ? '[^/]+?' : sign(part)))
			.join('')}`;
	});
	return new RegExp(`^${made.join('')}$`);
}

const patterns = Object.entries(access)
	// What answers for everything that is not there is no page.
	.filter(([route, methods]) => methods.GET === 'anyone' && !route.endsWith('[...rest]'))
	.map(([route]) => patternOf(route));

/** Whether its route is known. `path` begins with a slash and has neither query nor fragment. */
export const isPage = (path: string): boolean => patterns.some((pattern) => pattern.test(path));

/** Whether also what it names is there. With its language or without, which then is the reader's. */
export async function pageExists(db: Reading, { definitions, convention }: World, path: string): Promise<boolean> {
	const parts = path.split('/').filter(Boolean);
	const [place = '', id = '', ...rest] = isLanguage(parts[0]) ? parts.slice(1) : parts;
	const own = [place, id, ...rest].filter(Boolean).join('/');
	if (!isPage(own ? `/en/${own}` : '/en')) return false;
	if (!id) return true;
	switch (place) {
		case 'records':
			return (await findEntry(db, id)) !== undefined;
		case 'calls':
			return (await findEntry(db, id))?.type === 'call';
		case 'documents':
			return ((await findEntry(db, id)) ?? (await entryBySymbol(db, [id, ...rest].join('/')))) !== undefined;
		case 'pages':
			return (await pageAt(db, id)) !== undefined;
		case 'meetings':
			return shownMeeting(convention, id) !== undefined;
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
