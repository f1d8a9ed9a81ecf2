// SPDX-License-Identifier: Apache-2.0
// A form as a workbook: instructions, then a sheet for each section. A hidden column names what each row answers and a hidden row what each column of a
// table is, so that rows and columns may be moved. What is not to be written in is protected, without a password. No text is ever a formula.
import { sheetName } from '../sheets/xlsx.ts';
import { declaration, office, packed, type Part, relations, xml } from './ooxml.ts';
import { type Body, type Paper, type PaperQuestion, type PaperSection, signOf } from './paper.ts';
import { look, styles } from './xlsx-look.ts';
import { heightOf, Lists, Rows } from './xlsx-rows.ts';

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Columns: key (hidden), number, question, then those that answers and tables share. */
const [keyColumn, numberColumn, questionColumn, answerColumn] = [0, 1, 2, 3] as const;
const widths = { number: 9, question: 58, answer: 17 };
/** So many columns one answer spans. */
const spanned = 6;
/** The cells that an answer spans beside its first. */
const blank = (rows: Rows) =>
	Array.from({ length: spanned - 1 }, (_, at) => [answerColumn + 1 + at, rows.text(answerColumn + 1 + at, '', look.write)] as const);

function drawQuestion(rows: Rows, question: PaperQuestion, paper: Paper): void {
	const title = `${question.title}${question.required ? ' *' : ''}`;
	const below = [question.condition, ...question.notes].filter(Boolean).join('\n');
	const asked = (extra: (readonly [number, string])[], height = 0) => {
		const cells = [
			[numberColumn, rows.text(numberColumn, question.number, look.number)],
			[questionColumn, rows.text(questionColumn, title, look.question)],
			...extra
		] as const;
		rows.raw(cells, { height: Math.max(height, heightOf(title, widths.question)) });
	};
	const told = () => {
		if (below) rows.add([[questionColumn, below, look.note]], { height: heightOf(below, widths.question, true) });
	};
	const across = widths.answer * spanned;
	const { body } = question;
	if (body.is === 'told') {
		const text = [...body.lines, body.note].filter(Boolean).join('\n');
		rows.merge(answerColumn, answerColumn + spanned - 1);
		asked([[answerColumn, rows.text(answerColumn, text, look.told)]], heightOf(text, across));
		told();
		return;
	}
	if (body.is === 'fields') {
		const one = body.fields.length === 1 && !body.fields[0]?.label ? body.fields[0] : undefined;
		if (one) {
			rows.merge(answerColumn, answerColumn + spanned - 1);
			const least = one.slot.entry === 'paragraphs' ? 64 : 0;
			asked(
				[[keyColumn, rows.text(keyColumn, one.slot.path, look.plain)], [answerColumn, rows.slot(answerColumn, one.slot)], ...blank(rows)],
				Math.max(least, heightOf(one.slot.value, across))
			);
			told();
			return;
		}
		asked([]);
		told();
		for (const { label, slot } of body.fields) {
			rows.merge(answerColumn, answerColumn + spanned - 1);
			rows.raw(
				[
					[keyColumn, rows.text(keyColumn, slot.path, look.plain)],
					[questionColumn, rows.text(questionColumn, label, look.label)],
					[answerColumn, rows.slot(answerColumn, slot)],
					...blank(rows)
				],
				{ height: Math.max(heightOf(label, widths.question), heightOf(slot.value, across)) }
			);
		}
		return;
	}
	asked([]);
	told();
	drawGrid(rows, question.id, body, paper);
}

function drawGrid(rows: Rows, question: string, body: Extract<Body, { is: 'grid' }>, paper: Paper): void {
	// A list of single answers is as wide as any other answer.
	const alone = body.heads.length === 1;
	const width = alone ? widths.answer * spanned : widths.answer;
	const merge = () => {
		if (alone) rows.merge(answerColumn, answerColumn + spanned - 1);
	};
	const parts = body.heads.map(({ part }, at): [number, string, number] => [answerColumn + at, part || '.', look.plain]);
	rows.add([[keyColumn, `#${question}`, look.plain], ...parts], { hidden: true });
	merge();
	rows.add(
		body.heads.map(({ label }, at) => [answerColumn + at, label, look.head]),
		{ height: Math.max(...body.heads.map(({ label }) => heightOf(label, width))) }
	);
	for (const row of body.rows) {
		merge();
		rows.raw(
			[
				[keyColumn, rows.text(keyColumn, `${question}.${row.key}`, look.plain)],
				[questionColumn, rows.text(questionColumn, row.head, look.label)],
				...row.slots.map((slot, at) => [answerColumn + at, rows.slot(answerColumn + at, slot)] as const),
				...(alone ? blank(rows) : [])
			],
			{ height: Math.max(heightOf(row.head, widths.question), ...row.slots.map(({ value }) => heightOf(value, width))) }
		);
	}
	// Where a table ends: whatever is written above it without a key is a further row of it.
	rows.add([
		[keyColumn, `/${question}`, look.plain],
		...(body.grows ? [[questionColumn, paper.words.more, look.note] as [number, string, number]] : [])
	]);
}

function sectionSheet(paper: Paper, section: PaperSection, lists: Lists): string {
	const rows = new Rows(lists);
	rows.merge(numberColumn, answerColumn + spanned - 1);
	rows.add([[numberColumn, section.title, look.title]], { height: heightOf(section.title, 90) + 14 });
	if (section.condition) {
		rows.merge(numberColumn, answerColumn + spanned - 1);
		rows.add([[numberColumn, section.condition, look.note]], { height: heightOf(section.condition, 140) });
	}
	rows.add([
		[numberColumn, paper.words.number, look.head],
		[questionColumn, paper.words.question, look.head],
		[answerColumn, paper.words.answer, look.head],
		...Array.from({ length: spanned - 1 }, (_, at) => [answerColumn + 1 + at, '', look.head] as [number, string, number])
	]);
	const frozen = rows.rows.length;
	rows.add(
		[
			[keyColumn, 'key', look.plain],
			[answerColumn, 'answer', look.plain]
		],
		{ hidden: true }
	);
	for (const question of section.questions) {
		drawQuestion(rows, question, paper);
		rows.add([], { height: 9 });
	}
	const columns = Math.max(spanned, ...section.questions.map(({ body }) => (body.is === 'grid' ? body.heads.length : 0)));
	return sheetXml(rows, {
		rtl: paper.rtl,
		frozen,
		widths: [
			[keyColumn, keyColumn, 4, true],
			[numberColumn, numberColumn, widths.number, false],
			[questionColumn, questionColumn, widths.question, false],
			[answerColumn, answerColumn + columns - 1, widths.answer, false]
		]
	});
}

interface Drawn {
	rtl: boolean;
	frozen?: number;
	widths: [from: number, to: number, width: number, hidden: boolean][];
	open?: boolean;
}

const sheetXml = (rows: Rows, { rtl, frozen, widths: columns, open }: Drawn): string =>
	[
		`${declaration}<worksheet xmlns="${spreadsheet}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0"${rtl ? ' rightToLeft="1"' : ''}>`,
		frozen ? `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>` : '',
		'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>',
		...columns.map(
			([from, to, width, hidden]) => `<col min="${from + 1}" max="${to + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`
		),
		`</cols><sheetData>${rows.rows.join('')}</sheetData>`,
		open ? '' : '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" sort="0"/>',
		rows.merged.length
			? `<mergeCells count="${rows.merged.length}">${rows.merged.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`
			: '',
		rows.validations,
		'<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
		'<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>'
	].join('');

function firstSheet(paper: Paper, lists: Lists): string {
	const rows = new Rows(lists);
	rows.add([[0, paper.title, look.title]], { height: heightOf(paper.title, 80) + 14 });
	for (const [label, value] of paper.facts)
		rows.add([
			[0, label, look.label],
			[1, value, look.plainWrapped]
		]);
	rows.add([]);
	for (const line of paper.instructions) {
		rows.merge(0, 1);
		rows.add([[0, line, look.plainWrapped]], { height: heightOf(line, 100) + 4 });
	}
	return sheetXml(rows, {
		rtl: paper.rtl,
		widths: [
			[0, 0, 34, false],
			[1, 1, 74, false]
		]
	});
}

function hiddenSheet(paper: Paper): string {
	const rows = new Rows(new Lists());
	for (const [name, value] of [['form of', signOf.property] as const, ...Object.entries(paper.about)])
		rows.add([
			[0, name, look.plain],
			[1, String(value), look.plain]
		]);
	return sheetXml(rows, { rtl: false, widths: [[0, 1, 24, false]] });
}

function listSheet(lists: Lists): string {
	const rows = new Rows(new Lists());
	const most = Math.max(1, ...lists.all.map((list) => list.length));
	for (let at = 0; at < most; at += 1)
		rows.add(
			lists.all.flatMap((list, column) => (list[at] === undefined ? [] : [[column, list[at] as string, look.plain] as [number, string, number]]))
		);
	return sheetXml(rows, { rtl: false, widths: [[0, Math.max(1, lists.all.length), 24, false]] });
}

/** Names that differ for a workbook, which knows no capitals. */
function namesOf(paper: Paper): string[] {
	const taken = new Set<string>([signOf.sheet, signOf.list]);
	return [paper.words.instructions, ...paper.sections.map(({ title }) => title)].map((title) => {
		let name = sheetName(title);
		for (let again = 2; taken.has(name.toLowerCase()); again += 1) name = `${sheetName(title).slice(0, 26).trimEnd()} (${again})`;
		taken.add(name.toLowerCase());
		return name;
	});
}

export function writeXlsx(paper: Paper, at: Date): Uint8Array<ArrayBuffer> {
	const lists = new Lists();
	const sheets = [firstSheet(paper, lists), ...paper.sections.map((section) => sectionSheet(paper, section, lists)), hiddenSheet(paper)];
	sheets.push(listSheet(lists));
	const names = [...namesOf(paper), signOf.sheet, signOf.list];
	const hidden = (name: string) => name === signOf.sheet || name === signOf.list;
	const parts: Part[] = sheets.map((sheet, n) => ({ name: `xl/worksheets/sheet${n + 1}.xml`, type: `${types}.worksheet+xml`, xml: sheet }));
	const workbook = `${declaration}<workbook xmlns="${spreadsheet}" xmlns:r="${office}/relationships"><workbookPr date1904="0"/><sheets>${names
		.map((name, n) => `<sheet name="${xml(name)}" sheetId="${n + 1}"${hidden(name) ? ' state="hidden"' : ''} r:id="rId${n + 1}"/>`)
		.join('')}</sheets></workbook>`;
	const related = [
		...sheets.map((_, n) => ({ id: `rId${n + 1}`, type: `${office}/relationships/worksheet`, target: `worksheets/sheet${n + 1}.xml` })),
		{ id: `rId${sheets.length + 1}`, type: `${office}/relationships/styles`, target: 'styles.xml' }
	];
	return packed(
		paper,
		'xl/workbook.xml',
		[
			{ name: 'xl/workbook.xml', type: `${types}.sheet.main+xml`, xml: workbook },
			{ name: 'xl/_rels/workbook.xml.rels', xml: relations(related) },
			{ name: 'xl/styles.xml', type: `${types}.styles+xml`, xml: styles(paper.rtl) },
			...parts
		],
		at
	);
}
