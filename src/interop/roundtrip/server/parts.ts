// SPDX-License-Identifier: Apache-2.0
// Opens an Office Open XML file that somebody sent, without trust: counted before it is unpacked, no entity but the five of XML, no macro, no link
// followed. Knows what neither workbook nor document hold.
import { SaxesParser } from 'saxes';
import type { Look } from '#platform/server/look.ts';
import { type Entry, unpack, zipEntries, zipLimits } from '#platform/server/zip.ts';
import { signOf } from '../paper.ts';
import { type FormFault, formLimits } from '../read.ts';
import type { PartReading } from '../../sheets/cell-parts.ts';

export class Unreadable extends Error {
	readonly fault: FormFault;
	constructor(fault: FormFault) {
		super(`the form is ${fault}`);
		this.fault = fault;
	}
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const deepest = 200;

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

	/** Damaged XML makes the file unreadable: half a form would look like a whole one. */
	async read(name: string | undefined, reading: PartReading): Promise<void> {
		const entry = name === undefined ? undefined : this.#entries.get(name);
		if (!entry) return;
		const parser = new SaxesParser();
		let depth = 0;
		parser.on('opentag', ({ name: tag, attributes }) => {
			if (++depth > deepest) throw new Unreadable('bomb');
			const all = attributes as Record<string, string>;
			reading.open(local(tag), (asked) => {
				if (all[asked] !== undefined) return all[asked];
				for (const each in all) if (local(each) === asked) return all[each];
				return undefined;
			});
		});
		parser.on('closetag', ({ name: tag }) => {
			depth -= 1;
			reading.close?.(local(tag));
		});
		parser.on('text', (text) => reading.text?.(text));
		parser.on('cdata', (text) => reading.text?.(text));
		const broken = () => {
			throw new Unreadable('broken');
		};
		parser.on('doctype', broken);
		parser.on('error', broken);
		let decoder: TextDecoder | undefined;
		await unpack(this.#look, entry, (bytes) => {
			decoder ??= new TextDecoder({ fffe: 'utf-16le', feff: 'utf-16be' }[bytes.toString('hex', 0, 2)] ?? 'utf-8');
			parser.write(decoder.decode(bytes, { stream: true }));
		});
		parser.close();
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
