// SPDX-License-Identifier: Apache-2.0
// What of a question is written where: the smallest parts that take one text each. A kind that paper cannot hold is answered on the page alone.
import type { Json, KindName, Question } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { partsOf } from '#forms/kinds/composite.ts';
import type { Entry } from '#interop/roundtrip/paper.ts';
import { languages } from '#text/languages.ts';
import { fits } from '../kinds/fits.ts';

export interface Leaf {
	/** What follows the question, or row, in the path; '' where it is the answer itself. */
	part: string;
	entry: Entry;
}

const entries: Partial<Record<KindName, Entry>> = {
	'long-text': 'paragraphs',
	'yes-no': 'choice',
	'one-of': 'choice',
	country: 'choice',
	party: 'choice',
	concept: 'choice',
	language: 'choice',
	day: 'day',
	month: 'month',
	year: 'number',
	integer: 'number'
};
const composite = new Set<KindName>(['person', 'contact', 'company', 'organisation', 'signature']);

/** The places of one answer, in a grid or by itself. */
export function leavesOf(question: Question): Leaf[] {
	if (question.kind === 'quantity' || question.kind === 'money')
		return [
			{ part: 'amount', entry: 'number' },
			{ part: 'unit', entry: 'choice' }
		];
	if (question.kind === 'words') return languages.map((language) => ({ part: language, entry: 'paragraphs' as const }));
	if (composite.has(question.kind))
		return (partsOf[question.kind] ?? [])
			.filter(({ kind }) => kind !== 'attachment')
			.map((part) => ({ part: part.id, entry: part.options ? 'choice' : (entries[part.kind] ?? 'line') }));
	if (question.kind === 'some-of') return (question.options ?? []).map((option) => ({ part: option, entry: 'mark' as const }));
	return [{ part: '', entry: entries[question.kind] ?? 'line' }];
}

/** Kinds whose answer one row of a table can hold. */
const plainColumn = ({ kind, many }: Question): boolean =>
	!many && !composite.has(kind) && !['attachment', 'words', 'some-of', 'table', 'matrix'].includes(kind);

export const isGrid = ({ kind, many }: Question): boolean => many === true || kind === 'table' || kind === 'matrix';

/** Whether a form on paper asks it. */
export function onPaper(question: Question): boolean {
	if (question.given || question.kind === 'attachment') return false;
	if (question.kind === 'table' || question.kind === 'matrix') return !question.many && (question.columns ?? []).every(plainColumn);
	return !question.many || question.kind !== 'some-of';
}

/** So much one cell of a spreadsheet holds; longer texts are written on the page. */
const longest = 32_000;

const short = (value: Json): boolean =>
	typeof value === 'string'
		? value.length <= longest
		: typeof value !== 'object' || value === null || Object.values(value).every((each) => short(each as Json));

/** Whether paper can hold this answer: a draft keeps whatever was typed, also what has no place on it. */
export function bears(question: Question, answer: Json | undefined): boolean {
	if (answer === undefined || isEmpty(answer)) return true;
	if (!short(answer)) return false;
	const scalar = (value: Json) => typeof value !== 'object' || value === null;
	const one = (each: Question, value: Json) => isEmpty(value) || (scalar(value) && leavesOf(each)[0]?.part === '') || fits(each, value);
	const rowFits = (row: Json) =>
		isObject(row) &&
		Object.entries(row).every(([id, value]) => {
			const column = question.columns?.find((each) => each.id === id);
			return column !== undefined && one(column, value);
		});
	if (question.many) return Array.isArray(answer) && answer.every((value) => one({ ...question, many: false }, value));
	if (question.kind === 'table') return Array.isArray(answer) && answer.every(rowFits);
	if (question.kind === 'matrix')
		return isObject(answer) && Object.entries(answer).every(([row, cells]) => question.rows?.includes(row) && rowFits(cells));
	if (question.kind === 'some-of') return Array.isArray(answer) && answer.every((option) => question.options?.includes(String(option)));
	return one(question, answer);
}

/** The columns of a grid: of each column of the form its places. */
export const columnsOf = (question: Question): { column: Question | null; leaf: Leaf }[] =>
	question.kind === 'table' || question.kind === 'matrix'
		? (question.columns ?? []).flatMap((column) => leavesOf(column).map((leaf) => ({ column, leaf })))
		: leavesOf({ ...question, many: false }).map((leaf) => ({ column: null, leaf }));

/** What follows the row in the path of a place. */
export const partOf = ({ column, leaf }: { column: Question | null; leaf: Leaf }): string => [column?.id, leaf.part].filter(Boolean).join('.');
