// SPDX-License-Identifier: Apache-2.0
// The map is light, complete, and says nothing that the list beside it does not say.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readerIn } from '#text/message.ts';
import { readerKey } from '../reader.ts';
import WorldMap from '../WorldMap.svelte';
import { dots, outlines } from './outlines.ts';

const states = parse(await readFile(new URL('../../../seeds/convention/state.yaml', import.meta.url), 'utf8')) as {
	id: string;
	value: { kind: string; name: { en: string } };
}[];
const places = states.map(({ id, value }, at) => ({ id, name: value.name.en, count: at % 7, href: `/en/parties/${id}` }));
const { body } = await render(WorldMap, { props: { places }, context: new Map([[readerKey, await readerIn('en')]]) });
const drawing = body.slice(body.indexOf('<svg'), body.indexOf('</svg>') + 6);
const beside = body.slice(body.indexOf('</svg>'));

test('every State has an outline or a dot, and never both', () => {
	expect(states.filter(({ id, value }) => value.kind === 'state' && !outlines[id] && !dots[id]).map(({ id }) => id)).toEqual([]);
	expect(Object.keys(outlines).filter((id) => dots[id])).toEqual([]);
});

test('the drawing weighs no more than 25 kB compressed', () => {
	expect(gzipSync(drawing).length).toBeLessThan(25_000);
});

describe('for those who do not see it', () => {
	test('the drawing is silent and takes no step of the keyboard', () => {
		expect(drawing).toMatch(/^<svg[^>]*aria-hidden="true"/);
		const links = drawing.match(/<a [^>]*>/g) ?? [];
		expect(links.length).toBe(states.filter(({ value }) => value.kind === 'state').length);
		expect(links.every((link) => link.includes('tabindex="-1"'))).toBe(true);
	});

	test('the list names each place with its count, the European Union too, which no map draws', () => {
		for (const place of places) expect(beside).toContain(`href="${place.href}"`);
		expect(beside).toContain('href="/en/parties/EU"');
	});
});

test('a place that is pointed at tells its name and count', () => {
	expect(drawing.replace(/<!--.*?-->/g, '')).toMatch(/<title>Ghana: (no published record|\d published records?)<\/title>/);
});

test('the colours of the steps are never the only sign: each but the strongest has a pattern', () => {
	for (const step of [1, 2, 3]) expect(drawing).toMatch(new RegExp(`<pattern id="step-${step}"(?:(?!</pattern>).)*<path.*?<path`, 's'));
});
