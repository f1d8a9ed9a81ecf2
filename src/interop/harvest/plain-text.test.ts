// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';
import { nameKey, plain, seen } from './plain-text.ts';

/** As a program leaves it that takes UTF-8 for windows-1252. */
const spoilt = (text: string): string => new TextDecoder('windows-1252').decode(Buffer.from(text));

describe('a cell as plain text', () => {
	test.each([
		['  two   blanks \u00a0and\tmore ', 'two blanks and more'],
		['Cote d&#039;Ivoire', "Cote d'Ivoire"],
		['Cote d&amp;#039;Ivoire', "Cote d'Ivoire"],
		['a &lt;b&gt; &amp;amp; c', 'a <b> & c'],
		['&#146;&#x2019;&rsquo;', '’’’'],
		['AT&T; R&D &constructor; &valueOf; &nothing;', 'AT&T; R&D &constructor; &valueOf; &nothing;'],
		['&#0;&#xD800;&#1114112;x', 'x'],
		['a\u0000b\u200bc\ufeff', 'abc'],
		['\ud800', '\ufffd']
	])('%j', (cell, text) => expect(plain(cell)).toBe(text));

	test.each(['Côte d’Ivoire', 'ртуть', 'زئبق', '汞污染', 'São Tomé – “Príncipe”', '€ 5'])('%s that was encoded twice', (text) => {
		expect(spoilt(text)).not.toBe(text);
		expect(plain(spoilt(text))).toBe(text);
	});
	test.each(['SÃO TOMÉ', 'Âge', 'Ã©té et “guillemets”', 'naïve façade', '10 ± 2 °C'])('%s is left as it is', (text) =>
		expect(plain(text)).toBe(text)
	);
});

test('names are compared without what differs between writers', () => {
	for (const [one, other] of [
		['St. Vincent and Grenadines', 'Saint Vincent & the Grenadines'],
		['Côte d’Ivoire', "COTE D'IVOIRE"],
		['Timor-Leste', 'Timor Leste'],
		['Asia/Pacific', 'Asia Pacific']
	] as const)
		expect(nameKey(one)).toBe(nameKey(other));
	expect(nameKey('Guinea')).not.toBe(nameKey('Guinea-Bissau'));
	expect(nameKey('Niger')).not.toBe(nameKey('Nigeria'));
});

test('what is told of a cell is short', () => expect(seen('汞'.repeat(500))).toHaveLength(200));

describe('bytes', () => {
	test('of every encoding that texts come in', () => {
		const text = 'ID;Côte';
		expect(decodeText(Buffer.from(text))).toEqual({ text, encoding: 'utf-8' });
		expect(decodeText(Buffer.from(`\ufeff${text}`))).toEqual({ text, encoding: 'utf-8' });
		expect(decodeText(Buffer.from(text, 'latin1'))).toEqual({ text, encoding: 'windows-1252' });
		expect(decodeText(Buffer.from(text, 'utf16le'))).toEqual({ text, encoding: 'utf-16le' });
		expect(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toEqual({ text, encoding: 'utf-16be' });
	});
	test('with a zero among them are no text', () => expect(decodeText(Buffer.from('abcdefgh\u0000ijkl'))).toBeNull());
});
