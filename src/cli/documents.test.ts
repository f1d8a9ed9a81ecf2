// SPDX-License-Identifier: Apache-2.0
// The documents lead somewhere: files that they link to or name exist, and so do the headings.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const documents = ['.', 'docs', 'docs/decisions', 'docs/guides', 'seeds/demo'].flatMap((folder) =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name))
);

const textOf = (path: string): string => readFileSync(path, 'utf8').replace(/```[^]*?```/g, '');

/** As code hosts make anchors of headings. */
const anchors = (path: string): string[] =>
	[...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		(heading ?? '')
			.toLowerCase()
			.replace(/[^\p{L}\p{N} -]/gu, '')
			.replaceAll(' ', '-')
	);

/** Links of a document that are not on the web, nor examples in code; pictures are made by the browser tests and may not be there yet. */
const links = (path: string): string[] =>
	[
		...textOf(path)
			.replace(/`[^`\n]*`/g, '')
			.matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)
	]
		.map(([, link]) => link ?? '')
		.filter((link) => !/^https?:/.test(link));

test.each(documents)('links in %s', (path) => {
	for (const link of links(path)) {
		const [file = '', anchor] = link.split('#');
		const target = file ? join(dirname(path), file) : path;
		expect(existsSync(target), link).toBe(true);
		if (anchor) expect(anchors(target), link).toContain(anchor);
	}
});

/** `src/forms/check.ts`, `migrations/`, `docs/…`: paths from the root that a document names as code. */
const named = (path: string): string[] =>
	[...textOf(path).matchAll(/`((?:src|docs|test|seeds|migrations)\/[\w./[\]-]+)`/g)].map(([, name]) => name ?? '');

test.each(documents)('paths named in %s', (path) => {
	const invented = /^migrations\/0006-what-it-does\.sql$/;
	for (const name of named(path)) if (!invented.test(name)) expect(existsSync(name), name).toBe(true);
});
