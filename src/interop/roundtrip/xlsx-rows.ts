// SPDX-License-Identifier: Apache-2.0
// The rows of one sheet of a form, cell by cell, and the lists that its cells choose from. Knows no question.
import { columnName } from '../sheets/read-sheet.ts';
import { xml } from './ooxml.ts';
import { signOf, type Slot } from './paper.ts';
import { look } from './xlsx-look.ts';

const serialOf = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + 25_569;

/** Escapes that a workbook reads in texts are themselves escaped. */
const cellText = (text: string): string => xml(text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));

/** The lists to choose from, each once, on a hidden sheet. */
export class Lists {
	readonly all: (readonly string[])[] = [];
	readonly #known = new Map<string, number>();
	rangeOf(choices: readonly string[]): string {
		const key = choices.join('\n');
		let at = this.#known.get(key);
		if (at === undefined) {
			at = this.all.push(choices) - 1;
			this.#known.set(key, at);
		}
		const column = columnName(at);
		return `${signOf.list}!$${column}$1:$${column}$${choices.length}`;
	}
}

/** So many cells share one rule at most: programs read no endless lists of them. */
const most = 100;

/** One sheet, row by row. */
export class Rows {
	readonly rows: string[] = [];
	readonly merged: string[] = [];
	readonly #lists: Lists;
	readonly #chosen = new Map<string, string[]>();
	constructor(lists: Lists) {
		this.#lists = lists;
	}
	merge(from: number, to: number): void {
		this.merged.push(`${columnName(from)}${this.next}:${columnName(to)}${this.next}`);
	}
	get next(): number {
		return this.rows.length + 1;
	}
	add(cells: readonly [column: number, text: string, style: number][], { hidden = false, height = 0 } = {}): void {
		this.raw(
			cells.map(([column, text, style]) => [column, this.text(column, text, style)] as const),
			{ hidden, height }
		);
	}
	raw(cells: readonly (readonly [column: number, xml: string])[], { hidden = false, height = 0 } = {}): void {
		const size = height ? ` ht="${Math.min(400, Math.round(height))}" customHeight="1"` : '';
		const ordered = cells.toSorted(([a], [b]) => a - b).map(([, cell]) => cell);
		this.rows.push(`<row r="${this.next}"${hidden ? ' hidden="1"' : ''}${size}>${ordered.join('')}</row>`);
	}
	text(column: number, text: string, style: number): string {
		const at = `${columnName(column)}${this.next}`;
		return text
			? `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`
			: `<c r="${at}" s="${style}"/>`;
	}
	/** A place to write in. Figures with more digits than a spreadsheet keeps stay text. */
	slot(column: number, slot: Slot): string {
		const at = `${columnName(column)}${this.next}`;
		if (slot.choices?.length || slot.entry === 'mark') {
			const range = this.#lists.rangeOf(slot.entry === 'mark' ? ['x'] : (slot.choices ?? []));
			this.#chosen.set(range, [...(this.#chosen.get(range) ?? []), at]);
		}
		const { value } = slot;
		if (slot.entry === 'day') {
			if (/^\d{4}-\d\d-\d\d$/.test(value) && value >= '1900-03-01' && Number.isFinite(serialOf(value)))
				return `<c r="${at}" s="${look.day}"><v>${serialOf(value)}</v></c>`;
			return this.text(column, value, value ? look.write : look.day);
		}
		if (slot.entry === 'number') {
			const digits = value.replaceAll(/\D/g, '').replace(/^0+/, '').length;
			if (/^-?\d+(\.\d+)?$/.test(value) && digits <= 15) return `<c r="${at}" s="${look.figure}"><v>${value}</v></c>`;
			return this.text(column, value, value ? look.write : look.figure);
		}
		return this.text(column, value, slot.entry === 'mark' ? look.mark : look.write);
	}
	get validations(): string {
		const all = [...this.#chosen].flatMap(([range, cells]) =>
			Array.from(
				{ length: Math.ceil(cells.length / most) },
				(_, at) =>
					`<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="${cells.slice(at * most, (at + 1) * most).join(' ')}"><formula1>${range}</formula1></dataValidation>`
			)
		);
		return all.length ? `<dataValidations count="${all.length}">${all.join('')}</dataValidations>` : '';
	}
}

/** Letters of Chinese and the like take the room of two. */
const wide = (text: string): number => [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0);
/** In points: of lines of so many characters. `note`: small print. */
export const heightOf = (text: string, width: number, note = false): number =>
	(note ? 13.5 : 15) * text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(wide(line) / (width * (note ? 1.15 : 1.05)))), 0) + 4;
