// SPDX-License-Identifier: Apache-2.0
// Opens a PDF with a reader that is not the one that made it: its words, where its links lead, its language, its tags.
import { getDocumentProxy } from 'unpdf';
import { openPdfium } from '#platform/server/pdf-text.ts';

export interface ReadPdf {
	pages: number;
	language: string | null;
	title: string | null;
	author: string | null;
	/** Whether a reader is to show the title and not the name of the file. */
	showsTitle: boolean;
	/** Marked as tagged, and how many elements of each role the pages have. */
	tagged: boolean;
	roles: Record<string, number>;
	/** All text, without line ends and places to break. */
	text: string;
	links: string[];
}

interface Element {
	role?: string;
	children?: Element[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
	const pdf = await getDocumentProxy(Uint8Array.from(bytes));
	const { info } = (await pdf.getMetadata()) as { info: { Language?: string; Title?: string; Author?: string } };
	const roles: Record<string, number> = {};
	const count = (element: Element): void => {
		if (element.role) roles[element.role] = (roles[element.role] ?? 0) + 1;
		element.children?.forEach(count);
	};
	const links: string[] = [];
	let text = '';
	for (let number = 1; number <= pdf.numPages; number += 1) {
		const page = await pdf.getPage(number);
		const { items } = await page.getTextContent();
		text += items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : '')).join('');
		for (const { url, unsafeUrl } of (await page.getAnnotations()) as { url?: string; unsafeUrl?: string }[]) links.push(unsafeUrl ?? url ?? '');
		count(((await page.getStructTree()) ?? {}) as Element);
	}
	const [marks, preferences] = await Promise.all([pdf.getMarkInfo(), pdf.getViewerPreferences()]);
	return {
		pages: pdf.numPages,
		language: info.Language ?? null,
		title: info.Title ?? null,
		author: info.Author ?? null,
		showsTitle: (preferences as { DisplayDocTitle?: boolean } | null)?.DisplayDocTitle === true,
		tagged: marks?.Marked === true,
		roles,
		text: text.replaceAll(/[\u200b\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' '),
		links
	};
}

/** The document says of itself that it keeps PDF/UA-1, and has the tree of tags that this needs. */
export const claimsUa = (bytes: Uint8Array): boolean =>
	/<pdfuaid:part>1<\/pdfuaid:part>/.test(Buffer.from(bytes).toString('latin1')) && Buffer.from(bytes).includes('/StructTreeRoot');

const pdfium = openPdfium(1024 ** 3);

/** The lines as a person copies them out of a browser, in the order in which they are read: what a search in the document finds. */
export async function copiedFrom(bytes: Uint8Array): Promise<string> {
	const read = await pdfium;
	let text = '';
	read(bytes, Infinity, (page) => {
		text += `${page}\n`;
		return false;
	});
	return text;
}
