// SPDX-License-Identifier: Apache-2.0
// Reads a form that came back as a document, whoever saved it last: by the tags of its content controls, and in tables by their columns, so that rows
// that were added count too. What was struck out with changes tracked is left out.
import { aboutFrom, gridSign, signOf } from '../paper.ts';
import { formLimits, type Place, type ReadForm, type ReadRow } from '../read.ts';
import { type Package, Unreadable } from './parts.ts';

interface Control {
	tag: string;
	text: string;
	/** Shows only what is to be done there. */
	hint: boolean;
	/** Of a box: whether it is ticked. */
	ticked?: boolean;
}
interface Cell {
	controls: Control[];
	/** All that was written in it, within its control and beside it. */
	text: string;
}
type Row = Cell[];
interface Table {
	rows: Row[];
}

/** LibreOffice escapes in documents what only workbooks need escaped: `_x0041_` becomes `_x005F_x0041_`. */
const asWritten = (text: string): string => text.replaceAll(/_x005F_(?=x[0-9A-Fa-f]{4}_)/g, '_');

export async function readDocx(file: Package, path: string): Promise<ReadForm> {
	const escapes = /LibreOffice/i.test(await file.program());
	const { tables, loose } = await contentOf(file, path, escapes ? asWritten : (text) => text);
	const form: ReadForm = { format: 'docx', about: undefined, fields: [], grids: new Map(), faults: [] };
	const seen = new Set<string>();
	const take = (path: string, text: string) => {
		const place: Place = { question: path.split('.')[0] ?? '' };
		if (seen.has(path)) form.faults.push({ code: 'twice', path, text, place });
		else form.fields.push({ path, text, place });
		seen.add(path);
	};
	for (const control of loose) {
		if (control.tag === signOf.tag) form.about ??= aboutFrom(control.text);
		else if (control.tag && !control.tag.startsWith(gridSign)) take(control.tag, control.hint ? '' : control.text);
	}
	// What the document says of itself; the line on its first page for programs that forget that.
	form.about = (await file.about()) ?? form.about;
	for (const { rows } of tables) {
		if (rows.some((cells) => cells.some(({ controls }) => controls.some(({ tag }) => tag.startsWith(gridSign))))) takeGrid(form, rows);
		else
			for (const cell of rows.flat()) {
				const tagged = cell.controls.filter(({ tag }) => tag);
				const [only] = tagged;
				if (only && tagged.length === 1) take(only.tag, valueOf(cell, only));
				else for (const control of tagged) take(control.tag, control.hint ? '' : control.text);
			}
	}
	return form;
}

/** A box that is ticked is `x`; of anything else all that was written in the cell. */
const valueOf = (cell: Cell, control: Control): string => (control.ticked === undefined ? cell.text : control.ticked ? 'x' : '').trim();

/** The path of a place in a grid: question, row, what of the row. */
function gridPath(tag: string): { question: string; key: string; part: string } {
	const [question = '', key = '', ...part] = tag.slice(gridSign.length).split('.');
	return { question, key, part: part.join('.') };
}

function takeGrid(form: ReadForm, rows: readonly Row[]): void {
	const parts = new Map<number, string>();
	let question = '';
	for (const cells of rows)
		for (const [column, cell] of cells.entries())
			for (const { tag } of cell.controls)
				if (tag.startsWith(gridSign)) {
					const path = gridPath(tag);
					question ||= path.question;
					if (!parts.has(column)) parts.set(column, path.part);
				}
	const lines = form.grids.get(question) ?? [];
	form.grids.set(question, lines);
	for (const [at, cells] of rows.entries()) {
		const tagged = cells.flatMap(({ controls }) => controls.filter(({ tag }) => tag.startsWith(gridSign)));
		// The first row has the heads.
		if (at === 0 && tagged.length === 0) continue;
		const line: ReadRow = { key: tagged[0] ? gridPath(tagged[0].tag).key : '', parts: {}, place: { question, row: at } };
		for (const [column, cell] of cells.entries()) {
			const own = cell.controls.find(({ tag }) => tag.startsWith(gridSign));
			const part = own ? gridPath(own.tag).part : parts.get(column);
			if (part === undefined) continue;
			line.parts[part] = { text: own ? valueOf(cell, own) : cell.text.trim(), place: { question, row: at, column: column + 1 } };
		}
		lines.push(line);
	}
}

/** Elements whose text is none of the document's: a fallback says again what stands before it; what was moved away stands where it was moved to. */
const passedOver = new Set(['Fallback', 'moveFrom', 'del', 'instrText', 'delText', 'pPr', 'tabs']);
const breaks: Record<string, string> = { br: '\n', cr: '\n', tab: '\t', noBreakHyphen: '-' };

async function contentOf(file: Package, path: string, textOf: (text: string) => string): Promise<{ tables: Table[]; loose: Control[] }> {
	const tables: Table[] = [];
	const loose: Control[] = [];
	const openTables: { table: Table; row?: Row; cell?: Cell }[] = [];
	const openControls: Control[] = [];
	let [passing, inText, inProperties, count] = [0, false, false, 0];
	const cell = () => openTables.at(-1)?.cell;
	const write = (text: string) => {
		const control = openControls.at(-1);
		if (control) control.text += text;
		const into = cell();
		if (into && !control?.hint) into.text += text;
	};
	await file.read(path, {
		open(name, attribute) {
			if (passing || passedOver.has(name)) {
				passing += 1;
				return;
			}
			const on = () => !/^(0|false|off)$/.test(attribute('val') ?? '');
			const control = openControls.at(-1);
			if (name === 'tbl') openTables.push({ table: { rows: [] } });
			const table = openTables.at(-1);
			if (name === 'tr' && table) table.table.rows.push((table.row = []));
			else if (name === 'tc' && table?.row) table.row.push((table.cell = { controls: [], text: '' }));
			else if (name === 'sdt') {
				const made: Control = { tag: '', text: '', hint: false };
				openControls.push(made);
				if (++count > formLimits.cells) throw new Unreadable('too-large');
				(cell()?.controls ?? loose).push(made);
			} else if (name === 'sdtPr') inProperties = true;
			else if (inProperties && control) {
				if (name === 'tag') control.tag = attribute('val') ?? '';
				if (name === 'showingPlcHdr') control.hint = on();
				if (name === 'checkbox') control.ticked ??= false;
				if (name === 'checked') control.ticked = on();
			} else if (name === 't') inText = true;
			else if (breaks[name]) write(breaks[name]);
		},
		text(text) {
			if (inText && !passing) write(textOf(text));
		},
		close(name) {
			if (passing) {
				passing -= 1;
				return;
			}
			if (name === 't') inText = false;
			else if (name === 'sdtPr') inProperties = false;
			else if (name === 'sdt') {
				const control = openControls.pop();
				if (control) control.text = control.text.replace(/\n$/, '');
			} else if (name === 'p') write('\n');
			else if (name === 'tc') delete openTables.at(-1)?.cell;
			else if (name === 'tr') delete openTables.at(-1)?.row;
			else if (name === 'tbl') {
				const closed = openTables.pop();
				if (closed) tables.push(closed.table);
			}
		}
	});
	return { tables, loose };
}
