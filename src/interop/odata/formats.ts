// SPDX-License-Identifier: Apache-2.0
// Which shape a caller wants an answer in, by $format and by Accept. Pure.
import type { Level } from './json-v4.ts';
import type { Dialect } from './query.ts';
import { Wrong } from './wrong.ts';

export interface Wanted {
	format: 'xml' | 'json';
	level: Level;
	/** Numbers of 64 bits as text. */
	compatible: boolean;
}

interface Range {
	type: string;
	parameters: string[];
	quality: number;
}

const ranges = (header: string): Range[] =>
	header.split(',').flatMap((part) => {
		const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
		const stated = parameters.find((each) => each.startsWith('q='))?.slice(2);
		const quality = stated === undefined ? 1 : Number(stated);
		return type ? [{ type, parameters, quality: Number.isFinite(quality) ? quality : 0 }] : [];
	});

const xmlTypes = new Set([
	'application/atom+xml',
	'application/xml',
	'text/xml',
	'application/atomsvc+xml',
	'*/*',
	'application/*',
	'text/*',
	'text/html',
	'application/xhtml+xml'
]);
const jsonTypes = new Set(['application/json', 'text/json', 'text/javascript', 'application/javascript']);

function fromFormat(asked: string, dialect: Dialect): Wanted {
	const [type = '', ...parameters] = asked.split(';').map((each) => each.trim().toLowerCase());
	const isJson = ['json', 'verbosejson', 'application/json'].includes(type);
	const isXml = ['atom', 'xml', 'application/atom+xml', 'application/xml'].includes(type);
	if (isJson) return { format: 'json', ...detail(parameters) };
	if (isXml && (dialect === 'v2' || type.endsWith('xml'))) return { format: 'xml', ...detail([]) };
	throw new Wrong('format', asked.slice(0, 60));
}

function detail(parameters: readonly string[]): Pick<Wanted, 'level' | 'compatible'> {
	const of = (name: string) => parameters.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
	const level = of('odata.metadata') ?? of('metadata');
	return { level: level === 'none' || level === 'full' ? level : 'minimal', compatible: (of('ieee754compatible') ?? '') === 'true' };
}

/** Atom for V2 and JSON for V4 unless the other is asked for; of equals the one that is named first. */
export function wantedFrom(format: string | null, accept: string | null, dialect: Dialect): Wanted {
	if (format !== null) return fromFormat(format, dialect);
	const all = ranges(accept ?? '').filter(({ quality }) => quality > 0);
	const best = Math.max(0, ...all.filter(({ type }) => xmlTypes.has(type) || jsonTypes.has(type)).map(({ quality }) => quality));
	const first = all.find(({ type, quality }) => quality === best && (jsonTypes.has(type) || (xmlTypes.has(type) && !type.includes('*'))));
	if (first && jsonTypes.has(first.type)) return { format: 'json', ...detail(first.parameters) };
	// V4 has no other data than JSON, whatever is asked for.
	return { format: dialect === 'v4' ? 'json' : 'xml', ...detail([]) };
}
