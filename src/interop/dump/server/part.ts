// SPDX-License-Identifier: Apache-2.0
// A file that grows: what is written is counted and hashed on the way, and waits for the disk, so that memory holds a piece of it and no more.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const piece = 64 * 1024;

export interface Whole {
	path: string;
	size: number;
	sha256: string;
	crc: number;
}

export class Part {
	readonly path: string;
	private readonly file: FileHandle;
	private readonly hash = createHash('sha256');
	private waiting = '';
	private size = 0;
	private crc = 0;

	private constructor(path: string, file: FileHandle) {
		this.path = path;
		this.file = file;
	}

	static async open(path: string): Promise<Part> {
		return new Part(path, await open(path, 'wx'));
	}

	async write(text: string): Promise<void> {
		this.waiting += text;
		if (this.waiting.length >= piece) await this.flush();
	}

	private async flush(): Promise<void> {
		const bytes = Buffer.from(this.waiting.toWellFormed());
		this.waiting = '';
		this.hash.update(bytes);
		this.crc = crc32(bytes, this.crc);
		this.size += bytes.length;
		await this.file.writeFile(bytes);
	}

	async close(): Promise<Whole> {
		if (this.waiting) await this.flush();
		await this.file.close();
		return { path: this.path, size: this.size, sha256: this.hash.digest('hex'), crc: this.crc };
	}

	/** Without more ado, where something failed. */
	drop(): Promise<void> {
		return this.file.close().catch(() => {});
	}
}
