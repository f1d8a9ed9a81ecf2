// SPDX-License-Identifier: Apache-2.0
// Documents of the United Nations in Russian write «е» for «ё», save where a word would be read as another one. One page never mixes the two.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const otherwiseMisread = /^(?:всё|всём|узнаёт|узнаётся)$/iu;

test('Russian messages write «ё» only where «е» would be another word', () => {
	const folder = 'src/text/messages/ru';
	const files = readdirSync(folder).filter((each) => each.endsWith('.json'));
	expect(files.length).toBeGreaterThan(50);
	const found = files.flatMap((name) =>
		Object.entries(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Record<string, string>).flatMap(([id, text]) =>
			(text.match(/\p{L}*ё\p{L}*/giu) ?? []).filter((word) => !otherwiseMisread.test(word)).map((word) => `${id}: ${word}`)
		)
	);
	expect(found).toEqual([]);
});
