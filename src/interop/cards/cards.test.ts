// SPDX-License-Identifier: Apache-2.0
// Cards as pictures: their size, their direction, and that every language is drawn with fonts that know its letters.
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { type Card, cardSize, linesOf } from './card.ts';
import { cardTag, drawn } from './server/cards.ts';
import { drawCard } from './server/draw.ts';

const card = (more: Partial<Card> = {}): Card => ({
	language: 'en',
	site: 'Minamata Exchange Platform',
	kind: 'National action plan',
	title: { text: 'Gold without mercury', language: 'en' },
	below: 'Ghana',
	demonstration: null,
	address: 'exchange.test/records/MC-NAP-GH-0002',
	...more
});

/** How many pixels of a part of the picture are nearly white: letters of the title. */
async function white(picture: Uint8Array, from: number, to: number): Promise<number> {
	const image = await loadImage(picture);
	expect([image.width, image.height]).toEqual([cardSize.width, cardSize.height]);
	const canvas = createCanvas(image.width, image.height);
	const on = canvas.getContext('2d');
	on.drawImage(image, 0, 0);
	const { data } = on.getImageData(from, 230, to - from, 240);
	let count = 0;
	for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 240 && (data[at + 1] ?? 0) > 240 && (data[at + 2] ?? 0) > 240) count += 1;
	return count;
}

describe('a card', () => {
	it('begins at the side at which its language does', async () => {
		const english = await drawCard(card());
		expect([...english.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
		expect(await white(english, 0, 400)).toBeGreaterThan(1000);
		expect(await white(english, 900, 1200)).toBe(0);
		const arabic = await drawCard(card({ language: 'ar', title: { text: 'ذهب بلا زئبق', language: 'ar' } }));
		expect(await white(arabic, 900, 1200)).toBeGreaterThan(1000);
		expect(await white(arabic, 0, 300)).toBe(0);
	});

	it('is drawn in letters, and not in boxes that stand for all letters alike', async () => {
		const texts = { ar: ['ذهب', 'سمك'], zh: ['汞', '金'], ru: ['Ж', 'Щ'] } as const;
		for (const [language, [one, other]] of Object.entries(texts)) {
			const said = (text: string) => card({ title: { text, language: language as 'ar' } });
			expect(Buffer.from(await drawCard(said(one))).equals(Buffer.from(await drawCard(said(other)))), language).toBe(false);
		}
	});

	it('says that it shows demonstration content', async () => {
		const marked = await drawCard(card({ demonstration: 'Demonstration' }));
		expect(Buffer.from(marked).equals(Buffer.from(await drawCard(card())))).toBe(false);
	});

	it('has a tag of what stands on it, and is drawn once for all who ask', async () => {
		expect(cardTag(card())).toBe(cardTag(card()));
		expect(cardTag(card({ below: 'Togo' }))).not.toBe(cardTag(card()));
		expect(drawn(card())).toBe(drawn(card()));
		expect((await drawn(card())).length).toBeLessThan(200_000);
	});
});

describe('lines', () => {
	const measure = (text: string) => [...text].length * 10;
	const lines = (text: string, language: 'en' | 'zh' = 'en', most = 3) => linesOf({ text, language }, { width: 100, most, measure });

	it('break between words, and in Chinese between words without spaces', () => {
		expect(lines('one two  three\nfour')).toEqual(['one two', 'three four']);
		expect(lines('逐步淘汰医院中的添汞温度计。', 'zh').every((line) => [...line].length <= 10 && !line.startsWith('。'))).toBe(true);
	});

	it('end in an ellipsis where there is more, and cut a word that no line holds', () => {
		expect(lines('one two three four five six seven eight', 'en', 2)).toEqual(['one two', 'three fou…']);
		expect(lines('abcdefghijklmnopqrst')).toEqual(['abcdefghij', 'klmnopqrst']);
		expect(lines('')).toEqual([]);
	});
});
