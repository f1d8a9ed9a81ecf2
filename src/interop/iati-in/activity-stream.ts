// SPDX-License-Identifier: Apache-2.0
// Takes a file of IATI apart while it comes, one activity at a time, so that a file of any length needs no more memory than its longest activity. What is
// not well-formed costs the activity that it stands in, and not the others. No entity but the five of XML is known, and no document type is read.
import { SaxesParser } from 'saxes';
import type { SourceFault } from '#projects/found.ts';
import { withReferences } from '../harvest/plain-ampersand.ts';
import { seen } from '../harvest/plain-text.ts';

export interface Node {
	name: string;
	attributes: Readonly<Record<string, string>>;
	text: string;
	children: Node[];
}

export type Piece = { activity: Node } | { bad: { code: string; seen: string; values?: Record<string, string> } };

/** Elements that say something for us; the others, results and locations among them, are passed over. */
const wanted = new Set([
	'iati-identifier',
	'reporting-org',
	'title',
	'description',
	'participating-org',
	'other-identifier',
	'activity-status',
	'activity-date',
	'activity-scope',
	'recipient-country',
	'recipient-region',
	'sector',
	'tag',
	'policy-marker',
	'budget',
	'transaction',
	'document-link',
	'related-activity'
]);

/** In characters: of one activity, and of anything that comes without a tag. */
const longest = { activity: 8_000_000, silence: 16_000_000, reference: 34 };
const versions = /^2\.0[1-3]$/;

export class ActivityStream {
	readonly #parser = new SaxesParser({ position: false });
	#pieces: Piece[] = [];
	#fault: SourceFault | undefined;
	#open: Node[] = [];
	/** Depth below an element that is passed over. */
	#passed = 0;
	#size = 0;
	#bad: { code: string; values?: Record<string, string> } | undefined;
	#silence = 0;
	#held = '';
	#rootOpen = false;
	#rootClosed = false;

	constructor() {
		const parser = this.#parser;
		parser.on('opentag', ({ name, attributes }) => this.#opened(name, attributes as Record<string, string>));
		parser.on('closetag', ({ name }) => this.#closed(name));
		const text = (piece: string) => this.#said(piece);
		parser.on('text', text);
		parser.on('cdata', text);
		parser.on('doctype', () => this.#fail({ code: 'xml-doctype', values: {} }));
		parser.on('error', ({ message }) => {
			if (this.#open.length) this.#bad ??= { code: 'not-well-formed', values: { said: seen(message.replace(/^\d+:\d+: /, '')) } };
		});
	}

	/** Takes the next part of the file; the pieces that it completed. */
	write(part: string): Piece[] {
		if (this.#fault) return [];
		const all = this.#held + part;
		// The beginning of a reference may stand at the end of a part.
		const last = all.lastIndexOf('&');
		const end = last >= 0 && all.length - last < longest.reference && !all.includes(';', last) ? last : all.length;
		this.#held = all.slice(end);
		this.#read(all.slice(0, end));
		return this.#taken();
	}

	#read(text: string): void {
		this.#silence += text.length;
		if (this.#silence > longest.silence) this.#fail({ code: 'xml-endless', values: {} });
		else this.#parser.write(withReferences(text));
	}

	/** `whole`: false when the file ended before its root did. */
	end(): { pieces: Piece[]; whole: boolean } {
		this.#read(this.#held);
		this.#held = '';
		if (!this.#fault) {
			const open = this.#open[0];
			const whole = this.#rootClosed && !open;
			if (!this.#rootOpen) this.#fail({ code: 'not-iati', values: { root: '' } });
			return { pieces: this.#taken(), whole };
		}
		return { pieces: [], whole: false };
	}

	get fault(): SourceFault | undefined {
		return this.#fault;
	}

	/** What is known of the activity that the file ends in. */
	get unfinished(): string {
		return identifierOf(this.#open[0]);
	}

	#taken(): Piece[] {
		const pieces = this.#pieces;
		this.#pieces = [];
		return pieces;
	}

	#fail(fault: SourceFault): void {
		this.#fault ??= fault;
		this.#pieces = [];
	}

	#opened(name: string, attributes: Record<string, string>): void {
		this.#silence = 0;
		if (this.#fault) return;
		if (!this.#rootOpen) return this.#root(name, attributes);
		if (name === 'iati-activity') {
			// One that was never closed: the next begins all the same.
			if (this.#open.length) this.#refuse('not-closed');
			this.#begin({ name, attributes, text: '', children: [] });
			return;
		}
		const [parent] = this.#open.slice(-1);
		if (!parent) return;
		if (this.#passed || (this.#open.length === 1 && !wanted.has(name)) || this.#open.length > 12) {
			this.#passed += 1;
			return;
		}
		const node: Node = { name, attributes, text: '', children: [] };
		this.#grow(name.length + Object.values(attributes).reduce((sum, value) => sum + value.length + 20, 0));
		if (!this.#bad) parent.children.push(node);
		this.#open.push(node);
	}

	#root(name: string, attributes: Record<string, string>): void {
		this.#rootOpen = true;
		const { version = '' } = attributes;
		if (/^(?:html|rss|feed)$/i.test(name)) this.#fail({ code: 'html-instead', values: { title: '' } });
		else if (name !== 'iati-activities') this.#fail({ code: 'not-iati', values: { root: seen(name) } });
		else if (!versions.test(version)) this.#fail({ code: 'iati-version', values: { version: seen(version) || '–' } });
	}

	#begin(activity: Node): void {
		[this.#open, this.#passed, this.#size, this.#bad] = [[activity], 0, 0, undefined];
	}

	#grow(size: number): void {
		this.#size += size;
		if (this.#size > longest.activity) this.#bad ??= { code: 'activity-too-large' };
	}

	#said(piece: string): void {
		this.#silence = 0;
		const node = this.#open.at(-1);
		if (!node || this.#passed || this.#open.length < 2) return;
		this.#grow(piece.length);
		if (!this.#bad) node.text += piece;
	}

	#closed(name: string): void {
		this.#silence = 0;
		if (this.#fault) return;
		if (name === 'iati-activities') this.#rootClosed = true;
		if (!this.#open.length) return;
		if (name === 'iati-activity') {
			const [activity] = this.#open as [Node];
			if (this.#bad) this.#refuse(this.#bad.code, this.#bad.values);
			else {
				this.#pieces.push({ activity });
				this.#open = [];
			}
		} else if (this.#passed) this.#passed -= 1;
		else if (this.#open.length > 1) this.#open.pop();
	}

	#refuse(code: string, values?: Record<string, string>): void {
		this.#pieces.push({ bad: { code, seen: identifierOf(this.#open[0]), ...(values ? { values } : {}) } });
		this.#open = [];
	}
}

const identifierOf = (activity: Node | undefined): string => seen(activity?.children.find(({ name }) => name === 'iati-identifier')?.text ?? '');
