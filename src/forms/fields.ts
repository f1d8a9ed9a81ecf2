// SPDX-License-Identifier: Apache-2.0
// From the flat fields of an HTML form to answers, and back to field names. Field names are paths: `q.contact.email`, `q.links.0`.
import { allQuestions, type Answers, type Form, type Question } from './form.ts';
import type { Raw } from './kind.ts';
import { kindOf } from './kinds.ts';

export const fieldName = (...path: (string | number)[]): string => ['q', ...path].join('.');

type Tree = { [part: string]: Raw };

const unsafe = new Set(['__proto__', 'constructor', 'prototype']);
const deepest = 6;

/** Builds the tree of raw values under `q.`; several fields of one name become a list. Other fields are left alone. */
export function rawTree(fields: Iterable<[string, unknown]>): Tree {
	const tree: Tree = {};
	for (const [name, value] of fields) {
		if (typeof value !== 'string' || !name.startsWith('q.')) continue;
		const path = name.slice(2).split('.');
		if (path.length > deepest || path.some((part) => !part || unsafe.has(part))) continue;
		put(tree, path, value);
	}
	return tree;
}

function put(tree: Tree, path: string[], value: string): void {
	const [first = '', ...rest] = path;
	const there = tree[first];
	if (rest.length === 0) {
		if (there === undefined) tree[first] = value;
		else if (typeof there === 'string') tree[first] = [there, value];
		else if (Array.isArray(there)) there.push(value);
		return;
	}
	if (there !== undefined && (typeof there === 'string' || Array.isArray(there))) return;
	const branch = (there ?? {}) as Tree;
	tree[first] = branch;
	put(branch, rest, value);
}

/** The answers that a posted page speaks of: only questions named in its field `asked` (one each), so that a section alone may be posted. */
export function answersFrom(form: Form, fields: FormData | Iterable<[string, unknown]>): Answers {
	const entries = [...(fields as Iterable<[string, unknown]>)];
	const tree = rawTree(entries);
	const asked = new Set(entries.filter(([name]) => name === 'asked').map(([, value]) => value));
	return Object.fromEntries(
		allQuestions(form)
			.filter((question) => asked.has(question.id) && !question.given)
			.map((question: Question) => [question.id, kindOf(question).parse(tree[question.id], question)])
	);
}
