// SPDX-License-Identifier: Apache-2.0
// A thread of its own that sets documents with Typst: what takes long here holds up no page. Started by pdf.ts; content comes as data, never as markup.
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface Order {
	id: number;
	/** Path of the template, from the root of the installation. */
	template: string;
	/** JSON text; the template reads it as `sys.inputs.document`. */
	document: string;
	/** Moment for the metadata, in seconds. */
	at: number;
}

/** `claimed`: the document could be marked as PDF/UA-1; without, it is tagged all the same. */
export type Done = { id: number; pdf: Uint8Array; claimed: boolean } | { id: number; fault: string };

/** One folder a weight: the packages hold nine each, and a folder that is named is read whole. */
const faces = ['noto-sans/400Regular', 'noto-sans/700Bold', 'amiri/400Regular', 'amiri/700Bold', 'noto-sans-sc/400Regular', 'noto-sans-sc/700Bold'];
const find = createRequire(import.meta.url);
const fontPaths = faces.map((face) => {
	const [family = '', weight = ''] = face.split('/');
	return resolve(dirname(find.resolve(`@expo-google-fonts/${family}/package.json`)), weight);
});
const compiler = NodeCompiler.create({ workspace: resolve('src'), fontArgs: [{ fontPaths }] });

function set({ id, template, document, at }: Order): Done {
	try {
		const compiled = compiler.compile({ mainFilePath: resolve(template), inputs: { document } });
		const failed = compiled.takeError();
		const made = compiled.result;
		if (failed || !made) return { id, fault: JSON.stringify(failed && compiler.fetchDiagnostics(failed)) };
		try {
			return { id, pdf: compiler.pdf(made, { pdfStandard: 'ua-1', creationTimestamp: at }), claimed: true };
		} catch {
			// A sign that no font has forbids the mark, not the document.
			return { id, pdf: compiler.pdf(made, { creationTimestamp: at }), claimed: false };
		}
	} catch (fault) {
		return { id, fault: String(fault) };
	} finally {
		compiler.evictCache(10);
	}
}

parentPort?.on('message', (order: Order) => {
	const done = set(order);
	if ('pdf' in done) {
		const pdf = Uint8Array.from(done.pdf);
		parentPort?.postMessage({ ...done, pdf } satisfies Done, [pdf.buffer]);
	} else parentPort?.postMessage(done);
});
