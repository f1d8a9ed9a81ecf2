// SPDX-License-Identifier: Apache-2.0
// A form is data: sections of questions with stable ids, kinds, conditions and words in six languages.
// Knows the shape of a form; how each kind behaves stands in kinds.ts.
import type { SymbolWant } from '#convention/symbol.ts';
import type { Words } from '../text/words.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What was said, by question id. A draft keeps whatever was typed; `check` judges it. */
export type Answers = { [questionId: string]: Json };

/** Confirmed against an official text, or believed and shown as *to verify*. */
export type Standing = 'sourced' | 'to-verify';

/**
 * A small typed expression over answers; never a string of code.
 * `question` names a question id of the same form. `is` compares the whole answer; `includes` looks into a list.
 */
export type Condition =
	| { question: string; is: Json }
	| { question: string; in: Json[] }
	| { question: string; includes: Json }
	| { question: string; answered: boolean }
	/** Some line of a table, or row of a matrix, has this answer in the column. */
	| { question: string; column: string; is: Json }
	| { all: Condition[] }
	| { any: Condition[] }
	| { not: Condition };

export type KindName =
	| 'text'
	| 'long-text'
	| 'words'
	| 'yes-no'
	| 'one-of'
	| 'some-of'
	| 'day'
	| 'month'
	| 'year'
	| 'integer'
	| 'quantity'
	| 'money'
	| 'table'
	| 'matrix'
	| 'country'
	| 'party'
	| 'concept'
	| 'article'
	| 'language'
	| 'url'
	| 'email'
	| 'attachment'
	| 'person'
	| 'contact'
	| 'company'
	| 'organisation'
	| 'signature'
	| 'reference';

/**
 * One thing asked. Limits are read by the kind that knows them; the loader refuses a limit its kind does not know.
 * Words (label, help, option labels) stand in `Form.words`, keyed by id: see `wordsKey`.
 */
export interface Question {
	id: string;
	kind: KindName;
	/** Printed number, a label and never an identity. */
	number?: string;
	/** Several answers in a list. */
	many?: boolean;
	required?: boolean | Condition;
	/** Relevant only while this holds; hidden answers stay in the draft and leave the submission. */
	when?: Condition;
	/** Never public: taken out for readers who may not see it. */
	private?: boolean;
	/** Of what is private: shown to all the same while this holds, since whoever answers said so. */
	openWhen?: Condition;
	/** The decision that created or changed it. */
	decision?: string;
	/** A later decision that changed it, or probably did: its status says which. */
	amended?: string;
	/** Paragraphs of the Convention that it asks about: `3(5)(a)`. */
	paragraphs?: string[];
	/** Marked with an asterisk in the printed form: asked more often than the rest. */
	star?: boolean;
	/** Information that is welcome but not asked of everybody. */
	supplemental?: boolean;
	/** Part of the short edition of the form as well. */
	short?: boolean;
	/**
	 * What it asks about is due so many years after the Convention entered into force for the Party. `unless` is the option that says that
	 * the time has not come.
	 */
	due?: { years: number; unless?: string };
	status?: Standing;
	/** What its words were compared with, where they were: the status of the question then says `sourced`. */
	source?: string;
	/** one-of, some-of: option ids. */
	options?: string[];
	/** yes-no: which further options are offered. */
	also?: ('unknown' | 'not-applicable')[];
	/** quantity: unit ids (t, kg, mg/kg …); money: ISO 4217 codes. */
	units?: string[];
	/** text, long-text, words: most characters. */
	longest?: number;
	/** text: it is the symbol of a meeting document, of a decision or of a letter, written as such symbols are. */
	symbol?: SymbolWant;
	/** quantity, integer, money, year, day, month: bounds, as written in the kind's own notation. */
	least?: string | number;
	most?: string | number;
	/** concept: the scheme its entries come from (annex-a, annex-b, areas, concepts). */
	scheme?: string;
	/** words: written in Markdown; text: the last part of an address, a time of day, the name of a time zone; attachment: a picture, shown as one. */
	format?: 'markdown' | 'slug' | 'time' | 'time-zone' | 'picture';
	/** reference: record types it may point to. */
	types?: string[];
	/** words: languages that must be there (by default any one). */
	languages?: string[];
	/** table: columns; matrix: columns asked for each fixed row. */
	columns?: Question[];
	/** matrix: fixed row ids. */
	rows?: string[];
	/** attachment: accepted media types. */
	accept?: string[];
	/** person, contact, company: which parts are private unless the person says otherwise. */
	privateParts?: string[];
	/**
	 * Not asked on the page: filled in from the record's owner, by whoever begins the record (the cycle of a report), or from what was said
	 * beside a finding.
	 */
	given?: 'owner' | 'beginning' | 'explanations';
}

export interface Section {
	id: string;
	when?: Condition;
	questions: Question[];
}

/** Checks across questions, as data. Each makes exactly one kind of finding (see check.ts). */
export type FormRule =
	/** At least one of these is answered, while the condition holds. */
	| { rule: 'at-least-one'; questions: string[]; when?: Condition }
	/** An option of a list that cannot stand beside another: "none". */
	| { rule: 'alone'; question: string; option: string }
	/** The amounts in a column of a table add up to the total, exactly and across units. */
	| { rule: 'adds-up'; total: string; table: string; column: string }
	/** The column has the answer in at least so many lines, or of the rows that are named, while the condition holds: a warning, since the Party may know why. */
	| { rule: 'enough'; question: string; column: string; is: Json; least: number; rows?: string[]; when?: Condition }
	/** No two lines of a table agree in all these columns: a warning. */
	| { rule: 'no-line-twice'; question: string; columns: string[] }
	/** The only answer that the treaty takes: a certification that is not true certifies nothing. */
	| { rule: 'must-be'; question: string; is: Json }
	/** The first day is not after the second. */
	| { rule: 'in-order'; questions: [string, string] }
	/**
	 * Article 17(5): a confidential mark needs a ground, and is refused where the subject is human health, human safety
	 * or the environment. `subjects` names the question that tells the subject, `never` the options that can never be confidential.
	 */
	| { rule: 'confidentiality'; mark: string; ground: string; subjects: string; never: string[] };

/** One version of one questionnaire. `id` is the record type it serves. */
export interface Form {
	id: string;
	version: string;
	article: string;
	decision: string | null;
	status: Standing;
	source: string;
	sections: Section[];
	rules: FormRule[];
	/** What the secretariat looks at before it publishes: ids, worded by `check.{id}`. Completeness, never content. */
	checklist: string[];
	/** The question whose answer names the record in lists (a `words`, `text` or `concept` question), if any. */
	titleFrom?: string;
	/** The question whose answer, a symbol, stands before that title, and by which the record is found: see `RegisterFacts.symbol` of the catalogue. */
	titleAfter?: string;
	/** question.{id} · help.{id} · option.{questionId}.{option} · row.{questionId}.{row} · section.{id} · check.{id} · form.title · form.intro · form.short · form.register · form.register-intro */
	words: { [key: string]: Words };
	/** From which version answers are carried over, and how; an id that is absent here is carried over unchanged if it exists in both. */
	crosswalk?: Crosswalk;
}

export interface Crosswalk {
	from: string;
	/** Old question id to new question id; null drops the answer (it is listed as dropped, never lost silently). */
	questions: { [oldId: string]: string | null };
	/** Option ids renamed, by new question id. */
	options?: { [questionId: string]: { [oldOption: string]: string } };
	/** Questions that take Markdown now and took plain text before, by new id: what was written goes on to read as it did. */
	markdown?: string[];
}

export const allQuestions = (form: Form): Question[] => form.sections.flatMap((section) => section.questions);

export const questionOf = (form: Form, id: string): Question | undefined => allQuestions(form).find((q) => q.id === id);

export const wordsKey = {
	question: (id: string) => `question.${id}`,
	help: (id: string) => `help.${id}`,
	option: (questionId: string, option: string) => `option.${questionId}.${option}`,
	row: (questionId: string, row: string) => `row.${questionId}.${row}`,
	column: (questionId: string, column: string) => `question.${questionId}.${column}`,
	section: (id: string) => `section.${id}`,
	check: (id: string) => `check.${id}`
};

/**
 * One thing that a check noticed: where, which rule, how grave, and the values that its wording needs.
 * Words are added at the edge, from the message `finding.{code}`.
 */
export interface Finding {
	/** Path of the answer: question id, then list index, column or part: `links.0`, `contact.email`. */
	at: string;
	code: FindingCode | NounFinding;
	severity: 'error' | 'warning' | 'note';
	values?: { [name: string]: string | number };
}

export const findingCodes = [
	'required',
	'not-an-option',
	'too-long',
	'not-a-day',
	'day-too-early',
	'day-too-late',
	'not-a-month',
	'not-a-year',
	'not-a-whole-number',
	'not-a-number',
	'too-small',
	'too-large',
	'unit-missing',
	'not-a-unit',
	'not-a-country',
	'not-a-party',
	'not-a-concept',
	'not-an-article',
	'not-a-language',
	'not-a-web-address',
	'not-an-email',
	'part-missing',
	'language-missing',
	'row-incomplete',
	'attachment-missing',
	'attachment-type',
	'not-a-record',
	'not-text',
	'not-yes-or-no',
	'control-characters',
	'at-least-one-of',
	'not-in-order',
	'must-be-so',
	'ground-missing',
	'never-confidential',
	'duplicate',
	'too-many',
	'stands-alone',
	'sum-differs',
	'not-enough',
	'line-twice',
	'not-a-symbol',
	'symbol-otherwise',
	'not-a-slug',
	'not-a-time',
	'not-a-time-zone'
] as const;
export type FindingCode = (typeof findingCodes)[number];
/** What only a noun can notice, since it needs more than the form: named by the noun, worded alike. */
export type NounFinding = `exchange-${string}` | `report-${string}` | `library-${string}` | `editorial-${string}` | `translation-${string}`;
