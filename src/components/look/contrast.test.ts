// SPDX-License-Identifier: Apache-2.0
// Proves by calculation that every pair of text and ground in use can be read, in both themes (WCAG 2.2, 1.4.3 and 1.4.11).
// A rule engine passes over much Arabic text; this does not look at text at all.
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

const css = (await readFile(new URL('./tokens.css', import.meta.url), 'utf8')).replace(/\/\*[^]*?\*\//g, '');

/** Custom properties of the first `:root` after this text. */
function tokensAfter(text: string): Record<string, string> {
	const start = css.indexOf(':root {', css.indexOf(text));
	if (start < 0 || !css.includes(text)) throw new Error(`no block after ${text}`);
	const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
	return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', (value ?? '').trim()]));
}

const light = tokensAfter('');
const dark = tokensAfter('@media (prefers-color-scheme: dark)');
const themes = { light, dark: { ...light, ...dark } };

/** Relative luminance of #rrggbb, by WCAG. */
function luminance(colour: string): number {
	if (!/^#[0-9a-f]{6}$/.test(colour)) throw new Error(`${colour} is not #rrggbb`);
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const share = parseInt(colour.slice(at, at + 2), 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
	const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (bright + 0.05) / (dim + 0.05);
}

/** Text: at least 4.5. */
const texts: [words: string, ...grounds: string[]][] = [
	['ink', 'paper', 'ground', 'sunken', 'accent-soft', 'info-soft', 'success-soft', 'warning-soft', 'danger-soft', 'added-soft', 'removed-soft'],
	['ink-soft', 'paper', 'ground', 'sunken', 'accent-soft'],
	['accent', 'paper', 'ground', 'sunken', 'accent-soft', 'info-soft', 'success-soft', 'warning-soft', 'danger-soft'],
	['accent-strong', 'paper', 'ground', 'sunken', 'accent-soft', 'info-soft', 'success-soft', 'warning-soft', 'danger-soft'],
	['on-accent', 'accent', 'accent-strong'],
	['on-band', 'band'],
	['on-band-soft', 'band'],
	['info', 'paper', 'ground', 'info-soft'],
	['success', 'paper', 'ground', 'success-soft'],
	['warning', 'paper', 'ground', 'warning-soft'],
	['danger', 'paper', 'ground', 'danger-soft'],
	['on-danger', 'danger'],
	['added', 'added-soft'],
	['removed', 'removed-soft'],
	['on-series-odd', 'series-1', 'series-3', 'series-5'],
	['on-series-even', 'series-2', 'series-4', 'series-6'],
	['ink', 'step-1'],
	['paper', 'step-4']
];

/** Edges, rings and data that must be told from what they lie on: at least 3. */
const parts: [part: string, ...grounds: string[]][] = [
	['edge', 'paper', 'ground'],
	['accent', 'paper', 'ground', 'accent-soft'],
	['focus', 'paper', 'ground', 'sunken', 'accent-soft', 'focus-gap'],
	['info', 'info-soft', 'paper'],
	['success', 'success-soft', 'paper'],
	['warning', 'warning-soft', 'paper'],
	['danger', 'danger-soft', 'paper'],
	['band-line', 'on-band'],
	['step-mark', 'step-1', 'land'],
	['step-mark-inverse', 'step-3', 'step-4'],
	...([1, 2, 3, 4, 5, 6] as const).map((at): [string, ...string[]] => [`series-${at}`, 'paper', 'ground'])
];

describe.each(Object.entries(themes))('%s theme', (_, tokens) => {
	const colour = (name: string): string => {
		const value = tokens[name];
		if (value === undefined) throw new Error(`no token --${name}`);
		return value;
	};
	const pairs = (table: [string, ...string[]][]) => table.flatMap(([one, ...others]) => others.map((other) => [one, other] as const));

	test.each(pairs(texts))('%s can be read on %s', (words, ground) => {
		expect(contrast(colour(words), colour(ground))).toBeGreaterThanOrEqual(4.5);
	});

	test.each(pairs(parts))('%s can be told from %s', (part, ground) => {
		expect(contrast(colour(part), colour(ground))).toBeGreaterThanOrEqual(3);
	});

	test.each(['paper', 'ground', 'sunken', 'accent-soft', 'band', 'accent', 'danger'])('the focus ring or the gap inside it shows on %s', (ground) => {
		expect(Math.max(contrast(colour('focus'), colour(ground)), contrast(colour('focus-gap'), colour(ground)))).toBeGreaterThanOrEqual(3);
	});

	test('each step of the data colours differs in lightness from the one before', () => {
		const steps = ['land', 'step-1', 'step-2', 'step-3', 'step-4'].map((name) => luminance(colour(name)));
		const falling = (steps[0] ?? 0) > (steps[4] ?? 0);
		for (const [at, step] of steps.slice(1).entries()) {
			const before = steps[at] ?? 0;
			expect(falling ? before - step : step - before).toBeGreaterThan(0.02);
		}
	});
});

test('the dark theme changes every colour that the light theme sets, but for those that serve both', () => {
	const serveBoth = new Set(['band-line']);
	const colours = Object.keys(light).filter((name) => light[name]?.startsWith('#') && !serveBoth.has(name));
	expect(colours.filter((name) => dark[name] === undefined)).toEqual([]);
});
