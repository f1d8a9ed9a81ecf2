// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { articleAt } from './article-words.ts';
import { tokensOf } from './tokens.ts';

const read = (text: string): string | null => articleAt(tokensOf(text), 0)?.number ?? null;

test('an article is read in six languages', () => {
	for (const text of ['article 7', 'Artículo 7', 'art. 7', 'статьи 7', 'المادة 7', 'للمادة ٧', '第七条', '第7条', '第七條'])
		expect(read(text), text).toBe('7');
	expect([read('第十条'), read('第十四条'), read('第二十一条'), read('第三十五条')]).toEqual(['10', '14', '21', '35']);
});

test('what is no article of the Convention is none', () => {
	for (const text of ['article', 'article 36', 'article 0', 'articles on mercury', '第四十条', '第一次会议', 'chapter 7'])
		expect(read(text), text).toBeNull();
});
