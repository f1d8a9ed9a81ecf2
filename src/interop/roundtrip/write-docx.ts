// SPDX-License-Identifier: Apache-2.0
// A form as a document: each place to write in is a content control whose tag says what it answers, so that it is found again wherever it was moved.
// Controls stand within a line: such ones survive Word and LibreOffice alike. Written by hand, since no library at hand writes tagged controls.
import { direction, type Language } from '#text/languages.ts';
import { documentStyles, tagOf, word } from './docx-look.ts';
import { declaration, office, packed, relations, xml } from './ooxml.ts';
import { aboutLine, gridSign, type GridRow, type Paper, type PaperQuestion, signOf, type Slot } from './paper.ts';

const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const namespaces = `xmlns:w="${word}" xmlns:r="${office}/relationships" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"`;
/** Word knows no longer tags. */
export const longestTag = 64;
/** The room between the margins of a page, in twentieths of a point. */
const pageWidth = 9_860;
const ground = { head: 'E0ECEE', write: 'F8FBE8' };

/** The first letter is of a script that runs from left to right. */
const otherScript = /^[^\p{L}]*(?![\u0590-\u08ff])\p{L}/u;
const arabic = /^[^\p{L}]*[\u0590-\u08ff]/u;

class Document {
	readonly #paper: Paper;
	#controls = 0;
	constructor(paper: Paper) {
		this.#paper = paper;
	}

	/** Lines stay lines: an answer is one paragraph, whatever breaks it has. */
	run(text: string, properties = '', language?: Language): string {
		const rtl = language ? direction(language) === 'rtl' : arabic.test(text);
		const own = language ?? this.#paper.language;
		const lang = `<w:lang w:val="${tagOf(own)}"${own === 'zh' ? ' w:eastAsia="zh-CN"' : ''}${own === 'ar' ? ' w:bidi="ar-SA"' : ''}/>`;
		const pieces = text
			.split(/([\n\t])/)
			.map((piece) => (piece === '\n' ? '<w:br/>' : piece === '\t' ? '<w:tab/>' : piece ? `<w:t xml:space="preserve">${xml(piece)}</w:t>` : ''));
		return `<w:r><w:rPr>${properties}${rtl ? '<w:rtl/>' : ''}${lang}</w:rPr>${pieces.join('')}</w:r>`;
	}

	paragraph(style: string, content: string, rtl = this.#paper.rtl): string {
		return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${rtl ? '<w:bidi/>' : ''}</w:pPr>${content}</w:p>`;
	}

	/** An answer runs as its own script does; one that is not there yet as the form. */
	answer(style: string, slot: Slot, name: string, inGrid = false): string {
		const rtl = slot.language && slot.entry !== 'mark' ? direction(slot.language) === 'rtl' : this.#paper.rtl && !otherScript.test(slot.value);
		return this.paragraph(style, this.control(slot, name, inGrid), rtl);
	}

	say(style: string, text: string): string {
		return text ? this.paragraph(style, this.run(text)) : '';
	}

	/** A place to write in, within its line. It cannot be deleted, but in a table, whose rows may be. */
	control(slot: Slot, name: string, inGrid = false): string {
		const { words } = this.#paper;
		const tag = (inGrid ? gridSign : '') + slot.path;
		if (tag.length > longestTag) return this.run(slot.value);
		this.#controls += 1;
		const head = `<w:alias w:val="${xml([...name].slice(0, 60).join(''))}"/><w:tag w:val="${xml(tag)}"/><w:id w:val="${this.#controls + 1_000}"/>${inGrid ? '' : '<w:lock w:val="sdtLocked"/>'}`;
		const wrap = (kind: string, content: string, empty = false) =>
			`<w:sdt><w:sdtPr>${head}${empty ? '<w:showingPlcHdr/>' : ''}${kind}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
		if (slot.entry === 'mark') {
			const box = '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/>';
			return wrap(
				`<w14:checkbox><w14:checked w14:val="${slot.value ? 1 : 0}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>`,
				`<w:r><w:rPr>${box}</w:rPr><w:t>${slot.value ? '☒' : '☐'}</w:t></w:r>`
			);
		}
		const value = slot.entry === 'number' ? localFigure(slot.value, this.#paper.language) : slot.value;
		const hint = slot.choices ? words.choose : words.empty;
		const content = value ? this.run(value, '', slot.language) : this.run(hint, '<w:rStyle w:val="PlaceholderText"/>');
		// Twice the same word would be one entry too many for Word.
		const kind = slot.choices
			? `<w:dropDownList>${[...new Set(slot.choices)].map((choice) => `<w:listItem w:displayText="${xml(choice)}" w:value="${xml(choice)}"/>`).join('')}</w:dropDownList>`
			: `<w:text w:multiLine="1"/>`;
		return wrap(kind, content, !value);
	}

	table(widths: readonly number[], rows: readonly string[]): string {
		const all = widths.reduce((sum, width) => sum + width, 0);
		return `<w:tbl><w:tblPr><w:tblStyle w:val="Answers"/>${this.#paper.rtl ? '<w:bidiVisual/>' : ''}<w:tblW w:w="${all}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid>${widths
			.map((width) => `<w:gridCol w:w="${width}"/>`)
			.join('')}</w:tblGrid>${rows.join('')}</w:tbl><w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr></w:p>`;
	}

	cell(width: number, content: string, fill = ''): string {
		return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${fill ? `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>` : ''}</w:tcPr>${content}</w:tc>`;
	}
}

/** With the decimal mark of the language; digits are never grouped, so that nothing is in doubt when it comes back. */
export const localFigure = (value: string, language: Language): string =>
	/^-?\d+(\.\d+)?$/.test(value) && (language === 'es' || language === 'fr' || language === 'ru') ? value.replace('.', ',') : value;

const row = (cells: readonly string[], head = false): string =>
	`<w:tr><w:trPr><w:cantSplit/>${head ? '<w:tblHeader/>' : ''}</w:trPr>${cells.join('')}</w:tr>`;

function drawBody(doc: Document, question: PaperQuestion): string {
	const { body } = question;
	const name = [question.number, question.title].filter(Boolean).join(' ');
	if (body.is === 'told') return [...body.lines.map((line) => doc.say('Normal', line)), doc.say('Note', body.note)].join('');
	if (body.is === 'fields') {
		const marks = body.fields.every(({ slot }) => slot.entry === 'mark');
		if (body.fields.length === 1 && !body.fields[0]?.label)
			return doc.table(
				[pageWidth],
				body.fields.map(({ slot }) => row([doc.cell(pageWidth, doc.answer('Normal', slot, name), ground.write)]))
			);
		const [first, second] = marks ? [700, pageWidth - 700] : [2_900, pageWidth - 2_900];
		return doc.table(
			[first, second],
			body.fields.map(({ label, slot }) =>
				row(
					marks
						? [
								doc.cell(first, doc.answer('Normal', slot, label), ground.write),
								doc.cell(second, doc.say('Small', label) || doc.paragraph('Small', ''))
							]
						: [
								doc.cell(first, doc.say('Small', label) || doc.paragraph('Small', '')),
								doc.cell(second, doc.answer('Normal', slot, `${question.number} ${label}`.trim()), ground.write)
							]
				)
			)
		);
	}
	const headed = body.rows.some(({ head }) => head);
	const first = headed ? Math.max(2_400, Math.floor(pageWidth / (body.heads.length + 1))) : 0;
	const each = Math.floor((pageWidth - first) / body.heads.length);
	const small = (content: string) => doc.paragraph('Small', content);
	const lead = (content: string, fill = '') => (headed ? [doc.cell(first, content || small(''), fill)] : []);
	const heads = row(
		[...lead('', ground.head), ...body.heads.map(({ label }) => doc.cell(each, doc.say('Head', label) || small(''), ground.head))],
		true
	);
	const line = ({ head, slots }: GridRow) =>
		row([
			...lead(doc.say('Small', head)),
			...slots.map((slot, at) =>
				doc.cell(each, doc.answer('Small', slot, `${question.number} ${body.heads[at]?.label ?? ''}`.trim(), true), ground.write)
			)
		]);
	return doc.table([...(headed ? [first] : []), ...body.heads.map(() => each)], [heads, ...body.rows.map(line)]);
}

function drawQuestion(doc: Document, question: PaperQuestion): string {
	const title = [question.number, question.title].filter(Boolean).join('  ') + (question.required ? ' *' : '');
	return [doc.say('Heading2', title), ...[question.condition, ...question.notes].map((note) => doc.say('Note', note)), drawBody(doc, question)].join(
		''
	);
}

export function writeDocx(paper: Paper, at: Date): Uint8Array<ArrayBuffer> {
	const doc = new Document(paper);
	// For programs that lose the properties of a document: the same on the page, where a person lets it stand.
	const sign = doc.control({ path: signOf.tag, entry: 'line', value: aboutLine(paper.about) }, signOf.property);
	const body = [
		doc.say('Title', paper.title),
		...paper.facts.map(([label, value]) => doc.paragraph('Normal', doc.run(`${label}: `, '<w:b/><w:bCs/>') + doc.run(value))),
		doc.say('Heading1', paper.words.instructions),
		...paper.instructions.map((line) => doc.say('Normal', line)),
		doc.paragraph('Note', sign),
		...paper.sections.flatMap(({ title, condition, questions }) => [
			doc.say('Heading1', title),
			doc.say('Note', condition),
			...questions.map((question) => drawQuestion(doc, question))
		])
	].join('');
	const page = `<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1020" w:right="1020" w:bottom="1020" w:left="1020" w:header="560" w:footer="560" w:gutter="0"/>${paper.rtl ? '<w:bidi/>' : ''}</w:sectPr>`;
	const field = (code: string) =>
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
	const footer = doc.paragraph(
		'Small',
		`${doc.run(`${[paper.title, paper.about.record].filter(Boolean).join(' · ')} · `)}${field('PAGE')}${doc.run(' / ')}${field('NUMPAGES')}`
	);
	const part = (name: string, inner: string) => `${declaration}<w:${name} ${namespaces}>${inner}</w:${name}>`;
	return packed(
		paper,
		'word/document.xml',
		[
			{ name: 'word/document.xml', type: `${types}.document.main+xml`, xml: part('document', `<w:body>${body}${page}</w:body>`) },
			{ name: 'word/styles.xml', type: `${types}.styles+xml`, xml: documentStyles(paper.language) },
			{
				name: 'word/settings.xml',
				type: `${types}.settings+xml`,
				xml: part(
					'settings',
					`<w:zoom w:percent="100"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="${tagOf(paper.language)}"/>`
				)
			},
			{ name: 'word/footer1.xml', type: `${types}.footer+xml`, xml: part('ftr', footer) },
			{
				name: 'word/_rels/document.xml.rels',
				xml: relations([
					{ id: 'rId1', type: `${office}/relationships/styles`, target: 'styles.xml' },
					{ id: 'rId2', type: `${office}/relationships/settings`, target: 'settings.xml' },
					{ id: 'rId3', type: `${office}/relationships/footer`, target: 'footer1.xml' }
				])
			}
		],
		at
	);
}
