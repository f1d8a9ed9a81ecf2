// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { abilities } from '#people/may.ts';
import { access } from './access.ts';

/** Every route of the platform with the methods that its files answer, read from the folder of routes. */
function routes(folder = 'src/routes', id = ''): Map<string, Set<string>> {
	const found = new Map<string, Set<string>>();
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) {
			for (const [route, methods] of routes(path, `${id}/${entry.name}`)) found.set(route, methods);
			continue;
		}
		const methods = found.get(id || '/') ?? new Set<string>();
		// A page may stand outside the frames of the folders above it: +page@.svelte.
		if (/^\+page(@.*)?\.svelte$/.test(entry.name)) methods.add('GET');
		if (entry.name === '+page.server.ts' && /export const actions/.test(readFileSync(path, 'utf8'))) methods.add('POST');
		if (entry.name === '+server.ts')
			for (const [, method] of readFileSync(path, 'utf8').matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g))
				methods.add(method as string);
		if (methods.size) found.set(id || '/', methods);
	}
	return found;
}

const asPairs = (table: Iterable<[string, Iterable<string>]>) =>
	[...table].flatMap(([route, methods]) => [...methods].map((method) => `${method} ${route}`)).sort();

test('every route and method has its row, and every row its route', () => {
	expect(asPairs(routes())).toEqual(asPairs(Object.entries(access).map(([route, methods]) => [route, Object.keys(methods)])));
});

test('every row names an ability of the table', () => {
	for (const methods of Object.values(access)) for (const need of Object.values(methods)) expect(need === 'anyone' || need in abilities).toBe(true);
});
