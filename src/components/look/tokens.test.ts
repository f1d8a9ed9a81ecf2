// SPDX-License-Identifier: Apache-2.0
// Parts and pages name tokens that exist, never colours of their own, and logical sides only.
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const files = (
	await Promise.all(
		['components', 'routes'].map(async (folder) => (await readdir(new URL(folder, root), { recursive: true })).map((file) => `${folder}/${file}`))
	)
)
	.flat()
	.filter((file) => /\.(svelte|css)$/.test(file));
const css = await Promise.all(
	files.map(async (file) => {
		const text = (await readFile(new URL(file.split('/').map(encodeURIComponent).join('/'), root), 'utf8')).replace(/\/\*[^]*?\*\//g, '');
		return { file, text, style: file.endsWith('.css') ? text : [...text.matchAll(/<style>([^]*?)<\/style>/g)].map((match) => match[1]).join('\n') };
	})
);
const defined = new Set(css.flatMap(({ style }) => [...style.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1])));

test('there is something to look at', () => {
	expect(files).toContain('components/look/tokens.css');
	expect(files.length).toBeGreaterThan(20);
});

test('every token that is used is defined', () => {
	const unknown = css.flatMap(({ file, style }) =>
		[...style.matchAll(/var\((--[\w-]+)(?=\))/g)].filter((match) => !defined.has(match[1])).map((match) => `${file}: ${match[1]}`)
	);
	expect(unknown).toEqual([]);
});

test('colours stand in tokens.css only; paper is white and ink black where a page is printed', () => {
	const own = css
		.filter(({ file }) => file !== 'components/look/tokens.css')
		.flatMap(({ file, style }) =>
			[...style.replace(/@media print \{[^]*$/, '').matchAll(/:[^;{]*(#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\()/gi)].map(
				(match) => `${file}: ${match[0].trim()}`
			)
		);
	expect(own).toEqual([]);
});

test('sides are logical: what is left for one reader is right for another', () => {
	const sides =
		/(?:^|[\s;{])((?:margin|padding|border)-(?:left|right)|left|right|(?:min-|max-)?(?:width|height)|(?:text-align|float):\s*(?:left|right))\s*[:;]/gm;
	const physical = css.flatMap(({ file, style }) => [...style.replace(/@media[^{]*/g, '').matchAll(sides)].map((match) => `${file}: ${match[1]}`));
	expect(physical).toEqual([]);
});

test('no style attribute: the content policy forbids it', () => {
	expect(css.filter(({ text }) => /\sstyle(?:=|:[\w-]+=)["{]/.test(text)).map(({ file }) => file)).toEqual([]);
});
