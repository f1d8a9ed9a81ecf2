// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { csv } from './csv.ts';

const cell = (text: string) => csv([[text]]).slice(1, -2);

it('is what spreadsheets open rightly', () => {
	expect(
		csv([
			['a', null, 1, true],
			['é"', 'x,y', 'z\nz', '']
		])
	).toBe('\ufeffa,,1,true\r\n"é""","x,y","z\nz",\r\n');
});

it('runs nothing', () => {
	for (const formula of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '|cmd', '%0a', '＝1+1', ' =1+1', '\u00a0=1+1'])
		expect(cell(formula), formula).toBe(`'${formula}`);
	expect(cell('\t=1')).toBe(`"'\t=1"`);
	expect(cell('\r=1')).toBe(`"'\r=1"`);
	expect(cell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
});

it('leaves numbers and plain words alone', () => {
	for (const plain of ['-12.50', '5', 'a-b', 'x=1', 'Côte d’Ivoire', '2026-01-31', '电池']) expect(cell(plain)).toBe(plain);
});
