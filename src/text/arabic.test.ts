// SPDX-License-Identifier: Apache-2.0
// Between Arabic words a day such as 2026-03-31 is shown from its end: the parts of a number change places at a hyphen (Unicode UAX 9, rule W2). Whoever
// is told how to write a day must see it in the order in which it is written.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const day = /(?<![A-Za-z0-9:'.-])\d{4}-\d{2}(?:-\d{2})?(?:T[\d:]+Z?)?/g;

test('in Arabic every example of a day stands in an isolate that runs from left to right', () => {
	const folder = 'src/text/messages/ar';
	let days = 0;
	for (const name of readdirSync(folder).filter((each) => each.endsWith('.json')))
		for (const [id, text] of Object.entries(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Record<string, string>))
			for (const { 0: said, index } of text.matchAll(day)) {
				days += 1;
				expect('\u2066\u200e', `${id}: ${said}`).toContain(text[index - 1]);
				expect('\u2069\u200e', `${id}: ${said}`).toContain(text[index + said.length]);
			}
	expect(days).toBeGreaterThan(15);
});

test('Arabic messages leave the sign of tanwin off an alif, and call English as the United Nations do', () => {
	const folder = 'src/text/messages/ar';
	const found = readdirSync(folder)
		.filter((each) => each.endsWith('.json'))
		.flatMap((name) =>
			(readFileSync(`${folder}/${name}`, 'utf8').match(/[^ "]*(?:\u0627\u064b|\u064b\u0627|نجليزي)/g) ?? []).map((word) => `${name}: ${word}`)
		);
	expect(found).toEqual([]);
});
