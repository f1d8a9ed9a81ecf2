// SPDX-License-Identifier: Apache-2.0
// From what a form says that came back to answers of its form, question by question. Every answer is parsed by its kind, as a posted page is; nothing
// that could be read is lost for what could not, and each answer remembers where its parts stood.
import { type Answers, allQuestions, type Json, type Question, questionOf } from '#forms/form.ts';
import { isEmpty, isObject, type Raw } from '#forms/kind.ts';
import { kindOf } from '#forms/kinds.ts';
import type { Paper } from '#interop/roundtrip/paper.ts';
import type { Place, ReadField, ReadRow, Said } from '#interop/roundtrip/read.ts';
import type { Language } from '#text/languages.ts';
import { columnsOf, isGrid, type Leaf, leavesOf, onPaper, partOf } from './leaves.ts';
import { dayIn, figureIn, isTicked, monthIn, textIn } from './typed-value.ts';
import { unmarked, type Vocabulary } from './vocabulary.ts';

export const faultCodes = ['no-value', 'twice', 'unknown-place', 'unknown-row', 'doubtful-figure'] as const;
export interface Fault {
	code: (typeof faultCodes)[number];
	/** The question that it keeps from being sure; '' where none is known. */
	question: string;
	text: string;
	place: Place;
}

export interface Understood {
	/** Of all questions that the file asks; null where it says nothing. */
	answers: Answers;
	/** Where the parts of answers stood, by the paths of findings: `q3-5-b.0.quantity.amount`. */
	places: Map<string, Place>;
	faults: Fault[];
}

export interface SaidThere {
	fields: readonly ReadField[];
	grids: ReadonlyMap<string, readonly ReadRow[]>;
}

/** What a paper says before anybody touched it: what an answer was when the file was made. */
export function saidOn(paper: Paper): SaidThere {
	const place: Place = { question: '' };
	const exact = (slot: { value: string; entry: string }): Said => ({
		text: slot.value,
		place,
		...(slot.entry === 'number' && /^-?\d+(\.\d+)?$/.test(slot.value) ? { number: true as const } : {})
	});
	const fields: ReadField[] = [];
	const grids = new Map<string, ReadRow[]>();
	for (const { id, body } of paper.sections.flatMap(({ questions }) => questions)) {
		if (body.is === 'fields') for (const { slot } of body.fields) fields.push({ path: slot.path, ...exact(slot) });
		if (body.is === 'grid')
			grids.set(
				id,
				body.rows.map(({ key, slots }) => ({
					key,
					place,
					parts: Object.fromEntries(slots.map((slot, at) => [body.heads[at]?.part ?? '', exact(slot)]))
				}))
			);
	}
	return { fields, grids };
}

export function understand(vocabulary: Vocabulary, said: SaidThere, language: Language): Understood {
	const { form } = vocabulary;
	const reading = new Reading(vocabulary, language);
	const byQuestion = Map.groupBy(said.fields, ({ path }) => path.split('.')[0] ?? '');
	for (const [id, fields] of byQuestion) {
		const question = questionOf(form, id);
		if (question && onPaper(question) && !isGrid(question)) reading.fields(question, fields);
		else reading.foreign(fields.filter(({ text }) => text));
	}
	for (const [id, rows] of said.grids) {
		const question = questionOf(form, id);
		if (question && onPaper(question) && isGrid(question)) reading.grid(question, rows);
		else reading.foreign(rows.flatMap((row) => Object.values(row.parts)).filter(({ text }) => text));
	}
	// In the order of the form, whatever the order of the file.
	const ordered = allQuestions(form).flatMap(({ id }) => (id in reading.answers ? [[id, reading.answers[id] as Json] as const] : []));
	return { answers: Object.fromEntries(ordered), places: reading.places, faults: reading.faults };
}

class Reading {
	readonly answers: Answers = {};
	readonly places = new Map<string, Place>();
	readonly faults: Fault[] = [];
	readonly #vocabulary: Vocabulary;
	readonly #language: Language;
	constructor(vocabulary: Vocabulary, language: Language) {
		this.#vocabulary = vocabulary;
		this.#language = language;
	}

	foreign(all: readonly Said[]): void {
		for (const { text, place } of all) this.faults.push({ code: 'unknown-place', question: '', text, place });
	}

	fields(question: Question, fields: readonly ReadField[]): void {
		const leaves = leavesOf(question);
		const said = new Map(fields.map((field) => [field.path.slice(question.id.length + 1), field] as const));
		this.foreign(fields.filter(({ path, text }) => text && !leaves.some(({ part }) => part === path.slice(question.id.length + 1))));
		if (!leaves.some(({ part }) => said.has(part))) return;
		this.answers[question.id] = kindOf(question).parse(this.#raw(question, question.id, question.id, leaves, said, question.id), question);
	}

	/** What a page would have posted of one answer. `wordsId` names its choices, `at` where it stands among the findings. */
	#raw(question: Question, wordsId: string, top: string, leaves: readonly Leaf[], said: ReadonlyMap<string, Said>, at: string): Raw {
		const texts = leaves.flatMap((leaf) => {
			const found = said.get(leaf.part);
			if (!found) return [];
			this.places.set([at, leaf.part].filter(Boolean).join('.'), found.place);
			return [[leaf.part, this.#text(question, wordsId, leaf, found, top)] as const];
		});
		if (question.kind === 'some-of') return texts.filter(([, text]) => isTicked(text)).map(([option]) => option);
		if (leaves[0]?.part === '') return texts[0]?.[1];
		return Object.fromEntries(texts);
	}

	#text(question: Question, wordsId: string, leaf: Leaf, said: Said, top: string): string {
		const text = unmarked(said.text).trim();
		if (!text) return '';
		switch (leaf.entry) {
			case 'choice':
				return this.#vocabulary.idOf(question, wordsId, leaf.part, text, this.#language) ?? text;
			case 'number': {
				const figure = figureIn({ ...said, text }, this.#language);
				if (figure.doubtful) this.faults.push({ code: 'doubtful-figure', question: top, text, place: said.place });
				return figure.text;
			}
			case 'day':
				return dayIn({ ...said, text });
			case 'month':
				return monthIn({ ...said, text });
			default:
				return textIn(said);
		}
	}

	grid(question: Question, rows: readonly ReadRow[]): void {
		const columns = columnsOf(question);
		const known = new Set(columns.map(partOf));
		const filled = rows.filter(({ parts }) => Object.entries(parts).some(([part, { text }]) => known.has(part) && text.trim()));
		for (const row of rows) this.foreign(Object.entries(row.parts).flatMap(([part, one]) => (one.text && !known.has(part) ? [one] : [])));
		const raw: { [row: string]: Raw } = {};
		let lines = 0;
		for (const row of filled) {
			const fixed = question.kind === 'matrix';
			if (fixed && (!question.rows?.includes(row.key) || row.key in raw)) {
				const text = Object.values(row.parts)
					.map((each) => each.text)
					.filter(Boolean)
					.join(' | ');
				this.faults.push({ code: row.key in raw ? 'twice' : 'unknown-row', question: question.id, text, place: row.place });
				continue;
			}
			const key = fixed ? row.key : String(lines++);
			const at = `${question.id}.${key}`;
			this.places.set(at, row.place);
			raw[key] = this.#row(question, row, at);
		}
		if (isEmpty(raw as Json)) this.answers[question.id] = null;
		else this.answers[question.id] = kindOf(question).parse(raw, question);
	}

	#row(question: Question, row: ReadRow, at: string): Raw {
		const one = { ...question, many: false };
		const saidOf = (prefix: string): Map<string, Said> =>
			new Map(
				Object.entries(row.parts).flatMap(([part, said]): [string, Said][] =>
					!prefix ? [[part, said]] : part === prefix ? [['', said]] : part.startsWith(`${prefix}.`) ? [[part.slice(prefix.length + 1), said]] : []
				)
			);
		if (question.kind !== 'table' && question.kind !== 'matrix') return this.#raw(one, question.id, question.id, leavesOf(one), saidOf(''), at);
		return Object.fromEntries(
			(question.columns ?? []).map((column) => [
				column.id,
				this.#raw(column, `${question.id}.${column.id}`, question.id, leavesOf(column), saidOf(column.id), `${at}.${column.id}`)
			])
		);
	}
}

/** The place of a finding: the nearest of its parts. */
export function placeAt(places: ReadonlyMap<string, Place>, at: string): Place | undefined {
	for (let path = at; path; path = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '') {
		const place = places.get(path) ?? [...places].find(([each]) => each.startsWith(`${path}.`))?.[1];
		if (place) return place;
	}
	return undefined;
}

/** What paper does not ask is kept from the draft: which parts of a contact stay private, and the signed file. */
export function kept(question: Question, answer: Json, now: Json | undefined): Json {
	if (question.many && Array.isArray(answer))
		return answer.map((one, at) => kept({ ...question, many: false }, one, Array.isArray(now) ? now[at] : undefined));
	if (!isObject(answer) || !isObject(now) || question.many) return answer;
	const unasked = ['person', 'contact', 'company', 'organisation', 'signature'].includes(question.kind) ? ['private', 'document'] : [];
	return {
		...answer,
		...Object.fromEntries(unasked.flatMap((part) => (now[part] === undefined || part in answer ? [] : [[part, now[part] as Json]])))
	};
}
