// SPDX-License-Identifier: Apache-2.0
// A table that is written row by row, and what is known of its columns at the end: a type is named only where every cell fits it, since records
// answer several versions of a form. Pure; where the rows go is somebody else's.
import { allQuestions, type Form, type KindName } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import { rowOf } from '#forms/schema.ts';
import type { Entry } from '#catalogue/entry.ts';
import type { CsvCell } from '../sheets/csv.ts';
import type { Words } from '#text/words.ts';

export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'year';

export interface Column {
	name: string;
	title: Words;
	/** What it is meant to hold. */
	type: FieldType;
}

const fits: Record<FieldType, (cell: Exclude<CsvCell, null>) => boolean> = {
	string: () => true,
	integer: (cell) => /^-?\d{1,15}$/.test(String(cell)),
	number: (cell) => /^-?\d+(\.\d+)?$/.test(String(cell)),
	boolean: (cell) => typeof cell === 'boolean',
	date: (cell) => /^\d{4}-\d{2}-\d{2}$/.test(String(cell)) && !Number.isNaN(Date.parse(`${cell}T00:00:00Z`)),
	datetime: (cell) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(String(cell)),
	year: (cell) => /^\d{4}$/.test(String(cell))
};

/** To the second: a Table Schema knows no parts of it. */
export const moment = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');

/** Looks at every row that goes by. */
export class Fitting {
	readonly columns: readonly Column[];
	private readonly unfit = new Set<number>();
	lines = 0;

	constructor(columns: readonly Column[]) {
		this.columns = columns;
	}

	see(row: readonly CsvCell[]): void {
		this.lines += 1;
		for (const [at, cell] of row.entries()) {
			const column = this.columns[at];
			if (column && cell !== null && cell !== '' && !this.unfit.has(at) && !fits[column.type](cell)) this.unfit.add(at);
		}
	}

	/** Columns as a Table Schema has them. */
	get fields(): { name: string; type: FieldType; title: string; titles: Words }[] {
		return this.columns.map(({ name, title, type }, at) => ({
			name,
			type: this.unfit.has(at) ? 'string' : type,
			title: title.en ?? name,
			titles: title
		}));
	}
}

const typeOf: Partial<Record<KindName, FieldType>> = { day: 'date', integer: 'integer', year: 'year', 'yes-no': 'boolean' };

/** What stands before the answers; worded by `datasets.column.{id}`. */
export const envelope = {
	id: 'string',
	revision: 'integer',
	state: 'string',
	ownerKind: 'string',
	owner: 'string',
	parties: 'string',
	areas: 'string',
	articles: 'string',
	concepts: 'string',
	languages: 'string',
	firstPublishedAt: 'datetime',
	publishedAt: 'datetime',
	supersededBy: 'string',
	demo: 'boolean',
	address: 'string'
} as const satisfies Record<string, FieldType>;
export type EnvelopeColumn = keyof typeof envelope;

export function columnsFor(form: Form, wordOf: (column: EnvelopeColumn) => Words): Column[] {
	return [
		...(Object.keys(envelope) as EnvelopeColumn[]).map((name) => ({ name, title: wordOf(name), type: envelope[name] })),
		...allQuestions(form).flatMap((question) =>
			kindOf(question)
				.columns(question)
				.map((part) => ({
					// An answer may be called as what stands before the answers is.
					name: `answer.${[question.id, part].filter(Boolean).join('.')}`,
					title: form.words[`question.${question.id}`] ?? {},
					type: (question.many || part ? undefined : typeOf[question.kind]) ?? 'string'
				}))
		)
	];
}

export function entryRow(entry: Entry, form: Form, origin: string): CsvCell[] {
	return [
		entry.recordId,
		entry.revision,
		entry.state,
		entry.ownerKind,
		entry.owner,
		entry.parties.join(' '),
		entry.areas.join(' '),
		entry.articles.join(' '),
		entry.concepts.join(' '),
		entry.languages.join(' '),
		moment(entry.firstPublishedAt),
		moment(entry.publishedAt),
		entry.supersededBy,
		entry.demo,
		`${origin}/records/${entry.recordId}`,
		...rowOf(form, entry.answers)
	];
}

/** A record as one line of JSON, with all that it says; of a withdrawn one that it was, and why it is no more. */
export function entryLine(entry: Entry, origin: string): string {
	const { recordId: id, type, state, title, demo } = entry;
	const owner = { kind: entry.ownerKind, id: entry.owner };
	const address = `${origin}/records/${id}`;
	if (state === 'withdrawn')
		return `${JSON.stringify({ id, type, state, owner, title, reason: entry.reason, withdrawnAt: entry.publishedAt, demo, address })}\n`;
	return `${JSON.stringify({
		id,
		type,
		state,
		revision: entry.revision,
		owner,
		title,
		languages: entry.languages,
		parties: entry.parties,
		areas: entry.areas,
		articles: entry.articles,
		concepts: entry.concepts,
		region: entry.region,
		firstPublishedAt: entry.firstPublishedAt,
		publishedAt: entry.publishedAt,
		...(entry.register?.outcome ? { outcome: entry.register.outcome } : {}),
		supersededBy: entry.supersededBy,
		demo,
		address,
		answers: entry.answers
	})}\n`;
}
