// SPDX-License-Identifier: Apache-2.0
// Between a head and what follows, and between the parts of a line, stand the signs of the reader's language: French has a blank before its colon, Arabic
// and Chinese have a comma of their own. Markup that is put together from expressions says so by flows.colon and flows.comma.
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { bracketed, headed, series } from '#text/words.ts';

const markup = (file: string): string => readFileSync(file, 'utf8').replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '');

test('no markup puts a bare colon or comma between what is said in the reader’s language', () => {
	const files = globSync('src/{components,routes}/**/*.svelte');
	expect(files.length).toBeGreaterThan(300);
	const bare = files.flatMap((file) => {
		const found = markup(file).match(/\}:(?: [{<\w$]|\n).{0,30}|[}>], ?(?:\{day\(|\{t\(|\{say\(|<When|<time|<bdi).{0,20}/g) ?? [];
		return found.map((text) => `${file}: ${text}`);
	});
	expect(bare).toEqual([]);
});

test('a head has the same colon in words as in markup', async () => {
	for (const language of languages) {
		const { t } = await readerIn(language);
		const colon = t('flows.colon');
		expect(headed(language, 'A', 'B').replace(/ B$/, 'B'), language).toBe(`A${colon}B`);
		expect(headed(language, undefined, 'B')).toBe('B');
	}
	expect(headed('fr', 'Échéance', 'demain')).toBe('Échéance\u00a0: demain');
});

test('a bare series and a bracket have the signs of the language', () => {
	expect(series('ar', ['أ', 'ب'])).toBe('أ، ب');
	expect(series('zh', ['甲', '乙'])).toBe('甲、乙');
	expect(series('fr', ['a', '', 'b'])).toBe('a, b');
	expect(`2${bracketed('zh', '2条')}`).toBe('2（2条）');
	expect(`2${bracketed('ru', '2 записи')}`).toBe('2 (2 записи)');
});

test('no markup puts bare brackets around what is said in the reader’s language', () => {
	const files = globSync('src/{components,routes}/**/*.svelte').filter((file) => !file.includes('/work/'));
	const bare = files.flatMap((file) => (markup(file).match(/[ >]\(\{(?:t|say|kindName)\(.{0,30}/g) ?? []).map((text) => `${file}: ${text}`));
	expect(bare).toEqual([]);
});
