// SPDX-License-Identifier: Apache-2.0
// HTML as it was served, judged by the Nu checker of the W3C (a program in Java): every page that was kept, in one run of it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

interface Message {
	type: 'error' | 'info' | 'non-document-error';
	url?: string;
	lastLine?: number;
	message: string;
	extract?: string;
}

/** Keeps pages by address until they are judged. */
export class Served {
	readonly #folder = mkdtempSync(join(tmpdir(), 'html-'));
	readonly #addresses: string[] = [];

	get count(): number {
		return this.#addresses.length;
	}

	keep(address: string, html: string): void {
		writeFileSync(join(this.#folder, `${this.#addresses.push(address) - 1}.html`), html);
	}

	/** What is wrong with the pages, a sentence each; what the checker only remarks is left aside. */
	async faults(): Promise<string[]> {
		const said = await new Promise<string>((resolve, reject) => {
			const args = ['-Xmx768m', '-jar', jar, '--errors-only', '--format', 'json', '--exit-zero-always', '--stdout', this.#folder];
			execFile('java', args, { maxBuffer: 64_000_000 }, (fault, stdout) => (fault ? reject(fault) : resolve(stdout)));
		});
		const { messages } = JSON.parse(said) as { messages: Message[] };
		const address = ({ url }: Message) => this.#addresses[Number(/(\d+)\.html$/.exec(url ?? '')?.[1])] ?? url;
		return messages.map((each) => `${address(each)}, line ${each.lastLine}: ${each.message} ${each.extract?.trim() ?? ''}`);
	}

	close(): void {
		rmSync(this.#folder, { recursive: true, force: true });
	}
}
