// SPDX-License-Identifier: Apache-2.0
// Whether a path of the platform leads to a page or a file that anybody may read, by the table of its routes. What a page shows is not asked.
import { languages } from '#text/languages.ts';
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

/** `path` begins with a slash and has neither query nor fragment. */
export const isPage = (path: string): boolean => patterns.some((pattern) => pattern.test(path));
