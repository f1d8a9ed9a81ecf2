// SPDX-License-Identifier: Apache-2.0
// Reads one XML part of an Office Open XML file that somebody sent: no definition, no entity but the five of XML, no depth without end. Names come without
// their prefixes, which differ from program to program.
import { SaxesParser } from 'saxes';
import type { Look } from '#platform/server/look.ts';
import { unpackXml } from '#platform/server/unpack-xml.ts';
import type { Entry } from '#platform/server/zip.ts';
import type { PartReading } from '../cell-parts.ts';

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const deepest = 200;

/** Damaged XML makes the file unreadable, since half of it would look like a whole one: `fail` throws what its reader catches. */
export async function readPart(look: Look, entry: Entry, reading: PartReading, fail: (fault: 'bomb' | 'broken') => never): Promise<void> {
	const parser = new SaxesParser();
	let depth = 0;
	parser.on('opentag', ({ name, attributes }) => {
		if (++depth > deepest) fail('bomb');
		const all = attributes as Record<string, string>;
		reading.open(local(name), (asked) => {
			if (all[asked] !== undefined) return all[asked];
			for (const each in all) if (local(each) === asked) return all[each];
			return undefined;
		});
	});
	parser.on('closetag', ({ name }) => {
		depth -= 1;
		reading.close?.(local(name));
	});
	parser.on('text', (text) => reading.text?.(text));
	parser.on('cdata', (text) => reading.text?.(text));
	parser.on('doctype', () => fail('broken'));
	parser.on('error', () => fail('broken'));
	await unpackXml(look, entry, (text) => void parser.write(text));
	parser.close();
}
