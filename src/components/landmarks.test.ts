// SPDX-License-Identifier: Apache-2.0
// Whoever hears a page goes by its landmarks: those of the frame, which every page has, share their name with no other, in any language.
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';

const root = new URL('../', import.meta.url);
/** Files that every page shares, and the kinds of landmark that take a name; `Tabs` and `Steps` are navigation, `Filter` is a form. */
const frame = /^components\/(Shell|Page|Pager)\.svelte$|^components\/shell\//;
const naming = /<(nav|Tabs|Steps)\b[^>]*?\b(?:aria-)?label=\{t\('([^']+)'/gs;

const files = (
	await Promise.all(
		['components', 'routes'].map(async (folder) => (await readdir(new URL(folder, root), { recursive: true })).map((file) => `${folder}/${file}`))
	)
)
	.flat()
	.filter((file) => file.endsWith('.svelte'));
const named = (
	await Promise.all(
		files.map(async (file) => {
			const markup = await readFile(new URL(file.split('/').map(encodeURIComponent).join('/'), root), 'utf8');
			return [...markup.matchAll(naming)].map(([, , key]) => ({ file, key: key as string }));
		})
	)
).flat();

const own = new Set(named.filter(({ file }) => frame.test(file)).map(({ key }) => key));
const others = named.filter(({ file, key }) => !frame.test(file) && !own.has(key));

test('there is something to compare', () => {
	expect([...own]).toEqual(expect.arrayContaining(['site.menu', 'site.languages', 'look.crumbs', 'look.pager']));
	expect(others.length).toBeGreaterThan(10);
});

test.each(languages)('no landmark of a page has the name of one of the frame in %s', async (language) => {
	const { t } = await readerIn(language);
	const say = t as (key: string) => string;
	const taken = new Map([...own].map((key) => [say(key), key]));
	expect(others.filter(({ key }) => taken.has(say(key))).map(({ file, key }) => `${file}: ${key} is called as ${taken.get(say(key))}`)).toEqual([]);
	expect(taken.size).toBe(own.size);
});
