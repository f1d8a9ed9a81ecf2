// SPDX-License-Identifier: Apache-2.0
// The text on the pages of a PDF, by PDFium, which runs as WebAssembly: it reaches neither disk nor network and no memory but its own. Made to run in
// a thread that may be ended at any moment: it knows no limit of time. What is no PDF, or is encrypted with a password that we lack, throws.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init } from '@embedpdf/pdfium';

const widget = 20;
const pieceOfPage = 1_000_000;

/** Keeps WebAssembly in this thread below so many bytes: whoever asks for more is told that there is none. The answer says whether that happened. */
function limitMemory(bytes: number): () => boolean {
	const { grow } = WebAssembly.Memory.prototype;
	let refused = false;
	WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number) {
		const over = this.buffer.byteLength + pages * 65_536 > bytes;
		refused ||= over;
		if (over) throw new RangeError('no more memory');
		return grow.call(this, pages);
	};
	return () => refused;
}

/**
 * Gives the text of each of the first `pages` pages to `take`, until that says true: what is written on it, then what was filled into its fields.
 * Throws a RangeError where the memory does not do.
 */
export type PdfText = (bytes: Uint8Array, pages: number, take: (text: string) => boolean) => void;

/** Loads the library, with so much memory for file and library together. */
export async function openPdfium(memoryBytes: number): Promise<PdfText> {
	const lacked = limitMemory(memoryBytes);
	const wasmBinary = await readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
	const library = await init({ wasmBinary: wasmBinary.buffer });
	library.PDFiumExt_Init();
	// The view of its memory is another one each time that this grows, so it is asked for anew.
	const pdfium = library.pdfium as unknown as {
		HEAPU8: Uint8Array<ArrayBuffer>;
		wasmExports: { malloc(bytes: number): number; free(at: number): void };
	};
	const { malloc, free } = pdfium.wasmExports;

	/** Lends out so many bytes of its memory for the time of an act. */
	function within<T>(bytes: number, act: (at: number) => T): T {
		const at = malloc(bytes);
		if (!at) throw new RangeError('no more memory');
		try {
			return act(at);
		} finally {
			free(at);
		}
	}
	const textAt = (at: number, units: number): string => Buffer.from(pdfium.HEAPU8.buffer, at, units * 2).toString('utf16le');

	function written(page: number): string {
		const on = library.FPDFText_LoadPage(page);
		if (!on) return '';
		try {
			const count = Math.min(library.FPDFText_CountChars(on), pieceOfPage);
			if (count <= 0) return '';
			const text = within((count + 1) * 2, (at) => textAt(at, Math.max(0, library.FPDFText_GetText(on, 0, count, at) - 1)));
			// It writes a hyphen at the end of a line and the line's end as one sign of its own.
			return ligaturesTurned(on, text).replaceAll('\ufffe', '-\n');
		} finally {
			library.FPDFText_ClosePage(on);
		}
	}

	/** Lam and alef in one shape come out as alef and lam where the file says so in two letters: both then begin in the same place. */
	function ligaturesTurned(on: number, text: string): string {
		const placeOf = (index: number) =>
			within(16, (at) => {
				const found = library.FPDFText_GetCharOrigin(on, library.FPDFText_GetCharIndexFromTextIndex(on, index), at, at + 8);
				return found ? Buffer.from(pdfium.HEAPU8.buffer, at, 16).toString('hex') : String(index);
			});
		return text.replace(/[اأإآ]ل/g, (pair, index: number) => (placeOf(index) === placeOf(index + 1) ? `ل${pair[0]}` : pair));
	}

	function filledIn(page: number): string {
		const values: string[] = [];
		for (let index = 0; index < library.FPDFPage_GetAnnotCount(page); index += 1) {
			const field = library.FPDFPage_GetAnnot(page, index);
			if (!field) continue;
			const bytes = library.FPDFAnnot_GetSubtype(field) === widget ? Math.min(library.FPDFAnnot_GetStringValue(field, 'V', 0, 0), pieceOfPage) : 0;
			if (bytes > 2)
				within(bytes, (at) => {
					library.FPDFAnnot_GetStringValue(field, 'V', at, bytes);
					values.push(`${textAt(at, bytes / 2 - 1)}\n`);
				});
			library.FPDFPage_CloseAnnot(field);
		}
		return values.join('');
	}

	function pagesOf(bytes: Uint8Array, pages: number, take: (text: string) => boolean): void {
		const at = malloc(bytes.length);
		if (!at) throw new RangeError('no more memory');
		pdfium.HEAPU8.set(bytes, at);
		const document = library.FPDF_LoadMemDocument(at, bytes.length, '');
		if (!document) throw new Error(`not to be opened: ${library.FPDF_GetLastError()}`);
		const count = Math.min(library.FPDF_GetPageCount(document), pages);
		for (let number = 0; number < count; number += 1) {
			const page = library.FPDF_LoadPage(document, number);
			// The others may be sound.
			if (!page) continue;
			const enough = take(`${written(page)}\n${filledIn(page)}`);
			library.FPDF_ClosePage(page);
			if (enough) return;
		}
	}

	return (bytes, pages, take) => {
		try {
			pagesOf(bytes, pages, take);
		} catch (fault) {
			// It ends itself where it gets no memory.
			throw lacked() ? new RangeError('no more memory') : fault;
		}
	};
}
