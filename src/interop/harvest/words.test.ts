// SPDX-License-Identifier: Apache-2.0
// Every code that an adapter may tell has words, and no words stand for a code that nobody tells.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { elementRule, wordRules } from '#projects/mercury-words.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { messages } from '#text/messages/en.ts';

const folders = ['gef', 'iati-in', 'sip', 'table-source', 'harvest'].map((name) => join('src/interop', name));
const texts = folders.flatMap((folder) =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
		.map((name) => readFileSync(join(folder, name), 'utf8'))
);
const source = texts.join('\n');
const ours = Object.keys(messages).filter((id) => id.startsWith('sources.'));
const codesOf = (kind: string) => ours.filter((id) => id.startsWith(`sources.${kind}.`)).map((id) => id.slice(`sources.${kind}.`.length));
/** Every text in quotes that has the form of a code. */
const quoted = new Set([...source.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map(([, code]) => code as string));

test('codes that stand beside the word code, refused or doubt have words', () => {
	const told = [...source.matchAll(/(?:\bcode: |refused\(|doubt\(|OutsideFault\()'([a-z0-9-]+)'/g)].map(([, code]) => code as string);
	expect(told.length).toBeGreaterThan(40);
	// What stops a run before anything is read is worded with the projects, and what other conventions and partners may tell with theirs.
	const ofRuns = Object.keys(messages).flatMap((id) => /^(?:projects|harvested)\.problem\.(.+)$/.exec(id)?.[1] ?? []);
	const known = new Set([...codesOf('fault'), ...codesOf('problem'), ...ofRuns]);
	expect(told.filter((code) => !known.has(code))).toEqual([]);
	// What reading a spreadsheet may say.
	for (const code of ['empty', 'too-large', 'not-a-sheet', 'bomb', 'broken', 'not-utf8', 'too-many-rows']) expect(codesOf('fault')).toContain(code);
});

test('words of codes stand for codes', () => {
	// These come from the reader of spreadsheets.
	const elsewhere = ['broken', 'bomb', 'not-utf8', 'too-many-rows'];
	expect([...codesOf('fault'), ...codesOf('problem')].filter((code) => !quoted.has(code) && !elsewhere.includes(code))).toEqual([]);
});

test('every rule that looks for mercury has a name', () => {
	const rules = [...wordRules, elementRule].map(({ id }) => id);
	const others = ['programme', 'programme-partly', 'focal-mercury', 'focal-chemicals', 'focal-pollutants', 'tag', 'sector'];
	expect(codesOf('mercury').toSorted()).toEqual([...rules, ...others].toSorted());
});

test('what is said with a value is said so in every language', async () => {
	for (const language of languages) {
		const { t } = await readerIn(language);
		expect(t('sources.fault.headers-unknown', { names: 'Shoe size' })).toContain('Shoe size');
		expect(t('sources.fault.html-instead', { title: '{x}' })).toContain('{x}');
		expect(t('sources.fault.status', { status: '404', url: 'https://example.org' })).toContain('404');
	}
});
