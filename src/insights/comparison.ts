// SPDX-License-Identifier: Apache-2.0
// What two reports, or a report and those of many, say to the same questions, and how far apart they are. Pure. Only what anybody may read comes in here.
import { canonical, type Segment, sharedSegments } from '#forms/comparison.ts';
import type { Answers, Form, Json, Question } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import type { Cycle } from '#reporting/cycle.ts';
import type { Line } from './alignment.ts';
import { matchLines } from './matching.ts';
import type { Group } from './side.ts';
import { type Distance, distance, readBack, type Spread, spreads, totals } from './spread.ts';
import { type Asked, type Choice, choicesCounted, partsOf, type RegionKey, summed, valuesIn } from './statistic.ts';

export interface PartySide {
	kind: 'party';
	party: string;
	cycle: Cycle;
	form: Form;
	record: string;
	revision: number;
	published: string;
	demo: boolean;
	/** As anybody may read them, carried to the form of the comparison. */
	answers: Answers;
	/** Questions of its own form that were put to it: their conditions held. */
	asked: ReadonlySet<string>;
}

export interface GroupReport {
	party: string;
	record: string;
	region: RegionKey;
	answers: Answers;
	asked: ReadonlySet<string>;
}

export interface GroupSide {
	kind: 'group';
	group: Group;
	cycle: Cycle;
	form: Form;
	/** Parties bound that belong to it. */
	bound: number;
	demo: boolean;
	reports: readonly GroupReport[];
}

export type Side = PartySide | GroupSide;

/** What a side has to say to a question before anything is compared. */
export type Standing = 'answered' | 'unanswered' | 'not-asked' | 'not-in-form' | 'not-public';

/** `apart`: both say something, and it cannot be held against each other as same or other. */
export type Verdict = 'same' | 'other' | 'left-only' | 'right-only' | 'neither' | 'apart';

/** What the reports of a group say in one part of a question. */
export interface Counted {
	reports: number;
	asked: number;
	answered: number;
	choices: Pick<Choice, 'option' | 'count'>[];
	spreads: Spread[];
	/** Of texts and files, which only can be read: whose they are. */
	said: { party: string; record: string }[];
}

/** One thing held against another: the answer, a row of a matrix in one of its columns, a column in a line of a table. */
export interface Point {
	/** Row of a matrix. */
	row: string | null;
	column: string | null;
	/** What tells the line of a table from its neighbours, by column; null outside tables. */
	line: { column: string; value: Json }[] | null;
	/** Which of several lines that are told apart by nothing. */
	turn: number;
	question: Question;
	left: Json | undefined;
	right: Json | undefined;
	verdict: Verdict;
	distances: Distance[];
	/** Of texts that have enough in common: what was taken out and put in. */
	segments?: { language: string; segments: Segment[] }[];
	/** Texts that share too few words to be told word by word. */
	unlike?: boolean;
	counted?: { left?: Counted; right?: Counted };
}

export interface Compared {
	line: Line;
	left: Standing;
	right: Standing;
	verdict: Verdict;
	points: Point[];
}

const answerOf = (side: PartySide, { id }: Line): Json | undefined => side.answers[id];

function standingOf(side: Side, own: Question | null, line: Line): Standing {
	if (!own) return 'not-in-form';
	if (own.private) return 'not-public';
	if (side.kind === 'group') return side.reports.some(({ answers }) => !isEmpty(answers[line.id])) ? 'answered' : 'unanswered';
	if (!isEmpty(answerOf(side, line))) return 'answered';
	return side.asked.has(own.id) ? 'unanswered' : 'not-asked';
}

export function compareLine(line: Line, left: Side, right: Side): Compared {
	const [a, b] = [standingOf(left, line.left, line), standingOf(right, line.right, line)];
	const [one, other] = [a === 'answered', b === 'answered'];
	const silent: Verdict = one ? 'left-only' : other ? 'right-only' : 'neither';
	if (left.kind === 'group' || right.kind === 'group')
		return { line, left: a, right: b, verdict: one && other ? 'apart' : silent, points: one || other ? countedPoints(line, left, right) : [] };
	const [said, told] = [one ? answerOf(left, line) : undefined, other ? answerOf(right, line) : undefined];
	const points = one || other ? pointsOf(line, said, told) : [];
	const verdict = one && other ? (line.comparable ? together(points) : 'apart') : silent;
	return { line, left: a, right: b, verdict, points };
}

const together = (points: readonly Point[]): Verdict => (points.every(({ verdict }) => verdict === 'same') ? 'same' : 'other');

const judged = (left: Json | undefined, right: Json | undefined, same: boolean): Verdict =>
	isEmpty(left) ? (isEmpty(right) ? 'neither' : 'right-only') : isEmpty(right) ? 'left-only' : same ? 'same' : 'other';

/** In two kinds of answer, where it is not comparable; else one form alone asks it. */
export const asksBoth = ({ left, right }: Pick<Line, 'left' | 'right'>): boolean => left !== null && right !== null;

function pointsOf(line: Line, left: Json | undefined, right: Json | undefined): Point[] {
	const { question } = line;
	if (asksBoth(line) && !line.comparable) return [pointOf(question, left, right, { apart: true })];
	const columns = (question.columns ?? []).filter((column) => !column.private);
	if (question.kind === 'matrix')
		return (question.rows ?? []).flatMap((row) =>
			columns
				.map((column) => ({ ...pointOf(column, cellOf(left, row, column.id), cellOf(right, row, column.id)), row, column: column.id }))
				.filter(({ verdict }) => verdict !== 'neither')
		);
	if (question.kind === 'table')
		return matchLines(columns, left, right).flatMap(({ key, turn, left: one, right: other, columns: compared }) =>
			compared
				.map((column) => ({ ...pointOf(column, one?.[column.id], other?.[column.id]), column: column.id, line: key, turn }))
				.filter(({ verdict }) => verdict !== 'neither')
		);
	return [pointOf(question, left, right)];
}

const cellOf = (answer: Json | undefined, row: string, column: string): Json | undefined => {
	const cells = isObject(answer) ? answer[row] : undefined;
	return isObject(cells) ? cells[column] : undefined;
};

function pointOf(question: Question, left: Json | undefined, right: Json | undefined, { apart = false } = {}): Point {
	const point = { row: null, column: null, line: null, turn: 0, question, left, right, distances: [] };
	const both = !isEmpty(left) && !isEmpty(right);
	if (apart) return { ...point, verdict: both ? 'apart' : judged(left, right, false) };
	const distances = both ? distancesOf(question, left as Json, right as Json) : undefined;
	const same = distances
		? distances.every(({ amount }) => amount === '0')
		: canonical(unordered(question, left)) === canonical(unordered(question, right));
	const texts = both && !same ? textsOf(question, left as Json, right as Json) : {};
	return { ...point, verdict: judged(left, right, same), distances: distances ?? [], ...texts };
}

/** Which of several were chosen counts, not in which order. */
const unordered = (question: Question, answer: Json | undefined): Json =>
	Array.isArray(answer) && (question.kind === 'some-of' || question.many)
		? answer.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
		: (answer ?? null);

/** Of amounts: how far apart, unit by unit. Undefined for whatever is no amount; of one that cannot be read, nothing is said. */
function distancesOf(question: Question, left: Json, right: Json): Distance[] | undefined {
	const [from, to] = [totals(question, [left].flat()), totals(question, [right].flat())];
	if (!from.size || !to.size) return undefined;
	const shared = [...from.keys()].filter((unit) => to.has(unit));
	if (shared.length !== from.size || shared.length !== to.size) return undefined;
	return shared.map((unit) => distance(question, unit, from.get(unit) as never, to.get(unit) as never));
}

function textsOf(question: Question, left: Json, right: Json): Pick<Point, 'segments' | 'unlike'> {
	const texts = (answer: Json): { [language: string]: string } => {
		if (typeof answer === 'string') return { '': answer };
		return isObject(answer) ? Object.fromEntries(Object.entries(answer).map(([language, text]) => [language, String(text ?? '')])) : {};
	};
	if (question.many || !(question.kind === 'text' || question.kind === 'long-text' || question.kind === 'words')) return {};
	const [was, is] = [texts(left), texts(right)];
	const shared = Object.keys(was).filter((language) => is[language] !== undefined);
	if (shared.length !== Object.keys({ ...was, ...is }).length) return { unlike: true };
	const segments = shared.map((language) => ({ language, segments: sharedSegments(was[language] as string, is[language] as string) }));
	return segments.every((each) => each.segments !== undefined) ? { segments: segments as Point['segments'] } : { unlike: true };
}

/** A group on either side: what a Party says in each part stands beside how the answers of the group lie. */
function countedPoints(line: Line, left: Side, right: Side): Point[] {
	const [ofLeft, ofRight] = [tellerOf(line, left, line.left), tellerOf(line, right, line.right)];
	return partsOf(line.question).flatMap((part): Point[] => {
		const [one, other] = [ofLeft(part), ofRight(part)];
		if (silent(one) && silent(other)) return [];
		return [
			{
				row: part.row,
				column: part.column,
				line: null,
				turn: 0,
				question: part.question,
				left: one.answer,
				right: other.answer,
				verdict: silent(one) ? 'right-only' : silent(other) ? 'left-only' : 'apart',
				distances: between(part.question, one, other),
				counted: { ...(one.counted ? { left: one.counted } : {}), ...(other.counted ? { right: other.counted } : {}) }
			}
		];
	});
}

interface InPart {
	answer: Json | undefined;
	counted?: Counted;
	/** For distances: what is reckoned with, by unit. */
	amounts: ReturnType<typeof totals>;
}

const silent = ({ answer, counted }: InPart): boolean => isEmpty(answer) && !counted?.answered;

/** What a side says in each part of a question; what all parts have in common is reckoned once. */
function tellerOf(line: Line, side: Side, own: Question | null): (part: Asked) => InPart {
	if (!own || own.private) return () => ({ answer: undefined, amounts: new Map() });
	if (side.kind === 'party')
		return (part) => {
			const { question } = part;
			const values = valuesIn(part, answerOf(side, line)).map(({ value }) => value);
			// A row of a matrix and an answer by itself are one value, of a column of a table every line has its own.
			const single = values.length === 1 && !(question.many || question.kind === 'some-of');
			return { answer: values.length === 0 ? undefined : single ? values[0] : values, amounts: totals(question, values) };
		};
	const told = side.reports.map(({ region, asked, answers }) => ({ region, asked: asked.has(own.id), answer: answers[line.id] }));
	const parts = choicesCounted(line.question, told);
	const put = told.filter(({ asked }) => asked).length;
	return (part) => {
		const { question, row, column } = part;
		const counted = parts.find((each) => each.row === row && each.column === column);
		const values = told.map(({ answer }) => valuesIn(part, answer).map(({ value }) => value));
		const lie = summed.includes(question.kind) ? spreads(question, values) : [];
		const readOnly = !counted?.choices.length && !lie.length;
		return {
			answer: undefined,
			counted: {
				reports: told.length,
				asked: put,
				answered: counted?.answered ?? 0,
				choices: (counted?.choices ?? []).map(({ option, count }) => ({ option, count })),
				spreads: lie,
				said: readOnly ? side.reports.filter((_, at) => values[at]?.length).map(({ party, record }) => ({ party, record })) : []
			},
			amounts: new Map(lie.map(({ unit, median }) => [unit, readBack(question, unit, median)]))
		};
	};
}

/** From a Party's amount to the middle of a group, or between the middles of two groups. */
const between = (question: Question, left: InPart, right: InPart): Distance[] =>
	[...left.amounts].flatMap(([unit, from]) => {
		const to = right.amounts.get(unit);
		return to ? [distance(question, unit, from, to)] : [];
	});

export interface Tally {
	same: number;
	other: number;
	oneOnly: number;
	neither: number;
	apart: number;
}

/** How the verdicts lie: by section, and in all. */
export function tallyOf(compared: readonly Compared[]): Tally {
	const count = (...verdicts: Verdict[]) => compared.filter(({ verdict }) => verdicts.includes(verdict)).length;
	return { same: count('same'), other: count('other'), oneOnly: count('left-only', 'right-only'), neither: count('neither'), apart: count('apart') };
}

/** Something to see for whoever asks for differences only. */
export const differs = ({ verdict }: Pick<Compared, 'verdict'>): boolean => verdict !== 'same' && verdict !== 'neither';
