// SPDX-License-Identifier: Apache-2.0
// Kinds, conditions, changes and faults of forms in the words of one reader. Knows no page.
import type { DesignFault } from '#forms/designed.ts';
import type { Change, ChangeFault } from '#forms/designing.ts';
import { type Condition, type Form, type FormRule, type Json, type KindName, type Question, questionOf } from '#forms/form.ts';
import type { FieldFault } from './fields.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import { languageName, list } from '../intl.ts';
import { figure, optionText, partText, plain, questionText, rowText, sayOr, unitName } from '../kinds/wording.ts';

export const kindName = (reader: Reader, kind: KindName): string => reader.t(`designer.kind.${kind}` as MessageId);

export const partName = (reader: Reader, part: string): string => sayOr(reader, `designer.part.${part}`, part);

export const sectionTitle = (form: Form, id: string, { language }: Reader): string => say(form.words[`section.${id}`], language) || id;

/** The printed number and the label of a question; its id where it has no words yet. */
export function questionName(form: Form, id: string, { language }: Reader): string {
	return [questionOf(form, id)?.number, questionText(form, id, language)].filter(Boolean).join(' ');
}

/** A value as a condition compares with it. */
export function valueText(reader: Reader, form: Form, question: string, value: Json): string {
	const { t, language } = reader;
	if (value === true) return t('forms.yes');
	if (value === false) return t('forms.no');
	if (questionOf(form, question)?.kind === 'yes-no' && (value === 'unknown' || value === 'not-applicable')) return t(`forms.${value}`);
	return typeof value === 'string' ? optionText(form, question, value, language) : plain(value);
}

export function conditionText(reader: Reader, form: Form, condition: Condition, inner = false): string {
	const { t, language } = reader;
	const joined = (parts: Condition[], type: 'conjunction' | 'disjunction') => {
		const text = list(
			language,
			parts.map((part) => conditionText(reader, form, part, parts.length > 1)),
			type
		);
		return inner && parts.length > 1 ? `(${text})` : text;
	};
	if ('all' in condition) return joined(condition.all, 'conjunction');
	if ('any' in condition) return joined(condition.any, 'disjunction');
	const negated = 'not' in condition;
	const test = negated ? condition.not : condition;
	if ('all' in test || 'any' in test || 'not' in test) return t('designer.when.not', { condition: conditionText(reader, form, test, true) });
	const column = 'column' in test ? test.column : undefined;
	const question = questionName(form, test.question, reader) + (column ? ` · ${questionText(form, `${test.question}.${column}`, language)}` : '');
	const value = (one: Json) => (column ? cellText(reader, form, test.question, column, one) : valueText(reader, form, test.question, one));
	if ('answered' in test) return t(test.answered !== negated ? 'designer.when.answered' : 'designer.when.not-answered', { question });
	if ('in' in test) {
		const text = t('designer.when.in', { question, values: list(language, test.in.map(value), 'disjunction') });
		return negated ? t('designer.when.not', { condition: text }) : text;
	}
	if ('includes' in test) return t(negated ? 'designer.when.excludes' : 'designer.when.includes', { question, value: value(test.includes) });
	return t(negated ? 'designer.when.is-not' : 'designer.when.is', { question, value: value(test.is) });
}

export function requiredText(reader: Reader, form: Form, required: Question['required']): string {
	if (typeof required === 'object') return reader.t('designer.required.while', { condition: conditionText(reader, form, required) });
	return reader.t(required ? 'designer.required.always' : 'designer.required.never');
}

/** One member of a question in one line; '' where it has none. `wordsId` is `table.column` for a column. */
export function memberText(reader: Reader, form: Form, question: Question, member: string, wordsId = question.id): string {
	const { t, language } = reader;
	const value = (question as unknown as { [member: string]: Json | undefined })[member];
	if (member === 'section')
		return sectionTitle(form, form.sections.find((section) => section.questions.some((each) => each.id === question.id))?.id ?? '', reader);
	if (member === 'required') return requiredText(reader, form, question.required);
	if (value === undefined || value === null) return '';
	switch (member) {
		case 'kind':
			return kindName(reader, question.kind);
		case 'when':
		case 'openWhen':
			return conditionText(reader, form, question[member] as Condition);
		case 'status':
			return t(`facts.option.standing.${question.status ?? 'sourced'}`);
		case 'options':
			return list(
				language,
				(question.options ?? []).map((option) => optionText(form, wordsId, option, language))
			);
		case 'rows':
			return list(
				language,
				(question.rows ?? []).map((row) => rowText(form, wordsId, row, language))
			);
		case 'columns':
			return list(
				language,
				(question.columns ?? []).map((column) => `${questionText(form, `${wordsId}.${column.id}`, language)} (${kindName(reader, column.kind)})`)
			);
		case 'units':
			return list(
				language,
				(question.units ?? []).map((unit) => unitName(reader, unit))
			);
		case 'languages':
			return list(
				language,
				(question.languages ?? []).map((tongue) => languageName(language, tongue))
			);
		case 'also':
			return list(
				language,
				(question.also ?? []).map((each) => t(`forms.${each}`))
			);
		case 'due':
			return [
				t('designer.due', { years: question.due?.years ?? 0 }),
				question.due?.unless && t('designer.due.except', { option: optionText(form, wordsId, question.due.unless, language) })
			]
				.filter(Boolean)
				.join(' · ');
		case 'privateParts':
			return list(
				language,
				(question.privateParts ?? []).map((part) => partText(reader, question.kind, part))
			);
		default:
			if (value === true) return t('forms.yes');
			if (value === false) return t('forms.no');
			if (Array.isArray(value)) return list(language, value.map(plain));
			return figure(language, plain(value));
	}
}

/** What a rule across questions asks, without the condition under which it does. */
export function ruleText(reader: Reader, form: Form, rule: FormRule): string {
	const { t, language } = reader;
	const name = (id: string) => questionName(form, id, reader);
	const column = (question: string, id: string) => questionText(form, `${question}.${id}`, language);
	switch (rule.rule) {
		case 'at-least-one':
			return t('designer.rule.at-least-one.text', {
				questions: list(
					language,
					rule.questions.map((id) => quoted(reader, name(id)))
				)
			});
		case 'alone':
			return t('designer.rule.alone.text', { question: name(rule.question), value: optionText(form, rule.question, rule.option, language) });
		case 'adds-up':
			return t('designer.rule.adds-up.text', { total: name(rule.total), question: name(rule.table), column: column(rule.table, rule.column) });
		case 'enough':
			return t('designer.rule.enough.text', {
				question: name(rule.question),
				column: column(rule.question, rule.column),
				value: cellText(reader, form, rule.question, rule.column, rule.is),
				least: rule.least
			});
		case 'no-line-twice':
			return t('designer.rule.no-line-twice.text', {
				question: name(rule.question),
				columns: list(
					language,
					rule.columns.map((id) => quoted(reader, column(rule.question, id)))
				)
			});
		case 'must-be':
			return t('designer.rule.must-be.text', { question: name(rule.question), value: valueText(reader, form, rule.question, rule.is) });
		case 'in-order':
			return t('designer.rule.in-order.text', { first: name(rule.questions[0]), second: name(rule.questions[1]) });
		case 'confidentiality':
			return t('designer.rule.confidentiality.text', { question: name(rule.mark), ground: name(rule.ground) });
	}
}

/** The rule with the condition under which it asks. */
export const ruleSentence = (reader: Reader, form: Form, rule: FormRule): string =>
	[
		ruleText(reader, form, rule),
		'when' in rule && rule.when && reader.t('designer.rule.while', { condition: conditionText(reader, form, rule.when) })
	]
		.filter(Boolean)
		.join(' ');

const quoted = ({ t }: Reader, text: string): string => t('designer.quoted', { text });

/** A value as a column of a table or matrix holds it. */
export function cellText(reader: Reader, form: Form, question: string, column: string, value: Json): string {
	if (typeof value === 'boolean') return reader.t(value ? 'forms.yes' : 'forms.no');
	if (questionOf(form, question)?.columns?.find(({ id }) => id === column)?.kind === 'yes-no' && (value === 'unknown' || value === 'not-applicable'))
		return reader.t(`forms.${value}`);
	return typeof value === 'string' ? optionText(form, `${question}.${column}`, value, reader.language) : plain(value);
}

/** Where a key of words belongs, in words: "Question “Day”, option “plan”". */
export function keyName(reader: Reader, form: Form, key: string): string {
	const { t, language } = reader;
	const [sort = '', id = '', ...rest] = key.split('.');
	if (sort === 'section') return t('designer.key.section', { section: sectionTitle(form, id, reader) });
	if (sort === 'question' || sort === 'help') {
		const column = rest.length ? ` · ${questionText(form, [id, ...rest].join('.'), language)}` : '';
		return t(sort === 'help' ? 'designer.key.help' : 'designer.key.question', { question: questionName(form, id, reader) + column });
	}
	if (sort === 'option' || sort === 'row')
		return t(sort === 'row' ? 'designer.key.row' : 'designer.key.option', { question: questionName(form, id, reader), option: rest.join('.') });
	if (sort === 'check') return t('designer.key.check', { id: [id, ...rest].join('.') });
	return sayOr(reader, `designer.key.${key}`, key);
}

type AnyFault = DesignFault | ChangeFault | FieldFault;

/** What is wrong, and what would mend it. */
export function faultText(reader: Reader, form: Form, found: AnyFault): string {
	const { values = {}, at, code } = found;
	const said = { ...values } as { [name: string]: string };
	if (values.question) said.question = questionName(form, values.question, reader);
	if (values.limit) said.limit = partName(reader, values.limit);
	if (values.kind && code === 'unknown-limit') said.kind = kindName(reader, values.kind as KindName);
	if (values.languages)
		said.languages = list(
			reader.language,
			values.languages.split(', ').map((each) => languageName(reader.language, each))
		);
	if (values.language) said.language = languageName(reader.language, values.language);
	if (values.reader)
		said.reader = questionOf(form, values.reader)
			? questionName(form, values.reader, reader)
			: sayOr(reader, `designer.rule.${values.reader}`, sectionTitle(form, values.reader, reader));
	if (values.rule) said.rule = sayOr(reader, `designer.rule.${values.rule}`, values.rule);
	if (values.column && values.question) said.column = questionText(form, `${values.question}.${values.column}`, reader.language);
	return reader.t(`designer.fault.${code}` as MessageId, { ...said, id: at });
}

/** The thing that a fault of a whole design is about. */
export function faultPlace(reader: Reader, form: Form, { at }: DesignFault): string {
	if (/^(question|help|option|row|section|form|check)\./.test(at)) return keyName(reader, form, at);
	const [id = '', ...rest] = at.split('.');
	if (rest.length) return `${questionName(form, id, reader)} · ${questionText(form, at, reader.language)}`;
	return questionOf(form, id) ? questionName(form, id, reader) : sectionTitle(form, id, reader);
}

/** A change that stands in the history, as the form calls things now. */
export function changeText(reader: Reader, form: Form, change: Change): string {
	const values: { [name: string]: string } = { question: '', section: '', to: '', id: '' };
	if ('question' in change) values.question = questionName(form, change.question, reader);
	if ('section' in change) values.section = sectionTitle(form, change.section, reader);
	if ('id' in change) values.id = change.id;
	if ('to' in change) values.to = change.to ?? '';
	if (change.do === 'carry') values.question = change.from;
	if ('rule' in change) values.id = ruleText(reader, form, change.rule);
	else if ('was' in change) values.id = ruleText(reader, form, change.was);
	if ('check' in change) values.id = say(form.words[`check.${change.check}`], reader.language) || change.check;
	if (change.do === 'words')
		values.id = list(
			reader.language,
			Object.keys(change.words).map((key) => keyName(reader, form, key))
		);
	return reader.t(`designer.change.${change.do}` as MessageId, values);
}
