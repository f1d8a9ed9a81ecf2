// SPDX-License-Identifier: Apache-2.0
// Makes the small files that demonstration records hold: a page of PDF, a page of DOCX, a picture of a letter. The same words give the same bytes.
import { crc32, deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';

const notice = 'Demonstration document. Synthetic: it was issued by nobody and states no fact.';

export interface Page {
	/** What it says; in a PDF only Latin letters (Windows-1252) can be shown. */
	says: string;
	/** Further lines, Latin letters alone. */
	lines: string[];
	language: string;
}

/** The content of a file by the ending of its name. Throws on another ending. */
export function documentOf(name: string, page: Page): Uint8Array {
	const make = { pdf, docx, png }[name.split('.').pop() as 'pdf'];
	if (!make) throw new Error(`${name}: only pdf, docx and png are made`);
	return make(page);
}

const wide = 80;

/** Lines of at most `wide` characters, broken between words. */
function wrapped(text: string, width = wide): string[] {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1) as string;
		if (line && line.length + word.length >= width) lines.push(word);
		else lines[lines.length - 1] = line ? `${line} ${word}` : word;
	}
	return lines;
}

// What of Windows-1252 is not Latin-1: quotes, dashes and the like.
const windows1252: Record<string, number> = {
	'‘': 0x91,
	'’': 0x92,
	'“': 0x93,
	'”': 0x94,
	'–': 0x96,
	'—': 0x97,
	'…': 0x85,
	œ: 0x9c,
	Š: 0x8a,
	š: 0x9a,
	Ž: 0x8e,
	ž: 0x9e
};

/** Text as a PDF string in hexadecimal, which needs no escapes. Throws on a letter that the page could not show. */
function shown(text: string): string {
	const codes = [...text].map((letter) => {
		const code = windows1252[letter] ?? letter.codePointAt(0) ?? 0;
		if (code > 0xff) throw new Error(`a demonstration PDF cannot show "${letter}" in "${text}"`);
		return code;
	});
	return `<${Buffer.from(codes).toString('hex')}>`;
}

function pdf({ says, lines, language }: Page): Uint8Array {
	const text = [
		'BT /F2 20 Tf 56 760 Td 26 TL',
		...wrapped(says, 44).map((line) => `${shown(line)} Tj T*`),
		'/F1 11 Tf 16 TL T*',
		...[notice, ...lines].flatMap((line) => wrapped(line).map((part) => `${shown(part)} Tj T*`)),
		'ET'
	].join('\n');
	const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
	const objects = [
		`<< /Type /Catalog /Pages 2 0 R /Lang (${language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> /Contents 4 0 R >>',
		`<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
		font('Helvetica'),
		font('Helvetica-Bold'),
		`<< /Title <feff${Buffer.from(says, 'utf16le').swap16().toString('hex')}> >>`
	];
	let file = '%PDF-1.4\n';
	const places = objects.map((object, index) => {
		const place = file.length;
		file += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return place;
	});
	const table = ['0000000000 65535 f ', ...places.map((place) => `${String(place).padStart(10, '0')} 00000 n `)].join('\n');
	file += `xref\n0 ${objects.length + 1}\n${table}\ntrailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
	return Buffer.from(file, 'latin1');
}

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function docx({ says, lines, language }: Page): Uint8Array {
	const rightToLeft = language === 'ar';
	const paragraph = (text: string, heading = false, reversed = false) =>
		`<w:p><w:pPr>${reversed ? '<w:bidi/>' : ''}</w:pPr><w:r><w:rPr>${heading ? '<w:b/>' : ''}<w:sz w:val="${heading ? 36 : 22}"/>${reversed ? '<w:rtl/>' : ''}</w:rPr><w:t>${escaped(text)}</w:t></w:r></w:p>`;
	const body = [paragraph(says, true, rightToLeft), ...[notice, ...lines].map((line) => paragraph(line))].join('');
	const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
	const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
	const office = 'http://schemas.openxmlformats.org';
	const parts = {
		'[Content_Types].xml': `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
		'_rels/.rels': `${head}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		'word/document.xml': `${head}<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
	};
	// A day of the local calendar, since that is what an archive writes down: the same in every time zone.
	return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { mtime: new Date(1980, 0, 2) });
}

/** A sheet with grey bars where a letter has its lines; what it says stands in the description of the picture. */
function png({ says }: Page): Uint8Array {
	const [width, height] = [424, 600];
	const rows = Buffer.alloc((width + 1) * height, 0xff);
	for (let y = 0; y < height; y += 1) {
		rows[y * (width + 1)] = 0;
		const line = Math.floor(y / 20);
		const written = y % 20 < 6 && ((line >= 3 && line < 5) || (line >= 8 && line < 22));
		if (written) rows.fill(line < 5 ? 0x55 : 0xb0, y * (width + 1) + 50, y * (width + 1) + (line < 5 ? 240 : 374 - ((line * 53) % 90)));
	}
	const chunk = (type: string, data: Uint8Array) => {
		const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
		const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
		length.writeUInt32BE(data.length);
		sum.writeUInt32BE(crc32(typed));
		return Buffer.concat([length, typed, sum]);
	};
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	// Eight bits of grey.
	header[8] = 8;
	const description = Buffer.from(`Description\0${says}. ${notice}`, 'latin1');
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		chunk('tEXt', description),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0))
	]);
}
