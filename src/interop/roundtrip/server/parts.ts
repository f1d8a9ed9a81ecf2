// SPDX-License-Identifier: Apache-2.0
// Opens an Office Open XML file that somebody sent, without trust: counted before it is unpacked, no entity but the five of XML, no macro, no link
// followed. Knows what neither workbook nor document hold.
import type { Look } from '#platform/server/look.ts';
import { type Entry, zipEntries, zipLimits } from '#platform/server/zip.ts';
import { signOf } from '../paper.ts';
import { type FormFault, formLimits } from '../read.ts';
import type { PartReading } from '../../sheets/cell-parts.ts';
import { readPart } from '../../sheets/server/read-part.ts';

export class Unreadable extends Error {
	readonly fault: FormFault;
	constructor(fault: FormFault) {
		super(`the form is ${fault}`);
		this.fault = fault;
	}
}

const unreadable = (fault: FormFault): never => {
	throw new Unreadable(fault);
};

export class Package {
	readonly #look: Look;
	readonly #entries: ReadonlyMap<string, Entry>;
	private constructor(look: Look, entries: Entry[]) {
		this.#look = look;
		this.#entries = new Map(entries.map((entry) => [entry.name.replace(/^\//, ''), entry]));
	}

	static async open(bytes: Uint8Array): Promise<Package> {
		if (bytes.length === 0) throw new Unreadable('empty');
		if (bytes.length > formLimits.bytes) throw new Unreadable('too-large');
		const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
		// The mark of old formats, and of new ones behind a password.
		if (file.toString('hex', 0, 4) === 'd0cf11e0') throw new Unreadable('locked');
		if (file.toString('latin1', 0, 2) !== 'PK') throw new Unreadable('not-a-form');
		const look: Look = async (position, length) => file.subarray(position, position + length);
		const entries = await zipEntries(look, file.length, { ...zipLimits, entries: 2_000, unpackedBytes: formLimits.unpackedBytes });
		if (entries === 'closed') throw new Unreadable('locked');
		if (typeof entries === 'string') throw new Unreadable(entries);
		if (entries.some(({ name }) => /vbaProject\.bin$|\/activeX\//i.test(name))) throw new Unreadable('macros');
		return new Package(look, entries);
	}

	has(name: string): boolean {
		return this.#entries.has(name);
	}

	async read(name: string | undefined, reading: PartReading): Promise<void> {
		const entry = name === undefined ? undefined : this.#entries.get(name);
		if (entry) await readPart(this.#look, entry, reading, unreadable);
	}

	/** Where the parts of a part stand, by the ids of its relations; what leads out of the file is left out. */
	async relations(part: string): Promise<Map<string, { type: string; path: string }>> {
		const at = part.lastIndexOf('/');
		const [folder, name] = [part.slice(0, at + 1), part.slice(at + 1)];
		const found = new Map<string, { type: string; path: string }>();
		await this.read(`${folder}_rels/${name}.rels`, {
			open(tag, attribute) {
				if (tag !== 'Relationship' || attribute('TargetMode') === 'External') return;
				const target = attribute('Target') ?? '';
				found.set(attribute('Id') ?? '', { type: attribute('Type') ?? '', path: target.startsWith('/') ? target.slice(1) : `${folder}${target}` });
			}
		});
		return found;
	}

	/** The program that saved the file last, as it says. */
	async program(): Promise<string> {
		let [program, within] = ['', false];
		await this.read('docProps/app.xml', {
			open: (tag) => void (within = tag === 'Application'),
			text: (text) => void (program += within ? text : ''),
			close: () => void (within = false)
		});
		return program;
	}

	/** What the properties of the file say of the form. */
	async about(): Promise<{ [part: string]: string } | undefined> {
		const said: { [part: string]: string } = {};
		let name = '';
		await this.read('docProps/custom.xml', {
			open(tag, attribute) {
				if (tag === 'property') name = attribute('name') ?? '';
			},
			text(text) {
				if (name.startsWith(`${signOf.property}-`) && text.trim())
					said[name.slice(signOf.property.length + 1)] = ((said[name.slice(signOf.property.length + 1)] ?? '') + text).slice(0, 200);
			},
			close(tag) {
				if (tag === 'property') name = '';
			}
		});
		return said.form === undefined ? undefined : { record: '', ...said };
	}
}
