// SPDX-License-Identifier: Apache-2.0
// Reads a form that came back, workbook or document, told apart by its content alone.
import type { FormFault, ReadForm } from '../read.ts';
import { Package, Unreadable } from './parts.ts';
import { readDocx } from './read-docx.ts';
import { readXlsx } from './read-xlsx.ts';

/** Word may number its main part. */
const documents = ['word/document.xml', 'word/document2.xml', 'word/document1.xml'];

export async function readForm(bytes: Uint8Array): Promise<ReadForm | FormFault> {
	try {
		const file = await Package.open(bytes);
		const document = documents.find((name) => file.has(name));
		if (document) return await readDocx(file, document);
		return file.has('xl/workbook.xml') ? await readXlsx(file) : 'not-a-form';
	} catch (thrown) {
		if (thrown instanceof Unreadable) return thrown.fault;
		throw thrown;
	}
}
