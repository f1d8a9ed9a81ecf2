// A form on paper as the file that a person takes away, whether it is filled in or empty.
import { allReaders, Vocabulary } from '#components/roundtrip/vocabulary.ts';
import type { Form } from '#forms/form.ts';
import { documentType, type Paper } from '#interop/roundtrip/paper.ts';
import { writeDocx } from '#interop/roundtrip/write-docx.ts';
import { writeXlsx } from '#interop/roundtrip/write-xlsx.ts';
import { sheetType } from '#interop/sheets/xlsx.ts';
import { schemesOf } from '#records/schemes.ts';

export const vocabularyOf = async (form: Form, { convention }: App.Locals) => new Vocabulary(form, schemesOf(form, convention), await allReaders());

const writers = { xlsx: [writeXlsx, sheetType], docx: [writeDocx, documentType] } as const;
export const isFormat = (format: string): format is keyof typeof writers => format in writers;

/** The file to take away. What it says is nobody else's: it is kept nowhere on the way. */
export function fileOf(paper: Paper, format: keyof typeof writers, name: string, at: Date): Response {
	const [write, type] = writers[format];
	return new Response(write(paper, at), {
		headers: {
			'content-type': type,
			'content-language': paper.language,
			'content-disposition': `attachment; filename="${name}-${paper.language}.${format}"`,
			...(paper.about.record ? { 'cache-control': 'no-store' } : {})
		}
	});
}
