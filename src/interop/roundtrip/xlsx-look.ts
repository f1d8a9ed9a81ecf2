// SPDX-License-Identifier: Apache-2.0
// How the cells of a form look: what may be written in has a border and a light ground, and is not protected; everything else is.
import { declaration } from './ooxml.ts';

/** Number of each look among the formats below. */
export const look = {
	plain: 0,
	plainWrapped: 1,
	title: 2,
	head: 3,
	number: 4,
	question: 5,
	note: 6,
	label: 7,
	told: 8,
	write: 9,
	mark: 10,
	figure: 11,
	day: 12
} as const;

const font = (size: number, more = '', colour = 'FF1B2A30') =>
	`<font>${more}<sz val="${size}"/><color rgb="${colour}"/><name val="Calibri"/><family val="2"/></font>`;
const fill = (colour: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
const side = (name: string) => `<${name} style="thin"><color rgb="FF8FA7AD"/></${name}>`;

export function styles(rtl: boolean): string {
	const start = rtl ? 'right' : 'left';
	const align = (horizontal: string, vertical = 'top') =>
		`<alignment horizontal="${horizontal}" vertical="${vertical}" wrapText="1" readingOrder="${rtl ? 2 : 0}"/>`;
	const format = (fontId: number, fillId: number, borderId: number, inner: string, numFmtId = 0, open = false) =>
		`<xf numFmtId="${numFmtId}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">${inner}<protection locked="${open ? 0 : 1}"/></xf>`;
	const formats = [
		format(0, 0, 0, ''),
		format(0, 0, 0, align(start)),
		format(1, 0, 0, align(start, 'center')),
		format(2, 2, 2, align(start, 'center')),
		format(3, 0, 0, align(start)),
		format(3, 0, 0, align(start)),
		format(4, 0, 0, align(start)),
		format(0, 0, 0, align(start)),
		format(4, 0, 0, align(start)),
		// 49 is text: nothing that begins with a sign of a formula is ever one.
		format(0, 3, 1, align(start), 49, true),
		format(3, 3, 1, align('center', 'center'), 49, true),
		format(0, 3, 1, align(start), 0, true),
		format(0, 3, 1, align(start), 164, true)
	];
	return `${declaration}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="5">${[
		font(11),
		font(18, '<b/>', 'FF0B4F58'),
		font(11, '<b/>', 'FF0B4F58'),
		font(11, '<b/>'),
		font(10, '<i/>', 'FF4C5F66')
	].join(
		''
	)}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('FFE0ECEE')}${fill('FFF8FBE8')}</fills><borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border><border><left/><right/><top/>${side('bottom')}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
