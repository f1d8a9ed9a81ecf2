// SPDX-License-Identifier: Apache-2.0
// From what a file says of one report to the answers of a form: each cell read, parts put together, the form asked. Pure.
import type { Convention } from '#convention/convention.ts';
import { check } from '#forms/check.ts';
import { relevantAnswers } from '#forms/condition.ts';
import { allQuestions, type Answers, type Form, type Json } from '#forms/form.ts';
import { isEmpty, isObject, type Known } from '#forms/kind.ts';
import { choices } from '#records/schemes.ts';
import type { Cycle } from '../cycle.ts';
import { readCell } from './cell.ts';
import { dayIn } from './date.ts';
import type { Mapping } from './mapping.ts';
import { stateNamed } from './party.ts';
import { unitNamed, yesOrNo } from './plain.ts';
import { isStructural, type Problem } from './problem.ts';
import type { Said, SaidReport } from './said.ts';
import { type Target, targetsIn } from './target.ts';

export interface Reading {
	form: Form;
	cycle: Cycle;
	convention: Convention;
	mapping: Pick<Mapping, 'values' | 'decimal'>;
	today: string;
	/** Cells that cannot be read are left out and told, instead of standing in the way of the report. */
	lenient: boolean;
}

export interface ReadReport {
	line: number;
	/** As the file names the Party. */
	said: string;
	party: string | null;
	/** The day on which the Party handed it in, where the file says so. */
	submitted: string | null;
	/** Answers to the questions that the file speaks of; null takes an answer away. */
	answers: Answers;
	/** Where the answers stand, by path. */
	cells: ReadonlyMap<string, string>;
	problems: Problem[];
}

export const problem = (code: Problem['code'], cell = '', at = '', values?: Problem['values'], severity: Problem['severity'] = 'error'): Problem =>
	values ? { code, severity, cell, at, values } : { code, severity, cell, at };

/** All reports of a file, each by itself; of two for one Party the first counts. */
export function readReports(all: readonly SaidReport[], reading: Reading): ReadReport[] {
	const lines = new Map<string, ReadReport>();
	return all.map((said) => {
		const read = readReport(said, reading);
		const before = read.party === null ? undefined : lines.get(read.party);
		if (before) read.problems.unshift(problem('party-twice', said.party.cell, '', { line: before.line }));
		else if (read.party !== null && !read.problems.some(({ code }) => code === 'other-cycle')) lines.set(read.party, read);
		return read;
	});
}

function readReport(report: SaidReport, reading: Reading): ReadReport {
	const { convention, cycle, form, lenient } = reading;
	const { party: named, line } = report;
	const problems: Problem[] = [];
	const read: ReadReport = { line, said: named.said.slice(0, 200), party: null, submitted: null, answers: {}, cells: new Map(), problems };
	if (report.broken) return { ...read, problems: [problem('not-an-entry', String(line))] };
	const state = named.said ? stateNamed(convention, named.said) : undefined;
	const party = state === undefined ? undefined : convention.state(state);
	if (!named.said) problems.push(problem('party-missing', named.cell));
	else if (!party?.party) problems.push(problem('party-unknown', named.cell, '', { party: named.said.slice(0, 80) }));
	else {
		read.party = party.id;
		// It may report of its own accord, or its day may not be known.
		if (!party.entryIntoForce || party.entryIntoForce > cycle.end) problems.push(problem('not-bound', named.cell, '', undefined, 'warning'));
	}
	if (report.cycle && !isCycle(report.cycle.said, cycle))
		problems.push(problem('other-cycle', report.cycle.cell, '', { cycle: report.cycle.said.slice(0, 80) }));
	if (report.submitted) {
		const day = dayIn(report.submitted.said);
		if (day === undefined || day === 'unclear')
			problems.push(problem(day ? 'day-unclear' : 'not-read-day', report.submitted.cell, '@submitted', { said: report.submitted.said.slice(0, 80) }));
		else if (day > reading.today) problems.push(problem('day-to-come', report.submitted.cell, '@submitted'));
		else read.submitted = day;
	}
	for (const { cell, said } of report.strange) problems.push(problem('question-unknown', cell, '', { question: said.slice(0, 120) }, 'warning'));
	const { answers, cells, faults } = answersOf(report.said, reading);
	for (const fault of faults) problems.push(lenient && fault.severity === 'error' ? { ...fault, severity: 'warning' } : fault);
	if (Object.values(answers).every(isEmpty)) problems.push(problem('nothing-said', named.cell));
	return { ...read, answers: onlyAsked(form, answers), cells };
}

const onlyAsked = (form: Form, answers: Answers): Answers => {
	const asked = new Set(allQuestions(form).map(({ id }) => id));
	return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
};

/** A period, a year of it or its name. */
function isCycle(said: string, cycle: Cycle): boolean {
	const text = said.trim().replace(/[–—]/g, '-').replace(/\s+/g, '');
	return text === cycle.id || text === cycle.due.slice(0, 4) || Object.values(cycle.name).some((name) => name === said.trim());
}

function answersOf(all: readonly Said[], { form, convention, mapping }: Reading) {
	const targets = targetsIn(form);
	const answers: Answers = {};
	const cells = new Map<string, string>();
	const faults: Problem[] = [];
	const options = new Map<string, { chosen: Set<string>; said: boolean }>();
	for (const { cell, path, value, unit } of all) {
		const target = targets.at(path);
		if (!target) {
			if (!isEmpty(value as Json)) faults.push(problem('question-unknown', cell, '', { question: path.slice(0, 120) }, 'warning'));
			continue;
		}
		const id = target.top.id;
		if (!cells.has(id)) cells.set(id, cell);
		if (!(id in answers)) answers[id] = null;
		if (isObject(value) && typeof value.error === 'string' && Object.keys(value).length === 1) {
			faults.push(problem('cell-error', cell, path, { said: value.error }));
			continue;
		}
		if (target.option !== undefined) {
			const word = typeof value === 'string' ? yesOrNo(value) : value;
			const chosen = options.get(id) ?? { chosen: new Set<string>(), said: false };
			options.set(id, chosen);
			if (word === true) chosen.chosen.add(target.option);
			else if (typeof value === 'string' && value.trim() && word === undefined)
				faults.push(problem('not-read-yes-no', cell, path, { said: value.trim().slice(0, 120) }));
			continue;
		}
		const read = typeof value === 'string' ? said(target, value, unit) : { answer: value as Json };
		if ('fault' in read) faults.push(problem(read.fault, cell, path, { said: read.said }));
		else if (!isEmpty(read.answer)) {
			if (put(answers, target, read.answer)) cells.set(path, cell);
			else faults.push(problem('answer-twice', cell, path, { first: cells.get(id) ?? '' }));
		}
	}
	for (const [id, { chosen }] of options) {
		const question = targets.at(id)?.top;
		if (chosen.size && isEmpty(answers[id])) answers[id] = (question?.options ?? []).filter((option) => chosen.has(option));
	}
	for (const [id, answer] of Object.entries(answers)) {
		const question = targets.at(id)?.top;
		// An amount whose unit stands nowhere, and lines of a table that came one by one.
		if (question?.kind === 'quantity' && isObject(answer) && answer.amount !== undefined && answer.unit === undefined) {
			if (question.units?.length === 1) answers[id] = { ...answer, unit: question.units[0] as string };
			else {
				faults.push(problem('unit-missing', cells.get(id), id, { said: String(answer.amount) }));
				answers[id] = null;
			}
		} else if (question?.kind === 'quantity' && isObject(answer) && answer.amount === undefined) answers[id] = null;
		else if (question?.kind === 'table' && Array.isArray(answer)) answers[id] = answer.filter((row) => !isEmpty(row));
	}
	return { answers, cells, faults };

	function said(target: Target, text: string, unit: string | undefined) {
		const { asked, top, path, part } = target;
		const values = mapping.values[path] ?? mapping.values[top.id] ?? {};
		const reading = { form, convention, values, decimal: mapping.decimal, unit };
		if (part === 'unit') return readCell({ ...asked, kind: 'text' }, text, { ...reading, wordsId: top.id });
		const inner = asked === top ? top.id : `${top.id}.${asked.id}`;
		// The unit may stand in a column of its own.
		if (part === 'amount')
			return readCell({ ...asked, units: [...(asked.units ?? []), '-'] }, text, { ...reading, unit: unit ?? '-', wordsId: inner });
		return readCell(asked, text, { ...reading, wordsId: inner });
	}
}

/** Puts the answer of a cell into its place; false where another stands there. */
function put(answers: Answers, { path, top, part }: Target, answer: Json): boolean {
	const [, ...steps] = path.split('.');
	if (steps.length === 0) {
		if (!isEmpty(answers[top.id])) return JSON.stringify(answers[top.id]) === JSON.stringify(answer);
		answers[top.id] = answer;
		return true;
	}
	if (part) {
		const there = isObject(answers[top.id]) ? (answers[top.id] as { [name: string]: Json }) : {};
		const said = isObject(answer) ? answer : {};
		answers[top.id] =
			part === 'unit'
				? { ...there, unit: unitFor(answer) }
				: { ...there, amount: said.amount as Json, ...(said.unit === '-' || said.unit === undefined ? {} : { unit: said.unit }) };
		return true;
	}
	if (top.kind === 'table') {
		const rows = Array.isArray(answers[top.id]) ? [...(answers[top.id] as Json[])] : [];
		const place = Number(steps[0]) - 1;
		while (rows.length <= place) rows.push({});
		rows[place] = { ...(rows[place] as object), [steps[1] as string]: answer };
		answers[top.id] = rows;
		return true;
	}
	const whole = isObject(answers[top.id]) ? (answers[top.id] as { [name: string]: Json }) : {};
	const [first = '', second] = steps;
	if (second === undefined) answers[top.id] = { ...whole, [first]: answer };
	else answers[top.id] = { ...whole, [first]: { ...(isObject(whole[first]) ? whole[first] : {}), [second]: answer } };
	return true;
}

const unitFor = (answer: Json): Json => (typeof answer === 'string' ? unitNamed(answer) : answer);

const knownOf = new WeakMap<Convention, Map<string, Set<string>>>();

function known(convention: Convention, today: string): Known {
	let sets = knownOf.get(convention);
	if (!sets) knownOf.set(convention, (sets = new Map()));
	return {
		today,
		has(scheme, id) {
			let ids = sets.get(scheme);
			if (!ids) sets.set(scheme, (ids = new Set(choices(convention, scheme).map((each) => each.id))));
			return ids.has(id);
		},
		file: () => undefined,
		record: () => undefined
	};
}

/** The whole report: what stood before, with what the file says; judged by the form. */
export function judged(
	read: ReadReport,
	before: Answers,
	{ form, cycle, convention, today, lenient }: Reading
): { answers: Answers; problems: Problem[] } {
	const given = Object.fromEntries(
		allQuestions(form).flatMap(({ id, given }) => (given === 'owner' ? [[id, read.party]] : given === 'beginning' ? [[id, cycle.id]] : []))
	) as Answers;
	let answers: Answers = { ...before, ...given };
	for (const [id, answer] of Object.entries(read.answers)) {
		if (isEmpty(answer)) delete answers[id];
		else answers[id] = answer;
	}
	const problems: Problem[] = [];
	const findings = check(form, answers, known(convention, today));
	const cellOf = (at: string): string => {
		const steps = at.split('.');
		for (let count = steps.length; count > 0; count -= 1) {
			const cell = read.cells.get(steps.slice(0, count).join('.'));
			if (cell) return cell;
		}
		return '';
	};
	const out = new Set<string>();
	for (const { at, code, values } of findings) {
		const structural = isStructural({ code });
		const id = at.split('.')[0] ?? '';
		if (structural) out.add(id);
		problems.push(problem(code, cellOf(at), at, values, structural && !lenient ? 'error' : 'warning'));
	}
	if (lenient && out.size) answers = Object.fromEntries(Object.entries(answers).filter(([id]) => !out.has(id)));
	const relevant = relevantAnswers(form, answers);
	for (const [id, answer] of Object.entries(read.answers))
		if (!isEmpty(answer) && !(id in relevant) && !out.has(id))
			problems.push(problem('not-asked', read.cells.get(id) ?? '', id, undefined, 'warning'));
	return { answers: relevant, problems };
}
