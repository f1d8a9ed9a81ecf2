// SPDX-License-Identifier: Apache-2.0
// Draws a card as PNG with the fonts that the platform carries, from right to left where its language is. The library is loaded with the first card.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Card, cardSize, type CardText, linesOf } from '../card.ts';
import { direction, type Language } from '#text/languages.ts';

type Canvas = typeof import('@napi-rs/canvas');
let loading: Promise<Canvas> | undefined;

/** Names of our own, so that no font of the machine is taken for one of these. */
const faces = [
	['Card Latin', 'noto-sans', '400Regular/NotoSans_400Regular.ttf'],
	['Card Latin Bold', 'noto-sans', '700Bold/NotoSans_700Bold.ttf'],
	['Card Arabic', 'amiri', '400Regular/Amiri_400Regular.ttf'],
	['Card Arabic Bold', 'amiri', '700Bold/Amiri_700Bold.ttf'],
	['Card Chinese', 'noto-sans-sc', '400Regular/NotoSansSC_400Regular.ttf'],
	['Card Chinese Bold', 'noto-sans-sc', '700Bold/NotoSansSC_700Bold.ttf']
] as const;

async function load(): Promise<Canvas> {
	const canvas = await import('@napi-rs/canvas');
	const find = createRequire(import.meta.url);
	for (const [name, family, file] of faces)
		if (!canvas.GlobalFonts.registerFromPath(join(dirname(find.resolve(`@expo-google-fonts/${family}/package.json`)), file), name))
			throw new Error(`the font ${file} could not be read`);
	return canvas;
}

const scripts: Record<Language, readonly ['Latin' | 'Arabic' | 'Chinese', ...string[]]> = {
	ar: ['Arabic', 'Latin', 'Chinese'],
	en: ['Latin', 'Arabic', 'Chinese'],
	es: ['Latin', 'Arabic', 'Chinese'],
	fr: ['Latin', 'Arabic', 'Chinese'],
	ru: ['Latin', 'Arabic', 'Chinese'],
	zh: ['Chinese', 'Latin', 'Arabic']
};
const font = (language: Language, size: number, bold = false): string =>
	`${language === 'ar' ? Math.round(size * 1.15) : size}px ${scripts[language].map((script) => `"Card ${script}${bold ? ' Bold' : ''}"`).join(', ')}`;

const colours = { band: '#0a4750', ink: '#ffffff', soft: '#c3dcdf', silver: '#e3e9ec', low: '#87969f', mark: '#fcf2dc', onMark: '#7a4a05' };
const margin = 80;

export async function drawCard(card: Card): Promise<Uint8Array<ArrayBuffer>> {
	loading ??= load();
	loading.catch(() => (loading = undefined));
	const { createCanvas, Path2D } = await loading;
	const { width, height } = cardSize;
	const canvas = createCanvas(width, height);
	const on = canvas.getContext('2d');
	const rightToLeft = direction(card.language) === 'rtl';
	const start = rightToLeft ? width - margin : margin;
	const inner = width - 2 * margin;
	on.fillStyle = colours.band;
	on.fillRect(0, 0, width, height);
	const rule = on.createLinearGradient(0, 0, width, 0);
	[colours.low, colours.silver, colours.low, colours.silver, colours.low].forEach((colour, at) => rule.addColorStop(at / 4, colour));
	on.fillStyle = rule;
	on.fillRect(0, height - 14, width, 14);

	// The mark, and beside it whose card this is.
	on.save();
	on.translate(rightToLeft ? start - 64 : start, 64);
	on.scale(1.6, 1.6);
	on.fillStyle = colours.silver;
	on.fill(new Path2D('M15.2 7.8a9 9 0 0 1 8.9 8c.2 1.7.9 2.4 2.5 2.7a6.9 6.9 0 1 1-7.9 8.400c-.3-1.5-1-2.1-2.6-2A9 9 0 1 1 15.2 7.8z'));
	on.restore();
	line({ text: card.site, language: card.language }, { y: 106, size: 30, colour: colours.soft, at: rightToLeft ? start - 84 : start + 84 });

	line({ text: card.kind, language: card.language }, { y: 210, size: 30, colour: colours.soft, without: card.demonstration ? 340 : 0 });
	const size = card.title.text.length > 90 ? 48 : 60;
	on.font = font(card.title.language, size, true);
	const lines = linesOf(card.title, { width: inner, most: size === 60 ? 3 : 4, measure: (text) => on.measureText(text).width });
	const leading = size * 1.3;
	lines.forEach((text, at) =>
		line({ text, language: card.title.language }, { y: 210 + leading * (at + 1) + 8, size, bold: true, colour: colours.ink })
	);
	line({ text: card.below, language: card.language }, { y: 540, size: 30, colour: colours.soft });
	line({ text: card.address, language: 'en' }, { y: 584, size: 22, colour: colours.soft });
	if (card.demonstration) badge(card.demonstration);
	return Uint8Array.from(await canvas.encode('png'));

	interface Style {
		y: number;
		size: number;
		colour: string;
		bold?: boolean;
		at?: number;
		/** Room at the end of the line for something else. */
		without?: number;
	}
	/** At the beginning of the line in the direction of the card; each text runs in its own direction. */
	function line(said: CardText, { y, size: points, colour, bold = false, at = start, without = 0 }: Style): void {
		on.font = font(said.language, points, bold);
		on.fillStyle = colour;
		on.textAlign = rightToLeft ? 'right' : 'left';
		on.direction = direction(said.language);
		const [text = ''] = linesOf(said, {
			width: Math.abs(at - (rightToLeft ? margin : width - margin)) - without,
			most: 1,
			measure: (part) => on.measureText(part).width
		});
		on.fillText(text, at, y);
	}
	function badge(word: string): void {
		on.font = font(card.language, 26, true);
		const wide = on.measureText(word).width + 40;
		const left = rightToLeft ? margin : width - margin - wide;
		on.fillStyle = colours.mark;
		on.beginPath();
		on.roundRect(left, 176, wide, 48, 8);
		on.fill();
		on.fillStyle = colours.onMark;
		on.textAlign = 'center';
		on.direction = direction(card.language);
		on.fillText(word, left + wide / 2, 209);
	}
}
