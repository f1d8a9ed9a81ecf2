// SPDX-License-Identifier: Apache-2.0
// A definition that is another one with something left out or put in place of something: the short edition of a form, an earlier version. The seeds
// say only the difference, so that what is common is worded once.
import { reads } from '#forms/condition.ts';
import { questionsOf } from '#forms/check.ts';
import { allQuestions, type Condition, type Crosswalk, type Form, type FormRule, type Question } from '#forms/form.ts';
import type { Words } from '#text/words.ts';
import type { Definition, RecordType } from './type.ts';

export interface Difference {
	/** Id of the form it is like; a version of it, where that is not the current one. */
	like: string;
	likeVersion?: string;
	/** Only the questions that are part of the short edition. */
	only?: 'short';
	/** Ids of questions that it does not have. */
	without?: string[];
	/** Questions as this one asks them, by the id of the question that each takes the place of. */
	instead?: { [id: string]: Question };
	/** Fields of the record type and of the form that differ; words are added to those it is like. */
	type?: Partial<RecordType>;
	form?: Partial<Omit<Form, 'words' | 'sections'>> & { words?: { [key: string]: Words }; crosswalk?: Crosswalk };
}

export const isDifference = (definition: Definition | Difference): definition is Difference => 'like' in definition;

export function derived(base: Definition, difference: Difference): Definition {
	const { only, without = [], instead = {}, type = {}, form = {} } = difference;
	const sections = base.form.sections
		.map((section) => ({
			...section,
			questions: section.questions
				.filter((question) => (!only || question.short) && !without.includes(question.id))
				.map((question) => instead[question.id] ?? question)
		}))
		.filter((section) => section.questions.length > 0);
	const ids = new Set(sections.flatMap((section) => section.questions.map((question) => question.id)));
	const made: Form = {
		...base.form,
		...form,
		sections,
		rules: form.rules ?? base.form.rules.filter((rule) => reaches(rule, ids, sections)),
		words: {}
	};
	if (!form.crosswalk) delete made.crosswalk;
	const words = { ...base.form.words, ...form.words };
	made.words = Object.fromEntries(Object.entries(words).filter(([key]) => !isOfAnother(key, base.form, ids, sections)));
	return { form: made, type: { ...base.type, ...type, id: made.id } };
}

const conditionOf = (rule: FormRule): Condition | undefined => ('when' in rule ? rule.when : undefined);

/** A rule goes along when all that it reads is still there, in a kind that it can read. */
function reaches(rule: FormRule, ids: Set<string>, sections: Form['sections']): boolean {
	const condition = conditionOf(rule);
	if (![...questionsOf(rule), ...(condition ? reads(condition) : [])].every((id) => ids.has(id))) return false;
	const columns = rule.rule === 'no-line-twice' ? rule.columns : rule.rule === 'adds-up' || rule.rule === 'enough' ? [rule.column] : [];
	const holder = sections
		.flatMap((section) => section.questions)
		.find((question) => question.id === (rule.rule === 'adds-up' ? rule.table : questionsOf(rule)[0]));
	return columns.every((column) => holder?.columns?.some((each) => each.id === column));
}

/** Words of a question or section of the base that this one does not have. */
function isOfAnother(key: string, base: Form, ids: Set<string>, sections: Form['sections']): boolean {
	const [what, id = ''] = key.split('.');
	if (what === 'section') return base.sections.some((section) => section.id === id) && !sections.some((section) => section.id === id);
	return ['question', 'help', 'option', 'row'].includes(what ?? '') && !ids.has(id) && allQuestions(base).some((question) => question.id === id);
}
