// SPDX-License-Identifier: Apache-2.0
// A printed document as an answer over HTTP. What is in it was decided by whoever made the document.
import { type Refusal, refuse } from '#people/refusal.ts';
import { typeset } from '#platform/server/pdf.ts';
import { inputsOf, type PrintedDocument, template } from '../document.ts';

/** `name` is that of the file, without its ending: letters, digits and hyphens. Refused where too many documents are being made. */
export async function paper(document: PrintedDocument, name: string, at: Date): Promise<Response | Refusal> {
	const made = await typeset(template, inputsOf(document), at);
	if (made === 'busy') return refuse('unavailable');
	return new Response(made.bytes, {
		headers: {
			'content-type': 'application/pdf',
			'content-language': document.language,
			'content-disposition': `inline; filename="${name}.pdf"`,
			'content-length': String(made.bytes.length)
		}
	});
}
