// SPDX-License-Identifier: Apache-2.0
// A register: the public list that an article or a COP asks for, as rows of cells computed from entries. Pure.
import { type Convention } from '#convention/convention.ts';
import { addYears } from '#convention/day.ts';
import { exemptionExpiry } from '#convention/deadline.ts';
import { type Answers, type Form, type Json, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Words } from '#text/words.ts';
import type { Entry } from './entry.ts';

/** One cell as data; words and dates are put into the reader's language where it is shown. */
export type Cell =
	| { is: 'nothing' }
	| { is: 'owner'; kind: string; id: string }
	| { is: 'words'; words: Words }
	| { is: 'text'; text: string }
	| { is: 'day'; day: string; past?: boolean }
	| { is: 'yes-no'; yes: boolean }
	| { is: 'options'; options: Words[] }
	| { is: 'files'; files: { file: string; name: string; language: string }[] }
	| { is: 'state'; state: Entry['state'] };

export interface RegisterRow {
	entry: Entry;
	cells: Cell[];
}

const nothing: Cell = { is: 'nothing' };
const dayCell = (day: string | null | undefined, today: string): Cell => (day ? { is: 'day', day, past: day < today } : nothing);
const isoDay = (date: Date) => date.toISOString().slice(0, 10);

type Compute = (entry: Entry, form: Form, convention: Convention, today: string) => Cell;

/** Columns that are computed from the treaty's rules, not answered. */
const computed: Record<string, Compute> = {
	party: (entry) => ({ is: 'owner', kind: entry.ownerKind, id: entry.owner }),
	country: (entry) => ({ is: 'owner', kind: entry.ownerKind, id: entry.owner }),
	category: (entry) => ({ is: 'words', words: entry.title }),
	process: (entry) => ({ is: 'words', words: entry.title }),
	date: (entry, _f, _c, today) => ({ ...(dayCell(isoDay(entry.firstPublishedAt), today) as Cell & { is: 'day' }), past: false }),
	state: (entry) => ({ is: 'state', state: entry.state }),
	manufacture: (entry) => ({ is: 'yes-no', yes: includes(entry.answers.activities, 'manufacture') }),
	import: (entry) => ({ is: 'yes-no', yes: includes(entry.answers.activities, 'import') }),
	export: (entry) => ({ is: 'yes-no', yes: includes(entry.answers.activities, 'export') }),
	revokedOn: (entry, _f, _c, today) =>
		entry.state === 'withdrawn' ? { ...(dayCell(isoDay(entry.publishedAt), today) as Cell & { is: 'day' }), past: false } : nothing,
	since: (entry, _f, _c) => (typeof entry.answers.start === 'string' ? { is: 'day', day: entry.answers.start } : nothing),
	language: (entry) => ({ is: 'text', text: entry.languages.join(', ') }),
	// Article 7(3)(c): a review every three years.
	reviewDue: (entry, _f, _c, today) =>
		dayCell(addYears(typeof entry.answers.endorsedOn === 'string' ? entry.answers.endorsedOn : isoDay(entry.firstPublishedAt), 3), today),
	// Article 6(5): five years after the phase-out date, or earlier as registered.
	expiry: (entry, form, convention, today) => {
		const scheme = questionOf(form, 'entry')?.scheme;
		const entryId = entry.answers.entry;
		const item = typeof entryId === 'string' ? (scheme === 'annex-b' ? convention.annexBEntry(entryId) : convention.annexAEntry(entryId)) : undefined;
		const phaseOutYear = item?.phaseOutYear;
		if (!phaseOutYear) return nothing;
		const durationYears = typeof entry.answers.durationYears === 'number' ? entry.answers.durationYears : undefined;
		return dayCell(exemptionExpiry({ phaseOutYear, durationYears }), today);
	}
};

const includes = (answer: Json | undefined, option: string): boolean => Array.isArray(answer) && answer.includes(option);

function answered(answers: Answers, form: Form, column: string): Cell {
	const question = questionOf(form, column);
	const answer = answers[column];
	if (!question || answer === undefined || answer === null) return nothing;
	const one = (option: Json): Words => form.words[`option.${column}.${String(option)}`] ?? {};
	switch (question.kind) {
		case 'words':
			return { is: 'words', words: answer as Words };
		case 'one-of':
			return { is: 'options', options: [one(answer)] };
		case 'some-of':
			return { is: 'options', options: [answer].flat().map(one) };
		case 'yes-no':
			return { is: 'yes-no', yes: answer === true };
		case 'day':
			return { is: 'day', day: String(answer) };
		case 'attachment':
			return {
				is: 'files',
				files: [answer]
					.flat()
					.filter(isObject)
					.map((file) => ({ file: String(file.file), name: String(file.name), language: String(file.language) }))
			};
		case 'quantity':
			return isObject(answer) ? { is: 'text', text: `${String(answer.amount)} ${String(answer.unit)}` } : nothing;
		default:
			return { is: 'text', text: typeof answer === 'string' || typeof answer === 'number' ? String(answer) : '' };
	}
}

const filesOf = (answers: Answers, form: Form): Cell => {
	const question = form.sections.flatMap((section) => section.questions).find((each) => each.kind === 'attachment' && answers[each.id] !== undefined);
	return question ? answered(answers, form, question.id) : nothing;
};

/** What a register is called: its own name where the form gives one. */
export const registerName = (form: Form): Words => form.words['form.register'] ?? form.words['form.title'] ?? {};

/** One cell of a column: answered by the form when it has the question, computed when the treaty's rules make it. */
export function cellOf(column: string, entry: Entry, form: Form, convention: Convention, today: string): Cell {
	if (column === 'document' && !questionOf(form, 'document')) return filesOf(entry.answers, form);
	const compute = computed[column];
	return compute ? compute(entry, form, convention, today) : answered(entry.answers, form, column);
}

export const registerRows = (columns: string[], entries: Entry[], form: Form, convention: Convention, today: string): RegisterRow[] =>
	entries.map((entry) => ({ entry, cells: columns.map((column) => cellOf(column, entry, form, convention, today)) }));
