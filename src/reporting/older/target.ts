// SPDX-License-Identifier: Apache-2.0
// What a column of a digitised report can be about: a question, or a part of one, and by which words and numbers it is known. Pure.
import { allQuestions, type Form, type Question, wordsKey } from '#forms/form.ts';
import { partsOf } from '#forms/kinds/composite.ts';
import { languages } from '#text/languages.ts';
import { plain } from './plain.ts';

export interface Target {
	/** `q3-1`, `q5-2.acetaldehyde.answer`, `q3-1-c.unit`, `q3-5.no-exports`, `a-4.name`, `q3-6-c.1.year`. */
	path: string;
	/** The question of the form that it belongs to. */
	top: Question;
	/** What a cell of the column answers: the question, or a column of it. */
	asked: Question;
	/** Of a column that says yes where an option is chosen. */
	option?: string;
	/** Of a quantity: whether the cell holds the number or its unit alone. */
	part?: 'amount' | 'unit';
}

/** `3.1 (a)` and `3.1a` are the same number. */
export const plainNumber = (number: string): string =>
	number
		.toLowerCase()
		.replaceAll(',', '.')
		.replace(/[\s()]/g, '');

/** The number that a head begins with, and what follows it: "Q3.1 (a): Expected month". */
export function numberIn(head: string): { number: string; rest: string } | undefined {
	const found =
		/^[\s\p{P}]*(?:(?:question|pregunta|вопрос|سؤال|问题|q)\s*[.:_-]?\s*)?((?:\d{1,2}|[a-e])[.,_]\d{1,2})((?:\s*\([a-z]{1,3}\)|[.]?(?:[a-z]|i{2,3})(?![\p{L}]))*)(?![\p{N}])\s*[-–—.:)]*\s*/iu.exec(
			head
		);
	if (!found) return undefined;
	const number = plainNumber(`${(found[1] as string).replace('_', '.')}${(found[2] ?? '').replaceAll('.', '')}`);
	return { number, rest: head.slice(found[0].length) };
}

/** Without its letters: `3.1a` belongs to `3.1`. */
const base = (number: string): string => /^(?:\d+|[a-e])\.\d+/.exec(number)?.[0] ?? number;

interface Placed {
	target: Target;
	/** The number of its question, or of the last one before it that has one. */
	number: string;
	own: boolean;
}

export interface Targets {
	/** In the order of the form; what the editor may choose. */
	all: readonly Target[];
	/** By its path, or by the number of a question. */
	at(path: string): Target | undefined;
	match(parts: readonly string[]): { target: Target; by: 'id' | 'number' | 'words' } | undefined;
	/** The next text without a number below the same one: where the second column of a number belongs. */
	after(target: Target): Target | undefined;
}

const askable = (question: Question): boolean => !question.given && question.kind !== 'attachment';

function targetsOf(question: Question): Target[] {
	const one: Target = { path: question.id, top: question, asked: question };
	if (question.kind === 'matrix')
		return [
			one,
			...(question.rows ?? []).flatMap((row) =>
				(question.columns ?? []).map((column) => ({ path: `${question.id}.${row}.${column.id}`, top: question, asked: column }))
			)
		];
	if (question.many) return [one];
	if (question.kind === 'some-of')
		return [one, ...(question.options ?? []).map((option) => ({ path: `${question.id}.${option}`, top: question, asked: question, option }))];
	if (question.kind === 'quantity')
		return [one, ...(['amount', 'unit'] as const).map((part) => ({ path: `${question.id}.${part}`, top: question, asked: question, part }))];
	const parts = partsOf[question.kind];
	if (!parts) return [one];
	return [
		one,
		...parts
			.filter(({ kind }) => kind !== 'attachment')
			.map(({ id, kind, options }) => ({
				path: `${question.id}.${id}`,
				top: question,
				asked: { id, kind: options ? ('one-of' as const) : kind, ...(options ? { options } : {}) }
			}))
	];
}

const made = new WeakMap<Form, Targets>();

export function targetsIn(form: Form): Targets {
	let targets = made.get(form);
	if (!targets) made.set(form, (targets = targetsFor(form)));
	return targets;
}

function targetsFor(form: Form): Targets {
	const placed: Placed[] = [];
	for (const section of form.sections) {
		let number = '';
		for (const question of section.questions) {
			if (question.number) number = plainNumber(question.number);
			if (!askable(question)) continue;
			for (const target of targetsOf(question)) placed.push({ target, number, own: question.number !== undefined });
		}
	}
	const byPath = new Map(placed.map(({ target }) => [target.path.toLowerCase(), target]));
	const byNumber = new Map<string, Target>();
	for (const { target, number, own } of placed) if (own && target.path === target.top.id && !byNumber.has(number)) byNumber.set(number, target);
	const byWords = new Map<string, Placed[]>();
	const add = (words: string, each: Placed) => {
		const key = plain(words);
		const there = byWords.get(key);
		if (!there) byWords.set(key, [each]);
		else if (!there.includes(each)) there.push(each);
	};
	const say = (key: string, language: string) => (form.words[key] as { [language: string]: string } | undefined)?.[language];
	for (const each of placed) {
		const { path, top, option } = each.target;
		const [, first, second] = path.split('.');
		// Rows are known by their ids as well.
		if (top.kind === 'matrix' && first && top.columns?.[0]?.id === second) add(first, each);
		for (const language of languages) {
			const question = say(wordsKey.question(top.id), language);
			if (path === top.id) {
				if (question) add(question, each);
			} else if (option) {
				const words = say(wordsKey.option(top.id, option), language);
				if (words) for (const said of [words, `${question} ${words}`]) add(said, each);
			} else if (top.kind === 'matrix' && first && second) {
				const row = say(wordsKey.row(top.id, first), language);
				const column = say(wordsKey.column(top.id, second), language);
				if (!row) continue;
				// The first column of a matrix is what its row is asked.
				if (top.columns?.[0]?.id === second) for (const said of [row, `${question} ${row}`]) add(said, each);
				if (column) for (const said of [`${row} ${column}`, `${question} ${row} ${column}`]) add(said, each);
			}
		}
	}
	const worded = (words: string, number: string | undefined): Target | undefined => {
		// The words of an option are answers far more often than heads: they need the number of their question.
		const found = byWords.get(plain(words))?.filter(({ target }) => number !== undefined || target.option === undefined || plain(words).length > 40);
		if (!found?.length) return undefined;
		const near = number === undefined ? found : found.filter((each) => each.number === number || base(each.number) === base(number));
		const own = near.filter((each) => each.number === number && each.own);
		const left = own.length ? own : near.length ? near : number === undefined || found.length > 1 ? [] : found;
		return left.length === 1 ? left[0]?.target : undefined;
	};
	const named = (path: string): Target | undefined => byPath.get(path.trim().toLowerCase()) ?? lineOf(path.trim());
	/** A line of a table by its number: `q3-6-c.2.origin`. */
	function lineOf(path: string): Target | undefined {
		const [, id = '', , name = ''] = /^([\w-]+)\.([1-9]\d?)\.([\w-]+)$/.exec(path) ?? [];
		const table = byPath.get(id.toLowerCase());
		const column = table?.top.kind === 'table' ? table.top.columns?.find((each) => each.id === name) : undefined;
		return table && column && { path, top: table.top, asked: column };
	}
	return {
		all: placed.map(({ target }) => target),
		at: (path) => named(path) ?? byNumber.get(plainNumber(path)),
		match(parts) {
			const said = parts.filter((part) => part.trim());
			for (const part of said.toReversed()) {
				const target = named(part) ?? named(/^\[?([\w.-]+)\]?/.exec(part.trim())?.[1] ?? '');
				if (target && /[-.]/.test(target.path)) return { target, by: 'id' };
			}
			const numbers = said.flatMap((part) => numberIn(part) ?? []);
			const last = numbers.at(-1)?.number;
			// What stands in brackets behind the number may be a unit and no letter of it.
			const number = last === undefined || byNumber.has(last) ? last : base(last);
			const texts = said.map((part) => numberIn(part)?.rest ?? part);
			// From the narrowest words to the widest: the last line of the head, then what stands above it with it.
			for (const words of [texts.at(-1) ?? '', texts.slice(-2).join(' '), texts.join(' ')]) {
				const target = worded(words, number);
				if (target) return { target, by: 'words' };
			}
			const target = number === undefined ? undefined : byNumber.get(number);
			// A row that nobody knows is not its whole matrix.
			if (!target || (target.top.kind === 'matrix' && texts.some((words) => plain(words)))) return undefined;
			return { target, by: 'number' };
		},
		after(target) {
			const place = placed.findIndex((each) => each.target === target);
			const number = placed[place]?.number;
			return placed.slice(place + 1).find((each) => each.number === number && !each.own && each.target.asked.kind === 'long-text')?.target;
		}
	};
}

/** What nobody can be asked by a column. */
export const isAsked = (form: Form, id: string): boolean => allQuestions(form).some((question) => question.id === id && askable(question));
