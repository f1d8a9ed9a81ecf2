// SPDX-License-Identifier: Apache-2.0
// A record for translators as XLIFF 2.0 (OASIS): one unit for each text, with what a translator must know in notes. Text is text: Markdown and line
// breaks stay as they are, no inline code is made of them.
import { direction, type Language } from '#text/languages.ts';
import type { UnitState } from '#translation/unit.ts';

export const xliffType = 'application/xliff+xml';
export const namespace = 'urn:oasis:names:tc:xliff:document:2.0';
/** Categories of the notes that are read again when the file comes back. */
export const noted = { version: 'mep-version', source: 'mep-source-sha256' } as const;

export interface OutUnit {
	id: string;
	/** What is asked, in the language of the source. */
	name: string;
	notes: { category: string; text: string }[];
	source: string;
	sourceMark: string;
	target: string;
	state: UnitState;
}

export interface OutFile {
	record: string;
	/** Where people find the record. */
	original: string;
	title: string;
	source: Language;
	target: Language;
	version: number;
	units: OutUnit[];
}

// What XML cannot hold, and would make the whole file unreadable.
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const xml = (text: string): string =>
	text
		.toWellFormed()
		.replace(unprintable, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		// A reader of XML would make a line break of it.
		.replaceAll('\r', '&#13;');

/** States of XLIFF: what is to be done over again is `initial`, whatever text is there. */
const states: Record<UnitState, string> = { missing: 'initial', stale: 'initial', machine: 'initial', draft: 'translated', reviewed: 'reviewed' };

const note = (category: string, text: string, id?: string): string =>
	`<note${id ? ` id="${xml(id)}"` : ''} category="${xml(category)}">${xml(text)}</note>`;

function unitOf({ id, name, notes, source, sourceMark, target, state }: OutUnit): string {
	const sub = state === 'stale' || state === 'machine' ? ` subState="mep:${state}"` : '';
	return [
		`    <unit id="${xml(id)}" name="${xml(name)}" canResegment="no">`,
		'      <notes>',
		...[...notes, { category: noted.source, text: sourceMark }].map(({ category, text }) => `        ${note(category, text)}`),
		'      </notes>',
		`      <segment id="s1" state="${target ? states[state] : 'initial'}"${sub}>`,
		`        <source xml:space="preserve">${xml(source)}</source>`,
		...(target ? [`        <target xml:space="preserve">${xml(target)}</target>`] : []),
		'      </segment>',
		'    </unit>'
	].join('\n');
}

export function writeXliff(file: OutFile): string {
	const { record, original, title, source, target, version, units } = file;
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<xliff xmlns="${namespace}" version="2.0" srcLang="${source}" trgLang="${target}">`,
		`  <file id="${xml(record)}" original="${xml(original)}" srcDir="${direction(source)}" trgDir="${direction(target)}">`,
		'    <notes>',
		`      ${note('title', title)}`,
		`      ${note(noted.version, String(version))}`,
		'    </notes>',
		...units.map(unitOf),
		'  </file>',
		'</xliff>',
		''
	].join('\n');
}
