// SPDX-License-Identifier: Apache-2.0
// Which question of one form is which of another: two reports may have answered different versions, or the short and the full edition. Pure.
import { canonical } from '#forms/comparison.ts';
import { carryAlong } from '#forms/designed.ts';
import { allQuestions, type Answers, type Form, type Json, type Question, questionOf, wordsKey } from '#forms/form.ts';
import type { Definitions } from '#records/definitions.ts';

/** One question of the comparison, with what it is called in the form of either side; null where that form does not ask it. */
export interface Line {
	/** Id in the form that both are carried to; of a question that has no place in it, its old id. */
	id: string;
	section: string;
	/** The form that its words are taken from, and the question there. */
	form: Form;
	question: Question;
	left: Question | null;
	right: Question | null;
	/** Both ask it, in other words or with other answers to choose from. */
	otherwise: boolean;
	/** Answers of both are of one kind and can be held against each other. */
	comparable: boolean;
}

export interface Alignment {
	/** The newest of the forms: answers of both sides are carried to it. */
	base: Form;
	lines: Line[];
	carry(form: Form, answers: Answers): Answers;
}

const fullForm = 'art21-full';

/** The newer version of the two; the full edition where one of them is the short one. */
export function baseOf(left: Form, right: Form, definitions: Definitions): Form {
	const id = left.id === right.id ? left.id : fullForm;
	const versions = definitions.versions(id);
	const newer = versions.indexOf(left.version) > versions.indexOf(right.version) ? left : right;
	return newer.id === id ? newer : (definitions.form(id, newer.version) ?? newer);
}

/** By id in the later form: the question of the earlier one. Those without a place are by their old ids in `left`. */
function places(base: Form, form: Form, definitions: Definitions): { found: Map<string, Question>; gone: Question[] } {
	const marks: Answers = Object.fromEntries(allQuestions(form).map(({ id }) => [id, { was: id }]));
	const carried = carryAlong(base, form.version, marks, (version) => definitions.form(base.id, version));
	const found = new Map<string, Question>();
	for (const [id, mark] of Object.entries(carried.answers)) {
		const was = questionOf(form, (mark as { was: string }).was);
		if (was && questionOf(base, id)) found.set(id, was);
	}
	const kept = new Set([...found.values()].map(({ id }) => id));
	return { found, gone: allQuestions(form).filter(({ id }) => !kept.has(id)) };
}

const shape = ({ kind, many, options, also, scheme, rows, columns }: Question): Json =>
	({
		kind,
		many: many ?? false,
		options: options ?? [],
		also: also ?? [],
		scheme: scheme ?? '',
		rows: rows ?? [],
		columns: (columns ?? []).map(({ id, kind: of }) => `${id} ${of}`)
	}) as unknown as Json;

const askedAlike = (a: Form, one: Question, b: Form, other: Question): boolean =>
	canonical(shape(one)) === canonical(shape(other)) &&
	canonical(a.words[wordsKey.question(one.id)] as Json) === canonical(b.words[wordsKey.question(other.id)] as Json);

/** What the platform filled in itself, and what was said to its remarks, is no statement to compare. */
const isCompared = (question: Question): boolean => !question.given;

const known = new WeakMap<Definitions, Map<string, Alignment>>();

/** Forms never change: what was found once holds as long as these definitions. */
export function align(left: Form, right: Form, definitions: Definitions): Alignment {
	const key = [left, right].map(({ id, version }) => `${id} ${version}`).join(' ');
	const found = known.get(definitions) ?? new Map<string, Alignment>();
	known.set(definitions, found);
	const alignment = found.get(key) ?? aligned(left, right, definitions);
	found.set(key, alignment);
	return alignment;
}

function aligned(left: Form, right: Form, definitions: Definitions): Alignment {
	const base = baseOf(left, right, definitions);
	const [ofLeft, ofRight] = [places(base, left, definitions), right === left ? null : places(base, right, definitions)];
	const inRight = ofRight ?? ofLeft;
	const lines: Line[] = [];
	for (const section of base.sections) {
		for (const question of section.questions.filter(isCompared)) {
			const [one, other] = [ofLeft.found.get(question.id) ?? null, inRight.found.get(question.id) ?? null];
			if (!one && !other) continue;
			const otherwise = !!one && !!other && !askedAlike(left, one, right, other);
			lines.push({
				id: question.id,
				section: section.id,
				form: base,
				question,
				left: one,
				right: other,
				otherwise,
				comparable: !!one && !!other && one.kind === other.kind && !!one.many === !!other.many
			});
		}
		for (const [form, gone, is] of [
			[left, ofLeft.gone, 'left'],
			[right, ofRight?.gone ?? [], 'right']
		] as const)
			for (const question of gone.filter(isCompared)) {
				const own = form.sections.find(({ questions }) => questions.includes(question));
				if (own?.id !== section.id) continue;
				// Two reports in one earlier edition leave the same question without a place: it is still one question.
				const twin = lines.find((line) => line.form !== base && line.id === question.id && line.form.version === form.version);
				if (twin) Object.assign(twin, { [is]: question, comparable: true });
				else
					lines.push({
						id: question.id,
						section: section.id,
						form,
						question,
						left: is === 'left' ? question : null,
						right: is === 'right' ? question : null,
						otherwise: false,
						comparable: false
					});
			}
	}
	return {
		base,
		lines,
		carry(form, answers) {
			const { answers: carried, dropped } = carryAlong(base, form.version, answers, (version) => definitions.form(base.id, version));
			return { ...dropped, ...carried };
		}
	};
}
